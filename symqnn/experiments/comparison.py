"""Restarts of one method on the closed-form instance, run by run against certified minima,
certified basins and exact probabilities.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from symqnn.experiments.best_possible import gap_sentence
from symqnn.experiments.ground_truth import MINIMUM, basin_fractions, basins, level_numbers, match
from symqnn.experiments.instance import ClosedForm
from symqnn.experiments.result_file import kept_restarts
from symqnn.experiments.settings import TrainingSettings
from symqnn.experiments.statistics import ChiSquared, chi_squared, clopper_pearson, standard_score
from symqnn.training.minimise import random_starts
from symqnn.training.restarts import Progress, Runs

MAX_SCORE = 4.0
MIN_PROBABILITY = 1e-6  # of a χ² test, below which agreement by chance is not believed
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Comparison:
    """One method against the ground truth.

    Args:
        method: its name. runs: where they ended.
        level: number k of the exact level (2r²/p)·k of each final point, -1 if it is no certified
            minimum, shape (n,).
        predicted: the level to which gradient flow takes each start, by the certified maxima, -1
            where that is not certain, shape (n,).
        hopped: number of angles of each run that ended in another basin than they started in, shape
            (n,).
        ends: how many runs ended where (:meth:`symqnn.experiments.ground_truth.Matches.counts`).
        distance: upper bound of the distance in φ of all matched final points from their certified
            minima.
        seconds: wall time of the training.
    """

    method: str
    instance: ClosedForm
    runs: Runs
    level: Integers
    predicted: Integers
    hopped: Integers
    ends: Mapping[str, int]
    distance: float
    seconds: float

    @property
    def hits(self) -> int:
        """Runs that ended at the global minimum."""
        return int((self.level == 0).sum())

    @property
    def predicted_hits(self) -> int:
        """Starts in the basin of the global minimum."""
        return int((self.predicted == 0).sum())

    @property
    def counts(self) -> Integers:
        """Runs at each level k = 0…p."""
        return np.bincount(self.level[self.level >= 0], minlength=self.instance.angles + 1)

    @property
    def unmatched(self) -> int:
        """Runs that did not end at a certified minimum."""
        return len(self.runs) - self.ends[MINIMUM]

    @property
    def gap(self) -> str:
        """The certified gap to the best possible, one line."""
        name = f"{self.method}, p = {self.instance.angles}"
        return gap_sentence(
            name, self.runs.value, self.instance.levels[0][0], "least exact level of Theorem 2"
        )

    def distribution(self) -> ChiSquared:
        """χ² test of the levels reached against the exact distribution (of the matched runs; no
        test if there are none).
        """
        if not self.counts.sum():
            return ChiSquared(0.0, 0, 1.0)
        return chi_squared(self.counts, self.instance.level_probabilities)

    def statistics(self) -> dict[str, Any]:
        """The numbers, as JSON."""
        n, success = len(self.runs), self.instance.success
        lower, upper = clopper_pearson(self.hits, n)
        test = self.distribution()
        return {
            "method": self.method,
            "p": self.instance.angles,
            "r_squared": str(self.instance.r_squared),
            "runs": n,
            "ends": dict(self.ends),
            "at_global_minimum": self.hits,
            "expected_at_global_minimum": rounded(n * success),
            "success_rate": self.hits / n,
            "confidence_interval_95": [rounded(lower), rounded(upper)],
            "exact_probability": rounded(success),
            "standard_score": rounded(standard_score(self.hits, n, success)),
            "starts_in_global_basin": self.predicted_hits,
            "runs_that_left_their_basin": int((self.hopped > 0).sum()),
            "angles_that_left_their_basin": int(self.hopped.sum()),
            "chi_squared": {
                "statistic": rounded(test.statistic),
                "degrees": test.degrees,
                "probability": rounded(test.probability),
            },
        }

    def faults(self) -> list[str]:
        """What contradicts the ground truth.

        A method that leaves basins may have any success rate; the starts may not, and a method that
        leaves none must agree with them.
        """
        p, n, success = self.instance.angles, len(self.runs), self.instance.success
        name = f"{self.method}, p = {p}, r² = {self.instance.r_squared}"
        found = [
            f"{name}: {count} runs: {end}"
            for end, count in self.ends.items()
            if count and end != MINIMUM
        ]
        if abs(standard_score(self.predicted_hits, n, success)) > MAX_SCORE:
            found.append(
                f"{name}: {self.predicted_hits} of {n} starts in the global basin, against the "
                f"exact probability {success:.4g}"
            )
        settled = (self.level >= 0) & (self.predicted >= 0) & (self.hopped == 0)
        if (self.level[settled] != self.predicted[settled]).any():
            found.append(f"{name}: a run that stayed in its basins ended at another level")
        starts = chi_squared(
            np.bincount(self.predicted[self.predicted >= 0], minlength=p + 1),
            self.instance.level_probabilities,
        )
        if starts.probability < MIN_PROBABILITY:
            found.append(
                f"{name}: the basins of the starts do not follow the exact distribution (χ² = "
                f"{starts.statistic:.1f}, {starts.degrees} degrees)"
            )
        return found

    def sentence(self) -> str:
        """One line for people."""
        found = self.statistics()
        low, high = found["confidence_interval_95"]
        left = found["runs_that_left_their_basin"]
        why = (
            f"{left} runs left the basin they started in"
            if left
            else "every run ended in the basin it started in"
        )
        expected = (
            f"{found['at_global_minimum']} of {found['runs']} at the global minimum (exact "
            f"expectation {found['expected_at_global_minimum']:.4g}"
        )
        chi = found["chi_squared"]
        test = (
            f"levels: χ² test p = {chi['probability']:.3g}"
            if chi["degrees"]
            else "levels: too few runs for a χ² test"
        )
        return (
            f"{self.method}: {expected}; rate in [{low:.3g}, {high:.3g}], 95 %); {test}; "
            f"{why}; {self.unmatched} unmatched"
        )


def rounded(value: float) -> float:
    """Ten significant digits: what does not depend on the last bits of a machine's functions.

    Example:
        >>> rounded(1 / 3)
        0.3333333333
    """
    return float(f"{value:.10g}")


def compare(
    instance: ClosedForm,
    name: str,
    restarts: int,
    settings: TrainingSettings,
    *,
    jobs: int = 1,
    progress: Progress | None = None,
    keep: Path | None = None,
) -> Comparison:
    """Train from random starts and compare with the ground truth.

    Args:
        name: of the method. keep: directory for the result files of this experiment, or None.

    Raises:
        InputError: a setting out of range.

    Example:
        >>> from fractions import Fraction
        >>> from symqnn.experiments.instance import closed_form
        >>> found = compare(closed_form(1, Fraction(1, 5)), "rmsprop", 100, TrainingSettings())
        >>> found.unmatched, found.hits == found.predicted_hits
        (0, True)
    """
    method = settings.method_for(name, instance.angles)
    star = instance.made.star[0]
    data = {
        "theorem": "theorem-2",
        "p": instance.angles,
        "r_squared": str(instance.r_squared),
        "star": f"{star.cos},{star.sin}",
    }
    file = keep / f"{instance_name(instance)}.{name}.npz" if keep else None
    started = time.perf_counter()
    runs = kept_restarts(
        file,
        instance.objective,
        restarts,
        method,
        settings.stopping,
        seed=settings.seed,
        jobs=jobs,
        progress=progress,
        instance=data,
    )
    seconds = time.perf_counter() - started
    matches = match(runs, instance.found)
    level = level_numbers(
        matches, instance.found, np.array([float(value) for value, _ in instance.levels])
    )
    flow = basins(random_starts(instance.angles, range(restarts), settings.seed), instance.found)
    known = (flow >= 0) & (matches.roots >= 0)
    distance = float(matches.distance[matches.matched].max(initial=0))
    hopped = (known & (flow != matches.roots)).sum(axis=1)
    return Comparison(
        method.name,
        instance,
        runs,
        level,
        _levels_of(flow, instance),
        hopped,
        matches.counts(),
        distance,
        seconds,
    )


def _levels_of(roots: Integers, instance: ClosedForm) -> Integers:
    """Level k = number of angles at the upper minimum, from the numbers of certified minima; -1
    where one is not known.
    """
    upper = np.zeros(len(roots), dtype=np.int64)
    for column, enumeration in enumerate(instance.found.enumerations):
        minima = np.flatnonzero(enumeration.roots.indices == 0)
        lowest = minima[enumeration.roots.values[minima].argmin()]
        upper += roots[:, column] != lowest
    return np.where((roots >= 0).all(axis=1), upper, -1)


def instance_name(instance: ClosedForm) -> str:
    """The beginning of the names of files about an instance."""
    r_squared = instance.r_squared
    return f"theorem_2_p{instance.angles}_r2_{r_squared.numerator}_{r_squared.denominator}"


def instance_faults(instance: ClosedForm, keep: Path | None = None) -> list[str]:
    """Whether the exact data agree with each other: certificate, binomial multiplicities, basins.

    Args:
        keep: directory for the certificate, or None.
    """
    p, q = instance.angles, instance.one_angle_success
    name = f"p = {p}, r² = {instance.r_squared}"
    file = keep / f"{instance_name(instance)}.certificate.json" if keep else None
    found = (
        []
        if (answer := instance.checked(file)) == "VERIFIED"
        else [f"{name}: the checker says {answer} to the certificate of the landscape"]
    )
    if [value for value, _ in instance.levels] != [instance.step * k for k in range(p + 1)]:
        found.append(f"{name}: the levels are not (2r²/p)·k")
    for enumeration, shares in zip(
        instance.found.enumerations, basin_fractions(instance.found), strict=True
    ):
        lowest = min(shares, key=lambda root: enumeration.roots.values[root])
        if abs(shares[lowest] - q) > 1e-10:
            found.append(
                f"{name}: the certified maxima enclose {shares[lowest]} of the circle around the "
                f"global minimum, the formula says {q}"
            )
            break
    return found
