"""Dyadic angles: cosines and sines within the error that everything after them counts on."""

import mpmath
import numpy as np

from symqnn.roots.dyadic import TURN, cos_sin, dyadic, radians


def test_errors_stay_below_the_bound() -> None:
    source = np.random.default_rng(0)
    drawn = source.integers(-3 * TURN, 3 * TURN, 200)
    edges = np.array([k * TURN // 8 + d for k in range(9) for d in (-1, 0, 1)])
    numerators = np.concatenate((drawn, edges)).reshape(-1, 1)
    cos, sin = cos_sin(numerators)
    assert cos.shape == sin.shape == numerators.shape
    with mpmath.workdps(40):
        for n, c, s in zip(numerators[:, 0], cos[:, 0], sin[:, 0], strict=True):
            angle = 2 * mpmath.pi * int(n) / TURN
            assert abs(mpmath.mpf(float(c)) - mpmath.cos(angle)) <= mpmath.mpf(2) ** -52
            assert abs(mpmath.mpf(float(s)) - mpmath.sin(angle)) <= mpmath.mpf(2) ** -52


def test_quarter_turns_are_exact() -> None:
    cos, sin = cos_sin(np.arange(5) * (TURN // 4))
    assert cos.tolist() == [1, 0, -1, 0, 1] and sin.tolist() == [0, 1, 0, -1, 0]


def test_nearest_dyadic_angles() -> None:
    numerators = np.random.default_rng(1).integers(0, TURN, 100)
    assert np.abs(dyadic(radians(numerators)) - numerators).max() <= 1
    assert dyadic(np.array([np.nan, 0.0])).tolist() == [0, 0]
