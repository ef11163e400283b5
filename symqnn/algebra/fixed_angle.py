"""Constant angles, exactly: rational multiples of π, rational numbers of radians, and arctangents of rational numbers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

from flint import arb, ctx, fmpq

from symqnn.algebra.circle import CirclePoint
from symqnn.errors import InputError

if TYPE_CHECKING:
    pass

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
            >>> str(FixedAngle.at(CirclePoint("3/5", "4/5"), Fraction(2))), str(FixedAngle.at(CirclePoint(0, 1), Fraction(1)))
            ('atan(1/2)', 'pi/2')
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
        """The point of the circle at ``step`` times this angle, if it is found rational; None otherwise.

        Raises:
            InputError: a multiple of an arctangent beyond 1000 half ones.
        """
        turns = 2 * step * self.pi
        if self.number or turns.denominator != 1:
            return None
        total = CirclePoint.quarter_turns(int(turns))
        for t, s in self.arctangents:
            multiple = step * s
            # arctan t is the half angle of the point with half tangent t; it is a rational point if 1 + t² is a square
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
                raise InputError(f"the angle {self} is a multiple of an arctangent beyond {MAX_MULTIPLE}; give a smaller one.")
            total = total.plus(base.times(int(halves)))
        return total

    def near(self, step: Fraction) -> tuple[CirclePoint, Fraction]:
        """A rational point near ``step`` times this angle, and a bound in radians on the change of the angle itself.

        The half tangent (or, beyond 45°, its inverse) is cut to a dyadic number; arctan has slope at most 1.

        Raises:
            InputError: a multiple of an arctangent, which has no rational point: give a decimal number instead.
        """
        if self.arctangents:
            raise InputError(f"the angle {self} is not rounded; write the arctangent as a decimal number.")
        size = max(value.numerator.bit_length() for value in (self.pi, self.number, step))
        before, ctx.prec = ctx.prec, 200 + 2 * size
        try:
            value = arb.pi() * _fmpq(self.pi) + _fmpq(self.number)
            tangent, flipped = (value * _fmpq(step / 2)).tan(), False
            if not abs(tangent) <= 1:
                tangent, flipped = (value * _fmpq(step / 2)).cot(), True
            scale = 2 ** (ROUNDING_BITS + 3 + max(0, -(-step.denominator // step.numerator)).bit_length())
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

    def __str__(self) -> str:
        parts = [(self.pi, "pi"), (self.number, ""), *((s, f"atan({t})") for t, s in self.arctangents)]
        return sum_text([(value, name) for value, name in parts if value]) or "0"


NO_ANGLE = FixedAngle()


def sum_text(parts: list[tuple[Fraction, str]]) -> str:
    text = ""
    for value, name in parts:
        size = abs(value)
        body = str(size) if not name else name if size.numerator == 1 else f"{size.numerator}*{name}"
        if name and size.denominator != 1:
            body += f"/{size.denominator}"
        sign = ("-" if value < 0 else "") if not text else (" - " if value < 0 else " + ")
        text += sign + body
    return text


def _fmpq(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)
