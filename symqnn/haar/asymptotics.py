r"""All p at once: P[not linearly independent] ≤ C₁·κ·(9/2)^p/d + C₂·9^p/d², for all p ≥ 1 and all
even d; so log d = Θ(p) is enough.

Let r_n = e_1ᵀSⁿ, S the matrix with E‖X‖²_F = r_p·(1,1,κ,κ)ᵀ - 3^p, and
r = (r_1, ρ_2/d², ρ_3/d, ρ_4/d). Then ρ_{n+1} = ρ_n N with N = diag(1,d⁻²,d⁻¹,d⁻¹)·S·diag(1,d²,d,d),
which has a limit L for d → ∞. Put y = 1/d², and let d ≥ d₀, 9^n y ≤ 1, s = 1/d₀. By induction on n

    |r_1 - 3^n| ≤ y·a_1·(9/2)^n,   |ρ_2| ≤ a_2(9^n - (9/2)^n),
    |ρ_3| ≤ a_3·3^n,               |ρ_4| ≤ a_4((9/2)^n - 3^n),

if the constants satisfy the four inequalities of ``_system`` (with equality, for instance). In the
step one uses y·9^n ≤ 1, y·(9/2)^n ≤ s·(3/2)^n ≤ s·3^n (as y^{1/2}·3^n ≤ 1 and y^{1/2} ≤ s), hence
|r_1| ≤ u·3^n with u = 1 + s·a_1, and for each entry of N a bound on
|N_ij - L_ij|·d^{m_ij} for all real d ≥ d₀, proved by positivity certificates.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil

from symqnn.algebra.latex import LatexRepr, Row
from symqnn.haar.failure_bounds import failure_bound, frobenius_matrix
from symqnn.haar.moments import KAPPA_MAX, KAPPA_MIN
from symqnn.haar.permutations import solve
from symqnn.haar.positivity import PositivityCertificate, positivity_certificate
from symqnn.haar.rational import D, RationalFunction, series_at_infinity
from symqnn.haar.transfer import Matrix

START = 100
WEIGHTS = (0, 2, 1, 1)  # r_i = ρ_i / d^weight
# |N_ij - L_ij| is bounded by a constant over d^order; 0: |N_ij| is bounded
ORDERS = ((2, 0, 0, 0), (4, 4, 4, 4), (2, 2, 2, 4), (2, 0, 4, 2))
EIGENVALUES = (Fraction(3), Fraction(9), Fraction(5, 2), Fraction(9, 2))


@dataclass(frozen=True)
class EntryBound:
    """|f(d)| ≤ value for all real d ≥ d₀, with certificates of value - f > 0 and value + f > 0."""

    value: Fraction
    proofs: tuple[PositivityCertificate, PositivityCertificate]


@dataclass(frozen=True)
class UniformBound(LatexRepr):
    r"""The theorem for all p: :math:`P\le C_1\kappa(9/2)^p/d+C_2\,9^p/d^2` for every p ≥ 1, even
    d ≥ 2 and traceless M ≠ 0.

    Args:
        linear, quadratic: C₁ and C₂ (C₂ ≥ 1, so nothing is said where 9^p > d²).
        start: d₀ of the induction; smaller d with 9^p ≤ d² were evaluated one by one.
        constants: a_1, …, a_4 of the induction.
        entries: bounds of the entries of N, row by row.
        evaluated: the pairs (p, d), d < d₀, that were evaluated.
    """

    linear: int
    quadratic: int
    start: int
    constants: tuple[Fraction, ...]
    entries: tuple[tuple[EntryBound, ...], ...]
    evaluated: tuple[tuple[int, int], ...]

    def latex_rows(self) -> list[Row]:
        """LaTeX: the inequality for all p and all even d."""
        bound = (
            rf"\leq {self.linear} \kappa \frac{{(9/2)^{{p}}}}{{d}} + {self.quadratic} "
            rf"\frac{{9^{{p}}}}{{d^{{2}}}}"
        )
        return [
            ("", rf"\operatorname{{Pr}}[\text{{not independent}}] {bound}"),
            ("", r"\quad\text{for all $p \geq 1$ and even $d$}"),
        ]

    @property
    def statement(self) -> str:
        """Theorem 6's consequence in words; e^p·(9/2)^p/d ≤ 1 for log d ≥ (1 + log(9/2))·p."""
        total = self.linear + self.quadratic
        return (
            f"P[not independent] ≤ {self.linear}·κ·(9/2)^p/d + {self.quadratic}·9^p/d² for all "
            f"p ≥ 1 and even d; hence ≤ {total}·e^(-p) if log d ≥ (1 + log(9/2))·p, "
            f"and ≤ ({self.linear}·c + {self.quadratic})·e^(-p) if κ ≤ c/d and log d ≥ (1 + log "
            "9)·p/2."
        )


