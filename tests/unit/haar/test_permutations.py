"""Twirls: against haarpy, against the Weingarten sum, and against exact integrals over SU(2)."""

from fractions import Fraction
from itertools import permutations, product
from math import prod

import numpy as np
import pytest
import sympy

from symqnn.errors import InputError
from symqnn.haar.permutations import (
    classes,
    compose,
    cycle_type,
    cycles,
    inverse,
    solve,
    trace_of_powers,
    twirl,
    weingarten,
)
from symqnn.haar.rational import ONE, ZERO, D, H


@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_weingarten_agrees_with_haarpy(k):
    haarpy = pytest.importorskip("haarpy")
    d = sympy.Symbol("d")
    for kind, value in weingarten(k).items():
        assert sympy.cancel(haarpy.weingarten_unitary(kind, d) - value.to_sympy()) == 0


@pytest.mark.parametrize("unbalanced", [False, True])
@pytest.mark.parametrize("k", [1, 2, 3, 4])
def test_twirl_is_the_weingarten_sum(k, unbalanced):
    """Second road: c_σ = Σ_τ Wg(στ⁻¹) tr(P_τ H^{⊗k}) (Collins-Śniady), instead of the linear
    system.
    """
    trace = H if unbalanced else ZERO
    for kind, (sigma, *_) in classes(k).items():
        total = ZERO
        for tau in permutations(range(k)):
            total += weingarten(k)[cycle_type(compose(sigma, inverse(tau)))] * trace_of_powers(
                cycle_type(tau), trace
            )
        assert twirl(k, unbalanced)[kind] == total


def test_odd_balanced_twirls_vanish():
    assert not any(twirl(1).values()) and not any(twirl(3).values())


def test_twirl_of_the_identity():
    """H = I (h = d): E[R^{⊗k}] = 1."""
    for k in range(5):
        for kind, value in twirl(k, True).items():
            assert value.substitute(h=D) == (1 if kind == (1,) * k else 0)


def permutation_operator(sigma, d):
    """P_σ with the entries ∏ δ(row_j, column_σ(j))."""
    k = len(sigma)
    result = np.zeros((d**k, d**k), dtype=object)
    for columns in product(range(d), repeat=k):
        rows = [columns[sigma[j]] for j in range(k)]
        result[int("".join(map(str, rows)), d), int("".join(map(str, columns)), d)] = 1
    return result


def sphere_moment(powers):
    """E[x^a y^b z^c] on the unit sphere: (a-1)!!(b-1)!!(c-1)!!/(a+b+c+1)!!, 0 if a power is odd."""
    if any(power % 2 for power in powers):
        return Fraction(0)
    double = lambda n: prod(range(n, 0, -2))  # noqa: E731
    return Fraction(prod(double(power - 1) for power in powers), double(sum(powers) + 1))


def test_sphere_moments_against_sympy_integrals():
    t, f = sympy.symbols("theta phi")
    x, y, z = sympy.sin(t) * sympy.cos(f), sympy.sin(t) * sympy.sin(f), sympy.cos(t)
    for powers in [(2, 0, 0), (0, 0, 4), (2, 2, 0), (2, 0, 2), (1, 1, 2)]:
        integrand = x ** powers[0] * y ** powers[1] * z ** powers[2] * sympy.sin(t)
        value = sympy.integrate(
            sympy.integrate(sympy.expand(integrand), (f, 0, 2 * sympy.pi)), (t, 0, sympy.pi)
        ) / (4 * sympy.pi)
        assert (
            sympy.simplify(value - sympy.Rational(*sphere_moment(powers).as_integer_ratio())) == 0
        )


@pytest.mark.parametrize("k", [2, 3, 4])
def test_twirl_against_exact_integrals_over_su2(k):
    """d = 2: R = n·σ with n uniform on the sphere; every entry of E[R^{⊗k}], exactly (the
    Weingarten function has poles here for k > 2).
    """
    paulis = [
        np.array(m, dtype=object)
        for m in ([[0, 1], [1, 0]], [[0, -sympy.I], [sympy.I, 0]], [[1, 0], [0, -1]])
    ]
    integral = np.zeros((2**k, 2**k), dtype=object)
    for word in product(range(3), repeat=k):
        moment = sphere_moment([word.count(axis) for axis in range(3)])
        if moment:
            tensor = np.array([[1]], dtype=object)
            for axis in word:
                tensor = np.kron(tensor, paulis[axis])
            integral = integral + tensor * sympy.Rational(moment.numerator, moment.denominator)
    formula = np.zeros((2**k, 2**k), dtype=object)
    for kind, members in classes(k).items():
        value = twirl(k)[kind].at(d=2)
        for sigma in members:
            formula = formula + permutation_operator(sigma, 2) * sympy.Rational(
                value.numerator, value.denominator
            )
    assert all(sympy.expand(entry) == 0 for entry in (integral - formula).reshape(-1))


def test_permutation_helpers():
    for sigma in permutations(range(4)):
        assert compose(sigma, inverse(sigma)) == (0, 1, 2, 3)
        assert sorted(j for cycle in cycles(sigma) for j in cycle) == [0, 1, 2, 3]
    assert sum(len(members) for members in classes(4).values()) == 24


def test_refusals():
    with pytest.raises(InputError, match="0 to 4"):
        twirl(5)
    with pytest.raises(InputError, match="singular"):
        solve([[ONE, ONE], [ONE, ONE]], [ONE, ZERO])
