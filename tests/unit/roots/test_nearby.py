"""The grid of cubes against comparing all pairs; nested sums of derivatives against single points; Newton's candidates."""

import numpy as np
import pytest
from instances import latin_loss, random_loss

from symqnn.roots.boxes import certify, different, pairwise_disjoint, uniqueness_cubes
from symqnn.roots.dyadic import BITS, TURN, dyadic
from symqnn.roots.jets import Jets
from symqnn.roots.nearby import FEW, Cubes, distance
from symqnn.roots.newton import newton, polished


@pytest.mark.parametrize("p", [1, 2, 3, 4, 6])
@pytest.mark.parametrize("widest", [0.001, 0.05, 0.6])
def test_the_grid_misses_no_pair(p, widest):
    source = np.random.default_rng(p)
    centres, points = source.integers(0, TURN, (90, p)), source.integers(0, TURN, (400, p))
    points[:90] = (centres + source.integers(-5, 6, (90, p))) % TURN
    reach = source.uniform(0, widest, 90) * TURN
    assert len(centres) * len(points) > FEW
    which, cubes, apart = Cubes(centres, reach).around(points)
    every = distance(points[:, None, :], centres[None, :, :]).max(axis=2)
    assert (every[which, cubes] == apart).all()
    wanted = {(i, j) for i, j in zip(*np.nonzero(every <= reach[None, :]), strict=True)}
    assert len(wanted) >= 60
    assert wanted <= set(zip(which, cubes, strict=True))
    assert len(set(zip(which, cubes, strict=True))) == len(which)


def test_roots_found_twice_are_kept_once():
    poly = latin_loss(2)
    jets = Jets(poly)
    found, _ = certify(jets, np.array([[0, 0], [1, 3], [TURN // 4, 0], [TURN - 2, 1], [TURN // 4, TURN // 4]]))
    nothing = uniqueness_cubes(found.take(np.arange(0)))
    kept = different(found, nothing)
    assert len(found) == 5 and kept.centres.tolist() == [[0, 0], [TURN // 4, 0], [TURN // 4, TURN // 4]]
    assert len(different(found, uniqueness_cubes(kept))) == 0
    assert pairwise_disjoint(kept) and not pairwise_disjoint(found)


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
        for k, name in enumerate(("value", "gradient", "hessian", "third", "taylor")):
            error = np.abs(getattr(values, name)[n] - getattr(single, name)[0])
            assert (error <= 2 * jets.unit * jets.sums[k]).all()


def test_newton_keeps_what_converges():
    poly = random_loss(2, 0)
    jets = Jets(poly)
    guesses = np.random.default_rng(0).uniform(0, 2 * np.pi, (300, 2))
    points = polished(jets, dyadic(newton(jets, guesses)) % TURN)
    roots, good = certify(jets, points)
    assert len(good) == len(points) > 30
    assert len(different(roots, uniqueness_cubes(roots.take(np.arange(0))))) == 8
    assert (roots.tight < 1e-11).all()
