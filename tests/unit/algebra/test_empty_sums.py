"""Sums without terms, and factors that do not fit 64 bits."""

from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.trigpoly import TrigPoly


def test_zero_pauli_sum():
    zero = PauliSum.zero(2)
    assert len(zero) == 0
    assert zero + PauliSum.identity(2) == PauliSum.identity(2)
    assert PauliSum.zero(70).trace() == 0


def test_zero_plus_a_polynomial_with_a_huge_denominator():
    tiny = TrigPoly.from_terms({"1": "1/" + "7" * 40})
    assert TrigPoly.constant(0, 1) + tiny == tiny
