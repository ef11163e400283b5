"""Targets, θ* and sums of squares."""

from fractions import Fraction
from math import atan2

import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.torus import Torus
from symqnn.construction.targets import (
    circle_point_near,
    cosine,
    read_star,
    sine,
    sines,
    sum_of_squares,
)
from symqnn.errors import ExactnessError, InputError


@pytest.mark.parametrize(
    "total", ["1/4", "1/5", "49/100", "51/100", "3/10", "1/10", "1/1000", "1/2", "1", "7/8"]
)
def test_sum_of_squares_adds_up(total):
    parts = sum_of_squares(Fraction(total))
    assert len(parts) <= 4
    assert all(0 <= part <= 1 for part in parts)
    assert sum(part**2 for part in parts) == len(parts) * Fraction(total)


@pytest.mark.parametrize("total", ["0", "-1/4", "5/4"])
def test_r_squared_out_of_range(total):
    with pytest.raises(InputError, match="r_squared"):
        sum_of_squares(Fraction(total))


@pytest.mark.parametrize("theta", ["0", "7/10", "3/2", "-2", "31/10", "157/100"])
def test_circle_point_near_says_how_far(theta):
    point, distance = circle_point_near(theta)
    error = (atan2(point.sin, point.cos) - 2 * float(Fraction(theta))) / 2
    error -= round(error / 3.141592653589793) * 3.141592653589793
    assert abs(error) <= float(distance) + 1e-12
    # 157/100 is so close to π/2 that no fraction with a small denominator is near
    assert distance <= Fraction(1, 2000)
    assert theta == "157/100" or distance < Fraction(1, 10**6)


@pytest.mark.parametrize("unit", ["1", "1/3", "5/2"])
def test_circle_point_near_in_other_units(unit):
    point, distance = circle_point_near("7/10", unit=unit)
    error = atan2(point.sin, point.cos) / float(Fraction(unit)) - 0.7
    assert abs(error) <= float(distance) + 1e-12 < 1e-5


def test_theta_as_float_is_refused():
    with pytest.raises(ExactnessError, match="theta"):
        circle_point_near(0.7)


def test_targets_vanish_at_the_star():
    star = read_star(None, 3)
    for target in (
        sine(star, 1),
        cosine(star, [0, 2], Fraction(1, 3)),
        sines(star, (1, 2, 3)),
        sine(star, 0, 4),
    ):
        assert target.polynomial(Torus.default(3)).at(star) == 0


def test_star_of_wrong_length():
    with pytest.raises(InputError, match="circle_point_near"):
        read_star([CirclePoint(1, 0)], 2)
