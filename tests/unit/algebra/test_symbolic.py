"""To SymPy and back; what is no polynomial with rational coefficients is refused with its part."""

from fractions import Fraction

import pytest
import sympy
from sympy import I, Rational, cos, exp, pi, sin, symbols

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.symbolic import (
    matrix_to_sympy,
    rationals_to_sympy,
    trigpoly_from_sympy,
    trigpoly_to_sympy,
)
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import ExactnessError, InputError, SizeError

A, B = symbols("a b", real=True)


@pytest.mark.parametrize(
    "expression",
    [
        cos(A) ** 2 * sin(2 * B) / 3 - 5,
        (cos(A) + I * sin(A)) ** 2 * exp(-2 * I * A) + cos(2 * A + 2 * B - pi / 2),
        exp(2 * I * (A - B)) + exp(-2 * I * (A - B)),
        (1 + cos(2 * A)) ** 3,
        sympy.Integer(0),
    ],
)
def test_what_is_read_has_the_same_values(expression: sympy.Expr) -> None:
    poly = trigpoly_from_sympy(expression, [A, B])
    shown = trigpoly_to_sympy(poly, [A, B])
    for place in ({A: 0.3, B: -1.1}, {A: 2.0, B: 0.7}):
        assert abs(complex((shown - expression).evalf(subs=place))) < 1e-12
    assert trigpoly_from_sympy(shown, [A, B]) == poly


def test_units_of_the_angles() -> None:
    torus = Torus(("a", "b"), ("1/2", 1))
    poly = trigpoly_from_sympy(cos(A / 2) * sin(B), [A, B], torus)
    assert poly == TrigPoly.from_terms({"12": 1}, torus=torus)
    assert trigpoly_to_sympy(poly, [A, B]) == cos(A / 2) * sin(B)


@pytest.mark.parametrize(
    ("expression", "error", "said"),
    [
        (0.5 * cos(2 * A), ExactnessError, "SymPy Float"),
        (cos(2.0 * A), ExactnessError, "Float"),
        (cos(A), InputError, "frequency 1 in a"),
        (cos(2 * A + 1), InputError, "not of the form"),
        (cos(2 * A + pi / 3), InputError, "not of the form"),
        (A * cos(2 * A), InputError, "no polynomial"),
        (1 / cos(2 * A), InputError, "natural number"),
        (exp(2 * I * A), InputError, "real polynomial"),
        (cos(2 * symbols("c")), InputError, "not among the symbols"),
        (cos(2 * A) ** 509, SizeError, "powers up to"),
        (cos(256 * A), SizeError, "degree above 127"),
    ],
)
def test_what_is_refused(expression: object, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        trigpoly_from_sympy(expression, [A, B])


def test_symbols_are_counted() -> None:
    with pytest.raises(InputError, match="different SymPy symbols"):
        trigpoly_from_sympy(cos(2 * A), [A, A])
    with pytest.raises(InputError, match="1 symbols were given"):
        trigpoly_to_sympy(TrigPoly.from_terms({"11": 1}), [A])


def test_matrices() -> None:
    rows = [[Rational(1, 2), 3 * I], [-3 * I, 0]]
    assert matrix_to_sympy(GaussianMatrix.from_rows(rows)) == sympy.ImmutableMatrix(rows)
    assert rationals_to_sympy([[Fraction(1, 3)], [Fraction(-2)]]) == sympy.ImmutableMatrix(
        [[Rational(1, 3)], [-2]]
    )
