"""Figures of the experiments beyond the constructed datasets, drawn from the tables of an outcome
and nothing else.

Colours, markers and file format as in :mod:`symqnn.report.training_figures`.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from symqnn.experiments.outcome import ExperimentOutcome, Table
from symqnn.report.training_figures import BLACK, BLUE, GREEN, GREY, ORANGE, PURPLE, VERMILION

SERIES = (
    (BLUE, "o", "-"),
    (ORANGE, "s", "--"),
    (GREEN, "^", "-."),
    (VERMILION, "D", ":"),
    (PURPLE, "v", "-"),
    (BLACK, "P", "--"),
)
OURS = "our instance; the paper's supplement is not available"


def note(figure: Any, text: str) -> None:
    """A line in small print below a figure."""
    figure.supxlabel(text, fontsize=7.5, color="#555555")


def rows_of(table: Table, **wanted: object) -> list[dict[str, Any]]:
    """Rows as dictionaries, those with given entries.

    Example:
        >>> rows_of(Table("t", ("a", "b"), ((1, 2), (3, 4))), a=3)
        [{'a': 3, 'b': 4}]
    """
    listed = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    return [row for row in listed if all(row[key] == value for key, value in wanted.items())]


def _grid(outcome: ExperimentOutcome, plt: Any) -> tuple[Any, Any]:
    number = len(outcome.table("summary").rows)
    columns = min(2, number) if number <= 4 else 3
    lines = -(-number // columns)
    figure, panels = plt.subplots(
        lines, columns, figsize=(3.9 * columns + 0.3, 2.85 * lines + 0.5), squeeze=False
    )
    for axes in panels.flat[number:]:
        axes.set_axis_off()
    return figure, panels


def figure_5(outcome: ExperimentOutcome, plt: Any) -> Any:
    """For each dataset the loss of every run at the end, in increasing order, on the certified
    minima.

    Paper: Figure 5, S.M. E.4.
    """
    figure, panels = _grid(outcome, plt)
    for axes, row in zip(panels.flat, rows_of(outcome.table("summary")), strict=False):
        runs = rows_of(outcome.table("runs"), data=row["data"])
        runs.sort(key=lambda run: run["loss at the end"])
        minima = rows_of(outcome.table("minima"), data=row["data"])
        for k, point in enumerate(minima):
            axes.axhline(
                point["loss at most"],
                color=BLACK if k == 0 else GREY,
                linestyle=":" if k == 0 else "-",
                linewidth=1.2 if k == 0 else 0.5,
                zorder=0,
            )
        at = np.arange(1, len(runs) + 1)
        final = [run["loss at the end"] for run in runs]
        axes.plot(
            at,
            final,
            linestyle="none",
            marker="o",
            markersize=3.4,
            color=ORANGE,
            markeredgecolor=BLACK,
            markeredgewidth=0.4,
            label="at convergence",
        )
        best = "global minimum" if row["all minima"] != "" else "best minimum"
        count = (
            f"{row['all minima']} minima in all"
            if row["all minima"] != ""
            else f"{row['minima reached']} minima reached"
        )
        source = (
            ""
            if str(row["data"]) == f"p{row['p']}"
            else str(row["data"]).rpartition(" ")[0].replace("_", " ") + ", "
        )
        title = (
            f"{source}p = {row['p']}, {row['samples']} samples:\n{row['hits of the best']} "
            f"of {row['restarts']} at the {best}; {count}"
        )
        axes.set_title(title, fontsize=9, loc="left")
        axes.set_xlabel("run, ordered by final loss", fontsize=8.5)
        axes.set_ylabel("training loss L(θ)", fontsize=8.5)
    handles = [
        plt.Line2D([], [], color=BLACK, linestyle=":", linewidth=1.2),
        plt.Line2D([], [], color=GREY, linewidth=0.8),
    ]
    shown, labels = panels.flat[0].get_legend_handles_labels()
    names = [*labels, "lowest certified minimum", "other certified minima"]
    figure.legend([*shown, *handles], names, loc="outside upper center", ncols=3, fontsize=8)
    about = (
        "features of scikit-learn's datasets"
        if outcome.experiment == "real-data"
        else "linearly separable data"
    )
    where = "" if outcome.experiment == "real-data" else f"; {OURS}"
    note(figure, f"{about}, encoded by X and Y rotations with rational sines and cosines{where}")
    return figure


def label_noise(outcome: ExperimentOutcome, plt: Any) -> Any:
    """How many coordinates keep two minima, and the success rate against p, both with what they
    must be.

    Paper: S.M. E.3.
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.2, 3.9))
    noise = rows_of(outcome.table("noise"))
    sigma = [float(row["sigma"]) for row in noise]
    theory = outcome.table("theory")
    exact = theory.column("sigma"), theory.column("exact probability")
    left.plot(*exact, color=BLACK, linewidth=1.1, label="two minima, exact probability")
    for column, colour, marker, line, label in (
        ("probability", BLUE, "o", "none", "two minima, counted by Sturm's theorem"),
        ("decay", ORANGE, "s", "--", "basin of the lower minimum, geometric mean"),
    ):
        values = [row[column] for row in noise]
        left.plot(sigma, values, linestyle=line, marker=marker, color=colour, label=label)
    left.set_xlabel("standard deviation σ of the noise in the labels")
    left.set_ylabel("share of the coordinates / of the circle")
    left.set_ylim(0, 1.05)
    left.legend(fontsize=8, loc="lower left")
    rates = outcome.table("rates")
    for (colour, marker, line), row in zip(SERIES, noise, strict=False):
        mine = rows_of(rates, sigma=row["sigma"])
        p = [item["p"] for item in mine]
        right.plot(
            p, [item["expected rate"] for item in mine], color=colour, linestyle=line, linewidth=1
        )
        hit = [item for item in mine if item["hits"]]
        rate = np.array([item["rate"] for item in hit])
        spread = [
            rate - [item["low_95"] for item in hit],
            np.array([item["high_95"] for item in hit]) - rate,
        ]
        right.errorbar(
            [item["p"] for item in hit],
            rate,
            spread,
            fmt=marker,
            color=colour,
            markersize=4,
            elinewidth=0.9,
            label=f"σ = {float(row['sigma']):g}",
        )
    right.set_yscale("log")
    right.set_xlabel("number of parameters p")
    right.set_ylabel("success rate")
    right.legend(fontsize=8, title="lines: exact basins", title_fontsize=8)
    right.grid(axis="y", color="#DDDDDD", linewidth=0.6)
    runs = rates.rows[0][rates.columns.index("runs")]
    note(
        figure,
        f"r = {outcome.settings['strength']}, gradient descent, {runs} runs a point, 95 % "
        f"Clopper-Pearson intervals; {OURS}",
    )
    return figure


