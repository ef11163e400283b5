"""Losses that depend on the cosines only and are concave in one after the other: all their minima
lie at φ* + πζ, φ = gθ.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.latex import LatexRepr, Row, equation, number, sum_lines
from symqnn.algebra.shift import shifted
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.landscape_latex import count_rows, level_rows
from symqnn.construction.targets import Star
from symqnn.errors import InputError, SizeError

MAX_ANGLES = 16
Monomials = dict[tuple[int, ...], Fraction]
Vertex = tuple[int, ...]


@dataclass(frozen=True)
class VertexValue:
    """The loss at one vertex.

    Args:
        signs: s. value: of the loss. curvature: the smallest diagonal entry of the Hessian.
    """

    signs: Vertex
    value: Fraction
    curvature: Fraction

    @property
    def is_minimum(self) -> bool:
        """Whether the loss has a strict local minimum there; the Hessian is diagonal."""
        return self.curvature > 0


@dataclass(frozen=True)
class VertexLandscape(LatexRepr):
    r"""The landscape of a loss :math:`P(u)`, :math:`u_l=\cos(\varphi_l-\varphi_l^*)`,
    of degree ≤ 2 in each u_l.

    The angles have an order in which P is strictly concave in each u_l where the u of the angles
    before are ±1 and the others lie anywhere in [-1, 1]. So no point with :math:`|u_l|<1` is a
    local minimum, first for the first angle, then for the next: u_l is a coordinate there. At a
    vertex u = s ∈ {±1}^p the gradient vanishes and the Hessian in φ is diagonal with entries
    :math:`-s_l\,\partial_lP(s)`; where all of them are positive the vertex is a strict minimum,
    where one is negative it is none.

    Args:
        torus: the angles. star: the points (cos φ*_l, sin φ*_l). polynomial: coefficients of P by
            exponents.
        margins: for each l an upper bound, negative, of the coefficient of u_l².
        vertices: all of them, s = (1, …, 1) first.
    """

    torus: Torus
    star: Star
    polynomial: Monomials
    margins: tuple[Fraction, ...]
    vertices: tuple[VertexValue, ...]

    def __repr__(self) -> str:
        return f"<loss with minima at vertices: {self.count} minima, {self.spurious} spurious>"

    def latex_rows(self, limit: int = 12) -> list[Row]:
        """LaTeX: the loss as a polynomial in u_l = cos g_l(θ_l - θ*_l),
        the number of minima, their values.
        """
        terms = []
        for powers, value in sorted(self.polynomial.items()):
            body = " ".join(
                f"u_{{{k + 1}}}" + (f"^{{{e}}}" if e > 1 else "") for k, e in enumerate(powers) if e
            )
            terms.append((value, body))
        rows = equation("L", sum_lines(terms))
        same = set(self.torus.units)
        unit = number(self.torus.units[0]) if len(same) == 1 else "g_{l}"
        where = rf"u_{{l}} = \cos {'' if unit == '1' else unit}(\theta_{{l}} - \theta_{{l}}^{{*}})"
        if len(same) > 1:
            where += rf", \quad g = ({', '.join(map(number, self.torus.units))})"
        rows[-1] = (rows[-1][0], rf"{rows[-1][1]}, \quad {where}")
        stuck = [
            (
                "",
                rf"\text{{no single angle improves }} {len(self.stuck)} "
                r"\text{ of the spurious ones}",
            )
        ]
        return (
            rows
            + count_rows(self.count, self.spurious, self.gap)
            + stuck
            + level_rows(self.levels, limit)
        )

    @property
    def count(self) -> int:
        """Number of local minima a period, exactly; all are strict."""
        return sum(vertex.is_minimum for vertex in self.vertices)

    @cached_property
    def levels(self) -> tuple[tuple[Fraction, int], ...]:
        """Values of the local minima with their numbers, increasing."""
        table: dict[Fraction, int] = {}
        for vertex in self.vertices:
            if vertex.is_minimum:
                table[vertex.value] = table.get(vertex.value, 0) + 1
        return tuple(sorted(table.items()))

    @property
    def gap(self) -> Fraction | None:
        """Distance of the lowest spurious minimum from the global one."""
        return self.levels[1][0] - self.levels[0][0] if len(self.levels) > 1 else None

    @property
    def spurious(self) -> int:
        """Number of local minima that are not global."""
        return self.count - self.levels[0][1]

    @cached_property
    def stuck(self) -> tuple[Vertex, ...]:
        """Vertices above the global minimum that no exact minimisation in a single angle improves.

        On the line through a vertex the loss is concave in u_l, so its minimum is at u_l = ±1:
        stuck means that no single flip goes down.
        """
        values = {vertex.signs: vertex.value for vertex in self.vertices}
        lowest = min(values.values())
        return tuple(
            s
            for s, value in values.items()
            if value > lowest and all(values[flip(s, k)] >= value for k in range(len(s)))
        )

    def point(self, vertex: Vertex) -> Star:
        """The angles of a vertex as points (cos φ, sin φ), φ = gθ."""
        return tuple(
            point if s > 0 else point.plus(CirclePoint.quarter_turns(2))
            for s, point in zip(vertex, self.star, strict=True)
        )


def flip(vertex: Vertex, k: int) -> Vertex:
    """The neighbour of a vertex in direction k."""
    return (*vertex[:k], -vertex[k], *vertex[k + 1 :])


def cosine_polynomial(poly: TrigPoly, star: Star) -> Monomials:
    """The loss as a polynomial in u_l = cos(φ_l - φ*_l).

    Raises:
        InputError: it is no such polynomial of degree ≤ 2 in each u_l.
    """
    total: Monomials = {}
    for index, value in shifted(poly, star).terms():
        if any(e not in (0, 1, 3) for e in index):
            raise InputError(
                "the loss depends on more than the cosines of θ - θ*; it is not of the vertex form "
                "around this θ*."
            )
        # cos 2ψ = 2u² - 1
        choices = [
            ((0, 1),) if e == 0 else ((1, 1),) if e == 1 else ((2, 2), (0, -1)) for e in index
        ]
        for choice in product(*choices):
            key = tuple(power for power, _ in choice)
            total[key] = total.get(key, Fraction(0)) + value * prod(factor for _, factor in choice)
    return {key: value for key, value in total.items() if value}


def vertex_landscape(poly: TrigPoly, star: Star) -> VertexLandscape:
    """Analyse a loss of the vertex form completely.

    Raises:
        InputError: not of the form, not proved concave in some u_l, or a vertex with a vanishing
            Hessian entry; SizeError: p > 16.

    Example:
        >>> origin = (CirclePoint(1, 0),) * 2
        >>> vertex_landscape(TrigPoly.from_terms({"30": -1, "03": -1, "11": "1/4"}), origin).levels
        ((Fraction(-9, 4), 2), (Fraction(-7, 4), 2))
    """
    p = poly.angles
    if p > MAX_ANGLES:
        raise SizeError(f"{p} angles have 2^{p} vertices (limit {MAX_ANGLES} angles).")
    terms = cosine_polynomial(poly, star)
    margins = _margins(terms, p)
    return VertexLandscape(poly.torus, star, terms, margins, tuple(_vertices(terms, p)))


def _margins(terms: Monomials, p: int) -> tuple[Fraction, ...]:
    """Bounds of the coefficients of u_l², in some order of the angles.

    Raises:
        InputError: no order is found in which all are negative.
    """
    known: dict[int, Fraction] = {}
    while len(known) < p:
        bounds = {axis: _bound(terms, axis, known) for axis in range(p) if axis not in known}
        fresh = {axis: bound for axis, bound in bounds.items() if bound < 0}
        if not fresh:
            listed = ", ".join(f"{bound} for angle {axis}" for axis, bound in bounds.items())
            raise InputError(
                f"the loss is not proved strictly concave in every cosine (bounds: {listed}); "
                "smaller strengths are needed."
            )
        known |= fresh
    return tuple(known[axis] for axis in range(p))


def _bound(terms: Monomials, angle: int, vertices: Container[int]) -> Fraction:
    """An upper bound of the coefficient of u_l², where the u of some angles are ±1,
    so that their squares are 1.
    """
    reduced: Monomials = {}
    for key, value in terms.items():
        if key[angle] == 2:
            rest = tuple(
                0 if k == angle else e % 2 if k in vertices else e for k, e in enumerate(key)
            )
            reduced[rest] = reduced.get(rest, Fraction(0)) + value
    constant = reduced.pop((0,) * len(next(iter(terms), ())), Fraction(0))
    return constant + sum((abs(value) for value in reduced.values()), Fraction(0))


def _vertices(terms: Monomials, p: int) -> Iterator[VertexValue]:
    sparse = [
        (tuple((k, e) for k, e in enumerate(key) if e), value) for key, value in terms.items()
    ]
    for vertex in product((1, -1), repeat=p):
        value, slopes = Fraction(0), [Fraction(0)] * p
        for key, coefficient in sparse:
            signed = (
                -coefficient if sum(vertex[k] < 0 and e == 1 for k, e in key) % 2 else coefficient
            )
            value += signed
            for k, e in key:
                slopes[k] -= e * signed  # s_l ∂_l of s^e is e·s^e, because s_l² = 1
        if 0 in slopes:
            raise InputError(
                f"at the vertex {vertex} the Hessian has a zero on its diagonal: the second order "
                "does not decide. Change the strengths."
            )
        yield VertexValue(vertex, value, min(slopes))
