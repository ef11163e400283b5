"""Training on encoded classical data, every final point checked against certified minima."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Any

import numpy as np

from symqnn.certificate.critical import critical_points_certificate, training_json
from symqnn.certificate.datasets import minima_certificate
from symqnn.errors import InputError
from symqnn.experiments.certified_minima import Matching, match_by_proof, match_complete
from symqnn.experiments.checked import check_mode, checked
from symqnn.experiments.outcome import ExperimentOutcome, Progress, Table
from symqnn.experiments.result_file import kept_restarts
from symqnn.experiments.settings import TrainingSettings, option, settings_json
from symqnn.loss.training import loss
from symqnn.model.ansatz import paper_experiment
from symqnn.model.encoding import DENOMINATOR, EncodedData
from symqnn.roots.critical import critical_points
from symqnn.roots.critical_list import CriticalPoints
from symqnn.status import Status
from symqnn.training.methods import Method
from symqnn.training.minimise import Stopping
from symqnn.training.objective import ProductObjective, bloch_factors, product_objective
from symqnn.training.restarts import Runs

COLUMNS = (
    *(
        "data",
        "p",
        "samples",
        "label 1",
        "restarts",
        "best loss",
        "hits of the best",
        "minima reached",
        "values",
        "all minima",
        "critical points",
    ),
    *("unmatched", "largest distance", "checker"),
)


@dataclass(frozen=True, kw_only=True)
class EncodedSettings(TrainingSettings):
    """What the experiments on encoded data choose alike."""

    restarts: int = option(70, "random starts")
    seed: int = option(0, "of data and starts")
    denominator: int = option(DENOMINATOR, "of the rational circle points that the angles are")
    method: str = option("lbfgs", "adam, rmsprop, lbfgs or gd")
    gradient_tolerance: float = option(1e-7, "largest entry of the gradient at convergence")
    max_steps: int = option(3000, "steps of a run at most")
    complete: int = option(
        3, "up to this p all critical points are computed and certified (p = 4: 80 s)"
    )
    certificates: str = option("check", "check, keep (also write them), or none")

    def check(self) -> None:
        """Refuse what cannot be run, before anything is computed.

        Raises:
            InputError: an unknown method or mode, or a number out of range.
        """
        self.check_for([self.method])
        check_mode(self.certificates)
        if self.restarts < 1 or not 0 <= self.complete <= 5:
            raise InputError(
                f"restarts is {self.restarts}, complete is {self.complete}; at least 1, and 0 to "
                "5, are required."
            )

    def train(
        self,
        name: str,
        data: EncodedData,
        source: Mapping[str, Any],
        folder: Path | None,
        jobs: int,
        progress: Progress | None,
    ) -> Trained:
        """:func:`train_encoded` with these choices.

        Args:
            source: what the data depend on, as JSON. folder: where the runs are kept, or None.
        """
        file = folder and folder / f"{name.replace(' ', '_')}.{self.method}.npz"
        method = self.method_for(self.method, data.qubits)
        return train_encoded(
            name, data, self.restarts, method, self.stopping, self.seed, self.complete,
            jobs, progress, file, source,
        )  # fmt: skip


@dataclass(frozen=True)
class Trained:
    """One dataset after training.

    Args:
        name: for people and files. runs: the restarts. matching: which certified minimum each of
            them reached.
        found: the complete list of critical points, where it was computed.
        certificate: the proof of the minima; the best one is proved to be global only by a complete
            list.
    """

    name: str
    data: EncodedData
    runs: Runs
    matching: Matching
    found: CriticalPoints | None
    certificate: Mapping[str, Any] | None

    @property
    def hits(self) -> int:
        """Runs at the lowest certified minimum."""
        return self.matching.minima[0].hits if self.matching.minima else 0

    @property
    def reached(self) -> int:
        """Number of different certified minima that were reached."""
        return sum(point.hits > 0 for point in self.matching.minima)

    def row(self, checker: str) -> tuple[object, ...]:
        """Its line under :data:`COLUMNS`; an upper bound of the best loss."""
        best = float(self.matching.minima[0].upper) if self.matching.minima else float("nan")
        counts = (
            (len(self.matching.minima), self.found.number)
            if self.matching.complete and self.found
            else ("", "")
        )
        labels = (len(self.data.labels), int(sum(self.data.labels)))
        found = (best, self.hits, self.reached, self.matching.levels, *counts)
        return (
            self.name,
            self.data.qubits,
            *labels,
            len(self.runs),
            *found,
            len(self.matching.unmatched),
            self.matching.distance,
            checker,
        )


def encoded_objective(data: EncodedData, name: str = "encoded") -> ProductObjective:
    """The loss of the paper's network (h = Z, m = Y + I) on encoded data, in floats."""
    return product_objective(
        bloch_factors(np.array(data.vectors(), dtype=np.float64)),
        np.array(data.labels, dtype=np.float64),
        name=name,
    )


