r"""From Gram matrices in floats to a proof: integers over a power of 2, positive definite by exact
elimination, the rest as a remainder.

With :math:`r=T-\sum_cb_c^\top G_cb_c`, exactly, :math:`T\ge r_0-\sum_{e\ne0}|r_e|` everywhere,
since every basis product lies between -1 and 1:
:math:`T-\lambda=\sum_cb_c^\top G_cb_c+\sum_e(|r_e|+r_eb_e)`, all of it not negative.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.minimum.basis import Index, Ints, Objects, halved, index_of, quadratic_form
from symqnn.minimum.squares import Floats, Squares, radix_of
from symqnn.minimum.symmetry import Block, Word, invariant

TRIES = 6


@dataclass(frozen=True)
class SquaresProof:
    """A proof that a polynomial is at least ``lower``.

    Args:
        blocks: the lists of functions of half angles. grams: lower triangles, integers over
            ``denominator``.
        remainder: the coefficients r_e, e ≠ 0, by index in φ.
    """

    lower: Fraction
    blocks: tuple[Block, ...]
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
    spread = [float(np.linalg.eigvalsh(gram)[0]) for gram in grams]
    size = max(len(gram) for gram in grams)
    lift = max(0.0, -min(spread)) + size * 2.0 ** -(bits + 1)
    for _ in range(TRIES):
        rounded = [_rounded(gram, lift, bits) for gram in grams]
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
    p, radix = poly.angles, radix_of(poly)
    rest = {halved(index): value for index, value in poly.terms()}
    for left, right, values in _tables(chosen.blocks, grams):
        for key, value in quadratic_form(left, right, values, radix).items():
            index = index_of(key, radix, p)
            rest[index] = rest.get(index, Fraction(0)) - Fraction(value, 2 ** (bits + p))
    constant = rest.pop((0,) * p, Fraction(0))
    remainder = {_whole(index): value for index, value in sorted(rest.items()) if value}
    # what changes its sign under a word is 0 on average
    words = sorted({word for block in chosen.blocks for word in block.words})
    kept = invariant(words, np.array(list(remainder), dtype=np.int64).reshape(-1, p)).tolist()
    remainder = dict(item for item, stays in zip(remainder.items(), kept, strict=True) if stays)
    lower = constant - sum(map(abs, remainder.values()), Fraction(0))
    triangles = tuple(tuple(tuple(row[: i + 1]) for i, row in enumerate(gram)) for gram in grams)
    return SquaresProof(lower, chosen.blocks, triangles, 2**bits, remainder)


def _tables(
    blocks: Sequence[Block], grams: Sequence[Sequence[Sequence[int]]]
) -> Iterator[tuple[Ints, Ints, Objects]]:
    r"""What is to be multiplied out: with :math:`f_h=\sum_g\sigma_g\,b_h\circ g` the average of
    :math:`f_hf_k` over the g is that of :math:`b_hf_k` times their number. Lists of the same
    functions and words are added up first.
    """
    sums: dict[tuple[tuple[Index, ...], tuple[Word, ...]], tuple[Block, Objects]] = {}
    for block, gram in zip(blocks, grams, strict=True):
        values = np.array(gram, dtype=object).reshape(len(block), len(block))[:, :, None]
        values = values * (block.copies * block.images[1].astype(object))
        key = block.functions, block.words
        known = sums.get(key)
        sums[key] = block, values if known is None else known[1] + values
    for block, total in sums.values():
        functions, n = np.array(block.functions, dtype=np.int64), len(block)
        left = np.repeat(functions, n * block.copies, axis=0)
        images = block.images[0].reshape(n * block.copies, -1)
        right = np.tile(images, (n, 1))
        kept = total.ravel().astype(bool)
        if kept.any():
            yield left[kept], right[kept], total.ravel()[kept]


def _whole(index: Index) -> Index:
    """The index in φ of an index in half angles."""
    return tuple((e - e % 2) // 2 for e in index)
