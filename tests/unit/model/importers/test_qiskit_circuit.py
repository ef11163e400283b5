"""Qiskit circuits as objects against Qiskit's own statevectors.

Modules: model/clifford, model/importers/from_circuit, model/importers/listing,
model/importers/floats.
"""

from typing import Any

import numpy as np
import pytest

from symqnn.errors import DimensionError, InputError
from symqnn.expansion.output import evaluate_numeric
from symqnn.model.qnn import QNN
from symqnn.model.state import State

qiskit = pytest.importorskip("qiskit", reason="Qiskit is the framework that is read")
import qiskit.circuit.library as library  # noqa: E402
from qiskit import QuantumCircuit, QuantumRegister, transpile  # noqa: E402
from qiskit.circuit import Gate, Parameter, ParameterVector  # noqa: E402
from qiskit.circuit.library import PauliEvolutionGate  # noqa: E402
from qiskit.quantum_info import SparsePauliOp, Statevector, random_clifford  # noqa: E402

TOLERANCE = 1e-10


def observable(qubits: int, seed: int = 1) -> Any:
    """A few words of every kind with coefficients that are decimals."""
    source = np.random.default_rng(seed)
    words = {
        "".join(source.choice(list("IXYZ"), qubits)): float(source.integers(-9, 9)) / 10
        for _ in range(6)
    }
    return SparsePauliOp.from_list([("Z" * qubits, 0.7), *words.items()])


def assert_agrees(circuit: Any, operator: Any = None, points: int = 5, **options: Any) -> QNN:
    """Read the object and compare with Qiskit's expectation values at random points."""
    operator = observable(circuit.num_qubits) if operator is None else operator
    network = QNN.from_circuit(circuit, operator, **options)
    names = [parameter.name for parameter in circuit.parameters]
    plain = circuit.remove_final_measurements(inplace=False)
    for values in np.random.default_rng(0).uniform(-4, 4, (points, len(names))):
        expected = Statevector(plain.assign_parameters(values)).expectation_value(operator).real
        given = dict(zip(names, values, strict=True))
        given |= {f"pi*{name}": np.pi * value for name, value in given.items()}
        theta = [given[name] for name in network.parameters]
        assert (
            abs(evaluate_numeric(network, State.zero(circuit.num_qubits), theta) - expected)
            < TOLERANCE
        )
    return network


HAMILTONIAN = SparsePauliOp(["IZZ", "ZZI", "XII", "IXI"], [0.5, -1.5, 1, 0.25])
T, S = Parameter("t"), Parameter("s")
# fixed angles that are no rational points
CONSTANTS = {"zz_feature_map bound": 3, "pauli_two_design": 1}


def reuploading() -> Any:
    circuit, x, w = QuantumCircuit(2), ParameterVector("x", 2), ParameterVector("w", 6)
    for layer in range(3):
        for q in range(2):
            circuit.ry(w[2 * layer + q] + x[q] / 2, q)
            circuit.rz(x[q], q)
        circuit.cx(0, 1)
    return circuit


LIBRARY = {
    "real_amplitudes": lambda: library.real_amplitudes(3, reps=2),
    "real_amplitudes class": lambda: library.RealAmplitudes(3, reps=1),
    "efficient_su2": lambda: library.efficient_su2(3, reps=1),
    "two_local crx": lambda: library.n_local(3, "ry", "crx", reps=1),
    "two_local rzz": lambda: library.n_local(3, ["ry", "rz"], "rzz", reps=1),
    "two_local cz": lambda: library.n_local(3, "rx", "cz", reps=1, entanglement="circular"),
    "n_local u cry": lambda: library.n_local(2, "u", "cry", reps=1),
    "n_local rxx": lambda: library.n_local(3, "rz", "rxx", reps=1),
    "excitation_preserving iswap": lambda: library.excitation_preserving(3, reps=1),
    "excitation_preserving fsim": lambda: library.excitation_preserving(3, mode="fsim", reps=1),
    "pauli_two_design": lambda: library.pauli_two_design(3, reps=2, seed=1),
    "z_feature_map": lambda: library.z_feature_map(3, reps=2),
    "zz_feature_map bound": lambda: _with(
        library.zz_feature_map(2, reps=1).assign_parameters([0.3, 0.7])
    ),
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
    "pauli evolution": lambda: _evolution(PauliEvolutionGate(HAMILTONIAN, time=T)),
    "pauli evolution of a word": lambda: _evolution(
        PauliEvolutionGate(SparsePauliOp("XYZ"), time=2 * T + S)
    ),
    "reuploading": reuploading,
    "transpiled": lambda: transpile(
        library.real_amplitudes(3, reps=1), basis_gates=["rz", "sx", "x", "cx"]
    ),
    "transpiled crx": lambda: transpile(
        library.n_local(2, "ry", "crx", reps=1),
        basis_gates=["rz", "sx", "x", "cx"],
        optimization_level=1,
    ),
}


