"""Figures of Section 6: what is drawn is what the tables say; the bytes depend on nothing else."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from symqnn.experiments import figure_2, figure_3, figure_4
from symqnn.experiments.outcome import INSTANCE_NOTE
from symqnn.report import training_figures

pytest.importorskip("matplotlib", reason="the extra plot is not installed")


@pytest.fixture(scope="module")
def plt():
    return training_figures.matplotlib_for_files()


def verticals(axes):
    return sorted(
        line.get_xdata()[0]
        for line in axes.lines
        if len(line.get_xdata()) == 2 and line.get_xdata()[0] == line.get_xdata()[1]
    )


def words(figure):
    from matplotlib.text import Text

    return " ".join(text.get_text() for text in figure.findobj(Text))


def test_figure_2_shows_all_runs_and_the_exact_levels(plt):
    outcome = figure_2.run(figure_2.Settings(p=3, restarts=40))
    figure = training_figures.figure_2(outcome, plt)
    (axes,) = figure.axes
    assert verticals(axes) == [float(Fraction(k, 5)) for k in range(4)]
    before, after = axes.containers
    assert sum(bar.get_height() for bar in before) == sum(bar.get_height() for bar in after) == 40
    for bar in after:
        if bar.get_height():
            assert any(
                bar.get_x() <= level <= bar.get_x() + bar.get_width() for level in verticals(axes)
            )
    assert INSTANCE_NOTE in words(figure)
    plt.close(figure)


def test_figure_3_shows_counts_and_expectations(plt):
    outcome = figure_3.run(figure_3.Settings(p=4, restarts=60, methods=("adam", "gd")))
    figure = training_figures.figure_3(outcome, plt)
    table = outcome.table("levels")
    for axes, name in zip(figure.axes, ("Adam", "GD"), strict=True):
        assert [bar.get_height() for bar in axes.containers[0]] == table.column(f"runs_{name}")
        assert verticals(axes) == table.column("level")
        dashes = next(line for line in axes.lines if line.get_marker() == "_")
        assert list(dashes.get_ydata()) == table.column("expected_runs")
    plt.close(figure)


def test_figure_4_shows_the_exact_line_and_where_nothing_was_found(plt, tmp_path):
    outcome = figure_4.run(
        figure_4.Settings(p=(1, 8), r_squared=(Fraction(1, 10),), restarts=20, methods=("rmsprop",))
    )
    hits = outcome.table("rates").column("hits")
    assert hits[0] > 0 == hits[1]
    figure = training_figures.figure_4(outcome, plt)
    (axes,) = figure.axes
    exact = next(line for line in axes.lines if line.get_label() == "exact, gradient flow")
    assert list(exact.get_ydata()) == outcome.table("rates").column("exact_probability")
    hollow = [line for line in axes.lines if line.get_markerfacecolor() == "white"]
    assert [line.get_ydata()[0] for line in hollow] == outcome.table("rates").column("high_95")[1:]
    plt.close(figure)


def test_bytes_depend_on_the_outcome_only(tmp_path):
    outcome = figure_2.run(figure_2.Settings(p=2, restarts=10))
    first = [
        path.read_bytes()
        for path in training_figures.save(training_figures.figure_2, outcome, tmp_path / "a")
    ]
    again = [
        path.read_bytes()
        for path in training_figures.save(
            training_figures.figure_2, replace(outcome, seconds=99.0), tmp_path / "b"
        )
    ]
    assert first == again
    assert not re.search(rb"\d{4}-\d\d-\d\dT", first[1])  # no date in the SVG
    assert b"tEXt" not in first[0]  # no text in the PNG: neither date nor version
