"""States and datasets prepared by circuits, against matrices."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from symqnn.errors import ExactnessError, InputError, SizeError
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import ProductState, State

pytest.importorskip("openqasm3", reason="the parser of OpenQASM")

CIRCUITS = {
    "joined": "h 0; cx 0 1; ry:x 2; cx 2 0; rz:2y 1; sx 1",
    "controlled": "rx:x 0; ry:x-y 1; crz:2x 0 2; y 2; swap 0 2; cy 1 0",
    "product": "rx:pi 0; rz:x 0; ry:y 1; rz:-x 1; h 2",
}


@pytest.mark.parametrize("name", CIRCUITS)
def test_prepared_states(name: str) -> None:
    """Against Qiskit's statevectors, whose first qubit is the least significant."""
    qiskit = pytest.importorskip("qiskit", reason="Qiskit gives the reference states")
    from qiskit.quantum_info import Statevector

    x, y = qiskit.circuit.Parameter("x"), qiskit.circuit.Parameter("y")
    angles = {"x": x, "2y": 2 * y, "x-y": x - y, "2x": 2 * x, "pi": np.pi, "y": y, "-x": -x}
    circuit = qiskit.QuantumCircuit(3)
    for step in CIRCUITS[name].split("; "):
        gate, *places = step.split()
        method, _, angle = gate.partition(":")
        getattr(circuit, method)(*([angles[angle]] if angle else []), *map(int, places))
    state = State.from_circuit(circuit, {"x": "2*atan(1/2)", "y": "4*atan(2/3) + pi/2"})
    numbers = {x: 2 * np.arctan(0.5), y: 4 * np.arctan(2 / 3) + np.pi / 2}
    vector = Statevector(circuit.assign_parameters(numbers)).data
    vector = vector.reshape([2] * 3).transpose(2, 1, 0).reshape(-1)
    assert isinstance(state, ProductState) == (name == "product")
    assert np.abs(state.to_density().to_numpy() - np.outer(vector, vector.conj())).max() < 1e-12


def test_single_qubits_give_a_product_state_of_any_size() -> None:
    state = State.from_circuit("qubit[50] q; h q; s q[3];")
    assert isinstance(state, ProductState)
    assert state.vectors[3] == (Fraction(0), Fraction(1), Fraction(0))
    with pytest.raises(SizeError, match="50 of them"):
        State.from_circuit("qubit[50] q; h q; cx q[0], q[1];")


def test_rounded_angles() -> None:
    text = "input float x; qubit q; rx(x) q; ry(0.25) q;"
    with pytest.raises(
        InputError, match=r"about Y by 1/4 has no rational cos and sin.*round_angles=True"
    ):
        State.from_circuit(text, {"x": 0})
    x, y, z = (
        float(part) for part in State.from_circuit(text, {"x": 0.3}, round_angles=True).vectors[0]
    )
    assert np.allclose(
        [x, y, z],
        [np.sin(0.25) * np.cos(0.3), -np.sin(0.3), np.cos(0.25) * np.cos(0.3)],
        atol=1e-14,
    )
    assert State.from_circuit(
        text.replace("0.25", "0"), {"x": np.pi / 2}, round_angles=True
    ).vectors == ((0, -1, 0),)


@pytest.mark.parametrize(
    ("values", "error", "message"),
    [
        ({}, InputError, "'x' has no value; the parameters are x"),
        ({"x": 0, "z": 1}, InputError, "'z' is no parameter"),
        ({"x": 0.5}, ExactnessError, "float 0.5"),
        ({"x": "a"}, InputError, "a number is required"),
        ({"x": "0.5"}, InputError, "no rational cos and sin"),
    ],
)
def test_bad_values(values: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        State.from_circuit("input float x; qubit q; rx(x) q;", values)


def test_datasets_from_rows() -> None:
    circuit = "input float b; input float a; qubit[2] q; rx(a) q[0]; ry(b) q[0]; rx(a + b) q[1];"
    data = Dataset.from_features(circuit, [[0, "pi/2"], ["pi/2", 0]], [1, "-1/2"])
    assert data.samples[0][0].vectors == ((0, -1, 0), (0, -1, 0))
    assert data.samples[1][0].vectors == ((1, 0, 0), (0, -1, 0))
    assert [label for _, label in data.samples] == [1, Fraction(-1, 2)]
    rounded = Dataset.from_features(circuit, [[0.1, 0.2]], [0], round_angles=True)
    assert abs(float(rounded.samples[0][0].vectors[0][1]) + np.sin(0.2)) < 1e-14
    for rows, labels, message in (
        ([[0]], [1], r"row 0 has 1 features and the circuit 2 parameters \(b, a\)"),
        ([[0, 0]], [], "1 rows and 0 labels"),
    ):
        with pytest.raises(InputError, match=message):
            Dataset.from_features(circuit, rows, labels)


def test_gates_that_are_exact_together() -> None:
    """A Toffoli gate and two T gates prepare exact states; a float near π/2 is not taken for it
    unless rounding is asked for.
    """
    toffoli = State.from_circuit("qubit[3] q; x q[0]; x q[1]; ccx q[0], q[1], q[2];")
    assert toffoli.amplitudes == ((0, 0),) * 7 + ((1, 0),)
    assert State.from_circuit("qubit[2] q; h q[0]; t q[0]; t q[0]; cx q[0], q[1];").amplitudes == (
        (1, 0),
        (0, 0),
        (0, 0),
        (0, 1),
    )
    with pytest.raises(InputError, match="round_angles=True"):
        State.from_circuit("qubit q; rx(1.5707963267948966) q;")
    assert State.from_circuit(
        "qubit q; rx(1.5707963267948966) q;", round_angles=True
    ) == State.bloch([(0, -1, 0)])


def test_a_function_makes_the_circuit_of_a_row() -> None:
    """Features that enter in products are data: the message's advice, followed to the letter."""
    library = pytest.importorskip("qiskit.circuit.library")
    statevector = pytest.importorskip("qiskit.quantum_info").Statevector
    circuit, rows, labels = (
        library.pauli_feature_map(2, paulis=["Z", "XX"]),
        [[0.3, 1.25], [-0.5, 2.0]],
        [0, 1],
    )
    with pytest.raises(
        InputError,
        match=r"Dataset.from_features\(lambda row: circuit.assign_parameters\(row\), rows, labels",
    ):
        QNN.from_circuit(circuit, "ZZ")
    data = Dataset.from_features(circuit.assign_parameters, rows, labels, round_angles=True)
    for row, (state, _) in zip(rows, data.samples, strict=True):
        expected = statevector(circuit.assign_parameters(row)).data.reshape(2, 2).T.reshape(-1)
        rho = state.to_density().to_numpy()
        assert abs((expected.conj() @ rho @ expected).real - 1) < 1e-12
