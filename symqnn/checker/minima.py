"""Kind dataset-minima: strict local minima of the loss, each alone in a ball around a rational point.

With the Hessian in phi = 2 theta at least mu at the centre and third derivatives at most T everywhere, the Hessian is at
least k = mu - T r > 0 in the ball of radius r. If the gradient g at the centre x has |g| < k r, then the loss is strictly
convex in the ball and grows outwards on its boundary: there is exactly one critical point inside, a strict local
minimum, and the loss there is at least L(x) - |g|^2 / 2k and at most L(x). For g = 0 it is x itself. For generators
with integer spectra phi is theta, and the residuals have frequencies up to the largest gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import factorial, lcm, prod

from .datasets import Circle, Training, read_nullable, read_point, read_training
from .reading import Node
from .spectral import read_integral_training
from .verdict import require_affordable

STATEMENTS = ("local-minima", "factorial-minima", "integral-spectra")
Row = list[int]  # an angle as integers q, q cos, q sin, q cos 2 phi, q sin 2 phi, ...
IntegerFactor = tuple[tuple[int, ...], tuple[tuple[tuple[int, ...], int], ...]]


@dataclass(frozen=True)
class IntegerResidual:
    """One residual times a common denominator; each factor lists (digits, coefficient)."""

    constant: int
    terms: tuple[tuple[int, tuple[IntegerFactor, ...]], ...]


@dataclass(frozen=True)
class Point:
    """Value, gradient, Hessian in phi = 2 theta, as integers over one positive denominator."""

    value: int
    gradient: list[int]
    hessian: list[list[int]]
    denominator: int


def third_derivative_bound(training: Training) -> Fraction:
    """8 p^2 K^3 sum of weight * (sum of absolute coefficients)^2, K the highest frequency.

    A product b of at most p functions cos, sin has |D^n b[x, ..., y]| <= K^n p^(n/2) for unit vectors, and
    D^3 R^2 = 2 R D^3 R + 6 DR D^2 R (symmetrised).
    """
    total = Fraction(0)
    for residual, weight in zip(training.residuals, training.weights, strict=True):
        size = abs(residual.constant)
        for factor, tables in residual.terms:
            size += abs(factor) * prod(sum(map(abs, table.values())) for _, table in tables)
        total += weight * size**2
    return 8 * training.angles**2 * highest_frequency(training) ** 3 * total


def highest_frequency(training: Training) -> int:
    """At least 1; the digits 2k - 1 and 2k are cos k phi and sin k phi, digits above 9 are letters."""
    tables = [table for residual in training.residuals for _, factors in residual.terms for _, table in factors]
    return max(((int(digit, 36) + 1) // 2 for table in tables for digits in table for digit in digits), default=1)


def row_of(point: Circle, degree: int) -> Row:
    """cos k phi and sin k phi for k <= degree over one denominator."""
    q = lcm(point[0].denominator, point[1].denominator)
    c, s = int(point[0] * q), int(point[1] * q)
    row, x, y = [q**degree], 1, 0
    for k in range(1, degree + 1):
        x, y = x * c - y * s, x * s + y * c
        row += [x * q ** (degree - k), y * q ** (degree - k)]
    return row


def integer_residuals(training: Training) -> tuple[list[IntegerResidual], int]:
    """All residuals times one common denominator."""
    scale = 1
    for residual in training.residuals:
        scale = lcm(scale, residual.constant.denominator)
        for factor, tables in residual.terms:
            inner = prod(lcm(*(x.denominator for x in table.values())) for _, table in tables)
            scale = lcm(scale, factor.denominator * inner)
    result = []
    for residual in training.residuals:
        terms = []
        for factor, tables in residual.terms:
            commons = [lcm(*(x.denominator for x in table.values())) for _, table in tables]
            whole = tuple((axes, tuple((tuple(int(e, 36) for e in digits), int(x * common)) for digits, x in table.items()))
                          for (axes, table), common in zip(tables, commons, strict=True))
            terms.append((int(factor * scale) // prod(commons), whole))
        result.append(IntegerResidual(int(residual.constant * scale), tuple(terms)))
    return result, scale


def homogeneous(table: Sequence[tuple[tuple[int, ...], int]], rows: Sequence[Row]) -> int:
    """The factor times the product of its q."""
    return sum(x * prod(row[digit] for row, digit in zip(rows, digits, strict=True)) for digits, x in table)


def derived(table: Sequence[tuple[tuple[int, ...], int]], axis: int) -> list[tuple[tuple[int, ...], int]]:
    """Derivative of a factor in one of its angles."""
    result = []
    for digits, x in table:
        k, sine = (digits[axis] + 1) // 2, digits[axis] % 2 == 0
        if k:
            digit, factor = (2 * k - 1, k) if sine else (2 * k, -k)
            result.append(((*digits[:axis], digit, *digits[axis + 1 :]), x * factor))
    return result


def local_jet(factor: IntegerFactor, rows: Sequence[Row]) -> tuple[int, list[int], list[list[int]]]:
    """Value, gradient and Hessian of a factor in its own angles."""
    axes, table = factor
    own, size = [rows[axis] for axis in axes], range(len(axes))
    first = [derived(table, a) for a in size]
    return (homogeneous(table, own), [homogeneous(part, own) for part in first],
            [[homogeneous(derived(first[max(a, b)], min(a, b)), own) for b in size] for a in size])


def residual_jet(residual: IntegerResidual, rows: Sequence[Row]) -> tuple[int, list[int], list[list[int]]]:
    """Value, gradient and Hessian times the product of all q."""
    p, units = len(rows), prod(row[0] for row in rows)
    value, gradient, hessian = residual.constant * units, [0] * p, [[0] * p for _ in range(p)]
    for weight, factors in residual.terms:
        missing = set(range(p)).difference(*(axes for axes, _ in factors))
        weight *= prod(rows[axis][0] for axis in missing)
        jets = [local_jet(factor, rows) for factor in factors]
        values = [jet[0] for jet in jets]
        value += weight * prod(values)
        for i, (axes, _) in enumerate(factors):
            rest = weight * prod(values[:i]) * prod(values[i + 1 :])
            for a, axis in enumerate(axes):
                gradient[axis] += rest * jets[i][1][a]
                for b, other in enumerate(axes):
                    hessian[axis][other] += rest * jets[i][2][a][b]
            for j in range(i):
                both = weight * prod(v for k, v in enumerate(values) if k not in (i, j))
                for a, axis in enumerate(axes):
                    for b, other in enumerate(factors[j][0]):
                        mixed = both * jets[i][1][a] * jets[j][1][b]
                        hessian[axis][other] += mixed
                        hessian[other][axis] += mixed
    return value, gradient, hessian


class LossAt:
    """The loss with its derivatives at rational points."""

    def __init__(self, training: Training) -> None:
        self.residuals, self.scale = integer_residuals(training)
        self.degree = highest_frequency(training)
        self.common = lcm(*(weight.denominator for weight in training.weights))
        self.weights = [int(weight * self.common) for weight in training.weights]

    def cost(self) -> int:
        """Elementary operations a point, roughly."""
        return sum(200 + 40 * sum(len(axes) ** 2 * len(table) + 10 * len(factors) for axes, table in factors)
                   for residual in self.residuals for _, factors in residual.terms)

    def at(self, point: Sequence[Circle]) -> Point:
        """Exact value, gradient and Hessian."""
        p, rows = len(point), [row_of(pair, self.degree) for pair in point]
        value, gradient, hessian = 0, [0] * p, [[0] * p for _ in range(p)]
        for weight, residual in zip(self.weights, self.residuals, strict=True):
            v, g, h = residual_jet(residual, rows)
            value += weight * v * v
            for a in range(p):
                gradient[a] += 2 * weight * v * g[a]
                for b in range(p):
                    hessian[a][b] += 2 * weight * (g[a] * g[b] + v * h[a][b])
        return Point(value, gradient, hessian, self.common * (self.scale * prod(row[0] for row in rows)) ** 2)


def is_positive_definite(rows: list[list[int]]) -> bool:
    """Gaussian elimination without division: all pivots are positive."""
    while rows:
        first, rest = rows[0], rows[1:]
        if first[0] <= 0:
            return False
        rows = [[first[0] * x - row[0] * y for x, y in zip(row[1:], first[1:], strict=True)] for row in rest]
    return True


def separated(points: Sequence[Sequence[Circle]], distance: Fraction) -> bool:
    """Whether any two points differ by more than a distance in the cosine or the sine of some angle.

    Chords are shorter than arcs. Points are split into groups at gaps, coordinate by coordinate.
    """
    unit = 2**80
    gap = -(-distance.numerator * unit // distance.denominator) + 2  # rounding loses less than 2 units
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
    witness.fields()
    listed, curvature_node, radius_node, spurious, gap = claim.fields("minima", "curvature", "radius", "spurious", "gap")
    training, gaps = read_integral_training(instance) if is_integral(instance) else (read_training(instance), [])
    if (statement == "integral-spectra" and not gaps) or (statement == "factorial-minima" and gaps):
        raise instance.reject(f"not a network for {statement}")
    loss, bound = LossAt(training), third_derivative_bound(training)
    curvature, radius = curvature_node.rational(), radius_node.rational()
    convexity = curvature - bound * radius
    if radius <= 0 or convexity <= 0:
        raise radius_node.reject("not positive, or the Hessian need not be definite in a ball of this radius")
    elements, points, values = listed.elements(), [], []
    require_affordable(len(elements) * loss.cost())
    for element in elements:
        at_node, value_node = element.fields("at", "value")
        points.append([read_point(part) for part in at_node.elements(training.angles)])
        lower, upper = (part.rational() for part in value_node.elements(2))
        verify_minimum(element, loss.at(points[-1]), curvature, convexity * radius, convexity, (lower, upper))
        values.append((lower, upper))
    if not points or not separated(points, 2 * radius):
        raise listed.reject("no minima, or two balls that are not shown to be disjoint")
    verify_spurious(spurious, gap, values)
    if statement != "local-minima":
        expected = factorial(training.angles) * (prod(2 * gap for gap in gaps) if gaps else 2**training.angles)
        if len(points) != expected or read_nullable(spurious) != expected - 1:
            raise listed.reject(f"not {expected} minima, all but one spurious")
    return f"{statement}: {len(points)} strict local minima (p = {training.angles}), {spurious.value} of them spurious"


def is_integral(instance: Node) -> bool:
    """Whether the network is of the kind integral."""
    network = instance.mapping().get("network")
    return network is not None and network.mapping().get("kind", network).value == "integral"


def verify_minimum(node: Node, point: Point, curvature: Fraction, limit: Fraction, convexity: Fraction,
                   value: tuple[Fraction, Fraction]) -> None:
    """The ball test at one point, and the bounds of the loss at the minimum; equal bounds ask for a critical point."""
    at_node, value_node = node.fields("at", "value")
    shift, factor = curvature.numerator * point.denominator, curvature.denominator
    rows = [[factor * x - (shift if a == b else 0) for b, x in enumerate(row)] for a, row in enumerate(point.hessian)]
    if not is_positive_definite(rows):
        raise at_node.reject("the Hessian is not at least the curvature")
    square, here = sum(x * x for x in point.gradient), Fraction(point.value, point.denominator)
    if square * limit.denominator**2 >= (limit.numerator * point.denominator) ** 2:
        raise at_node.reject("the gradient is too large")
    lower, upper = value
    if lower == upper and square:
        raise at_node.reject("an exact value is claimed, but the gradient is not zero")
    if upper < here or not 0 <= lower <= max(Fraction(0), here - Fraction(square, point.denominator**2) / (2 * convexity)):
        raise value_node.reject("not bounds of the loss at the minimum")


def verify_spurious(spurious: Node, gap: Node, values: Sequence[tuple[Fraction, Fraction]]) -> None:
    """Spurious minima are counted only if some minimum has the value 0: the loss is nowhere negative."""
    if (Fraction(0), Fraction(0)) not in values:
        if spurious.value is not None or gap.value is not None:
            raise spurious.reject("no minimum is shown to be global")
        return
    above = [lower for lower, _ in values if lower > 0]
    if spurious.integer() != len(above):
        raise spurious.reject("not the number of minima shown to be above 0")
    if read_nullable(gap) != min(above, default=None):
        raise gap.reject("not the smallest of the lower bounds above 0")
