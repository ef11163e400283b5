"""Angles of gates: affine forms in the named parameters, with an exact fixed part."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import isfinite, isqrt

from flint import arb, ctx, fmpq

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import rational, short
from symqnn.errors import ExactnessError, InputError

ROUNDING_BITS = 50
MAX_MULTIPLE = 1000  # the digits of the point grow with the multiple
WAYS = (
    "write for instance '2*gamma - beta + pi/2', 'a + 2*atan(1/3)'; factors and decimals are exact rational numbers"
)


@dataclass(frozen=True)
class FixedAngle:
    r"""A constant angle :math:`q\pi+r+\sum_js_j\arctan t_j` in radians, exactly.

    Args:
        pi: q. number: r. arctangents: the s_j ≠ 0 by t_j.
    """

    pi: Fraction = Fraction(0)
    number: Fraction = Fraction(0)
    arctangents: tuple[tuple[Fraction, Fraction], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.pi or self.number or self.arctangents)

    @classmethod
    def at(cls, point: CirclePoint, step: Fraction) -> FixedAngle:
        """An angle β such that ``step`` times β is the angle of the point.

        Example:
            >>> str(FixedAngle.at(CirclePoint("3/5", "4/5"), Fraction(2))), str(FixedAngle.at(CirclePoint(0, 1), Fraction(1)))
            ('atan(1/2)', 'pi/2')
        """
        for turns in range(4):
            if CirclePoint.quarter_turns(turns) == point:
                return cls(pi=turns / (2 * step))
        # tan(φ/2) = sin φ/(1 + cos φ)
        return cls(arctangents=((point.sin / (1 + point.cos), 2 / step),))

    def plus(self, other: FixedAngle, factor: Fraction) -> FixedAngle:
        """The angle ``self + factor * other``."""
        total = dict(self.arctangents)
        for t, s in other.arctangents:
            total[t] = total.get(t, Fraction(0)) + factor * s
        kept = tuple((t, s) for t, s in sorted(total.items()) if s)
        return FixedAngle(self.pi + factor * other.pi, self.number + factor * other.number, kept)

    def point(self, step: Fraction) -> CirclePoint | None:
        """The point of the circle at ``step`` times this angle, if it is found rational; None otherwise.

        Raises:
            InputError: a multiple of an arctangent beyond 1000 half ones.
        """
        turns = 2 * step * self.pi
        if self.number or turns.denominator != 1:
            return None
        total = CirclePoint.quarter_turns(int(turns))
        for t, s in self.arctangents:
            multiple = step * s
            # arctan t is the half angle of the point with half tangent t; it is a rational point if 1 + t² is a square
            base, halves = CirclePoint.from_half_tangent(t), multiple / 2
            if halves.denominator == 2:
                norm = 1 + t**2
                root = Fraction(isqrt(norm.numerator), isqrt(norm.denominator))
                if root**2 != norm:
                    return None
                base, halves = CirclePoint(1 / root, t / root), multiple
            if halves.denominator != 1:
                return None
            if abs(halves) > MAX_MULTIPLE:
                raise InputError(f"the angle {self} is a multiple of an arctangent beyond {MAX_MULTIPLE}; give a smaller one.")
            total = total.plus(base.times(int(halves)))
        return total

    def near(self, step: Fraction) -> tuple[CirclePoint, Fraction]:
        """A rational point near ``step`` times this angle, and a bound in radians on the change of the angle itself.

        The half tangent (or, beyond 45°, its inverse) is cut to a dyadic number; arctan has slope at most 1.

        Raises:
            InputError: a multiple of an arctangent, which has no rational point: give a decimal number instead.
        """
        if self.arctangents:
            raise InputError(f"the angle {self} is not rounded; write the arctangent as a decimal number.")
        size = max(value.numerator.bit_length() for value in (self.pi, self.number, step))
        before, ctx.prec = ctx.prec, 200 + 2 * size
        try:
            value = arb.pi() * _fmpq(self.pi) + _fmpq(self.number)
            tangent, flipped = (value * _fmpq(step / 2)).tan(), False
            if not abs(tangent) <= 1:
                tangent, flipped = (value * _fmpq(step / 2)).cot(), True
            scale = 2 ** (ROUNDING_BITS + 3 + max(0, -(-step.denominator // step.numerator)).bit_length())
            half = Fraction(int((tangent * scale).mid().floor().unique_fmpz()), scale)
            distance = (tangent - _fmpq(half)).abs_upper().fmpq()
        finally:
            ctx.prec = before
        point = CirclePoint.from_half_tangent(half)
        # the half angle moves by at most the distance, the angle times step by twice that
        bound = Fraction(int(distance.p), int(distance.q)) * 2 / step
        power = 2 ** (ROUNDING_BITS + 40)
        simple = Fraction(-(-bound * power // 1), power)  # rounded up
        return (CirclePoint(-point.cos, point.sin) if flipped else point), simple

    def __str__(self) -> str:
        parts = [(self.pi, "pi"), (self.number, ""), *((s, f"atan({t})") for t, s in self.arctangents)]
        return _sum_text([(value, name) for value, name in parts if value]) or "0"


NO_ANGLE = FixedAngle()


@dataclass(frozen=True)
class Angle:
    r"""The angle :math:`\sum_lk_l\theta_l+\beta` of a gate, in radians, with rational k_l and an exact β.

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
        """Read an affine form: sums and rational multiples of names, pi, atan(t), and decimal numbers.

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
        text = _sum_text([(value, name) for name, value in self.factors.items()])
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
        form = f"; its exact value is {exact}" if exact is not None and exact.denominator < 10**6 else ""
        raise ExactnessError(f"{name} is the float {value!r}{form}; give a text: {WAYS}.")
    if isinstance(value, str):
        return Angle.from_text(value, name)
    if type(value).__module__.partition(".")[0] == "sympy":
        if any(part.is_Float for part in value.atoms()):  # type: ignore[attr-defined]
            raise ExactnessError(f"{name} is {short(str(value))} with a SymPy Float in it; give exact numbers or a text: {WAYS}.")
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
            return Angle(fixed=FixedAngle(pi=Fraction(1))) if spelt in ("pi", "π") else Angle.of(spelt)
        if isinstance(node, ast.Call):
            return self._arctangent(node)
        raise self._refuse(node)

    def _number(self, node: ast.Constant) -> Fraction:
        # a decimal text is an exact number: it is read from the text, not from the float
        spelt = (ast.get_source_segment(self.text, node) or "").replace("_", "")
        if not re.fullmatch(r"[0-9]{1,400}(\.[0-9]{0,400})?([eE][+-]?[0-9]{1,2})?|\.[0-9]{1,400}", spelt):
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
        return Angle(fixed=FixedAngle().plus(FixedAngle(arctangents=((value, Fraction(1)),)), Fraction(1)))

    def _refuse(self, node: ast.AST) -> InputError:
        part = ast.get_source_segment(self.text, node) or self.text
        return InputError(
            f"{self.name} is {short(self.text)}; {short(part)} is no sum of rational multiples of parameters "
            f"and exact constants: {WAYS}."
        )


def _plain(angle: Angle) -> Fraction | None:
    """The rational number that an angle is, or None."""
    fixed = angle.fixed
    return None if angle.factors or fixed.pi or fixed.arctangents else fixed.number


def _sum_text(parts: list[tuple[Fraction, str]]) -> str:
    text = ""
    for value, name in parts:
        size = abs(value)
        body = str(size) if not name else name if size.numerator == 1 else f"{size.numerator}*{name}"
        if name and size.denominator != 1:
            body += f"/{size.denominator}"
        sign = ("-" if value < 0 else "") if not text else (" - " if value < 0 else " + ")
        text += sign + body
    return text


def _fmpq(value: Fraction) -> fmpq:
    return fmpq(value.numerator, value.denominator)
