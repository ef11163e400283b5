"""The expansion of a matrix network: values at points of the circle, then interpolation, exactly or
modulo a prime.

The same steps serve both: the arithmetic is that of Exact or of Residues (module residues).
"""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol, TypeVar

from ..trusted.circle import ONE, Circle, interpolation, nodes, power, times
from ..trusted.gates import Gate, newton_products
from ..trusted.network import Network
from ..trusted.operators import Operator, combination, linear, multiply
from ..trusted.reading import Index
from ..trusted.verdict import hold
from .schedule import PLACE, backwards, is_wanted, whole

A = TypeVar("A")  # an operator
Z = TypeVar("Z")  # a number


class Arithmetic(Protocol[A, Z]):
    """Operators and complex numbers."""

    def operator(self, a: Operator) -> A:
        """An operator of the instance."""

    def is_zero(self, a: A) -> bool:
        """Whether an operator is 0."""

    def number(self, z: Circle) -> Z:
        """A point of the circle."""

    def times(self, y: Z, z: Z) -> Z:
        """Product."""

    def power(self, z: Z, n: int) -> Z:
        """Power, n of any sign; -1 is complex conjugation."""

    def slope(self, y: Z, z: Z, gap: Fraction) -> Z:
        """(z - y)/gap."""

    def combine(self, weights: list[Z], products: tuple[Operator, ...]) -> A:
        """Sum of weight * operator."""

    def conjugate(self, left: A, a: A, right: A) -> A:
        """left a right."""

    def interpolate(self, row: list[int], parts: list[A], over: int) -> A:
        """Sum of integer * operator, divided by `over`."""


class Exact:
    """Exact arithmetic."""

    def operator(self, a: Operator) -> Operator:
        """An operator of the instance."""
        return a

    def is_zero(self, a: Operator) -> bool:
        """Whether an operator is 0."""
        return a.is_zero

    def number(self, z: Circle) -> Circle:
        """A point of the circle."""
        return z

    def times(self, y: Circle, z: Circle) -> Circle:
        """Product."""
        return times(y, z)

    def power(self, z: Circle, n: int) -> Circle:
        """Power."""
        return power(z, n)

    def slope(self, y: Circle, z: Circle, gap: Fraction) -> Circle:
        """(z - y)/gap."""
        return (z[0] - y[0]) / gap, (z[1] - y[1]) / gap

    def combine(self, weights: list[Circle], products: tuple[Operator, ...]) -> Operator:
        """Sum of weight * operator."""
        return combination(weights, products).reduced()

    def conjugate(self, left: Operator, a: Operator, right: Operator) -> Operator:
        """left a right."""
        return multiply(multiply(left, a), right).reduced()

    def interpolate(self, row: list[int], parts: list[Operator], over: int) -> Operator:
        """Sum of integer * operator, divided by `over`."""
        return linear(row, parts, over)


def degrees(network: Network) -> list[int]:
    """The highest frequency of each parameter of a matrix network."""
    result = [0] * len(network.units)
    for gate in network.gates:
        width = gate.spectrum[-1][0] - gate.spectrum[0][0]
        for position, k in gate.angle:
            result[position] += int(width * abs(k) / network.units[position])
    for position, degree in enumerate(result):
        whole(Fraction(degree), position)
    return result


def of_matrices(
    network: Network, ring: Arithmetic[A, Z], wanted: frozenset[Index] | None
) -> dict[Index, A]:
    """All A_e that are not 0, or those with a wanted index."""
    highest, closed, opened = degrees(network), set[int](), set[int]()
    grids = [[ring.number(z) for z in nodes(degree)] for degree in highest]
    table = {(0,) * len(highest): ring.operator(network.factors[0])}
    for gate, last in backwards(network):
        for position in gate.parameters:
            if position not in opened:  # a copy of every operator at each node
                hold(len(table) * len(grids[position]) * network.dimension**2, PLACE)
                table = {
                    (*key[:position], node, *key[position + 1 :]): a
                    for key, a in table.items()
                    for node in range(len(grids[position]))
                }
        opened.update(gate.parameters)
        turns = [
            (position, int(gate.step * k / network.units[position])) for position, k in gate.angle
        ]
        unitaries: dict[Z, tuple[A, A]] = {}
        for key, a in table.items():
            z = ring.number(gate.fixed)
            for position, turn in turns:  # z = e^(i u a) at the nodes of the key
                z = ring.times(z, ring.power(grids[position][key[position]], turn))
            if z == ring.number(ONE):  # the gate is a multiple of the identity
                continue
            # V^dagger and V at this z
            if z not in unitaries:
                unitaries[z] = unitary(gate, ring.power(z, -1), ring), unitary(gate, z, ring)
            table[key] = ring.conjugate(unitaries[z][0], a, unitaries[z][1])
        for position in last:
            table = close(table, position, highest[position], ring)
            closed.add(position)
        table = {
            key: a
            for key, a in table.items()
            if not ring.is_zero(a) and is_wanted(key, closed, wanted)
        }
    return table


def unitary(gate: Gate, z: Z, ring: Arithmetic[A, Z]) -> A:
    """exp(-i a (H - E_1)) at z = e^(i u a): Newton's interpolation of E -> z^-((E - E_1)/u)
    at the eigenvalues.

    Its adjoint belongs to 1/z, because the Newton products of a Hermitian matrix are Hermitian.
    """
    values = tuple(value for value, _ in gate.spectrum)
    row = [ring.power(z, -int((value - values[0]) / gate.step)) for value in values]
    weights = [row[0]]
    for order in range(1, len(values)):  # divided differences
        gaps = [values[k + order] - values[k] for k in range(len(row) - 1)]
        row = [ring.slope(row[k], row[k + 1], gap) for k, gap in enumerate(gaps)]
        weights.append(row[0])
    return ring.combine(weights, newton_products(gate.generator, values)[:-1])


def close(
    table: dict[Index, A], position: int, degree: int, ring: Arithmetic[A, Z]
) -> dict[Index, A]:
    """Values at the nodes become the coefficients of 1, cos phi, sin phi, cos 2 phi, ..."""
    rows, over = interpolation(degree)
    groups: dict[Index, list[tuple[int, A]]] = {}
    for key, a in table.items():
        groups.setdefault((*key[:position], *key[position + 1 :]), []).append((key[position], a))
    result = {}
    for rest, group in groups.items():
        for e, row in enumerate(rows):
            used, parts = [row[node] for node, _ in group], [a for _, a in group]
            result[*rest[:position], e, *rest[position:]] = ring.interpolate(used, parts, over)
    return result
