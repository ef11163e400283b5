"""Second road: a loss computed from states and labels by matrix exponentials, minimised from many
random starts with NumPy alone.
"""

from itertools import product
from math import pi

import numpy as np
import pytest
from simulated_loss import FloatLoss

from symqnn.construction.factorial import factorial_minima
from symqnn.construction.frequencies import frequency_minima
from symqnn.construction.linked import linked_theorem_2
from symqnn.construction.parity import parity_family
from symqnn.construction.theorem_2 import theorem_2
from symqnn.model.ansatz import (
    one_layer_product,
    paper_experiment,
    qudits,
    random_integral,
    random_network,
)
from symqnn.model.qnn import QNN

DENSE = random_network(8, 3, seed=1)


def with_angles(network, angles):
    """The same generators and observable with other angles."""
    return QNN(network.generators, network.observable, angles=angles)


# name: network; every one is turned into dense float matrices, nothing of symqnn's expansion is
# used
NETWORKS = {
    "product p=1": paper_experiment(1),
    "product p=2": paper_experiment(2),
    "product p=3": paper_experiment(3),
    "any h, m": one_layer_product(["3/5*X+4/5*Z", "Z"], ["Y+1/2*X", "X+2*I"]),
    "halved generators": QNN(["1/2*ZI", "1/3*IZ"], "(Y+I)(Y+I)", parameters=["gamma", "beta"]),
    "random d=4": random_network(4, 2, seed=5),
    "random d=8": DENSE,
    "scaled and fixed angles": with_angles(DENSE, ["2*a", "b + pi/2", "3/2*c - 2*atan(1/3)"]),
    "a shared angle": with_angles(DENSE, ["a", "b", "a"]),
    "an affine angle": with_angles(DENSE, ["a", "b", "a - 2*b + pi/4"]),
}


def loss_of(construction):
    return FloatLoss(construction.qnn, construction.dataset, construction.parts)


def compare(loss, certified, values, starts, tolerance=1e-6):
    """Every certified minimum is found once, with its value, and no other."""
    found = loss.descend(starts)
    assert len(found) == len(certified)
    for point, value in zip(certified, values, strict=True):
        matches = [end for end in found if loss.distance(end, loss.theta(point)) < 2e-3]
        assert len(matches) == 1
        # bounds of values are given to six digits
        assert abs(loss.value(matches[0]) - value) < tolerance


# 1 s for each side of the transition: one is enough each time
DEAR = ("random d=8", "scaled and fixed angles")


def on_both_sides():
    for r_squared in ("1/4", "51/100"):
        for name in NETWORKS:
            slow = r_squared == "51/100" and name in DEAR
            yield pytest.param(name, r_squared, marks=[pytest.mark.slow] * slow)


@pytest.mark.parametrize(("name", "r_squared"), list(on_both_sides()))
def test_theorem_2(name, r_squared):
    result = theorem_2(NETWORKS[name], r_squared=r_squared)
    assert result.trap.complete
    loss = loss_of(result.construction)
    certified = [tuple(part.at for part in choice) for choice, _ in result.landscape.minima()]
    values = [float(value) for _, value in result.landscape.minima()]
    assert len(certified) == (
        result.trap.minima if r_squared == "1/4" else result.trap.global_minima
    )
    compare(loss, certified, values, 15 * result.trap.minima)


@pytest.mark.parametrize("name", NETWORKS)
def test_closed_form_by_simulation(name):
    result = theorem_2(NETWORKS[name], r_squared="1/5")
    loss, source = loss_of(result.construction), np.random.default_rng(1)
    star, kappa, p = loss.theta(result.star), float(result.construction.kappa), len(loss.periods)
    for _ in range(10):
        theta = source.uniform(0, 1, p) * loss.periods
        phi = np.array(result.trap.frequencies) * 2 * pi / loss.periods * (theta - star)
        expected = kappa**2 / (2 * p) * np.sum(np.sin(phi) ** 2 + 0.2 * (1 - np.cos(phi)) ** 2)
        assert abs(loss.value(theta) - expected) < 1e-12


