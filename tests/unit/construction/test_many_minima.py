"""More minima than p!·2^p, proved; noise on both sides of its threshold; traps on the orbit.

Modules: construction/noise, construction/orbit.
"""

from fractions import Fraction

import numpy as np
import pytest

from symqnn.certificate.datasets import minima_certificate, separable_certificate
from symqnn.checker import check
from symqnn.construction.many_minima import expected_minima, many_minima
from symqnn.construction.noise import noisy_trap, threshold
from symqnn.construction.orbit import ansatz, orbit_trap
from symqnn.errors import InputError
from symqnn.loss.training import loss
from symqnn.model.ansatz import paper_experiment
from symqnn.model.qnn import QNN
from symqnn.roots.critical import critical_points


def test_twelve_minima_for_two_angles() -> None:
    qnn = paper_experiment(2)
    made = many_minima(qnn)
    used = made.construction
    assert made.holds and len(used.dataset) == 8
    certificate = minima_certificate(qnn, used.dataset, used.parts, made.result)
    assert check(certificate).status == "VERIFIED"
    # the other road: a subdivision of the whole torus, which knows nothing of the twelve points
    found = critical_points(loss(qnn, used.dataset, used.parts))
    assert found.by_index == (12, 16, 4)  # 32: all complex critical points are real


def test_seventy_two_minima_for_three_angles() -> None:
    qnn = paper_experiment(3)
    made = many_minima(qnn)
    assert made.holds and len(made.result.minima) == 72 == expected_minima(3)


@pytest.mark.slow
def test_the_complete_list_for_three_and_576_for_four() -> None:
    qnn = paper_experiment(3)
    used = many_minima(qnn).construction
    assert critical_points(loss(qnn, used.dataset)).by_index == (72, 120, 64, 16)
    assert len(many_minima(paper_experiment(4)).result.minima) == 576


def test_other_numbers_of_angles_are_refused() -> None:
    for p in (1, 6):
        with pytest.raises(InputError, match="2 to 5 angles"):
            many_minima(paper_experiment(p))


@pytest.mark.parametrize("angles", [1, 2, 3])
@pytest.mark.parametrize("square", ["1/4", "1/9", "1/5"])
def test_noise_on_both_sides_of_the_threshold(angles: int, square: str) -> None:
    qnn, limit, step = paper_experiment(angles), threshold(square), Fraction(1, 50)
    for strength, minima in ((limit - step, 2**angles), (limit, 1), (limit + step, 1)):
        made = noisy_trap(qnn, strength, square)
        assert made.landscape.count == minima and made.as_predicted
        used = made.construction
        assert (
            check(
                separable_certificate(made.noisy, used.dataset, used.parts, made.landscape)
            ).status
            == "VERIFIED"
        )


def test_noise_that_is_none() -> None:
    for strength in (1, "3/2", "-1/10"):
        with pytest.raises(InputError, match="0 ≤ λ < 1"):
            noisy_trap(paper_experiment(1), strength)
    with pytest.raises(InputError, match="0 < r² < 1/2"):
        threshold("1/2")


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("dimension", [2, 3])
def test_the_orbit_has_traps_for_different_ansaetze(dimension: int, turned: bool) -> None:
    made = orbit_trap(ansatz(dimension, turned))
    assert made.holds and made.places == (0, 1)
    certificate = minima_certificate(made.qnn, made.dataset, (len(made.dataset),), made.result)
    assert check(certificate).status == "VERIFIED"


def test_the_trap_stays_with_more_parameters() -> None:
    """Three angles on the same orbit: no value below the trap's within reach of it (floats)."""
    made = orbit_trap(ansatz(2))
    qnn = QNN(["X", "Y", "X"], "1/2*I + 1/2*Z")
    poly = loss(qnn, made.dataset)
    trap = np.array([np.pi, 0.0, 0.0])
    value = float(poly.numeric_phases(trap))
    near = trap + np.random.default_rng(0).uniform(-0.2, 0.2, (2000, 3))
    assert abs(value - float(made.result.gap)) < 1e-12
    assert float(poly.numeric_phases(near).min()) >= value - 1e-12


def test_an_orbit_of_another_kind_is_refused() -> None:
    with pytest.raises(InputError, match=r"2\(d-1\)"):
        orbit_trap(QNN(["X", "Y", "X"], "1/2*I + 1/2*Z"))
    with pytest.raises(InputError, match="quarter turns"):
        orbit_trap(QNN(["Z", "Z"], "1/2*I + 1/2*Z"))
