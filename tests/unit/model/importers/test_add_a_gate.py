"""A new gate is one row: used as it is, controlled and inverted, against its matrix. A gate that
Qiskit does not have is added here.

Modules: model/importers/gates.
"""

import numpy as np
import pytest
from scipy.linalg import expm

from symqnn import QNN, State, expectation
from symqnn.model.importers import gates

X, Y = np.array([[0, 1], [1, 0]]), np.array([[0, -1j], [1j, 0]])
ONE = np.eye(2)


def toy(s, t):
    """First exp(-i s XY/2), then exp(-i 2t XI/2)."""
    return expm(-1j * t * np.kron(X, ONE)) @ expm(-0.5j * s * np.kron(X, Y))


# name: the row of a gate that is only tried here, None if it is in the table; its matrix, the
# first qubit as the left Kronecker factor
GATES = {
    "toy": (gates.Product("a b", (("XY", (0, 1), "a"), ("X", (0,), "2*b"))), toy),
}
ANGLES = {"s": 0.7, "t": -0.4, "u": 1.1, "v": 0.3}


@pytest.fixture
def _with_rows(monkeypatch):
    for name, (row, _) in GATES.items():
        if row:
            monkeypatch.setitem(gates._PRODUCTS, name, row)
    gates._standard_gates.cache_clear()
    yield
    gates._standard_gates.cache_clear()


@pytest.mark.usefixtures("_with_rows")
@pytest.mark.parametrize("modifier", ["", "inv @ ", "ctrl @ "])
@pytest.mark.parametrize("name", GATES)
def test_a_row_is_a_gate(name, modifier):
    pytest.importorskip("openqasm3")
    definition = gates.standard_gates()[name]
    names = list(ANGLES)[: len(definition.parameters)]
    values = [ANGLES[angle] for angle in names]
    matrix = GATES[name][1](*values)
    if modifier.startswith("inv"):
        matrix = matrix.conj().T
    if modifier.startswith("ctrl"):
        zero = np.zeros_like(matrix)
        matrix = np.block([[np.eye(len(matrix)), zero], [zero, matrix]])
    qubits = len(matrix).bit_length() - 1
    places = ", ".join(f"q[{k}]" for k in range(qubits))
    inputs = "".join(f"input float {angle}; " for angle in names)
    program = f'OPENQASM 3; include "stdgates.inc"; {inputs}qubit[{qubits}] q; '
    call = f"{modifier}{name}({', '.join(names)}) {places};"
    qnn = QNN.from_circuit(program + call, f"{'Z' * (qubits - 1)}Y + X{'I' * (qubits - 1)}")
    # the first qubit in the state (|0> + |1>)/sqrt 2, the others in 0.8 |0> + 0.6 |1>
    vectors = [(1, 0, 0), *[("24/25", 0, "7/25")] * (qubits - 1)]
    state, observable = np.sqrt(0.5) * np.ones(2), np.diag([1, -1])
    for _ in range(qubits - 1):
        state = np.kron(state, [0.8, 0.6])
    for _ in range(qubits - 2):
        observable = np.kron(observable, np.diag([1, -1]))
    observable = np.kron(observable, Y) + np.kron(X, np.eye(2 ** (qubits - 1)))
    expected = (matrix @ state).conj() @ observable @ matrix @ state
    exact = expectation(qnn, State.bloch(vectors))
    assert float(exact.numeric(values)) == pytest.approx(expected.real, abs=1e-12)


def test_every_gate_has_a_matrix_to_be_compared_with():
    library = pytest.importorskip("qiskit.circuit.library")
    known = {*library.get_standard_gate_name_mapping(), *GATES}
    # OpenQASM's own names, in tests/unit/model/importers/test_qasm.py
    known |= {"CX", "U", "phase", "cphase", "c3x", "c4x", "c3sqrtx", "u0"}
    known |= {"u1", "u2", "u3", "cu1", "cu3"}
    assert set(gates.standard_gates()) <= known
