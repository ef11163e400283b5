"""The classical checks against floats and against counts by hand.

Modules: experiments/classical_checks.
"""

from fractions import Fraction
from random import Random

import numpy as np
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn.errors import InputError
from symqnn.experiments.classical import QUICK, Settings, random_samples, run
from symqnn.experiments.classical_checks import (
    check_linear,
    check_quadratic,
    check_sigmoid,
    sigmoid_dataset,
)


@settings(max_examples=examples(30), deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_linear_networks_have_saddles_where_they_are_not_global(seed: int, hidden: int) -> None:
    samples = random_samples(Random(seed))
    found = check_linear(samples, hidden)

    def network_loss(weights: list[int]) -> Fraction:
        first, second = weights[:hidden], weights[hidden:]
        return sum(
            (
                (sum(b * (a * x) for a, b in zip(first, second, strict=True)) - y) ** 2
                for x, y in samples
            ),
            Fraction(0),
        )

    def at(j: int, a: int, k: int, b: int) -> Fraction:
        weights = [0] * (2 * hidden)
        weights[j] += a
        weights[k] += b
        return network_loss(weights)

    # the loss has degree 2 in each weight, so its differences are its derivatives
    gradient = [at(j, 1, j, 0) - at(j, -1, j, 0) for j in range(2 * hidden)]
    mixed = [
        [
            at(j, 1, k, 1) - at(j, 1, k, -1) - at(j, -1, k, 1) + at(j, -1, k, -1)
            for k in range(2 * hidden)
        ]
        for j in range(2 * hidden)
    ]
    assert not any(gradient)
    assert found.negative == (np.linalg.eigvalsh(np.array(mixed, dtype=np.float64)) < -1e-9).sum()
    assert found.saddle == any(map(any, mixed))


@settings(max_examples=examples(30), deadline=None)
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
    assert (
        check_sigmoid(((Fraction(1), Fraction(3, 4)), (Fraction(9, 10), Fraction(3, 4)))).minima
        == 1
    )


def test_the_table_holds() -> None:
    found = run(QUICK)
    assert found.faults == ()
    assert found.table("models").column("holds") == [True] * 7
    rows = {row[0]: row for row in found.table("growth").rows}
    assert rows[3] == (3, 8, 27, 8, 48, 192, 1728)


@pytest.mark.parametrize(
    "call",
    [
        lambda: check_linear([(Fraction(0), Fraction(1))], 1),
        lambda: check_quadratic([(Fraction(0), Fraction(1))]),
        lambda: check_sigmoid([(Fraction(-1), Fraction(1))]),
        lambda: Settings(datasets=0),
    ],
)
def test_bad_input(call) -> None:
    with pytest.raises(InputError):
        call()
