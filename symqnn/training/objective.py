"""What is minimised: losses in floats with exact analytic gradients, many points at a time.

An objective is made from exact data once; its coefficients are then rounded to the nearest double.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

import numpy as np
import numpy.typing as npt

from symqnn.algebra.evaluation import Evaluation, evaluation, waves
from symqnn.algebra.exact import rational
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import DimensionError, InputError

FloatArray = npt.NDArray[np.float64]
CACHED = 2**14  # entries of an array of which some fit into the nearest cache
MAX_ENTRIES = 1_000_000  # of one intermediate array: 8 MB, about the size of a cache


class Objective(Protocol):
    """A loss of p angles θ in radians, with its gradient.

    Attributes:
        angles: p. units: the g_l, so that φ_l = g_l·θ_l has whole frequencies. name: for people and
            files.
    """

    @property
    def angles(self) -> int:
        """Number p of angles."""

    @property
    def units(self) -> FloatArray:
        """The units g_l of the angles, shape (p,)."""

    @property
    def degree(self) -> int:
        """A bound on the frequencies of the loss in every φ_l."""

    @property
    def name(self) -> str:
        """Name for people and files."""

    def value_and_gradient(self, theta: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Values, shape (n,), and gradients ∂L/∂θ, shape (n, p), at n points θ in radians, shape
        (n, p).
        """


def _rows(theta: FloatArray, angles: int) -> FloatArray:
    points = np.ascontiguousarray(theta, dtype=np.float64)
    if points.ndim != 2 or points.shape[1] != angles:
        raise DimensionError(
            f"theta has shape {points.shape}; (n, {angles}), one row a point, is required."
        )
    return points


