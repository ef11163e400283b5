r"""Explicit bounds ε with P[linear independence] ≥ 1 - ε(d, κ), as rational functions, for any
number p of layers.

*Frobenius road* (ours). By the block structure of the Gram matrix, G ≅ B₀ ⊕ K ⊕ K̄
with B₀ on the ξ = 0x, x ≠ 0, and K = B₁ + iC, B₁ on the ξ = 1x, C_{xx'} = G_{1x,2x'}.
Let X = Λ^{-1/2}KΛ^{-1/2} - 1 with Λ = E K diagonal. If K is singular then ‖X‖_F ≥ 1,
so by Markov P ≤ E‖X‖²_F = Σ_{xx'} E|K_{xx'}|²/(μ_x μ_x') - 3^{p-1}; the same for B₀.
Both sums are entries of powers of one 4×4 matrix.

*Gershgorin road* (the paper's, Eqn 23). Event 23 for ξ forces Y = |G_ξξ - μ_ξ| + Σ_{ξ'≠ξ}|G_ξξ'| ≥
μ_ξ; with n terms that are not identically zero Y² ≤ n·(sum of squares) (Cauchy-Schwarz),
so by Markov (Chebyshev) P ≤ n·Σ_ξ' Var(G_ξξ')/μ_ξ², summed over ξ.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any

from symqnn.algebra.latex import LatexRepr, Row
from symqnn.errors import InputError
from symqnn.haar.moments import KAPPA_MAX, KAPPA_MIN
from symqnn.haar.rational import KAPPA, ONE, ZERO, RationalFunction, series_at_infinity
from symqnn.haar.transfer import Matrix, Vector, mean_factor, row_times, weighted_sum


class Road(StrEnum):
    """How the probability is bounded.

    FROBENIUS: Markov for the Frobenius norm of each block; GERSHGORIN: Eqn 23 with the identically
    vanishing entries left out of a row; GERSHGORIN_PLAIN: Eqn 23 with all 3^p - 1 entries of a row.
    """

    FROBENIUS = "frobenius"
    GERSHGORIN = "gershgorin"
    GERSHGORIN_PLAIN = "gershgorin-plain"


@dataclass(frozen=True)
class FailureBound(LatexRepr):
    r"""A bound on P[not linearly independent], affine in κ:
    :math:`\varepsilon(d,\kappa)=a(d)+b(d)\,\kappa`.

    Args:
        layers: p.
        road: how it was obtained.
        constant, slope: a and b, in Q(d).
    """

    layers: int
    road: Road
    constant: RationalFunction
    slope: RationalFunction

    @property
    def function(self) -> RationalFunction:
        """ε as an element of Q(d, κ)."""
        return self.constant + self.slope * KAPPA

    def latex_rows(self) -> list[Row]:
        r"""LaTeX: the inequality and ε = a + bκ with a and b in factors."""
        inequality = (
            "",
            rf"\operatorname{{Pr}}[\text{{not independent}}] \leq "
            rf"\varepsilon_{{{self.layers}}}(d, \kappa) = a + b \kappa, \quad",
        )
        return [
            inequality,
            *self.constant.latex_rows("a", letter="N_{a}"),
            *self.slope.latex_rows("b", letter="N_{b}"),
        ]

    def to_sympy(self) -> Any:
        """ε as a SymPy expression in d and kappa."""
        return self.function.to_sympy()

    def ends(self) -> tuple[RationalFunction, RationalFunction]:
        """ε at the least and at the greatest κ of a traceless observable, 1/d and
        (d²-3d+3)/(d(d-1)); between, it is affine.
        """
        return self.constant + self.slope * KAPPA_MIN, self.constant + self.slope * KAPPA_MAX

    def at(self, d: int, kappa: Fraction) -> Fraction:
        """Exact value.

        Raises:
            InputError: d is odd or below 2, or κ is outside its interval.

        Example:
            >>> failure_bound(2).at(8, Fraction(1, 2))
            Fraction(267605136067, 304823664640)
        """
        if d < 2 or d % 2:
            raise InputError(f"d is {d}; tr H = 0 and H² = I force an even dimension d ≥ 2.")
        low, high = KAPPA_MIN.at(d=d), KAPPA_MAX.at(d=d)
        if not low <= kappa <= high:
            raise InputError(
                f"kappa is {kappa}; tr M⁴/(tr M²)² of a traceless observable lies between {low} "
                f"and {high} for d = {d}."
            )
        return self.function.at(d=d, kappa=kappa)

    def leading(self) -> tuple[Fraction, Fraction]:
        r"""(c, c₂) with :math:`\varepsilon=c\,\kappa/d+c_2/d^2+\kappa\,O(d^{-2})+O(d^{-3})` for
        fixed p and d → ∞.

        Raises:
            ArithmeticError: ε is not of this form, which would contradict Theorem 6.

        Example:
            >>> failure_bound(3).leading()
            (Fraction(44, 1), Fraction(488, 1))
        """
        constant, slope = series_at_infinity(self.constant, 2), series_at_infinity(self.slope, 1)
        if constant[0] or constant[1] or slope[0]:
            raise ArithmeticError(
                f"the bound is {constant[0]} + {constant[1]}/d + {slope[0]}κ + … for d → ∞, not "
                "O(κ/d) + O(1/d²)"
            )
        return slope[1], constant[2]


E1: Vector = (ONE, ZERO, ZERO, ZERO)


def _weights(left: RationalFunction, right: RationalFunction) -> RationalFunction:
    return 1 / (left * right)


def _pair_matrix(pairs: list[tuple[int, int]], means: bool) -> Matrix:
    """Σ T_ab/(λ_aλ_b) over the pairs, or Σ T_ab/λ_a² if not ``means``."""
    factor = [mean_factor(a, a) for a in range(3)]
    return weighted_sum(
        {(a, b): _weights(factor[a], factor[b] if means else factor[a]) for a, b in pairs}
    )


ALL_PAIRS = [(a, b) for a in range(3) for b in range(3)]


@cache
def frobenius_matrix() -> Matrix:
    """S = Σ T_ab/(λ_aλ_b) over all nine pairs."""
    return _pair_matrix(ALL_PAIRS, True)


def _contract(row: Vector) -> tuple[RationalFunction, RationalFunction]:
    """Product of a row with (1, 1, κ, κ)ᵀ: the part without and the factor of κ."""
    return row[0] + row[1], row[2] + row[3]


def _power(row: Vector, matrix: Matrix, exponent: int) -> tuple[RationalFunction, RationalFunction]:
    for _ in range(exponent):
        row = row_times(row, matrix)
    return _contract(row)


def _frobenius(p: int) -> tuple[RationalFunction, RationalFunction]:
    everything = frobenius_matrix()
    one_sided = _pair_matrix([(0, b) for b in range(3)], True)
    zeros = _pair_matrix([(0, 0)], True)
    start_k = row_times(E1, _pair_matrix([(1, 1), (1, 2)], True))
    start_b = row_times(E1, zeros)
    k, full, once, both = (
        _power(start_k, everything, p - 1),
        _power(start_b, everything, p - 1),
        _power(start_b, one_sided, p - 1),
        _power(start_b, zeros, p - 1),
    )
    # T_ab = T_ba, so pairs with ξ' = 0 sum to the same as pairs with ξ = 0
    constant, slope = (k[j] + full[j] - 2 * once[j] + both[j] for j in (0, 1))
    return constant - 3 ** (p - 1) - (3 ** (p - 1) - 1), slope


def _gershgorin(p: int, plain: bool) -> tuple[RationalFunction, RationalFunction]:
    everything, left, right, zeros = (
        _pair_matrix(pairs, False)
        for pairs in (ALL_PAIRS, [(0, b) for b in range(3)], [(a, 0) for a in range(3)], [(0, 0)])
    )
    outer = row_times(E1, _pair_matrix([(a, b) for a in (1, 2) for b in range(3)], False))
    start = row_times(E1, zeros)
    first = _power(outer, everything, p - 1)
    full, row_zero, column_zero, both = (
        _power(start, matrix, p - 1) for matrix in (everything, left, right, zeros)
    )
    anticommuting = (first[0] - 2 * 3 ** (p - 1), first[1])
    commuting = tuple(full[j] - row_zero[j] - column_zero[j] + both[j] for j in (0, 1))
    many, few = (3**p - 1, 3**p - 1) if plain else (2 * 3 ** (p - 1) - 1, 3 ** (p - 1) - 1)
    return (
        many * anticommuting[0] + few * (commuting[0] - (3 ** (p - 1) - 1)),
        many * anticommuting[1] + few * commuting[1],
    )


@cache
def failure_bound(p: int, road: Road = Road.FROBENIUS) -> FailureBound:
    r"""Bound ε_p(d, κ) on the probability that a Haar-random network of p layers is *not* with
    linear independence.

    Paper: Theorem 6 and Eqn 23. Valid for every even d ≥ 2 and every traceless M ≠ 0, κ = tr M⁴/(tr
    M²)². The Frobenius bound also shows
    :math:`P[\lambda_{\min}(\Lambda^{-1/2}G\Lambda^{-1/2})\ge1-\delta]\ge1-\varepsilon_p/\delta^2`.

    Args:
        p: number of layers.
        road: the argument that is made explicit.

    Returns:
        ε_p, exact; it may exceed 1, then it says nothing.

    Raises:
        InputError: p < 1.

    Example:
        >>> failure_bound(1).ends()[1]
        2/(d*(d + 3))
    """
    if p < 1:
        raise InputError(f"p is {p}; at least one layer is required.")
    road = Road(road)
    constant, slope = (
        _frobenius(p) if road is Road.FROBENIUS else _gershgorin(p, road is Road.GERSHGORIN_PLAIN)
    )
    return FailureBound(p, road, constant, slope)


def full_frobenius(p: int) -> FailureBound:
    r"""E‖Λ^{-1/2}GΛ^{-1/2} - 1‖²_F over *all* 3^p indices (ξ = 0 included),
    without the block structure.

    .. math::
        E\|X\|_F^2=e_1^\top S^p(1,1,\kappa,\kappa)^\top-3^p,\qquad
        S=\sum_{ab}T_{ab}/(\lambda_a\lambda_b)

    Example:
        >>> full_frobenius(2).leading()
        (Fraction(8, 1), Fraction(86, 1))
    """
    constant, slope = _power(E1, frobenius_matrix(), p)
    return FailureBound(p, Road.FROBENIUS, constant - 3**p, slope)
