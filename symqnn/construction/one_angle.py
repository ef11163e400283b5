"""All critical points of a trigonometric polynomial in one angle, by Sturm's theorem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from flint import fmpq, fmpq_poly

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import DimensionError, InputError

CUTS = tuple(Fraction(numerator, 7) for numerator in (1, 2, 3, 5, -1, -4, 9, -11, 15, 22, -30, 41))


@dataclass(frozen=True)
class CriticalPoint:
    """One critical point of ℓ(φ).

    Args:
        kind: ``"minimum"``, ``"maximum"`` or ``"inflection"`` (the derivative vanishes without changing sign).
        simple: whether ℓ'' ≠ 0 there. at: the point (cos φ, sin φ) where it is rational. value: ℓ there, if ``at`` is given.
    """

    kind: str
    simple: bool
    at: CirclePoint | None = None
    value: Fraction | None = None


@dataclass(frozen=True)
class OneAngle:
    r"""The complete list of critical points of ℓ on the circle.

    With t = tan(ψ/2), φ = φ_cut + π + ψ, the derivative is a polynomial in t over (1+t²)^D; the circle without the cut is the line.

    Args:
        loss: ℓ. cut: a point with ℓ' ≠ 0. separators: rational t_1 < … < t_{N-1}; exactly one critical point lies in each of the N
            intervals between neighbours (and ±∞). points: the N critical points in this order.
    """

    loss: TrigPoly
    cut: CirclePoint
    separators: tuple[Fraction, ...]
    points: tuple[CriticalPoint, ...]

    @property
    def minima(self) -> tuple[CriticalPoint, ...]:
        """The local minima, all strict."""
        return tuple(point for point in self.points if point.kind == "minimum")


def critical_points(loss: TrigPoly) -> OneAngle:
    """All critical points of a non-constant trigonometric polynomial in one angle, proved complete.

    Raises:
        InputError: a constant polynomial; DimensionError: more than one angle.

    Example:
        >>> [point.kind for point in critical_points(TrigPoly.from_terms({"1": 1})).points]
        ['minimum', 'maximum']
    """
    if loss.angles != 1:
        raise DimensionError(f"the polynomial has {loss.angles} angles; one is required.")
    slope = loss.derivative(0)
    if not len(slope):
        raise InputError("the polynomial is constant: every angle is critical and no minimum is strict.")
    cut = next(point for point in map(CirclePoint.from_half_tangent, CUTS) if slope.at([point]))  # at most 2D zeros; a line below for larger D
    numerator = half_tangent_numerator(slope, cut)
    chain = sturm_chain(numerator)
    bound = _root_bound(numerator)
    intervals = _isolate(chain, -bound, bound)
    separators = tuple(upper for _, upper in intervals[:-1])
    repeated = sturm_chain(chain[-1]) if chain[-1].degree() > 0 else None
    exact = _rational_roots(numerator)
    points = []
    for lower, upper in intervals:
        signs = (_sign(numerator, lower), _sign(numerator, upper))
        kind = {(-1, 1): "minimum", (1, -1): "maximum"}.get(signs, "inflection")
        simple = repeated is None or count_roots(repeated, lower, upper) == 0
        at = next((back(root, cut) for root in exact if lower < root < upper), None)
        points.append(CriticalPoint(kind, simple, at, loss.at([at]) if at else None))
    return OneAngle(loss, cut, separators, tuple(points))


def back(t: Fraction, cut: CirclePoint) -> CirclePoint:
    """The point of the circle with coordinate t."""
    return cut.plus(CirclePoint.quarter_turns(2)).plus(CirclePoint.from_half_tangent(t))


def half_tangent_numerator(poly: TrigPoly, cut: CirclePoint) -> fmpq_poly:
    r"""The polynomial :math:`(1+t^2)^D\,f(\varphi)` in t, of degree at most 2D, for a trigonometric polynomial f of degree D.

    With :math:`a\cos k\varphi+b\sin k\varphi=\operatorname{Re}(a-ib)e^{ik\varphi}` and
    :math:`(1+t^2)^De^{ik\psi}=(1+it)^{D+k}(1-it)^{D-k}`.
    """
    degree = poly.degrees[0]
    values, common = cut.plus(CirclePoint.quarter_turns(2)).multiples(degree)
    total = fmpq_poly([0])
    for (index,), value in poly.terms():
        k = (index + 1) // 2
        cos, sin = (Fraction(values[2 * k - 1], common), Fraction(values[2 * k], common)) if k else (Fraction(1), Fraction(0))
        weight = (value * cos, value * sin) if index % 2 or not k else (value * sin, -value * cos)  # (a - ib)·e^{ikφ_0}
        real, imaginary = _unit_power(degree + k, degree - k)
        total += real * _fmpq(weight[0]) - imaginary * _fmpq(weight[1])
    return total


def _unit_power(plus: int, minus: int) -> tuple[fmpq_poly, fmpq_poly]:
    """Real and imaginary part of (1 + it)^plus (1 - it)^minus."""
    real, imaginary, t = fmpq_poly([1]), fmpq_poly([0]), fmpq_poly([0, 1])
    for sign in [1] * plus + [-1] * minus:
        real, imaginary = real - imaginary * t * sign, imaginary + real * t * sign
    return real, imaginary


def _fmpq(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)


def sturm_chain(polynomial: fmpq_poly) -> list[fmpq_poly]:
    """P, P', and negated remainders, each up to a positive factor; the last one is gcd(P, P')."""
    chain = [polynomial, polynomial.derivative()]
    while chain[-1].degree() > 0:
        rest = -(chain[-2] % chain[-1])
        if rest.degree() < 0:
            break
        chain.append(fmpq_poly(rest.numer()) / rest.numer().content())  # small coefficients: no sign changes
    return [part for part in chain if part.degree() >= 0]


def count_roots(chain: Sequence[fmpq_poly], lower: Fraction, upper: Fraction) -> int:
    """Number of different real roots in an interval whose ends are no roots (Sturm)."""
    return _variations([_sign(part, lower) for part in chain]) - _variations([_sign(part, upper) for part in chain])


def stays_positive(polynomial: fmpq_poly, lower: Fraction | None, upper: Fraction | None) -> bool:
    """Whether P > 0 on an interval with its ends; None stands for infinity, where the leading coefficient decides."""
    bound = max([_root_bound(polynomial), *(abs(end) + 1 for end in (lower, upper) if end is not None)])
    left, right = (-bound if lower is None else lower), (bound if upper is None else upper)
    if left >= right or _sign(polynomial, left) <= 0 or _sign(polynomial, right) <= 0:
        return False
    return count_roots(sturm_chain(polynomial), left, right) == 0


def _variations(signs: Sequence[int]) -> int:
    listed = [sign for sign in signs if sign]
    return sum(a != b for a, b in pairwise(listed))


def _sign(polynomial: fmpq_poly, at: Fraction) -> int:
    value = polynomial(_fmpq(at))
    return (value > 0) - (value < 0)


def _root_bound(polynomial: fmpq_poly) -> Fraction:
    """A power of two above the absolute value of every root (Cauchy)."""
    coefficients = polynomial.coeffs()
    ratio = max((abs(value / coefficients[-1]) for value in coefficients[:-1]), default=fmpq(0))
    bound = Fraction(2)
    while bound < 1 + Fraction(int(ratio.p), int(ratio.q)):
        bound *= 2
    return bound


def _isolate(chain: Sequence[fmpq_poly], lower: Fraction, upper: Fraction) -> list[tuple[Fraction, Fraction]]:
    """Neighbouring intervals with exactly one root each, by bisection."""
    number = count_roots(chain, lower, upper)
    if number <= 1:
        return [(lower, upper)] * number
    middle = (lower + upper) / 2
    while _sign(chain[0], middle) == 0:
        middle = (lower + 3 * middle) / 4
    left, right = _isolate(chain, lower, middle), _isolate(chain, middle, upper)
    return left + right


def _rational_roots(polynomial: fmpq_poly) -> list[Fraction]:
    _, factors = polynomial.numer().factor()
    return [Fraction(-int(factor[0]), int(factor[1])) for factor, _ in factors if factor.degree() == 1]
