r"""Proofs that the critical points are infinitely many.

With t_l = tan(φ_l/2) a trigonometric polynomial of degrees d becomes a polynomial N(t) over
∏(1+t_l²)^{d_l}. If the derivatives ∂_iL have a common factor h that is positive at one rational
point and negative at another, then h = 0 separates R^p: for p ≥ 2 infinitely many common zeros.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import product
from random import Random

from flint import fmpz_mpoly, nmod_poly

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.degeneracy import Degeneracy, Directions, SharedFactor
from symqnn.roots.degenerate_point import critical_circle
from symqnn.roots.products import zero_product
from symqnn.roots.structure import blocks, constant_directions, summand
from symqnn.univariate.half_tangent import half_tangent_numerator

PRIME = 2147483629


def infinitely_many(poly: TrigPoly) -> Degeneracy | None:
    """Why L certainly has infinitely many critical points; None if no proof was found
    (then there may be, or not).

    Example:
        >>> infinitely_many(TrigPoly.from_terms({"11": 1, "22": 1})).reason
        'the frequencies span 1 of 2 dimensions:
            the loss is constant along circles, and every critical point lies on one'
        >>> infinitely_many(TrigPoly.constant(1, 2)).reason
        'the loss is constant: every point is critical'
    """
    vectors = constant_directions(poly)
    if len(vectors) == poly.angles:
        return Degeneracy(
            "the loss is constant: every point is critical", len(vectors), Directions(vectors)
        )
    if vectors:
        dimension = poly.angles - len(vectors)
        text = (
            f"the frequencies span {dimension} of {poly.angles} dimensions: the loss is "
            "constant along circles, and every critical point lies on one"
        )
        return Degeneracy(text, len(vectors), Directions(vectors))
    parts = ((block.axes, summand(poly, block.axes)) for block in blocks(poly))
    reasons = (_shared_factor, critical_circle, zero_product)
    return next(
        (found for axes, part in parts for reason in reasons if (found := reason(part, axes))), None
    )


def _shared_factor(poly: TrigPoly, axes: tuple[int, ...]) -> Degeneracy | None:
    """A hypersurface of critical points of a summand, where a common factor of all derivatives is
    zero.
    """
    if poly.angles == 1:
        return None
    derivatives = [poly.phase_derivative(axis) for axis in range(poly.angles)]
    numerators = [half_tangent_numerator(part) for part in derivatives]
    if not _may_share_a_factor(numerators):
        return None
    common = reduce(lambda a, b: a.gcd(b), numerators)
    for factor, _ in common.factor()[1]:
        points = sign_change(factor, poly.angles)
        if points is not None:
            text = " and ".join("(" + ", ".join(str(x) for x in point) + ")" for point in points)
            shared = f"all derivatives share a factor of degree {factor.total_degree()} in tan(φ/2)"
            quotients = tuple(
                _exponents(top // factor, part.denominator)
                for top, part in zip(numerators, derivatives, strict=True)
            )
            proof = SharedFactor(axes, _exponents(factor), quotients, *points)
            return Degeneracy(
                f"{shared} that changes sign between {text}: a hypersurface of critical points",
                poly.angles - 1,
                proof,
            )
    return None


def _exponents(poly: fmpz_mpoly, denominator: int = 1) -> dict[tuple[int, ...], Fraction]:
    return {
        tuple(map(int, exponents)): Fraction(int(value), denominator)
        for exponents, value in poly.to_dict().items()
        if value
    }


def _may_share_a_factor(numerators: list[fmpz_mpoly]) -> bool:
    """Whether, with all angles but one at random numbers modulo a prime, the derivatives have a
    common factor (for some angle).
    """
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
            lines.append(
                nmod_poly([line.get(k, 0) for k in range(max(line, default=0) + 1)], PRIME)
            )
        common = reduce(lambda a, b: a.gcd(b), lines)
        while common.degree() > 1 and not common % nmod_poly([1, 0, 1], PRIME):
            common = common // nmod_poly([1, 0, 1], PRIME)  # 1+t² has no real zero
        if common.degree() > 0:
            return True
    return False


def sign_change(
    factor: fmpz_mpoly, angles: int
) -> tuple[tuple[Fraction, ...], tuple[Fraction, ...]] | None:
    """Two rational points t at which a polynomial has opposite signs, if some are found on a small
    grid.
    """
    values = [Fraction(a, 4) for a in (-23, -9, -5, -3, -1, 1, 3, 6, 11, 27)][
        :: 1 if angles <= 3 else 3
    ]
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
