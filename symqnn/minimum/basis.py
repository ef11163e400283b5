r"""Products of functions of half angles, and the lists of them whose quadratic forms are tried as
sums of squares.

A function is an index h, one digit an angle: 0 is 1, 2k - 1 is :math:`\cos k\varphi/2`, 2k is
:math:`\sin k\varphi/2`. A trigonometric polynomial of degree d in φ is a quadratic form in the
d + 1 functions of k = d, d - 2, …: the products of two of them have whole frequencies up to d, and
by the theorem of Fejér and Riesz they are enough in one angle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import gcd, prod

import numpy as np
import numpy.typing as npt

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import SizeError

Index = tuple[int, ...]
Ints = npt.NDArray[np.int64]
MAX_PRODUCTS = 40_000_000


@dataclass(frozen=True)
class Products:
    r"""All products b_i·b_j, i ≤ j, of a list of functions, in the cosines and sines of whole
    multiples of φ/2.

    Args:
        pair: number of the pair, i(2n-i-1)/2 + j. keys: the index, read as a number to the base
            ``radix``.
        factors: :math:`2^p` times the coefficient of that index in :math:`b_ib_j`.
    """

    pair: Ints
    keys: Ints
    factors: Ints
    radix: int


def halved(index: Index) -> Index:
    """The index of the same function in half angles: frequency k is 2k there.

    Example:
        >>> halved((0, 1, 4))
        (0, 3, 8)
    """
    return tuple(2 * e + e % 2 for e in index)


def key_of(index: Index, radix: int) -> int:
    """An index as one number."""
    total = 0
    for e in index:
        total = total * radix + e
    return total


def index_of(key: int, radix: int, angles: int) -> Index:
    """The index of a number."""
    digits = []
    for _ in range(angles):
        key, digit = divmod(key, radix)
        digits.append(digit)
    return tuple(reversed(digits))


def products_of(basis: Sequence[Index], radix: int) -> Products:
    r"""The products of all pairs, by :math:`2\cos a\cos b=\cos(a-b)+\cos(a+b)` and its like, an
    angle after the other.

    Raises:
        SizeError: more than 40 million of them.

    Example:
        >>> # cos² = (1 + cos)/2, cos·sin = sin/2, sin² = (1 - cos)/2
        >>> found = products_of([(1,), (2,)], 5)
        >>> [(int(k), int(e), int(c)) for k, e, c in zip(found.pair, found.keys, found.factors)]
        [(0, 0, 1), (0, 3, 1), (1, 4, 1), (2, 0, 1), (2, 3, -1)]
    """
    n, digits = len(basis), np.array(basis, dtype=np.int64)
    angles = digits.shape[1]
    if n * (n + 1) // 2 * 2**angles > MAX_PRODUCTS:
        raise SizeError(
            f"{n} functions of {angles} angles have too many products; use fewer, or let sparse "
            "relaxations divide them."
        )
    rows, columns = np.triu_indices(n)
    pair = np.arange(len(rows), dtype=np.int64)
    keys, factors = np.zeros(len(rows), dtype=np.int64), np.ones(len(rows), dtype=np.int64)
    for axis in range(angles):
        a, b = digits[rows, axis], digits[columns, axis]
        (first, one), (second, other) = _angle_products(a, b)
        keys = np.concatenate((keys * radix + first, keys * radix + second))
        factors = np.concatenate((factors * one, factors * other))
        kept = factors != 0
        pair, keys, factors = np.tile(pair, 2)[kept], keys[kept], factors[kept]
        rows, columns = np.tile(rows, 2)[kept], np.tile(columns, 2)[kept]
    return _merged(pair, keys, factors, radix)


def _angle_products(a: Ints, b: Ints) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """For digits a, b of one angle two (digit, 2·coefficient): of the difference and of the sum of
    the frequencies.
    """
    j, k = (a + 1) // 2, (b + 1) // 2
    sine_a, sine_b = (a > 0) & (a % 2 == 0), (b > 0) & (b % 2 == 0)
    low, high = np.abs(j - k), j + k
    is_sine = sine_a != sine_b
    digit_low = np.where(low == 0, 0, 2 * low - 1 + is_sine)
    digit_high = np.where(high == 0, 0, 2 * high - 1 + is_sine)
    # sin a cos b = (sin(a+b) + sin(a-b))/2, and sin(a-b) changes its sign where a < b
    sign_low = np.where(is_sine, np.where(sine_a, np.sign(j - k), np.sign(k - j)), 1)
    sign_high = np.where(sine_a & sine_b, -1, 1)
    plain = (j == 0) | (k == 0)  # one of them is 1: a single product, whose coefficient is 1 = 2/2
    sign_low = np.where(plain, 0, sign_low)
    sign_high = np.where(plain, 2, sign_high)
    return (digit_low, sign_low), (digit_high, sign_high)


def _merged(pair: Ints, keys: Ints, factors: Ints, radix: int) -> Products:
    order = np.lexsort((keys, pair))
    pair, keys, factors = pair[order], keys[order], factors[order]
    starts = np.flatnonzero(
        np.concatenate(([True], (pair[1:] != pair[:-1]) | (keys[1:] != keys[:-1])))
    )
    total = np.add.reduceat(factors, starts)
    kept = total != 0
    return Products(pair[starts][kept], keys[starts][kept], total[kept], radix)


def multiples_of(poly: TrigPoly) -> tuple[int, ...]:
    """For each angle the greatest common divisor of its frequencies, 1 where it does not occur.

    Example:
        >>> multiples_of(TrigPoly.from_terms({"30": 1, "70": 1}))
        (2, 1)
    """
    frequencies = (poly.exponents.astype(np.int64) + 1) // 2
    return tuple(gcd(*map(int, column)) or 1 for column in frequencies.T)


def full_basis(poly: TrigPoly, angles: Sequence[int]) -> list[Index]:
    """The products of cos kφ/2 and sin kφ/2, k = d, d - 2, …, over some angles (in steps of the
    common divisor of the frequencies).

    Example:
        >>> full_basis(TrigPoly.from_terms({"30": 1, "01": 1}), (0,))
        [(3, 0), (4, 0)]
    """
    degrees, multiples = poly.degrees, multiples_of(poly)
    choices: list[list[int]] = [[0] for _ in range(poly.angles)]
    for axis in angles:
        frequencies = range(degrees[axis] // multiples[axis], -1, -2)
        steps = [k * multiples[axis] for k in frequencies]
        choices[axis] = [digit for k in steps for digit in ((2 * k - 1, 2 * k) if k else (0,))]
    return [tuple(index) for index in product(*choices)]


def size_of(poly: TrigPoly, angles: Sequence[int]) -> int:
    """The length of :func:`full_basis`."""
    degrees, multiples = poly.degrees, multiples_of(poly)
    return prod(degrees[axis] // multiples[axis] + 1 for axis in angles)


def by_symmetry(poly: TrigPoly, basis: Sequence[Index]) -> list[list[Index]]:
    """The functions sorted so that products across lists cannot help, since the polynomial has sign
    symmetries.

    A change φ_l → -φ_l (or φ_l + π, where all k/2 are whole) of some angles that leaves the
    polynomial as it is multiplies each function by ±1; averaging a sum of squares over it leaves
    squares of functions of one sign.

    Example:
        >>> by_symmetry(TrigPoly.from_terms({"1": 1}), [(1,), (2,)])
        [[(1,)], [(2,)]]
    """
    whole = [all((h[axis] + 1) // 2 % 2 == 0 for h in basis) for axis in range(poly.angles)]

    def signs(index: Index) -> int:
        """Bits of an index in half angles: sine or not; where frequencies are whole, odd or not."""
        bits = 0
        for axis, e in enumerate(index):
            bits = bits << 1 | (e > 0 and e % 2 == 0)
            bits = bits << 1 | ((e + 1) // 4 % 2 if whole[axis] else 0)
        return bits

    span: list[int] = []  # of the signs of the terms, over F_2, in echelon form
    for index, _ in poly.terms():
        reduced = _reduced(signs(halved(index)), span)
        if reduced:
            span = sorted([*span, reduced], reverse=True)
    sorted_by: dict[int, list[Index]] = {}
    for index in basis:
        sorted_by.setdefault(_reduced(signs(index), span), []).append(index)
    return list(sorted_by.values())


def _reduced(bits: int, span: Sequence[int]) -> int:
    for row in span:
        bits = min(bits, bits ^ row)
    return bits
