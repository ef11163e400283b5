r"""Which critical points have exactly equal values: those that a symmetry of L maps to each other, and those with equal rational values.

A symmetry is φ ↦ φ', φ'_l = ±φ_π(l) + b_l·π/2, with L(φ') = L(φ): an identity of Fourier coefficients, decided in integers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product
from math import atan2, pi, tan

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.certify import Roots
from symqnn.roots.dyadic import TURN

MAX_ANGLES, MAX_DENOMINATOR = 4, 100
RADIANS = Fraction(710, 113)  # > 2π


@dataclass(frozen=True)
class Symmetry:
    """φ'_l = signs_l·φ_{source_l} + quarters_l·π/2 leaves L unchanged."""

    source: tuple[int, ...]
    signs: tuple[int, ...]
    quarters: tuple[int, ...]

    def image(self, centre: tuple[int, ...]) -> tuple[int, ...]:
        """The image of a point, angles over 2^46 turns."""
        parts = zip(self.source, self.signs, self.quarters, strict=True)
        return tuple((sign * centre[k] + quarter * (TURN // 4)) % TURN for k, sign, quarter in parts)


def symmetries(poly: TrigPoly) -> Iterator[Symmetry]:
    """All symmetries of this form but the identity, for at most 4 angles.

    Example:
        >>> len(list(symmetries(TrigPoly.from_terms({"10": 1, "01": 1}))))
        7
    """
    p = poly.angles
    if p > MAX_ANGLES:
        return
    coefficients = poly.laurent()[0]
    units = ((1, 0), (0, 1), (-1, 0), (0, -1))
    for source in permutations(range(p)):
        for signs in product((1, -1), repeat=p):
            moved = {}
            for k, value in coefficients.items():
                target = [0] * p
                for entry, sign, place in zip(k, signs, source, strict=True):
                    target[place] = sign * entry
                moved[tuple(target)] = (k, value)
            if moved.keys() != coefficients.keys() or any(_square(value) != _square(coefficients[k]) for k, (_, value) in moved.items()):
                continue
            for quarters in product(range(4), repeat=p):
                if all(_turned(value, units[sum(a * b for a, b in zip(k, quarters, strict=True)) % 4]) == coefficients[to] for to, (k, value) in moved.items()):
                    symmetry = Symmetry(source, signs, quarters)
                    if symmetry != Symmetry(tuple(range(p)), (1,) * p, (0,) * p):
                        yield symmetry


def _square(value: tuple[int, int]) -> int:
    return value[0] ** 2 + value[1] ** 2


def _turned(value: tuple[int, int], unit: tuple[int, int]) -> tuple[int, int]:
    return value[0] * unit[0] - value[1] * unit[1], value[0] * unit[1] + value[1] * unit[0]


def least_roots(poly: TrigPoly, roots: Roots) -> tuple[int, bool]:
    """How many of these certified critical points have the least value, and whether that is decided exactly; if not, all are counted.

    The image of a critical point under a symmetry is one. If the image of the tight cube of a root lies in the uniqueness cube of
    another, it is that one. Rational values are compared.
    """
    centres = [tuple(row) for row in roots.centres.tolist()]
    home = list(range(len(centres)))

    def representative(k: int) -> int:
        while home[k] != k:
            k = home[k]
        return k

    for symmetry in symmetries(poly) if len(centres) > 1 else ():
        for k, centre in enumerate(centres):
            for other in _holders(symmetry.image(centre), Fraction(float(roots.tight[k])), centres, roots):
                home[representative(k)] = representative(other)
    orbits: dict[int, list[int]] = {}
    for k in range(len(centres)):
        orbits.setdefault(representative(k), []).append(k)
    if len(orbits) == 1:
        return len(centres), True
    values = {k: rational_value(poly, centres[k], float(roots.radii[k])) for k in orbits}
    known = [value for value in values.values() if value is not None]
    if len(known) < len(orbits):
        return len(centres), False
    return sum(len(orbit) for k, orbit in orbits.items() if values[k] == min(known)), True


def _holders(point: tuple[int, ...], tight: Fraction, centres: list[tuple[int, ...]], roots: Roots) -> Iterator[int]:
    for k, centre in enumerate(centres):
        apart = max(min((a - b) % TURN, (b - a) % TURN) for a, b in zip(point, centre, strict=True))
        if RADIANS * apart / TURN + tight <= Fraction(float(roots.radii[k])):
            yield k


def rational_value(poly: TrigPoly, centre: tuple[int, ...], radius: float) -> Fraction | None:
    """The exact value at the critical point near ``centre`` if its cosines and sines are rational with small denominators.

    A point with gradient exactly zero in the cube in which the critical point is unique is that point.
    """
    points = []
    for n in centre:
        t = None if abs(n - TURN // 2) < TURN >> 12 else Fraction(tan(pi * n / TURN)).limit_denominator(MAX_DENOMINATOR)
        point = CirclePoint.quarter_turns(2) if t is None else CirclePoint.from_half_tangent(t)
        apart = (atan2(point.sin, point.cos) - 2 * pi * n / TURN + pi) % (2 * pi) - pi
        if abs(apart) > radius / 2:  # the float is wrong by less than 2^-40, the radius is at least 2^-20
            return None
        points.append(point)
    return poly.at(points) if all(poly.phase_derivative(axis).at(points) == 0 for axis in range(poly.angles)) else None