@cache
def scaled_matrix() -> Matrix:
    """N, with entries in Q(d) that have limits for d → ∞."""
    return tuple(
        tuple(entry * D ** (WEIGHTS[j] - WEIGHTS[i]) for j, entry in enumerate(row))
        for i, row in enumerate(frobenius_matrix())
    )


@cache
def limit_matrix() -> tuple[tuple[Fraction, ...], ...]:
    """L = lim N.

    Example:
        >>> [[str(entry) for entry in row] for row in limit_matrix()]
        [['3', '3', '-4', '4'], ['0', '9', '0', '0'],
         ['0', '0', '5/2', '0'], ['0', '9/2', '0', '9/2']]
    """
    return tuple(tuple(series_at_infinity(entry, 0)[0] for entry in row) for row in scaled_matrix())


def leading_closed_form() -> dict[Fraction, Fraction]:
    r"""Coefficients g with
    :math:`\lim_{d\to\infty}d\cdot E\|X\|_F^2/\kappa=\sum_\lambda g_\lambda\lambda^p` for every
    p ≥ 0 (κ fixed).

    Paper: Theorem 6, "1-O(d⁻¹) for fixed p". The limit is (e_1ᵀL^p)_3 + (e_1ᵀL^p)_4; L has the four
    different eigenvalues 3, 9, 5/2, 9/2 (its characteristic polynomial is checked), so four values
    of p determine the coefficients for all p.

    Raises:
        ArithmeticError: the eigenvalues are others.

    Example:
        >>> {str(eigenvalue): str(value) for eigenvalue, value in leading_closed_form().items()}
        {'3': '-32/3', '9': '0', '5/2': '8', '9/2': '8/3'}
    """
    limit = limit_matrix()
    for eigenvalue in EIGENVALUES:
        if _determinant(
            [
                [entry - (eigenvalue if i == j else 0) for j, entry in enumerate(row)]
                for i, row in enumerate(limit)
            ]
        ):
            raise ArithmeticError(f"{eigenvalue} is no eigenvalue of the limit matrix")
    row, values = [Fraction(1), Fraction(0), Fraction(0), Fraction(0)], []
    for _ in EIGENVALUES:
        values.append(row[2] + row[3])
        row = [sum((row[i] * limit[i][j] for i in range(4)), Fraction(0)) for j in range(4)]
    powers = [[eigenvalue**n for eigenvalue in EIGENVALUES] for n in range(4)]
    return dict(zip(EIGENVALUES, _solve(powers, values), strict=True))


def _solve(matrix: list[list[Fraction]], right: list[Fraction]) -> list[Fraction]:
    of = RationalFunction.of
    return [
        value.at()
        for value in solve(
            [[of(entry) for entry in row] for row in matrix], [of(entry) for entry in right]
        )
    ]


def _determinant(matrix: list[list[Fraction]]) -> Fraction:
    if not matrix:
        return Fraction(1)
    minors = ([row[:j] + row[j + 1 :] for row in matrix[1:]] for j in range(len(matrix)))
    return sum(
        ((-1) ** j * matrix[0][j] * _determinant(minor) for j, minor in enumerate(minors)),
        Fraction(0),
    )


