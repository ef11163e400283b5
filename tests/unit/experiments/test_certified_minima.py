"""Runs against certified minima: two roads give the same minima, and what is no minimum is
reported.
"""

import numpy as np
import pytest

from symqnn.experiments.certified_minima import candidates, match_by_proof, match_complete, sharpen
from symqnn.experiments.encoded_training import encoded_objective, train_encoded
from symqnn.loss.jets import LossJets
from symqnn.loss.training import loss
from symqnn.model.ansatz import paper_experiment
from symqnn.model.encoding import linearly_separable
from symqnn.roots.critical import critical_points
from symqnn.roots.critical_list import CriticalPoints
from symqnn.training.methods import LBFGS
from symqnn.training.minimise import Stopping
from symqnn.training.restarts import Runs

DATA = linearly_separable(2, 40, 0)
QNN = paper_experiment(2)


def runs_at(theta: np.ndarray, converged: bool = True) -> Runs:
    value, gradient = encoded_objective(DATA).value_and_gradient(theta)
    return Runs(
        theta,
        value,
        value,
        np.abs(gradient).max(axis=1),
        np.ones(len(theta), dtype=np.int64),
        np.full(len(theta), converged),
    )


@pytest.fixture(scope="module")
def found() -> CriticalPoints:
    return critical_points(loss(QNN, DATA.dataset()))


def test_proofs_of_single_minima_agree_with_the_complete_list(found: CriticalPoints) -> None:
    runs = train_encoded("p2", DATA, 40, LBFGS(), Stopping(1e-7, 3000), complete=2).runs
    one, other = match_complete(runs, found), match_by_proof(runs, QNN, DATA.dataset())
    assert (one.complete, other.complete) == (True, False)
    assert one.unmatched == other.unmatched == ()
    assert len(one.minima) == found.by_index[0]
    assert [point.hits for point in one.minima if point.hits] == [
        point.hits for point in other.minima
    ]
    for exact, proved in zip(
        [point for point in one.minima if point.hits], other.minima, strict=True
    ):
        assert max(exact.lower, proved.lower) <= min(exact.upper, proved.upper)
        assert np.abs(np.angle(np.exp(1j * (np.array(exact.phi) - proved.phi)))).max() < 1e-8


@pytest.mark.parametrize("index", [1, 2])
def test_saddles_and_maxima_are_reported_not_dropped(found: CriticalPoints, index: int) -> None:
    theta = np.array([next(found.points(index)).theta])
    for matching in (
        match_complete(runs_at(theta), found),
        match_by_proof(runs_at(theta), QNN, DATA.dataset()),
    ):
        assert matching.unmatched == (0,)
        assert matching.reasons


def test_runs_that_did_not_converge_or_are_far_are_reported(found: CriticalPoints) -> None:
    theta = np.array([found.minima()[0].theta])
    assert match_complete(runs_at(theta), found).unmatched == ()
    assert match_complete(runs_at(theta, converged=False), found).reasons == ("1 not converged",)
    assert match_complete(runs_at(theta + 0.6), found).reasons == (
        "1 outside every certified cube",
    )


def test_proved_minima_count_only_runs_that_converged_to_them(found: CriticalPoints) -> None:
    """Newton's method leads a point beside a minimum to it; the run that ended beside it is still
    reported.
    """
    theta = np.array([found.minima()[0].theta])
    nothing = match_by_proof(runs_at(theta, converged=False), QNN, DATA.dataset())
    assert (nothing.minima, nothing.unmatched, nothing.reasons) == ((), (0,), ("1 not converged",))
    beside = match_by_proof(runs_at(theta + 1e-4), QNN, DATA.dataset())
    assert (beside.unmatched, [point.hits for point in beside.minima]) == ((0,), [0])
    assert beside.reasons == ("run 0 ended 2.0e-04 from the minimum proved",)
    spread = match_by_proof(
        runs_at(np.concatenate((theta + 1e-4, theta, theta - 1e-4))), QNN, DATA.dataset()
    )
    assert (spread.unmatched, [point.hits for point in spread.minima], len(spread.reasons)) == (
        (0, 2),
        [1],
        2,
    )
    both = runs_at(np.concatenate((theta, theta)))
    both.converged[1] = False
    matching = match_by_proof(both, QNN, DATA.dataset())
    assert (matching.unmatched, [point.hits for point in matching.minima], matching.reasons) == (
        (1,),
        [1],
        ("1 not converged",),
    )


def test_a_run_beside_a_saddle_among_minima_is_told_apart(found: CriticalPoints) -> None:
    good, bad = found.minima()[0], next(found.points(1))
    matching = match_by_proof(
        runs_at(np.array([good.theta, bad.theta, good.theta])), QNN, DATA.dataset()
    )
    assert matching.unmatched == (1,)
    assert [point.hits for point in matching.minima] == [2]


def test_sharpened_points_go_beyond_double_precision(found: CriticalPoints) -> None:
    jets = LossJets(QNN, DATA.dataset())
    jet = jets.at(sharpen(jets, 2 * np.array(found.minima()[0].theta)))
    assert all(abs(value) * 10**25 < jet.denominator for value in jet.gradient)


def test_levels_are_certainly_different_values(found: CriticalPoints) -> None:
    theta = np.array([point.theta for point in found.minima()])
    matching = match_complete(runs_at(theta), found)
    assert matching.levels == len(found.levels()) == 3


def test_candidates_know_the_torus() -> None:
    phi = np.array([[0.0, 1.0], [2 * np.pi - 1e-7, 1.0], [3.0, 1.0], [0.0, 1.0 + 1e-4]])
    assert candidates(phi).tolist() == [0, 0, 1, 2]
