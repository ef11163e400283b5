"""A summand as a product of two factors: multiplied out, and both must change their sign."""

import copy
from fractions import Fraction

import pytest

from symqnn.checker.mathematics.products import value_at, verify_product
from symqnn.checker.trusted.reading import Node
from symqnn.checker.trusted.verdict import Rejected

# (cos φ_0 + 1/2 sin φ_2)·cos φ_1 + constant
ONE, LEFT = ["1", "0"], ["-1", "0"]
FACTORS = [
    {
        "angles": [0, 2],
        "terms": {"10": "1", "02": "1/2"},
        "above": [ONE, ONE],
        "below": [LEFT, ONE],
    },
    {"angles": [1], "terms": {"1": "1"}, "above": [ONE], "below": [LEFT]},
]
INSIDE = {(1, 1, 0): Fraction(1), (0, 1, 2): Fraction(1, 2), (0, 0, 0): Fraction(7)}


def test_the_dimension_of_the_common_zeros() -> None:
    assert verify_product(Node(FACTORS), (0, 1, 2), INSIDE) == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda f: f[1].update(angles=[0]), "each once"),
        (lambda f: f[0].update(angles=[2, 0]), "increasing"),
        (lambda f: f[1].update(terms={"1": "2"}), "not the summand"),
        (lambda f: f[1].update(below=[ONE]), "not negative"),
        (lambda f: f[1].update(above=[["0", "1"]]), "not positive"),
    ],
)
def test_what_is_refused(change: object, reason: str) -> None:
    factors = copy.deepcopy(FACTORS)
    change(factors)  # type: ignore[operator]
    with pytest.raises(Rejected, match=reason):
        verify_product(Node(factors), (0, 1, 2), INSIDE)


def test_two_angles_are_too_few() -> None:
    """cos φ_0 cos φ_1: the common zeros are points."""
    factors = [dict(FACTORS[1], angles=[k]) for k in (0, 1)]
    with pytest.raises(Rejected, match="less than three angles"):
        verify_product(Node(factors), (0, 1), {(1, 1): Fraction(1)})


def test_values() -> None:
    point = [(Fraction(3, 5), Fraction(4, 5)), (Fraction(0), Fraction(1))]
    # sin 2φ_0 = 24/25, cos 2φ_1 = -1
    assert value_at(point, {(4, 3): Fraction(5), (0, 0): Fraction(1)}) == Fraction(-19, 5)
