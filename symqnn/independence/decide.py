"""Definition 1: PROVED by a full modular rank, REFUTED by a count or relations, or UNDECIDED."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.latex_tables import text_lines, words
from symqnn.algebra.modular import PrimeField
from symqnn.algebra.torus import Torus
from symqnn.independence.explain import describe_count, describe_digits, describe_relations
from symqnn.independence.rank_bounds import NecessaryConditions, necessary_conditions
from symqnn.independence.refutation import (
    Dependent,
    count_components,
    rank_of_block,
    refute,
    suitable_fields,
)
from symqnn.model.blocks import Block, blocks
from symqnn.model.qnn import QNN, require_qnn
from symqnn.status import Status

PRIMES_TRIED = 3


@dataclass(frozen=True)
class Independent:
    """Witness of independence: a prime field in which every block has full rank."""

    field: PrimeField
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class IndependenceResult(LatexRepr):
    """Answer to Definition 1 for one network.

    Args:
        status: PROVED, REFUTED or UNDECIDED.
        operators: |K| - 1, the number of components at non-zero frequency vectors; 3^p - 1 for the
            paper's networks.
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

    def __repr__(self) -> str:
        rank = "not known" if self.rank is None else self.rank
        return f"<linear independence: {self.status}; rank {rank} of {self.operators}>"

    def latex_rows(self) -> list[Row]:
        r"""LaTeX: the rank beside the number of operators, the status and the reason.

        Example:
            >>> print(linear_independence(QNN(["Z"], "Y+I")).to_latex().splitlines()[1])
            \operatorname{rank}\{\Phi_{\xi}(M) : \xi \neq 0\} &= 2 \text{ of } 2
                \quad\text{(PROVED)} \\
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
    r"""Prove or refute that the components of M(θ) at non-zero frequencies are independent.

    Paper: Definition 1, {Φ_ξ(M), ξ ≠ 0} for two-level gates with a parameter each. In general
    :math:`\{M_k:k\in K,k\ne0\}` in :math:`M(\theta)=\sum_kM_ke^{ik\cdot\varphi}`, K the frequency
    vectors that can occur; equivalently, the operators A_e, e ≠ 0, span a space of dimension \|K\|
    - 1. A network that factors is decided factor by factor: with several blocks that have
    parameters, Definition 1 holds iff in each of them *all* components, k = 0 included, are
    independent.

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
    fields = list(islice(suitable_fields(parts), PRIMES_TRIED))
    full = True  # whether every block has full rank in the first field
    for block in parts:
        answer = refute(block, whole, fields)
        full = full and answer is None
        if isinstance(answer, Dependent):
            return result(
                Status.REFUTED, answer.rank, answer, _reasons(answer, named, network.torus)
            )
        undecided += [answer] if answer else []
    if undecided:
        return result(Status.UNDECIDED, None, None, undecided)
    for field in fields:
        if (full and field is fields[0]) or _full_rank(parts, field, whole):
            where = f" in each of {len(parts)} tensor factors (constant part included)"
            reason = f"full rank modulo the prime {field.modulus}{'' if whole else where}"
            return result(Status.PROVED, operators, Independent(field, parts), [reason])
    reason = f"no relation was found, but none of {PRIMES_TRIED} primes gives full rank"
    return result(Status.UNDECIDED, None, None, [reason])


def _full_rank(parts: Sequence[Block], field: PrimeField, whole: bool) -> bool:
    """Whether the components of every block are independent in a field."""
    return all(
        rank_of_block(block, field, whole) == count_components(block, whole) for block in parts
    )


def _reasons(answer: Dependent, named: bool, torus: Torus) -> tuple[str, ...]:
    """Why the operators are dependent, in sentences."""
    block, operators = answer.block, count_components(answer.block, answer.whole)
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
    return sentences if answer.whole else (_place(block) + sentences[0], *sentences[1:])


def _place(block: Block) -> str:
    """The tensor factor that a sentence speaks of."""
    qubits, names = ", ".join(map(str, block.qubits)), ", ".join(block.torus.names[:6])
    more = ", …" if len(block.torus) > 6 else ""
    s = "s" if len(block.qubits) > 1 else ""
    return f"within the tensor factor on qubit{s} {qubits} ({names}{more}): "
