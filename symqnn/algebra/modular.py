"""Linear algebra modulo a prime q ≡ 1 mod 4, so that i has an image: i ↦ √-1 mod q."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np
import numpy.typing as npt
from flint import fmpz, nmod_mat

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.errors import SizeError

Residues = npt.NDArray[np.int64]
_EXACT_FLOAT = 2**53  # integers below this are exact in float64
_LARGEST = 2**24
_SMALLEST = 2**16


@dataclass(frozen=True)
class PrimeField:
    """The field F_q with a square root of -1.

    Args:
        modulus: prime q ≡ 1 mod 4.
        root: r with r² ≡ -1 mod q.
    """

    modulus: int
    root: int

    def residue(self, value: int) -> int:
        """Value mod q."""
        return value % self.modulus

    def inverse(self, value: int) -> int:
        """Multiplicative inverse."""
        return pow(value, -1, self.modulus)

    def reduce(self, matrix: GaussianMatrix) -> Residues:
        """Image of a matrix over Q(i), shape (d, d)."""
        real, imaginary = matrix.integer_rows()
        scale = self.inverse(matrix.denominator)
        rows = [
            [(a + self.root * b) * scale % self.modulus for a, b in zip(*pair, strict=True)]
            for pair in zip(real, imaginary, strict=True)
        ]
        return np.array(rows, dtype=np.int64)

    def product(self, left: Residues, right: Residues) -> Residues:
        """Matrix product, batched over leading axes.

        float64 BLAS is exact here: every partial sum is an integer below d·q² ≤ 2^53.

        Raises:
            SizeError: d·q² > 2^53.
        """
        if left.shape[-1] * self.modulus**2 > _EXACT_FLOAT:
            raise SizeError(
                f"products of length {left.shape[-1]} modulo {self.modulus} exceed 2^53; take a "
                "smaller prime."
            )
        result: Residues = np.fmod(
            left.astype(np.float64) @ right.astype(np.float64), self.modulus
        ).astype(np.int64)
        return result

    def rank(self, rows: Residues) -> int:
        """Rank of a matrix given by its rows."""
        if 0 in rows.shape:
            return 0
        return int(self._matrix(rows).rank())

    def _matrix(self, rows: Residues) -> nmod_mat:
        return nmod_mat(
            rows.shape[0], rows.shape[1], (rows % self.modulus).reshape(-1).tolist(), self.modulus
        )

    def echelon(self, rows: Residues) -> tuple[Residues, list[int]]:
        """Non-zero rows of the reduced echelon form and the pivot columns."""
        form, rank = self._matrix(rows).rref()
        reduced = np.array([int(value) for value in form.entries()], dtype=np.int64).reshape(
            rows.shape
        )[:rank]
        return reduced, [int(np.flatnonzero(row)[0]) for row in reduced]

    def split_projector(self, projector: Residues) -> tuple[Residues, Residues]:
        """Factors (B, C) of an idempotent P = BC with CB = I:
        columns B span its image, C are coordinates.
        """
        coordinates, pivots = self.echelon(projector)
        return projector[:, pivots], coordinates


def prime_fields(dimension: int, denominators: Sequence[int]) -> Iterator[PrimeField]:
    """Prime fields, largest first, in which products of the given length are exact and no
    denominator vanishes.

    Raises:
        SizeError: the dimension leaves no prime above 2^16.

    Example:
        >>> next(prime_fields(2, [1])).modulus
        16777213
    """
    start = min(_LARGEST, isqrt(_EXACT_FLOAT // max(1, dimension)))
    for candidate in range(start - 1, _SMALLEST, -1):
        if (
            candidate % 4 == 1
            and all(value % candidate for value in denominators)
            and fmpz(candidate).is_prime()
        ):
            yield PrimeField(candidate, _root_of_minus_one(candidate))
    raise SizeError(
        f"dimension {dimension} leaves no suitable prime above 2^16 for exact float64 products."
    )


def _root_of_minus_one(modulus: int) -> int:
    for base in range(2, modulus):
        root = pow(base, (modulus - 1) // 4, modulus)
        if root * root % modulus == modulus - 1:
            return min(root, modulus - root)
    raise SizeError(f"{modulus} is not a prime congruent to 1 modulo 4.")
