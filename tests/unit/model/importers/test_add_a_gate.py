"""A new gate is one row: a toy gate, used as it is, controlled and inverted, against its matrix.

Modules: model/importers/gates.
"""

import numpy as np
import pytest
from scipy.linalg import expm

from symqnn import QNN, State, expectation
from symqnn.model.importers import gates

X, Y = np.array([[0, 1], [1, 0]]), np.array([[0, -1j], [1j, 0]])
# this row is all that is added
RXY = gates.Product("a b", (("XY", (0, 1), "a"), ("X", (0,), "2*b")))
PROGRAM = 'OPENQASM 3; include "stdgates.inc"; input float s; input float t; qubit[3] q; {call};'


@pytest.fixture
def _with_toy_gate(monkeypatch):
    monkeypatch.setitem(gates._PRODUCTS, "rxy", RXY)
    gates._standard_gates.cache_clear()
    yield
    gates._standard_gates.cache_clear()


@pytest.mark.usefixtures("_with_toy_gate")
@pytest.mark.parametrize(
    "call",
    ["rxy(s, t) q[1], q[2]", "inv @ rxy(s, t) q[1], q[2]", "ctrl @ rxy(s, t) q[0], q[1], q[2]"],
)
def test_a_row_is_a_gate(call):
    s, t = 0.7, -0.4
    pytest.importorskip("openqasm3")
    rotation = expm(-0.5j * 2 * t * np.kron(X, np.eye(2))) @ expm(-0.5j * s * np.kron(X, Y))
    if call.startswith("inv"):
        rotation = rotation.conj().T
    on_zero = np.eye(4) if call.startswith("ctrl") else rotation
    unitary = np.block([[on_zero, np.zeros((4, 4))], [np.zeros((4, 4)), rotation]])
    plus = np.kron([1, 1], np.kron([1, 0], [1, 0])) / np.sqrt(2)
    observable = np.kron(np.diag([1, -1]), np.kron(np.diag([1, -1]), Y)) + np.kron(X, np.eye(4))
    expected = (unitary @ plus).conj() @ observable @ unitary @ plus
    qnn = QNN.from_circuit(PROGRAM.format(call=call), "ZZY + XII")
    exact = expectation(qnn, State.bloch([(1, 0, 0), (0, 0, 1), (0, 0, 1)]))
    assert float(exact.numeric([s, t])) == pytest.approx(expected.real, abs=1e-12)
