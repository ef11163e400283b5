"""Terms of an expansion in narrow columns, and the expansion for words with an angle each: branch
and append, no copy.

Where every gate is one signed Pauli word with a parameter of its own, terms never merge. They are
counted first; then the columns have their final size, each rotation appends to them, and a block of
rows at a time stays in the cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from symqnn.algebra.bits import Integers, Words, magnitude
from symqnn.expansion.phases import IndexLayout

# unsigned integers x + 2^n·z of n ≤ 32 qubits; rows of words (x, z) beyond
Codes = npt.NDArray[Any]
MAX_PACKED = 32
CHUNK = 2**16


@dataclass(frozen=True, eq=False)
class Terms:
    """Columns of a table of terms.

    Args:
        index: packed basis indices, shape (words of the layout, terms). codes: Pauli words, see
            :data:`Codes`.
        values: numerators, in the narrowest type that holds them.
    """

    index: Words
    codes: Codes
    values: Integers

    def __len__(self) -> int:
        return len(self.values)

    @property
    def bytes(self) -> int:
        """Memory of all columns (of the pointers, where the numerators are Python integers)."""
        return self.index.nbytes + self.codes.nbytes + self.values.nbytes


@dataclass(frozen=True)
class OwnRotation:
    """A rotation by a phase that occurs nowhere else.

    Args:
        x, z: masks of its word. sign: of the word. axis: position of its angle.
    """

    x: int
    z: int
    sign: int
    axis: int


def code_type(qubits: int) -> type[np.unsignedinteger[Any]]:
    """The narrowest type for the codes of words."""
    return next(
        t for t in (np.uint8, np.uint16, np.uint32, np.uint64) if 2 * qubits <= 8 * t().itemsize
    )


def pack_codes(words: Words, qubits: int) -> Codes:
    """Codes of the words with masks (x, z), shape (terms, 2⌈n/64⌉)."""
    if qubits > MAX_PACKED:
        return words
    codes: Codes = (words[:, 0] | words[:, 1] << np.uint64(qubits)).astype(code_type(qubits))
    return codes


def unpack_codes(codes: Codes, qubits: int) -> Words:
    """The masks (x, z) of codes; the inverse of :func:`pack_codes`."""
    if codes.ndim == 2:
        return codes
    wide, low = codes.astype(np.uint64), np.uint64((1 << qubits) - 1)
    return np.stack((wide & low, wide >> np.uint64(qubits)), axis=1)


def narrow(values: Integers) -> Integers:
    """The same numbers in the narrowest signed type."""
    if values.dtype == object:
        return values
    size = magnitude(values)
    kind = next(t for t in (np.int8, np.int16, np.int32, np.int64) if size <= np.iinfo(t).max)
    return values.astype(kind)


def count_own(rotations: Sequence[OwnRotation], codes: Codes, qubits: int, most: int) -> int | None:
    """Number of terms of the expansion, the rotations applied from the last to the first; None if
    more than ``most``.
    """
    current = codes
    for rotation in reversed(rotations):
        parts = [current]
        total = len(current)
        for _, moved in _moving(current, rotation, qubits):
            total += len(moved)
            if total > most:
                return None
            parts.append(moved ^ current.dtype.type(rotation.x | rotation.z << qubits))
        current = np.concatenate(parts)
    return len(current)


def expand_own(
    rotations: Sequence[OwnRotation],
    codes: Codes,
    values: Integers,
    qubits: int,
    layout: IndexLayout,
    terms: int,
) -> Terms:
    """The expansion of an operator given by codes and numerators;
    ``terms`` is the number that was counted.
    """
    made = Terms(
        np.zeros((layout.width, terms), dtype=np.uint64),
        np.empty(terms, dtype=codes.dtype),
        np.empty(terms, dtype=values.dtype),
    )
    filled = len(codes)
    made.codes[:filled], made.values[:filled] = codes, values
    used: set[int] = set()  # columns that are not all zero
    for rotation in reversed(rotations):
        used.add(layout.words[rotation.axis])
        filled = _append(made, filled, rotation, qubits, layout, used)
    return made


def _append(
    made: Terms,
    filled: int,
    rotation: OwnRotation,
    qubits: int,
    layout: IndexLayout,
    used: set[int],
) -> int:
    """One rotation: Φ⁰ keeps commuting terms, Φ¹ the anticommuting ones unchanged, Φ² their images,
    which are appended.
    """
    column = made.index[layout.words[rotation.axis]]
    shift = layout.shifts[rotation.axis]
    cosine, sine = np.uint64(1 << shift), np.uint64(2 << shift)
    flip = made.codes.dtype.type(rotation.x | rotation.z << qubits)
    end = filled
    for rows, moved in _moving(made.codes[:filled], rotation, qubits):
        fresh = slice(end, end + len(rows))
        made.codes[fresh] = moved ^ flip
        made.values[fresh] = made.values[rows] * _signs(moved, rotation, qubits).astype(
            made.values.dtype
        )
        for number in used:
            made.index[number, fresh] = made.index[number, rows]
        column[fresh] |= sine
        column[rows] |= cosine
        end += len(rows)
    return end


def _moving(
    codes: Codes, rotation: OwnRotation, qubits: int
) -> Iterator[tuple[npt.NDArray[np.int64], Codes]]:
    """Positions and codes of the words that anticommute with the word
    of a rotation, a block at a time.
    """
    mask = codes.dtype.type(rotation.z | rotation.x << qubits)
    for start in range(0, len(codes), CHUNK):
        block = codes[start : start + CHUNK]
        rows = np.flatnonzero(np.bitwise_count(block & mask) & 1)
        yield rows + start, block[rows]


def _signs(codes: Codes, rotation: OwnRotation, qubits: int) -> npt.NDArray[np.int8]:
    """±1 with iHP = ±R for words P that anticommute with H,
    R the word with the masks of the product.
    """
    kind, low = codes.dtype.type, codes.dtype.type((1 << qubits) - 1)
    shift = kind(qubits)
    x = codes & low
    before = np.bitwise_count(x & (codes >> shift))
    crossing = np.bitwise_count(x & kind(rotation.z))
    moved = codes ^ kind(rotation.x | rotation.z << qubits)
    after = np.bitwise_count(moved & low & (moved >> shift))
    first = (rotation.x & rotation.z).bit_count()
    # HP = i^k R with k = |h_x∧h_z| + |x∧z| + 2|x∧h_z| - |r_x∧r_z|, see symqnn.algebra.pauli.phase;
    # i·i^k = ±1
    k = (before + 2 * crossing - after + np.uint8(first % 4)) & np.uint8(3)
    signs: npt.NDArray[np.int8] = (k.astype(np.int8) - np.int8(2)) * np.int8(rotation.sign)
    return signs
