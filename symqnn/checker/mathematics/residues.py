"""Matrices modulo a prime q, with i -> root: entries are single residues."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from operator import mul

from ..trusted.circle import Circle
from ..trusted.operators import Operator
from ..trusted.packing import pack, slot_bytes, unpack
from ..trusted.verdict import Unsupported, charge

Matrix = tuple[tuple[int, ...], ...]
PLACE = "instance.network"


class Residues:
    """Arithmetic modulo q. A point z = c + is of the circle becomes a unit, its inverse stands for
    the conjugate.
    """

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
        return tuple(
            tuple((x + self.root * y) * scale % q for x, y in zip(*row, strict=True))
            for row in rows
        )

    def multiply(self, a: Matrix, b: Matrix) -> Matrix:
        """a b."""
        charge(len(a) ** 3 // 2, PLACE)
        rows = self.packed(b, len(b))
        return tuple(self.weighted(line, rows, len(b)) for line in a)

    def packed(self, a: Matrix, terms: int) -> list[int]:
        """The rows, each one long integer, with room for sums of so many products:
        they are added as a whole.
        """
        size = slot_bytes(terms, self.q)
        return [pack(list(row), size) for row in a]

    def weighted(self, weights: Sequence[int], rows: list[int], length: int) -> tuple[int, ...]:
        """Sum of weight * row for packed rows of a length, reduced."""
        q, size = self.q, slot_bytes(len(rows), self.q)
        return tuple([x % q for x in unpack(sum(map(mul, weights, rows)), length, size)])

    def total(self, weights: list[int], parts: list[Matrix]) -> Matrix:
        """Sum of weight * matrix."""
        charge(len(parts) * len(parts[0]) ** 2, PLACE)
        weights = [weight % self.q for weight in weights]
        packed = [self.packed(part, len(parts)) for part in parts]
        return tuple(
            self.weighted(weights, list(rows), len(parts[0])) for rows in zip(*packed, strict=True)
        )

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
