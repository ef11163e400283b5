"""Positive definite matrices of integers, by integer arithmetic alone."""

from __future__ import annotations

from math import isqrt
from operator import mul

from ..trusted.verdict import charge, hold, size_factor

EXTRA_BITS = 8  # of the rounded factor
WORTH = 12  # smaller matrices are eliminated exactly at once


def is_positive_definite(rows: list[list[int]]) -> bool:
    """All leading minors of a symmetric matrix are positive: shown by a rounded factor where that
    succeeds, decided by exact elimination otherwise.
    """
    return (len(rows) >= WORTH and has_rounded_factor(rows)) or is_eliminated(rows)


def has_rounded_factor(rows: list[list[int]]) -> bool:
    """Cholesky's method for 4^h G - d, rounded down to integers L, runs through; then G is positive
    definite.

    E = 4^h G - d - L L^T has only entries >= 0: below the diagonal of column j less than L_jj, what
    a division leaves; on the diagonal what a square root leaves. A row of E has less than
    n max L_jj off the diagonal, and d is more: d + E is diagonally dominant, so positive definite,
    and 4^h G is the sum of it and of L L^T.
    """
    n = len(rows)
    largest = max(rows[k][k] for k in range(n))
    if largest <= 0 or min(rows[k][k] for k in range(n)) <= 0:
        return False
    shift = largest.bit_length() // 2 + n.bit_length() + EXTRA_BITS
    long = 2 * shift + largest.bit_length()
    charge(n * n * (n // 3 + 3) * (2 + long // 300))
    hold(n * n, bits=long)
    reserve = n * (isqrt(largest << 2 * shift) + 1)
    factor: list[list[int]] = []
    for i, row in enumerate(rows):
        fresh: list[int] = []
        for j, known in enumerate(factor):
            rest = (row[j] << 2 * shift) - sum(map(mul, fresh, known))
            fresh.append(rest // known[j])
        rest = (row[i] << 2 * shift) - reserve - sum(map(mul, fresh, fresh))
        if rest <= 0 or not (root := isqrt(rest)):
            return False
        factor.append([*fresh, root])
    return True


def is_eliminated(rows: list[list[int]]) -> bool:
    """Bareiss' elimination: every entry is a minor, and every division exact. Only the entries from
    the diagonal on are kept.
    """
    rows, last = [row[k:] for k, row in enumerate(rows)], 1
    while rows:
        first, rest = rows[0], rows[1:]
        longest = max(x.bit_length() for row in rows for x in row)
        charge(3 * len(rows) ** 2 * size_factor(longest, last.bit_length()))
        hold(len(rows) ** 2, bits=2 * longest)
        if first[0] <= 0:
            return False
        rows = [
            [(first[0] * x - first[k] * y) // last for x, y in zip(row, first[k:], strict=True)]
            for k, row in enumerate(rest, 1)
        ]
        last = first[0]
    return True
