r"""Integer spectra: p!·(2Δ)^p strict local minima in [0, 2π)^p from 2p samples of p qudits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations, product
from math import factorial, pi

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational
from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.construction.certify import MinimaResult, certify_minima, circle_point
from symqnn.construction.factorial import DEFAULT_STRENGTHS, SMALL_STRENGTH, latin_shifts
from symqnn.construction.targets import Star
from symqnn.errors import InputError, SizeError
from symqnn.model.dataset import Dataset
from symqnn.model.spectrum import IntegralNetwork, qudits
from symqnn.model.state import State
from symqnn.status import Status

MAX_MINIMA = 4000
Entry = tuple[int, int, Fraction, Fraction]  # row, column, real and imaginary part


@dataclass(frozen=True)
class IntegralFactorial(LatexRepr):
    """A dataset with p!·(2Δ)^p certified strict minima in θ.

    Args:
        star: the global minimum (cos θ*, sin θ*), of loss 0. shifts: the points a_jl, one row a residual. result: the certified minima.
    """

    network: IntegralNetwork
    dataset: Dataset
    star: Star
    shifts: tuple[Star, ...]
    result: MinimaResult

    def latex_rows(self, limit: int = 24) -> list[Row]:
        """LaTeX: the certified minima; the dataset has its own."""
        return self.result.latex_rows(limit)

    @property
    def expected(self) -> int:
        """p!·(2Δ)^p."""
        return int(factorial(self.network.layers) * (2 * self.network.gaps[0]) ** self.network.layers)

    @property
    def holds(self) -> bool:
        """Whether all these minima are proved, exactly one with loss 0 and all others above it."""
        return self.result.status is Status.PROVED and len(self.result.minima) == self.expected and self.result.spurious == self.expected - 1


def integral_factorial(layers: int, gap: int, strength: object = None) -> IntegralFactorial:
    r"""2p samples of p qudits with the residuals :math:`\prod_l\sin\Delta(\theta_l-a_{jl})` and :math:`r(\cos(\theta_l-\theta^*_l)-1)`.

    Ours, not the paper's. The network is :func:`symqnn.model.spectrum.qudits`. The first p residuals vanish together at exactly p!·(2Δ)^p points
    (a permutation, and one of 2Δ zeros for each angle) with a permuted diagonal Jacobian without zeros; the others move these strict minima a little
    and leave loss 0 at θ* only. Each moved minimum is proved by its own ball.

    Args:
        strength: r, small, at most 1.

    Raises:
        SizeError: too many minima; InputError: no network of this size, or r not in (0, 1].

    Example:
        >>> made = integral_factorial(2, 2)
        >>> made.holds, len(made.result.minima)
        (True, 32)
    """
    network = qudits(layers, gap)
    if factorial(layers) * (2 * gap) ** layers > MAX_MINIMA:
        raise SizeError(f"p = {layers} and Δ = {gap} give {factorial(layers) * (2 * gap) ** layers} minima (limit {MAX_MINIMA}).")
    r = rational(strength, "strength") if strength is not None else DEFAULT_STRENGTHS.get(layers, SMALL_STRENGTH)
    if not 0 < r <= 1:
        raise InputError(f"strength is {r}; a number with 0 < r ≤ 1 is required, otherwise a state has a negative eigenvalue.")
    rows = latin_shifts(layers, gap)
    star = tuple(rows[angle][angle] for angle in range(layers))
    samples = [(correlated_state(row, gap), Fraction(1)) for row in rows]
    samples += [(single_state(star[angle], angle, layers, gap, r), 1 + r) for angle in range(layers)]
    dataset = Dataset.from_samples(samples)
    return IntegralFactorial(network, dataset, star, rows, certify_minima(network, dataset, zeros(rows, gap)))


def correlated_state(shifts: Star, gap: int) -> State:
    r"""The state :math:`2^{-p}(P+\bigotimes_lA_l)`, :math:`\operatorname{tr}\rho M(\theta)=1+\prod_l\sin\Delta(\theta_l-a_l)`.

    P projects every qudit on :math:`|0\rangle,|\Delta\rangle`; there :math:`A_l=\begin{pmatrix}0&z_l\\\bar z_l&0\end{pmatrix}`,
    :math:`z_l=-ie^{-i\Delta a_l}`, with :math:`A_l^2=1`: eigenvalues 0 and 2 of the bracket.
    """
    p = len(shifts)
    entries = []
    for level in product((0, gap), repeat=p):
        index = _index(level, gap)
        entries.append((index, index, Fraction(1, 2**p), Fraction(0)))
        real, imaginary = Fraction(1, 2**p), Fraction(0)
        for value, point in zip(level, shifts, strict=True):
            turned, common = point.multiples(gap)
            cos, sin = Fraction(turned[2 * gap - 1], common), Fraction(turned[2 * gap], common)
            x, y = -sin, cos if value else -cos  # z in the row of |0>, its conjugate in the row of |Δ>
            real, imaginary = real * x - imaginary * y, real * y + imaginary * x
        entries.append((index, _index([gap - value for value in level], gap), real, imaginary))
    return _density(entries, (gap + 1) ** p)


def single_state(star: CirclePoint, angle: int, layers: int, gap: int, strength: Fraction) -> State:
    """|0⟩ on all qudits but one; there |0⟩ and |1⟩ with the coherence r e^{-iθ*}/2: output 1 + r cos(θ - θ*)."""
    other = (gap + 1) ** (layers - 1 - angle)
    half, x, y = Fraction(1, 2), strength * star.cos / 2, -strength * star.sin / 2
    return _density([(0, 0, half, Fraction(0)), (other, other, half, Fraction(0)), (0, other, x, y), (other, 0, x, -y)], (gap + 1) ** layers)


def _index(levels: Sequence[int], gap: int) -> int:
    total = 0
    for level in levels:
        total = total * (gap + 1) + level
    return total


def _density(entries: Sequence[Entry], dimension: int) -> State:
    rows: list[list[object]] = [[0] * dimension for _ in range(dimension)]
    for j, k, real, imaginary in entries:
        rows[j][k] = (real, imaginary)
    return State.density(GaussianMatrix.from_rows(rows))


def zeros(shifts: Sequence[Star], gap: int) -> Iterator[Star]:
    r"""Rational points at, or within rounding of, the common zeros: for each permutation σ, θ_σ(j) ∈ a_{jσ(j)} + (π/Δ)Z; θ* itself is the first."""
    p = len(shifts)
    turns = [circle_point(k * pi / gap) for k in range(2 * gap)]
    for order in permutations(range(p)):
        for steps in product(turns, repeat=p):
            yield tuple(shifts[order[angle]][angle].plus(step) for angle, step in enumerate(steps))
