r"""How many complex solutions the critical system of one or two angles has, exactly, by resultants
over Q with FLINT.

Complex solutions are counted in the torus (C*)^p of z_l = e^{iφ_l}; they correspond one to one to
the complex solutions (c_l, s_l) of Paper Eqn 28. With t_l = tan(φ_l/2), z = (1+it)/(1-it): z ∈ C*
corresponds to t ∈ P¹ without ±i.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod

from flint import fmpz_mpoly, fmpz_poly, nmod_poly

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.laurent import from_laurent
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import InputError
from symqnn.roots.structure import blocks
from symqnn.univariate.half_tangent import half_tangent_numerator

PRIME = 2147483629  # 1 modulo 4
ROOT = next(
    r for a in range(2, 50) if (r := pow(a, (PRIME - 1) // 4, PRIME)) * r % PRIME == PRIME - 1
)


@dataclass(frozen=True)
class ComplexCount:
    """Numbers of solutions in the complex torus.

    Args:
        with_multiplicity: their number counted with multiplicity; None if solutions at infinity
            spoil the count.
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
    """The polynomial φ ↦ L(φ + α), α given as rational points of the circle: z^k is multiplied by
    e^{ikα}.
    """
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
    return from_laurent(
        {k: (int(x * common), int(y * common)) for k, (x, y) in rotated.items()}, common, poly.torus
    )


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
    """Number of real roots of a squarefree integer polynomial, by certified isolation (FLINT marks
    real roots exactly).
    """
    roots = poly.complex_roots()
    return sum(root.imag.is_zero() for root, _ in roots)  # type: ignore[misc, has-type]


def complex_count(poly: TrigPoly) -> ComplexCount:
    """Solutions of ∇L = 0 in the complex torus, for one or two angles.

    Raises:
        InputError: more than two angles, or infinitely many solutions.

    Example:
        >>> complex_count(TrigPoly.from_terms({"1": 1}))
        ComplexCount(with_multiplicity=2, distinct=2, real=2, exact=True,
                     method='polynomial in tan(φ/2) over Q')
    """
    if poly.angles == 1:
        return _one_angle(poly)
    if poly.angles != 2:
        raise InputError(
            f"the polynomial has {poly.angles} angles; resultants count for one or two."
        )
    best = _two_angles(poly, 0, None)
    for attempt, slope in enumerate((3, -5), 1):
        if best.exact:
            break
        found = _two_angles(poly, attempt, slope)
        best = max(
            best,
            found,
            key=lambda count: (count.with_multiplicity is not None, count.exact, count.distinct),
        )
    return best


def complex_total(poly: TrigPoly) -> ComplexCount:
    """Solutions of ∇L = 0 in the complex torus if every block of coupled angles has at most two:
    products over the blocks.

    Over each solution of a block lie as many as its shortened periods multiply to, complex ones as
    well as real ones.

    Raises:
        InputError: a block of more than two angles, an angle that does not occur, or infinitely
            many solutions.

    Example:
        >>> complex_total(TrigPoly.from_terms({"300": 1, "021": 1, "002": 1})).distinct
        32
    """
    parts = blocks(poly)
    if sum(len(part.axes) for part in parts) != poly.angles:
        raise InputError("the loss does not depend on every angle: infinitely many solutions.")
    found = [(part.copies, complex_count(part.poly)) for part in parts]

    def total(values: list[int | None]) -> int | None:
        known = [value for value in values if value is not None]
        return (
            prod(known) * prod(copies for copies, _ in found) if len(known) == len(found) else None
        )

    distinct = total([count.distinct for _, count in found])
    return ComplexCount(
        total([count.with_multiplicity for _, count in found]),
        distinct or 0,
        total([count.real for _, count in found]),
        all(count.exact for _, count in found),
        " × ".join(sorted({count.method for _, count in found})),
    )


def _one_angle(poly: TrigPoly) -> ComplexCount:
    rotated = rotate(poly, [CirclePoint.from_half_tangent(Fraction(355, 1130))])
    derivative = _without_circle(
        _univariate(half_tangent_numerator(rotated.phase_derivative(0)), 0)
    )
    if derivative.degree() < 1:
        raise InputError("the derivative is zero: every point is critical.")
    squarefree = _squarefree(derivative)
    return ComplexCount(
        int(derivative.degree()),
        int(squarefree.degree()),
        real_roots(squarefree),
        True,
        "polynomial in tan(φ/2) over Q",
    )


