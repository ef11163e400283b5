"""Monte Carlo beside the exact moments: seeded, so that a failure is a failure."""

from fractions import Fraction

import numpy as np
import pytest

from symqnn.errors import InputError, SizeError
from symqnn.haar.montecarlo import monte_carlo, random_projectors, sample_gram


@pytest.mark.parametrize(
    ("p", "eigenvalues", "multiplicity"),
    [
        (1, [1, -1], None),
        (2, [1, -1], None),
        (1, [3, 1, 0, -4], None),
        (2, [5, 1, 1, -1, -1, -5, 0, 2], None),
        (3, [1, -1, 1, -1], None),
        (2, [1, 0, 0, 0, 2], 2),
        (2, [1, 0, 0, 0, 2, 3, 3], 6),
    ],
)
def test_means_and_second_moments(p, eigenvalues, multiplicity):
    result = monte_carlo(p, eigenvalues, 4000, seed=11, multiplicity=multiplicity)
    assert result.largest_z < 5
    assert len(result.comparisons) == 3**p * (3**p + 1) // 2


@pytest.mark.slow
def test_issue_5_forty_five_pairs():
    """All 45 pairs at d = 8 with 200 000 samples, and E‖X‖²_F."""
    result = monte_carlo(2, [1, -1] * 4, 200_000, seed=1)
    assert len(result.comparisons) == 45 and result.largest_z < 5
    assert abs(result.frobenius - float(result.frobenius_exact)) < 0.02
    assert result.dependent == 0 and 0.1 < result.gershgorin < 0.2


@pytest.mark.slow
def test_issue_5_time_at_dimension_16():
    import time

    start = time.perf_counter()
    result = monte_carlo(2, [1, -1] * 8, 10_000, jobs=2)
    assert time.perf_counter() - start < 60 and result.largest_z < 5


def test_the_result_does_not_depend_on_the_workers():
    one, two = (monte_carlo(1, [1, 2, -3, 0], 1500, seed=4, jobs=jobs) for jobs in (1, 2))
    assert one == two
    assert one != monte_carlo(1, [1, 2, -3, 0], 1500, seed=5)


def test_progress_is_told():
    seen = []
    monte_carlo(1, [1, -1], 1200, progress=lambda done, wanted: seen.append((done, wanted)))
    assert seen == [(500, 1200), (1000, 1200), (1200, 1200)]


def test_projectors_are_projectors():
    p = random_projectors(np.random.default_rng(0), 3, 6, 2)
    assert np.allclose(p @ p, p) and np.allclose(np.trace(p, axis1=1, axis2=2), 2)


def test_gram_matrix_against_the_definition():
    """Eqns 7-9 with explicit H, written out."""
    values = [3.0, -1.0, -2.0, 0.0]
    gram = sample_gram(np.random.default_rng(9), 1, 2, values, 2)[0]
    generator = np.random.default_rng(9)
    hs = [2 * random_projectors(generator, 1, 4, 2)[0] - np.eye(4) for _ in range(2)]
    operators = [np.diag(values).astype(complex)]
    for h in hs:
        images = [
            [(a + h @ a @ h) / 2, (a - h @ a @ h) / 2, 0.5j * (h @ a - a @ h)] for a in operators
        ]
        operators = [image[k] for k in range(3) for image in images]
    direct = np.array([[np.trace(a @ b).real for b in operators] for a in operators])
    assert np.allclose(gram, direct)


def test_frobenius_expectation_of_one_layer():
    """Two indices, each E X² = Var/μ² = (4/45)/(4/9)."""
    assert monte_carlo(1, [1, -1], 100).frobenius_exact == 2 * Fraction(1, 5)


def test_gershgorin_event_can_happen_without_dependence():
    """Event 23 is only a sufficient criterion: d = 16, p = 3."""
    result = monte_carlo(3, [1, -1] * 8, 200, seed=2)
    assert result.gershgorin > 0.9 and result.dependent == 0


def test_refusals():
    with pytest.raises(InputError, match="samples is 1"):
        monte_carlo(1, [1, -1], 1)
    with pytest.raises(InputError, match="multiple of the identity"):
        monte_carlo(1, [1, 1], 10)
    with pytest.raises(SizeError, match="budget"):
        monte_carlo(9, [1, -1], 10)
