"""Pictures of one network: the spectrum of ξ, the Gram matrix with its blocks, the commutation graph."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import sqrt

import networkx as nx

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.expansion.layer import layer_maps
from symqnn.independence.gram import GramMatrix
from symqnn.model.qnn import QNN
from symqnn.report.svg import WIDTH, Figure, Scale, element, line, rectangle, round_ticks, subscript, text, tooltip, vertical_axis

MAX_SPECTRUM_ANGLES, MAX_CELLS, MAX_VERTICES = 6, 1500, 13
LEFT, RIGHT, TOP = 12, 200, 30  # the two panels of the Gram matrix


def weight(xi: str) -> int:
    """Number of angles that occur in the product of ξ.

    Example:
        >>> weight("0120")
        2
    """
    return sum(digit != "0" for digit in xi)


def spectrum_figure(output: TrigPoly) -> Figure | None:
    """The coefficients tr(ρΦ_ξ(M)) of an output polynomial, grouped by the weight of ξ; None above 6 angles."""
    p = output.angles
    if p > MAX_SPECTRUM_ANGLES:
        return None
    known = {"".join(map(str, index)): value for index, value in output.terms()}
    order = sorted(("".join(digits) for digits in product("012", repeat=p)), key=lambda xi: (weight(xi), xi))
    values = [known.get(xi, Fraction(0)) for xi in order]
    low, high = min(0.0, float(min(values))), max(0.0, float(max(values)))
    margin = (high - low) * 0.08 or 1.0
    up, across = Scale(low - (margin if low < 0 else 0), high + margin, 214, 14), Scale(0, len(order), 58, 374)
    slot = (across.end - across.start) / len(order)
    parts = [vertical_axis(up, 54, round_ticks(up.low, up.high), "coefficient", 44), line((54, up(0)), (374, up(0)), "axis")]
    for k, (xi, value) in enumerate(zip(order, values, strict=True)):
        if not value:
            continue
        height = abs(up(0) - up(float(value)))
        top = min(up(0), up(float(value)))
        style = "bar" if value > 0 else "bar negative"
        parts.append(rectangle(across(k) + slot * 0.15, top, max(slot * 0.7, 0.4), height, style, tooltip(f"ξ = {xi}: {value}")))
        if len(order) <= 9:
            parts.append(text(across(k + 0.5), 228, xi, "tick"))
    parts += _weight_groups(order, across, 236 if len(order) <= 9 else 220)
    title = f"Spectrum: {len(known)} of {len(order)} coefficients of the output are not zero"
    caption = (
        f"All {len(order)} coefficients tr(<i>ρ</i>Φ<sub>ξ</sub>(<i>M</i>)) of Eqn 12, grouped by the weight |ξ|, the number of angles in the product; "
        f"{len(known)} {'is' if len(known) == 1 else 'are'} not zero. <b>Exact:</b> every bar is a rational number (shown by the pointer), "
        "certified where Equation 12 is PROVED."
    )
    return Figure("spectrum", title, caption, WIDTH, 276, "".join(parts))


def _weight_groups(order: list[str], across: Scale, y: float) -> list[str]:
    parts = []
    for w in range(len(order[0]) + 1):
        inside = [k for k, xi in enumerate(order) if weight(xi) == w]
        start, end = across(inside[0]) + 2, across(inside[-1] + 1) - 2
        parts.append(element("path", {"d": f"M{start:.1f} {y:.1f}v4H{end:.1f}v-4", "class": "bracket"}))
        if end - start > 8:
            parts.append(text((start + end) / 2, y + 18, str(w), "tick"))
    return [*parts, text((across.start + across.end) / 2, y + 36, "weight |ξ|")]


def gram_figure(gram: GramMatrix) -> Figure | None:
    """The Gram matrix as a heat map, once split by ξ_1 (block theorem), once sorted into its connected blocks; None if too many entries differ from 0."""
    rows = gram.rows()
    cells = [(j, k, value) for j, row in enumerate(rows) for k, value in enumerate(row) if value]
    if not cells or len(cells) > MAX_CELLS:
        return None
    components = sorted(gram.components(), key=lambda part: (-len(part), part))
    places = {gram.indices.index(xi): k for k, xi in enumerate(xi for part in components for xi in part)}
    size, side = len(rows), 168.0
    peak = max(abs(value) for _, _, value in cells)
    left = _heat(cells, gram, side / size, LEFT, TOP, peak, {k: k for k in range(size)})
    right = _heat(cells, gram, side / size, RIGHT, TOP, peak, places)
    parts = [left, _theorem_lines(gram, side, LEFT, TOP), right, rectangle(RIGHT, TOP, side, side, "frame")]
    edge = 0
    for part in components:
        if len(part) > 1:
            parts.append(rectangle(RIGHT + edge * side / size, TOP + edge * side / size, len(part) * side / size, len(part) * side / size, "block"))
        edge += len(part)
    parts += [text(LEFT + side / 2, TOP + side + 18, "ξ in lexicographic order", "tick")]
    parts += [text(RIGHT + side / 2, TOP + side + 18, "sorted into connected blocks", "tick"), _shades(peak, any(value < 0 for _, _, value in cells))]
    zeroth, coupled = gram.block_theorem()
    sizes = sorted({len(part) for part in components}, reverse=True)
    blocks = ", ".join(f"{sum(len(part) == s for part in components)} of size {s}" for s in sizes)
    caption = (
        f"Gram matrix <i>G</i><sub>ξη</sub> = tr(Φ<sub>ξ</sub>(<i>M</i>)Φ<sub>η</sub>(<i>M</i>)) of the {size} operators. Left: split by ξ<sub>1</sub>; "
        f"by the block theorem <i>G</i> ≅ <i>B</i><sub>0</sub> ⊕ <i>K</i> ⊕ <i>K̄</i> with <i>B</i><sub>0</sub> of size "
        f"{len(zeroth.indices) if zeroth else 0} and <i>K</i> = <i>B</i><sub>1</sub> + <i>iC</i> of size {coupled.dimension}. "
        f"Right: the same matrix with connected blocks side by side: {blocks}. "
        "<b>Exact:</b> the entries are rational numbers (shown by the pointer); blank cells are exactly 0. Whether the operators are independent is certified "
        "under Definition 1, not by this picture."
    )
    return Figure("gram", f"Gram matrix of {size} operators in {len(components)} connected blocks", caption, WIDTH, 240, "".join(parts))


def _heat(cells: list[tuple[int, int, Fraction]], gram: GramMatrix, step: float, x: float, y: float, peak: Fraction, places: dict[int, int]) -> str:
    parts = []
    for j, k, value in cells:
        attributes: dict[str, object] = {"x": x + places[k] * step, "y": y + places[j] * step, "width": step, "height": step}
        attributes |= {"class": "cell" if value > 0 else "cell negative", "fill-opacity": f"{float(0.12 + 0.88 * sqrt(abs(value) / peak)):.2f}"}
        parts.append(element("rect", attributes, tooltip(f"ξ = {gram.indices[j]}, η = {gram.indices[k]}: {value}")))
        if value < 0 and step >= 5:
            middle = y + (places[j] + 0.5) * step
            parts.append(line((x + (places[k] + 0.25) * step, middle), (x + (places[k] + 0.75) * step, middle), "minus"))
    return "".join(parts)


def _theorem_lines(gram: GramMatrix, side: float, x: float, y: float) -> str:
    size = len(gram.indices)
    parts = [rectangle(x, y, side, side, "frame")]
    edges = [sum(xi[0] < digit for xi in gram.indices) * side / size for digit in "012"] + [side]
    for edge in edges[1:3]:
        if edge:
            parts += [line((x + edge, y), (x + edge, y + side), "divide"), line((x, y + edge), (x + side, y + edge), "divide")]
    for digit in range(3):
        middle, room = (edges[digit] + edges[digit + 1]) / 2, edges[digit + 1] - edges[digit]
        if room:
            parts.append(text(x + middle, y - 8, f"{subscript('ξ', 1)} = {digit}" if room > 44 else str(digit), "tick"))
    return "".join(parts)


def _shades(peak: Fraction, negative: bool) -> str:
    y = TOP + 168 + 30
    parts = [rectangle(LEFT, y, 12, 10, "cell"), text(LEFT + 17, y + 9, f"positive, at most {peak}" if len(str(peak)) < 14 else "positive", "tick", "start")]
    if negative:
        parts += [rectangle(RIGHT, y, 12, 10, "cell negative"), line((RIGHT + 3, y + 5), (RIGHT + 9, y + 5), "minus")]
        parts.append(text(RIGHT + 17, y + 9, "negative (with a bar)", "tick", "start"))
    return "".join(parts)


def commutation_graph(qnn: QNN) -> nx.Graph:
    """Vertices H_1 … H_p and M; an edge where two of them do not commute, with ``anticommute`` true or false.

    Example:
        >>> sorted(commutation_graph(QNN(["Z", "X"], "Y+I")).edges(data="anticommute"))
        [(0, 1, True), (0, 2, False), (1, 2, False)]
    """
    graph = nx.Graph()
    operators = [*qnn.generators, qnn.expanded_observable()]
    graph.add_nodes_from(range(len(operators)))
    for k, other in enumerate(operators):
        for j, generator in enumerate(operators[: min(k, qnn.layers)]):
            zeroth, _, commutator = layer_maps(other, generator)
            if commutator:
                graph.add_edge(j, k, anticommute=not zeroth)
    return graph


def commutation_figure(qnn: QNN) -> Figure | None:
    """The commutation graph, generators on a circle around the observable; None above 12 generators."""
    if qnn.layers + 1 > MAX_VERTICES:
        return None
    graph = commutation_graph(qnn)
    observable = qnn.layers
    few = qnn.layers <= 2
    height = 96 if few else 226
    circle = {0: (-1.0, 0.0), 1: (1.0, 0.0)} if few else nx.circular_layout(range(qnn.layers))
    place = {k: (190 + 130 * float(circle[k][0]), height / 2 + (height / 2 - 26) * float(circle[k][1])) for k in range(qnn.layers)}
    place[observable] = (190.0, height / 2)
    parts = []
    for j, k, both in sorted(graph.edges(data="anticommute")):
        style = "anticommute" if both else "edge"
        bend = 34 if qnn.layers == 2 and (j, k) == (0, 1) else 0
        (x1, y1), (x2, y2) = place[j], place[k]
        parts.append(element("path", {"d": f"M{x1:.1f} {y1:.1f}Q{(x1 + x2) / 2:.1f} {(y1 + y2) / 2 - 2 * bend:.1f} {x2:.1f} {y2:.1f}", "class": style}))
    for vertex, (x, y) in sorted(place.items()):
        name = '<tspan class="var">M</tspan>' if vertex == observable else subscript("H", vertex + 1)
        parts.append(element("circle", {"cx": x, "cy": y, "r": 17.0, "class": "vertex observable" if vertex == observable else "vertex"}))
        parts.append(text(x + (0 if vertex == observable else 1), y + 4.5, name))
    y = height + 12
    parts.append(line((14, y), (44, y), "anticommute") + text(50, y + 4, "anticommute", "tick", "start"))
    parts.append(line((148, y), (178, y), "edge") + text(184, y + 4, "neither commute nor anticommute", "tick", "start"))
    first, last = "<i>H</i><sub>1</sub>", f"<i>H</i><sub>{qnn.layers}</sub>"
    names = f"the generator {first}" if qnn.layers == 1 else f"the generators {first}{', ' if few else ' … '}{last}"
    pairs = "one pair" if len(graph.edges) == 1 else f"{len(graph.edges)} pairs"
    caption = (
        f"Commutation graph of {names} and the observable <i>M</i>: {pairs} of operators "
        "do not commute and are joined. <b>Exact:</b> every commutator was computed over the rational numbers; the places of the vertices mean nothing."
    )
    return Figure("commutation", f"Commutation graph with {len(graph.edges)} edges", caption, WIDTH, height + 24, "".join(parts))
