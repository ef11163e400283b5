"""Positive definite matrices of integers, by exact elimination."""

from __future__ import annotations

from ..trusted.verdict import charge, hold, size_factor


def is_positive_definite(rows: list[list[int]]) -> bool:
    """All leading minors of a symmetric matrix are positive.

    Bareiss' elimination: every entry is a minor, and every division exact. Only the entries from
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
