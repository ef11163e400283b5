r"""Which critical points have exactly equal values: those that a symmetry of L maps to each other,
and those with equal exact values.

A symmetry is φ ↦ φ', φ'_l = ±φ_π(l) + b_l·π/2, with L(φ') = L(φ): an identity of Fourier
coefficients, decided in integers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product
from math import atan2, pi, tan

import numpy as np
from flint import fmpq_mat, fmpq_poly

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.certify import Roots
from symqnn.roots.dyadic import TURN
from symqnn.roots.search import Enumeration
from symqnn.univariate.half_tangent import line_numerator
from symqnn.univariate.sturm import count_roots, sign_at, sturm_chain

MAX_ANGLES, MAX_DENOMINATOR = 4, 10_000
MAX_VALUES_DEGREE = 8
MAX_SYMMETRIES = 64  # of a certificate
# the checker's enclosures of the values are narrower than the list's, and in these bounds
WIDE = Fraction(1, 2**40)
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
        return tuple(
            (sign * centre[k] + quarter * (TURN // 4)) % TURN for k, sign, quarter in parts
        )


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
            if moved.keys() != coefficients.keys() or any(
                _square(value) != _square(coefficients[k]) for k, (_, value) in moved.items()
            ):
                continue
            for quarters in product(range(4), repeat=p):
                if all(
                    _turned(value, units[sum(a * b for a, b in zip(k, quarters, strict=True)) % 4])
                    == coefficients[to]
                    for to, (k, value) in moved.items()
                ):
                    symmetry = Symmetry(source, signs, quarters)
                    if symmetry != Symmetry(tuple(range(p)), (1,) * p, (0,) * p):
                        yield symmetry


def _square(value: tuple[int, int]) -> int:
    return value[0] ** 2 + value[1] ** 2


def _turned(value: tuple[int, int], unit: tuple[int, int]) -> tuple[int, int]:
    return value[0] * unit[0] - value[1] * unit[1], value[0] * unit[1] + value[1] * unit[0]


@dataclass(frozen=True)
class RationalMinimum:
    """A minimum, by its position in the list, and the rational point that it is."""

    number: int
    point: tuple[CirclePoint, ...]


@dataclass(frozen=True)
class Ties:
    """Why so many critical points of a list have the least value.

    Args:
        number: how many have it.
        symmetries: they join minima to classes of equal values.
        points: of each class, if there are several, a minimum that is a rational point.
        polynomial: if not empty, in place of these, for one angle: rational coefficients, lowest
            first, of a polynomial that is 0 at every critical value and has one root only where the
            values of the minima are.
        squares: if not empty, in place of these: positive weights and polynomials, the weighted sum
            of whose squares is L and a constant, and which vanish together at every such minimum.
    """

    number: int
    symmetries: tuple[Symmetry, ...] = ()
    points: tuple[RationalMinimum, ...] = ()
    polynomial: tuple[Fraction, ...] = ()
    squares: tuple[tuple[Fraction, TrigPoly], ...] = ()


def lowest_roots(roots: Roots) -> list[int]:
    """Positions of the minima that may be the least: those that overlap the least upper end."""
    minima = roots.indices == 0
    if not minima.any():
        return []
    least = (roots.values + roots.errors)[minima].min()
    return np.flatnonzero(minima & (roots.values - roots.errors <= least)).tolist()


def ties(poly: TrigPoly, roots: Roots, scale: Fraction) -> Ties | None:
    """How many of these certified critical points, all there are, have the least value, with a
    proof; None if it is not decided.

    The image of a critical point under a symmetry is one. If the image of the tight cube of a root
    lies in the uniqueness cube of another, it is that one. Rational values are compared; in one
    angle equality is read off the polynomial of the critical values. The values of ``roots`` are
    those of the polynomial over ``scale``.
    """
    listed = lowest_roots(roots)
    if len(listed) < 2:
        return Ties(len(listed))
    centres = {k: tuple(roots.centres[k].tolist()) for k in listed}
    home, used = {k: k for k in listed}, []
    for symmetry in symmetries(poly):
        before = home
        for k, centre in centres.items():
            for other in _holders(
                symmetry.image(centre), Fraction(float(roots.tight[k])), centres, roots
            ):
                old, new = home[k], home[other]
                home = {key: new if value == old else value for key, value in home.items()}
        if len(set(home.values())) < len(set(before.values())):
            used.append(symmetry)
    if len(used) > MAX_SYMMETRIES:
        return None
    if len(set(home.values())) == 1:
        return Ties(len(listed), tuple(used))
    points = {
        k: rational_point(poly, centres[k], float(roots.radii[k]))
        for k in sorted(set(home.values()))
    }
    found = {k: point for k, point in points.items() if point is not None}
    if len(found) == len(points):
        values = {k: poly.at(point) for k, point in found.items()}
        number = sum(values[home[k]] == min(values.values()) for k in listed)
        proved = tuple(RationalMinimum(k, point) for k, point in found.items())
        return Ties(number, tuple(used), proved)
    return _by_values(poly, roots, scale, listed)


def enumeration_ties(poly: TrigPoly, found: Enumeration) -> Ties | None:
    """The same for the list that a search found, or Sturm's theorem."""
    if found.listed is None:
        return ties(poly, found.roots, found.jets.scale)
    minima = [
        value
        for value, index in zip(found.listed.values, found.listed.indices, strict=True)
        if index == 0
    ]
    top = min(high for _, high in minima)
    lowest = [value for value in minima if value[0] <= top]
    if len(lowest) == 1:
        return Ties(1)
    low, high = min(value[0] for value in lowest), max(value[1] for value in lowest)
    return _one_value(poly, low, high, len(lowest))


