"""Measured data that ship with scikit-learn, encoded exactly: beyond constructed datasets, and
beyond the paper.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from symqnn.errors import InputError, MissingExtraError
from symqnn.experiments.encoded_training import EncodedSettings, outcome
from symqnn.experiments.outcome import ExperimentOutcome, Progress
from symqnn.experiments.settings import option
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
class Settings(EncodedSettings):
    """Choices of the experiment: p qubits hold the first 2p features.

    Raises:
        InputError: an unknown dataset, or a number out of range.
    """

    data: tuple[str, ...] = option(
        ("iris:2", "wine:2", "breast_cancer:2", "breast_cancer:3", "wine:4", "wine:6"),
        "dataset:p, separated by commas",
    )

    def __post_init__(self) -> None:
        for text in self.data:
            parsed(text)
        self.check()


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
        data = load(name, p, chosen.denominator)
        moved = max(moved, data.rounding)
        source = {"data": f"{name}:{p}", "denominator": chosen.denominator}
        folder = out and out / "runs" / "real_data"
        trained.append(chosen.train(f"{name} p{p}", data, source, folder, jobs, progress))
    note = (
        f"angles were moved by at most {moved:.3f} radians to rational circle points; "
        "everything is exact for the moved data"
    )
    return outcome(NAME, chosen, trained, [note], out, started, NOTE)
