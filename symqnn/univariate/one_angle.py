"""All critical points of a trigonometric polynomial in one angle, by Sturm's theorem."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, count, pairwise

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import DimensionError, InputError
from symqnn.univariate.half_tangent import line_numerator, line_point
from symqnn.univariate.sturm import (
    count_roots,
    isolate,
    rational_roots,
    root_bound,
    sign_at,
    sturm_chain,
)

CUTS = tuple(Fraction(numerator, 7) for numerator in (1, 2, 3, 5, -1, -4, 9, -11, 15, 22, -30, 41))
KINDS = {(-1, 1): "minimum", (1, -1): "maximum"}


@dataclass(frozen=True)
class StationaryAngle:
    """One critical point of ℓ(φ).

    Args:
        kind: ``"minimum"``, ``"maximum"`` or ``"inflection"`` (the derivative vanishes without
            changing sign).
        simple: whether ℓ'' ≠ 0 there. at: the point (cos φ, sin φ) where it is rational. value: ℓ
            there, if ``at`` is given.
    """

    kind: str
    simple: bool
    at: CirclePoint | None = None
    value: Fraction | None = None


@dataclass(frozen=True)
class OneAngle:
    r"""The complete list of critical points of ℓ on the circle, in its phase φ.

    With t = tan(ψ/2), φ = φ_cut + π + ψ, the derivative is a polynomial in t over (1+t²)^D; the
    circle without the cut is the line.

    Args:
        loss: ℓ. cut: a point with ℓ' ≠ 0. separators: rational t_1 < … < t_{N-1}; exactly one
            critical point lies in each of the N intervals between neighbours (and ±∞). points: the
            N critical points in this order.
    """

    loss: TrigPoly
    cut: CirclePoint
    separators: tuple[Fraction, ...]
    points: tuple[StationaryAngle, ...]

    @property
    def minima(self) -> tuple[StationaryAngle, ...]:
        """The local minima, all strict."""
        return tuple(point for point in self.points if point.kind == "minimum")

    @property
    def intervals(self) -> tuple[tuple[Fraction | None, Fraction | None], ...]:
        """The interval of t of each critical point; None is infinity."""
        ends = (None, *self.separators, None)
        return tuple(pairwise(ends))


def critical_points(loss: TrigPoly) -> OneAngle:
    """All critical points of a non-constant trigonometric polynomial in one angle, proved complete.

    Raises:
        InputError: a constant polynomial; DimensionError: more than one angle.

    Example:
        >>> [point.kind for point in critical_points(TrigPoly.from_terms({"1": 1})).points]
        ['minimum', 'maximum']
    """
    if loss.angles != 1:
        raise DimensionError(f"the polynomial has {loss.angles} angles; one is required.")
    slope = loss.phase_derivative(0)
    if not len(slope):
        raise InputError(
            "the polynomial is constant: every angle is critical and no minimum is strict."
        )
    # ℓ' has at most 2D zeros, so one of the cuts is none
    cuts = (
        CirclePoint.from_half_tangent(t) for t in chain(CUTS, (Fraction(k, 7) for k in count(50)))
    )
    cut = next(point for point in cuts if slope.at([point]))
    numerator = line_numerator(slope, cut)
    numbers, bound = sturm_chain(numerator), root_bound(numerator)
    intervals = isolate(numbers, -bound, bound)
    # the last member of the chain is gcd(P, P'): its roots are the multiple roots of P
    repeated = sturm_chain(numbers[-1]) if numbers[-1].degree() > 0 else None
    exact, points = rational_roots(numerator), []
    for lower, upper in intervals:
        signs = (sign_at(numerator, lower), sign_at(numerator, upper))
        kind = KINDS.get(signs, "inflection")
        simple = repeated is None or count_roots(repeated, lower, upper) == 0
        at = next((line_point(root, cut) for root in exact if lower < root < upper), None)
        points.append(StationaryAngle(kind, simple, at, loss.at([at]) if at else None))
    return OneAngle(loss, cut, tuple(upper for _, upper in intervals[:-1]), tuple(points))
