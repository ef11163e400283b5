"""NETWORK: gates and an observable; every precondition is tested when it is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import prod

from .gates import (
    Gate,
    read_matrix,
    read_matrix_gate,
    read_pauli,
    read_word_gate,
    rotations,
    word_length,
    words_of,
)
from .operators import Operator, pauli_sum
from .reading import Node
from .verdict import Unsupported, common_multiple, hold

MAX_SIZE = 4096


@dataclass(frozen=True)
class Network:
    """Gates, the first acts first on the state; the observable is the tensor
    product of its factors.

    Parameter l has the unit g_l: phi_l = g_l theta_l. A matrix network
    has qubits None and one factor.
    """

    qubits: int | None
    dimension: int
    units: tuple[Fraction, ...]
    gates: tuple[Gate, ...]
    factors: tuple[Operator, ...]

    def denominator(self) -> int:
        """Common denominator of all numbers that arithmetic modulo a prime divides by."""
        numbers = [Fraction(1, factor.denominator) for factor in self.factors]
        for gate in self.gates:
            numbers += gate.fixed
            if self.qubits:
                numbers += [Fraction(1, word.denominator) for word, _ in rotations(gate)]
            else:
                values = [value for value, _ in gate.spectrum]
                numbers += [Fraction(1, gate.generator.denominator), *values]
                numbers += [1 / (b - a) for a, b in combinations(values, 2)]
        return common_multiple([x.denominator for x in numbers], kept=1)


def network_of(instance: Node, *names: str) -> tuple[Network, list[Node]]:
    """The network of an object with the fields "network", `names` and, if they are there,
    "rounding" and "source"; and the fields `names`.
    """
    node, *others = instance.fields("network", *names, optional=("rounding", "source"))
    network = read_network(node)
    if len(instance.mapping()) > 1 + len(names):
        from .rounding import verify_beside  # loaded where something stands beside a network only

        verify_beside(network, instance.mapping())
    return network, others


def read_operator(node: Node, network: Network) -> Operator:
    """An operator of the network's kind and size: PAULI or Hermitian MATRIX."""
    return (
        read_pauli(node, network.qubits) if network.qubits else read_matrix(node, network.dimension)
    )


def read_network(node: Node) -> Network:
    """NETWORK."""
    of_words = node.choice("kind", "pauli", "matrix") == "pauli"
    size_name = "qubits" if of_words else "dimension"
    _, size_node, names, units_node, gate_nodes, observed = node.fields(
        "kind", size_name, "parameters", "units", "gates", "observable"
    )
    size, listed = size_node.count(), gate_nodes.elements()
    if size < (1 if of_words else 2):
        raise size_node.reject("too small")
    if not listed:
        raise gate_nodes.reject("no gates")
    units = read_units(names, units_node)
    if max(size, len(listed), len(units)) > MAX_SIZE:
        raise Unsupported(
            node.place(), f"more than {MAX_SIZE} qubits, dimensions, parameters or gates"
        )
    read_one = read_word_gate if of_words else read_matrix_gate
    gates = tuple(read_one(element, size, len(units)) for element in listed)
    for position, name in enumerate(names.elements()):
        if not any(position in gate.parameters for gate in gates):
            raise name.reject("occurs in no gate")
    if not of_words:
        require_units(units_node, units, gates)
        return Network(None, size, units, gates, (read_matrix(observed, size),))
    factors = tuple(read_pauli(element) for element in observed.elements())
    if sum(map(word_length, factors)) != size:
        raise observed.reject(f"the word lengths of the factors do not add up to {size}")
    return Network(size, 2**size, units, gates, factors)


def read_units(names: Node, units: Node) -> tuple[Fraction, ...]:
    """The units of the parameters, one a name; all names are different."""
    listed = [element.name() for element in names.elements()]
    if not listed:
        raise names.reject("no parameters")
    if len(set(listed)) != len(listed):
        raise names.reject("a name occurs twice")
    result = tuple(element.rational() for element in units.elements(len(listed)))
    for element, unit in zip(units.elements(), result, strict=True):
        if unit <= 0:
            raise element.reject("not positive")
    return result


def require_units(node: Node, units: Sequence[Fraction], gates: Iterable[Gate]) -> None:
    """g_l divides u |k_l| wherever parameter l occurs."""
    for gate in gates:
        for position, k in gate.angle:
            if (gate.step * k / units[position]).denominator != 1:
                raise node.elements()[position].reject("does not divide the frequencies of a gate")


def observable(network: Network) -> Operator:
    """The tensor product of the factors, multiplied out."""
    if network.qubits is None:
        return network.factors[0]
    # words of a tensor product are joined, coefficients multiplied
    terms = {"": 1}
    for factor in network.factors:
        hold(len(terms) * factor.size, "instance.network.observable")
        listed = list(zip(words_of(factor), factor.real, strict=True))
        terms = {left + word: x * y for left, y in terms.items() for word, x in listed}
    denominator = prod(factor.denominator for factor in network.factors)
    return pauli_sum(denominator, {word: (x, 0) for word, x in terms.items()})
