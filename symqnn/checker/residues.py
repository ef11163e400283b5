"""The expansion of a matrix network modulo a prime q, with i -> root: entries are single residues."""

from __future__ import annotations

from operator import mul

from .circle import Circle, interpolation, nodes
from .network import Gate, Network, newton_products
from .operators import Operator
from .reading import Index
from .verdict import Unsupported, charge, hold

Matrix = tuple[tuple[int, ...], ...]
PLACE = "instance.network"


class Residues:
    """Arithmetic modulo q. A point z = c + is of the circle becomes a unit, its inverse stands for the conjugate."""

    def __init__(self, q: int, root: int) -> None:
        self.q, self.root = q, root

    def inverse(self, x: int) -> int:
        """1/x; denominators that q divides were refused before, but not those of the grid."""
        if x % self.q == 0:
            raise Unsupported("witness.modulus", "divides a denominator of the interpolation")
        return pow(x, -1, self.q)

    def number(self, z: Circle) -> int:
        """A complex number."""
        x, y = (part.numerator * self.inverse(part.denominator) for part in z)
        return (x + self.root * y) % self.q

    def matrix(self, a: Operator) -> Matrix:
        """A dense matrix."""
        scale, q = self.inverse(a.denominator), self.q
        rows = zip(a.rows(a.real), a.rows(a.imaginary), strict=True)
        return tuple(tuple((x + self.root * y) * scale % q for x, y in zip(*row, strict=True)) for row in rows)

    def multiply(self, a: Matrix, b: Matrix) -> Matrix:
        """a b."""
        columns, q = tuple(zip(*b, strict=True)), self.q
        charge(len(a) ** 3 // 2, PLACE)
        return tuple(tuple([sum(map(mul, row, column)) % q for column in columns]) for row in a)

    def combine(self, weights: list[int], parts: list[Matrix]) -> Matrix:
        """Sum of weight * matrix."""
        charge(len(parts) * len(parts[0]) ** 2, PLACE)
        q, result = self.q, []
        for rows in zip(*parts, strict=True):
            result.append(tuple([sum(map(mul, weights, column)) % q for column in zip(*rows, strict=True)]))
        return tuple(result)

    def unitary(self, gate: Gate, z: int) -> Matrix:
        """exp(-i a (H - E_1)) at z = e^(i u a), by Newton's interpolation."""
        values = [value for value, _ in gate.spectrum]
        row = [pow(z, -int((value - values[0]) / gate.step), self.q) for value in values]
        weights = [row[0]]
        for order in range(1, len(values)):
            gaps = [values[k + order] - values[k] for k in range(len(row) - 1)]
            inverses = [self.inverse(gap.numerator) * gap.denominator for gap in gaps]
            row = [(b - a) * inverse % self.q for a, b, inverse in zip(row[:-1], row[1:], inverses, strict=True)]
            weights.append(row[0])
        products = newton_products(gate.generator, tuple(values))[:-1]
        return self.combine(weights, [self.matrix(a) for a in products])

    def expansion(self, network: Network, last: list[list[int]], highest: list[int]) -> dict[Index, list[int]]:
        """All A_e as rows of d^2 residues; the parameters are opened and closed as in the module expand."""
        q, table = self.q, {(0,) * len(highest): self.matrix(network.factors[0])}
        grids = [[self.number(z) for z in nodes(degree)] for degree in highest]
        opened = set[int]()
        for number, gate in reversed(list(enumerate(network.gates))):
            for position in gate.parameters:
                if position not in opened:
                    hold(len(table) * len(grids[position]) * network.dimension**2, PLACE)
                    table = {(*key[:position], node, *key[position + 1 :]): a
                             for key, a in table.items() for node in range(len(grids[position]))}
            opened.update(gate.parameters)
            seen: dict[int, tuple[Matrix, Matrix]] = {}
            for key, a in table.items():
                z = self.number(gate.fixed)
                for position, k in gate.angle:
                    exponent = int(gate.step * k / network.units[position])
                    z = z * pow(grids[position][key[position]], exponent, q) % q
                if z == 1:
                    continue
                if z not in seen:
                    seen[z] = (self.unitary(gate, pow(z, -1, q)), self.unitary(gate, z))
                table[key] = self.multiply(self.multiply(seen[z][0], a), seen[z][1])
            for position in last[number]:
                table = self.close(table, position, highest[position])
        return {index: [x for row in a for x in row] for index, a in table.items()}

    def close(self, table: dict[Index, Matrix], position: int, degree: int) -> dict[Index, Matrix]:
        """Values at the nodes become the coefficients of 1, cos phi, sin phi, ..."""
        rows, over = interpolation(degree)
        scale = self.inverse(over)
        residues = [[x * scale % self.q for x in row] for row in rows]
        groups: dict[Index, list[Matrix]] = {}
        for key in sorted(table):  # the nodes of a group in their order
            groups.setdefault((*key[:position], *key[position + 1 :]), []).append(table[key])
        result = {}
        for rest, parts in groups.items():
            for e, row in enumerate(residues):
                result[*rest[:position], e, *rest[position:]] = self.combine(row, parts)
        return result
