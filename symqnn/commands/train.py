"""``symqnn train``: training on one's own data, and the experiments of Section 6, with CSV files
and figures.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symqnn.commands import train_own
from symqnn.commands.network import INSTANCE_HELP
from symqnn.commands.outcome import progress
from symqnn.commands.parser import CommandParser, jobs_option
from symqnn.errors import InputError, MissingExtraError

if TYPE_CHECKING:
    from symqnn.experiments.outcome import ExperimentOutcome


@dataclass(frozen=True)
class Experiment:
    """Where an experiment is: its module in symqnn.experiments, and the function of symqnn.report
    that draws it ("module.function").
    """

    module: str
    figure: str
    help: str


EXPERIMENTS = {  # name on the command line: where it is
    "figure-2": Experiment(
        "figure_2",
        "training_figures.figure_2",
        "losses before and after training, p = 4, RMSProp, 100 runs",
    ),
    "figure-3": Experiment(
        "figure_3",
        "training_figures.figure_3",
        "distribution over the exact levels, p = 16, three optimisers, 5000 runs each",
    ),
    "figure-4": Experiment(
        "figure_4",
        "training_figures.figure_4",
        "success rate against p, with the exact probability",
    ),
    "figure-5": Experiment(
        "figure_5",
        "training_figures_data.figure_5",
        "encoded linearly separable data, p = 2, 4, 6, 8, 70 runs each (with E.4)",
    ),
    "label-noise": Experiment(
        "label_noise",
        "training_figures_data.label_noise",
        "E.3: minima and success rates under noise in the labels",
    ),
    "real-data": Experiment(
        "real_data",
        "training_figures_data.figure_5",
        "iris, wine, breast cancer, encoded the same way (needs scikit-learn)",
    ),
    "rotosolve": Experiment(
        "coordinate_wise",
        "training_figures_data.rotosolve",
        "coordinate-wise exact minimisation: separable data and parities",
    ),
    "basins": Experiment(
        "basins",
        "training_figures_landscapes.basins",
        "volumes of basins of attraction, measured and exact",
    ),
    "transition": Experiment(
        "transition",
        "training_figures_landscapes.transition",
        "ranks, minima and success against p at fixed dimension 4",
    ),
    "classical": Experiment(
        "classical",
        "training_figures_landscapes.classical",
        "classical networks beside quantum ones, one table",
    ),
}

HELP = (
    train_own.EXAMPLES
    + "\nexperiments of Section 6 (symqnn train EXPERIMENT …, with options of their own):\n"
    + "\n".join(f"  {name:<12}{item.help}" for name, item in EXPERIMENTS.items())
    + """

  symqnn train figure-2 --out figures/       CSV, settings, PNG and SVG (pictures: the extra plot)
  symqnn train figure-4 --p 1-8 --restarts 1000 --jobs 2
  symqnn train figure-3 --help               every choice is an option

The paper's supplement is not available: figures 2 to 4 are of our closed-form instance, the
others of data of ours. With --out figures 2 to 5, real-data, basins and transition keep their
runs (DIR/runs), and an interrupted command goes on where it stopped.
exit code: 0 everything agrees with the ground truth, 2 usage or bad input, 3 something does not

"""
)

DESCRIPTION = """\
Minimise a training loss from many random starts and say, with a certificate, how far the best run
is from the best that any angles can reach. Where the first word is the name of an experiment
below, that experiment is run."""

OPTIONS_HELP = """\
lists are separated by commas, whole numbers may be ranges (1-4,8); where the default is a
fraction, exact fractions are required (3/10)
exit code: 0 everything agrees with the ground truth, 2 usage or bad input, 3 something does not"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn train``."""
    plain = argparse.RawDescriptionHelpFormatter
    what = "train on your own data, or run the experiments of Section 6"
    parser = commands.add_parser(
        "train",
        help=what,
        description=DESCRIPTION,
        epilog=HELP + INSTANCE_HELP,
        formatter_class=plain,
    )
    train_own.own_options(parser)
    parser.set_defaults(action=train_own.run)
    if isinstance(parser, CommandParser):
        parser.nested = {name: partial(option_parser, name) for name in EXPERIMENTS}


