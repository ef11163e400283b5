"""A prescribed landscape beside the loss of the dataset that was built for it."""

from __future__ import annotations

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.universality import LandscapeDataset
from symqnn.errors import InputError
from symqnn.report.figures_contour import superlevel
from symqnn.report.figures_landscape import BANDS, angle_label
from symqnn.report.names import period, quarters
from symqnn.report.svg import (
    Figure,
    Scale,
    element,
    horizontal_axis,
    outline,
    rectangle,
    round_ticks,
    text,
    vertical_axis,
)

NODES, SIDE, LEFT, TOP, GAP = 60, 220, 56, 28, 70


def target_figure(made: LandscapeDataset) -> Figure:
    """Left the target T, right the loss, recomputed from states and labels; each on its own scale.

    Raises:
        InputError: more than two angles.
    """
    polynomials = (made.target, made.construction.loss())
    names = ("target T", f"loss of {len(made.construction.dataset)} samples")
    angles = made.target.angles
    if angles > 2:
        raise InputError(f"the target has {angles} angles; landscapes are drawn for one or two.")
    draw = _curve if angles == 1 else _map
    parts = []
    for k, (poly, name) in enumerate(zip(polynomials, names, strict=True)):
        left = LEFT + k * (SIDE + GAP)
        parts += [text(left + SIDE / 2, TOP - 10, name, "heading"), draw(poly, left)]
    caption = (
        "The loss is exactly c·(T + C): that is certified. The pictures are evaluated in floating "
        "point from the exact polynomials, each on a scale of its own."
    )
    width = LEFT + 2 * SIDE + GAP + 14
    return Figure(
        "target", "A landscape on demand", caption, width, TOP + SIDE + 48, "".join(parts)
    )


def _curve(poly: TrigPoly, left: float) -> str:
    torus = poly.torus
    theta = np.linspace(0, period(torus, 0), 241)
    values = poly.numeric(theta[:, None])
    low, high = float(values.min()), float(values.max())
    across = Scale(0, period(torus, 0), left, left + SIDE)
    room = (high - low) * 0.05
    up = Scale(low - room, high + room, TOP + SIDE, TOP)
    drawn = ((across(x), up(y)) for x, y in zip(theta.tolist(), values.tolist(), strict=True))
    parts = [horizontal_axis(across, up.start, quarters(torus, 0), angle_label(torus, 0))]
    parts.append(vertical_axis(up, left, round_ticks(low, high), "", 44))
    parts.append(element("path", {"d": outline(drawn), "class": "curve"}))
    return "".join(parts)


def _map(poly: TrigPoly, left: float) -> str:
    torus = poly.torus
    across = Scale(0, period(torus, 0), left, left + SIDE)
    up = Scale(0, period(torus, 1), TOP + SIDE, TOP)
    unit = np.linspace(0, 1, NODES + 1)
    first, second = np.meshgrid(unit * period(torus, 0), unit * period(torus, 1))
    values = np.round(poly.numeric(np.stack((first, second), -1)), 10)
    low, high = float(values.min()), float(values.max())
    parts = [rectangle(left, TOP, SIDE, SIDE, "band0")]
    for k in range(1, BANDS):
        loops = superlevel(values.tolist(), low + (high - low) * (k - 0.013) / BANDS)
        paths = [
            [(left + x * SIDE / NODES, TOP + SIDE - y * SIDE / NODES) for x, y in loop]
            for loop in loops
        ]
        data = "".join(outline(path, closed=True) for path in paths)
        parts.append(element("path", {"d": data, "class": f"band{k}", "fill-rule": "evenodd"}))
    parts.append(rectangle(left, TOP, SIDE, SIDE, "frame"))
    parts.append(horizontal_axis(across, up.start, quarters(torus, 0), angle_label(torus, 0)))
    parts.append(vertical_axis(up, left, quarters(torus, 1), angle_label(torus, 1), 38))
    return "".join(parts)
