"""Generators with more than two eigenvalues: two engines and matrix exponentials agree; ranks agree
with singular values.
"""

from fractions import Fraction
from math import pi

import numpy as np
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from law_networks import states
from scipy.linalg import expm

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.expansion.output import expand, expectation
from symqnn.independence.decide import linear_independence
from symqnn.model.ansatz import random_integral
from symqnn.model.qnn import QNN
from symqnn.status import Status

COMMUTING = [["ZI", "IZ", "ZZ"], ["XI", "IX", "XX"], ["XX", "YY", "ZZ"], ["XZ", "ZX", "YY"]]
# coefficients of three commuting words (the product of the first two is ± the third)
COEFFICIENTS = [
    (1, 1, 0),
    (Fraction(1, 2), Fraction(1, 2), 0),
    (Fraction(1, 4), Fraction(1, 4), Fraction(1, 4)),
    (Fraction(1, 2), 0, 0),
    (1, -2, 1),
]


@st.composite
def generators(draw):
    words, values = draw(st.sampled_from(COMMUTING)), draw(st.sampled_from(COEFFICIENTS))
    return PauliSum.from_words(
        {word: value for word, value in zip(words, values, strict=True) if value}
    )


@st.composite
def networks(draw):
    listed = draw(st.lists(generators(), min_size=1, max_size=2))
    words = draw(
        st.lists(st.text("IXYZ", min_size=2, max_size=2), min_size=1, max_size=3, unique=True)
    )
    return QNN(listed, PauliSum.from_words({word: k + 1 for k, word in enumerate(words)}))


@settings(max_examples=examples(40))
@given(networks(), states(2))
def test_commuting_words_and_projectors_agree(qnn, state):
    by_words, by_projectors = dict(expand(qnn).items()), expand(qnn.to_dense())
    dense = dict(by_projectors.items())
    assert set(by_words) == set(dense)
    assert all(
        GaussianMatrix.from_pauli(operator) == dense[index] for index, operator in by_words.items()
    )
    assert (
        expectation(qnn, state)
        == expectation(qnn.to_dense(), state)
        == by_projectors.expectation(state)
    )


@settings(max_examples=examples(15))
@given(networks(), states(2), st.lists(st.floats(0, 2 * pi), min_size=2, max_size=2))
def test_matrix_exponentials(qnn, state, theta):
    theta = theta[: len(qnn.parameters)]
    u = np.eye(4)
    for angle, generator in zip(theta, qnn.generators, strict=True):
        u = expm(-1j * angle * GaussianMatrix.from_pauli(generator).to_numpy()) @ u
    observable = GaussianMatrix.from_pauli(qnn.expanded_observable()).to_numpy()
    value = np.trace(state.to_density().to_numpy() @ u.conj().T @ observable @ u).real
    assert abs(value - expectation(qnn, state).numeric(theta)) < 1e-9


@settings(max_examples=examples(25))
@given(networks())
def test_rank_by_singular_values(qnn):
    result = linear_independence(qnn)
    rows = [
        operator.to_numpy().reshape(-1)
        for index, operator in expand(qnn.to_dense()).items()
        if set(index) != {"0"}
    ]
    rank = np.linalg.matrix_rank(np.array(rows), tol=1e-9) if rows else 0
    # every gate has a parameter of its own: K is the product of the differences of eigenvalues of
    # the gates
    spectra = [
        np.linalg.eigvalsh(GaussianMatrix.from_pauli(generator).to_numpy())
        for generator in qnn.generators
    ]
    sizes = [len({round(12 * (a - b)) for a in levels for b in levels}) for levels in spectra]
    assert result.operators == np.prod(sizes) - 1
    assert result.rank in (None, rank)
    assert (result.status is Status.PROVED) == (rank == result.operators)


@settings(max_examples=examples(10))
@given(st.integers(0, 100), st.sampled_from([(0, 1), (0, 0, 1), (0, 1, 1, 2), (-1, 0, 2)]))
def test_a_generator_twice_as_large_doubles_the_unit_only(seed, levels):
    qnn = random_integral(levels, 1, seed=seed)
    doubled = QNN([generator * 2 for generator in qnn.generators], qnn.observable)
    assert doubled.torus.units == tuple(2 * g for g in qnn.torus.units)
    assert dict(expand(doubled).items()) == dict(expand(qnn).items())


@settings(max_examples=examples(10))
@given(networks(), states(2), st.sampled_from(["1/2", "3", "-2/3"]))
def test_a_factor_of_the_angle_is_a_factor_of_the_generator(qnn, state, factor):
    names = qnn.parameters
    scaled = QNN(qnn.generators, qnn.observable, angles=[f"{factor}*{name}" for name in names])
    moved = QNN([generator * Fraction(factor) for generator in qnn.generators], qnn.observable)
    assert scaled.torus == moved.torus
    assert expectation(scaled, state) == expectation(moved, state)
