"""Which frequency vectors can occur in M(θ)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from symqnn.algebra.components import components
from symqnn.errors import SizeError
from symqnn.model.gate import Gate

MAX_VECTORS = 200_000
Vector = tuple[int, ...]


@dataclass(frozen=True)
class FrequencySet:
    """The frequency vectors in some angles that no gate joins to the others.

    Args:
        axes: positions of the angles. vectors: the integer vectors k in the phases of these angles.
    """

    axes: tuple[int, ...]
    vectors: frozenset[Vector]


@dataclass(frozen=True)
class Frequencies:
    r"""The set K of frequency vectors that can occur in M(θ), a product of sets in disjoint angles.

    :math:`M(\theta)=\sum_{k\in K}M_ke^{ik\cdot\varphi}`; K is the sum over the gates of the sets of
    (m·k_1/g_1, …, m·k_p/g_p), m a difference of two eigenvalues.

    Args:
        parts: the factors of the product.
    """

    parts: tuple[FrequencySet, ...]

    @property
    def count(self) -> int:
        """|K|; for the paper's networks 3^p."""
        return prod(len(part.vectors) for part in self.parts)

    @property
    def components(self) -> int:
        """Number of products of cosines and sines with a frequency vector
        that occurs up to signs, 1 included.
        """
        total = 1
        for part in self.parts:
            shapes = {tuple(abs(k) for k in vector) for vector in part.vectors}
            total *= sum(2 ** sum(k > 0 for k in shape) for shape in shapes)
        return total

    @property
    def degrees(self) -> tuple[int, ...]:
        """Largest frequency in each phase."""
        found = {
            axis: max(abs(vector[place]) for vector in part.vectors)
            for part in self.parts
            for place, axis in enumerate(part.axes)
        }
        return tuple(found[axis] for axis in sorted(found))


def frequencies(gates: Sequence[Gate], units: Sequence[Fraction]) -> Frequencies:
    """The frequency vectors that can occur in M(θ), in the phases φ_l = g_l·θ_l.

    Raises:
        SizeError: more than 200 000 vectors in angles that gates join.

    Example:
        >>> from symqnn.model.qnn import QNN
        >>> shared = QNN(["X", "Z"], "Y", angles=["a", "a"])
        >>> frequencies(shared.gates, shared.torus.units).count
        5
    """
    joined = components(range(len(units)), [gate.parameters for gate in gates])
    home = {axis: number for number, axes in enumerate(joined) for axis in axes}
    groups: list[list[Gate]] = [[] for _ in joined]
    for gate in gates:
        if not gate.is_fixed:
            groups[home[gate.factors[0][0]]].append(gate)
    parts = []
    for axes, inside in zip(joined, groups, strict=True):
        parts.append(FrequencySet(axes, _minkowski_sum(inside, axes, units)))
    return Frequencies(tuple(parts))


def _minkowski_sum(
    gates: Sequence[Gate], axes: Sequence[int], units: Sequence[Fraction]
) -> frozenset[Vector]:
    found: set[Vector] = {(0,) * len(axes)}
    for gate in gates:
        slopes = dict(gate.factors)
        steps = [
            tuple(int(m * slopes.get(axis, Fraction(0)) / units[axis]) for axis in axes)
            for m in gate.differences()
        ]
        if len(found) * len(steps) > 50 * MAX_VECTORS:
            raise _too_many()
        found = {tuple(map(sum, zip(old, step, strict=True))) for old in found for step in steps}
        if len(found) > MAX_VECTORS:
            raise _too_many()
    return frozenset(found)


def _too_many() -> SizeError:
    return SizeError(
        f"more than {MAX_VECTORS} frequency vectors can occur; their number is not determined."
    )
