"""One picture of what an ansatz can do: the variance of each derivative, and how the dynamical Lie
algebra grows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape
from itertools import accumulate
from typing import Any

from symqnn.report.svg import (
    WIDTH,
    Figure,
    Scale,
    element,
    line,
    outline,
    rectangle,
    round_ticks,
    text,
    tooltip,
    vertical_axis,
)

MAX_BARS = 4096
TOP, BOTTOM = 30.0, 190.0


def analysis_figure(
    name: str, variance: Mapping[str, Any] | None, algebra: Mapping[str, Any] | None
) -> Figure | None:
    """Two panels from the certificates of the kinds ``variance`` and ``lie-algebra``; None without
    either.

    The bars are as long as powers of 2: log₂ of a variance is drawn, zeros are left out.
    """
    bars = [] if variance is None else [Fraction(value) for value in variance["claim"]["gradient"]]
    steps = [] if algebra is None else growth_of(algebra["witness"]["basis"])
    panels = []
    if bars and len(bars) <= MAX_BARS and any(bars):
        loss = variance["instance"]["loss"] if variance else {}
        names = loss.get("parameters") or loss["network"]["parameters"]
        panels.append(_bars(names, bars, 0, WIDTH / 2 if steps else WIDTH))
    if steps:
        panels.append(_steps(steps, WIDTH / 2 if panels else 0, WIDTH))
    if not panels:
        return None
    zero = sum(not value for value in bars)
    flat = f" {zero} derivatives are 0 identically and have no bar." if zero else ""
    caption = (
        f"What {escape(name)} can do. <b>Certified:</b> the variances over uniform angles and "
        "the dimensions are those of the "
        "certificates, exact; the lengths of bars are their logarithms to the base 2, rounded "
        f"for drawing.{flat}"
    )
    return Figure(
        "analysis", f"Variances and Lie algebra of {name}", caption, WIDTH, 236, "".join(panels)
    )


def growth_of(basis: Sequence[Sequence[int]]) -> list[int]:
    """The number of basis elements of depth at most 1, 2, … by the origins in a certificate.

    Example:
        >>> growth_of([[0], [1], [0, 1], [1, 2]])
        [2, 3, 4]
    """
    depth: list[int] = []
    for origin in basis:
        depth.append(1 if len(origin) == 1 else depth[origin[1]] + 1)
    counts = Counter(depth)
    return list(accumulate(counts[k] for k in range(1, max(depth) + 1)))


def log2(value: Fraction) -> float:
    """The logarithm to the base 2, for drawing; numbers of any size.

    Example:
        >>> log2(Fraction(1, 2**2000))
        -2000.0
    """
    from math import log2 as logarithm

    shift = value.numerator.bit_length() - value.denominator.bit_length()
    scaled = value / Fraction(2) ** shift
    return shift + logarithm(float(scaled))


def _bars(names: Sequence[str], values: Sequence[Fraction], left: float, right: float) -> str:
    logs = [log2(value) if value else None for value in values]
    known = [value for value in logs if value is not None]
    low, high = min(known) - 1, max(*known, min(known) + 1)
    up, across = Scale(low, high, BOTTOM, TOP), Scale(0, len(values), left + 58, right - 10)
    slot = (across.end - across.start) / len(values)
    parts = [text((across.start + across.end) / 2, 18, "log₂ Var ∂f/∂θ", "heading")]
    parts.append(vertical_axis(up, left + 54, round_ticks(low, high), "", 44))
    parts.append(line((across.start, BOTTOM), (across.end, BOTTOM), "axis"))
    for k, (label, value, exact) in enumerate(zip(names, logs, values, strict=True)):
        if value is None:
            continue
        said = f"{label}: {exact}" if len(str(exact)) <= 80 else f"{label}: 2^{value:.3f}"
        top = up(value)
        parts.append(
            rectangle(
                across(k) + slot * 0.1,
                top,
                max(slot * 0.8, 0.2),
                BOTTOM - top,
                "bar",
                tooltip(said),
            )
        )
    parts.append(text((across.start + across.end) / 2, BOTTOM + 20, "parameters in order", "tick"))
    return "".join(parts)


def _steps(steps: Sequence[int], left: float, right: float) -> str:
    up = Scale(0, max(steps) * 1.05, BOTTOM, TOP)
    across = Scale(0, len(steps), left + 58, right - 10)
    parts = [text((across.start + across.end) / 2, 18, "dim of the Lie algebra", "heading")]
    parts.append(vertical_axis(up, left + 54, round_ticks(0, up.high), "", 44))
    parts.append(line((across.start, BOTTOM), (across.end, BOTTOM), "axis"))
    points = [(across(k + 0.5), up(value)) for k, value in enumerate(steps)]
    parts.append(element("path", {"d": outline(points), "class": "curve"}))
    for (x, y), value, depth in zip(points, steps, range(1, len(steps) + 1), strict=True):
        parts.append(
            element(
                "circle",
                {"cx": x, "cy": y, "r": 3.2, "class": "point saddle"},
                tooltip(f"depth {depth}: {value}"),
            )
        )
    parts.append(text(points[-1][0], points[-1][1] - 8, str(steps[-1]), "tick"))
    parts.append(
        text((across.start + across.end) / 2, BOTTOM + 20, f"depth, 1 to {len(steps)}", "tick")
    )
    return "".join(parts)
