"""Sturm's theorem, half tangents and shifts against floats and against each other.

Modules: univariate/half_tangent, univariate/one_angle, univariate/sturm.
"""

from fractions import Fraction
from math import atan2, pi, tan

import numpy as np
import pytest
from flint import fmpq, fmpq_poly

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.shift import shifted
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import DimensionError, InputError
from symqnn.univariate.half_tangent import half_tangent_numerator, line_numerator, line_point
from symqnn.univariate.one_angle import CUTS, critical_points
from symqnn.univariate.sturm import (
    count_roots,
    isolate,
    rational_roots,
    root_bound,
    stays_positive,
    sturm_chain,
)

CUBIC = fmpq_poly([-6, 11, -6, 1])  # roots 1, 2, 3
POLY = TrigPoly.from_terms({"1": "1/2", "2": -3, "5": "2/7", "6": 1, "0": 4})


@pytest.mark.parametrize(
    ("lower", "upper", "count"), [(0, 4, 3), ("3/2", 4, 2), ("5/2", 4, 1), (4, 9, 0)]
)
def test_roots_are_counted(lower, upper, count):
    assert count_roots(sturm_chain(CUBIC), Fraction(lower), Fraction(upper)) == count


def test_multiple_roots_count_once():
    chain = sturm_chain(CUBIC * CUBIC)
    assert count_roots(chain, Fraction(0), Fraction(4)) == 3
    assert chain[-1].degree() == 3
    intervals = isolate(chain, Fraction(-100), Fraction(100))
    assert len(intervals) == 3
    for (lower, upper), root in zip(intervals, (1, 2, 3), strict=True):
        assert lower < root < upper


def test_bounds_signs_and_rational_roots():
    assert root_bound(CUBIC) > 3
    assert sorted(rational_roots(CUBIC * fmpq_poly([-2, 0, 1]))) == [1, 2, 3]
    square = fmpq_poly([1, 0, 1])
    assert stays_positive(square, None, None)
    assert stays_positive(CUBIC, Fraction(7, 2), None)
    assert not stays_positive(CUBIC, Fraction(5, 2), None)
    assert not stays_positive(CUBIC, None, Fraction(1, 2))  # the leading coefficient decides at -∞
    assert not stays_positive(-square, None, None)


@pytest.mark.parametrize("t", ["0", "2/3", "-5/4", "7"])
def test_the_line_carries_the_circle(t):
    """(1 + t²)^D f at φ = φ_cut + π + ψ, t = tan(ψ/2)."""
    cut, value = CirclePoint("5/13", "-12/13"), Fraction(t)
    point = line_point(value, cut)
    at = line_numerator(POLY, cut)(fmpq(value.numerator, value.denominator))
    assert Fraction(int(at.p), int(at.q)) == (1 + value**2) ** 3 * POLY.at([point])
    psi = atan2(point.sin, point.cos) - atan2(cut.sin, cut.cos) - pi
    assert abs(tan(psi / 2) - float(value)) < 1e-9


def test_both_half_tangent_forms_agree():
    whole = half_tangent_numerator(POLY)
    line = line_numerator(POLY, CirclePoint(-1, 0)) * POLY.denominator
    assert [int(line[k]) for k in range(7)] == [int(whole.to_dict().get((k,), 0)) for k in range(7)]


def test_shifts_are_substitutions():
    torus = Torus(("a", "b"), ("1/2", 3))
    poly = TrigPoly.from_terms({"13": 1, "20": "-2/3", "06": 5, "00": 1}, torus=torus)
    star, point = (
        (CirclePoint("3/5", "4/5"), CirclePoint("-8/17", "15/17")),
        (CirclePoint(0, 1), CirclePoint("5/13", "12/13")),
    )
    turned = shifted(poly, star)
    assert turned.torus == torus
    assert turned.at(point) == poly.at([a.plus(b) for a, b in zip(point, star, strict=True)])


def test_a_cut_is_found_even_if_all_usual_ones_are_critical():
    """A polynomial whose derivative vanishes at every cut of the list: the next ones are taken."""
    slope = TrigPoly.constant(1, 1)
    for t in CUTS:
        point = CirclePoint.from_half_tangent(t)
        slope = slope * (TrigPoly.from_terms({"1": -point.sin, "2": point.cos}))  # sin(φ - φ_t)
    terms = {}
    # an antiderivative in φ, without the constant of the slope
    for (index,), value in slope.terms():
        k = (index + 1) // 2
        if k:
            terms[(index + 1 if index % 2 else index - 1,)] = value / k if index % 2 else -value / k
    poly = TrigPoly.from_terms(terms)
    rest = slope - poly.phase_derivative(0)
    assert rest == TrigPoly.constant(rest.coefficient("0"), 1)
    found = critical_points(poly)
    assert poly.phase_derivative(0).at([found.cut]) != 0
    grid = np.linspace(-pi, pi, 20001)[:-1] + 1e-5
    signs = np.sign(poly.phase_derivative(0).numeric_phases(grid[:, None]))
    assert len(found.points) == int((signs != np.roll(signs, 1)).sum())


def test_what_has_no_list_is_refused():
    with pytest.raises(InputError, match="constant"):
        critical_points(TrigPoly.constant(2, 1))
    with pytest.raises(DimensionError, match="one is required"):
        critical_points(TrigPoly.from_terms({"11": 1}))
