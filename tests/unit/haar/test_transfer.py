"""Transfer matrices: exact SU(2) integrals, exact Pauli averages, and the derived table as a second
road.
"""

from fractions import Fraction
from itertools import product
from math import prod

import pytest
import sympy

from symqnn.algebra.pauli import PauliSum
from symqnn.errors import InputError
from symqnn.expansion.layer import layer_maps
from symqnn.haar.rational import D, H
from symqnn.haar.transfer import (
    INVARIANTS,
    Functional,
    expected_image,
    mean_factor,
    transfer_matrix,
)

PAIRS = [(a, b) for a in range(3) for b in range(3)]

# Rows of 8(d²-1)(d²-9)·T_ab as derived by hand and Monte Carlo before this code (mathematics.md
# 4.3): a second road, never an input.

D_ = sympy.Symbol("d")
SCALE = 8 * (D_**2 - 1) * (D_**2 - 9)
ROW_1 = {
    "00": "2*d^4-22*d^2+48, 2*d^2-12, -4*d, -8*d",
    "01": "0, 0, 0, 0",
    "11": "2*d^4-14*d^2-24, 2*d^2-12, -4*d, -8*d",
    "12": "0, 0, -4*d^3+36*d, 4*d^3-36*d",
}
ROW_2 = {
    "00": "4*d^2-24, 2*d^4-24*d^2+60, -4*d, -8*d",
    "01": "-4*d^2+24, 2*d^4-20*d^2+12, 4*d, 8*d",
    "11": "4*d^2-24, 2*d^4-16*d^2-12, -4*d, -8*d",
    "12": "4*d^2-24, 2*d^4-16*d^2-12, -4*d, -8*d",
}
ROW_3 = {
    "00": "2*d^3-20*d, -d, d^4-15*d^2+60, 12",
    "01": "-2*d^3+16*d, -d, d^4-7*d^2-12, 12",
    "11": "2*d^3-20*d, -d, d^4-7*d^2-12, 12",
    "12": "-2*d^3+20*d, d, -d^4+7*d^2+12, -12",
}
ROW_4 = {
    "00": "d^3-11*d, d^3-10*d, 6, d^4-15*d^2+66",
    "01": "-d^3+11*d, d^3-8*d, -6, d^4-11*d^2+6",
    "11": "d^3-11*d, d^3-10*d, 6, d^4-7*d^2-6",
    "12": "d^3-11*d, d^3-10*d, 6, d^4-7*d^2-6",
}
SAME = {"02": "01", "10": "01", "20": "01", "22": "11", "21": "12"}


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_the_derived_table(a, b):
    key = SAME.get(f"{a}{b}", f"{a}{b}")
    for row, text in zip(
        transfer_matrix(a, b), (ROW_1[key], ROW_2[key], ROW_3[key], ROW_4[key]), strict=True
    ):
        for entry, wanted in zip(row, text.split(","), strict=True):
            assert (
                sympy.cancel(entry.to_sympy() * SCALE - sympy.sympify(wanted.replace("^", "**")))
                == 0
            )


def test_means_are_diagonal():
    assert mean_factor(0, 0) == (D**2 - 2) / (2 * (D**2 - 1))
    assert mean_factor(1, 1) == mean_factor(2, 2) == D**2 / (2 * (D**2 - 1))
    assert not any(
        mean_factor(a, b, unbalanced) for a, b in PAIRS if a != b for unbalanced in (False, True)
    )
    assert mean_factor(0, 0, True) == (D**2 + H**2 - 2) / (2 * (D**2 - 1))


def double_factorial(n):
    return prod(range(n, 0, -2))


def average_over_sphere(expression, variables):
    """Exact average over the unit sphere, monomial by monomial."""
    total = sympy.Integer(0)
    for powers, coefficient in sympy.Poly(expression, *variables).terms():
        if not any(power % 2 for power in powers):
            total += coefficient * sympy.Rational(
                prod(double_factorial(power - 1) for power in powers),
                double_factorial(sum(powers) + 1),
            )
    return sympy.expand(total)


def invariants(a, b):
    return [
        (a * b).trace() ** 2,
        (a * a).trace() * (b * b).trace(),
        (a * b * a * b).trace(),
        (a * a * b * b).trace(),
    ]


