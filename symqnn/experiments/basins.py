"""Beyond the paper: how large the basins of attraction are, measured and exact, and what they look
like for two parameters.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import asin, pi
from pathlib import Path
from time import perf_counter

import numpy as np
import numpy.typing as npt

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.parity import parity_family
from symqnn.construction.theorem_2 import boxed_loss
from symqnn.errors import InputError
from symqnn.experiments.coordinate_wise import chain
from symqnn.experiments.ground_truth import match
from symqnn.experiments.instance import closed_form
from symqnn.experiments.outcome import ExperimentOutcome, Progress, Table
from symqnn.experiments.result_file import kept_restarts
from symqnn.experiments.settings import option, settings_json
from symqnn.experiments.statistics import chi_squared, clopper_pearson, standard_score
from symqnn.model.ansatz import paper_experiment
from symqnn.roots.critical_list import CriticalPoints
from symqnn.training.methods import GradientDescent
from symqnn.training.minimise import Stopping, minimise, random_starts
from symqnn.training.objective import FloatArray, polynomial_objective
from symqnn.training.restarts import Runs

NOTE = "our closed-form instance; not in the paper"
NAME = "basins"
STOPPING = Stopping(1e-5, 20_000)
VOLUME_COLUMNS = (
    "p",
    "minimum",
    "runs",
    "hits",
    "volume",
    "low_95",
    "high_95",
    "exact volume",
    "standard score",
)


@dataclass(frozen=True)
class Settings:
    """Choices of the experiment.

    Raises:
        InputError: a number out of range.
    """

    r_squared: Fraction = option(Fraction(3, 10), "r² of Theorem 2's loss, exact, below 1/2")
    p: tuple[int, ...] = option((1, 2, 3, 4), "numbers of parameters whose basins are measured")
    restarts: int = option(20_000, "random starts for each p")
    grid: int = option(71, "points a side of the maps for p = 2")
    strength: Fraction = option(
        Fraction(9, 20), "r of the pair in the chain of parities that is mapped"
    )
    field: Fraction = option(Fraction(1, 5), "r of its single angle")
    seed: int = option(0, "of the starts")

    def __post_init__(self) -> None:
        if (
            not 0 < self.r_squared < Fraction(1, 2)
            or not self.p
            or not 1 <= min(self.p) <= max(self.p) <= 8
        ):
            raise InputError(
                f"r_squared is {self.r_squared}, p is {', '.join(map(str, self.p))}; 0 < r² < "
                "1/2 and numbers from 1 to 8 are required."
            )
        if self.restarts < 1 or not 2 <= self.grid <= 1000:
            raise InputError(
                f"restarts is {self.restarts}, grid is {self.grid}; at least 1, and 2 to 1000, "
                "are required."
            )


QUICK = Settings(p=(1, 2), restarts=2000, grid=21)


def vertex_of(theta: FloatArray) -> npt.NDArray[np.intp]:
    """Number of the vertex (π/2)ζ nearest to each point, ζ_1 the highest bit; -1 where an angle is
    further than 0.05 from all.

    Example:
        >>> vertex_of(np.array([[0.0, np.pi / 2], [np.pi / 2, np.pi], [0.5, 0.0]])).tolist()
        [1, 2, -1]
    """
    turns = np.rint(theta / (np.pi / 2))
    near = (np.abs(theta - turns * np.pi / 2) < 0.05).all(axis=1)
    bits = turns.astype(np.int64) % 2
    weights = 2 ** np.arange(theta.shape[1] - 1, -1, -1)
    return np.asarray(np.where(near, bits @ weights, -1))


def basin_of_start(theta: FloatArray, r_squared: Fraction) -> npt.NDArray[np.intp]:
    r"""The minimum that gradient flow reaches from each start, without any flow: ζ_l = 0 iff
    :math:`\cos2\theta_l>-r^2/(1-r^2)`.
    """
    bits = np.cos(2 * theta) <= -float(r_squared / (1 - r_squared))
    return np.asarray(bits @ (2 ** np.arange(theta.shape[1] - 1, -1, -1)))


def run(
    settings: Settings | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    out: Path | None = None,
) -> ExperimentOutcome:
    r"""Volumes of all 2^p basins: :math:`q^{p-|\zeta|}(1-q)^{|\zeta|}`,
    :math:`q=\tfrac12+\tfrac1\pi\arcsin\tfrac{r^2}{1-r^2}`.

    Example:
        >>> found = run(Settings(p=(1,), restarts=100, grid=5))
        >>> found.faults, found.statistics["starts_predicted"]
        ((), {'p=1': 100})
    """
    started, chosen = perf_counter(), settings or Settings()
    volumes: list[tuple[int, str, int, int, float, float, float, float, float]] = []
    predicted, tests, faults = {}, {}, []
    q = 0.5 + asin(float(chosen.r_squared / (1 - chosen.r_squared))) / pi
    for p in chosen.p:
        if progress:
            progress(f"p = {p}: {chosen.restarts} runs")
        starts = random_starts(p, range(chosen.restarts), chosen.seed)
        objective = polynomial_objective(separable_loss(p, chosen.r_squared))
        keep = out and out / "runs" / NAME / f"p{p}.gd.npz"
        source = {"r_squared": str(chosen.r_squared)}
        runs = kept_restarts(
            keep,
            objective,
            chosen.restarts,
            _slow(p),
            STOPPING,
            seed=chosen.seed,
            jobs=jobs,
            instance=source,
        )
        found = certified_vertex(runs, closed_form(p, chosen.r_squared).found)
        predicted[f"p={p}"] = int((found == basin_of_start(starts, chosen.r_squared)).sum())
        counts = np.bincount(found[found >= 0], minlength=2**p)
        exact = [q ** (p - sum(zeta)) * (1 - q) ** sum(zeta) for zeta in product((0, 1), repeat=p)]
        for zeta, hits, volume in zip(product("01", repeat=p), counts.tolist(), exact, strict=True):
            interval = clopper_pearson(hits, chosen.restarts)
            volumes.append(
                (
                    p,
                    "".join(zeta),
                    chosen.restarts,
                    hits,
                    hits / chosen.restarts,
                    *interval,
                    volume,
                    standard_score(hits, chosen.restarts, volume),
                )
            )
        tests[f"p={p}"] = chi_squared(counts, exact).probability
        if predicted[f"p={p}"] < chosen.restarts:
            faults.append(
                f"p = {p}: {chosen.restarts - predicted[f'p={p}']} runs did not end where their "
                "start says"
            )
    faults += [
        f"p = {row[0]}, basin {row[1]}: standard score {row[8]:.1f}"
        for row in volumes
        if abs(row[8]) > 4.5
    ]
    if progress:
        progress("maps for p = 2")
    made = parity_family(
        paper_experiment(2),
        chain(2, chosen.strength, chosen.field),
        (CirclePoint.quarter_turns(0),) * 2,
    )
    maps = (
        _map("separable", separable_loss(2, chosen.r_squared), chosen),
        _map("chain", made.construction.loss(), chosen),
    )
    tables = (Table("volumes", VOLUME_COLUMNS, tuple(volumes), printed=True), *maps)
    statistics = {
        "hits": {f"p={row[0]} {row[1]}": row[3] for row in volumes},
        "starts_predicted": predicted,
    }
    summary = tuple(
        f"{name}: χ² test of the volumes, probability {value:.3f}; "
        f"{predicted[name]} of {chosen.restarts} runs end where their start says"
        for name, value in tests.items()
    )
    used, seconds = settings_json(chosen), perf_counter() - started
    return ExperimentOutcome(NAME, used, tables, statistics, summary, tuple(faults), seconds, NOTE)


def separable_loss(p: int, r_squared: Fraction) -> TrigPoly:
    """Theorem 2's loss at θ* = 0, κ = 1."""
    star = (CirclePoint.quarter_turns(0),) * p
    return boxed_loss(star, Fraction(1), r_squared, Fraction(1, 2 * p))


