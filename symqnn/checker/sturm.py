"""Polynomials in one variable with rational coefficients, lowest degree first, and Sturm's theorem.

V(x) is the number of sign changes of P, P', and the negated remainders of Euclid's algorithm at x. For P(a), P(b) != 0
the number of different roots in (a, b) is V(a) - V(b).
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise, zip_longest

Poly = list[Fraction]


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


def derivative(poly: Sequence[Fraction]) -> Poly:
    """P'."""
    return trim([k * x for k, x in enumerate(poly)][1:])


def remainder(a: Sequence[Fraction], b: Sequence[Fraction]) -> Poly:
    """a mod b."""
    rest = trim(a)
    while len(rest) >= len(b):
        quotient, shift = rest[-1] / b[-1], len(rest) - len(b)
        rest = trim([x - (quotient * b[k - shift] if k >= shift else 0) for k, x in enumerate(rest)][:-1])
    return rest


def chain(poly: Poly) -> list[Poly]:
    """P, P', negated remainders; the last one is a greatest common divisor of P and P'."""
    result = [poly, derivative(poly)]
    while len(result[-1]) > 1:
        rest = [-x for x in remainder(result[-2], result[-1])]
        if not rest:
            break
        result.append(rest)
    return [part for part in result if part]


def sign(poly: Sequence[Fraction], at: Fraction | None, side: int = 1) -> int:
    """Sign of P at a number; at = None is infinity, with the sign of `side`."""
    if at is None:
        value = poly[-1] * (side if len(poly) % 2 == 0 else 1)
    else:
        value = Fraction(0)
        for x in reversed(poly):
            value = value * at + x
    return (value > 0) - (value < 0)


def variations(parts: Sequence[Poly], at: Fraction | None, side: int) -> int:
    """V at a number or at infinity."""
    signs = [entry for entry in (sign(part, at, side) for part in parts) if entry]
    return sum(a != b for a, b in pairwise(signs))


def roots_between(parts: Sequence[Poly], lower: Fraction | None, upper: Fraction | None) -> int:
    """Number of different roots between two numbers that are none; None stands for minus and for plus infinity."""
    return variations(parts, lower, -1) - variations(parts, upper, 1)
