"""Kind dataset-minima: strict local minima of the loss, each alone in a ball
around a rational point.

With the Hessian in phi at least mu at the centre and third derivatives at most T everywhere, the
Hessian is at least k = mu - T r > 0 in the ball of radius r. If the gradient g at the centre x has
|g| < k r, then the loss is strictly convex in the ball and grows outwards on its boundary: there is
exactly one critical point inside, a strict local minimum, and the loss there is at least
L(x) - |g|^2 / 2k and at most L(x). For g = 0 it is x itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import factorial, prod

from ..mathematics.definite import is_positive_definite
from ..mathematics.frequencies import widths
from ..mathematics.lines import LossAt, Point, third_derivative_bound
from ..mathematics.samples import Training, read_training
from ..trusted.circle import Circle, read_point
from ..trusted.reading import Node, amount, read_nullable, shown

STATEMENTS = ("local-minima", "factorial-minima", "integral-spectra", "spurious-minimum")


def separated(points: Sequence[Sequence[Circle]], distance: Fraction) -> bool:
    """Whether any two points differ by more than a distance in the cosine
    or the sine of some angle.

    Chords are shorter than arcs. Points are split into groups at gaps, coordinate by coordinate.
    """
    unit = 2**80
    # rounding loses less than 2 units
    gap = -(-distance.numerator * unit // distance.denominator) + 2
    groups = [[tuple(int(x * unit) for pair in point for x in pair) for point in points]]
    for axis in range(2 * len(points[0])):
        fresh: list[list[tuple[int, ...]]] = []
        for group in groups:
            group.sort(key=lambda row: row[axis])
            fresh.append(group[:1])
            for before, row in pairwise(group):
                if row[axis] - before[axis] > gap:
                    fresh.append([])
                fresh[-1].append(row)
        groups = [group for group in fresh if len(group) > 1]
    return not groups


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Recompute the loss from states and labels; test every point."""
    other = witness.fields(*(["below"] if statement == "spurious-minimum" else []))
    listed, curvature_node, radius_node, spurious, gap = claim.fields(
        "minima", "curvature", "radius", "spurious", "gap"
    )
    training = read_training(instance)
    loss, bound = LossAt(training), third_derivative_bound(training)
    curvature, radius = curvature_node.rational(), radius_node.rational()
    # in the ball the Hessian differs from that at the centre by at most (bound of the third
    # derivatives) (radius): the loss is convex there, with this constant
    convexity = curvature - bound * radius
    if radius <= 0 or convexity <= 0:
        raise radius_node.reject(
            "not positive, or the Hessian need not be definite in a ball of this radius"
        )
    points, values = [], []
    for element in listed.elements():
        at_node, value_node = element.fields("at", "value")
        points.append([read_point(part) for part in at_node.elements(training.angles)])
        lower, upper = (part.rational() for part in value_node.elements(2))
        verify_minimum(
            element, loss.at(points[-1]), curvature, convexity * radius, convexity, (lower, upper)
        )
        values.append((lower, upper))
    # disjoint balls: as many minima as points
    if not points or not separated(points, 2 * radius):
        raise listed.reject("no minima, or two balls that are not shown to be disjoint")
    minima = amount(len(points), "strict local minimum", "strict local minima")
    if other:
        (below,) = other
        point = loss.at([read_point(part) for part in below.elements(training.angles)])
        distance = verify_above(
            below, spurious, gap, values, Fraction(point.value, point.denominator)
        )
        return (
            f"{statement}: {minima} (p = {training.angles}), each above "
            f"the least value by {shown(distance.numerator)}/{shown(distance.denominator)} at least"
        )
    above = verify_spurious(spurious, gap, values)
    if statement != "local-minima":
        verify_number(instance, listed, statement, training, above)
    known = (
        "which of them are spurious is not counted"
        if above is None
        else f"at least {above} of them spurious"
    )
    return f"{statement}: {minima} (p = {training.angles}), {known}"


def verify_number(
    instance: Node, listed: Node, statement: str, training: Training, above: int | None
) -> None:
    """p! times the product of 2 D_l minima, all but one spurious, D_l the highest frequency of
    parameter l in M(theta).
    """
    highest = widths(training.network)
    if statement == "factorial-minima" and max(highest) > 1:
        raise instance.reject("not a network for factorial-minima: a frequency above 1 occurs")
    # p! prod 2 D_l; with D_l = 1 that is p! 2^p
    expected = factorial(training.angles) * prod(2 * width for width in highest)
    if len(listed.elements()) != expected or above != expected - 1:
        raise listed.reject(f"not {expected} minima, all but one spurious")


def verify_minimum(
    node: Node,
    point: Point,
    curvature: Fraction,
    limit: Fraction,
    convexity: Fraction,
    value: tuple[Fraction, Fraction],
) -> None:
    """The ball test at one point, and the bounds of the loss at the minimum; equal bounds ask for a
    critical point.
    """
    at_node, value_node = node.fields("at", "value")
    shift, factor = curvature.numerator * point.denominator, curvature.denominator
    rows = [
        [factor * x - (shift if a == b else 0) for b, x in enumerate(row)]
        for a, row in enumerate(point.hessian)
    ]
    # H - curvature > 0 at the centre
    if not is_positive_definite(rows):
        raise at_node.reject("the Hessian is not at least the curvature")
    square, here = sum(x * x for x in point.gradient), Fraction(point.value, point.denominator)
    # |gradient| < convexity radius: on the boundary of the ball the loss increases outwards, so a
    # minimum is inside, one only since the loss is strictly convex
    if square * limit.denominator**2 >= (limit.numerator * point.denominator) ** 2:
        raise at_node.reject("the gradient is too large")
    lower, upper = value
    if lower == upper and square:
        raise at_node.reject("an exact value is claimed, but the gradient is not zero")
    # the minimum is at most the value at the centre, and at least that minus |gradient|^2 / (2
    # convexity)
    if upper < here or not 0 <= lower <= max(
        Fraction(0), here - Fraction(square, point.denominator**2) / (2 * convexity)
    ):
        raise value_node.reject("not bounds of the loss at the minimum")


def verify_above(
    below: Node,
    spurious: Node,
    gap: Node,
    values: Sequence[tuple[Fraction, Fraction]],
    other: Fraction,
) -> Fraction:
    """All minima are above the value of the loss at another point, so above its least
    value: by the gap at least.
    """
    least = min(lower for lower, _ in values)
    # the least value is at most that at the other point, all minima listed are above that
    if least <= other:
        raise below.reject("the loss at this point is not below the values at all minima")
    spurious.require_integer(len(values), "the number of the minima")
    if not 0 < gap.rational() <= least - other:
        raise gap.reject(
            "not positive, or more than from the loss at the other point to the smallest lower "
            "bound"
        )
    return gap.rational()


def verify_spurious(
    spurious: Node, gap: Node, values: Sequence[tuple[Fraction, Fraction]]
) -> int | None:
    """Number of minima shown to be above the least value of the loss,
    if some minimum has the value 0.

    The loss is nowhere negative. The field is null if no minimum is known to be global: then
    nothing is counted.
    """
    if (Fraction(0), Fraction(0)) not in values:
        if spurious.value is not None or gap.value is not None:
            raise spurious.reject("no minimum is shown to be global")
        return None
    # a mean of squares is nowhere negative: a minimum with the value 0 is global, those above 0 are
    # not
    above = [lower for lower, _ in values if lower > 0]
    spurious.require_integer(len(above), "the number of minima shown to be above 0")
    if read_nullable(gap) != min(above, default=None):
        raise gap.reject("not the smallest of the lower bounds above 0")
    return len(above)
