r"""All derivatives up to order 3 of a trigonometric polynomial at many points, as one matrix
product.

Let :math:`b_{e}(\varphi)=\prod_l b_{e_l}(\varphi_l)` run over the M basis products (M = ∏(2d_l+1)).
Every partial derivative is :math:`\sum_eC_{ej}b_e`, so all D derivatives at N points are
Φ(N×M)·C(M×D).

**Rounding.** u = 2^-53. Each table entry cos kφ, sin kφ is in [-1, 1] and wrong by at most 2u; a
product of p of them, rounded p-1 times, is wrong by at most (1+2u)^p(1+u)^(p-1) - 1 ≤ 3.01pu; C is
rounded once (relative u); a sum of M products, in whatever order and with or without fused
operations, adds at most 1.01·M·u·Σ|C_ej|. Altogether column j is wrong by at most
(M+4p+8)·u·Σ_e|C_ej|. The sum may be nested: over M₁ products in the first angles, shared by all
points that agree in these, then over the M₂ = M/M₁ products in the others. A term then goes through
at most M₁ + M₂ ≤ M roundings (both at least 2), and the bound is the same. Underflow adds less than
M·2^-1000; coefficients are scaled so that Σ|C| of the value is 1, and the 8 above covers it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement, pairwise
from math import isqrt, prod

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.dyadic import Floats, Ints, cos_sin

ORDER = 3
UNIT = 2.0**-53
# relative surplus that covers the rounding of sums and products of up to 2^16 non-negative terms
UP = 1 + 2.0**-36


@dataclass(frozen=True)
class JetBatch:
    """Derivatives at N points with respect to φ: value (N,), gradient (N, p), Hessian (N, p, p),
    third derivatives (N, p, p, p).
    """

    value: Floats
    gradient: Floats
    hessian: Floats
    third: Floats


class Jets:
    """The derivatives of one polynomial, and bounds of their rounding errors.

    Everything is for L/scale, whose coefficients add up to 1 in absolute value; critical points and
    indices are the same.

    Args:
        poly: a trigonometric polynomial that is not zero.
    """

    def __init__(self, poly: TrigPoly) -> None:
        self.angles, self.degrees = poly.angles, poly.degrees
        total = sum(abs(int(value)) for value in poly.numerators)
        self.scale = Fraction(total, poly.denominator)
        shape = tuple(2 * degree + 1 for degree in self.degrees)
        self.products = prod(shape)
        self.unit = (self.products + 4 * self.angles + 8) * UNIT
        position = {index: k for k, index in enumerate(_multi_indices(self.angles))}
        self.coefficients = np.zeros((self.products, len(position)))
        for index, part in _partials(poly):
            rows = np.ravel_multi_index(tuple(part.exponents.T.astype(np.int64)), shape)
            # true division of Python integers is correctly rounded
            self.coefficients[rows, position[index]] = [
                int(value) * poly.denominator / (total * part.denominator)
                for value in part.numerators
            ]
        sums = np.abs(self.coefficients).sum(axis=0) * UP
        self._positions = [_symmetric(position, self.angles, order) for order in range(ORDER + 1)]
        self.sums = [sums[where] for where in self._positions]
        self.frequencies, self.amplitudes = _spectrum(poly, total)
        self.shared = self.angles // 2  # angles that go into the inner sum
        self._low = [
            0,
            *(position[(i,)] for i in range(self.angles)),
            *np.unique(self._positions[2]),
        ]
        self._low_coefficients = np.ascontiguousarray(self.coefficients[:, self._low])

    def at(self, centres: Ints) -> JetBatch:
        """Derivatives at dyadic angles, shape (N, p); each is wrong by at most ``unit`` times its
        entry of ``sums``.
        """
        values, places = np.unique(centres, return_inverse=True)
        cos, sin = (
            table[places.reshape(centres.shape)]
            for table in cos_sin(values[:, None] * np.arange(1, max(self.degrees) + 1))
        )
        columns = self._nested(centres, cos, sin)
        if columns is None:
            columns = self._products(cos, sin, range(self.angles)) @ self.coefficients
        return JetBatch(*(columns[:, where] for where in self._positions))

    def _nested(self, centres: Ints, cos: Floats, sin: Floats) -> Floats | None:
        """Φ·C by an inner sum over the first angles for each value that these take; None if the
        values hardly repeat.
        """
        if self.shared == 0 or len(centres) < 64:
            return None
        order = np.lexsort(centres[:, : self.shared].T)
        first = centres[order, : self.shared]
        starts = np.flatnonzero(np.append(True, (first[1:] != first[:-1]).any(axis=1)))
        if len(starts) * 8 > len(centres):
            return None
        representatives = order[starts]
        outer = self._products(cos[representatives], sin[representatives], range(self.shared))
        inner = (outer @ self.coefficients.reshape(outer.shape[1], -1)).reshape(
            len(starts), -1, self.coefficients.shape[1]
        )
        rest = self._products(cos[order], sin[order], range(self.shared, self.angles))
        columns = np.empty((len(centres), self.coefficients.shape[1]))
        for k, (start, end) in enumerate(pairwise([*starts.tolist(), len(centres)])):
            columns[order[start:end]] = rest[start:end] @ inner[k]
        return columns

    def _products(self, cos: Floats, sin: Floats, axes: range) -> Floats:
        """The basis products in some angles, from tables of cos kφ and sin kφ, shape (N, p, K)."""
        products = np.ones((len(cos), 1))
        for axis in axes:
            degree = self.degrees[axis]
            table = np.ones((len(cos), 2 * degree + 1))
            table[:, 1::2], table[:, 2::2] = cos[:, axis, :degree], sin[:, axis, :degree]
            products = (products[:, :, None] * table[:, None, :]).reshape(
                len(cos), products.shape[1] * table.shape[1]
            )
        return products

    def approximate(self, angles: Floats) -> tuple[Floats, Floats]:
        """Gradient (N, p) and Hessian (N, p, p) at angles in radians, without error bounds; for
        search only.
        """
        multiples = angles[:, :, None] * np.arange(1, max(self.degrees) + 1)
        columns = (
            self._products(np.cos(multiples), np.sin(multiples), range(self.angles))
            @ self._low_coefficients
        )
        return columns[:, 1 : self.angles + 1], columns[
            :, np.searchsorted(self._low, self._positions[2])
        ]


def _multi_indices(angles: int) -> Iterator[tuple[int, ...]]:
    for order in range(ORDER + 1):
        yield from combinations_with_replacement(range(angles), order)


def _partials(poly: TrigPoly) -> Iterator[tuple[tuple[int, ...], TrigPoly]]:
    known: dict[tuple[int, ...], TrigPoly] = {(): poly}
    for index in _multi_indices(poly.angles):
        if index:
            known[index] = known[index[:-1]].phase_derivative(index[-1])
        yield index, known[index]


def _symmetric(position: dict[tuple[int, ...], int], angles: int, order: int) -> Ints:
    """Column of the derivative ∂_i∂_j…, for all i, j, …: shape (angles,)*order."""
    result = np.empty((angles,) * order, dtype=np.int64)
    for index in np.ndindex(result.shape):
        result[index] = position[tuple(sorted(index))]
    return result


def _spectrum(poly: TrigPoly, total: int) -> tuple[Floats, Floats]:
    r"""Absolute frequencies κ, shape (K, p), and upper bounds of
    :math:`\sum_{|k|=\kappa}|\hat L_k|/\text{scale}`, shape (K,).

    With n non-zero entries of κ, Parseval's identity says Σ|L̂_k|² = Σa_e²/2^n over the 2^n vectors
    k with |k| = κ and the 2^n products e of frequencies κ; so by Cauchy's inequality
    Σ|L̂_k| ≤ √Σa_e².
    """
    squares: dict[tuple[int, ...], int] = {}
    for index, value in zip(
        ((poly.exponents.astype(np.int64) + 1) // 2).tolist(), poly.numerators.tolist(), strict=True
    ):
        squares[tuple(index)] = squares.get(tuple(index), 0) + int(value) ** 2
    frequencies = np.array(list(squares), dtype=np.float64).reshape(len(squares), poly.angles)
    # isqrt + 1 is an upper bound of the root, the quotient of integers is correctly rounded
    return frequencies, np.array(
        [(isqrt(value << 64) + 1) / (total << 32) for value in squares.values()]
    ) * UP
