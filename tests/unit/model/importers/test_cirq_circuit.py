"""Cirq circuits as objects against Cirq's own simulator.

Modules: model/importers/symbols.
"""

from typing import Any

import numpy as np
import pytest
import sympy

from symqnn.errors import InputError
from symqnn.expansion.output import evaluate_numeric
from symqnn.model.importers.from_circuit import read_circuit
from symqnn.model.qnn import QNN
from symqnn.model.state import State

cirq = pytest.importorskip("cirq", reason="Cirq is the framework that is read")

TOLERANCE = 1e-10
Q = cirq.LineQubit.range(4)
A, B = sympy.symbols("a b")


def operator(qubits: Any) -> Any:
    total = 0.7 * cirq.Z(qubits[0]) - 1.3 * cirq.X(qubits[0])
    if len(qubits) > 1:
        total += 0.4 * cirq.X(qubits[0]) * cirq.Y(qubits[1]) + 1.1 * cirq.Z(qubits[0]) * cirq.Z(
            qubits[-1]
        )
    if len(qubits) > 2:
        total += 0.25 * cirq.Y(qubits[0]) * cirq.X(qubits[1]) * cirq.Z(qubits[2])
    return total


def assert_agrees(circuit: Any, **options: Any) -> QNN:
    qubits = sorted(circuit.all_qubits())
    target = operator(qubits)
    network = QNN.from_circuit(circuit, target, **options)
    simulator = cirq.Simulator(dtype=np.complex128)
    names = sorted(cirq.parameter_names(circuit))
    for values in np.random.default_rng(0).uniform(-2, 2, (5, len(names))):
        given = dict(zip(names, values.tolist(), strict=True))
        expected = simulator.simulate_expectation_values(circuit, target, given)[0].real
        given |= {f"pi*{name}": np.pi * value for name, value in given.items()}
        theta = [given[name] for name in network.parameters]
        assert abs(evaluate_numeric(network, State.zero(len(qubits)), theta) - expected) < TOLERANCE
    return network


def around(*operations: Any) -> Any:
    """The operations between rotations of all qubits."""
    before = [cirq.ry(sympy.Symbol(f"y{k}"))(qubit) for k, qubit in enumerate(Q)]
    after = [cirq.rx(sympy.Symbol(f"x{k}"))(qubit) for k, qubit in enumerate(Q[:2])]
    return cirq.Circuit(before, *operations, after)


GATES = {
    "toffoli": (cirq.CCX(*Q[:3]), cirq.CCZ(Q[3], Q[1], Q[0]) ** A),
    "rx": (cirq.rx(2 * A)(Q[0]), cirq.rz(A - B / 3)(Q[1])),
    "powers": (cirq.X(Q[0]) ** A, cirq.Y(Q[1]) ** (-A / 2), cirq.Z(Q[2]) ** (A + 0.5)),
    "two qubits": (
        cirq.XX(Q[0], Q[1]) ** A, cirq.YY(Q[2], Q[1]) ** B, cirq.ZZ(Q[0], Q[3]) ** (2 * A)),
    "controlled powers": (cirq.CZ(Q[0], Q[1]) ** A, cirq.CNOT(Q[2], Q[1]) ** B),
    "fixed": (
        cirq.H(Q[0]), cirq.S(Q[1]), cirq.CNOT(Q[0], Q[1]), cirq.SWAP(Q[1], Q[2]),
        cirq.ISWAP(Q[0], Q[3])),
    "swaps": (cirq.SWAP(Q[0], Q[1]) ** A, cirq.ISWAP(Q[1], Q[2]) ** B),
    "givens": (cirq.givens(A)(Q[0], Q[1]), cirq.ms(B)(Q[2], Q[1])),
    "fsim": (cirq.FSimGate(A, B)(Q[0], Q[1]),),
    "phased x": (cirq.PhasedXPowGate(phase_exponent=A, exponent=B)(Q[0]), cirq.PhasedXZGate(
        x_exponent=A, z_exponent=B, axis_phase_exponent=0.5)(Q[1])),
    "controlled": (
        cirq.ry(A)(Q[1]).controlled_by(Q[0]),
        cirq.ControlledGate(cirq.X**B, control_values=[0])(Q[2], Q[1])),
    "twice controlled": (
        cirq.ControlledGate(cirq.rz(A), 2, control_values=[1, 0])(Q[0], Q[1], Q[3]),),
    "pauli string": (
        cirq.PauliStringPhasor(cirq.X(Q[0]) * cirq.Z(Q[2]), exponent_neg=A, exponent_pos=0),
        cirq.PauliStringPhasor(
            -cirq.Y(Q[3]) * cirq.Z(Q[1]), exponent_neg=A, exponent_pos=B
        ).controlled_by(Q[0]),
    ),
    "tagged and nested": (
        cirq.CircuitOperation(cirq.FrozenCircuit(cirq.rx(A)(Q[0]), cirq.CZ(Q[0], Q[1]))),
        cirq.rx(B)(Q[3]).with_tags("t")),
}  # fmt: skip


