"""Polynomials in one variable with rational coefficients, lowest degree first, and Sturm's theorem.

V(x) is the number of sign changes of P, P', and the negated remainders of Euclid's algorithm at x.
For P(a), P(b) != 0 the number of different roots in (a, b) is V(a) - V(b).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, zip_longest
from math import gcd

from ..trusted.verdict import charge, common_multiple, size_factor

Poly = list[Fraction]
Whole = list[int]


def trim(poly: Sequence[Fraction]) -> Poly:
    """Without leading zeros."""
    result = list(poly)
    while result and not result[-1]:
        result.pop()
    return result


def add(a: Sequence[Fraction], b: Sequence[Fraction]) -> Poly:
    """a + b."""
    return trim([x + y for x, y in zip_longest(a, b, fillvalue=Fraction(0))])


def times(a: Sequence[Fraction], b: Sequence[Fraction]) -> Poly:
    """a b."""
    result = [Fraction(0)] * (len(a) + len(b) - 1 if a and b else 0)
    for j, x in enumerate(a):
        for k, y in enumerate(b):
            result[j + k] += x * y
    return trim(result)


def whole(poly: Sequence[Fraction | int]) -> Whole:
    """The polynomial times a positive number, with coprime integers as coefficients: no sign
    changes, and integers are fast.
    """
    scale = common_multiple([x.denominator for x in poly])
    numbers = [int(x * scale) for x in poly]
    common = gcd(*numbers) or 1
    return [x // common for x in numbers]


def pseudo_remainder(a: Whole, b: Whole) -> Whole:
    """A positive multiple of a mod b, without division."""
    rest, size, unit = list(a), abs(b[-1]), 1 if b[-1] > 0 else -1
    bits = max(map(int.bit_length, [*a, *b])) * (len(a) - len(b) + 1)
    charge(4 * (len(a) - len(b) + 1) * len(a) * size_factor(bits))
    while len(rest) >= len(b):
        quotient, shift = rest[-1] * unit, len(rest) - len(b)
        rest = [
            x * size - (quotient * b[k - shift] if k >= shift else 0) for k, x in enumerate(rest)
        ][:-1]
        while rest and not rest[-1]:
            rest.pop()
    return rest


def chain(poly: Sequence[Fraction | int]) -> list[Whole]:
    """P, P', negated remainders, each up to a positive factor; the last one is a greatest common
    divisor of P and P'.
    """
    first = whole(poly)
    result = [first, whole([k * x for k, x in enumerate(first)][1:])]
    while len(result[-1]) > 1:
        rest = [-x for x in pseudo_remainder(result[-2], result[-1])]
        if not rest:
            break
        result.append(whole(rest))
    return [part for part in result if part]


def sign(poly: Sequence[Fraction | int], at: Fraction | None, side: int = 1) -> int:
    """Sign of P at a number; at = None is infinity, with the sign of `side`."""
    if at is None:
        value = poly[-1] * (side if len(poly) % 2 == 0 else 1)
    else:
        value, power = 0, 1
        longest = max(at.denominator.bit_length(), at.numerator.bit_length())
        charge(3 * len(poly) * size_factor(len(poly) * longest))
        for x in reversed(whole(poly)):  # times the positive denominator^degree
            value, power = value * at.numerator + x * power, power * at.denominator
    return (value > 0) - (value < 0)


def variations(parts: Sequence[Whole], at: Fraction | None, side: int) -> int:
    """V at a number or at infinity."""
    signs = [entry for entry in (sign(part, at, side) for part in parts) if entry]
    return sum(a != b for a, b in pairwise(signs))


def roots_between(parts: Sequence[Whole], lower: Fraction | None, upper: Fraction | None) -> int:
    """Number of different roots between two numbers that are none; None stands for minus and for
    plus infinity.
    """
    return variations(parts, lower, -1) - variations(parts, upper, 1)
