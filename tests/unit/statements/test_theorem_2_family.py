"""Theorem 2's family: where the spurious minima vanish, by two lists that know nothing of each
other.
"""

from fractions import Fraction

import pytest

from symqnn.checker import check
from symqnn.errors import InputError
from symqnn.model.qnn import QNN
from symqnn.statements.theorem_2_family import Family, exact_points, theorem_2_family

HALF = Fraction(1, 2)


@pytest.fixture(scope="module")
def family() -> Family:
    return theorem_2_family(QNN(["Z"], "Y+I"), r_squared=Fraction(3, 7))


def test_minima_on_both_sides_of_one_half(family: Family) -> None:
    """cos φ = -r²/(1 - r²) bounds the basins: below 1/2 there are two minima, from it on one."""
    for member in family.members:
        below = member.r_squared < HALF
        assert member.separable.count == (2 if below else 1)
        assert (member.found is None) is (member.r_squared == HALF)
        if member.found is not None:
            assert member.found.number == (4 if below else 2)
            assert member.found.by_index[0] == member.separable.count
    assert family.members[family.own].r_squared == Fraction(3, 7)
    assert list(family.members) == sorted(family.members, key=lambda member: member.r_squared)


def test_the_checker_verifies_every_kind(family: Family) -> None:
    chosen = [m for m in family.members if m.r_squared in (Fraction(1, 20), HALF, Fraction(1))]
    kinds = [member.certificate["kind"] for member in chosen]
    assert kinds == ["critical-points", "separable-minima", "critical-points"]
    assert {check(member.certificate).status for member in chosen} == {"VERIFIED"}


def test_exact_points_are_critical(family: Family) -> None:
    for member in family.members:
        poly = member.landscape.poly
        for point, kind, value in exact_points(member.separable):
            assert poly.phase_derivative(0).at(point) == 0 and poly.at(point) == value
            second = poly.phase_derivative(0).phase_derivative(0).at(point)
            assert kind == ("minimum" if second > 0 else "maximum" if second < 0 else "degenerate")


def test_what_is_refused() -> None:
    with pytest.raises(InputError):
        theorem_2_family(QNN(["Z"], "Y+I"), r_squared=Fraction(2))
