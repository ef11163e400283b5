"""Bit masks in rows of uint64 words, and integer arrays that widen
to Python integers before they overflow.
"""

from collections.abc import Iterable, Sequence
from math import gcd
from typing import Any

import numpy as np
import numpy.typing as npt

Words = npt.NDArray[np.uint64]
Integers = npt.NDArray[Any]  # dtype int64, or object holding Python integers
SAFE = 2**62  # int64 arithmetic is exact while every magnitude stays below this


def word_count(bits: int) -> int:
    """Number of 64-bit words that hold ``bits`` bits (at least one)."""
    return max(1, -(-bits // 64))


def pack(positions: Iterable[int], bits: int) -> Words:
    """Row of words with the given bit positions set.

    Example:
        >>> int(pack([0, 2], 3)[0])
        5
    """
    row = [0] * word_count(bits)
    for position in positions:
        row[position // 64] |= 1 << (position % 64)
    return np.array(row, dtype=np.uint64)


def unpack(rows: Words, bits: int) -> npt.NDArray[np.uint8]:
    """Matrix of 0/1 with one column a bit; the inverse of :func:`pack`, row by row."""
    octets = (
        np.ascontiguousarray(rows)
        .astype("<u8")
        .view(np.uint8)
        .reshape(len(rows), 8 * rows.shape[1])
    )
    return np.unpackbits(octets, axis=1, bitorder="little", count=bits)


def parity(rows: Words) -> npt.NDArray[np.bool_]:
    """Parity of the number of set bits of each row."""
    odd: npt.NDArray[np.bool_] = (np.bitwise_count(rows).sum(axis=1, dtype=np.int64) & 1).astype(
        np.bool_
    )
    return odd


def popcount(rows: Words) -> npt.NDArray[np.int64]:
    """Number of set bits of each row."""
    counts: npt.NDArray[np.int64] = np.bitwise_count(rows).sum(axis=1, dtype=np.int64)
    return counts


def integers(values: Sequence[int]) -> Integers:
    """Array of integers: int64 where they fit, otherwise Python integers."""
    if all(-SAFE < value < SAFE for value in values):
        return np.array(values, dtype=np.int64)
    return np.array(values, dtype=object)


def magnitude(values: Integers) -> int:
    """Largest absolute value (0 for an empty array)."""
    if values.size < 16:  # a handful is seen faster in Python
        return max(map(abs, values.tolist()), default=0)
    return max(abs(int(values.max())), abs(int(values.min())))


def widen(values: Integers, factor: int) -> Integers:
    """The same values, as Python integers if products with ``factor`` could overflow int64."""
    return (
        values.astype(object)
        if values.dtype != object and max(1, magnitude(values)) * abs(factor) >= SAFE
        else values
    )


def scaled(values: Integers, factor: int) -> Integers:
    """``values * factor`` without overflow."""
    return widen(values, factor) * factor if factor != 1 else values


def content(values: Integers, start: int) -> int:
    """Greatest common divisor of ``start`` and all values."""
    if values.dtype != object:
        return (
            int(np.gcd.reduce(values, initial=start))
            if start < SAFE
            else gcd(start, int(np.gcd.reduce(values)))
        )
    result = start
    for value in values:
        if result == 1:
            break
        result = gcd(result, int(value))
    return result


def sort_keys(table: npt.NDArray[np.uint8]) -> Words:
    """Rows of small numbers packed into words,
    so that the order of the packed rows is that of the rows.

    Example:
        >>> sort_keys(np.array([[1, 2], [3, 0]], dtype=np.uint8)).tolist()
        [[6], [12]]
    """
    bits = int(table.max(initial=1)).bit_length()
    columns, each = table.shape[1], 64 // bits
    keys = np.zeros((len(table), max(1, -(-columns // each))), dtype=np.uint64)
    for column in range(columns):
        word = keys[:, column // each]
        word <<= np.uint64(bits)
        word |= table[:, column]
    return keys


def increasing(keys: Words) -> bool:
    """Whether the rows stand in strictly increasing order already."""
    if keys.shape[1] == 1:
        return bool((keys[1:, 0] > keys[:-1, 0]).all())
    above = np.zeros(max(0, len(keys) - 1), dtype=np.bool_)
    equal = ~above
    for column in keys.T:
        above |= equal & (column[1:] > column[:-1])
        equal &= column[1:] == column[:-1]
    return bool(above.all())


def sorting_order(keys: Words) -> npt.NDArray[np.int64]:
    """The order that sorts rows lexicographically."""
    if keys.shape[1] == 1:
        return np.argsort(keys[:, 0], kind="stable")
    return np.lexsort(keys.T[::-1])


def merge(keys: Words, values: Integers) -> tuple[Words, Integers]:
    """Sort rows of ``keys``, add the values of equal rows, drop zeros:
    the canonical form of a sparse sum.
    """
    if len(values) < 2:
        return (keys, values) if len(values) == 0 or values[0] else (keys[:0], values[:0])
    if increasing(keys):
        nonzero = values != 0
        return (keys, values) if nonzero.all() else (keys[nonzero], values[nonzero])
    order = sorting_order(keys)
    keys, values = keys[order], values[order]
    starts = np.flatnonzero(np.concatenate(([True], (keys[1:] != keys[:-1]).any(axis=1))))
    if len(starts) < len(values):
        values = np.add.reduceat(
            widen(values, int(np.diff(starts, append=len(values)).max())), starts
        )
        keys = keys[starts]
    nonzero = values != 0
    return (keys, values) if nonzero.all() else (keys[nonzero], values[nonzero])
