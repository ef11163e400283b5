r"""Critical points with exact coordinates at which the Hessian is singular, and circles of critical points.

Floating point numbers and resultants propose; exact arithmetic in Q, or in Q(x) for a root x of an irreducible polynomial, decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product
from math import floor, pi, tan

import numpy as np
from flint import fmpq, fmpq_mat, fmpq_poly, fmpz_mpoly, fmpz_poly

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.complex_count import rotate
from symqnn.roots.degeneracy import AlgebraicPoint, Coefficients, Degeneracy
from symqnn.roots.half_tangent import half_tangent_numerator

MAX_ANGLES = 4
SMALL = 1e-9
MAX_DEGREE = 16  # of the field of an algebraic point
RATIONALS = ((Fraction(0), Fraction(1)), (Fraction(-1), Fraction(1)))  # the modulus x and an interval around its root
Row = list[fmpq_poly]


def _rational_point(axes: tuple[int, ...], points: Sequence[CirclePoint], direction: tuple[int, ...] = ()) -> AlgebraicPoint:
    return AlgebraicPoint(axes, *RATIONALS, tuple(((point.cos,), (point.sin,)) for point in points), direction)


def critical_circle(poly: TrigPoly, axes: tuple[int, ...]) -> Degeneracy | None:
    """A circle of critical points of a summand through multiples of π/2, along one angle or along the sum or difference of two.

    Args:
        poly: the summand. axes: its angles in the loss.

    Example:
        >>> f, g = TrigPoly.from_terms({"000": 1, "100": -1}), TrigPoly.from_terms({"000": 1, "010": -1, "012": "1/2", "002": "-1/2"})
        >>> critical_circle(f * f + g * g, (0, 1, 2)).reason
        'every point of the circle (0, 0, τ) is critical'
    """
    p = poly.angles
    if not 2 <= p <= MAX_ANGLES:
        return None
    gradient = [poly.derivative(axis) for axis in range(p)]
    grid = _critical_quarter_turns(gradient)
    units = [tuple(int(a == i) for a in range(p)) for i in range(p)]
    pairs = [tuple(a + sign * b for a, b in zip(units[i], units[j], strict=True)) for i, j in combinations(range(p), 2) for sign in (1, -1)]
    for direction in [*units, *pairs] if len(grid) else []:
        started = grid[grid[:, direction.index(1)] == 0]
        moved = started[:, None, :] * (pi / 2) + np.array([0.3, 1.1, 2.9, 4.4])[:, None] * np.array(direction)
        sizes = np.max([np.abs(part.numeric(moved)).max(axis=1) for part in gradient], axis=0)
        for turns in started[sizes < SMALL * _size(gradient)].tolist():
            points = [CirclePoint.quarter_turns(n) for n in turns]
            if _vanishes_along(poly, points, direction):
                where = ", ".join(_coordinate(n, v) for n, v in zip(turns, direction, strict=True))
                return Degeneracy(f"every point of the circle ({where}) is critical", 1, _rational_point(axes, points, direction))
    return None


def _critical_quarter_turns(gradient: Sequence[TrigPoly]) -> np.ndarray:
    """The points with all angles multiples of π/2 at which the gradient looks zero, as numbers of quarter turns."""
    grid = np.array(list(product(range(4), repeat=len(gradient))))
    sizes = np.max([np.abs(part.numeric(grid * (pi / 2))) for part in gradient], axis=0)
    return np.asarray(grid[sizes < SMALL * _size(gradient)])


def _size(gradient: Sequence[TrigPoly]) -> float:
    return max((float(abs(value)) for part in gradient for _, value in part.terms()), default=1.0)


def _coordinate(turns: int, speed: int) -> str:
    base = ("", "π/2", "π", "3π/2")[turns]
    moving = ("", "τ", "-τ")[speed]
    return base + ("+" if base and speed == 1 else "") + moving or "0"


def _vanishes_along(poly: TrigPoly, points: list[CirclePoint], direction: tuple[int, ...]) -> bool:
    """Whether the gradient is zero at point + τ·direction for all τ: e^{ik·φ} depends on τ by e^{i(k·v)τ}."""
    rotated = rotate(poly, points)
    for axis in range(poly.angles):
        sums: dict[int, tuple[int, int]] = {}
        for k, (re, im) in rotated.derivative(axis).laurent()[0].items():
            speed = sum(a * b for a, b in zip(k, direction, strict=True))
            before = sums.get(speed, (0, 0))
            sums[speed] = before[0] + re, before[1] + im
        if any(re or im for re, im in sums.values()):
            return False
    return True


def degenerate_point(poly: TrigPoly, axes: tuple[int, ...], near: np.ndarray | None = None) -> Degeneracy | None:
    """A critical point of a summand, with rational or algebraic coordinates, whose Hessian is singular; None if none was found.

    Args:
        poly: the summand. axes: its angles in the loss.
        near: rows of angles φ in turns near which to look, such as boxes that a search could not settle.

    Example:
        >>> degenerate_point(TrigPoly.from_terms({"1": -4, "3": 1}), (0,)).reason
        'the critical point φ = (0) has a singular Hessian'
    """
    gradient = [poly.derivative(axis) for axis in range(poly.angles)]
    for points in _rational_guesses(poly, near):
        if all(part.at(points) == 0 for part in gradient) and _is_singular(gradient, points):
            where = ", ".join(_name(point) for point in points)
            return Degeneracy(f"the critical point φ = ({where}) has a singular Hessian", 0, _rational_point(axes, points))
    if poly.angles > 2:
        return None
    numerators = [half_tangent_numerator(part) for part in gradient]
    for modulus, ts in _multiple_roots(numerators):
        interval = _interval(modulus)
        if interval is not None:
            x = sum(interval) / 2
            where = ", ".join(f"2·arctan({_value(t, x):.6f}…)" for t in ts)
            proof = AlgebraicPoint(axes, _coefficients(fmpq_poly(modulus)), interval, tuple(_on_the_circle(t, modulus) for t in ts))
            return Degeneracy(f"the critical point φ = ({where}), of degree {modulus.degree()} over Q, has a singular Hessian", 0, proof)
    return None


def _is_singular(gradient: Sequence[TrigPoly], points: Sequence[CirclePoint]) -> bool:
    values = [part.derivative(axis).at(points) for part in gradient for axis in range(len(gradient))]
    return bool(fmpq_mat(len(gradient), len(gradient), [fmpq(v.numerator, v.denominator) for v in values]).det() == 0)


def _name(point: CirclePoint) -> str:
    turns = {(1, 0): "0", (0, 1): "π/2", (-1, 0): "π", (0, -1): "3π/2"}
    return turns.get((int(point.cos), int(point.sin)) if 0 in (point.cos, point.sin) else (0, 0), f"2·arctan({point.sin / (1 + point.cos or 1)})")


def _rational_guesses(poly: TrigPoly, near: np.ndarray | None) -> Iterator[list[CirclePoint]]:
    p = poly.angles
    if p <= MAX_ANGLES:
        for turns in _critical_quarter_turns([poly.derivative(axis) for axis in range(p)]).tolist():
            yield [CirclePoint.quarter_turns(n) for n in turns]
    left = np.empty((0, p)) if near is None else near[:2000] % 1
    for _ in range(10):
        if not len(left):
            return
        apart = np.abs((left - left[0] + 0.5) % 1 - 0.5).max(axis=1)
        centre = (left[0] + ((left[apart < 0.02] - left[0] + 0.5) % 1 - 0.5).mean(axis=0)) % 1
        left = left[apart >= 0.02]
        for bound in (1, 4, 12, 60):
            halves = [None if abs(turn - 0.5) < 1e-3 else Fraction(tan(pi * turn)).limit_denominator(bound) for turn in centre.tolist()]
            yield [CirclePoint.quarter_turns(2) if t is None else CirclePoint.from_half_tangent(t) for t in halves]


def _multiple_roots(numerators: list[fmpz_mpoly]) -> Iterator[tuple[fmpz_poly, list[fmpq_poly]]]:
    """Irreducible polynomials m with t_l as polynomials modulo m: common zeros at which the Jacobian is zero modulo m."""
    if len(numerators) == 1:
        for factor, times in _in_one_variable(numerators[0]).factor()[1]:
            if times > 1 and factor.degree() <= MAX_DEGREE:
                yield factor, [fmpq_poly([0, 1]) % fmpq_poly(factor)]
        return
    for slope in (0, 1, -2):  # x = t_1 + slope·t_2 tells more solutions apart than t_1
        yield from _multiple_roots_by(numerators, slope)


def _multiple_roots_by(numerators: list[fmpz_mpoly], slope: int) -> Iterator[tuple[fmpz_poly, list[fmpq_poly]]]:
    t1, t2 = numerators[0].context().gens()
    first, second = (part.compose(t1 - slope * t2, t2, ctx=part.context()) for part in numerators)
    resultant = _in_one_variable(first.resultant(second, 1))
    for factor, times in resultant.factor()[1] if resultant else ():
        if times > 1 and factor.degree() <= MAX_DEGREE and factor != fmpz_poly([1, 0, 1]):
            modulus = fmpq_poly(factor)
            common = _gcd(_row(first, modulus), _row(second, modulus), modulus)
            if len(common) > 2:  # several t_2, or one several times
                common = _quotient(common, _gcd(common, [common[k] * k for k in range(1, len(common))], modulus), modulus)
            if len(common) == 2:
                second_t = -common[0] * _inverse(common[1], modulus) % modulus
                ts = [(fmpq_poly([0, 1]) - slope * second_t) % modulus, second_t]
                (a, b), (c, d) = [[_value_modulo(part.derivative(k), ts, modulus) for k in (0, 1)] for part in numerators]
                if not (a * d - b * c) % modulus and not any(_value_modulo(part, ts, modulus) for part in numerators):
                    yield factor, ts


def _in_one_variable(poly: fmpz_mpoly) -> fmpz_poly:
    coefficients = {int(exponents[0]): int(value) for exponents, value in poly.to_dict().items()}
    return fmpz_poly([coefficients.get(k, 0) for k in range(max(coefficients, default=0) + 1)])


def _row(poly: fmpz_mpoly, modulus: fmpq_poly) -> Row:
    """A polynomial in t_1, t_2 as one in t_2 over Q[t_1]/(modulus)."""
    rows: dict[int, dict[int, int]] = {}
    for (a, b), value in poly.to_dict().items():
        rows.setdefault(int(b), {})[int(a)] = int(value)
    lists = [[rows.get(b, {}).get(a, 0) for a in range(max(rows.get(b, {0: 0})) + 1)] for b in range(max(rows, default=0) + 1)]
    return _trim([fmpq_poly(entries) % modulus for entries in lists])


def _trim(row: Row) -> Row:
    while row and not row[-1]:
        row = row[:-1]
    return row


def _inverse(value: fmpq_poly, modulus: fmpq_poly) -> fmpq_poly:
    common, left, _ = value.xgcd(modulus)
    return left / common[0]


def _divide(a: Row, b: Row, modulus: fmpq_poly) -> tuple[Row, Row]:
    inverse, rest = _inverse(b[-1], modulus), list(a)
    quotient = [fmpq_poly([0])] * max(len(a) - len(b) + 1, 0)
    for shift in reversed(range(len(quotient))):
        factor = quotient[shift] = rest[shift + len(b) - 1] * inverse % modulus
        for k, value in enumerate(b):
            rest[shift + k] = (rest[shift + k] - factor * value) % modulus
    return quotient, _trim(rest)


def _gcd(a: Row, b: Row, modulus: fmpq_poly) -> Row:
    while b:
        a, b = b, _divide(a, b, modulus)[1]
    return a


def _quotient(a: Row, b: Row, modulus: fmpq_poly) -> Row:
    return _divide(a, b, modulus)[0]


def _value_modulo(poly: fmpz_mpoly, ts: list[fmpq_poly], modulus: fmpq_poly) -> fmpq_poly:
    total = fmpq_poly([0])
    for exponents, value in poly.to_dict().items():
        term = fmpq_poly([int(value)])
        for t, n in zip(ts, exponents, strict=True):
            for _ in range(int(n)):
                term = term * t % modulus
        total += term
    return total % modulus


def _interval(modulus: fmpz_poly) -> tuple[Fraction, Fraction] | None:
    """Rational ends around one real root of a squarefree polynomial, at which it has opposite signs; None if no root is real."""
    for root, _ in modulus.complex_roots():
        if root.imag.is_zero():  # type: ignore[misc]
            for bits in (4, 12, 30, 60):
                low = Fraction(floor(float(root.real.mid()) * 2**bits) * 2 - 1, 2 ** (bits + 1))
                high = low + Fraction(2, 2**bits)
                values = [modulus(fmpq(end.numerator, end.denominator)) for end in (low, high)]
                if values[0] * values[1] < 0:
                    return low, high
    return None


def _coefficients(poly: fmpq_poly) -> Coefficients:
    return tuple(Fraction(int(value.numer()), int(value.denom())) for value in poly.coeffs())


def _value(poly: fmpq_poly, x: Fraction) -> float:
    return float(sum((value * x**k for k, value in enumerate(_coefficients(poly))), Fraction(0)))


def _on_the_circle(t: fmpq_poly, modulus: fmpz_poly) -> tuple[Coefficients, Coefficients]:
    """(cos φ, sin φ) = ((1-t²)/(1+t²), 2t/(1+t²)) modulo the modulus."""
    m = fmpq_poly(modulus)
    inverse = _inverse((1 + t * t) % m, m)
    return _coefficients((1 - t * t) * inverse % m), _coefficients(2 * t * inverse % m)
