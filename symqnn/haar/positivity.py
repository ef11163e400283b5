"""Positivity of a rational function for all large d:
shift by the first dimension, all coefficients of one sign.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor

from flint import fmpz_poly

from symqnn.errors import InputError
from symqnn.haar.failure_bounds import FailureBound
from symqnn.haar.rational import D, RationalFunction, coefficients_in_d


@dataclass(frozen=True)
class PositivityCertificate:
    r"""A proof that f(d) > 0 for *all real* d ≥ d₀.

    With :math:`d=d_0+t`, numerator and denominator are polynomials in t without negative
    coefficient and with positive constant term.

    Args:
        start: d₀.
        numerator, denominator: their coefficients in t, lowest degree first.

    Example:
        >>> from symqnn.haar.rational import D
        >>> positivity_certificate(1 - 2 / D, 4)
        PositivityCertificate(start=4, numerator=(2, 1), denominator=(4, 1))
    """

    start: int
    numerator: tuple[int, ...]
    denominator: tuple[int, ...]

    def holds_for(self, function: RationalFunction) -> bool:
        """Check the proof: signs, and that shifting back gives the function."""
        parts = (self.numerator, self.denominator)
        if not all(part and part[0] > 0 and all(value >= 0 for value in part) for part in parts):
            return False
        top, bottom = (shifted(list(part), -self.start) for part in parts)
        other_top, other_bottom = (
            fmpz_poly(coefficients_in_d(part))
            for part in (function.numerator, function.denominator)
        )
        return bool(fmpz_poly(top) * other_bottom == fmpz_poly(bottom) * other_top)


def shifted(coefficients: list[int], by: int) -> list[int]:
    """Coefficients of q(t) = p(t + by), lowest degree first.

    Example:
        >>> shifted([0, 0, 1], 3)
        [9, 6, 1]
    """
    return [int(value) for value in fmpz_poly(coefficients)(fmpz_poly([by, 1])).coeffs()]


def positivity_certificate(function: RationalFunction, start: int) -> PositivityCertificate | None:
    """Certificate that f > 0 on [start, ∞), or None if the shifted coefficients do not show it.

    Raises:
        InputError: the function is not in d alone.
    """
    return _shifted_certificate(_parts(function), start)


def _parts(function: RationalFunction) -> tuple[list[int], list[int]]:
    """Coefficients of numerator and denominator."""
    return coefficients_in_d(function.numerator), coefficients_in_d(function.denominator)


def _shifted_certificate(
    parts: tuple[list[int], list[int]], start: int
) -> PositivityCertificate | None:
    top, bottom = (shifted(part, start) for part in parts)
    if top and top[-1] < 0 and bottom[-1] < 0:
        top, bottom = [-value for value in top], [-value for value in bottom]
    certificate = PositivityCertificate(start, tuple(top), tuple(bottom))
    positive = all(part and part[0] > 0 and min(part) >= 0 for part in (top, bottom))
    return certificate if positive else None


def first_positive(function: RationalFunction, limit: int = 2**100) -> PositivityCertificate:
    """Certificate with the least even start: if coefficients are of one sign after a shift, they
    are after any larger one.

    Raises:
        InputError: none up to ``limit``.
    """
    parts, low, high = _parts(function), 0, 2
    while (certificate := _shifted_certificate(parts, high)) is None:
        low, high = high, 2 * high
        if high > limit:
            raise InputError(
                f"no certificate up to d = {limit}; the function may not be positive for large d."
            )
    while high - low > 2:
        middle = (low + high) // 4 * 2
        found = _shifted_certificate(parts, middle)
        if found is None:
            low = middle
        else:
            high, certificate = middle, found
    return certificate


@dataclass(frozen=True)
class EndValues:
    """A bound on one dimension, at the ends of the κ interval."""

    dimension: int
    values: tuple[Fraction, ...]


@dataclass(frozen=True)
class FirstDimension:
    """From which even dimension on a failure bound is below 1, for the admissible κ.

    Args:
        dimension: the bound is below 1 for all even d ≥ dimension, and it is not for
            d = dimension - 2 (unless dimension = 2).
        certified_from: the certificates hold for all *real* d from here on.
        values: the bound at the ends of the κ interval for each even d from ``dimension`` to
            ``certified_from`` - 2.
        proofs: certificates of 1 - ε > 0 at these ends.
    """

    dimension: int
    certified_from: int
    values: tuple[EndValues, ...]
    proofs: tuple[PositivityCertificate, ...]


def first_dimension(bound: FailureBound, every_observable: bool = True) -> FirstDimension:
    """First even dimension from which a failure bound is below 1, with the proof for all larger d.

    Paper: Theorem 6, made explicit.

    Args:
        bound: from :func:`symqnn.haar.failure_bounds.failure_bound`.
        every_observable: for all κ (both ends of the interval; ε is affine in κ); otherwise for
            κ = 1/d, that is M² ∝ I.

    Example:
        >>> from symqnn.haar.failure_bounds import failure_bound
        >>> first_dimension(failure_bound(3)).dimension
        52
    """
    ends = bound.ends() if every_observable else bound.ends()[:1]
    start = max(first_positive(1 - end).start for end in ends)
    proofs = tuple(_certified(1 - end, start) for end in ends)
    values: list[EndValues] = []
    dimension = start
    while dimension > 2:
        below = tuple(end.at(d=dimension - 2) for end in ends)
        if max(below) >= 1:
            break
        dimension -= 2
        values.insert(0, EndValues(dimension, below))
    return FirstDimension(dimension, start, tuple(values), proofs)


def _certified(function: RationalFunction, start: int) -> PositivityCertificate:
    certificate = positivity_certificate(function, start)
    if certificate is None:
        raise ArithmeticError(
            f"no certificate of positivity from d = {start} on, although there is one from an "
            "earlier d"
        )
    return certificate


@dataclass(frozen=True)
class Rate:
    """ε(d, κ) ≤ constant/d for all real d ≥ start and all admissible κ.

    Args:
        constant, start: C and d₁.
        proofs: certificates of C/d - ε > 0 at both ends of the κ interval.
    """

    constant: int
    start: int
    proofs: tuple[PositivityCertificate, ...]


def rate(bound: FailureBound) -> Rate:
    """The rate O(1/d) for fixed p with an explicit constant:
    the least integer above the leading coefficient.

    Paper: Theorem 6, "with probability ≥ 1-O(d⁻¹) for fixed p".

    Example:
        >>> from symqnn.haar.failure_bounds import failure_bound
        >>> rate(failure_bound(2)).constant
        5
    """
    constant = floor(bound.leading()[0]) + 1
    gaps = [constant / D - end for end in bound.ends()]
    start = max(first_positive(gap).start for gap in gaps)
    return Rate(constant, start, tuple(_certified(gap, start) for gap in gaps))
