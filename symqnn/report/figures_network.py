"""Pictures of one network: the spectrum of ξ, the Gram matrix with its blocks, the commutation
graph.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

import networkx as nx
import numpy as np

from symqnn.algebra.bits import parity
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, from_arrays, phase
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import index_text, read_digits
from symqnn.errors import InternalError
from symqnn.expansion.layer import Operator, derivation
from symqnn.independence.gram import GramMatrix
from symqnn.independence.relations import occurring_indices
from symqnn.model.frequencies import Frequencies
from symqnn.model.qnn import QNN
from symqnn.report.svg import (
    WIDTH,
    Figure,
    Scale,
    element,
    line,
    rectangle,
    round_ticks,
    subscript,
    text,
    tooltip,
    vertical_axis,
)

Index = tuple[int, ...]
MAX_BARS, MAX_CELLS, MAX_VERTICES = 729, 1500, 13
LEFT, RIGHT, TOP = 12, 200, 30  # the two panels of the Gram matrix


def weight(index: Index) -> int:
    """Number of angles that occur in a product of cosines and sines.

    Example:
        >>> weight((0, 1, 4, 0))
        2
    """
    return sum(e > 0 for e in index)


def products(frequencies: Frequencies) -> list[Index]:
    """The products of cosines and sines whose frequencies can occur, 1 included.

    Example:
        >>> from symqnn.model.qnn import QNN
        >>> products(QNN(["X", "Z"], "Y", angles=["a", "a"]).frequencies)
        [(0,), (1,), (2,), (3,), (4,)]
    """
    angles = sum(len(part.axes) for part in frequencies.parts)
    indices = (read_digits(digits) for digits in occurring_indices(frequencies, angles, True))
    return sorted(index for index in indices if index is not None)


def spectrum_figure(output: TrigPoly, occurring: Sequence[Index]) -> Figure | None:
    """The coefficients of an output polynomial at the products that can ``occur``, grouped by
    weight; None if they are too many.
    """
    if not 1 <= len(occurring) <= MAX_BARS:
        return None
    known = dict(output.terms())
    order = sorted(occurring, key=lambda index: (weight(index), index))
    values = [known.get(index, Fraction(0)) for index in order]
    low, high = min(0.0, float(min(values))), max(0.0, float(max(values)))
    margin = (high - low) * 0.08 or 1.0
    up, across = (
        Scale(low - (margin if low < 0 else 0), high + margin, 214, 14),
        Scale(0, len(order), 58, 374),
    )
    slot = (across.end - across.start) / len(order)
    named = max((max(index, default=0) for index in order), default=0) <= 2
    parts = [
        vertical_axis(up, 54, round_ticks(up.low, up.high), "coefficient", 44),
        line((54, up(0)), (374, up(0)), "axis"),
    ]
    for k, (index, value) in enumerate(zip(order, values, strict=True)):
        if not value:
            continue
        height = abs(up(0) - up(float(value)))
        top = min(up(0), up(float(value)))
        style = "bar" if value > 0 else "bar negative"
        said = f"{_name(index, named)} ({_basis(index, output.torus)}): {value}"
        parts.append(
            rectangle(
                across(k) + slot * 0.15, top, max(slot * 0.7, 0.4), height, style, tooltip(said)
            )
        )
        if len(order) <= 9:
            parts.append(text(across(k + 0.5), 228, index_text(index), "tick"))
    parts += _weight_groups(order, across, 236 if len(order) <= 9 else 220, named)
    count = sum(value != 0 for value in values)
    title = f"Spectrum: {count} of {len(order)} coefficients of the output are not zero"
    operator, letter = (
        ("Φ<sub>ξ</sub>(<i>M</i>)", "ξ") if named else ("<i>A<sub>e</sub></i>", "<i>e</i>")
    )
    caption = (
        f"All {len(order)} coefficients tr(<i>ρ</i>{operator}) of Eqn 12, grouped by the weight "
        f"|{letter}|, the number of angles in the product; "
        f"{count} {'is' if count == 1 else 'are'} not zero. <b>Exact:</b> every bar is a "
        "rational number (shown by the pointer), "
        "certified where Equation 12 is PROVED."
    )
    return Figure("spectrum", title, caption, WIDTH, 276, "".join(parts))


def _name(index: Index, named: bool) -> str:
    """ξ where all frequencies are at most 1, else e."""
    return f"{'ξ' if named else 'e'} = {index_text(index)}"


def _basis(index: Index, torus: Torus) -> str:
    return repr(TrigPoly.from_terms({index: 1}, torus=torus))


def _weight_groups(order: Sequence[Index], across: Scale, y: float, named: bool) -> list[str]:
    parts = []
    for w in sorted({weight(index) for index in order}):
        inside = [k for k, index in enumerate(order) if weight(index) == w]
        start, end = across(inside[0]) + 2, across(inside[-1] + 1) - 2
        parts.append(
            element("path", {"d": f"M{start:.1f} {y:.1f}v4H{end:.1f}v-4", "class": "bracket"})
        )
        if end - start > 8:
            parts.append(text((start + end) / 2, y + 18, str(w), "tick"))
    return [
        *parts,
        text((across.start + across.end) / 2, y + 36, f"weight |{'ξ' if named else 'e'}|"),
    ]


def gram_figure(gram: GramMatrix) -> Figure | None:
    """The Gram matrix as a heat map: split by the index of the first gate (block theorem), and
    sorted into its connected blocks.

    None if too many entries differ from 0.
    """
    split = gram.outermost
    order = sorted(
        range(len(gram.indices)),
        key=lambda k: (gram.indices[k][split] if split is not None else "", k),
    )
    gram = gram.principal([gram.indices[k] for k in order])
    rows = gram.rows()
    cells = [(j, k, value) for j, row in enumerate(rows) for k, value in enumerate(row) if value]
    if not cells or len(cells) > MAX_CELLS:
        return None
    named = all(set(index) <= set("012") for index in gram.indices)
    components = sorted(gram.components(), key=lambda part: (-len(part), part))
    places = {
        gram.indices.index(xi): k for k, xi in enumerate(xi for part in components for xi in part)
    }
    size, side = len(rows), 168.0
    peak = max(abs(value) for _, _, value in cells)
    left = _heat(cells, gram, side / size, LEFT, TOP, peak, {k: k for k in range(size)})
    right = _heat(cells, gram, side / size, RIGHT, TOP, peak, places)
    parts = [left, rectangle(LEFT, TOP, side, side, "frame")]
    parts += [_theorem_lines(gram, split, side, LEFT, TOP, named)] if split is not None else []
    parts += [right, rectangle(RIGHT, TOP, side, side, "frame")]
    edge = 0
    for part in components:
        if len(part) > 1:
            parts.append(
                rectangle(
                    RIGHT + edge * side / size,
                    TOP + edge * side / size,
                    len(part) * side / size,
                    len(part) * side / size,
                    "block",
                )
            )
        edge += len(part)
    ordered = f"{'ξ' if named else 'e'} in {'lexicographic order' if not split else 'order'}"
    parts += [text(LEFT + side / 2, TOP + side + 18, ordered, "tick")]
    parts += [
        text(RIGHT + side / 2, TOP + side + 18, "sorted into connected blocks", "tick"),
        _shades(peak, any(value < 0 for _, _, value in cells)),
    ]
    sizes = sorted({len(part) for part in components}, reverse=True)
    blocks = ", ".join(f"{sum(len(part) == s for part in components)} of size {s}" for s in sizes)
    entry = (
        "<i>G</i><sub>ξη</sub> = tr(Φ<sub>ξ</sub>(<i>M</i>)Φ<sub>η</sub>(<i>M</i>))"
        if named
        else "<i>G<sub>ef</sub></i> = tr(<i>A<sub>e</sub>A<sub>f</sub></i>)"
    )
    caption = (
        f"Gram matrix {entry} of the {size} operators. Left: {_theorem_words(gram, split, named)} "
        f"Right: the same matrix with connected blocks side by side: {blocks}. "
        "<b>Exact:</b> the entries are rational numbers (shown by the pointer); blank cells are "
        "exactly 0. Whether the operators are independent is certified "
        "under Definition 1, not by this picture."
    )
    return Figure(
        "gram",
        f"Gram matrix of {size} operators in {len(components)} connected blocks",
        caption,
        WIDTH,
        240,
        "".join(parts),
    )


def _theorem_words(gram: GramMatrix, split: int | None, named: bool) -> str:
    if split is None:
        return (
            "in lexicographic order; the block theorem needs a first gate with "
            "<i>H</i><sup>2</sup> = <i>c</i><sup>2</sup> and a parameter of its own."
        )
    zeroth, coupled = gram.block_theorem()
    letter = "ξ" if named else "<i>e</i>"
    return (
        f"split by {letter}<sub>{split + 1}</sub>; "
        "by the block theorem <i>G</i> ≅ <i>B</i><sub>0</sub> ⊕ <i>K</i> ⊕ <i>K̄</i> with "
        "<i>B</i><sub>0</sub> of size "
        f"{len(zeroth.indices) if zeroth else 0} and <i>K</i> = <i>B</i><sub>1</sub> + <i>iC</i> "
        f"of size {coupled.dimension}."
    )


def _heat(
    cells: list[tuple[int, int, Fraction]],
    gram: GramMatrix,
    step: float,
    x: float,
    y: float,
    peak: Fraction,
    places: dict[int, int],
) -> str:
    parts = []
    named = all(set(index) <= set("012") for index in gram.indices)
    row, column = ("ξ", "η") if named else ("e", "f")
    for j, k, value in cells:
        attributes: dict[str, object] = {
            "x": x + places[k] * step,
            "y": y + places[j] * step,
            "width": step,
            "height": step,
        }
        attributes |= {
            "class": "cell" if value > 0 else "cell negative",
            "fill-opacity": f"{float(0.12 + 0.88 * sqrt(abs(value) / peak)):.2f}",
        }
        parts.append(
            element(
                "rect",
                attributes,
                tooltip(f"{row} = {gram.indices[j]}, {column} = {gram.indices[k]}: {value}"),
            )
        )
        if value < 0 and step >= 5:
            middle = y + (places[j] + 0.5) * step
            parts.append(
                line(
                    (x + (places[k] + 0.25) * step, middle),
                    (x + (places[k] + 0.75) * step, middle),
                    "minus",
                )
            )
    return "".join(parts)


def _theorem_lines(
    gram: GramMatrix, split: int, side: float, x: float, y: float, named: bool
) -> str:
    """Lines between the indices with digit 0, 1, 2 at the place of the first gate's parameter."""
    size = len(gram.indices)
    edges = [sum(xi[split] < digit for xi in gram.indices) * side / size for digit in "012"] + [
        side
    ]
    parts = []
    for edge in edges[1:3]:
        if edge:
            parts += [
                line((x + edge, y), (x + edge, y + side), "divide"),
                line((x, y + edge), (x + side, y + edge), "divide"),
            ]
    letter = subscript("ξ" if named else "e", split + 1)
    for digit in range(3):
        middle, room = (edges[digit] + edges[digit + 1]) / 2, edges[digit + 1] - edges[digit]
        if room:
            parts.append(
                text(x + middle, y - 8, f"{letter} = {digit}" if room > 44 else str(digit), "tick")
            )
    return "".join(parts)


def _shades(peak: Fraction, negative: bool) -> str:
    y = TOP + 168 + 30
    parts = [
        rectangle(LEFT, y, 12, 10, "cell"),
        text(
            LEFT + 17,
            y + 9,
            f"positive, at most {peak}" if len(str(peak)) < 14 else "positive",
            "tick",
            "start",
        ),
    ]
    if negative:
        parts += [
            rectangle(RIGHT, y, 12, 10, "cell negative"),
            line((RIGHT + 3, y + 5), (RIGHT + 9, y + 5), "minus"),
        ]
        parts.append(text(RIGHT + 17, y + 9, "negative (with a bar)", "tick", "start"))
    return "".join(parts)


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
