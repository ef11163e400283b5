"""Moments of single entries: hand values, derived closed forms, the range of κ, tables."""

from fractions import Fraction

import numpy as np
import pytest
import sympy

from symqnn.errors import DimensionError, InputError, SizeError
from symqnn.haar.moments import (
    KAPPA_MAX,
    KAPPA_MIN,
    all_moments,
    gram_mean,
    gram_second_moment,
    gram_variance,
    kappa_of,
    moments,
)
from symqnn.haar.rational import KAPPA, D, series_at_infinity


def test_one_layer_in_dimension_two_by_integration():
    """M = Z, H = n·σ: G_11 = 2(1-n_z²), G_00 = 2n_z², s = 2; n_z is uniform on [-1, 1]."""
    z = sympy.Symbol("z")
    for xi, entry in (("1", 1 - z**2), ("2", 1 - z**2), ("0", z**2)):
        first, second = (sympy.integrate(entry**k, (z, -1, 1)) / 2 for k in (1, 2))
        assert sympy.Rational(*gram_mean(xi).at(d=2).as_integer_ratio()) == first
        assert (
            sympy.Rational(*gram_second_moment(xi).at(d=2, kappa=Fraction(1, 2)).as_integer_ratio())
            == second
        )
    assert gram_variance("1").at(d=2, kappa=Fraction(1, 2)) == Fraction(4, 45)


def test_derived_closed_forms():
    """Closed forms of mathematics.md (derived there by other code): a second road."""
    d1, d3 = D**2 - 1, D**2 - 9
    one = (D**4 - 6 * D**2 + 9 - 3 * KAPPA * D * d1) / (2 * d1**2 * d3)
    assert gram_variance("0") == gram_variance("1") == gram_variance("2") == one
    assert gram_variance("11", "22") == D**2 * (KAPPA * D**3 + 2 * D**2 - 7 * KAPPA * D - 21) / (
        8 * d1**2 * d3
    )
    assert (
        gram_variance("11", "20")
        == gram_variance("10", "21")
        == D**2 * (D**2 - 2 * D * KAPPA - 6) / (8 * d1**2 * d3)
    )
    assert gram_variance("11", "12") == (
        D**6 - 14 * D**4 + 39 * D**2 + 108 - KAPPA * D * (D**4 - D**2 - 36)
    ) / (16 * d1**2 * d3**2)
    polynomial = 4 * D**10 - 62 * D**8 + 279 * D**6 - 240 * D**4 - 369 * D**2 + 324
    slope = 9 * D**8 - 75 * D**6 + 15 * D**4 + 159 * D**2 - 108
    assert gram_variance("11") == (polynomial - KAPPA * D * slope) / (16 * d1**4 * d3**2)


def test_structural_zeros():
    """ξ_1 = 0 against ξ'_1 ≠ 0: the operators commute and anticommute with H_1."""
    for eta in ("10", "11", "12", "21"):
        assert gram_second_moment("0" + eta[1], eta) == 0
    assert gram_second_moment("1", "2") == 0
    assert gram_second_moment("10", "20") == 0


def test_kappa_range_is_attained_and_not_exceeded():
    rng = np.random.default_rng(5)
    for d in (2, 4, 6, 10):
        low, high = KAPPA_MIN.at(d=d), KAPPA_MAX.at(d=d)
        assert kappa_of([1, -1] * (d // 2)) == low
        assert kappa_of([d - 1] + [-1] * (d - 1)) == high
        for _ in range(50):
            values = [int(v) for v in rng.integers(-9, 10, size=d)]
            if len(set(values)) > 1:
                assert low <= kappa_of(values) <= high
    with pytest.raises(InputError, match="multiple of the identity"):
        kappa_of([2, 2])


def test_forty_five_pairs_of_two_layers():
    table = list(all_moments(2))
    assert len(table) == 45
    assert all((entry.mean == 0) == (entry.xi != entry.eta) for entry in table)
    assert all(entry.variance == entry.second - entry.mean**2 for entry in table)
    mean, variance = moments("11", "22").to_sympy()
    d, kappa = sympy.symbols("d kappa")
    assert mean == 0 and variance.free_symbols == {d, kappa}
    latex = moments("11", "22").to_latex()
    assert (
        latex.count("{") == latex.count("}")
        and r"\operatorname{Var}" in latex
        and "physics" not in latex
    )


def test_unbalanced_moments_reduce_to_balanced_ones():
    for entry in all_moments(1, unbalanced=True):
        balanced = moments(entry.xi, entry.eta)
        assert (entry.mean.substitute(h=0), entry.second.substitute(h=0)) == (
            balanced.mean,
            balanced.second,
        )


@pytest.mark.parametrize("p", [2, 3, pytest.param(4, marks=pytest.mark.slow)])
def test_which_variances_are_of_order_one_over_d(p):
    """Order κ/d iff ξ and ξ' differ by 1 ↔ 2 in an *even*, positive number of layers and are equal
    in all layers before the first of these; else O(1/d²).

    mathematics.md (6, Haar moments) says "two or more"; for three (111 against 222) the term of
    order κ/d cancels.
    """
    for entry in all_moments(p):
        constant = entry.variance.substitute(kappa=0)
        slope = entry.variance.substitute(kappa=1) - constant
        first = [series_at_infinity(part, 1) for part in (constant, slope)]
        assert not first[0][0] and not first[0][1] and not first[1][0]
        swapped = [k for k in range(p) if {entry.xi[k], entry.eta[k]} == {"1", "2"}]
        expected = (
            bool(swapped)
            and len(swapped) % 2 == 0
            and entry.xi[: swapped[0]] == entry.eta[: swapped[0]]
        )
        assert bool(first[1][1]) == expected


def test_refusals():
    with pytest.raises(InputError, match="digits 0, 1, 2"):
        gram_mean("13")
    with pytest.raises(InputError, match="non-empty"):
        gram_mean("")
    with pytest.raises(DimensionError, match="xi has 2 digits, eta has 1"):
        gram_variance("11", "2")
    with pytest.raises(SizeError, match="pairs"):
        next(all_moments(6))
    with pytest.raises(InputError, match="at least one layer"):
        next(all_moments(0))