def _two_angles(poly: TrigPoly, attempt: int, slope: int | None) -> ComplexCount:
    """Count by the resultant in t_1, or in t_1 + slope·t_2 if the solutions do not all differ in
    t_1.
    """
    points = [
        CirclePoint.from_half_tangent(Fraction(37 + attempt, 101)),
        CirclePoint.from_half_tangent(Fraction(29, 83 + attempt)),
    ]
    rotated = rotate(poly, points)
    first, second = (half_tangent_numerator(rotated.phase_derivative(axis)) for axis in (0, 1))
    spoilt = _meets_boundary(first, second, 1, corners=slope is None) or _meets_infinity(
        first, second
    )
    if slope is not None:
        spoilt = spoilt or _meets_boundary(first, second, 0, corners=False)
        ring = first.context()
        t1, t2 = ring.gens()
        first, second = (part.compose(t1 - slope * t2, t2, ctx=ring) for part in (first, second))
        # with constant leading coefficients the zeros of the resultant are those of common zeros,
        # and none is lost
        spoilt = spoilt or not all(_top_is_constant(part) for part in (first, second))
    resultant = _univariate(first.resultant(second, 1), 0)
    if not resultant:
        raise InputError(
            "the two derivatives have a common factor: infinitely many complex solutions."
        )
    resultant = _without_circle(resultant) if slope is None else resultant
    squarefree = _squarefree(resultant)
    simple = not spoilt and squarefree.degree() == resultant.degree()
    return ComplexCount(
        None if spoilt else int(resultant.degree()),
        0 if spoilt else int(squarefree.degree()),
        real_roots(squarefree) if simple else None,
        simple,
        f"resultant in t_1{'' if slope is None else f'{slope:+d}t_2'} over Q, t = tan(φ/2)",
    )


def _top_is_constant(poly: fmpz_mpoly) -> bool:
    top = int(poly.degrees()[1])
    return {int(e[0]) for e in poly.to_dict() if int(e[1]) == top} == {0}


def _meets_boundary(first: fmpz_mpoly, second: fmpz_mpoly, axis: int, corners: bool) -> bool:
    """Whether the two may have a common zero with t_axis = ±i: then the resultant counts solutions
    outside the torus as well.

    With ``corners``, zeros with both t = ±i are allowed: factors 1 + t_1² of the resultant are
    removed anyway.

    Modulo a prime with a square root of -1, no common factor shows that there is none over C, for
    both roots ±i.
    """
    for i in (ROOT, PRIME - ROOT):
        lines = []
        for poly in (first, second):
            line: dict[int, int] = {}
            for exponents, value in poly.to_dict().items():
                a, b = int(exponents[1 - axis]), int(exponents[axis])
                line[a] = (line.get(a, 0) + int(value) * pow(i, b, PRIME)) % PRIME
            lines.append(nmod_poly([line.get(k, 0) for k in range(max(line) + 1)], PRIME))
        if all(
            line.degree() < int(poly.degrees()[1 - axis])
            for line, poly in zip(lines, (first, second), strict=True)
        ):
            # both leading coefficients vanish modulo the prime: nothing can be concluded
            return True
        common = lines[0].gcd(lines[1])
        circle = nmod_poly([1, 0, 1], PRIME)
        while common.degree() >= 1:
            factor = common.gcd(circle)
            if factor.degree() < 1 or not corners:
                return True
            common = common // factor
    return False


def _meets_infinity(first: fmpz_mpoly, second: fmpz_mpoly) -> bool:
    """Whether the two have a common zero with t_1 = ∞, which the degree of the resultant would
    miss.
    """
    leading = []
    for poly in (first, second):
        top = int(poly.degrees()[0])
        line = {int(e[1]): int(value) for e, value in poly.to_dict().items() if int(e[0]) == top}
        leading.append(fmpz_poly([line.get(k, 0) for k in range(max(line) + 1)]))
    return bool(_without_circle(leading[0].gcd(leading[1])).degree() > 0)
