"""Laws of the loss, on drawn networks with shared, affine and fixed angles, words, sums of words
and matrices.
"""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from simulated_loss import FloatLoss

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.errors import SizeError
from symqnn.expansion.output import evaluate
from symqnn.loss import grid
from symqnn.loss import squares as squares_module
from symqnn.loss.derivatives import gradient, hessian
from symqnn.loss.jets import LossJets
from symqnn.loss.squares import squares
from symqnn.loss.training import loss, weights
from symqnn.model.ansatz import random_integral, random_network
from symqnn.model.dataset import Dataset, random_dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State

POINTS = st.fractions(-3, 3, max_denominator=6).map(CirclePoint.from_half_tangent)
GENERATORS = ["ZI", "IX", "1/2*ZZ", "1/2*XX + 1/2*YY", "3/5*XI + 4/5*ZI", "IY", "1/2*ZI + IZ"]
ANGLES = ["a", "b", "2*a", "a - b", "b + pi/2", "-a + 8*atan(1/3)", "a + pi", "3*b"]
OBSERVABLES = ["ZZ", "XI + 1/2*IY", "(Y+I)(X+Z)", "2*XX - 1/3*ZI"]


@st.composite
def networks(draw):
    """Two qubits, two to four gates, at most two angles; as words or as matrices."""
    generators = draw(st.lists(st.sampled_from(GENERATORS), min_size=2, max_size=4))
    angles = [draw(st.sampled_from(ANGLES)) for _ in generators]
    angles[0] = "a"
    qnn = QNN(generators, draw(st.sampled_from(OBSERVABLES)), angles=angles, round_angles=True)
    return qnn.to_dense() if draw(st.booleans()) else qnn


@settings(max_examples=examples(40))
@given(networks(), st.integers(0, 20), st.data())
def test_losses_of_general_networks(qnn, seed, data):
    """Against matrix exponentials at angles θ, and exactly against values without an expansion."""
    dataset = random_dataset(2, 3, seed)
    total, simulated = loss(qnn, dataset, (1, 2)), FloatLoss(qnn, dataset, (1, 2))
    theta = np.random.default_rng(seed).uniform(-3, 3, len(qnn.parameters))
    assert abs(total.numeric(theta) - simulated.value(theta)) < 1e-9
    slopes = np.array([part.numeric(theta) for part in gradient(total)])
    assert np.abs(slopes - simulated.gradient(theta)).max() < 1e-6
    point = [data.draw(POINTS) for _ in qnn.parameters]
    pairs = zip(weights(dataset, (1, 2)), dataset.samples, strict=True)
    assert total.at(point) == sum(
        w * (evaluate(qnn, state, point) - y) ** 2 for w, (state, y) in pairs
    )


@settings(max_examples=examples(30))
@given(networks(), st.integers(0, 20), st.data())
def test_jets_are_the_derivatives_of_the_loss_in_phases(qnn, seed, data):
    dataset = random_dataset(2, 2, seed)
    total, jets = loss(qnn, dataset), LossJets(qnn, dataset)
    point = [data.draw(POINTS) for _ in qnn.parameters]
    jet, p = jets.at(point), len(qnn.parameters)
    assert Fraction(jet.value, jet.denominator) == total.at(point)
    for a, b in product(range(p), repeat=2):
        assert Fraction(jet.gradient[a], jet.denominator) == total.phase_derivative(a).at(point)
        second = total.phase_derivative(a).phase_derivative(b)
        assert Fraction(jet.hessian[a][b], jet.denominator) == second.at(point)
    phases = np.array([[np.arctan2(float(x.sin), float(x.cos)) for x in point]])
    slopes, curvatures = jets.numeric(phases)
    size = 1 + float(jets.third_bound())
    assert np.abs(slopes[0] - [x / jet.denominator for x in jet.gradient]).max() < 1e-12 * size
    exact = [[x / jet.denominator for x in row] for row in jet.hessian]
    assert np.abs(curvatures[0] - exact).max() < 1e-12 * size


