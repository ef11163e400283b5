"""The values of the local minima as levels, with their multiplicities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from symqnn.report.svg import WIDTH, Figure, Scale, element, line, text, tooltip

MAX_DOTS, MAX_LEVELS = 16, 14


@dataclass(frozen=True)
class Levels:
    """Exact values of the local minima of one dataset with their numbers, lowest first."""

    title: str
    values: tuple[tuple[Fraction, int], ...]


def levels_figure(name: str, columns: Sequence[Levels]) -> Figure | None:
    """One ladder a dataset, each with a height of its own; None without levels."""
    shown = [column for column in columns if column.values and len(column.values) <= MAX_LEVELS][:3]
    if not shown:
        return None
    width = WIDTH / len(shown)
    parts = [_ladder(column, k * width, width) for k, column in enumerate(shown)]
    total = ", ".join(
        f"{column.title}: {sum(count for _, count in column.values)}" for column in shown
    )
    caption = (
        f"Values of all local minima of the constructed datasets of {escape(name)} ({total} "
        "minima); one dot each, the lowest level holds the global ones. "
        "<b>Certified:</b> values and numbers are those of the certificates, exact. Each ladder "
        "has a scale of its own that begins at its global minimum."
    )
    return Figure(
        "levels", f"Levels of the local minima of {name}", caption, WIDTH, 252, "".join(parts)
    )


def _ladder(column: Levels, x: float, width: float) -> str:
    low, high = float(column.values[0][0]), float(column.values[-1][0])
    up = Scale(low, high if high > low else low + 1, 232, 46)
    parts = [text(x + width / 2, 20, column.title, "heading")]
    start, end = x + min(58, width * 0.36), x + width - 30
    room = end - start
    for k, (value, count) in enumerate(column.values):
        y = up(float(value))
        style = "level least" if k == 0 else "level"
        dots = min(count, MAX_DOTS)
        parts.append(line((start, y), (end, y), style))
        step = min(11.0, room / max(dots, 1))
        for dot in range(dots):
            at = (start + end) / 2 + (dot - (dots - 1) / 2) * step
            parts.append(
                element(
                    "circle",
                    {"cx": at, "cy": y, "r": min(3.6, step * 0.36), "class": "point minimum"},
                    tooltip(f"{value}"),
                )
            )
        parts.append(
            text(start - 6, y + 4, _short(value), "tick", "end")
            + text(end + 5, y + 4, f"×{count}", "tick", "start")
        )
    return "".join(parts)


def _short(value: Fraction) -> str:
    exact = str(value)
    return exact if len(exact) <= 8 else f"≈{float(value):.3g}"
