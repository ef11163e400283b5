"""Files with training sets: samples that a user writes, and every certificate of ``symqnn construct`` that holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from pathlib import Path
from typing import Any

from symqnn.algebra.exact import rational, short
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, TensorProduct
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import InputError, SymqnnError
from symqnn.expansion.integral_expansion import expand_integral
from symqnn.model.correlation import CorrelationState
from symqnn.model.dataset import Dataset
from symqnn.model.instance_file import read_json, read_state
from symqnn.model.qnn import QNN
from symqnn.model.spectrum import IntegralNetwork
from symqnn.model.state import DensityState, State

MAX_REPEATED, MAX_ANGLES = 10_000, 64
SAMPLES, POLYNOMIAL = {"samples", "parts"}, {"kind", "angles", "terms"}


@dataclass(frozen=True)
class TrainingFile:
    """What a file says about a loss.

    Args:
        dataset: the samples, or None for a polynomial. parts: the sizes of the training sets whose losses are added.
        network: the network, if the file names one. polynomial: the loss itself, if the file gives that.
    """

    dataset: Dataset | None
    parts: tuple[int, ...] = ()
    network: QNN | IntegralNetwork | None = None
    polynomial: TrigPoly | None = None

    def mean(self) -> Dataset:
        """Samples whose mean square is the mean over the parts of their losses: those of smaller parts are repeated.

        Raises:
            InputError: a polynomial, or sizes that take more than 10 000 samples.
        """
        if self.dataset is None:
            raise InputError("the file gives a polynomial, not samples.")
        common = lcm(*self.parts)
        if common * len(self.parts) > MAX_REPEATED:
            raise InputError(f"the training sets have {list(self.parts)} samples; as one set that takes {common * len(self.parts)} (limit {MAX_REPEATED}).")
        listed, start = [], 0
        for size in self.parts:
            listed += list(self.dataset.samples[start : start + size]) * (common // size)
            start += size
        return Dataset.from_samples(listed)


def read_training_file(path: Path) -> TrainingFile:
    """Read ``{"samples": […]}``, a polynomial ``{"kind": "polynomial", …}``, or a certificate that holds one of them.

    Raises:
        InputError: something else, or a sample of unknown form; ExactnessError: floats.
    """
    data, network = read_json(path), None
    if isinstance(data, dict) and data.get("format") == "symqnn-certificate":
        data = data.get("instance")
        data = data.get("loss", data) if isinstance(data, dict) else data
        if isinstance(data, dict) and "network" in data:
            network = _of(path, "network", _network, data["network"])
    elif isinstance(data, dict) and (unknown := set(data) - (POLYNOMIAL if data.get("kind") == "polynomial" else SAMPLES)):
        known = "the fields of a training set are samples and parts, those of a polynomial are kind, angles and terms"
        raise InputError(f"{path}: {', '.join(map(short, sorted(unknown)))}: {known}; a network is named on the command line.")
    if isinstance(data, dict) and data.get("kind") == "polynomial":
        return TrainingFile(None, polynomial=_of(path, "polynomial", _polynomial, data))
    if not isinstance(data, dict) or not isinstance(data.get("samples"), list):
        raise InputError(f'{path}: an object with samples [{{"state": …, "label": "1/2"}}, …] is required, or a certificate with samples.')
    pairs = []
    for k, sample in enumerate(data["samples"]):
        if not isinstance(sample, dict) or set(sample) != {"state", "label"}:
            raise InputError(f"{path}: sample {k} must be an object with exactly the fields state and label.")
        pairs.append((_of(path, f"sample {k}", _state, sample["state"]), sample["label"]))
    dataset, parts = Dataset.from_samples(pairs), data.get("parts", [len(pairs)])
    if not isinstance(parts, list) or not all(type(n) is int and n > 0 for n in parts) or sum(parts) != len(pairs):
        raise InputError(f"{path}: parts is {short(parts)}; positive sizes that add up to the {len(pairs)} samples are required.")
    return TrainingFile(dataset, tuple(parts), network)


def _of(path: Path, what: str, read: Any, data: object) -> Any:
    """Read one piece; what is wrong is said with its place."""
    try:
        return read(data)
    except SymqnnError as error:
        raise type(error)(f"{path}: {what}: {error}") from None
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{path}: {what} is not of the form of proofs/FORMAT.md ({type(error).__name__}: {error}).") from None


def _state(data: Any) -> State:
    if not isinstance(data, dict) or "kind" not in data:
        return read_state(data, "state")
    kind = data["kind"]
    if kind == "bloch":
        return State.bloch(data["vectors"])
    if kind == "pure":
        return State.pure([(rational(re), rational(im)) for re, im in data["amplitudes"]])
    if kind == "density":
        return State.density(_matrix(data["matrix"]))
    if kind == "correlation":
        return CorrelationState.make(data["correlated"], data["scale"], data["vectors"])
    raise InputError(f"a state of kind {short(kind)}; bloch, pure, density or correlation is required.")


def _matrix(data: Any) -> GaussianMatrix:
    common = rational(data["denominator"])
    pairs = zip(data["real"], data["imaginary"], strict=True)
    return GaussianMatrix.from_rows([[(rational(x) / common, rational(y) / common) for x, y in zip(*rows, strict=True)] for rows in pairs])


def _pauli(words: Mapping[str, object]) -> PauliSum:
    return PauliSum.from_words(dict(words))


def _network(data: Any) -> QNN | IntegralNetwork:
    if data["kind"] == "pauli":
        return QNN([_pauli(words) for words in data["generators"]], TensorProduct(tuple(_pauli(words) for words in data["observable"])))
    generators, observable = [_matrix(matrix) for matrix in data["generators"]], _matrix(data["observable"])
    if data["kind"] == "integral":
        return IntegralNetwork.make(generators, observable)
    return QNN(generators, observable)


def _polynomial(data: Any) -> TrigPoly:
    if type(data.get("angles")) is not int or not 1 <= data["angles"] <= MAX_ANGLES or not isinstance(data.get("terms"), dict):
        raise InputError(f'a number of angles from 1 to {MAX_ANGLES} and terms {{"10": "1/2", …}} are required, not {short(data)}.')
    for index in data["terms"]:
        if len(index) != data["angles"] or not index.isascii() or not index.isalnum() or index != index.lower():
            raise InputError(f"the index {short(index)}; {data['angles']} digits 0-9a-z are required, one an angle (0, 2k-1, 2k: 1, cos kφ, sin kφ).")
    terms = {tuple(int(digit, 36) for digit in index): rational(value) for index, value in data["terms"].items()}
    return TrigPoly.from_terms(terms, data["angles"])  # type: ignore[arg-type]


def as_density(state: State) -> State:
    """The density matrix of a state that correlates qubits; other states as they are."""
    return DensityState(state.to_density()) if isinstance(state, CorrelationState) else state


def integral_residuals(network: IntegralNetwork, dataset: Dataset) -> tuple[TrigPoly, ...]:
    """The residuals tr(ρ_i M(θ)) - y_i of generators with integer spectra, as polynomials in φ = θ.

    Raises:
        InputError: other dimensions; SizeError: too many operators.
    """
    if network.dimension != dataset.dimension:
        raise InputError(f"the dataset has states of dimension {dataset.dimension}, the network acts on {network.dimension}; they must agree.")
    table = expand_integral(network)
    return tuple(table.expectation(state) - TrigPoly.constant(label, network.layers) for state, label in dataset.samples)


def mean_square(residuals: Sequence[TrigPoly]) -> TrigPoly:
    """The mean of the squares."""
    total = TrigPoly.constant(0, residuals[0].angles)
    for residual in residuals:
        total = total + residual * residual
    return total * Fraction(1, len(residuals))
