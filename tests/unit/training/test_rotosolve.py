"""Rotosolve against brute force on fine grids."""

import numpy as np
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import InputError
from symqnn.loss.training import loss
from symqnn.model.ansatz import paper_experiment
from symqnn.model.dataset import Dataset, random_dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.training.circuit_objective import circuit_objective
from symqnn.training.minimise import random_starts
from symqnn.training.objective import polynomial_objective
from symqnn.training.rotosolve import line_coefficients, line_minimum, rotosolve

GRID = np.linspace(-np.pi, np.pi, 4001)
number = st.integers(-20, 20).map(lambda k: k / 7)


@settings(max_examples=examples(100), deadline=None)
@given(number, number, number, number)
def test_line_minimum_is_the_global_minimum(a: float, b: float, c: float, d: float) -> None:
    c1, c2 = complex(a, b), complex(c, d)
    t = line_minimum(np.array([[0, c1, c2]]))[0]
    value = (c1 * np.exp(1j * GRID) + c2 * np.exp(2j * GRID)).real
    assert (c1 * np.exp(1j * t) + c2 * np.exp(2j * t)).real <= value.min() + 1e-9


@settings(max_examples=examples(30), deadline=None)
@given(number, number, number, number, number)
def test_five_values_determine_the_line(o: float, a: float, b: float, c: float, d: float) -> None:
    t = 2 * np.pi * np.arange(5) / 5
    values = o + (complex(a, b) * np.exp(1j * t) + complex(c, d) * np.exp(2j * t)).real
    assert line_coefficients(values[None])[0] == pytest.approx(
        [o, complex(a, b), complex(c, d)], abs=1e-12
    )


def test_it_ends_where_no_single_angle_helps() -> None:
    objective = polynomial_objective(loss(paper_experiment(3), random_dataset(3, 9, 5)))
    starts = random_starts(3, range(20), 1)
    done = rotosolve(objective, starts)
    assert done.converged.all()
    assert (done.value <= objective.value_and_gradient(starts)[0]).all()
    for axis in range(3):
        for shift in np.linspace(0, np.pi, 200):
            moved = done.theta.copy()
            moved[:, axis] += shift
            assert (objective.value_and_gradient(moved)[0] >= done.value - 1e-6).all()


def test_of_equal_values_the_old_one_stays() -> None:
    # -cos 2φ: φ = 0 and π are equal
    objective = polynomial_objective(TrigPoly.from_terms({"30": -1, "03": -1}))
    done = rotosolve(objective, [[0.0, np.pi / 2]])
    assert done.theta.tolist() == [[0.0, np.pi / 2]]


@settings(max_examples=examples(50), deadline=None)
@given(st.integers(-300, 300).map(lambda k: k / 100), st.sampled_from([-1e-15, 0.0, 1e-15]))
def test_rounding_does_not_decide_between_equal_minima(shift: float, noise: float) -> None:
    """-cos 2(t - shift) has its minima at shift and shift + π: the one nearer to 0 is taken."""
    t = line_minimum(np.array([[0, noise, -np.exp(-2j * shift)]]))[0]
    away = np.abs(np.angle(np.exp(1j * np.array([shift, shift + np.pi]))))
    if abs(away[0] - away[1]) > 1e-9:
        assert abs(t) == pytest.approx(away.min(), abs=1e-7)


def test_order_must_name_every_angle() -> None:
    with pytest.raises(InputError, match="once"):
        rotosolve(polynomial_objective(TrigPoly.from_terms({"10": 1})), [[0.0, 0.0]], order=(0, 0))


def test_a_loss_of_a_higher_degree_is_refused() -> None:
    """One parameter in three gates: f² has frequencies up to 6; five values say nothing of them."""
    objective = circuit_objective(
        QNN(["X", "Y", "X"], "Z+X", angles=["a"] * 3), Dataset.from_samples([(State.zero(1), 0)])
    )
    assert objective.degree == 6
    with pytest.raises(InputError, match="degree up to 6 in an angle; at most 2 is required"):
        rotosolve(objective, [[0.0]])
