"""States and datasets prepared by circuits, against matrices."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from symqnn.errors import ExactnessError, InputError, SizeError
from symqnn.model.dataset import Dataset
from symqnn.model.state import ProductState, State

pytest.importorskip("openqasm3", reason="the parser of OpenQASM")

HEAD = "input float x; input float y; qubit[3] q; "


def matrix_state(text: str, values: dict[str, float], qubits: int) -> Any:
    """The state by Qiskit's simulator, first qubit the most significant."""
    pytest.importorskip("qiskit", reason="Qiskit gives the reference states")
    pytest.importorskip("qiskit_qasm3_import", reason="Qiskit reads the text")
    from qiskit import qasm3
    from qiskit.quantum_info import Statevector

    circuit = qasm3.loads('include "stdgates.inc"; ' + text)
    vector = Statevector(circuit.assign_parameters(values)).data
    return vector.reshape([2] * qubits).transpose(range(qubits)[::-1]).reshape(-1)


@pytest.mark.parametrize(
    "body",
    [
        "h q[0]; cx q[0], q[1]; ry(x) q[2]; cx q[2], q[0]; rz(2*y) q[1]; sx q[1];",
        "rx(x) q[0]; ry(x - y) q[1]; crz(2*x) q[0], q[2]; y q[2]; swap q[0], q[2]; cy q[1], q[0];",
        "rx(pi) q[0]; rz(x) q[0]; ry(y) q[1]; rz(-x) q[1]; h q[2];",
    ],
)
def test_prepared_states(body: str) -> None:
    values = {"x": "2*atan(1/2)", "y": "4*atan(2/3) + pi/2"}
    state = State.from_circuit(HEAD + body, values)
    numbers = {"x": 2 * np.arctan(0.5), "y": 4 * np.arctan(2 / 3) + np.pi / 2}
    vector = matrix_state(HEAD + body, numbers, 3)
    assert np.abs(state.to_density().to_numpy() - np.outer(vector, vector.conj())).max() < 1e-12


def test_single_qubits_give_a_product_state_of_any_size() -> None:
    state = State.from_circuit("qubit[50] q; h q; s q[3];")
    assert isinstance(state, ProductState)
    assert state.vectors[3] == (Fraction(0), Fraction(1), Fraction(0))
    with pytest.raises(SizeError, match="50 of them"):
        State.from_circuit("qubit[50] q; h q; cx q[0], q[1];")


def test_rounded_angles() -> None:
    text = "input float x; qubit q; rx(x) q; ry(0.25) q;"
    with pytest.raises(InputError, match=r"about Y by 1/4 has no rational cos and sin.*round_angles=True"):
        State.from_circuit(text, {"x": 0})
    x, y, z = (float(part) for part in State.from_circuit(text, {"x": 0.3}, round_angles=True).vectors[0])
    assert np.allclose([x, y, z], [np.sin(0.25) * np.cos(0.3), -np.sin(0.3), np.cos(0.25) * np.cos(0.3)], atol=1e-14)
    assert State.from_circuit(text.replace("0.25", "0"), {"x": np.pi / 2}, round_angles=True).vectors == ((0, -1, 0),)


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
