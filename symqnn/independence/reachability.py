r"""Which residuals can be made: solvability of Eqn 18 for one target at a time, decided exactly.

States and labels realise a multiple of a target polynomial with coefficients c_e, plus a constant,
iff some Hermitian D with tr D = 0 has :math:`\operatorname{tr}(DA_e)=c_e` for all e ≠ 0 (then ρ =
I/d + κD for a small κ > 0), and that is so iff every relation Σ_{e≠0} x_e A_e = 0 has Σ x_e c_e =
0. Definition 1 asks that there be no relation; a construction needs only that none of them forbids
its targets. tr D = 0 costs nothing: the A_e with e ≠ 0 are traceless, as tr M(θ) is constant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import DIGITS, MAX_NAMED_DEGREE, index_text
from symqnn.errors import InputError
from symqnn.expansion.dense_expansion import MAX_ENTRIES
from symqnn.expansion.output import expand_gates
from symqnn.independence.elimination import Relation, coprime
from symqnn.independence.rows import operator_rows
from symqnn.independence.span import Span
from symqnn.model.blocks import Block, blocks
from symqnn.model.qnn import QNN, require_qnn

MAX_TERMS = 2_000_000
Index = tuple[int, ...]
Slices = dict[Index, dict[str, Fraction]]


@dataclass(frozen=True)
class Reachability:
    """Answer of :func:`reachability` for one target.

    Args:
        target: the wanted residual, up to a factor and a constant.
        relation: None if Eqn 18 is solvable for it; else coprime integers x_e, by index e ≠ 0, with
            Σ x_e A_e = 0 and Σ x_e c_e ≠ 0.
    """

    target: TrigPoly
    relation: Relation | None

    @property
    def reachable(self) -> bool:
        """Whether Eqn 18 is solvable for the target."""
        return self.relation is None


@dataclass(frozen=True)
class AngleReachability:
    """Whether cos kφ_l and sin kφ_l alone, φ_l = g_l·θ_l, are reachable.

    Args:
        axis: position of the parameter. frequency: k. cos, sin: the answers.
    """

    axis: int
    frequency: int
    cos: Reachability
    sin: Reachability

    @property
    def reachable(self) -> bool:
        """Whether both are."""
        return self.cos.reachable and self.sin.reachable


def reachability(qnn: QNN, targets: Iterable[TrigPoly]) -> tuple[Reachability, ...]:
    r"""Decide for each target whether some state and label make it a residual.

    A residual counts up to a non-zero factor and a constant.

    Paper: Eqn 18. Exact: a solution of the linear equations, or the relation between operators that
    forbids the target.

    Args:
        qnn: any network. targets: polynomials in its angles (``torus=qnn.torus``); their constants
            are ignored.

    Raises:
        DimensionError: a target in other angles; InputError: a target with a frequency above 30;
        SizeError: more than 2 000 000 Pauli terms, or matrices too many or too large.

    Example:
        >>> qnn = QNN(["ZI", "IZ"], "Y(Y+I)")
        >>> targets = [TrigPoly.from_terms({index: 1}) for index in ("10", "11", "01")]
        >>> [answer.relation for answer in reachability(qnn, targets)]
        [None, None, {'01': 1}]
    """
    network, listed = require_qnn(qnn), tuple(targets)
    for target in listed:
        network.torus.require_equal(target.torus)
        if max(target.degrees, default=0) > MAX_NAMED_DEGREE:
            raise InputError(
                f"the target {target} has frequencies above {MAX_NAMED_DEGREE}, the largest of a "
                "network."
            )
    decide = _Targets(tuple(_BlockSpans(block) for block in blocks(network)), len(network.torus))
    return tuple(Reachability(target, decide.forbidding(target)) for target in listed)


def reachable_angles(qnn: QNN) -> tuple[AngleReachability, ...]:
    r"""For each parameter and frequency k of it: whether cos kφ_l and sin kφ_l are reachable.

    That decides, angle by angle, where the one-angle trap of Lemmas 3 and 4 and Theorem 2 can be
    built: its residuals in φ_l are multiples of sin k(φ_l - φ_l*) and cos k(φ_l - φ_l*) plus
    constants, which span the same plane as cos kφ_l and sin kφ_l. Every residual is a sample of its
    own, with a state and a label of its own, so a dataset for a set of angles exists iff each
    target of each angle is reachable; the largest set is the set of all such angles, and no search
    over subsets is needed.

    Raises:
        SizeError: as for :func:`reachability`.

    Example:
        >>> qnn = QNN(["ZI", "IZ"], "Y(Y+I)")
        >>> [(found.axis, found.reachable) for found in reachable_angles(qnn)]
        [(0, True), (1, False)]
    """
    torus, places = require_qnn(qnn).torus, []
    for axis, degree in enumerate(qnn.degrees):
        places += [(axis, k) for k in range(1, degree + 1)]
    targets = []
    for axis, k in places:
        for e in (2 * k - 1, 2 * k):
            index = tuple(e if other == axis else 0 for other in range(len(torus)))
            targets.append(TrigPoly.from_terms({index: 1}, torus=torus))
    answers = reachability(qnn, targets)
    pairs = zip(places, answers[::2], answers[1::2], strict=True)
    return tuple(AngleReachability(axis, k, cos, sin) for (axis, k), cos, sin in pairs)


class _BlockSpans:
    """The operators of one tensor factor.

    Args:
        block: the factor.
    """

    def __init__(self, block: Block) -> None:
        self.axes = block.axes
        budget = MAX_TERMS if isinstance(block.observable, PauliSum) else MAX_ENTRIES
        self._table = operator_rows(
            expand_gates(block.gates, block.observable, block.torus, budget)
        )

    @cached_property
    def free(self) -> Span:
        """The values at e ≠ 0; that at e = 0 may be anything."""
        return Span(self._table.without_constant())

    @cached_property
    def all(self) -> Span:
        """The values at all e."""
        return Span(self._table)


@dataclass(frozen=True)
class _Targets:
    """Decides targets of a network M(θ) = ⊗_b M_b(θ_b), whose operators are A_e = ⊗_b A_{e_b}.

    A vector c lies in the product of the spaces V_b iff along each block all its slices lie in V_b.
    The value c_0 at e = 0 of the network is free, and only the slices through it, with every other
    block at its constant part, contain it. A block with a relation x, x_0 ≠ 0, between its
    operators fixes it; so may another block, with y. They agree: along both blocks the other slices
    satisfy the relations, so either way c_0 = Σ x_e y_f c_(e,f)/(x_0 y_0) over e, f ≠ 0. Hence for
    the slices through e = 0 the relations with x_0 = 0 are all that is left to test.

    Args:
        parts: the blocks. angles: of the network.
    """

    parts: tuple[_BlockSpans, ...]
    angles: int

    def forbidding(self, target: TrigPoly) -> Relation | None:
        """A relation between operators, e ≠ 0, that the target violates; None if there is none."""
        terms = {index: value for index, value in target.terms() if any(index)}
        if len(self.parts) == 1:
            return self.parts[0].free.forbidding(
                {index_text(e): value for e, value in terms.items()}
            )
        for part in self.parts:
            for outside, values in self._slices(part, terms).items():
                span = part.all if any(outside) else part.free
                relation = span.forbidding(values)
                if relation:
                    return self._embedded(part, outside, relation)
        return None

    def _slices(self, part: _BlockSpans, terms: Mapping[Index, Fraction]) -> Slices:
        """The values along a block by the index outside of it (digits inside set to 0)."""
        found: Slices = {}
        for index, value in terms.items():
            outside = list(index)
            for axis in part.axes:
                outside[axis] = 0
            inside = index_text([index[axis] for axis in part.axes])
            found.setdefault(tuple(outside), {})[inside] = value
        return found

    def _embedded(self, part: _BlockSpans, outside: Index, relation: Relation) -> Relation:
        """A relation of a block, tensored with one operator of each other block."""
        found = {}
        for inside, value in relation.items():
            full = list(outside)
            for axis, digit in zip(part.axes, inside, strict=True):
                full[axis] = DIGITS.index(digit)
            found[index_text(full)] = value
        return coprime(found)
