"""The classical checks against floats and against counts by hand."""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn.errors import InputError
from symqnn.experiments.classical import QUICK, Settings, random_samples, run
from symqnn.experiments.classical_checks import check_linear, check_quadratic, check_sigmoid, sigmoid_dataset


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_linear_networks_have_saddles_where_they_are_not_global(seed: int, hidden: int) -> None:
    samples = random_samples(Random(seed))
    found, t = check_linear(samples, hidden), float(sum(x * y for x, y in samples))
    hessian = -2 * t * np.block([[np.zeros((hidden, hidden)), np.eye(hidden)], [np.eye(hidden), np.zeros((hidden, hidden))]])
    assert found.negative == (np.linalg.eigvalsh(hessian) < -1e-9).sum()
    assert found.saddle == (t != 0)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6))
def test_quadratic_neurons_against_a_grid(seed: int) -> None:
    samples = random_samples(Random(seed))
    w = np.linspace(-40, 40, 160_001)
    value = sum((w**2 * float(x) ** 2 - float(y)) ** 2 for x, y in samples)
    inside = (value[1:-1] < value[:-2]) & (value[1:-1] < value[2:])
    assert check_quadratic(samples) == max(1, inside.sum())


@pytest.mark.parametrize("m", [1, 2, 3, 5])
def test_sigmoid_minima_against_a_grid(m: int) -> None:
    samples = sigmoid_dataset(m)
    found = check_sigmoid(samples)
    w = np.geomspace(0.05, 64 * 16.0 ** (m - 1), 20_000)
    value = sum((1 / (1 + np.exp(-w * float(x))) - float(y)) ** 2 for x, y in samples)
    inside = (value[1:-1] < value[:-2]) & (value[1:-1] < value[2:])
    assert found.minima == inside.sum() == m
    signs = dict(found.signs)
    assert all(isinstance(point, Fraction) for point in signs)


def test_close_samples_share_a_minimum() -> None:
    assert check_sigmoid(((Fraction(1), Fraction(3, 4)), (Fraction(9, 10), Fraction(3, 4)))).minima == 1


def test_the_table_holds() -> None:
    found = run(QUICK)
    assert found.faults == ()
    assert found.table("models").column("holds") == [True] * 7
    rows = {row[0]: row for row in found.table("growth").rows}
    assert rows[3] == (3, 8, 27, 8, 48, 192, 1728)


@pytest.mark.parametrize("call", [lambda: check_linear([(Fraction(0), Fraction(1))], 1), lambda: check_quadratic([(Fraction(0), Fraction(1))]),
                                  lambda: check_sigmoid([(Fraction(-1), Fraction(1))]), lambda: Settings(datasets=0)])  # fmt: skip
def test_bad_input(call) -> None:
    with pytest.raises(InputError):
        call()