def certified_vertex(runs: Runs, found: CriticalPoints) -> npt.NDArray[np.intp]:
    """Number of the minimum in whose certified cube each run ended, bit l set where angle l is at
    its upper minimum; -1 for an unmatched run.
    """
    matches = match(runs, found)
    number = np.zeros(len(runs), dtype=np.intp)
    for column, enumeration in enumerate(found.enumerations):
        minima = np.flatnonzero(enumeration.roots.indices == 0)
        lowest = minima[enumeration.roots.values[minima].argmin()]
        number = 2 * number + (matches.roots[:, column] != lowest)
    return np.where(matches.matched, number, -1)


def _slow(p: int) -> GradientDescent:
    """Steps below 1/|Hessian|: angles of separable losses stay
    in their basins, as under gradient flow.
    """
    return GradientDescent(p / 8)


def _map(name: str, loss: TrigPoly, chosen: Settings) -> Table:
    """For a grid on [0, π)², shifted off the symmetry axes, the minimum that gradient descent
    reaches; -1 if none.
    """
    axis = (np.arange(chosen.grid) + 0.5) * np.pi / chosen.grid
    starts = np.stack(np.meshgrid(axis, axis, indexing="ij"), axis=-1).reshape(-1, 2)
    found = vertex_of(minimise(polynomial_objective(loss), starts, _slow(2), STOPPING).theta)
    rows = tuple(
        (float(round(a, 4)), float(round(b, 4)), int(k))
        for (a, b), k in zip(starts, found, strict=True)
    )
    return Table(f"map_{name}", ("theta_1", "theta_2", "minimum"), rows)