def _one_value(poly: TrigPoly, low: Fraction, high: Fraction, number: int) -> Ties | None:
    """Whether the polynomial of the critical values has one root only between two numbers, where
    ``number`` minima have their values.
    """
    if poly.degrees[0] > MAX_VALUES_DEGREE:
        return None
    polynomial = critical_values(poly)
    if (
        not sign_at(polynomial, low) * sign_at(polynomial, high)
        or count_roots(sturm_chain(polynomial), low, high) != 1
    ):
        return None
    return Ties(number, polynomial=tuple(Fraction(int(c.p), int(c.q)) for c in polynomial.coeffs()))


def _by_values(poly: TrigPoly, roots: Roots, scale: Fraction, listed: list[int]) -> Ties | None:
    """One angle, of a degree that the checker can afford: the polynomial of the critical values
    tells whether all are equal.
    """
    if poly.angles != 1:
        return None
    middle, error = roots.values[listed], roots.errors[listed]
    low = (Fraction(float((middle - error).min())) - WIDE) * scale
    high = (Fraction(float((middle + error).max())) + WIDE) * scale
    return _one_value(poly, low, high, len(listed))


def critical_values(poly: TrigPoly) -> fmpq_poly:
    """The polynomial whose roots are the critical values, complex ones too, of a polynomial in one
    angle, each once.

    With t = tan(φ/2), L = N/W and P the numerator of L': it is the characteristic polynomial of
    multiplication by N/W modulo P.

    Example:
        >>> critical_values(TrigPoly.from_terms({"1": 3}))
        x^2 + (-9)
    """
    cut, slope = CirclePoint.quarter_turns(2), poly.phase_derivative(0)
    top, gradient = line_numerator(poly, cut), line_numerator(slope, cut)
    bottom = fmpq_poly([1, 0, 1]) ** poly.degrees[0]
    size = gradient.degree()
    value = top * bottom.xgcd(gradient)[1] % gradient
    rows, power = [], fmpq_poly([1])
    for _ in range(size):
        product = value * power % gradient
        rows.append([product[k] for k in range(size)])
        power = power * fmpq_poly([0, 1])
    result = fmpq_poly(fmpq_mat(rows).charpoly()) if size else fmpq_poly([1])
    if size < 2 * poly.degrees[0]:  # φ = π is critical, too
        result *= fmpq_poly([-top[2 * poly.degrees[0]], 1])
    return result / result.gcd(result.derivative())


def _holders(
    point: tuple[int, ...], tight: Fraction, centres: dict[int, tuple[int, ...]], roots: Roots
) -> Iterator[int]:
    for k, centre in centres.items():
        apart = max(min((a - b) % TURN, (b - a) % TURN) for a, b in zip(point, centre, strict=True))
        if RADIANS * apart / TURN + tight <= Fraction(float(roots.radii[k])):
            yield k


def rational_point(
    poly: TrigPoly, centre: tuple[int, ...], radius: float
) -> tuple[CirclePoint, ...] | None:
    """The critical point near ``centre`` if its cosines and sines are rational with small
    denominators.

    A point with gradient exactly zero in the cube in which the critical point is unique is that
    point.
    """
    points = []
    for n in centre:
        t = (
            None
            if abs(n - TURN // 2) < TURN >> 12
            else Fraction(tan(pi * n / TURN)).limit_denominator(MAX_DENOMINATOR)
        )
        point = CirclePoint.quarter_turns(2) if t is None else CirclePoint.from_half_tangent(t)
        apart = (atan2(point.sin, point.cos) - 2 * pi * n / TURN + pi) % (2 * pi) - pi
        # the float is wrong by less than 2^-40, the radius is at least 2^-20
        if abs(apart) > radius / 2:
            return None
        points.append(point)
    is_critical = all(poly.phase_derivative(axis).at(points) == 0 for axis in range(poly.angles))
    return tuple(points) if is_critical else None
