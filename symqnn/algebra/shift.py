"""Trigonometric polynomials in shifted phases."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly

Index = tuple[int, ...]


def shifted(poly: TrigPoly, points: Sequence[CirclePoint]) -> TrigPoly:
    r"""The polynomial φ ↦ f(φ + φ*), φ* given as rational points of the circle, one an angle.

    Example:
        >>> shifted(TrigPoly.from_terms({"1": 1}), [CirclePoint(0, 1)])
        -sin(2θ₁)
    """
    tables = [point.multiples(degree) for point, degree in zip(points, poly.degrees, strict=True)]
    total: dict[Index, Fraction] = {}
    for index, value in poly.terms():
        parts: list[tuple[Index, Fraction]] = [((), value)]
        for (values, common), e in zip(tables, index, strict=True):
            if e == 0:
                parts = [((*head, 0), x) for head, x in parts]
                continue
            k = (e + 1) // 2
            cos, sin = Fraction(values[2 * k - 1], common), Fraction(values[2 * k], common)
            # cos k(ψ+φ*) = cos kφ* cos kψ - sin kφ* sin kψ, sin k(ψ+φ*) = sin kφ* cos kψ + cos kφ*
            # sin kψ
            onto_cos, onto_sin = (cos, -sin) if e % 2 else (sin, cos)
            onto = [(2 * k - 1, onto_cos), (2 * k, onto_sin)]
            parts = [((*head, f), x * part) for head, x in parts for f, part in onto if part]
        for key, x in parts:
            total[key] = total.get(key, Fraction(0)) + x
    return TrigPoly.from_terms(total, torus=poly.torus)  # type: ignore[arg-type]
