"""Label noise (S.M. E.3): does the exponential decay survive? Minima a coordinate counted exactly,
success rates against exact basins.

Paper: Section 6 and S.M. E.3; its noise levels are not published, ours are options. Every label of
the 2p samples of Theorem 2 gets normal noise, rounded to a multiple of 2^-20, so that the noisy
loss is exact. It stays a sum of functions of one angle.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import log, tau
from pathlib import Path
from time import perf_counter

import numpy as np
from joblib import Parallel, delayed

from symqnn.errors import InputError
from symqnn.experiments.noisy_coordinate import (
    NoisyCoordinate,
    Stationary,
    probability_of_two_minima,
    stationary,
)
from symqnn.experiments.outcome import ExperimentOutcome, Progress, Table
from symqnn.experiments.settings import option, settings_json
from symqnn.experiments.statistics import clopper_pearson, standard_score
from symqnn.training.methods import GradientDescent
from symqnn.training.minimise import Stopping, minimise, random_starts
from symqnn.training.objective import FloatArray, separable_objective

NAME = "label-noise"
BITS = 20
NEAR = 1e-3  # a converged angle φ is this close to a minimum
NOISE_COLUMNS = (
    "sigma",
    "coordinates",
    "two minima (Sturm)",
    "astroid agrees",
    "probability",
    "exact probability",
    "standard score",
    "mean basin",
    "decay",
)
RATE_COLUMNS = (
    "sigma",
    "p",
    "datasets",
    "runs",
    "hits",
    "rate",
    "low_95",
    "high_95",
    "expected rate",
    "standard score",
    "unmatched",
)

RateRow = tuple[Fraction, int, int, int, int, float, float, float, float, float, int]


@dataclass(frozen=True)
class Settings:
    """Choices of the experiment.

    Raises:
        InputError: a number out of range.
    """

    strength: Fraction = option(Fraction(11, 20), "r, rational; r² = 121/400 is close to 3/10")
    sigma: tuple[Fraction, ...] = option(
        tuple(Fraction(k, 100) for k in (0, 5, 10, 20, 50)),
        "standard deviations of the noise in the labels",
    )
    p: tuple[int, ...] = option((1, 2, 3, 4, 6, 8, 10, 12), "numbers of parameters")
    coordinates: int = option(1000, "noisy coordinates whose minima are counted, for each sigma")
    datasets: int = option(20, "noisy datasets for each sigma")
    restarts: int = option(250, "gradient descent runs for each dataset and p")
    seed: int = option(0, "of noise and starts")

    def __post_init__(self) -> None:
        if (
            not self.sigma
            or not self.p
            or min(self.p) < 1
            or min(self.coordinates, self.datasets, self.restarts) < 1
        ):
            raise InputError(
                "sigma and p must name at least one value; p, coordinates, datasets and restarts "
                "must be at least 1."
            )
        if min(self.sigma) < 0 or not 0 < self.strength < 1 or 2 * self.strength**2 >= 1:
            raise InputError(
                f"sigma is {', '.join(map(str, self.sigma))}, strength is {self.strength}; sigma "
                "≥ 0 and 0 < r² < 1/2 are required."
            )


QUICK = Settings(
    sigma=(Fraction(0), Fraction(1, 5)), p=(1, 2, 4), coordinates=100, datasets=4, restarts=100
)


def draw(
    strength: Fraction, sigma: Fraction, number: int, seed: int, stream: int
) -> list[NoisyCoordinate]:
    """Noisy coordinates 0, 1, …; number k does not depend on how many are drawn."""
    source = np.random.Generator(np.random.Philox(np.random.SeedSequence((seed, stream))))
    normal = source.standard_normal((number, 2)) * float(sigma)
    noise = np.rint(normal * 2**BITS).astype(np.int64).tolist()
    return [
        NoisyCoordinate(strength, (Fraction(a, 2**BITS), Fraction(b, 2**BITS))) for a, b in noise
    ]


def run(
    settings: Settings | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
    out: Path | None = None,
) -> ExperimentOutcome:
    """Count minima, measure success rates, compare both with what they must be.

    Example:
        >>> sigma = (Fraction(1, 5),)
        >>> found = run(Settings(sigma=sigma, p=(1, 2), coordinates=20, datasets=2, restarts=50))
        >>> found.faults, found.table("noise").column("astroid agrees")
        ((), [20])
    """
    del out  # no files of its own
    started, chosen, noise, rates = perf_counter(), settings or Settings(), [], []
    for stream, sigma in enumerate(chosen.sigma):
        if progress:
            progress(f"σ = {sigma}: counting minima")
        noise.append(_count(chosen, sigma, stream, jobs))
        draws = draw(
            chosen.strength, sigma, chosen.datasets * max(chosen.p), chosen.seed + 1, stream
        )
        datasets = [
            draws[k * max(chosen.p) : (k + 1) * max(chosen.p)] for k in range(chosen.datasets)
        ]
        for p in chosen.p:
            if progress:
                progress(f"σ = {sigma}, p = {p}: training")
            tasks = (
                delayed(_train)(data[:p], chosen.restarts, chosen.seed, k)
                for k, data in enumerate(datasets)
            )
            rates.append(_rate(sigma, p, list(Parallel(n_jobs=jobs)(tasks)), chosen))
    faults = [
        f"σ = {row[0]}: Sturm's theorem and the astroid disagree"
        for row in noise
        if row[1] != row[3]
    ]
    faults += [
        f"σ = {row[0]}: number of coordinates with two minima, standard score {row[6]:.1f}"
        for row in noise
        if abs(row[6]) > 4
    ]
    faults += [
        f"σ = {row[0]}, p = {row[1]}: success rate, standard score {row[9]:.1f}"
        for row in rates
        if abs(row[9]) > 4
    ]
    faults += [
        f"σ = {row[0]}, p = {row[1]}: {row[10]} runs did not end at a minimum"
        for row in rates
        if row[10]
    ]
    statistics = {
        "two_minima": {str(row[0]): row[2] for row in noise},
        "hits": {f"{row[0]} p={row[1]}": row[4] for row in rates},
    }
    summary = tuple(
        f"σ = {row[0]}: {100 * row[4]:.1f} % of the coordinates keep two minima (expected "
        f"{100 * row[5]:.1f} %); success ≈ {row[8]:.3f}^p"
        for row in noise
    )
    fine = [max(chosen.sigma) * Fraction(k, 60) for k in range(61)]
    theory = tuple(
        (
            float(sigma),
            probability_of_two_minima(chosen.strength, float(sigma), 1001) if sigma else 1.0,
        )
        for sigma in fine
    )
    tables = (
        Table("noise", NOISE_COLUMNS, tuple(noise), printed=True),
        Table("rates", RATE_COLUMNS, tuple(rates), printed=True),
        Table("theory", ("sigma", "exact probability"), theory),
    )
    used, seconds = settings_json(chosen), perf_counter() - started
    return ExperimentOutcome(NAME, used, tables, statistics, summary, tuple(faults), seconds)


def _examine(coordinate: NoisyCoordinate) -> tuple[int, bool, float]:
    return coordinate.minima, coordinate.inside_astroid, stationary(coordinate).basin


def _count(
    chosen: Settings, sigma: Fraction, stream: int, jobs: int
) -> tuple[Fraction, int, int, int, float, float, float, float, float]:
    number = chosen.coordinates if sigma else 1
    coordinates = draw(chosen.strength, sigma, number, chosen.seed, stream)
    found = list(
        Parallel(n_jobs=jobs, batch_size=50)(
            delayed(_examine)(coordinate) for coordinate in coordinates
        )
    )
    two, agree = (
        sum(minima == 2 for minima, _, _ in found),
        sum((minima == 2) == inside for minima, inside, _ in found),
    )
    exact = probability_of_two_minima(chosen.strength, float(sigma)) if sigma else 1.0
    basins = np.array([basin for _, _, basin in found])
    decay = float(np.exp(np.mean([log(basin) for basin in basins])))
    return (
        sigma,
        number,
        two,
        agree,
        two / number,
        exact,
        standard_score(two, number, min(exact, 1.0)),
        float(basins.mean()),
        decay,
    )


def _train(
    coordinates: list[NoisyCoordinate], restarts: int, seed: int, number: int
) -> tuple[float, int, int]:
    """(probability that gradient flow reaches the global minimum, hits, runs that did not end at a
    minimum) of one noisy dataset.
    """
    p, points = len(coordinates), [stationary(coordinate) for coordinate in coordinates]
    objective = separable_objective(
        [coordinate.polynomial * Fraction(1, 2 * p) for coordinate in coordinates], name=NAME
    )
    starts = random_starts(p, range(number * restarts, (number + 1) * restarts), seed)
    # a step below 1/|L''| keeps every angle in its basin; |∂²L/∂θ²| = 2|ℓ''|/p ≤ (4 + noise)·2/p
    final = minimise(objective, starts, GradientDescent(p / 10), Stopping(1e-9, 20_000))
    phi = (2 * final.theta) % tau
    nearest = [_nearest(phi[:, k], point) for k, point in enumerate(points)]
    at_minimum = np.all([distance <= NEAR for _, distance in nearest], axis=0)
    hits = np.all([which == 0 for which, _ in nearest], axis=0) & at_minimum
    return (
        float(np.prod([point.basin for point in points])),
        int(hits.sum()),
        int((~at_minimum).sum()),
    )


def _nearest(phi: FloatArray, point: Stationary) -> tuple[FloatArray, FloatArray]:
    """For each angle the number of the nearest minimum and the distance from it."""
    gap = np.abs(phi[:, None] - point.minima) % tau
    gap = np.minimum(gap, tau - gap)
    return gap.argmin(axis=1), gap.min(axis=1)


def _rate(
    sigma: Fraction, p: int, found: list[tuple[float, int, int]], chosen: Settings
) -> RateRow:
    runs, hits = chosen.restarts * len(found), sum(part[1] for part in found)
    expected = sum(part[0] for part in found) / len(found)
    # hits add up independent binomials with probabilities that differ between datasets
    spread = (chosen.restarts * sum(part[0] * (1 - part[0]) for part in found)) ** 0.5
    score = (hits - runs * expected) / spread if spread else 0.0
    low, high = clopper_pearson(hits, runs)
    return (
        sigma,
        p,
        len(found),
        runs,
        hits,
        hits / runs,
        low,
        high,
        expected,
        score,
        sum(part[2] for part in found),
    )
