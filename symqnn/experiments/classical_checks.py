"""Exact checks on small classical networks: linear, one quadratic neuron, one sigmoid neuron."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from flint import arb, ctx, fmpq, fmpq_mat, fmpq_poly

from symqnn.errors import InputError
from symqnn.univariate.sturm import count_roots, sturm_chain

Sample = tuple[Fraction, Fraction]


def _ball(value: Fraction) -> arb:
    return arb(fmpq(value.numerator, value.denominator))


@dataclass(frozen=True)
class LinearCheck:
    r"""The deep linear network x ↦ b·(a x) with h hidden neurons:
    :math:`L(a,b)=\sum_i(a\cdot b\,x_i-y_i)^2=s(a\cdot b)^2-2t\,a\cdot b+u`.

    The gradient is 2(s a·b - t)(b, a): it vanishes where a·b = t/s, all of them global minima, and
    at the origin, where the Hessian is
    -2t [[0, I], [I, 0]]; for t ≠ 0 it has the eigenvalues ±2t, so the origin is a saddle.

    Args:
        saddle: whether t ≠ 0. hidden: h. negative: number of negative eigenvalues of the Hessian at
            the origin, from its exact determinants.
    """

    saddle: bool
    hidden: int
    negative: int


def check_linear(samples: Sequence[Sample], hidden: int) -> LinearCheck:
    """The Hessian at the origin, the only critical point that is no global minimum,
    has negative eigenvalues.

    Raises:
        InputError: all inputs are zero.

    Example:
        >>> check_linear([(Fraction(1), Fraction(1)), (Fraction(2), Fraction(1))], 2)
        LinearCheck(saddle=True, hidden=2, negative=2)
    """
    if not any(x for x, _ in samples):
        raise InputError("all inputs are zero; the loss is constant.")
    t = sum((x * y for x, y in samples), Fraction(0))
    size = 2 * hidden
    rows = [
        [-2 * t if abs(a - b) == hidden else Fraction(0) for b in range(size)] for a in range(size)
    ]
    matrix = fmpq_mat([[fmpq(v.numerator, v.denominator) for v in row] for row in rows])
    coefficients = matrix.charpoly().coeffs()
    # Descartes' rule is exact for real-rooted polynomials: sign changes of χ(-x) count the negative
    # eigenvalues
    signs = [value * (-1) ** k > 0 for k, value in enumerate(coefficients) if value]
    return LinearCheck(bool(t), hidden, sum(a != b for a, b in pairwise(signs)))


def check_quadratic(samples: Sequence[Sample]) -> int:
    r"""Number of local minima of :math:`L(w)=\sum_i(w^2x_i^2-y_i)^2`, a neuron with quadratic
    activation, by Sturm's theorem: 1, or 2 at ±w*.

    L is even, so two minima have one value, and none is spurious.

    Raises:
        InputError: all inputs are zero.

    Example:
        >>> check_quadratic([(Fraction(1), Fraction(1)), (Fraction(2), Fraction(1))])
        2
    """
    if not any(x for x, _ in samples):
        raise InputError("all inputs are zero; the loss is constant.")
    s = sum((x**4 for x, _ in samples), Fraction(0))
    t = sum((x**2 * y for x, y in samples), Fraction(0))
    # L' = 4w(s w² - t)
    slope = fmpq_poly(
        [0, fmpq(-4 * t.numerator, t.denominator), 0, fmpq(4 * s.numerator, s.denominator)]
    )
    bound = 1 + abs(t) / s
    # L grows at both ends: one minimum more than maxima
    return (count_roots(sturm_chain(slope), -bound, bound) + 1) // 2


@dataclass(frozen=True)
class SigmoidCheck:
    """A dataset for one sigmoid neuron with one weight, and a proof of its local minima.

    Args:
        samples: pairs (x, y). signs: rational w with the certified sign of L'(w); each change
            from - to + encloses a local minimum.
        minima: number of such changes.
    """

    samples: tuple[Sample, ...]
    signs: tuple[tuple[Fraction, int], ...]
    minima: int


def sigmoid_dataset(number: int, ratio: int = 16) -> tuple[Sample, ...]:
    """Samples at x = 1, 1/ratio, 1/ratio², …, all with the label 3/4: each makes one dip of the
    loss, at w = ln 3 / x (the idea of Auer et al.).
    """
    return tuple((Fraction(1, ratio**k), Fraction(3, 4)) for k in range(number))


def check_sigmoid(samples: Sequence[Sample], grid: int = 8) -> SigmoidCheck:
    r"""Local minima of :math:`L(w)=\sum_i(\sigma(wx_i)-y_i)^2`, σ(z) = 1/(1+e^{-z}), proved by
    signs of L' in ball arithmetic.

    .. math:: L'(w)=2\sum_i(\sigma_i-y_i)\,\sigma_i(1-\sigma_i)\,x_i

    Args:
        samples: exact pairs. grid: points a factor of two at which the sign is tried.

    Raises:
        InputError: an input that is not positive.

    Example:
        >>> [check_sigmoid(sigmoid_dataset(m)).minima for m in (1, 2, 3)]
        [1, 2, 3]
    """
    if not samples or min(x for x, _ in samples) <= 0:
        raise InputError("the inputs must be positive.")
    low, high = 1 / max(x for x, _ in samples) / 8, 16 / min(x for x, _ in samples)
    points, w, k = [], low, 0
    while w < high:
        points.append(w)
        k += 1
        w = low * 2 ** (k // grid) * Fraction(grid + k % grid, grid)
    signs = tuple((point, sign) for point in points if (sign := _slope_sign(samples, point)))
    return SigmoidCheck(tuple(samples), signs, sum(a < 0 < b for (_, a), (_, b) in pairwise(signs)))


def _slope_sign(samples: Sequence[Sample], w: Fraction) -> int:
    before, ctx.prec = ctx.prec, 128
    try:
        total = arb(0)
        for x, y in samples:
            value = 1 / (1 + (-_ball(w * x)).exp())
            total += (value - _ball(y)) * value * (1 - value) * _ball(x)
        return 0 if total.contains(0) else 1 if total > 0 else -1
    finally:
        ctx.prec = before
