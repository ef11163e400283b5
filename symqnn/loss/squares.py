r"""Weighted sums of squares :math:`\sum_iw_iR_i^2` of trigonometric polynomials, exactly.

Sparse residuals are multiplied as polynomials. Dense ones are evaluated modulo primes on a grid of
4d_l + 1 points of the circle an angle, squared and added there, and interpolated once for all of
them; Chinese remainders give the integers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm, prod

import numpy as np
import numpy.typing as npt

from symqnn.algebra.bits import Integers
from symqnn.algebra.exact import short_integer
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.algebra.trigpoly_text import MAX_DEGREE
from symqnn.errors import SizeError
from symqnn.loss.grid import Floats, Grid, combine, suitable_primes

MAX_GRID = 10_000_000  # p = 10 for the paper's networks
MAX_STEPS = 3_000_000_000  # of sparse products: some minutes
BATCH = 2**18  # values on the grid that are worked on at once
Weighted = Sequence[tuple[Fraction, TrigPoly]]


def squares(weighted: Iterable[tuple[Fraction, TrigPoly]], torus: Torus) -> TrigPoly:
    """Σ w·R².

    Raises:
        SizeError: a frequency above 127, or more coefficients than the budget.

    Example:
        >>> squares([(Fraction(1, 2), TrigPoly.from_terms({"1": 2}))], Torus.default(1))
        cos(4θ₁) + 1
    """
    listed = list(weighted)
    for _, residual in listed:
        torus.require_equal(residual.torus)
    degrees = tuple(
        max(column)
        for column in zip((0,) * len(torus), *(r.degrees for _, r in listed), strict=True)
    )
    if 2 * max(degrees, default=0) > MAX_DEGREE:
        raise SizeError(f"the squares have a frequency above {MAX_DEGREE} in some angle.")
    grid = prod(4 * degree + 1 for degree in degrees)
    # a product of n by n terms takes some n² steps, and about as many again for each of its terms
    sparse_steps = sum(_laurent_terms(residual) ** 2 for _, residual in listed)
    if grid <= MAX_GRID and sparse_steps > 20 * grid:
        return _dense(listed, degrees, torus)
    if sparse_steps > MAX_STEPS:
        raise SizeError(
            f"the loss has up to {short_integer(grid)} coefficients (budget {MAX_GRID} where most "
            f"of them occur), and its {len(listed)} residuals have up to "
            f"{short_integer(max(len(r) for _, r in listed))} terms: {short_integer(sparse_steps)} "
            f"products (budget {MAX_STEPS}). Evaluate it without multiplying it out: LossJets(qnn, "
            "dataset).at(points), or expectation for single outputs."
        )
    total = TrigPoly.constant(0, torus)
    for weight, residual in listed:
        total = total + residual * residual * weight
    return total


def _laurent_terms(poly: TrigPoly) -> int:
    """Number of terms in e^{iφ}."""
    return int((1 << (poly.exponents != 0).sum(axis=1).clip(max=40)).sum())


def _dense(weighted: Weighted, degrees: tuple[int, ...], torus: Torus) -> TrigPoly:
    # C Σ w R² = Σ f A² with integers f and integer coefficients A
    factors = [weight / residual.denominator**2 for weight, residual in weighted]
    common = lcm(*(factor.denominator for factor in factors))
    scaled = [int(factor * common) for factor in factors]
    # a product of two basis functions of one angle is ±1/2 or ±1 times at most two others: 2^p C Σ
    # w R² has integer coefficients N_e, |N_e| ≤ 2^p Σ |f| B for bounds B of the coefficients of A²
    halves = 2 ** len(torus)
    largest = sum(abs(f) * _bound(r) for f, (_, r) in zip(scaled, weighted, strict=True))
    grid = Grid(degrees)
    parts = []
    for q in suitable_primes(2 * halves * largest + 2, degrees):
        values = _sum_of_squares(weighted, scaled, grid, q)
        coefficients = grid.interpolate(values, q)
        coefficients *= float(halves % q)
        parts.append((q, grid.reduce(coefficients, q).astype(np.int32)))
    return _collect(parts, [4 * degree + 1 for degree in degrees], common * halves, torus)


def _bound(residual: TrigPoly) -> int:
    """A bound on every coefficient of the square of a polynomial with integer coefficients A_e.

    The coefficient of a product of w cosines and sines in F = A² is 2^w
    times the mean of F times that product, at most 2^p times the mean of
    F, which is ΣA_e²/2^w(e). It is at most (Σ|A_e|)² too.
    """
    occupied = (residual.exponents != 0).sum(axis=1)
    numbers = residual.numerators.astype(object)
    mean: int = sum(
        int((numbers[occupied == w] ** 2).sum()) << (residual.angles - w)
        for w in set(occupied.tolist())
    )
    size: int = sum(abs(value) for value in numbers.tolist())
    return min(mean, size * size)


def _sum_of_squares(weighted: Weighted, factors: list[int], grid: Grid, q: int) -> Floats:
    """Σ f A² modulo q on the grid, some samples and some slices of the grid at a time."""
    total = np.zeros((grid.slices, grid.slice_points))
    step = max(1, min(grid.terms_at_once(q), BATCH // grid.slice_points))
    order = sorted(range(len(factors)), key=factors.__getitem__)
    for factor in sorted(set(factors)):
        weight = float((factor + q // 2) % q - q // 2)
        same = [k for k in order if factors[k] == factor]
        for start in range(0, len(same), step):
            chosen = [weighted[k][1] for k in same[start : start + step]]
            tensors = np.stack([_tensor(residual, grid, q) for residual in chosen], axis=-1)
            for number, part in enumerate(grid.slices_of(tensors, q)):
                added = grid.reduce(np.einsum("mn,mn->n", part, part), q)
                total[number] = grid.reduce(total[number] + added * weight, q)
    return total.reshape(-1)


def _tensor(residual: TrigPoly, grid: Grid, q: int) -> Floats:
    """The coefficients modulo q, an axis an angle."""
    tensor = np.zeros(grid.shape)
    numbers = (residual.numerators + q // 2) % q - q // 2
    tensor[tuple(residual.exponents.T)] = numbers.astype(np.float64)
    return tensor


def _collect(
    parts: list[tuple[int, npt.NDArray[np.int32]]], shape: list[int], denominator: int, torus: Torus
) -> TrigPoly:
    """The polynomial with the coefficients that the residues determine."""
    numerators: list[Integers] = []
    exponents = (
        np.indices(tuple(shape), dtype=np.uint8).reshape(len(shape), -1).T if shape else None
    )
    table = np.ascontiguousarray(exponents) if exponents is not None else np.zeros((1, 0), np.uint8)
    size = len(table)
    for start in range(0, size, BATCH):
        numerators.append(combine([(q, part[start : start + BATCH]) for q, part in parts]))
    return trigpoly(table, np.concatenate(numerators), denominator, torus)
