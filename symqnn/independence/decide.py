"""Definition 1 decided: PROVED by a full modular rank, REFUTED by a dimension count or by relations, or UNDECIDED with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np

from symqnn.algebra.exact import short_integer
from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.latex_tables import text_lines, words
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.modular import PrimeField, prime_fields
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.torus import Torus
from symqnn.errors import SizeError
from symqnn.expansion.output import expand_gates
from symqnn.independence.bounds import (
    DimensionCount,
    NecessaryConditions,
    dimension_count,
    necessary_conditions,
)
from symqnn.independence.dense_rank import dense_rank
from symqnn.independence.elimination import Relation
from symqnn.independence.explain import describe_count, describe_digits, describe_relations
from symqnn.independence.relations import (
    RankAnalysis,
    analyse,
    find_vanishing,
    is_own_two_level,
    occurring_indices,
)
from symqnn.independence.rows import OperatorRows, modular_rank, operator_rows
from symqnn.model.blocks import Block, blocks
from symqnn.model.gate import Gate
from symqnn.model.qnn import QNN, require_qnn
from symqnn.model.spectrum import MatrixSpectrum
from symqnn.status import Status

MAX_OPERATORS = 60_000  # p = 10
MAX_TERMS = 2_000_000
MAX_ENTRIES = 100_000_000
MAX_RANKED_RELATIONS = 1000
PRIMES_TRIED = 3


@dataclass(frozen=True)
class Independent:
    """Witness of independence: a prime field in which every block has full rank."""

    field: PrimeField
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Dependent:
    """Witness of dependence in one block.

    Args:
        block: where; whole: whether it is the whole network.
        count: too little room for that many operators (None if ``relations`` prove it).
        relations: linearly independent integer relations; with ``rank`` given, a basis of all of them.
        needed: so many relations prove dependence: one more than the products of cosines and sines outnumber the
            frequency vectors.
        rank: exact rank where the witness proves it; field: the prime field that gives the lower bound.
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


@dataclass(frozen=True)
class IndependenceResult(LatexRepr):
    """Answer to Definition 1 for one network.

    Args:
        status: PROVED, REFUTED or UNDECIDED.
        operators: |K| - 1, the number of components at non-zero frequency vectors; 3^p - 1 for the paper's networks.
        rank: exact rank where it is proved.
        witness: what a certificate needs (None if UNDECIDED).
        conditions: the paper's necessary condition and the sharper one.
        explanation: sentences that say why.
        named: whether operators are the paper's Φ_ξ(M).
    """

    status: Status
    operators: int
    rank: int | None
    witness: Independent | Dependent | None
    conditions: NecessaryConditions
    explanation: tuple[str, ...]
    named: bool = True

    def latex_rows(self) -> list[Row]:
        r"""LaTeX: the rank beside the number of operators, the status and the reason.

        Example:
            >>> print(linear_independence(QNN(["Z"], "Y+I")).to_latex().splitlines()[1])
            \operatorname{rank}\{\Phi_{\xi}(M) : \xi \neq 0\} &= 2 \text{ of } 2 \quad\text{(PROVED)} \\
        """
        known = r"\text{not known}, "
        if self.rank is not None:
            known = f"= {self.rank}"
        elif self.status is Status.REFUTED:
            known = f"< {self.operators}"
        left = r"\Phi_{\xi}(M) : \xi \neq 0" if self.named else r"A_{e} : e \neq 0"
        first = rf"{known} \text{{ of }} {self.operators} \quad{words(f'({self.status})')}"
        reasons = [row for line in self.explanation[:4] for row in text_lines(line)]
        return [(rf"\operatorname{{rank}}\{{{left}\}} ", first), *reasons]


