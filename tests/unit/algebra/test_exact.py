"""What may enter as a number, and what is said about the rest."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy
from flint import fmpq, fmpz

from symqnn.algebra.exact import gaussian, rational
from symqnn.errors import ExactnessError, InputError, SymqnnError


@pytest.mark.parametrize(
    "value",
    [
        3,
        Fraction(3),
        "3",
        " 3 ",
        "+3",
        "6/2",
        fmpz(3),
        fmpq(6, 2),
        np.int64(3),
        np.uint8(3),
        sympy.Integer(3),
        sympy.Rational(9, 3),
        (3, 0),
        ["3", 0],
    ],
    ids=repr,
)
def test_ways_to_write_three(value: object) -> None:
    assert rational(value) == 3


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1/2+3/4*i", (Fraction(1, 2), Fraction(3, 4))),
        ("1/2 - 3/4*I", (Fraction(1, 2), Fraction(-3, 4))),
        ("i", (0, 1)),
        ("-i", (0, -1)),
        ("-i/2", (0, Fraction(-1, 2))),
        ("2*i", (0, 2)),
        ("3i", (0, 3)),
        ("1-i", (1, -1)),
        ("0.5", (Fraction(1, 2), 0)),
        (".5", (Fraction(1, 2), 0)),
        ("-1.05237325", (Fraction(-4209493, 4000000), 0)),
        ("1e-4", (Fraction(1, 10000), 0)),
        ("1e3", (1000, 0)),
        ("0.5/3", (Fraction(1, 6), 0)),
        ("0.5-0.25*i", (Fraction(1, 2), Fraction(-1, 4))),
        ("1.5i", (0, Fraction(3, 2))),
        ("1e2-2.5e1*i/2", (100, Fraction(-25, 2))),
        (("1/2", Fraction(1, 3)), (Fraction(1, 2), Fraction(1, 3))),
        (sympy.Rational(1, 2) - 3 * sympy.I, (Fraction(1, 2), -3)),
        ((1 + sympy.I) / (1 - sympy.I) * 2, (0, 2)),
    ],
    ids=repr,
)
def test_complex_numbers(value: object, expected: tuple[Fraction, Fraction]) -> None:
    assert gaussian(value) == expected


@pytest.mark.parametrize(
    ("value", "advice"),
    [
        (0.5, "Fraction(1, 2)"),
        (1 / 3, "Fraction(1, 3)"),
        (float("nan"), "Fraction(1, 3)"),
        (float("inf"), "Fraction(1, 3)"),
        (1 + 2j, "1+2*i"),
        (0.5 - 0.25j, "1/2-1/4*i"),
        (np.float64(0.25), "Fraction(1, 4)"),
        (0.39793742, "'0.39793742'"),
        (0.0001, "'0.0001'"),
        (0.1 + 0.2, "'0.30000000000000004'"),
        (np.float32(0.25), "Fraction"),
        (Decimal("0.1"), "Fraction"),
        (None, "Fraction"),
        ("nan", "1/3"),
        (sympy.Float(0.5), "Rational(1, 3)"),
        (sympy.Float(0.5) * sympy.I, "Rational(1, 3)"),
        (sympy.Float(0.5) * sympy.Symbol("x"), "Rational(1, 3)"),
    ],
    ids=repr,
)
def test_inexact_values_are_refused_with_a_way_out(value: object, advice: str) -> None:
    with pytest.raises(ExactnessError, match="theta") as caught:
        gaussian(value, "theta")
    assert advice in str(caught.value)
    assert isinstance(caught.value, TypeError)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "1/0",
        "1/-2",
        "1//2",
        "i*i",
        "1+2",
        "__import__('os')",
        "2**3",
        "１/0",
        "1.2.3",
        "1e",
        ".",
        "0.5/0.5",
        "1e1000",
        True,
        sympy.sqrt(2),
        sympy.Symbol("x"),
        sympy.nan,
        sympy.oo,
        sympy.pi,
    ],
    ids=repr,
)
def test_values_that_are_no_number_in_the_gaussian_field(value: object) -> None:
    with pytest.raises(InputError, match="theta"):
        gaussian(value, "theta")


def test_real_required() -> None:
    with pytest.raises(InputError, match="x is '1\\+i', which is not real"):
        rational("1+i", "x")


def test_long_numbers() -> None:
    digits = "7" * 4000
    assert rational(digits) == int(digits)
    with pytest.raises(InputError, match=r"4000 digits|8001 characters"):
        rational("7" * 8001)


def test_numbers_python_cannot_read() -> None:
    try:
        assert rational("7" * 5000, "x") == 7 * (10**5000 - 1) // 9
    except SymqnnError as error:
        assert "x" in str(error)
