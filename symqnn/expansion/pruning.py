"""Which Pauli words can still contribute to the output of a product state.

A word contributes to tr(ρ·) only if its letters are among those of the
Bloch vectors. Later rotations multiply a word by their own words, so what
a word can still become is a coset of a group; a linear test over F_2 tells
the words from which no contributing word can be reached. They are dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from symqnn.algebra.bits import Words, pack, parity, word_count
from symqnn.algebra.pauli import PauliSum
from symqnn.expansion.phases import Table
from symqnn.model.state import ProductState


@dataclass(frozen=True)
class Filter:
    """Linear functionals over F_2 that vanish on every word
    from which a contributing word can be reached.

    Args:
        start: those for the words of the observable. after: for each rotation, those to test once
            it was applied (rotations are applied from the last to the first).
    """

    start: tuple[int, ...]
    after: tuple[tuple[int, ...], ...]


def make_filter(state: ProductState, words: Sequence[PauliSum]) -> Filter:
    """The functionals for the rotations about the given words, the first of which acts first.

    A functional is an integer of 2n bits, those of x below those of z.

    Example:
        >>> from symqnn.model.state import State
        >>> generators = [PauliSum.from_text("X"), PauliSum.from_text("Y")]
        >>> made = make_filter(State.bloch([(0, 0, 1)]), generators)
        >>> made.start, made.after
        ((), ((1,), ()))
    """
    qubits = len(state.vectors)
    # functionals that vanish on the letters of the state: these words contribute without any
    # rotation
    annihilator: list[int] = []
    for q, (x, y, z) in enumerate(state.vectors):
        letters = (bool(x), bool(y), bool(z))
        if not any(letters):
            annihilator += [1 << q, 1 << (q + qubits)]
        elif sum(letters) == 1:  # X has x = 1, Z has z = 1, Y both
            bits = {0: 1 << (q + qubits), 1: 1 << q | 1 << (q + qubits), 2: 1 << q}
            annihilator.append(bits[letters.index(True)])
    after = []
    for word in words:
        lost = []
        for mask in _masks(word):
            odd = [k for k, functional in enumerate(annihilator) if _odd(functional & mask)]
            if odd:
                # before this rotation only the sum with the pivot must vanish; after it the pivot
                # itself must
                pivot = annihilator[odd[0]]
                lost.append(pivot)
                for k in odd[1:]:
                    annihilator[k] ^= pivot
                del annihilator[odd[0]]
        after.append(tuple(lost))
    return Filter(tuple(annihilator), tuple(after))


def _odd(value: int) -> bool:
    return value.bit_count() % 2 == 1


def _masks(word: PauliSum) -> list[int]:
    """The words of a Pauli sum as integers of 2n bits."""
    octets = [np.ascontiguousarray(part, dtype="<u8") for part in (word.x, word.z)]
    return [
        int.from_bytes(x.tobytes(), "little") | int.from_bytes(z.tobytes(), "little") << word.qubits
        for x, z in zip(*octets, strict=True)
    ]


def prune(table: Table, functionals: Sequence[int], qubits: int) -> Table:
    """The table without the rows on which some functional is 1."""
    if not functionals or not len(table):
        return table
    width = word_count(qubits)
    words = table.keys[:, table.keys.shape[1] - 2 * width :]
    kept: npt.NDArray[np.bool_] = np.ones(len(table), dtype=np.bool_)
    for functional in functionals:
        mask = _row(functional, qubits)
        kept &= ~parity(words & mask)
    if kept.all():
        return table
    return Table(table.keys[kept], table.values[kept], table.denominator)


def _row(functional: int, qubits: int) -> Words:
    bits = [q for q in range(2 * qubits) if functional >> q & 1]
    x = pack((q for q in bits if q < qubits), qubits)
    return np.concatenate((x, pack((q - qubits for q in bits if q >= qubits), qubits)))
