"""pytket circuits as objects against pytket's own statevectors."""

from typing import Any

import numpy as np
import pytest
import sympy

from symqnn.errors import InputError
from symqnn.expansion.output import evaluate_numeric
from symqnn.model.qnn import QNN
from symqnn.model.state import State

pytket = pytest.importorskip("pytket", reason="pytket is the framework that is read")
from pytket.circuit import CircBox, Circuit, OpType, PauliExpBox, Qubit  # noqa: E402
from pytket.pauli import Pauli, QubitPauliString  # noqa: E402
from pytket.utils import QubitPauliOperator  # noqa: E402

TOLERANCE = 1e-10
A, B, C = sympy.symbols("a b c")


def operator(qubits: int) -> Any:
    def string(letters: dict[int, Any]) -> Any:
        return QubitPauliString({Qubit(q): letter for q, letter in letters.items()})

    words = {string({0: Pauli.Z}): 0.7, string({0: Pauli.X}): -1.3}
    if qubits > 2:
        words |= {
            string({0: Pauli.X, 1: Pauli.Y}): 0.4,
            string({1: Pauli.Y, 2: Pauli.X, 0: Pauli.Z}): 1.1,
        }
    return QubitPauliOperator(words)


def assert_agrees(circuit: Any, **options: Any) -> QNN:
    target = operator(circuit.n_qubits)
    network = QNN.from_circuit(circuit, target, **options)
    symbols = sorted(circuit.free_symbols(), key=str)
    for values in np.random.default_rng(0).uniform(-2, 2, (5, len(symbols))):
        bound = circuit.copy()
        bound.symbol_substitution(dict(zip(symbols, values.tolist(), strict=True)))
        expected = target.state_expectation(bound.get_statevector(), bound.qubits).real
        given = {
            f"pi*{symbol}": np.pi * value for symbol, value in zip(symbols, values, strict=True)
        }
        theta = [given[name] for name in network.parameters]
        assert (
            abs(evaluate_numeric(network, State.zero(circuit.n_qubits), theta) - expected)
            < TOLERANCE
        )
    return network


def prepared(qubits: int = 3) -> Any:
    circuit = Circuit(qubits)
    for q in range(qubits):
        circuit.Rx(sympy.Symbol(f"x{q}"), q)
        circuit.Ry(sympy.Symbol(f"y{q}"), q)
    return circuit


OPERATIONS = [
    (OpType.Rx, [2 * A], 1), (OpType.Ry, [A - B / 3], 1), (OpType.Rz, [-A + 0.5], 1),
    (OpType.U1, [A], 1),
    (OpType.U2, [A, B], 1), (OpType.U3, [A, B, 2 * B], 1), (OpType.TK1, [A, B, C], 1),
    (OpType.PhasedX, [A, B], 1),
    (OpType.V, [], 1), (OpType.Vdg, [], 1), (OpType.SX, [], 1), (OpType.H, [], 1),
    (OpType.Sdg, [], 1),
    (OpType.CX, [], 2), (OpType.CY, [], 2), (OpType.CZ, [], 2), (OpType.SWAP, [], 2),
    (OpType.ECR, [], 2),
    (OpType.ISWAPMax, [], 2), (OpType.ZZMax, [], 2), (OpType.CRx, [A], 2), (OpType.CRy, [A], 2),
    (OpType.CRz, [A], 2),
    (OpType.CU1, [A], 2), (OpType.CU3, [A, B, C], 2), (OpType.XXPhase, [2 * A], 2),
    (OpType.YYPhase, [A], 2),
    (OpType.ZZPhase, [A], 2), (OpType.TK2, [A, B, C], 2), (OpType.ISWAP, [A], 2),
    (OpType.ESWAP, [A], 2),
    (OpType.FSim, [A, B], 2), (OpType.PhasedISWAP, [A, B], 2), (OpType.XXPhase3, [A], 3),
    (OpType.BRIDGE, [], 3),
    (OpType.PhaseGadget, [A], 3), (OpType.NPhasedX, [A, B], 3), (OpType.CnRy, [A], 3),
    (OpType.CnRx, [A], 3),
    (OpType.CnRz, [2 * A], 3), (OpType.CS, [], 2), (OpType.CSX, [], 2), (OpType.CCX, [], 3),
    (OpType.CSWAP, [], 3),
    (OpType.CnX, [], 3), (OpType.CnZ, [], 3), (OpType.CnY, [], 3),
]  # fmt: skip
INEXACT = [
    (OpType.T, [], 1), (OpType.Tdg, [], 1), (OpType.CH, [], 2), (OpType.CV, [], 2),
    (OpType.CVdg, [], 2),
    (OpType.Sycamore, [], 2), (OpType.Rx, [0.3], 1),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "angles", "size"), OPERATIONS, ids=lambda value: getattr(value, "name", "")
)
def test_operation(kind: Any, angles: Any, size: int) -> None:
    circuit = prepared()
    circuit.add_gate(kind, angles, [2, 0, 1][:size])
    assert_agrees(circuit)


