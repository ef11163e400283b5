"""Training on a loss of one's own: what is certified is certified; Ctrl-C keeps what is done."""

from fractions import Fraction

import numpy as np
import pytest

import symqnn.experiments.own_loss as own
from symqnn import QNN, Dataset, State, certificate, check, critical_points, loss, theorem_2, train
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import InputError
from symqnn.minimum.value import Limits
from symqnn.model.ansatz import paper_experiment
from symqnn.training.methods import Adam

QNN_2 = QNN(["ZI", "3/5*IX + 4/5*IZ"], "(Y+I)(Y + 2*Z)")
DATA = Dataset.from_bloch(
    [[(0, 1, 0), (0, 0, 1)], [("3/5", 0, "4/5"), (1, 0, 0)], [(0, 0, 1), (0, 1, 0)]], [0, "1/2", 1]
)


@pytest.mark.parametrize("method", ["lbfgs", "gd", Adam(0.05)])
def test_the_gap_is_certified_and_the_runs_end_at_certified_minima(method: object) -> None:
    landscape = loss(QNN_2, DATA)
    listed = critical_points(landscape)
    trained = train(landscape, method, restarts=30, listed=listed)  # type: ignore[arg-type]
    assert trained.bound is not None and trained.gap is not None
    assert 0 <= trained.gap < Fraction(1, 10**5)
    assert landscape.at(trained.best.point) == trained.best.value == trained.bound.upper
    assert check(certificate(trained.bound, QNN_2, dataset=DATA)).status == "VERIFIED"
    assert trained.matching is not None
    assert trained.matching.unmatched == ()
    assert [minimum.hits for minimum in trained.matching.minima] == [
        end.runs for end in trained.ends
    ]
    assert sum(end.runs for end in trained.ends) == 30


def test_a_run_that_is_stuck_is_told_its_gap() -> None:
    made = theorem_2(paper_experiment(3)).construction
    landscape = loss(made.qnn, made.dataset)
    stuck = next(
        seed
        for seed in range(40)
        if train(landscape, restarts=1, seed=seed, limits=None).best.value > Fraction(1, 100)
    )
    trained = train(landscape, restarts=1, seed=stuck)
    assert trained.gap is not None
    assert trained.gap >= trained.best.value - Fraction(1, 10**4) > 0  # the least loss is 0
    assert trained.lowest.value < Fraction(1, 10**6)
    assert check(certificate(trained.bound, made.qnn, dataset=made.dataset)).status == "VERIFIED"


def test_angles_with_another_unit_are_matched() -> None:
    """A rotation R_Z(θ) has the period 2π: φ = θ, not 2θ."""
    qnn = QNN(["1/2*X", "1/2*Z"], "Y+I")
    data = Dataset.from_samples(
        [(State.bloch([(0, "3/5", "4/5")]), "1/3"), (State.bloch([(1, 0, 0)]), 1)]
    )
    landscape = loss(qnn, data)
    listed = critical_points(landscape)
    trained = train(landscape, restarts=25, listed=listed)
    assert {int(unit) for unit in landscape.torus.units} == {1}
    assert listed.status == "PROVED"
    assert trained.matching is not None
    assert trained.matching.unmatched == ()
    assert trained.matching.distance < 1e-4
    assert sum(minimum.hits for minimum in trained.matching.minima) == 25


def test_the_result_does_not_depend_on_workers() -> None:
    landscape = loss(QNN_2, DATA)
    one = train(landscape, restarts=120, limits=None)
    two = train(landscape, restarts=120, limits=None, jobs=2)
    assert np.array_equal(one.runs.theta, two.runs.theta)


def test_ctrl_c_keeps_the_runs_that_are_done(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(text: str) -> None:
        if text.startswith(f"Adam: {own.CHUNK} "):
            raise KeyboardInterrupt

    trained = train(loss(QNN_2, DATA), Adam(0.1), restarts=1000, progress=stop)
    assert trained.interrupted
    assert len(trained.runs) == own.CHUNK
    assert trained.bound is None
    assert trained.unbounded == "interrupted"
    with pytest.raises(KeyboardInterrupt):
        train(
            loss(QNN_2, DATA),
            restarts=10,
            progress=lambda text: (_ for _ in ()).throw(KeyboardInterrupt),
        )


def test_what_cannot_be_trained_is_refused() -> None:
    poly = TrigPoly.from_terms({"1": 1})
    with pytest.raises(InputError, match="one of adam, rmsprop, lbfgs, gd"):
        train(poly, "sgd")
    with pytest.raises(InputError, match="another polynomial"):
        train(poly, listed=critical_points(TrigPoly.from_terms({"2": 1})))
    with pytest.raises(InputError, match="no angles"):
        train(TrigPoly.constant(1, 0))
    with pytest.raises(InputError, match="make one with TrigPoly"):
        train(QNN_2)  # type: ignore[arg-type]


def test_gradient_descent_descends() -> None:
    poly = TrigPoly.from_terms({"30": 5, "12": "7/2", "44": -3})
    trained = train(poly, "gd", restarts=20, limits=Limits(seconds=5, products=1))
    assert (trained.runs.value <= trained.runs.initial_value + 1e-12).all()
