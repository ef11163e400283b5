r"""Mean, second moment and variance of every entry of the Gram matrix
of a Haar-random network, for any p.

G_{ξξ'} = tr(Φ_ξ(M) Φ_ξ'(M)) in the model of Eqn 21. Means are in units of s = tr M², second moments
of s², for traceless M; the spectrum of M enters only through κ = tr M⁴/s². (An observable with a
trace has the same Φ_ξ, ξ ≠ 0, as its traceless part.)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement, product
from typing import Any

from symqnn.algebra.latex import LatexRepr, Row
from symqnn.errors import DimensionError, InputError, SizeError
from symqnn.haar.rational import KAPPA, ONE, ZERO, D, RationalFunction
from symqnn.haar.transfer import Vector, mean_factor, row_times, transfer_matrix

Index = str | Sequence[int]
MAX_PAIRS = 100_000
START: Vector = (ONE, ONE, KAPPA, KAPPA)  # (tr(MM)², trM²·trM², trM⁴, trM⁴)/s²

KAPPA_MIN = 1 / D
KAPPA_MAX = (D**2 - 3 * D + 3) / (D * (D - 1))
r"""Ends of the interval of κ = tr M⁴/(tr M²)² for traceless M ≠ 0 of even dimension d.

Minimum 1/d: Cauchy-Schwarz, attained iff M² ∝ I. Maximum: let x_i be the eigenvalues, Σx_i = 0,
Σx_i² = 1, at a maximum of Σx_i⁴. By Lagrange all x_i are among at most three real roots u < v < w
of 4x³-2bx-a, with sum 0. Moving two coordinates of equal value x apart shows 12x²-2b ≤ 0, which
fails at the outer two of three different roots: those occur at most once each. Once u and w both
occur, u+w+(d-2)v = 0 = u+v+w gives v = 0, u = -w and Σx_i⁴ = 1/2; otherwise one value occurs d-1
times, M is (d-1,-1,…,-1) up to a factor, and Σx_i⁴ = (d²-3d+3)/(d(d-1)), which is not below 1/2 as
(d-2)(d-3) ≥ 0. ∎
"""


def digits(xi: Index, name: str = "xi") -> tuple[int, ...]:
    """Read ξ: a string or a sequence of digits 0, 1, 2.

    Raises:
        InputError: empty, or another digit.
    """
    read = tuple(int(digit) if str(digit) in {"0", "1", "2"} else -1 for digit in xi)
    if not read or -1 in read:
        raise InputError(
            f"{name} is {xi!r}; a non-empty string of digits 0, 1, 2 is required, one for each "
            "layer."
        )
    return read


def _pairs(xi: Index, eta: Index | None) -> list[tuple[int, int]]:
    left = digits(xi)
    right = left if eta is None else digits(eta, "eta")
    if len(left) != len(right):
        raise DimensionError(
            f"xi has {len(left)} digits, eta has {len(right)}; both need one digit for each of "
            "the p layers."
        )
    return list(zip(left, right, strict=True))


def gram_mean(xi: Index, eta: Index | None = None, unbalanced: bool = False) -> RationalFunction:
    r"""Expectation of tr(Φ_ξ(M) Φ_ξ'(M)) over Haar-random generators, in units of tr M².

    Paper: section 4 ("the expectations ... of the diagonal and off-diagonal terms").

    .. math:: E\,G_{\xi\xi'}=\operatorname{tr}(M^2)\prod_l\lambda_{\xi_l\xi'_l}

    Args:
        xi, eta: ξ and ξ' (default: ξ' = ξ), p digits each, layer 1 first.
        unbalanced: tr H = h as a symbol instead of 0.

    Raises:
        InputError: digits other than 0, 1, 2; DimensionError: different lengths.

    Example:
        >>> gram_mean("1"), gram_mean("12", "21")
        (d^2/(2*(d - 1)*(d + 1)), 0)
    """
    result = ONE
    for first, second in _pairs(xi, eta):
        result *= mean_factor(first, second, unbalanced)
    return result


def gram_second_moment(
    xi: Index, eta: Index | None = None, unbalanced: bool = False
) -> RationalFunction:
    r"""Expectation of [tr(Φ_ξ(M) Φ_ξ'(M))]², in units of (tr M²)².

    Paper: section 4 ("the ... variances of the diagonal and off-diagonal terms").

    .. math::
        E\,G_{\xi\xi'}^2=(\operatorname{tr}M^2)^2\;
        e_1^\top T_{\xi_1\xi'_1}\cdots T_{\xi_p\xi'_p}(1,1,\kappa,\kappa)^\top

    Args:
        xi, eta: ξ and ξ' (default: ξ' = ξ), p digits each, layer 1 first.
        unbalanced: tr H = h as a symbol instead of 0.

    Raises:
        InputError: digits other than 0, 1, 2; DimensionError: different lengths.

    Example:
        >>> gram_second_moment("0", "1")
        0
    """
    row: Vector = (ONE, ZERO, ZERO, ZERO)
    for first, second in _pairs(xi, eta):
        row = row_times(row, transfer_matrix(first, second, unbalanced))
    return sum((left * right for left, right in zip(row, START, strict=True)), ZERO)


def gram_variance(
    xi: Index, eta: Index | None = None, unbalanced: bool = False
) -> RationalFunction:
    """Variance of tr(Φ_ξ(M) Φ_ξ'(M)), in units of (tr M²)².

    Paper: section 4. Same arguments and errors as :func:`gram_second_moment`.

    Example:
        >>> gram_variance("1").at(d=2, kappa=Fraction(1, 2))
        Fraction(4, 45)
    """
    return gram_second_moment(xi, eta, unbalanced) - gram_mean(xi, eta, unbalanced) ** 2


@dataclass(frozen=True)
class Moments(LatexRepr):
    """Exact moments of one entry of the Gram matrix, as functions of d and κ (and h).

    Args:
        xi, eta: ξ and ξ', as strings.
        mean: in units of tr M².
        second: E G², in units of (tr M²)².
    """

    xi: str
    eta: str
    mean: RationalFunction
    second: RationalFunction

    @property
    def variance(self) -> RationalFunction:
        """E G² - (E G)²."""
        return self.second - self.mean**2

    def to_sympy(self) -> tuple[Any, Any]:
        """Mean and variance as factored SymPy expressions."""
        return self.mean.to_sympy(), self.variance.to_sympy()

    def latex_rows(self) -> list[Row]:
        r"""LaTeX: mean and variance in units of tr M² and (tr M²)².

        Example:
            >>> print(moments("0", "1").to_latex().splitlines()[1])
            & \operatorname{E}[G_{0,1}] / \operatorname{tr} M^{2} = 0 \\
        """
        name = rf"[G_{{{self.xi},{self.eta}}}]"
        mean = self.mean.latex_rows(rf"\operatorname{{E}}{name} / \operatorname{{tr}} M^{{2}}")
        return [
            *mean,
            *self.variance.latex_rows(
                rf"\operatorname{{Var}}{name} / (\operatorname{{tr}} M^{{2}})^{{2}}"
            ),
        ]


def moments(xi: Index, eta: Index | None = None, unbalanced: bool = False) -> Moments:
    """Mean and second moment of one entry of the Gram matrix.

    Example:
        >>> moments("11", "22").variance
        d^2*(d^3*kappa + 2*d^2 - 7*d*kappa - 21)/(8*(d - 3)*(d - 1)^2*(d + 1)^2*(d + 3))
    """
    pairs = _pairs(xi, eta)
    left, right = ("".join(str(pair[k]) for pair in pairs) for k in (0, 1))
    return Moments(
        left, right, gram_mean(left, right, unbalanced), gram_second_moment(left, right, unbalanced)
    )


def all_moments(p: int, unbalanced: bool = False) -> Iterator[Moments]:
    """Moments of all pairs ξ ≤ ξ' of p layers, in lexicographic order (ξ = 0 included).

    Raises:
        InputError: p < 1; SizeError: more than 100 000 pairs (p > 5).

    Example:
        >>> len(list(all_moments(2)))
        45
    """
    if p < 1:
        raise InputError(f"p is {p}; at least one layer is required.")
    if 3**p * (3**p + 1) // 2 > MAX_PAIRS:
        raise SizeError(
            f"p = {p} layers have {3**p * (3**p + 1) // 2} pairs (budget {MAX_PAIRS}); ask for "
            "single pairs with moments(xi, eta)."
        )
    names = ["".join(name) for name in product("012", repeat=p)]
    for xi, eta in combinations_with_replacement(names, 2):
        yield moments(xi, eta, unbalanced)


def kappa_of(eigenvalues: Sequence[int | Fraction]) -> Fraction:
    """κ = tr M⁴/(tr M²)² of the traceless part of an observable with the given eigenvalues.

    Raises:
        InputError: the observable is a multiple of the identity.

    Example:
        >>> kappa_of([3, -1, -1, -1])
        Fraction(7, 12)
    """
    centre = Fraction(sum(eigenvalues)) / len(eigenvalues)
    second, fourth = (sum((value - centre) ** power for value in eigenvalues) for power in (2, 4))
    if not second:
        raise InputError(
            "the observable is a multiple of the identity; every Φ_ξ(M) with ξ ≠ 0 vanishes."
        )
    return Fraction(fourth) / Fraction(second) ** 2
