"""Necessary conditions for Definition 1, and the structural upper bound on the rank."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.model.qnn import QNN, Block


@dataclass(frozen=True)
class DimensionCount:
    r"""Room for the operators of a block, from the first generator (the outermost map) alone.

    Operators with ξ_1 ≠ 0 anticommute with H_1, those with ξ_1 = 0 commute with it, hence
    rank ≤ :math:`2\min(3^{p-1}, r(d-r)) + \min(3^{p-1}-e, r^2+(d-r)^2-e)`, where e = 1 if ξ = 0 is left out.

    Args:
        layers: p. dimension: d. multiplicity: r of the eigenvalue +1 of H_1. whole: e = 1, the block is the network.
    """

    layers: int
    dimension: int
    multiplicity: int
    whole: bool

    @property
    def operators(self) -> int:
        """Number of operators."""
        return int(3**self.layers) - self.whole

    @property
    def upper_bound(self) -> int:
        """Upper bound on their rank."""
        third, r, e = 3 ** (self.layers - 1), self.multiplicity, int(self.whole)
        rest = self.dimension - r
        return int(2 * min(third, r * rest) + min(third - e, r * r + rest * rest - e))

    @property
    def too_many(self) -> bool:
        """Whether the count alone proves linear dependence."""
        return self.upper_bound < self.operators


@dataclass(frozen=True)
class NecessaryConditions:
    """The paper's necessary condition d ≥ 3^(p/2) beside the sharper 3^(p-1) ≤ r(d-r).

    Args:
        layers: p. dimension: d. multiplicity: r.
    """

    layers: int
    dimension: int
    multiplicity: int

    @property
    def paper(self) -> bool:
        """d² ≥ 3^p (Paper: after Definition 1)."""
        return self.dimension**2 >= int(3**self.layers)

    @property
    def sharper(self) -> bool:
        """3^(p-1) ≤ r(d-r); for traceless H_1 this is d ≥ 2·3^((p-1)/2)."""
        return int(3 ** (self.layers - 1)) <= self.multiplicity * (self.dimension - self.multiplicity)


def multiplicity(generator: PauliSum | GaussianMatrix) -> int:
    """Multiplicity r of the eigenvalue +1 of a generator: tr H = r - (d - r)."""
    return int((generator.trace() + generator.dimension) / Fraction(2))


def necessary_conditions(qnn: QNN) -> NecessaryConditions:
    """Both necessary conditions for a network.

    Example:
        >>> conditions = necessary_conditions(QNN(["X", "Z"], "Y"))
        >>> conditions.paper, conditions.sharper
        (False, False)
    """
    return NecessaryConditions(qnn.layers, qnn.dimension, multiplicity(qnn.generators[0]))


def dimension_count(block: Block, whole: bool) -> DimensionCount:
    """The structural bound of one block with at least one generator."""
    return DimensionCount(len(block.layers), block.observable.dimension, multiplicity(block.generators[0]), whole)
