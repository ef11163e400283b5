r"""Mean and variances of a trigonometric polynomial over uniform angles,
from its coefficients (Parseval).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.trigpoly import TrigPoly


@dataclass(frozen=True)
class Moments:
    r"""Mean and variances of a function of independent uniform angles.

    Args:
        mean: E f. variance: Var f. gradient: Var ∂f/∂θ_l, l = 1 … p, in the user's θ (the means of
            ∂_l f are 0).
        road: how they were found, in a few words.

    Where ``gradient[l]`` is 0, ∂_l f is 0 identically: a square with mean 0.
    """

    mean: Fraction
    variance: Fraction
    gradient: tuple[Fraction, ...]
    road: str

    def mean_square_loss(self, label: Fraction) -> Fraction:
        """E(f - y)² = Var f + (E f - y)²."""
        return self.variance + (self.mean - label) ** 2


def polynomial_moments(poly: TrigPoly) -> Moments:
    r"""Exact moments of a polynomial.

    .. math:: \operatorname{Var}f=\sum_{e\ne0}c_e^2\,2^{-|e|},\qquad
        \operatorname{Var}\partial_lf=g_l^2\sum_ek_l(e)^2c_e^2\,2^{-|e|}

    |e| is the number of angles in the term e, k_l(e) its frequency in φ_l = g_lθ_l: the mean of
    cos² or sin² is 1/2.

    Example:
        >>> poly = TrigPoly.from_terms({"00": 1, "11": "1/2"})  # cos 2θ₁ cos 2θ₂/2 + 1
        >>> found = polynomial_moments(poly)
        >>> found.mean, found.variance, found.gradient[0]
        (Fraction(1, 1), Fraction(1, 16), Fraction(1, 4))
    """
    mean, variance = Fraction(0), Fraction(0)
    gradient = [Fraction(0)] * poly.angles
    for index, value in poly.terms():
        angles = sum(map(bool, index))
        if not angles:
            mean = value
            continue
        share = value * value / 2**angles
        variance += share
        for axis, e in enumerate(index):
            gradient[axis] += ((e + 1) // 2) ** 2 * share
    scaled = tuple(unit**2 * value for unit, value in zip(poly.torus.units, gradient, strict=True))
    return Moments(mean, variance, scaled, "polynomial")
