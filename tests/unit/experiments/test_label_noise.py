"""Label noise: the noisy coordinate against the loss of a noisy dataset, Sturm against algebra,
basins against descent.

Modules: experiments/noisy_coordinate.
"""

from fractions import Fraction

import numpy as np
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.theorem_2 import theorem_2
from symqnn.errors import InputError
from symqnn.experiments.label_noise import QUICK, Settings, draw, run
from symqnn.experiments.noisy_coordinate import (
    NoisyCoordinate,
    probability_of_two_minima,
    stationary,
)
from symqnn.loss.training import loss
from symqnn.model.ansatz import paper_experiment
from symqnn.model.dataset import Dataset

R = Fraction(11, 20)
noise = st.integers(-600, 600).map(lambda k: Fraction(k, 500))


def test_it_is_the_loss_of_the_dataset_with_noisy_labels() -> None:
    p, star = 2, (CirclePoint.quarter_turns(0),) * 2
    made = theorem_2(paper_experiment(p), star, R**2, kappa=1)
    errors = [Fraction(k, 32) for k in (3, -5, 7, -2)]
    noisy = Dataset.from_samples(
        (state, label + error)
        for (state, label), error in zip(made.construction.dataset.samples, errors, strict=True)
    )
    total = TrigPoly.constant(0, p)
    for k in range(p):
        part = NoisyCoordinate(R, (errors[k], errors[p + k])).polynomial * Fraction(1, 2 * p)
        total = total + TrigPoly.from_terms(
            {(*[0] * k, *index, *[0] * (p - k - 1)): value for index, value in part.terms()}, p
        )
    assert loss(paper_experiment(p), noisy) == total


@settings(max_examples=examples(60), deadline=None)
@given(noise, noise)
def test_sturm_and_the_astroid_agree(first: Fraction, second: Fraction) -> None:
    coordinate = NoisyCoordinate(R, (first, second))
    if first:  # with ε_0 = 0 the count may jump at a boundary where both sides are degenerate
        assert (
            (coordinate.minima == 2)
            == coordinate.inside_astroid
            == (len(stationary(coordinate).minima) == 2)
        )


@pytest.mark.parametrize("away", [Fraction(k, 10**15) for k in (-1, 1)])
def test_next_to_the_cusp_algebra_decides_how_many_minima_there_are(away: Fraction) -> None:
    """r = 3/5, ε_0 = 0: A = B where ε_1 = (1 - 2r²)/r, and on either side by 10⁻¹⁵ the zeros are on
    the circle in floats.
    """
    r = Fraction(3, 5)
    coordinate = NoisyCoordinate(r, (Fraction(0), (1 - 2 * r**2) / r + away))
    assert coordinate.inside_astroid == (away < 0)
    found = stationary(coordinate)
    assert len(found.minima) + len(found.maxima) == (4 if away < 0 else 2)


def test_probability_against_counting() -> None:
    for sigma in (0.1, 0.5):
        inside = sum(c.inside_astroid for c in draw(R, Fraction(sigma), 4000, 3, 0)) / 4000
        exact = probability_of_two_minima(R, sigma)
        assert abs(inside - exact) < 4 * (exact * (1 - exact) / 4000) ** 0.5


def test_basins_against_descent_on_a_grid() -> None:
    coordinate = NoisyCoordinate(R, (Fraction(1, 10), Fraction(-1, 8)))
    found = stationary(coordinate)
    phi = (np.arange(2000) + 0.5) * np.pi / 1000
    for _ in range(4000):
        slope = 2 * (np.sin(phi) - 0.1) * np.cos(phi) + 2 * (
            float(R) * (1 - np.cos(phi)) - 0.125
        ) * float(R) * np.sin(phi)
        phi = phi - 0.1 * slope
    share = (np.abs(np.angle(np.exp(1j * (phi - found.minima[0])))) < 0.01).mean()
    assert share == pytest.approx(found.basin, abs=1e-3)


def test_draws_do_not_depend_on_their_number() -> None:
    assert draw(R, Fraction(1, 5), 3, 1, 2) == draw(R, Fraction(1, 5), 7, 1, 2)[:3]
    assert draw(R, Fraction(1, 5), 3, 1, 2) != draw(R, Fraction(1, 5), 3, 1, 3)


def test_the_quick_run_agrees_with_theory() -> None:
    found = run(QUICK)
    assert found.faults == ()
    assert found.statistics["two_minima"]["0"] == 1


@pytest.mark.parametrize(
    "given",
    [{"sigma": ()}, {"strength": Fraction(3, 4)}, {"p": (0,)}, {"sigma": (Fraction(-1, 10),)}],
)
def test_bad_settings(given: dict) -> None:
    with pytest.raises(InputError):
        Settings(**given)
