"""Matching: planted points of every kind, the bound of the distance, basins against integration,
levels against the exact ones.
"""

from fractions import Fraction

import numpy as np
import pytest

from symqnn.errors import InputError
from symqnn.experiments.ground_truth import (
    MINIMUM,
    NOT_CONVERGED,
    OUTSIDE,
    SADDLE,
    basin_fractions,
    basins,
    level_numbers,
    match,
    values,
)
from symqnn.experiments.instance import closed_form, one_angle_success, read_star
from symqnn.roots.critical import critical_points
from symqnn.statements.landscapes import latin_landscape
from symqnn.training.methods import GradientDescent
from symqnn.training.minimise import Stopping, minimise, random_starts
from symqnn.training.objective import polynomial_objective
from symqnn.training.restarts import Runs, run_restarts

STAR = read_star("3/5,4/5")
INSTANCE = closed_form(2, Fraction(1, 5), STAR)
SHIFT = np.arctan2(0.8, 0.6) / 2
MAXIMUM = np.arccos(-0.25) / 2  # cos 2φ = -r²/(1-r²)


def runs_at(theta, converged=True):
    theta = np.asarray(theta, dtype=np.float64)
    n = len(theta)
    return Runs(
        theta,
        np.zeros(n),
        np.zeros(n),
        np.zeros(n),
        np.zeros(n, dtype=np.int64),
        np.broadcast_to(np.array(converged), (n,)),
    )


def test_planted_points_of_every_kind():
    at = SHIFT + np.array(
        [
            [0, 0],
            [np.pi / 2, 0],
            [np.pi / 2, -np.pi / 2],
            [MAXIMUM, 0],
            [MAXIMUM, -MAXIMUM],
            [0.5, 0.4],
        ]
    )
    matches = match(runs_at(at + np.pi * np.array([7, -3])), INSTANCE.found)
    assert matches.index.tolist() == [0, 0, 0, 1, 2, -1]
    assert matches.counts() == {MINIMUM: 3, NOT_CONVERGED: 0, SADDLE: 2, OUTSIDE: 1}
    levels = np.array([float(value) for value, _ in INSTANCE.levels])
    assert level_numbers(matches, INSTANCE.found, levels).tolist() == [0, 1, 2, -1, -1, -1]
    value, error = values(matches, INSTANCE.found)
    assert value[:3] == pytest.approx([0, 0.2, 0.4], abs=1e-9)
    assert np.isnan(value[5])
    assert error[:5].max() < 1e-9


def test_a_run_that_did_not_converge_is_reported_and_not_matched():
    matches = match(runs_at(SHIFT + np.zeros((2, 2)), converged=[True, False]), INSTANCE.found)
    assert matches.counts() == {MINIMUM: 1, NOT_CONVERGED: 1, SADDLE: 0, OUTSIDE: 0}
    assert level_numbers(matches, INSTANCE.found, np.array([0, 0.2, 0.4])).tolist() == [0, -1]


def test_the_counts_always_add_up():
    theta = random_starts(2, range(500), 0)
    matches = match(runs_at(theta, np.arange(500) % 3 > 0), INSTANCE.found)
    assert sum(matches.counts().values()) == 500
    assert min(matches.counts().values()) > 0


def test_the_bound_of_the_distance_holds():
    away = np.random.default_rng(0).uniform(-0.05, 0.05, (200, 2))
    matches = match(runs_at(SHIFT + away), INSTANCE.found)
    distance = np.abs(2 * away).max(axis=1)
    assert (matches.index == 0).all()
    assert (matches.distance >= distance).all()
    assert (matches.distance <= 60 * distance).all()


def test_coupled_losses_match_too():
    landscape = latin_landscape(2)
    found = critical_points(landscape.poly)
    runs = run_restarts(
        polynomial_objective(landscape.poly), 60, GradientDescent(0.1), Stopping(1e-7, 5000)
    )
    matches = match(runs, found)
    assert matches.matched.all()
    assert np.abs(values(matches, found)[0]).max() < 1e-9
    assert len(set(matches.roots[:, 0].tolist())) > 1


def test_points_of_shorter_periods_match():
    """cos 2φ has the period π in φ: found once by the search, met twice."""
    from symqnn.algebra.trigpoly import TrigPoly

    found = critical_points(TrigPoly.from_terms({"3": 1}))
    matches = match(runs_at([[np.pi / 4], [3 * np.pi / 4], [0.0]]), found)
    assert matches.index.tolist() == [0, 0, 1]


def test_basins_are_those_of_the_gradient_flow():
    starts = random_starts(2, range(400), 5)
    flow = minimise(INSTANCE.objective, starts, GradientDescent(0.01), Stopping(1e-6, 50_000))
    assert flow.converged.all()
    assert (
        match(runs_at(flow.theta), INSTANCE.found).roots == basins(starts, INSTANCE.found)
    ).all()


def test_a_start_at_a_maximum_belongs_to_no_basin():
    found = basins(
        SHIFT + np.array([[MAXIMUM, 0.1], [-MAXIMUM, 0.1], [MAXIMUM + 1e-6, 0.1]]), INSTANCE.found
    )
    assert (found[:, 0] == -1).tolist() == [True, True, False]
    assert (found[:, 1] >= 0).all()


@pytest.mark.parametrize("r_squared", ["1/100", "1/10", "3/10", "49/100"])
def test_certified_maxima_give_the_formula_of_the_basin(r_squared):
    instance = closed_form(1, Fraction(r_squared))
    shares = basin_fractions(instance.found)[0]
    assert sum(shares.values()) == pytest.approx(1, abs=1e-12)
    assert (
        min(abs(share - float(one_angle_success(Fraction(r_squared)))) for share in shares.values())
        < 1e-11
    )


def test_basins_of_a_coupled_loss_are_refused():
    with pytest.raises(InputError, match="separable"):
        basins(np.zeros((1, 2)), critical_points(latin_landscape(2).poly))


def test_levels_that_belong_to_another_loss_are_refused():
    matches = match(runs_at(SHIFT + np.zeros((1, 2))), INSTANCE.found)
    with pytest.raises(InputError, match="none of the exact values"):
        level_numbers(matches, INSTANCE.found, np.array([0.1, 0.3]))
    with pytest.raises(InputError, match="closer"):
        level_numbers(matches, INSTANCE.found, np.array([0.0, 1e-13]))