def test_only_the_trapped_angles_matter():
    """A network that reaches one angle of two: the simulated loss does not depend on the other, and
    has two minima along the first.
    """
    result = theorem_2(QNN(["ZI", "IZ"], "Y(Y+I)"))
    loss, (star, _) = loss_of(result.construction), loss_of(result.construction).theta(result.star)
    line = [loss.value(np.array([star + x, 0.3])) for x in np.linspace(0, pi, 400, endpoint=False)]
    other = [loss.value(np.array([star + x, 1.9])) for x in np.linspace(0, pi, 400, endpoint=False)]
    assert np.abs(np.array(line) - other).max() < 1e-14
    falls = [k for k in range(400) if line[k] < line[k - 1] and line[k] < line[(k + 1) % 400]]
    assert falls == [0, 200]


def test_linked_traps():
    result = linked_theorem_2(QNN(["ZI", "IZ"], "Y(Y+I)"))
    certified = [result.landscape.point(vertex.signs) for vertex in result.landscape.vertices]
    values = [float(vertex.value) for vertex in result.landscape.vertices]
    compare(loss_of(result.construction), certified, values, 120)


@pytest.mark.parametrize(
    ("network", "count"),
    [
        (qudits(2, 2), 16),
        (random_integral([0, 0, 1, 2, 2, 2], 2, seed=1), 16),
        (QNN([[[0, 0, 0], [0, 2, 0], [0, 0, 5]]], [[1] * 3] * 3), 10),
        (with_angles(random_network(4, 2, seed=5), ["a", "a"]), 4),
    ],
    ids=["qudits", "random", "frequencies 2, 3, 5", "a shared angle"],
)
def test_higher_frequencies(network, count):
    made = frequency_minima(network)
    loss = loss_of(made.construction)
    found = loss.descend(12 * count, seed=4)
    assert len(found) == made.landscape.count == count
    values = sorted(loss.value(end) for end in found)
    least = float(made.least)
    assert abs(values[0] - least) < 1e-9
    assert values[1] - least >= float(made.gap) - 1e-9
    assert loss.distance(min(found, key=loss.value), loss.theta(made.star)) < 2e-3


def test_parity_family():
    made = parity_family(paper_experiment(3), {(0, 1): "2/5", (1, 2): "2/5", (0,): "1/5"})
    certified = [made.landscape.point(vertex.signs) for vertex in made.landscape.vertices]
    values = [float(vertex.value) for vertex in made.landscape.vertices]
    compare(loss_of(made.construction), certified, values, 150)


@pytest.mark.parametrize("name", ["product p=1", "product p=2", "random d=4"])
def test_factorial(name):
    made = factorial_minima(NETWORKS[name])
    points = made.result.minima
    compare(
        loss_of(made.construction),
        [point.at for point in points],
        [float(point.lower) for point in points],
        200,
    )


def test_factorial_with_higher_frequencies():
    """Newton's method on the simulated loss from each zero of the residuals ends in the certified
    ball of its minimum.
    """
    made = factorial_minima(qudits(2, 2))
    loss = loss_of(made.construction)
    assert len(made.result.minima) == 32
    for entry in made.result.minima:
        theta = loss.theta(entry.at) + 0.02
        for _ in range(6):
            theta = theta - np.linalg.solve(loss.hessian(theta), loss.gradient(theta))
        assert loss.distance(theta, loss.theta(entry.at)) < float(made.result.radius) + 1e-6
        assert float(entry.lower) - 1e-9 < loss.value(theta) < float(entry.upper) + 1e-9


@pytest.mark.slow
def test_factorial_p3_are_minima():
    """All 48 are found again; other minima are not excluded by the theorem ("at least")."""
    made = factorial_minima(paper_experiment(3))
    loss = loss_of(made.construction)
    found = loss.descend(1500)
    for point in made.result.minima:
        assert any(loss.distance(end, loss.theta(point.at)) < 2e-3 for end in found)
    assert len(found) == 48


def test_greedy_gets_stuck():
    """Coordinate-wise exact minimisation (grid of each angle) from a stuck vertex stays there."""
    made = parity_family(paper_experiment(2), {(0,): "1/5", (0, 1): "1/2"})
    loss = loss_of(made.construction)
    for vertex in made.landscape.stuck:
        theta = loss.theta(made.landscape.point(vertex))
        here = loss.value(theta)
        assert here > 1e-3
        for k, step in product(range(2), np.linspace(0, pi, 361)):
            assert loss.value(theta + step * np.eye(2)[k]) >= here - 1e-10
