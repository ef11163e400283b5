r"""Positive rational numbers as sums of few squares of rational numbers (Lagrange: four suffice).

A rational n/d is (nd)/d², so integers decide. Two squares are looked
for where the number splits into small primes and one large one; three
and four squares by subtracting squares until two squares are found.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from math import isqrt

from flint import fmpz

from symqnn.errors import InputError, SizeError

SMALL_PRIMES = tuple(n for n in range(2, 600) if all(n % k for k in range(2, isqrt(n) + 1)))
TRIES = 4000
MOST = 4


def squares_of(value: Fraction) -> tuple[Fraction, ...]:
    """Rational r_1 ≥ … ≥ r_n > 0, n ≤ 4, with r_1² + … + r_n² = value; as few as are found.

    Raises:
        InputError: value is not positive; SizeError: the search for four squares gave up.

    Example:
        >>> [[str(r) for r in squares_of(Fraction(x, 4))] for x in (9, 7)]
        [['3/2'], ['1', '1/2', '1/2', '1/2']]
    """
    if value <= 0:
        raise InputError(f"{value} is no sum of squares; a positive number is required.")
    number, bottom = value.numerator * value.denominator, Fraction(value.denominator)
    while number % 4 == 0:  # the squares of such a number may all be even
        number, bottom = number // 4, bottom / 2
    for count in range(1, MOST + 1):
        found = _squares(number, count)
        if found is not None:
            roots = sorted((abs(root) for root in found if root), reverse=True)
            return tuple(root / bottom for root in roots)
    raise SizeError(f"no four squares were found for a number of {number.bit_length()} bits.")


def _squares(number: int, count: int) -> tuple[int, ...] | None:
    """Integers whose squares add up to a number ≥ 0; None where none were found."""
    root = isqrt(number)
    if root * root == number:
        return (root,)
    if count == 1:
        return None
    if count == 2:
        return two_squares(number)
    if count == 3 and _is_excluded(number):
        return None
    for part in _candidates(root):
        found = _squares(number - part * part, count - 1) if count == 3 else None
        if count == 4:
            rest = number - part * part
            found = None if _is_excluded(rest) else _squares(rest, 3)
        if found is not None:
            return (part, *found)
    return None


def _candidates(root: int) -> Iterator[int]:
    """Numbers from 0 to a root: all of a small one, many of a large one."""
    if root < TRIES:
        yield from range(root, -1, -1)
        return
    step = root // TRIES
    for k in range(TRIES):
        yield abs(root - k * step - k % 5)  # odd and even ones, whatever the step


def _is_excluded(number: int) -> bool:
    """Whether the number is 4^a(8b + 7): no sum of three squares (Legendre)."""
    while number and number % 4 == 0:
        number //= 4
    return number % 8 == 7


@lru_cache(maxsize=4096)
def two_squares(number: int) -> tuple[int, int] | None:
    """Integers (x, y) with x² + y² = number > 0; None where there are none, or the number does not
    split into small primes and one large one.

    Example:
        >>> two_squares(65), two_squares(21)
        ((7, 4), None)
    """
    x, y, scale, rest = 1, 0, 1, number
    for prime in SMALL_PRIMES:
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        scale *= prime ** (power // 2)
        if power % 2:
            if prime % 4 == 3:
                return None  # an odd power of such a prime
            x, y = _times((x, y), _of_prime(prime))
    root = isqrt(rest)
    if root * root == rest:
        scale *= root
    elif rest % 4 == 1 and fmpz(rest).is_probable_prime():
        x, y = _times((x, y), _of_prime(rest))
    else:
        return None
    found = sorted((abs(scale * x), abs(scale * y)), reverse=True)
    # a probable prime that is none, or any other slip, is noticed here
    return (found[0], found[1]) if found[0] ** 2 + found[1] ** 2 == number else None


def _times(left: tuple[int, int], right: tuple[int, int]) -> tuple[int, int]:
    """Product of Gaussian integers: norms multiply."""
    return left[0] * right[0] - left[1] * right[1], left[0] * right[1] + left[1] * right[0]


def _of_prime(prime: int) -> tuple[int, int]:
    """A Gaussian integer of norm p, p = 2 or p ≡ 1 modulo 4 (Euclid on p and a root of -1)."""
    if prime == 2:
        return 1, 1
    for base in range(2, 300):
        root = pow(base, (prime - 1) // 4, prime)
        if root * root % prime == prime - 1:
            break
    else:
        return 0, 0
    a, b = prime, root
    while b * b > prime:
        a, b = b, a % b
    return b, isqrt(prime - b * b)


def simplest_between(low: Fraction, high: Fraction) -> Fraction:
    """The fraction of least denominator in an interval of positive numbers, ends included.

    Example:
        >>> simplest_between(Fraction(31, 10), Fraction(32, 10))
        Fraction(16, 5)
    """
    whole = -(-low.numerator // low.denominator)
    if whole <= high:
        return Fraction(whole)
    below = low.numerator // low.denominator
    return below + 1 / simplest_between(1 / (high - below), 1 / (low - below))


def root_above(value: Fraction, bits: int = 40) -> Fraction:
    """A rational number at least the square root of a positive one, within a relative 2^-bits."""
    shift = 1 << (2 * (bits + value.denominator.bit_length()))
    bottom = value.denominator
    return Fraction(isqrt(value.numerator * bottom * shift - 1) + 1, bottom * isqrt(shift))
