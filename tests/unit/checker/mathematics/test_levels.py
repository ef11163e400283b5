"""Levels of the minima: numbers and gap are recomputed, each wrong field is named."""

from fractions import Fraction

import pytest

from symqnn.checker.mathematics.levels import read_levels, verify_levels
from symqnn.checker.trusted.reading import Node
from symqnn.checker.trusted.verdict import Rejected

LEVELS = [(Fraction(0), 2), (Fraction(1, 3), 5)]
HONEST = {"levels": [["0", "2"], ["1/3", "5"]], "minima": "7", "spurious": "5", "gap": "1/3"}


def test_honest_fields() -> None:
    verify_levels(Node(HONEST), LEVELS)
    assert read_levels(Node(HONEST["levels"])) == LEVELS
    single = {"levels": [["1/2", "4"]], "minima": "4", "spurious": "0", "gap": None}
    verify_levels(Node(single), [(Fraction(1, 2), 4)])


@pytest.mark.parametrize(
    ("field", "value"),
    [("levels", [["0", "7"]]), ("minima", "8"), ("spurious", "4"), ("gap", None), ("gap", "1/2")],
)
def test_a_wrong_field_is_named(field: str, value: object) -> None:
    with pytest.raises(Rejected) as found:
        verify_levels(Node({**HONEST, field: value}), LEVELS)
    assert found.value.place == field
