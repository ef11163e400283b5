"""Measured data that ship with scikit-learn, encoded exactly: beyond constructed datasets and beyond the paper."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from symqnn.errors import InputError, MissingExtraError
from symqnn.experiments.encoded_training import sentences, tables, train_encoded
from symqnn.experiments.outcome import DataOutcome
from symqnn.model.encoding import DENOMINATOR, EncodedData, from_features
from symqnn.training.methods import LBFGS, Method
from symqnn.training.minimise import Stopping
from symqnn.training.restarts import Progress

NAME = "real-data"
KNOWN = {"iris": (1, 2), "wine": (0, 1), "breast_cancer": (0, 1)}  # the two classes that are told apart, the second has label 1


@dataclass(frozen=True)
class Settings:
    """Choices of the experiment.

    Args:
        data: pairs (name of a dataset, number p of qubits): its first 2p features are used.
        restarts, seed, denominator, method, stopping, complete: as for Figure 5.

    Raises:
        InputError: an unknown dataset, or a number out of range.
    """

    data: tuple[tuple[str, int], ...] = (("iris", 2), ("wine", 2), ("wine", 4), ("breast_cancer", 2), ("breast_cancer", 6))
    restarts: int = 70
    seed: int = 0
    denominator: int = DENOMINATOR
    complete: int = 4
    method: Method = field(default_factory=LBFGS)
    stopping: Stopping = field(default_factory=lambda: Stopping(1e-7, 3000))

    def __post_init__(self) -> None:
        if not self.data or any(name not in KNOWN or p < 1 for name, p in self.data):
            raise InputError(f"data is {self.data!r}; pairs of one of {', '.join(KNOWN)} and a number of qubits are required.")
        if self.restarts < 1 or not 0 <= self.complete <= 5:
            raise InputError(f"restarts is {self.restarts}, complete is {self.complete}; at least 1, and 0 to 5, are required.")


QUICK = Settings(data=(("iris", 2), ("breast_cancer", 2)))


def load(name: str, qubits: int, denominator: int = DENOMINATOR) -> EncodedData:
    """Two classes of a dataset of scikit-learn, its first 2p features scaled to [0, π] and moved to rational circle points.

    Raises:
        MissingExtraError: scikit-learn is not installed; InputError: an unknown dataset, or one with fewer features.
    """
    if name not in KNOWN:
        raise InputError(f"the dataset is {name!r}; one of {', '.join(KNOWN)} is required.")
    try:
        from sklearn import datasets
    except ImportError:
        raise MissingExtraError("real data need scikit-learn: pip install scikit-learn.") from None
    table = getattr(datasets, f"load_{name}")()
    if table.data.shape[1] < 2 * qubits:
        raise InputError(f"{name} has {table.data.shape[1]} features; {qubits} qubits take {2 * qubits}.")
    rows = [(row[: 2 * qubits], label) for row, label in zip(table.data.tolist(), table.target.tolist(), strict=True) if label in KNOWN[name]]
    return from_features([row for row, _ in rows], [KNOWN[name].index(label) for _, label in rows], denominator=denominator)


def run(settings: Settings | None = None, jobs: int = 1, progress: Progress | None = None) -> DataOutcome:
    """Train on real data; for small p all minima are known.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    chosen = settings or Settings()
    trained, moved = [], 0.0
    for name, p in chosen.data:
        data = load(name, p, chosen.denominator)
        moved = max(moved, data.rounding)
        trained.append(train_encoded(f"{name} p{p}", data, chosen.restarts, chosen.method, chosen.stopping, chosen.seed, chosen.complete, jobs, progress))
    proofs = {f"{NAME}_{t.name.replace(' ', '_')}": t.certificate for t in trained if t.certificate}
    notes = (*sentences(trained), f"angles were moved by at most {moved:.3f} radians to rational circle points; the loss of the moved data is exact")
    settings_json = asdict(chosen) | {"method": {"name": chosen.method.name, **asdict(chosen.method)}}
    return DataOutcome(NAME, settings_json, tables(trained), notes, trained, proofs)
