"""Simple rational numbers just below a bound."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

DIGITS = 2


def simple_below(bound: Fraction, digits: int = DIGITS) -> Fraction:
    """The largest number with the given number of significant decimal digits that is at most a
    positive bound.

    Example:
        >>> simple_below(Fraction(2, 3)), simple_below(Fraction(1, 700))
        (Fraction(33, 50), Fraction(7, 5000))
    """
    top, bottom = bound.numerator, bound.denominator
    # 10^power is the unit of the last digit; the estimate from the lengths is at most one off
    power = (top.bit_length() - bottom.bit_length()) * 30103 // 100000 - digits
    while _quotient(top, bottom, power) >= 10**digits:
        power += 1
    whole = _quotient(top, bottom, power)
    return Fraction(whole * 10**power) if power >= 0 else Fraction(whole, 10**-power)


def _quotient(top: int, bottom: int, power: int) -> int:
    """The whole part of top/(bottom·10^power)."""
    shift: int = 10 ** abs(power)
    return top // (bottom * shift) if power >= 0 else top * shift // bottom


def root_below(square: Fraction) -> Fraction:
    """A simple rational number whose square is at most a positive one: the root itself if it is
    rational.

    Example:
        >>> root_below(Fraction(4, 9)), root_below(Fraction(1, 2))
        (Fraction(2, 3), Fraction(7, 10))
    """
    top, bottom = square.numerator * square.denominator, square.denominator
    root = isqrt(top)
    if root * root == top:
        return Fraction(root, bottom)
    shift = 10**12
    return simple_below(Fraction(isqrt(top * shift * shift), bottom * shift))
