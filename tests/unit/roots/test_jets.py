"""The rounding bounds of the jets against balls; nested sums against single points; Newton's
candidates; inertia.

Modules: roots/certify, roots/newton.
"""

import numpy as np
import pytest
from flint import arb, ctx, fmpq
from instances import random_loss

from symqnn.roots.certify import certify, negative_eigenvalues
from symqnn.roots.dyadic import BITS, TURN, cos_sin, dyadic
from symqnn.roots.jets import Jets
from symqnn.roots.newton import newton, polished


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
        assert abs(ball_value(poly, centre) / scale - float(batch.value[n])) <= jets.unit * float(
            jets.sums[0]
        )
        for i in range(p):
            assert (
                abs(
                    ball_value(poly.phase_derivative(i), centre) / scale
                    - float(batch.gradient[n, i])
                )
                <= jets.unit * jets.sums[1][i]
            )
            for j in range(p):
                exact = ball_value(poly.phase_derivative(i).phase_derivative(j), centre) / scale
                assert abs(exact - float(batch.hessian[n, i, j])) <= jets.unit * jets.sums[2][i, j]
                for k in range(p):
                    exact = (
                        ball_value(
                            poly.phase_derivative(i).phase_derivative(j).phase_derivative(k), centre
                        )
                        / scale
                    )
                    assert (
                        abs(exact - float(batch.third[n, i, j, k]))
                        <= jets.unit * jets.sums[3][i, j, k]
                    )


@pytest.mark.parametrize(
    ("matrix", "negative"),
    [
        ([[1.0]], 0),
        ([[-1.0, 0.5], [0.5, -1.0]], 2),
        ([[1.0, 2.0], [2.0, 1.0]], 1),
        ([[0.0, 1.0], [1.0, 0.0]], 1),
    ],
)
def test_inertia_is_exact(matrix, negative):
    assert negative_eigenvalues(np.array(matrix)) == negative


def test_inertia_agrees_with_floats():
    source = np.random.default_rng(3)
    for p in (2, 3, 4):
        for _ in range(20):
            a = source.normal(size=(p, p))
            assert negative_eigenvalues(a + a.T) == (np.linalg.eigvalsh(a + a.T) < 0).sum()


@pytest.mark.parametrize("p", [2, 3])
def test_nested_sums_agree_with_single_points(p):
    jets = Jets(random_loss(p, 3))
    axes = [np.arange(k, 8 + k, dtype=np.int64) << (BITS - 3) for k in range(p)]
    centres = np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, p) + 12345
    centres = centres[np.random.default_rng(0).permutation(len(centres))]
    values = jets.at(centres)
    multiples = centres[:, :, None] * np.arange(1, 3)
    tables = np.cos(multiples * (2 * np.pi / TURN)), np.sin(multiples * (2 * np.pi / TURN))
    assert jets._nested(centres, *tables) is not None
    for n in range(0, len(centres), 7):
        single = jets.at(centres[n : n + 1])  # too few to be nested
        for k, name in enumerate(("value", "gradient", "hessian", "third")):
            error = np.abs(getattr(values, name)[n] - getattr(single, name)[0])
            assert (error <= 2 * jets.unit * jets.sums[k]).all()


def test_newton_keeps_what_converges():
    poly = random_loss(2, 0)
    jets = Jets(poly)
    guesses = np.random.default_rng(0).uniform(0, 2 * np.pi, (300, 2))
    found, which = newton(jets, guesses)
    assert (np.diff(which) > 0).all()
    alone, _ = newton(jets, guesses[which[:1]])
    # what becomes of a guess does not depend on the others
    assert np.abs(found[0] - alone[0]).max() < 1e-12
    roots, good = certify(jets, polished(jets, dyadic(found) % TURN))
    assert len(good) == len(found) > 30
    assert len(np.unique(roots.centres >> 16, axis=0)) == 8
    assert (roots.tight < 1e-11).all()
