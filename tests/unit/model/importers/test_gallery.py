"""Circuits that people use, as objects and as text: each that is read agrees with its framework at
random points.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from symqnn.errors import InputError
from symqnn.expansion.output import evaluate_numeric
from symqnn.model.qnn import QNN
from symqnn.model.state import State

qiskit = pytest.importorskip("qiskit", reason="Qiskit builds the circuits")
import qiskit.circuit.library as library  # noqa: E402
from qiskit import QuantumCircuit, qasm2, qasm3, transpile  # noqa: E402
from qiskit.circuit import Parameter  # noqa: E402
from qiskit.quantum_info import SparsePauliOp, Statevector  # noqa: E402

TOLERANCE = 1e-10
N = 4
CHAIN = [(3, 2), (2, 1), (1, 0)]
RING = [(3, 0), (2, 3), (1, 2), (0, 1)]
OTHER_RING = [(3, 2), (0, 3), (1, 0), (2, 1)]
PAIRS = [(1, 0), (3, 2)]
ALL = [(i, j) for i in range(N - 1, -1, -1) for j in range(N - 1, -1, -1) if i != j]


class Builder:
    """Gates with a new parameter each."""

    def __init__(self) -> None:
        self.circuit = QuantumCircuit(N)
        self.names: Iterator[str] = (f"p{k:03d}" for k in range(1000))

    def turn(self, *gates: str, qubits: Any = range(N)) -> "Builder":
        for gate in gates:
            for qubit in qubits:
                getattr(self.circuit, gate)(
                    *([] if gate == "h" else [Parameter(next(self.names))]), qubit
                )
        return self

    def link(self, gate: str, pairs: Any) -> "Builder":
        for pair in pairs:
            getattr(self.circuit, gate)(
                *([] if gate in ("cx", "cz") else [Parameter(next(self.names))]), *pair
            )
        return self


# the circuits 1 to 19 of Sim, Johnson and Aspuru-Guzik (2019), one layer on four qubits
SIM: dict[int, Callable[[], Builder]] = {
    1: lambda: Builder().turn("rx", "rz"),
    2: lambda: Builder().turn("rx", "rz").link("cx", CHAIN),
    3: lambda: Builder().turn("rx", "rz").link("crz", CHAIN),
    4: lambda: Builder().turn("rx", "rz").link("crx", CHAIN),
    5: lambda: Builder().turn("rx", "rz").link("crz", ALL).turn("rx", "rz"),
    6: lambda: Builder().turn("rx", "rz").link("crx", ALL).turn("rx", "rz"),
    7: lambda: Builder().turn("rx", "rz").link("crz", PAIRS).turn("rx", "rz").link("crz", [(2, 1)]),
    8: lambda: Builder().turn("rx", "rz").link("crx", PAIRS).turn("rx", "rz").link("crx", [(2, 1)]),
    9: lambda: Builder().turn("h").link("cz", CHAIN).turn("rx"),
    10: lambda: Builder().turn("ry").link("cz", RING).turn("ry"),
    11: lambda: (
        Builder()
        .turn("ry", "rz")
        .link("cx", PAIRS)
        .turn("ry", "rz", qubits=(1, 2))
        .link("cx", [(2, 1)])
    ),
    12: lambda: (
        Builder()
        .turn("ry", "rz")
        .link("cz", PAIRS)
        .turn("ry", "rz", qubits=(1, 2))
        .link("cz", [(2, 1)])
    ),
    13: lambda: Builder().turn("ry").link("crz", RING).turn("ry").link("crz", OTHER_RING),
    14: lambda: Builder().turn("ry").link("crx", RING).turn("ry").link("crx", OTHER_RING),
    15: lambda: Builder().turn("ry").link("cx", RING).turn("ry").link("cx", OTHER_RING),
    16: lambda: Builder().turn("rx", "rz").link("crz", PAIRS).link("crz", [(2, 1)]),
    17: lambda: Builder().turn("rx", "rz").link("crx", PAIRS).link("crx", [(2, 1)]),
    18: lambda: Builder().turn("rx", "rz").link("crz", RING),
    19: lambda: Builder().turn("rx", "rz").link("crx", RING),
}
OPERATOR = SparsePauliOp(["ZZZZ", "XIYI", "IIZX", "YZXI", "IXII"], [0.7, -0.5, 1.1, 0.3, -1.3])


def assert_equal(
    network: QNN, circuit: Any, operator: Any, rename: Callable[[str], str] = str, points: int = 5
) -> QNN:
    """Compare with Qiskit's statevectors."""
    names = [parameter.name for parameter in circuit.parameters]
    for values in np.random.default_rng(0).uniform(-4, 4, (points, len(names))):
        expected = Statevector(circuit.assign_parameters(values)).expectation_value(operator).real
        given = {rename(name): value for name, value in zip(names, values, strict=True)}
        theta = [given[name] for name in network.parameters]
        assert (
            abs(evaluate_numeric(network, State.zero(circuit.num_qubits), theta) - expected)
            < TOLERANCE
        )
    return network


