"""Beyond the paper, its open question: how the landscape changes with the number of parameters p at
fixed dimension d.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.certificate.critical import critical_points_certificate, training_json
from symqnn.errors import InputError
from symqnn.experiments.best_possible import gap_sentence, least_loss
from symqnn.experiments.certified_minima import Matching, match_complete
from symqnn.experiments.checked import check_mode, checked
from symqnn.experiments.outcome import ExperimentOutcome, Progress, Table
from symqnn.experiments.result_file import kept_restarts
from symqnn.experiments.settings import TrainingSettings, option, settings_json
from symqnn.experiments.transition_instance import (
    TransitionInstance,
    make_instance,
    orbit_dimension,
    tangent_rank,
)
from symqnn.independence.decide import linear_independence
from symqnn.loss.training import loss
from symqnn.roots.critical import critical_points
from symqnn.status import Status
from symqnn.training.circuit_objective import circuit_objective
from symqnn.training.restarts import Runs

NOTE = "random instances of ours; an open question of the paper"
NAME = "transition"
# of every instance; the first p are used, so that a point does not depend on the others
LAYERS = 48
# up to this p the least loss is bounded by a sum of squares where no complete list is wanted
# (p = 4: some seconds)
BOUNDED = 4
# up to this p the rank is computed; from p to p + 1 it does not fall, because θ_{p+1} = 0 gives the
# smaller network
RANKED = 5
COLUMNS = (
    *(
        "instance",
        "p",
        "operators 3^p - 1",
        "rank",
        "tangent rank",
        "critical points",
        "minima",
        "restarts",
        "converged",
        "best loss",
    ),
    *("at the best", "solved", "different values", "unmatched", "checker"),
)


@dataclass(frozen=True, kw_only=True)
class Settings(TrainingSettings):
    """Choices of the experiment: random networks and states, labels of a teacher that measures M
    after an exact unitary, so that loss 0 exists on U(d).

    Raises:
        InputError: a number out of range.
    """

    dimension: int = option(4, "d, even")
    p: tuple[int, ...] = option(
        (1, 2, 3, 4, 6, 8, 10, 11, 12, 13, 14, 16, 20, 24), "numbers of parameters"
    )
    samples: int = option(20, "random pure states, more than d² determine M(θ)")
    seeds: tuple[int, ...] = option((1, 2, 3), "of network, states and teacher, one instance each")
    restarts: int = option(100, "random starts")
    seed: int = option(0, "of the starts, added to that of the instance")
    method: str = option("lbfgs", "adam, rmsprop, lbfgs or gd")
    gradient_tolerance: float = option(1e-7, "largest entry of the gradient at convergence")
    max_steps: int = option(3000, "steps of a run at most")
    solved: float = option(1e-10, "loss of a run that counts as solved, at most")
    complete: int = option(
        3, "up to this p all critical points are computed and certified (p = 4: 80 s a seed)"
    )
    certificates: str = option("check", "check, keep (also write them), or none")

    def __post_init__(self) -> None:
        self.check_for([self.method])
        check_mode(self.certificates)
        if (
            self.dimension < 2
            or self.dimension % 2
            or not self.p
            or min(self.p) < 1
            or not self.seeds
            or min(self.samples, self.restarts) < 1
        ):
            raise InputError(
                "dimension must be even and at least 2, p, samples and restarts at least 1, and "
                "at least one seed is required."
            )
        if max(self.p) > LAYERS:
            raise InputError(f"p is {self.p}; at most {LAYERS} is required.")
        if not 0 <= self.complete <= 5 or not self.solved > 0:
            raise InputError(
                f"complete is {self.complete}, solved is {self.solved}; 0 to 5, and a positive "
                "loss, are required."
            )


QUICK = Settings(p=(1, 2, 8, 16), seeds=(1,), restarts=20, complete=2)


def run(
    settings: Settings | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    out: Path | None = None,
) -> ExperimentOutcome:
    """Ranks, numbers of minima and success rates against p.

    Example:
        >>> small = Settings(p=(1, 2), seeds=(1,), restarts=10, complete=1, certificates="none")
        >>> run(small).table("summary").column("tangent rank")
        [1, 2]
    """
    started, chosen = perf_counter(), settings or Settings()
    points: list[TransitionPoint] = []
    summary: list[str] = []
    for seed in chosen.seeds:
        made = make_instance(chosen.dimension, LAYERS, chosen.samples, seed)
        for p in chosen.p:
            if progress:
                progress(f"instance {seed}, p = {p}")
            keep = out and out / "runs" / NAME / f"instance{seed}_p{p}.{chosen.method}.npz"
            points.append(_measure(made, p, chosen, seed, jobs, keep))
        orbit = (
            orbit_dimension(made.layers.observable)
            if isinstance(made.layers.observable, GaussianMatrix)
            else 0
        )
        first = min(
            (point.p for point in points if point.seed == seed and point.solved), default=None
        )
        text = (
            "no run is solved" if first is None else f"the first p with a run of loss 0 is {first}"
        )
        mine = [point for point in points if point.seed == seed]
        lost, runs = (
            sum(int((~point.runs.converged).sum()) for point in mine),
            sum(len(point.runs) for point in mine),
        )
        summary.append(
            f"instance {seed}: the orbit of M has dimension {orbit}; {text}; {lost} of {runs} "
            "runs did not converge"
        )
        summary += [
            f"{point.name}: the list of critical points is not complete, so no run is matched"
            for point in mine
            if point.undecided
        ]
    proofs = {point.name: point.proof for point in points if point.proof}
    bounds = {f"{point.name}.least-value": point.bound[1] for point in points if point.bound}
    answers = checked(proofs | bounds, chosen.certificates, out)
    unmatched = [
        point for point in points if point.matching is not None and point.matching.unmatched
    ]
    faults = [
        f"{point.name}: {len(point.matching.unmatched)} runs match no certified minimum"
        for point in unmatched
        if point.matching
    ]
    faults += [
        f"{name}: {answer}"
        for name, answer in answers.items()
        if answer not in ("VERIFIED", "not checked")
    ]
    table = Table(
        "summary",
        COLUMNS,
        tuple(point.entries(answers.get(point.name, "")) for point in points),
        printed=True,
    )
    statistics = {
        point.name: {
            "solved": point.solved,
            "at_the_best": point.at_best,
            "minima": point.counts[1],
        }
        for point in points
    }
    seconds = perf_counter() - started
    return ExperimentOutcome(
        NAME,
        settings_json(chosen),
        (table,),
        statistics,
        tuple(summary),
        tuple(faults),
        seconds,
        NOTE,
        _gaps(points, answers),
    )


def _gaps(points: Sequence[TransitionPoint], answers: Mapping[str, str]) -> tuple[str, ...]:
    """Certified gaps to the best possible: by a complete list, by a sum of squares, or since no
    loss is negative.
    """
    lines = []
    for point in points:
        name = f"instance {point.seed}, p = {point.p}"
        if point.proof and answers[point.name] == "VERIFIED":
            lower = Fraction(point.proof["claim"]["least_value"][0])
            lines.append(
                gap_sentence(name, point.runs.value, lower, "complete list of critical points")
            )
        elif point.bound and answers[f"{point.name}.least-value"] == "VERIFIED":
            lines.append(gap_sentence(name, point.runs.value, point.bound[0], "sum of squares"))
        elif point.solved:
            lines.append(gap_sentence(name, point.runs.value, Fraction(0), "no loss is negative"))
    return tuple(lines)


@dataclass(frozen=True, eq=False)
class TransitionPoint:
    """One p of one instance.

    Args:
        rank: of the Gram matrix, "≥ …" where only a bound is known. tangent: directions in which θ
            moves M(θ).
        counts: numbers of critical points and of minima, certified, or empty texts. runs, matching:
            training, and the minima it reached.
        solved: runs of loss 0. proof: certificate of the complete list. undecided: that list was
            wanted and is not complete.
        bound: of the least loss, with its certificate, where there is no list and the network is
            small.
    """

    seed: int
    p: int
    rank: str
    tangent: int
    counts: tuple[object, object]
    runs: Runs
    solved: int
    matching: Matching | None
    proof: Mapping[str, Any] | None
    undecided: bool
    bound: tuple[Fraction, Mapping[str, Any]] | None = None

    @property
    def name(self) -> str:
        """For people and files."""
        return f"{NAME}.instance{self.seed}_p{self.p}"

    @property
    def at_best(self) -> int:
        """Runs within 10⁻⁶ of the best loss found."""
        return int((self.runs.value <= self.runs.value.min() + 1e-6).sum())

    def entries(self, checker: str) -> tuple[object, ...]:
        """Its line under :data:`COLUMNS`; final losses count as different across gaps of 10⁻⁶."""
        different = 1 + int((np.diff(np.sort(self.runs.value)) > 1e-6).sum())
        numbers = (
            len(self.runs),
            int(self.runs.converged.sum()),
            float(self.runs.value.min()),
            self.at_best,
            self.solved,
            different,
        )
        unmatched = len(self.matching.unmatched) if self.matching else ""
        return (
            self.seed,
            self.p,
            3**self.p - 1,
            self.rank,
            self.tangent,
            *self.counts,
            *numbers,
            unmatched,
            checker,
        )


def _measure(
    made: TransitionInstance, p: int, chosen: Settings, seed: int, jobs: int, keep: Path | None
) -> TransitionPoint:
    qnn, method = made.network(p), chosen.method_for(chosen.method, p)
    objective = circuit_objective(qnn, made.dataset, f"{NAME} {seed}")
    source = {"instance": seed, "dimension": chosen.dimension, "samples": chosen.samples}
    runs = kept_restarts(
        keep,
        objective,
        chosen.restarts,
        method,
        chosen.stopping,
        seed=chosen.seed + seed,
        jobs=jobs,
        instance=source,
    )
    rank = linear_independence(made.network(min(p, RANKED))).rank
    # traceless operators: at most d² - 1, and the rank does not fall with p
    exact = p <= RANKED or rank == chosen.dimension**2 - 1
    solved = int((runs.value <= chosen.solved).sum())
    point = TransitionPoint(
        seed,
        p,
        f"{'' if exact else '≥ '}{rank}",
        tangent_rank(qnn),
        ("", ""),
        runs,
        solved,
        None,
        None,
        False,
    )
    if p > chosen.complete:
        small = p <= BOUNDED and not solved and chosen.certificates != "none"
        return replace(point, bound=least_loss(qnn, made.dataset)) if small else point
    found = critical_points(loss(qnn, made.dataset))
    if found.status is not Status.PROVED:
        return replace(point, undecided=True)
    matching = match_complete(runs, found)
    proof = critical_points_certificate(found, training_json(qnn, made.dataset))
    return replace(point, counts=(found.number, found.by_index[0]), matching=matching, proof=proof)