@pytest.mark.parametrize(
    "qnn",
    [random_integral([0, 1, 3], 2, seed=1), random_network(4, 3, seed=2)],
    ids=["frequencies to 3", "two-level"],
)
def test_derivatives_by_differences_of_the_simulated_loss(qnn):
    source = np.random.default_rng(3)
    pure = [State.pure([int(x) for x in source.integers(-3, 4, qnn.dimension)]) for _ in range(2)]
    dataset = Dataset.from_samples([(pure[0], "1/3"), (pure[1], -1)])
    total, simulated = loss(qnn, dataset), FloatLoss(qnn, dataset)
    for theta in source.uniform(-3, 3, (3, len(qnn.parameters))):
        table = np.array([[part.numeric(theta) for part in row] for row in hessian(total)])
        assert np.abs(table - simulated.hessian(theta)).max() < 1e-3 * (1 + np.abs(table).max())


@settings(max_examples=examples(15))
@given(networks(), st.integers(0, 20), st.lists(st.floats(0.1, 6), min_size=4, max_size=4))
def test_third_derivatives_stay_below_the_bound(qnn, seed, numbers):
    dataset, p = random_dataset(2, 2, seed), len(qnn.parameters)
    total, bound = loss(qnn, dataset), float(LossJets(qnn, dataset).third_bound())
    direction = np.array(numbers[:p]) / np.linalg.norm(numbers[:p])
    third = 0.0
    for a, b, c in product(range(p), repeat=3):
        part = total.phase_derivative(a).phase_derivative(b).phase_derivative(c)
        third += np.prod(direction[[a, b, c]]) * part.numeric_phases(np.array(numbers[-p:]))
    assert abs(third) <= bound * (1 + 1e-12)


COEFFICIENTS = st.fractions(-50, 50, max_denominator=12)


@settings(max_examples=examples(60))
@given(st.integers(1, 3), st.integers(1, 3), st.data())
def test_interpolated_squares_are_the_multiplied_ones(angles, degree, data):
    """Both roads of :func:`squares`, forced, on drawn residuals: dense evaluation modulo primes,
    and polynomial products.
    """
    degree = degree if angles < 3 else 1
    indices = st.tuples(*[st.integers(0, 2 * degree)] * angles)
    tables = st.dictionaries(indices, COEFFICIENTS, max_size=8)
    torus = Torus.of([f"a{k}" for k in range(angles)], "1/2")
    residuals = [TrigPoly.from_terms(data.draw(tables), torus=torus) for _ in range(2)]
    weighted = list(zip((Fraction(2, 3), Fraction(-1, 5)), residuals, strict=True))
    products = [residual * residual * weight for weight, residual in weighted]
    expected = products[0] + products[1]
    degrees = tuple(max(pair) for pair in zip(*(r.degrees for r in residuals), strict=True))
    assert squares_module._dense(weighted, degrees, torus) == expected
    assert squares(weighted, torus) == expected


def test_the_dense_road_is_taken_where_it_pays(monkeypatch):
    taken = []
    monkeypatch.setattr(squares_module, "_dense", lambda *given: taken.append(given))
    torus = Torus.default(4)
    full = TrigPoly.from_terms({index: 1 + sum(index) for index in product(range(3), repeat=4)})
    squares([(Fraction(1), full)], torus)
    assert len(taken) == 1
    single = TrigPoly.from_terms({"1" + "0" * 11: 1})
    assert squares([(Fraction(1), single)], Torus.default(12)) == single * single
    assert len(taken) == 1


def test_slices_and_batches_add_up(monkeypatch):
    """Many slices of the grid, several batches of samples and unequal weights give what single
    products give.
    """
    monkeypatch.setattr(grid, "SLICE", 30)
    monkeypatch.setattr(squares_module, "BATCH", 50)
    rng, torus = np.random.default_rng(3), Torus.default(4)
    table = np.ascontiguousarray(np.indices((3, 3, 5, 3), dtype=np.uint8).reshape(4, -1).T)
    residuals = [
        trigpoly(table, rng.integers(-(2**40), 2**40, len(table)), 2**k, torus) for k in range(9)
    ]
    weighted = [(Fraction(1 + k % 3, 7), residual) for k, residual in enumerate(residuals)]
    expected = TrigPoly.constant(0, torus)
    for weight, residual in weighted:
        expected = expected + residual * residual * weight
    assert squares_module._dense(weighted, (1, 1, 2, 1), torus) == expected


def test_too_many_coefficients_are_refused_with_their_number():
    table = np.ascontiguousarray(np.indices((3,) * 11, dtype=np.uint8).reshape(11, -1).T)
    full = trigpoly(table, np.ones(len(table), dtype=np.int64), 1, Torus.default(11))
    with pytest.raises(SizeError, match=f"up to {5**11} coefficients"):
        squares([(Fraction(1), full)], Torus.default(11))
