"""Figure 5 and E.4: linearly separable data, encoded by X and Y rotations; our instance, because the paper's is not published."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from symqnn.errors import InputError
from symqnn.experiments.encoded_training import sentences, tables, train_encoded
from symqnn.experiments.outcome import DataOutcome
from symqnn.model.encoding import DENOMINATOR, linearly_separable
from symqnn.training.methods import LBFGS, Method
from symqnn.training.minimise import Stopping
from symqnn.training.restarts import Progress

NAME = "figure-5"


@dataclass(frozen=True)
class Settings:
    """Choices of the experiment; the paper says 70 restarts and 8 (also 2, 4, 6) qubits, everything else is ours.

    Args:
        qubits: numbers p. samples_per_qubit: m = this times p. restarts: random starts. seed: of data and starts.
        centred: hyperplane through (π, …, π), not 0. denominator: of the circle points. method, stopping: of the training.
        complete: up to this p the complete list of critical points is computed (p = 4 takes 20 s).

    Raises:
        InputError: a number out of range.
    """

    qubits: tuple[int, ...] = (2, 4, 6, 8)
    samples_per_qubit: int = 20
    restarts: int = 70
    seed: int = 0
    centred: bool = False
    denominator: int = DENOMINATOR
    complete: int = 4
    method: Method = field(default_factory=LBFGS)
    stopping: Stopping = field(default_factory=lambda: Stopping(1e-7, 3000))

    def __post_init__(self) -> None:
        if not self.qubits or min(self.qubits) < 1 or min(self.samples_per_qubit, self.restarts) < 1:
            raise InputError("qubits, samples_per_qubit and restarts must be at least 1.")
        if not 0 <= self.complete <= 5:
            raise InputError(f"complete is {self.complete}; 0 to 5 is required, the cost grows thirtyfold a qubit.")


QUICK = Settings(qubits=(2, 3), complete=3)


def run(settings: Settings | None = None, jobs: int = 1, progress: Progress | None = None) -> DataOutcome:
    """Train on linearly separable data for each p.

    Paper: Section 6, "Beyond the constructed datasets", Figure 5; S.M. E.4 (2, 4, 6 qubits).

    Example:
        >>> run(Settings(qubits=(2,), restarts=10, complete=2)).sentences
        ('p2, p = 2: 4 of 10 runs reached the global minimum; all 3 minima are certified; every run matched',)
    """
    chosen = settings or Settings()
    trained = []
    for p in chosen.qubits:
        data = linearly_separable(p, chosen.samples_per_qubit * p, chosen.seed, chosen.centred, chosen.denominator)
        trained.append(train_encoded(f"p{p}", data, chosen.restarts, chosen.method, chosen.stopping, chosen.seed, chosen.complete, jobs, progress))
    proofs = {f"{NAME}_{t.name}": t.certificate for t in trained if t.certificate}
    settings_json = asdict(chosen) | {"method": {"name": chosen.method.name, **asdict(chosen.method)}}
    return DataOutcome(NAME, settings_json, tables(trained), sentences(trained), trained, proofs)
