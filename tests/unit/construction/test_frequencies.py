"""Higher frequencies: exactly ∏ 2D_l minima, and at least p!·∏ 2D_l for another dataset."""

from fractions import Fraction
from math import pi

import numpy as np
import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.certificate.datasets import frequency_certificate, minima_certificate
from symqnn.checker import check
from symqnn.construction.certify import certify_minima, circle_point
from symqnn.construction.factorial import factorial_minima, latin_shifts, zeros
from symqnn.construction.frequencies import frequency_minima, own_frequencies
from symqnn.construction.unreachable import UnreachableError
from symqnn.errors import InputError, SizeError
from symqnn.loss.training import residuals
from symqnn.model.ansatz import paper_experiment, qudits, random_integral, random_network
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.status import Status


def rotated_network():
    """Spectrum {-1, 0, 2} in a rotated basis, two gates."""
    turn = GaussianMatrix.identity(9) - GaussianMatrix.from_rows([[Fraction(2, 9)] * 9] * 9)
    first = turn @ GaussianMatrix.diagonal([-1, 0, 2] * 3) @ turn
    second = GaussianMatrix.diagonal([-1] * 3 + [0] * 3 + [2] * 3)
    rows = [[(j + k) % 5 - 2 if j != k else j - 4 for k in range(9)] for j in range(9)]
    return QNN([first.canonical(), second], rows)


@pytest.mark.parametrize(
    ("layers", "gap"), [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3), (3, 1)]
)
def test_two_delta_to_the_p(layers, gap):
    made = frequency_minima(qudits(layers, gap))
    assert made.holds
    assert made.landscape.count == (2 * gap) ** layers
    assert made.landscape.critical == (4 * gap) ** layers
    assert check(frequency_certificate(made)).status == "VERIFIED"


def test_degrees_and_own_frequencies():
    network = rotated_network()
    assert network.degrees == (3, 3)
    assert own_frequencies(network) == ((1, 2, 3), (1, 2, 3))
    joined = QNN(network.generators, network.observable, angles=["a + b", "b"])
    assert joined.degrees == (3, 6)
    # a only with the second gate undoing its share of b
    assert own_frequencies(joined) == ((1, 2, 3), (1, 2, 3))


def test_the_paper_s_networks_are_the_case_of_frequency_1():
    made = frequency_minima(random_network(4, 1, seed=3))
    assert made.holds
    assert (made.landscape.count, made.construction.qnn.torus.units) == (2, (2,))


def test_any_network_by_equation_18():
    """A random network with frequencies 0, 1, 2 and linear independence."""
    made = frequency_minima(random_integral([0, 0, 1, 2, 2, 2], 2, seed=1))
    assert made.holds
    assert (made.landscape.count, made.landscape.critical) == (16, 64)
    assert check(frequency_certificate(made)).status == "VERIFIED"


def test_frequencies_without_a_common_divisor_but_without_one():
    """Eigenvalues 0, 2, 5: frequencies 2, 3, 5; the second residuals use 2 and 3."""
    made = frequency_minima(QNN([GaussianMatrix.diagonal([0, 2, 5])], [[1] * 3] * 3))
    assert made.holds
    assert (made.landscape.count, len(made.construction.dataset)) == (10, 3)


def test_halves_and_multiples_are_units_of_the_angle():
    """H/2 and 3H have the same phases, so the same dataset."""
    plain = qudits(1, 2)
    scaled = [
        QNN([h * factor for h in plain.generators], plain.observable)
        for factor in (Fraction(1, 2), 3)
    ]
    losses = [frequency_minima(network).construction.loss() for network in (plain, *scaled)]
    assert [network.torus.units for network in scaled] == [(Fraction(1, 2),), (3,)]
    assert losses[0].on(losses[1].torus) == losses[1]
    assert losses[0].on(losses[2].torus) == losses[2]


def test_what_the_components_do_not_reach_is_refused_with_the_relation():
    network = QNN([GaussianMatrix.diagonal([0, 1, 2])], [[1, 1, 0], [1, 1, 1], [0, 1, 1]])
    with pytest.raises(UnreachableError, match="A_3 = 0") as caught:
        frequency_minima(network)
    assert caught.value.result.relations == ({"3": 1},)
    assert len(caught.value.reachable) == 1


def test_certify_minima_of_a_given_network():
    """The public road for a network, a dataset and points of one's own: exact at θ*, balls at the
    others, a maximum refused.
    """
    network = random_integral([0, 1, 1, 3], 1, seed=2)
    used = frequency_minima(network).construction
    star = frequency_minima(network).star
    start = float(np.arctan2(float(star[0].sin), float(star[0].cos)))
    angles = [start + 2 * pi * k / 6 for k in range(6)]
    points = [[circle_point(angle)] for angle in angles[1:]] + [star]
    result = certify_minima(network, used.dataset, points)
    assert result.status is Status.PROVED
    assert (len(result.minima), result.spurious) == (6, 5)
    certificate = minima_certificate(network, used.dataset, used.parts, result)
    assert check(certificate).status == "VERIFIED"
    maximum = certify_minima(network, used.dataset, [[circle_point(start + pi / 6)]], move=False)
    assert maximum.status is Status.UNDECIDED
    assert "Hessian" in maximum.reasons[0]


