"""One tensor factor: full modular rank, or a proof that its components are dependent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from symqnn.algebra.exact import short_integer
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.modular import PrimeField, prime_fields
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import SizeError
from symqnn.expansion.output import expand_gates
from symqnn.independence.dense_rank import dense_rank
from symqnn.independence.elimination import Relation
from symqnn.independence.rank_bounds import DimensionCount, dimension_count
from symqnn.independence.relations import (
    RankAnalysis,
    analyse,
    find_vanishing,
    is_own_two_level,
    occurring_indices,
)
from symqnn.independence.rows import OperatorRows, modular_rank, operator_rows
from symqnn.model.blocks import Block
from symqnn.model.gate import Gate
from symqnn.model.spectrum import MatrixSpectrum

MAX_OPERATORS = 60_000  # p = 10
MAX_TERMS = 2_000_000
MAX_ENTRIES = 100_000_000
MAX_RANKED_RELATIONS = 1000


@dataclass(frozen=True)
class Dependent:
    """Witness of dependence in one block.

    Args:
        block: where; whole: whether it is the whole network.
        count: too little room for that many operators (None if ``relations`` prove it).
        relations: linearly independent integer relations; with ``rank`` given, a basis of all of
            them.
        needed: so many relations prove dependence: one more than the products of cosines and sines
            outnumber the frequency vectors.
        rank: exact rank where the witness proves it; field: the prime field that gives the lower
            bound.
        complete: whether ``relations`` is a basis of all of them.
    """

    block: Block
    whole: bool
    count: DimensionCount | None
    relations: tuple[Relation, ...] = ()
    needed: int = 1
    rank: int | None = None
    field: PrimeField | None = None
    complete: bool = False


def count_components(block: Block, whole: bool) -> int:
    """Number of components of a block: |K|, without k = 0 if it is the network."""
    return block.frequencies.count - whole


def suitable_fields(parts: tuple[Block, ...]) -> Iterator[PrimeField]:
    """Primes that divide no denominator of what is computed with."""
    found = {block.observable.denominator for block in parts}
    for gate in (gate for block in parts for gate in block.gates):
        found |= _denominators(gate)
    dimensions = [
        block.observable.dimension
        for block in parts
        if isinstance(block.observable, GaussianMatrix)
    ]
    return prime_fields(max(dimensions, default=2), sorted(found))


def _denominators(gate: Gate) -> set[int]:
    """Denominators of H, its projectors and eigenvalues or two-level factors, and the angle."""
    spectrum = gate.spectrum
    found = {gate.generator.denominator, gate.fixed.cos.denominator, gate.fixed.sin.denominator}
    if isinstance(spectrum, MatrixSpectrum):
        found |= {part.denominator for part in spectrum.projectors}
        found |= {value.denominator for value in spectrum.multiplicities}
    else:
        found |= {rotation.word.denominator for rotation in spectrum.rotations}
    return found


def refute(block: Block, whole: bool, fields: Sequence[PrimeField]) -> Dependent | str | None:
    """A proof of dependence of one block, or why there is none.

    Args:
        whole: whether the block is the network. fields: primes that divide no denominator.

    Returns:
        None if the block has full rank in the first field; '' if it may have in another; otherwise
        the proof, or a sentence.
    """
    if not block.axes:
        return None if rank_of_block(block, fields[0], whole) else ""
    count = dimension_count(block, whole)
    if too_many := _too_many(block, whole):
        return _refute_large(block, whole, count) or too_many
    table = _word_table(block, whole)
    if too_large := _too_large(block, whole, table):
        return _refute_large(block, whole, count) or too_large
    lower = modular_rank(table, fields[0]) if table else rank_of_block(block, fields[0], whole)
    if lower == count_components(block, whole):
        return None
    if count is not None and count.too_many and lower == count.upper_bound:
        # for words the relations say more than the count; between matrices they are long
        found = _analysis(block, whole, table, fields) if table else None
        relations, complete = (found.relations, found.rank is not None) if found else ((), False)
        needed, rank, field = _needed(block), lower if whole else None, fields[0] if whole else None
        return Dependent(block, whole, count, relations, needed, rank, field, complete)
    return _refute_by_relations(block, whole, count, table, fields, lower)


def _refute_by_relations(
    block: Block,
    whole: bool,
    count: DimensionCount | None,
    table: OperatorRows | None,
    fields: Sequence[PrimeField],
    lower: int,
) -> Dependent | str:
    """A proof by relations, with the exact rank where it is known and not too long."""
    shown = count if count is not None and count.too_many else None
    analysis, needed = _analysis(block, whole, table, fields), _needed(block)
    relations, complete = analysis.relations, analysis.rank is not None
    if len(relations) < needed and shown is None:
        return ""
    ranked = (
        whole and complete and len(relations) <= MAX_RANKED_RELATIONS and lower == analysis.rank
    )
    if ranked and len(relations) >= needed and _independent(relations, fields[0]):
        return Dependent(
            block, whole, None, relations, needed, analysis.rank, fields[0], complete=True
        )
    return Dependent(block, whole, shown, relations, needed, complete=complete)


def _refute_large(block: Block, whole: bool, count: DimensionCount | None) -> Dependent | None:
    """A proof without all operators: by the count of dimensions, or by some that vanish."""
    needed, shown = _needed(block), count if count is not None and count.too_many else None
    relations: tuple[Relation, ...] = ()
    if is_own_two_level(block.gates):
        vanishing = find_vanishing(block.gates, block.observable, not whole)
        relations = (vanishing,) if vanishing else ()
    # the table costs most: it is made only where no vanishing operator was found without it
    table = None if relations else _word_table(block, whole)
    if table:
        indices = occurring_indices(block.frequencies, len(block.torus), not whole)
        absent = islice((index for index in indices if index not in table.rows), needed)
        relations = tuple({index: 1} for index in absent)
    if shown or len(relations) >= needed:
        return Dependent(block, whole, shown, relations, needed)
    return None


def _needed(block: Block) -> int:
    """So many relations leave a rank below the number of frequency vectors."""
    known = block.frequencies
    return known.components - known.count + 1


def _analysis(
    block: Block, whole: bool, table: OperatorRows | None, fields: Sequence[PrimeField]
) -> RankAnalysis:
    """Relations between the operators of a block."""
    indices = list(occurring_indices(block.frequencies, len(block.torus), not whole))
    return analyse(table or _table(block, whole), indices, fields, _needed(block))


def _table(block: Block, whole: bool, budget: int = MAX_ENTRIES) -> OperatorRows:
    rows = operator_rows(expand_gates(block.gates, block.observable, block.torus, budget))
    return rows.without_constant() if whole else rows


def _word_table(block: Block, whole: bool) -> OperatorRows | None:
    """The rows of a block of Pauli sums; None if they are too many, or for matrices."""
    if not isinstance(block.observable, PauliSum):
        return None
    try:
        return _table(block, whole, MAX_TERMS)
    except SizeError:
        return None


def _independent(relations: tuple[Relation, ...], field: PrimeField) -> bool:
    names = sorted({index for relation in relations for index in relation})
    columns = {index: k for k, index in enumerate(names)}
    rows = np.zeros((len(relations), len(columns)), dtype=np.int64)
    for k, relation in enumerate(relations):
        for index, value in relation.items():
            rows[k, columns[index]] = value % field.modulus
    return field.rank(rows) == len(relations)


def _operators(block: Block, whole: bool) -> int:
    """Number of frequency vectors or of operators, whichever is larger."""
    return max(count_components(block, whole), block.frequencies.components - whole)


def _too_many(block: Block, whole: bool) -> str:
    """What is said where there are too many operators for a rank; '' if there are not."""
    operators = _operators(block, whole)
    if operators <= MAX_OPERATORS:
        return ""
    number = short_integer(operators)
    return f"{number} operators are more than the {MAX_OPERATORS} whose rank is computed"


def _too_large(block: Block, whole: bool, table: OperatorRows | None) -> str:
    """Why the coordinates of not too many operators are not computed; '' if they are."""
    if isinstance(block.observable, PauliSum):
        return "" if table else f"the operators have more than {MAX_TERMS} Pauli terms"
    entries = _operators(block, whole) * 2 * block.observable.dimension**2
    if entries <= MAX_ENTRIES:
        return ""
    limit = f"{MAX_ENTRIES // 10**6} million"
    return f"the operators have {short_integer(entries)} coordinates (limit {limit})"


def rank_of_block(block: Block, field: PrimeField, whole: bool) -> int:
    """Rank modulo a prime of the components of a block; without parameters, of its observable."""
    if isinstance(block.observable, PauliSum):
        return modular_rank(_table(block, whole), field)
    return dense_rank(block.gates, block.observable, block.torus.units, field, not whole).total
