"""Built-in families, each against a definition of its own.

Modules: model/ansatz_random.
"""

from fractions import Fraction

import numpy as np
import pytest
from scipy.linalg import expm

from symqnn.errors import DimensionError, InputError
from symqnn.expansion.output import evaluate_numeric, expectation
from symqnn.model import ansatz
from symqnn.model.qnn import QNN
from symqnn.model.state import State

PAULI = {
    "I": np.eye(2),
    "X": np.array([[0, 1], [1, 0]]),
    "Y": np.array([[0, -1j], [1j, 0]]),
    "Z": np.diag([1, -1]),
}


def on(qubits: int, letters: dict[int, str]) -> np.ndarray:
    result = np.eye(1)
    for q in range(qubits):
        result = np.kron(result, PAULI[letters.get(q, "I")])
    return result


def test_paper_experiment() -> None:
    assert ansatz.paper_experiment(2) == QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
    assert ansatz.paper_experiment(64).dimension == 2**64


def test_one_layer_product() -> None:
    qnn = ansatz.one_layer_product(["Z", "3/5*X+4/5*Z"], ["Y+I", "X"])
    assert [repr(generator) for generator in qnn.generators] == ["ZI", "3/5*IX + 4/5*IZ"]
    with pytest.raises(DimensionError, match="2 generators and 1 observables"):
        ansatz.one_layer_product(["Z", "Z"], ["Y"])
    with pytest.raises(DimensionError, match="single-qubit"):
        ansatz.one_layer_product(["ZZ"], ["Y"])
    with pytest.raises(InputError):
        ansatz.one_layer_product([], [])


@pytest.mark.parametrize(("qubits", "repetitions"), [(2, 1), (3, 1), (2, 3)])
def test_hardware_efficient_is_the_circuit(qubits: int, repetitions: int) -> None:
    """Rotations exp(-iθP) and CZ on the chain, multiplied out in NumPy; 1e-10 for at most 20
    products of 8×8 matrices.
    """
    qnn = ansatz.hardware_efficient(qubits, repetitions)
    count = 2 * qubits * (repetitions + 1)
    assert len(qnn.parameters) == count
    theta = np.random.default_rng(qubits).uniform(-3, 3, count)
    angles = iter(theta)
    unitary = np.eye(2**qubits, dtype=complex)
    for repetition in range(repetitions + 1):
        if repetition:
            for a in range(qubits - 1):
                unitary = (
                    (
                        on(qubits, {})
                        + on(qubits, {a: "Z"})
                        + on(qubits, {a + 1: "Z"})
                        - on(qubits, {a: "Z", a + 1: "Z"})
                    )
                    / 2
                    @ unitary
                )
        for axis in "YZ":
            for q in range(qubits):
                unitary = expm(-1j * next(angles) * on(qubits, {q: axis})) @ unitary
    psi = unitary[:, 0]
    expected = (psi.conj() @ on(qubits, dict.fromkeys(range(qubits), "Z")) @ psi).real
    assert abs(evaluate_numeric(qnn, State.zero(qubits), theta) - expected) < 1e-10


RING = [(0, 1), (1, 2), (2, 0), (2, 3)]


@pytest.mark.parametrize("repetitions", [1, 2])
def test_qaoa_is_the_circuit(repetitions: int) -> None:
    """exp(-iβ ΣX) exp(-iγ/2 ΣZZ) on |+…+>, by SciPy's matrix exponential."""
    qnn = ansatz.qaoa(RING, repetitions)
    assert qnn.parameters == ("γ1", "β1", "γ2", "β2")[: 2 * repetitions]
    output = expectation(qnn, State.bloch([(1, 0, 0)] * 4))
    cost = sum(on(4, dict.fromkeys(edge, "Z")) for edge in RING)
    mixer = sum(on(4, {q: "X"}) for q in range(4))
    for theta in np.random.default_rng(repetitions).uniform(-3, 3, (5, 2 * repetitions)):
        psi = np.full(16, 0.25, dtype=complex)
        for gamma, beta in theta.reshape(-1, 2):
            psi = expm(-1j * beta * mixer) @ expm(-0.5j * gamma * cost) @ psi
        assert abs(output.numeric(theta) - (psi.conj() @ cost @ psi).real) < 1e-10


