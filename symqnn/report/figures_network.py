"""Pictures of one network: the spectrum of ξ, the Gram matrix with its blocks."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt

from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import index_text, read_digits
from symqnn.independence.gram import GramMatrix
from symqnn.independence.relations import occurring_indices
from symqnn.model.frequencies import Frequencies
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
MAX_BARS, MAX_CELLS = 729, 1500
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
    title = f"Spectrum: nonzero coefficients of the output, {count} of {len(order)}"
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
