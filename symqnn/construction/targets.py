"""Residuals that a dataset shall have, products of cosines and sines, and where θ* may lie."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import count, product
from math import isqrt

from flint import arb, fmpq

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational, short
from symqnn.algebra.torus import PAPER_UNIT, Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import InputError

Star = tuple[CirclePoint, ...]
DECIMAL = re.compile(r"[+-]?[0-9]{1,40}\.[0-9]{1,40}")


@dataclass(frozen=True)
class Wave:
    r"""One factor :math:`a\cos k\varphi_l+b\sin k\varphi_l`.

    Args:
        angle: l, from 0. cos, sin: a and b. frequency: k ≥ 1.
    """

    angle: int
    cos: Fraction
    sin: Fraction
    frequency: int = 1

    @property
    def square(self) -> Fraction:
        """a² + b², the square of the amplitude."""
        return self.cos**2 + self.sin**2


@dataclass(frozen=True)
class Target:
    r"""A wanted residual :math:`s\prod_{l\in S}(a_l\cos k_l\varphi_l+b_l\sin k_l\varphi_l)+c`,
    φ_l = g_lθ_l the phases.

    Args:
        scale: s. factors: one an angle of S, angles increasing, at least one. constant: c.
    """

    scale: Fraction
    factors: tuple[Wave, ...]
    constant: Fraction = Fraction(0)

    @property
    def angles(self) -> tuple[int, ...]:
        """The angles S that occur."""
        return tuple(wave.angle for wave in self.factors)

    def polynomial(self, torus: Torus) -> TrigPoly:
        """The residual as a trigonometric polynomial in all angles."""
        terms: dict[str | tuple[int, ...], object] = {}
        for choice in product((0, 1), repeat=len(self.factors)):
            index, value = [0] * len(torus), self.scale
            for sine, wave in zip(choice, self.factors, strict=True):
                index[wave.angle] = 2 * wave.frequency - 1 + sine
                value *= wave.sin if sine else wave.cos
            if value:
                terms[tuple(index)] = value
        if self.constant:
            terms[(0,) * len(torus)] = self.constant
        return TrigPoly.from_terms(terms, torus=torus)


def sine_wave(point: CirclePoint, angle: int, frequency: int = 1) -> Wave:
    r"""The factor :math:`\sin k(\varphi_l-\varphi_l^*)`, the point at φ*_l."""
    turned = point.times(frequency)
    return Wave(angle, -turned.sin, turned.cos, frequency)


def cosine_wave(point: CirclePoint, angle: int, frequency: int = 1) -> Wave:
    r"""The factor :math:`\cos k(\varphi_l-\varphi_l^*)`, the point at φ*_l."""
    turned = point.times(frequency)
    return Wave(angle, turned.cos, turned.sin, frequency)


def sine(star: Star, angle: int, frequency: int = 1) -> Target:
    r"""The residual :math:`\sin k(\varphi_l-\varphi_l^*)`, antisymmetric under φ_l ↦ φ_l + π/k.

    Example:
        >>> sine((CirclePoint("3/5", "4/5"),), 0).polynomial(Torus.default(1))
        -4/5*cos(2θ₁) + 3/5*sin(2θ₁)
    """
    return Target(Fraction(1), (sine_wave(star[angle], angle, frequency),))


def cosine(
    star: Star, subset: Iterable[int], strength: Fraction, constant: int = -1, frequency: int = 1
) -> Target:
    r"""The residual :math:`r\bigl(\prod_{l\in S}\cos k(\varphi_l-\varphi_l^*)+c\bigr)`,
    by default zero at θ*.

    Example:
        >>> cosine((CirclePoint("3/5", "4/5"),), [0], Fraction(1)).polynomial(Torus.default(1))
        3/5*cos(2θ₁) + 4/5*sin(2θ₁) - 1
    """
    factors = tuple(cosine_wave(star[angle], angle, frequency) for angle in sorted(subset))
    return Target(strength, factors, strength * constant)


def sines(shifts: Star, frequencies: Sequence[int]) -> Target:
    r"""The residual :math:`\prod_l\sin k_l(\varphi_l-\alpha_l)` over all angles.

    Example:
        >>> sines((CirclePoint(0, 1), CirclePoint(1, 0)), (1, 2)).polynomial(Torus.default(2))
        -cos(2θ₁)*sin(4θ₂)
    """
    triples = zip(shifts, range(len(shifts)), frequencies, strict=True)
    return Target(Fraction(1), tuple(sine_wave(*triple) for triple in triples))


def read_star(star: Sequence[CirclePoint] | None, angles: int) -> Star:
    r"""The points :math:`(\cos\varphi^*_l,\sin\varphi^*_l)`, φ = gθ; the default is (3/5, 4/5),
    (5/13, 12/13), (8/17, 15/17), … in turn.

    Raises:
        InputError: not one point an angle.
    """
    if star is None:
        halves = (
            Fraction(1, 2 + k % 5) if k % 2 else Fraction(1 + k % 5, 2 + k % 5)
            for k in range(angles)
        )
        return tuple(map(CirclePoint.from_half_tangent, halves))
    points = tuple(star)
    for k, point in enumerate(points):
        if not isinstance(point, CirclePoint):
            raise InputError(
                f"star[{k}] is {short(point)}; a rational point (cos gθ*, sin gθ*), g the unit of "
                "the angle (2 for the paper's networks), is required, such as CirclePoint('3/5', "
                "'4/5'). For an angle that has none take circle_point_near('7/10', unit=2)[0]; its "
                "second value says how far the point is."
            )
    if len(points) != angles:
        raise InputError(
            f"star has {len(points)} entries; {angles} rational points (cos gθ*, sin gθ*), one an "
            "angle, are required; see circle_point_near."
        )
    return points


def circle_point_near(
    theta: object, denominator: int = 1000, unit: object = PAPER_UNIT
) -> tuple[CirclePoint, Fraction]:
    r"""A rational point of the circle near an angle θ that the user gives as exact text.

    The half tangent of φ = gθ is tan(gθ/2); the point belongs to the best approximation of it, or
    of its inverse, by a fraction with a bounded denominator.

    Args:
        theta: θ in radians: Fraction, or text such as ``"7/10"`` or ``"0.7"`` (it is rounded
            anyway).
        denominator: bound on the half tangent's denominator. unit: g, 2 for the paper's networks.

    Returns:
        The point (cos gθ', sin gθ') and a bound on :math:`|\theta'-\theta|` in radians.

    Example:
        >>> point, distance = circle_point_near("7/10")
        >>> distance < Fraction(1, 10**6), circle_point_near("0.7")[0] == point
        (True, True)
    """
    decimal = isinstance(theta, str) and DECIMAL.fullmatch(theta)
    value = Fraction(str(theta)) if decimal else rational(theta, "theta")
    half_unit = rational(unit, "unit") / 2
    angle = arb(
        fmpq(value.numerator, value.denominator) * fmpq(half_unit.numerator, half_unit.denominator)
    )
    tangent, flipped = angle.tan(), False
    if abs(tangent) > 1:
        tangent, flipped = 1 / tangent, True
    middle = tangent.mid().fmpq()
    half = Fraction(int(middle.p), int(middle.q)).limit_denominator(denominator)
    # tan is the half tangent; its inverse belongs to the reflected point (-cos, sin); arctan has
    # slope at most 1
    point = CirclePoint.from_half_tangent(half)
    distance = (tangent - fmpq(half.numerator, half.denominator)).abs_upper().fmpq()
    bound = Fraction(int(distance.p), int(distance.q)).limit_denominator(10**30) + Fraction(
        1, 10**30
    )
    return CirclePoint(-point.cos, point.sin) if flipped else point, bound / half_unit


def sum_of_squares(total: Fraction, largest: Fraction = Fraction(1)) -> tuple[Fraction, ...]:
    r"""The fewest n ≤ 4 and rational :math:`r_1\ge\dots\ge r_n\ge0`, each at most ``largest``, with
    :math:`r_1^2+\dots+r_n^2=n\cdot` total.

    A number such as 1/5 is the square of no rational r, but 2/5 is a sum of two squares: n
    residuals with strengths r_i act like n equal ones with r² = total.

    Raises:
        InputError: total is not positive, or no such numbers with a small denominator exist.

    Example:
        >>> sum_of_squares(Fraction(1, 4)), sum_of_squares(Fraction(1, 5))
        ((Fraction(1, 2),), (Fraction(3, 5), Fraction(1, 5)))
    """
    if total <= 0 or total > largest**2:
        raise InputError(
            f"r_squared is {total}; a rational number with 0 < r² ≤ {largest**2} is required."
        )
    for n in range(1, 5):
        for scale in range(1, 14):
            denominator = (n * total).denominator * scale
            found = _squares(int(n * total * denominator**2), n, int(largest * denominator))
            if found:
                return tuple(Fraction(value, denominator) for value in found)
    raise InputError(
        f"r_squared is {total}; no sum of at most four squares with a small denominator was found. "
        "Give the square of a rational number."
    )


def _squares(number: int, parts: int, largest: int) -> tuple[int, ...]:
    """Integers, largest first, whose squares add up to a number; () if there are none."""
    if parts == 1:
        root = isqrt(number)
        return (root,) if root * root == number and root <= largest else ()
    for first in count(min(largest, isqrt(number)), -1):
        if parts * first * first < number:
            return ()
        rest = _squares(number - first * first, parts - 1, first)
        if rest:
            return (first, *rest)
    return ()
