"""The engine of Pauli sums: all operators of M(θ) at once, vectorised over terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from symqnn.algebra.bits import (
    Integers,
    Words,
    magnitude,
    sort_keys,
    sorting_order,
    widen,
)
from symqnn.algebra.exact import short_integer
from symqnn.algebra.pauli import PauliSum, from_arrays
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.algebra.trigpoly_text import index_text
from symqnn.errors import InternalError, SizeError
from symqnn.expansion.counting import count_terms, require_budget, too_large
from symqnn.expansion.layer import is_word, read_index
from symqnn.expansion.phases import (
    IndexLayout,
    Table,
    joined,
)
from symqnn.expansion.pruning import make_filter
from symqnn.expansion.rotations import FEW, rotated
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
        made = _output(self._blocks(), state, self.layout)
        return trigpoly(made.exponents, made.numerators, self.denominator * made.common, self.torus)

    def _blocks(self) -> Iterator[Table]:
        """The rows of the table with wide masks, a block at a time."""
        for start in range(0, max(1, self.terms), BLOCK):
            rows = slice(start, start + BLOCK)
            words = unpack_codes(self.table.codes[rows], self.qubits)
            keys = np.concatenate((self.table.index[:, rows].T, words), axis=1)
            yield Table(keys, _wide(self.table.values[rows]), self.denominator)


@dataclass(frozen=True)
class _Output:
    """Terms of an output, not merged: basis indices and numerators over a common factor."""

    exponents: np.ndarray[tuple[int, int], np.dtype[np.uint8]]
    numerators: Integers
    common: int


def _output(tables: Iterable[Table], state: State, layout: IndexLayout) -> _Output:
    """tr(ρP) in place of each word P, rows with the value 0 left out."""
    width, common = layout.width, 1
    exponents, numbers = [], []
    for table in tables:
        half = (table.keys.shape[1] - width) // 2
        words = table.keys[:, width:]
        values, common = state.word_values(words[:, :half], words[:, half:])
        alive = np.flatnonzero(values)
        numbers.append(widen(table.values[alive], magnitude(values)) * values[alive])
        exponents.append(layout.unpack(table.keys[alive, :width]))
    return _Output(np.concatenate(exponents), joined(numbers), common)


def _wide(values: Integers) -> Integers:
    """Numerators in int64, in which sums and products are watched (Python integers stay)."""
    return values if values.dtype == object else values.astype(np.int64)


def expand_pauli(
    gates: Sequence[Gate], observable: PauliSum, torus: Torus, max_terms: int = MAX_TERMS
) -> PauliExpansion:
    """Expand M(θ) completely, gate by gate from the last.

    Paper: Eqns 10-11. Cost and memory are proportional to the number of terms produced; where
    angles are shared, equal terms are merged after each rotation (a sort).

    Raises:
        SizeError: more than ``max_terms`` terms; counted before anything is built where every gate
            has its own angle.
    """
    turns, fine = turns_of(gates, len(torus))
    own = own_rotations(turns)
    if own is not None and observable.qubits <= MAX_PACKED and fine == torus.units:
        return _expand_own(turns, own, observable, torus, max_terms)
    require_budget(turns, observable, max_terms)
    return _expand_merging(turns, fine, observable, torus, max_terms)


def _expand_merging(
    turns: Sequence[Turn],
    fine: Sequence[Fraction],
    observable: PauliSum,
    torus: Torus,
    max_terms: int,
) -> PauliExpansion:
    """All rotations one after the other, equal rows merged."""
    table, layout = rotated(turns, observable, len(torus), max_terms, None)
    table, layout = _in_units(table, layout, fine, torus)
    index, words = table.keys[:, : layout.width], table.keys[:, layout.width :]
    codes, values = pack_codes(words, observable.qubits), narrow(table.values)
    columns = Terms(np.ascontiguousarray(index.T), codes, values)
    return PauliExpansion(torus, observable.qubits, layout, columns, table.denominator)


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
    """The output polynomial tr(ρM(θ)); words that cannot contribute are dropped on the way if the
    state is a product.

    Raises:
        SizeError: more than ``max_terms`` terms at some gate.
    """
    turns, fine = turns_of(gates, len(torus))
    words = [turn.word for turn in turns]
    # with at most FEW rows at the end there is nothing to gain by dropping some on the way
    small = all(map(is_word, words)) and len(observable) << len(words) <= FEW
    needed = make_filter(state, words) if isinstance(state, ProductState) and not small else None
    table, layout = rotated(turns, observable, len(torus), max_terms, needed)
    table, layout = _in_units(table, layout, fine, torus)
    made = _output([table], state, layout)
    return trigpoly(made.exponents, made.numerators, table.denominator * made.common, torus)


def _in_units(
    table: Table, layout: IndexLayout, fine: Sequence[Fraction], torus: Torus
) -> tuple[Table, IndexLayout]:
    """Frequencies in the units of the angles, in place of the fine ones."""
    if torus.units == tuple(fine):
        return table, layout
    index, words = table.keys[:, : layout.width], table.keys[:, layout.width :]
    exponents = np.empty((len(index), len(fine)), dtype=np.uint8)
    for axis, (unit, step) in enumerate(zip(torus.units, fine, strict=True)):
        ratio = unit / step
        # fine frequencies may be above 127 and do not fit into a byte; those in the units do
        column = layout.get(index, axis)
        # a denominator above 1 belongs to a unit that is finer than needed
        frequency = (column + 1) // 2 * ratio.denominator
        if (frequency % ratio.numerator).any():
            raise InternalError("a frequency is no multiple of the unit of its angle")
        whole = 2 * (frequency // ratio.numerator)
        exponents[:, axis] = np.where(column == 0, 0, whole - column % 2)
    layout = IndexLayout.of((int(column.max(initial=0)) + 1) // 2 for column in exponents.T)
    keys = np.concatenate((layout.pack(exponents), words), axis=1)
    return Table(keys, table.values, table.denominator), layout
