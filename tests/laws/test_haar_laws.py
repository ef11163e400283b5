"""Laws of the Haar moments that hold for all p, d, κ."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn.haar.failure_bounds import Road, failure_bound
from symqnn.haar.moments import (
    KAPPA_MAX,
    KAPPA_MIN,
    gram_mean,
    gram_second_moment,
    gram_variance,
    kappa_of,
)
from symqnn.haar.positivity import positivity_certificate, shifted
from symqnn.haar.rational import KAPPA, ONE, D, H, RationalFunction
from symqnn.haar.transfer import mean_factor, transfer_matrix

indices = st.integers(0, 2)
small = st.integers(-4, 4)
even = st.integers(1, 30).map(lambda half: 2 * half)
fractions = st.fractions(min_value=0, max_value=1, max_denominator=20)
words = st.integers(1, 4).flatmap(
    lambda p: st.tuples(*(st.text("012", min_size=p, max_size=p) for _ in range(2)))
)


@st.composite
def functions(draw):
    def polynomial():
        return sum(
            (
                draw(small) * D**i * H**j * KAPPA**k
                for i, j, k in ((0, 0, 0), (1, 0, 0), (2, 1, 0), (0, 1, 1))
            ),
            ONE * 0,
        )

    bottom = polynomial()
    return polynomial() / (bottom if bottom else ONE)


def admissible(d, part):
    low, high = KAPPA_MIN.at(d=d), KAPPA_MAX.at(d=d)
    return low + part * (high - low)


@given(functions(), functions(), functions())
def test_rational_functions_form_a_field(f, g, h):
    assert f + g == g + f and f * (g + h) == f * g + f * h and (f + g) + h == f + (g + h)
    assert f - f == 0
    if g:
        assert f / g * g == f


@given(functions(), functions(), st.integers(50, 99), st.integers(50, 99))
def test_evaluation_is_a_homomorphism(f, g, d, h):
    point = {"d": d, "h": Fraction(h, 7), "kappa": Fraction(3, 1009)}
    values = []
    for part in (f, g):
        if not RationalFunction(part.denominator, (ONE).numerator).at(**point):
            return
        values.append(part.at(**point))
    assert (f + g).at(**point) == sum(values) and (f * g).at(**point) == values[0] * values[1]


@given(indices, indices, st.booleans())
def test_transfer_matrices_are_symmetric_in_the_pair(a, b, unbalanced):
    assert transfer_matrix(a, b, unbalanced) == transfer_matrix(b, a, unbalanced)
    assert mean_factor(a, b, unbalanced) == mean_factor(b, a, unbalanced)


@given(indices, indices)
def test_cosine_and_sine_are_exchangeable(a, b):
    """exp(iπH/4)-conjugation turns Φ^(1) into Φ^(2) and Φ^(2) into -Φ^(1)."""
    swap = {0: 0, 1: 2, 2: 1}
    assert transfer_matrix(a, b, True) == transfer_matrix(swap[a], swap[b], True)


@given(indices, indices)
def test_reversing_the_sign_of_h_changes_no_even_moment(a, b):
    for row in transfer_matrix(a, b, True):
        for entry in row:
            assert entry.substitute(h=-H) == entry


@given(indices, indices)
def test_balanced_is_unbalanced_at_trace_zero(a, b):
    general = transfer_matrix(a, b, True)
    assert tuple(
        tuple(entry.substitute(h=0) for entry in row) for row in general
    ) == transfer_matrix(a, b)


@settings(deadline=None)
@given(words, even, fractions)
def test_variances_are_not_negative(pair, d, part):
    assert gram_variance(*pair).at(d=d, kappa=admissible(d, part)) >= 0


@settings(deadline=None)
@given(words, even, fractions)
def test_cauchy_schwarz(pair, d, part):
    """|G_ξξ'|² ≤ G_ξξ G_ξ'ξ', so (E G_ξξ'²)² ≤ E G_ξξ² · E G_ξ'ξ'²."""
    xi, eta = pair
    kappa = admissible(d, part)
    cross, left, right = (
        gram_second_moment(*names).at(d=d, kappa=kappa)
        for names in ((xi, eta), (xi, xi), (eta, eta))
    )
    assert cross**2 <= left * right


@settings(deadline=None)
@given(words)
def test_means_vanish_off_the_diagonal_and_moments_are_symmetric(pair):
    xi, eta = pair
    assert (gram_mean(xi, eta) == 0) == (xi != eta)
    assert gram_second_moment(xi, eta) == gram_second_moment(eta, xi)


@given(st.integers(1, 6), even)
def test_the_means_add_up_to_the_trace(p, d):
    """f at random angles: Σ_ξ E G_ξξ·2^{-#(ξ_l≠0)} = tr M² (average over the torus of tr M(θ)²)."""
    total = (mean_factor(0, 0) + mean_factor(1, 1)).at(d=d) ** p
    assert total == 1


@settings(deadline=None)
@given(st.integers(1, 4), even, fractions)
def test_the_frobenius_bound_is_the_sharper_one(p, d, part):
    kappa = admissible(d, part)
    frobenius, gershgorin, plain = (failure_bound(p, road).at(d, kappa) for road in Road)
    assert 0 <= frobenius <= gershgorin <= plain


@given(
    st.lists(st.integers(-20, 20), min_size=2, max_size=12).filter(
        lambda values: len(values) % 2 == 0 and len(set(values)) > 1
    )
)
def test_kappa_is_in_its_interval_and_invariant(values):
    d, kappa = len(values), kappa_of(values)
    assert KAPPA_MIN.at(d=d) <= kappa <= KAPPA_MAX.at(d=d)
    assert kappa_of([3 - 2 * value for value in values]) == kappa


@given(st.lists(small, min_size=1, max_size=6), st.integers(-5, 5))
def test_shifts_add_up(coefficients, by):
    back = shifted(shifted(coefficients, by), -by)
    while coefficients and coefficients[-1] == 0:
        coefficients = coefficients[:-1]
    assert back == coefficients


@given(st.lists(small, min_size=1, max_size=5), st.integers(2, 8))
def test_certificates_never_lie(coefficients, start):
    f = sum((value * D**k for k, value in enumerate(coefficients)), ONE * 0) / (D**2 + 1)
    certificate = positivity_certificate(f, start)
    if certificate is not None:
        assert certificate.holds_for(f) and all(
            f.at(d=start + Fraction(t, 3)) > 0 for t in range(12)
        )
