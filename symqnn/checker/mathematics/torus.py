"""Trigonometric polynomials on the torus in integers: derivatives at points given in turns or by
half tangents.

An index e of the basis of one angle is 0 for 1, 2k-1 for cos(k phi), 2k for sin(k phi). Cosines and
sines are integers over 2^FRACTION, wrong by at most 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise, product
from operator import mul

from ..trusted.verdict import hold

BITS = 46
TURN = 1 << BITS
FRACTION = 64
GUARD = 40
Index = tuple[int, ...]
Table = list[tuple[int, int]]


def arctangent(k: int, unit: int) -> int:
    """unit * arctan(1/k), wrong by less than 1 for each of the at most 200 terms added."""
    total, power, n = 0, unit // k, 1
    while power:
        total += power // n if n % 4 == 1 else -(power // n)
        power //= k * k
        n += 2
    return total


UNIT = 1 << (FRACTION + GUARD)


@lru_cache(maxsize=1)
def two_pi() -> int:
    """UNIT * 2 pi by Machin's formula, wrong by less than 2^14."""
    return 8 * (4 * arctangent(5, UNIT) - arctangent(239, UNIT))


@lru_cache(maxsize=2**18)
def cosine_and_sine(n: int) -> tuple[int, int]:
    """2^FRACTION times cos and sin of 2 pi n/2^46, each wrong by at most 1.

    The angle is reduced exactly to at most an eighth of a turn, x = 2 pi m/2^46 < 0.8. In units of
    2^-(FRACTION + GUARD), x is wrong by less than 2^13, and each of the fewer than 40 terms of the
    power series, rounded twice, by less than 2^14; together less than 2^20, far below the unit
    2^GUARD of the result, which is rounded to nearest.
    """
    n %= TURN
    quarter, m = divmod(n + TURN // 8, TURN // 4)
    m -= TURN // 8
    x = two_pi() * m >> BITS
    square = x * x >> (FRACTION + GUARD)
    cos, sin, even, odd, k = 0, 0, UNIT, x, 0
    while even or odd not in (0, -1):
        cos, sin, k = cos + even, sin + odd, k + 2
        even = -(even * square >> (FRACTION + GUARD)) // (k * (k - 1))
        odd = -(odd * square >> (FRACTION + GUARD)) // (k * (k + 1))
    c, s = ((value + (1 << (GUARD - 1))) >> GUARD for value in (cos, sin))
    return ((c, s), (-s, c), (-c, -s), (s, -c))[quarter % 4]


def multiples_of_turns(n: int, degree: int) -> Table:
    """cos and sin of k 2 pi n/2^46, k = 1 ... degree, over 2^FRACTION, each wrong by at most 1."""
    return [cosine_and_sine(k * n) for k in range(1, degree + 1)]


def multiples_of_half_tangent(t: int, bits: int, opposite: int, degree: int) -> Table:
    """cos and sin of k phi over 2^FRACTION, rounded down,
    for phi = pi opposite + 2 arctan(t/2^bits).

    e^(i phi) = z/q with the Gaussian integer z = (2^bits + i t)^2, negated for the opposite point,
    and q = 4^bits + t^2.
    """
    one = 1 << bits
    sign = -1 if opposite else 1
    real, imaginary, q = sign * (one * one - t * t), sign * 2 * one * t, one * one + t * t
    x, y, power, table = 1, 0, 1, []
    for _ in range(degree):
        x, y, power = x * real - y * imaginary, x * imaginary + y * real, power * q
        table.append(((x << FRACTION) // power, (y << FRACTION) // power))
    return table


class Torus:
    """One polynomial with integer coefficients in p angles; its values and derivatives are integers
    over 2^(FRACTION p).

    Every derivative of order up to 2 is wrong by at most `error`: a product of p table values wrong
    by 1 each is wrong by at most (2^FRACTION + 1)^p - 2^(FRACTION p), and a derivative multiplies a
    coefficient by at most degree^2.
    """

    def __init__(self, angles: int, terms: dict[Index, int]) -> None:
        self.angles, self.terms = angles, terms
        self.degree = max((e + 1) // 2 for index in terms for e in index)
        width = 2 * self.degree + 1
        hold(width**angles)
        self.width = width
        self.coefficients = [terms.get(index, 0) for index in product(range(width), repeat=angles)]
        total = sum(map(abs, terms.values()))
        self.error = (
            total * self.degree**2 * (((1 << FRACTION) + 1) ** angles - (1 << FRACTION * angles))
        )
        # sum_e |a_e| |k|_1^2, and for each angle i: sum_e |a_e| k_i |k|_1^2, which bounds sum_jl of
        # the third derivatives (i, j, l)
        frequencies = [
            (abs(value), [(e + 1) // 2 for e in index]) for index, value in terms.items()
        ]
        self.second_sum = sum(size * sum(k) ** 2 for size, k in frequencies)
        self.third_sums = [
            sum(size * k[i] * sum(k) ** 2 for size, k in frequencies) for i in range(angles)
        ]
        self.units = [tuple(int(a == i) for a in range(angles)) for i in range(angles)]
        self.second = [
            [tuple(map(sum, zip(a, b, strict=True))) for b in self.units] for a in self.units
        ]

    def derivatives(self, tables: Sequence[Table]) -> dict[Index, int]:
        """All derivatives up to order 2, by the order in each angle, from tables of cos k phi_l and
        sin k phi_l for each angle l.
        """
        found: dict[Index, list[int]] = {(): self.coefficients}
        for table in tables:
            rows = self.basis(table)
            result = {}
            for orders, tensor in found.items():
                step = len(tensor) // self.width
                columns = [tensor[k::step] for k in range(step)]
                for order in range(3 - sum(orders)):
                    result[(*orders, order)] = [
                        sum(map(mul, rows[order], column)) for column in columns
                    ]
            found = result
        return {orders: tensor[0] for orders, tensor in found.items()}

    def basis(self, table: Table) -> list[list[int]]:
        """Derivatives of order 0, 1, 2 of all basis functions of one angle."""
        rows = [[1 << FRACTION], [0], [0]]
        for k, (cos, sin) in enumerate(table[: self.degree], 1):
            rows[0] += [cos, sin]
            rows[1] += [-k * sin, k * cos]
            rows[2] += [-k * k * cos, -k * k * sin]
        return rows


def determinant(matrix: list[list[int]]) -> int:
    """Determinant of an integer matrix, by expansion along the first row (sizes up to 5 or so)."""
    if not matrix:
        return 1
    return sum(
        (-1) ** k * value * determinant([row[:k] + row[k + 1 :] for row in matrix[1:]])
        for k, value in enumerate(matrix[0])
        if value
    )


def characteristic(matrix: list[list[int]]) -> tuple[list[list[int]], int, int]:
    """Adjugate, determinant, and number of negative eigenvalues (of a nonsingular symmetric
    matrix), by Faddeev and LeVerrier.

    The characteristic polynomial x^n + c_1 x^(n-1) + ... has real roots only, so by Descartes' rule
    the sign changes of its value at -x count the negative ones.
    """
    n, power, coefficients = len(matrix), [[0] * len(matrix) for _ in matrix], [1]
    shifted = power
    for k in range(1, n + 1):
        shifted = [
            [value + coefficients[-1] * (i == j) for j, value in enumerate(row)]
            for i, row in enumerate(power)
        ]
        power = [
            [sum(map(mul, row, column)) for column in zip(*shifted, strict=True)] for row in matrix
        ]
        coefficients.append(-sum(power[i][i] for i in range(n)) // k)
    # matrix . shifted = -c_n I, and the determinant is (-1)^n c_n
    sign = (-1) ** (n + 1)
    signs = [(value > 0) == (k % 2 == 0) for k, value in enumerate(coefficients) if value]
    return (
        [[sign * value for value in row] for row in shifted],
        -sign * coefficients[-1],
        sum(a != b for a, b in pairwise(signs)),
    )
