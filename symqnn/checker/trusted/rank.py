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

    A row is packed into one integer, the first column lowest, so that adding a multiple of a pivot
    row is one operation on long integers. A pivot row ends with a 1 in its last column that is not
    0; pivots are taken by decreasing last columns, and each makes the entry in its column a
    multiple of q. Entries are reduced modulo q only at the end: (pivots + 1) q^2 is below the size
    of a slot, nothing carries over.
    """
    width = len(rows[0]) if rows else 0
    size = slot_bytes(min(len(rows), width) + 1, q)
    mask = (1 << 8 * size) - 1
    pivots: list[tuple[int, int]] = []  # minus the last column, packed entries up to it
    for number, row in enumerate(rows):
        packed = pack(row, size)
        for place, pivot in pivots:
            factor = (packed >> -8 * size * place & mask) % q
            packed += (q - factor) * pivot if factor else 0
        reduced = [entry % q for entry in unpack(packed, width, size)]
        # what is left of a row that depends on the rows before is 0
        if any(reduced):
            last = max(column for column, entry in enumerate(reduced) if entry)
            inverse = pow(reduced[last], -1, q)
            insort(pivots, (-last, pack([x * inverse % q for x in reduced[: last + 1]], size)))
        elif len(pivots) + len(rows) - number <= least:
            return 0
    return len(pivots)
