"""The compact simple Lie algebras, by dimension, rank and their gradings of depth one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

# no two of one family have the same dimension
FAMILIES = ("su", "so", "sp", "g2", "f4", "e6", "e7", "e8")


@dataclass(frozen=True)
class CompactAlgebra:
    """One compact simple Lie algebra.

    Args:
        name: ``su(n)``, ``so(n)``, ``sp(n)`` (of quaternionic n × n matrices) or an exceptional
            one; each algebra has one name: su(2) stands for so(3) and sp(1), so(5) for sp(2), su(4)
            for so(6).
        dimension, rank: over the real numbers.
        depths: the ranks that ad x can have for an x with ad x of eigenvalues 0, ±2i: twice the
            dimensions of g_1 in the gradings g_{-1} + g_0 + g_1 of the complexification, one for
            each minuscule coweight.
    """

    name: str
    dimension: int
    rank: int
    depths: frozenset[int]


def compact_algebras(dimension: int) -> tuple[CompactAlgebra, ...]:
    """The compact simple Lie algebras of a dimension, up to isomorphism (Killing, Cartan), in the
    order of ``FAMILIES``.

    Example:
        >>> [algebra.name for algebra in compact_algebras(21)], compact_algebras(4)
        (['so(7)', 'sp(3)'], ())
        >>> [(algebra.name, algebra.rank) for algebra in compact_algebras(120)]
        [('su(11)', 10), ('so(16)', 8)]
    """
    found = [algebra for algebra in _all(dimension) if algebra.dimension == dimension]
    return tuple(sorted(found, key=lambda algebra: FAMILIES.index(algebra.name[:2])))


def _all(largest: int) -> Iterator[CompactAlgebra]:
    """The four families, each once, up to a dimension, and the exceptional algebras."""
    for r in range(1, largest + 1):
        if r * (2 * r - 1) > 2 * largest:
            break
        steps = range(1, r + 1)
        yield CompactAlgebra(
            f"su({r + 1})", r * (r + 2), r, frozenset(2 * k * (r + 1 - k) for k in steps)
        )
        if r >= 2:
            yield CompactAlgebra(
                f"so({2 * r + 1})", r * (2 * r + 1), r, frozenset({2 * (2 * r - 1)})
            )
        if r >= 3:
            yield CompactAlgebra(f"sp({r})", r * (2 * r + 1), r, frozenset({r * (r + 1)}))
        if r >= 4:
            depths = frozenset({2 * (2 * r - 2), r * (r - 1)})
            yield CompactAlgebra(f"so({2 * r})", r * (2 * r - 1), r, depths)
    yield CompactAlgebra("g2", 14, 2, frozenset())
    yield CompactAlgebra("f4", 52, 4, frozenset())
    yield CompactAlgebra("e6", 78, 6, frozenset({32}))
    yield CompactAlgebra("e7", 133, 7, frozenset({54}))
    yield CompactAlgebra("e8", 248, 8, frozenset())
