"""Figures of Section 6, drawn from the tables of an outcome and nothing else; PNG and SVG whose
bytes depend on nothing but the data.

Colours are those of Okabe and Ito, told apart by people with every kind of colour vision; markers
and line styles differ as well.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from symqnn.certificate.canonical import write_atomically
from symqnn.errors import MissingExtraError
from symqnn.experiments.outcome import INSTANCE_NOTE, ExperimentOutcome

BLACK, ORANGE, BLUE, GREEN, VERMILION, PURPLE, GREY = (
    "#000000",
    "#E69F00",
    "#0072B2",
    "#009E73",
    "#D55E00",
    "#CC79A7",
    "#9A9A9A",
)
COLOURS = {"Adam": BLUE, "RMSProp": ORANGE, "L-BFGS": GREEN, "GD": PURPLE}
MARKERS = {"Adam": "o", "RMSProp": "s", "L-BFGS": "^", "GD": "D"}
STYLE = {
    "font.size": 10,
    "font.family": "DejaVu Sans",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "svg.hashsalt": "symqnn",
    "svg.fonttype": "path",
    "figure.constrained_layout.use": True,
    "legend.facecolor": "white",
    "legend.edgecolor": "none",
    "legend.framealpha": 1.0,
}


def matplotlib_for_files() -> Any:
    """matplotlib.pyplot without a screen.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    try:
        import matplotlib as mpl
    except ImportError:
        raise MissingExtraError("figures need matplotlib: pip install matplotlib.") from None
    mpl.use("agg")
    import matplotlib.pyplot as plt

    return plt


def save(
    draw: Callable[[ExperimentOutcome, Any], Any], outcome: ExperimentOutcome, stem: Path
) -> list[Path]:
    """Draw an outcome (``draw`` takes it and pyplot, and gives the figure) and write ``stem``.png
    and ``stem``.svg.

    Raises:
        MissingExtraError: matplotlib is not installed.
    """
    plt = matplotlib_for_files()
    with plt.rc_context(STYLE):
        return write_figure(draw(outcome, plt), stem, plt)


def write_figure(figure: Any, stem: Path, plt: Any) -> list[Path]:
    """Write one figure as PNG and SVG without dates, and close it."""
    written = []
    for kind, metadata in (("png", {"Software": None}), ("svg", {"Date": None, "Creator": None})):
        content = io.BytesIO()
        figure.savefig(content, format=kind, dpi=150, metadata=metadata)
        text = content.getvalue()
        if kind == "svg":  # no blanks at the ends of lines
            text = b"\n".join(line.rstrip() for line in text.splitlines()) + b"\n"
        written.append(write_atomically(stem.with_name(f"{stem.name}.{kind}"), text))
    plt.close(figure)
    return written


def note(figure: Any, text: str = "") -> None:
    """The line under every figure that says what the instance is."""
    figure.supxlabel(
        "\n".join(part for part in (text, INSTANCE_NOTE) if part), fontsize=7.5, color="#555555"
    )


def levels_on(axes: Any, values: list[float], label: str) -> None:
    """Certified levels as thin vertical lines, the global minimum dotted and black."""
    for k, value in enumerate(values):
        style = (
            {"color": BLACK, "linestyle": ":", "linewidth": 1.4}
            if k == 0
            else {"color": GREY, "linestyle": "-", "linewidth": 0.7}
        )
        axes.axvline(
            value,
            zorder=0,
            label=("global minimum, 0" if k == 0 else label if k == 1 else None),
            **style,
        )


def figure_2(outcome: ExperimentOutcome, plt: Any) -> Any:
    """Histogram of losses at the random starts (grey) and after training (orange), with the
    certified levels.

    Paper: Figure 2.
    """
    runs, levels = outcome.table("runs"), outcome.table("levels")
    values = [float(value) for value in levels.column("level")]
    before, after = np.array(runs.column("initial_loss")), np.array(runs.column("final_loss"))
    width = values[1] / 8
    edges = np.arange(-width / 2, max(before.max(), after.max(), values[-1]) + width, width)
    figure, axes = plt.subplots(figsize=(7, 3.9))
    axes.hist(
        before,
        edges,
        color="#BBBBBB",
        edgecolor="white",
        linewidth=0.4,
        label="at random initialisation",
    )
    axes.hist(after, edges, color=ORANGE, edgecolor=BLACK, linewidth=0.4, label="at convergence")
    levels_on(axes, values, "certified levels of the minima, (2r²/p)·k")
    settings, statistics = outcome.settings, outcome.statistics
    axes.set_xlabel("training loss L(θ)")
    axes.set_ylabel("number of runs")
    axes.set_xlim(edges[0] - width, edges[-1] + width)
    title = (
        f"{statistics['method']}, p = {settings['p']}, r² = {settings['r_squared']}, "
        f"{settings['restarts']} runs: "
    )
    axes.set_title(
        title + f"{statistics['at_global_minimum']} at the global minimum",
        fontsize=10.5,
        loc="left",
    )
    axes.legend(fontsize=8.5, loc="upper right")
    note(figure)
    return figure


