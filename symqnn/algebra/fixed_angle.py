"""Constant angles, exactly: rational multiples of π, rational numbers, arctangents of these."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

from flint import arb, ctx, fmpq

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.latex import number, sum_lines
from symqnn.errors import InputError

if TYPE_CHECKING:
    import sympy

ROUNDING_BITS = 50
MAX_MULTIPLE = 1000  # the digits of the point grow with the multiple


@dataclass(frozen=True)
class FixedAngle:
    r"""A constant angle :math:`q\pi+r+\sum_js_j\arctan t_j` in radians, exactly.

    Args:
        pi: q. number: r. arctangents: the s_j ≠ 0 by t_j.
    """

    pi: Fraction = Fraction(0)
    number: Fraction = Fraction(0)
    arctangents: tuple[tuple[Fraction, Fraction], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pi or self.number or self.arctangents)

    @classmethod
    def at(cls, point: CirclePoint, step: Fraction) -> FixedAngle:
        """An angle β such that ``step`` times β is the angle of the point.

        Example:
            >>> str(FixedAngle.at(CirclePoint("3/5", "4/5"), Fraction(2)))
            'atan(1/2)'
            >>> str(FixedAngle.at(CirclePoint(0, 1), Fraction(1)))
            'pi/2'
        """
        for turns in range(4):
            if CirclePoint.quarter_turns(turns) == point:
                return cls(pi=turns / (2 * step))
        # tan(φ/2) = sin φ/(1 + cos φ)
        return cls(arctangents=((point.sin / (1 + point.cos), 2 / step),))

    def plus(self, other: FixedAngle, factor: Fraction) -> FixedAngle:
        """The angle ``self + factor * other``."""
        total = dict(self.arctangents)
        for t, s in other.arctangents:
            total[t] = total.get(t, Fraction(0)) + factor * s
        kept = tuple((t, s) for t, s in sorted(total.items()) if s)
        return FixedAngle(self.pi + factor * other.pi, self.number + factor * other.number, kept)

    def point(self, step: Fraction) -> CirclePoint | None:
        """The point of the circle at ``step`` times this angle, if it is found rational.

        Raises:
            InputError: a multiple of an arctangent beyond 1000 half ones.
        """
        turns = 2 * step * self.pi
        if self.number or turns.denominator != 1:
            return None
        total = CirclePoint.quarter_turns(int(turns))
        for t, s in self.arctangents:
            multiple = step * s
            # arctan t is half the angle of the point with half tangent t; it is a rational point if
            # 1 + t² is a square
            base, halves = CirclePoint.from_half_tangent(t), multiple / 2
            if halves.denominator == 2:
                norm = 1 + t**2
                root = Fraction(isqrt(norm.numerator), isqrt(norm.denominator))
                if root**2 != norm:
                    return None
                base, halves = CirclePoint(1 / root, t / root), multiple
            if halves.denominator != 1:
                return None
            if abs(halves) > MAX_MULTIPLE:
                raise InputError(
                    f"the angle {self} is a multiple of an arctangent beyond {MAX_MULTIPLE}; "
                    "give a smaller one."
                )
            total = total.plus(base.times(int(halves)))
        return total

    def near(self, step: Fraction) -> tuple[CirclePoint, Fraction]:
        """A rational point near ``step`` times this angle, and a bound on the change of the angle.

        The half tangent (or, beyond 45°, its inverse) is cut to a dyadic number; arctan has slope
        at most 1. The bound is in radians, of the angle itself.

        Raises:
            InputError: a multiple of an arctangent: give a decimal number instead.
        """
        if self.arctangents:
            raise InputError(
                f"the angle {self} is not rounded; write the arctangent as a decimal number."
            )
        size = max(value.numerator.bit_length() for value in (self.pi, self.number, step))
        before, ctx.prec = ctx.prec, 200 + 2 * size
        try:
            value = arb.pi() * _fmpq(self.pi) + _fmpq(self.number)
            tangent, flipped = (value * _fmpq(step / 2)).tan(), False
            if not abs(tangent) <= 1:
                tangent, flipped = (value * _fmpq(step / 2)).cot(), True
            scale = 2 ** (
                ROUNDING_BITS + 3 + max(0, -(-step.denominator // step.numerator)).bit_length()
            )
            half = Fraction(int((tangent * scale).mid().floor().unique_fmpz()), scale)
            distance = (tangent - _fmpq(half)).abs_upper().fmpq()
        finally:
            ctx.prec = before
        point = CirclePoint.from_half_tangent(half)
        # the half angle moves by at most the distance, the angle times step by twice that
        bound = Fraction(int(distance.p), int(distance.q)) * 2 / step
        power = 2 ** (ROUNDING_BITS + 40)
        simple = Fraction(-(-bound * power // 1), power)  # rounded up
        return (CirclePoint(-point.cos, point.sin) if flipped else point), simple

    def times(self, factor: Fraction) -> FixedAngle:
        """A rational multiple of the angle."""
        return FixedAngle().plus(self, factor)

    def enclosure(self, bits: int) -> arb:
        """A ball that contains the angle, in radians, of about ``bits`` bits."""
        before, ctx.prec = ctx.prec, bits + 10
        try:
            value = arb.pi() * _fmpq(self.pi) + _fmpq(self.number)
            for tangent, factor in self.arctangents:
                value += arb(_fmpq(tangent)).atan() * _fmpq(factor)
        finally:
            ctx.prec = before
        return value

    def within_period(self, unit: Fraction) -> float:
        """The angle in radians, less a multiple of the period 2π/unit, rounded.

        Example:
            >>> large = FixedAngle(number=Fraction(10**300))
            >>> large.within_period(Fraction(1))  # its sine: -0.98575…
            4.543370959115518
        """
        bits = 100 + sum(part.numerator.bit_length() for part in (self.pi, self.number, unit))
        value = self.enclosure(bits)
        before, ctx.prec = ctx.prec, bits
        try:
            period = 2 * arb.pi() / _fmpq(unit)
            return float(value - period * (value / period).mid().floor())
        finally:
            ctx.prec = before

    def surd(self, sine: bool) -> tuple[Fraction, int] | None:
        r"""cos (or sin) of the angle as a pair (q, r) for :math:`q\sqrt r`, r = 1, 2 or 3.

        Found are the multiples of π/4 and π/6, and the rational points
        of the circle; None for others.

        Example:
            >>> quarter = FixedAngle(pi=Fraction(3, 4))
            >>> quarter.surd(False), quarter.surd(True)
            ((Fraction(-1, 2), 2), (Fraction(1, 2), 2))
        """
        point = self.point(Fraction(1))
        if point is not None:
            return (point.sin if sine else point.cos), 1
        if self.number or self.arctangents:
            return None
        # sin x = cos(x - π/2); cos is even and of period 2π, and cos(π - x) = -cos x
        turns = (self.pi - Fraction(1, 2) if sine else self.pi) % 2
        turns = min(turns, 2 - turns)
        found = _SURDS.get(min(turns, 1 - turns) * 12)
        if found is None:
            return None
        return (found[0] if 2 * turns <= 1 else -found[0]), found[1]

    def to_latex(self) -> str:
        r"""The angle as LaTeX.

        Example:
            >>> print(FixedAngle(pi=Fraction(3, 4)).to_latex())
            \tfrac{3}{4} \pi
        """
        parts = [(self.pi, r"\pi"), (self.number, "")]
        parts += [(s, rf"\arctan {number(t)}") for t, s in self.arctangents]
        kept = [(value, body) for value, body in parts if value]
        (line,) = sum_lines(kept, width=0) if kept else ("0",)
        return line if len(kept) < 2 else rf"\bigl({line}\bigr)"

    def to_sympy(self) -> sympy.Expr:
        """The angle as a SymPy number.

        Example:
            >>> FixedAngle(pi=Fraction(1, 4)).to_sympy()
            pi/4
        """
        import sympy

        def exact(value: Fraction) -> sympy.Rational:
            return sympy.Rational(value.numerator, value.denominator)

        parts = [exact(s) * sympy.atan(exact(t)) for t, s in self.arctangents]
        return sympy.Add(exact(self.pi) * sympy.pi, exact(self.number), *parts)

    def __str__(self) -> str:
        parts = [
            (self.pi, "pi"),
            (self.number, ""),
            *((s, f"atan({t})") for t, s in self.arctangents),
        ]
        return sum_text([(value, name) for value, name in parts if value]) or "0"


NO_ANGLE = FixedAngle()
# cos(kπ/12) by k, as pairs (q, r) for q√r
_SURDS = {
    Fraction(0): (Fraction(1), 1),
    Fraction(2): (Fraction(1, 2), 3),
    Fraction(3): (Fraction(1, 2), 2),
    Fraction(4): (Fraction(1, 2), 1),
    Fraction(6): (Fraction(0), 1),
}


def sum_text(parts: list[tuple[Fraction, str]]) -> str:
    """A sum of rational multiples of named numbers as text; "" names the number 1."""
    text = ""
    for value, name in parts:
        size = abs(value)
        body = (
            str(size) if not name else name if size.numerator == 1 else f"{size.numerator}*{name}"
        )
        if name and size.denominator != 1:
            body += f"/{size.denominator}"
        sign = ("-" if value < 0 else "") if not text else (" - " if value < 0 else " + ")
        text += sign + body
    return text


def _fmpq(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)
