"""Q[x]/(m): division, common divisors and points of the circle, against floats at a root."""

import math
from fractions import Fraction

from flint import fmpq_poly, fmpz_mpoly_ctx, fmpz_poly

from symqnn.roots.number_field import (
    coefficients,
    divide,
    greatest_common_divisor,
    inverse,
    on_the_circle,
    root_interval,
    row_of,
    value_modulo,
    value_near,
)

M = fmpq_poly([-2, 0, 0, 1])  # x³ = 2
X, ROOT = fmpq_poly([0, 1]), 2 ** (1 / 3)


def at_root(value: fmpq_poly) -> float:
    return sum(float(c) * ROOT**k for k, c in enumerate(coefficients(value)))


def test_inverses() -> None:
    value = fmpq_poly([1, -3, 5])
    assert value * inverse(value, M) % M == fmpq_poly([1])


def test_common_divisors_of_polynomials_over_the_field() -> None:
    """(t - x)(t + 1) and (t - x)(x t + 2) have t - x in common."""
    first = [-X, fmpq_poly([1]) - X, fmpq_poly([1])]
    second = [-2 * X, (fmpq_poly([2]) - X * X) % M, X]
    common = greatest_common_divisor(first, second, M)
    assert len(common) == 2
    assert common[0] * inverse(common[1], M) % M == -X
    quotient, rest = divide(first, common, M)
    assert rest == [] and len(quotient) == 2


def test_points_of_the_circle() -> None:
    cos, sin = (
        sum(float(c) * ROOT**k for k, c in enumerate(part))
        for part in on_the_circle(X, fmpz_poly([-2, 0, 0, 1]))
    )
    assert math.isclose(cos, (1 - ROOT**2) / (1 + ROOT**2))
    assert math.isclose(sin, 2 * ROOT / (1 + ROOT**2))


def test_intervals_around_real_roots() -> None:
    low, high = root_interval(fmpz_poly([-2, 0, 0, 1])) or (Fraction(0), Fraction(0))
    assert low < high and low**3 < 2 < high**3
    assert root_interval(fmpz_poly([1, 0, 1])) is None


def test_values_in_the_field() -> None:
    ring = fmpz_mpoly_ctx.get(["t1", "t2"], "lex")
    poly = ring.from_dict({(2, 1): 3, (0, 2): -1, (1, 0): 5})
    other = fmpq_poly([1, 2])
    exact = value_modulo(poly, [X, other], M)
    u = 1 + 2 * ROOT
    assert math.isclose(at_root(exact), 3 * ROOT**2 * u - u**2 + 5 * ROOT)
    assert math.isclose(value_near(exact, Fraction(ROOT)), at_root(exact))
    row = row_of(poly, M)
    assert math.isclose(sum(at_root(part) * u**k for k, part in enumerate(row)), at_root(exact))