def linear_independence(qnn: QNN) -> IndependenceResult:
    r"""Prove or refute that the Fourier components of M(θ) at non-zero frequency vectors are linearly independent.

    Paper: Definition 1, {Φ_ξ(M), ξ ≠ 0} for two-level gates with a parameter each. In general :math:`\{M_k:k\in K,k\ne0\}`
    in :math:`M(\theta)=\sum_kM_ke^{ik\cdot\varphi}`, K the frequency vectors that can occur; equivalently, the operators A_e,
    e ≠ 0, span a space of dimension \|K\| - 1. A network that factors is decided factor by factor: with several blocks that
    have parameters, Definition 1 holds iff in each of them *all* components, k = 0 included, are independent.

    Example:
        >>> linear_independence(QNN(["ZI", "IZ"], "(Y+I)(Y+I)")).status
        <Status.PROVED: 'PROVED'>
        >>> linear_independence(QNN(["Z"], "Z")).explanation[0]
        '2 of the 2 operators vanish: Φ_1(M) = 0, Φ_2(M) = 0'
        >>> linear_independence(QNN(["X", "Z"], "Y+I", angles=["a", "2*a"])).explanation[0]
        '1 of the 6 operators vanishes: A_3 = 0'
    """
    network = require_qnn(qnn)
    operators, parts = network.frequencies.count - 1, blocks(network)
    whole = len(parts) == 1
    named = network.is_two_level

    def result(
        status: Status,
        rank: int | None,
        witness: Independent | Dependent | None,
        why: Sequence[str],
    ) -> IndependenceResult:
        conditions = necessary_conditions(network)
        return IndependenceResult(status, operators, rank, witness, conditions, tuple(why), named)

    undecided: list[str] = []
    fields = list(islice(_fields(parts), PRIMES_TRIED))
    full = True  # whether every block has full rank in the first field
    for block in parts:
        answer = _refute(block, whole, fields)
        full = full and answer is None
        if isinstance(answer, Dependent):
            return result(Status.REFUTED, answer.rank, answer, _reasons(answer, named, network.torus))
        undecided += [answer] if answer else []
    if undecided:
        return result(Status.UNDECIDED, None, None, undecided)
    for field in fields:
        first = full and field is fields[0]
        if first or all(_rank(block, field, whole) == _count(block, whole) for block in parts):
            where = f" in each of {len(parts)} tensor factors (constant part included)"
            reason = f"full rank modulo the prime {field.modulus}{'' if whole else where}"
            return result(Status.PROVED, operators, Independent(field, parts), [reason])
    reason = f"no relation was found, but none of {PRIMES_TRIED} primes gives full rank"
    return result(Status.UNDECIDED, None, None, [reason])


def _count(block: Block, whole: bool) -> int:
    """Number of the components of a block: |K|, without k = 0 if it is the network."""
    return block.frequencies.count - whole


def _fields(parts: tuple[Block, ...]) -> Iterator[PrimeField]:
    """Primes that divide no denominator of what is computed with."""
    found = {block.observable.denominator for block in parts}
    for gate in (gate for block in parts for gate in block.gates):
        found |= _denominators(gate)
    dimensions = [
        block.observable.dimension for block in parts if isinstance(block.observable, GaussianMatrix)
    ]
    return prime_fields(max(dimensions, default=2), sorted(found))


def _denominators(gate: Gate) -> set[int]:
    """Denominators of H, of its projectors and eigenvalues or its two-level factors, and of the fixed angle."""
    spectrum = gate.spectrum
    found = {gate.generator.denominator, gate.fixed.cos.denominator, gate.fixed.sin.denominator}
    if isinstance(spectrum, MatrixSpectrum):
        found |= {part.denominator for part in spectrum.projectors}
        found |= {value.denominator for value in spectrum.multiplicities}
    else:
        found |= {rotation.word.denominator for rotation in spectrum.rotations}
    return found


