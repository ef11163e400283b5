"""The engine of Pauli sums: all operators of M(θ) at once, one two-level rotation after the other, vectorised over terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from symqnn.algebra.bits import (
    Integers,
    Words,
    magnitude,
    merge,
    scaled,
    sort_keys,
    sorting_order,
    widen,
    word_count,
)
from symqnn.algebra.exact import short_integer
from symqnn.algebra.pauli import PauliSum, from_arrays
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.algebra.trigpoly_text import index_text
from symqnn.errors import InternalError, SizeError
from symqnn.expansion.counting import count_terms, require_budget, too_large
from symqnn.expansion.layer import derivation_rows, is_word, read_index
from symqnn.expansion.phases import (
    COS,
    SIN,
    IndexLayout,
    Table,
    add_tables,
    joined,
    reduced,
    times_phase,
)
from symqnn.expansion.pruning import Filter, make_filter, prune
from symqnn.expansion.shown import ShownExpansion
from symqnn.expansion.turns import Turn, own_rotations, turns_of
from symqnn.expansion.word_terms import (
    MAX_PACKED,
    OwnRotation,
    Terms,
    count_own,
    expand_own,
    narrow,
    pack_codes,
    unpack_codes,
)
from symqnn.model.gate import Gate
from symqnn.model.state import ProductState, State

FEW = 32  # rows that cost less to carry along than to look at: those that do not contribute are 0 in the end
MAX_TERMS = 20_000_000
BLOCK = 2**20


@dataclass(frozen=True, eq=False, repr=False)
class PauliExpansion(ShownExpansion):
    """All operators A_e of a Pauli network as one sparse table.

    Args:
        torus: names and units of the angles. qubits: n.
        layout: where the basis index e of each angle stands in a column of ``table.index``.
        table: packed basis indices, Pauli words and numerators. denominator: of all coefficients.
    """

    torus: Torus
    qubits: int
    layout: IndexLayout
    table: Terms
    denominator: int

    @property
    def terms(self) -> int:
        """Number of Pauli terms in all operators together."""
        return len(self.table)

    @property
    def words(self) -> Words:
        """Masks (x, z) of the Pauli words, shape (terms, 2⌈n/64⌉)."""
        return unpack_codes(self.table.codes, self.qubits)

    @property
    def numerators(self) -> Integers:
        """Numerators of the coefficients, one a term."""
        return _wide(self.table.values)

    def exponents(self) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
        """The basis index e of each term, shape (terms, angles)."""
        return self.layout.unpack(self.table.index.T)

    def operator(self, index: Sequence[int] | str) -> PauliSum:
        """One operator A_e."""
        wanted = read_index(index, len(self.torus))
        if any(e > 2 * degree for e, degree in zip(wanted, self.layout.degrees, strict=True)):
            return PauliSum.zero(self.qubits)
        (row,) = self.layout.pack(np.array([wanted], dtype=np.uint8).reshape(1, len(wanted)))
        same = np.ones(self.terms, dtype=np.bool_)
        for column, part in zip(self.table.index, row, strict=True):
            same &= column == part
        return self._sum(np.flatnonzero(same))

    def _sum(self, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> PauliSum:
        words = unpack_codes(self.table.codes[rows], self.qubits)
        return from_arrays(self.qubits, words, _wide(self.table.values[rows]), self.denominator)

    def items(self) -> Iterator[tuple[str, PauliSum]]:
        """Pairs (index as digits, A_e) with A_e ≠ 0, in the order of e."""
        exponents = self.exponents()
        order = sorting_order(sort_keys(exponents))
        exponents = exponents[order]
        changes = (exponents[1:] != exponents[:-1]).any(axis=1)
        starts = np.flatnonzero(np.concatenate(([True], changes))) if len(order) else order
        for rows, first in zip(np.split(order, starts[1:]), starts, strict=False):
            yield index_text(exponents[first].tolist()), self._sum(rows)

    def expectation(self, state: State) -> TrigPoly:
        """Output polynomial tr(ρM(θ)) (Paper: Eqn 12)."""
        width, common = word_count(self.qubits), 1
        exponents, numbers = [], []
        for start in range(0, max(1, self.terms), BLOCK):  # the words of a block of terms at a time
            rows = slice(start, start + BLOCK)
            words = unpack_codes(self.table.codes[rows], self.qubits)
            values, common = state.word_values(words[:, :width], words[:, width:])
            alive = np.flatnonzero(values)
            numerators = widen(_wide(self.table.values[rows][alive]), magnitude(values))
            numbers.append(numerators * values[alive])
            exponents.append(self.layout.unpack(self.table.index[:, rows].T[alive]))
        return trigpoly(
            np.concatenate(exponents), joined(numbers), self.denominator * common, self.torus
        )


def _wide(values: Integers) -> Integers:
    """Numerators in int64, in which sums and products are watched (Python integers stay)."""
    return values if values.dtype == object else values.astype(np.int64)


def expand_pauli(
    gates: Sequence[Gate], observable: PauliSum, torus: Torus, max_terms: int = MAX_TERMS
) -> PauliExpansion:
    """Expand M(θ) completely, gate by gate from the last.

    Paper: Eqns 10-11. Cost and memory are proportional to the number of terms produced; where angles are shared, equal
    terms are merged after each rotation (a sort).

    Raises:
        SizeError: more than ``max_terms`` terms; counted before anything is built where every gate has its own angle.
    """
    turns, fine = turns_of(gates, len(torus))
    own = own_rotations(turns)
    if own is not None and observable.qubits <= MAX_PACKED and fine == torus.units:
        return _expand_own(turns, own, observable, torus, max_terms)
    require_budget(turns, observable, max_terms)
    table, layout = _run(turns, observable, len(torus), max_terms, None)
    return _finish(table, layout, fine, torus, observable.qubits)


def _expand_own(
    turns: Sequence[Turn],
    rotations: Sequence[OwnRotation],
    observable: PauliSum,
    torus: Torus,
    max_terms: int,
) -> PauliExpansion:
    """Count, then branch and append."""
    qubits, layout = observable.qubits, IndexLayout.of([1] * len(torus))
    codes = pack_codes(observable.keys, qubits)
    terms = count_own(rotations, codes, qubits, max_terms)
    if terms is None:
        try:
            number = short_integer(count_terms([turn.word for turn in turns], observable))
        except SizeError:
            number = f"more than {max_terms}"
        raise too_large(number, max_terms)
    values = narrow(observable.numerators)
    table = expand_own(rotations, codes, values, qubits, layout, terms)
    return PauliExpansion(torus, qubits, layout, table, observable.denominator)


def pauli_output(
    gates: Sequence[Gate],
    observable: PauliSum,
    torus: Torus,
    state: State,
    max_terms: int = MAX_TERMS,
) -> TrigPoly:
    """The output polynomial tr(ρM(θ)); words that cannot contribute are dropped on the way if the state is a product.

    Raises:
        SizeError: more than ``max_terms`` terms at some gate.
    """
    turns, fine = turns_of(gates, len(torus))
    words = [turn.word for turn in turns]
    needed = make_filter(state, words) if isinstance(state, ProductState) else None
    table, layout = _run(turns, observable, len(torus), max_terms, needed)
    return _finish(table, layout, fine, torus, observable.qubits).expectation(state)


def _run(
    turns: Sequence[Turn],
    observable: PauliSum,
    angles: int,
    max_terms: int,
    needed: Filter | None,
) -> tuple[Table, IndexLayout]:
    """All rotations, the last first; frequencies in fine units."""
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
    """A rotation by a multiple of a phase that has not occurred yet: terms are appended, none merge."""
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
    """Any rotation: A ↦ A + (1 - cos ω) D²A + sin ω DA, products of cosines and sines multiplied out, equal rows merged."""
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


def _finish(
    table: Table, layout: IndexLayout, fine: Sequence[Fraction], torus: Torus, qubits: int
) -> PauliExpansion:
    """Frequencies in the units of the angles, in place of the fine ones."""
    ratios = [unit / step for unit, step in zip(torus.units, fine, strict=True)]
    index, words = table.keys[:, : layout.width], table.keys[:, layout.width :]
    if any(ratio != 1 for ratio in ratios):
        exponents = np.empty((len(index), len(ratios)), dtype=np.uint8)
        for axis, ratio in enumerate(ratios):
            # fine frequencies may be above 127 and do not fit into a byte; those in the units do
            column = layout.get(index, axis)
            frequency = (column + 1) // 2
            frequency = frequency * ratio.denominator  # more than 1 for a unit that is finer than needed
            if (frequency % ratio.numerator).any():
                raise InternalError("a frequency is no multiple of the unit of its angle")
            exponents[:, axis] = np.where(column == 0, 0, 2 * (frequency // ratio.numerator) - column % 2)
        degrees = [(int(column.max(initial=0)) + 1) // 2 for column in exponents.T]
        layout = IndexLayout.of(degrees)
        index = layout.pack(exponents)
    columns = Terms(np.ascontiguousarray(index.T), pack_codes(words, qubits), narrow(table.values))
    return PauliExpansion(torus, qubits, layout, columns, table.denominator)


