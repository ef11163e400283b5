"""p!·(2Δ)^p minima for integer spectra; exact derivatives for higher frequencies; the second road by matrix exponentials."""

from fractions import Fraction
from itertools import product
from math import pi

import numpy as np
import pytest
from scipy.linalg import expm

from symqnn.algebra.circle import CirclePoint
from symqnn.certificate.datasets import minima_certificate
from symqnn.checker import check
from symqnn.construction.certify import certify_minima
from symqnn.construction.integral import frequency_system, integral_output
from symqnn.construction.integral_factorial import integral_factorial, integral_factorial_on, zeros
from symqnn.loss.jets import LossJets
from symqnn.errors import InputError, SizeError
from symqnn.model.ansatz import random_integral
from symqnn.model.dataset import Dataset
from symqnn.model.spectrum import IntegralNetwork, qudits
from symqnn.model.state import State
from symqnn.status import Status


@pytest.mark.parametrize(("layers", "gap", "expected"), [(1, 1, 2), (1, 3, 6), (2, 1, 8), (2, 2, 32), (2, 3, 72), (3, 2, 384)])
def test_certified_counts(layers, gap, expected):
    made = integral_factorial(layers, gap)
    assert made.holds
    assert len(made.result.minima) == made.expected == expected
    assert made.result.spurious == expected - 1
    assert made.result.gap > 0
    assert made.result.minima[0].at == made.star
    certificate = minima_certificate(made.network, made.dataset, (2 * layers,), made.result, "integral-spectra")
    assert check(certificate).status == "VERIFIED"


def test_residuals_are_the_products_of_sines():
    made = integral_factorial(2, 3)
    system = frequency_system(made.network)
    theta = np.random.default_rng(3).uniform(0, 2 * pi, (20, 2))
    for (state, label), row in zip(made.dataset.samples, made.shifts, strict=False):
        shifts = [np.arctan2(float(point.sin), float(point.cos)) for point in row]
        wanted = np.prod(np.sin(3 * (theta - shifts)), axis=1)
        assert np.abs(integral_output(system, state.matrix).numeric(theta) - float(label) - wanted).max() < 1e-12
    for k, point in enumerate(made.star):
        state, label = made.dataset.samples[2 + k]
        wanted = (np.cos(theta[:, k] - np.arctan2(float(point.sin), float(point.cos))) - 1) / 10
        assert np.abs(integral_output(system, state.matrix).numeric(theta) - float(label) - wanted).max() < 1e-12


def simulated(network, dataset):
    """The loss by matrix exponentials of the generators."""
    generators, observable = [h.to_numpy() for h in network.generators], network.observable.to_numpy()
    states = [(state.to_density().to_numpy(), float(label)) for state, label in dataset.samples]

    def loss(theta):
        u = np.eye(network.dimension)
        for angle, h in zip(theta, generators, strict=True):
            u = expm(-1j * angle * h) @ u
        turned = u.conj().T @ observable @ u
        return np.mean([(np.trace(rho @ turned).real - y) ** 2 for rho, y in states])

    return loss


def differences(loss, theta, step=2e-3):
    """Gradient and Hessian by central differences of fourth and second order."""
    p = len(theta)
    e = np.eye(p) * step
    gradient = np.array([(8 * (loss(theta + v) - loss(theta - v)) - loss(theta + 2 * v) + loss(theta - 2 * v)) / (12 * step) for v in e])
    hessian = np.array([[(loss(theta + v + w) - loss(theta + v - w) - loss(theta - v + w) + loss(theta - v - w)) / (4 * step**2) for v in e] for w in e])
    return gradient, hessian


def angles_of(points):
    return np.array([np.arctan2(float(point.sin), float(point.cos)) for point in points])


def test_second_road_by_matrix_exponentials():
    """Newton's method from the 32 zeros on the simulated loss ends in the 32 certified balls, one each, at strict minima."""
    made = integral_factorial(2, 2)
    loss = simulated(made.network, made.dataset)
    centres = np.array([angles_of(entry.at) for entry in made.result.minima])
    reached = set()
    for start in product(np.arange(4) * pi / 2, repeat=2):
        for shift in ((0, 0), (pi / 4, pi / 4)):
            theta = np.array(start) + shift
            for _ in range(6):
                gradient, hessian = differences(loss, theta)
                theta = theta - np.linalg.solve(hessian, gradient)
            assert np.linalg.eigvalsh(differences(loss, theta)[1])[0] > float(made.result.curvature) / 2
            away = np.abs((centres - theta + pi) % (2 * pi) - pi).max(axis=1)
            k = int(away.argmin())
            assert away[k] < float(made.result.radius)
            entry = made.result.minima[k]
            assert float(entry.lower) - 1e-9 < loss(theta) < float(entry.upper) + 1e-9
            reached.add(k)
    assert len(reached) == 32


