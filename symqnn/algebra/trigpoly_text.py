"""Trigonometric polynomials as text and LaTeX, in the user's angles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

import numpy as np

from symqnn.algebra.exact import short
from symqnn.algebra.torus import Torus
from symqnn.errors import InputError

Index = tuple[int, ...]
Terms = Sequence[tuple[Index, Fraction]]
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
MAX_DEGREE = 127  # basis indices up to 2·127 are stored in one byte
MAX_NAMED_DEGREE = (len(DIGITS) - 1) // 2


def index_text(index: Sequence[int]) -> str:
    """A basis index as digits, 0-9, a-z, A-Z: one an angle, 2k-1 for cos kφ and 2k for sin kφ.

    Example:
        >>> index_text((0, 2, 12))
        '02c'
    """
    return "".join(DIGITS[e] for e in index)


def read_digits(text: str) -> Index | None:
    """The basis index that digits stand for; None if some character is no digit."""
    found = tuple(DIGITS.find(digit) for digit in text)
    return None if -1 in found else found


def read_index(index: object) -> tuple[int, ...]:
    """A basis index from a tuple of whole numbers or a text of digits.

    Raises:
        InputError: anything else, or an entry out of range.
    """
    if isinstance(index, str) and (found := read_digits(index)) is not None:
        return found
    if not isinstance(index, tuple):
        raise InputError(
            f"the basis index {short(index)} is not a tuple of whole numbers or a text of "
            "digits, such as (0, 2) or '02'."
        )
    if any(
        (type(e) is not int and not isinstance(e, np.integer)) or not 0 <= e <= 2 * MAX_DEGREE
        for e in index
    ):
        raise InputError(
            f"the basis index {short(index)} has an entry that is no whole number from 0 to "
            f"{2 * MAX_DEGREE}; 0 is 1, 2k-1 is cos kφ, 2k is sin kφ."
        )
    return tuple(map(int, index))


def basis_name(
    index: Sequence[int], cos: Callable[[int, int], str], sin: Callable[[int, int], str]
) -> list[str]:
    """Names of the factors of a basis product; ``cos(l, k)`` names cos kφ_l, l 0-based."""
    names = []
    for axis, e in enumerate(index):
        if e:
            names.append((cos if e % 2 else sin)(axis, (e + 1) // 2))
    return names


def format_terms(terms: Terms, torus: Torus, limit: int = 40) -> str:
    """Text such as ``1/2*sin(2θ₁) + cos(2θ₂)``; long sums are cut after ``limit`` terms."""

    def name(function: str) -> Callable[[int, int], str]:
        return lambda axis, k: f"{function}({torus.text(axis, k)})"

    pieces: list[str] = []
    for index, value in sorted(terms, key=lambda term: tuple(-(e > 0) for e in term[0])):
        factors = basis_name(index, name("cos"), name("sin"))
        size = abs(value)
        body = "*".join(([str(size)] if size != 1 or not factors else []) + factors)
        sign = ("-" if value < 0 else "") if not pieces else (" - " if value < 0 else " + ")
        pieces.append(sign + body)
        if len(pieces) == limit < len(terms):
            pieces.append(f" + … ({len(terms) - limit} more terms)")
            break
    return "".join(pieces) or "0"


def basis_latex(index: Sequence[int], torus: Torus) -> str:
    r"""A basis product, such as ``\cos 2\theta_{1} \sin 2\theta_{2}``.

    Example:
        >>> print(basis_latex((1, 4), Torus.default(2)))
        \cos 2\theta_{1} \sin 4\theta_{2}
    """

    def name(function: str) -> Callable[[int, int], str]:
        return lambda axis, k: rf"\{function} {torus.latex(axis, k)}"

    return " ".join(basis_name(index, name("cos"), name("sin")))


def latex_terms(
    terms: Iterable[tuple[Index, Fraction]], torus: Torus
) -> Iterator[tuple[Fraction, str, int]]:
    """(coefficient, basis product in LaTeX, number of its factors) of each term."""
    for index, value in terms:
        yield value, basis_latex(index, torus), sum(e > 0 for e in index)
