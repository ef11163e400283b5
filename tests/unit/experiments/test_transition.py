"""The transition: exact ranks against floats, and both ends of it.

Modules: experiments/checked, experiments/transition_instance, experiments/best_possible.
"""

import numpy as np
import pytest

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.errors import InputError
from symqnn.experiments.transition import (
    LAYERS,
    Settings,
    make_instance,
    orbit_dimension,
    run,
    tangent_rank,
)
from symqnn.independence.decide import linear_independence
from symqnn.training.circuit_objective import circuit_objective
from symqnn.training.minimise import random_starts

MADE = make_instance(4, LAYERS, 20, 1)


@pytest.mark.parametrize("p", [1, 3, 8, 11, 12, 14])
def test_tangent_rank_against_numerical_derivatives(p: int) -> None:
    qnn = MADE.network(p)
    generators = [h.to_numpy() for h in qnn.generators]
    theta, observable = random_starts(p, [5], 0)[0], qnn.observable.to_numpy()

    def evolved(angles: np.ndarray) -> np.ndarray:
        unitary = np.eye(4)
        for x, h in zip(angles, generators, strict=True):
            unitary = (np.cos(x) * np.eye(4) - 1j * np.sin(x) * h) @ unitary
        matrix = unitary.conj().T @ observable @ unitary
        return np.concatenate((matrix.real.ravel(), matrix.imag.ravel()))

    shifts = np.pi / 4 * np.eye(p)  # the derivative is exactly a difference
    rank = np.linalg.matrix_rank(
        [evolved(theta + shift) - evolved(theta - shift) for shift in shifts], tol=1e-9
    )
    assert tangent_rank(qnn) == rank == min(p, 12)


def test_orbit_dimension_is_d_squared_minus_squares_of_multiplicities() -> None:
    assert [
        orbit_dimension(GaussianMatrix.diagonal(d))
        for d in ([1, 1], [1, 2], [1, 1, 2], [1, 1, 2, 2], [1, 2, 3, 4])
    ] == [0, 2, 4, 8, 12]
    eigenvalues = np.linalg.eigvalsh(MADE.layers.observable.to_numpy())
    assert np.diff(eigenvalues).min() > 1e-3
    assert orbit_dimension(MADE.layers.observable) == 12


def test_ranks_do_not_fall_and_saturate() -> None:
    ranks = [linear_independence(MADE.network(p)).rank for p in (1, 2, 3, 4)]
    assert ranks == [2, 8, 15, 15]


def test_labels_are_those_of_a_teacher() -> None:
    """The least squares matrix that explains the labels has the spectrum of M: so loss 0 is
    attained on the unitary orbit.
    """
    states = np.array([state.to_density().to_numpy() for state, _ in MADE.dataset.samples])
    labels = np.array([float(label) for _, label in MADE.dataset.samples])
    solution, _, rank, _ = np.linalg.lstsq(
        states.transpose(0, 2, 1).reshape(len(labels), 16), labels, rcond=None
    )
    assert rank == 16
    spectra = [
        np.linalg.eigvalsh(matrix)
        for matrix in (solution.reshape(4, 4), MADE.layers.observable.to_numpy())
    ]
    assert spectra[0] == pytest.approx(spectra[1], abs=1e-9)


def test_under_parameterised_is_stuck_and_over_parameterised_is_solved() -> None:
    found = run(Settings(p=(2, 24), seeds=(1,), restarts=12, complete=2))
    assert found.faults == ()
    rows = [dict(zip(found.tables[0].columns, row, strict=True)) for row in found.tables[0].rows]
    assert [row["solved"] for row in rows] == [0, 12]
    assert (rows[0]["rank"], rows[0]["tangent rank"], rows[0]["checker"]) == ("8", 2, "VERIFIED")
    assert (rows[1]["rank"], rows[1]["tangent rank"], rows[1]["checker"]) == ("15", 12, "")


def test_loss_is_never_negative_and_periodic() -> None:
    objective = circuit_objective(MADE.network(6), MADE.dataset)
    theta = random_starts(6, range(20), 0)
    value, _ = objective.value_and_gradient(theta)
    assert (value > 0).all()
    assert objective.value_and_gradient(theta + np.pi)[0] == pytest.approx(value)


@pytest.mark.parametrize(
    "given",
    [
        {"dimension": 3},
        {"p": (99,)},
        {"complete": 9},
        {"certificates": "perhaps"},
        {"method": "magic"},
    ],
)
def test_bad_settings(given: dict) -> None:
    with pytest.raises(InputError):
        Settings(**given)
