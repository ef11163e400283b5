"""Simple numbers below a bound: below it, and nothing as simple lies between."""

import random
from fractions import Fraction

import pytest

from symqnn.construction.scaling import root_below, simple_below


@pytest.mark.parametrize("digits", [1, 2, 4])
def test_no_number_of_so_many_digits_lies_between(digits: int) -> None:
    source = random.Random(digits)
    for _ in range(100):
        bound = Fraction(source.randint(1, 10**9), source.randint(1, 10**9))
        found = simple_below(bound, digits)
        mantissa, power = found, 0
        while mantissa.denominator > 1:
            mantissa, power = mantissa * 10, power - 1
        while mantissa % 10 == 0:
            mantissa, power = mantissa / 10, power + 1
        assert found <= bound and mantissa < 10**digits
        # the next number of so many digits
        unit = Fraction(10) ** (len(str(int(mantissa))) + power - digits)
        assert bound < found + unit


def test_roots() -> None:
    for top, bottom in ((4, 9), (1, 4), (10**40, 1)):
        assert root_below(Fraction(top, bottom)) ** 2 == Fraction(top, bottom)
    for square in (Fraction(1, 2), Fraction(2), Fraction(3, 10**9)):
        root = root_below(square)
        assert root**2 <= square < (root * Fraction(111, 100)) ** 2