@pytest.mark.parametrize(("a", "b"), [(0, 0), (0, 1), (0, 2), (1, 1), (1, 2), (2, 1), (2, 2)])
def test_exact_integrals_in_dimension_two(a, b):
    """Brute force, all eight copies of H: A = Z, B = 2X + Z, H = n·σ, n uniform on the sphere."""
    n = sympy.symbols("x y z")
    h = sympy.Matrix([[n[2], n[0] - sympy.I * n[1]], [n[0] + sympy.I * n[1], -n[2]]])
    first, second = sympy.Matrix([[1, 0], [0, -1]]), sympy.Matrix([[1, 2], [2, -1]])
    maps = [
        lambda m: (m + h * m * h) / 2,
        lambda m: (m - h * m * h) / 2,
        lambda m: sympy.I * (h * m - m * h) / 2,
    ]

    def image(index, matrix):
        # exact on the sphere: HAH is used with H² = 1 only through the average
        return maps[index](matrix).applyfunc(sympy.expand)

    before = invariants(first, second)
    after = invariants(image(a, first), image(b, second))
    for row, functional in zip(transfer_matrix(a, b), after, strict=True):
        predicted = sum(
            sympy.Rational(*entry.at(d=2).as_integer_ratio()) * value
            for entry, value in zip(row, before, strict=True)
        )
        assert sympy.expand(average_over_sphere(sympy.expand(functional), n) - predicted) == 0


@pytest.mark.parametrize(("a", "b"), PAIRS)
def test_exact_pauli_average_of_two_qubits(a, b):
    """d = 4: the 30 signed Pauli words are the Clifford orbit of a traceless H with H² = I, a
    2-design: they give the means exactly.
    """
    first, second = PauliSum.from_text("XX + 2*ZI - 3*YZ"), PauliSum.from_text("XX - ZI + ZZ")
    total = Fraction(0)
    words = ["".join(word) for word in product("IXYZ", repeat=2)][1:]
    for word in [*words, *(f"-{word}" for word in words)]:
        generator = PauliSum.from_text(word)
        total += inner(layer_maps(first, generator)[a], layer_maps(second, generator)[b])
    assert total / 30 == mean_factor(a, b).at(d=4) * inner(first, second)


def inner(a, b):
    """tr(AB)/4 of two-qubit Pauli sums, from their texts' coefficients."""
    left, right = (
        dict(
            zip(
                map(tuple, s.keys.tolist()),
                (Fraction(int(v), s.denominator) for v in s.numerators),
                strict=True,
            )
        )
        for s in (a, b)
    )
    return sum((value * right.get(key, 0) for key, value in left.items()), Fraction(0))


def test_a_layer_with_the_identity_does_nothing():
    """tr H = d: H = I, so Φ^(0) is the identity and Φ^(1) = Φ^(2) = 0."""
    for a, b in PAIRS:
        for i, row in enumerate(transfer_matrix(a, b, True)):
            assert [entry.substitute(h=D) for entry in row] == [
                int(i == j and a == b == 0) for j in range(4)
            ]


def test_only_four_invariants_occur():
    known = {functional.monomial() for functional in INVARIANTS}
    for functional, (a, b), unbalanced in product(INVARIANTS, PAIRS, (False, True)):
        assert set(expected_image(functional, a, b, unbalanced)) <= known


def test_monomials_do_not_depend_on_rotation():
    assert (
        Functional("ABAB", (1, 2, 3, 0)).monomial()
        == Functional("BABA", (1, 2, 3, 0)).monomial()
        == ("ABAB",)
    )
    assert Functional("ABBA", (1, 2, 3, 0)).monomial() == ("AABB",)


def test_wrong_indices():
    with pytest.raises(InputError, match="layer index is 3"):
        transfer_matrix(3, 0)
    with pytest.raises(InputError, match="layer index is -1"):
        mean_factor(-1, 0)


def test_all_transfer_matrices_are_quick():
    """Budget: symbolically in d within 5 s (measured 0.05 s; 0.06 s more for symbolic tr H)."""
    import time

    for cached in (transfer_matrix, mean_factor):
        cached.cache_clear()
    start = time.perf_counter()
    for (a, b), unbalanced in product(PAIRS, (False, True)):
        transfer_matrix(a, b, unbalanced)
    assert time.perf_counter() - start < 5
