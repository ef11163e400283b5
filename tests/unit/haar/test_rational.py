"""Rational functions in d, h, κ: arithmetic, reading, printing.

Modules: haar/rational_shown.
"""

import pickle
from fractions import Fraction

import pytest
import sympy

from symqnn.errors import ExactnessError, InputError
from symqnn.haar.rational import (
    KAPPA,
    ONE,
    ZERO,
    D,
    H,
    RationalFunction,
    coefficients_in_d,
    series_at_infinity,
)


def test_lowest_terms_make_equal_functions_equal():
    assert (D**2 - 1) / (D - 1) == D + 1
    assert hash((D**2 - 1) / (D - 1)) == hash(D + 1)
    assert ((1 - D) / (1 - D**2)).denominator.leading_coefficient() > 0


def test_floats_are_refused():
    with pytest.raises(ExactnessError, match=r"Fraction\(1, 10\)"):
        D + 0.1


def test_poles_and_zero_denominators_are_named():
    with pytest.raises(InputError, match="pole at d = 3"):
        (1 / (D - 3)).substitute(d=3)
    with pytest.raises(InputError, match="denominator"):
        ONE / ZERO
    with pytest.raises(InputError, match="variables are d, h and kappa"):
        D.substitute(q=2)


def test_substitution_of_functions_and_numbers():
    f = (D * KAPPA - H) / (D + 1)
    assert f.substitute(kappa=1 / D, h=0) == 1 / (D + 1)
    assert f.at(d=2, h=1, kappa=Fraction(1, 3)) == Fraction(-1, 9)
    assert ZERO.at(d=5) == 0
    assert f.variables() == {"d", "h", "kappa"}


def test_pickle():
    f = (D**3 - 7 * KAPPA) / (2 * D**2 - H)
    assert pickle.loads(pickle.dumps(f)) == f


def test_sympy_and_text_agree_with_the_function():
    f = 3 * (D**2 - 9) * (KAPPA * D - 2) ** 2 / (8 * (D**2 - 2))
    d, kappa = sympy.symbols("d kappa")
    assert (
        sympy.cancel(f.to_sympy() - 3 * (d**2 - 9) * (kappa * d - 2) ** 2 / (8 * (d**2 - 2))) == 0
    )
    assert sympy.cancel(sympy.sympify(str(f).replace("^", "**")) - f.to_sympy()) == 0
    assert str(ONE / 2) == "1/2"
    assert str(-(D + 1) / D) == "-(d + 1)/d"
    assert r"\kappa" in f.to_latex()
    assert RationalFunction.from_sympy(f.to_sympy()) == f


def test_series_at_infinity_against_sympy():
    f = (3 * D**3 - D + 5) / ((D - 2) * (D**2 + 7))
    x = sympy.symbols("x", positive=True)
    series = sympy.series(f.to_sympy().subs(sympy.Symbol("d"), 1 / x).cancel(), x, 0, 5).removeO()
    assert series_at_infinity(f, 4) == [
        Fraction(int(c.p), int(c.q)) for c in (series.coeff(x, k) for k in range(5))
    ]
    assert series_at_infinity(ZERO, 1) == [0, 0]
    with pytest.raises(InputError, match="unbounded"):
        series_at_infinity(D, 1)


def test_coefficients_refuse_other_variables():
    assert coefficients_in_d((D**2 + 3).numerator) == [3, 0, 1]
    with pytest.raises(InputError, match="not in d alone"):
        coefficients_in_d((D * KAPPA).numerator)


def test_of_reads_rational_text():
    assert RationalFunction.of("3/5") == Fraction(3, 5)
