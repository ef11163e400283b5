"""What floats in a circuit object stand for:
circuits of Python frameworks hold floats where a text would hold pi/2.

A float is read by a fixed rule, and the circuit's notes say that it was applied:
the nearest float to a multiple k/64 of π stands for that multiple; any other one
for the decimal that Python prints for it, so that 0.3 is 3/10. A factor of a
parameter that is the nearest float to p/q, q ≤ 1000, stands for p/q.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from numbers import Integral

from symqnn.algebra.exact import short
from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.errors import InputError
from symqnn.model.angle import Angle
from symqnn.model.importers.listing import Listing

Number = int | float | Fraction
MAX_DENOMINATOR = 64  # of multiples of π
MAX_FACTOR_DENOMINATOR = 1000


def multiple_of_pi(value: float) -> Fraction | None:
    """q if the float is one of the nearest ones to q·π with a denominator up to 64, not 0.

    Example:
        >>> multiple_of_pi(1.5707963267948966), multiple_of_pi(1.57)
        (Fraction(1, 2), None)
    """
    found = Fraction(value / math.pi).limit_denominator(MAX_DENOMINATOR)
    close = abs(float(found) * math.pi - value) <= 2 * math.ulp(value)
    return found if found and close else None


def decimal(value: Number, what: str) -> Fraction:
    """A finite float as the decimal that Python prints for it;
    whole numbers and fractions as they are.

    Raises:
        InputError: infinite, or no real number.

    Example:
        >>> decimal(0.3, "angle")
        Fraction(3, 10)
    """
    if isinstance(value, (Integral, Fraction)):
        return Fraction(value)
    number = float(value)
    if not math.isfinite(number):
        raise InputError(f"{what} is {number}; a finite number is required.")
    return Fraction(repr(number))


@dataclass
class Floats:
    """Reads floats of one circuit and notes the rules that were applied.

    Args:
        listing: where they are noted. in_turns: parameters that enter with a factor π, as exponents
            and half turns do.
        plain: parameters that enter without one.
    """

    listing: Listing
    in_turns: set[str] = field(default_factory=set)
    plain: set[str] = field(default_factory=set)

    def fixed(self, value: object, place: int) -> FixedAngle:
        """A constant angle, in radians.

        Raises:
            InputError: no finite real number.
        """
        number = _real(value, "an angle")
        if isinstance(number, (Integral, Fraction)):
            return FixedAngle(number=Fraction(number))
        turns = multiple_of_pi(float(number)) if math.isfinite(number) else None
        if turns is not None:
            self.listing.note("multiple", place)
            return FixedAngle(pi=turns)
        exact = decimal(number, "an angle")
        if exact.denominator > 1:
            self.listing.note("decimal", place)
        return FixedAngle(number=exact)

    def half_turns(self, value: object, place: int) -> FixedAngle:
        """A constant angle given in units of π.

        Raises:
            InputError: no finite real number.
        """
        number = _real(value, "an angle")
        return FixedAngle(pi=self._fraction(number, place, "an angle in half turns"))

    def _fraction(self, value: Number, place: int, what: str) -> Fraction:
        exact = decimal(value, what)
        if isinstance(value, (Integral, Fraction)) or exact.denominator <= MAX_FACTOR_DENOMINATOR:
            return exact
        near = Fraction(float(value)).limit_denominator(MAX_FACTOR_DENOMINATOR)
        if abs(float(near) - float(value)) <= 2 * math.ulp(float(value)):
            self.listing.note("factor", place)
            return near
        self.listing.note("decimal", place)
        return exact

    def term(self, name: str, factor: object, place: int) -> Angle:
        """A parameter with its factor in an angle in radians.

        Raises:
            InputError: no finite real factor, or a parameter that enters with and without a factor
                π.
        """
        number = _real(factor, f"the factor of {name}")
        turns = None
        if not isinstance(number, (Integral, Fraction)) and math.isfinite(number):
            turns = multiple_of_pi(float(number))
        if turns is not None:
            self.listing.note("multiple", place)
            return self.turn_term(name, turns, place)
        self._keep(name, self.plain, self.in_turns)
        return Angle().plus(Angle.of(name), self._fraction(number, place, f"the factor of {name}"))

    def turn_term(self, name: str, factor: object, place: int) -> Angle:
        """A parameter t that enters as factor·π·t: the angle pi*t is the parameter of the network.

        Raises:
            InputError: no finite real factor, or a parameter that enters with and without a factor
                π.
        """
        number = _real(factor, f"the factor of {name}")
        self._keep(name, self.in_turns, self.plain)
        self.listing.note("turns", place)
        return Angle().plus(
            Angle.of(f"pi*{name}"), self._fraction(number, place, f"the factor of {name}")
        )

    def _keep(self, name: str, here: set[str], there: set[str]) -> None:
        if name in there:
            raise InputError(
                f"{name} enters with a factor pi (as an exponent or in half turns) and without "
                "one; the frequencies have no common unit. Use two parameters."
            )
        here.add(name)

    def names(self, declared: Sequence[str]) -> list[str]:
        """The declared parameters as the network calls them."""
        return [f"pi*{name}" if name in self.in_turns else name for name in declared]


def _real(value: object, what: str) -> Number:
    """A real number of Python, NumPy or SymPy."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        raise InputError(f"{what} is {short(value)}; a number is required.")
    if isinstance(value, Fraction):
        return value
    if isinstance(value, Integral):
        return int(value)
    if type(value).__module__.partition(".")[0] == "sympy" and getattr(value, "is_Rational", False):
        return Fraction(int(value.p), int(value.q))  # type: ignore[attr-defined]
    try:
        number = complex(value)  # type: ignore[call-overload]
    except (TypeError, ValueError):
        raise InputError(f"{what} is {short(value)}; a number is required.") from None
    if number.imag:
        raise InputError(f"{what} is {short(value)}; a real number is required.")
    return float(number.real)