def test_hva_ising_is_the_circuit() -> None:
    qnn = ansatz.hva_ising(3, 2, "XII + 1/2*ZIZ")
    output = expectation(qnn, State.bloch([(1, 0, 0)] * 3))
    pairs = on(3, {0: "Z", 1: "Z"}) + on(3, {1: "Z", 2: "Z"})
    fields = sum(on(3, {q: "X"}) for q in range(3))
    observable = on(3, {0: "X"}) + on(3, {0: "Z", 2: "Z"}) / 2
    for theta in np.random.default_rng(3).uniform(-3, 3, (5, 4)):
        psi = np.full(8, 8**-0.5, dtype=complex)
        for a, b in theta.reshape(-1, 2):
            psi = expm(-0.5j * b * fields) @ expm(-0.5j * a * pairs) @ psi
        assert abs(output.numeric(theta) - (psi.conj() @ observable @ psi).real) < 1e-10
    with pytest.raises(InputError, match="at least 2"):
        ansatz.hva_ising(1, 1)


def test_qudits_and_given_spectra() -> None:
    qnn = ansatz.qudits(2, 2)
    assert (qnn.dimension, qnn.degrees) == (9, (2, 2))
    assert [
        gate.spectrum.width for gate in ansatz.random_integral([0, 0, "1/2", 3], 2, seed=4).gates
    ] == [3, 3]
    with pytest.raises(InputError, match="qudits of gap"):
        ansatz.qudits(9, 9)
    with pytest.raises(InputError, match="multiple of the identity"):
        ansatz.random_integral([1, 1], 1)


def test_qaoa_like() -> None:
    qnn = ansatz.qaoa_like([(0, 1), (1, 2)], 2)
    assert [repr(generator) for generator in qnn.generators] == [
        "ZZI",
        "IZZ",
        "XII",
        "IXI",
        "IIX",
    ] * 2
    assert repr(qnn.observable) == "IZZ + ZZI"
    for edges in ([], [(0, 0)], [(-1, 0)]):
        with pytest.raises(InputError, match="edges"):
            ansatz.qaoa_like(edges, 1)


@pytest.mark.parametrize(
    ("dimension", "layers", "multiplicity"),
    [(2, 1, None), (4, 3, None), (5, 2, 2), (6, 2, None), (8, 2, 1), (12, 1, None)],
)
def test_random_network(dimension: int, layers: int, multiplicity: int | None) -> None:
    qnn = ansatz.random_network(dimension, layers, seed=7, multiplicity=multiplicity)
    assert qnn == ansatz.random_network(dimension, layers, seed=7, multiplicity=multiplicity)
    assert qnn != ansatz.random_network(dimension, layers, seed=8, multiplicity=multiplicity)
    r = dimension // 2 if multiplicity is None else multiplicity
    assert all(generator.trace() == 2 * r - dimension for generator in qnn.generators)
    assert qnn.observable.trace() == 0  # type: ignore[union-attr]


def test_random_network_is_the_same_everywhere() -> None:
    """Written down once: random.Random is specified, not platform dependent."""
    qnn = ansatz.random_network(3, 1, seed=1, multiplicity=1)
    assert (
        repr(qnn.generators[0])
        == "[[1/81, -4/81-4/9*i, 8/9-8/81*i], [-4/81+4/9*i, -65/81, 32/81*i], [8/9+8/81*i, "
        "-32/81*i, -17/81]]"
    )
    assert repr(qnn.observable) == "[[1, -1+i, -1], [-1-i, 1, -i], [-1, i, -2]]"


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ansatz.paper_experiment(0), "layers is 0"),
        (lambda: ansatz.paper_experiment(-1), "layers is -1"),
        (lambda: ansatz.paper_experiment("3"), "layers is '3'"),
        (lambda: ansatz.hardware_efficient(0, 1), "qubits is 0"),
        (lambda: ansatz.hardware_efficient(2, -1), "required"),
        (lambda: ansatz.random_network(4, 0), "layers is 0"),
        (lambda: ansatz.random_network(5, 1), "even d"),
        (lambda: ansatz.random_network(4, 1, multiplicity=4), "multiplicity is 4"),
        (lambda: ansatz.random_network(1, 1), "multiplicity"),
        (lambda: ansatz.random_network(0, 1), "dimension"),
    ],
)
def test_bad_arguments(make: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        make()  # type: ignore[operator]


def test_observable_of_random_network_can_be_given() -> None:
    qnn = ansatz.random_network(4, 1, observable="ZZ")
    assert qnn.observable == QNN(["XX"], "ZZ").to_dense().observable
    assert Fraction(qnn.observable.trace()) == 0  # type: ignore[union-attr]