def figure_3(outcome: ExperimentOutcome, plt: Any) -> Any:
    """For each method the number of runs at each certified level, with the exact expectation.

    Paper: Figure 3.
    """
    levels, settings = outcome.table("levels"), outcome.settings
    values, expected = levels.column("level"), levels.column("expected_runs")
    methods = [item["method"] for item in outcome.statistics["methods"]]
    figure, panels = plt.subplots(
        len(methods), 1, figsize=(7, 1.2 + 1.75 * len(methods)), sharex=True, squeeze=False
    )
    for axes, item in zip(panels[:, 0], outcome.statistics["methods"], strict=True):
        name = item["method"]
        counts = levels.column(f"runs_{name}")
        levels_on(
            axes, [float(value) for value in values], "certified levels of the minima, (2r²/p)·k"
        )
        axes.bar(
            values,
            counts,
            width=0.6 * values[1],
            color=COLOURS[name],
            edgecolor=BLACK,
            linewidth=0.4,
            label="runs at convergence",
        )
        for value, count, wanted in zip(values, counts, expected, strict=True):
            box = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
            offset = {
                "xytext": (0, 4),
                "textcoords": "offset points",
                "ha": "center",
                "va": "bottom",
            }
            axes.annotate(str(count), (value, max(count, wanted)), fontsize=6.5, bbox=box, **offset)
        axes.margins(y=0.14)
        axes.plot(
            values,
            expected,
            linestyle="none",
            marker="_",
            markersize=11,
            markeredgewidth=1.6,
            color=BLACK,
            label="exact expectation, gradient flow",
        )
        hits, left = item["at_global_minimum"], item["runs_that_left_their_basin"]
        basin = "no run left its basin" if not left else f"{left} runs left their basin"
        text = (
            f"{name}: {hits} of {item['runs']} at the global minimum (exact expectation "
            f"{item['expected_at_global_minimum']:.2f}); {basin}"
        )
        axes.set_title(text, fontsize=9.5, loc="left")
        axes.set_ylabel("runs")
    panels[0, 0].legend(fontsize=8, loc="upper right")
    panels[-1, 0].set_xlabel(
        f"training loss L(θ) at convergence (p = {settings['p']}, r² = {settings['r_squared']})"
    )
    note(figure, "all methods from the same random starts; number of runs above each bar")
    return figure


def figure_4(outcome: ExperimentOutcome, plt: Any) -> Any:
    """Success rate against p with 95 % intervals, and the exact probability as a line, one panel
    for each r².

    Paper: Figure 4.
    """
    rates: list[dict[str, Any]] = [
        dict(zip(outcome.table("rates").columns, row, strict=True))
        for row in outcome.table("rates").rows
    ]
    kinds = list(dict.fromkeys(str(row["r_squared"]) for row in rates))
    figure, panels = plt.subplots(
        1, len(kinds), figsize=(1.2 + 3.6 * len(kinds), 4.3), sharey=True, squeeze=False
    )
    lowest = min(row["exact_probability"] for row in rates)
    for axes, kind in zip(panels[0], kinds, strict=True):
        mine = [row for row in rates if str(row["r_squared"]) == kind]
        exact = {row["p"]: row["exact_probability"] for row in mine}
        axes.plot(
            list(exact),
            list(exact.values()),
            color=BLACK,
            linewidth=1.2,
            label="exact, gradient flow",
        )
        methods = list(dict.fromkeys(row["method"] for row in mine))
        for place, name in enumerate(methods):
            _rates_of(
                axes,
                [row for row in mine if row["method"] == name],
                name,
                0.26 * (place - (len(methods) - 1) / 2),
            )
        axes.set_yscale("log")
        axes.set_ylim(lowest / 2.5, 1.3)
        axes.set_xlim(min(exact) - 0.7, max(exact) + 0.7)
        axes.set_title(f"r² = {kind}", fontsize=10.5, loc="left")
        axes.set_xlabel("number of parameters p")
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    panels[0, 0].set_ylabel("success rate")
    panels[0, -1].legend(fontsize=8.5, loc="upper right")
    runs = sorted({row["runs"] for row in rates})
    note(
        figure,
        f"{', '.join(map(str, runs))} runs for each point; 95 % Clopper-Pearson intervals; "
        "hollow with an arrow: no run succeeded (upper end of the interval)",
    )
    return figure


def _rates_of(axes: Any, rows: list[dict[str, Any]], name: str, shift: float) -> None:
    colour, marker = COLOURS[name], MARKERS[name]
    hit, none = [row for row in rows if row["hits"]], [row for row in rows if not row["hits"]]
    rate = np.array([row["rate"] for row in hit])
    below = rate - np.array([row["low_95"] for row in hit])
    above = np.array([row["high_95"] for row in hit]) - rate
    at = [row["p"] + shift for row in hit]
    axes.errorbar(
        at,
        rate,
        [below, above],
        fmt=marker,
        color=colour,
        markersize=4,
        elinewidth=0.9,
        capsize=1.5,
        label=name,
    )
    for row in none:
        where, high = row["p"] + shift, row["high_95"]
        axes.plot(
            [where], [high], marker=marker, markersize=4, color=colour, markerfacecolor="white"
        )
        axes.annotate(
            "",
            (where, high / 2),
            (where, high * 0.93),
            arrowprops={"arrowstyle": "->", "color": colour, "linewidth": 0.8},
        )
