"""Objectives: exact values and derivatives at rational points, finite differences, and three forms
of one loss that agree.
"""

from fractions import Fraction

import numpy as np
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.separable import separate
from symqnn.construction.theorem_2 import theorem_2
from symqnn.errors import DimensionError, InputError
from symqnn.loss.training import loss
from symqnn.model.ansatz import paper_experiment
from symqnn.model.dataset import random_dataset
from symqnn.training.objective import (
    bloch_factors,
    polynomial_objective,
    product_objective,
    separable_objective,
)

POINTS = [CirclePoint.from_half_tangent(Fraction(n, 7)) for n in (-9, -4, -1, 0, 2, 3, 11)]


@st.composite
def polynomials(draw):
    angles = draw(st.integers(1, 3))
    index = st.tuples(*[st.integers(0, 6)] * angles)
    return TrigPoly.from_terms(
        draw(
            st.dictionaries(index, st.fractions(-3, 3, max_denominator=9), min_size=1, max_size=8)
        ),
        angles,
    )


def theta_of(points):
    return np.array([[np.arctan2(float(point.sin), float(point.cos)) / 2 for point in points]])


@settings(max_examples=examples(60), deadline=None)
@given(polynomials(), st.data())
def test_value_and_gradient_are_the_exact_ones_at_rational_points(poly, data):
    points = [data.draw(st.sampled_from(POINTS)) for _ in range(poly.angles)]
    value, gradient = polynomial_objective(poly).value_and_gradient(theta_of(points))
    assert value[0] == pytest.approx(float(poly.at(points)), abs=1e-11)
    exact = [float(poly.derivative(axis).at(points)) for axis in range(poly.angles)]
    assert gradient[0] == pytest.approx(exact, abs=1e-11)


def differences(objective, theta, step=1e-6):
    shifts = step * np.eye(theta.shape[1])
    columns = [
        (objective.value_and_gradient(theta + e)[0] - objective.value_and_gradient(theta - e)[0])
        / (2 * step)
        for e in shifts
    ]
    return np.stack(columns, axis=1)


def product_form(data):
    vectors = [
        [[float(x) for x in vector] for vector in state.vectors] for state, _ in data.samples
    ]
    return product_objective(bloch_factors(vectors), [float(label) for _, label in data.samples])


@pytest.mark.parametrize("p", [1, 2, 4])
def test_gradients_agree_with_finite_differences(p):
    theta = np.random.default_rng(p).uniform(0, 7, (9, p))
    data = random_dataset(p, 5, seed=p)
    for objective in (product_form(data), polynomial_objective(loss(paper_experiment(p), data))):
        assert (
            np.abs(objective.value_and_gradient(theta)[1] - differences(objective, theta)).max()
            < 1e-7
        )


@pytest.mark.parametrize("p", [1, 3])
def test_product_and_polynomial_form_of_a_random_dataset_agree(p):
    data = random_dataset(p, 7, seed=1)
    theta = np.random.default_rng(0).uniform(0, 7, (11, p))
    product, polynomial = product_form(data), polynomial_objective(loss(paper_experiment(p), data))
    for left, right in zip(
        product.value_and_gradient(theta), polynomial.value_and_gradient(theta), strict=True
    ):
        assert np.abs(left - right).max() < 1e-12
    states = product.outputs(theta) - product.labels
    assert np.abs((states**2).mean(axis=1) - product.value_and_gradient(theta)[0]).max() < 1e-12


def test_three_forms_of_the_loss_of_theorem_2_agree():
    made = theorem_2(paper_experiment(3), [POINTS[1], POINTS[5], POINTS[0]], Fraction(1, 5))
    exact = made.construction.loss()
    constant, parts = separate(exact)
    data = made.construction.dataset
    theta = np.random.default_rng(4).uniform(0, 7, (13, 3))
    found = [
        item.value_and_gradient(theta)
        for item in (
            separable_objective(parts, constant),
            polynomial_objective(exact),
            product_form(data),
        )
    ]
    for value, gradient in found[1:]:
        assert np.abs(value - found[0][0]).max() < 1e-13
        assert np.abs(gradient - found[0][1]).max() < 1e-13


def test_weights_are_used():
    factors, theta = [[[1.0, 0.5, 0.25]], [[0.0, 1.0, 0.0]]], np.array([[0.3]])
    whole = product_objective(factors, [0.1, 0.2], [2.0, 0.0]).value_and_gradient(theta)
    first = product_objective(factors[:1], [0.1], [2.0]).value_and_gradient(theta)
    assert (whole[0] == first[0]).all()
    assert (whole[1] == first[1]).all()


def test_sixty_four_angles_cost_nothing():
    made = theorem_2(paper_experiment(1), [CirclePoint.quarter_turns(0)], "3/10", 1)
    constant, parts = separate(made.construction.loss())
    objective = separable_objective([parts[0] * Fraction(1, 64)] * 64, constant)
    theta = np.random.default_rng(0).uniform(0, 7, (5, 64))
    phi = 2 * theta
    closed = (np.sin(phi) ** 2 + 0.3 * (1 - np.cos(phi)) ** 2).sum(axis=1) / 128
    assert np.abs(objective.value_and_gradient(theta)[0] - closed).max() < 1e-13


def test_many_points_and_none():
    """Pieces that fit the cache give what one piece gives."""
    poly = TrigPoly.from_terms({"111": 1, "203": "1/3"})
    objective = polynomial_objective(poly)
    theta = np.random.default_rng(0).uniform(0, 7, (200_000, 3))
    value, gradient = objective.value_and_gradient(theta)
    assert np.abs(value[-5:] - objective.value_and_gradient(theta[-5:])[0]).max() == 0
    assert np.abs(gradient[-5:] - objective.value_and_gradient(theta[-5:])[1]).max() == 0
    assert objective.value_and_gradient(np.empty((0, 3)))[1].shape == (0, 3)


@pytest.mark.parametrize(
    ("build", "error", "part"),
    [
        (lambda: separable_objective([]), InputError, "parts is empty"),
        (lambda: separable_objective([TrigPoly.constant(1, 2)]), DimensionError, "one angle"),
        (lambda: product_objective([[1, 0, 0]], [1]), DimensionError, r"\(1, 3\)"),
        (lambda: product_objective([[[1, 0, 0]]], [1, 2]), DimensionError, "shapes"),
        (lambda: product_objective([[[1, 0, float("nan")]]], [1]), InputError, "finite"),
        (
            lambda: polynomial_objective(TrigPoly.constant(1, 2)).value_and_gradient(
                np.zeros((1, 3))
            ),
            DimensionError,
            r"\(n, 2\)",
        ),
    ],
)
def test_bad_input(build, error, part):
    with pytest.raises(error, match=part):
        build()
