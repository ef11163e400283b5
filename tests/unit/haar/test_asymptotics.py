"""All p at once: the induction against exact values, and the closed form of the leading
coefficient.
"""

from fractions import Fraction

import pytest

from symqnn.haar.asymptotics import (
    ORDERS,
    bound_entry,
    leading_closed_form,
    limit_matrix,
    scaled_matrix,
    uniform_bound,
)
from symqnn.haar.failure_bounds import failure_bound, frobenius_matrix, full_frobenius
from symqnn.haar.moments import KAPPA_MAX, KAPPA_MIN
from symqnn.haar.rational import D


def test_closed_form_agrees_with_the_exact_expansions():
    form = leading_closed_form()
    for p in range(1, 9):
        assert (
            sum(value * eigenvalue**p for eigenvalue, value in form.items())
            == full_frobenius(p).leading()[0]
        )
    assert form == {
        Fraction(9, 2): Fraction(8, 3),
        Fraction(3): Fraction(-32, 3),
        Fraction(5, 2): 8,
        Fraction(9): 0,
    }


def test_entry_certificates():
    bound = uniform_bound()
    for i in range(4):
        for j in range(4):
            function = (
                scaled_matrix()[i][j] - (limit_matrix()[i][j] if ORDERS[i][j] else 0)
            ) * D ** ORDERS[i][j]
            entry = bound.entries[i][j]
            assert entry.proofs[0].holds_for(entry.value - function) and entry.proofs[1].holds_for(
                entry.value + function
            )


@pytest.mark.parametrize(("d", "steps"), [(100, 4), (300, 5), (1000, 6)])
def test_the_induction_hypothesis_holds_exactly(d, steps):
    """The bounds on r_1, ρ_2, ρ_3, ρ_4 against the exact powers of S at one d."""
    bound = uniform_bound()
    a1, a2, a3, a4 = bound.constants
    matrix = [[entry.at(d=d) for entry in row] for row in frobenius_matrix()]
    row = [Fraction(1), Fraction(0), Fraction(0), Fraction(0)]
    half = Fraction(9, 2)
    for n in range(steps + 1):
        assert 9**n <= d * d
        assert abs(row[0] - 3**n) <= a1 * half**n / d**2
        assert abs(row[1]) * d**2 <= a2 * (9**n - half**n)
        assert abs(row[2]) * d <= a3 * 3**n
        assert abs(row[3]) * d <= a4 * (half**n - 3**n)
        row = [sum(row[i] * matrix[i][j] for i in range(4)) for j in range(4)]


def test_the_bound_dominates_both_exact_bounds():
    bound = uniform_bound()
    for p in range(1, 8):
        for d in (2, 4, 10, 64, 500, 4000):
            for kappa in (KAPPA_MIN.at(d=d), KAPPA_MAX.at(d=d)):
                right = bound.linear * kappa * Fraction(9, 2) ** p / d + Fraction(
                    bound.quadratic * 9**p, d**2
                )
                assert min(Fraction(1), failure_bound(p).at(d, kappa)) <= right


def test_constants_are_those_of_the_statement():
    bound = uniform_bound()
    assert bound.quadratic >= 1 and min(bound.constants) > 0
    assert f"{bound.linear}·κ" in bound.statement and "for all p" in bound.statement


def test_too_small_a_start_is_refused():
    with pytest.raises(ArithmeticError):
        uniform_bound(6)


def test_entry_bound_of_a_simple_function():
    assert bound_entry(1 / D, 4).value >= Fraction(1, 4)