def _with(circuit: Any) -> Any:
    circuit.ry(T, 0)
    return circuit


def _evolution(gate: Any) -> Any:
    circuit = QuantumCircuit(gate.num_qubits)
    for q in range(gate.num_qubits):
        circuit.ry(Parameter(f"a{q}"), q)
    circuit.append(gate, range(gate.num_qubits))
    circuit.rx(S - T, 0)
    return circuit


@pytest.mark.parametrize("name", LIBRARY)
def test_library_circuit(name: str) -> None:
    circuit = LIBRARY[name]()
    if name == "pauli evolution":
        circuit = circuit.decompose(
            "PauliEvolution"
        )  # Qiskit's statevector takes the exact exponential
        assert repr(QNN.from_circuit(LIBRARY[name](), "ZZZ")) == repr(
            QNN.from_circuit(circuit, "ZZZ")
        )
    network = assert_agrees(circuit)
    assert len(network.constants) == CONSTANTS.get(name, 0)
    if network.constants:
        assert assert_agrees(circuit, round_angles=True).constants == ()


def test_order_of_qubits_and_names() -> None:
    circuit = QuantumCircuit(QuantumRegister(1, "b"), QuantumRegister(2, "a"))
    z, a = Parameter("z"), ParameterVector("a", 11)
    circuit.ry(a[10], 0)
    circuit.rx(a[2] - 0.5 * z, 2)
    circuit.h(1)
    network = assert_agrees(circuit, SparsePauliOp.from_list([("IIZ", 1), ("YXI", 0.25)]))
    assert network.parameters == ("a[2]", "a[10]", "z")
    assert repr(network.generators) == "(1/2*YII, 1/2*IIX)"
    assert repr(network.observable) == "1/4*IZY + ZII"


def test_controlled_annotated_and_own_gates() -> None:
    circuit = QuantumCircuit(4)
    inner = QuantumCircuit(2, name="mine", global_phase=0.5 * T)
    inner.rx(T, 0)
    inner.cx(0, 1)
    inner.rz(2 * T, 1)
    own = inner.to_gate()
    other = inner.assign_parameters({T: Parameter("v")}).to_gate()
    for q in range(4):
        circuit.h(q)
        circuit.ry(Parameter(f"a{q}"), q)
    circuit.append(own, [3, 1])
    circuit.append(own.control(1, ctrl_state=0), [0, 2, 3])
    circuit.append(other.control(1, annotated=True), [1, 0, 2])
    circuit.append(other.inverse(annotated=True), [0, 1])
    circuit.append(library.RXGate(S).control(2), [0, 1, 2])
    circuit.append(library.XGate().control(2, ctrl_state=1), [0, 1, 2])
    circuit.append(library.U3Gate(S, Parameter("w"), 0.5).control(1), [0, 2])
    circuit.append(random_clifford(3, seed=2), [1, 2, 3])
    circuit.append(library.SGate().power(2, annotated=True), [0])
    assert_agrees(circuit, round_angles=True)