def test_derivatives_at_rational_points_for_frequencies_up_to_three():
    """A network that does not factor, with frequencies 1, 2 and 3: exact jets against differences of the simulated loss; the bound is one."""
    turn = [[Fraction(j == k) - Fraction(2, 4) for k in range(4)] for j in range(4)]
    generators = [np.diag([-1, 0, 2, 2]), None]
    first = [[int(generators[0][j][k]) for k in range(4)] for j in range(4)]
    second = [[sum(turn[j][m] * (0, 1, 3, 1)[m] * turn[k][m] for m in range(4)) for k in range(4)] for j in range(4)]
    network = IntegralNetwork.make([first, second], [[1, 1, 0, 2], [1, 0, 3, 0], [0, 3, -1, 1], [2, 0, 1, 0]])
    data = Dataset.from_samples([(State.pure([1, (0, 1), 2, 0]), "1/3"), (State.pure([0, 1, 1, (1, 1)]), -1)])
    jets, loss = LossJets(network, data), simulated(network, data)
    assert jets.degree == 3
    points = [[CirclePoint.from_half_tangent("2/7"), CirclePoint.from_half_tangent("-5/3")], [CirclePoint(-1, 0), CirclePoint("3/5", "-4/5")]]
    for point in points:
        jet, theta = jets.at(point), angles_of(point)
        gradient, hessian = differences(loss, theta, 1e-3)
        assert abs(jet.value / jet.denominator - loss(theta)) < 1e-10
        assert np.abs(np.array([x / jet.denominator for x in jet.gradient]) - gradient).max() < 1e-5
        assert np.abs(np.array([[x / jet.denominator for x in row] for row in jet.hessian]) - hessian).max() < 1e-2
        numeric = jets.numeric(theta[None, :])
        assert np.abs(numeric[0][0] - gradient).max() < 1e-5
        assert np.abs(numeric[1][0] - [[x / jet.denominator for x in row] for row in jet.hessian]).max() < 1e-9
    bound, source = float(jets.third_bound()), np.random.default_rng(1)
    for _ in range(50):
        theta, direction = source.uniform(0, 2 * pi, 2), source.normal(size=2)
        direction /= np.linalg.norm(direction)
        ahead, behind = (jets.numeric((theta + sign * 1e-4 * direction)[None, :])[1][0] for sign in (1, -1))
        assert np.abs(np.linalg.eigvalsh((ahead - behind) / 2e-4)).max() < bound


def test_a_maximum_is_refuted():
    """One qudit: sin² has maxima between its zeros, one of them rational and exactly critical for Δ = 1."""
    data = Dataset.from_samples([(State.density([["1/2", (0, "-1/2")], [(0, "1/2"), "1/2"]]), 1)])
    result = certify_minima(qudits(1, 1), data, [[CirclePoint(0, 1)]], move=False)
    assert result.status is Status.REFUTED
    assert result.reasons == ("point 0 is critical, but the Hessian is not positive definite",)


def test_zeros_are_all_different():
    made = integral_factorial(2, 3)
    listed = list(zeros(made.shifts, [3] * len(made.shifts)))
    assert len(set(listed)) == 72
    assert listed[0] == made.star


def test_a_large_strength_is_not_proved():
    made = integral_factorial(2, 2, strength=1)
    assert not made.holds
    assert made.result.status is not Status.PROVED


def test_bad_input():
    for strength in (0, -1, "3/2"):
        with pytest.raises(InputError, match="strength"):
            integral_factorial(2, 2, strength)
    with pytest.raises(SizeError, match="minima"):
        integral_factorial(6, 1)
    with pytest.raises(InputError, match="qudits"):
        integral_factorial(0, 2)


@pytest.mark.parametrize(
    ("levels", "layers", "count"),
    [([0, 0, 1, 1], 2, 8), ([0, 0, 1, 2, 2, 2], 2, 32), ([0, 2, 5], 1, 10), ([-1, 1, 1, -1], 2, 8)],
    ids=["1", "2", "2 and 5", "±1"],
)
def test_any_network_by_equation_18(levels, layers, count):
    made = integral_factorial_on(random_integral(levels, layers, seed=1))
    assert made.holds
    assert (made.expected, len(made.result.minima), made.result.spurious) == (count, count, count - 1)
    certificate = minima_certificate(made.network, made.dataset, (len(made.dataset),), made.result, "integral-spectra")
    assert check(certificate).status == "VERIFIED"


def test_the_residuals_of_any_network_vanish_where_they_should():
    """Simulated by eigenvectors: at the zeros of the products the first p residuals are 0, and only at the first zero are all."""
    made = integral_factorial_on(random_integral([0, 0, 1, 1], 2, seed=3))
    bases = [np.linalg.eigh(h.to_numpy()) for h in made.network.generators]
    observable = made.network.observable.to_numpy()
    samples = [(state.to_density().to_numpy(), float(label)) for state, label in made.dataset.samples]
    for k, zero in enumerate(zeros(made.shifts, made.network.gaps)):
        u = np.eye(4)
        for point, (values, vectors) in zip(zero, bases, strict=True):
            u = vectors @ np.diag(np.exp(-1j * np.arctan2(float(point.sin), float(point.cos)) * values)) @ vectors.conj().T @ u
        residuals = [np.trace(rho @ u.conj().T @ observable @ u).real - label for rho, label in samples]
        assert np.abs(residuals[:2]).max() < 1e-6
        assert (np.abs(residuals).max() < 1e-6) == (k == 0)
