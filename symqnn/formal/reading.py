"""What the exporters need of a certificate: the one place that knows the names of its fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt, lcm
from typing import Any

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.decode import (
    ListedPoint,
    listed_centres,
    listed_points,
    network_from,
    polynomial_from,
    state_from,
)
from symqnn.errors import InputError
from symqnn.expansion.output import expectation
from symqnn.loss.training import loss as training_loss
from symqnn.model.dataset import Dataset
from symqnn.model.gate import Gate

MAX_DIMENSION = 16
MAX_LAYERS = 4

GaussianRow = tuple[tuple[int, int], ...]  # real and imaginary parts


@dataclass(frozen=True)
class IntegerMatrix:
    """The matrix entries/denominator; an entry (a, b) is a + bi."""

    denominator: int
    entries: tuple[GaussianRow, ...]


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
            f"a certificate of kind {certificate['kind']} names no network; export independence "
            "or expansion."
        )
    _require_own_angles(data)
    pauli = data["kind"] == "pauli"
    dimension = (
        2 ** data["qubits"] if pauli and data["qubits"] <= 64 else data.get("dimension", 2**64)
    )
    generators = tuple(_operator(gate["generator"]) for gate in data["gates"])
    if dimension > MAX_DIMENSION or len(generators) > MAX_LAYERS:
        raise InputError(
            f"p = {len(generators)}, d = {dimension}; the kernel computes up to p = {MAX_LAYERS}, "
            f"d = {MAX_DIMENSION}."
        )
    factors = data["observable"] if pauli else [data["observable"]]
    return IntegerNetwork(dimension, generators, tuple(_operator(factor) for factor in factors))


def _require_own_angles(data: Mapping[str, Any]) -> None:
    """Nothing, if gate l is exp(-iθ_l H_l) with H_l² = I, as the theorems have it.

    Raises:
        InputError: the first gate that is not.
    """
    qnn = network_from(data)
    for k, gate in enumerate(qnn.gates):
        own = gate.factors == ((k, Fraction(1)),) and gate.fixed.cos == 1
        if not own or not gate.generator.squares_to_identity():
            raise InputError(
                f"gate {k + 1}: exp(-iθ_{k + 1}·H) with H² = I is required (the theorems are about "
                "such gates, the l-th with the l-th parameter); "
                f"{_other_gate(gate, qnn.parameters, own)}"
            )


def _other_gate(gate: Gate, parameters: Sequence[str], own: bool) -> str:
    """What is given instead, and what to try."""
    angle = gate.angle(parameters)
    if not own:
        return (
            f"it is exp(-i({angle})H). Give every gate a parameter of its own, without factor "
            "and fixed part."
        )
    scale = _scale(gate.generator)
    if scale is None:
        return "its H² is no multiple of I. Reduce H to a generator with the two eigenvalues ±1."
    return (
        f"its H² is {scale**2}·I. Give {1 / scale}·H as generator: exp(-i({angle})H) is the same "
        f"gate with the parameter {scale}·({angle})."
    )


def _scale(generator: PauliSum | GaussianMatrix) -> Fraction | None:
    """k > 0 with H² = k²I, if there is a rational one."""
    if isinstance(generator, PauliSum):
        square = sum((value**2 for _, value in generator.terms()), Fraction(0))
    else:
        square = generator.inner(generator) / generator.dimension
    root = Fraction(isqrt(square.numerator), isqrt(square.denominator))
    if not root or root**2 != square:
        return None
    return root if (generator * (1 / root)).squares_to_identity() else None


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


@dataclass(frozen=True)
class OwnProof:
    """How a block of a certificate shows its list to be complete: the charts of FORMAT.md."""

    origin: tuple[Fraction, ...]
    exponents: tuple[int, ...]
    points: tuple[ListedPoint, ...]
    charts: tuple[str, ...]


def own_proofs(certificate: Mapping[str, Any]) -> tuple[OwnProof, ...]:
    """The certificate's own proof of completeness, block by block."""
    return tuple(
        OwnProof(
            tuple(Fraction(value) for value in block["origin"]),
            tuple(int(value) for value in block["exponents"]),
            tuple(listed_points(block)),
            tuple(block["charts"]),
        )
        for block in certificate["witness"]["blocks"]
    )


def loss(certificate: Mapping[str, Any]) -> TrigPoly:
    """The loss whose critical points a certificate lists, in phases."""
    data = certificate["instance"]["loss"]
    if data["kind"] == "polynomial":
        return polynomial_from(data)
    qnn = network_from(data["network"])
    if data["kind"] == "output":
        return expectation(qnn, state_from(data["state"]))
    samples = [(state_from(sample["state"]), sample["label"]) for sample in data["samples"]]
    return training_loss(qnn, Dataset.from_samples(samples))


def blocks(certificate: Mapping[str, Any]) -> tuple[ListedBlock, ...]:
    """The blocks of a certificate of critical points; what shows their completeness is not read."""
    return tuple(
        ListedBlock(tuple(block["angles"]), tuple(block["multiples"]), tuple(listed_centres(block)))
        for block in certificate["witness"]["blocks"]
    )


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
