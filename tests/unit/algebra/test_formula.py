"""Formulas are read exactly, on another road than SymPy's; what is no polynomial is refused with
its place.
"""

import pytest
import sympy

from symqnn.algebra.formula import read_formula
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import ExactnessError, InputError, SizeError

TWO = Torus.default(2)
TEXTS = [
    "cos(2*theta1)**2 - 1/2*sin(2*theta1 + 2*theta2)*cos(2*theta2 - pi/2)",
    "-(cos(2*theta1) - 3/7)**3*(1 + sin(4*theta2))/5",
    "sin(2*theta1 - 4*theta2 + 3*pi/2) + 11/4",
]


@pytest.mark.parametrize("text", TEXTS)
def test_formulas_agree_with_sympy(text: str) -> None:
    symbols = sympy.symbols("theta1 theta2")
    expression = sympy.parse_expr(text, dict(zip(("theta1", "theta2"), symbols, strict=True)))
    expected = TrigPoly.from_sympy(sympy.nsimplify(expression), symbols, TWO)
    assert read_formula(text, TWO) == expected


def test_side_by_side_and_phases() -> None:
    torus = Torus(("gamma", "beta"), (1, 2))
    assert read_formula("2cos(φ1)sin(2beta) + 0.5", torus) == read_formula(
        "2*cos(gamma)*sin(phi2) + 1/2", torus
    )


@pytest.mark.parametrize("text", ["cos(2θ1)^2 - 3*sin(2θ₂)", "-1/7*cos(2θ₁)*sin(4θ₂)"])
def test_what_is_printed_is_read_again(text: str) -> None:
    found = read_formula(text, TWO)
    assert read_formula(repr(found), TWO) == found


@pytest.mark.parametrize(
    ("text", "error", "said"),
    [
        ("sqrt(2)*cos(2θ1)", ExactnessError, "not rational"),
        ("cos(2θ1 + 1)", ExactnessError, "multiple of pi/2"),
        ("cos(θ1)", InputError, "whole multiples of 2"),
        ("cos(2θ3)", InputError, "the angles are θ1, θ2"),
        ("cos(2θ1", InputError, "lacks a ')'"),
        ("cos(2θ1))", InputError, "cannot be read at ')'"),
        ("cos(2θ1)/0", InputError, "divides by"),
        ("1e5", InputError, "exact numbers"),
        ("cos(2θ1*θ2)", InputError, "product of two angles"),
        ("cos(2θ1)^17", SizeError, "powers up to"),
        ("(" * 70 + "1" + ")" * 70, SizeError, "nested"),
        ("__import__('os')", InputError, "cannot be read"),
        ("", InputError, "the formula is"),
    ],
)
def test_what_is_refused(text: str, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said.replace("(", r"\(").replace(")", r"\)")):
        read_formula(text, TWO)
