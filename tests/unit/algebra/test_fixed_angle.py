"""Constant angles against SymPy's exact values and high-precision floats."""

import math
from fractions import Fraction

import mpmath
import pytest
import sympy

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.fixed_angle import FixedAngle, sum_text
from symqnn.errors import InputError

HALF, THIRD = Fraction(1, 2), Fraction(1, 3)


@pytest.mark.parametrize("k", range(-13, 26))
def test_surds_of_all_multiples_of_a_twelfth(k: int) -> None:
    angle = FixedAngle(pi=Fraction(k, 12))
    for sine, function in ((False, sympy.cos), (True, sympy.sin)):
        value = function(sympy.Rational(k, 12) * sympy.pi)
        found = angle.surd(sine)
        # cos π/12 = (√6 + √2)/4 and its like are no q√r
        assert (found is None) == (k % 12 in (1, 5, 7, 11))
        if found is not None:
            q, root = found
            assert sympy.Rational(q.numerator, q.denominator) * sympy.sqrt(root) == value


def test_points_of_arctangents() -> None:
    """cos and sin of 2·atan(1/2) are 3/5 and 4/5; atan(3/4) itself is rational."""
    double = FixedAngle(arctangents=((HALF, Fraction(2)),))
    assert double.point(Fraction(1)) == CirclePoint("3/5", "4/5")
    assert double.point(HALF) is None  # 1 + 1/4 is no square
    assert FixedAngle(arctangents=((Fraction(3, 4), Fraction(1)),)).point(Fraction(1)) == (
        CirclePoint("4/5", "3/5")
    )
    assert FixedAngle(pi=THIRD).point(Fraction(3)) == CirclePoint(-1, 0)
    assert FixedAngle(number=HALF).point(Fraction(1)) is None


@pytest.mark.parametrize("point", [CirclePoint("3/5", "4/5"), CirclePoint("-5/13", "-12/13")])
@pytest.mark.parametrize("step", [Fraction(1), Fraction(2), Fraction(2, 3)])
def test_at_is_an_inverse_of_point(point: CirclePoint, step: Fraction) -> None:
    angle = FixedAngle.at(point, step)
    assert angle.point(step) == point
    near = float(angle.enclosure(60).mid())
    assert math.isclose(math.cos(float(step) * near), float(point.cos))
    assert math.isclose(math.sin(float(step) * near), float(point.sin))


@pytest.mark.parametrize(
    "angle",
    [FixedAngle(pi=Fraction(1, 7)), FixedAngle(number=Fraction(31, 10)), FixedAngle(HALF, -THIRD)],
    ids=str,
)
@pytest.mark.parametrize("step", [Fraction(1), Fraction(2), HALF])
def test_the_bound_of_a_near_point_holds(angle: FixedAngle, step: Fraction) -> None:
    point, bound = angle.near(step)
    assert point.cos**2 + point.sin**2 == 1 and 0 < bound < Fraction(1, 2**45)
    with mpmath.workdps(60):
        exact = mpmath.mpf(angle.pi.numerator) / angle.pi.denominator * mpmath.pi
        exact += mpmath.mpf(angle.number.numerator) / angle.number.denominator
        turned = mpmath.atan2(
            mpmath.mpf(point.sin.numerator) / point.sin.denominator,
            mpmath.mpf(point.cos.numerator) / point.cos.denominator,
        )
        scale = mpmath.mpf(step.numerator) / step.denominator
        distance = mpmath.fmod(exact * scale - turned, 2 * mpmath.pi)
        distance = min(abs(distance), abs(abs(distance) - 2 * mpmath.pi)) / scale
        assert distance <= mpmath.mpf(bound.numerator) / bound.denominator


def test_sums_are_exact() -> None:
    total = FixedAngle(HALF, THIRD, ((HALF, Fraction(2)),)).plus(
        FixedAngle(HALF, arctangents=((HALF, Fraction(4)),)), -HALF
    )
    assert total == FixedAngle(Fraction(1, 4), THIRD)
    assert not total.plus(total, Fraction(-1)) and total.times(Fraction(2)).number == 2 * THIRD
    assert total.to_sympy() == sympy.pi / 4 + sympy.Rational(1, 3)
    assert str(total) == "pi/4 + 1/3" and str(FixedAngle()) == "0"
    assert (
        sum_text([(-HALF, "pi"), (Fraction(-3), "x"), (Fraction(2, 5), "")]) == "-pi/2 - 3*x + 2/5"
    )


def test_what_is_refused() -> None:
    with pytest.raises(InputError, match="arctangent as a decimal"):
        FixedAngle(arctangents=((HALF, Fraction(1)),)).near(Fraction(1))
    with pytest.raises(InputError, match="beyond 1000"):
        FixedAngle(arctangents=((HALF, Fraction(2002)),)).point(Fraction(1))
