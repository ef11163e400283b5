"""The closed-form instance: exact levels, multiplicities, probabilities, each by a second road.

Modules: experiments/comparison.
"""

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from symqnn.errors import InputError
from symqnn.experiments.comparison import compare, instance_faults
from symqnn.experiments.instance import ClosedForm, closed_form, one_angle_success, read_star
from symqnn.experiments.settings import TrainingSettings
from symqnn.experiments.statistics import standard_score


def test_levels_are_multiples_of_the_step_with_binomial_multiplicities():
    instance = closed_form(6, Fraction(3, 10))
    assert [(value, number) for value, number in instance.levels] == [
        (Fraction(k, 10), comb(6, k)) for k in range(7)
    ]
    assert instance.step == Fraction(1, 10)


def test_the_loss_is_the_boxed_formula_with_kappa_one():
    instance = closed_form(3, Fraction(1, 10), read_star("5/13,12/13"))
    theta = np.random.default_rng(0).uniform(0, 7, (20, 3))
    phi = 2 * theta - np.arctan2(12, 5)
    closed = (np.sin(phi) ** 2 + 0.1 * (1 - np.cos(phi)) ** 2).sum(axis=1) / 6
    assert np.abs(instance.objective.value_and_gradient(theta)[0] - closed).max() < 1e-14


def test_the_probability_is_the_measure_of_the_basin():
    """By quadrature: share of φ with cos φ > -r²/(1-r²)."""
    for r_squared in (Fraction(1, 10), Fraction(3, 10)):
        ratio = float(r_squared / (1 - r_squared))
        share = (np.cos(np.linspace(0, 2 * np.pi, 2_000_001)[:-1]) > -ratio).mean()
        assert float(one_angle_success(r_squared)) == pytest.approx(share, abs=2e-6)


def test_probabilities_of_levels():
    instance = closed_form(8, Fraction(3, 10))
    probabilities = instance.level_probabilities
    assert probabilities.sum() == pytest.approx(1)
    assert probabilities[0] == pytest.approx(instance.success, rel=1e-14)
    assert instance.success == pytest.approx(0.0285, abs=5e-5)  # the table of the derivation


def test_the_certificate_is_accepted_and_kept(tmp_path):
    assert closed_form(2, Fraction(1, 5)).checked(tmp_path / "a.certificate.json") == "VERIFIED"
    assert (tmp_path / "a.certificate.json").stat().st_size > 1000


def test_a_wrong_instance_is_noticed():
    good = closed_form(2, Fraction(1, 5))
    assert instance_faults(good) == []
    wrong = ClosedForm(good.made, Fraction(1, 4), good.loss, good.found)
    assert len(instance_faults(wrong)) == 2  # levels, basins


def test_wrong_probabilities_are_noticed():
    """A comparison with an instance of another r² says so: the check can fail."""
    good = closed_form(2, Fraction(1, 5))
    found = compare(good, "rmsprop", 3000, TrainingSettings())
    assert found.faults() == []
    assert (
        abs(standard_score(found.predicted_hits, 3000, closed_form(2, Fraction(2, 5)).success)) > 4
    )


def test_few_runs_get_no_test_of_their_distribution():
    instance = closed_form(2, Fraction(1, 5))
    assert "too few runs for a χ² test" in compare(instance, "gd", 3, TrainingSettings()).sentence()
    assert "χ² test p = " in compare(instance, "gd", 60, TrainingSettings()).sentence()


def test_a_method_with_far_too_long_steps_leaves_basins_and_is_explained():
    found = compare(
        closed_form(3, Fraction(3, 10)),
        "rmsprop",
        300,
        TrainingSettings(learning_rate=0.3, decay=0.95, max_steps=400),
    )
    assert found.hopped.sum() > 50
    assert "runs left the basin they started in" in found.sentence()
    assert not any("stayed" in fault or "basins of the starts" in fault for fault in found.faults())
    found = compare(closed_form(3, Fraction(3, 10)), "gd", 300, TrainingSettings(max_steps=1))
    assert any("not converged" in fault for fault in found.faults())


@pytest.mark.parametrize(
    ("build", "part"),
    [
        (lambda: closed_form(0, Fraction(1, 5)), "p is 0"),
        (lambda: closed_form(65, Fraction(1, 5)), "p is 65"),
        (lambda: closed_form(2, Fraction(1, 2)), "r_squared is 1/2"),
        (lambda: closed_form(2, Fraction(0)), "r_squared is 0"),
        (lambda: read_star("1"), "star is '1'"),
        (lambda: read_star("a,b"), "two fractions"),
        (lambda: read_star("1/0,1"), "two fractions"),
        (lambda: read_star("1/2,1/2"), "1/2"),
    ],
)
def test_bad_input(build, part):
    with pytest.raises(InputError, match=part):
        build()
