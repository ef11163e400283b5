"""Landscapes on demand: the loss of the dataset is the target, by a simulation that shares no code
with the construction.

Modules: construction/gram, construction/rational_squares, construction/reachable_gram,
model/correlation.
"""

import random
from fractions import Fraction

import numpy as np
import pytest

from symqnn.algebra.formula import read_formula
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.gram import gram_of, sum_of_squares
from symqnn.construction.rational_squares import simplest_between, squares_of
from symqnn.construction.reachable_gram import ForbiddenError, reachable_residuals
from symqnn.construction.universality import dataset_for
from symqnn.errors import InputError, SizeError
from symqnn.model.ansatz import paper_experiment, random_network
from symqnn.model.qnn import QNN


def simulated(qnn: QNN, dataset, theta: np.ndarray) -> float:
    """The mean square loss by matrix exponentials in floats."""
    dense = qnn.to_dense()
    unitary = np.eye(qnn.dimension, dtype=complex)
    for gate, angle in zip(dense.gates, theta, strict=True):
        values, vectors = np.linalg.eigh(gate.generator.to_numpy())
        unitary = vectors @ np.diag(np.exp(-1j * angle * values)) @ vectors.conj().T @ unitary
    turned = unitary.conj().T @ dense.observable.to_numpy() @ unitary
    outputs = [
        np.trace(state.to_density().to_numpy() @ turned).real for state, _ in dataset.samples
    ]
    return float(
        np.mean(
            [
                (out - float(label)) ** 2
                for out, (_, label) in zip(outputs, dataset.samples, strict=True)
            ]
        )
    )


def assert_is_target(qnn: QNN, text: str) -> int:
    target = read_formula(text, qnn.torus)
    made = dataset_for(qnn, target)
    assert made.factor > 0
    for theta in np.random.default_rng(1).uniform(0, np.pi, (5, len(qnn.parameters))):
        expected = float(made.factor) * (float(target.numeric(theta)) + float(made.constant))
        assert abs(simulated(qnn, made.construction.dataset, theta) - expected) < 1e-10 * max(
            1, abs(expected)
        )
    return len(made.construction.dataset)


@pytest.mark.parametrize(
    ("text", "samples"),
    [
        ("-cos(2θ1) - cos(2θ2)", 4),
        ("cos(4θ1) + cos(4θ2) - 1/2*cos(2θ1) - 1/3*sin(2θ2)", 4),
        ("3/5*cos(4θ1) + 4/5*sin(4θ1) + cos(2θ2)", 4),
        ("cos(2θ1 - 2θ2)", 4),
    ],
)
def test_the_paper_s_network_reaches_targets_drawn_by_hand(text: str, samples: int) -> None:
    assert assert_is_target(paper_experiment(2), text) <= samples


def test_a_random_circuit_and_a_random_target() -> None:
    assert (
        assert_is_target(random_network(4, 2, 1), "2*cos(4θ1)*sin(2θ2) - sin(4θ2) + 1/3*cos(2θ1)")
        <= 32
    )


def test_without_linear_independence_only_the_reachable_residuals_are_used() -> None:
    qnn = QNN(["ZI", "IZ"], "YY")  # no residual in one angle alone
    assert len(reachable_residuals(qnn)) == 4
    assert_is_target(qnn, "cos(4θ1) - 1/3*sin(4θ2)")
    with pytest.raises(ForbiddenError, match="L_02 = 0") as caught:
        dataset_for(qnn, read_formula("cos(4θ1) - 1/3*sin(2θ2)", qnn.torus))
    assert caught.value.found.relation == {"02": 1}


def test_what_is_refused() -> None:
    qnn = paper_experiment(1)
    with pytest.raises(InputError, match="frequency 3"):
        dataset_for(qnn, read_formula("cos(6θ1)", qnn.torus))
    with pytest.raises(InputError, match="constant"):
        dataset_for(qnn, TrigPoly.constant(3, qnn.torus))
    with pytest.raises(InputError, match="too large for states"):
        dataset_for(qnn, read_formula("cos(4θ1)", qnn.torus), kappa=50)
    many = paper_experiment(5)
    angles = range(1, 6)
    with pytest.raises(SizeError, match="to 968 samples"):
        dataset_for(
            many,
            read_formula("*".join(f"(1 + cos(2θ{k}) + cos(4θ{k}))" for k in angles), many.torus),
        )


@pytest.mark.parametrize("seed", range(3))
def test_sums_of_squares_are_exact(seed: int) -> None:
    rng = random.Random(seed)
    terms = {(a, b): rng.randint(-5, 5) for a in range(5) for b in range(5) if rng.random() < 0.5}
    target = TrigPoly.from_terms(terms or {(1, 0): 1})
    gram = gram_of(target)
    found = sum_of_squares(gram)
    assert found is not None
    total = TrigPoly.constant(0, 2)
    for square in found.squares:
        poly = TrigPoly.constant(square.constant, 2)
        for value, row in zip(square.vector, gram.rows, strict=True):
            poly = poly + row * value
        total = total + poly * poly * found.factor
    assert not any((total - target).degrees)


def test_rational_squares() -> None:
    rng = random.Random(2)
    for bits in (4, 30, 90):
        for _ in range(10):
            value = Fraction(rng.getrandbits(bits) + 1, rng.getrandbits(bits) + 1)
            roots = squares_of(value)
            assert len(roots) <= 4
            assert sum(root * root for root in roots) == value
    assert [len(squares_of(Fraction(n))) for n in (4, 5, 6, 7, 28, 112)] == [1, 2, 3, 4, 4, 4]
    assert simplest_between(Fraction(141, 100), Fraction(142, 100)) == Fraction(17, 12)
