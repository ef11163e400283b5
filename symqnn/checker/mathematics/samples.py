"""Samples of a training set: states, labels, and the residuals that they give.

loss = sum over parts of the mean over the part of (tr(rho M(theta)) - label)^2. Residuals
are kept as sums of products over the tensor factors of the network, so that a large network
of small factors stays small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from ..trusted.gates import words_of
from ..trusted.network import Network, network_of
from ..trusted.operators import Operator
from ..trusted.reading import Node
from ..trusted.verdict import charge, remembered
from .blocks import blocks_of, restrict
from .expand import expansion
from .instance import Polynomial, State, Vector, expectation, read_state

Block = tuple[tuple[int, ...], tuple[int, ...], Network]  # qubits, parameters, network
Factor = tuple[tuple[int, ...], Polynomial]  # its angles, and the polynomial in them
Site = tuple[Vector, bool]  # Bloch vector; whether the identity is left out of (I + v.sigma)/2


@dataclass(frozen=True)
class Correlation:
    """2^-|S| (I + scale (x)_{l in S} v_l.sigma) (x) (x)_{l not in S} (I + v_l.sigma)/2."""

    correlated: frozenset[int]
    scale: Fraction
    vectors: tuple[Vector, ...]


@dataclass(frozen=True)
class Residual:
    """tr(rho M(theta)) - label = constant + sum of weight * product of factors;
    no product is constant.
    """

    constant: Fraction
    terms: tuple[tuple[Fraction, tuple[Factor, ...]], ...]


@dataclass(frozen=True)
class Training:
    """A network and its weighted residuals; the loss is the sum of weight * residual^2. `part`
    numbers the parts.
    """

    network: Network
    residuals: tuple[Residual, ...]
    weights: tuple[Fraction, ...]
    part: tuple[int, ...]
    parts: int

    @property
    def angles(self) -> int:
        """Number of parameters."""
        return len(self.network.units)


def read_training(instance: Node) -> Training:
    """{"network": NETWORK, "samples": [{"state": STATE, "label": RATIONAL}, ...], "parts": [COUNT,
    ...]}.
    """
    network, (samples, parts_node) = network_of(instance, "samples", "parts")
    residuals = read_samples(samples, network)
    sizes = [element.count() for element in parts_node.elements()]
    if not sizes or min(sizes) < 1 or sum(sizes) != len(residuals):
        raise parts_node.reject(f"not positive numbers that add up to the {len(residuals)} samples")
    number = tuple(j for j, size in enumerate(sizes) for _ in range(size))
    return Training(
        network, tuple(residuals), tuple(Fraction(1, sizes[j]) for j in number), number, len(sizes)
    )


def read_samples(node: Node, network: Network) -> list[Residual]:
    """The residuals of the samples, at least one."""
    blocks, result = tensor_factors(node, network), []
    for element in node.elements():
        state_node, label = element.fields("state", "label")
        result.append(residual(network, blocks, read_sample(state_node, network), label.rational()))
    if not result:
        raise node.reject("no samples")
    return result


def read_sample(node: Node, network: Network) -> State | Correlation:
    """STATE, or the kind correlation for a pauli network: positive semidefinite
    and of trace 1, exactly.
    """
    if network.qubits is None or node.mapping().get("kind", node).value != "correlation":
        return read_state(node, network)
    _, chosen, scale_node, vector_node = node.fields("kind", "correlated", "scale", "vectors")
    listed = [element.count() for element in chosen.elements()]
    if not listed or listed != sorted(set(listed)) or listed[-1] >= network.qubits:
        raise chosen.reject("not a non-empty strictly increasing list of qubits")
    elements = vector_node.elements(network.qubits)
    vectors = [
        tuple(component.rational() for component in element.elements(3)) for element in elements
    ]
    square = scale_node.rational() ** 2 * prod(norm(vectors[qubit]) for qubit in listed)
    if square > 1:  # the eigenvalues of the correlated factor are 2^-|S| (1 +- scale prod |v_l|)
        raise scale_node.reject("not positive semidefinite")
    for qubit, vector in enumerate(vectors):
        if qubit not in listed and norm(vector) > 1:
            raise elements[qubit].reject("longer than 1")
    return Correlation(frozenset(listed), scale_node.rational(), tuple(vectors))


def norm(vector: Vector) -> Fraction:
    """Squared length."""
    return sum((component**2 for component in vector), Fraction(0))


def tensor_factors(node: Node, network: Network) -> list[Block]:
    """The finest blocks of a pauli network; a matrix network is one block."""
    if network.qubits is None:
        return [((), tuple(range(len(network.units))), network)]
    result = []
    for qubits in blocks_of(network):
        part, inside = restrict(node, network, qubits)
        result.append((qubits, inside, part))
    return result


def residual(
    network: Network, blocks: Sequence[Block], state: State | Correlation, label: Fraction
) -> Residual:
    """The residual of one sample."""
    if isinstance(state, Operator):
        raw = [(Fraction(1), [(tuple(range(len(network.units))), expectation(network, state))])]
    elif isinstance(state, Correlation):
        zero = (Fraction(0),) * 3
        plain = [(zero if k in state.correlated else v, False) for k, v in enumerate(state.vectors)]
        linked = [(v, k in state.correlated) for k, v in enumerate(state.vectors)]
        raw = [(Fraction(1), factors_of(blocks, plain)), (state.scale, factors_of(blocks, linked))]
    else:
        raw = [(Fraction(1), factors_of(blocks, [(v, False) for v in state]))]
    constant, terms = -label, []
    for weight, factors in raw:
        varying = []
        charge(150 * len(factors))
        for axes, table in factors:
            if any(map(any, table)):
                varying.append((axes, table))
            else:
                weight *= table.get((0,) * len(axes), Fraction(0))
        # the constant coefficient of a single factor belongs to the constant of the residual
        if len(varying) == 1:
            axes, table = varying[0]
            zero_index = (0,) * len(axes)
            constant += weight * table.get(zero_index, Fraction(0))
            varying = [(axes, {index: value for index, value in table.items() if any(index)})]
        if weight and varying:
            terms.append((weight, tuple(varying)))
        elif weight:
            constant += weight
    return Residual(constant, tuple(terms))


def factors_of(blocks: Sequence[Block], sites: Sequence[Site]) -> list[Factor]:
    """The polynomial of each tensor factor."""
    return [
        (axes, local_polynomial(part, tuple(sites[qubit] for qubit in qubits)))
        for qubits, axes, part in blocks
    ]


@remembered(2**14)
def local_polynomial(network: Network, sites: tuple[Site, ...]) -> Polynomial:
    """tr(A M(theta)) for the product A of (I + v.sigma)/2 and of v.sigma/2
    where the identity is left out.
    """
    result = {}
    for index, operator in expansion(network).items():
        charge(100 + 40 * operator.size * len(sites))
        total = Fraction(0)
        for word, x in zip(words_of(operator), operator.real, strict=True):
            values = [
                (0 if alone else 1) if letter == "I" else vector["XYZ".index(letter)]
                for letter, (vector, alone) in zip(word, sites, strict=True)
            ]
            total += x * prod(values, start=Fraction(1))
        if total:
            result[index] = total / operator.denominator
    return result
