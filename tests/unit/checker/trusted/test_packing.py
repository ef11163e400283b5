"""Rows packed into one integer: sums of products come back, in both sizes of slots."""

import random

import pytest

from symqnn.checker.trusted.packing import SLOT, pack, slot_bytes, unpack


@pytest.mark.parametrize("q", [65537, 2147483629])
@pytest.mark.parametrize("terms", [1, 3, 5, 100])
def test_weighted_sums(q: int, terms: int) -> None:
    """At the largest residues no slot runs over into the next."""
    size, source = slot_bytes(terms, q), random.Random(q)
    rows = [[source.choice((0, 1, q - 1)) for _ in range(9)] for _ in range(terms)]
    rows[0] = [q - 1] * 9
    weights = [q - 1] * terms
    packed = sum(w * pack(row, size) for w, row in zip(weights, rows, strict=True))
    wanted = [
        sum(w * x for w, x in zip(weights, column, strict=True))
        for column in zip(*rows, strict=True)
    ]
    assert unpack(packed, 9, size) == wanted


def test_eight_bytes_only_where_they_suffice() -> None:
    q = 2147483629
    assert slot_bytes(4, q) == 8 and 4 * q * q < 2**64
    assert slot_bytes(5, q) == SLOT // 8 and 5 * q * q > 2**64
    assert unpack(pack([], 8), 0, 8) == []
