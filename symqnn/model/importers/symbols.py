"""Angles of circuits whose parameters are SymPy symbols (Cirq, pytket)."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import sympy

from symqnn.algebra.exact import short
from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.errors import InputError
from symqnn.model.angle import Angle
from symqnn.model.importers.floats import MAX_FACTOR_DENOMINATOR, Floats


def affine(value: Any, floats: Floats, place: int, in_turns: bool) -> Angle:
    """A number or a SymPy expression as an affine angle in radians.

    Args:
        in_turns: whether the value is in units of π.

    Raises:
        InputError: the expression is not affine in its symbols.
    """
    if not isinstance(value, sympy.Basic) or value.is_Rational:
        fixed = floats.half_turns(value, place) if in_turns else floats.fixed(value, place)
        return Angle(fixed=fixed)
    expression = sympy.expand(value * sympy.pi if in_turns else value)
    symbols = sorted(expression.free_symbols, key=lambda symbol: str(symbol.name))
    total = Angle(fixed=_constant(expression.subs(dict.fromkeys(symbols, 0)), floats, place))
    for symbol in symbols:
        slope = sympy.expand(sympy.diff(expression, symbol))
        if slope.free_symbols:
            raise InputError(
                f"the angle {short(str(value))} is not affine in {symbol.name}; put numbers in "
                "place of data (they are read with round_angles=True), or give the whole angle one "
                "parameter."
            )
        total = total.plus(_term(str(symbol.name), slope, floats, place))
    return total


def _term(name: str, slope: Any, floats: Floats, place: int) -> Angle:
    """slope·name, where the slope is a rational number,
    a rational multiple of π, or has floats in it.
    """
    turns = slope / sympy.pi
    if slope.is_Rational:
        return floats.term(name, slope, place)
    if turns.is_Rational or (slope.has(sympy.pi) and _is_simple(turns)):
        return floats.turn_term(name, turns if turns.is_Rational else float(turns), place)
    return floats.term(name, _number(slope), place)


def _is_simple(value: Any) -> bool:
    """Whether a float is the nearest one to a fraction with a small denominator."""
    number = _number(value)
    near = Fraction(number).limit_denominator(MAX_FACTOR_DENOMINATOR)
    return abs(float(near) - number) <= 2 * math.ulp(number)


def _constant(value: Any, floats: Floats, place: int) -> FixedAngle:
    if value.is_Rational:
        return floats.fixed(value, place)
    turns = value / sympy.pi
    if turns.is_Rational:
        return floats.half_turns(turns, place)
    if value.has(sympy.pi) and _is_simple(turns):
        return floats.half_turns(float(turns), place)
    return floats.fixed(_number(value), place)


def _number(value: Any) -> float:
    try:
        return float(value)
    except TypeError:
        raise InputError(f"{short(str(value))} is no real number.") from None
