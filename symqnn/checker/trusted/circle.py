"""Rational points of the circle, and trigonometric interpolation through them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from itertools import count, islice
from math import gcd, isqrt, lcm

from .reading import Node
from .verdict import charge, size_factor

Circle = tuple[Fraction, Fraction]  # (cos, sin), or any complex number as (real, imaginary)
ONE: Circle = (Fraction(1), Fraction(0))


def read_point(node: Node) -> Circle:
    """[RATIONAL, RATIONAL] on the unit circle."""
    cos, sin = (element.rational() for element in node.elements(2))
    if cos**2 + sin**2 != 1:
        raise node.reject("not on the unit circle")
    return cos, sin


def times(a: Circle, b: Circle) -> Circle:
    """Complex product; for points of the circle the angles add up."""
    bits = (x.denominator.bit_length() for x in (*a, *b))
    charge(30 * size_factor(*bits), "certificate")
    return a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]


def power(a: Circle, n: int) -> Circle:
    """The point at n times the angle, n of any sign."""
    if n < 0:
        a, n = (a[0], -a[1]), -n
    result = ONE
    while n:
        result = times(result, a) if n % 2 else result
        a, n = times(a, a), n // 2
    return result


def points() -> Iterator[Circle]:
    """All rational points, small denominators first: 1, i, -1, -i, then (a + ib)/c with
    a^2 + b^2 = c^2.
    """
    yield from ((Fraction(x), Fraction(y)) for x, y in ((1, 0), (0, 1), (-1, 0), (0, -1)))
    for c in count(5, 4):  # a primitive triple has c = 1 modulo 4
        for a in range(1, c):
            b = round_root(c * c - a * a)
            if b and gcd(a, c) == 1:
                for x, y in ((a, b), (-a, b), (-a, -b), (a, -b)):
                    yield Fraction(x, c), Fraction(y, c)


def round_root(n: int) -> int:
    """The square root of a square, otherwise 0."""
    return isqrt(n) if isqrt(n) ** 2 == n else 0


@lru_cache(maxsize=64)
def nodes(degree: int) -> tuple[Circle, ...]:
    """2 degree + 1 different points."""
    return tuple(islice(points(), 2 * degree + 1))


@lru_cache(maxsize=64)
def interpolation(degree: int) -> tuple[tuple[tuple[int, ...], ...], int]:
    """(rows, over): row e divided by `over` turns the values at the nodes into the coefficient of
    basis function e.

    The function l_j(z) = z^-D prod_(m != j) (z - z_m) / (z_j^-D prod_(m != j) (z_j - z_m)) is 1 at
    node j, 0 at the others, and a trigonometric polynomial of degree D. It is real on the circle:
    with l_j = sum of c_n z^n, n = -D ... D, the coefficient of cos n phi is 2 Re c_n,
    that of sin n phi is -2 Im c_n.
    """
    listed = nodes(degree)
    everything = [ONE]  # the product of all z - z_m, lowest power first
    for z in listed:
        moved, scaled = [(Fraction(0), Fraction(0)), *everything], [times(z, c) for c in everything]
        everything = [
            (x - u, y - v)
            for (x, y), (u, v) in zip(moved, [*scaled, (Fraction(0),) * 2], strict=True)
        ]
    columns = []
    for z in listed:
        quotient = [everything[-1]]  # division by z - z_j, highest power first
        for x, y in reversed(everything[1:-1]):
            u, v = times(z, quotient[-1])
            quotient.append((x + u, y + v))
        here = (Fraction(0), Fraction(0))
        for x, y in quotient:
            u, v = times(here, z)
            here = (u + x, v + y)
        here = times(here, power(z, -degree))
        size = here[0] ** 2 + here[1] ** 2
        inverse = (here[0] / size, -here[1] / size)
        series = [times(c, inverse) for c in quotient[degree::-1]]  # powers 0 ... D
        column = [series[0][0]]
        for x, y in series[1:]:
            column += [2 * x, -2 * y]
        columns.append(column)
    common = lcm(*(x.denominator for column in columns for x in column))
    rows = tuple(tuple(int(x * common) for x in row) for row in zip(*columns, strict=True))
    return rows, common