def rotosolve(outcome: ExperimentOutcome, plt: Any) -> Any:
    """Success rates of coordinate-wise exact minimisation with the exact predictions."""
    rows = rows_of(outcome.table("summary"))
    figure, axes = plt.subplots(figsize=(7.6, 1.3 + 0.24 * len(rows)))
    colours = {"separable": GREEN, "chain": BLUE, "clauses": VERMILION}
    titles = {
        "separable": "Theorem 2's dataset",
        "chain": "chain of parities",
        "clauses": "random parities of three angles",
    }
    markers = {"separable": "^", "chain": "o", "clauses": "s"}
    seen: set[str] = set()
    for k, row in enumerate(rows):
        name, rate = str(row["dataset"]), row["rate"]
        label = titles[name] if name not in seen else None
        seen.add(name)
        spread = [[rate - row["low_95"]], [row["high_95"] - rate]]
        axes.errorbar(
            [rate],
            [k],
            xerr=spread,
            fmt=markers[name],
            color=colours[name],
            markersize=5,
            elinewidth=1.2,
            label=label,
        )
        if row["predicted"] != "":
            bar = {
                "marker": "|",
                "color": BLACK,
                "markersize": 14,
                "markeredgewidth": 1.5,
                "linestyle": "none",
            }
            axes.plot([row["predicted"]], [k], **bar, label="exact probability" if k == 0 else None)
            axes.annotate(
                str(row["exact prediction"]),
                (1.04, k),
                va="center",
                fontsize=7.5,
                annotation_clip=False,
            )
        else:
            axes.annotate(
                "no closed form",
                (1.04, k),
                va="center",
                fontsize=7.5,
                color="#777777",
                annotation_clip=False,
            )
    axes.set_yticks(
        range(len(rows)),
        [f"{row['dataset']}, p = {row['p']}, from {row['starts']}, {row['order']}" for row in rows],
        fontsize=7.5,
    )
    axes.invert_yaxis()
    axes.set_xlim(0, 1.02)
    axes.grid(axis="x", color="#DDDDDD", linewidth=0.6)
    axes.set_xlabel("share of the runs that reach the global minimum")
    axes.legend(fontsize=8, loc="lower right")
    note(
        figure,
        f"{rows[0]['restarts']} starts a row: uniform angles, or uniform vertices θ* + (π/2)ζ; "
        "95 % Clopper-Pearson intervals; datasets of ours",
    )
    return figure
