"""Floating evaluation in blocks: both ways of adding against exact values, and no influence of one
point on another.
"""

import numpy as np
import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.evaluation import AllProducts, ListedProducts, evaluation
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly, trigpoly


def random_poly(angles: int, degree: int, share: float, seed: int) -> TrigPoly:
    rng = np.random.default_rng(seed)
    size = 2 * degree + 1
    table = np.indices((size,) * angles, dtype=np.uint8).reshape(angles, -1).T
    table = np.ascontiguousarray(table[rng.random(len(table)) < share])
    return trigpoly(table, rng.integers(-50, 50, len(table)), 7, Torus.default(angles))


CASES = [
    (1, 3, 1.0),
    (2, 2, 1.0),
    (4, 1, 1.0),
    (4, 2, 0.02),
    (6, 1, 0.4),
    (9, 1, 0.0005),
    (3, 1, 0.0),
]


@pytest.mark.parametrize(("angles", "degree", "share"), CASES)
def test_values_are_the_exact_ones(angles: int, degree: int, share: float) -> None:
    poly, rng = random_poly(angles, degree, share, angles), np.random.default_rng(5)
    points = [
        [CirclePoint.from_half_tangent(int(t)) for t in row]
        for row in rng.integers(-4, 5, (30, angles))
    ]
    phases = np.array([[np.arctan2(float(p.sin), float(p.cos)) for p in row] for row in points])
    exact = np.array([float(poly.at(row)) for row in points])
    assert poly.numeric_phases(phases) == pytest.approx(exact, abs=1e-9)
    assert poly.numeric_phases(phases[3]) == pytest.approx(exact[3], abs=1e-9)


@pytest.mark.parametrize(("angles", "degree", "share"), CASES)
def test_gradients_are_those_of_the_derivatives(angles: int, degree: int, share: float) -> None:
    poly = random_poly(angles, degree, share, angles)
    plan = evaluation(poly.exponents, poly.numerators / poly.denominator)
    phases = np.random.default_rng(2).random((40, angles)) * 6
    values, gradients = plan.values_and_gradients(phases)
    slopes = np.stack(
        [poly.phase_derivative(k).numeric_phases(phases) for k in range(angles)], axis=-1
    )
    assert gradients == pytest.approx(slopes, abs=1e-8)
    assert values == pytest.approx(poly.numeric_phases(phases), abs=1e-9)


def test_a_point_has_no_influence_on_another_one() -> None:
    poly = random_poly(4, 2, 1.0, 0)
    plan = evaluation(poly.exponents, poly.numerators / poly.denominator)
    phases = np.random.default_rng(2).random((700, 4)) * 6
    values, gradients = plan.values_and_gradients(phases)
    alone = [plan.values_and_gradients(phases[k : k + 1]) for k in (0, 1, 255, 256, 699)]
    assert [value[0] for value, _ in alone] == values[[0, 1, 255, 256, 699]].tolist()
    assert all(
        (slope[0] == gradients[k]).all()
        for (_, slope), k in zip(alone, (0, 1, 255, 256, 699), strict=True)
    )


def test_density_decides() -> None:
    dense, sparse = (random_poly(8, 1, share, 3) for share in (1.0, 0.002))
    assert isinstance(evaluation(dense.exponents, dense.numerators / 1).first, AllProducts)
    assert isinstance(evaluation(sparse.exponents, sparse.numerators / 1).first, ListedProducts)


def test_shapes() -> None:
    constant = TrigPoly.constant("1/2", 0)
    assert constant.numeric(np.zeros((3, 0))).tolist() == [0.5, 0.5, 0.5]
    poly = random_poly(2, 1, 1.0, 0)
    assert poly.numeric(np.zeros((2, 3, 2))).shape == (2, 3)
    assert np.shape(poly.numeric([0.1, 0.2])) == ()
