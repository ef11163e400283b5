"""Closed blocks of a pauli network: no gate, factor or parameter is inside and outside."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from ..trusted.gates import word_length, words_of
from ..trusted.network import Network
from ..trusted.operators import Operator, pauli_sum
from ..trusted.reading import Node
from ..trusted.verdict import charge, remembered
from .schedule import connected


@remembered(2**12)
def support(operator: Operator) -> frozenset[int]:
    """Qubits on which some word is not I."""
    return frozenset(
        chain(
            *([k for k, letter in enumerate(word) if letter != "I"] for word in words_of(operator))
        )
    )


def read_block(node: Node, network: Network) -> tuple[int, ...]:
    """Sorted list of different qubits of the network, not empty."""
    block = tuple(element.count() for element in node.elements())
    if not block or list(block) != sorted(set(block)) or block[-1] >= (network.qubits or 0):
        raise node.reject("not a non-empty strictly increasing list of qubits of the network")
    return block


def restrict(
    node: Node, network: Network, block: tuple[int, ...]
) -> tuple[Network, tuple[int, ...]]:
    """Part of a pauli network on a closed block, and the positions of its parameters.

    Rejects at `node` if a gate, a factor or a parameter is inside and outside.
    """
    charge(100 + 80 * len(network.gates), "instance.network")
    inside, gates, outside, factors, start = set(block), [], set[int](), [], 0
    for number, gate in enumerate(network.gates):
        if not support(gate.generator) & inside:
            outside.update(gate.parameters)
            continue
        if not support(gate.generator) <= inside:
            raise node.reject(f"gates.{number} acts inside and outside a block")
        h = gate.generator
        # outside of the block the words are I
        terms = {"".join([word[qubit] for qubit in block]): x for word, x in h.numerators().items()}
        gates.append(replace(gate, generator=pauli_sum(h.denominator, terms)))
    used = sorted({position for gate in gates for position in gate.parameters})
    for position in used:
        if position in outside:
            raise node.reject(f"parameters.{position} occurs inside and outside a block")
    for number, factor in enumerate(network.factors):
        positions = set(range(start, start + word_length(factor)))
        start += len(positions)
        if positions & inside and not positions <= inside:
            raise node.reject(f"observable.{number} lies inside and outside a block")
        if positions & inside:
            factors.append(factor)
    renamed = [
        replace(gate, angle=tuple((used.index(position), k) for position, k in gate.angle))
        for gate in gates
    ]
    units = tuple(network.units[position] for position in used)
    return Network(len(block), 2 ** len(block), units, tuple(renamed), tuple(factors)), tuple(used)


def blocks_of(network: Network) -> list[tuple[int, ...]]:
    """The finest partition of the qubits into closed blocks, by first qubit."""
    links, start = list[frozenset[int]](), 0
    for factor in network.factors:
        links.append(frozenset(range(start, start + word_length(factor))))
        start += word_length(factor)
    shared: list[frozenset[int]] = [frozenset()] * len(network.units)
    for gate in network.gates:
        links.append(support(gate.generator))
        for position in gate.parameters:
            shared[position] |= support(gate.generator)
    return connected(network.qubits or 0, [*links, *shared])
