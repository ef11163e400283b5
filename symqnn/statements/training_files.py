"""Files with training sets: samples that a user writes, and every certificate of ``symqnn
construct`` that holds them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm
from pathlib import Path
from typing import Any

from symqnn.algebra.exact import short
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.decode import network_from, polynomial_from, state_from
from symqnn.errors import InputError, SymqnnError
from symqnn.model.correlation import CorrelationState
from symqnn.model.dataset import Dataset
from symqnn.model.instance_file import read_json
from symqnn.model.qnn import QNN
from symqnn.model.state import DensityState, State

MAX_REPEATED = 10_000
SAMPLES, POLYNOMIAL = {"samples", "parts"}, {"kind", "angles", "parameters", "units", "terms"}


@dataclass(frozen=True)
class TrainingFile:
    """What a file says about a loss.

    Args:
        dataset: the samples, or None for a polynomial. parts: the sizes of the training sets whose
            losses are added.
        network: the network, if the file names one. polynomial: the loss itself, if the file gives
            that.
    """

    dataset: Dataset | None
    parts: tuple[int, ...] = ()
    network: QNN | None = None
    polynomial: TrigPoly | None = None

    def mean(self) -> Dataset:
        """Samples whose mean square is the mean over the parts of their losses: those of smaller
        parts are repeated.

        Raises:
            InputError: a polynomial, or sizes that take more than 10 000 samples.
        """
        if self.dataset is None:
            raise InputError("the file gives a polynomial, not samples.")
        common = lcm(*self.parts)
        if common * len(self.parts) > MAX_REPEATED:
            raise InputError(
                f"the training sets have {list(self.parts)} samples; as one set that takes "
                f"{common * len(self.parts)} (limit {MAX_REPEATED})."
            )
        listed, start = [], 0
        for size in self.parts:
            listed += list(self.dataset.samples[start : start + size]) * (common // size)
            start += size
        return Dataset.from_samples(listed)


def read_training_file(path: Path) -> TrainingFile:
    """Read ``{"samples": […]}``, a polynomial ``{"kind": "polynomial", …}``, or a certificate that
    holds one of them.

    Raises:
        InputError: something else, or a sample of unknown form; ExactnessError: floats.
    """
    data, network = read_json(path), None
    if isinstance(data, dict) and data.get("format") == "symqnn-certificate":
        data = data.get("instance")
        data = data.get("loss", data) if isinstance(data, dict) else data
        if isinstance(data, dict) and "network" in data:
            network = _of(path, "network", network_from, data["network"])
    elif isinstance(data, dict) and (
        unknown := set(data) - (POLYNOMIAL if data.get("kind") == "polynomial" else SAMPLES)
    ):
        known = (
            "the fields of a training set are samples and parts, those of a polynomial are "
            "kind, terms and angles (or parameters and units)"
        )
        raise InputError(
            f"{path}: {', '.join(map(short, sorted(unknown)))}: {known}; a network is named on "
            "the command line."
        )
    if isinstance(data, dict) and data.get("kind") == "polynomial":
        return TrainingFile(None, polynomial=_of(path, "polynomial", polynomial_from, data))
    if not isinstance(data, dict) or not isinstance(data.get("samples"), list):
        raise InputError(
            f'{path}: an object with samples [{{"state": …, "label": "1/2"}}, …] is required, or '
            "a certificate with samples."
        )
    pairs = []
    for k, sample in enumerate(data["samples"]):
        if not isinstance(sample, dict) or set(sample) != {"state", "label"}:
            raise InputError(
                f"{path}: sample {k} must be an object with exactly the fields state and label."
            )
        pairs.append((_of(path, f"sample {k}", state_from, sample["state"]), sample["label"]))
    dataset, parts = Dataset.from_samples(pairs), data.get("parts", [len(pairs)])
    if (
        not isinstance(parts, list)
        or not all(type(n) is int and n > 0 for n in parts)
        or sum(parts) != len(pairs)
    ):
        raise InputError(
            f"{path}: parts is {short(parts)}; positive sizes that add up to the {len(pairs)} "
            "samples are required."
        )
    return TrainingFile(dataset, tuple(parts), network)


def _of(path: Path, what: str, read: Any, data: object) -> Any:
    """Read one piece; what is wrong is said with its place."""
    try:
        return read(data)
    except SymqnnError as error:
        raise type(error)(f"{path}: {what}: {error}") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            f"{path}: {what} is not of the form of proofs/FORMAT.md ({type(error).__name__}: "
            f"{error})."
        ) from None


def as_density(state: State) -> State:
    """The density matrix of a state that correlates qubits; other states as they are."""
    return DensityState(state.to_density()) if isinstance(state, CorrelationState) else state