def _refute(block: Block, whole: bool, fields: Sequence[PrimeField]) -> Dependent | str | None:
    """A proof of dependence of one block; None if it has full rank in the first field; '' if another field may do; or why nothing can be said."""
    if not block.axes:
        return None if _rank(block, fields[0], whole) else ""
    count = dimension_count(block, whole)
    table = _word_table(block, whole)
    too_large = _too_large(block, whole, table)
    if too_large:
        return _refute_large(block, whole, count, table) or too_large
    lower = modular_rank(table, fields[0]) if table else _rank(block, fields[0], whole)
    if lower == _count(block, whole):
        return None
    if count is not None and count.too_many and lower == count.upper_bound:
        # for words the relations say more than the count; between generic matrices they are long and say nothing
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
    ranked = whole and complete and len(relations) <= MAX_RANKED_RELATIONS and lower == analysis.rank
    if ranked and len(relations) >= needed and _independent(relations, fields[0]):
        return Dependent(
            block, whole, None, relations, needed, analysis.rank, fields[0], complete=True
        )
    return Dependent(block, whole, shown, relations, needed, complete=complete)


def _refute_large(
    block: Block, whole: bool, count: DimensionCount | None, table: OperatorRows | None
) -> Dependent | None:
    """A proof of dependence without all operators: by the count of dimensions, or by some that vanish."""
    needed, shown = _needed(block), count if count is not None and count.too_many else None
    relations: tuple[Relation, ...] = ()
    if is_own_two_level(block.gates):
        vanishing = find_vanishing(block.gates, block.observable, not whole)
        relations = (vanishing,) if vanishing else ()
    if table and not relations:
        indices = occurring_indices(block.frequencies, len(block.torus), not whole)
        absent = islice((index for index in indices if index not in table.rows), needed)
        relations = tuple({index: 1} for index in absent)
    if shown or len(relations) >= needed:
        return Dependent(block, whole, shown, relations, needed)
    return None


def _needed(block: Block) -> int:
    """So many independent relations between products of cosines and sines leave a rank below the number of vectors."""
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


def _too_large(block: Block, whole: bool, table: OperatorRows | None) -> str:
    """Why the rank of a block is not computed; '' if it is."""
    operators = max(_count(block, whole), block.frequencies.components - whole)
    if operators > MAX_OPERATORS:
        return f"{short_integer(operators)} operators are more than the {MAX_OPERATORS} whose rank is computed"
    if isinstance(block.observable, PauliSum):
        return "" if table else f"the operators have more than {MAX_TERMS} Pauli terms"
    entries = operators * 2 * block.observable.dimension**2
    if entries <= MAX_ENTRIES:
        return ""
    return f"the operators have {short_integer(entries)} coordinates (limit {MAX_ENTRIES // 10**6} million)"


def _rank(block: Block, field: PrimeField, whole: bool) -> int:
    """Rank modulo a prime of the components of a block; for a block without parameters that of its observable alone."""
    if isinstance(block.observable, PauliSum):
        return modular_rank(_table(block, whole), field)
    return dense_rank(block.gates, block.observable, block.torus.units, field, not whole).total


def _reasons(answer: Dependent, named: bool, torus: Torus) -> tuple[str, ...]:
    """Why the operators are dependent, in sentences."""
    block, operators = answer.block, _count(answer.block, answer.whole)
    where: tuple[str, ...] = ()
    if not answer.whole:
        listed = ", ".join(block.torus.names[:6]) + (", …" if len(block.torus) > 6 else "")
        where = (f"within the tensor factor on qubits {block.qubits} (parameters {listed}):",)
    sentences: tuple[str, ...] = ()
    if answer.count:
        sentences = (describe_count(answer.count, block.observable.dimension),)
    if answer.relations:
        among = block.frequencies.components - answer.whole
        name = "Φ_{}(M)" if named else "A_{}"
        sentences += describe_relations(answer.relations, among, answer.complete, name)
        if torus != Torus.default(len(torus)):
            sentences += (describe_digits(block.torus),)
    if answer.rank is not None:
        sentences += (f"the rank is exactly {answer.rank} of {operators}",)
    return (*where, *sentences)
