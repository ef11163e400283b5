"""Measured data that ship with scikit-learn, encoded exactly: beyond constructed datasets, and
beyond the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from symqnn.errors import InputError, MissingExtraError
from symqnn.experiments.checked import check_mode
from symqnn.experiments.encoded_training import outcome, train_encoded
from symqnn.experiments.outcome import ExperimentOutcome, Progress
from symqnn.experiments.settings import TrainingSettings, option
from symqnn.model.encoding import DENOMINATOR, EncodedData, from_features

NOTE = "scikit-learn's datasets, encoded by us; not in the paper"
NAME = "real-data"
# the two classes that are told apart, the second has label 1
KNOWN = {"iris": (1, 2), "wine": (0, 1), "breast_cancer": (0, 1)}


def parsed(text: str) -> tuple[str, int]:
    """A dataset and a number of qubits from text such as ``iris:2``.

    Raises:
        InputError: something else.

    Example:
        >>> parsed("wine:4")
        ('wine', 4)
    """
    name, _, number = text.partition(":")
    if name not in KNOWN or not number.isdecimal() or not 1 <= int(number) <= 15:
        raise InputError(
            f"data is {text!r}; NAME:P with one of {', '.join(KNOWN)} and a number of qubits is "
            "required, for instance iris:2."
        )
    return name, int(number)


@dataclass(frozen=True, kw_only=True)
class Settings(TrainingSettings):
    """Choices of the experiment: p qubits hold the first 2p features.

    Raises:
        InputError: an unknown dataset, or a number out of range.
    """

    data: tuple[str, ...] = option(
        ("iris:2", "wine:2", "breast_cancer:2", "breast_cancer:3", "wine:4", "wine:6"),
        "dataset:p, separated by commas",
    )
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

    def __post_init__(self) -> None:
        for text in self.data:
            parsed(text)
        self.check_for([self.method])
        check_mode(self.certificates)
        if self.restarts < 1 or not 0 <= self.complete <= 5:
            raise InputError(
                f"restarts is {self.restarts}, complete is {self.complete}; at least 1, and 0 to "
                "5, are required."
            )


def load(name: str, qubits: int, denominator: int = DENOMINATOR) -> EncodedData:
    """Two classes of a dataset of scikit-learn, its first 2p features scaled to [0, π] and moved to
    rational circle points.

    Raises:
        MissingExtraError: scikit-learn is not installed; InputError: fewer features than needed.
    """
    try:
        from sklearn import datasets
    except ImportError:
        raise MissingExtraError("real data need scikit-learn: pip install scikit-learn.") from None
    table = getattr(datasets, f"load_{name}")()
    if table.data.shape[1] < 2 * qubits:
        raise InputError(
            f"{name} has {table.data.shape[1]} features; {qubits} qubits take {2 * qubits}."
        )
    rows = [
        (row[: 2 * qubits], label)
        for row, label in zip(table.data.tolist(), table.target.tolist(), strict=True)
        if label in KNOWN[name]
    ]
    return from_features(
        [row for row, _ in rows],
        [KNOWN[name].index(label) for _, label in rows],
        denominator=denominator,
    )


def run(
    settings: Settings | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    out: Path | None = None,
) -> ExperimentOutcome:
    """Train on real data; for small p all minima are known.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    started, chosen = perf_counter(), settings or Settings()
    trained, moved = [], 0.0
    for name, p in map(parsed, chosen.data):
        data, method = load(name, p, chosen.denominator), chosen.method_for(chosen.method, p)
        moved = max(moved, data.rounding)
        keep, source = (
            out and out / "runs" / "real_data" / f"{name}_p{p}.{chosen.method}.npz",
            {"data": f"{name}:{p}", "denominator": chosen.denominator},
        )
        text = f"{name} p{p}"
        trained.append(
            train_encoded(
                text,
                data,
                chosen.restarts,
                method,
                chosen.stopping,
                chosen.seed,
                chosen.complete,
                jobs,
                progress,
                keep,
                source,
            )
        )
    note = (
        f"angles were moved by at most {moved:.3f} radians to rational circle points; "
        "everything is exact for the moved data"
    )
    return outcome(NAME, chosen, chosen.certificates, trained, [note], out, started, NOTE)
