"""Trigonometric polynomials on the torus in integers: derivatives at dyadic angles, and bounds over boxes.

An index e of the basis of one angle is 0 for 1, 2k-1 for cos(k phi), 2k for sin(k phi). An angle phi is given in turns,
phi = 2 pi t, and t = n/2^46. Cosines and sines are integers over 2^FRACTION, wrong by at most 1.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import combinations_with_replacement, pairwise, product
from math import factorial, isqrt, prod
from operator import mul

from .verdict import require_affordable, require_few_terms

BITS = 46
TURN = 1 << BITS
FRACTION = 64
GUARD = 40
Index = tuple[int, ...]


def arctangent(k: int, unit: int) -> int:
    """unit * arctan(1/k), wrong by less than 1 for each of the at most 200 terms added."""
    total, power, n = 0, unit // k, 1
    while power:
        total += power // n if n % 4 == 1 else -(power // n)
        power //= k * k
        n += 2
    return total


UNIT = 1 << (FRACTION + GUARD)
TWO_PI = 8 * (4 * arctangent(5, UNIT) - arctangent(239, UNIT))  # Machin's formula; wrong by less than 2^14


@lru_cache(maxsize=2**18)
def cosine_and_sine(n: int) -> tuple[int, int]:
    """2^FRACTION times cos and sin of 2 pi n/2^46, each wrong by at most 1.

    The angle is reduced exactly to at most an eighth of a turn, x = 2 pi m/2^46 < 0.8. In units of 2^-(FRACTION + GUARD),
    x is wrong by less than 2^13, and each of the fewer than 40 terms of the power series, rounded twice, by less than 2^14;
    together less than 2^20, far below the unit 2^GUARD of the result, which is rounded to nearest.
    """
    n %= TURN
    quarter, m = divmod(n + TURN // 8, TURN // 4)
    m -= TURN // 8
    x = TWO_PI * m >> BITS
    square = x * x >> (FRACTION + GUARD)
    cos, sin, even, odd, k = 0, 0, UNIT, x, 0
    while even or odd not in (0, -1):
        cos, sin, k = cos + even, sin + odd, k + 2
        even = -(even * square >> (FRACTION + GUARD)) // (k * (k - 1))
        odd = -(odd * square >> (FRACTION + GUARD)) // (k * (k + 1))
    c, s = ((value + (1 << (GUARD - 1))) >> GUARD for value in (cos, sin))
    return ((c, s), (-s, c), (-c, -s), (s, -c))[quarter % 4]


class Torus:
    """One polynomial with integer coefficients in p angles; its values and derivatives are integers over 2^(FRACTION p).

    Every derivative of order up to 4 is wrong by at most `error`: a product of p table values wrong by 1 each is wrong by at
    most (2^FRACTION + 1)^p - 2^(FRACTION p), and a derivative multiplies a coefficient by at most degree^4.

    `amplitudes` maps frequency vectors k >= 0 to 2^32 times bounds of the sum of the absolute Fourier coefficients at +-k:
    at most the root of the sum of the squared coefficients a_e of these frequencies, by the inequality of Cauchy.
    """

    def __init__(self, angles: int, terms: dict[Index, int]) -> None:
        self.angles = angles
        self.degree = max((e + 1) // 2 for index in terms for e in index)
        width = 2 * self.degree + 1
        require_few_terms(width**angles)
        self.width, self.size = width, width**angles
        self.coefficients = [terms.get(index, 0) for index in product(range(width), repeat=angles)]
        total = sum(map(abs, terms.values()))
        self.error = total * self.degree**4 * (((1 << FRACTION) + 1) ** angles - (1 << FRACTION * angles))
        squares: dict[Index, int] = {}
        for index, value in terms.items():
            k = tuple((e + 1) // 2 for e in index)
            squares[k] = squares.get(k, 0) + value * value
        self.amplitudes = {k: isqrt(value << 64) + 1 for k, value in squares.items()}
        self.units = [tuple(int(a == i) for a in range(angles)) for i in range(angles)]
        self.shifts = [a for n in (1, 2, 3) for a in combinations_with_replacement(range(angles), n)]
        self.orders = [tuple(a.count(i) for i in range(angles)) for a in self.shifts]
        self.taylor = [[tuple(map(sum, zip(unit, order, strict=True))) for order in self.orders] for unit in self.units]
        self.second = [[tuple(map(sum, zip(a, b, strict=True))) for b in self.units] for a in self.units]
        self.third = [[tuple(map(sum, zip(*key, strict=True))) for key in product([a], self.units, self.units)] for a in self.units]
        self.partial: Callable[[Index], dict[Index, list[int]]] = lru_cache(maxsize=5000)(self.contract)
        self.over_box: Callable[[Index], tuple[list[int], list[int]]] = lru_cache(maxsize=5000)(self.bounds)

    def basis(self, n: int) -> list[list[int]]:
        """Derivatives of order 0 to 4 of all basis functions of one angle at n/2^46 turns."""
        table = [[1 << FRACTION] + [0] * (self.width - 1)] + [[0] * self.width for _ in range(4)]
        for k in range(1, self.degree + 1):
            cos, sin = cosine_and_sine(k * n)
            for order in range(5):
                table[order][2 * k - 1] = k**order * (cos, -sin, -cos, sin)[order % 4]
                table[order][2 * k] = k**order * (sin, cos, -sin, -cos)[order % 4]
        return table

    def contract(self, centre: Index) -> dict[Index, list[int]]:
        """The coefficients after the first angles have been set to `centre`, for all derivatives up to order 4 in these."""
        if not centre:
            return {(): self.coefficients}
        table, result = self.basis(centre[-1]), {}
        for orders, tensor in self.partial(centre[:-1]).items():
            step = len(tensor) // self.width
            columns = [tensor[k::step] for k in range(step)]
            for order in range(5 - sum(orders)):
                row = table[order]
                result[(*orders, order)] = [sum(map(mul, row, column)) for column in columns]
        return result

    def derivatives(self, centre: Index) -> dict[Index, int]:
        """All derivatives up to order 4, by the order in each angle."""
        return {orders: tensor[0] for orders, tensor in self.partial(centre).items()}

    def bounds(self, levels: Index) -> tuple[list[int], list[int]]:
        """For half-widths r_l = 2^-(levels_l + 1) turns < (355/113) 2^-levels_l: bounds of r^a/a! and of what is left of Taylor's formula.

        Both are integers over 2^FRACTION: r^a/a! for the shifts a, and for each i the remainder of the derivative by angle i,
        times the scale 2^(FRACTION p): the sum over k of amplitude * k_i * (k r)^4/24.
        """
        top = max(levels)
        radii = [355 << (top - level) for level in levels]  # over 113 * 2^top
        monomials = []
        for shift, order in zip(self.shifts, self.orders, strict=True):
            numerator = prod(radii[i] for i in shift) << FRACTION
            monomials.append(-(-numerator // (113 ** len(shift) * (1 << top * len(shift)) * prod(map(factorial, order)))))
        remainders = [0] * self.angles
        for k, amplitude in self.amplitudes.items():
            size = amplitude * sum(map(mul, k, radii)) ** 4
            for i in range(self.angles):
                remainders[i] += size * k[i]
        scale = 24 * 113**4 << (4 * top + 32)
        return monomials, [-(-(value << FRACTION * (self.angles + 1)) // scale) for value in remainders]

    def is_empty(self, centre: Index, levels: Index, test: int) -> bool:
        """Whether Taylor's formula shows that no critical point is in the box.

        With y = e_i for test i < p, y = row i of the adjugate of the Hessian at the centre for test p + i:
        |y g(c + d)| >= |y g(c)| - sum_a |y D^a g(c)| r^a/a! - sum_i |y_i| (remainder and error of evaluation) > 0.
        """
        jet = self.derivatives(centre)
        monomials, remainders = self.over_box(levels)
        slack = self.error * ((1 << FRACTION) + sum(monomials))
        if test < self.angles:
            bound = sum(abs(jet[key]) * m for key, m in zip(self.taylor[test], monomials, strict=True))
            return bool(abs(jet[self.units[test]]) << FRACTION > bound + remainders[test] + slack)
        y = self.adjugate_row(jet, test - self.angles)
        size = abs(sum(a * jet[unit] for a, unit in zip(y, self.units, strict=True)))
        columns = zip(*self.taylor, strict=True)
        bound = sum(abs(sum(a * jet[key] for a, key in zip(y, keys, strict=True))) * m for keys, m in zip(columns, monomials, strict=False))
        return bool(size << FRACTION > bound + sum(abs(a) * (rest + slack) for a, rest in zip(y, remainders, strict=True)))

    def adjugate_row(self, jet: dict[Index, int], i: int) -> list[int]:
        """Row i of the adjugate of the Hessian, rounded to 60 bits first: any y makes a valid test."""
        matrix = [[jet[key] for key in row] for row in self.second]
        shift = max(0, max(abs(value) for row in matrix for value in row).bit_length() - 60)
        rounded = [[value >> shift for value in row] for row in matrix]
        return [(-1) ** (i + j) * determinant([row[:i] + row[i + 1 :] for k, row in enumerate(rounded) if k != j])
                for j in range(self.angles)]


def determinant(matrix: list[list[int]]) -> int:
    """Determinant of an integer matrix, by expansion along the first row (sizes up to 5 or so)."""
    if not matrix:
        return 1
    return sum((-1) ** k * value * determinant([row[:k] + row[k + 1 :] for row in matrix[1:]])
               for k, value in enumerate(matrix[0]) if value)


def negative_eigenvalues(matrix: list[list[int]]) -> int:
    """Number of negative eigenvalues of a nonsingular symmetric matrix.

    The characteristic polynomial x^n + c_1 x^(n-1) + ... (Faddeev-LeVerrier) has real roots only, so by Descartes' rule the
    sign changes of its value at -x count the negative ones.
    """
    n, power, coefficients = len(matrix), [[0] * len(matrix) for _ in matrix], [1]
    for k in range(1, n + 1):
        shifted = [[value + coefficients[-1] * (i == j) for j, value in enumerate(row)] for i, row in enumerate(power)]
        power = [[sum(map(mul, row, column)) for column in zip(*shifted, strict=True)] for row in matrix]
        coefficients.append(-sum(power[i][i] for i in range(n)) // k)
    signs = [(value > 0) == (k % 2 == 0) for k, value in enumerate(coefficients) if value]
    return sum(a != b for a, b in pairwise(signs))


def squared_basis(i: int, j: int) -> list[tuple[int, int]]:
    """2 b_i b_j in the basis, for degree 1: cos^2, sin^2, cos sin by the multiple angle 2."""
    if not i or not j:
        return [(i + j, 2)]
    return [(4, 1)] if i != j else [(0, 1), (3, 1 if i == 1 else -1)]


def squared(terms: dict[str, int]) -> dict[Index, int]:
    """2^p times the square of a polynomial of degree 1 in each angle, indices XI with integer coefficients."""
    require_affordable(len(terms) ** 2 * 20)
    result: dict[Index, int] = {}
    for (left, a), (right, b) in product(terms.items(), repeat=2):
        for parts in product(*(squared_basis(int(i), int(j)) for i, j in zip(left, right, strict=True))):
            index = tuple(e for e, _ in parts)
            result[index] = result.get(index, 0) + a * b * prod(value for _, value in parts)
    return result
