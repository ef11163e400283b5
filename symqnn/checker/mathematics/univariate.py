"""A real trigonometric polynomial of one angle: its critical points as the roots of a polynomial,
isolated by Sturm's theorem.

With phi = phi_cut + pi + psi and t = tan(psi/2) the circle without the cut is the line of all t,
and e^(ik psi) (1 + t^2)^D = (1 + it)^(D+k) (1 - it)^(D-k).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from ..trusted.circle import Circle, power, read_point, times
from ..trusted.reading import Node
from ..trusted.verdict import charge
from .sturm import Poly, add, chain, roots_between, sign, trim
from .sturm import times as product

KINDS = {(-1, 1): "minimum", (1, -1): "maximum", (1, 1): "inflection", (-1, -1): "inflection"}
Summand = dict[int, Fraction]  # e to the coefficient of basis function e; without the constant
Ends = tuple[Fraction | None, Fraction | None]  # two neighbouring separators, None for infinity


@dataclass(frozen=True)
class Isolation:
    """The critical points of a summand: one between any two neighbouring ends, with its kind."""

    cut: Circle
    ends: tuple[Ends, ...]
    kinds: tuple[str, ...]
    nondegenerate: bool


def value(summand: Summand, point: Circle) -> Fraction:
    """The summand at a point."""
    total = Fraction(0)
    for e, x in summand.items():
        c, s = power(point, (e + 1) // 2)
        total += x * (c if e % 2 or not e else s)
    return total


def slope(summand: Summand) -> Summand:
    """Its derivative: cos k -> -k sin k, sin k -> k cos k."""
    return {
        e + 1 if e % 2 else e - 1: x * ((e + 1) // 2) * (-1 if e % 2 else 1)
        for e, x in summand.items()
        if e
    }


@lru_cache(maxsize=256)
def unit_power(plus: int, minus: int) -> tuple[Poly, Poly]:
    """Real and imaginary part of (1 + it)^plus (1 - it)^minus."""
    real, imaginary = [Fraction(1)], list[Fraction]()
    for unit in [Fraction(1)] * plus + [Fraction(-1)] * minus:
        shift = [Fraction(0), unit]
        real, imaginary = (
            add(real, product([Fraction(-1)], product(shift, imaginary))),
            add(imaginary, product(shift, real)),
        )
    return real, imaginary


def numerator(summand: Summand, cut: Circle) -> Poly:
    """(1 + t^2)^D times the summand, D its highest frequency."""
    degree = max((e + 1) // 2 for e in summand)
    charge(40 * degree * len(summand))
    opposite = (-cut[0], -cut[1])
    total: Poly = []
    for e, x in summand.items():
        k = (e + 1) // 2
        # cos k phi is the real part of e^(ik phi), sin k phi that of -i e^(ik phi)
        c, s = times(
            power(opposite, k),
            (Fraction(1), Fraction(0)) if e % 2 or not e else (Fraction(0), Fraction(-1)),
        )
        real, imaginary = unit_power(degree + k, degree - k)
        total = add(total, add(product([x * c], real), product([-x * s], imaginary)))
    return trim(total)


def back(node: Node, point: Circle, cut: Circle) -> Fraction:
    """The coordinate t of a point other than the cut."""
    cos, sin = times(point, (-cut[0], cut[1]))
    if cos == -1:
        raise node.reject("the point is the cut")
    return sin / (1 + cos)


def isolate(node: Node, witness: Node, summand: Summand) -> tuple[Isolation, list[Node]]:
    """The separators isolate all critical points; the entries at `node` name their kinds. Returns
    these entries, too.
    """
    cut_node, separator_node = witness.fields("cut", "separators")
    cut, derivative = read_point(cut_node), slope(summand)
    if not value(derivative, cut):
        raise cut_node.reject("the cut is a critical point")
    # of degree 2D, because its leading coefficient is the slope at the cut
    poly = numerator(derivative, cut)
    inner = [element.rational() for element in separator_node.elements()]
    if any(a >= b for a, b in pairwise(inner)) or not all(sign(poly, t) for t in inner):
        raise separator_node.reject("not increasing, or a separator is a critical point")
    ends = tuple(pairwise([None, *inner, None]))
    entries, parts, kinds = node.elements(len(ends)), chain(poly), []
    for element, (lower, upper) in zip(entries, ends, strict=True):
        if roots_between(parts, lower, upper) != 1:
            raise element.reject("not exactly one critical point between the separators")
        kinds.append(KINDS[sign(poly, lower, -1), sign(poly, upper, 1)])
    repeated = chain(parts[-1]) if len(parts[-1]) > 1 else []
    simple = not repeated or not roots_between(repeated, None, None)
    return Isolation(cut, ends, tuple(kinds), simple), entries


def require_between(
    node: Node, summand: Summand, point: Circle, cut: Circle, ends: Ends, what: str
) -> None:
    """The point is the critical point between two ends."""
    t = back(node, point, cut)
    lower, upper = ends
    if (
        value(slope(summand), point)
        or (lower is not None and t <= lower)
        or (upper is not None and t >= upper)
    ):
        raise node.reject(f"{what} is not the critical point between the separators")


def require_above(node: Node, summand: Summand, level: Fraction, cut: Circle, ends: Ends) -> None:
    """The summand is above a level between two ends: no root there, and positive at the ends."""
    if value(summand, cut) == level:
        raise node.reject("the value at the cut")
    poly = numerator({**summand, 0: summand.get(0, Fraction(0)) - level}, cut)
    if any(sign(poly, end, side) <= 0 for end, side in zip(ends, (-1, 1), strict=True)):
        raise node.reject("not a lower bound of the value above that at the star")
    if roots_between(chain(poly), *ends):
        raise node.reject("not a lower bound of the value above that at the star")


def summands(
    node: Node, total: dict[tuple[int, ...], Fraction], angles: int
) -> tuple[Fraction, list[Summand]]:
    """The constant and the summands of a loss; rejects if some term mixes two angles."""
    parts: list[Summand] = [{} for _ in range(angles)]
    for index, x in total.items():
        used = [angle for angle, e in enumerate(index) if e]
        if len(used) > 1:
            raise node.reject(
                f"the loss has a term in the angles {', '.join(map(str, used))} together"
            )
        if used:
            parts[used[0]][index[used[0]]] = x
    return total.get((0,) * angles, Fraction(0)), parts


def alternate(kinds: Sequence[str]) -> bool:
    """Minima and maxima follow each other, without inflections."""
    return "inflection" not in kinds and all(a != b for a, b in pairwise(kinds))
