"""Figures of landscapes beside training: basins of attraction, the transition to many parameters,
classical networks; drawn from the tables of an outcome and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from symqnn.experiments.outcome import ExperimentOutcome
from symqnn.report.training_figures import BLACK, GREY, VERMILION
from symqnn.report.training_figures_data import OURS, SERIES, note, rows_of


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
    note(
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
    note(
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
    note(
        figure,
        "sigmoid neuron: Auer et al. 1996; Theorem 2 and (4p)^p: the paper; the other two: ours",
    )
    return figure
