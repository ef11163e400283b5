"""Generators with integer spectra."""

from fractions import Fraction
from math import pi

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.optimize import minimize

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.construction.equation_18 import UnsolvableError
from symqnn.construction.integral import expand_integral, integral_minima, integral_output
from symqnn.errors import DimensionError, InputError, SizeError
from symqnn.model.ansatz import random_network
from symqnn.model.spectrum import IntegralNetwork, integer_spectrum, qudits


@pytest.mark.parametrize(("layers", "gap"), [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (3, 1)])
def test_two_delta_to_the_p(layers, gap):
    made = integral_minima(qudits(layers, gap))
    assert made.holds
    assert made.landscape.count == (2 * gap) ** layers
    assert made.landscape.critical == (4 * gap) ** layers


def rotated_network():
    """Spectrum {-1, 0, 2} in a rotated basis, two layers."""
    w = [GaussianMatrix.identity(9) - GaussianMatrix.from_rows([[Fraction(2, 9)] * 9] * 9), GaussianMatrix.diagonal([1, -1] * 4 + [1])]
    first = w[0] @ GaussianMatrix.diagonal([-1, 0, 2] * 3) @ w[0]
    second = GaussianMatrix.diagonal([-1] * 3 + [0] * 3 + [2] * 3)
    rows = [[(j + k) % 5 - 2 if j != k else j - 4 for k in range(9)] for j in range(9)]
    return IntegralNetwork.make([first.canonical(), second], rows)


def test_spectra_and_projectors():
    network = rotated_network()
    assert network.spectra == ((-1, 0, 2), (-1, 0, 2))
    assert network.gaps == (3, 3)
    for spectrum, projectors in zip(network.spectra, network.projectors, strict=True):
        assert sum((p.trace() for p in projectors), Fraction(0)) == 9
        assert all(p @ p == p for p in projectors)
        assert len(spectrum) == 3


def test_expansion_against_matrix_exponentials():
    network = rotated_network()
    system = expand_integral(network)
    generators, observable = [h.to_numpy() for h in network.generators], network.observable.to_numpy()
    rho = np.zeros((9, 9))
    rho[0, 0] = rho[4, 4] = rho[0, 4] = rho[4, 0] = 1 / 2
    exact = GaussianMatrix.from_rows([[Fraction(int(2 * x), 2) for x in row] for row in rho])
    output = integral_output(system, exact)
    for theta in np.random.default_rng(0).uniform(0, 2 * pi, (5, 2)):
        u = expm(-1j * theta[1] * generators[1]) @ expm(-1j * theta[0] * generators[0])
        assert abs(np.trace(rho @ u.conj().T @ observable @ u).real - output.numeric(theta)) < 1e-10


def test_two_level_networks_are_the_case_of_spectrum_plus_minus_one():
    qnn = random_network(4, 1, seed=3)
    network = IntegralNetwork.make(qnn.generators, qnn.observable)
    assert network.gaps == (2,)  # frequencies 0 and ±2 in θ: no frequency 1
    with pytest.raises(UnsolvableError):
        integral_minima(network)


def test_second_road_by_descent():
    """All minima of two qutrits by many descents on the simulated loss."""
    made = integral_minima(qudits(2, 2))
    generators, observable = [np.diag(h.to_numpy()).real for h in made.network.generators], made.network.observable.to_numpy()
    states = [state.matrix.to_numpy() for state, _ in made.dataset.samples]
    labels = [float(label) for _, label in made.dataset.samples]

    def loss(theta):
        phases = np.exp(1j * (theta[0] * generators[0] + theta[1] * generators[1]))
        turned = phases[:, None] * observable * phases.conj()[None, :]
        return np.mean([(np.trace(rho @ turned).real - y) ** 2 for rho, y in zip(states, labels, strict=True)])

    source, found = np.random.default_rng(2), []
    for _ in range(250):
        end = minimize(loss, source.uniform(0, 2 * pi, 2), method="BFGS", options={"gtol": 1e-8})
        place = end.x % (2 * pi)
        if not any(np.abs((place - other + pi) % (2 * pi) - pi).max() < 1e-2 for other, _ in found):
            found.append((place, end.fun))
    assert len(found) == 16
    values = sorted(value for _, value in found)
    assert values[0] < 1e-10
    assert values[1] >= float(made.gap)


def test_bad_input():
    with pytest.raises(InputError, match="no integer"):
        integer_spectrum(GaussianMatrix.diagonal([0, Fraction(1, 2)]))
    with pytest.raises(InputError, match="no integer"):
        IntegralNetwork.make([[[0, 1], [1, 1]]], [[1, 0], [0, 1]])
    with pytest.raises(InputError, match="multiple of the identity"):
        IntegralNetwork.make([[[2, 0], [0, 2]]], [[1, 0], [0, 1]])
    with pytest.raises(InputError, match="not Hermitian"):
        IntegralNetwork.make([[[0, 1], [0, 1]]], [[1, 0], [0, 1]])
    with pytest.raises(DimensionError):
        IntegralNetwork.make([[[0, 0], [0, 1]]], [[1]])
    with pytest.raises(InputError, match="qudits"):
        qudits(4, 3)
    with pytest.raises(InputError, match="strength"):
        integral_minima(qudits(1, 1), strength=0)
    with pytest.raises(SizeError):
        expand_integral(qudits(6, 1))


def test_large_strength_loses_minima():
    made = integral_minima(qudits(1, 1), strength="71/100")
    assert made.landscape.count == 1  # r² = 5041/10000 > 1/2, the exact threshold for Δ = 1
    assert not made.holds
    assert integral_minima(qudits(1, 1), strength="7/10").holds
