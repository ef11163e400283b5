"""Angles as exact points (cos φ, sin φ) of the unit circle with rational coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING

from symqnn.algebra.exact import rational
from symqnn.algebra.latex import LatexRepr, Row, equation, number
from symqnn.errors import InputError

if TYPE_CHECKING:
    import sympy


@dataclass(frozen=True)
class CirclePoint(LatexRepr):
    r"""A point :math:`(\cos\varphi, \sin\varphi)` with rational coordinates.

    Args:
        cos, sin: exact numbers with cos² + sin² = 1.

    Raises:
        InputError: the point is not on the unit circle.

    Example:
        >>> CirclePoint.from_half_tangent("1/2")
        CirclePoint(cos=Fraction(3, 5), sin=Fraction(4, 5))
    """

    cos: Fraction
    sin: Fraction

    def __post_init__(self) -> None:
        object.__setattr__(self, "cos", rational(self.cos, "cos"))
        object.__setattr__(self, "sin", rational(self.sin, "sin"))
        if self.cos**2 + self.sin**2 != 1:
            raise InputError(
                f"the point ({self.cos}, {self.sin}) has norm² {self.cos**2 + self.sin**2}; 1 is "
                "required, as for (3/5, 4/5)."
            )

    @classmethod
    def from_half_tangent(cls, t: object) -> CirclePoint:
        r"""The point with :math:`\tan(\varphi/2) = t`: ((1-t²)/(1+t²), 2t/(1+t²)); every rational
        point but (-1, 0) is one.
        """
        value = rational(t, "half tangent")
        a, b = value.numerator, value.denominator
        norm = b * b + a * a
        return on_circle(Fraction(b * b - a * a, norm), Fraction(2 * a * b, norm))

    @classmethod
    def quarter_turns(cls, turns: int) -> CirclePoint:
        """The point with φ = turns · π/2."""
        cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[turns % 4]
        return on_circle(Fraction(cos), Fraction(sin))

    def latex_rows(self, name: str = "") -> list[Row]:
        r"""The pair (cos φ, sin φ).

        Example:
            >>> print(CirclePoint("3/5", "4/5").to_latex())
            \bigl(\tfrac{3}{5}, \tfrac{4}{5}\bigr)
        """
        return equation(name, [rf"\bigl({number(self.cos)}, {number(self.sin)}\bigr)"])

    def to_sympy(self) -> tuple[sympy.Rational, sympy.Rational]:
        """(cos φ, sin φ) as SymPy numbers."""
        from symqnn.algebra.symbolic import number_to_sympy

        return number_to_sympy(self.cos), number_to_sympy(self.sin)

    def times(self, factor: int) -> CirclePoint:
        """The point whose angle is a whole multiple of the angle.

        Example:
            >>> CirclePoint("3/5", "4/5").times(-2)
            CirclePoint(cos=Fraction(-7, 25), sin=Fraction(-24, 25))
        """
        if factor == 1 or self.cos == 1:
            return self
        total, power = _FULL_TURN, self if factor >= 0 else on_circle(self.cos, -self.sin)
        for bit in reversed(bin(abs(factor))[2:]):
            total = total.plus(power) if bit == "1" else total
            power = power.plus(power)
        return total

    def plus(self, other: CirclePoint) -> CirclePoint:
        """The point whose angle is the sum of the two angles."""
        if other.cos == 1:
            return self
        if not self.cos or not self.sin:  # a quarter turn: nothing to bring to lowest terms
            x, y = int(self.cos), int(self.sin)
            return on_circle(
                other.cos * x if x else -other.sin * y, other.sin * x if x else other.cos * y
            )
        return on_circle(
            self.cos * other.cos - self.sin * other.sin, self.sin * other.cos + self.cos * other.sin
        )

    def multiples(self, degree: int) -> tuple[tuple[int, ...], int]:
        """Integers (r, r·cos φ, r·sin φ, …, r·cos kφ, r·sin kφ), k ≤ degree, and their denominator
        r > 0.
        """
        r = lcm(self.cos.denominator, self.sin.denominator)
        cos, sin = int(self.cos * r), int(self.sin * r)
        values, x, y = [r**degree], 1, 0
        for k in range(1, degree + 1):
            x, y = x * cos - y * sin, x * sin + y * cos  # r^k cos kφ, r^k sin kφ
            values += [x * r ** (degree - k), y * r ** (degree - k)]
        common = gcd(*values)
        return tuple(value // common for value in values), values[0] // common


def on_circle(cos: Fraction, sin: Fraction) -> CirclePoint:
    """A point that is on the circle by the way it was made: not read and tested once more."""
    made = CirclePoint.__new__(CirclePoint)
    object.__setattr__(made, "cos", cos)
    object.__setattr__(made, "sin", sin)
    return made


_FULL_TURN = CirclePoint.quarter_turns(0)
