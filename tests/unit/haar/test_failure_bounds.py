"""Bounds: against the plain sum over all pairs, the derived table, and their certificates.

Modules: haar/positivity.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from symqnn.errors import InputError
from symqnn.haar.failure_bounds import Road, failure_bound, full_frobenius
from symqnn.haar.moments import KAPPA_MAX, gram_mean, gram_second_moment, gram_variance
from symqnn.haar.positivity import (
    first_dimension,
    first_positive,
    positivity_certificate,
    rate,
    shifted,
)
from symqnn.haar.rational import KAPPA, ZERO, D

# (first dimension for all M, for κ = 1/d, leading coefficient c) as derived earlier by other code:
# a second road.
FROBENIUS = {
    1: (2, 2, 0),
    2: (8, 8, 4),
    3: (52, 24, 44),
    4: (324, 72, 311),
    5: (1848, 210, 1826),
    6: (9752, 620, Fraction(38861, 4)),
    7: (48828, 1848, None),
}
GERSHGORIN = {1: (2, 0), 2: (46, 40), 3: (1296, 1288), 4: (26578, 26566), 5: (456828, 456808)}
PLAIN = {1: (2, 0), 2: (72, 64), 3: (2090, 2080), 4: (43374, 43360), 5: (752642, 752620)}


def names(p):
    return ["".join(name) for name in product("012", repeat=p)]


def direct_frobenius(p):
    """Both blocks, pair by pair."""
    total = ZERO
    inner = names(p - 1) if p > 1 else [""]
    for x, y in product(inner, repeat=2):
        weight = gram_mean("1" + x) * gram_mean("1" + y)
        total += (
            gram_second_moment("1" + x, "1" + y) + gram_second_moment("1" + x, "2" + y)
        ) / weight - int(x == y)
        if x.strip("0") and y.strip("0"):
            total += gram_second_moment("0" + x, "0" + y) / (
                gram_mean("0" + x) * gram_mean("0" + y)
            ) - int(x == y)
    return total


def direct_gershgorin(p, plain):
    total = ZERO
    for xi in names(p)[1:]:
        terms = 3**p - 1 if plain else 2 * 3 ** (p - 1) - 1 if xi[0] != "0" else 3 ** (p - 1) - 1
        for eta in names(p)[1:]:
            total += terms * gram_variance(xi, eta) / gram_mean(xi) ** 2
    return total


@pytest.mark.parametrize("p", [1, 2, 3])
def test_matrix_powers_are_the_sum_over_all_pairs(p):
    assert failure_bound(p).function == direct_frobenius(p)


@pytest.mark.parametrize("p", [1, 2])
def test_gershgorin_is_the_sum_over_all_pairs(p):
    assert failure_bound(p, Road.GERSHGORIN).function == direct_gershgorin(p, False)
    assert failure_bound(p, Road.GERSHGORIN_PLAIN).function == direct_gershgorin(p, True)


@pytest.mark.parametrize("p", FROBENIUS)
def test_first_dimensions_frobenius(p):
    every, flat, lead = FROBENIUS[p]
    bound = failure_bound(p)
    assert first_dimension(bound).dimension == every
    assert first_dimension(bound, every_observable=False).dimension == flat
    assert lead is None or bound.leading()[0] == lead


@pytest.mark.parametrize("p", GERSHGORIN)
def test_first_dimensions_gershgorin(p):
    for table, road in ((GERSHGORIN, Road.GERSHGORIN), (PLAIN, Road.GERSHGORIN_PLAIN)):
        bound = failure_bound(p, road)
        assert (first_dimension(bound).dimension, bound.leading()[0]) == table[p]


def test_closed_forms_of_small_p():
    assert failure_bound(1).ends()[1] == 2 / (D * (D + 3))
    top = (
        4 * D**10
        + 60 * D**9
        + 163 * D**8
        - 102 * D**7
        - 617 * D**6
        - 176 * D**5
        + 708 * D**4
        + 520 * D**3
        - 160 * D**2
        - 352 * D
        - 128
    )
    assert failure_bound(2).ends()[1] == top / (D**5 * (D + 3) ** 2 * (D**2 - 2) ** 2)
    assert [sum(failure_bound(p).leading()) for p in (1, 2, 3, 4)] == [2, 48, 532, 4902]


def test_full_set_leading_coefficients():
    assert [full_frobenius(p).leading() for p in range(1, 6)] == [
        (0, 6),
        (8, 86),
        (80, 852),
        (542, 7734),
        (3110, 69177),
    ]


def test_certificates_prove_what_they_say():
    bound = failure_bound(3)
    first = first_dimension(bound)
    for end, proof in zip(bound.ends(), first.proofs, strict=True):
        assert proof.holds_for(1 - end)
        assert not proof.holds_for(1 - end + 1 / D)
        assert not replace(proof, start=proof.start - 2).holds_for(1 - end)
        assert not replace(proof, numerator=(-1, *proof.numerator[1:])).holds_for(1 - end)
    assert max(end.at(d=first.dimension - 2) for end in bound.ends()) >= 1


def test_values_below_the_certified_range_are_listed():
    first = first_dimension(failure_bound(1))
    assert (first.dimension, first.certified_from) == (2, 4)
    assert [at.dimension for at in first.values] == [2] and max(first.values[0].values) < 1


@pytest.mark.parametrize("p", [1, 2, 3, 6])
def test_rate_one_over_d(p):
    result = rate(failure_bound(p))
    assert all(
        proof.holds_for(result.constant / D - end)
        for proof, end in zip(result.proofs, failure_bound(p).ends(), strict=True)
    )
    assert result.constant > failure_bound(p).leading()[0]


def test_positivity_helpers():
    assert shifted([1, 2, 3], -2) == [9, -10, 3]
    assert positivity_certificate(D - 4, 4) is None
    assert first_positive(D - 4).start == 6
    assert positivity_certificate(-1 / (2 - D), 4).holds_for(1 / (D - 2))
    with pytest.raises(InputError, match="no certificate"):
        first_positive(-1 / D, limit=64)
    with pytest.raises(InputError, match="not in d alone"):
        positivity_certificate(KAPPA, 2)


def test_refusals():
    with pytest.raises(InputError, match="p is 0"):
        failure_bound(0)
    with pytest.raises(InputError, match="even dimension"):
        failure_bound(1).at(3, Fraction(1, 3))
    with pytest.raises(InputError, match="kappa is 1"):
        failure_bound(1).at(4, Fraction(1))
    assert failure_bound(2).at(8, KAPPA_MAX.at(d=8)) < 1


def test_ten_layers_are_quick():
    """Budget: ε_p for p ≤ 10 within 30 s (measured 0.5 s)."""
    import time

    failure_bound.cache_clear()
    start = time.perf_counter()
    assert [first_dimension(failure_bound(p)).dimension for p in (8, 10)] == [236040, 5182966]
    assert time.perf_counter() - start < 30
