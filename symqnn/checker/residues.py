"""Matrices modulo a prime q, with i -> root: entries are single residues."""

from __future__ import annotations

from fractions import Fraction
from operator import mul

from .circle import Circle
from .operators import Operator
from .verdict import Unsupported, charge

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

    def operator(self, a: Operator) -> Matrix:
        """A dense matrix."""
        scale, q = self.inverse(a.denominator), self.q
        rows = zip(a.rows(a.real), a.rows(a.imaginary), strict=True)
        return tuple(tuple((x + self.root * y) * scale % q for x, y in zip(*row, strict=True)) for row in rows)

    def multiply(self, a: Matrix, b: Matrix) -> Matrix:
        """a b."""
        columns, q = tuple(zip(*b, strict=True)), self.q
        charge(len(a) ** 3 // 2, PLACE)
        return tuple(tuple([sum(map(mul, row, column)) % q for column in columns]) for row in a)

    def total(self, weights: list[int], parts: list[Matrix]) -> Matrix:
        """Sum of weight * matrix."""
        charge(len(parts) * len(parts[0]) ** 2, PLACE)
        q, result = self.q, []
        for rows in zip(*parts, strict=True):
            result.append(tuple([sum(map(mul, weights, column)) % q for column in zip(*rows, strict=True)]))
        return tuple(result)

    def is_zero(self, a: Matrix) -> bool:
        """Whether an operator is 0."""
        return not any(map(any, a))

    def times(self, y: int, z: int) -> int:
        """Product."""
        return y * z % self.q

    def power(self, z: int, n: int) -> int:
        """Power."""
        return pow(z, n, self.q)

    def slope(self, y: int, z: int, gap: Fraction) -> int:
        """(z - y)/gap."""
        return (z - y) * self.inverse(gap.numerator) * gap.denominator % self.q

    def combine(self, weights: list[int], products: tuple[Operator, ...]) -> Matrix:
        """Sum of weight * operator."""
        return self.total(weights, [self.operator(a) for a in products])

    def conjugate(self, left: Matrix, a: Matrix, right: Matrix) -> Matrix:
        """left a right."""
        return self.multiply(self.multiply(left, a), right)

    def interpolate(self, row: list[int], parts: list[Matrix], over: int) -> Matrix:
        """Sum of integer * operator, divided by `over`."""
        scale = self.inverse(over)
        return self.total([x * scale % self.q for x in row], parts)
