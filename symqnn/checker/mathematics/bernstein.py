"""Polynomials over boxes by their Bernstein coefficients, in fixed point; all coefficients of a
polynomial in one integer.

On the chart e of the torus, phi_l = pi e_l + 2 arctan t_l with -1 <= t_l <= 1, a trigonometric
polynomial of degrees d_l times the positive product of (1 + t_l^2)^(d_l) is a polynomial of degree
n_l = 2 d_l in t_l. On a box it lies between the least and the greatest of its Bernstein
coefficients b_a, 0 <= a_l <= n_l, because the Bernstein polynomials are not negative and add up to
1. The coefficients over half a box are averages of those over the box (de Casteljau).

A coefficient b is stored as an integer x, 0 <= 2^s b - x < depth + 1: rounded down once at the
start and at every halving.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from math import comb, prod
from operator import add, sub

Index = tuple[int, ...]


@lru_cache(maxsize=64)
def basis_rows(degree: int) -> list[list[int]]:
    """C(n, j) times the Bernstein coefficients j = 0 ... n = 2 degree on [-1, 1] of 1, cos k phi,
    sin k phi times (1 + t^2)^degree.

    With z = (1 + t)/(1 - t), and up to the factor 2^degree, C(n, j) b_j is the coefficient of z^j
    in (-i)^k (1 + i z)^(2k) (1 + z^2)^(degree - k); real part for the cosine,
    imaginary part for the sine.
    """
    rows = []
    for k in range(degree + 1):
        real, imaginary = [1], [0]
        for _ in range(2 * k):  # times 1 + i z
            real, imaginary = (
                [a - b for a, b in zip([*real, 0], [0, *imaginary], strict=True)],
                [a + b for a, b in zip([*imaginary, 0], [0, *real], strict=True)],
            )
        for _ in range(k):  # times -i
            real, imaginary = imaginary, [-a for a in real]
        for part in (real, imaginary):
            for _ in range(degree - k):  # times 1 + z^2
                part = [a + b for a, b in zip([*part, 0, 0], [0, 0, *part], strict=True)]
            rows.append(part)
    return [rows[0], *rows[2:]]  # sin 0 is left out


def chart_coefficients(tensor: list[int], degrees: Index) -> list[list[int]]:
    """For each chart, e = (0, ..., 0) to (1, ..., 1) in lexicographic order: prod_l C(n_l, a_l)
    times the Bernstein coefficients.

    `tensor` holds the coefficients of the trigonometric polynomial, index (e_1, ..., e_p) in
    row-major order.
    """
    charts = [tensor]
    for degree in reversed(degrees):
        # The angle that varies fastest is transformed, and varies slowest afterwards; so after all
        # angles the order is as before. In the chart e = 1 its odd frequencies change sign: the
        # even and the odd ones are added up apart.
        width, rows = 2 * degree + 1, basis_rows(degree)
        evens: list[list[int]] = []
        odds: list[list[int]] = []
        for values in charts:
            columns = [values[e::width] for e in range(width)]
            for parity, parts in enumerate((evens, odds)):
                chosen = [e for e in range(width) if (e + 1) // 2 % 2 == parity]
                transformed = (
                    linear([(rows[e][j], columns[e]) for e in chosen], len(columns[0]))
                    for j in range(width)
                )
                parts.append([x for part in transformed for x in part])
        charts = [
            list(map(combine, *pair))
            for combine in (add, sub)
            for pair in zip(evens, odds, strict=True)
        ]
    return charts


def linear(parts: Sequence[tuple[int, list[int]]], length: int) -> list[int]:
    """The sum of multiples of lists of one length (an angle of degree 0 has
    no odd frequency: no list).
    """
    total = [0] * length
    for factor, values in parts:
        if factor:
            total = [a + factor * b for a, b in zip(total, values, strict=True)]
    return total


class Layout:
    """Where the coefficients of a polynomial of degrees n stand in one integer, and the operations
    on all of them at once.

    Field a, of `width` bits, holds 2^guard (x_a + 2^precision). The guard bits, as many as the
    largest n_l, are 0 between two operations; halving uses them, so that it rounds once. Above
    there is room for weights whose absolute values add up to at most 2^weight, and for the
    derivatives of such combinations.
    """

    def __init__(self, degrees: Index, precision: int, weight: int) -> None:
        self.degrees, self.precision, self.weight = degrees, precision, weight
        self.guard = max(degrees)
        room = max(
            self.guard + 3, max(degrees).bit_length() + 4, (2 * sum(degrees)).bit_length() + 2
        )
        self.width = -(-(weight + precision + room) // 4) * 4
        self.size = prod(n + 1 for n in degrees)
        # a 1 in every field
        self.ones = ((1 << self.width * self.size) - 1) // ((1 << self.width) - 1)
        self.top = self.ones << (self.width - 1)
        self.floor = self.ones * ((1 << self.width) - (1 << self.guard))
        self.strides = [prod(n + 1 for n in degrees[axis + 1 :]) for axis in range(len(degrees))]
        self.planes = [
            [self.plane(axis, k) for k in range(n + 1)] for axis, n in enumerate(degrees)
        ]

    def plane(self, axis: int, k: int) -> int:
        """All bits of the fields with a_axis = k."""
        row = ((1 << self.width * self.strides[axis]) - 1) << (self.width * self.strides[axis] * k)
        step = self.width * self.strides[axis] * (self.degrees[axis] + 1)
        return sum(
            row << (step * block)
            for block in range(self.size // (self.strides[axis] * (self.degrees[axis] + 1)))
        )

    def pack(self, values: Sequence[int]) -> int:
        """The integer of coefficients x_a with -2^precision <= x_a < 2^precision."""
        text = "".join(
            f"{(x + (1 << self.precision)) << self.guard:0{self.width // 4}x}"
            for x in reversed(values)
        )
        return int(text, 16)

    def averages(self, packed: int, axis: int) -> list[int]:
        """At level j = 0 ... n, in the fields with a_axis = k <= n - j:
        2^-j sum_i C(j, i) x_(k + i).

        At level j the lowest guard - j bits of every field are 0, so shifting by one bit carries
        nothing into another field. What stands in the fields with k > n - j is not used.
        """
        levels, shift = [packed], self.width * self.strides[axis]
        for _ in range(self.degrees[axis]):
            packed = (packed + (packed >> shift)) >> 1
            levels.append(packed)
        return levels

    def lower(self, levels: list[int], axis: int) -> int:
        """Over the lower half of the box: coefficient k is the average
        of level k at 0, rounded down.
        """
        first, shift, result = self.planes[axis][0], self.width * self.strides[axis], 0
        for k, level in enumerate(levels):
            result |= (level & first) << (shift * k)
        return result & self.floor

    def upper(self, levels: list[int], axis: int) -> int:
        """Over the upper half of the box: coefficient k is the average
        of level n - k at k, rounded down.
        """
        result = 0
        for plane, level in zip(self.planes[axis], reversed(levels), strict=True):
            result |= level & plane
        return result & self.floor

    def half(self, packed: int, axis: int, upper: int) -> int:
        """One half."""
        levels = self.averages(packed, axis)
        return self.upper(levels, axis) if upper else self.lower(levels, axis)

    def combination(self, weights: Sequence[int], packed: Sequence[int]) -> int:
        """sum_i y_i x_i, plus 2^(weight + precision + 1) + 2^precision sum_i y_i
        so that no field is negative.
        """
        total = self.ones << (self.weight + self.precision + self.guard + 1)
        for y, number in zip(weights, packed, strict=True):
            if y:
                total += y * number
        return total

    def exceeds(self, combined: int, weights: Sequence[int], bound: int) -> bool:
        """Whether all coefficients of a combination, or of one of its halves, are above
        an integer 0 <= bound <= 2^precision 2^weight.
        """
        offset = (sum(weights) << self.precision) + (1 << (self.weight + self.precision + 1))
        threshold = (bound + offset) << self.guard
        # Adding 2^(width - 1) - 1 - threshold sets the top bit of exactly
        # the fields above the threshold.
        return (
            combined + self.ones * ((1 << (self.width - 1)) - 1 - threshold)
        ) & self.top == self.top

    def slope(self, values: int, axis: int) -> int:
        """The derivative in direction `axis`, the edge of the box being 1, plus 2^(width - 1).

        `values` are fields from 0 to 2^(weight + precision + 2), of which only differences matter.
        Of the same degrees, coefficient k is k d_(k-1) + (n - k) d_k with d_k = v_(k+1) - v_k; plus
        2^(weight + precision + 2), no d is negative.
        """
        n, shift = self.degrees[axis], self.width * self.strides[axis]
        constant = 1 << (self.weight + self.precision + 2)
        last = self.planes[axis][n]
        kept = (self.top << 1) - self.ones - last  # all bits of the fields with k < n
        differences = ((values >> shift) & kept) + (self.ones & kept) * constant - (values & kept)
        total = self.ones * ((1 << (self.width - 1)) - n * constant)
        for k, plane in enumerate(self.planes[axis][:n]):
            part = differences & plane
            total += (n - k) * part + ((k + 1) * part << shift)
        return total

    def magnitude(self, numbers: int) -> int:
        """The absolute values of numbers to which 2^(width - 1) was added."""
        negative = ((numbers >> (self.width - 1)) & self.ones) ^ self.ones
        # Without its top bit a number is x, or 2^width + x if it is negative; then -x is its
        # complement plus 1.
        return ((numbers ^ self.top) ^ ((negative << self.width) - negative)) + negative

    def at_most_one_zero(
        self, packed: Sequence[int], rows: Sequence[Sequence[int]], depth: int
    ) -> bool:
        """Whether the polynomials F_i have at most one common zero in the box, by the matrix J of
        the derivatives of y F, y a row.

        Row i, the diagonal entry of constant sign and above the sum of the absolute values of the
        others on the whole box: for two points of the box that differ most in coordinate i, the
        mean value theorem gives different values of row i. Coefficients of the same Bernstein basis
        are compared. Each x is wrong by less than depth + 1, so each coefficient of y F by less
        than (depth + 1) 2^weight, and the derivative in direction j by less than 2 n_j times that.
        """
        slack = 2 * sum(self.degrees) * (depth + 1) << self.weight
        for i, row in enumerate(rows):
            values = self.combination(row, packed) >> self.guard
            slopes = [self.slope(values, j) for j in range(len(rows))]
            own = slopes.pop(i)
            sizes = sum(map(self.magnitude, slopes)) + self.ones * (slack + 1)
            # own - 2^(width - 1), or its negative, minus sizes is not negative: the top bit of
            # every field stays set
            if (own - sizes) & self.top != self.top and (
                2 * self.top - own - sizes
            ) & self.top != self.top:
                return False
        return True


def first_fields(
    layout: Layout, tensors: Sequence[list[int]], exponents: Sequence[int], scale: int
) -> list[list[int]] | None:
    """For each chart the packed Bernstein coefficients, rounded down, of 2^s/scale times
    trigonometric polynomials, s = exponents.

    None if one is below -2^precision or not below 2^precision.
    """
    degrees = tuple(n // 2 for n in layout.degrees)
    binomials = [
        prod(row) for row in product(*([comb(n, k) for k in range(n + 1)] for n in layout.degrees))
    ]
    charts: list[list[int]] = [[] for _ in range(1 << len(degrees))]
    limit = 1 << layout.precision
    for tensor, exponent in zip(tensors, exponents, strict=True):
        up, down = max(exponent, 0), max(-exponent, 0)
        divisors = [(c * scale) << down for c in binomials]
        for chart, values in zip(charts, chart_coefficients(tensor, degrees), strict=True):
            rounded = [(x << up) // c for x, c in zip(values, divisors, strict=True)]
            if max(rounded) >= limit or min(rounded) < -limit:
                return None
            chart.append(layout.pack(rounded))
    return charts
