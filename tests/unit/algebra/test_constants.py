"""Constants among the angles: the same function with fewer terms, and floats within a period.

What networks with such constants give stands in tests/unit/model/test_constants.py.
"""

import random
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from symqnn.algebra.constants import settled, with_constants
from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly


@pytest.mark.parametrize("pi", ["1/4", "1/6", "3/4", "-5/6", "1/3", "1/2"])
def test_settled_is_the_same_function(pi: str) -> None:
    source = random.Random(pi)
    torus = Torus(("a", "c"), (1, 1), (FixedAngle(pi=Fraction(pi)),))
    drawn = {"".join(index): source.randint(-5, 5) for index in product("012", "01234")}
    poly = TrigPoly.from_terms(drawn, torus=torus)
    simple = settled(poly)
    theta = np.random.default_rng(0).uniform(-9, 9, (20, 1))
    assert np.abs(simple.numeric(theta) - poly.numeric(theta)).max() < 1e-12
    assert len(simple) < len(poly)
    assert settled(simple) == simple


def test_equal_functions_have_equal_coefficients() -> None:
    """sin²c + cos²c = 1 and sin c = cos c at π/4, multiplied out or not."""
    torus = Torus(("a", "c"), (1, 1), (FixedAngle(pi=Fraction(1, 4)),))
    cos, sin = (TrigPoly.from_terms({index: 1}, torus=torus) for index in ("01", "02"))
    assert (
        settled(cos * cos) == settled(sin * sin) == TrigPoly.from_terms({"00": "1/2"}, torus=torus)
    )
    assert settled(cos) == settled(sin) != TrigPoly.from_terms({"00": "1/2"}, torus=torus)


def test_floats_have_the_constants_behind_the_parameters() -> None:
    constants = (FixedAngle(pi=Fraction(1, 3)), FixedAngle(number=Fraction(3, 10)))
    torus = Torus(("a", "b", "c", "d"), (1, 2, 1, 2), constants)
    theta = np.arange(12.0).reshape(3, 2, 2)
    made = with_constants(theta, torus)
    assert made.shape == (3, 2, 4) and (made[..., :2] == theta).all()
    assert np.abs(np.cos(made[..., 2]) - 0.5).max() < 1e-15
    assert np.abs(np.sin(2 * made[..., 3]) - np.sin(0.6)).max() < 1e-15
    assert with_constants(theta, Torus.default(2)) is theta
