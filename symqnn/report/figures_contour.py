"""Regions {L ≥ level} of values on a grid, as closed outlines (marching squares); to draw only."""

from __future__ import annotations

from collections.abc import Sequence

Corner = tuple[int, int]
Edge = tuple[Corner, Corner]
Loop = list[tuple[float, float]]
# By the corners inside (upper left 8, upper right 4, lower right 2, lower left 1): the sides the
# outline joins, T R B L.
SEGMENTS: dict[int, list[tuple[str, str]]] = {
    1: [("L", "B")], 2: [("B", "R")], 3: [("L", "R")], 4: [("T", "R")],
    6: [("T", "B")], 7: [("T", "L")], 8: [("T", "L")], 9: [("T", "B")],
    11: [("T", "R")], 12: [("L", "R")], 13: [("B", "R")], 14: [("L", "B")],
}  # fmt: skip
JOINED = {5: [("T", "L"), ("B", "R")], 10: [("T", "R"), ("L", "B")]}
APART = {5: JOINED[10], 10: JOINED[5]}


def superlevel(values: Sequence[Sequence[float]], level: float) -> list[Loop]:
    """Outlines of the region where the values are at least ``level``; to be filled by the even-odd
    rule.

    Args:
        values: rows of a grid, at least 2 by 2.
        level: not a value of the grid, so that no outline passes through a node.

    Returns:
        Closed loops of points (column, row), linearly interpolated; along the border of the grid
        they run on the border.

    Example:
        >>> superlevel([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]], 0.5)
        [[(1.0, 0.5), (0.5, 1.0), (1.0, 1.5), (1.5, 1.0)]]
    """
    beside = _neighbours(values, level)
    loops: list[Loop] = []
    while beside:
        start = min(beside)
        loop, edge = [], start
        while edge in beside:
            loop.append(_crossing(values, edge, level))
            a, b = beside.pop(edge)
            edge = a if a in beside else b
        loops.append(loop)
    return loops


def _at(values: Sequence[Sequence[float]], corner: Corner) -> float | None:
    """The value at a corner; None outside the grid, which counts as below every level."""
    row, column = corner
    return values[row][column] if 0 <= row < len(values) and 0 <= column < len(values[0]) else None


def _neighbours(values: Sequence[Sequence[float]], level: float) -> dict[Edge, list[Edge]]:
    """For each grid edge that the outline crosses, the two crossings it is joined to."""
    beside: dict[Edge, list[Edge]] = {}
    for row in range(-1, len(values)):
        for column in range(-1, len(values[0])):
            a, b, c, d = (row, column), (row, column + 1), (row + 1, column + 1), (row + 1, column)
            corners = [_at(values, corner) for corner in (a, b, c, d)]
            code = sum(
                weight
                for weight, value in zip((8, 4, 2, 1), corners, strict=True)
                if value is not None and value >= level
            )
            if code in (5, 10):
                known = [value for value in corners if value is not None]
                segments = (JOINED if len(known) == 4 and sum(known) / 4 >= level else APART)[code]
            else:
                segments = SEGMENTS.get(code, [])
            sides = {"T": (a, b), "R": (b, c), "B": (d, c), "L": (a, d)}
            for first, second in segments:
                beside.setdefault(sides[first], []).append(sides[second])
                beside.setdefault(sides[second], []).append(sides[first])
    return beside


def _crossing(values: Sequence[Sequence[float]], edge: Edge, level: float) -> tuple[float, float]:
    (first, second), (low, high) = edge, (_at(values, edge[0]), _at(values, edge[1]))
    if low is None:
        return float(second[1]), float(second[0])
    share = 0.0 if high is None else (level - low) / (high - low)
    return first[1] + share * (second[1] - first[1]), first[0] + share * (second[0] - first[0])
