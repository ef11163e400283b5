"""Names and periods of angles as people read them."""

from fractions import Fraction

import pytest

from symqnn.algebra.torus import Torus
from symqnn.report.names import (
    ShownName,
    period,
    periods_text,
    phases_text,
    pi_text,
    quarters,
    shown_name,
)


@pytest.mark.parametrize(
    ("name", "letter", "index"),
    [
        ("θ12", "θ", "12"),
        ("theta_3", "θ", "3"),
        ("phi", "φ", ""),
        ("beta[0][2]", "β", "0,2"),
        ("x7[1]", "x", "7,1"),
        ("my angle", "my angle", ""),
        ("a_b", "a_b", ""),
    ],
)
def test_letters_and_indices(name: str, letter: str, index: str) -> None:
    assert shown_name(name) == ShownName(letter, index)


def test_periods() -> None:
    torus = Torus(("a", "b"), ("1/2", 3))
    assert [round(period(torus, axis), 9) for axis in (0, 1)] == [12.566370614, 2.094395102]
    assert periods_text(torus) == "4π in a, 2π/3 in b"
    assert [name for _, name in quarters(torus, 1)] == ["0", "π/6", "π/3", "π/2", "2π/3"]
    assert [pi_text(Fraction(k, 3)) for k in (1, 2, 3, 7)] == ["π/3", "2π/3", "π", "7π/3"]


def test_long_lists_are_counted() -> None:
    assert phases_text(Torus.default(20)).endswith("… (20 in all)")
