"""Figure 2: losses at random starts and where training ends, with the exact levels of the minima.

Paper: Figure 2 (p = 4, RMSProp, 100 runs). The supplement with the instance and the settings of the
training is not available; this is our closed-form instance (Theorem 2 on the paper's network h = Z,
m = Y + I), and every choice is an option.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import comb
from pathlib import Path

from symqnn.experiments.comparison import Comparison, compare, instance_faults, rounded
from symqnn.experiments.instance import DEFAULT_R_SQUARED, closed_form, read_star
from symqnn.experiments.outcome import ExperimentOutcome, Progress, Table
from symqnn.experiments.settings import TrainingSettings, option, settings_json


@dataclass(frozen=True, kw_only=True)
class Settings(TrainingSettings):
    """The choices of figure 2."""

    p: int = option(4, "number of parameters, 1 to 64")
    r_squared: Fraction = option(DEFAULT_R_SQUARED, "r² of the instance, exact, 0 < r² < 1/2")
    star: str = option("1,0", "θ* by cos 2θ*,sin 2θ* as fractions, the same for all angles")
    restarts: int = option(100, "number of runs")
    method: str = option("rmsprop", "adam, rmsprop, lbfgs or gd")


QUICK = Settings()


def run(
    settings: Settings, jobs: int = 1, progress: Progress | None = None, keep: Path | None = None
) -> ExperimentOutcome:
    """Train, match every final point to a certified minimum, and compare the levels with their
    exact distribution.

    Paper: Figure 2.

    Args:
        jobs: workers; they do not change the outcome. progress: called with a line of text.
        keep: directory for certificate and results of the runs; an interrupted run goes on from
            them.

    Raises:
        InputError: a setting out of range.

    Example:
        >>> outcome = run(Settings(p=2, restarts=20))
        >>> outcome.faults, outcome.statistics["ends"]["certified minimum"]
        ((), 20)
    """
    settings.check_for([settings.method])
    say = progress or (lambda text: None)
    say("exact landscape")
    instance = closed_form(settings.p, settings.r_squared, read_star(settings.star))
    faults = instance_faults(instance, keep)
    found = compare(
        instance,
        settings.method,
        settings.restarts,
        settings,
        jobs=jobs,
        progress=lambda done, wanted: say(f"{settings.method}: {done} of {wanted} runs"),
        keep=keep and keep / "runs" / "figure_2",
    )
    tables = (runs_table(found), levels_table([found]))
    levels = (
        f"{len(instance.levels)} exact levels (2r²/p)·k = {instance.step}·k with binomial(p, "
        f"k) of the {2**settings.p} minima each"
    )
    summary = (
        levels,
        found.sentence(),
        f"final points are within {found.distance:.1e} of certified minima (in φ = 2θ, radians)",
    )
    return ExperimentOutcome(
        "figure-2",
        settings_json(settings),
        tables,
        found.statistics(),
        summary,
        (*faults, *found.faults()),
        found.seconds,
        gaps=(found.gap,),
    )


def runs_table(found: Comparison) -> Table:
    """One row a run: losses before and after, the level reached, steps."""
    runs = found.runs
    rows = tuple(
        (k, rounded(float(before)), rounded(float(after)), int(level), int(flow), int(steps))
        for k, (before, after, level, flow, steps) in enumerate(
            zip(
                runs.initial_value,
                runs.value,
                found.level,
                found.predicted,
                runs.steps,
                strict=True,
            )
        )
    )
    return Table(
        "runs",
        ("run", "initial_loss", "final_loss", "level_k", "level_k_of_the_start", "steps"),
        rows,
    )


def levels_table(found: list[Comparison]) -> Table:
    """One row a level: its exact value, how many minima are there, how many runs are expected, how
    many ended there.
    """
    instance = found[0].instance
    p, n = instance.angles, len(found[0].runs)
    probabilities = instance.level_probabilities
    rows = tuple(
        (
            k,
            value,
            float(value),
            comb(p, k),
            rounded(n * float(probabilities[k])),
            *(int(item.counts[k]) for item in found),
        )
        for k, (value, _) in enumerate(instance.levels)
    )
    columns = (
        "k",
        "exact_level",
        "level",
        "minima_a_period",
        "expected_runs",
        *(f"runs_{item.method}" for item in found),
    )
    return Table("levels", columns, rows, printed=True)
