"""Angles in OpenQASM expressions: exact rational combinations of π, 1 and named parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from openqasm3 import ast

from symqnn.errors import ExactnessError, InputError

MAX_BITS = 4096
PLUS_MINUS = {ast.BinaryOperator["+"]: 1, ast.BinaryOperator["-"]: -1}


@dataclass(frozen=True)
class Angle:
    r"""The angle :math:`q\pi+r+\sum_j c_ja_j` (radians) with rational q, r, c_j and named parameters a_j.

    Args:
        pi: q.
        number: r.
        terms: the non-zero c_j by name.

    Example:
        >>> angle = Angle.of("a").plus(Angle(Fraction(1, 2)), -1)
        >>> str(angle), str(angle.substitute({"a": Angle.of("b").times(Fraction(-2))}))
        ('a - pi/2', '-2*b - pi/2')
    """

    pi: Fraction = Fraction(0)
    number: Fraction = Fraction(0)
    terms: Mapping[str, Fraction] = field(default_factory=dict)

    @classmethod
    def of(cls, name: str) -> Angle:
        """The angle that is one parameter."""
        return cls(terms={name: Fraction(1)})

    def plus(self, other: Angle, factor: int | Fraction = 1) -> Angle:
        """The angle ``self + factor * other``."""
        terms = dict(self.terms)
        for name, value in other.terms.items():
            terms[name] = terms.get(name, Fraction(0)) + factor * value
        kept = {name: value for name, value in terms.items() if value}
        return Angle(self.pi + factor * other.pi, self.number + factor * other.number, kept)

    def times(self, factor: Fraction | int) -> Angle:
        """The angle multiplied by a rational number."""
        return Angle().plus(self, factor)

    def substitute(self, values: Mapping[str, Angle]) -> Angle:
        """The angle with angles put in the place of named parameters."""
        if not self.terms:
            return self
        result = Angle(self.pi, self.number)
        for name, value in self.terms.items():
            result = result.plus(values.get(name, Angle.of(name)), value)
        return result

    def quarter_turns(self) -> int | None:
        """k if the part without parameters is k·π/2, otherwise None."""
        turns = 2 * self.pi
        return int(turns) if self.number == 0 and turns.denominator == 1 else None

    def as_number(self) -> Fraction | None:
        """r if the angle is just a number, otherwise None."""
        return self.number if self.pi == 0 and not self.terms else None

    def __str__(self) -> str:
        text = ""
        for name, value in (*sorted(self.terms.items()), ("pi", self.pi), ("", self.number)):
            if value:
                sign = "-" if value < 0 else "+"
                text += f" {sign} {_monomial(abs(value), name)}" if text else f"{'-' * (value < 0)}{_monomial(abs(value), name)}"
        return text or "0"


def _monomial(value: Fraction, name: str) -> str:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > 256:
        return "(a number with more than 256 bits)"
    if not name:
        return str(value)
    top = name if value.numerator == 1 else f"{value.numerator}*{name}"
    return top if value.denominator == 1 else f"{top}/{value.denominator}"


def evaluate(expression: ast.Expression, names: Mapping[str, Angle]) -> Angle:
    """The exact value of an expression of the parser, given the values of the names in it.

    Raises:
        InputError: an unknown name, or an expression that is not such a combination; ExactnessError: a decimal number.
    """
    if isinstance(expression, ast.IntegerLiteral):
        return Angle(number=Fraction(expression.value))
    if isinstance(expression, ast.FloatLiteral):
        raise _decimal(expression.value)
    if isinstance(expression, ast.Identifier):
        return _named(expression.name, names)
    if isinstance(expression, ast.UnaryExpression) and expression.op.name == "-":
        return evaluate(expression.expression, names).times(-1)
    if isinstance(expression, ast.BinaryExpression):
        left, right = evaluate(expression.lhs, names), evaluate(expression.rhs, names)
        if expression.op in PLUS_MINUS:
            return left.plus(right, PLUS_MINUS[expression.op])
        if expression.op.name == "*":
            return _product(left, right)
        if expression.op.name == "/":
            return _quotient(left, right)
    raise InputError(f"the expression ({type(expression).__name__}) is not read; use integers, pi, tau, parameters, + - * and /, for instance a + pi/2.")


def _named(name: str, names: Mapping[str, Angle]) -> Angle:
    if name in names:
        return names[name]
    if name in ("pi", "π"):
        return Angle(Fraction(1))
    if name in ("tau", "τ"):
        return Angle(Fraction(2))
    raise InputError(f"{name} is not known here; declare it before its use, for instance: input float[64] {name};")


def _product(left: Angle, right: Angle) -> Angle:
    for factor, other in ((left.as_number(), right), (right.as_number(), left)):
        if factor is not None:
            result = other.times(factor)
            if max(abs(result.pi.numerator), abs(result.number.numerator)) >> MAX_BITS:
                raise InputError(f"the product has more than {MAX_BITS} bits; use smaller integers.")
            return result
    raise InputError(f"the product ({left})*({right}) is not linear; one factor must be an integer.")


def _quotient(left: Angle, right: Angle) -> Angle:
    divisor = right.as_number()
    if not divisor:
        raise InputError(f"the quotient ({left})/({right}) is not linear; divide by an integer other than 0.")
    result = left.times(1 / divisor)
    if left.as_number() is not None and result.number.denominator != 1:
        raise InputError(f"{left}/{right} is a division of integers, which OpenQASM rounds; put pi first, as in {left}*pi/{right}.")
    return result


def _decimal(value: float) -> ExactnessError:
    try:
        turns = round(Fraction(value) * 2 * Fraction(113, 355))  # 355/113 is π to seven digits
        close = abs(Fraction(value) - turns * Fraction(355, 226)) * 10**6 < 1 + abs(turns)
    except (OverflowError, ValueError):  # infinity, not a number
        turns, close = 1, False
    exact = Angle(Fraction(turns, 2))
    if close:
        return ExactnessError(f"the decimal {value!r} is not exact; write {exact}.")
    return ExactnessError(f"the decimal {value!r} is not exact; write it with pi and integers, for instance pi/2.")
