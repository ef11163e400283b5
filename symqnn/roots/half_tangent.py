r"""Trigonometric polynomials as polynomials in t_l = tan(φ_l/2): the half-tangent form, on the dense open part φ_l ≠ π of the torus."""

from __future__ import annotations

from functools import reduce

from flint import fmpz_mpoly, fmpz_mpoly_ctx, fmpz_poly

from symqnn.algebra.trigpoly import TrigPoly


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
