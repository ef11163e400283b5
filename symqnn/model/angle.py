"""Angles of gates: affine forms in the named parameters, with an exact fixed part."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import isfinite

from symqnn.algebra.exact import rational, short
from symqnn.algebra.fixed_angle import NO_ANGLE, FixedAngle, sum_text
from symqnn.errors import ExactnessError, InputError

WAYS = (
    "write for instance '2*gamma - beta + pi/2', 'a + 2*atan(1/3)'; factors and decimals are "
    "exact rational numbers"
)


@dataclass(frozen=True)
class Angle:
    r"""The angle :math:`\sum_lk_l\theta_l+\beta` of a gate, in radians,
    with rational k_l and an exact β.

    Args:
        factors: the k_l ≠ 0 by the name of the parameter, in order of occurrence. fixed: β.

    Example:
        >>> angle = Angle.from_text("2*gamma - b/3 + pi/2 + 2*atan(1/3)")
        >>> angle.factors["b"], angle.fixed.pi
        (Fraction(-1, 3), Fraction(1, 2))
        >>> str(angle)
        '2*gamma - b/3 + pi/2 + 2*atan(1/3)'
    """

    factors: Mapping[str, Fraction] = field(default_factory=dict)
    fixed: FixedAngle = NO_ANGLE

    @classmethod
    def of(cls, name: str) -> Angle:
        """The angle that is one parameter."""
        return cls({name: Fraction(1)})

    @classmethod
    def from_text(cls, text: str, name: str = "angle") -> Angle:
        """Read an affine form: sums and rational multiples of names, pi,
        atan(t), and decimal numbers.

        Raises:
            InputError: anything else, with what can be written.
        """
        compact = re.sub(r"^0+(?=[0-9])", "", text.strip()) if isinstance(text, str) else text
        if not isinstance(compact, str) or not 1 <= len(compact) <= 2000:
            raise InputError(f"{name} is {short(text)}; a text is required: {WAYS}.")
        try:
            return _Reader(compact, name).read(ast.parse(compact, mode="eval").body)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError(f"{name} is {short(text)}, which cannot be read; {WAYS}.") from None

    def plus(self, other: Angle, factor: Fraction | int = 1) -> Angle:
        """The angle ``self + factor * other``."""
        total = dict(self.factors)
        for name, value in other.factors.items():
            total[name] = total.get(name, Fraction(0)) + factor * value
        kept = {name: value for name, value in total.items() if value}
        return Angle(kept, self.fixed.plus(other.fixed, Fraction(factor)))

    def __str__(self) -> str:
        text = sum_text([(value, name) for name, value in self.factors.items()])
        if not self.fixed:
            return text or "0"
        rest = str(self.fixed)
        if not text:
            return rest
        return f"{text} - {rest[1:]}" if rest.startswith("-") else f"{text} + {rest}"

    def __hash__(self) -> int:
        return hash((tuple(self.factors.items()), self.fixed))


def read_angle(value: object, name: str) -> Angle:
    """An angle from a text, an :class:`Angle`, an exact number or a SymPy expression.

    Raises:
        InputError: something else; ExactnessError: a Python float, with its exact form.
    """
    if isinstance(value, Angle):
        return value
    if isinstance(value, float):
        exact = Fraction(value) if isfinite(value) else None
        form = (
            f"; its exact value is {exact}"
            if exact is not None and exact.denominator < 10**6
            else ""
        )
        raise ExactnessError(f"{name} is the float {value!r}{form}; give a text: {WAYS}.")
    if isinstance(value, str):
        return Angle.from_text(value, name)
    if type(value).__module__.partition(".")[0] == "sympy":
        if any(part.is_Float for part in value.atoms()):  # type: ignore[attr-defined]
            raise ExactnessError(
                f"{name} is {short(str(value))} with a SymPy Float in it; give exact numbers or "
                f"a text: {WAYS}."
            )
        return Angle.from_text(str(value), name)
    if isinstance(value, (int, Fraction)) and not isinstance(value, bool):
        return Angle(fixed=FixedAngle(number=rational(value, name)))
    raise InputError(f"{name} is {short(value)}; a text is required: {WAYS}.")


class _Reader:
    """Reads the syntax tree of an affine form; nothing is evaluated by Python."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name

    def read(self, node: ast.expr) -> Angle:
        if isinstance(node, ast.BinOp):
            return self._operation(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.UAdd, ast.USub)):
            return Angle().plus(self.read(node.operand), -1 if isinstance(node.op, ast.USub) else 1)
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            return Angle(fixed=FixedAngle(number=self._number(node)))
        if isinstance(node, (ast.Name, ast.Subscript)):
            spelt = (ast.get_source_segment(self.text, node) or "").replace(" ", "")
            return (
                Angle(fixed=FixedAngle(pi=Fraction(1))) if spelt in ("pi", "π") else Angle.of(spelt)
            )
        if isinstance(node, ast.Call):
            return self._arctangent(node)
        raise self._refuse(node)

    def _number(self, node: ast.Constant) -> Fraction:
        # a decimal text is an exact number: it is read from the text, not from the float
        spelt = (ast.get_source_segment(self.text, node) or "").replace("_", "")
        if not re.fullmatch(
            r"[0-9]{1,400}(\.[0-9]{0,400})?([eE][+-]?[0-9]{1,2})?|\.[0-9]{1,400}", spelt
        ):
            raise self._refuse(node)
        return Fraction(spelt)

    def _operation(self, node: ast.BinOp) -> Angle:
        left, right = self.read(node.left), self.read(node.right)
        if isinstance(node.op, (ast.Add, ast.Sub)):
            return left.plus(right, 1 if isinstance(node.op, ast.Add) else -1)
        if isinstance(node.op, ast.Mult):
            for factor, other in ((left, right), (right, left)):
                if (value := _plain(factor)) is not None:
                    return Angle().plus(other, value)
        if isinstance(node.op, ast.Div) and (divisor := _plain(right)):
            return Angle().plus(left, 1 / divisor)
        raise self._refuse(node)

    def _arctangent(self, node: ast.Call) -> Angle:
        named = isinstance(node.func, ast.Name) and node.func.id in ("atan", "arctan")
        if not named or len(node.args) != 1 or node.keywords:
            raise self._refuse(node)
        value = _plain(self.read(node.args[0]))
        if value is None:
            raise self._refuse(node)
        return Angle(
            fixed=FixedAngle().plus(FixedAngle(arctangents=((value, Fraction(1)),)), Fraction(1))
        )

    def _refuse(self, node: ast.AST) -> InputError:
        part = ast.get_source_segment(self.text, node) or self.text
        return InputError(
            f"{self.name} is {short(self.text)}; {short(part)} is no sum of rational multiples of "
            f"parameters and exact constants: {WAYS}."
        )


def _plain(angle: Angle) -> Fraction | None:
    """The rational number that an angle is, or None."""
    fixed = angle.fixed
    return None if angle.factors or fixed.pi or fixed.arctangents else fixed.number