@dataclass(frozen=True, eq=False)
class SeparableObjective:
    r"""A sum of functions of one angle:
    :math:`L=c+\sum_l\sum_k(a_{kl}\cos k\varphi_l+b_{kl}\sin k\varphi_l)`, φ_l = g_l·θ_l.

    Args:
        constant: c. cosines, sines: a and b, shape (degree, p). units: g, shape (p,).
    """

    constant: float
    cosines: FloatArray
    sines: FloatArray
    units: FloatArray
    name: str

    @property
    def angles(self) -> int:
        """Number p of angles."""
        return int(self.cosines.shape[1])

    @property
    def degree(self) -> int:
        """The largest k."""
        return len(self.cosines)

    def value_and_gradient(self, theta: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Values, shape (n,), and gradients ∂L/∂θ, shape (n, p); O(np)."""
        points = _rows(theta, self.angles)
        values, gradient = np.empty(len(points)), np.empty_like(points)
        step = max(1, CACHED // max(1, self.angles))
        for start in range(0, len(points), step):
            rows = slice(start, start + step)
            values[rows] = self._block(points[rows], gradient[rows])
        return values + self.constant, gradient

    def _block(self, points: FloatArray, gradient: FloatArray) -> FloatArray:
        """The values without the constant, and the gradients written into an array, of so many
        points that the arrays fit into a cache.
        """
        value = np.zeros_like(points)
        gradient[:] = 0
        c1, s1 = waves(self.units * points)
        c, s = c1, s1
        for k, (a, b) in enumerate(zip(self.cosines, self.sines, strict=True), 1):
            if k > 1:  # the addition theorem
                c, s = c * c1 - s * s1, s * c1 + c * s1
            if a.any():
                value += a * c
                gradient -= (self.units * k * a) * s
            if b.any():
                value += b * s
                gradient += (self.units * k * b) * c
        total: FloatArray = value.sum(axis=1)
        return total


def separable_objective(
    parts: Sequence[TrigPoly], constant: Fraction | int = 0, name: str = "separable"
) -> SeparableObjective:
    r"""The objective :math:`c+\sum_l\ell_l(\varphi_l)` from exact polynomials of one angle each.

    For the loss of Theorem 2 the parts come from :func:`symqnn.construction.separable.separate` of
    the exact loss of the dataset.

    Args:
        parts: one polynomial in one angle for each angle. constant: c, exact.

    Raises:
        DimensionError: a part has more than one angle; InputError: no part; ExactnessError: a float
            constant.

    Example:
        >>> parts = [TrigPoly.from_terms({"1": -1}), TrigPoly.from_terms({"3": "1/2"})]
        >>> value, gradient = separable_objective(parts, 1).value_and_gradient(np.zeros((1, 2)))
        >>> value, gradient
        (array([0.5]), array([[0., 0.]]))
    """
    if not parts:
        raise InputError("parts is empty; one polynomial an angle is required.")
    if any(part.angles != 1 for part in parts):
        raise DimensionError(
            f"parts have {[part.angles for part in parts]} angles; polynomials in one angle are "
            "required."
        )
    degree = max(part.degrees[0] for part in parts)
    table = np.zeros((2 * degree + 1, len(parts)))
    for column, part in enumerate(parts):
        for index, value in part.terms():
            table[index[0], column] = float(value)
    offset = float(rational(constant, "constant") + sum(part.coefficient("0") for part in parts))
    units = np.array([float(part.torus.units[0]) for part in parts])
    cosines, sines = np.ascontiguousarray(table[1::2]), np.ascontiguousarray(table[2::2])
    return SeparableObjective(offset, cosines, sines, units, name)


@dataclass(frozen=True, eq=False)
class PolynomialObjective:
    r"""Any trigonometric polynomial :math:`\sum_ea_e\prod_lb_{e_l}(\varphi_l)`, φ_l = g_l·θ_l.

    Args:
        polynomial: its coefficients, arranged for many points. units: g, shape (p,).
    """

    polynomial: Evaluation
    units: FloatArray
    name: str

    @property
    def angles(self) -> int:
        """Number p of angles."""
        return len(self.units)

    @property
    def degree(self) -> int:
        """The largest k."""
        return max(self.polynomial.degrees, default=0)

    def value_and_gradient(self, theta: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Values, shape (n,), and gradients ∂L/∂θ, shape (n, p)."""
        points = _rows(theta, self.angles)
        values, gradients = self.polynomial.values_and_gradients(self.units * points)
        return values, gradients * self.units


def polynomial_objective(loss: TrigPoly, name: str = "polynomial") -> PolynomialObjective:
    """The objective of any exact loss polynomial, in its angles θ.

    Example:
        >>> objective = polynomial_objective(TrigPoly.from_terms({"11": 1, "00": 1}))
        >>> objective.value_and_gradient(np.array([[0.0, np.pi / 4]]))[0].round(12)
        array([1.])
    """
    coefficients = np.array([float(value) for _, value in loss.terms()], dtype=np.float64)
    units = np.array([float(unit) for unit in loss.torus.units])
    return PolynomialObjective(evaluation(loss.exponents, coefficients), units, name)


@dataclass(frozen=True, eq=False)
class ProductObjective:
    r"""Mean square loss of outputs that are products over the angles.

    .. math:: L=\sum_iw_i\Bigl(\prod_l(a_{il}+b_{il}\cos2\theta_l+c_{il}\sin2\theta_l)-y_i\Bigr)^2

    Args:
        factors: (a, b, c), shape (3, p, m). labels: y, shape (m,). weights: w, shape (m,).
    """

    factors: FloatArray
    labels: FloatArray
    weights: FloatArray
    name: str

    @property
    def angles(self) -> int:
        """Number p of angles."""
        return int(self.factors.shape[1])

    @property
    def units(self) -> FloatArray:
        """2 for every angle."""
        return np.full(self.angles, 2.0)

    @property
    def degree(self) -> int:
        """2: squares of outputs of degree 1."""
        return 2

    def outputs(self, theta: FloatArray) -> FloatArray:
        """The outputs f_i(θ), shape (n, m)."""
        points = _rows(theta, self.angles)
        return np.concatenate([self._prefixes(part)[0][-1] for part in self._pieces(points)])

    def value_and_gradient(self, theta: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Values, shape (n,), and gradients ∂L/∂θ, shape (n, p); O(nmp)."""
        pieces = [self._few(part) for part in self._pieces(_rows(theta, self.angles))]
        return np.concatenate([value for value, _ in pieces]), np.concatenate(
            [gradient for _, gradient in pieces]
        )

    def _pieces(self, points: FloatArray) -> list[FloatArray]:
        step = max(1, MAX_ENTRIES // (self.angles * len(self.labels)))
        return [points[start : start + step] for start in range(0, max(1, len(points)), step)]

    def _prefixes(
        self, points: FloatArray
    ) -> tuple[list[FloatArray], list[FloatArray], FloatArray, FloatArray]:
        c, s = np.cos(2 * points), np.sin(2 * points)
        factors = [
            a + c[:, axis, None] * b + s[:, axis, None] * d
            for axis, (a, b, d) in enumerate(self.factors.transpose(1, 0, 2))
        ]
        before = [np.ones((len(points), len(self.labels)))]
        for factor in factors:
            before.append(before[-1] * factor)
        return before, factors, c, s

    def _few(self, points: FloatArray) -> tuple[FloatArray, FloatArray]:
        before, factors, c, s = self._prefixes(points)
        residual = before[-1] - self.labels
        after = residual * self.weights
        value, gradient = (after * residual).sum(axis=1), np.empty_like(points)
        for axis in reversed(range(self.angles)):
            slope = (
                c[:, axis, None] * self.factors[2, axis] - s[:, axis, None] * self.factors[1, axis]
            )
            gradient[:, axis] = 4 * (before[axis] * slope * after).sum(axis=1)
            after = after * factors[axis]
        return value, gradient


def product_objective(
    factors: npt.ArrayLike,
    labels: npt.ArrayLike,
    weights: npt.ArrayLike | None = None,
    name: str = "product",
) -> ProductObjective:
    r"""The objective of outputs
    :math:`f_i=\prod_l(a_{il}+b_{il}\cos2\theta_l+c_{il}\sin2\theta_l)`, one row a sample.

    Args:
        factors: numbers (a, b, c), shape (m, p, 3); :func:`bloch_factors` gives those of product
            states.
        labels: shape (m,). weights: shape (m,), default 1/m each.

    Raises:
        DimensionError: the shapes do not agree; InputError: a number that is not finite.

    Example:
        >>> objective = product_objective([[[1, 0, 1]]], [1])
        >>> objective.value_and_gradient(np.array([[np.pi / 4]]))[0].round(12)
        array([1.])
    """
    table, targets = np.asarray(factors, dtype=np.float64), np.asarray(labels, dtype=np.float64)
    given = (
        np.full(len(targets), 1 / max(1, len(targets)))
        if weights is None
        else np.asarray(weights, dtype=np.float64)
    )
    if (
        table.ndim != 3
        or table.shape[2] != 3
        or 0 in table.shape
        or targets.shape != table.shape[:1]
        or given.shape != targets.shape
    ):
        shapes = f"{table.shape}, {targets.shape}, {given.shape}"
        raise DimensionError(
            f"factors, labels, weights have shapes {shapes}; (m, p, 3), (m,), (m,) with m, p ≥ 1 "
            "are required."
        )
    if not all(np.isfinite(part).all() for part in (table, targets, given)):
        raise InputError("factors, labels and weights must be finite numbers.")
    return ProductObjective(
        np.ascontiguousarray(table.transpose(2, 1, 0)), targets.copy(), given.copy(), name
    )


def bloch_factors(vectors: npt.ArrayLike) -> FloatArray:
    r"""Factors of the paper's network, h = Z and m = Y + I, on product states:
    :math:`f=\prod_l(1+y_l\cos2\theta_l+x_l\sin2\theta_l)`.

    Args:
        vectors: Bloch vectors (x, y, z), shape (m, p, 3).

    Returns:
        (1, y, x), shape (m, p, 3).

    Example:
        >>> bloch_factors([[[0.5, 0.25, 0]]])
        array([[[1.  , 0.25, 0.5 ]]])
    """
    bloch = np.asarray(vectors, dtype=np.float64)
    return np.stack((np.ones(bloch.shape[:-1]), bloch[..., 1], bloch[..., 0]), axis=-1)
