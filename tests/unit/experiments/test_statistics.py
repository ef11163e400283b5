"""Statistics against SciPy's."""

import numpy as np
import pytest

from symqnn.errors import InputError
from symqnn.experiments.statistics import (
    binomial_tail,
    chi_squared,
    clopper_pearson,
    standard_score,
)

stats = pytest.importorskip("scipy.stats", reason="SciPy is not installed")


@pytest.mark.parametrize(
    ("hits", "trials"),
    [(0, 10), (10, 10), (3, 10), (1, 5000), (26, 5000), (4999, 5000), (2500, 5000)],
)
@pytest.mark.parametrize("confidence", [0.9, 0.95])
def test_clopper_pearson(hits, trials, confidence):
    theirs = stats.binomtest(hits, trials).proportion_ci(confidence, "exact")
    assert clopper_pearson(hits, trials, confidence) == pytest.approx(
        (theirs.low, theirs.high), abs=1e-9
    )


def test_binomial_tail():
    for hits, trials, probability in (
        (0, 5, 0.3),
        (7, 20, 0.9),
        (4000, 5000, 0.81),
        (5, 5, 0.5),
        (2, 5, 0.0),
        (2, 5, 1.0),
    ):
        assert binomial_tail(hits, trials, probability) == pytest.approx(
            stats.binom.cdf(hits, trials, probability), abs=1e-10
        )


def test_chi_squared_without_pooling():
    observed, probabilities = np.array([18, 55, 27]), np.array([0.25, 0.5, 0.25])
    theirs = stats.chisquare(observed, probabilities * 100)
    ours = chi_squared(observed, probabilities)
    assert (ours.statistic, ours.degrees, ours.probability) == pytest.approx(
        (theirs.statistic, 2, theirs.pvalue)
    )


def test_chi_squared_pools_rare_cells():
    probabilities = stats.binom.pmf(np.arange(17), 16, 0.3)
    observed = np.round(1000 * probabilities).astype(int)
    assert chi_squared(observed, probabilities).degrees == 9
    ours = chi_squared([1000, 0, 0], [0.999, 0.0005, 0.0005])
    assert (ours.degrees, ours.probability) == (0, 1.0)


def test_a_wrong_distribution_is_rejected():
    counts = np.bincount(np.random.default_rng(0).binomial(8, 0.4, 2000), minlength=9)
    assert chi_squared(counts, stats.binom.pmf(np.arange(9), 8, 0.4)).probability > 1e-3
    assert chi_squared(counts, stats.binom.pmf(np.arange(9), 8, 0.36)).probability < 1e-9


def test_standard_score():
    assert standard_score(0, 10, 0.0) == 0
    assert standard_score(1, 10, 0.0) == float("inf")


@pytest.mark.parametrize("arguments", [(-1, 3), (4, 3), (0, 0), (1, 3, 1.0)])
def test_bad_counts(arguments):
    with pytest.raises(InputError, match="hits is"):
        clopper_pearson(*arguments)


@pytest.mark.parametrize(
    "arguments", [([1], [0.5, 0.5]), ([0, 0], [0.5, 0.5]), ([1, 1], [0.5, 0.4])]
)
def test_bad_cells(arguments):
    with pytest.raises(InputError, match="observed"):
        chi_squared(*arguments)
