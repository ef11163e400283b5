r"""Critical points with exact coordinates at which the Hessian is singular, and circles of critical
points.

Floating point numbers and resultants propose; exact arithmetic in Q, or in Q(x) for a root x of an
irreducible polynomial, decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, combinations_with_replacement, islice, product
from math import atan2, pi, tan

import numpy as np
from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_mpoly, fmpz_poly

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.complex_count import rotate
from symqnn.roots.degeneracy import AlgebraicPoint, Degeneracy
from symqnn.roots.number_field import (
    coefficients,
    divide,
    greatest_common_divisor,
    inverse,
    on_the_circle,
    root_interval,
    row_of,
    value_modulo,
    value_near,
)
from symqnn.univariate.half_tangent import half_tangent_numerator

MAX_ANGLES = 4
SMALL = 1e-9
TOGETHER = 64  # points whose Hessians are evaluated together
MAX_DEGREE = 16  # of the field of an algebraic point
# the modulus x and an interval around its root
RATIONALS = ((Fraction(0), Fraction(1)), (Fraction(-1), Fraction(1)))


def _rational_point(
    axes: tuple[int, ...], points: Sequence[CirclePoint], direction: tuple[int, ...] = ()
) -> AlgebraicPoint:
    return AlgebraicPoint(
        axes, *RATIONALS, tuple(((point.cos,), (point.sin,)) for point in points), direction
    )


def critical_circle(poly: TrigPoly, axes: tuple[int, ...]) -> Degeneracy | None:
    """A circle of critical points of a summand through multiples of π/2, along one angle or along
    the sum or difference of two.

    Args:
        poly: the summand. axes: its angles in the loss.

    Example:
        >>> f = TrigPoly.from_terms({"000": 1, "100": -1})
        >>> g = TrigPoly.from_terms({"000": 1, "010": -1, "012": "1/2", "002": "-1/2"})
        >>> critical_circle(f * f + g * g, (0, 1, 2)).reason
        'every point of the circle (0, 0, τ) is critical'
    """
    p = poly.angles
    if not 2 <= p <= MAX_ANGLES:
        return None
    gradient = [poly.phase_derivative(axis) for axis in range(p)]
    grid = _critical_quarter_turns(gradient)
    units = [tuple(int(a == i) for a in range(p)) for i in range(p)]
    pairs = [
        tuple(a + sign * b for a, b in zip(units[i], units[j], strict=True))
        for i, j in combinations(range(p), 2)
        for sign in (1, -1)
    ]
    for direction in [*units, *pairs] if len(grid) else []:
        started = grid[grid[:, direction.index(1)] == 0]
        moved = started[:, None, :] * (pi / 2) + np.array([0.3, 1.1, 2.9, 4.4])[:, None] * np.array(
            direction
        )
        sizes = np.max(
            [np.abs(part.numeric_phases(moved)).max(axis=1) for part in gradient], axis=0
        )
        for turns in started[sizes < SMALL * _size(gradient)].tolist():
            points = [CirclePoint.quarter_turns(n) for n in turns]
            if _vanishes_along(poly, points, direction):
                where = ", ".join(_coordinate(n, v) for n, v in zip(turns, direction, strict=True))
                return Degeneracy(
                    f"every point of the circle ({where}) is critical",
                    1,
                    _rational_point(axes, points, direction),
                )
    return None


def _critical_quarter_turns(gradient: Sequence[TrigPoly]) -> np.ndarray:
    """The points with all angles multiples of π/2 at which the gradient looks zero, as numbers of
    quarter turns.
    """
    grid = np.array(list(product(range(4), repeat=len(gradient))))
    sizes = np.max([np.abs(part.numeric_phases(grid * (pi / 2))) for part in gradient], axis=0)
    return np.asarray(grid[sizes < SMALL * _size(gradient)])


def _size(gradient: Sequence[TrigPoly]) -> float:
    return max((float(abs(value)) for part in gradient for _, value in part.terms()), default=1.0)


def _coordinate(turns: int, speed: int) -> str:
    base = ("", "π/2", "π", "3π/2")[turns]
    moving = ("", "τ", "-τ")[speed]
    return base + ("+" if base and speed == 1 else "") + moving or "0"


def _vanishes_along(poly: TrigPoly, points: list[CirclePoint], direction: tuple[int, ...]) -> bool:
    """Whether the gradient is zero at point + τ·direction for all τ: e^{ik·φ} depends on τ by
    e^{i(k·v)τ}.
    """
    rotated = rotate(poly, points)
    for axis in range(poly.angles):
        sums: dict[int, tuple[int, int]] = {}
        for k, (re, im) in rotated.phase_derivative(axis).laurent()[0].items():
            speed = sum(a * b for a, b in zip(k, direction, strict=True))
            before = sums.get(speed, (0, 0))
            sums[speed] = before[0] + re, before[1] + im
        if any(re or im for re, im in sums.values()):
            return False
    return True


def degenerate_point(
    poly: TrigPoly, axes: tuple[int, ...], near: np.ndarray | None = None
) -> Degeneracy | None:
    """A critical point of a summand, with rational or algebraic coordinates, whose Hessian is
    singular; None if none was found.

    Args:
        poly: the summand. axes: its angles in the loss.
        near: rows of angles φ in turns near which to look, such as boxes that a search could not
            settle.

    Example:
        >>> degenerate_point(TrigPoly.from_terms({"1": -4, "3": 1}), (0,)).reason
        'the critical point φ = (0) has a singular Hessian'
    """
    gradient = [poly.phase_derivative(axis) for axis in range(poly.angles)]
    second = [[part.phase_derivative(axis) for axis in range(poly.angles)] for part in gradient]
    for points in _seemingly_singular(second, _rational_guesses(poly, near)):
        if all(part.at(points) == 0 for part in gradient) and _is_singular(second, points):
            where = ", ".join(_name(point) for point in points)
            return Degeneracy(
                f"the critical point φ = ({where}) has a singular Hessian",
                0,
                _rational_point(axes, points),
            )
    if poly.angles > 2:
        return None
    numerators = [half_tangent_numerator(part) for part in gradient]
    for modulus, ts in _multiple_roots(numerators):
        interval = root_interval(modulus)
        if interval is not None:
            x = (interval[0] + interval[1]) / 2
            where = ", ".join(f"2·arctan({value_near(t, x):.6f}…)" for t in ts)
            proof = AlgebraicPoint(
                axes,
                coefficients(fmpq_poly(modulus)),
                interval,
                tuple(on_the_circle(t, modulus) for t in ts),
            )
            return Degeneracy(
                f"the critical point φ = ({where}), of degree {modulus.degree()} over Q, has a "
                "singular Hessian",
                0,
                proof,
            )
    return None


def _seemingly_singular(
    second: Sequence[Sequence[TrigPoly]], guesses: Iterator[list[CirclePoint]]
) -> Iterator[list[CirclePoint]]:
    """The points where exact numbers are worth while: an eigenvalue of the Hessian in floats is
    small beside the largest one.
    """
    p = len(second)
    largest = _size([part for row in second for part in row])
    while batch := list(islice(guesses, TOGETHER)):
        phases = np.array([[atan2(point.sin, point.cos) for point in points] for points in batch])
        hessians = np.empty((len(batch), p, p))
        for i, j in combinations_with_replacement(range(p), 2):
            hessians[:, i, j] = hessians[:, j, i] = second[i][j].numeric_phases(phases)
        sizes = np.abs(np.linalg.eigvalsh(hessians))
        small = sizes.min(axis=1) <= 1e-6 * np.maximum(sizes.max(axis=1), largest * 1e-6)
        yield from (points for points, looks in zip(batch, small.tolist(), strict=True) if looks)


def _is_singular(second: Sequence[Sequence[TrigPoly]], points: Sequence[CirclePoint]) -> bool:
    values = [part.at(points) for row in second for part in row]
    return bool(
        fmpq_mat(len(second), len(second), [fmpq(v.numerator, v.denominator) for v in values]).det()
        == 0
    )


def _name(point: CirclePoint) -> str:
    turns = {(1, 0): "0", (0, 1): "π/2", (-1, 0): "π", (0, -1): "3π/2"}
    return turns.get(
        (int(point.cos), int(point.sin)) if 0 in (point.cos, point.sin) else (0, 0),
        f"2·arctan({point.sin / (1 + point.cos or 1)})",
    )


def _rational_guesses(poly: TrigPoly, near: np.ndarray | None) -> Iterator[list[CirclePoint]]:
    p = poly.angles
    if p <= MAX_ANGLES:
        for turns in _critical_quarter_turns(
            [poly.phase_derivative(axis) for axis in range(p)]
        ).tolist():
            yield [CirclePoint.quarter_turns(n) for n in turns]
    left = np.empty((0, p)) if near is None else near[:2000] % 1
    for _ in range(10):
        if not len(left):
            return
        apart = np.abs((left - left[0] + 0.5) % 1 - 0.5).max(axis=1)
        centre = (left[0] + ((left[apart < 0.02] - left[0] + 0.5) % 1 - 0.5).mean(axis=0)) % 1
        left = left[apart >= 0.02]
        for bound in (1, 4, 12, 60):
            halves = [
                None
                if abs(turn - 0.5) < 1e-3
                else Fraction(tan(pi * turn)).limit_denominator(bound)
                for turn in centre.tolist()
            ]
            yield [
                CirclePoint.quarter_turns(2) if t is None else CirclePoint.from_half_tangent(t)
                for t in halves
            ]


def _multiple_roots(numerators: list[fmpz_mpoly]) -> Iterator[tuple[fmpz_poly, list[fmpq_poly]]]:
    """Irreducible polynomials m with t_l as polynomials modulo m: common zeros at which the
    Jacobian is zero modulo m.
    """
    if len(numerators) == 1:
        for factor, times in _in_one_variable(numerators[0]).factor()[1]:
            if times > 1 and factor.degree() <= MAX_DEGREE:
                yield factor, [fmpq_poly([0, 1]) % fmpq_poly(factor)]
        return
    for slope in (0, 1, -2):  # x = t_1 + slope·t_2 tells more solutions apart than t_1
        yield from _multiple_roots_by(numerators, slope)


def _multiple_roots_by(
    numerators: list[fmpz_mpoly], slope: int
) -> Iterator[tuple[fmpz_poly, list[fmpq_poly]]]:
    t1, t2 = numerators[0].context().gens()
    first, second = (part.compose(t1 - slope * t2, t2, ctx=part.context()) for part in numerators)
    resultant = _in_one_variable(first.resultant(second, 1))
    for factor, times in resultant.factor()[1] if resultant else ():
        if times > 1 and factor.degree() <= MAX_DEGREE and factor != fmpz_poly([1, 0, 1]):
            modulus = fmpq_poly(factor)
            common = greatest_common_divisor(
                row_of(first, modulus), row_of(second, modulus), modulus
            )
            if len(common) > 2:  # several t_2, or one several times
                common = divide(
                    common,
                    greatest_common_divisor(
                        common, [common[k] * k for k in range(1, len(common))], modulus
                    ),
                    modulus,
                )[0]
            if len(common) == 2:
                second_t = -common[0] * inverse(common[1], modulus) % modulus
                ts = [(fmpq_poly([0, 1]) - slope * second_t) % modulus, second_t]
                (a, b), (c, d) = [
                    [value_modulo(part.derivative(k), ts, modulus) for k in (0, 1)]
                    for part in numerators
                ]
                if not (a * d - b * c) % modulus and not any(
                    value_modulo(part, ts, modulus) for part in numerators
                ):
                    yield factor, ts


def _in_one_variable(poly: fmpz_mpoly) -> fmpz_poly:
    coefficients = {int(exponents[0]): int(value) for exponents, value in poly.to_dict().items()}
    return fmpz_poly([coefficients.get(k, 0) for k in range(max(coefficients, default=0) + 1)])
