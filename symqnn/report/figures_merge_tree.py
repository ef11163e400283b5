"""The merge tree of the sublevel sets {L ≤ t}: which basins flow together, and at which value."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import pi

import networkx as nx
import numpy as np
import numpy.typing as npt

from symqnn.report.figures_data import DrawnLandscape, degenerate_levels, describe, middle
from symqnn.report.svg import WIDTH, Figure, Scale, line, marker, round_ticks, text, vertical_axis
from symqnn.roots.critical_list import CriticalPoint

STEPS, NEAR = 20_000, 1e-4


def merge_tree(landscape: DrawnLandscape) -> nx.DiGraph:
    """The tree of basins: leaves are the certified minima, inner nodes the saddles that join
    components, the root the last of them.

    Nodes are numbers with the attributes ``value`` (float), ``points`` and ``leaves``; edges lead
    upwards. Saddles whose enclosures of the value overlap are taken together; a saddle between
    basins that are joined already closes a loop and is no node.

    Args:
        landscape: one or two angles. For one angle, or a separable loss, the joining of basins is
            proved: the two ways down from a saddle stay on the line of one angle. Otherwise they
                are followed numerically.

    Example:
        >>> from symqnn.algebra.trigpoly import TrigPoly
        >>> from symqnn.roots.critical import critical_points
        >>> found = critical_points(TrigPoly.from_terms({"3": 1, "1": "1/2"}))
        >>> drawn = DrawnLandscape("double well", found, tuple(found.points()), "")
        >>> tree = merge_tree(drawn)
        >>> max(nx.get_node_attributes(tree, "value").values())
        0.5
    """
    minima = [point for point in landscape.points if point.index == 0]
    tree = nx.DiGraph()
    for k, point in enumerate(minima):
        tree.add_node(k, value=middle(point), points=(point,), leaves=(k,))
    top = list(range(len(minima)))  # the highest node above each minimum
    saddles = [point for point in landscape.points if point.index == 1]
    for group in degenerate_levels(saddles):
        joins = nx.Graph()
        for saddle in group:
            ends = sorted({top[k] for k in basins(landscape, saddle, minima)})
            nx.add_path(joins, ends)
        for part in sorted(sorted(component) for component in nx.connected_components(joins)):
            if len(part) > 1:
                _join(tree, part, group, top)
    return tree


def _join(tree: nx.DiGraph, part: list[int], group: list[CriticalPoint], top: list[int]) -> None:
    node = len(tree)
    leaves = tuple(leaf for child in part for leaf in tree.nodes[child]["leaves"])
    tree.add_node(
        node, value=sum(map(middle, group)) / len(group), points=tuple(group), leaves=leaves
    )
    tree.add_edges_from((child, node) for child in part)
    for leaf in leaves:
        top[leaf] = node


def basins(
    landscape: DrawnLandscape, saddle: CriticalPoint, minima: list[CriticalPoint]
) -> tuple[int, int]:
    """The minima at which the two ways down from a point of Morse index 1 end."""
    low, high = (_end(landscape, saddle, minima, sign) for sign in (-1, 1))
    return low, high


def _end(
    landscape: DrawnLandscape, saddle: CriticalPoint, minima: list[CriticalPoint], sign: int
) -> int:
    if landscape.separable:
        return _next_on_line(saddle, minima, sign)
    return _descend(landscape, saddle, minima, sign)


def _next_on_line(saddle: CriticalPoint, minima: list[CriticalPoint], sign: int) -> int:
    """The next minimum on the line of the one angle in which a saddle of a separable loss is a
    maximum.

    In the other angles saddle and minimum stand at the same certified root, so their turns are
    equal.
    """
    found: list[tuple[object, int]] = []
    for k, point in enumerate(minima):
        moved = [
            axis
            for axis, (a, b) in enumerate(zip(saddle.turns, point.turns, strict=True))
            if a != b
        ]
        if len(moved) == 1:
            found.append(((sign * (point.turns[moved[0]] - saddle.turns[moved[0]])) % 1, k))
    return min(found)[1]


def _descend(
    landscape: DrawnLandscape, saddle: CriticalPoint, minima: list[CriticalPoint], sign: int
) -> int:
    """Follow the gradient down from a saddle, in floating point, until the nearest minimum does not
    change any more.
    """
    poly = landscape.found.poly
    slopes = [poly.phase_derivative(axis) for axis in range(poly.angles)]
    curvature = [[slope.phase_derivative(axis) for axis in range(poly.angles)] for slope in slopes]
    phi = 2 * pi * np.array(saddle.turns, dtype=np.float64)
    hessian = np.array([[float(entry.numeric_phases(phi)) for entry in row] for row in curvature])
    _, vectors = np.linalg.eigh(hessian)
    direction = vectors[:, 0] * (1 if vectors[np.abs(vectors[:, 0]).argmax(), 0] > 0 else -1)
    scale = max(
        float(np.abs(entry.numerators).sum()) / entry.denominator
        for row in curvature
        for entry in row
    )
    phi = phi + sign * 1e-2 * direction
    goals = 2 * pi * np.array([point.turns for point in minima], dtype=np.float64)
    for _ in range(STEPS):
        phi = phi - np.array([float(slope.numeric_phases(phi)) for slope in slopes]) / (2 * scale)
        distance = _distances(goals, phi)
        if distance.min() < NEAR:
            break
    return int(_distances(goals, phi).argmin())


def _distances(
    goals: npt.NDArray[np.float64], phi: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    away = np.abs((goals - phi + pi) % (2 * pi) - pi)
    result: npt.NDArray[np.float64] = away.max(axis=1)
    return result


def merge_tree_figure(landscape: DrawnLandscape) -> Figure | None:
    """The merge tree as a picture: height is the loss, a fork the value at which basins become one;
    None for a single basin.
    """
    tree = merge_tree(landscape)
    leaves = [node for node in tree if not tree.pred[node]]
    if len(leaves) < 2:
        return None
    order, torus = list(_left_to_right(tree)), landscape.found.poly.torus
    low, high = (
        min(tree.nodes[node]["value"] for node in tree),
        max(tree.nodes[node]["value"] for node in tree),
    )
    across = Scale(-0.5, len(leaves) - 0.5, 58, 372)
    up = Scale(low - (high - low) * 0.06, high + (high - low) * 0.16, 238, 14)
    place: dict[int, float] = {}
    parts = [vertical_axis(up, 54, round_ticks(low, high), "loss", 44)]
    for node in sorted(tree, key=lambda node: (tree.nodes[node]["value"], node)):
        below = sorted(place[child] for child in tree.pred[node])
        place[node] = across(order.index(node)) if not below else (below[0] + below[-1]) / 2
        height = up(tree.nodes[node]["value"])
        if below:
            parts.append(line((below[0], height), (below[-1], height), "branch"))
            joining = tree.nodes[node]["points"]
            said = f"{len(joining)} at this level; the first: {describe(joining[0], torus)}"
            parts += [
                line(
                    (place[child], up(tree.nodes[child]["value"])), (place[child], height), "branch"
                )
                for child in tree.pred[node]
            ]
            parts.append(marker(1, landscape.angles, (place[node], height), said))
    root = max(tree, key=lambda node: tree.nodes[node]["value"])
    parts.append(line((place[root], up(high)), (place[root], up.end), "branch open"))
    least = {point.turns for point in landscape.found.global_minima()}
    for leaf in leaves:
        (point,) = tree.nodes[leaf]["points"]
        parts.append(
            marker(
                0,
                landscape.angles,
                (place[leaf], up(middle(point))),
                describe(point, torus),
                point.turns in least,
            )
        )
    parts.append(
        text(
            (across.start + across.end) / 2,
            262,
            f"the {len(leaves)} basins, in an order without crossings",
        )
    )
    proved = landscape.angles == 1 or landscape.separable
    pass_name = "saddle" if landscape.angles > 1 else "maximum"
    passes = "saddles" if landscape.angles > 1 else "maxima"
    caption = (
        f"Merge tree of the sublevel sets of {escape(landscape.name)}: a branch begins at a "
        "minimum, ends where, as the level rises, its basin meets another. "
        f"<b>Certified:</b> the {len(leaves)} minima, all {passes}, and the values at which they "
        "stand. "
        + (
            f"Which basins a {pass_name} joins is proved, too: the loss is a sum of functions of "
            "one angle. "
            if proved
            else ""
        )
        + (
            ""
            if proved
            else f"<b>Drawn numerically:</b> which basins a {pass_name} joins, by following the "
            "gradient down. "
        )
        + f"{passes.capitalize()} between basins that are joined already close a loop and are "
        "left out; those whose enclosures overlap are one fork."
    )
    return Figure(
        "merge-tree",
        f"Merge tree of {landscape.name} with {len(leaves)} basins",
        caption,
        WIDTH,
        272,
        "".join(parts),
    )


def _left_to_right(tree: nx.DiGraph) -> Iterator[int]:
    """The leaves in an order in which no two branches cross: deeper parts first."""
    stack = [node for node in tree if not tree.succ[node]]
    while stack:
        node = stack.pop()
        children = sorted(
            tree.pred[node],
            key=lambda child: (
                min(tree.nodes[leaf]["value"] for leaf in tree.nodes[child]["leaves"]),
                child,
            ),
            reverse=True,
        )
        if children:
            stack += children
        else:
            yield node
