"""What the exporters need of a certificate: the one place that knows the names of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import atan, lcm, pi
from typing import Any

from flint import fmpz_mat

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, TensorProduct
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import InputError
from symqnn.landscape.loss import loss as training_loss
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State

MAX_DIMENSION = 16
MAX_LAYERS = 4


@dataclass(frozen=True)
class IntegerMatrix:
    """The matrix entries/denominator; an entry (a, b) is a + bi."""

    denominator: int
    entries: tuple[tuple[tuple[int, int], ...], ...]


@dataclass(frozen=True)
class IntegerPauliSum:
    """The sum of coefficient/denominator times a Pauli word."""

    denominator: int
    terms: tuple[tuple[str, int], ...]


Operator = IntegerMatrix | IntegerPauliSum


@dataclass(frozen=True)
class IntegerNetwork:
    """Generators in order of action; the observable is the tensor product of its factors."""

    dimension: int
    generators: tuple[Operator, ...]
    observable: tuple[Operator, ...]


def network(certificate: Mapping[str, Any]) -> IntegerNetwork:
    """The network of a certificate, in integers.

    Raises:
        InputError: it has none, or one that the theorems do not speak of, or one that is too large.
    """
    data = certificate["instance"].get("network")
    if data is None:
        raise InputError(
            f"a certificate of kind {certificate['kind']} names no network; export independence or expansion."
        )
    if data["kind"] not in ("pauli", "matrix"):
        raise InputError(
            f"the network is of kind {data['kind']}; pauli or matrix, generators with H² = I, is required."
        )
    pauli = data["kind"] == "pauli"
    dimension = (
        2 ** data["qubits"] if pauli and data["qubits"] <= 64 else data.get("dimension", 2**64)
    )
    generators = tuple(_operator(entry) for entry in data["generators"])
    if dimension > MAX_DIMENSION or len(generators) > MAX_LAYERS:
        raise InputError(
            f"p = {len(generators)}, d = {dimension}; "
            f"the kernel computes up to p = {MAX_LAYERS}, d = {MAX_DIMENSION}."
        )
    factors = data["observable"] if pauli else [data["observable"]]
    return IntegerNetwork(dimension, generators, tuple(_operator(factor) for factor in factors))


def field(certificate: Mapping[str, Any]) -> tuple[int, int]:
    """Modulus and square root of -1 of an independence certificate."""
    return int(certificate["witness"]["modulus"]), int(certificate["witness"]["root"])


def operators(certificate: Mapping[str, Any]) -> dict[str, Operator]:
    """The listed operators of an expansion certificate, by their index in {0,1,2}^p."""
    return {index: _operator(entry) for index, entry in certificate["claim"]["operators"].items()}


@dataclass(frozen=True)
class ListedBlock:
    """A summand of the loss in some angles, frequencies divided by ``multiples``.

    Its critical points are near 2π·centre/2^46; the Morse indices are found anew.
    """

    angles: tuple[int, ...]
    multiples: tuple[int, ...]
    centres: tuple[tuple[int, ...], ...]


def loss(certificate: Mapping[str, Any]) -> TrigPoly:
    """The loss whose critical points a certificate lists, in φ = 2θ."""
    data = certificate["instance"]["loss"]
    if data["kind"] == "polynomial":
        return TrigPoly.from_terms(
            {index: Fraction(value) for index, value in data["terms"].items()}
        )
    samples = [(_state(sample["state"]), Fraction(sample["label"])) for sample in data["samples"]]
    return training_loss(_qnn(data["network"]), Dataset.from_samples(samples))


def _qnn(data: Mapping[str, Any]) -> QNN:
    if data["kind"] == "pauli":
        factors = TensorProduct(tuple(map(_pauli, data["observable"])))
        return QNN([_pauli(generator) for generator in data["generators"]], factors)
    return QNN(
        [_matrix(generator) for generator in data["generators"]], _matrix(data["observable"])
    )


def _pauli(data: Mapping[str, Any]) -> PauliSum:
    return PauliSum.from_words({word: Fraction(value) for word, value in data.items()})


def _matrix(data: Mapping[str, Any]) -> GaussianMatrix:
    real, imaginary = (
        [[int(value) for value in row] for row in data[part]] for part in ("real", "imaginary")
    )
    return GaussianMatrix(fmpz_mat(real), fmpz_mat(imaginary), int(data["denominator"]))


def _state(data: Mapping[str, Any]) -> State:
    if data["kind"] == "bloch":
        return State.bloch([tuple(map(Fraction, vector)) for vector in data["vectors"]])
    if data["kind"] == "pure":
        return State.pure([tuple(map(int, pair)) for pair in data["amplitudes"]])
    return State.density(_matrix(data["matrix"]))


def blocks(certificate: Mapping[str, Any]) -> tuple[ListedBlock, ...]:
    """The blocks of a certificate of critical points; how it shows them to be complete is not read."""
    found = []
    for block in certificate["witness"]["blocks"]:
        if "origin" in block:  # points in charts of the half tangent
            origin = [Fraction(value) for value in block["origin"]]
            centres = [_from_charts(map(int, root), origin) for root in block["roots"]]
        else:
            centres = [tuple(map(int, root["centre"])) for root in block["roots"]]
        found.append(ListedBlock(tuple(block["angles"]), tuple(block["multiples"]), tuple(centres)))
    return tuple(found)


def _from_charts(places: Iterable[int], origin: Sequence[Fraction]) -> tuple[int, ...]:
    """Turns over 2^46 of 2 arctan(origin) + π·chart + 2 arctan(t); a place is (t + 1 + 2·chart)·2^44."""
    centres = []
    for place, start in zip(places, origin, strict=True):
        chart, rest = divmod(place, 2**45)
        angle = 2 * atan(start) + pi * chart + 2 * atan(rest / 2**44 - 1)
        centres.append(round(angle / (2 * pi) * 2**46) % 2**46)
    return tuple(centres)


def _operator(data: Mapping[str, Any]) -> Operator:
    if "denominator" in data:
        rows = zip(data["real"], data["imaginary"], strict=True)
        entries = tuple(
            tuple((int(a), int(b)) for a, b in zip(real, imaginary, strict=True))
            for real, imaginary in rows
        )
        return IntegerMatrix(int(data["denominator"]), entries)
    terms = {word: Fraction(value) for word, value in data.items()}
    denominator = lcm(*(value.denominator for value in terms.values()))
    return IntegerPauliSum(
        denominator, tuple((word, int(value * denominator)) for word, value in terms.items())
    )
