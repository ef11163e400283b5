"""Label noise in one coordinate of Theorem 2's loss: how many minima are left, and how large the
basin of the lower one is.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import erf, exp, sqrt, tau

import numpy as np
import numpy.typing as npt

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.univariate.one_angle import critical_points


@dataclass(frozen=True)
class NoisyCoordinate:
    r"""One coordinate with noise ε_0, ε_1 in the labels of its two samples, φ counted from φ*.

    .. math:: \ell(\varphi)=(\sin\varphi-\varepsilon_0)^2+(r(1-\cos\varphi)+\varepsilon_1)^2

    Args:
        strength: r. noise: (ε_0, ε_1), exact.
    """

    strength: Fraction
    noise: tuple[Fraction, Fraction]

    @property
    def polynomial(self) -> TrigPoly:
        """ℓ, multiplied out."""
        r, (first, second) = self.strength, self.noise
        terms: dict[str | tuple[int, ...], object] = {
            "0": Fraction(1, 2) + first**2 + Fraction(3, 2) * r**2 + 2 * r * second + second**2,
            "1": -2 * r**2 - 2 * r * second,
            "2": -2 * first,
            "3": (r**2 - 1) / 2,
        }
        return TrigPoly.from_terms({index: value for index, value in terms.items() if value}, 1)

    @property
    def minima(self) -> int:
        """Number of local minima, exactly, by Sturm's theorem."""
        return len(critical_points(self.polynomial).minima)

    @property
    def inside_astroid(self) -> bool:
        r"""Whether there are two minima, by algebra alone: the four normals to an ellipse.

        .. math:: \tfrac12\ell'=A\sin\varphi\cos\varphi+B\sin\varphi-C\cos\varphi,\quad
            A=1-r^2,\;B=r^2+r\varepsilon_1,\;C=\varepsilon_0

        has four real zeros iff :math:`|B|^{2/3}+|C|^{2/3}<A^{2/3}`, that is :math:`A^2>B^2+C^2` and
        :math:`(A^2-B^2-C^2)^3>27A^2B^2C^2`.

        Example:
            >>> NoisyCoordinate(Fraction(1, 2), (Fraction(0), Fraction(0))).inside_astroid
            True
        """
        r, (first, second) = self.strength, self.noise
        a, b, c = (1 - r**2) ** 2, (r**2 + r * second) ** 2, first**2
        rest = a - b - c
        return rest > 0 and rest**3 > 27 * a * b * c


def probability_of_two_minima(strength: Fraction, sigma: float, points: int = 4001) -> float:
    r"""The probability that a coordinate keeps two minima under noise N(0, σ²),
    by quadrature over the astroid.

    .. math::
        \int_{-A}^{A}\frac{e^{-(b-r^2)^2/2r^2\sigma^2}}{\sqrt{2\pi}\,r\sigma}
        \operatorname{erf}\frac{(A^{2/3}-|b|^{2/3})^{3/2}}{\sqrt2\,\sigma}\,db,\quad A=1-r^2

    Example:
        >>> round(probability_of_two_minima(Fraction(1, 2), 1e-6), 6)
        1.0
    """
    r = float(strength)
    top, spread = 1 - r * r, r * sigma
    low, high = max(-top, r * r - 12 * spread), min(top, r * r + 12 * spread)
    if low >= high:
        return 0.0
    b = np.linspace(low, high, points)
    reach = np.maximum(top ** (2 / 3) - np.abs(b) ** (2 / 3), 0) ** 1.5 / (sqrt(2) * sigma)
    density = np.array(
        [
            exp(-(((x - r * r) / spread) ** 2) / 2) / (sqrt(tau) * spread) * erf(y)
            for x, y in zip(b, reach, strict=True)
        ]
    )
    return float(((density[1:] + density[:-1]) / 2 * np.diff(b)).sum())


@dataclass(frozen=True)
class Stationary:
    """Stationary points of one noisy coordinate in floats: minima with their values, lowest first,
    and maxima; angles φ in radians.
    """

    minima: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    maxima: npt.NDArray[np.float64]

    @property
    def basin(self) -> float:
        """The part of the circle from which gradient flow reaches the lower minimum: the arc
        between the two maxima; 1 if there is one minimum.
        """
        if len(self.minima) < 2:
            return 1.0
        best = self.minima[0]
        return float(((self.maxima - best) % tau).min() + ((best - self.maxima) % tau).min()) / tau


def stationary(coordinate: NoisyCoordinate) -> Stationary:
    """Where the derivative vanishes, from the zeros on the unit circle of a polynomial of degree 4.

    How many there are is decided exactly (:attr:`NoisyCoordinate.inside_astroid`); floats only say
    where.

    Example:
        >>> found = stationary(NoisyCoordinate(Fraction(1, 2), (Fraction(0), Fraction(0))))
        >>> found.values.round(6).tolist(), round(found.basin, 6)
        ([0.0, 1.0], 0.608173)
    """
    r, (first, second) = float(coordinate.strength), (float(part) for part in coordinate.noise)
    a, b, c = 1 - r * r, r * r + r * second, first
    # with z = e^{iφ}: 2i z² (A sin φ cos φ + B sin φ - C cos φ) = (A/2) z⁴ + (B - iC) z³ - (B + iC)
    # z - A/2
    roots = np.roots([a / 2, b - 1j * c, 0, -(b + 1j * c), -a / 2])
    real = np.angle(
        roots[np.abs(np.abs(roots) - 1).argsort()[: 4 if coordinate.inside_astroid else 2]]
    )
    bend = a * np.cos(2 * real) + b * np.cos(real) + c * np.sin(real)
    minima = real[bend > 0]
    values = (np.sin(minima) - first) ** 2 + (r * (1 - np.cos(minima)) + second) ** 2
    order = values.argsort()
    return Stationary(minima[order], values[order], real[bend < 0])
