"""The counts beside those of Singular, Macaulay2, msolve and PHCpack: against the shipped table,
and against the programs where they are installed.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from make_other_systems import NAMES, symqnn, table
from other_systems import INSTANCES, SYSTEMS, OutOfTimeError, program

HERE = Path(__file__).parent
TABLE = json.loads((HERE / "other_systems.json").read_text())
SMALL = [name for name in INSTANCES if "p=3" not in name]
LARGE = [name for name in INSTANCES if "p=3" in name]


def test_the_table_is_about_these_instances_and_at_least_two_systems_agree_on_each():
    assert list(TABLE) == list(INSTANCES) and len(TABLE) >= 25
    assert (HERE / "other_systems.md").read_text().endswith(table(TABLE) + "\n")
    for answers in TABLE.values():
        others = {
            system: answer
            for system, answer in answers.items()
            if system != "symqnn" and "failed" not in answer
        }
        for quantity in NAMES:
            told = [answer[quantity] for answer in others.values() if quantity in answer]
            assert len(set(told)) == 1, quantity
        for quantity in ("real", "minima"):
            assert {answer[quantity] for answer in others.values() if quantity in answer} == {
                answers["symqnn"][quantity]
            }
        assert len(others) >= 3


@pytest.mark.parametrize("name", INSTANCES)
def test_ours_are_the_numbers_of_the_table(name):
    ours = symqnn(INSTANCES[name]())
    assert ours == TABLE[name]["symqnn"]
    for answer in TABLE[name].values():
        for quantity in set(NAMES) & set(answer) & set(ours):
            assert answer[quantity] == ours[quantity]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("name", SMALL[::5])
def test_programs_still_say_so(system, name):
    if program(system) is None:
        pytest.skip(f"{system} is not installed")
    assert SYSTEMS[system](INSTANCES[name]()) == TABLE[name].get(system)


@pytest.mark.slow
@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("name", LARGE[:2])
def test_programs_still_say_so_for_three_angles(system, name):
    if program(system) is None:
        pytest.skip(f"{system} is not installed")
    try:
        assert SYSTEMS[system](INSTANCES[name]()) == TABLE[name].get(system)
    except OutOfTimeError as error:  # any other failure is one
        pytest.skip(f"{system} gave no answer in time: {error}")


def newton_from_many_starts(poly, starts):
    """Points at which floating-point Newton iterations come to rest, by plain Fourier sums: nothing
    of symqnn.roots.
    """
    coefficients, denominator = poly.laurent()
    # -k: conjugates
    half = {k: value for k, value in coefficients.items() if k > (0,) * poly.angles}
    k = np.array(list(half), dtype=float)
    c = np.array([complex(re, im) for re, im in half.values()]) / denominator
    c = c / np.abs(c).sum()
    p = poly.angles
    slopes = 1j * c[:, None] * k
    curvatures = (-c[:, None, None] * k[:, :, None] * k[:, None, :]).reshape(-1, p * p)
    points = np.random.default_rng(0).uniform(0, 2 * np.pi, (starts, p))
    moving = np.arange(starts)
    for _ in range(30):
        waves = np.exp(1j * points[moving] @ k.T)
        hessians = (waves @ curvatures).real.reshape(-1, p, p)
        steps = np.linalg.solve(hessians + 1e-13 * np.eye(p), (waves @ slopes).real[..., None])[
            ..., 0
        ]
        lengths = np.abs(steps).max(axis=1, keepdims=True)
        points[moving] -= steps / np.maximum(1, lengths)
        moving = moving[lengths[:, 0] > 1e-13]
    rest = np.abs((np.exp(1j * points @ k.T) @ slopes).real).max(axis=1) < 1e-12
    kept = np.empty((0, p), dtype=complex)
    for point in np.exp(1j * points[rest]):
        if not (np.abs(kept - point).max(axis=1) < 1e-4).any():
            kept = np.vstack((kept, point))
    return kept


def with_slow_ones(name):
    """Random losses of three angles take 2 s."""
    return pytest.param(name, marks=[pytest.mark.slow] * (name in LARGE and "random" in name))


@pytest.mark.parametrize("name", [with_slow_ones(name) for name in INSTANCES])
def test_newton_from_many_starts_finds_all_of_them_and_no_others(name):
    poly = INSTANCES[name]()
    assert len(newton_from_many_starts(poly, 40 * 5**poly.angles)) == TABLE[name]["symqnn"]["real"]