@pytest.mark.parametrize("name", GATES)
def test_gates(name: str) -> None:
    assert_agrees(around(*GATES[name]))


INEXACT = {
    "t": (cirq.T(Q[0]), cirq.rx(0.3)(Q[1]), cirq.X(Q[2]) ** 0.25),
    "h to a power": (cirq.H(Q[0]) ** A,),
    "matrix": (cirq.MatrixGate(cirq.testing.random_unitary(2, random_state=3))(Q[0]),),
    "sycamore": (cirq.FSimGate(np.pi / 2, np.pi / 6)(Q[0], Q[1]),),
}


@pytest.mark.parametrize("name", INEXACT)
def test_fixed_angles_are_constants_or_rounded_on_request(name: str) -> None:
    circuit = around(*INEXACT[name])
    assert assert_agrees(circuit).constants
    assert assert_agrees(circuit, round_angles=True).constants == ()


def test_qaoa_and_names() -> None:
    gamma, beta = sympy.symbols("gamma beta")
    qubits = cirq.GridQubit.rect(2, 2)
    edges = [(0, 1), (1, 3), (3, 2), (2, 0)]
    circuit = cirq.Circuit(cirq.H.on_each(*qubits))
    circuit += [cirq.ZZ(qubits[i], qubits[j]) ** gamma for i, j in edges]
    circuit += [cirq.rx(2 * beta)(qubit) for qubit in qubits]
    circuit += cirq.measure(*qubits)
    assert QNN.from_circuit(circuit, operator(qubits)).parameters == ("beta", "pi*gamma")
    told = " ".join(read_circuit(circuit).notes)
    assert "read as angles pi*t" in told and "final measurements" in told
    assert_agrees(cirq.Circuit(circuit[:-1]))


def test_numbers_can_be_trained() -> None:
    circuit = cirq.Circuit(cirq.rx(0.3)(Q[0]), cirq.Z(Q[0]) ** 0.125, cirq.X(Q[0]))
    assert QNN.from_circuit(circuit, "Z", train_numbers=True).parameters == ("Rx_0", "ZPowGate_1")


def test_the_text_that_cirq_writes() -> None:
    circuit = cirq.Circuit(
        cirq.rx(0.3)(Q[0]), cirq.CZ(Q[0], Q[1]), cirq.ZZ(Q[1], Q[2]) ** 0.2, cirq.ry(0.7)(Q[2])
    )
    target = operator(Q[:3])
    expected = (
        cirq.Simulator(dtype=np.complex128).simulate_expectation_values(circuit, target)[0].real
    )
    pauli = "0.7*ZII - 1.3*XII + 0.4*XYI + 1.1*ZIZ + 0.25*YXZ"
    network = QNN.from_circuit(circuit.to_qasm(), pauli, round_angles=True, train_numbers=True)
    numbers = [float(name) for name in _numbers(circuit.to_qasm())]
    assert len(network.parameters) == len(numbers)
    assert (
        abs(evaluate_numeric(network, State.zero(3), numbers) - expected) < 1e-8
    )  # Cirq writes ten digits


def _numbers(text: str) -> list[float]:
    """The angles in the calls, as numbers; multiples of pi/2 left out."""
    import re

    found = [float(value) * np.pi for value in re.findall(r"pi\*(-?[0-9.]+)", text)]
    return [
        value for value in found if abs(value / (np.pi / 2) - round(value / (np.pi / 2))) > 1e-9
    ]


@pytest.mark.parametrize(
    ("operations", "message"),
    [
        ([cirq.rx(A * B)(Q[0])], "not affine in a"),
        ([cirq.rx(A)(Q[0]), cirq.X(Q[0]) ** A], "enters with a factor pi"),
        (
            [
                cirq.rx(A)(Q[0]),
                cirq.measure(Q[0], key="k"),
                cirq.X(Q[1]).with_classical_controls("k"),
            ],
            "classical control",
        ),
        ([cirq.rx(A)(Q[0]), cirq.depolarize(0.1)(Q[0])], "gate depolarize"),
        ([cirq.X(Q[0])], "no rotation has a parameter"),
        ([cirq.rx(A)(Q[0]), cirq.measure(Q[0]), cirq.X(Q[0])], "after its measurement"),
    ],
)
def test_refusals(operations: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        QNN.from_circuit(
            cirq.Circuit(operations),
            "ZZ" if len(cirq.Circuit(operations).all_qubits()) > 1 else "Z",
        )


def test_observables() -> None:
    circuit = cirq.Circuit(cirq.rx(A)(Q[0]), cirq.CNOT(Q[0], Q[1]))
    assert repr(QNN.from_circuit(circuit, cirq.Z(Q[1])).observable) == "ZZ"
    for target, message in (
        (cirq.Z(Q[3]), "does not have"),
        (1j * cirq.Z(Q[0]), "not real"),
        (cirq.H(Q[0]), "PauliSum"),
    ):
        with pytest.raises(InputError, match=message):
            QNN.from_circuit(circuit, target)
