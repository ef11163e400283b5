"""Bit masks and widening integer arrays."""

import numpy as np
import pytest

from symqnn.algebra.bits import (
    SAFE,
    content,
    integers,
    magnitude,
    merge,
    pack,
    parity,
    popcount,
    scaled,
    unpack,
    widen,
    word_count,
)


@pytest.mark.parametrize(
    ("bits", "expected"), [(0, 1), (1, 1), (64, 1), (65, 2), (128, 2), (129, 3)]
)
def test_word_count(bits: int, expected: int) -> None:
    assert word_count(bits) == expected


@pytest.mark.parametrize("positions", [[], [0], [63], [64], [0, 63, 64, 127, 129]])
def test_pack_unpack(positions: list[int]) -> None:
    row = unpack(pack(positions, 130)[None], 130)[0]
    assert np.flatnonzero(row).tolist() == positions
    assert int(popcount(pack(positions, 130)[None])[0]) == len(positions)
    assert bool(parity(pack(positions, 130)[None])[0]) == len(positions) % 2


@pytest.mark.parametrize("value", [SAFE - 1, SAFE, 2**63 - 1, 2**63, 10**40, -SAFE, -(10**40)])
def test_no_overflow(value: int) -> None:
    array = integers([value, 1])
    assert array.tolist() == [value, 1]
    assert magnitude(array) == abs(value)
    assert scaled(array, 3).tolist() == [3 * value, 3]
    assert (widen(array, 10) * 10).tolist() == [10 * value, 10]
    assert content(scaled(array, 6), 4) == 2


def test_magnitude_of_nothing_is_zero() -> None:
    assert magnitude(integers([])) == 0


def test_merge_sorts_adds_and_drops() -> None:
    keys = np.array([[2, 0], [1, 5], [2, 0], [1, 5], [0, 9]], dtype=np.uint64)
    merged, values = merge(keys, integers([1, 4, 2, -4, 7]))
    assert merged.tolist() == [[0, 9], [2, 0]]
    assert values.tolist() == [7, 3]


def test_merge_does_not_overflow() -> None:
    keys = np.zeros((5, 1), dtype=np.uint64)
    assert merge(keys, integers([SAFE - 1] * 5))[1].tolist() == [5 * (SAFE - 1)]
