"""Basins: gradient flow solved by another integrator ends where the start says."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from symqnn.errors import InputError
from symqnn.experiments.basins import (
    QUICK,
    Settings,
    basin_of_start,
    certified_vertex,
    run,
    separable_loss,
    vertex_of,
)
from symqnn.experiments.instance import closed_form
from symqnn.training.methods import GradientDescent
from symqnn.training.minimise import Stopping, random_starts
from symqnn.training.objective import polynomial_objective
from symqnn.training.restarts import run_restarts

R_SQUARED = Fraction(3, 10)


def test_gradient_flow_ends_where_the_start_says() -> None:
    objective = polynomial_objective(separable_loss(2, R_SQUARED))
    starts = random_starts(2, range(200), 3)
    theta, step = starts.copy(), 0.05

    def slope(at: np.ndarray) -> np.ndarray:
        return -objective.value_and_gradient(at)[1]

    for _ in range(1500):  # Runge-Kutta
        a = slope(theta)
        b = slope(theta + step / 2 * a)
        c = slope(theta + step / 2 * b)
        theta = theta + step / 6 * (a + 2 * b + 2 * c + slope(theta + step * c))
    found, said = vertex_of(theta), basin_of_start(starts, R_SQUARED)
    # next to a boundary the flow is slow
    near = np.abs(np.cos(2 * starts) + 3 / 7).min(axis=1) < 0.02
    assert (found == said)[~near].all()
    assert near.sum() < 20


def test_the_certified_vertex_is_the_nearest_one_of_runs_that_converged() -> None:
    instance = closed_form(3, R_SQUARED)
    runs = run_restarts(
        polynomial_objective(separable_loss(3, R_SQUARED)),
        100,
        GradientDescent(0.4),
        Stopping(1e-5, 20_000),
        seed=2,
    )
    found = certified_vertex(runs, instance.found)
    assert found.min() >= 0
    assert (found == vertex_of(runs.theta)).all()
    assert (certified_vertex(replace(runs, converged=~runs.converged), instance.found) == -1).all()


def test_the_quick_run_agrees_with_theory() -> None:
    found = run(QUICK)
    assert found.faults == ()
    assert found.statistics["starts_predicted"] == {"p=1": 2000, "p=2": 2000}
    assert len(found.table("map_chain").rows) == 21**2
    assert set(found.table("map_separable").column("minimum")) == {0, 1, 2, 3}


@pytest.mark.parametrize("given", [{"r_squared": Fraction(1, 2)}, {"p": (9,)}, {"grid": 1}])
def test_bad_settings(given: dict) -> None:
    with pytest.raises(InputError):
        Settings(**given)
