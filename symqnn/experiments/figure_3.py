"""Figure 3: the distribution of final losses over the exact levels, for several optimisers.

Paper: Figure 3 (p = 16, Adam, RMSProp and L-BFGS, 5000 runs each). The supplement with the instance
and the settings of the training is not available; this is our closed-form instance (Theorem 2 on
the paper's network h = Z, m = Y + I), and every choice is an option.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from symqnn.experiments.comparison import compare, instance_faults
from symqnn.experiments.figure_2 import levels_table
from symqnn.experiments.instance import DEFAULT_R_SQUARED, closed_form, read_star
from symqnn.experiments.outcome import ExperimentOutcome, Progress
from symqnn.experiments.settings import TrainingSettings, option, settings_json


@dataclass(frozen=True, kw_only=True)
class Settings(TrainingSettings):
    """The choices of figure 3."""

    p: int = option(16, "number of parameters, 1 to 64")
    r_squared: Fraction = option(DEFAULT_R_SQUARED, "r² of the instance, exact, 0 < r² < 1/2")
    star: str = option("1,0", "θ* by cos 2θ*,sin 2θ* as fractions, the same for all angles")
    restarts: int = option(5000, "number of runs of each method")
    methods: tuple[str, ...] = option(
        ("adam", "rmsprop", "lbfgs"), "methods, of adam, rmsprop, lbfgs, gd"
    )


QUICK = Settings(restarts=1000)


def run(
    settings: Settings, jobs: int = 1, progress: Progress | None = None, keep: Path | None = None
) -> ExperimentOutcome:
    """Train with every method from the same starts, match every final point, compare the levels
    with their exact distribution.

    Paper: Figure 3.

    Args:
        jobs, progress, keep: as for :func:`symqnn.experiments.figure_2.run`.

    Raises:
        InputError: a setting out of range.

    Example:
        >>> outcome = run(Settings(p=3, restarts=50, methods=("gd", "adam")))
        >>> outcome.faults
        ()
        >>> [row["runs_that_left_their_basin"] for row in outcome.statistics["methods"]]
        [0, 0]
    """
    settings.check_for(settings.methods)
    say = progress or (lambda text: None)
    say("exact landscape")
    instance = closed_form(settings.p, settings.r_squared, read_star(settings.star))
    found, faults = [], instance_faults(instance, keep)
    for name in settings.methods:

        def count(done: int, wanted: int, name: str = name) -> None:
            say(f"{name}: {done} of {wanted} runs")

        found.append(
            compare(
                instance,
                name,
                settings.restarts,
                settings,
                jobs=jobs,
                progress=count,
                keep=keep and keep / "runs" / "figure_3",
            )
        )
        faults += found[-1].faults()
    statistics = {
        "methods": [item.statistics() for item in found],
        "minima_a_period": instance.made.landscape.count,
    }
    levels = (
        f"{len(instance.levels)} exact levels (2r²/p)·k = {instance.step}·k with binomial(p, "
        f"k) of the {instance.made.landscape.count} minima each"
    )
    return ExperimentOutcome(
        "figure-3",
        settings_json(settings),
        (levels_table(found),),
        statistics,
        (levels, *(item.sentence() for item in found)),
        tuple(faults),
        sum(item.seconds for item in found),
        gaps=tuple(item.gap for item in found),
    )
