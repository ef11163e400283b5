"""Both engines, the checker's road and NumPy agree on drawn networks."""

import copy
from fractions import Fraction
from typing import Any

import numpy as np
from effort import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from law_networks import (
    basis_value,
    every_xi,
    matrix_networks,
    numpy_heisenberg,
    numpy_operator,
    numpy_operators,
    numpy_rank,
    numpy_state,
    pauli_networks,
    states,
)

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.certificate.produce import (
    independence_certificate,
    operators_certificate,
    output_certificate,
)
from symqnn.checker import check
from symqnn.expansion.output import evaluate_numeric, expand, expectation
from symqnn.independence.decide import linear_independence
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.status import Status

# floating error of NumPy: at most 4 layers on 8 dimensions with operators of norm below 100
BOUND = 1e-10
QUIET = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}


def verdict(certificate: dict[str, Any]) -> str:
    return check(certificate).status


def assert_matches_numpy(qnn: QNN, state: State, seed: int) -> None:
    """Operators against Eqns 7-10, M(θ) and f(θ) against matrix exponentials."""
    table, output = dict(expand(qnn).items()), expectation(qnn, state)
    reference = numpy_operators(qnn)
    for xi in every_xi(len(qnn.parameters)):
        difference = reference[xi] - (numpy_operator(table[xi]) if xi in table else 0)
        assert np.abs(difference).max() < BOUND, xi
    rho = numpy_state(state)
    for theta in np.random.default_rng(seed).uniform(-np.pi, np.pi, (2, len(qnn.parameters))):
        exact = numpy_heisenberg(qnn, theta)
        summed = sum(
            basis_value(xi, 2 * theta) * numpy_operator(operator) for xi, operator in table.items()
        )
        value = np.trace(rho @ exact).real
        assert np.abs(exact - summed).max() < BOUND
        assert abs(output.numeric(theta) - value) < BOUND
        assert abs(evaluate_numeric(qnn, state, theta) - value) < BOUND


def assert_perturbation_rejected(certificate: dict[str, Any], field: str, pick: int) -> None:
    """One coefficient plus 1: the checker must reject."""
    forged = copy.deepcopy(certificate)
    table = forged["claim"][field]
    if not table:  # the output is identically 0
        table["0" * len(forged["instance"]["network"]["parameters"])] = "1"
    else:
        xi = sorted(table)[pick % len(table)]
        if isinstance(table[xi], str):
            table[xi] = str(Fraction(table[xi]) + 1)
        elif "denominator" in table[xi]:
            table[xi]["real"][0][0] = str(int(table[xi]["real"][0][0]) + 1)
        else:
            word = sorted(table[xi])[pick % len(table[xi])]
            table[xi][word] = str(Fraction(table[xi][word]) + 1)
    assert verdict(certificate) == "VERIFIED"
    assert verdict(forged) == "REJECTED"


@settings(max_examples=examples(200), **QUIET)
@given(st.data(), st.integers(0, 10**6))
def test_engines_checker_and_numpy_agree(data: st.DataObject, seed: int) -> None:
    """Pauli networks of the paper's form: words, matrices, the letter strings of the checker, and
    floating point.
    """
    qnn = data.draw(pauli_networks())
    state = data.draw(states(qnn.qubits))
    dense = qnn.to_dense()

    # the two engines give the same operators and the same output, exactly
    from_words = {xi: GaussianMatrix.from_pauli(operator) for xi, operator in expand(qnn).items()}
    assert from_words == dict(expand(dense).items())
    output = expectation(qnn, state)
    assert output == expectation(dense, state)
    assert_matches_numpy(qnn, state, seed)

    # the checker's road, which uses no Φ
    assert_perturbation_rejected(operators_certificate(qnn, expand(qnn)), "operators", seed)
    assert_perturbation_rejected(output_certificate(qnn, state, output), "coefficients", seed)
    if 3 ** len(qnn.parameters) * qnn.dimension**3 <= 3**3 * 4**3:  # pure Python on matrices
        assert verdict(operators_certificate(dense, expand(dense))) == "VERIFIED"

    # Definition 1, on both engines
    rank = numpy_rank(qnn)
    for network in (qnn, dense):
        answer = linear_independence(network)
        assert answer.status is (
            Status.PROVED if rank == 3 ** len(qnn.parameters) - 1 else Status.REFUTED
        )
        assert answer.rank in (None, rank)
        if network is qnn or 3 ** len(qnn.parameters) * qnn.dimension**3 <= 3**3 * 8**3:
            assert verdict(independence_certificate(network, answer)) == "VERIFIED"
        if network is dense:  # one block: its rank is always found at this size
            assert answer.rank == rank


@settings(max_examples=examples(40), **QUIET)
@given(st.data(), st.integers(0, 10**6))
def test_matrix_networks_of_any_dimension(data: st.DataObject, seed: int) -> None:
    qnn = data.draw(matrix_networks())
    digit = st.integers(-2, 2)
    state = State.pure(
        [
            (1, 2),
            *data.draw(
                st.lists(
                    st.tuples(digit, digit), min_size=qnn.dimension - 1, max_size=qnn.dimension - 1
                )
            ),
        ]
    )
    output = expectation(qnn, state)
    assert output == expand(qnn).expectation(state)  # meeting in the middle, and from all operators
    assert_matches_numpy(qnn, state, seed)
    if len(qnn.parameters) < 3:
        assert_perturbation_rejected(operators_certificate(qnn, expand(qnn)), "operators", seed)
        assert_perturbation_rejected(output_certificate(qnn, state, output), "coefficients", seed)
    answer, rank = linear_independence(qnn), numpy_rank(qnn)
    assert answer.rank == rank
    assert answer.status is (
        Status.PROVED if rank == 3 ** len(qnn.parameters) - 1 else Status.REFUTED
    )
    assert verdict(independence_certificate(qnn, answer)) == "VERIFIED"
