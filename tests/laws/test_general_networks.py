"""Drawn general networks: words and matrices, two roads of ours, the checker's own and matrix
exponentials agree on each.
"""

import random
import string
from fractions import Fraction

import general_networks
import numpy as np
import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.certificate.decode import network_from
from symqnn.certificate.encode import network_json
from symqnn.certificate.produce import operators_certificate, output_certificate
from symqnn.checker import check
from symqnn.errors import InputError
from symqnn.expansion.output import evaluate, evaluate_numeric, expand, expectation
from symqnn.model.qnn import QNN
from symqnn.model.state import State

# relative to the norm of M(θ): at most five gates on eight dimensions in double precision
BOUND = 1e-9
BLOCH = [(0, 0, 1), ("3/5", 0, "4/5"), ("1/3", "-2/3", "2/3"), ("1/2", "1/2", "-1/2"), (0, 0, 0)]
DIGITS = string.digits + string.ascii_letters
DRAWN, FAST = 300, 40
SEEDS = [pytest.param(seed, marks=[] if seed < FAST else pytest.mark.slow) for seed in range(DRAWN)]


def drawn(seed):
    """A network and M(θ) in floating point; every third as a person writes it, the others as a
    certificate does.
    """
    if seed % 3 == 2:
        written = general_networks.written_network(seed)
        generators, observable, angles = written.texts
        try:
            qnn = QNN(generators, observable, angles=angles)
        except InputError as error:
            # what drawn networks may be refused for; another one is drawn
            assert "frequencies up to" in str(error) or "are not rational" in str(error)
            return drawn(seed + DRAWN)
        if qnn.constants:  # exact values at points are refused for these
            return drawn(seed + DRAWN)
        return qnn, lambda theta: written.numeric(dict(zip(qnn.parameters, theta, strict=True)))
    json = general_networks.network(seed)
    qnn = network_from(json)
    assert network_from(network_json(qnn)) == qnn
    return qnn, lambda theta: general_networks.numeric(json, theta)


def drawn_state(qnn, rng):
    if qnn.is_pauli:
        return State.bloch([rng.choice(BLOCH) for _ in range(qnn.qubits)])
    return State.pure(
        [(1, 2), *((rng.randint(-2, 2), rng.randint(-2, 2)) for _ in range(qnn.dimension - 1))]
    )


def in_floats(operator):
    return (
        GaussianMatrix.from_pauli(operator)
        if not isinstance(operator, GaussianMatrix)
        else operator
    ).to_numpy()


@pytest.mark.parametrize("seed", SEEDS)
def test_all_roads_agree(seed):
    qnn, reference = drawn(seed)
    rng = random.Random(seed)
    state, p = drawn_state(qnn, rng), len(qnn.parameters)
    operators, output = expand(qnn), expectation(qnn, state)

    # exactly: words against matrices, all operators against meeting in the middle, polynomial
    # against one point
    matrices = qnn.to_dense()
    from_words = {
        index: operator
        if isinstance(operator, GaussianMatrix)
        else GaussianMatrix.from_pauli(operator)
        for index, operator in operators.items()
    }
    assert from_words == dict(expand(matrices).items())
    assert output == operators.expectation(state) == expectation(matrices, state)
    for _ in range(3):
        points = [CirclePoint.from_half_tangent(Fraction(rng.randint(-5, 5), 3)) for _ in range(p)]
        assert (
            output.at(points) == evaluate(qnn, state, points) == evaluate(matrices, state, points)
        )

    # exactly: the checker's road
    assert check(operators_certificate(qnn, operators)).status == "VERIFIED"
    assert check(output_certificate(qnn, state, output)).status == "VERIFIED"

    # numerically: matrix exponentials
    rho = state.to_density().to_numpy()
    floats = {index: in_floats(operator) for index, operator in operators.items()}
    for _ in range(3):
        theta = [rng.uniform(-4, 4) for _ in range(p)]
        m = reference(theta)
        phases = [float(unit) * angle for unit, angle in zip(qnn.torus.units, theta, strict=True)]
        summed = sum(
            general_networks.basis([DIGITS.index(digit) for digit in index], phases) * matrix
            for index, matrix in floats.items()
        )
        scale = 1 + np.abs(m).max()
        assert np.abs(m - summed).max() < BOUND * scale
        value = np.trace(rho @ m).real
        assert abs(float(output.numeric(theta)) - value) < BOUND * scale
        assert abs(evaluate_numeric(qnn, state, theta) - value) < BOUND * scale
        assert abs(evaluate_numeric(matrices, state, theta) - value) < BOUND * scale


def test_what_is_drawn_has_every_kind_of_gate():
    """The law speaks about shared, joined, scaled and fixed angles, about spectra of more than two
    levels, words and matrices.
    """
    networks = [drawn(seed)[0] for seed in range(FAST)]
    gates = [gate for qnn in networks for gate in qnn.gates]
    assert {qnn.is_pauli for qnn in networks} == {True, False}
    assert any(qnn.is_two_level for qnn in networks)
    assert any(
        len([gate for gate in qnn.gates if position in gate.parameters]) > 1
        for qnn in networks
        for position in range(len(qnn.parameters))
    )
    assert any(len(gate.factors) > 1 for gate in gates)
    assert any(gate.is_fixed for gate in gates)
    assert any(gate.factors and gate.fixed.cos != 1 for gate in gates)
    assert any(factor not in (1, -1) for gate in gates for _, factor in gate.factors)
    assert any(
        gate.spectrum.is_two_level and len(gate.generator) > 2
        for gate in gates
        if not isinstance(gate.generator, GaussianMatrix)
    )
    assert any(
        not gate.spectrum.is_two_level
        for gate in gates
        if not isinstance(gate.generator, GaussianMatrix)
    )
    assert any(
        not gate.spectrum.is_two_level
        for gate in gates
        if isinstance(gate.generator, GaussianMatrix)
    )
