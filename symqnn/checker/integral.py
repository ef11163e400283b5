"""Kind integral-minima: generators with integer spectrum; the complete list of minima of a separable loss in theta.

As in the kind separable-minima, with frequencies up to 2 Delta.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import prod

from .datasets import Circle, read_nullable, read_point
from .reading import Node
from .separable import KINDS, back
from .spectral import Complex, Series, Spectral, read_residuals
from .sturm import Poly, add, chain, roots_between, sign, times
from .verdict import Unsupported, require_affordable

STATEMENTS = ("integral-spectra",)
MAX_FREQUENCY = 256
OneAngle = dict[int, Complex]


def square(series: Series) -> Series:
    """The square of a Fourier series."""
    require_affordable(20 * len(series) ** 2)
    result: Series = {}
    for j, (x, y) in series.items():
        for k, (u, v) in series.items():
            key = tuple(a + b for a, b in zip(j, k, strict=True))
            s, t = result.get(key, (Fraction(0), Fraction(0)))
            result[key] = (s + x * u - y * v, t + x * v + y * u)
    return {key: value for key, value in result.items() if any(value)}


def read_loss(instance: Node) -> tuple[Spectral, Series]:
    """The mean of the squared residuals over all samples."""
    network_node, samples = instance.fields("network", "samples")
    (spectral, listed), total = read_residuals(network_node, samples), Series()
    for residual in listed:
        for key, (x, y) in square(residual).items():
            s, t = total.get(key, (Fraction(0), Fraction(0)))
            total[key] = (s + x / len(listed), t + y / len(listed))
    return spectral, {key: value for key, value in total.items() if any(value)}


def split(node: Node, total: Series, angles: int) -> list[OneAngle]:
    """The summands of one angle each, without the constant."""
    parts: list[OneAngle] = [{} for _ in range(angles)]
    for key, value in total.items():
        used = [angle for angle, k in enumerate(key) if k]
        if len(used) > 1:
            raise node.reject("the loss has a term in several angles together")
        if used:
            parts[used[0]][key[used[0]]] = value
    return parts


def power(point: Circle, k: int) -> Complex:
    """(cos + i sin)^k for k >= 0 or k < 0."""
    c, s = point if k >= 0 else (point[0], -point[1])
    x, y = Fraction(1), Fraction(0)
    for _ in range(abs(k)):
        x, y = x * c - y * s, x * s + y * c
    return x, y


def value(part: OneAngle, point: Circle) -> Fraction:
    """The (real) value of a summand."""
    return sum((c[0] * z[0] - c[1] * z[1] for c, z in ((c, power(point, k)) for k, c in part.items())), Fraction(0))


def slope(part: OneAngle) -> OneAngle:
    """The derivative: c_k becomes i k c_k."""
    return {k: (-k * y, k * x) for k, (x, y) in part.items() if k}


def numerator(part: OneAngle, cut: Circle) -> Poly:
    """(1 + t^2)^D times a series, at the angle of -cut plus psi: e^{ik psi} (1 + t^2)^D = (1 + it)^{D+k} (1 - it)^{D-k}."""
    degree, opposite = max(map(abs, part)), (-cut[0], -cut[1])
    total: Poly = []
    for k, (x, y) in part.items():
        c, s = power(opposite, k)
        real, imaginary = unit_power(degree + k, degree - k)
        total = add(total, add(times([x * c - y * s], real), times([-x * s - y * c], imaginary)))
    return total


@lru_cache(maxsize=256)
def unit_power(plus: int, minus: int) -> tuple[Poly, Poly]:
    """Real and imaginary part of (1 + it)^plus (1 - it)^minus."""
    real, imaginary = [Fraction(1)], list[Fraction]()
    for unit in [Fraction(1)] * plus + [Fraction(-1)] * minus:
        shift = [Fraction(0), unit]
        real, imaginary = add(real, times([Fraction(-1)], times(shift, imaginary))), add(imaginary, times(shift, real))
    return real, imaginary


def verify_coordinate(part: OneAngle, star: Circle, claim: Node, witness: Node) -> tuple[int, list[Fraction]]:
    """Number of critical points, and for each minimum the lower bound of its value above that at the star."""
    cut_node, separator_node = witness.fields("cut", "separators")
    if max(map(abs, part)) > MAX_FREQUENCY:
        raise Unsupported(claim.place(), f"frequencies above {MAX_FREQUENCY}")
    cut, derivative = read_point(cut_node), slope(part)
    if not value(derivative, cut):
        raise cut_node.reject("the cut is a critical point")
    poly = numerator(derivative, cut)
    inner = [element.rational() for element in separator_node.elements()]
    ends: list[Fraction | None] = [None, *inner, None]
    if any(a >= b for a, b in pairwise(inner)) or any(not sign(poly, t) for t in inner):
        raise separator_node.reject("not increasing, or a separator is a critical point")
    parts, floors = chain(poly), []
    for element, lower, upper in zip(claim.elements(len(inner) + 1), ends[:-1], ends[1:], strict=True):
        kind_node, floor_node = element.fields("kind", "floor")
        if roots_between(parts, lower, upper) != 1:
            raise element.reject("not exactly one critical point between the separators")
        kind, floor = KINDS[sign(poly, lower, -1), sign(poly, upper, 1)], read_nullable(floor_node)
        if kind_node.text() != kind:
            raise kind_node.reject(f"this critical point is of the kind {kind}")
        if (kind == "minimum") != (floor is not None):
            raise floor_node.reject("minima, and only they, have a lower bound")
        if floor is None:
            continue
        floors.append(floor)
        if floor == 0:
            t = back(floor_node, star, cut)
            if value(derivative, star) or (lower is not None and t <= lower) or (upper is not None and t >= upper):
                raise floor_node.reject("the star is not the critical point between the separators")
        else:
            verify_floor(floor_node, part, value(part, star) + floor, (lower, upper), cut)
    return len(inner) + 1, floors


def verify_floor(node: Node, part: OneAngle, level: Fraction, ends: tuple[Fraction | None, Fraction | None],
                 cut: Circle) -> None:
    """The summand is above a level between two separators: no root there, and positive at the ends."""
    if node.rational() < 0 or value(part, cut) == level:
        raise node.reject("negative, or the value at the cut")
    constant = part.get(0, (Fraction(0), Fraction(0)))
    shifted = numerator({**part, 0: (constant[0] - level, constant[1])}, cut)
    if any(sign(shifted, end, side) <= 0 for end, side in zip(ends, (-1, 1), strict=True)):
        raise node.reject("not a lower bound of the value above that at the star")
    if roots_between(chain(shifted), *ends):
        raise node.reject("not a lower bound of the value above that at the star")


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Recompute the loss from states and labels, split it, and check every summand."""
    coordinate_node, star_node, least, minima, critical, spurious, gap = claim.fields(
        "coordinates", "star", "least", "minima", "critical_points", "spurious", "gap")
    (isolation,) = witness.fields("coordinates")
    spectral, total = read_loss(instance)
    p = len(spectral.projectors)
    star = [read_point(element) for element in star_node.elements(p)]
    numbers, floors = [], []
    pairs = zip(coordinate_node.elements(p), isolation.elements(p), strict=True)
    here = total.get((0,) * p, (Fraction(0), Fraction(0)))[0]
    for part, point, (listed, separators) in zip(split(instance, total, p), star, pairs, strict=True):
        if not part:
            raise listed.reject("the loss does not depend on this angle: no minimum is isolated")
        number, lower = verify_coordinate(part, point, listed, separators)
        if lower.count(Fraction(0)) != 1:
            raise listed.reject("not exactly one minimum at the star")
        here += value(part, point)
        numbers.append(number)
        floors.append(lower)
    if least.rational() != here:
        raise least.reject("not the loss at the star")
    count, expected = prod(map(len, floors)), prod(2 * width for width in spectral.gaps())
    if minima.integer() != count or count != expected:
        raise minima.reject(f"not the number {count} of minima, or that is not the product of all 2 Delta")
    if critical.integer() != prod(numbers):
        raise critical.reject("not the number of critical points")
    if spurious.integer() != count - 1:
        raise spurious.reject("not the number of minima above the global one")
    if read_nullable(gap) != min((x for lower in floors for x in lower if x), default=None):
        raise gap.reject("not the least of the lower bounds")
    return f"{statement}: exactly {count} local minima in [0, 2 pi)^{p}, {count - 1} of them spurious"
