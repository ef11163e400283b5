"""Second road: a loss computed from states and labels by matrix exponentials, minimised from many random starts with NumPy alone."""

from itertools import product
from math import pi

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.optimize import minimize

from symqnn.construction.factorial import factorial_minima
from symqnn.construction.parity import parity_family
from symqnn.construction.theorem_2 import theorem_2
from symqnn.model.ansatz import one_layer_product, paper_experiment, random_network

# name: network; every one is turned into dense float matrices, nothing of symqnn's expansion is used
NETWORKS = {
    "product p=1": paper_experiment(1),
    "product p=2": paper_experiment(2),
    "product p=3": paper_experiment(3),
    "any h, m": one_layer_product(["3/5*X+4/5*Z", "Z"], ["Y+1/2*X", "X+2*I"]),
    "random d=4": random_network(4, 2, seed=5),
    "random d=8": random_network(8, 3, seed=1),
}


class FloatLoss:
    """L(θ) = Σ w (tr(ρ U†MU) - y)² with U = ∏ exp(-iθ_l H_l) by eigenvectors, and its gradient by the shift rule."""

    def __init__(self, made):
        dense = made.qnn.to_dense() if made.qnn.is_pauli else made.qnn
        self.spectra = [np.linalg.eigh(h.to_numpy()) for h in dense.generators]
        for (values, vectors), h in zip(self.spectra, dense.generators, strict=True):  # the fast exponential is scipy's
            assert np.allclose((vectors * np.exp(-0.7j * values)) @ vectors.conj().T, expm(-0.7j * h.to_numpy()))
        self.observable = dense.observable.to_numpy()
        self.states = np.array([state.to_density().to_numpy() for state, _ in made.dataset.samples])
        self.labels = np.array([float(label) for _, label in made.dataset.samples])
        self.weights = np.concatenate([np.full(size, 1 / size) for size in made.parts])

    def residuals(self, theta):
        heisenberg = self.observable
        for angle, (values, vectors) in zip(theta[::-1], self.spectra[::-1], strict=True):
            gate = (vectors * np.exp(-1j * angle * values)) @ vectors.conj().T
            heisenberg = gate.conj().T @ heisenberg @ gate
        return np.einsum("kij,ji->k", self.states, heisenberg).real - self.labels

    def value(self, theta):
        return float(self.weights @ self.residuals(theta) ** 2)

    def gradient(self, theta):
        residuals = self.residuals(theta)
        shifts = np.eye(len(theta)) * pi / 4
        return np.array([2 * self.weights @ (residuals * (self.residuals(theta + s) - self.residuals(theta - s))) for s in shifts])


def descend(loss, p, starts, seed=0):
    """Different end points of a quasi-Newton descent, modulo the period π, that have a positive definite finite-difference Hessian."""
    source, found = np.random.default_rng(seed), []
    for _ in range(starts):
        end = minimize(loss.value, source.uniform(0, pi, p), jac=loss.gradient, method="BFGS", options={"gtol": 1e-9})
        if np.abs(loss.gradient(end.x)).max() > 1e-6:
            continue
        hessian = np.array([(loss.gradient(end.x + 1e-5 * e) - loss.gradient(end.x - 1e-5 * e)) / 2e-5 for e in np.eye(p)])
        if np.linalg.eigvalsh((hessian + hessian.T) / 2)[0] > 1e-7 and not any(distance(end.x, other) < 1e-3 for other in found):
            found.append(end.x)
    return found


def distance(a, b):
    """Largest difference of angles modulo π."""
    difference = (np.asarray(a) - np.asarray(b)) / pi
    return float(np.abs(difference - np.round(difference)).max() * pi)


def angles(point):
    return np.array([np.arctan2(float(part.sin), float(part.cos)) / 2 for part in point])


def compare(loss, certified, values, p, starts):
    found = descend(loss, p, starts)
    assert len(found) == len(certified)
    for point, value in zip(certified, values, strict=True):
        matches = [end for end in found if distance(end, angles(point)) < 1e-3]
        assert len(matches) == 1
        assert abs(loss.value(matches[0]) - value) < 1e-6  # bounds of values are given to six digits


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("r_squared", ["1/4", "51/100"])
def test_theorem_2(name, r_squared):
    result = theorem_2(NETWORKS[name], r_squared=r_squared)
    loss, p = FloatLoss(result.construction), NETWORKS[name].layers
    certified = [tuple(part.at for part in choice) for choice, _ in result.landscape.minima()]
    values = [float(value) for _, value in result.landscape.minima()]
    compare(loss, certified, values, p, 15 * 2**p)


def test_parity_family():
    made = parity_family(paper_experiment(3), {(0, 1): "2/5", (1, 2): "2/5", (0,): "1/5"})
    certified = [made.landscape.point(vertex) for vertex, _, _ in made.landscape.vertices]
    compare(FloatLoss(made.construction), certified, [float(value) for _, value, _ in made.landscape.vertices], 3, 200)


@pytest.mark.parametrize("name", ["product p=1", "product p=2", "random d=4"])
def test_factorial(name):
    made = factorial_minima(NETWORKS[name])
    points = made.result.minima
    compare(FloatLoss(made.construction), [point.at for point in points], [float(point.lower) for point in points], NETWORKS[name].layers, 200)


@pytest.mark.slow
def test_factorial_p3_are_minima():
    """All 48 are found again; other minima are not excluded by the theorem ("at least")."""
    made = factorial_minima(paper_experiment(3))
    loss = FloatLoss(made.construction)
    found = descend(loss, 3, 1500)
    for point in made.result.minima:
        assert any(distance(end, angles(point.at)) < 1e-3 for end in found)
    assert len(found) == 48


@pytest.mark.parametrize("name", NETWORKS)
def test_closed_form_by_simulation(name):
    result = theorem_2(NETWORKS[name], r_squared="1/5")
    loss, star = FloatLoss(result.construction), angles(result.star)
    source, p = np.random.default_rng(1), NETWORKS[name].layers
    kappa = float(result.construction.kappa)
    for _ in range(10):
        theta = source.uniform(0, pi, p)
        phi = 2 * (theta - star)
        expected = kappa**2 / (2 * p) * np.sum(np.sin(phi) ** 2 + 0.2 * (1 - np.cos(phi)) ** 2)
        assert abs(loss.value(theta) - expected) < 1e-12


def test_greedy_gets_stuck():
    """Coordinate-wise exact minimisation (grid of each angle) from a stuck vertex stays there."""
    made = parity_family(paper_experiment(2), {(0,): "1/5", (0, 1): "1/2"})
    loss = FloatLoss(made.construction)
    for vertex in made.landscape.stuck:
        theta = angles(made.landscape.point(vertex))
        here = loss.value(theta)
        assert here > 1e-3
        for k, step in product(range(2), np.linspace(0, pi, 361)):
            assert loss.value(theta + step * np.eye(2)[k]) >= here - 1e-10
