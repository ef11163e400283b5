"""Beyond the paper: p!·2^p strict local minima from 2p samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product
from math import factorial

from flint import arb

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational
from symqnn.algebra.latex import LatexRepr, Row
from symqnn.construction.certify import MinimaResult, certify_minima
from symqnn.construction.realise import Construction, realise
from symqnn.construction.targets import Star, cosine, sines
from symqnn.errors import InputError, SizeError
from symqnn.model.qnn import QNN
from symqnn.status import Status

MAX_LAYERS = 6
DEFAULT_STRENGTHS = {1: Fraction(1, 2), 2: Fraction(1, 10)}
SMALL_STRENGTH = Fraction(1, 100)


@dataclass(frozen=True)
class FactorialConstruction(LatexRepr):
    """A dataset with p!·2^p certified strict minima.

    Args:
        construction: dataset and κ. star: the global minimum, of loss 0. shifts: the points α_jl, one row a residual. result: the certified minima.
    """

    construction: Construction
    star: Star
    shifts: tuple[Star, ...]
    result: MinimaResult

    def latex_rows(self, limit: int = 24) -> list[Row]:
        """LaTeX: the certified minima; the dataset has its own."""
        return self.result.latex_rows(limit)

    @property
    def expected(self) -> int:
        """p!·2^p."""
        return int(factorial(len(self.star)) * 2 ** len(self.star))

    @property
    def holds(self) -> bool:
        """Whether all p!·2^p minima are proved, exactly one with loss 0 and all others above it."""
        return self.result.status is Status.PROVED and len(self.result.minima) == self.expected and self.result.spurious == self.expected - 1


def latin_shifts(layers: int, gap: int = 1, denominator: int = 12) -> tuple[Star, ...]:
    r"""Rational points near the angles :math:`\alpha_{jl}=((j+l)\bmod p)\,\pi/p\Delta` in φ: a Latin square, any two in a column differ mod π/Δ.

    Example:
        >>> [point.cos for point in latin_shifts(2)[0]], [point.cos for point in latin_shifts(2)[1]]
        ([Fraction(1, 1), Fraction(0, 1)], [Fraction(0, 1), Fraction(1, 1)])
    """
    points = []
    for k in range(layers):
        middle = (arb.pi() * k / (2 * layers * gap)).tan().mid().fmpq()
        points.append(CirclePoint.from_half_tangent(Fraction(int(middle.p), int(middle.q)).limit_denominator(denominator)))
    return tuple(tuple(points[(j + angle) % layers] for angle in range(layers)) for j in range(layers))


def zeros(shifts: Sequence[Star]) -> list[Star]:
    r"""The common zeros of :math:`F_j=\prod_l\sin(\varphi_l-\alpha_{jl})`: for each permutation σ and signs, φ_σ(j) ∈ α_{jσ(j)} + πZ."""
    p, half = len(shifts), CirclePoint.quarter_turns(2)
    found = []
    for order in permutations(range(p)):  # order[l] is the residual that angle l makes vanish
        base = [shifts[order[angle]][angle] for angle in range(p)]
        for signs in product((0, 1), repeat=p):
            found.append(tuple(point.plus(half) if sign else point for sign, point in zip(signs, base, strict=True)))
    return found


def factorial_minima(qnn: QNN, strength: object = None, shifts: Sequence[Star] | None = None, kappa: object = None) -> FactorialConstruction:
    r"""2p samples with the residuals :math:`\kappa\prod_l\sin2(\theta_l-a_{jl})` and :math:`r\kappa(\cos2(\theta_l-\theta^*_l)-1)`.

    Ours, not the paper's. The first p residuals vanish together at exactly p!·2^p points, where their Jacobian is a permuted diagonal matrix without
    zeros; the others move these strict minima a little and leave loss 0 at θ* only. Each moved minimum is proved by its own ball.

    Args:
        qnn: with linear independence, or a product network; p ≤ 6. strength: r (small). shifts: rows of points α_jl, different mod π in each column.

    Raises:
        SizeError: p > 6; InputError: shifts that are not generic; UnsolvableError: not with linear independence.

    Example:
        >>> made = factorial_minima(QNN(["ZI", "IZ"], "(Y+I)(Y+I)"))
        >>> made.holds, len(made.result.minima)
        (True, 8)
    """
    p = qnn.layers
    if p > MAX_LAYERS:
        raise SizeError(f"p = {p} gives {factorial(p) * 2**p} minima (limit p = {MAX_LAYERS}).")
    rows = tuple(map(tuple, shifts)) if shifts is not None else latin_shifts(p)
    if len(rows) != p or any(len(row) != p for row in rows):
        raise InputError(f"shifts must have {p} rows of {p} points.")
    for angle in range(p):
        column = [row[angle] for row in rows]
        if any(a.cos * b.sin == a.sin * b.cos for k, a in enumerate(column) for b in column[:k]):
            raise InputError(f"two shifts of angle {angle} differ by a multiple of π in φ; the zeros are then not isolated.")
    r = rational(strength, "strength") if strength is not None else DEFAULT_STRENGTHS.get(p, SMALL_STRENGTH)
    star = tuple(rows[angle][angle] for angle in range(p))
    made = realise(qnn, [sines(row) for row in rows] + [cosine(star, [angle], r) for angle in range(p)], kappa)
    return FactorialConstruction(made, star, rows, certify_minima(qnn, made.dataset, zeros(rows), made.parts))