def test_a_gate_that_only_has_the_name_of_another() -> None:
    imposter = QuantumCircuit(1, name="h")
    imposter.x(0)
    circuit = QuantumCircuit(1)
    circuit.append(imposter.to_gate(), [0])
    circuit.rz(T, 0)
    circuit.rx(S, 0)
    assert_agrees(circuit)


def test_what_is_read_past_and_said() -> None:
    from symqnn.model.importers.from_circuit import read_circuit

    circuit = QuantumCircuit(2, 2)
    circuit.reset(0)
    circuit.rx(T, 0)
    circuit.rz(np.pi / 2, 0)
    circuit.barrier()
    circuit.ry(np.pi * S, 1)
    circuit.measure([0, 1], [0, 1])
    read = read_circuit(circuit)
    assert (read.parameters, read.unused) == (("pi*s", "t"), ())
    told = " ".join(read.notes)
    assert (
        "final measurements are read past" in told and "multiple of pi" in told and "resets" in told
    )
    assert_agrees(circuit.remove_final_measurements(inplace=False).decompose(["none"]))


def test_numbers_can_be_trained() -> None:
    circuit = QuantumCircuit(1)
    circuit.rx(0.3, 0)
    circuit.u(0.1, np.pi / 2, 0.2, 0)
    with pytest.raises(InputError, match=r"no rotation has a parameter.*train_numbers=True"):
        QNN.from_circuit(circuit, "Z")
    assert QNN.from_circuit(circuit, "Z", train_numbers=True).parameters == ("rx_0", "u_1", "u_1_2")


def test_every_problem_in_one_message() -> None:
    circuit = QuantumCircuit(2, 1)
    circuit.rx(T * S, 0)
    circuit.t(1)
    circuit.measure(0, 0)
    with circuit.if_test((0, 1)):
        circuit.x(1)
    circuit.append(Gate("mystery", 1, []), [1])
    circuit.rx(T, 0)
    with pytest.raises(InputError) as caught:
        QNN.from_circuit(circuit, "ZZ")
    told = str(caught.value)
    for part in (
        "4 places",
        "not affine in s",
        "control flow",
        "gate mystery",
        "after its measurement",
    ):
        assert part in told, part


@pytest.mark.parametrize(
    ("operator", "error", "message"),
    [
        (SparsePauliOp("ZZZ"), DimensionError, "3 qubits and the circuit on 1.*apply_layout"),
        (SparsePauliOp("Z", [1j]), InputError, "not real"),
        (SparsePauliOp("Z", [0]), InputError, "zero"),
        (library.XGate(), InputError, "observable is Instruction"),
        (None, InputError, "observable is None"),
        (5, InputError, "observable is 5"),
        ("ZZ", DimensionError, "2 qubits"),
    ],
)
def test_bad_observables(operator: Any, error: type[Exception], message: str) -> None:
    circuit = QuantumCircuit(1)
    circuit.rx(T, 0)
    with pytest.raises(error, match=message):
        QNN.from_circuit(circuit, operator)


@pytest.mark.parametrize("make", [library.zz_feature_map, library.pauli_feature_map])
def test_products_of_features_are_read_once_they_are_numbers(make: Any) -> None:
    """Each message says what works next, and it works."""
    features = make(2)
    circuit = features.copy()
    circuit.rx(T, 0)
    circuit.ry(T, 1)
    with pytest.raises(
        InputError,
        match=r"is not affine in x\[0\]; features are data, given as rows: Dataset.from_features\(",
    ) as refused:
        QNN.from_circuit(circuit, "ZZ")
    assert "round_angles=True" in str(refused.value)
    bound = circuit.assign_parameters(dict(zip(features.parameters, [0.3, 0.7], strict=True)))
    assert len(assert_agrees(bound).constants) == 3
    assert assert_agrees(bound, round_angles=True).parameters == ("t",)


def test_something_that_is_no_circuit() -> None:
    with pytest.raises(InputError, match="a Qiskit QuantumCircuit, a PennyLane QNode"):
        QNN.from_circuit(5, "Z")
    with pytest.raises(InputError, match="no rotation has a parameter"):
        QNN.from_circuit(QuantumCircuit(1), "Z")
