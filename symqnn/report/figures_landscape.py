"""The loss over one period with all its certified critical points, p = 1 and p = 2."""

from __future__ import annotations

from fractions import Fraction
from html import escape

import numpy as np

from symqnn.algebra.torus import Torus
from symqnn.report.figures_contour import superlevel
from symqnn.report.figures_data import DrawnLandscape, describe, middle
from symqnn.report.names import period, quarters, shown_name
from symqnn.report.svg import (
    WIDTH,
    Figure,
    Scale,
    element,
    horizontal_axis,
    line,
    marker,
    outline,
    rectangle,
    round_ticks,
    text,
    variable,
)
from symqnn.report.svg import vertical_axis as vertical

NODES = 72
BANDS = 10


def landscape_figure(landscape: DrawnLandscape) -> Figure:
    """The landscape over one period: a curve for one angle, filled level sets for two."""
    names = [
        marker_name(index, landscape.angles, landscape.found.by_index[index])
        for index in range(landscape.angles + 1)
    ]
    listed = ", ".join(names[:-1]) + f" and {names[-1]}"
    drawn = "The curve is" if landscape.angles == 1 else "Shading and contour lines are"
    caption = (
        f"The loss of {escape(landscape.name)} ({escape(landscape.origin)}) over one period. "
        f"<b>Certified:</b> the {landscape.found.number} marked points are all the critical "
        f"points there are, each nondegenerate, by Morse index {listed}; a ring marks a minimum "
        "that may be global. "
        f"<b>Drawn numerically:</b> {drawn} evaluated in floating point from the exact loss; "
        "markers stand at the centres of the certified enclosures, "
        "whose width no picture shows."
    )
    title = (
        f"Loss landscape of {landscape.name} with {landscape.found.number} certified "
        "critical points"
    )
    body, size = _curve(landscape) if landscape.angles == 1 else _map(landscape)
    return Figure("landscape", title, caption, *size, body)


def marker_name(index: int, angles: int, count: int) -> str:
    """Number and name of the critical points of one Morse index.

    Example:
        >>> marker_name(0, 2, 4), marker_name(1, 2, 1)
        ('4 minima', '1 saddle')
    """
    one, many = (
        ("minimum", "minima")
        if index == 0
        else ("maximum", "maxima")
        if index == angles
        else ("saddle", "saddles")
    )
    return f"{count} {one if count == 1 else many}"


def _least(landscape: DrawnLandscape) -> set[tuple[Fraction, ...]]:
    return {point.turns for point in landscape.found.global_minima()}


def _curve(landscape: DrawnLandscape) -> tuple[str, tuple[float, float]]:
    torus = landscape.found.poly.torus
    theta = np.linspace(0, period(torus, 0), 241)
    values = landscape.found.poly.numeric(theta[:, None])
    top = max(float(values.max()), *(middle(point) for point in landscape.points))
    low = min(0.0, float(values.min()))
    across, up = Scale(0, period(torus, 0), 56, 366), Scale(low, low + (top - low) * 1.08, 246, 16)
    parts = [horizontal_axis(across, up.start, quarters(torus, 0), angle_label(torus, 0))]
    parts.append(vertical(up, across.start, round_ticks(up.low, up.high), "loss", 44))
    drawn = ((across(x), up(y)) for x, y in zip(theta.tolist(), values.tolist(), strict=True))
    parts.append(element("path", {"d": outline(drawn), "class": "curve"}))
    least = _least(landscape)
    for point in landscape.points:
        at = (across(point.theta[0]), up(middle(point)))
        parts.append(marker(point.index, 1, at, describe(point, torus), point.turns in least))
    parts.append(_legend(landscape, 304))
    return "".join(parts), (WIDTH, 316)


def _map(landscape: DrawnLandscape) -> tuple[str, tuple[float, float]]:
    left, top, side = 50, 10, 270
    poly = landscape.found.poly
    torus = poly.torus
    across = Scale(0, period(torus, 0), left, left + side)
    up = Scale(0, period(torus, 1), top + side, top)
    unit = np.linspace(0, 1, NODES + 1)
    first, second = np.meshgrid(unit * period(torus, 0), unit * period(torus, 1))
    values = np.round(poly.numeric(np.stack((first, second), -1)), 10)
    low, high = float(values.min()), float(values.max())
    levels = [low + (high - low) * (k - 0.013) / BANDS for k in range(1, BANDS)]
    parts = [rectangle(left, top, side, side, "band0")]
    for k, level in enumerate(levels, 1):
        loops = superlevel(values.tolist(), level)
        paths = [
            [(left + x * side / NODES, top + side - y * side / NODES) for x, y in loop]
            for loop in loops
        ]
        data = "".join(outline(path, closed=True) for path in paths)
        parts.append(element("path", {"d": data, "class": f"band{k}", "fill-rule": "evenodd"}))
    parts.append(rectangle(left, top, side, side, "frame"))
    parts.append(horizontal_axis(across, up.start, quarters(torus, 0), angle_label(torus, 0)))
    parts.append(vertical(up, across.start, quarters(torus, 1), angle_label(torus, 1), 38))
    least = _least(landscape)
    for point in reversed(landscape.points):
        at = (across(point.theta[0]), up(point.theta[1]))
        parts.append(marker(point.index, 2, at, describe(point, torus), point.turns in least))
    parts.append(_colour_bar(low, high, left + side + 14, top + 18, side - 18))
    parts.append(_legend(landscape, top + side + 56))
    return "".join(parts), (WIDTH, top + side + 66)


def angle_label(torus: Torus, axis: int) -> str:
    """The label of an axis: the name of the angle, in radians."""
    shown = shown_name(torus.names[axis])
    return variable(shown.letter, shown.index) + " (radians)"


def _colour_bar(low: float, high: float, x: float, top: float, height: float) -> str:
    scale = Scale(low, high, top + height, top)
    step = height / BANDS
    parts = [
        rectangle(x, top + height - (k + 1) * step, 12, step, f"band{k}") for k in range(BANDS)
    ]
    parts.append(rectangle(x, top, 12, height, "frame"))
    for value, name in round_ticks(low, high):
        parts += [
            line((x + 12, scale(value)), (x + 16, scale(value)), "axis"),
            text(x + 19, scale(value) + 4, name, "tick", "start"),
        ]
    return "".join([*parts, text(x + 6, top - 8, "loss")])


def _legend(landscape: DrawnLandscape, y: float) -> str:
    x = 14.0
    parts = [text(x, y, "index", "tick", "start")]
    for index, count in enumerate(landscape.found.by_index):
        name = f"{index}: {marker_name(index, landscape.angles, count)}"
        x += 40 if not index else 106
        parts += [
            marker(index, landscape.angles, (x + 6, y - 4), f"Morse index {index}"),
            text(x + 17, y, name, "tick", "start"),
        ]
    return '<g class="legend">' + "".join(parts) + "</g>"
