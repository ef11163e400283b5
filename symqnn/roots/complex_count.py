r"""How many complex solutions the critical system of one or two angles has, exactly, by resultants over Q with FLINT.

Complex solutions are counted in the torus (C*)^p of z_l = e^{iφ_l}; they correspond one to one to the complex solutions (c_l, s_l) of
Paper Eqn 28. With t_l = tan(φ_l/2), z = (1+it)/(1-it): z ∈ C* corresponds to t ∈ P¹ without ±i.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from flint import fmpz_mpoly, fmpz_poly, nmod_poly

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly, from_laurent
from symqnn.errors import InputError
from symqnn.roots.degenerate import half_tangent_numerator

PRIME = 2147483629  # 1 modulo 4
ROOT = next(r for a in range(2, 50) if (r := pow(a, (PRIME - 1) // 4, PRIME)) * r % PRIME == PRIME - 1)


@dataclass(frozen=True)
class ComplexCount:
    """Numbers of solutions in the complex torus.

    Args:
        with_multiplicity: their number counted with multiplicity; None if solutions at infinity spoil the count.
        distinct: number of different ones; a lower bound unless ``exact``.
        real: number of real ones, None unless all solutions are told apart by one coordinate.
        exact: whether ``distinct`` is exact.
        method: what was computed.
    """

    with_multiplicity: int | None
    distinct: int
    real: int | None
    exact: bool
    method: str


def rotate(poly: TrigPoly, points: list[CirclePoint]) -> TrigPoly:
    """The polynomial φ ↦ L(φ + α), α given as rational points of the circle: z^k is multiplied by e^{ikα}."""
    coefficients, denominator = poly.laurent()
    rotated: dict[tuple[int, ...], tuple[Fraction, Fraction]] = {}
    for k, (re, im) in coefficients.items():
        x, y = Fraction(re, denominator), Fraction(im, denominator)
        for kl, point in zip(k, points, strict=True):
            for _ in range(abs(kl)):
                sin = point.sin if kl > 0 else -point.sin
                x, y = x * point.cos - y * sin, y * point.cos + x * sin
        rotated[k] = (x, y)
    common = lcm(*(part.denominator for pair in rotated.values() for part in pair))
    return from_laurent({k: (int(x * common), int(y * common)) for k, (x, y) in rotated.items()}, common, poly.angles)


def shear(poly: TrigPoly, amount: int) -> TrigPoly:
    """The polynomial (φ_1, φ_2) ↦ L(φ_1 + amount·φ_2, φ_2): frequencies (k_1, k_2) become (k_1, k_2 + amount·k_1)."""
    coefficients, denominator = poly.laurent()
    return from_laurent({(a, b + amount * a): value for (a, b), value in coefficients.items()}, denominator, 2)


def _without_circle(poly: fmpz_poly) -> fmpz_poly:
    circle = fmpz_poly([1, 0, 1])
    while poly.degree() >= 2 and not poly % circle:
        poly = poly // circle
    return poly


def _univariate(poly: fmpz_mpoly, axis: int) -> fmpz_poly:
    coefficients = {int(exponents[axis]): int(value) for exponents, value in poly.to_dict().items()}
    return fmpz_poly([coefficients.get(k, 0) for k in range(max(coefficients, default=0) + 1)])


def _squarefree(poly: fmpz_poly) -> fmpz_poly:
    return poly // poly.gcd(poly.derivative())


def real_roots(poly: fmpz_poly) -> int:
    """Number of real roots of a squarefree integer polynomial, by certified isolation (FLINT marks real roots exactly)."""
    return sum(root.imag.is_zero() for root, _ in poly.complex_roots())  # type: ignore[misc, has-type]


def complex_count(poly: TrigPoly) -> ComplexCount:
    """Solutions of ∇L = 0 in the complex torus, for one or two angles.

    Raises:
        InputError: more than two angles, or infinitely many solutions.

    Example:
        >>> complex_count(TrigPoly.from_terms({"1": 1}))
        ComplexCount(with_multiplicity=2, distinct=2, real=2, exact=True, method='polynomial in tan(φ/2) over Q')
    """
    if poly.angles == 1:
        return _one_angle(poly)
    if poly.angles != 2:
        raise InputError(f"the polynomial has {poly.angles} angles; resultants count for one or two.")
    best = _two_angles(poly, 0)
    for attempt, amount in enumerate((1, 2, -1, 3), 1):
        if best.exact:
            break
        found = _two_angles(shear(poly, amount), attempt)
        best = max(best, found, key=lambda count: (count.with_multiplicity is not None, count.exact, count.distinct))
    return best


def _one_angle(poly: TrigPoly) -> ComplexCount:
    rotated = rotate(poly, [CirclePoint.from_half_tangent(Fraction(355, 1130))])
    derivative = _without_circle(_univariate(half_tangent_numerator(rotated.derivative(0)), 0))
    if derivative.degree() < 1:
        raise InputError("the derivative is zero: every point is critical.")
    squarefree = _squarefree(derivative)
    return ComplexCount(int(derivative.degree()), int(squarefree.degree()), real_roots(squarefree), True, "polynomial in tan(φ/2) over Q")


def _two_angles(poly: TrigPoly, attempt: int) -> ComplexCount:
    points = [CirclePoint.from_half_tangent(Fraction(37 + attempt, 101)), CirclePoint.from_half_tangent(Fraction(29, 83 + attempt))]
    rotated = rotate(poly, points)
    first, second = (half_tangent_numerator(rotated.derivative(axis)) for axis in (0, 1))
    resultant = _univariate(first.resultant(second, 1), 0)
    if not resultant:
        raise InputError("the two derivatives have a common factor: infinitely many complex solutions.")
    resultant = _without_circle(resultant)
    squarefree = _squarefree(resultant)
    boundary = _meets_boundary(first, second) or _meets_infinity(first, second)
    simple = not boundary and squarefree.degree() == resultant.degree()
    return ComplexCount(
        None if boundary else int(resultant.degree()),
        int(squarefree.degree()) if not boundary else 0,
        real_roots(squarefree) if simple else None,
        simple,
        "resultant in tan(φ_1/2) over Q",
    )


def _meets_boundary(first: fmpz_mpoly, second: fmpz_mpoly) -> bool:
    """Whether the two may have a common zero with t_2 = ±i: then the resultant counts solutions outside the torus as well.

    Modulo a prime with a square root of -1, no common factor shows that there is none over C, for both roots ±i.
    """
    for i in (ROOT, PRIME - ROOT):
        lines = []
        for poly in (first, second):
            line: dict[int, int] = {}
            for exponents, value in poly.to_dict().items():
                a, b = int(exponents[0]), int(exponents[1])
                line[a] = (line.get(a, 0) + int(value) * pow(i, b, PRIME)) % PRIME
            lines.append(nmod_poly([line.get(k, 0) for k in range(max(line) + 1)], PRIME))
        if all(line.degree() < int(poly.degrees()[0]) for line, poly in zip(lines, (first, second), strict=True)):
            return True  # both leading coefficients vanish modulo the prime: nothing can be concluded
        common = lines[0].gcd(lines[1])
        circle = nmod_poly([1, 0, 1], PRIME)
        while common.degree() >= 1:
            factor = common.gcd(circle)
            if factor.degree() < 1:
                return True
            common = common // factor
    return False


def _meets_infinity(first: fmpz_mpoly, second: fmpz_mpoly) -> bool:
    """Whether the two have a common zero with t_1 = ∞, which the degree of the resultant would miss."""
    leading = []
    for poly in (first, second):
        top = int(poly.degrees()[0])
        line = {int(e[1]): int(value) for e, value in poly.to_dict().items() if int(e[0]) == top}
        leading.append(fmpz_poly([line.get(k, 0) for k in range(max(line) + 1)]))
    return bool(_without_circle(leading[0].gcd(leading[1])).degree() > 0)
