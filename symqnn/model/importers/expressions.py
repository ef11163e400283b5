"""Expressions of OpenQASM as exact affine angles: numbers, π and named parameters; decimals are
read from the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from openqasm3 import ast

from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.errors import InputError
from symqnn.model.angle import Angle
from symqnn.model.importers.problems import ConsequenceError

MAX_BITS = 4096
PLUS_MINUS = {"+": 1, "-": -1}
CONSTANTS = {"pi": 1, "π": 1, "tau": 2, "τ": 2}  # in units of π
IRRATIONAL = ("euler", "ℇ")
_DECIMAL = re.compile(r"(?:[0-9][0-9_]*)?\.?[0-9_]*(?:[eE][+-]?[0-9]+)?")
MAX_EXPONENT = 400
AFFINE = "write sums and rational multiples of parameters and pi, for instance 2*a - b/3 + pi/2"


@dataclass(frozen=True)
class Value:
    """The value of an expression: an affine angle, whether its type is a whole number, and whether
    it is unknown because its declaration could not be read."""

    angle: Angle
    whole: bool = False
    unknown: bool = False

    @property
    def number(self) -> Fraction | None:
        """The rational number that it is, or None."""
        fixed = self.angle.fixed
        plain = not (self.angle.factors or fixed.pi or fixed.arctangents)
        return fixed.number if plain else None

    def __str__(self) -> str:
        return str(self.angle)


def number_value(number: Fraction | int, whole: bool = False) -> Value:
    """A plain number."""
    return Value(Angle(fixed=FixedAngle(number=Fraction(number))), whole)


@dataclass(frozen=True)
class Expressions:
    """Evaluates expressions of one program.

    Args:
        lines: the lines of the program, from which decimals are read. real_division: whether 1/2 is
            one half, as in OpenQASM 2; in OpenQASM 3 the quotient of two integers is rounded, which
            is refused.
    """

    lines: Sequence[str]
    real_division: bool = False

    def evaluate(self, expression: ast.Expression, names: Mapping[str, Value]) -> Value:
        """The exact value of an expression, given the values of the names in it.

        Raises:
            InputError: an unknown name, or an expression that is no affine angle.
        """
        if isinstance(expression, ast.IntegerLiteral):
            return number_value(expression.value, whole=True)
        if isinstance(expression, ast.FloatLiteral):
            return number_value(self._decimal(expression))
        if isinstance(expression, ast.Identifier):
            return _named(expression.name, names)
        if isinstance(expression, ast.IndexExpression):
            return _named(self._element(expression, names), names)
        if isinstance(expression, ast.UnaryExpression) and expression.op.name == "-":
            value = self.evaluate(expression.expression, names)
            return Value(Angle().plus(value.angle, -1), value.whole)
        if isinstance(expression, ast.BinaryExpression):
            left = self.evaluate(expression.lhs, names)
            return self._binary(expression.op.name, left, self.evaluate(expression.rhs, names))
        if isinstance(expression, ast.FunctionCall) and expression.name.name in ("arctan", "atan"):
            return self._arctangent(expression, names)
        if isinstance(expression, ast.Cast) and isinstance(
            expression.type, (ast.FloatType, ast.AngleType)
        ):
            return Value(self.evaluate(expression.argument, names).angle)
        raise InputError(f"the expression {_shown(expression)} is not affine; {AFFINE}.")

    def integer(self, expression: ast.Expression, names: Mapping[str, Value], what: str) -> int:
        """The value of an expression that must be an integer.

        Raises:
            InputError: it is something else.
        """
        value = self.evaluate(expression, names)
        number = value.number
        if number is None or number.denominator != 1:
            raise InputError(f"{what} is {value}; an integer is required.")
        return int(number)

    def _decimal(self, expression: ast.FloatLiteral) -> Fraction:
        """The number as it is written: the parser's float would be another one."""
        span = expression.span
        token = ""
        if span is not None:
            found = _DECIMAL.match(self.lines[span.start_line - 1][span.start_column :])
            token = found[0].replace("_", "") if found else ""
        exponent = re.search("[eE]([+-]?[0-9]+)$", token)
        long = len(token) > MAX_EXPONENT or (exponent and abs(int(exponent[1])) > MAX_EXPONENT)
        if long or not re.search("[0-9]", token):
            raise InputError(
                f"the decimal {expression.value!r} cannot be read; write it with fewer digits."
            )
        return Fraction(token)

    def _element(self, expression: ast.IndexExpression, names: Mapping[str, Value]) -> str:
        """The name of an element of an array: a[2] or a[1][0]."""
        if isinstance(expression.collection, ast.IndexExpression):
            stem = self._element(expression.collection, names)
        elif isinstance(expression.collection, ast.Identifier):
            stem = expression.collection.name
        else:
            raise InputError(
                f"the expression {_shown(expression)} is not read; give an element such as a[0]."
            )
        listed = expression.index if isinstance(expression.index, list) else []
        indices = [index for index in listed if isinstance(index, ast.Expression)]
        if not indices or len(indices) < len(listed):
            raise InputError(
                f"a part of the array {stem} is no angle; give an element such as {stem}[0]."
            )
        found = [self.integer(index, names, f"the index of {stem}") for index in indices]
        return stem + "".join(f"[{index}]" for index in found)

    def _binary(self, operator: str, left: Value, right: Value) -> Value:
        whole = left.whole and right.whole
        if operator in PLUS_MINUS:
            return Value(left.angle.plus(right.angle, PLUS_MINUS[operator]), whole)
        if operator == "*":
            return Value(_product(left, right), whole)
        if operator == "/":
            return self._quotient(left, right)
        if operator == "**" or (operator == "^" and self.real_division):
            return _power(left, right)
        if operator == "%" and whole and right.number:
            return number_value((left.number or 0) % right.number, whole=True)
        raise InputError(f"the operator {operator} is not read; {AFFINE}.")

    def _quotient(self, left: Value, right: Value) -> Value:
        divisor = right.number
        if not divisor:
            raise InputError(
                f"the quotient ({left})/({right}) is not linear; divide by a number other than 0."
            )
        result = Angle().plus(left.angle, 1 / divisor)
        if self.real_division or not (left.whole and right.whole):
            return Value(result)
        if result.fixed.number.denominator != 1:
            raise InputError(
                f"{left}/{right} is a division of integers, which OpenQASM 3 rounds to a whole "
                f"number; write {left}.0/{right} or, as a factor, divide what it multiplies: "
                f"a/{right}, pi/{right}."
            )
        return Value(result, whole=True)

    def _arctangent(self, expression: ast.FunctionCall, names: Mapping[str, Value]) -> Value:
        values = [self.evaluate(argument, names).number for argument in expression.arguments]
        if len(values) != 1 or values[0] is None:
            raise InputError("arctan is read for one number, for instance 2*arctan(1.0/3).")
        unit = FixedAngle(arctangents=((values[0], Fraction(1)),))
        return Value(Angle(fixed=FixedAngle().plus(unit, Fraction(1))))


