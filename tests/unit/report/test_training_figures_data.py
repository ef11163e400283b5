"""Figures beyond the constructed datasets show what their tables say, and their bytes depend on
nothing else.

Modules: report/training_figures_landscapes.
"""

import csv
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from symqnn.cli import main
from symqnn.experiments import basins, classical, coordinate_wise, figure_5, label_noise, transition
from symqnn.experiments.outcome import ExperimentOutcome
from symqnn.report import training_figures, training_figures_data, training_figures_landscapes
from symqnn.report.training_figures import matplotlib_for_files

pytest.importorskip("matplotlib", reason="the extra plot is not installed")
OUTCOMES = {
    "figure_5": lambda: figure_5.run(
        figure_5.Settings(qubits=(1, 2), restarts=15, certificates="none")
    ),
    "label_noise": lambda: label_noise.run(
        label_noise.Settings(
            sigma=(Fraction(0), Fraction(1, 5)), p=(1, 2), coordinates=10, datasets=2, restarts=20
        )
    ),
    "rotosolve": lambda: coordinate_wise.run(
        coordinate_wise.Settings(separable=(1,), chain=(2,), clauses=(4,), restarts=20)
    ),
    "basins": lambda: basins.run(basins.Settings(p=(1, 2), restarts=50, grid=5)),
    "transition": lambda: transition.run(
        transition.Settings(p=(1, 2), seeds=(1, 2), restarts=5, complete=1, certificates="none")
    ),
    "classical": lambda: classical.run(classical.Settings(datasets=2, largest=2)),
}


@pytest.fixture(scope="module")
def outcomes() -> dict[str, ExperimentOutcome]:
    return {name: make() for name, make in OUTCOMES.items()}


def drawn(name: str) -> Callable[..., Any]:
    """The function that draws an experiment."""
    both = (training_figures_data, training_figures_landscapes)
    return next(getattr(module, name) for module in both if hasattr(module, name))


@pytest.mark.slow
@pytest.mark.parametrize("name", OUTCOMES)
def test_bytes_depend_on_the_outcome_only(
    outcomes: dict[str, ExperimentOutcome], name: str, tmp_path: Path
) -> None:
    first = [
        path.read_bytes()
        for path in training_figures.save(drawn(name), outcomes[name], tmp_path / "a")
    ]
    again = [
        path.read_bytes()
        for path in training_figures.save(drawn(name), outcomes[name], tmp_path / "b")
    ]
    assert first == again
    assert first[0].startswith(b"\x89PNG")
    assert b"<svg" in first[1][:500]
    assert b"<dc:date>" not in first[1]


def test_figure_5_shows_every_run_and_every_minimum(outcomes: dict[str, ExperimentOutcome]) -> None:
    outcome, plt = outcomes["figure_5"], matplotlib_for_files()
    figure = training_figures_data.figure_5(outcome, plt)
    for axes, name in zip(figure.axes, ("p1", "p2"), strict=True):
        points = next(line for line in axes.lines if line.get_marker() == "o")
        assert points.get_ydata().tolist() == sorted(
            row[3] for row in outcome.table("runs").rows if row[0] == name
        )
        heights = sorted(
            line.get_ydata()[0] for line in axes.lines if line.get_marker() in ("None", "", None)
        )
        assert heights == sorted(row[3] for row in outcome.table("minima").rows if row[0] == name)
        assert f"p = {name[1:]}, {20 * int(name[1:])} samples" in axes.get_title(loc="left")
    plt.close(figure)


def test_rotosolve_shows_rates_and_predictions(outcomes: dict[str, ExperimentOutcome]) -> None:
    outcome, plt = outcomes["rotosolve"], matplotlib_for_files()
    figure = training_figures_data.rotosolve(outcome, plt)
    table = outcome.table("summary")
    bars = [
        line.get_xdata()[0]
        for line in figure.axes[0].lines
        if line.get_marker() == "|" and line.get_markersize() == 14
    ]
    assert bars == [value for value in table.column("predicted") if value != ""]
    ends = [
        tuple(segment[:, 0])
        for container in figure.axes[0].collections
        for segment in container.get_segments()
    ]
    assert ends == [
        pytest.approx(pair)
        for pair in zip(table.column("low_95"), table.column("high_95"), strict=True)
    ]
    plt.close(figure)


def test_basins_show_the_maps(outcomes: dict[str, ExperimentOutcome]) -> None:
    outcome, plt = outcomes["basins"], matplotlib_for_files()
    figure = training_figures_landscapes.basins(outcome, plt)
    for axes, name in zip(figure.axes, ("separable", "chain"), strict=False):
        image = np.asarray(axes.images[0].get_array())
        for a, b, minimum in outcome.table(f"map_{name}").rows:
            # rows of an image run along θ_2
            assert image[int(b / np.pi * 5), int(a / np.pi * 5)] == minimum
    plt.close(figure)


def test_the_command_writes_tables_settings_and_figure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(
            [
                "train",
                "figure-5",
                "--qubits",
                "2",
                "--restarts",
                "12",
                "--certificates",
                "keep",
                "--out",
                str(tmp_path),
            ]
        )
        == 0
    )
    shown = capsys.readouterr().out
    assert "every run matched" in shown
    assert "the paper's instance is not available" in shown
    written = {path.name for path in tmp_path.iterdir()}
    tables = {f"figure_5.{name}.csv" for name in ("summary", "runs", "minima")}
    assert written == tables | {
        "figure_5.json",
        "figure_5.png",
        "figure_5.svg",
        "figure_5.p2.certificate.json",
        "runs",
    }
    assert [path.name for path in (tmp_path / "runs" / "figure_5").iterdir()] == ["p2.lbfgs.npz"]
    rows = list(csv.DictReader((tmp_path / "figure_5.summary.csv").open()))
    assert (rows[0]["checker"], rows[0]["unmatched"], rows[0]["all minima"]) == (
        "VERIFIED",
        "0",
        "3",
    )
    assert main(["check", str(tmp_path / "figure_5.p2.certificate.json")]) == 0


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["figure-5", "--hyperplane", "x"], "origin or centre"),
        (["figure-5", "--certificates", "x"], "check, keep, none"),
        (["real-data", "--data", "moon:2"], "iris"),
        (["real-data", "--data", "iris:9"], "18"),
        (["transition", "--dimension", "3"], "even"),
        (["rotosolve", "--field", "1/2"], "field"),
        (["label-noise", "--strength", "0.5x"], "strength"),
        (["basins", "--r-squared", "1/2"], "r_squared"),
        (["classical", "--largest", "99"], "largest"),
    ],
)
def test_bad_options_are_usage_errors(
    arguments: list[str], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if arguments[0] == "real-data":
        pytest.importorskip("sklearn", reason="scikit-learn is not installed")
    assert main(["train", *arguments]) == 2
    assert text in capsys.readouterr().err
