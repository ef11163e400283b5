r"""Trigonometric polynomials as people write them:
``cos(2θ1)^2 - 1/2*cos(2θ1 + pi/2)*sin(2θ2) + 3``.

Sums, products, natural powers and parentheses of rational numbers and of the cosine and sine of
:math:`\sum_lk_l\theta_l+m\pi/2`. Nothing is evaluated as code; decimals are read digit by digit.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.exact import short
from symqnn.algebra.torus import Torus, ascii_name, shown_name
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import ExactnessError, InputError, SizeError

MAX_LENGTH, MAX_POWER, MAX_TERMS, MAX_NESTED = 100_000, 16, 200_000, 60
TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]{1,60}(?:\.[0-9]{1,60})?)(?![.0-9]|[eE][0-9+-])"
    r"|(?P<name>[^\W\d][\w]*(?:\[[0-9]+\])*)|(?P<sign>\*\*|[-+*/^()]))"
)
PI = ("pi", "π")
HOW = "sums, products and natural powers of rational numbers, cos(…) and sin(…) can be read"


@dataclass(frozen=True)
class Affine:
    """The argument of a cosine or sine: coefficients of the phases φ_l, quarter turns, and a rest
    that is a number of radians (0 in what can be read).
    """

    phases: tuple[Fraction, ...]
    quarters: Fraction
    radians: Fraction

    def plus(self, other: Affine, sign: int = 1) -> Affine:
        """The sum, or the difference for ``sign`` = -1."""
        phases = tuple(a + sign * b for a, b in zip(self.phases, other.phases, strict=True))
        quarters = self.quarters + sign * other.quarters
        return Affine(phases, quarters, self.radians + sign * other.radians)

    def times(self, factor: Fraction) -> Affine:
        """A multiple."""
        phases = tuple(factor * value for value in self.phases)
        return Affine(phases, factor * self.quarters, factor * self.radians)

    @property
    def number(self) -> Fraction | None:
        """The rational number that it is, or None."""
        return None if any(self.phases) or self.quarters else self.radians


def read_formula(text: str, torus: Torus) -> TrigPoly:
    r"""A trigonometric polynomial from text.

    Args:
        text: such as ``"cos(4θ1) - 1/2*sin(2θ1)*cos(2θ2 + pi/2)"``. Angles by their names (θ1 also
            as theta1 or θ₁) or by their phases φ1 = g_1·θ1, … (also phi1). Powers with ^ or **.
        torus: names and units g_l of the angles.

    Raises:
        ExactnessError: an irrational coefficient, such as sqrt(2) or cos(θ1 + 1); InputError:
        anything else that is no such polynomial; SizeError: too long, or too high a power.

    Example:
        >>> read_formula("cos(2θ1)^2 - 1/2*sin(theta2 + φ2/2 + pi/2)", Torus.default(2))
        1/2*cos(4θ₁) - 1/2*cos(2θ₂) + 1/2
        >>> read_formula("sqrt(2)*cos(2θ1)", Torus.default(1))
        Traceback (most recent call last):
        symqnn.errors.ExactnessError: sqrt(…) is not rational; ...
    """
    if not isinstance(text, str) or not text.strip():
        raise InputError(
            f"the formula is {short(text)}; a text such as 'cos(4θ1) - 1/2' is required."
        )
    if len(text) > MAX_LENGTH:
        raise SizeError(f"the formula has {len(text)} characters (limit {MAX_LENGTH}).")
    reader = _Formula(_tokens(text), torus)
    found = reader.sum()
    reader.expect_end()
    return found


def _tokens(text: str) -> list[tuple[str, str]]:
    """Pairs (kind, text); kinds number, name, sign."""
    found, place = [], 0
    rest = len(text.rstrip())
    while place < rest:
        match = TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            raise InputError(
                f"the formula cannot be read at {short(text[place : place + 20].strip())}; {HOW}. "
                "Give exact numbers such as 3/5 or 0.6."
            )
        found.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return found


class _Formula:
    """A parser by recursive descent: a sum of products of powers."""

    def __init__(self, tokens: list[tuple[str, str]], torus: Torus) -> None:
        self.tokens, self.torus, self.place, self.depth = tokens, torus, 0, 0
        self.names = _angle_names(torus)

    def peek(self) -> tuple[str, str]:
        """The next token; an empty one at the end."""
        return self.tokens[self.place] if self.place < len(self.tokens) else ("", "")

    def take(self, *signs: str) -> str:
        """The next sign, if it is one of these; else ""."""
        kind, text = self.peek()
        if kind != "sign" or text not in signs:
            return ""
        self.place += 1
        return text

    def expect(self, sign: str) -> None:
        """Go past a sign."""
        if not self.take(sign):
            raise InputError(f"the formula lacks a {sign!r} before {self._next()}.")

    def expect_end(self) -> None:
        """Nothing is left."""
        if self.place < len(self.tokens):
            raise InputError(f"the formula cannot be read at {self._next()}; {HOW}.")

    def _next(self) -> str:
        return repr(self.peek()[1]) if self.peek()[0] else "its end"

    def enter(self) -> None:
        """One parenthesis deeper."""
        self.depth += 1
        if self.depth > MAX_NESTED:
            raise SizeError(f"the formula is nested more than {MAX_NESTED} deep.")

    def signed(self, part: Callable[[], TrigPoly]) -> TrigPoly:
        """A part with signs before it."""
        sign = 1
        while found := self.take("+", "-"):
            sign = -sign if found == "-" else sign
        return part() * sign

    def sum(self) -> TrigPoly:
        """Terms with + and -."""
        total = self.signed(self.product)
        while sign := self.take("+", "-"):
            term = self.signed(self.product)
            total = total + (term if sign == "+" else -term)
        return total

    def product(self) -> TrigPoly:
        """Factors with *, / or side by side."""
        total = self.power()
        while True:
            if self.take("*"):
                total = self._multiply(total, self.signed(self.power))
            elif self.take("/"):
                total = total * (1 / self._divisor(self.signed(self.power)))
            elif self.peek()[0] in ("number", "name") or self.peek()[1] == "(":
                total = self._multiply(total, self.power())
            else:
                return total

    def _multiply(self, left: TrigPoly, right: TrigPoly) -> TrigPoly:
        if len(left) * len(right) > MAX_TERMS:
            raise SizeError(
                f"the formula multiplies {len(left)} by {len(right)} terms (limit {MAX_TERMS} "
                "products)."
            )
        return left * right

    def _divisor(self, value: TrigPoly) -> Fraction:
        constant = value.coefficient((0,) * len(self.torus))
        if value != TrigPoly.constant(constant, self.torus) or not constant:
            raise InputError(
                f"the formula divides by {value!r}; a number other than 0 is required there."
            )
        return constant

    def power(self) -> TrigPoly:
        """An atom, perhaps to a natural power."""
        base = self.atom()
        if not self.take("^", "**"):
            return base
        kind, text = self.peek()
        if kind != "number" or not text.isdecimal():
            raise InputError(f"the exponent is {self._next()}; a natural number is required.")
        self.place += 1
        if int(text) > MAX_POWER:
            raise SizeError(f"the formula has the power {text}; powers up to {MAX_POWER} are read.")
        result = TrigPoly.constant(1, self.torus)
        for _ in range(int(text)):
            result = self._multiply(result, base)
        return result

    def atom(self) -> TrigPoly:
        """A number, a cosine or sine, or a formula in parentheses."""
        kind, text = self.peek()
        if kind == "number":
            self.place += 1
            return TrigPoly.constant(Fraction(text), self.torus)
        if self.take("("):
            self.enter()
            inner = self.sum()
            self.expect(")")
            self.depth -= 1
            return inner
        if kind == "name" and text in ("cos", "sin"):
            self.place += 1
            self.expect("(")
            argument = self.affine_sum()
            self.expect(")")
            return self._wave(text, argument)
        if kind == "name" and text in ("sqrt", "exp", "log", "tan", *PI):
            shown = text if text in PI else f"{text}(…)"
            raise ExactnessError(
                f"{shown} is not rational; the coefficients of a target are rational numbers. Give "
                "a fraction close to it."
            )
        raise InputError(f"the formula cannot be read at {self._next()}; {HOW}.")

    def _wave(self, name: str, argument: Affine) -> TrigPoly:
        if argument.radians or argument.quarters.denominator != 1:
            raise ExactnessError(
                f"{name} of a sum with a constant that is no multiple of pi/2 has irrational "
                "coefficients; write a·cos + b·sin with rational a and b, such as "
                "3/5*cos(2θ1) + 4/5*sin(2θ1)."
            )
        if any(value.denominator != 1 for value in argument.phases):
            axis = next(k for k, value in enumerate(argument.phases) if value.denominator != 1)
            raise InputError(
                f"the formula has a frequency {argument.phases[axis] * self.torus.units[axis]} in "
                f"{self.torus.names[axis]}; whole multiples of {self.torus.units[axis]} are "
                "required."
            )
        # e^{i·argument} is i^quarters times the product of the e^{ikφ}: real and imaginary part
        # factor by factor
        turns = int(argument.quarters) % 4
        cos, sin = (
            TrigPoly.constant(value, self.torus)
            for value in ((1, 0), (0, 1), (-1, 0), (0, -1))[turns]
        )
        for axis, value in enumerate(argument.phases):
            k = int(value)
            if k:
                c, s = (
                    _basis(self.torus, axis, 2 * abs(k) - 1),
                    _basis(self.torus, axis, 2 * abs(k)),
                )
                s = s if k > 0 else -s
                cos, sin = cos * c - sin * s, cos * s + sin * c
        return cos if name == "cos" else sin

    def affine_sum(self) -> Affine:
        """The argument of a cosine or sine."""
        total, sign = self._zero(), 1
        while found := self.take("+", "-"):
            sign = -sign if found == "-" else sign
        total = total.plus(self.affine_product(), sign)
        while found := self.take("+", "-"):
            total = total.plus(self.affine_product(), 1 if found == "+" else -1)
        return total

    def _zero(self) -> Affine:
        return Affine((Fraction(0),) * len(self.torus), Fraction(0), Fraction(0))

    def affine_product(self) -> Affine:
        """Numbers times one angle or π."""
        total = self.affine_atom()
        while True:
            divided = bool(self.take("/"))
            beside = self.peek()[0] in ("number", "name") or self.peek()[1] == "("
            if not divided and not self.take("*") and not beside:
                return total
            factor = self.affine_atom()
            if divided:
                number = factor.number
                if not number:
                    raise InputError(
                        "an angle is divided by something that is no number other than 0."
                    )
                total = total.times(1 / number)
            elif factor.number is not None:
                total = total.times(factor.number)
            elif total.number is not None:
                total = factor.times(total.number)
            else:
                raise InputError(
                    "the argument of a cosine or sine has a product of two angles; a sum of "
                    "multiples of angles is required."
                )

    def affine_atom(self) -> Affine:
        """A number, π, an angle or a phase, or parentheses."""
        kind, text = self.peek()
        if self.take("-"):
            return self.affine_atom().times(Fraction(-1))
        if self.take("("):
            self.enter()
            inner = self.affine_sum()
            self.expect(")")
            self.depth -= 1
            return inner
        zero = self._zero()
        if kind == "number":
            self.place += 1
            return Affine(zero.phases, Fraction(0), Fraction(text))
        if kind == "name" and text in PI:
            self.place += 1
            return Affine(zero.phases, Fraction(2), Fraction(0))
        if kind == "name" and text in self.names:
            self.place += 1
            axis, factor = self.names[text]
            phases = tuple(factor if k == axis else Fraction(0) for k in range(len(self.torus)))
            return Affine(phases, Fraction(0), Fraction(0))
        known = ", ".join(self.torus.names)
        raise InputError(
            f"the formula has {self._next()} where an angle is expected; the angles are {known}."
        )


def _basis(torus: Torus, axis: int, e: int) -> TrigPoly:
    index = tuple(e if k == axis else 0 for k in range(len(torus)))
    return TrigPoly.from_terms({index: 1}, torus=torus)


def _angle_names(torus: Torus) -> dict[str, tuple[int, Fraction]]:
    """Every way to write an angle: position, and the factor to its phase."""
    found: dict[str, tuple[int, Fraction]] = {}
    for axis in range(len(torus)):
        for name in (f"φ{axis + 1}", f"phi{axis + 1}"):
            found[name] = (axis, Fraction(1))
    for axis, (name, unit) in enumerate(zip(torus.names, torus.units, strict=True)):
        for spelt in (ascii_name(name), shown_name(name), name):
            found[spelt] = (axis, 1 / unit)
    return found