def train_encoded(
    name: str,
    data: EncodedData,
    restarts: int,
    method: Method,
    stopping: Stopping,
    seed: int = 0,
    complete: int = 3,
    jobs: int = 1,
    progress: Progress | None = None,
    keep: Path | None = None,
    source: Mapping[str, Any] | None = None,
) -> Trained:
    """Train from random starts and compare with certified minima.

    Args:
        keep: file of the runs, or None. source: what the data depend on, as JSON, kept in that
            file.
        complete: up to this many qubits the complete list of critical points is the ground truth (1
            s at p = 3, 20 s at p = 4); beyond it every final point is proved to lie at a strict
            local minimum of the exact loss, or reported.

    Example:
        >>> from symqnn.model.encoding import linearly_separable
        >>> from symqnn.training.methods import LBFGS
        >>> data = linearly_separable(1, 8, 0)
        >>> trained = train_encoded("small", data, 10, LBFGS(), Stopping(1e-7))
        >>> trained.reached, len(trained.matching.unmatched)
        (2, 0)
    """

    def told(done: int, wanted: int) -> None:
        if progress:
            progress(f"{name}: {done} of {wanted} runs")

    objective = encoded_objective(data, name)
    runs = kept_restarts(
        keep,
        objective,
        restarts,
        method,
        stopping,
        seed=seed,
        jobs=jobs,
        progress=told,
        instance=source,
    )
    if progress:
        progress(f"{name}: certifying the minima")
    qnn, dataset = paper_experiment(data.qubits), data.dataset()
    if data.qubits <= complete:
        found = critical_points(loss(qnn, dataset))
        if found.status is Status.PROVED:
            proof = critical_points_certificate(found, training_json(qnn, dataset))
            return Trained(name, data, runs, match_complete(runs, found), found, proof)
    matching = match_by_proof(runs, qnn, dataset)
    certificate = (
        minima_certificate(qnn, dataset, (len(dataset),), matching.proof)
        if matching.proof
        else None
    )
    return Trained(name, data, runs, matching, None, certificate)


def outcome(
    experiment: str,
    settings: EncodedSettings,
    trained: Sequence[Trained],
    notes: Sequence[str],
    out: Path | None,
    started: float,
    note: str,
) -> ExperimentOutcome:
    """Tables, statistics and sentences; the certificates go to the checker."""
    proofs = {
        f"{experiment.replace('-', '_')}.{t.name.replace(' ', '_')}": t.certificate
        for t in trained
        if t.certificate
    }
    answers = list(checked(proofs, settings.certificates, out).values())
    verdicts = [answers.pop(0) if t.certificate else "no certificate" for t in trained]
    faults = [
        f"{t.name}: {len(t.matching.unmatched)} runs unmatched: {'; '.join(t.matching.reasons[:3])}"
        for t in trained
        if t.matching.unmatched
    ]
    faults += [
        f"{t.name}: {verdict}"
        for t, verdict in zip(trained, verdicts, strict=True)
        if verdict not in ("VERIFIED", "not checked")
    ]
    statistics = {
        t.name: {
            "hits_of_the_best": t.hits,
            "minima_reached": t.reached,
            "minima_certified": len(t.matching.minima),
        }
        for t in trained
    }
    summary = (*map(sentence, trained), *notes)
    return ExperimentOutcome(
        experiment,
        settings_json(settings),
        tables(trained, verdicts),
        statistics,
        summary,
        tuple(faults),
        perf_counter() - started,
        note,
    )


def tables(trained: Sequence[Trained], verdicts: Sequence[str]) -> tuple[Table, Table, Table]:
    """For people; every run; every certified minimum."""
    runs = [
        (t.name, k, float(t.runs.initial_value[k]), float(value), bool(t.runs.converged[k]))
        for t in trained
        for k, value in enumerate(t.runs.value)
    ]
    minima = [
        (t.name, k, float(point.lower), float(point.upper), point.hits)
        for t in trained
        for k, point in enumerate(t.matching.minima)
    ]
    return (
        Table(
            "summary",
            COLUMNS,
            tuple(t.row(verdict) for t, verdict in zip(trained, verdicts, strict=True)),
            printed=True,
        ),
        Table(
            "runs", ("data", "run", "loss at start", "loss at the end", "converged"), tuple(runs)
        ),
        Table(
            "minima", ("data", "minimum", "loss at least", "loss at most", "runs"), tuple(minima)
        ),
    )


def sentence(trained: Trained) -> str:
    """What was found."""
    complete, number = trained.matching.complete, len(trained.matching.minima)
    known = (
        f"all {number} minima are certified"
        if complete
        else f"{trained.reached} different strict minima were reached, each proved"
    )
    which = "the global minimum" if complete else "the best of them"
    lost = len(trained.matching.unmatched)
    text = f"{lost} runs unmatched" if lost else "every run matched"
    return (
        f"{trained.name}: {known}; {trained.hits} of {len(trained.runs)} runs reached "
        f"{which}; {text}"
    )
