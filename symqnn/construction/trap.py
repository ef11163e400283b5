"""Which angles of a network can be trapped: the one-angle trap of Lemmas 3 and 4 and Theorem 2,
wherever Eqn 18 allows it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod

from symqnn.construction.local import sites
from symqnn.construction.unreachable import Unreachable, UnreachableError
from symqnn.independence.reachability import AngleReachability, reachable_angles
from symqnn.model.qnn import QNN, require_qnn


@dataclass(frozen=True)
class Trap:
    r"""The set S of the angles that can be trapped each alone, by residuals in that angle only.

    The trap in φ_l has the residuals sin k(φ_l - φ*_l) and r(cos k(φ_l - φ*_l) - 1) for one
    frequency k. Up to factors and constants they span the same plane as cos kφ_l and sin kφ_l,
    so both must be reachable. Every residual is a sample of its own, with a state and a label of
    its own: whether it can be built does not depend on the other angles, and a dataset for a set of
    angles exists iff each of them can be trapped alone. S is therefore the set of all these angles;
    it is the largest for traps of one angle each, and every other set of such traps is a part of
    it. Traps that are linked to others (:mod:`symqnn.construction.linked`) may reach more angles.

    Args:
        qnn: the network. angles: S, increasing. frequencies: the lowest k of each angle of S.
        rest: for every other angle and every frequency of it, cos kφ_l or sin kφ_l with the
            relation that forbids it; None if S is all angles.
    """

    qnn: QNN
    angles: tuple[int, ...]
    frequencies: tuple[int, ...]
    rest: Unreachable | None

    @property
    def by_angle(self) -> Mapping[int, int]:
        """The frequency k of each angle of S."""
        return dict(zip(self.angles, self.frequencies, strict=True))

    @property
    def complete(self) -> bool:
        """Whether all angles can be trapped."""
        return len(self.angles) == len(self.qnn.parameters)

    @property
    def minima(self) -> int:
        """Number of families of minima a period: ∏ 2k_l over S, which is 2^|S| if all k_l = 1."""
        return prod(2 * k for k in self.frequencies)

    @property
    def global_minima(self) -> int:
        """Number of families of global ones: ∏ k_l over S,
        because the loss has the period 2π/k_l in φ_l.
        """
        return prod(self.frequencies)


def find_trap(qnn: QNN) -> Trap:
    """The largest set of angles that can be trapped, with a relation for every angle that cannot.

    Raises:
        SizeError: operators that are too many for exact relations.

    Example:
        >>> trap = find_trap(QNN(["ZI", "IZ"], "Y(Y+I)"))
        >>> trap.angles, trap.rest.relations
        ((0,), ({'01': 1},))
    """
    p = len(require_qnn(qnn).parameters)
    if sites(qnn):  # Proposition 5: explicit states for every angle
        return Trap(qnn, tuple(range(p)), (1,) * p, None)
    answers, lowest = reachable_angles(qnn), dict[int, int]()
    for answer in answers:
        if answer.reachable:
            lowest.setdefault(answer.axis, answer.frequency)
    angles = tuple(sorted(lowest))
    left = [answer for answer in answers if answer.axis not in lowest]
    rest = _forbidden(qnn, left) if left else None
    return Trap(qnn, angles, tuple(lowest[axis] for axis in angles), rest)


def _forbidden(qnn: QNN, answers: list[AngleReachability]) -> Unreachable:
    """One of the two targets of each angle and frequency, with its relation."""
    return Unreachable(
        qnn,
        tuple(found.sin if found.cos.reachable else found.cos for found in answers),
        either=True,
    )


def require_trap(qnn: QNN) -> Trap:
    """The trap, if at least one angle can be trapped.

    Raises:
        UnreachableError: none can; the result holds relations for every angle and frequency: a
            proof that there is none.
    """
    trap = find_trap(qnn)
    if not trap.angles and trap.rest is not None:
        raise UnreachableError(trap.rest)
    return trap
