r"""Which residuals can be made: solvability of Eqn 18 for one target at a time, decided exactly.

States and labels realise a multiple of a target polynomial with coefficients c_e, plus a constant, iff some Hermitian
D with tr D = 0 has :math:`\operatorname{tr}(DA_e)=c_e` for all e ≠ 0 (then ρ = I/d + κD for a small κ > 0), and that is so
iff every relation Σ_{e≠0} x_e A_e = 0 has Σ x_e c_e = 0. Definition 1 asks that there be no relation; a construction needs only
that none of them forbids its targets. tr D = 0 costs nothing: the A_e with e ≠ 0 are traceless, as tr M(θ) is constant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from symqnn.independence.span import Span, Values
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
        relation: None if Eqn 18 is solvable for it; else coprime integers x_e, by index e ≠ 0, with Σ x_e A_e = 0 and Σ x_e c_e ≠ 0.
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
    r"""Decide for each target polynomial whether some state and label give it as residual, up to a factor and a constant.

    Paper: Eqn 18. Exact: a solution of the linear equations, or the relation between operators that forbids the target.

    Args:
        qnn: any network. targets: polynomials in its angles (``torus=qnn.torus``); their constants are ignored.

    Raises:
        DimensionError: a target in other angles; InputError: a target with a frequency above 30; SizeError: more than
        2 000 000 Pauli terms, or matrices too many or too large.

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
            raise InputError(f"the target {target} has frequencies above {MAX_NAMED_DEGREE}, the largest of a network.")
    decide = _Targets(tuple(_BlockSpans(block) for block in blocks(network)), len(network.torus))
    return tuple(Reachability(target, decide.forbidding(target)) for target in listed)


def reachable_angles(qnn: QNN) -> tuple[AngleReachability, ...]:
    r"""For each parameter and each frequency k of it: whether cos kφ_l and sin kφ_l are reachable alone.

    That decides, angle by angle, where the one-angle trap of Lemmas 3 and 4 and Theorem 2 can be built: its residuals in
    φ_l are multiples of sin k(φ_l - φ_l*) and cos k(φ_l - φ_l*) plus constants, which span the same plane as cos kφ_l and sin kφ_l. Every
    residual is a sample of its own, with a state and a label of its own, so a dataset for a set of angles exists iff each
    target of each angle is reachable; the largest set is the set of all such angles, and no search over subsets is needed.

    Raises:
        SizeError: as for :func:`reachability`.

    Example:
        >>> [(found.axis, found.reachable) for found in reachable_angles(QNN(["ZI", "IZ"], "Y(Y+I)"))]
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
        self._table = operator_rows(expand_gates(block.gates, block.observable, block.torus, budget))

    @cached_property
    def free(self) -> Span:
        """The values at e ≠ 0; that at e = 0 may be anything."""
        return Span(self._table.without_constant())

    @cached_property
    def all(self) -> Span:
        """The values at all e."""
        return Span(self._table)

    @cached_property
    def constant(self) -> Relation | None:
        """A relation in which A_0 occurs: the value at e = 0 is then fixed by the others."""
        return self.all.forbidding({"0" * len(self.axes): Fraction(1)})


@dataclass(frozen=True)
class _Targets:
    """Decides targets of a network M(θ) = ⊗_b M_b(θ_b), whose operators are A_e = ⊗_b A_{e_b}.

    A vector c lies in the product of the spaces V_b iff along each block all its slices lie in V_b. The value at e = 0 of
    the network is free, but it is the same for the slices of all blocks through e = 0.

    Args:
        parts: the blocks. angles: of the network.
    """

    parts: tuple[_BlockSpans, ...]
    angles: int

    def forbidding(self, target: TrigPoly) -> Relation | None:
        """A relation between the operators with e ≠ 0 that the coefficients do not satisfy; None if there is none."""
        terms = {index: value for index, value in target.terms() if any(index)}
        if len(self.parts) == 1:
            return self.parts[0].free.forbidding({index_text(e): value for e, value in terms.items()})
        through_zero: list[tuple[_BlockSpans, Values]] = []
        for part in self.parts:
            slices = self._slices(part, terms)
            through_zero.append((part, slices.pop((0,) * self.angles, {})))
            for outside, values in slices.items():
                relation = part.all.forbidding(values)
                if relation:
                    return self._embedded(part, outside, relation)
        return self._through_zero(through_zero)

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

    def _through_zero(self, slices: Sequence[tuple[_BlockSpans, Values]]) -> Relation | None:
        """The slices in which every other block is at its constant part."""
        known: tuple[_BlockSpans, Relation, Fraction] | None = None
        zero = (0,) * self.angles
        for part, values in slices:
            relation = part.free.forbidding(values)
            if relation:
                return self._embedded(part, zero, relation)
            fixed = part.constant
            if fixed is None:
                continue
            here = fixed["0" * len(part.axes)]
            # Σ x_e c_e = 0 with c_0 unknown
            total = sum((x * values.get(index, Fraction(0)) for index, x in fixed.items()), Fraction(0))
            constant = -total / here
            if known and known[2] != constant:
                return self._combined(known[:2], (part, fixed))
            known = known or (part, fixed, constant)
        return None

    def _combined(
        self, first: tuple[_BlockSpans, Relation], second: tuple[_BlockSpans, Relation]
    ) -> Relation:
        """Two relations that want different values at e = 0, combined so that A_0 cancels."""
        zero = (0,) * self.angles
        total: dict[str, int] = {}
        for sign, (part, relation), (other, another) in ((1, first, second), (-1, second, first)):
            factor = sign * another["0" * len(other.axes)]
            for index, value in self._embedded(part, zero, relation).items():
                total[index] = total.get(index, 0) + factor * value
        return coprime(total)

    def _embedded(self, part: _BlockSpans, outside: Index, relation: Relation) -> Relation:
        """A relation of a block, tensored with one operator of each other block."""
        return coprime(dict(self._full_indices(part, outside, relation)))

    def _full_indices(
        self, part: _BlockSpans, outside: Index, relation: Relation
    ) -> Iterator[tuple[str, int]]:
        for inside, value in relation.items():
            full = list(outside)
            for axis, digit in zip(part.axes, inside, strict=True):
                full[axis] = DIGITS.index(digit)
            yield index_text(full), value
