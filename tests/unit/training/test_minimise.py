"""Minimisation: where runs end, when they stop, and that rows do not influence each other.

Modules: training/line_search.
"""

from fractions import Fraction
from itertools import product

import numpy as np
import pytest

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import DimensionError, InputError
from symqnn.loss.training import loss
from symqnn.model.ansatz import paper_experiment
from symqnn.model.dataset import random_dataset
from symqnn.training.line_search import Points, cubic_minimum, strong_wolfe
from symqnn.training.methods import LBFGS, Adam, GradientDescent, RMSProp
from symqnn.training.minimise import Stopping, minimise, random_starts
from symqnn.training.objective import polynomial_objective

METHODS = [Adam(), RMSProp(decay=0.998), GradientDescent(0.05), LBFGS()]
NAMES = [method.name for method in METHODS]
COUPLED = polynomial_objective(loss(paper_experiment(2), random_dataset(2, 6, seed=1)))


@pytest.mark.parametrize("method", METHODS, ids=NAMES)
def test_converged_means_a_small_gradient(method):
    done = minimise(COUPLED, random_starts(2, range(60), 0), method, Stopping(1e-6, 20_000))
    value, gradient = COUPLED.value_and_gradient(done.theta)
    assert done.converged.all()
    assert np.abs(gradient).max() <= 1e-6
    assert (value == done.value).all()


@pytest.mark.slow
def test_rmsprop_without_decay_may_circle_around_a_minimum_and_says_so():
    """Its steps do not shrink to zero; such runs are reported as not converged, close to a point
    that is critical.
    """
    starts = random_starts(2, range(60), 0)
    plain, decayed = (
        minimise(COUPLED, starts, method, Stopping(1e-6, 5000))
        for method in (RMSProp(), RMSProp(decay=0.998))
    )
    assert not plain.converged.all()
    assert decayed.converged.all()
    assert np.abs(plain.theta - decayed.theta)[~plain.converged].max() < 0.02


@pytest.mark.parametrize("method", METHODS, ids=NAMES)
def test_rows_do_not_influence_each_other(method):
    starts, limits = random_starts(2, range(12), 5), Stopping(1e-6, 300)
    together = minimise(COUPLED, starts, method, limits)
    alone = [minimise(COUPLED, starts[k : k + 1], method, limits) for k in range(12)]
    assert (together.theta == np.concatenate([done.theta for done in alone])).all()
    assert (together.steps == np.concatenate([done.steps for done in alone])).all()


@pytest.mark.parametrize("method", METHODS, ids=NAMES)
def test_too_few_steps_are_reported(method):
    starts = random_starts(2, range(10), 0)
    done = minimise(COUPLED, starts, method, Stopping(1e-12, 2))
    assert not done.converged.any()
    assert (done.steps == 2).all()


@pytest.mark.parametrize("method", METHODS, ids=NAMES)
def test_a_start_at_a_critical_point_stays(method):
    poly = TrigPoly.from_terms({"10": 1, "01": 1})
    start = np.array([[0.0, 0.0], [0.0, np.pi / 2], [0.1, 0.3]])
    done = minimise(polynomial_objective(poly), start, method, Stopping(1e-6, 20_000))
    assert (done.theta[:2] == start[:2]).all()
    assert done.steps[:2].tolist() == [0, 0]
    assert done.value[2] == pytest.approx(-2)


def test_gradient_descent_by_hand():
    """θ ← θ + 2η sin 2θ for L = cos 2θ, three steps."""
    objective, theta = polynomial_objective(TrigPoly.from_terms({"1": 1})), 0.4
    done = minimise(objective, [[theta]], GradientDescent(0.1, decay=0.5), Stopping(1e-12, 3))
    for rate in (0.1, 0.05, 0.025):
        theta += 2 * rate * np.sin(2 * theta)
    assert done.theta[0, 0] == pytest.approx(theta, abs=1e-15)


def test_starts_are_uniform_and_belong_to_their_index():
    starts = random_starts(3, range(4000), seed=2)
    assert (random_starts(3, [17, 3], seed=2) == starts[[17, 3]]).all()
    assert not (random_starts(3, range(5), seed=3) == starts[:5]).any()
    assert 0 <= starts.min() < starts.max() < 2 * np.pi
    counts = np.histogram(starts, 8, (0, 2 * np.pi))[0]
    assert ((counts - 1500) ** 2 / 1500).sum() < 30  # χ² with 7 degrees: p = 1e-4
    assert not (random_starts(4, range(5), seed=2)[:, :3] == starts[:5]).any()


