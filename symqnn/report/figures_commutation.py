"""The commutation graph of a network: which generators commute, which anticommute."""

from __future__ import annotations

import networkx as nx
import numpy as np

from symqnn.algebra.bits import parity
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, from_arrays, phase
from symqnn.errors import InternalError
from symqnn.expansion.layer import Operator, derivation
from symqnn.model.qnn import QNN
from symqnn.report.svg import (
    WIDTH,
    Figure,
    element,
    line,
    subscript,
    text,
)

MAX_VERTICES = 13


def commutation_graph(qnn: QNN) -> nx.Graph:
    """Vertices H_1 … H_G and M; an edge where two of them do not commute, with ``anticommute`` true
    or false.

    Example:
        >>> sorted(commutation_graph(QNN(["Z", "X"], "Y+I")).edges(data="anticommute"))
        [(0, 1, True), (0, 2, False), (1, 2, False)]
    """
    graph = nx.Graph()
    operators = [*qnn.generators, qnn.expanded_observable()]
    graph.add_nodes_from(range(len(operators)))
    for k, other in enumerate(operators):
        for j, generator in enumerate(operators[: min(k, len(qnn.gates))]):
            commute, anticommute = commutation(generator, other)
            if not commute:
                graph.add_edge(j, k, anticommute=anticommute)
    return graph


def commutation(first: Operator, second: Operator) -> tuple[bool, bool]:
    """Whether two operators of one type commute, and whether they anticommute.

    Raises:
        InternalError: operators of two types.

    Example:
        >>> commutation(PauliSum.from_text("X"), PauliSum.from_text("Z"))
        (False, True)
    """
    if isinstance(first, GaussianMatrix) and isinstance(second, GaussianMatrix):
        left, right = first @ second, second @ first
        return not (left - right), not (left + right)
    if isinstance(first, PauliSum) and isinstance(second, PauliSum):
        return not len(derivation(second, first)), not len(anticommutator(second, first))
    raise InternalError("a matrix stands among Pauli sums")


def anticommutator(first: PauliSum, second: PauliSum) -> PauliSum:
    """½(AB + BA): the products of the pairs of words that commute.

    Example:
        >>> anticommutator(PauliSum.from_text("XX + ZI"), PauliSum.from_text("ZZ"))
        IZ - YY
    """
    total = PauliSum.zero(first.qubits)
    width = first.x.shape[1]
    for x, z, number in zip(second.x, second.z, second.numerators.tolist(), strict=True):
        # PQ = i^k·R; words that commute have a Hermitian product, k even
        commuting = np.flatnonzero(~parity((first.x & z) ^ (first.z & x)))
        keys = np.concatenate((first.x[commuting] ^ x, first.z[commuting] ^ z), axis=1)
        turns = phase(
            x, z, first.x[commuting], first.z[commuting], keys[:, :width], keys[:, width:]
        )
        values = (
            first.numerators[commuting].astype(object) * number * np.where(turns % 4 == 0, 1, -1)
        )
        denominator = first.denominator * second.denominator
        total = total + from_arrays(first.qubits, keys, values, denominator)
    return total


def commutation_figure(qnn: QNN) -> Figure | None:
    """The commutation graph, generators on a circle around the observable; None above 12
    generators.
    """
    gates = len(qnn.gates)
    if gates + 1 > MAX_VERTICES:
        return None
    graph = commutation_graph(qnn)
    observable = gates
    few = gates <= 2
    height = 96 if few else 226
    circle = {0: (-1.0, 0.0), 1: (1.0, 0.0)} if few else nx.circular_layout(range(gates))
    place = {
        k: (190 + 130 * float(circle[k][0]), height / 2 + (height / 2 - 26) * float(circle[k][1]))
        for k in range(gates)
    }
    place[observable] = (190.0, height / 2)
    parts = []
    for j, k, both in sorted(graph.edges(data="anticommute")):
        style = "anticommute" if both else "edge"
        bend = 34 if gates == 2 and (j, k) == (0, 1) else 0
        (x1, y1), (x2, y2) = place[j], place[k]
        parts.append(
            element(
                "path",
                {
                    "d": f"M{x1:.1f} {y1:.1f}Q{(x1 + x2) / 2:.1f} {(y1 + y2) / 2 - 2 * bend:.1f} "
                    f"{x2:.1f} {y2:.1f}",
                    "class": style,
                },
            )
        )
    for vertex, (x, y) in sorted(place.items()):
        name = (
            '<tspan class="var">M</tspan>' if vertex == observable else subscript("H", vertex + 1)
        )
        parts.append(
            element(
                "circle",
                {
                    "cx": x,
                    "cy": y,
                    "r": 17.0,
                    "class": "vertex observable" if vertex == observable else "vertex",
                },
            )
        )
        parts.append(text(x + (0 if vertex == observable else 1), y + 4.5, name))
    y = height + 12
    parts.append(
        line((14, y), (44, y), "anticommute") + text(50, y + 4, "anticommute", "tick", "start")
    )
    parts.append(
        line((148, y), (178, y), "edge")
        + text(184, y + 4, "neither commute nor anticommute", "tick", "start")
    )
    first, last = "<i>H</i><sub>1</sub>", f"<i>H</i><sub>{gates}</sub>"
    names = (
        f"the generator {first}"
        if gates == 1
        else f"the generators {first}{', ' if few else ' … '}{last}"
    )
    pairs = "one pair" if len(graph.edges) == 1 else f"{len(graph.edges)} pairs"
    caption = (
        f"Commutation graph of {names} and the observable <i>M</i>: {pairs} of operators "
        "do not commute and are joined. <b>Exact:</b> every commutator was computed over the "
        "rational numbers; the places of the vertices mean nothing."
    )
    return Figure(
        "commutation",
        f"Commutation graph with {len(graph.edges)} edges",
        caption,
        WIDTH,
        height + 24,
        "".join(parts),
    )
