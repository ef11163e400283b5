"""Timings of 5000 restarts at p = 16; run with `pytest tests/benchmarks --benchmark-only`. Nothing
is asserted about time.
"""

from fractions import Fraction

import pytest

from symqnn.experiments.instance import closed_form
from symqnn.experiments.settings import METHODS, TrainingSettings
from symqnn.training.restarts import run_restarts


@pytest.mark.parametrize("name", METHODS)
def test_5000_restarts_at_16_angles(benchmark, name):
    instance, settings = closed_form(16, Fraction(3, 10)), TrainingSettings()
    runs = benchmark.pedantic(
        run_restarts,
        (instance.objective, 5000, settings.method_for(name, 16), settings.stopping),
        rounds=3,
    )
    assert runs.converged.all()
