"""Confidence intervals, standard scores and the χ² test, without SciPy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import lgamma, log, sqrt

import numpy as np
import numpy.typing as npt
from mpmath import gammainc, mpf

from symqnn.errors import InputError

MIN_EXPECTED = 5.0  # cells with fewer expected counts are put together


def clopper_pearson(hits: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Confidence interval of a probability from a binomial count,
    by inverting the exact binomial tails.

    The true probability is inside with at least the given confidence, whatever it is.

    Raises:
        InputError: not 0 ≤ hits ≤ trials with trials ≥ 1, or a confidence outside (0, 1).

    Example:
        >>> tuple(round(end, 4) for end in clopper_pearson(0, 10))
        (0.0, 0.3085)
    """
    if not 0 <= hits <= trials or trials < 1 or not 0 < confidence < 1:
        raise InputError(
            f"hits is {hits}, trials is {trials}, confidence is {confidence}; 0 ≤ hits ≤ trials "
            "and 0 < confidence < 1 are required."
        )
    tail = (1 - confidence) / 2
    lower = 0.0 if hits == 0 else _solve(lambda x: 1 - binomial_tail(hits - 1, trials, x), tail)
    upper = (
        1.0 if hits == trials else 1 - _solve(lambda x: binomial_tail(hits, trials, 1 - x), tail)
    )
    return lower, upper


def _solve(increasing: Callable[[float], float], target: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if increasing(middle) < target else (low, middle)
    return (low + high) / 2


def binomial_tail(hits: int, trials: int, probability: float) -> float:
    """P[at most ``hits`` successes in ``trials``].

    Example:
        >>> round(binomial_tail(1, 2, 0.5), 12)
        0.75
    """
    if probability <= 0 or hits >= trials:
        return 1.0
    if probability >= 1:
        return 0.0
    k = np.arange(hits + 1)
    logs = np.array(
        [lgamma(trials + 1) - lgamma(j + 1) - lgamma(trials - j + 1) for j in k.tolist()]
    )
    return float(
        min(1.0, np.exp(logs + k * log(probability) + (trials - k) * np.log1p(-probability)).sum())
    )


def standard_score(hits: int, trials: int, probability: float) -> float:
    """(hits - expected)/(standard deviation) of a binomial count;
    0 if there is no spread and no difference.

    Example:
        >>> standard_score(60, 100, 0.5)
        2.0
    """
    spread = sqrt(trials * probability * (1 - probability))
    difference = hits - trials * probability
    return difference / spread if spread else (0.0 if not difference else float("inf"))


@dataclass(frozen=True)
class ChiSquared:
    """Pearson's test: the statistic, its degrees of freedom,
    and the probability of a value at least as large.
    """

    statistic: float
    degrees: int
    probability: float


def chi_squared(observed: npt.ArrayLike, probabilities: npt.ArrayLike) -> ChiSquared:
    r"""Pearson's :math:`\chi^2=\sum(O-E)^2/E` for counts of ordered cells, those at either end put
    together until each expects 5.

    Raises:
        InputError: shapes differ, nothing was observed, or the probabilities do not add up to 1.

    Example:
        >>> chi_squared([50, 50], [0.5, 0.5])
        ChiSquared(statistic=0.0, degrees=1, probability=1.0)
    """
    counts, weights = (
        np.asarray(observed, dtype=np.float64),
        np.asarray(probabilities, dtype=np.float64),
    )
    if (
        counts.ndim != 1
        or counts.shape != weights.shape
        or counts.sum() <= 0
        or abs(weights.sum() - 1) > 1e-9
    ):
        raise InputError(
            "observed and probabilities must be lists of one length, counts with a positive sum "
            "and probabilities with sum 1."
        )
    cells = _pooled(counts, weights * counts.sum())
    statistic = sum((seen - expected) ** 2 / expected for seen, expected in cells)
    degrees = len(cells) - 1
    tail = (
        float(gammainc(mpf(degrees) / 2, a=mpf(statistic) / 2, regularized=True))
        if degrees and statistic
        else 1.0
    )
    return ChiSquared(float(statistic), degrees, tail)


def _pooled(
    counts: npt.NDArray[np.float64], expected: npt.NDArray[np.float64]
) -> list[tuple[float, float]]:
    cells = list(zip(counts.tolist(), expected.tolist(), strict=True))
    for end, neighbour in ((0, 1), (-1, -2)):
        while len(cells) > 1 and cells[end][1] < MIN_EXPECTED:
            (a, b), (c, d) = cells[end], cells[neighbour]
            cells[neighbour] = (a + c, b + d)
            del cells[end]
    return cells
