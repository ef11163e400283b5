"""The critical points of one angle by Sturm's theorem, where they are too close to each other for
boxes in floats.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from flint import arb, ctx, fmpq, fmpq_poly

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.univariate.half_tangent import line_numerator, line_point
from symqnn.univariate.one_angle import critical_points
from symqnn.univariate.sturm import root_bound, sign_at

BITS = 320  # of t in the intervals
SLACK = Fraction(1, 2**300)  # the angles are computed with more digits than this
INDEX = {"minimum": 0, "maximum": 1}


@dataclass(frozen=True)
class SturmList:
    """All critical points of a polynomial in one angle ψ, all nondegenerate.

    Args:
        cut, separators: as in :class:`symqnn.univariate.one_angle.OneAngle`.
        intervals: of t, one around each critical point. indices: their Morse indices. values:
            enclosures of the value.
        turns: approximations, ψ/2π. radii: how far the critical points are from these, in radians
            of ψ.
    """

    cut: CirclePoint
    separators: tuple[Fraction, ...]
    intervals: tuple[tuple[Fraction, Fraction], ...]
    indices: tuple[int, ...]
    values: tuple[tuple[Fraction, Fraction], ...]
    turns: tuple[Fraction, ...]
    radii: tuple[Fraction, ...]


def sturm_list(poly: TrigPoly) -> SturmList | None:
    """The complete list for a polynomial in one angle; None if some critical point is degenerate.

    Example:
        >>> close = TrigPoly.from_terms({"1": 1, "3": Fraction(1, 4) + Fraction(1, 10**30)})
        >>> sturm_list(close).indices.count(0)
        2
    """
    listed = critical_points(poly)
    if not all(point.simple for point in listed.points):
        return None
    slope = line_numerator(poly.phase_derivative(0), listed.cut)
    bound = root_bound(slope)
    ends = [
        (-bound if low is None else low, bound if high is None else high)
        for low, high in listed.intervals
    ]
    intervals = tuple(narrowed(slope, low, high) for low, high in ends)
    steepest = sum(
        (abs(value) * ((index[0] + 1) // 2) for index, value in poly.terms()), Fraction(0)
    )
    values = []
    for low, high in intervals:  # |dψ| ≤ 2|dt|
        here, spread = poly.at([line_point(low, listed.cut)]), 2 * (high - low) * steepest
        values.append((here - spread, here + spread))
    turns = tuple(turns_of(low, listed.cut) for low, _ in intervals)
    radii = tuple(2 * (high - low) + SLACK for low, high in intervals)
    indices = tuple(INDEX[point.kind] for point in listed.points)
    return SturmList(listed.cut, listed.separators, intervals, indices, tuple(values), turns, radii)


def narrowed(poly: fmpq_poly, low: Fraction, high: Fraction) -> tuple[Fraction, Fraction]:
    """An interval of length below 2^-BITS around the only root between two numbers at which the
    signs are opposite.
    """
    sign = sign_at(poly, low)
    while high - low >= Fraction(1, 2**BITS):
        middle = (low + high) / 2
        found = sign_at(poly, middle)
        if not found:  # the root itself; its neighbours lie on both sides
            width = min(high - middle, middle - low, Fraction(1, 2 ** (BITS + 2)))
            return middle - width, middle + width
        low, high = (middle, high) if found == sign else (low, middle)
    return low, high


def turns_of(t: Fraction, cut: CirclePoint) -> Fraction:
    """ψ/2π in [0, 1) for ψ = ψ_cut + π + 2 arctan t, wrong by less than 2^-310."""
    before, ctx.prec = ctx.prec, 700
    try:
        start = arb.atan2(
            arb(fmpq(cut.sin.numerator, cut.sin.denominator)),
            arb(fmpq(cut.cos.numerator, cut.cos.denominator)),
        )
        angle = (start + arb.pi() + 2 * arb(fmpq(t.numerator, t.denominator)).atan()) / (
            2 * arb.pi()
        )
        exact = angle.mid().fmpq()
        return Fraction(int(exact.p), int(exact.q)) % 1
    finally:
        ctx.prec = before
