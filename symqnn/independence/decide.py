"""Definition 1 decided: PROVED by a full modular rank, REFUTED by a dimension count or by relations, or UNDECIDED with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from symqnn.algebra.exact import short_integer
from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.latex_tables import text_lines, words
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.modular import PrimeField, prime_fields
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import SizeError
from symqnn.expansion.layer import of_type
from symqnn.expansion.output import expand_operators
from symqnn.expansion.pauli_expansion import count_terms
from symqnn.independence.bounds import DimensionCount, NecessaryConditions, dimension_count, necessary_conditions
from symqnn.independence.dense_rank import dense_rank
from symqnn.independence.explain import describe_relations
from symqnn.independence.relations import Relation, analyse, find_vanishing, modular_rank
from symqnn.model.qnn import QNN, Block, blocks, require_qnn
from symqnn.status import Status

MAX_OPERATORS = 60_000  # p = 10
MAX_COORDINATES = 2_000_000
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
        relations: integer relations; with ``rank`` given, a basis of all of them.
        rank: exact rank where the witness proves it; field: the prime field that gives the lower bound.
        complete: whether ``relations`` is a basis of all of them.
    """

    block: Block
    whole: bool
    count: DimensionCount | None
    relations: tuple[Relation, ...] = ()
    rank: int | None = None
    field: PrimeField | None = None
    complete: bool = False


@dataclass(frozen=True)
class IndependenceResult(LatexRepr):
    """Answer to Definition 1 for one network.

    Args:
        status: PROVED, REFUTED or UNDECIDED.
        operators: 3^p - 1.
        rank: exact rank where it is proved.
        witness: what a certificate needs (None if UNDECIDED).
        conditions: the paper's necessary condition and the sharper one.
        explanation: sentences that say why.
    """

    status: Status
    operators: int
    rank: int | None
    witness: Independent | Dependent | None
    conditions: NecessaryConditions
    explanation: tuple[str, ...]

    def latex_rows(self) -> list[Row]:
        r"""LaTeX: the rank beside the number of operators, the status and the reason.

        Example:
            >>> print(linear_independence(QNN(["Z"], "Y+I")).to_latex().splitlines()[1])
            \operatorname{rank}\{\Phi_{\xi}(M) : \xi \neq 0\} &= 2 \text{ of } 2 \quad\text{(PROVED)} \\
        """
        known = "= " + str(self.rank) if self.rank is not None else "< " + str(self.operators) if self.status is Status.REFUTED else r"\text{not known}, "
        first = rf"{known} \text{{ of }} {self.operators} \quad{words(f'({self.status})')}"
        return [(r"\operatorname{rank}\{\Phi_{\xi}(M) : \xi \neq 0\} ", first), *(row for line in self.explanation[:4] for row in text_lines(line))]


def linear_independence(qnn: QNN) -> IndependenceResult:
    """Prove or refute that the operators {Φ_ξ(M), ξ ≠ 0} are linearly independent.

    Paper: Definition 1. A network that factors is decided factor by factor: with several blocks that have generators,
    Definition 1 holds iff in each of them *all* Φ_ξ, ξ = 0 included, are independent.

    Example:
        >>> linear_independence(QNN(["ZI", "IZ"], "(Y+I)(Y+I)")).status
        <Status.PROVED: 'PROVED'>
        >>> linear_independence(QNN(["Z"], "Z")).explanation[0]
        '2 of the 2 operators vanish: Φ_1(M) = 0, Φ_2(M) = 0'
    """
    conditions, operators = necessary_conditions(require_qnn(qnn)), int(3**qnn.layers) - 1
    parts = blocks(qnn)
    whole = len(parts) == 1
    undecided: list[str] = []
    fields = list(islice(_fields(parts), PRIMES_TRIED))
    full = True  # whether every block has full rank in the first field
    for block in parts:
        answer = _refute(block, whole, fields[0])
        full = full and answer is None
        if isinstance(answer, Dependent):
            why = _reasons(answer)
            return IndependenceResult(Status.REFUTED, operators, answer.rank, answer, conditions, why)
        undecided += [answer] if answer else []
    if undecided:
        return IndependenceResult(Status.UNDECIDED, operators, None, None, conditions, tuple(undecided))
    for field in fields:
        if (full and field is fields[0]) or all(_rank(block, field, whole) == _count(block, whole) for block in parts):
            where = "" if whole else f" in each of {len(parts)} tensor factors (ξ = 0 included)"
            reason = f"full rank modulo the prime {field.modulus}{where}"
            return IndependenceResult(Status.PROVED, operators, operators, Independent(field, parts), conditions, (reason,))
    reason = f"no relation was found, but none of {PRIMES_TRIED} primes gives full rank"
    return IndependenceResult(Status.UNDECIDED, operators, None, None, conditions, (reason,))


