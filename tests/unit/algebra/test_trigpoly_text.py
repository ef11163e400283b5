"""Basis indices as digits, and sums as text: read back, cut where they are long."""

from fractions import Fraction

import pytest

from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly_text import (
    DIGITS,
    MAX_DEGREE,
    basis_latex,
    format_terms,
    index_text,
    latex_terms,
    read_digits,
    read_index,
)
from symqnn.errors import InputError


def test_digits_come_back() -> None:
    every = tuple(range(len(DIGITS)))
    assert read_digits(index_text(every)) == read_index(index_text(every)) == every
    assert read_digits("0-1") is None
    assert read_index((0, 2 * MAX_DEGREE)) == (0, 2 * MAX_DEGREE)


@pytest.mark.parametrize(
    "index", ["0-1", [0, 1], 7, (0, 2 * MAX_DEGREE + 1), (-1,), (True,), (1.0,)]
)
def test_what_is_no_index(index: object) -> None:
    with pytest.raises(InputError, match="basis index"):
        read_index(index)


def test_sums_as_text() -> None:
    torus = Torus(("a", "b"), (1, "1/2"))
    terms = [((0, 0), Fraction(-1)), ((1, 0), Fraction(1)), ((2, 4), Fraction(-2, 3))]
    assert format_terms(terms, torus) == "-2/3*sin(a)*sin(b) + cos(a) - 1"
    assert format_terms(terms, torus, limit=1).endswith(" + … (2 more terms)")
    assert format_terms([], torus) == "0"
    assert list(latex_terms(terms, torus))[2] == (Fraction(-2, 3), r"\sin a \sin b", 2)
    assert basis_latex((0, 0), torus) == ""
