r"""Trigonometric polynomials as polynomials in t_l = tan(φ_l/2),
on the dense open part φ_l ≠ π of the torus.
"""

from __future__ import annotations

from functools import lru_cache, reduce

from flint import fmpq, fmpq_poly, fmpz_mpoly, fmpz_mpoly_ctx, fmpz_poly

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.shift import shifted
from symqnn.algebra.trigpoly import TrigPoly


@lru_cache(maxsize=64)
def half_tangent_basis(degree: int) -> tuple[fmpz_poly, ...]:
    """Numerators over (1+t²)^d of 1, cos φ, sin φ, …, cos dφ, sin dφ: e^{iφ} = (1+it)²/(1+t²)."""
    norm = fmpz_poly([1, 0, 1])
    result = [norm**degree]
    real, imaginary = fmpz_poly([1]), fmpz_poly([0])
    square_real, square_imaginary = fmpz_poly([1, 0, -1]), fmpz_poly([0, 2])
    for k in range(1, degree + 1):
        real, imaginary = (
            real * square_real - imaginary * square_imaginary,
            real * square_imaginary + imaginary * square_real,
        )
        result += [real * norm ** (degree - k), imaginary * norm ** (degree - k)]
    return tuple(result)


def line_numerator(poly: TrigPoly, cut: CirclePoint) -> fmpq_poly:
    r"""The polynomial :math:`(1+t^2)^Df(\varphi)` in t = tan(ψ/2), φ = φ_cut + π + ψ, for f of
    degree D in one angle.

    Example:
        >>> line_numerator(TrigPoly.from_terms({"1": 1}), CirclePoint(-1, 0))
        (-1)*x^2 + 1
    """
    turned = shifted(poly, [cut.plus(CirclePoint.quarter_turns(2))])
    basis, total = half_tangent_basis(poly.degrees[0]), fmpq_poly([0])
    for (index,), value in turned.terms():
        total += fmpq_poly(basis[index]) * fmpq(value.numerator, value.denominator)
    return total


def line_point(t: object, cut: CirclePoint) -> CirclePoint:
    """The point of the circle with coordinate t on the line of :func:`line_numerator`."""
    return cut.plus(CirclePoint.quarter_turns(2)).plus(CirclePoint.from_half_tangent(t))


def half_tangent_numerator(poly: TrigPoly) -> fmpz_mpoly:
    r"""The integer polynomial :math:`q\,L\prod_l(1+t_l^2)^{d_l}`, d the degrees and q the
    denominator of L, in t_l = tan(φ_l/2).

    Example:
        >>> half_tangent_numerator(TrigPoly.from_terms({"1": 1}))
        -t0^2 + 1
    """
    ring = fmpz_mpoly_ctx.get([f"t{k}" for k in range(poly.angles)], "lex")
    tables = []
    for axis, degree in enumerate(poly.degrees):
        powers = [
            tuple(k if a == axis else 0 for a in range(poly.angles)) for k in range(2 * degree + 1)
        ]
        tables.append([_on_axis(part, powers, ring) for part in half_tangent_basis(degree)])
    return _assemble(
        [(e, int(value * poly.denominator)) for e, value in poly.terms()], tables, 0, ring
    )


def _on_axis(part: fmpz_poly, powers: list[tuple[int, ...]], ring: fmpz_mpoly_ctx) -> fmpz_mpoly:
    """A polynomial in one t as one in all of them."""
    return ring.from_dict({powers[k]: int(c) for k, c in enumerate(part) if c})


def _assemble(
    terms: list[tuple[tuple[int, ...], int]],
    tables: list[list[fmpz_mpoly]],
    axis: int,
    ring: fmpz_mpoly_ctx,
) -> fmpz_mpoly:
    """Horner's scheme over the angles: terms that agree in one angle are added
    up before they are multiplied.
    """
    if axis == len(tables):
        return ring.from_dict({(0,) * axis: sum(value for _, value in terms)})
    groups: dict[int, list[tuple[tuple[int, ...], int]]] = {}
    for index, value in terms:
        groups.setdefault(index[axis], []).append((index, value))
    parts = [
        tables[axis][e] * _assemble(group, tables, axis + 1, ring) for e, group in groups.items()
    ]
    return reduce(lambda a, b: a + b, parts, ring.from_dict({}))