def test_a_minimum_of_equal_value_is_not_called_spurious():
    """A tiny r leaves the values of the other minima unproved in floats, not wrong; then there is
    no certificate.
    """
    made = frequency_minima(qudits(1, 2), strength="1/1000000")
    assert made.landscape.count == 4
    assert not made.holds
    assert made.spurious < 3
    with pytest.raises(InputError, match="smaller strength"):
        frequency_certificate(made)


def test_large_strength_loses_minima():
    made = frequency_minima(qudits(1, 1), strength="71/100")
    assert made.landscape.count == 1  # r² = 5041/10000 > 1/2, the exact threshold for D = 1
    assert not made.holds
    assert frequency_minima(qudits(1, 1), strength="7/10").holds


def test_a_frequency_beyond_the_limit_is_refused_before_anything_is_expanded():
    with pytest.raises(InputError, match="1000003"):
        QNN([[[0, 0, 0], [0, 1, 0], [0, 0, 1000003]]], [[0, 1, 1], [1, 0, 1], [1, 1, 0]])


@pytest.mark.parametrize("strength", [0, -1])
@pytest.mark.parametrize("build", [frequency_minima, factorial_minima])
def test_strengths_are_positive(build, strength):
    with pytest.raises(InputError, match="strength"):
        build(qudits(1, 1), strength=strength)


COUNTS = {
    "qudit 1": (qudits(1, 1), 2),
    "qudit 3": (qudits(1, 3), 6),
    "two qudits 1": (qudits(2, 1), 8),
    "two qudits 2": (qudits(2, 2), 32),
    "two qudits 3": (qudits(2, 3), 72),
    "random 1": (random_integral([0, 0, 1, 1], 2, seed=1), 8),
    "random 2": (random_integral([0, 0, 1, 2, 2, 2], 2, seed=1), 32),
    "2 and 5": (random_integral([0, 2, 5], 1, seed=1), 10),
    "±1": (random_integral([-1, 1, 1, -1], 2, seed=1), 8),
}


@pytest.mark.parametrize("name", COUNTS)
def test_factorial_counts(name):
    network, count = COUNTS[name]
    made = factorial_minima(network)
    used = made.construction
    assert made.holds
    assert (made.expected, len(made.result.minima), made.result.spurious) == (
        count,
        count,
        count - 1,
    )
    assert made.result.gap > 0
    assert made.result.minima[0].at == made.star
    statement = "integral-spectra" if max(network.degrees) > 1 else "factorial-minima"
    certificate = minima_certificate(network, used.dataset, used.parts, made.result, statement)
    assert check(certificate).status == "VERIFIED"


def test_residuals_are_the_products_of_sines():
    made = factorial_minima(qudits(2, 3))
    used, theta = made.construction, np.random.default_rng(3).uniform(0, 2 * pi, (20, 2))
    found = [poly.numeric(theta) / float(used.kappa) for poly in residuals(used.qnn, used.dataset)]
    for values, row in zip(found, made.shifts, strict=False):
        shifts = [np.arctan2(float(point.sin), float(point.cos)) for point in row]
        assert np.abs(values - np.prod(np.sin(3 * (theta - shifts)), axis=1)).max() < 1e-12
    for k, point in enumerate(made.star):
        wanted = np.cos(theta[:, k] - np.arctan2(float(point.sin), float(point.cos))) - 1
        assert np.abs(found[2 + k] - float(made.strength) * wanted).max() < 1e-12


def test_a_maximum_is_refuted():
    """One qudit: sin² has maxima between its zeros, one of them rational and exactly critical."""
    data = Dataset.from_samples([(State.density([["1/2", (0, "-1/2")], [(0, "1/2"), "1/2"]]), 1)])
    result = certify_minima(qudits(1, 1), data, [[CirclePoint(0, 1)]], move=False)
    assert result.status is Status.REFUTED
    assert result.reasons == ("point 0 is critical, but the Hessian is not positive definite",)


def test_zeros_are_all_different():
    shifts = latin_shifts((3, 3))
    listed = list(zeros(shifts, (3, 3)))
    assert len(set(listed)) == 72
    assert listed[0] == (shifts[0][0], shifts[1][1])


def test_a_large_strength_is_not_proved():
    made = factorial_minima(qudits(2, 2), strength=1)
    assert not made.holds
    assert made.result.status is not Status.PROVED


def test_too_many_minima_are_refused():
    with pytest.raises(SizeError, match="645120 minima"):
        factorial_minima(paper_experiment(7))