def pauli_text(operator: Any) -> str:
    """Qiskit's operator as a Pauli text, first qubit left."""
    terms = zip(operator.paulis.to_labels(), operator.coeffs.real.tolist(), strict=True)
    return " + ".join(f"{value}*{label[::-1]}" for label, value in terms).replace("+ -", "- ")


@pytest.mark.parametrize("number", SIM)
def test_sim_johnson_aspuru_guzik(number: int) -> None:
    """As an object, as OpenQASM 3, and with numbers as OpenQASM 2 whose numbers are trained."""
    circuit = SIM[number]().circuit
    assert_equal(QNN.from_circuit(circuit, OPERATOR), circuit, OPERATOR)
    assert_equal(
        QNN.from_circuit(qasm3.dumps(circuit), pauli_text(OPERATOR)), circuit, OPERATOR, points=2
    )
    values = [0.1 + 0.01 * k for k in range(len(circuit.parameters))]
    text = qasm2.dumps(circuit.assign_parameters(values))
    trained = QNN.from_circuit(text, pauli_text(OPERATOR), train_numbers=True)
    assert len(trained.parameters) == len(values)
    expected = Statevector(circuit.assign_parameters(values)).expectation_value(OPERATOR).real
    numbers = [0.1 + 0.01 * k for k in order_of_lines(text)]
    assert abs(evaluate_numeric(trained, State.zero(N), numbers) - expected) < TOLERANCE


def order_of_lines(text: str) -> list[int]:
    """The index k of the value 0.1 + 0.01·k in each line with a number."""
    import re

    found = [float(value) for value in re.findall(r"\(([0-9.]+)\)", text)]
    return [round((value - 0.1) * 100) for value in found]


HAMILTONIAN = SparsePauliOp(["IZZ", "ZZI", "XII", "IXI"], [0.5, -1.5, 1, 0.25])
LIBRARY = {
    "real_amplitudes": lambda: library.real_amplitudes(3, reps=2),
    "efficient_su2": lambda: library.efficient_su2(3, reps=1),
    "n_local crx": lambda: library.n_local(3, "ry", "crx", reps=1),
    "n_local rzz": lambda: library.n_local(3, ["ry", "rz"], "rzz", reps=1),
    "n_local u cry": lambda: library.n_local(2, "u", "cry", reps=1),
    "n_local rxx": lambda: library.n_local(3, "rz", "rxx", reps=1),
    "excitation_preserving": lambda: library.excitation_preserving(3, reps=1),
    "excitation_preserving fsim": lambda: library.excitation_preserving(3, mode="fsim", reps=1),
    "pauli_two_design": lambda: library.pauli_two_design(3, reps=2, seed=1),
    "z_feature_map": lambda: library.z_feature_map(3, reps=2),
    "qaoa_ansatz": lambda: library.qaoa_ansatz(SparsePauliOp(["IZZ", "ZZI", "ZIZ"]), reps=2),
    "qaoa_ansatz weighted": lambda: library.qaoa_ansatz(
        SparsePauliOp(["IZZ", "ZZI"], [0.5, -1.5]), reps=1
    ),
    "evolved_operator_ansatz": lambda: library.evolved_operator_ansatz(
        [SparsePauliOp("ZZX"), HAMILTONIAN], reps=1
    ),
    "hamiltonian_variational_ansatz": lambda: library.hamiltonian_variational_ansatz(
        HAMILTONIAN, reps=2
    ),
    "transpiled": lambda: transpile(
        library.efficient_su2(3, reps=1), basis_gates=["rz", "sx", "x", "cx"]
    ),
}


@pytest.mark.parametrize("name", LIBRARY)
def test_library_as_text(name: str) -> None:
    """Qiskit's library through its OpenQASM 3 exporter, which renames θ[0] to _θ_0_."""
    circuit = LIBRARY[name]()
    operator = SparsePauliOp.from_list(
        [("Z" * circuit.num_qubits, 0.7), ("X" + "Y" * (circuit.num_qubits - 1), 1.2)]
    )
    text = qasm3.dumps(circuit)
    network = QNN.from_circuit(text, pauli_text(operator))
    inputs = [
        line.removesuffix(";").split()[-1] for line in text.splitlines() if line.startswith("input")
    ]

    def rename(name: str) -> str:
        plain = "".join(character if character.isalnum() else "_" for character in name)
        return next(found for found in inputs if found in (plain, f"_{plain}"))

    assert_equal(network, circuit, operator, rename)


def test_what_stays_refused() -> None:
    """Angles that are products of features, and gates after measurements: one message each."""
    for reps, paulis in ((1, ["Z", "ZZ"]), (2, ["X", "YY"])):
        with pytest.raises(InputError, match="is not affine in"):
            QNN.from_circuit(library.pauli_feature_map(2, reps=reps, paulis=paulis), "ZZ")