def test_line_search_meets_the_wolfe_conditions():
    theta = random_starts(2, range(300), 9)
    value, gradient = COUPLED.value_and_gradient(theta)
    method, slope = LBFGS(), -(gradient**2).sum(axis=1)
    for first in (1e-3, 1.0, 30.0):
        start = Points(np.zeros(300), value, gradient, slope)
        found = strong_wolfe(COUPLED, theta, -gradient, np.full(300, first), start, method)
        again, slopes = COUPLED.value_and_gradient(theta - found.step[:, None] * gradient)
        assert np.abs(again - found.value).max() < 1e-14
        assert (found.value <= value + 1e-4 * found.step * slope + 1e-15).all()
        assert (np.abs((slopes * -gradient).sum(axis=1)) <= 0.9 * np.abs(slope) + 1e-15).all()


def test_cubic_minimum_is_the_one_of_the_cubic():
    rng = np.random.default_rng(0)
    for _ in range(50):
        a, b, c, d = rng.normal(size=4)
        lower, upper = np.sort(rng.uniform(-3, 3, 2))

        def point(t, a=a, b=b, c=c, d=d):
            return Points(
                np.array([t]),
                np.array([((a * t + b) * t + c) * t + d]),
                np.zeros((1, 1)),
                np.array([(3 * a * t + 2 * b) * t + c]),
            )

        found = float(
            cubic_minimum(point(lower), point(upper), np.array([lower]), np.array([upper]))[0]
        )
        back = float(
            cubic_minimum(point(upper), point(lower), np.array([lower]), np.array([upper]))[0]
        )
        roots = [
            t.real
            for t in np.roots([3 * a, 2 * b, c])
            if abs(t.imag) < 1e-12 and 6 * a * t.real + 2 * b > 0
        ]
        expected = min(max(roots[0], lower), upper) if roots else (lower + upper) / 2
        assert found == pytest.approx(expected, abs=1e-6)
        assert back == pytest.approx(expected, abs=1e-6)


def test_memory_of_lbfgs_solves_a_quadratic_like_loss_quickly():
    """Near a minimum the quasi-Newton steps converge much faster than gradient descent."""
    start = minimise(
        COUPLED, random_starts(2, range(20), 1), GradientDescent(0.05), Stopping(1e-3, 5000)
    ).theta
    fast = minimise(COUPLED, start, LBFGS(), Stopping(1e-7, 100))
    slow = minimise(COUPLED, start, GradientDescent(0.05), Stopping(1e-7, 5000))
    assert fast.converged.all()
    assert fast.steps.max() < 12 < slow.steps.mean()


@pytest.mark.parametrize(
    ("build", "error", "part"),
    [
        (lambda: Adam(-1), InputError, "learning_rate is -1"),
        (lambda: Adam(beta1=1), InputError, "beta1 is 1"),
        (lambda: Adam(decay=0), InputError, "decay is 0"),
        (lambda: RMSProp(smoothing=-0.1), InputError, "smoothing"),
        (lambda: RMSProp(epsilon=0), InputError, "epsilon"),
        (lambda: GradientDescent(float("nan")), InputError, "learning_rate is nan"),
        (lambda: LBFGS(history=0), InputError, "history is 0"),
        (lambda: LBFGS(curvature=1e-5), InputError, "c₁ < c₂"),
        (lambda: LBFGS(change_tolerance=float("nan")), InputError, "change_tolerance"),
        (lambda: Stopping(0), InputError, "gradient_tolerance is 0"),
        (lambda: Stopping(max_steps=0), InputError, "max_steps is 0"),
        (lambda: minimise(COUPLED, [1.0, 2.0], Adam()), DimensionError, r"\(n, 2\)"),
        (lambda: minimise(COUPLED, [[1.0, float("inf")]], Adam()), InputError, "finite"),
        (lambda: random_starts(0, [1], 0), InputError, "p is 0"),
        (lambda: random_starts(1, [-1], 0), InputError, "least index is -1"),
        (lambda: random_starts(1, [1], -2), InputError, "seed is -2"),
    ],
)
def test_bad_input(build, error, part):
    with pytest.raises(error, match=part):
        build()


def test_parity_loss_of_two_angles_ends_at_its_minima():
    """L = (1 - cos φ1 cos φ2)² + small fields: every run ends at one of the four vertices."""
    square = TrigPoly.from_terms({"00": 1, "11": -1})
    fields = TrigPoly.from_terms({"30": -1, "03": -1})
    objective = polynomial_objective(square * square * Fraction(1, 10) + fields)
    done = minimise(objective, random_starts(2, range(50), 0), Adam(), Stopping(1e-7, 10_000))
    ends = {tuple(row) for row in np.round(2 * done.theta / np.pi).astype(int) % 2}
    assert ends == set(product((0, 1), repeat=2))
    assert np.abs(2 * done.theta / np.pi - np.round(2 * done.theta / np.pi)).max() < 1e-5
