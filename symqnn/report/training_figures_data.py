"""Figures of the experiments beyond the constructed datasets, drawn from the tables of an outcome
and nothing else.

Colours, markers and file format as in :mod:`symqnn.report.training_figures`.
"""

from __future__ import annotations

from collections.abc import Sequence
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


def _note(figure: Any, text: str) -> None:
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
    _note(figure, f"{about}, encoded by X and Y rotations with rational sines and cosines{where}")
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
    left.plot(
        theory.column("sigma"),
        theory.column("exact probability"),
        color=BLACK,
        linewidth=1.1,
        label="two minima, exact probability",
    )
    left.plot(
        sigma,
        [row["probability"] for row in noise],
        linestyle="none",
        marker="o",
        color=BLUE,
        label="two minima, counted by Sturm's theorem",
    )
    left.plot(
        sigma,
        [row["decay"] for row in noise],
        linestyle="--",
        marker="s",
        color=ORANGE,
        label="basin of the lower minimum, geometric mean",
    )
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
    _note(
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
    _note(
        figure,
        f"{rows[0]['restarts']} starts a row: uniform angles, or uniform vertices θ* + (π/2)ζ; "
        "95 % Clopper-Pearson intervals; datasets of ours",
    )
    return figure


def basins(outcome: ExperimentOutcome, plt: Any) -> Any:
    """Which minimum is reached from where, for p = 2, and the volumes of all basins for the largest
    p.
    """
    figure, panels = plt.subplots(1, 3, figsize=(12, 4.2))
    from matplotlib.colors import ListedColormap

    numerator, denominator = (int(part) for part in outcome.settings["r_squared"].split("/"))
    ratio = numerator / (denominator - numerator)
    edge = float(np.arccos(-ratio)) / 2
    for axes, name, title in (
        (panels[0], "separable", "Theorem 2's loss"),
        (panels[1], "chain", "chain of parities"),
    ):
        table = outcome.table(f"map_{name}")
        side = round(len(table.rows) ** 0.5)
        image = np.array(table.column("minimum")).reshape(side, side).T
        colours = ListedColormap(["#FFFFFF", "#56B4E9", "#F0E442", "#E69F00", "#CC79A7"])
        axes.imshow(
            image,
            origin="lower",
            extent=(0, np.pi, 0, np.pi),
            cmap=colours,
            vmin=-1.5,
            vmax=3.5,
            interpolation="nearest",
        )
        if name == "separable":
            for line in (edge, np.pi - edge):
                axes.axvline(line, color=BLACK, linewidth=1, linestyle="--")
                axes.axhline(line, color=BLACK, linewidth=1, linestyle="--")
        for k, (x, y) in enumerate(((0, 0), (0, 1), (1, 0), (1, 1))):
            filled = BLACK if k == 0 else "white"
            for a in {0: (0, np.pi), 1: (np.pi / 2,)}[x]:
                for b in {0: (0, np.pi), 1: (np.pi / 2,)}[y]:
                    shape = {"marker": "*" if k == 0 else "o", "markersize": 11 if k == 0 else 6}
                    axes.plot(
                        [a],
                        [b],
                        **shape,
                        color=filled,
                        markeredgecolor=BLACK,
                        clip_on=False,
                        zorder=5,
                    )
        axes.set_xlabel("θ₁ at the start")
        axes.set_ylabel("θ₂ at the start")
        axes.set_xticks([0, np.pi / 2, np.pi], ["0", "π/2", "π"])
        axes.set_yticks([0, np.pi / 2, np.pi], ["0", "π/2", "π"])
        axes.set_title(
            title + (", dashed: exact boundaries" if name == "separable" else ""),
            fontsize=9.5,
            loc="left",
            pad=10,
        )
    volumes = outcome.table("volumes")
    largest = max(volumes.column("p"))
    rows = rows_of(volumes, p=largest)
    rate = np.array([row["volume"] for row in rows])
    spread = [
        rate - [row["low_95"] for row in rows],
        np.array([row["high_95"] for row in rows]) - rate,
    ]
    at = np.arange(len(rows))
    panels[2].bar(
        at, rate, color="#56B4E9", edgecolor=BLACK, linewidth=0.4, label="measured, 95 % interval"
    )
    panels[2].errorbar(at, rate, spread, fmt="none", ecolor=BLACK, elinewidth=0.8)
    panels[2].plot(
        at,
        [row["exact volume"] for row in rows],
        linestyle="none",
        marker="_",
        color=VERMILION,
        markersize=12,
        markeredgewidth=2,
        label="exact",
    )
    panels[2].set_xticks(
        at, [row["minimum"] for row in rows], rotation=90 if largest > 2 else 0, fontsize=8
    )
    panels[2].set_xlabel("minimum ζ")
    panels[2].set_ylabel("share of the starts")
    panels[2].set_title(
        f"volumes of the basins, p = {largest}, {rows[0]['runs']} runs",
        fontsize=9.5,
        loc="left",
        pad=10,
    )
    panels[2].legend(fontsize=8)
    _note(
        figure,
        "star: global minimum, circles: spurious minima; gradient descent, r² = "
        f"{outcome.settings['r_squared']}; θ has period π; {OURS}",
    )
    return figure


def transition(outcome: ExperimentOutcome, plt: Any) -> Any:
    """Success, ranks and numbers of minima against p at fixed dimension."""
    table = outcome.table("summary")
    figure, panels = plt.subplots(3, 1, figsize=(7.2, 8.2), sharex=True)
    seeds = list(dict.fromkeys(table.column("instance")))
    for (colour, marker, line), seed in zip(SERIES, seeds, strict=False):
        rows = rows_of(table, instance=seed)
        p = [row["p"] for row in rows]
        style = {"color": colour, "marker": marker, "markersize": 4.5, "linewidth": 1}
        panels[0].plot(
            p,
            [row["solved"] / row["restarts"] for row in rows],
            linestyle=line,
            **style,
            label=f"loss 0, instance {seed}",
        )
        hollow = {**style, "markerfacecolor": "white", "linewidth": 0.5}
        panels[0].plot(
            p,
            [row["at the best"] / row["restarts"] for row in rows],
            linestyle=":",
            **hollow,
            label=f"best value found, instance {seed}",
        )
        panels[2].plot(
            p,
            [row["different values"] for row in rows],
            linestyle=line,
            **style,
            label=f"different final losses, instance {seed}",
        )
        known = [row for row in rows if row["minima"] != ""]
        label = "all local minima, certified" if seed == seeds[0] else None
        panels[2].plot(
            [row["p"] for row in known],
            [row["minima"] for row in known],
            linestyle="none",
            marker="*",
            markersize=11,
            markerfacecolor="none",
            markeredgecolor=colour,
            label=label,
        )
    d = int(outcome.settings["dimension"])
    for (colour, marker, line), seed in zip(SERIES, seeds, strict=False):
        rows = rows_of(table, instance=seed)
        p, ranks = (
            [row["p"] for row in rows],
            [int(str(row["rank"]).removeprefix("≥ ")) for row in rows],
        )
        style = {"color": colour, "marker": marker, "linestyle": line, "linewidth": 1}
        panels[1].plot(
            p,
            ranks,
            **style,
            markersize=6,
            markerfacecolor="white",
            label=f"rank of the Gram matrix, instance {seed}",
        )
        panels[1].plot(
            p,
            [row["tangent rank"] for row in rows],
            **style,
            markersize=4,
            label=f"directions in which θ moves M(θ), instance {seed}",
        )
        full = [row["p"] for row in rows if row["tangent rank"] == d * d - d]
        for axes in panels if full else ():
            axes.axvline(min(full), color=colour, linewidth=0.9, linestyle="--", zorder=0)
    for height, text in (
        (d * d - 1, f"d² - 1 = {d * d - 1}"),
        (d * d - d, f"dimension of the orbit of M, d² - d = {d * d - d}"),
    ):
        panels[1].axhline(height, color=GREY, linewidth=0.7, linestyle=":", zorder=0)
        last = max(table.column("p"))
        panels[1].annotate(
            text,
            (last, height),
            xytext=(0, -12),
            textcoords="offset points",
            ha="right",
            fontsize=8,
            color="#555555",
        )
    panels[1].set_ylim(0, d * d + 1)
    panels[1].yaxis.get_major_locator().set_params(integer=True)
    panels[0].set_ylabel("share of the runs")
    panels[1].set_ylabel("rank (exact)")
    panels[2].set_ylabel("number")
    panels[2].set_yscale("log")
    panels[2].set_xlabel(f"number of parameters p (dimension d = {d})")
    for axes in panels:
        axes.legend(fontsize=7.5, ncols=1)
    panels[0].set_title("under-parameterised  →  over-parameterised", fontsize=10, loc="left")
    samples, restarts = outcome.settings["samples"], outcome.settings["restarts"]
    _note(
        figure,
        f"random two-level generators, {samples} random states, labels of a teacher, {restarts} "
        "runs a point; beyond the paper",
    )
    return figure


def classical(outcome: ExperimentOutcome, plt: Any) -> Any:
    """The loss of one sigmoid neuron with its certified minima, and how the numbers of minima grow
    with p.
    """
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.6, 4))
    table = outcome.table("sigmoid")
    for (colour, _, line), m in zip(SERIES, dict.fromkeys(table.column("samples")), strict=False):
        curve = rows_of(table, samples=m, what="loss")
        left.plot(
            [row["w"] for row in curve],
            [row["value"] for row in curve],
            color=colour,
            linestyle=line,
            label=f"{m} sample{'s' if m > 1 else ''}",
        )
        for row in rows_of(table, samples=m, what="minimum between"):
            left.axvspan(row["w"], row["value"], ymax=0.03, color=colour)
    left.set_xscale("log")
    left.set_xlabel("weight w of one sigmoid neuron")
    left.set_ylabel("square loss L(w)")
    left.set_title(
        "each sample adds a minimum; bars: where it is enclosed", fontsize=9.5, loc="left"
    )
    left.legend(fontsize=8)
    growth = outcome.table("growth")
    names: Sequence[tuple[str, str]] = (
        ("Theorem 2, m = 2p", "2^p: Theorem 2, and sigmoid neuron, both m = 2p samples"),
        ("sigmoid, m = p²", "p^p: sigmoid neuron, m = p²"),
        ("p!·2^p, m = 2p", "p!·2^p: quantum network, m = 2p"),
        ("½ p!·4^p, any m", "½ p!·4^p: most minima of a quantum network, any m"),
        ("(4p)^p, any m", "(4p)^p: the paper's bound, any m"),
    )
    for (colour, marker, line), (column, name) in zip(SERIES, names, strict=False):
        right.plot(
            growth.column("p"),
            growth.column(column),
            color=colour,
            marker=marker,
            linestyle=line,
            markersize=4,
            linewidth=1,
            label=name,
        )
    right.set_yscale("log")
    right.set_xlabel("number of parameters p")
    right.set_ylim(0.5, 1e19)
    right.set_ylabel("local minima (bounds: at most)")
    right.legend(fontsize=7.5)
    right.set_title("sigmoid neuron and quantum networks", fontsize=9.5, loc="left")
    _note(
        figure,
        "sigmoid neuron: Auer et al. 1996; Theorem 2 and (4p)^p: the paper; the other two: ours",
    )
    return figure
