"""Networks with integer spectra: two engines and matrix exponentials agree; ranks agree with Definition 1 and with singular values."""

from fractions import Fraction
from math import pi

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from law_networks import states
from scipy.linalg import expm
from symqnn.expansion.integral_expansion import commuting_output, expand_commuting, expand_integral
from symqnn.independence.integral import integral_independence

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.independence.decide import linear_independence
from symqnn.model.ansatz import random_integral, random_network
from symqnn.model.qnn import QNN
from symqnn.model.spectrum import IntegralNetwork
from symqnn.status import Status

COMMUTING = [["ZI", "IZ", "ZZ"], ["XI", "IX", "XX"], ["XX", "YY", "ZZ"], ["XZ", "ZX", "YY"]]
# coefficients of three commuting words (the product of the first two is ± the third): eigenvalues are integers plus a common shift
COEFFICIENTS = [(1, 1, 0), (Fraction(1, 2), Fraction(1, 2), 0), (Fraction(1, 4), Fraction(1, 4), Fraction(1, 4)), (Fraction(1, 2), 0, 0), (1, -2, 1)]


@st.composite
def generators(draw):
    words, values = draw(st.sampled_from(COMMUTING)), draw(st.sampled_from(COEFFICIENTS))
    return PauliSum.from_words({word: value for word, value in zip(words, values, strict=True) if value})


@st.composite
def networks(draw):
    listed = draw(st.lists(generators(), min_size=1, max_size=2))
    words = draw(st.lists(st.text("IXYZ", min_size=2, max_size=2), min_size=1, max_size=3, unique=True))
    return IntegralNetwork.make(listed, PauliSum.from_words({word: k + 1 for k, word in enumerate(words)}))


@settings(max_examples=40)
@given(networks(), states(2))
def test_commuting_words_and_projectors_agree(network, state):
    by_words, by_projectors = expand_commuting(network), expand_integral(network)
    dense = dict(by_projectors.items())
    assert set(by_words) == set(dense)
    assert all(GaussianMatrix.from_pauli(operator) == dense[index] for index, operator in by_words.items())
    assert commuting_output(by_words, state, network.layers) == by_projectors.expectation(state)


@settings(max_examples=15)
@given(networks(), states(2), st.lists(st.floats(0, 2 * pi), min_size=2, max_size=2))
def test_matrix_exponentials(network, state, theta):
    theta = theta[: network.layers]
    u = np.eye(4)
    for angle, (sums, generator) in zip(theta, zip(network.words[0], network.generators, strict=True), strict=True):
        h = GaussianMatrix.from_pauli(sums).to_numpy()
        assert np.allclose(np.diff(np.diag(h - generator.to_numpy())), 0)  # shifted by a multiple of the identity only
        u = expm(-1j * angle * h) @ u
    value = np.trace(state.to_density().to_numpy() @ u.conj().T @ network.observable.to_numpy() @ u).real
    assert abs(value - expand_integral(network).expectation(state).numeric(theta)) < 1e-9


@settings(max_examples=25)
@given(networks())
def test_rank_by_singular_values(network):
    result = integral_independence(network)
    rows = np.array([operator.to_numpy().reshape(-1) for operator in expand_integral(network).operators[1:]])
    assert result.operators == len(rows)
    assert result.rank == np.linalg.matrix_rank(rows, tol=1e-9)
    assert (result.status is Status.PROVED) == (result.rank == len(rows))


@settings(max_examples=12)
@given(st.integers(0, 200), st.sampled_from([(4, 2), (2, 1), (4, 1), (6, 2)]))
def test_two_level_networks_have_the_rank_of_definition_1(seed, shape):
    qnn = random_network(*shape, seed=seed)
    known, found = linear_independence(qnn), integral_independence(IntegralNetwork.make(qnn.generators, qnn.observable))
    assert (known.status, known.operators) == (found.status, found.operators)
    assert known.rank in (None, found.rank)


@settings(max_examples=10)
@given(st.integers(0, 100), st.sampled_from([(0, 1), (0, 0, 1), (0, 1, 1, 2), (-1, 0, 2)]))
def test_reduced_networks_have_the_same_components(seed, levels):
    """Shifting and dividing by the common divisor changes the names of the frequencies only."""
    network = random_integral(levels, 1, seed=seed)
    doubled = IntegralNetwork.make([generator * 2 for generator in network.generators], network.observable)
    assert doubled.divisors == tuple(2 * g for g in network.divisors)
    again = expand_integral(doubled.reduced()).operators
    assert again == expand_integral(network.reduced()).operators == expand_integral(doubled).operators


def test_a_two_level_network_as_an_integral_one():
    qnn = QNN(["ZI", "XX"], "XY + ZI")
    network = IntegralNetwork.make(["ZI", "XX"], "XY + ZI")
    assert network.gaps == network.divisors == (2, 2)
    assert integral_independence(network).rank == linear_independence(qnn).rank
