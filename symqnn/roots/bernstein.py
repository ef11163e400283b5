r"""Bernstein coefficients, in floats, of the derivatives of a trigonometric polynomial over many
boxes of the charts of the torus.

Chart e of the torus is :math:`\varphi_l=\alpha_l+\pi e_l+2\arctan t_l`, -1 ≤ t_l ≤ 1. There
:math:`\partial_iL\prod_l(1+t_l^2)^{d_l}` is a polynomial of degree n_l = 2d_l in t_l. On a box it
lies between its least and its greatest Bernstein coefficient.

**Rounding.** u = 2^-53. The first coefficients are nested sums of Σ(2d_l+1) products of numbers
rounded once: wrong by at most (Σ_l(2d_l+1)+8p+8)·u·K or so, K the same sums of absolute values. A
coefficient over half a box is an average of n+1 others: the error grows by at most (n+2)·u times
the largest, which is at most 1. Charts.unit times (depth + 1) is above twice both.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from math import comb, frexp

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.dyadic import Floats, Ints

# tan(α_l/2) = a/b with a prime number a² + b² above 10^6: a critical point whose cosines and sines
# are small rational numbers, as symmetric losses have, is on no face of a box but very small ones,
# since at t = n/2^k the denominator n² + 4^k would be a multiple
ORIGINS = tuple(
    Fraction(a, b)
    for a, b in (
        (146, 1021),
        (224, 1009),
        (192, 1013),
        (233, 1010),
        (186, 1025),
        (170, 1017),
        (179, 1014),
        (128, 1023),
    )
)
UNIT = 2.0**-53


@cache
def _basis(degree: int) -> Floats:
    """Bernstein coefficients on [-1, 1] of 1, cos φ, sin φ, …, cos dφ, sin dφ times (1+t²)^d/2^d,
    shape (2d+1, 2d+1).

    With z = (1+t)/(1-t) they are, divided by binomial coefficients, the coefficients of (-i)^k
    (1+iz)^2k (1+z²)^(d-k).
    """
    rows = []
    for k in range(degree + 1):
        coefficients = np.array([(-1j) ** k])
        for _ in range(2 * k):
            coefficients = np.convolve(coefficients, (1, 1j))
        for _ in range(degree - k):
            coefficients = np.convolve(coefficients, (1, 0, 1))
        rows += [coefficients.real, coefficients.imag]
    table = np.array([rows[0], *rows[2:]])
    return np.asarray(table / [comb(2 * degree, j) for j in range(2 * degree + 1)])


def _chart_matrix(degree: int, tau: Fraction, sign: int) -> Floats:
    """From the coefficients of 1, cos φ, sin φ, … to the Bernstein coefficients over the chart
    around α, or its opposite (sign -1).
    """
    result = [_basis(degree)[0]]
    z = complex((1 - tau**2) / (1 + tau**2), 2 * tau / (1 + tau**2)) * sign
    for k in range(1, degree + 1):
        cosine, sine = _basis(degree)[2 * k - 1], _basis(degree)[2 * k]
        turn = z**k  # the addition theorems
        result += [turn.real * cosine - turn.imag * sine, turn.imag * cosine + turn.real * sine]
    return np.array(result).T


@cache
def _halving(degree: int) -> Floats:
    """The matrix from the coefficients over a box to those over both halves, shape (2, n+1, n+1):
    de Casteljau's averages.
    """
    lower = np.array([[comb(j, i) / 2**j for i in range(degree + 1)] for j in range(degree + 1)])
    return np.stack((lower, lower[::-1, ::-1]))


@cache
def _slopes(degree: int) -> Floats:
    """The matrix from the coefficients over a box to those, of the same degree, of the derivative,
    the edge of the box being 1.
    """
    matrix = np.zeros((degree + 1, degree + 1))
    for k in range(degree + 1):
        matrix[k, max(k - 1, 0)] -= k
        matrix[k, min(k + 1, degree)] += degree - k
        matrix[k, k] += 2 * k - degree
    return matrix


def along(matrix: Floats, coefficients: Floats, axis: int) -> Floats:
    """Apply a matrix in one angle to coefficients of shape (N, p, n_1+1, …, n_p+1)."""
    shape = coefficients.shape
    inner = int(np.prod(shape[axis + 3 :]))
    flat = coefficients.reshape(-1, shape[axis + 2], inner)
    result = flat[:, :, 0] @ matrix.T if inner == 1 else matrix @ flat
    return np.ascontiguousarray(result.reshape(*shape[: axis + 2], len(matrix), *shape[axis + 3 :]))


def _dense(part: TrigPoly, shape: tuple[int, ...], power: int) -> Floats:
    """The coefficients over 2^power, shape (1, 1, …)."""
    tensor = np.zeros((1, 1, *shape))
    up, down = max(-power, 0), max(power, 0)
    tensor[(0, 0, *part.exponents.T)] = [
        (int(value) << up) / (part.denominator << down) for value in part.numerators
    ]
    return tensor


def _third_sums(poly: TrigPoly, origin: Sequence[Fraction]) -> Floats:
    """Σ_e|a_e|·k_i‖k‖₁² over the coefficients of L/scale in angles counted from the origin: bounds
    of the third derivatives, shape (p,).
    """
    shape = tuple(2 * degree + 1 for degree in poly.degrees)
    total = sum(abs(int(value)) for value in poly.numerators)
    tensor = np.zeros((1, 1, *shape))
    tensor[(0, 0, *poly.exponents.T)] = [int(value) / total for value in poly.numerators]
    for axis, (degree, tau) in enumerate(zip(poly.degrees, origin, strict=True)):
        turn = np.eye(2 * degree + 1)
        z = complex((1 - tau**2) / (1 + tau**2), 2 * tau / (1 + tau**2))
        for k in range(1, degree + 1):
            c, s = (z**k).real, (z**k).imag  # the addition theorems
            turn[2 * k - 1 : 2 * k + 1, 2 * k - 1 : 2 * k + 1] = [[c, s], [-s, c]]
        tensor = along(turn, tensor, axis)
    frequencies = (np.indices(shape) + 1) // 2
    weights = np.abs(tensor[0, 0]) * frequencies.sum(axis=0) ** 2
    return np.asarray((frequencies * weights).reshape(poly.angles, -1).sum(axis=1))


class Charts:
    """The charts of the torus of one polynomial.

    Args:
        poly: a trigonometric polynomial that depends on each of its angles.
        origin: tan(α_l/2).
        groups: the polynomials whose coefficients are wanted, none with a frequency that ``poly``
            does not have; those of one group are scaled by one power of 2. By default the
            derivatives, each a group of its own.
    """

    def __init__(
        self,
        poly: TrigPoly,
        origin: Sequence[Fraction],
        groups: Sequence[Sequence[TrigPoly]] | None = None,
    ) -> None:
        self.angles, self.degrees = poly.angles, poly.degrees
        self.origin = tuple(origin)
        self.third_sums = _third_sums(poly, self.origin)
        self.offsets = np.array([2 * np.arctan(float(tau)) for tau in self.origin])
        shape = tuple(2 * degree + 1 for degree in self.degrees)
        self.size = int(np.prod(shape))
        self._matrices = [
            [_chart_matrix(degree, tau, sign) for sign in (1, -1)]
            for degree, tau in zip(self.degrees, self.origin, strict=True)
        ]
        self._tensors: list[Floats] = []
        self.exponents: list[int] = []
        worst = 0.0
        wanted = (
            [[poly.phase_derivative(axis)] for axis in range(self.angles)]
            if groups is None
            else groups
        )
        for group in wanted:
            # a common power of 2 keeps floats in range; true division of Python integers is
            # correctly rounded
            sizes = [
                max((abs(int(value)) for value in part.numerators), default=1).bit_length()
                - part.denominator.bit_length()
                for part in group
            ]
            power = max(sizes)
            tensors = [_dense(part, shape, power) for part in group]
            charts = range(1 << self.angles)
            largest = max(
                float(np.abs(self._expand(tensor, chart)).max())
                for tensor in tensors
                for chart in charts
            )
            exponent = frexp(largest * (1 + 2.0**-30))[1]
            self.exponents.append(-exponent - power)
            for tensor in tensors:
                self._tensors.append(tensor * 2.0**-exponent)
                bound = np.abs(self._tensors[-1])
                for other in range(self.angles):
                    bound = along(np.abs(self._matrices[other][0]), bound, other)
                worst = max(worst, float(bound.max()))
        self.unit = (
            4 * UNIT * max((sum(shape) + 8 * self.angles + 8) * worst, float(max(shape) + 2))
        )

    def _expand(self, tensor: Floats, chart: int) -> Floats:
        for axis in range(self.angles):
            tensor = along(
                self._matrices[axis][chart >> (self.angles - 1 - axis) & 1], tensor, axis
            )
        return tensor

    def coefficients(self, chart: int) -> Floats:
        """Over a whole chart, all in [-1, 1]: shape (1, p, n_1+1, …, n_p+1)."""
        return np.concatenate([self._expand(tensor, chart) for tensor in self._tensors], axis=1)

    def opposite(self, charts: Ints) -> Ints:
        """The bits e of N charts, shape (N, p)."""
        return np.asarray(charts[:, None] >> np.arange(self.angles - 1, -1, -1) & 1)

    def radians(self, charts: Ints, tangents: Floats) -> Floats:
        """Angles φ of points t, each of its chart, shape (N, p)."""
        return np.asarray(self.offsets + np.pi * self.opposite(charts) + 2 * np.arctan(tangents))

    def tangents(self, charts: Ints, angles: Floats) -> Floats:
        """Coordinates t, each in its chart, of angles φ in radians, shape (N, p)."""
        away = angles - self.offsets - np.pi * self.opposite(charts)
        return np.asarray(np.tan(((away + np.pi) % (2 * np.pi) - np.pi) / 2))


def halves(coefficients: Floats, axis: int) -> Floats:
    """The coefficients over the lower and the upper half of each box: (2N, …), the halves of box i
    at 2i and 2i + 1.
    """
    shape = coefficients.shape
    both = along(_halving(shape[axis + 2] - 1).reshape(-1, shape[axis + 2]), coefficients, axis)
    split = both.reshape(*shape[: axis + 2], 2, *shape[axis + 2 :])
    return np.ascontiguousarray(np.moveaxis(split, axis + 2, 1)).reshape(-1, *shape[1:])


def injective(coefficients: Floats, rows: Floats, slack: Floats) -> np.ndarray:
    """Whether, on each box, the matrix of the derivatives of the combinations is strictly
    diagonally dominant.

    Args:
        coefficients: shape (N, p, …). rows: whole numbers y, shape (N, p, p), any of which may turn
            out different by 1.
        slack: for each box what an entry, summed up over a row, may be wrong by, shape (N,).
    """
    number, p = coefficients.shape[:2]
    left, margins = np.arange(number), np.full(number, np.inf)
    for i in range(p):  # most boxes fail in the first rows
        combined = _combined(rows[left, i], coefficients[left])
        entries = _all_slopes(combined)[:, :, 0]
        own = entries[:, i] * np.sign(entries[:, i, :1])
        others = np.abs(entries).sum(axis=1) - np.abs(entries[:, i])
        margins[left] = np.minimum(margins[left], (own - others).min(axis=1))
        left = left[margins[left] > slack[left]]
    good = np.zeros(number, dtype=bool)
    # a weight that is different by 1 changes an entry by a slope of one polynomial
    largest = np.abs(_all_slopes(coefficients[left])).max(axis=3).sum(axis=(1, 2))
    good[left] = margins[left] > slack[left] + largest
    return good


def _combined(weights: Floats, coefficients: Floats) -> Floats:
    """One combination of the polynomials of each box: shape (N, 1, n_1+1, …, n_p+1)."""
    number, p, *shape = coefficients.shape
    combined = weights[:, None, :] @ coefficients.reshape(number, p, int(np.prod(shape)))
    return np.asarray(combined.reshape(number, 1, *shape))


def _all_slopes(coefficients: Floats) -> Floats:
    """The derivatives of all polynomials in all directions: box, direction, polynomial,
    coefficient.
    """
    number, polynomials, *shape = coefficients.shape
    parts = [along(_slopes(n - 1), coefficients, axis) for axis, n in enumerate(shape)]
    return np.stack(parts, axis=1).reshape(number, len(shape), polynomials, int(np.prod(shape)))
