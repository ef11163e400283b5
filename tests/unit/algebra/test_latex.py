"""Numbers and sums in LaTeX: what stands there, and where lines break.

Every string of the package goes through KaTeX and pdflatex in tests/latex.
"""

from fractions import Fraction

import pytest

from symqnn.algebra.latex import (
    breakable,
    equation,
    factors,
    gaussian,
    integer,
    joined,
    number,
    ordered,
    stack,
    sum_lines,
    sum_rows,
    tensor_powers,
    visible_width,
)
from symqnn.errors import InputError


@pytest.mark.parametrize("digits", [1, 59, 60, 61, 62, 200, 1000])
def test_long_integers_name_their_length(digits: int) -> None:
    for value in (10 ** (digits - 1), 10**digits - 1, -(10 ** (digits - 1))):
        code = integer(value)
        if digits <= 60:
            assert code == str(value)
        else:
            head, _, tail = str(abs(value))[:12], ..., str(abs(value))[-12:]
            sign = "-" * (value < 0)
            assert code == rf"{sign}{head}\ldots{tail}\,({digits}\text{{ digits}})"


def test_rational_and_complex_numbers() -> None:
    assert [number(Fraction(text)) for text in ("3", "-1/2")] == ["3", r"-\tfrac{1}{2}"]
    listed = [(0, 0), (1, 1), (0, -1), ("1/2", "-3")]
    codes = [gaussian(Fraction(a), Fraction(b)) for a, b in listed]
    assert codes == ["0", "1+i", "-i", r"\tfrac{1}{2}-3i"]


def test_orders() -> None:
    terms = [(Fraction(1), "a", 2), (Fraction(-7), "b", 1), (Fraction(3), "c", 0)]
    bodies = {order: "".join(body for _, body in ordered(terms, order))
              for order in ("index", "degree", "coefficient")}  # fmt: skip
    assert bodies == {"index": "abc", "degree": "cba", "coefficient": "bca"}
    with pytest.raises(InputError, match="order"):
        ordered(terms, "size")


def test_lines_keep_every_term_and_fit() -> None:
    terms = [(Fraction((-1) ** k * k, 7), f"x_{{{k}}}") for k in range(1, 60)]
    lines = sum_lines(terms, width=30, limit=60)
    assert " ".join(lines).count("x_") == 59
    assert all(visible_width(line) <= 34 for line in lines)
    assert sum_lines(terms, width=0, limit=3)[0].endswith(r"(56 more terms)}")
    assert joined([(True, "a"), (False, "b")], width=0) == ["-a + b"]


def test_a_common_denominator_is_factored_out() -> None:
    lines = sum_lines([(Fraction(1, 4), "a"), (Fraction(-1, 6), "b")], common_denominator=True)
    assert lines == [r"\tfrac{1}{12}\bigl(3 a - 2 b\bigr)"]


def test_products() -> None:
    assert factors([]) == ["1"]
    assert factors(["A" * 9, "B" * 9, "C"], width=15) == ["A" * 9, rf"\otimes {'B' * 9} \otimes C"]
    assert tensor_powers(["Z", "Z", "X + Y"]) == [r"Z^{\otimes 2}", r"\left(X + Y\right)"]


def test_displays() -> None:
    rows = equation("f", ["a", "+ b"])
    assert rows[0][0].startswith("f") and len(rows) == 2
    display = stack(rows, display=True)
    assert display.startswith(r"\begin{align*}") and breakable(display).count("allowdisplaybreaks")
    assert sum_rows.__doc__
