r"""Evaluation and interpolation of trigonometric polynomials modulo primes
on a grid of points of the circle.

All arrays hold whole numbers of size at most q/2 + 4 as float64: sums of n products are exact while
n·(q/2 + 4)² stays below 2^53 (q below 2^25.9 for n ≤ 9, lower for larger n), in any order and with
fused operations, so BLAS may add them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from math import isqrt, prod

import numpy as np
import numpy.typing as npt
from flint import fmpz, nmod_mat

from symqnn.algebra.bits import Integers

Floats = npt.NDArray[np.float64]
Residues = npt.NDArray[np.int64]
Maker = Callable[[int, int], Residues]  # from a degree and a prime
EXACT = 2**53 - 2**28  # whole numbers up to here, and a modulus more, are exact in float64
SLICE = 2**16  # points of the grid that are worked on at once
GROUP = 9  # largest number of products in a sum for which two angles are taken together


class Grid:
    """A grid of 4d_l + 1 points an angle, which determine polynomials of degrees 2d_l.

    The first angles number the slices of the grid, which are evaluated one after the other.

    Args:
        degrees: the d_l.
    """

    def __init__(self, degrees: Sequence[int]) -> None:
        self.degrees = tuple(degrees)
        self.shape = tuple(2 * degree + 1 for degree in degrees)
        self.cut = 0
        while self.cut < len(degrees) and self._points(self.cut) > SLICE:
            self.cut += 1

    def _points(self, first: int) -> int:
        return prod(4 * degree + 1 for degree in self.degrees[first:])

    @property
    def slices(self) -> int:
        """Number of slices."""
        return self._points(0) // self.slice_points

    @property
    def slice_points(self) -> int:
        """Number of points of a slice."""
        return self._points(self.cut)

    @staticmethod
    def terms_at_once(q: int) -> int:
        """How many squares of residues can be added without loss."""
        return EXACT // (q // 2 + 4) ** 2 - 1

    @staticmethod
    def reduce(values: Floats, q: int) -> Floats:
        """Whole numbers of size at most EXACT modulo q, in place: of size at most q/2 + 4."""
        # two roundings of relative size 2^-53 move the quotient times q by about 2 at most;
        # multiples of q up to EXACT + q are exact
        quotient = values * (1.0 / q)
        np.rint(quotient, out=quotient)
        quotient *= float(q)
        values -= quotient
        return values

    def slices_of(self, tensors: Floats, q: int) -> Iterator[Floats]:
        """The values of m polynomials on one slice after the other, shape (m, points).

        Args:
            tensors: their coefficients, an axis an angle and the polynomials along the last one.
        """
        front = self._apply(tensors, self.degrees[: self.cut], _values, q)
        for part in np.ascontiguousarray(front.reshape(-1, self.slices).T):
            values = self._apply(part, self.degrees[self.cut :], _values, q)
            yield values.reshape(tensors.shape[-1], -1)

    def interpolate(self, values: Floats, q: int) -> Floats:
        """The coefficients of the polynomial of degrees 2d_l with given values."""
        return self._apply(values, self.degrees, _coefficients, q)

    def _apply(self, tensor: Floats, degrees: Sequence[int], matrix_of: Maker, q: int) -> Floats:
        """One matrix an angle for the first angles of a tensor;
        neighbouring angles are taken together.

        Each large product takes the first axes away and appends new ones: in the end these stand
        after the rest, in order.
        """
        current = tensor.reshape(-1)
        for matrix in _matrices(tuple(degrees), matrix_of, q):
            current = self.reduce(current.reshape(matrix.shape[1], -1).T @ matrix.T, q).reshape(-1)
        return current


@lru_cache(maxsize=64)
def _matrices(degrees: tuple[int, ...], matrix_of: Maker, q: int) -> tuple[Floats, ...]:
    """The matrices of the angles, Kronecker products of neighbouring ones while sums stay short."""
    grouped: list[Residues] = []
    alone = True
    for degree in degrees:
        matrix = matrix_of(degree, q)
        if grouped and alone and grouped[-1].shape[1] * matrix.shape[1] <= GROUP:
            grouped[-1], alone = np.kron(grouped[-1], matrix) % q, False
        else:
            grouped.append(matrix)
            alone = True
    centred = [(matrix + q // 2) % q - q // 2 for matrix in grouped]
    return tuple(matrix.astype(np.float64) for matrix in centred)


def _values(degree: int, q: int) -> Residues:
    """From coefficients of degree d to values at 4d + 1 points."""
    return _basis_at_points(degree, 4 * degree + 1, q)


def _coefficients(degree: int, q: int) -> Residues:
    """From values at 4d + 1 points to coefficients of degree 2d."""
    inverse = _square(degree, q).inv()
    return np.array([[int(v) for v in row] for row in inverse.tolist()], dtype=np.int64)


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


def suitable_primes(product: int, degrees: Sequence[int]) -> list[int]:
    """Primes whose product is at least a number, largest first, modulo which sums are exact and the
    points determine a polynomial.
    """
    longest = max(GROUP, *(4 * degree + 1 for degree in degrees), 0)
    found, reached, q = [], 1, 2 * isqrt(EXACT // longest) - 12
    while reached < product:
        q = _prime_below(q, tuple(sorted(set(degrees))))
        found.append(q)
        reached *= q
    return found


@lru_cache(maxsize=1024)
def _prime_below(limit: int, degrees: tuple[int, ...]) -> int:
    q = limit - 1
    while not (fmpz(q).is_prime() and all(_regular(degree, q) for degree in degrees)):
        q -= 1
    return q


def _regular(degree: int, q: int) -> bool:
    """Whether no 1 + t² is 0 modulo q and the values at the points determine the coefficients."""
    points = 4 * degree + 1
    if any((1 + t * t) % q == 0 for t in range(points)):
        return False
    return int(_square(degree, q).rank()) == points


def _square(degree: int, q: int) -> nmod_mat:
    """Values of the basis of degree 2d at 4d + 1 points."""
    return nmod_mat(_basis_at_points(2 * degree, 4 * degree + 1, q).tolist(), q)


def combine(parts: Sequence[tuple[int, npt.NDArray[np.int32]]]) -> Integers:
    """The integers of least size with given residues modulo primes, by Chinese remainders.

    Example:
        >>> parts = [(q, np.array([q - 2], dtype=np.int32)) for q in (5, 7)]
        >>> combine(parts).tolist()
        [-2]
    """
    modulus, total = 1, np.zeros(len(parts[0][1]), dtype=np.int64)
    for q, found in parts:
        # total + modulus·k ≡ found
        inverse = pow(modulus, -1, q)
        k = (found - (total % q).astype(np.int64)) % q * inverse % q
        if modulus * q >= 2**62:
            total, k = total.astype(object), k.astype(object)
        total = total + k * modulus
        modulus *= q
    return np.where(total > modulus // 2, total - modulus, total)
