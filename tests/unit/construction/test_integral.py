"""Generators with integer spectra."""

from fractions import Fraction
from math import pi

import numpy as np
import pytest
from scipy.linalg import expm
from scipy.optimize import minimize

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.certificate.datasets import minima_certificate
from symqnn.checker import check
from symqnn.construction.certify import certify_minima, circle_point
from symqnn.construction.equation_18 import UnsolvableError
from symqnn.construction.integral import frequency_system, integral_minima, integral_output
from symqnn.errors import DimensionError, InputError, SizeError
from symqnn.model.ansatz import random_integral, random_network
from symqnn.model.spectrum import IntegralNetwork, integer_spectrum, qudits
from symqnn.status import Status


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
    system = frequency_system(network)
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
    assert network.gaps == network.divisors == (2,)  # frequencies 0 and ±2 in θ: the construction is for (H + 1)/2, of angle 2θ
    made = integral_minima(network)
    assert made.holds
    assert (made.landscape.count, made.network.gaps) == (2, (1,))
    assert "2θ_1" in made.notes[0]


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
        frequency_system(qudits(6, 1))


def multi_start_minima(network, dataset, starts, seed):
    """Different minima of the simulated loss (matrix exponentials by eigenvectors) that BFGS finds, with their values."""
    bases = [np.linalg.eigh(h.to_numpy()) for h in network.generators]
    observable = network.observable.to_numpy()
    samples = [(state.to_density().to_numpy(), float(label)) for state, label in dataset.samples]

    def loss(theta):
        turned = observable
        for angle, (values, vectors) in reversed(list(zip(theta, bases, strict=True))):
            u = vectors @ np.diag(np.exp(-1j * angle * values)) @ vectors.conj().T
            turned = u.conj().T @ turned @ u
        return np.mean([(np.trace(rho @ turned).real - label) ** 2 for rho, label in samples])

    source, found = np.random.default_rng(seed), []
    for _ in range(starts):
        end = minimize(loss, source.uniform(0, 2 * pi, network.layers), method="BFGS", options={"gtol": 1e-9})
        place = end.x % (2 * pi)
        if not any(np.abs((place - other + pi) % (2 * pi) - pi).max() < 1e-2 for other, _ in found):
            found.append((place, end.fun))
    return found


def test_any_network_by_equation_18():
    """A random network with frequencies 0, 1, 2 and linear independence: 16 minima, and a descent finds these and no other."""
    network = random_integral([0, 0, 1, 2, 2, 2], 2, seed=1)
    made = integral_minima(network)
    assert made.holds
    assert (made.landscape.count, made.landscape.critical) == (16, 64)
    found = multi_start_minima(network, made.dataset, 90, seed=4)
    assert len(found) == 16
    values = sorted(value for _, value in found)
    assert values[0] < 1e-9 < float(made.gap) <= values[1]
    (star,) = [place for place, value in found if value < 1e-9]
    assert np.allclose(np.exp(1j * star), [complex(point.cos, point.sin) for point in made.star], atol=1e-3)


def test_frequencies_without_a_common_divisor_but_without_one():
    """Eigenvalues 0, 2, 5: frequencies 2, 3, 5; the second residuals use 2 and 3."""
    network = IntegralNetwork.make([GaussianMatrix.diagonal([0, 2, 5])], [[1] * 3] * 3)
    made = integral_minima(network)
    assert made.holds
    assert (made.landscape.count, len(made.dataset)) == (10, 3)
    assert len(multi_start_minima(network, made.dataset, 60, seed=5)) == 10


def test_what_the_components_do_not_reach_is_refused_with_what_they_do():
    network = IntegralNetwork.make([GaussianMatrix.diagonal([0, 1, 2])], [[1, 1, 0], [1, 1, 1], [0, 1, 1]])  # no element between 0 and 2
    with pytest.raises(UnsolvableError, match="frequency components of M") as caught:
        integral_minima(network)
    assert (caught.value.unsolvable, caught.value.solvable) == ((0,), (1,))


def test_certify_minima_of_a_given_network():
    """The public road for a network, a dataset and points of one's own: exact at θ*, balls at the others, a maximum refused."""
    network = random_integral([0, 1, 1, 3], 1, seed=2)
    made = integral_minima(network)
    angles = [float(np.arctan2(float(made.star[0].sin), float(made.star[0].cos))) + 2 * pi * k / 6 for k in range(6)]
    result = certify_minima(made.network, made.dataset, [[circle_point(angle)] for angle in angles[1:]] + [made.star])
    assert result.status is Status.PROVED
    assert (len(result.minima), result.spurious) == (6, 5)
    certificate = minima_certificate(made.network, made.dataset, (len(made.dataset),), result)
    assert check(certificate).status == "VERIFIED"
    maximum = certify_minima(made.network, made.dataset, [[circle_point(angles[0] + pi / 6)]], move=False)
    assert maximum.status is Status.UNDECIDED
    assert "Hessian" in maximum.reasons[0]


def test_a_minimum_of_equal_value_is_not_called_spurious():
    """Without the second residuals all minima have loss 0; a tiny r leaves their values unproved in floats, not wrong."""
    made = integral_minima(qudits(1, 2), strength="1/1000000")
    assert made.landscape.count == 4
    assert not made.holds
    assert made.spurious < 3


def test_large_strength_loses_minima():
    made = integral_minima(qudits(1, 1), strength="71/100")
    assert made.landscape.count == 1  # r² = 5041/10000 > 1/2, the exact threshold for Δ = 1
    assert not made.holds
    assert integral_minima(qudits(1, 1), strength="7/10").holds


def test_a_gap_too_large_for_sturm_is_refused_before_it_starts():
    with pytest.raises(SizeError, match="is 1000003"):
        integral_minima(IntegralNetwork.make([[[0, 0, 0], [0, 1, 0], [0, 0, 1000003]]], [[0, 1, 1], [1, 0, 1], [1, 1, 0]]))
