"""Classical networks beside quantum ones in one table:
how many spurious minima can a square loss have?

What is a named theorem and what was checked here stands in every row. The checks are exact: zeros
of polynomials by Sturm's theorem, signs of a derivative by ball arithmetic, complete certified
lists of critical points.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import factorial
from pathlib import Path
from random import Random
from time import perf_counter

import numpy as np

from symqnn.errors import InputError
from symqnn.experiments.classical_checks import (
    Sample,
    check_linear,
    check_quadratic,
    check_sigmoid,
    sigmoid_dataset,
)
from symqnn.experiments.outcome import ExperimentOutcome, Progress, Table
from symqnn.experiments.settings import option, settings_json
from symqnn.statements.landscapes import latin_landscape, product_landscape
from symqnn.statements.theorem_7 import answer

NOTE = "a table of ours with named theorems; not in the paper"
NAME = "classical"
COLUMNS = (
    "model",
    "numbers trained",
    "samples",
    "minima",
    "spurious",
    "rests on",
    "checked here",
    "holds",
)
AUER = "Auer, Herbster & Warmuth 1996: no bound in p alone"


@dataclass(frozen=True)
class Settings:
    """Choices of the experiment.

    Raises:
        InputError: a number out of range.
    """

    datasets: int = option(200, "random exact datasets for the benign models")
    largest: int = option(6, "most samples of the sigmoid neuron with one weight")
    seed: int = option(0, "of the datasets")

    def __post_init__(self) -> None:
        if self.datasets < 1 or not 1 <= self.largest <= 12:
            raise InputError(
                f"datasets is {self.datasets}, largest is {self.largest}; at least 1, and 1 to "
                "12, are required."
            )


QUICK = Settings(datasets=20, largest=4)


@dataclass(frozen=True)
class Row:
    """One model: its trainable numbers, its samples m, its minima, what that rests on, what was
    checked here and whether it held.
    """

    model: str
    parameters: str
    samples: str
    minima: str
    spurious: str
    theorem: str
    checked: str
    holds: bool


def random_samples(source: Random) -> list[Sample]:
    """Two to six exact samples, inputs not zero."""
    numbers = [k for k in range(-9, 10) if k]
    return [
        (Fraction(source.choice(numbers), 4), Fraction(source.randint(-9, 9), 4))
        for _ in range(source.randint(2, 6))
    ]


def run(
    settings: Settings | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    out: Path | None = None,
) -> ExperimentOutcome:
    """The table, and the loss of the sigmoid neuron for its figure.

    Example:
        >>> run(Settings(datasets=3, largest=2)).table("models").column("holds")
        [True, True, True, True, True, True, True]
    """
    del jobs, progress, out  # a second, and no files of its own
    started, chosen = perf_counter(), settings or Settings()
    rows = (*_benign(chosen), *_sigmoid(chosen.largest), *_quantum())
    table = Table(
        "models",
        COLUMNS,
        tuple(
            (r.model, r.parameters, r.samples, r.minima, r.spurious, r.theorem, r.checked, r.holds)
            for r in rows
        ),
    )
    faults = tuple(f"{row.model}: {row.checked}" for row in rows if not row.holds)
    # with 2p samples the neuron has at least (2p/p)^p = 2^p minima, as Theorem 2 has; with p²
    # samples p^p
    growth = Table(
        "growth",
        (
            "p",
            "sigmoid, m = 2p",
            "sigmoid, m = p²",
            "Theorem 2, m = 2p",
            "p!·2^p, m = 2p",
            "½ p!·4^p, any m",
            "(4p)^p, any m",
        ),
        tuple(
            (p, 2**p, p**p, 2**p, factorial(p) * 2**p, factorial(p) * 4**p // 2, (4 * p) ** p)
            for p in range(1, 9)
        ),
        printed=True,
    )
    statistics = {
        "rows": len(rows),
        "holding": sum(row.holds for row in rows),
        "checked": [row.checked for row in rows],
    }
    summary = tuple(
        f"{row.model}: {row.minima} minima ({row.theorem}); checked: {row.checked}" for row in rows
    )
    used, seconds = settings_json(chosen), perf_counter() - started
    return ExperimentOutcome(
        NAME,
        used,
        (table, growth, _dips(min(chosen.largest, 4))),
        statistics,
        summary,
        faults,
        seconds,
        NOTE,
    )


def _dips(largest: int) -> Table:
    """L(w) of one sigmoid neuron for 1, …, ``largest`` samples, and where its minima are."""
    w = np.geomspace(0.1, 16.0**largest, 600)
    rows: list[tuple[object, ...]] = []
    for m in range(1, largest + 1):
        samples = sigmoid_dataset(m)
        loss = sum((1 / (1 + np.exp(-w * float(x))) - float(y)) ** 2 for x, y in samples)
        rows += [
            (m, "loss", float(f"{a:.6g}"), float(f"{b:.6g}"))
            for a, b in zip(w, np.broadcast_to(loss, w.shape), strict=True)
        ]
        signs = check_sigmoid(samples).signs
        rows += [
            (m, "minimum between", float(a), float(b))
            for (a, s), (b, t) in pairwise(signs)
            if s < 0 < t
        ]
    return Table("sigmoid", ("samples", "what", "w", "value"), tuple(rows))


def _benign(settings: Settings) -> tuple[Row, Row]:
    source = Random(f"classical {settings.seed}")
    data = [random_samples(source) for _ in range(settings.datasets)]
    linear = [check_linear(samples, hidden) for samples in data for hidden in (1, 2, 3)]
    saddles = [check for check in linear if check.saddle]
    quadratic = [check_quadratic(samples) for samples in data]
    return (
        Row(
            "linear network, one hidden layer of h neurons",
            "2h",
            "any",
            "global only",
            "0",
            "Kawaguchi 2016, Theorem 2.3",
            f"{len(saddles)} exact instances, h = 1, 2, 3: the one other critical point has h "
            "negative Hessian eigenvalues",
            all(check.negative == check.hidden for check in saddles),
        ),
        Row(
            "quadratic activation",
            "1",
            "any",
            "global only",
            "0",
            "Du & Lee 2018 (wide layer, weight decay); here one neuron, one input",
            f"{len(quadratic)} exact instances by Sturm's theorem: one minimum, or two of equal "
            "value",
            all(n in (1, 2) for n in quadratic),
        ),
    )


def _sigmoid(largest: int) -> tuple[Row, Row]:
    found = [check_sigmoid(sigmoid_dataset(m)).minima for m in range(1, largest + 1)]
    text = ", ".join(f"{m}: ≥ {n}" for m, n in enumerate(found, 1))
    return (
        Row(
            "sigmoid neuron, p = 1",
            "1",
            "m",
            "m",
            "",
            AUER,
            f"certified by signs of L' (m: minima) {text}",
            all(n >= m for m, n in enumerate(found, 1)),
        ),
        Row(
            "sigmoid neuron",
            "p",
            "m",
            "⌊m/p⌋^p",
            "",
            AUER,
            f"p = 2, m = {2 * largest}: ≥ {found[-1] ** 2}, each sample on one axis, so that "
            "L(w) = L_1(w_1) + L_2(w_2)",
            found[-1] >= largest,
        ),
    )


def _quantum() -> tuple[Row, Row, Row]:
    separable = {p: answer(product_landscape(p), external=False).found for p in (1, 2)}
    latin = answer(latin_landscape(2), external=False).found
    counts = ", ".join(
        f"p = {p}: {found.by_index[0]} of {found.number} critical points"
        for p, found in separable.items()
    )
    within = all(
        found.number <= (4 * p) ** p and found.by_index[0] <= factorial(p) * 4**p // 2
        for p, found in [*separable.items(), (2, latin)]
    )
    return (
        Row(
            "QNN with linear independence",
            "p",
            "2p",
            "2^p",
            "2^p - 1",
            "Paper, Theorem 2",
            f"complete certified lists: {counts}",
            all(
                found.by_index[0] == 2**p and len(found.global_minima()) == 1
                for p, found in separable.items()
            ),
        ),
        Row(
            "QNN with linear independence",
            "p",
            "2p",
            "p!·2^p",
            "p!·2^p - 1",
            "ours (proofs/factorial_minima)",
            "complete certified list without the symmetry-breaking samples: p = 2: "
            f"{latin.by_index[0]} of {latin.number}",
            latin.by_index[0] == 8,
        ),
        Row(
            "QNN, no degenerate critical point",
            "p",
            "any",
            "≤ ½ p!·4^p",
            "",
            "ours; Paper, Theorem 7: ≤ (4p)^p critical points",
            "the lists above stay below both bounds",
            within,
        ),
    )