def bound_entry(function: RationalFunction, start: int) -> EntryBound:
    """A rational bound on |f| for all real d ≥ start, a little above the larger of |f(start)| and
    the limit of |f|.

    Raises:
        ArithmeticError: no bound of this kind could be certified.
    """
    value = max(abs(function.at(d=start)), abs(series_at_infinity(function, 0)[0]))
    value = Fraction(ceil(value * 64) + 1, 64)
    for _ in range(8):
        proofs = [positivity_certificate(value + sign * function, start) for sign in (-1, 1)]
        if proofs[0] is not None and proofs[1] is not None:
            return EntryBound(value, (proofs[0], proofs[1]))
        value *= 2
    raise ArithmeticError(f"no bound of {function} from d = {start} on could be certified")


def _system(n: list[list[Fraction]], s: Fraction) -> tuple[list[list[Fraction]], list[Fraction]]:
    """The four induction inequalities as equalities in (a_1, a_2, a_3, a_4), u = 1 + s·a_1; n are
    the bounds of the entries.

    1. (3/2) a_1 ≥ n_11 u + n_21 a_2 + n_31 a_3 + n_41 a_4
    2. (9/2) a_2 ≥ n_12 u + s² n_22 a_2 + s² n_32 a_3 + n_42 a_4
    3. (1/2) a_3 ≥ n_13 u + s² n_23 a_2 + s² n_33 a_3 + s² n_43 a_4
    4. (3/2) a_4 ≥ n_14 u + s² n_24 a_2 + s⁴ n_34 a_3 + s n_44 a_4
    """
    one, zero = Fraction(1), Fraction(0)
    gaps = (Fraction(3, 2), Fraction(9, 2), Fraction(1, 2), Fraction(3, 2))
    factors = ((s, one, one, one), (s, s**2, s**2, one), (s, s**2, s**2, s**2), (s, s**2, s**4, s))
    matrix = [
        [(gaps[j] if i == j else zero) - factors[j][i] * n[i][j] for i in range(4)]
        for j in range(4)
    ]
    return matrix, [n[0][j] for j in range(4)]


@cache
def uniform_bound(start: int = START) -> UniformBound:
    """Prove the bound for all p and all even d.

    Paper: Theorem 6, "with probability ≥ 1-O(e^{-p}) for dimension d: log(d) = Θ(p)", with explicit
    constants.

    Args:
        start: d₀ of the induction.

    Raises:
        ArithmeticError: the proof does not go through for this d₀ (take a larger one).

    Example:
        >>> bound = uniform_bound()
        >>> bound.linear, bound.quadratic
        (11, 21)
    """
    scaled, limit = scaled_matrix(), limit_matrix()
    entries = []
    for i in range(4):
        functions = (
            (scaled[i][j] - (limit[i][j] if ORDERS[i][j] else 0)) * D ** ORDERS[i][j]
            for j in range(4)
        )
        entries.append(tuple(bound_entry(function, start) for function in functions))
    constants = _solve(
        *_system([[entry.value for entry in row] for row in entries], Fraction(1, start))
    )
    if min(constants) < 0:
        raise ArithmeticError(f"the induction does not close for d₀ = {start}; take a larger d₀")
    a1, a2, a3, a4 = constants
    # 3^p ≤ (2/3)(9/2)^p and (9/2)^p ≤ 9^p/2
    linear, quadratic = ceil(a3 * 2 / 3 + a4), max(1, ceil(a1 / 2 + a2))
    evaluated = [(p, d) for d in range(2, start, 2) for p in range(1, d) if 9**p <= d * d]
    ends = {p: failure_bound(p).ends() for p in {p for p, _ in evaluated}}
    for p, d in evaluated:
        for end, kappa in zip(ends[p], (KAPPA_MIN, KAPPA_MAX), strict=True):
            if end.at(d=d) > linear * kappa.at(d=d) * Fraction(9, 2) ** p / d + Fraction(
                quadratic * 9**p, d * d
            ):
                raise ArithmeticError(f"the bound fails for p = {p}, d = {d}")
    return UniformBound(
        linear, quadratic, start, tuple(constants), tuple(entries), tuple(evaluated)
    )
