"""Real roots of rational polynomials in one variable, by Sturm's theorem."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from flint import fmpq, fmpq_poly


def sturm_chain(polynomial: fmpq_poly) -> list[fmpq_poly]:
    """P, P', and negated remainders, each up to a positive factor; the last one is gcd(P, P').

    Example:
        >>> [part.degree() for part in sturm_chain(fmpq_poly([-2, 0, 1]))]
        [2, 1, 0]
    """
    chain = [polynomial, polynomial.derivative()]
    while chain[-1].degree() > 0:
        rest = -(chain[-2] % chain[-1])
        if rest.degree() < 0:
            break
        # a positive factor keeps all signs and makes the coefficients small
        chain.append(fmpq_poly(rest.numer()) / rest.numer().content())
    return [part for part in chain if part.degree() >= 0]


def count_roots(chain: Sequence[fmpq_poly], lower: Fraction, upper: Fraction) -> int:
    """Number of different real roots in an interval whose ends are no roots (Sturm).

    Example:
        >>> count_roots(sturm_chain(fmpq_poly([-2, 0, 1])), Fraction(0), Fraction(2))
        1
    """
    return _variations(chain, lower) - _variations(chain, upper)


def isolate(
    chain: Sequence[fmpq_poly], lower: Fraction, upper: Fraction
) -> list[tuple[Fraction, Fraction]]:
    """Neighbouring intervals with exactly one root each, by bisection."""
    number = count_roots(chain, lower, upper)
    if number <= 1:
        return [(lower, upper)] * number
    middle = (lower + upper) / 2
    while sign_at(chain[0], middle) == 0:
        middle = (lower + 3 * middle) / 4
    return isolate(chain, lower, middle) + isolate(chain, middle, upper)


def stays_positive(polynomial: fmpq_poly, lower: Fraction | None, upper: Fraction | None) -> bool:
    """Whether P > 0 on an interval with its ends;
    None is infinity, where the leading coefficient decides.
    """
    bound = max(
        [root_bound(polynomial), *(abs(end) + 1 for end in (lower, upper) if end is not None)]
    )
    left, right = (-bound if lower is None else lower), (bound if upper is None else upper)
    if left >= right or sign_at(polynomial, left) <= 0 or sign_at(polynomial, right) <= 0:
        return False
    return count_roots(sturm_chain(polynomial), left, right) == 0


def sign_at(polynomial: fmpq_poly, at: Fraction) -> int:
    """The sign of P at a rational number."""
    value = polynomial(fmpq(at.numerator, at.denominator))
    return (value > 0) - (value < 0)


def root_bound(polynomial: fmpq_poly) -> Fraction:
    """A power of two above the absolute value of every root (Cauchy)."""
    coefficients = polynomial.coeffs()
    ratio = max((abs(value / coefficients[-1]) for value in coefficients[:-1]), default=fmpq(0))
    bound = Fraction(2)
    while bound < 1 + Fraction(int(ratio.p), int(ratio.q)):
        bound *= 2
    return bound


def rational_roots(polynomial: fmpq_poly) -> list[Fraction]:
    """The different rational roots, by factorisation."""
    _, factors = polynomial.numer().factor()
    linear = [factor for factor, _ in factors if factor.degree() == 1]
    return [Fraction(-int(factor[0]), int(factor[1])) for factor in linear]


def _variations(chain: Sequence[fmpq_poly], at: Fraction) -> int:
    """Number of sign changes of a chain at a point, zeros left out."""
    signs = [sign for sign in (sign_at(part, at) for part in chain) if sign]
    return sum(a != b for a, b in pairwise(signs))
