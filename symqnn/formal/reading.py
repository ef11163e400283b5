"""What the exporters need of a certificate: the one place that knows the names of its fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from typing import Any

from symqnn.errors import InputError

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
    """Generators in order of action on the state; the observable is the tensor product of its factors."""

    dimension: int
    generators: tuple[Operator, ...]
    observable: tuple[Operator, ...]


def network(certificate: Mapping[str, Any]) -> IntegerNetwork:
    """The network of a certificate, in integers.

    Raises:
        InputError: it has none, or one that the theorems do not speak of; SizeError-like limits are InputErrors here.
    """
    data = certificate["instance"].get("network")
    if data is None:
        raise InputError(f"a certificate of kind {certificate['kind']} names no network; export independence or expansion.")
    if data["kind"] not in ("pauli", "matrix"):
        raise InputError(f"the network is of kind {data['kind']}; pauli or matrix, generators with H² = I, is required.")
    pauli = data["kind"] == "pauli"
    dimension = 2 ** data["qubits"] if pauli and data["qubits"] <= 64 else data.get("dimension", 2**64)
    generators = tuple(_operator(entry) for entry in data["generators"])
    if dimension > MAX_DIMENSION or len(generators) > MAX_LAYERS:
        raise InputError(f"p = {len(generators)}, d = {dimension}; the kernel computes up to p = {MAX_LAYERS}, d = {MAX_DIMENSION}.")
    factors = data["observable"] if pauli else [data["observable"]]
    return IntegerNetwork(dimension, generators, tuple(_operator(factor) for factor in factors))


def field(certificate: Mapping[str, Any]) -> tuple[int, int]:
    """Modulus and square root of -1 of an independence certificate."""
    return int(certificate["witness"]["modulus"]), int(certificate["witness"]["root"])


def operators(certificate: Mapping[str, Any]) -> dict[str, Operator]:
    """The listed operators of an expansion certificate, by their index in {0,1,2}^p."""
    return {index: _operator(entry) for index, entry in certificate["claim"]["operators"].items()}


def _operator(data: Mapping[str, Any]) -> Operator:
    if "denominator" in data:
        rows = zip(data["real"], data["imaginary"], strict=True)
        entries = tuple(tuple((int(a), int(b)) for a, b in zip(real, imaginary, strict=True)) for real, imaginary in rows)
        return IntegerMatrix(int(data["denominator"]), entries)
    terms = {word: Fraction(value) for word, value in data.items()}
    denominator = lcm(*(value.denominator for value in terms.values()))
    return IntegerPauliSum(denominator, tuple((word, int(value * denominator)) for word, value in terms.items()))
