r"""Summands that are products of two factors in disjoint angles, up to a constant: critical
wherever both factors are zero.

.. math:: \nabla(fg)=(g\nabla f,\,f\nabla g)
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from math import pi, tan

import numpy as np

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.degeneracy import Degeneracy, Factor, ZeroProduct

# points of the torus at which a factor is looked at, to find where it is positive and where
# negative
SAMPLES = 4096
# of the half tangents of the rational points near the greatest and the least value
DENOMINATORS = (4, 20, 200, 10_000)


def zero_product(poly: TrigPoly, axes: tuple[int, ...]) -> Degeneracy | None:
    """Infinitely many critical points of a summand that is a product of two factors, both of which
    change sign; None if it is not.

    Args:
        poly: the summand, in at least three angles. axes: its angles in the loss.

    Example:
        >>> t = TrigPoly.from_terms
        >>> f, g = t({"100": 1, "000": "-1/3"}), t({"010": 1, "000": "2/5"})
        >>> h = t({"001": 1, "000": "1/7"})
        >>> zero_product(f * g * h, (0, 1, 2)).dimension
        1
    """
    if poly.angles < 3:
        return None
    for first in _halves(poly.angles):
        second = tuple(axis for axis in range(poly.angles) if axis not in first)
        parts = _factors(poly, first, second)
        if parts is None:
            continue
        signs = [sign_points(part) for part in parts]
        listed = list(zip((first, second), parts, signs, strict=True))
        found = [
            Factor(tuple(axes[axis] for axis in own), part, *points)
            for own, part, points in listed
            if points
        ]
        if len(found) == 2:
            left, right = found
            names = " and ".join(
                "(" + ", ".join(str(axis + 1) for axis in factor.axes) + ")"
                for factor in (left, right)
            )
            text = (
                f"a product of two factors in the angles {names} that both change sign: "
                "critical where both are zero"
            )
            return Degeneracy(text, poly.angles - 2, ZeroProduct(axes, (left, right)))
    return None


def _halves(angles: int) -> Iterator[tuple[int, ...]]:
    """Every way to divide the angles in two, named by the part with angle 0; both parts are not
    empty.
    """
    for size in range(1, angles):
        yield from ((0, *rest) for rest in combinations(range(1, angles), size - 1))


def _factors(
    poly: TrigPoly, first: tuple[int, ...], second: tuple[int, ...]
) -> tuple[TrigPoly, TrigPoly] | None:
    """f, g with poly = f·g up to the constant, if the table of coefficients by the indices in both
    parts has rank 1.

    With an entry C_ab ≠ 0, a and b not zero, it has rank 1 with the right constant C_00 iff
    C_xy = C_xb·C_ay/C_ab for all other x, y.
    """
    table: dict[tuple[tuple[int, ...], tuple[int, ...]], Fraction] = {}
    for index, value in poly.terms():
        table[tuple(index[axis] for axis in first), tuple(index[axis] for axis in second)] = value
    pivot = next(((a, b) for a, b in table if any(a) and any(b)), None)
    if pivot is None:
        return None
    a, b = pivot
    column = {x: value for (x, y), value in table.items() if y == b}
    row = {y: value / table[pivot] for (x, y), value in table.items() if x == a}
    zero = (tuple(0 for _ in first), tuple(0 for _ in second))
    made = {(x, y): u * v for x, u in column.items() for y, v in row.items() if (x, y) != zero}
    if made != {key: value for key, value in table.items() if key != zero}:
        return None
    return _polynomial(column, poly, first), _polynomial(row, poly, second)


def _polynomial(
    terms: dict[tuple[int, ...], Fraction], poly: TrigPoly, axes: tuple[int, ...]
) -> TrigPoly:
    named: dict[str | tuple[int, ...], object] = {}
    named.update((index, value) for index, value in terms.items())
    return TrigPoly.from_terms(named, torus=poly.torus.select(axes))


def sign_points(poly: TrigPoly) -> tuple[tuple[CirclePoint, ...], tuple[CirclePoint, ...]] | None:
    """Rational points at which a polynomial is positive, and negative, if some are found."""
    samples = np.random.default_rng(0).uniform(0, 2 * pi, (SAMPLES, poly.angles))
    values = poly.numeric_phases(samples)
    found = []
    for place, sign in ((int(np.argmax(values)), 1), (int(np.argmin(values)), -1)):
        points = (_rational(samples[place], bound) for bound in DENOMINATORS)
        at = next((point for point in points if poly.at(point) * sign > 0), None)
        if at is None:
            return None
        found.append(tuple(at))
    return found[0], found[1]


def _rational(phases: np.ndarray, bound: int) -> list[CirclePoint]:
    halves = (tan(phase / 2) for phase in phases.tolist())
    return [
        CirclePoint.from_half_tangent(Fraction(half).limit_denominator(bound)) for half in halves
    ]
