"""Sturm's theorem of the checker against SymPy's real roots, multiple roots among them."""

import random
from fractions import Fraction

import pytest
import sympy

from symqnn.checker.mathematics.sturm import (
    add,
    chain,
    pseudo_remainder,
    roots_between,
    sign,
    times,
    whole,
)

X = sympy.Symbol("x")


def polynomial(seed: int) -> list[Fraction]:
    """A product of linear and quadratic factors, some of them twice."""
    source, poly = random.Random(seed), [Fraction(1)]
    for _ in range(3):
        root = Fraction(source.randint(-8, 8), source.randint(1, 5))
        for _ in range(source.randint(1, 2)):
            poly = times(poly, [-root, Fraction(1)])
        poly = times(
            poly, [Fraction(source.randint(1, 9)), Fraction(source.randint(-3, 3)), Fraction(1)]
        )
    return poly


@pytest.mark.parametrize("seed", range(12))
def test_numbers_of_different_roots(seed: int) -> None:
    poly = polynomial(seed)
    expression = sympy.Poly([sympy.Rational(x.numerator, x.denominator) for x in reversed(poly)], X)
    parts = chain(poly)
    roots = set(sympy.real_roots(expression))
    assert roots_between(parts, None, None) == len(roots)
    for low, high in ((Fraction(-71, 10), Fraction(1, 37)), (Fraction(1, 37), Fraction(71, 10))):
        inside = sum(1 for root in roots if low < root < high)
        assert roots_between(parts, low, high) == inside
        assert roots_between(parts, None, high) - roots_between(parts, None, low) == inside


def test_remainders_are_positive_multiples() -> None:
    """The sign of the leading coefficient of the divisor must not turn a remainder round."""
    for lead in (3, -3):
        a, b = [5, -7, 0, 2, 11], [4, 1, lead]
        rest = pseudo_remainder(a, b)
        exact = sympy.rem(sympy.Poly(a[::-1], X), sympy.Poly(b[::-1], X))
        ratios = {
            sympy.Rational(x) / y for x, y in zip(rest, exact.all_coeffs()[::-1], strict=True)
        }
        assert len(ratios) == 1 and ratios.pop() > 0


def test_signs_and_sums() -> None:
    assert [
        sign([Fraction(-1), Fraction(0), Fraction(1)], at)
        for at in (None, Fraction(1), Fraction(1, 2))
    ] == [1, 0, -1]
    assert sign([1, 1], None, -1) == -1 and sign([1, 0, 1], None, -1) == 1
    assert add([Fraction(1), Fraction(2)], [Fraction(0), Fraction(-2)]) == [1]
    assert whole([Fraction(2, 3), Fraction(-4, 9)]) == [3, -2]
