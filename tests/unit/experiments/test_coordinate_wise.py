"""Exact probabilities of coordinate-wise minimisation against simulations of the rule itself."""

from fractions import Fraction
from math import asin, pi

import numpy as np
import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.construction.parity import parity_family
from symqnn.construction.vertices import flip
from symqnn.errors import InputError
from symqnn.experiments.coordinate_wise import (
    Settings,
    chain,
    chain_prediction,
    clause_family,
    descend,
    run,
    success_from_vertices,
)
from symqnn.model.ansatz import paper_experiment

R, FIELD = Fraction(2, 5), Fraction(1, 5)


@pytest.mark.parametrize("p", [2, 3, 5])
@pytest.mark.parametrize("ascending", [True, False])
def test_chain_prediction_against_the_rule_of_signs(p: int, ascending: bool) -> None:
    """Each step sets u_l to the sign of Σ r_S² ∏ of the others; nothing here knows about losses."""
    u = np.cos(2 * np.pi * np.random.default_rng(p).random((20_000, p)))
    for _ in range(p + 1):
        for k in range(p) if ascending else reversed(range(p)):
            pull = sum(
                float(r**2) * np.prod([u[:, j] for j in subset if j != k], axis=0)
                for subset, r in chain(p, R, FIELD).items()
                if k in subset
            )
            u[:, k] = np.where(pull == 0, u[:, k], np.sign(pull))
    rate, expected = (u > 0.5).all(axis=1).mean(), chain_prediction(R, FIELD, ascending)[0]
    assert abs(rate - expected) < 4 * (expected * (1 - expected) / 20_000) ** 0.5


def test_prediction_as_text_is_the_number() -> None:
    assert chain_prediction(R, FIELD, True)[0] == pytest.approx(0.5 + asin(0.25) / pi)


def test_descent_ends_where_no_flip_helps() -> None:
    made = parity_family(
        paper_experiment(4), clause_family(4, 0), (CirclePoint.quarter_turns(0),) * 4
    )
    values = {vertex.signs: vertex.value for vertex in made.landscape.vertices}
    ends = {descend(vertex, (0, 1, 2, 3), values) for vertex in values}
    assert all(values[flip(s, k)] >= values[s] for s in ends for k in range(4))
    assert ends - set(made.landscape.stuck) == {(1, 1, 1, 1)}
    assert 0 < success_from_vertices(made.landscape, (0, 1, 2, 3)) < 1


@pytest.mark.parametrize("p", [4, 5, 6])
def test_clause_families_have_one_global_minimum_and_all_vertices_are_minima(p: int) -> None:
    made = parity_family(
        paper_experiment(p), clause_family(p, 1), (CirclePoint.quarter_turns(0),) * p
    )
    assert made.landscape.count == 2**p
    assert made.landscape.levels[0] == (0, 1)


def test_separable_is_solved_and_parities_are_as_predicted() -> None:
    found = run(Settings(separable=(2, 3), chain=(2,), clauses=(4,), restarts=400))
    assert found.faults == ()
    rows = [dict(zip(found.tables[0].columns, row, strict=True)) for row in found.tables[0].rows]
    assert all(row["rate"] == 1 for row in rows if row["dataset"] == "separable")
    assert all(row["rate"] < 0.7 for row in rows if row["dataset"] != "separable")


@pytest.mark.parametrize(
    "given",
    [{"chain": (1,)}, {"field": Fraction(1, 2)}, {"strength": Fraction(1, 2)}, {"restarts": 0}],
)
def test_bad_settings(given: dict) -> None:
    with pytest.raises(InputError):
        Settings(**given)
