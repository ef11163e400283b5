"""The checker's expansion of general networks against matrix exponentials in floating point, and
its counts against definitions.

Modules: checker/trusted/gates, checker/mathematics/expand, checker/mathematics/grid,
checker/mathematics/schedule, checker/mathematics/frequencies.
"""

import random
from fractions import Fraction
from itertools import product

import general_networks as drawn
import numpy as np
import pytest

from symqnn.checker.mathematics.expand import expansion, residues
from symqnn.checker.mathematics.frequencies import (
    groups,
    levels,
    number_of_indices,
    number_of_vectors,
    occurs,
    widths,
)
from symqnn.checker.trusted.network import read_network
from symqnn.checker.trusted.operators import Operator
from symqnn.checker.trusted.reading import Node


def seeds(number: int) -> list[object]:
    """A third of the networks are drawn each time, the rest with the slow tests."""
    return [pytest.param(k, marks=[pytest.mark.slow] * (k >= number // 3)) for k in range(number)]


def array(operator: Operator) -> np.ndarray:
    if isinstance(operator.basis, int):
        parts = [
            np.array(part, dtype=float).reshape(operator.basis, -1)
            for part in (operator.real, operator.imaginary)
        ]
        return (parts[0] + 1j * parts[1]) / operator.denominator
    terms = zip(operator.basis, operator.real, operator.imaginary, strict=True)
    return sum(complex(x, y) / operator.denominator * drawn.word(text) for text, x, y in terms)


def value(table, units, theta):
    phi = [float(unit) * angle for unit, angle in zip(units, theta, strict=True)]
    return sum(drawn.basis(index, phi) * array(operator) for index, operator in table.items())


@pytest.mark.parametrize("seed", seeds(120))
def test_expansion_is_that_of_the_exponentials(seed: int) -> None:
    json = drawn.network(seed)
    network = read_network(Node(json))
    table = expansion(network)
    rng = random.Random(seed)
    for _ in range(3):
        theta = [rng.uniform(-4, 4) for _ in network.units]
        exact = drawn.numeric(json, theta)
        assert np.abs(value(table, network.units, theta) - exact).max() < 1e-8 * (
            1 + np.abs(exact).max()
        )


@pytest.mark.parametrize("seed", seeds(60))
def test_residues_are_those_of_the_exact_operators(seed: int) -> None:
    network = read_network(Node(drawn.network(seed)))
    q = 2147483629
    root = next(pow(a, (q - 1) // 4, q) for a in range(2, 100) if pow(a, (q - 1) // 2, q) == q - 1)
    rows, table = residues(network, q, root), expansion(network)
    words = sorted({text for a in table.values() for text in a.numerators()})
    for index, a in table.items():
        inverse = pow(a.denominator, -1, q)
        expected = [(x + root * y) * inverse % q for x, y in zip(*a.spread(words), strict=True)]
        found = rows.get(index, [0] * len(expected))
        if network.qubits:
            assert sorted(filter(None, expected)) == sorted(filter(None, found))
        else:
            assert expected == found
    assert all(index in table or not any(row) for index, row in rows.items())


@pytest.mark.parametrize("seed", seeds(60))
def test_wanted_indices_only(seed: int) -> None:
    network = read_network(Node(drawn.network(seed)))
    table = expansion(network)
    chosen = frozenset(random.Random(seed).sample(sorted(table), min(3, len(table))))
    assert expansion(network, chosen) == {index: table[index] for index in chosen}


@pytest.mark.parametrize("seed", seeds(60))
def test_levels_and_frequencies(seed: int) -> None:
    json = drawn.network(seed)
    network = read_network(Node(json))
    vectors = {(Fraction(0),) * len(network.units)}
    for gate, gate_json in zip(network.gates, json["gates"], strict=True):
        h = drawn.dense(gate_json["generator"])
        if network.qubits:
            h = h - np.trace(h) / len(h) * np.eye(len(h))
        expected = np.linalg.eigvalsh(h)
        found = [float(energy) for energy, number in levels(gate) for _ in range(number)]
        assert np.allclose(sorted(expected), found)
        factors = dict(gate.angle)
        differences = {a - b for (a, _), (b, _) in product(levels(gate), repeat=2)}
        steps = [
            [m * factors.get(k, 0) / unit for k, unit in enumerate(network.units)]
            for m in differences
        ]
        vectors = {
            tuple(map(sum, zip(vector, step, strict=True))) for vector in vectors for step in steps
        }
    assert number_of_vectors(network) == len(vectors)
    indices = [
        index
        for index in product(*(range(2 * width + 1) for width in widths(network)))
        if any(tuple(map(abs, vector)) == tuple((e + 1) // 2 for e in index) for vector in vectors)
    ]
    assert number_of_indices(network) == len(indices)
    assert all(occurs(network, index) for index in indices)
    assert all(occurs(network, index) for index in expansion(network))
    assert sorted(k for members, _ in groups(network) for k in members) == list(
        range(len(network.units))
    )
