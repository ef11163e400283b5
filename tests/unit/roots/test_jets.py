"""The rounding bounds of the jets, against exact evaluation at rational points and against balls."""

from fractions import Fraction

import numpy as np
import pytest
from flint import arb, ctx, fmpq
from instances import product_loss, random_loss

from symqnn.roots.boxes import Boxes, certify, containing_root, exclude, negative_eigenvalues, uniqueness_cubes, whole_torus
from symqnn.roots.dyadic import BITS, RADIANS_PER_TURN, TURN, cos_sin, half_width
from symqnn.roots.jets import Jets


def ball_value(poly, centre):
    """Value at a dyadic angle, by Arb with 200 bits: another road than the tables."""
    total = arb(0)
    for index, value in poly.terms():
        term = arb(fmpq(value.numerator, value.denominator))
        for e, n in zip(index, centre, strict=True):
            if e:
                angle = fmpq(2 * ((e + 1) // 2) * int(n), TURN)
                term *= arb.cos_pi_fmpq(angle) if e % 2 else arb.sin_pi_fmpq(angle)
        total += term
    return total


@pytest.fixture(autouse=True)
def precision():
    previous, ctx.prec = ctx.prec, 200
    yield
    ctx.prec = previous


def test_tables_are_within_two_units():
    numbers = np.random.default_rng(0).integers(0, TURN, 300)
    cos, sin = cos_sin(numbers)
    for n, c, s in zip(numbers.tolist(), cos, sin, strict=True):
        assert abs(arb.cos_pi_fmpq(fmpq(2 * n, TURN)) - float(c)) < 2.0**-52
        assert abs(arb.sin_pi_fmpq(fmpq(2 * n, TURN)) - float(s)) < 2.0**-52


@pytest.mark.parametrize("p", [1, 2, 3])
def test_derivatives_are_within_the_proved_bound(p):
    poly = random_loss(p, seed=p)
    jets = Jets(poly)
    centres = np.random.default_rng(p).integers(0, TURN, (6, p))
    batch = jets.at(centres)
    scale = fmpq(jets.scale.numerator, jets.scale.denominator)
    for n, centre in enumerate(centres):
        assert abs(ball_value(poly, centre) / scale - float(batch.value[n])) <= jets.unit * float(jets.sums[0])
        for i in range(p):
            assert abs(ball_value(poly.phase_derivative(i), centre) / scale - float(batch.gradient[n, i])) <= jets.unit * jets.sums[1][i]
            for j in range(p):
                exact = ball_value(poly.phase_derivative(i).phase_derivative(j), centre) / scale
                assert abs(exact - float(batch.hessian[n, i, j])) <= jets.unit * jets.sums[2][i, j]
            for a, index in enumerate(jets.multi_indices):
                part = poly.phase_derivative(i)
                for axis in index:
                    part = part.phase_derivative(axis)
                assert abs(ball_value(part, centre) / scale - float(batch.taylor[n, i, a])) <= jets.unit * jets.sums[4][i, a]


@pytest.mark.parametrize("p", [1, 2, 3])
def test_taylor_bounds_hold_at_random_points_of_boxes(p):
    poly = random_loss(p, seed=10 + p)
    jets, source = Jets(poly), np.random.default_rng(1)
    centres = source.integers(0, TURN, (200, p))
    levels = source.integers(2, 6, (200, p))
    batch, radii = jets.at(centres), half_width(levels)
    bound = (np.abs(batch.taylor) @ jets.monomials(radii)[:, :, None])[:, :, 0] + jets.tails(radii, jets.unit)
    offsets = source.uniform(-1, 1, (200, p)) * 2.0 ** (-levels - 1.0)
    phi = 2 * np.pi * (centres / TURN + offsets)
    scale = float(jets.scale)
    moved = np.stack([poly.phase_derivative(i).numeric_phases(phi) / scale for i in range(p)], axis=1)
    assert (np.abs(moved - batch.gradient) <= bound + 1e-12).all()


@pytest.mark.parametrize("p", [2, 3])
def test_excluded_boxes_hold_no_root(p):
    poly = product_loss(p)  # critical points at cos φ = ±1 and cos φ = -4/21
    jets, source = Jets(poly), np.random.default_rng(2)
    roots = np.array([0.0, np.pi, np.arccos(-4 / 21), 2 * np.pi - np.arccos(-4 / 21)]) / (2 * np.pi)
    levels = source.integers(2, 5, (400, p))
    targets = source.choice(roots, (400, p))
    centres = np.rint((targets + source.uniform(-0.98, 0.98, (400, p)) * 2.0 ** (-levels - 1.0)) * TURN).astype(np.int64)
    tests, _ = exclude(jets, jets.at(centres), levels)
    assert (tests == -1).all()


def test_radius_is_rounded_up():
    assert Fraction(RADIANS_PER_TURN) > Fraction(710, 113)
    assert Fraction(710, 113) > Fraction("6.283185307179587")  # 2π = 6.28318530717958647…


def test_split_halves_a_box():
    boxes = whole_torus(2).split(np.array([1]), 1)
    assert boxes.nodes.tolist() == [1, 2]
    assert boxes.centres.tolist() == [[TURN // 2, TURN // 4], [TURN // 2, 3 * TURN // 4]]
    assert boxes.levels.tolist() == [[0, 1], [0, 1]]


def test_containment_wraps_around_the_torus():
    roots, good = certify(Jets(product_loss(1)), np.array([[0]]))
    assert good.tolist() == [0] and roots.radii[0] > 0.2
    small = Boxes(np.array([[TURN - (1 << (BITS - 8))], [TURN // 2]]), np.array([[8], [8]]), np.array([5, 6]))
    assert containing_root(small, uniqueness_cubes(roots)).tolist() == [0, -1]


@pytest.mark.parametrize(("matrix", "negative"), [([[1.0]], 0), ([[-1.0, 0.5], [0.5, -1.0]], 2), ([[1.0, 2.0], [2.0, 1.0]], 1), ([[0.0, 1.0], [1.0, 0.0]], 1)])
def test_inertia_is_exact(matrix, negative):
    assert negative_eigenvalues(np.array(matrix)) == negative


def test_inertia_agrees_with_floats():
    source = np.random.default_rng(3)
    for p in (2, 3, 4):
        for _ in range(20):
            a = source.normal(size=(p, p))
            assert negative_eigenvalues(a + a.T) == (np.linalg.eigvalsh(a + a.T) < 0).sum()
