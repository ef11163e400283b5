"""Summands of a loss in disjoint sets of angles."""

from __future__ import annotations

from math import prod

from ..trusted.reading import Index, Node
from .instance import Polynomial

Terms = Polynomial


def counts_of(node: Node) -> Index:
    """An array of COUNT."""
    return tuple(element.count() for element in node.elements())


def read_partition(node: Node, parts: list[Index], p: int, loss: Terms) -> None:
    """Angles of blocks: a partition; each term of the loss lies in one block, each angle occurs."""
    if sorted(angle for part in parts for angle in part) != list(range(p)) or not all(parts):
        raise node.reject(f"the angles of the blocks are not a partition of 0 ... {p - 1}")
    home = {angle: k for k, part in enumerate(parts) for angle in part}
    for index in loss:
        # no term joins two blocks: L is a constant plus one summand a block
        if len({home[angle] for angle, e in enumerate(index) if e}) > 1:
            raise node.reject("a term of the loss has angles in two blocks")
    if any(not any(index[angle] for index in loss) for angle in range(p)):
        raise node.reject("an angle does not occur in the loss")


def shortened(node: Node, angles: Index, loss: Terms) -> tuple[Terms, int]:
    """The summand in the angles of a block, frequencies divided by the given multiples; how many
    points lie over each point.
    """
    multiples = counts_of(node)
    if len(multiples) != len(angles) or not all(multiples):
        raise node.reject("not one positive number an angle")
    terms = {}
    for index, value in loss.items():
        if any(index[angle] for angle in angles):
            reduced = []
            for angle, multiple in zip(angles, multiples, strict=True):
                frequency, rest = divmod((index[angle] + 1) // 2, multiple)
                if rest:
                    raise node.reject(
                        f"the frequency {(index[angle] + 1) // 2} of angle {angle} occurs, which "
                        "is no multiple"
                    )
                reduced.append(2 * frequency - index[angle] % 2 if frequency else 0)
            terms[tuple(reduced)] = value
    return terms, prod(multiples)
