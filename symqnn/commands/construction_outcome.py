"""What ``symqnn construct`` shows: a certificate, lines, a table of minima; and how it reads θ*."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symqnn.algebra.circle import CirclePoint
    from symqnn.construction.certify import MinimaResult

LISTED = 64


@dataclass(frozen=True)
class Outcome:
    """A certificate, the lines that describe it, and the table of minima: angles, value, remark."""

    certificate: dict[str, Any]
    lines: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]


def read_points(texts: list[str] | None, lines: list[str], unit: int = 2) -> list[CirclePoint] | None:
    """θ* from the command line, as points (cos, sin) of ``unit``·θ*; what had to be rounded is said in ``lines``.

    Raises:
        ExactnessError: a decimal; InputError: a point that is not on the circle.
    """
    from symqnn.algebra.circle import CirclePoint
    from symqnn.algebra.exact import rational
    from symqnn.construction.targets import circle_point_near

    if texts is None:
        return None
    points, name = [], "2θ" if unit == 2 else "θ"
    for k, text in enumerate(texts):
        cos, comma, sin = text.partition(",")
        if comma:
            points.append(CirclePoint(cos, sin))  # type: ignore[arg-type]
            continue
        point, distance = circle_point_near(rational(text, f"star[{k}]") * Fraction(unit, 2))
        points.append(point)
        within = approximate(distance * Fraction(2, unit))
        lines.append(f"θ*_{k + 1} = {text} is replaced by the point ({point.cos}, {point.sin}) = (cos {name}, sin {name}), within {within} radian")
    return points


def approximate(value: Fraction) -> str:
    """A decimal for people."""
    return f"{float(value):.6g}"


def counted(result: MinimaResult) -> str:
    """How many strict minima are proved."""
    return f"{len(result.minima)} strict minima (at least), {result.spurious} spurious, gap at least {result.gap}"


def listed(result: MinimaResult) -> tuple[tuple[str, str, str], ...]:
    """The first of them, for the table."""
    return tuple(
        (" ".join(approximate(part.cos) + "," + approximate(part.sin) for part in point.at), approximate(point.lower), "spurious" if point.lower else "global")
        for point in result.minima[:LISTED]
    )
