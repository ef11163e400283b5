r"""Proofs that the critical points are infinitely many.

With t_l = tan(φ_l/2) a trigonometric polynomial of degrees d becomes a polynomial N(t) over ∏(1+t_l²)^{d_l}, on the dense open part φ_l ≠ π
of the torus. If the derivatives ∂_iL have a common factor h that is positive at one rational point and negative at another, then
h = 0 separates R^p: for p ≥ 2 infinitely many common zeros.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import product
from random import Random

from flint import fmpz_mpoly, fmpz_mpoly_ctx, fmpz_poly, nmod_poly

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.structure import rank

PRIME = 2147483629


def half_tangent_basis(degree: int) -> list[fmpz_poly]:
    """Numerators over (1+t²)^degree of 1, cos φ, sin φ, …, cos dφ, sin dφ, where t = tan(φ/2): e^{iφ} = (1+it)²/(1+t²)."""
    norm = fmpz_poly([1, 0, 1])
    result = [norm**degree]
    real, imaginary = fmpz_poly([1]), fmpz_poly([0])
    for k in range(1, degree + 1):
        square_real, square_imaginary = fmpz_poly([1, 0, -1]), fmpz_poly([0, 2])
        real, imaginary = real * square_real - imaginary * square_imaginary, real * square_imaginary + imaginary * square_real
        result += [real * norm ** (degree - k), imaginary * norm ** (degree - k)]
    return result


def half_tangent_numerator(poly: TrigPoly) -> fmpz_mpoly:
    r"""The integer polynomial :math:`q\,L\prod_l(1+t_l^2)^{d_l}`, d the degrees and q the denominator of L, in t_l = tan(φ_l/2).

    Example:
        >>> half_tangent_numerator(TrigPoly.from_terms({"1": 1}))
        -t0^2 + 1
    """
    ring = fmpz_mpoly_ctx.get([f"t{k}" for k in range(poly.angles)], "lex")
    tables = []
    for axis, degree in enumerate(poly.degrees):
        powers = [tuple(k if a == axis else 0 for a in range(poly.angles)) for k in range(2 * degree + 1)]
        tables.append([ring.from_dict({powers[k]: int(c) for k, c in enumerate(part) if c}) for part in half_tangent_basis(degree)])
    return _assemble([(index, int(value * poly.denominator)) for index, value in poly.terms()], tables, 0, ring)


def _assemble(terms: list[tuple[tuple[int, ...], int]], tables: list[list[fmpz_mpoly]], axis: int, ring: fmpz_mpoly_ctx) -> fmpz_mpoly:
    """Horner's scheme over the angles: terms that agree in one angle are added up before they are multiplied."""
    if axis == len(tables):
        return ring.from_dict({(0,) * axis: sum(value for _, value in terms)})
    groups: dict[int, list[tuple[tuple[int, ...], int]]] = {}
    for index, value in terms:
        groups.setdefault(index[axis], []).append((index, value))
    parts = [tables[axis][e] * _assemble(group, tables, axis + 1, ring) for e, group in groups.items()]
    return reduce(lambda a, b: a + b, parts, ring.from_dict({}))


def infinitely_many(poly: TrigPoly) -> str:
    """Why L certainly has infinitely many critical points; "" if no proof was found (then there may be, or not).

    Example:
        >>> infinitely_many(TrigPoly.from_terms({"11": 1, "22": 1}))
        'the frequencies span 1 of 2 dimensions: the loss is constant along circles, and every critical point lies on one'
        >>> infinitely_many(TrigPoly.constant(1, 2))
        'the loss is constant: every point is critical'
    """
    if not any(any(index) for index, _ in poly.terms()):
        return "the loss is constant: every point is critical"
    dimension = rank(poly)
    if dimension < poly.angles:
        return f"the frequencies span {dimension} of {poly.angles} dimensions: the loss is constant along circles, and every critical point lies on one"
    if poly.angles == 1:
        return ""
    numerators = [half_tangent_numerator(poly.derivative(axis)) for axis in range(poly.angles)]
    if not _may_share_a_factor(numerators):
        return ""
    common = reduce(lambda a, b: a.gcd(b), numerators)
    for factor, _ in common.factor()[1]:
        points = sign_change(factor, poly.angles)
        if points is not None:
            text = " and ".join("(" + ", ".join(str(x) for x in point) + ")" for point in points)
            shared = f"all derivatives share a factor of degree {factor.total_degree()} in tan(φ/2)"
            return f"{shared} that changes sign between {text}: a hypersurface of critical points"
    return ""


def _may_share_a_factor(numerators: list[fmpz_mpoly]) -> bool:
    """Whether, with all angles but one at random numbers modulo a prime, the derivatives have a common factor (for some angle)."""
    source, angles = Random(1), len(numerators)
    for axis in range(angles):
        point = [source.randrange(1, PRIME) for _ in range(angles)]
        lines = []
        for numerator in numerators:
            line: dict[int, int] = {}
            for exponents, value in numerator.to_dict().items():
                image = int(value) % PRIME
                for other in range(angles):
                    if other != axis:
                        image = image * pow(point[other], int(exponents[other]), PRIME) % PRIME
                line[int(exponents[axis])] = line.get(int(exponents[axis]), 0) + image
            lines.append(nmod_poly([line.get(k, 0) for k in range(max(line, default=0) + 1)], PRIME))
        common = reduce(lambda a, b: a.gcd(b), lines)
        while common.degree() > 1 and not common % nmod_poly([1, 0, 1], PRIME):
            common = common // nmod_poly([1, 0, 1], PRIME)  # 1+t² has no real zero
        if common.degree() > 0:
            return True
    return False


def sign_change(factor: fmpz_mpoly, angles: int) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]] | None:
    """Two rational points t at which a polynomial has opposite signs, if some are found on a small grid."""
    values = [Fraction(a, 4) for a in (-23, -9, -5, -3, -1, 1, 3, 6, 11, 27)][:: 1 if angles <= 3 else 3]
    seen: dict[int, tuple[Fraction, ...]] = {}
    terms = [(tuple(map(int, e)), int(c)) for e, c in factor.to_dict().items()]
    for point in product(values, repeat=angles):
        total = Fraction(0)
        for exponents, coefficient in terms:
            term = Fraction(coefficient)
            for x, k in zip(point, exponents, strict=True):
                term *= x**k
            total += term
        if total:
            seen.setdefault(1 if total > 0 else -1, point)
        if len(seen) == 2:
            return seen[1], seen[-1]
    return None
