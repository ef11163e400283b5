"""Noisy expansions against a simulation with Kraus operators, and against the expansion without
noise.

Modules: model/channel.
"""

import numpy as np
import pytest

from symqnn.algebra.pauli import PauliSum
from symqnn.errors import InputError
from symqnn.expansion.noisy import noisy_expand
from symqnn.expansion.output import expand, expectation
from symqnn.model.channel import AMPLITUDE_DAMPING, CHANNELS, DEPHASING, DEPOLARISING
from symqnn.model.qnn import QNN
from symqnn.model.state import State

PAULI = {
    "I": np.eye(2, dtype=complex),
    "X": np.array([[0, 1], [1, 0]], dtype=complex),
    "Y": np.array([[0, -1j], [1j, 0]]),
    "Z": np.diag([1, -1]).astype(complex),
}
QNN_2 = QNN(["XI", "ZZ", "IY"], "ZI + 1/2*YX")


def kraus(name: str, eta: float) -> list[np.ndarray]:
    """Textbook Kraus operators."""
    if name == "depolarising":
        p = 1 - eta
        return [
            np.sqrt(1 - 3 * p / 4) * PAULI["I"],
            *(np.sqrt(p / 4) * PAULI[letter] for letter in "XYZ"),
        ]
    if name == "dephasing":
        return [np.sqrt((1 + eta) / 2) * PAULI["I"], np.sqrt((1 - eta) / 2) * PAULI["Z"]]
    gamma = 1 - eta**2
    return [
        np.diag([1, eta]).astype(complex),
        np.array([[0, np.sqrt(gamma)], [0, 0]], dtype=complex),
    ]


def on_qubit(operator: np.ndarray, qubit: int, qubits: int) -> np.ndarray:
    full = np.eye(1)
    for q in range(qubits):
        full = np.kron(full, operator if q == qubit else PAULI["I"])
    return full


def simulated(qnn: QNN, state: State, name: str, eta: float, theta: np.ndarray) -> float:
    """Schrödinger picture: gate, then the channel on its qubits."""
    rho = state.to_density().to_numpy()
    for gate, angle in zip(qnn.gates, theta, strict=True):
        ((word, _),) = gate.generator.terms()
        full = np.eye(1)
        for letter in word:
            full = np.kron(full, PAULI[letter])
        unitary = np.cos(angle) * np.eye(len(full)) - 1j * np.sin(angle) * full
        rho = unitary @ rho @ unitary.conj().T
        for qubit, letter in enumerate(word):
            if letter != "I":
                operators = [on_qubit(k, qubit, len(word)) for k in kraus(name, eta)]
                rho = sum(k @ rho @ k.conj().T for k in operators)
    return float(np.trace(rho @ qnn.to_dense().observable.to_numpy()).real)


@pytest.mark.parametrize("name", CHANNELS)
def test_outputs_agree_with_kraus_operators(name: str) -> None:
    state = State.bloch([("3/5", "0", "4/5"), ("0", "-1/2", "1/3")])
    powers = noisy_expand(QNN_2, CHANNELS[name]).output(state)
    for eta in (0.0, 0.35, 1.0):
        for theta in np.random.default_rng(3).uniform(0, np.pi, (4, 3)):
            value = sum(float(poly.numeric(theta)) * eta**k for k, poly in enumerate(powers))
            assert abs(value - simulated(QNN_2, state, name, eta, theta)) < 1e-12


@pytest.mark.parametrize("channel", CHANNELS.values(), ids=list(CHANNELS))
def test_no_noise_is_the_expansion(channel) -> None:
    without = dict(expand(QNN_2).items())
    found = {
        "".join(map(str, index)): operator
        for index, operator in noisy_expand(QNN_2, channel).at(1).items()
    }
    assert found == without
    state = State.zero(2)
    total = noisy_expand(QNN_2, channel).output(state)
    assert sum(total[1:], total[0]) == expectation(QNN_2, state)


def test_channels_on_observables() -> None:
    assert DEPOLARISING.on(PauliSum.from_text("ZZ + XI"), "1/2") == PauliSum.from_text(
        "1/4*ZZ + 1/2*XI"
    )
    assert DEPHASING.on(PauliSum.from_text("ZY"), "1/3") == PauliSum.from_text("1/3*ZY")
    assert AMPLITUDE_DAMPING.on(PauliSum.from_text("Z"), 0) == PauliSum.from_text("I")


def test_bad_noise() -> None:
    for eta in (2, "-1/2"):
        with pytest.raises(InputError, match="from 0"):
            DEPOLARISING.on(PauliSum.from_text("Z"), eta)
    with pytest.raises(InputError, match="one parameter a gate"):
        noisy_expand(QNN(["X", "X"], "Z", angles=["a", "a"]), DEPHASING)
    with pytest.raises(InputError, match="one Pauli word"):
        noisy_expand(QNN(["3/5*X + 4/5*Y"], "Z"), DEPHASING)
