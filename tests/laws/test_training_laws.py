"""Laws that tie training to the complete lists: gradient methods can end only where the certified
list has a minimum.
"""

import numpy as np
import pytest

from symqnn.experiments.ground_truth import MINIMUM, match, values
from symqnn.loss.training import loss
from symqnn.model.ansatz import paper_experiment
from symqnn.model.dataset import random_dataset
from symqnn.roots.critical import critical_points
from symqnn.status import Status
from symqnn.training.methods import LBFGS, Adam, GradientDescent, RMSProp
from symqnn.training.minimise import Stopping
from symqnn.training.objective import polynomial_objective
from symqnn.training.restarts import run_restarts


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_all_methods_end_at_certified_minima_of_random_losses(seed):
    poly = loss(paper_experiment(2), random_dataset(2, 6, seed))
    found = critical_points(poly)
    assert found.status is Status.PROVED
    reached = set()
    for method in (GradientDescent(0.03), Adam(0.02, decay=0.999), RMSProp(decay=0.998), LBFGS()):
        runs = run_restarts(
            polynomial_objective(poly), 40, method, Stopping(1e-6, 20_000), seed=seed
        )
        matches = match(runs, found)
        assert matches.counts()[MINIMUM] == 40, (method.name, matches.counts())
        value, error = values(matches, found)
        # strict convexity: the value is above the minimum by no more than |g|·|x - x*|·(angles),
        # and never below it
        excess = runs.value - value
        assert (excess >= -error - 1e-13).all()
        assert (excess <= runs.gradient_norm * matches.distance + error + 1e-13).all()
        reached |= set(matches.roots[:, 0].tolist())
    minima = {k for k, index in enumerate(found.enumerations[0].roots.indices) if index == 0}
    assert reached <= minima
    assert len(reached) >= min(2, len(minima))
    assert np.isfinite(value).all()