@pytest.mark.parametrize(
    ("kind", "angles", "size"), INEXACT, ids=lambda value: getattr(value, "name", "")
)
def test_inexact_operation(kind: Any, angles: Any, size: int) -> None:
    circuit = prepared()
    circuit.add_gate(kind, angles, [2, 0, 1][:size])
    assert assert_agrees(circuit).constants
    assert assert_agrees(circuit, round_angles=True).constants == ()


def test_boxes() -> None:
    inner = Circuit(2).Rx(A, 0).CX(0, 1).Rz(2 * A, 1)
    circuit = prepared()
    circuit.add_circbox(CircBox(inner), [2, 0])
    circuit.add_pauliexpbox(PauliExpBox([Pauli.X, Pauli.Y, Pauli.Z], B), [1, 2, 0])
    network = assert_agrees(circuit)
    assert network.parameters[:2] == ("pi*a", "pi*b")


def test_numbers_and_ends() -> None:
    circuit = Circuit(1, 1).Rx(0.3, 0).Rz(0.5, 0).Measure(0, 0)
    assert QNN.from_circuit(circuit, "Z", train_numbers=True).parameters == ("Rx_0",)


def test_the_text_that_pytket_writes() -> None:
    from pytket.qasm import circuit_to_qasm_str

    circuit = (
        Circuit(3)
        .Rx(0.3, 0)
        .CX(0, 1)
        .CRy(0.7, 1, 2)
        .add_gate(OpType.XXPhase, [0.15], [0, 2])
        .U3(0.1, 0.2, 0.3, 1)
    )
    text = circuit_to_qasm_str(circuit)
    expected = operator(3).state_expectation(circuit.get_statevector(), circuit.qubits).real
    network = QNN.from_circuit(text, "0.7*ZII - 1.3*XII + 0.4*XYI + 1.1*ZYX", train_numbers=True)
    numbers = np.pi * np.array([0.3, 0.7, 0.15, 0.1, 0.2, 0.3])
    assert abs(evaluate_numeric(network, State.zero(3), numbers) - expected) < TOLERANCE


@pytest.mark.parametrize(
    ("circuit", "observable", "message"),
    [
        (Circuit(1).Rx(A * B, 0), "Z", "not affine in a"),
        (Circuit(1).Rx(0.5, 0), "Z", "no rotation has a parameter"),
        (Circuit(1, 1).Rx(A, 0).Measure(0, 0).X(0), "Z", "after its measurement"),
        (Circuit(1, 1).Rx(A, 0).X(0, condition_bits=[0], condition_value=1), "Z", "Conditional"),
        (Circuit(1).Rx(A, 0), operator(3), "does not have"),
        (Circuit(1).Rx(A, 0), QubitPauliString({Qubit(0): Pauli.I}), None),
    ],
)
def test_refusals(circuit: Any, observable: Any, message: str | None) -> None:
    if message is None:
        assert repr(QNN.from_circuit(circuit, observable).observable) == "I"
        return
    with pytest.raises(InputError, match=message):
        QNN.from_circuit(circuit, observable)
