"""The two-level rotations of a network, one after the other, applied to a table of terms."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symqnn.algebra.bits import merge, scaled
from symqnn.algebra.pauli import PauliSum
from symqnn.expansion.counting import too_large
from symqnn.expansion.layer import derivation_rows, is_word
from symqnn.expansion.phases import COS, SIN, IndexLayout, Table, add_tables, reduced, times_phase
from symqnn.expansion.pruning import Filter, prune
from symqnn.expansion.turns import Turn

# rows that cost less to carry along than to look at: those that do not contribute are 0 in the end
FEW = 32


def rotated(
    turns: Sequence[Turn],
    observable: PauliSum,
    angles: int,
    max_terms: int,
    needed: Filter | None,
) -> tuple[Table, IndexLayout]:
    """All rotations, the last first; frequencies in fine units.

    Raises:
        SizeError: more than ``max_terms`` terms after a rotation.
    """
    degrees = [0] * angles
    for turn in turns:
        for axis, m in turn.phase.multiples:
            degrees[axis] += abs(m)
    layout, qubits = IndexLayout.of(degrees), observable.qubits
    start = np.zeros((len(observable), layout.width), dtype=np.uint64)
    keys = np.concatenate((start, observable.keys), axis=1)
    table, seen = Table(keys, observable.numerators, observable.denominator), set[int]()
    if needed is not None:
        table = prune(table, needed.start, qubits) if len(table) > FEW else table
    for number in reversed(range(len(turns))):
        turn = turns[number]
        axes = {axis for axis, _ in turn.phase.multiples}
        fresh = turn.phase.is_plain and not axes & seen
        table = (_branch if fresh else _rotate)(table, turn, layout)
        seen |= axes
        if needed is not None:
            table = prune(table, needed.after[number], qubits) if len(table) > FEW else table
        if len(table) > max_terms:
            raise too_large(f"more than {max_terms}", max_terms)
    return table, layout


def _branch(table: Table, turn: Turn, layout: IndexLayout) -> Table:
    """A rotation by a multiple of a phase that has not occurred yet:
    terms are appended, none merge.
    """
    ((axis, m),) = turn.phase.multiples
    word = turn.word if m > 0 else -turn.word  # R_W(-ω) = R_-W(ω)
    step = _word_layer if is_word(word) else _sum_layer
    return step(table, word, axis, abs(m), layout)


def _word_layer(table: Table, word: PauliSum, axis: int, m: int, layout: IndexLayout) -> Table:
    width = layout.width
    rows, images, numbers = derivation_rows(table.keys[:, width:], table.values, word)
    sine = table.keys[rows]
    sine[:, width:] = images
    keys = table.keys.copy()
    # Φ⁰ keeps the commuting terms, Φ¹ the anticommuting ones unchanged, Φ² their images
    column, shift = layout.words[axis], layout.shifts[axis]
    keys[rows, column] |= np.uint64((2 * m - 1) << shift)
    sine[:, column] |= np.uint64((2 * m) << shift)
    return Table(
        np.concatenate((keys, sine)), np.concatenate((table.values, numbers)), table.denominator
    )


def _sum_layer(table: Table, word: PauliSum, axis: int, m: int, layout: IndexLayout) -> Table:
    first, second = _derivatives(table, word, layout.width)
    zeroth_keys = np.concatenate((table.keys, second.keys))  # Φ⁰A = A + D²A
    scale = word.denominator**2
    zeroth = np.concatenate((scaled(table.values, scale), second.values))
    zeroth_keys, zeroth = merge(zeroth_keys, zeroth)
    cos_keys, sin_keys = second.keys.copy(), first.keys.copy()
    layout.put(cos_keys, axis, 2 * m - 1)  # Φ¹A = -D²A
    layout.put(sin_keys, axis, 2 * m)  # Φ²A = DA
    values = np.concatenate((zeroth, -second.values, scaled(first.values, word.denominator)))
    return reduced(
        Table(np.concatenate((zeroth_keys, cos_keys, sin_keys)), values, second.denominator)
    )


def _derivatives(table: Table, word: PauliSum, width: int) -> tuple[Table, Table]:
    """DA and D²A for D A = (i/2)[W, A]."""
    made = []
    current = table
    for _ in range(2):
        rows, words, numbers = derivation_rows(current.keys[:, width:], current.values, word)
        keys, values = merge(np.concatenate((current.keys[rows, :width], words), axis=1), numbers)
        current = Table(keys, values, current.denominator * word.denominator)
        made.append(current)
    return made[0], made[1]


def _rotate(table: Table, turn: Turn, layout: IndexLayout) -> Table:
    """Any rotation: A ↦ A + (1 - cos ω) D²A + sin ω DA, products of cosines and sines multiplied
    out, equal rows merged.
    """
    if is_word(turn.word):
        width = layout.width
        rows, words, numbers = derivation_rows(table.keys[:, width:], table.values, turn.word)
        moved = np.zeros(len(table), dtype=np.bool_)
        moved[rows] = True
        still = Table(table.keys[~moved], table.values[~moved], table.denominator)
        # a term that anticommutes with W: D²A = -A
        old = Table(table.keys[rows], table.values[rows], table.denominator)
        image_keys = np.concatenate((table.keys[rows, :width], words), axis=1)
        image = Table(image_keys, numbers, table.denominator)
        parts = [still, *times_phase(old, turn.phase, COS, layout)]
    else:
        image, second = _derivatives(table, turn.word, layout.width)
        negative = Table(second.keys, -second.values, second.denominator)
        parts = [table, second, *times_phase(negative, turn.phase, COS, layout)]
    return add_tables([*parts, *times_phase(image, turn.phase, SIN, layout)])
