"""Necessary conditions for Definition 1, and the structural upper bound on the rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from symqnn.errors import SizeError
from symqnn.model.blocks import Block
from symqnn.model.gate import Gate
from symqnn.model.qnn import QNN, require_qnn


@dataclass(frozen=True)
class DimensionCount:
    r"""Room for the components of a block, from the first gate (the outermost map) alone.

    Where the parameter of the first gate occurs in no other gate, the components M_k with k_1 = m
    map E' to E with E - E' = m, hence rank ≤ :math:`\sum_m\min(c,\sum_{E-E'=m}r_Er_{E'})`; at m = 0
    both numbers are one less if k = 0 is left out, since the other components are traceless. For H²
    = I and p angles c = 3^(p-1), and this is
    :math:`2\min(3^{p-1},r(d-r))+\min(3^{p-1}-1,r^2+(d-r)^2-1)`.

    Args:
        multiplicities: r_E by the eigenvalues of H_1, increasing.
        behind: c, the number of frequency vectors of the other gates.
        whole: the block is the network, so k = 0 is left out.
    """

    multiplicities: Mapping[Fraction, int]
    behind: int
    whole: bool

    @property
    def rooms(self) -> Mapping[Fraction, int]:
        """Dimension of the space of maps for each difference m of eigenvalues."""
        found: dict[Fraction, int] = {}
        for high, r in self.multiplicities.items():
            for low, s in self.multiplicities.items():
                found[high - low] = found.get(high - low, 0) + r * s
        return found

    @property
    def operators(self) -> int:
        """Number of components."""
        return len(self.rooms) * self.behind - self.whole

    @property
    def upper_bound(self) -> int:
        """Upper bound on their rank."""
        total = 0
        for m, room in self.rooms.items():
            left_out = int(self.whole and m == 0)
            total += min(self.behind - left_out, room - left_out)
        return total

    @property
    def too_many(self) -> bool:
        """Whether the count alone proves linear dependence."""
        return self.upper_bound < self.operators


@dataclass(frozen=True)
class NecessaryConditions:
    """The paper's necessary condition d² ≥ |K| = 3^p beside the sharper one, room for all.

    Args:
        components: |K|, the number of frequency vectors. dimension: d.
        count: the room, where the parameter of the first gate occurs in no other gate.
    """

    components: int
    dimension: int
    count: DimensionCount | None

    @property
    def paper(self) -> bool:
        """d² ≥ |K| (Paper: d ≥ 3^(p/2), after Definition 1)."""
        return self.dimension**2 >= self.components

    @property
    def sharper(self) -> bool:
        """Whether H_1 leaves room for all; for H_1² = I this is 3^(p-1) ≤ r(d-r)."""
        return self.paper if self.count is None else not self.count.too_many


def has_own_parameter(gates: Sequence[Gate]) -> bool:
    """Whether the angle of the first gate has one parameter, which occurs in no other gate."""
    if not gates or len(gates[0].factors) != 1:
        return False
    ((position, _),) = gates[0].factors
    return all(position not in gate.parameters for gate in gates[1:])


def necessary_conditions(qnn: QNN) -> NecessaryConditions:
    """Both necessary conditions for a network.

    Example:
        >>> conditions = necessary_conditions(QNN(["X", "Z"], "Y"))
        >>> conditions.paper, conditions.sharper
        (False, False)
    """
    components = require_qnn(qnn).frequencies.count
    return NecessaryConditions(components, qnn.dimension, _count(qnn.gates, components, True))


def dimension_count(block: Block, whole: bool) -> DimensionCount | None:
    """The bound of one block; None where the first gate shares its parameter or has several."""
    return _count(block.gates, block.frequencies.count, whole)


def _count(gates: Sequence[Gate], components: int, whole: bool) -> DimensionCount | None:
    if not has_own_parameter(gates):
        return None
    try:
        multiplicities = gates[0].spectrum.multiplicities
    except SizeError:  # more commuting words than are taken apart: no count, but nothing wrong
        return None
    return DimensionCount(multiplicities, components // len(gates[0].differences()), whole)
