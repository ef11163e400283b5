"""Arithmetic in Q[x]/(m), m irreducible, and polynomials in one variable over it, as far as
degenerate critical points need it.
"""

from __future__ import annotations

from fractions import Fraction
from math import floor

from flint import fmpq, fmpq_poly, fmpz_mpoly, fmpz_poly

Coefficients = tuple[Fraction, ...]
Row = list[fmpq_poly]


def row_of(poly: fmpz_mpoly, modulus: fmpq_poly) -> Row:
    """A polynomial in t_1, t_2 as one in t_2 over Q[t_1]/(modulus)."""
    rows: dict[int, dict[int, int]] = {}
    for (a, b), value in poly.to_dict().items():
        rows.setdefault(int(b), {})[int(a)] = int(value)
    lists = [
        [rows.get(b, {}).get(a, 0) for a in range(max(rows.get(b, {0: 0})) + 1)]
        for b in range(max(rows, default=0) + 1)
    ]
    return _trim([fmpq_poly(entries) % modulus for entries in lists])


def _trim(row: Row) -> Row:
    while row and not row[-1]:
        row = row[:-1]
    return row


def inverse(value: fmpq_poly, modulus: fmpq_poly) -> fmpq_poly:
    """1/value; the value is not 0 modulo the irreducible modulus."""
    common, left, _ = value.xgcd(modulus)
    return left / common[0]


def divide(a: Row, b: Row, modulus: fmpq_poly) -> tuple[Row, Row]:
    """Quotient and remainder of polynomials over the field, b not 0."""
    unit, rest = inverse(b[-1], modulus), list(a)
    quotient = [fmpq_poly([0])] * max(len(a) - len(b) + 1, 0)
    for shift in reversed(range(len(quotient))):
        factor = quotient[shift] = rest[shift + len(b) - 1] * unit % modulus
        for k, value in enumerate(b):
            rest[shift + k] = (rest[shift + k] - factor * value) % modulus
    return quotient, _trim(rest)


def greatest_common_divisor(a: Row, b: Row, modulus: fmpq_poly) -> Row:
    """By Euclid's algorithm, not normalised."""
    while b:
        a, b = b, divide(a, b, modulus)[1]
    return a


def value_modulo(poly: fmpz_mpoly, ts: list[fmpq_poly], modulus: fmpq_poly) -> fmpq_poly:
    """Value of a polynomial at elements of the field."""
    total = fmpq_poly([0])
    for exponents, value in poly.to_dict().items():
        term = fmpq_poly([int(value)])
        for t, n in zip(ts, exponents, strict=True):
            for _ in range(int(n)):
                term = term * t % modulus
        total += term
    return total % modulus


def root_interval(modulus: fmpz_poly) -> tuple[Fraction, Fraction] | None:
    """Rational ends around one real root of a squarefree polynomial, at which it has opposite
    signs; None if no root is real.
    """
    for root in (pair[0] for pair in modulus.complex_roots()):  # type: ignore[index]
        if root.imag.is_zero():
            for bits in (4, 12, 30, 60):
                low = Fraction(floor(float(root.real.mid()) * 2**bits) * 2 - 1, 2 ** (bits + 1))
                high = low + Fraction(2, 2**bits)
                values = [modulus(fmpq(end.numerator, end.denominator)) for end in (low, high)]
                if values[0] * values[1] < 0:
                    return low, high
    return None


def coefficients(poly: fmpq_poly) -> Coefficients:
    """Lowest first."""
    return tuple(Fraction(int(value.numer()), int(value.denom())) for value in poly.coeffs())


def value_near(poly: fmpq_poly, x: Fraction) -> float:
    """Value at a number close to the root, for people."""
    return float(sum((value * x**k for k, value in enumerate(coefficients(poly))), Fraction(0)))


def on_the_circle(t: fmpq_poly, modulus: fmpz_poly) -> tuple[Coefficients, Coefficients]:
    """(cos φ, sin φ) = ((1-t²)/(1+t²), 2t/(1+t²)) modulo the modulus."""
    m = fmpq_poly(modulus)
    unit = inverse((1 + t * t) % m, m)
    return coefficients((1 - t * t) * unit % m), coefficients(2 * t * unit % m)
