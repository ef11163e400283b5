"""Rational functions of d, h and κ in LaTeX, and to and from SymPy."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

from symqnn.algebra.exact import short
from symqnn.algebra.latex import Row, equation, integer, sum_lines, visible_width
from symqnn.errors import InputError

Factored = tuple[int, list[tuple[Any, int]]]  # a constant and the factors (polynomial, power)
Function = TypeVar("Function")
NAMES = ("d", "h", r"\kappa")
MAX_POWER = 500


def _terms(polynomial: Any) -> list[tuple[Fraction, str]]:
    listed = []
    for powers, value in polynomial.to_dict().items():
        body = " ".join(
            name if e == 1 else f"{name}^{{{int(e)}}}"
            for name, e in zip(NAMES, powers, strict=True)
            if e
        )
        listed.append((Fraction(int(value)), body))
    return listed


def fraction_rows(name: str, top: Factored, bottom: Factored, width: int, letter: str) -> list[Row]:
    """Rows of name = a fraction of products;
    factors longer than a line are called N, N', … and written below.
    """
    long: list[list[str]] = []
    above, below = _product(top, width, long, letter), _product(bottom, width, long, letter)
    negative = above.startswith("-")
    code = above if below == "1" else "-" * negative + rf"\frac{{{above.lstrip('-')}}}{{{below}}}"
    rows = equation(name, [code])
    for k, lines in enumerate(long):
        rows += equation(letter + "'" * k, lines)
    return rows if name or not long else [("", rows[0][1] + r", \quad\text{where}"), *rows[1:]]


def _product(factored: Factored, width: int, long: list[list[str]], letter: str) -> str:
    constant, factors = factored
    pieces = []
    for polynomial, power in factors:
        terms = _terms(polynomial)
        lines = sum_lines(terms, width=width)
        if len(lines) > 1 or visible_width(lines[0]) > width // 2:
            long.append(lines)
            code = letter + "'" * (len(long) - 1)
        else:
            alone = len(factors) == 1 and power == 1 and constant == 1
            code = lines[0] if len(terms) == 1 or alone else f"({lines[0]})"
        loose = power > 1 and (code.endswith("'") or (len(terms) == 1 and " " in code))
        pieces.append((f"({code})" if loose else code) + (f"^{{{power}}}" if power > 1 else ""))
    number = (
        "-" if constant == -1 and pieces else "" if constant == 1 and pieces else integer(constant)
    )
    return (number + (" " if number not in ("", "-") and pieces else "")) + " ".join(pieces)


def factored_to_sympy(factored: Factored) -> Any:
    """A product of powers of polynomials as a SymPy expression in d, h, kappa."""
    import sympy

    constant, factors = factored
    symbols, result = sympy.symbols("d h kappa"), sympy.Integer(constant)
    for polynomial, power in factors:
        monomials = [
            (int(value), [symbol ** int(e) for symbol, e in zip(symbols, powers, strict=True)])
            for powers, value in polynomial.to_dict().items()
        ]
        result *= sympy.Add(*(value * sympy.Mul(*parts) for value, parts in monomials)) ** power
    return result


def read_expression(
    expression: Any, variables: Mapping[str, Function], constant: Callable[[object], Function]
) -> Function:
    """Read a SymPy expression made of numbers, sums,
    products and whole powers of symbols with the given names.

    Raises:
        InputError: another symbol, or something else in it.
    """

    def read(part: Any) -> Any:
        if not getattr(part, "free_symbols", None):
            return constant(part)
        if part.is_Symbol:
            if part.name not in variables:
                raise InputError(
                    f"the expression contains {part.name}; its symbols may be "
                    f"{', '.join(variables)}."
                )
            return variables[part.name]
        if part.is_Add or part.is_Mul:
            result = read(part.args[0])
            for other in part.args[1:]:
                result = result + read(other) if part.is_Add else result * read(other)
            return result
        if part.is_Pow and part.args[1].is_Integer and abs(part.args[1]) <= MAX_POWER:
            return read(part.args[0]) ** int(part.args[1])
        raise InputError(
            f"{short(part)} is no rational function of {', '.join(variables)}; sums, products "
            "and whole powers can be read."
        )

    return read(expression)  # type: ignore[no-any-return]
