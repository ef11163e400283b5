"""A block of one angle of the kind critical-points by Sturm's theorem, for points too close to each
other for boxes.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..trusted.circle import Circle, times
from ..trusted.reading import Node
from ..trusted.verdict import charge, size_factor
from .losses import Terms
from .sturm import sign
from .ties import half_turn, verify_values
from .univariate import Ends, Isolation, Summand, isolate, numerator, slope, value

INDEX = {"minimum": 0, "maximum": 1}


@dataclass(frozen=True)
class Point:
    """A critical point: its Morse index and an enclosure of the value."""

    index: int
    value: tuple[Fraction, Fraction]


def verify_points(isolation_node: Node, interval_node: Node, terms: Terms) -> list[Point]:
    """All critical points: one between any two separators, none multiple,
    each in a narrow interval of t.
    """
    summand: Summand = {index[0]: x for index, x in terms.items()}
    isolation, entries = isolate(interval_node, isolation_node, summand)
    if not isolation.nondegenerate:
        raise isolation_node.reject("a critical point is degenerate")
    poly = numerator(slope(summand), isolation.cut)
    # |L'| is at most this, and dpsi = 2 dt/(1 + t^2)
    steepest = sum((abs(x) * ((e + 1) // 2) for e, x in summand.items()), Fraction(0))
    found = []
    for element, kind, ends in zip(entries, isolation.kinds, isolation.ends, strict=True):
        low, high = (part.rational() for part in element.elements(2))
        charge(
            2000
            * len(summand)
            * size_factor(len(poly) * max(low.denominator.bit_length(), low.numerator.bit_length()))
        )
        if not is_inside(low, high, ends) or sign(poly, low) * sign(poly, high) >= 0:
            raise element.reject(
                "not an interval between the separators at whose ends the derivative has "
                "opposite signs"
            )
        here = value(summand, on_circle(low, isolation))
        spread = 2 * (high - low) * steepest
        found.append(Point(INDEX[kind], (here - spread, here + spread)))
    return found


def is_inside(low: Fraction, high: Fraction, ends: Ends) -> bool:
    """Whether low < high, both between two neighbouring separators."""
    return (
        low < high and (ends[0] is None or ends[0] <= low) and (ends[1] is None or high <= ends[1])
    )


def on_circle(t: Fraction, isolation: Isolation) -> Circle:
    """The point with the coordinate t on the line: psi = psi_cut + pi + 2 arctan t."""
    return times((-isolation.cut[0], -isolation.cut[1]), half_turn(t))


def least_points(node: Node | None, place: Node, terms: Terms, points: list[Point]) -> int:
    """The number of points at which the summand is least; ties are shown by the polynomial of the
    critical values.
    """
    top = min(point.value[1] for point in points if point.index == 0)
    lowest = [point.value for point in points if point.index == 0 and point.value[0] <= top]
    if node is not None:
        (polynomial,) = node.fields("polynomial")
        verify_values(polynomial, terms, lowest)
    elif len(lowest) > 1:
        raise place.reject(
            f"{len(lowest)} minima of a block may be the least, and nothing is said about ties"
        )
    return len(lowest)
