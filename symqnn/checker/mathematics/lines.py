"""Value, gradient and Hessian of a loss at rational points, from Fourier coefficients along lines.

On the line x + t d, d = e_a or e_a + e_b, each factor of a residual R is a Laurent polynomial
in w = e^(it). Their product has coefficients c_n with R(t) = sum c_n w^n, so R' = sum i n c_n
and R'' = -sum n^2 c_n at t = 0. The second derivative along e_a + e_b is H_aa + 2 H_ab + H_bb.
The loss has gradient 2 R R_a and Hessian 2 (R_a R_b + R R_ab), summed with weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, combinations
from math import lcm, prod

from ..trusted.circle import Circle
from ..trusted.reading import Index
from ..trusted.verdict import charge, common_multiple, size_factor
from .samples import Residual, Training

Row = list[int]  # an angle as integers q^D, q^D cos, q^D sin, q^D cos 2 phi, ...
Laurent = dict[int, tuple[int, int]]
IntegerFactor = tuple[Index, tuple[tuple[Index, int], ...]]


@dataclass(frozen=True)
class IntegerResidual:
    """One residual times a common denominator; each factor lists (index, coefficient)."""

    constant: int
    terms: tuple[tuple[int, tuple[IntegerFactor, ...]], ...]


@dataclass(frozen=True)
class Point:
    """Value, gradient and Hessian in phi, as integers over one positive denominator."""

    value: int
    gradient: list[int]
    hessian: list[list[int]]
    denominator: int


def highest_frequency(training: Training) -> int:
    """Of all residuals, at least 1."""
    terms = chain(*(residual.terms for residual in training.residuals))
    tables = chain(*([table for _, table in factors] for _, factors in terms))
    return (
        max(((max(index, default=0) + 1) // 2 for table in tables for index in table), default=1)
        or 1
    )


def third_derivative_bound(training: Training) -> Fraction:
    """8 p^2 K^3 sum of weight * (sum of absolute coefficients)^2, K the highest frequency.

    A product b of at most p functions cos, sin has |D^n b[x, ..., y]| <= K^n p^(n/2) for unit
    vectors, and D^3 R^2 = 2 R D^3 R + 6 DR D^2 R (symmetrised).
    """
    total = Fraction(0)
    for residual, weight in zip(training.residuals, training.weights, strict=True):
        size = abs(residual.constant)
        for factor, tables in residual.terms:
            size += abs(factor) * prod(sum(map(abs, table.values())) for _, table in tables)
        total += weight * size**2
    return 8 * training.angles**2 * highest_frequency(training) ** 3 * total


def row_of(point: Circle, degree: int) -> Row:
    """cos k phi and sin k phi for k <= degree over one denominator."""
    q = lcm(point[0].denominator, point[1].denominator)
    c, s = int(point[0] * q), int(point[1] * q)
    row, x, y = [q**degree], 1, 0
    for k in range(1, degree + 1):
        x, y = x * c - y * s, x * s + y * c
        row += [x * q ** (degree - k), y * q ** (degree - k)]
    return row


def integer_residuals(training: Training) -> tuple[list[IntegerResidual], int]:
    """All residuals times one common denominator."""
    denominators, kept = [residual.constant.denominator for residual in training.residuals], 0
    for residual in training.residuals:
        for weight, factors in residual.terms:
            denominators.append(
                weight.denominator
                * prod(common_denominator(table.values()) for _, table in factors)
            )
            kept += 1 + sum(len(table) for _, table in factors)
    scale = common_multiple(denominators, kept=kept)
    return [whole(residual, scale) for residual in training.residuals], scale


def common_denominator(values: Iterable[Fraction]) -> int:
    """Least common multiple of denominators."""
    return common_multiple([x.denominator for x in values])


def whole(residual: Residual, scale: int) -> IntegerResidual:
    """A residual times `scale`."""
    terms = []
    for weight, factors in residual.terms:
        rest, listed = int(weight * scale), []
        for axes, table in factors:
            common = common_denominator(table.values())
            rest //= common
            listed.append((axes, tuple((index, int(x * common)) for index, x in table.items())))
        terms.append((rest, tuple(listed)))
    return IntegerResidual(int(residual.constant * scale), tuple(terms))


def value_of(factor: IntegerFactor, rows: Sequence[Row]) -> int:
    """The value of a factor at x."""
    axes, table = factor
    total = 0
    for index, value in table:
        for axis, e in zip(axes, index, strict=True):
            value *= rows[axis][e]
        total += value
    return total


def along(factor: IntegerFactor, rows: Sequence[Row], moving: tuple[int, ...]) -> Laurent:
    """A factor at x + t d, d the sum of e_a for a in `moving` (one or two of its angles), times
    2^len(moving).

    2 cos k(x + t) = z^k w^k + z^-k w^-k with z = e^(ix) = C + iS,
    2 sin k(x + t) = -i z^k w^k + i z^-k w^-k.
    """
    axes, table = factor
    result: Laurent = {}
    for index, coefficient in table:
        parts: Laurent = {0: (coefficient, 0)}
        for axis, e in zip(axes, index, strict=True):
            row = rows[axis]
            if axis not in moving:
                parts = {n: (x * row[e], y * row[e]) for n, (x, y) in parts.items()}
                continue
            k = (e + 1) // 2
            if not k:
                parts = {n: (2 * x * row[0], 2 * y * row[0]) for n, (x, y) in parts.items()}
                continue
            u, v = row[2 * k - 1], row[2 * k]
            parts = product(parts, {k: (u, v), -k: (u, -v)} if e % 2 else {k: (v, -u), -k: (v, u)})
        for n, (x, y) in parts.items():
            before = result.get(n, (0, 0))
            result[n] = (before[0] + x, before[1] + y)
    return result


def product(a: Laurent, b: Laurent) -> Laurent:
    """Product of Laurent polynomials."""
    result: Laurent = {}
    for m, (x, y) in a.items():
        for n, (u, v) in b.items():
            s, t = result.get(m + n, (0, 0))
            result[m + n] = (s + x * u - y * v, t + x * v + y * u)
    return result


def first(series: Laurent) -> int:
    """First derivative at t = 0 of a real function: the real part of the sum of i n c_n."""
    return -sum(n * y for n, (_, y) in series.items())


def second(series: Laurent) -> int:
    """Second derivative at t = 0."""
    return -sum(n * n * x for n, (x, _) in series.items())


def second_of_product(a: Laurent, b: Laurent) -> int:
    """Second derivative at t = 0 of a product of two real functions."""
    return -sum(
        [(m + n) * (m + n) * (x * u - y * v) for m, (x, y) in a.items() for n, (u, v) in b.items()]
    )


@dataclass(frozen=True)
class Jet:
    """Value, gradient and Hessian of one residual, times the product of all q^D; the gradient by
    angle, without zeros.
    """

    value: int
    gradient: dict[int, int]
    hessian: dict[tuple[int, int], int]


def residual_jet(residual: IntegerResidual, rows: Sequence[Row]) -> Jet:
    """Derivatives of one residual at the point of the rows."""
    value, gradient, hessian = (
        residual.constant * prod(row[0] for row in rows),
        dict[int, int](),
        dict[tuple[int, int], int](),
    )
    for weight, factors in residual.terms:
        home = {axis: k for k, (axes, _) in enumerate(factors) for axis in axes}
        weight *= prod(row[0] for axis, row in enumerate(rows) if axis not in home)
        values = [value_of(factor, rows) for factor in factors]
        value += weight * prod(values)
        single = {axis: along(factors[k], rows, (axis,)) for axis, k in home.items()}
        bent = {axis: second(line) for axis, line in single.items()}
        # lines in direction e_a; the factor 2 of `along` is divided out
        for axis, k in home.items():
            others = weight * prod(values[:k]) * prod(values[k + 1 :])
            gradient[axis] = gradient.get(axis, 0) + others * first(single[axis]) // 2
            hessian[axis, axis] = hessian.get((axis, axis), 0) + others * bent[axis] // 2
        for a, b in combinations(sorted(home), 2):  # lines in direction e_a + e_b
            j, k = sorted((home[a], home[b]))
            others = weight * prod(values[:j]) * prod(values[k + 1 :])
            if j == k:
                mixed = second(along(factors[j], rows, (a, b)))
                straight = 2 * (bent[a] + bent[b])
            else:
                others *= prod(values[j + 1 : k])
                mixed = second_of_product(single[a], single[b])
                straight = 2 * (bent[a] * values[home[b]] + bent[b] * values[home[a]])
            # four times the second derivative, less those along e_a and e_b, is 8 H_ab
            hessian[a, b] = hessian.get((a, b), 0) + others * (mixed - straight) // 8
    return Jet(value, gradient, hessian)


class LossAt:
    """The loss with its derivatives at rational points."""

    def __init__(self, training: Training) -> None:
        self.residuals, self.scale = integer_residuals(training)
        self.degree = highest_frequency(training)
        self.common = common_multiple([weight.denominator for weight in training.weights])
        self.weights = [int(weight * self.common) for weight in training.weights]
        self.cost = 0
        for residual in self.residuals:
            for _, factors in residual.terms:
                angles = sum(len(axes) for axes, _ in factors)
                tables = sum(len(axes) ** 2 * len(table) for axes, table in factors)
                self.cost += 60 * tables + angles**2 * (60 + 2 * len(factors))

    def at(self, point: Sequence[Circle]) -> Point:
        """Exact value, gradient and Hessian."""
        p, rows = len(point), [row_of(pair, self.degree) for pair in point]
        charge(self.cost * size_factor(sum(row[0].bit_length() for row in rows)))
        value, gradient, hessian = 0, [0] * p, [[0] * p for _ in range(p)]
        for weight, residual in zip(self.weights, self.residuals, strict=True):
            jet = residual_jet(residual, rows)
            value += weight * jet.value**2
            for a, x in jet.gradient.items():
                gradient[a] += 2 * weight * jet.value * x
                for b, y in jet.gradient.items():
                    if a <= b:
                        hessian[a][b] += 2 * weight * (x * y + jet.value * jet.hessian[a, b])
        for a in range(p):
            for b in range(a):
                hessian[a][b] = hessian[b][a]
        return Point(
            value, gradient, hessian, self.common * (self.scale * prod(row[0] for row in rows)) ** 2
        )
