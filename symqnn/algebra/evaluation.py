r"""Floating values and gradients of trigonometric polynomials at many points, in blocks of bounded
memory.

The angles are cut into two groups: :math:`f=\sum_{a,b}C_{ab}\,u_a(\varphi)\,v_b(\varphi)` with
basis products u in the first group and v in the second one. For dense polynomials C is contracted
by matrix products, :math:`Cv` at a block of points at once; where few of the products occur, all
angles stand in the first group and C is one column of coefficients. Estimated times decide.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from symqnn.algebra.bits import sort_keys

FloatArray = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]
Basis = Sequence[FloatArray]  # one array an angle, shape (2·degree + 1, points)
FEW = 500_000  # points · angles · terms up to which a plan does not pay
BLOCK = 2**18  # entries of one intermediate array: 2 MB
FLOP, TOUCH = 0.15, 1.0  # nanoseconds of an entry of a matrix product, and of an array operation


class Products(Protocol):
    """Basis products in a group of angles."""

    @property
    def axes(self) -> tuple[int, ...]:
        """Positions of the angles."""

    @property
    def count(self) -> int:
        """Number of products."""

    @property
    def touches(self) -> int:
        """Array entries that the values at one point take."""

    def values(self, basis: Basis, points: int) -> FloatArray:
        """The products at all points, shape (products, points)."""

    def slopes(self, weights: FloatArray, basis: Basis, slope: Basis) -> list[FloatArray]:
        """Derivatives, an angle at a time, of the sum of the products with weights, shape
        (products, points).
        """


@dataclass(frozen=True)
class AllProducts:
    """All basis products of some angles, in lexicographic order.

    Args:
        axes: positions of the angles. sizes: 2·degree + 1 of each.
    """

    axes: tuple[int, ...]
    sizes: tuple[int, ...]

    @property
    def count(self) -> int:
        """Number of products."""
        return prod(self.sizes)

    @property
    def touches(self) -> int:
        """One multiplication a product."""
        return self.count

    def values(self, basis: Basis, points: int) -> FloatArray:
        """The products at all points, by Kronecker products angle by angle."""
        if not self.axes:
            return np.ones((1, points))
        result = basis[self.axes[0]]
        for axis in self.axes[1:]:
            result = (result[:, None] * basis[axis]).reshape(-1, points)
        return result

    def slopes(self, weights: FloatArray, basis: Basis, slope: Basis) -> list[FloatArray]:
        """The weights contracted with the basis of the other angles and the slope of one."""
        found, points = [], weights.shape[-1]
        front = weights  # the angles before the current one are contracted
        for k, axis in enumerate(self.axes):
            inner = front.reshape(self.sizes[k], -1, points)
            tail = _contract(inner, slope[axis])
            for j in range(k + 1, len(self.axes)):
                tail = _contract(tail.reshape(self.sizes[j], -1, points), basis[self.axes[j]])
            found.append(tail.reshape(points))
            front = _contract(inner, basis[axis])
        return found


@dataclass(frozen=True, eq=False)
class ListedProducts:
    """Some basis products.

    Args:
        axes: positions of the angles. indices: basis indices, shape (products, axes).
    """

    axes: tuple[int, ...]
    indices: Indices

    @property
    def count(self) -> int:
        """Number of products."""
        return len(self.indices)

    @property
    def touches(self) -> int:
        """A selection and a multiplication a product and angle."""
        return 2 * self.count * max(1, len(self.axes))

    def _rows(self, basis: Basis) -> list[FloatArray]:
        return [basis[axis][self.indices[:, k]] for k, axis in enumerate(self.axes)]

    def values(self, basis: Basis, points: int) -> FloatArray:
        """The products at all points."""
        result = np.ones((self.count, points))
        for row in self._rows(basis):
            result *= row
        return result

    def slopes(self, weights: FloatArray, basis: Basis, slope: Basis) -> list[FloatArray]:
        """Products before and after each angle: no division, so zeros do no harm."""
        rows, turned = self._rows(basis), self._rows(slope)
        before = [weights]
        for row in rows[:-1]:
            before.append(before[-1] * row)
        after, found = np.ones_like(weights), []
        for k in reversed(range(len(rows))):
            found.append((before[k] * turned[k] * after).sum(axis=0))
            after *= rows[k]
        return found[::-1]


@dataclass(frozen=True, eq=False)
class Evaluation:
    r"""A polynomial :math:`\sum_ea_e\prod_lb_{e_l}(\varphi_l)`, ready for floating values at many
    points.

    Args:
        degrees: the largest frequency of each angle. first, second: the two groups.
        coefficients: C, shape (first.count, second.count).
    """

    degrees: tuple[int, ...]
    first: Products
    second: Products
    coefficients: FloatArray

    def step(self, most: int) -> int:
        """Number of points in a block, at most ``most``."""
        return max(8, min(most, BLOCK // self._width))

    @property
    def _width(self) -> int:
        return max(self.first.touches, self.second.touches, sum(self.degrees) + 1)

    def values(self, phases: FloatArray) -> FloatArray:
        """Values at n points φ in radians, shape (n, angles)."""
        result, step = np.empty(len(phases)), self.step(4096)
        for start in range(0, len(phases), step):
            block = phases[start : start + step]
            basis, _ = _basis(block, self.degrees, with_slopes=False)
            first = self.first.values(basis, len(block))
            inner = self._inner(basis, len(block), len(block))
            result[start : start + step] = np.einsum("kn,kn->n", first, inner)
        return result

    def values_and_gradients(self, phases: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Values, shape (n,), and gradients ∂/∂φ, shape (n, angles), at n
        points φ, shape (n, angles).

        All matrix products have one size, the last one padded: how a sum is rounded depends on the
        shape of a matrix product, and so would the result at one point on how many others there
        are. What is done entry by entry is done for several of them at once.
        """
        step = self.step(256)
        whole = -(-len(phases) // step) * step
        padded = np.zeros((whole, phases.shape[1]))
        padded[: len(phases)] = phases
        values, gradients = np.empty(whole), np.zeros(padded.shape[::-1])
        block = step * max(1, BLOCK // (2 * step * self._width))
        for start in range(0, whole, block):
            rows = slice(start, min(start + block, whole))
            basis, slope = _basis(padded[rows], self.degrees, with_slopes=True)
            points = rows.stop - start
            first, inner = self.first.values(basis, points), self._inner(basis, points, step)
            values[rows] = np.einsum("kn,kn->n", first, inner)
            sides = [(self.first, inner)]
            if self.second.axes:
                sides.append((self.second, _by_steps(self.coefficients.T, first, step)))
            for group, weights in sides:
                for axis, part in zip(group.axes, group.slopes(weights, basis, slope), strict=True):
                    gradients[axis, rows] = part
        return values[: len(phases)], np.ascontiguousarray(gradients.T[: len(phases)])

    def _inner(self, basis: Basis, points: int, step: int) -> FloatArray:
        """Cv at the points, shape (first.count, points), by products with ``step`` columns."""
        if not self.second.axes:
            return np.broadcast_to(self.coefficients, (self.first.count, points))
        return _by_steps(self.coefficients, self.second.values(basis, points), step)


def _by_steps(matrix: FloatArray, columns: FloatArray, step: int) -> FloatArray:
    """A matrix product, so many columns at a time, which divides their number."""
    points = columns.shape[1]
    if points == step:
        return matrix @ columns
    result = np.empty((len(matrix), points))
    for start in range(0, points, step):
        part = slice(start, start + step)
        np.matmul(matrix, columns[:, part], out=result[:, part])
    return result


def _contract(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Sum over the first axis of an array of shape (size, rest, points), with weights of shape
    (size, points).
    """
    total: FloatArray = values[0] * weights[0]
    for part, weight in zip(values[1:], weights[1:], strict=True):
        total += part * weight
    return total


def _basis(
    phases: FloatArray, degrees: Sequence[int], with_slopes: bool
) -> tuple[list[FloatArray], list[FloatArray]]:
    """The basis 1, cos φ, sin φ, cos 2φ, … of each angle at n points and its derivatives, shape
    (2·degree + 1, n).
    """
    basis, slope = [], []
    cosines, sines = waves(np.ascontiguousarray(phases.T))
    for c1, s1, degree in zip(cosines, sines, degrees, strict=True):
        table, turned = np.empty((2, 2 * degree + 1, len(phases)))
        table[0], turned[0] = 1, 0
        c, s = c1, s1
        for k in range(1, degree + 1):
            table[2 * k - 1], table[2 * k] = c, s
            if with_slopes:
                turned[2 * k - 1], turned[2 * k] = -k * s, k * c
            c, s = c * c1 - s * s1, s * c1 + c * s1
        basis.append(table)
        slope.append(turned)
    return basis, slope


def evaluation(exponents: npt.NDArray[np.uint8], coefficients: FloatArray) -> Evaluation:
    """Plan the evaluation of a polynomial.

    Args:
        exponents: basis indices, shape (terms, angles), pairwise different. coefficients: shape
            (terms,).
    """
    angles = exponents.shape[1]
    top = exponents.max(axis=0, initial=0).astype(int).tolist()
    degrees = tuple((e + 1) // 2 for e in top)
    moving = [axis for axis in range(angles) if degrees[axis]]
    listed = exponents.astype(np.intp)
    single = ListedProducts(tuple(moving), listed[:, moving])
    best = Evaluation(degrees, single, AllProducts((), ()), coefficients.reshape(-1, 1))
    cut = _cut([2 * degrees[axis] + 1 for axis in moving])
    if not 0 < cut < len(moving) or len(coefficients) < 4:
        return best
    first, row = _group(exponents, moving[:cut], degrees)
    second, column = _group(exponents, moving[cut:], degrees)
    dense = FLOP * first.count * second.count + TOUCH * (first.touches + second.touches)
    if dense > TOUCH * single.touches:
        return best
    matrix = np.zeros((first.count, second.count))
    matrix[row, column] = coefficients
    return Evaluation(degrees, first, second, matrix)


@dataclass(frozen=True, eq=False)
class FloatPolynomial:
    """A polynomial with rounded coefficients: a few values term by term, many by an
    :class:`Evaluation`.

    Args:
        exponents: basis indices, shape (terms, angles), pairwise different. coefficients: shape
            (terms,).
    """

    exponents: npt.NDArray[np.uint8]
    coefficients: FloatArray

    @cached_property
    def plan(self) -> Evaluation:
        """The coefficients arranged for many points."""
        return evaluation(self.exponents, self.coefficients)

    def values(self, phases: FloatArray) -> Any:
        """Values at phases φ in radians, shape (…, angles)."""
        shape = phases.shape[:-1]
        if phases.size * len(self.coefficients) > FEW:
            return self.plan.values(phases.reshape(prod(shape), phases.shape[-1])).reshape(shape)[
                ()
            ]
        product = self.coefficients * np.ones((*shape, 1))
        for axis, top in enumerate(self.exponents.max(axis=0, initial=0).tolist()):
            phase = phases[..., axis, None] * np.arange(1, (top + 1) // 2 + 1)
            pairs = np.stack((np.cos(phase), np.sin(phase)), -1)
            table = np.concatenate(
                (np.ones((*shape, 1)), pairs.reshape(*shape, 2 * phase.shape[-1])), -1
            )
            product = product * table[..., self.exponents[:, axis]]
        return product.sum(axis=-1)


def waves(phases: FloatArray) -> tuple[FloatArray, FloatArray]:
    """(cos φ, sin φ) by the tangent of φ/2, for which NumPy has vector instructions where it has
    none for the two.
    """
    half = np.tan(phases / 2)
    square = half * half
    norm = 1 / (1 + square)
    return (1 - square) * norm, 2 * half * norm


def _cut(sizes: Sequence[int]) -> int:
    """Where to cut the angles so that both groups have about as many products."""
    total = prod(sizes)
    return min(range(len(sizes) + 1), key=lambda k: abs(prod(sizes[:k]) ** 2 - total))


def _group(
    exponents: npt.NDArray[np.uint8], axes: Sequence[int], degrees: Sequence[int]
) -> tuple[Products, Indices]:
    """The products that occur in a group of angles, and the place among them of each term."""
    inside = np.ascontiguousarray(exponents[:, axes])
    sizes = tuple(2 * degrees[axis] + 1 for axis in axes)
    _, chosen, place = np.unique(sort_keys(inside), axis=0, return_index=True, return_inverse=True)
    if len(chosen) * 2 * len(axes) < prod(sizes):
        return ListedProducts(tuple(axes), inside[chosen].astype(np.intp)), place.reshape(-1)
    return AllProducts(tuple(axes), sizes), np.ravel_multi_index(tuple(inside.T), sizes)
