r"""LaTeX with amsmath and nothing else: numbers, sums and products with their line breaks; and how
objects show themselves.

A class of objects that can be written says by ``latex_rows`` which rows they make, and inherits the
rest from :class:`LatexRepr`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import groupby, islice
from math import lcm
from typing import TYPE_CHECKING, Any, TypedDict

from symqnn.errors import InputError

WIDTH = 54  # characters of a line: the text of a default article (345 pt) with a left-hand side
LEFT = 10  # characters of a left-hand side that stands beside its right-hand side
LISTED = 400  # terms of a sum
DIGITS = 60  # of an integer

Row = tuple[str, str]  # what stands left of the alignment point, and right of it
Term = tuple[bool, str]  # whether the sign is minus, and the rest


class LatexRepr:
    """An object that LaTeX, IPython (``_repr_latex_``) and SymPy (``_latex``) can show."""

    __slots__ = ()

    if TYPE_CHECKING:  # each class defines it, with options of its own

        def latex_rows(self, *arguments: Any, **options: Any) -> list[Row]:
            """The rows of the object in amsmath LaTeX, broken into lines."""

    def to_latex(self, display: bool = False, **options: Any) -> str:
        """The object in amsmath LaTeX.

        Args:
            display: False: code to stand inside a formula, whatever its size (several rows are an
                ``aligned``); True: an ``align*`` for a document.
            options: those of ``latex_rows`` of the object's class.
        """
        return stack(self.latex_rows(**options), display)

    def _latex(self, printer: object) -> str:
        return self.to_latex()

    def _repr_latex_(self) -> str:
        return rf"$\displaystyle {self.to_latex()}$"


class SumOptions(TypedDict, total=False):
    r"""How a sum is written.

    order: ``"index"`` (lexicographic), ``"degree"`` (few factors first) or ``"coefficient"`` (large
    ones first).
    common_denominator: factor it out.
    width: characters of a line, 0 for one line. limit: terms that are listed, the number of the
    others is said.
    """

    order: str
    common_denominator: bool
    width: int
    limit: int


def integer(value: int) -> str:
    r"""An integer; from 61 digits on its ends, and how many digits there are.

    Example:
        >>> print(integer(-7), integer(10**80 + 1))
        -7 100000000000\ldots000000000001\,(81\text{ digits})
    """
    size, sign = abs(value), "-" * (value < 0)
    if size < 10**DIGITS:
        return str(value)
    digits = size.bit_length() * 30102 // 100000  # log10 2 > 0.30102
    while size >= 10**digits:
        digits += 1
    return (
        rf"{sign}{size // 10 ** (digits - 12)}\ldots{size % 10**12:012}\,({digits}\text{{ digits}})"
    )


def number(value: Fraction) -> str:
    r"""A rational number.

    Example:
        >>> print(number(Fraction(-3, 4)))
        -\tfrac{3}{4}
    """
    if value.denominator == 1:
        return integer(value.numerator)
    return (
        "-" if value < 0 else ""
    ) + rf"\tfrac{{{integer(abs(value.numerator))}}}{{{integer(value.denominator)}}}"


def gaussian(real: Fraction, imaginary: Fraction) -> str:
    r"""A number a + bi.

    Example:
        >>> print(gaussian(Fraction(1, 2), Fraction(-1)), gaussian(Fraction(0), Fraction(3)))
        \tfrac{1}{2}-i 3i
    """
    if not imaginary:
        return number(real)
    unit = ("" if abs(imaginary) == 1 else number(abs(imaginary))) + "i"
    sign = "-" if imaginary < 0 else "+" if real else ""
    return f"{number(real) if real else ''}{sign}{unit}"


def term(value: Fraction, body: str, glue: str = "") -> Term:
    r"""One term of a sum; ``glue`` stands between a fraction and a body.

    Example:
        >>> term(Fraction(-1, 2), "X", r"\,")
        (True, '\\tfrac{1}{2}\\,X')
    """
    size = abs(value)
    if body and size == 1:
        return value < 0, body
    fraction = size.denominator != 1 or size >= 10**DIGITS
    return value < 0, number(size) + (
        " " if body and not (fraction and glue) else glue if body else ""
    ) + body


def left_out(count: int, noun: str) -> str:
    r"""What stands in place of ``count`` things that are not listed.

    Example:
        >>> print(left_out(1, "term"), left_out(2, "term"))
        \cdots \quad\text{(1 more term)} \cdots \quad\text{(2 more terms)}
    """
    return rf"\cdots \quad\text{{({count} more {noun}{'s' * (count > 1)})}}"


def visible_width(code: str) -> int:
    r"""About how many characters LaTeX code takes on paper.

    Example:
        >>> visible_width(r"\tfrac{1}{24}\cos 2\theta_{1}")
        8
    """
    code = re.sub(r"\\text(?:bf|tt)?\{([^{}]*)\}", lambda match: "x" * len(match[1]), code)
    code = re.sub(
        r"\\[td]?frac\{([^{}]*)\}\{([^{}]*)\}",
        lambda match: "x" * max(len(match[1]), len(match[2])),
        code,
    )
    code = re.sub(r"\\operatorname\{([^{}]*)\}", r"\1", code)
    code = re.sub(r"\\(?:cos|sin|max|min)\b", "xxx", code)
    code = re.sub(r"\\q?quad\b| [-+=] ", "xx", code)
    code = re.sub(r"\\[,;:! ]|\\[bB]ig{1,2}[lr]?\b|\\(?:left|right|displaystyle)\b", "", code)
    code = re.sub(r"\\(?:[a-zA-Z]+|.)", "x", code)
    return len(re.sub(r"[{}_^&\s]", "", code))


def joined(terms: Iterable[Term], width: int = WIDTH) -> list[str]:
    """Lines of a sum, broken before signs.

    Example:
        >>> joined([(True, "X"), (False, "Y"), (True, "Z")], width=10)
        ['-X + Y', '- Z']
    """
    lines: list[str] = []
    room = 0
    for minus, body in terms:
        cost = visible_width(body) + 3
        if not lines or (width and cost > room and room < width - 2):
            lines.append(
                ("-" if not lines else "- ") * minus + ("" if minus or not lines else "+ ") + body
            )
            room = width - cost
        else:
            lines[-1] += (" - " if minus else " + ") + body
            room -= cost
    return lines or ["0"]


def factors(listed: Sequence[str], sign: str = r"\otimes", width: int = WIDTH) -> list[str]:
    """Lines of a product, broken before its sign."""
    lines = [listed[0]] if listed else ["1"]
    room = width - visible_width(lines[0])
    for code in listed[1:]:
        cost = visible_width(code) + 2
        if cost > room:
            lines.append(f"{sign} {code}".strip())
            room = width - cost
        else:
            lines[-1] += f" {sign} {code}" if sign else f" {code}"
            room -= cost
    return lines


def tensor_powers(listed: Sequence[str]) -> list[str]:
    r"""Factors of a tensor product, sums in brackets, equal neighbours as one power.

    Example:
        >>> print(*tensor_powers(["X", "I + Y", "I + Y"]))
        X \left(I + Y\right)^{\otimes 2}
    """
    result = []
    for code, group in groupby(listed):
        count = sum(1 for _ in group)
        outside = re.sub(r"\\bigl\(.*?\\bigr\)", "", code)
        loose = re.search(r" [-+] |^-", outside) or (count > 1 and len(code) > 1)
        bracketed = rf"\left({code}\right)" if loose else code
        result.append(bracketed + (rf"^{{\otimes {count}}}" if count > 1 else ""))
    return result


def sum_lines(
    terms: Sequence[tuple[Fraction, str]],
    glue: str = "",
    common_denominator: bool = False,
    width: int = WIDTH,
    limit: int = LISTED,
    total: int = 0,
) -> list[str]:
    r"""Lines of a sum of rational multiples; ``total`` terms in all if some are not even given.

    Example:
        >>> print(*sum_lines([(Fraction(1, 2), "X"), (Fraction(-3), "Y")], common_denominator=True))
        \tfrac{1}{2}\bigl(X - 6 Y\bigr)
    """
    shown, total = terms[:limit], max(total, len(terms))
    common = (
        lcm(*(value.denominator for value, _ in shown)) if common_denominator and total > 1 else 1
    )
    pieces = [term(value * common, body, glue) for value, body in shown]
    if total > len(shown):
        pieces.append((False, left_out(total - len(shown), "term")))
    lines = joined(pieces, width)
    if common > 1:
        lines[0] = rf"{number(Fraction(1, common))}\bigl({lines[0]}"
        lines[-1] += r"\bigr)"
    return lines


def ordered(terms: Iterable[tuple[Fraction, str, int]], order: str) -> list[tuple[Fraction, str]]:
    """Terms (coefficient, body, number of factors), given by index, in the wanted order.

    Raises:
        InputError: an unknown order.
    """
    listed = list(terms)
    if order == "degree":
        listed.sort(key=lambda item: item[2])
    elif order == "coefficient":
        listed.sort(key=lambda item: -abs(item[0]))
    elif order != "index":
        raise InputError(f"order is {order!r}; 'index', 'degree' or 'coefficient' is required.")
    return [(value, body) for value, body, _ in listed]


def sum_rows(
    name: str,
    terms: Iterable[tuple[Fraction, str, int]],
    count: int,
    options: SumOptions,
    glue: str = "",
) -> list[Row]:
    """Rows of name = a sum of ``count`` terms (coefficient, body, number of factors) with the
    options of :class:`SumOptions`.

    Raises:
        InputError: an unknown order or option.
    """
    unknown = sorted(set(options) - set(SumOptions.__annotations__))
    if unknown:
        raise InputError(
            f"{unknown[0]!r} is no option of a sum; those are "
            f"{', '.join(SumOptions.__annotations__)}."
        )
    order, limit = options.get("order", "index"), options.get("limit", LISTED)
    # terms come by index: the others need not be written
    listed = ordered(islice(terms, limit) if order == "index" else terms, order)
    return equation(
        name,
        sum_lines(
            listed,
            glue,
            options.get("common_denominator", False),
            options.get("width", WIDTH),
            limit,
            count,
        ),
    )


def equation(left: str, lines: Sequence[str], relation: str = "=") -> list[Row]:
    """Rows of an equation: a left-hand side (or none), and the lines of the right-hand side; a long
    left-hand side has a line of its own.
    """
    head, *rest = lines
    if (size := visible_width(left)) > LEFT:
        if not rest and size + visible_width(head) < WIDTH:
            return [("", f"{left} {relation} {head}")]
        return [("", f"{left} {relation}"), *(("", rf"\quad {line}") for line in lines)]
    first = (f"{left} ", f"{relation} {head}") if left else ("", head)
    return [first, *(("", rf"\quad {line}") for line in rest)]


def breakable(display: str) -> str:
    r"""An ``align*`` that may go on on the next page, whatever the document around it says.

    Example:
        >>> print(breakable(stack([("a ", "= b")], display=True)))
        \begingroup\allowdisplaybreaks
        \begin{align*}
        a &= b
        \end{align*}
        \endgroup
    """
    return f"\\begingroup\\allowdisplaybreaks\n{display}\n\\endgroup"


def stack(rows: Sequence[Row], display: bool = False) -> str:
    r"""Rows as a formula, or with ``display`` as an ``align*`` environment.

    Example:
        >>> print(stack([("a ", "= b"), ("c ", "= d")]))
        \begin{aligned}
        a &= b \\
        c &= d
        \end{aligned}
    """
    if len(rows) == 1 and not display:
        return "".join(rows[0])
    name = "align*" if display else "aligned"
    body = " \\\\\n".join(
        f"{left}&{right}" if right.startswith("=") else f"{left}& {right}" for left, right in rows
    )
    return f"\\begin{{{name}}}\n{body}\n\\end{{{name}}}"
