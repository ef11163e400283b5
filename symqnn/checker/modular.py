"""The field F_q with a square root of -1, and rank by elimination."""

from math import isqrt

from .reading import Node
from .verdict import BUDGET, remembered

SLOT = 96
MASK = (1 << SLOT) - 1


@remembered(64)
def is_prime(number: int) -> bool:
    """Trial division."""
    BUDGET.charge(isqrt(max(number, 0)), "witness.modulus")
    return number > 1 and all(number % divisor for divisor in range(2, isqrt(number) + 1))


def read_field(modulus: Node, root: Node, denominator: int) -> tuple[int, int]:
    """Prime q = 1 mod 4, 2^16 < q < 2^31, and a root of -1 mod q, where q does not divide the denominator."""
    q, i = modulus.integer(), root.integer()
    if not 2**16 < q < 2**31:
        raise modulus.reject("not between 2^16 and 2^31")
    if q % 4 != 1:
        raise modulus.reject("not 1 modulo 4")
    if not is_prime(q):
        raise modulus.reject("not a prime")
    if denominator % q == 0:
        raise modulus.reject("divides a denominator of the instance")
    if not 0 < i < q or (i * i + 1) % q:
        raise root.reject("not a square root of -1 in the range 1 ... q-1")
    return q, i


def rank(rows: list[list[int]], q: int) -> int:
    """Rank over F_q of rows of residues 0 ... q-1 by elimination.

    A row is packed into one integer, SLOT bits an entry, so that adding a multiple of a pivot row is one operation on
    long integers. Entries are reduced modulo q only at the end: pivots * q^2 < 2^SLOT, nothing carries over.
    """
    width = len(rows[0]) if rows else 0
    BUDGET.charge(len(rows) * min(len(rows), width) * (width + 40) // 20, "instance")
    pivots: list[tuple[int, int]] = []
    for row in rows:
        packed = pack(row)
        for shift, pivot in pivots:
            factor = (packed >> shift & MASK) % q
            packed += (q - factor) * pivot if factor else 0
        reduced = [entry % q for entry in unpack(packed, len(row))]
        leading = next((column for column, x in enumerate(reduced) if x), None)
        if leading is not None:
            inverse = pow(reduced[leading], -1, q)
            pivots.append((SLOT * leading, pack([x * inverse % q for x in reduced])))
    return len(pivots)


def pack(row: list[int]) -> int:
    """Sum of row[k] * 2^(SLOT k)."""
    return int.from_bytes(b"".join(x.to_bytes(SLOT // 8, "little") for x in row), "little")


def unpack(packed: int, length: int) -> list[int]:
    """Inverse of pack."""
    data = packed.to_bytes(length * SLOT // 8, "little")
    return [int.from_bytes(data[k : k + SLOT // 8], "little") for k in range(0, len(data), SLOT // 8)]
