"""Beyond the paper: coordinate-wise exact minimisation solves the separable datasets and gets stuck
on parities, as often as predicted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import asin, pi
from pathlib import Path
from random import Random
from time import perf_counter

import numpy as np

from symqnn.algebra.circle import CirclePoint
from symqnn.construction.parity import parity_family
from symqnn.construction.targets import Star
from symqnn.construction.theorem_2 import theorem_2
from symqnn.construction.vertices import Vertex, VertexLandscape, flip
from symqnn.errors import InputError
from symqnn.experiments.outcome import ExperimentOutcome, Progress, Table
from symqnn.experiments.settings import option, settings_json
from symqnn.experiments.statistics import clopper_pearson, standard_score
from symqnn.model.ansatz import paper_experiment
from symqnn.training.minimise import random_starts
from symqnn.training.objective import FloatArray, polynomial_objective
from symqnn.training.rotosolve import rotosolve

NOTE = "datasets of ours; not in the paper"
NAME = "rotosolve"
COLUMNS = (
    *(
        "dataset",
        "p",
        "starts",
        "order",
        "minima",
        "stuck vertices",
        "restarts",
        "solved",
        "rate",
        "low_95",
        "high_95",
    ),
    *("predicted", "exact prediction", "standard errors"),
)
STUCK_ABOVE = 1e-9  # the values of different vertices differ by much more
Family = Mapping[tuple[int, ...], Fraction]


@dataclass(frozen=True)
class Settings:
    """Choices of the experiment.

    Raises:
        InputError: a number out of range.
    """

    separable: tuple[int, ...] = option((2, 4, 8), "p of the datasets of Theorem 2")
    chain: tuple[int, ...] = option((2, 4, 8), "p of the chains of parities {1}, {1,2}, {2,3}, …")
    clauses: tuple[int, ...] = option(
        (4, 6, 8), "p of the families of 2p random parities of three angles (all C(4,3) for p = 4)"
    )
    strength: Fraction = option(Fraction(2, 5), "r of the pairs of a chain")
    field: Fraction = option(Fraction(1, 5), "r of the single angle of a chain, below strength")
    restarts: int = option(2000, "starts of each kind")
    seed: int = option(0, "of families and starts")

    def __post_init__(self) -> None:
        ranges = ((self.separable, 1, 8), (self.chain, 2, 10), (self.clauses, 4, 10))
        if any(p < low or p > high for listed, low, high in ranges for p in listed):
            raise InputError("p of separable, chain, clauses must be in 1…8, 2…10, 4…10.")
        if (
            self.restarts < 1
            or not 0 < self.field < self.strength
            or self.strength**2 >= Fraction(1, 4)
        ):
            raise InputError(
                f"restarts {self.restarts}, field {self.field}, strength {self.strength}: at "
                "least 1, 0 < field < strength < 1/2 are required."
            )


QUICK = Settings(separable=(2,), chain=(2, 4), clauses=(4,), restarts=500)


@dataclass(frozen=True)
class Measured:
    """One kind of start on one dataset.

    Args:
        minima, stuck: of the exact landscape. solved: runs at the global minimum. expected: exact
            probability, exact: the same as text; None if not known.
    """

    dataset: str
    p: int
    starts: str
    order: str
    minima: int
    stuck: int
    restarts: int
    solved: int
    expected: float | None
    exact: str

    @property
    def name(self) -> str:
        """For people."""
        return f"{self.dataset} p={self.p} {self.starts} {self.order}"

    @property
    def deviation(self) -> float | None:
        """(measured - expected)/(standard error)."""
        return (
            None
            if self.expected is None
            else standard_score(self.solved, self.restarts, self.expected)
        )

    @property
    def entries(self) -> tuple[object, ...]:
        """Its line under :data:`COLUMNS`."""
        known = (
            ("", "", "") if self.expected is None else (self.expected, self.exact, self.deviation)
        )
        head = (self.dataset, self.p, self.starts, self.order, self.minima, self.stuck)
        return (
            *head,
            self.restarts,
            self.solved,
            self.solved / self.restarts,
            *clopper_pearson(self.solved, self.restarts),
            *known,
        )


def descend(vertex: Vertex, order: Sequence[int], values: Mapping[Vertex, Fraction]) -> Vertex:
    """Where exact minimisation in one angle after the other ends from a vertex: each angle flips
    iff the loss becomes strictly smaller.
    """
    while True:
        before = vertex
        for k in order:
            vertex = min(vertex, flip(vertex, k), key=lambda s: values[s])
        if vertex == before:
            return vertex


def success_from_vertices(landscape: VertexLandscape, order: Sequence[int]) -> Fraction:
    """Exact probability that the descent from a uniformly random vertex ends
    at a global minimum, by trying all.

    Example:
        >>> made = parity_family(paper_experiment(2), {(0,): "1/5", (0, 1): "2/5"})
        >>> [success_from_vertices(made.landscape, order) for order in ((0, 1), (1, 0))]
        [Fraction(1, 2), Fraction(1, 2)]
    """
    values = {vertex.signs: vertex.value for vertex in landscape.vertices}
    lowest = min(values.values())
    solved = sum(values[descend(vertex, order, values)] == lowest for vertex in values)
    return Fraction(solved, len(values))


def chain_prediction(strength: Fraction, field: Fraction, ascending: bool) -> tuple[float, str]:
    r"""Success of the chain from uniform angles.

    With u_l = cos(φ_l - φ*_l) the first step sets u_1 to the sign of :math:`r^2u_2+r_0^2`, and
    every further one copies its neighbour because :math:`|u|\le1`: success iff
    :math:`u_2>-r_0^2/r^2`, where u_2 is the cosine of a uniform angle. In descending order the last
    pair decides, by the sign of u_{p-1}: one half.

    Example:
        >>> strength, field = Fraction(2, 5), Fraction(1, 5)
        >>> [chain_prediction(strength, field, ascending)[1] for ascending in (True, False)]
        ['1/2 + arcsin(1/4)/π', '1/2']
    """
    ratio = (field / strength) ** 2
    return (
        (0.5 + asin(float(ratio)) / pi, f"1/2 + arcsin({ratio})/π") if ascending else (0.5, "1/2")
    )


def chain(p: int, strength: Fraction, field: Fraction) -> Family:
    """The parities {1}, {1,2}, {2,3}, …, {p-1,p}, 0-based, with their strengths."""
    return {(0,): field, **{(k, k + 1): strength for k in range(p - 1)}}


def clause_family(p: int, seed: int) -> Family:
    """Random parities of three angles, 2p of them (or all there are) that leave one global minimum,
    with one strength that keeps all 2^p vertices minima.
    """
    source, triples = Random(f"clauses {p} {seed}"), list(combinations(range(p), 3))
    while True:
        chosen = sorted(source.sample(triples, min(2 * p, len(triples))))
        if (
            sum(
                all(sum(s[k] for k in t) % 2 == 0 for t in chosen)
                for s in product((0, 1), repeat=p)
            )
            == 1
        ):
            break
        if len(chosen) == len(triples):
            break
    degree = max(sum(k in t for t in chosen) for k in range(p))
    strength = max(
        Fraction(k, 40) for k in range(1, 20) if Fraction(k, 40) ** 2 * degree < Fraction(1, 2)
    )
    return dict.fromkeys(chosen, strength)


def run(
    settings: Settings | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    out: Path | None = None,
) -> ExperimentOutcome:
    """Minimise coordinate by coordinate from uniform angles and from uniform vertices, and compare
    with exact probabilities.

    Example:
        >>> outcome = run(Settings(separable=(2,), chain=(), clauses=(), restarts=50))
        >>> outcome.table("summary").column("rate")
        [1.0]
    """
    del jobs, out  # a second in all, and no files of its own
    started, chosen = perf_counter(), settings or Settings()
    rows: list[Measured] = []
    for p in chosen.separable:
        if progress:
            progress(f"separable, p = {p}")
        made = theorem_2(paper_experiment(p), _origin(p))
        starts = random_starts(p, range(chosen.restarts), chosen.seed)
        final = rotosolve(polynomial_objective(made.construction.loss()), starts).value
        rows.append(
            Measured(
                "separable",
                p,
                "angles",
                "ascending",
                made.landscape.count,
                0,
                chosen.restarts,
                _solved(final, 0.0),
                1.0,
                "1",
            )
        )
    for p in chosen.chain:
        rows += _parity_rows("chain", chain(p, chosen.strength, chosen.field), p, chosen, progress)
    for p in chosen.clauses:
        rows += _parity_rows("clauses", clause_family(p, chosen.seed), p, chosen, progress)
    far = tuple(
        f"{row.name}: {row.deviation:.1f} standard errors from the prediction"
        for row in rows
        if row.deviation is not None and abs(row.deviation) > 4
    )
    solved, stuck = (
        [row for row in rows if row.dataset == "separable"],
        [row for row in rows if row.dataset != "separable"],
    )
    summary = (
        f"separable datasets: {sum(row.solved for row in solved)} of "
        f"{sum(row.restarts for row in solved)} runs reach the global minimum",
        f"parities: {sum(row.solved for row in stuck)} of {sum(row.restarts for row in stuck)}; "
        f"predictions off by more than 4 standard errors: {len(far)}",
    )
    table = Table("summary", COLUMNS, tuple(row.entries for row in rows), printed=True)
    used, seconds = settings_json(chosen), perf_counter() - started
    return ExperimentOutcome(
        NAME, used, (table,), {row.name: row.solved for row in rows}, summary, far, seconds, NOTE
    )


def _origin(p: int) -> Star:
    """θ* = 0, where the loss has the fewest terms;
    coordinate-wise minimisation does not depend on θ*.
    """
    return (CirclePoint.quarter_turns(0),) * p


def _parity_rows(
    name: str, family: Family, p: int, settings: Settings, progress: Progress | None
) -> list[Measured]:
    if progress:
        progress(f"{name}, p = {p}")
    made = parity_family(paper_experiment(p), family, _origin(p))
    objective, rows = polynomial_objective(made.construction.loss()), []
    lowest = float(made.landscape.levels[0][0])
    angles = random_starts(p, range(settings.restarts), settings.seed)
    vertices = _random_vertices(p, settings)
    for order, said in ((tuple(range(p)), "ascending"), (tuple(reversed(range(p))), "descending")):
        known: tuple[float | None, str] = (None, "")
        if name == "chain":
            known = chain_prediction(settings.strength, settings.field, said == "ascending")
        exact = success_from_vertices(made.landscape, order)
        for kind, starts, expected in (
            ("angles", angles, known),
            ("vertices", vertices, (float(exact), str(exact))),
        ):
            solved = _solved(rotosolve(objective, starts, order).value, lowest)
            rows.append(
                Measured(
                    name,
                    p,
                    kind,
                    said,
                    made.landscape.count,
                    len(made.landscape.stuck),
                    settings.restarts,
                    solved,
                    *expected,
                )
            )
    return rows


def _random_vertices(p: int, settings: Settings) -> FloatArray:
    """Uniformly random vertices around θ* = 0 as angles θ."""
    flips = random_starts(p, range(settings.restarts), settings.seed + 1) < np.pi
    return np.asarray(np.pi / 2 * flips)


def _solved(final: FloatArray, lowest: float) -> int:
    return int((final <= lowest + STUCK_ABOVE).sum())
