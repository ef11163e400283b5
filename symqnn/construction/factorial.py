"""Beyond the paper: p!·∏ 2D_l strict local minima from p + p samples;
p!·2^p for the paper's networks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product
from math import factorial, pi, prod

from flint import arb

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational
from symqnn.algebra.latex import LatexRepr, Row
from symqnn.construction.certify import MinimaResult, certify_minima, circle_point
from symqnn.construction.frequencies import breaking
from symqnn.construction.realise import Construction, realise
from symqnn.construction.targets import Star, sines
from symqnn.errors import InputError, SizeError
from symqnn.model.qnn import QNN, require_qnn
from symqnn.status import Status

MAX_MINIMA = 50_000
# by the number of angles; then the small ones
STRENGTHS = {1: (Fraction(1, 2),), 2: (Fraction(1, 10),)}
SMALL_STRENGTHS = (Fraction(1, 100), Fraction(1, 1000))


@dataclass(frozen=True)
class FactorialConstruction(LatexRepr):
    """A dataset with p!·∏ 2D_l certified strict minima.

    Args:
        construction: dataset and κ. star: the global minimum (cos φ*, sin φ*), φ = gθ, of loss 0.
        shifts: the points α_jl, one row a residual. strength: r. result: the certified minima.
    """

    construction: Construction
    star: Star
    shifts: tuple[Star, ...]
    strength: Fraction
    result: MinimaResult

    def __repr__(self) -> str:
        found = f"{len(self.result.minima)} strict minima ({self.result.status})"
        return f"<dataset with p! minima: {found}; {self.construction.samples_text}>"

    def latex_rows(self, limit: int = 24) -> list[Row]:
        """LaTeX: the certified minima; the dataset has its own."""
        return self.result.latex_rows(limit)

    @property
    def expected(self) -> int:
        """p!·∏ 2D_l."""
        return expected_minima(self.construction.qnn)

    @property
    def holds(self) -> bool:
        """Whether all these minima are proved, exactly one with loss 0 and all others above it."""
        found = self.result
        return (
            found.status is Status.PROVED
            and len(found.minima) == self.expected
            and found.spurious == self.expected - 1
        )


def expected_minima(qnn: QNN) -> int:
    """p!·∏ 2D_l, D_l = ``qnn.degrees``.

    Example:
        >>> expected_minima(QNN(["ZI", "IZ"], "(Y+I)(Y+I)"))
        8
    """
    degrees = require_qnn(qnn).degrees
    return factorial(len(degrees)) * prod(2 * degree for degree in degrees)


def latin_shifts(degrees: Sequence[int], denominator: int = 12) -> tuple[Star, ...]:
    r"""Rational points near the angles :math:`\alpha_{jl}=((j+l)\bmod p)\,\pi/pD_l` in φ: a Latin
    square, any two in a column differ mod π/D_l.

    Example:
        >>> [[str(point.cos) for point in row] for row in latin_shifts((1, 1))]
        [['1', '0'], ['0', '1']]
    """
    p = len(degrees)
    columns = [
        [_near(arb.pi() * k / (2 * p * degree), denominator) for k in range(p)]
        for degree in degrees
    ]
    return tuple(tuple(columns[k][(j + k) % p] for k in range(p)) for j in range(p))


def _near(half_angle: arb, denominator: int) -> CirclePoint:
    """A rational point near twice an angle."""
    middle = half_angle.tan().mid().fmpq()
    half = Fraction(int(middle.p), int(middle.q)).limit_denominator(denominator)
    return CirclePoint.from_half_tangent(half)


def zeros(shifts: Sequence[Star], degrees: Sequence[int]) -> Iterator[Star]:
    r"""Rational points at, or within rounding of, the common zeros of
    :math:`F_j=\prod_l\sin D_l(\varphi_l-\alpha_{jl})`.

    For each permutation σ, φ_σ(j) ∈ α_{jσ(j)} + (π/D)Z; θ* itself is the first.
    """
    turns = [[circle_point(k * pi / degree) for k in range(2 * degree)] for degree in degrees]
    # order[l] is the residual that angle l makes vanish
    for order in permutations(range(len(shifts))):
        for steps in product(*turns):
            yield tuple(shifts[order[angle]][angle].plus(step) for angle, step in enumerate(steps))


def factorial_minima(
    qnn: QNN, strength: object = None, shifts: Sequence[Star] | None = None, kappa: object = None
) -> FactorialConstruction:
    r"""Samples with the residuals :math:`\kappa\prod_l\sin D_l(\varphi_l-\alpha_{jl})`, j = 1…p,
    and :math:`r\kappa(\cos k(\varphi_l-\varphi^*_l)-1)`.

    Ours, not the paper's. φ_l = g_lθ_l are the phases and D_l = ``qnn.degrees``; k runs over
    generating frequencies (:func:`symqnn.construction.frequencies.breaking`; k = 1 for the paper's
    networks, whose D_l are 1). The first p residuals vanish together at exactly p!·∏ 2D_l points (a
    permutation, and one of 2D_l zeros for each angle), where their Jacobian is a permuted diagonal
    matrix without zeros; the others move these strict minima a little and leave loss 0 at θ* only
    (where the frequencies k of each angle have no common divisor; ``holds`` tells). Each moved
    minimum is proved by its own ball.

    Args:
        qnn: any network that reaches these residuals (linear independence suffices). strength: r
            (small; by default the first of 1/2, 1/10, 1/100, 1/1000, from one that suits p on, for
            which all minima are proved).
        shifts: rows of points α_jl, different mod π/D_l in each column.

    Raises:
        SizeError: more than 50 000 minima; InputError: shifts that are not generic, r not positive;
        UnreachableError: some residual is not reachable.

    Example:
        >>> made = factorial_minima(QNN(["ZI", "IZ"], "(Y+I)(Y+I)"))
        >>> made.holds, len(made.result.minima)
        (True, 8)
    """
    number = expected_minima(qnn)
    if number > MAX_MINIMA:
        raise SizeError(
            f"{len(qnn.parameters)} angles with frequencies up to {max(qnn.degrees)} give {number} "
            f"minima (limit {MAX_MINIMA})."
        )
    rows = _generic_shifts(qnn, shifts)
    given = None if strength is None else rational(strength, "strength")
    if given is not None and given <= 0:
        raise InputError(f"strength is {given}; a positive number is required.")
    strengths = (given,) if given else (*STRENGTHS.get(len(rows), ()), *SMALL_STRENGTHS)
    star = tuple(rows[angle][angle] for angle in range(len(rows)))
    for r in strengths:
        targets = [sines(row, qnn.degrees) for row in rows] + breaking(qnn, star, r)
        made = realise(qnn, targets, kappa)
        result = certify_minima(qnn, made.dataset, zeros(rows, qnn.degrees), made.parts)
        found = FactorialConstruction(made, star, rows, r, result)
        if found.holds:
            break
    return found


def _generic_shifts(qnn: QNN, shifts: Sequence[Star] | None) -> tuple[Star, ...]:
    """The points α_jl, tested.

    Raises:
        InputError: not p rows of p points, or two in a column that agree mod π/D.
    """
    p = len(qnn.parameters)
    rows = tuple(map(tuple, shifts)) if shifts is not None else latin_shifts(qnn.degrees)
    if len(rows) != p or any(len(row) != p for row in rows):
        raise InputError(f"shifts must have {p} rows of {p} points.")
    for angle, degree in enumerate(qnn.degrees):
        column = [row[angle].times(degree) for row in rows]
        if any(a.cos * b.sin == a.sin * b.cos for k, a in enumerate(column) for b in column[:k]):
            raise InputError(
                f"two shifts of angle {angle} differ by a multiple of π/{degree} in φ; the zeros "
                "are then not isolated."
            )
    return rows