def _count(block: Block, whole: bool) -> int:
    return int(3 ** len(block.layers)) - whole


def _fields(parts: tuple[Block, ...]) -> Iterator[PrimeField]:
    denominators = {operator.denominator for block in parts for operator in (*block.generators, block.observable)}
    dimensions = [block.observable.dimension for block in parts if isinstance(block.observable, GaussianMatrix)]
    return prime_fields(max(dimensions, default=2), sorted(denominators))


def _refute(block: Block, whole: bool, field: PrimeField) -> Dependent | str | None:
    """A proof of dependence of one block; None if it has full rank in the field; '' if another field may do; or why nothing can be said."""
    if not block.layers:
        return None if _rank(block, field, whole) else ""
    count = dimension_count(block, whole)
    too_large = _too_large(block, whole)
    if too_large:
        vanishing = find_vanishing(block.generators, block.observable, not whole)
        relations: tuple[Relation, ...] = (vanishing,) if vanishing else ()
        if count.too_many or relations:
            return Dependent(block, whole, count if count.too_many else None, relations)
        return too_large
    lower = _rank(block, field, whole)
    if lower == count.operators:
        return None
    if count.too_many and lower == count.upper_bound:
        # for words the relations say more than the count; between generic matrices they are long and say nothing
        found = analyse(expand_operators(block.generators, block.observable), field, not whole) if isinstance(block.observable, PauliSum) else None
        relations, complete = (found.relations, found.rank is not None) if found else ((), False)
        return Dependent(block, whole, count, relations, lower if whole else None, field if whole else None, complete)
    return _refute_by_relations(block, whole, count, field, lower)


def _refute_by_relations(block: Block, whole: bool, count: DimensionCount, field: PrimeField, lower: int) -> Dependent | str:
    analysis = analyse(expand_operators(block.generators, block.observable), field, not whole)
    relations = analysis.relations
    if not relations:
        return ""
    ranked = whole and analysis.rank is not None and len(relations) <= MAX_RANKED_RELATIONS and lower == analysis.rank and _independent(relations, field)
    if ranked:
        return Dependent(block, whole, None, relations, analysis.rank, field, complete=True)
    return Dependent(block, whole, count if count.too_many else None, relations, complete=analysis.rank is not None)


def _independent(relations: tuple[Relation, ...], field: PrimeField) -> bool:
    columns = {xi: k for k, xi in enumerate(sorted({xi for relation in relations for xi in relation}))}
    rows = np.zeros((len(relations), len(columns)), dtype=np.int64)
    for k, relation in enumerate(relations):
        for xi, value in relation.items():
            rows[k, columns[xi]] = value % field.modulus
    return field.rank(rows) == len(relations)


def _too_large(block: Block, whole: bool) -> str:
    operators = _count(block, whole)
    if operators > MAX_OPERATORS:
        return f"{short_integer(operators)} operators are more than the {MAX_OPERATORS} whose rank is computed"
    if isinstance(block.observable, GaussianMatrix):
        coordinates = operators * 2 * block.observable.dimension**2
        return f"the operators have {short_integer(coordinates)} coordinates (limit 100 million)" if coordinates > 100_000_000 else ""
    try:
        terms = count_terms(of_type(block.generators, PauliSum), block.observable)
    except SizeError as error:
        return str(error)
    return f"the operators have {short_integer(terms)} Pauli terms (limit {MAX_COORDINATES})" if terms > MAX_COORDINATES else ""


def _rank(block: Block, field: PrimeField, whole: bool) -> int:
    """Rank modulo a prime of the operators of a block; for a block without generators that of its observable alone."""
    if isinstance(block.observable, PauliSum):
        return modular_rank(expand_operators(block.generators, block.observable), field, not whole)
    return dense_rank(of_type(block.generators, GaussianMatrix), block.observable, field, not whole).total


def _reasons(answer: Dependent) -> tuple[str, ...]:
    operators = _count(answer.block, answer.whole)
    where = () if answer.whole else (f"within the tensor factor on qubits {answer.block.qubits} (layers {tuple(k + 1 for k in answer.block.layers)}):",)
    sentences = describe_relations(answer.relations, operators, answer.complete) if answer.relations else ()
    if answer.count:
        count = answer.count
        sentences = (
            f"{short_integer(operators)} operators in a space with room for {short_integer(count.upper_bound)}: "
            f"H_1 has eigenvalue +1 with multiplicity {short_integer(count.multiplicity)} in dimension {short_integer(count.dimension)}",
            *sentences,
        )
    if answer.rank is not None:
        sentences = (*sentences, f"the rank is exactly {answer.rank} of {operators}")
    return (*where, *sentences)
