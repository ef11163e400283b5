"""The shipped results of the experiments beyond the constructed datasets are those that the code
gives, number by number.

Modules: experiments/figure_5, experiments/real_data, experiments/encoded_training.
"""

import importlib
import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from symqnn.commands.train import EXPERIMENTS
from symqnn.experiments import (
    basins,
    classical,
    coordinate_wise,
    figure_5,
    label_noise,
    real_data,
    transition,
)
from symqnn.experiments.settings import settings_json

SHIPPED = Path(__file__).parents[3] / "proofs" / "section_6"


def shipped(name: str) -> dict[str, Any]:
    return json.loads((SHIPPED / name / f"{name.replace('-', '_')}.json").read_text())


def test_figure_5_with_two_qubits() -> None:
    found = figure_5.run(figure_5.Settings(qubits=(2,)))
    assert found.statistics["p2"] == shipped("figure-5")["statistics"]["p2"]


def test_iris() -> None:
    pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    found = real_data.run(real_data.Settings(data=("iris:2",)))
    assert found.statistics["iris p2"] == shipped("real-data")["statistics"]["iris p2"]


def test_rotosolve_with_two_angles() -> None:
    found = coordinate_wise.run(coordinate_wise.Settings(separable=(2,), chain=(2,), clauses=()))
    assert len(found.statistics) == 5
    assert found.statistics.items() <= shipped("rotosolve")["statistics"].items()


@pytest.mark.slow
def test_rotosolve() -> None:
    """Here two minima of one line are often equal: the numbers must not depend on rounding."""
    assert (
        coordinate_wise.run(coordinate_wise.Settings()).statistics
        == shipped("rotosolve")["statistics"]
    )


def test_label_noise_with_one_angle() -> None:
    sigma = tuple(map(Fraction, shipped("label-noise")["settings"]["sigma"]))
    found = label_noise.run(
        label_noise.Settings(p=(1, 12), coordinates=1, datasets=1, restarts=1, sigma=sigma[:1])
    )
    assert (
        found.statistics["two_minima"]["0"]
        == shipped("label-noise")["statistics"]["two_minima"]["0"]
        == 1
    )


@pytest.mark.slow
def test_label_noise() -> None:
    found = label_noise.run(label_noise.Settings())
    assert found.statistics == shipped("label-noise")["statistics"]


@pytest.mark.slow
def test_basins_with_one_angle() -> None:
    found = basins.run(basins.Settings(p=(1,), grid=5)).statistics["hits"]
    assert found.items() <= shipped("basins")["statistics"]["hits"].items()


def test_transition_with_two_angles() -> None:
    found = transition.run(transition.Settings(p=(1, 2), seeds=(1,)))
    assert len(found.statistics) == 2
    assert found.statistics.items() <= shipped("transition")["statistics"].items()


def test_the_classical_table() -> None:
    assert json.loads(json.dumps(classical.run().to_json())) == shipped("classical")


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_shipped_settings_are_the_defaults(name: str) -> None:
    module = importlib.import_module(f"symqnn.experiments.{EXPERIMENTS[name].module}")
    file = f"{name.replace('-', '_')}.json"
    found = json.loads(
        (SHIPPED / file if (SHIPPED / file).exists() else SHIPPED / name / file).read_text()
    )
    assert found["settings"] == json.loads(json.dumps(settings_json(module.Settings())))


@pytest.mark.parametrize(
    "name",
    ["figure-5", "real-data", "rotosolve", "label-noise", "basins", "transition", "classical"],
)
def test_nothing_contradicts_the_ground_truth(name: str) -> None:
    assert shipped(name)["faults"] == []
    folder = SHIPPED / name
    assert {path.suffix for path in folder.iterdir()} == {".json", ".csv", ".png", ".svg"}