def _named(name: str, names: Mapping[str, Value]) -> Value:
    if name in names:
        if names[name].unknown:
            raise ConsequenceError(f"{name} could not be read.")
        return names[name]
    if name in CONSTANTS:
        return Value(Angle(fixed=FixedAngle(pi=Fraction(CONSTANTS[name]))))
    if name in IRRATIONAL:
        raise InputError(f"{name} is irrational; write it as a decimal number.")
    if "[" in name:
        raise InputError(f"{name} is no element of a declared array of parameters.")
    raise InputError(
        f"{name} is not known here; declare it before its use, for instance: input float[64] "
        f"{name};"
    )


def _product(left: Value, right: Value) -> Angle:
    for factor, other in ((left.number, right), (right.number, left)):
        if factor is not None:
            result = Angle().plus(other.angle, factor)
            sizes = [result.fixed.pi, result.fixed.number, *result.factors.values()]
            if max(max(abs(size.numerator), size.denominator) for size in sizes) >> MAX_BITS:
                raise InputError(f"the product has more than {MAX_BITS} bits; use smaller numbers.")
            return result
    raise InputError(f"the product ({left})*({right}) is not linear; one factor must be a number.")


def _power(left: Value, right: Value) -> Value:
    base, exponent = left.number, right.number
    if base is None or exponent is None or exponent.denominator != 1 or not -64 <= exponent <= 64:
        raise InputError(
            f"the power ({left})**({right}) is not read; numbers and whole exponents up to 64 are."
        )
    if not base and exponent < 0:
        raise InputError("0 has no negative power.")
    size = max(abs(base.numerator), base.denominator).bit_length() * int(abs(exponent))
    if size > MAX_BITS:
        raise InputError(f"the power has more than {MAX_BITS} bits; use smaller numbers.")
    return number_value(base ** int(exponent), left.whole and right.whole and exponent >= 0)


def _shown(expression: ast.Expression) -> str:
    """An expression as text for a message."""
    from openqasm3 import dumps

    text = str(dumps(expression)).strip()
    return text if len(text) <= 60 else text[:57] + "..."
