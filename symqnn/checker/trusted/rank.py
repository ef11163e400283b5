"""Rank modulo a prime, by elimination."""

from bisect import insort
from operator import mul

from .packing import pack, slot_bytes, unpack
from .verdict import BUDGET


def rank(rows: list[list[int]], q: int) -> int:
    """Rank over F_q of rows of residues 0 ... q-1 by elimination.

    A linear map of the columns makes no dependent rows independent: wide rows whose images are
    independent are so themselves. The images are short; only where they are dependent are the rows
    reduced as they are.
    """
    width = len(rows[0]) if rows else 0
    BUDGET.charge(len(rows) * min(len(rows), width) * (width + 40) // 20, "instance")
    if width > 5 * len(rows) // 4 + 8 and eliminated(folded(rows, q), q, len(rows)) == len(rows):
        return len(rows)
    return eliminated(rows, q, 0)


def folded(rows: list[list[int]], q: int) -> list[list[int]]:
    """Rows cut into parts not much longer than the number of rows; the parts times different
    weights, added modulo q.
    """
    length = len(rows) + 8
    starts = range(0, len(rows[0]), length)
    weights = [pow(48271, k, q) for k in range(1, len(starts) + 1)]
    size = slot_bytes(len(starts), q)
    images = []
    for row in rows:
        total = sum(
            map(mul, weights, [pack(row[start : start + length], size) for start in starts])
        )
        images.append([x % q for x in unpack(total, length, size)])
    return images


def eliminated(rows: list[list[int]], q: int, least: int) -> int:
    """Rank over F_q, or 0 as soon as it is known to be below `least`.

    A row is packed into one integer, so that adding a multiple of a pivot row is one operation on
    long integers. The pivots are taken by increasing columns; what lies below the column is shifted
    away. Entries are reduced modulo q only at the end: (pivots + 1) q^2 is below the size of a
    slot, nothing carries over.
    """
    width = len(rows[0]) if rows else 0
    size = slot_bytes(min(len(rows), width) + 1, q)
    mask = (1 << 8 * size) - 1
    pivots: list[tuple[int, int]] = []  # column, packed entries from that column on
    for number, row in enumerate(rows):
        packed, first, kept = pack(row, size), 0, []
        for column, pivot in pivots:
            if column > first:
                kept += unpack(
                    packed & ((1 << 8 * size * (column - first)) - 1), column - first, size
                )
                packed >>= 8 * size * (column - first)
            factor = (packed & mask) % q
            packed += (q - factor) * pivot if factor else 0
            packed >>= 8 * size  # the entry above the pivot is 0 now
            kept.append(0)
            first = column + 1
        kept += unpack(packed, width - first, size)
        reduced = [entry % q for entry in kept]
        leading = next((column for column, x in enumerate(reduced) if x), None)
        if leading is None and len(pivots) + len(rows) - number <= least:
            return 0
        if leading is not None:
            inverse = pow(reduced[leading], -1, q)
            insort(pivots, (leading, pack([x * inverse % q for x in reduced[leading:]], size)))
    return len(pivots)
