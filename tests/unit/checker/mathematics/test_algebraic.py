"""Algebraic points of the torus: arithmetic modulo a polynomial against floats at its root."""

import cmath
import math
from fractions import Fraction

import pytest

from symqnn.checker.mathematics.algebraic import Field, remainder
from symqnn.checker.trusted.reading import Node
from symqnn.checker.trusted.verdict import Rejected

# x² = 2 on [1, 2]; cos = sin = x/2 at 45°
MODULUS, INTERVAL = Node(["-2", "0", "1"]), Node(["1", "2"])
ROOT = math.sqrt(2)
EIGHTH = [["0", "1/2"], ["0", "1/2"]]


def number(poly: list[Fraction]) -> float:
    return sum(float(x) * ROOT**k for k, x in enumerate(poly))


def test_products_at_the_root() -> None:
    field = Field(MODULUS, INTERVAL)
    (z,) = field.read_point(Node([EIGHTH]), 1)
    square = field.times(z, z)
    assert square == ([], [Fraction(1)])
    assert remainder([Fraction(1), Fraction(0), Fraction(0), Fraction(1)], field.modulus) == [1, 2]


def test_a_polynomial_along_a_line() -> None:
    """P = 3 cos φ_1 sin 2φ_2 - 1/2 on τ ↦ (π/4 + τ, π/4 - 2τ), against floats."""
    field = Field(MODULUS, INTERVAL)
    point = field.read_point(Node([EIGHTH, EIGHTH]), 2)
    terms = {(1, 4): Fraction(3), (0, 0): Fraction(-1, 2)}
    series = field.along(terms, point, (1, -2))
    for tau in (0.0, 0.3, -1.7):
        wanted = 3 * math.cos(math.pi / 4 + tau) * math.sin(2 * (math.pi / 4 - 2 * tau)) - 0.5
        found = sum(
            complex(number(re), number(im)) * cmath.exp(1j * n * tau)
            for n, (re, im) in series.items()
        )
        assert abs(found - wanted) < 1e-12


def test_determinants() -> None:
    field = Field(MODULUS, INTERVAL)
    x, one = [Fraction(0), Fraction(1)], [Fraction(1)]
    assert field.determinant([[x, one], [one, x]]) == [1]
    assert field.determinant([]) == one


@pytest.mark.parametrize(
    ("modulus", "interval", "reason"),
    [
        (["-2", "0", "1"], ["-2", "2"], "change its sign"),
        (["-2", "0", "1"], ["2", "1"], "change its sign"),
        (["5"], ["1", "2"], "change its sign"),
    ],
)
def test_an_interval_without_a_change_of_sign(modulus: list, interval: list, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        Field(Node(modulus), Node(interval))


@pytest.mark.parametrize(
    ("pair", "reason"),
    [([["0", "1/2"], ["1"]], "unit circle"), ([["0", "0", "1/2"], ["0"]], "degree below")],
)
def test_points_that_are_none(pair: list, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        Field(MODULUS, INTERVAL).read_point(Node([pair]), 1)
