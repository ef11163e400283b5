"""Moments over uniform angles against sums over grids, which integrate such polynomials exactly."""

import random
from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.analysis.moments import polynomial_moments
from symqnn.loss.derivatives import gradient

TORUS = Torus(("a", "b"), (1, "3/2"))


@pytest.mark.parametrize("seed", range(5))
def test_against_grids(seed: int) -> None:
    """With more than 2·2·degree points an axis the mean of a square is exact up to rounding."""
    source = random.Random(seed)
    every = ["".join(index) for index in product("01234", repeat=2)]
    poly = TrigPoly.from_terms(
        {e: source.randint(-3, 3) for e in source.sample(every, 9)}, torus=TORUS
    )
    axes = [np.arange(12) * 2 * np.pi / 12 / float(unit) for unit in TORUS.units]
    theta = np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, 2)
    found = polynomial_moments(poly)
    values = poly.numeric(theta)
    assert np.isclose(float(found.mean), values.mean())
    assert np.isclose(float(found.variance), values.var())
    slopes = [part.numeric(theta).var() for part in gradient(poly)]
    assert np.allclose([float(x) for x in found.gradient], slopes)
    label = Fraction(2, 3)
    assert np.isclose(float(found.mean_square_loss(label)), ((values - 2 / 3) ** 2).mean())


def test_a_constant_has_no_variance() -> None:
    found = polynomial_moments(TrigPoly.from_terms({"00": "-5/2"}, torus=TORUS))
    assert (found.mean, found.variance, found.gradient) == (Fraction(-5, 2), 0, (0, 0))
