r"""Products of functions of half angles, whose quadratic forms are tried as sums of squares.

A function is an index h, one digit an angle: 0 is 1, 2k - 1 is :math:`\cos k\varphi/2`, 2k is
:math:`\sin k\varphi/2`. A trigonometric polynomial of degree d in φ is a quadratic form in the
d + 1 functions of k = d, d - 2, …: the products of two of them have whole frequencies up to d, and
by the theorem of Fejér and Riesz they are enough in one angle.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import gcd, prod

import numpy as np
import numpy.typing as npt

from symqnn.algebra.trigpoly import TrigPoly

Index = tuple[int, ...]
Ints = npt.NDArray[np.int64]
Objects = npt.NDArray[np.object_]


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


def quadratic_form(left: Ints, right: Ints, values: Objects, radix: int) -> dict[int, int]:
    r""":math:`2^p\sum_rv_rb_{l_r}b_{s_r}` exactly, by :math:`2\cos a\cos b=\cos(a-b)+\cos(a+b)`
    and its like, an angle after the other; equal ones are added up in between.

    Args:
        left, right: indices l_r and s_r of functions of half angles, shape (rows, p). values:
            integers v_r. radix: of the keys of the result.

    Example:
        >>> # cos² = (1 + cos)/2, cos·sin = sin/2; keys are indices in half angles
        >>> ones = np.array([1, 1], dtype=object)
        >>> quadratic_form(np.array([[1], [1]]), np.array([[1], [2]]), ones, 5)
        {0: 1, 3: 1, 4: 1}
    """
    done = np.zeros(len(values), dtype=np.int64)
    for axis in range(left.shape[1]):
        (first, one), (second, other) = _angle_products(left[:, axis], right[:, axis])
        done = np.concatenate((done * radix + first, done * radix + second))
        values = np.concatenate((values * one.astype(object), values * other.astype(object)))
        both = np.concatenate((one, other)) != 0
        left, right = (np.concatenate((part, part))[both] for part in (left, right))
        done, left, right, values = _merged(done[both], left, right, values[both], axis, radix)
    kept = values.astype(bool)
    return dict(zip(done[kept].tolist(), values[kept].tolist(), strict=True))


def _merged(
    done: Ints, left: Ints, right: Ints, values: Objects, axis: int, radix: int
) -> tuple[Ints, Ints, Ints, Objects]:
    """Rows with the same products so far and the same functions of the angles to come, added up."""
    numbers = [
        np.unique(_keys(part[:, axis + 1 :], radix), return_inverse=True)[1]
        for part in (left, right)
    ]
    ahead = numbers[0] * (int(numbers[1].max(initial=0)) + 1) + numbers[1]
    order = np.lexsort((ahead, done))
    done, ahead = done[order], ahead[order]
    fresh = (done[1:] != done[:-1]) | (ahead[1:] != ahead[:-1])
    starts = np.flatnonzero(np.concatenate(([True], fresh)))
    total = np.add.reduceat(values[order], starts)
    return done[starts], left[order][starts], right[order][starts], total


def _keys(digits: Ints, radix: int) -> Ints:
    """Indices as numbers."""
    total = np.zeros(len(digits), dtype=np.int64)
    for column in digits.T:
        total = total * radix + column
    return total


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
