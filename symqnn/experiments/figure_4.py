"""Figure 4: the success rate against the number of parameters, with the exact probability.

Paper: Figure 4 (Adam, RMSProp and L-BFGS, 5000 runs for each point). The supplement with the
instance and the settings of the training is not available; this is our closed-form instance
(Theorem 2 on the paper's network h = Z, m = Y + I), and every choice is an option. Gradient flow
from a uniform start succeeds with probability [1/2 + arcsin(r²/(1-r²))/π]^p, exactly; methods that
leave the basin they start in may differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from symqnn.errors import InputError
from symqnn.experiments.comparison import Comparison, compare, instance_faults
from symqnn.experiments.instance import closed_form, read_star
from symqnn.experiments.outcome import ExperimentOutcome, Progress, Table
from symqnn.experiments.settings import TrainingSettings, option, settings_json

COLUMNS = (
    "r_squared",
    "p",
    "method",
    "runs",
    "hits",
    "rate",
    "low_95",
    "high_95",
    "exact_probability",
    "standard_score",
    "starts_in_global_basin",
    "runs_that_left_their_basin",
    "levels_chi_squared_p",
    "unmatched",
)


@dataclass(frozen=True, kw_only=True)
class Settings(TrainingSettings):
    """The choices of figure 4."""

    p: tuple[int, ...] = option(tuple(range(1, 17)), "numbers of parameters, such as 1-12 or 2,4,8")
    r_squared: tuple[Fraction, ...] = option(
        (Fraction(1, 10), Fraction(3, 10)), "values of r², exact, 0 < r² < 1/2"
    )
    star: str = option("1,0", "θ* by cos 2θ*,sin 2θ* as fractions, the same for all angles")
    restarts: int = option(5000, "number of runs for each point")
    methods: tuple[str, ...] = option(
        ("adam", "rmsprop", "lbfgs"), "methods, of adam, rmsprop, lbfgs, gd"
    )


QUICK = Settings(p=tuple(range(1, 9)), restarts=1000)


def run(
    settings: Settings, jobs: int = 1, progress: Progress | None = None, keep: Path | None = None
) -> ExperimentOutcome:
    """Success rates for all p, r² and methods,
    each with its exact probability and confidence interval.

    Paper: Figure 4.

    Args:
        jobs, progress, keep: as for :func:`symqnn.experiments.figure_2.run`.

    Raises:
        InputError: a setting out of range.

    Example:
        >>> r_squared = (Fraction(1, 5),)
        >>> outcome = run(Settings(p=(1, 2), r_squared=r_squared, restarts=50, methods=("gd",)))
        >>> outcome.faults, outcome.table("rates").column("unmatched")
        ((), [0, 0])
    """
    settings.check_for(settings.methods)
    if not settings.p or not settings.r_squared:
        raise InputError("p and r_squared must name at least one value each.")
    if len(set(settings.p)) < len(settings.p) or len(set(settings.r_squared)) < len(
        settings.r_squared
    ):
        raise InputError("p or r_squared names a value twice; give each once.")
    say, star = progress or (lambda text: None), read_star(settings.star)
    rows, faults, found = [], [], []
    for r_squared in settings.r_squared:
        for p in settings.p:
            instance = closed_form(p, r_squared, star)
            faults += instance_faults(instance)
            for name in settings.methods:

                def count(
                    done: int, wanted: int, label: str = f"r² = {r_squared}, p = {p}, {name}"
                ) -> None:
                    say(f"{label}: {done} of {wanted} runs")

                item = compare(
                    instance,
                    name,
                    settings.restarts,
                    settings,
                    jobs=jobs,
                    progress=count,
                    keep=keep and keep / "runs" / "figure_4",
                )
                faults += item.faults()
                statistics = item.statistics()
                found.append(statistics | {"seconds": item.seconds})
                rows.append(_row(item, statistics))
    tables = (Table("rates", COLUMNS, tuple(rows)), _overview(found))
    kept = [{key: value for key, value in item.items() if key != "seconds"} for item in found]
    seconds = sum(item["seconds"] for item in found)
    return ExperimentOutcome(
        "figure-4",
        settings_json(settings),
        tables,
        {"points": kept},
        _summary(found),
        tuple(faults),
        seconds,
    )


def _row(item: Comparison, found: dict[str, Any]) -> tuple[object, ...]:
    low, high = found["confidence_interval_95"]
    head = (
        item.instance.r_squared,
        found["p"],
        item.method,
        found["runs"],
        item.hits,
        found["success_rate"],
        low,
        high,
    )
    exact = (
        found["exact_probability"],
        found["standard_score"],
        item.predicted_hits,
        found["runs_that_left_their_basin"],
    )
    return (*head, *exact, found["chi_squared"]["probability"], item.unmatched)


def _overview(found: list[dict[str, Any]]) -> Table:
    """One row for each r² and p: expected and actual hits of all methods,
    and their standard scores.
    """
    methods = list(dict.fromkeys(item["method"] for item in found))
    cells: dict[tuple[str, int], list[dict[str, Any]]] = {}
    for item in found:
        cells.setdefault((item["r_squared"], item["p"]), []).append(item)
    rows = []
    for (r_squared, p), items in cells.items():
        scores = (f"{item['standard_score']:+.2f}" for item in items)
        exact = (items[0]["exact_probability"], items[0]["expected_at_global_minimum"])
        rows.append((r_squared, p, *exact, *(item["at_global_minimum"] for item in items), *scores))
    columns = (
        "r_squared",
        "p",
        "exact_probability",
        "expected_hits",
        *(f"hits_{name}" for name in methods),
        *(f"score_{name}" for name in methods),
    )
    return Table("overview", columns, tuple(rows), printed=True)


def _summary(found: list[dict[str, Any]]) -> tuple[str, ...]:
    """For each method the largest standard score and how many runs left their basin."""
    lines = []
    for method in dict.fromkeys(item["method"] for item in found):
        mine = [item for item in found if item["method"] == method]
        score = max(abs(item["standard_score"]) for item in mine)
        left, runs = (
            sum(item["runs_that_left_their_basin"] for item in mine),
            sum(item["runs"] for item in mine),
        )
        why = f"{left} of {runs} runs left the basin they started in" + (
            ", which is what moves its success rate" if left and score > 4 else ""
        )
        lines.append(
            f"{method}: {len(mine)} points, largest |rate - exact|/standard error {score:.2f}; "
            f"{why}"
        )
    return (
        *lines,
        "exact: [1/2 + arcsin(r²/(1-r²))/π]^p, the share of starts in the basin of the global "
        "minimum",
    )
