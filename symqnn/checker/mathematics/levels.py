"""Values of all local minima with their numbers: the fields levels, minima,
spurious and gap of a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..trusted.reading import Node, read_nullable


def read_levels(node: Node) -> list[tuple[Fraction, int]]:
    """[[RATIONAL, INTEGER], ...]."""
    pairs = [element.elements(2) for element in node.elements()]
    return [(value.rational(), number.integer()) for value, number in pairs]


def verify_levels(node: Node, levels: Sequence[tuple[Fraction, int]]) -> None:
    """The four fields against the recomputed values of the minima, increasing."""
    names = node.mapping()
    if read_levels(names["levels"]) != list(levels):
        raise names["levels"].reject("differs from the recomputed values of the minima")
    count = sum(number for _, number in levels)
    names["minima"].require_integer(count, "the number of minima")
    above = count - (levels[0][1] if levels else 0)
    names["spurious"].require_integer(above, "the number of minima above the lowest")
    if read_nullable(names["gap"]) != (levels[1][0] - levels[0][0] if len(levels) > 1 else None):
        raise names["gap"].reject("not the distance of the two lowest values")
