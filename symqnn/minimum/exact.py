r"""From Gram matrices in floats to a proof: integers over a power of 2, positive definite by exact
elimination, the rest as a remainder.

With :math:`r=T-\sum_cb_c^\top G_cb_c`, exactly, :math:`T\ge r_0-\sum_{e\ne0}|r_e|` everywhere,
since every basis product lies between -1 and 1:
:math:`T-\lambda=\sum_cb_c^\top G_cb_c+\sum_e(|r_e|+r_eb_e)`, all of it not negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.minimum.basis import Index, halved, index_of
from symqnn.minimum.squares import Floats, Squares, repaired

TRIES = 6


@dataclass(frozen=True)
class SquaresProof:
    """A proof that a polynomial is at least ``lower``.

    Args:
        bases: the lists of functions of half angles. grams: lower triangles, integers over
            ``denominator``.
        remainder: the coefficients r_e, e ≠ 0, by index in φ.
    """

    lower: Fraction
    bases: tuple[tuple[Index, ...], ...]
    grams: tuple[tuple[tuple[int, ...], ...], ...]
    denominator: int
    remainder: dict[Index, Fraction]


def proof_of(
    poly: TrigPoly, chosen: Squares, grams: Sequence[Floats], bits: int
) -> SquaresProof | None:
    """A proof near Gram matrices in floats; None if no small multiple of the unit matrix makes them
    positive definite.

    Args:
        bits: entries are rounded to multiples of 2^-bits.
    """
    close = repaired(poly, chosen, grams)
    spread = [float(np.linalg.eigvalsh(gram)[0]) for gram in close]
    size = max(len(gram) for gram in close)
    lift = max(0.0, -min(spread)) + size * 2.0 ** -(bits + 1)
    for _ in range(TRIES):
        rounded = [_rounded(gram, lift, bits) for gram in close]
        if all(positive_definite(gram) for gram in rounded):
            return with_remainder(poly, chosen, rounded, bits)
        lift *= 4
    return None


def _rounded(gram: Floats, lift: float, bits: int) -> list[list[int]]:
    scaled = gram + lift * np.eye(len(gram))
    entries = [[round(value * 2**bits) for value in row] for row in scaled.tolist()]
    return [
        [entries[max(i, j)][min(i, j)] for j in range(len(entries))] for i in range(len(entries))
    ]


def positive_definite(rows: Sequence[Sequence[int]]) -> bool:
    """Whether all leading minors of a symmetric matrix of integers are positive, by elimination
    without fractions (Bareiss).

    Example:
        >>> positive_definite([[2, 1], [1, 1]]), positive_definite([[1, 2], [2, 1]])
        (True, False)
    """
    left, previous = [list(row) for row in rows], 1
    for k in range(len(left)):
        pivot = left[k][k]
        if pivot <= 0:
            return False
        for i in range(k + 1, len(left)):
            factor, row = left[i][k], left[i]
            for j in range(k + 1, i + 1):
                row[j] = (row[j] * pivot - factor * left[j][k]) // previous
        previous = pivot
    return True


def with_remainder(
    poly: TrigPoly, chosen: Squares, grams: Sequence[Sequence[Sequence[int]]], bits: int
) -> SquaresProof:
    """The proof that positive definite Gram matrices of integers over 2^bits give, with what they
    leave of the polynomial.
    """
    p, total = poly.angles, dict[int, int]()
    for part, gram in zip(chosen.products, grams, strict=True):
        n = len(gram)
        entries = np.array(
            [(1 if i == j else 2) * gram[i][j] for i in range(n) for j in range(i, n)], dtype=object
        )
        products = entries[part.pair] * part.factors.astype(object)
        order = np.argsort(part.keys, kind="stable")
        keys, starts = np.unique(part.keys[order], return_index=True)
        for key, value in zip(
            keys.tolist(), np.add.reduceat(products[order], starts).tolist(), strict=True
        ):
            total[key] = total.get(key, 0) + value
    denominator = 2 ** (bits + p)
    rest = {halved(index): value for index, value in poly.terms()}
    for key, value in total.items():
        index = index_of(key, chosen.radix, p)
        rest[index] = rest.get(index, Fraction(0)) - Fraction(value, denominator)
    constant = rest.pop((0,) * p, Fraction(0))
    remainder = {_whole(index): value for index, value in sorted(rest.items()) if value}
    lower = constant - sum(map(abs, remainder.values()), Fraction(0))
    triangles = tuple(tuple(tuple(row[: i + 1]) for i, row in enumerate(gram)) for gram in grams)
    return SquaresProof(lower, chosen.bases, triangles, 2**bits, remainder)


def _whole(index: Index) -> Index:
    """The index in φ of an index in half angles."""
    return tuple((e - e % 2) // 2 for e in index)
