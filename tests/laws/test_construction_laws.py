"""Laws of the constructions, on random θ*, r², polynomials and points."""

from fractions import Fraction
from math import comb

import numpy as np
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.shift import shifted
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.datasets import separable_certificate
from symqnn.checker import check
from symqnn.construction.theorem_2 import lemma_3, theorem_2
from symqnn.expansion.output import expectation
from symqnn.loss.outputs import Outputs
from symqnn.loss.training import residuals
from symqnn.model.ansatz import one_layer_product, paper_experiment, random_network
from symqnn.model.correlation import CorrelationState
from symqnn.model.state import State
from symqnn.univariate.one_angle import critical_points

SMALL = st.fractions(-3, 3, max_denominator=6)
POINTS = SMALL.map(CirclePoint.from_half_tangent)
BELOW_HALF = st.fractions(Fraction(1, 50), Fraction(24, 50), max_denominator=50)
AXES = st.sampled_from(["X", "Y", "Z", "3/5*X+4/5*Z", "5/13*Y-12/13*Z"])
FACTORS = st.sampled_from(["Y+I", "X+2*I", "1/2*Z+X", "X+Y+Z", "Z+Y-3*I", "2*X+Z+I"])


@settings(deadline=None, max_examples=examples(40))
@given(st.lists(POINTS, min_size=1, max_size=4), BELOW_HALF)
def test_theorem_2_everywhere(star, r_squared):
    p = len(star)
    result = theorem_2(paper_experiment(p), star, r_squared)
    assert result.holds
    assert result.landscape.indices == tuple(comb(p, k) * 2**p for k in range(p + 1))
    assert tuple(star) in result.landscape.points()


@settings(deadline=None, max_examples=examples(25))
@given(st.lists(st.tuples(AXES, FACTORS), min_size=1, max_size=3), st.data())
def test_proposition_5_for_any_h_and_m(pairs, data):
    from symqnn.construction.local import sites

    qnn = one_layer_product([h for h, _ in pairs], [m for _, m in pairs])
    if sites(qnn) is None:
        return
    star = [data.draw(POINTS) for _ in pairs]
    result = theorem_2(qnn, star, "1/5")
    used = result.construction
    assert result.holds
    assert (
        check(
            separable_certificate(qnn, used.dataset, used.parts, result.landscape, "proposition-5")
        ).status
        == "VERIFIED"
    )


@settings(deadline=None, max_examples=examples(30))
@given(
    st.lists(POINTS, min_size=2, max_size=2),
    st.lists(POINTS, min_size=2, max_size=2),
    st.integers(0, 1),
)
def test_lemma_3_is_invariant(star, point, angle):
    total = lemma_3(random_network(4, 2, seed=5), star).construction.loss()
    shifted = [
        x.plus(CirclePoint.quarter_turns(2)) if k == angle else x for k, x in enumerate(point)
    ]
    assert total.at(point) == total.at(shifted)
    assert total.at(star) == 0


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(st.integers(-4, 4), min_size=4, max_size=6).filter(any))
def test_sturm_agrees_with_numerical_sign_changes(coefficients):
    """On a fine grid: each minimum is between a fall and a rise."""
    poly = TrigPoly.from_terms(
        {str(k + 1): value for k, value in enumerate(coefficients) if value}, 1
    )
    found = critical_points(poly)
    grid = np.linspace(0, 2 * np.pi, 20001)[:-1] + 1e-4
    slopes = poly.phase_derivative(0).numeric_phases(grid[:, None])
    signs = np.sign(slopes)
    rises = int(((signs < 0) & (np.roll(signs, -1) > 0)).sum())
    falls = int(((signs > 0) & (np.roll(signs, -1) < 0)).sum())
    assert (len(found.minima), sum(point.kind == "maximum" for point in found.points)) == (
        rises,
        falls,
    )
    for point in found.points:
        if point.at:
            assert poly.phase_derivative(0).at([point.at]) == 0


@settings(deadline=None, max_examples=examples(20))
@given(st.lists(POINTS, min_size=2, max_size=2), st.lists(POINTS, min_size=2, max_size=2))
def test_rotation_is_a_substitution(star, point):
    total = theorem_2(paper_experiment(2), star).construction.loss()
    turned = shifted(total, star)
    assert turned.at(point) == total.at([a.plus(b) for a, b in zip(point, star, strict=True)])


@settings(deadline=None, max_examples=examples(25))
@given(
    st.lists(st.tuples(SMALL, SMALL, SMALL), min_size=3, max_size=3),
    st.sampled_from([(0,), (1,), (0, 2), (0, 1, 2)]),
    SMALL,
)
def test_correlation_states_agree_with_their_density_matrix(vectors, correlated, scale):
    norms = [max(Fraction(1), sum(abs(x) for x in v)) for v in vectors]
    short = [tuple(x / n for x in v) for v, n in zip(vectors, norms, strict=True)]
    state = CorrelationState.make(correlated, scale / 3, short)
    qnn = one_layer_product(["Z", "X", "Z"], ["Y+I", "Z+2*I", "X+Y"])
    exact = expectation(qnn, State.density(state.to_density()))
    assert expectation(qnn, state) == exact
    assert Outputs(qnn).polynomial(state) == exact


def test_residuals_agree_with_the_expansion():
    qnn, dataset = (
        random_network(4, 2, seed=5),
        theorem_2(random_network(4, 2, seed=5)).construction.dataset,
    )
    for (state, label), residual in zip(dataset.samples, residuals(qnn, dataset), strict=True):
        assert residual == expectation(qnn, state) - TrigPoly.constant(label, qnn.torus)
