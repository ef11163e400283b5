r"""Fixed angles of a circuit: multiples of π/2, rational points of the circle, or neither."""

from __future__ import annotations

from fractions import Fraction

from flint import arb, ctx, fmpq

from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.model.angle import Angle

TOLERANCE = Fraction(1, 2**50)


def is_exact(angle: Angle) -> bool:
    """Whether the fixed part of an angle a is read without rounding:
    cos and sin of it are rational.

    Example:
        >>> texts = ("a + pi/2", "a + 2*atan(1/3)", "a + pi/4")
        >>> [is_exact(Angle.from_text(text)) for text in texts]
        [True, True, False]
    """
    return not angle.fixed or angle.fixed.point(Fraction(1)) is not None


def near_quarter_turn(fixed: FixedAngle) -> int | None:
    """k if a fixed angle is proved to differ from k·π/2 by at most 2^-50, otherwise None.

    Example:
        >>> near_quarter_turn(FixedAngle(number=Fraction("1.5707963267948966")))
        1
    """
    before, ctx.prec = ctx.prec, 300
    try:
        value = fixed.enclosure(300)
        turns = (value * 2 / arb.pi()).mid() + arb(fmpq(1, 2))
        whole = turns.floor().mid().unique_fmpz()
        quarter = int(whole) if whole is not None else 0
        close = abs(value - arb.pi() * fmpq(quarter, 2)) <= _fmpq(TOLERANCE)
    finally:
        ctx.prec = before
    return quarter if close else None


def _fmpq(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)