def option_parser(name: str) -> argparse.ArgumentParser:
    """The options of one experiment: the fields of its settings, and where the files go."""
    settings = _module(name).Settings
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(
        prog=f"symqnn train {name}",
        description=_module(name).__doc__,
        epilog=OPTIONS_HELP,
        formatter_class=plain,
        allow_abbrev=False,
    )
    for declared in fields(settings):
        text = f"{declared.metadata['help']} (default {shown(declared.default)})"
        parser.add_argument(
            "--" + declared.name.replace("_", "-"), dest=declared.name, metavar="X", help=text
        )
    jobs_option(parser)
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="write CSV, settings, results of the runs, PNG and SVG to this directory",
    )
    parser.add_argument(
        "--no-figure", action="store_true", help="no PNG and SVG (then matplotlib is not needed)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("-q", "--quiet", action="store_true", help="no progress on the terminal")
    parser.set_defaults(action=run, experiment=name)
    return parser


def shown(default: Any) -> str:
    """A default as one would type it."""
    return ",".join(map(str, default)) if isinstance(default, tuple) else str(default)


def _module(name: str) -> Any:
    return importlib.import_module(f"symqnn.experiments.{EXPERIMENTS[name].module}")


def run(options: argparse.Namespace) -> int:
    """Run one experiment, write its files, print; the exit code is returned.

    Raises:
        InputError: an option out of range; MissingExtraError: figures are wanted and matplotlib is
            not installed.
    """
    from symqnn.experiments.settings import read_option

    name, chosen = options.experiment, options
    if not 1 <= chosen.jobs <= 1024:
        raise InputError(f"--jobs is {chosen.jobs}; a number from 1 to 1024 is required.")
    draw = chosen.out is not None and not chosen.no_figure
    if draw and importlib.util.find_spec("matplotlib") is None:
        raise MissingExtraError(
            "figures need matplotlib: pip install matplotlib, or give --no-figure."
        )
    kind = _module(name).Settings
    given = {
        declared.name: read_option(declared, text)
        for declared in fields(kind)
        if (text := getattr(chosen, declared.name)) is not None
    }
    outcome = _module(name).run(kind(**given), chosen.jobs, progress, chosen.out)
    progress("")
    written = (
        write(outcome, chosen.out, EXPERIMENTS[name].figure if draw else "") if chosen.out else []
    )
    if chosen.json:
        print(
            json.dumps(
                outcome_json(outcome) | {"written": [str(path) for path in written]},
                ensure_ascii=False,
            )
        )
    else:
        print(text_of(outcome, written))
    return 3 if outcome.faults else 0


def check_extras(mode: str | None) -> None:
    """Say what the experiments of this mode need before anything else is computed.

    Raises:
        MissingExtraError: the full run, and scikit-learn is not installed.
    """
    if mode == "full" and importlib.util.find_spec("sklearn") is None:
        raise MissingExtraError(
            "--experiments full trains on scikit-learn's datasets: pip install scikit-learn, or "
            "choose --experiments quick."
        )


def experiments(
    mode: str, jobs: int, directory: Path | None, names: Sequence[str] = tuple(EXPERIMENTS)
) -> list[ExperimentOutcome]:
    """Run experiments, with the settings ``QUICK`` of their modules (those that have them) or the
    full ones; write their numbers, no figures.
    """
    outcomes = []
    for name in names:
        module = _module(name)
        settings = getattr(module, "QUICK", None) if mode == "quick" else module.Settings()
        if settings is None:
            continue

        def say(text: str, name: str = name) -> None:
            progress(f"{name}: {text}")

        outcomes.append(module.run(settings, jobs, say))
        if directory:
            write(outcomes[-1], directory, "")
    progress("")
    return outcomes


def outcome_json(outcome: ExperimentOutcome) -> dict[str, Any]:
    """An outcome for machines, with the certified gaps to the best possible, which stand in no file
    of numbers.
    """
    return outcome.to_json() | {"gaps": list(outcome.gaps)}


def experiments_text(outcomes: list[ExperimentOutcome]) -> str:
    """One line an experiment, and whatever does not agree with the ground truth."""
    lines = ["experiments of Section 6; statistics, not proofs:"]
    for outcome in outcomes:
        verdict = "does not agree" if outcome.faults else "agrees"
        lines.append(
            f"  {outcome.experiment}: {verdict} with the ground truth ({outcome.instance}; "
            f"{outcome.seconds:.1f} s)"
        )
        lines += [
            f"    {line}"
            for line in (
                *outcome.summary,
                *outcome.gaps,
                *(f"NOT EXPLAINED: {fault}" for fault in outcome.faults),
            )
        ]
    return "\n".join(lines)


def write(outcome: ExperimentOutcome, directory: Path, figure: str) -> list[Path]:
    """Write CSV files, the settings with the statistics, and the figure (``"module.function"`` of
    symqnn.report, or none).
    """
    from symqnn.certificate.canonical import write_atomically
    from symqnn.report.training_figures import save

    stem = outcome.experiment.replace("-", "_")
    written = [
        write_atomically(directory / f"{stem}.{table.name}.csv", table.to_csv().encode())
        for table in outcome.tables
    ]
    content = json.dumps(outcome.to_json(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    written.append(write_atomically(directory / f"{stem}.json", content.encode()))
    if figure:
        module, _, function = figure.partition(".")
        written += save(
            getattr(importlib.import_module(f"symqnn.report.{module}"), function),
            outcome,
            directory / stem,
        )
    return written


def text_of(outcome: ExperimentOutcome, written: list[Path]) -> str:
    """The outcome for people."""
    lines = [f"{outcome.experiment}: {outcome.instance}", ""]
    for table in outcome.tables:
        if table.printed:
            lines += [table.to_text(), ""]
    lines += [
        *outcome.summary,
        *outcome.gaps,
        *(f"NOT EXPLAINED: {fault}" for fault in outcome.faults),
    ]
    lines.append(f"training took {outcome.seconds:.1f} s")
    return "\n".join(
        [*lines, *([""] if written else []), *(f"written: {path}" for path in written)]
    )
