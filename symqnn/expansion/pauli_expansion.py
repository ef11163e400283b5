"""The engine of Pauli sums: all operators of M(θ) at once, one two-level rotation after the other, vectorised over terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from symqnn.algebra.bits import Integers, Words, magnitude, merge, scaled, widen, word_count
from symqnn.algebra.exact import short_integer
from symqnn.algebra.pauli import PauliSum, from_arrays
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.algebra.trigpoly_text import index_text
from symqnn.errors import InternalError, SizeError
from symqnn.expansion.layer import derivation_rows, is_word, read_index
from symqnn.expansion.phases import (
    COS,
    SIN,
    IndexLayout,
    Phase,
    Table,
    add_tables,
    reduced,
    times_phase,
)
from symqnn.expansion.pruning import Filter, make_filter, prune
from symqnn.expansion.shown import ShownExpansion
from symqnn.model.gate import Gate
from symqnn.model.spectrum import WordSpectrum, common_divisor
from symqnn.model.state import ProductState, State

MAX_TERMS = 20_000_000
MAX_NODES = 2_000_000


@dataclass(frozen=True, eq=False)
class PauliExpansion(ShownExpansion):
    """All operators A_e of a Pauli network as one sparse table.

    Args:
        torus: names and units of the angles. qubits: n.
        layout: where the basis index of each angle stands in a row of ``index``.
        index: packed basis indices e, shape (terms, layout.width).
        words: masks (x, z) of the Pauli words, shape (terms, 2⌈n/64⌉).
        numerators, denominator: coefficients.
    """

    torus: Torus
    qubits: int
    layout: IndexLayout
    index: Words
    words: Words
    numerators: Integers
    denominator: int

    @property
    def terms(self) -> int:
        """Number of Pauli terms in all operators together."""
        return len(self.numerators)

    def exponents(self) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
        """The basis index e of each term, shape (terms, angles)."""
        return self.layout.unpack(self.index)

    def operator(self, index: Sequence[int] | str) -> PauliSum:
        """One operator A_e."""
        wanted = read_index(index, len(self.torus))
        rows = np.flatnonzero((self.exponents() == np.array(wanted)).all(axis=1))
        return from_arrays(self.qubits, self.words[rows], self.numerators[rows], self.denominator)

    def items(self) -> Iterator[tuple[str, PauliSum]]:
        """Pairs (index as digits, A_e) with A_e ≠ 0, in the order of e."""
        exponents = self.exponents()
        order = np.lexsort(exponents.T[::-1]) if len(self.torus) else np.arange(self.terms)
        exponents = exponents[order]
        changes = (exponents[1:] != exponents[:-1]).any(axis=1)
        starts = np.flatnonzero(np.concatenate(([True], changes))) if len(order) else order
        for rows, first in zip(np.split(order, starts[1:]), starts, strict=False):
            name = index_text(exponents[first].tolist())
            yield name, from_arrays(self.qubits, self.words[rows], self.numerators[rows], self.denominator)

    def expectation(self, state: State) -> TrigPoly:
        """Output polynomial tr(ρM(θ)) (Paper: Eqn 12)."""
        width = word_count(self.qubits)
        values, common = state.word_values(self.words[:, :width], self.words[:, width:])
        alive = np.flatnonzero(values)
        values = widen(self.numerators[alive], magnitude(values)) * values[alive]
        exponents = self.layout.unpack(self.index[alive])
        return trigpoly(exponents, values, self.denominator * common, self.torus)


@dataclass(frozen=True)
class Turn:
    r"""One two-level rotation :math:`e^{-i\omega W/2}`, W² = I, of a gate.

    Args:
        word: W. phase: ω in fine phases, in which the multiples of all turns are whole.
    """

    word: PauliSum
    phase: Phase


def turns_of(gates: Sequence[Gate], angles: int) -> tuple[list[Turn], tuple[Fraction, ...]]:
    r"""The two-level rotations of all gates, and the units of the fine phases.

    :math:`e^{-iaH}=\prod_We^{-iac_WW}` for commuting words: ω = 2c_W·a. The fine unit of an angle is the greatest common
    divisor of all 2c_W·k_l; the unit of the angle is a multiple of it.

    Raises:
        InternalError: a gate given by a matrix.
    """
    spectra = [gate.spectrum for gate in gates]
    steps: list[list[Fraction]] = [[] for _ in range(angles)]
    for gate, spectrum in zip(gates, spectra, strict=True):
        for position, factor in gate.factors:
            steps[position].append(abs(factor) * spectrum.step)
    fine = tuple(common_divisor(tuple(found)) for found in steps)
    turns = []
    for gate, spectrum in zip(gates, spectra, strict=True):
        if not isinstance(spectrum, WordSpectrum):
            raise InternalError("a matrix stands among Pauli sums")
        # the weights are multiples of half the step
        wholes = [(axis, int(spectrum.step * k / fine[axis])) for axis, k in gate.factors]
        for rotation in spectrum.rotations:
            share = int(2 * rotation.weight / spectrum.step) if len(spectrum.rotations) > 1 else 1
            multiples = tuple((axis, share * m) for axis, m in wholes)
            turns.append(Turn(rotation.word, Phase(multiples, gate.fixed.times(share))))
    return turns, fine


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
    _require_budget(turns, observable, max_terms)
    table, layout = _run(turns, observable, len(torus), max_terms, None)
    return _finish(table, layout, fine, torus, observable.qubits)


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
        table = prune(table, needed.start, qubits)
    for number in reversed(range(len(turns))):
        turn = turns[number]
        axes = {axis for axis, _ in turn.phase.multiples}
        fresh = turn.phase.is_plain and not axes & seen
        table = (_branch if fresh else _rotate)(table, turn, layout)
        seen |= axes
        if needed is not None:
            table = prune(table, needed.after[number], qubits)
        if len(table) > max_terms:
            raise _too_large(f"more than {max_terms}", max_terms)
    return table, layout


def _require_budget(turns: Sequence[Turn], observable: PauliSum, max_terms: int) -> None:
    """Refuse before expanding, where terms never merge and can be counted."""
    axes = [axis for turn in turns for axis, _ in turn.phase.multiples]
    if len(set(axes)) < len(axes) or not all(turn.phase.is_plain for turn in turns):
        return  # terms merge: their number is tested as the table grows
    words = [turn.word for turn in turns]
    # a term has at most two images a rotation (one for each of the 3 maps that does not annihilate it, if W is one word)
    doubling = len(observable) * 2 ** len(turns) if all(map(is_word, words)) else None
    small = doubling is not None and doubling <= max_terms
    expected = doubling if doubling is not None and small else count_terms(words, observable)
    if expected > max_terms:
        raise _too_large(short_integer(expected), max_terms)


def _too_large(terms: str, max_terms: int) -> SizeError:
    return SizeError(
        f"the expansion has {terms} Pauli terms (budget {max_terms}); use operator(qnn, index) for one operator, "
        "evaluate(qnn, state, angles) for exact values, or raise max_terms."
    )


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
    return PauliExpansion(torus, qubits, layout, index, words, table.values, table.denominator)


def count_terms(generators: Sequence[PauliSum], observable: PauliSum) -> int:
    """Exact number of terms of the expansion for signed words with an angle each, an upper bound otherwise, without expanding.

    Distinct branches never merge for word generators, so the terms are the paths of a graph whose nodes are
    (layer, Pauli word); paths are counted node by node.

    Raises:
        SizeError: more than two million nodes in a layer.
    """
    keys = observable.keys
    counts: Integers = np.ones(len(observable), dtype=np.int64)
    for done, generator in enumerate(reversed(generators), start=1):
        counts = counts.astype(object) if magnitude(counts) > 2**40 else counts
        rows, produced, _ = derivation_rows(keys, counts, generator)
        branched = counts[rows]
        if is_word(generator):
            keys, counts = np.concatenate((keys, produced)), np.concatenate((counts, branched))
        else:  # Φ⁰ and Φ¹ = -D² hold the term and its second images, Φ² the first images
            back, again, _ = derivation_rows(produced, branched, generator)
            keys = np.concatenate((keys, keys[rows], produced, again, again))
            counts = np.concatenate((counts, branched, branched, branched[back], branched[back]))
        keys, counts = merge(keys, counts)
        most = 3**done  # a word occurs once for each index
        counts = np.minimum(counts, most) if magnitude(counts) > most else counts
        if len(counts) > MAX_NODES:
            raise SizeError(
                f"the expansion passes through more than {MAX_NODES} different Pauli words; evaluate single "
                "coefficients with operator(qnn, index)."
            )
    return int(sum(counts.tolist()))
