r"""Weighted sums of squares :math:`\sum_iw_iR_i^2` of trigonometric polynomials, exactly.

Sparse residuals are multiplied as polynomials. Dense ones are evaluated modulo primes on a grid of
4d_l + 1 points of the circle an angle, squared and added there, and interpolated once for all of
them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import lcm, prod

import numpy as np
import numpy.typing as npt
from flint import nmod_mat

from symqnn.algebra.bits import integers
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.algebra.trigpoly_text import MAX_DEGREE
from symqnn.errors import SizeError

MAX_GRID = 4_000_000
PRIME_BITS = 28
Residues = npt.NDArray[np.int64]
Weighted = Sequence[tuple[Fraction, TrigPoly]]


def squares(weighted: Iterable[tuple[Fraction, TrigPoly]], torus: Torus) -> TrigPoly:
    """Σ w·R².

    Raises:
        SizeError: a frequency above 127.

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
    # w R² has integer
    # coefficients N_e, |N_e| ≤ 2^p Σ |f| (Σ|A|)²
    halves = 2 ** len(torus)
    sizes = [sum(abs(int(value)) for value in residual.numerators) for _, residual in weighted]
    bound = halves * sum(abs(f) * size**2 for f, size in zip(scaled, sizes, strict=True))
    modulus, total = 1, np.zeros(tuple(4 * degree + 1 for degree in degrees), dtype=object)
    for q in _primes(2 * bound + 1, degrees):
        found = _modulo(weighted, scaled, degrees, q) * (halves % q) % q
        # Chinese remainders: total + modulus·k ≡ found
        k = (found - (total % q).astype(np.int64)) * pow(modulus, -1, q) % q
        total = total + k.astype(object) * modulus
        modulus *= q
    signed = np.where(total > modulus // 2, total - modulus, total)
    places = np.nonzero(signed)
    exponents = (
        np.stack(places, axis=1).astype(np.uint8) if len(torus) else np.zeros((1, 0), np.uint8)
    )
    return trigpoly(exponents, integers([int(v) for v in signed[places]]), common * halves, torus)


def _modulo(weighted: Weighted, factors: list[int], degrees: tuple[int, ...], q: int) -> Residues:
    """Coefficients of Σ f A² modulo q, an axis an angle."""
    evaluate = [_basis_at_points(degree, 4 * degree + 1, q) for degree in degrees]
    values = np.zeros(tuple(4 * degree + 1 for degree in degrees), dtype=np.int64)
    for factor, (_, residual) in zip(factors, weighted, strict=True):
        tensor = np.zeros(tuple(2 * degree + 1 for degree in degrees), dtype=np.int64)
        tensor[tuple(residual.exponents.T)] = (residual.numerators % q).astype(np.int64)
        at_points = _apply(evaluate, tensor, q)
        values = (values + at_points * at_points % q * (factor % q)) % q
    return _apply([_interpolation(degree, q) for degree in degrees], values, q)


def _apply(matrices: Sequence[Residues], tensor: Residues, q: int) -> Residues:
    """One matrix an axis, modulo q; every sum of products stays below 2^63."""
    for axis, matrix in enumerate(matrices):
        moved = np.moveaxis(tensor, axis, 0)
        shape = moved.shape[1:]
        flat, rows = moved.reshape(moved.shape[0], -1), []
        for row in matrix:
            total = np.zeros(flat.shape[1], dtype=np.int64)
            for value, line in zip(row.tolist(), flat, strict=True):
                if value:
                    total += value * line % q
            rows.append(total % q)
        tensor = np.moveaxis(np.stack(rows).reshape(len(matrix), *shape), 0, axis)
    return np.ascontiguousarray(tensor)


@lru_cache(maxsize=256)
def _basis_at_points(degree: int, points: int, q: int) -> Residues:
    """1, cos φ, sin φ, …, cos dφ, sin dφ at the points with half tangent 0, 1, 2, … modulo q."""
    table = np.zeros((points, 2 * degree + 1), dtype=np.int64)
    for row, t in enumerate(range(points)):
        inverse = pow(1 + t * t, -1, q)
        cos, sin = (1 - t * t) * inverse % q, 2 * t * inverse % q
        x, y = 1, 0
        table[row, 0] = 1
        for k in range(1, degree + 1):
            x, y = (x * cos - y * sin) % q, (x * sin + y * cos) % q
            table[row, 2 * k - 1], table[row, 2 * k] = x, y
    return table


@lru_cache(maxsize=256)
def _interpolation(degree: int, q: int) -> Residues:
    """The inverse of the square matrix of basis values for degree 2d: from values to coefficients.
    """
    inverse = _square(degree, q).inv()
    return np.array([[int(v) for v in row] for row in inverse.tolist()], dtype=np.int64)


def _primes(product: int, degrees: Sequence[int]) -> list[int]:
    """Primes below 2^28 whose product exceeds a number; the points modulo each of them are
    different and determine a polynomial.
    """
    from sympy import prevprime

    found, reached, q = [], 1, 2**PRIME_BITS
    while reached < product:
        q = prevprime(q)
        if all(_regular(degree, q) for degree in set(degrees)):
            found.append(q)
            reached *= q
    return found


def _regular(degree: int, q: int) -> bool:
    """Whether no 1 + t² vanishes modulo q and the values at the points determine the coefficients.
    """
    points = 4 * degree + 1
    if any((1 + t * t) % q == 0 for t in range(points)):
        return False
    return int(_square(degree, q).rank()) == points


def _square(degree: int, q: int) -> nmod_mat:
    """Values of the basis of degree 2d at 4d + 1 points."""
    return nmod_mat(_basis_at_points(2 * degree, 4 * degree + 1, q).tolist(), q)
