"""Rational points of the circle."""

from fractions import Fraction

import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.errors import ExactnessError, InputError


def test_half_tangent_and_sum() -> None:
    point = CirclePoint.from_half_tangent("1/2")
    assert (point.cos, point.sin) == (Fraction(3, 5), Fraction(4, 5))
    assert point.plus(point) == CirclePoint("-7/25", "24/25")
    assert point.plus(CirclePoint.quarter_turns(1)) == CirclePoint("-4/5", "3/5")


@pytest.mark.parametrize(
    ("turns", "point"),
    [
        (0, (1, 0)),
        (1, (0, 1)),
        (2, (-1, 0)),
        (3, (0, -1)),
        (-1, (0, -1)),
        (4, (1, 0)),
        (7, (0, -1)),
    ],
)
def test_quarter_turns(turns: int, point: tuple[int, int]) -> None:
    assert CirclePoint.quarter_turns(turns) == CirclePoint(*point)  # type: ignore[arg-type]


def test_multiples() -> None:
    values, denominator = CirclePoint("3/5", "4/5").multiples(2)
    assert (values, denominator) == ((25, 15, 20, -7, 24), 25)
    assert CirclePoint("3/5", "4/5").multiples(0) == ((1,), 1)


def test_points_off_the_circle_and_floats() -> None:
    with pytest.raises(InputError, match=r"norm² 1/2; 1 is required"):
        CirclePoint("1/2", "1/2")  # type: ignore[arg-type]
    with pytest.raises(ExactnessError, match=r"cos is the float 0.6; .*Fraction\(3, 5\)"):
        CirclePoint(0.6, 0.8)  # type: ignore[arg-type]
    with pytest.raises(ExactnessError, match="half tangent"):
        CirclePoint.from_half_tangent(0.5)
