"""PennyLane QNodes and tapes against PennyLane's own simulator.

Modules: model/importers/pennylane_arguments.
"""

from typing import Any

import numpy as np
import pytest

from symqnn.errors import InputError
from symqnn.expansion.output import evaluate_numeric
from symqnn.model.importers.from_circuit import read_circuit
from symqnn.model.qnn import QNN
from symqnn.model.state import State

qml = pytest.importorskip("pennylane", reason="PennyLane is the framework that is read")

TOLERANCE = 1e-10
N = 4


def hamiltonian() -> Any:
    words = [
        qml.Z(0) @ qml.Z(1),
        qml.X(1) @ qml.Y(3),
        qml.Z(2),
        qml.Y(0) @ qml.X(2) @ qml.Z(3),
        qml.X(0),
    ]
    return qml.Hamiltonian([0.7, -0.4, 1.1, 0.3, 0.25], words)


def assert_agrees(function: Any, shapes: Any, points: int = 5, **options: Any) -> QNN:
    """Read the QNode of a function and compare with its own values at random points."""
    node = qml.QNode(function, qml.device("default.qubit", wires=N))
    network = QNN.from_circuit(node, arguments=[np.ones(shape) for shape in shapes], **options)
    names = list(dict.fromkeys(function.__code__.co_varnames))[: len(shapes)]
    source = np.random.default_rng(0)
    for _ in range(points):
        values = [source.uniform(-3, 3, shape) for shape in shapes]
        given = {}
        for name, array in zip(names, values, strict=True):
            for index in np.ndindex(*array.shape):
                key = name + "".join(f"[{k}]" for k in index)
                given[key], given[f"pi*{key}"] = float(array[index]), np.pi * float(array[index])
        theta = [given[name] for name in network.parameters]
        expected = float(node(*values))
        assert abs(evaluate_numeric(network, State.zero(N), theta) - expected) < TOLERANCE
    return network


def _template(make: Any) -> Any:
    def circuit(w: Any) -> Any:
        for q in range(N):
            qml.RY(0.5 * np.pi, wires=q)
        make(w)
        return qml.expval(hamiltonian())

    return circuit


WIRES = range(N)
DATA = np.array([0.3, -0.7, 1.25, 0.5])
TEMPLATES = {
    "StronglyEntanglingLayers": ((2, N, 3), lambda w: qml.StronglyEntanglingLayers(w, wires=WIRES)),
    "BasicEntanglerLayers": ((2, N), lambda w: qml.BasicEntanglerLayers(w, wires=WIRES)),
    "SimplifiedTwoDesign": (
        (2, N - 1, 2),
        lambda w: qml.SimplifiedTwoDesign(np.zeros(N), w, wires=WIRES),
    ),
    "RandomLayers": ((2, 4), lambda w: qml.RandomLayers(w, wires=WIRES, seed=3)),
    "QAOAEmbedding": ((1, 2 * N), lambda w: qml.QAOAEmbedding(np.zeros(N), w, wires=WIRES)),
    "IQPEmbedding of data": (
        (2,),
        lambda w: (
            qml.IQPEmbedding(DATA, wires=WIRES, n_repeats=2),
            qml.RX(w[0], 0),
            qml.RY(w[1], 1),
        ),
    ),
    "QAOAEmbedding of data": ((2, 2 * N), lambda w: qml.QAOAEmbedding(DATA, w, wires=WIRES)),
    "AngleEmbedding": ((N,), lambda w: qml.AngleEmbedding(w, wires=WIRES, rotation="Y")),
    "UCCSD": (
        (3,),
        lambda w: qml.UCCSD(
            w, WIRES, [[0, 1, 2], [1, 2, 3]], [[[0, 1], [2, 3]]], np.array([1, 1, 0, 0])
        ),
    ),
    "ParticleConservingU1": (
        (1, N - 1, 2),
        lambda w: qml.ParticleConservingU1(w, wires=WIRES, init_state=[1, 1, 0, 0]),
    ),
    "ParticleConservingU2": (
        (1, 2 * N - 1),
        lambda w: qml.ParticleConservingU2(w, wires=WIRES, init_state=[1, 1, 0, 0]),
    ),
    "AllSinglesDoubles": (
        (2,),
        lambda w: qml.AllSinglesDoubles(w, WIRES, np.array([1, 1, 0, 0]), [[0, 2]], [[0, 1, 2, 3]]),
    ),
    "GateFabric": (
        (1, 1, 2),
        lambda w: qml.GateFabric(w, wires=WIRES, init_state=[1, 1, 0, 0], include_pi=True),
    ),
    "kUpCCGSD": (
        (1, 6),
        lambda w: qml.kUpCCGSD(w, wires=WIRES, k=1, delta_sz=0, init_state=np.array([1, 1, 0, 0])),
    ),
    "ApproxTimeEvolution": (
        (1,),
        lambda w: qml.ApproxTimeEvolution(
            qml.Hamiltonian([0.5, 1], [qml.Z(0) @ qml.Z(1), qml.X(2)]), w[0], 1
        ),
    ),
}
# fixed angles of irrational cosines
CONSTANTS = {"IQPEmbedding of data", "QAOAEmbedding of data", "T", "CH"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_template(name: str) -> None:
    shape, make = TEMPLATES[name]
    assert bool(assert_agrees(_template(make), [shape]).constants) == (name in CONSTANTS)
    if name in CONSTANTS:
        assert assert_agrees(_template(make), [shape], round_angles=True).constants == ()


GATES = {
    "RX": 1, "RY": 1, "RZ": 1, "PhaseShift": 1, "U1": 1, "Rot": 1, "U2": 1, "U3": 1, "Hadamard": 1,
    "S": 1, "SX": 1,
    "CNOT": 2, "CY": 2, "CZ": 2, "SWAP": 2, "ISWAP": 2, "ECR": 2, "IsingXX": 2, "IsingYY": 2,
    "IsingZZ": 2, "IsingXY": 2,
    "CRX": 2, "CRY": 2, "CRZ": 2, "CRot": 2, "ControlledPhaseShift": 2, "CPhaseShift00": 2,
    "SingleExcitation": 2,
    "SingleExcitationPlus": 2, "SingleExcitationMinus": 2, "FermionicSWAP": 2, "PSWAP": 2,
    "DoubleExcitation": 4,
    "OrbitalRotation": 4, "T": 1, "CH": 2, "Toffoli": 3, "CSWAP": 3, "CCZ": 3,
}  # fmt: skip


def gate_agrees(name: str, **options: Any) -> QNN:
    """A gate between rotations; circuits_read.py calls this, too."""
    kind, size = getattr(qml, name), GATES[name]

    def circuit(w: Any) -> Any:
        for q in range(N):
            qml.RX(w[q], wires=q)
            qml.RY(0.5 * w[q], wires=q)
        kind(
            *[w[k] - 2 * w[k + 1] for k in range(kind.num_params or 0)],
            wires=list(range(N))[::-1][:size],
        )
        return qml.expval(hamiltonian())

    return assert_agrees(circuit, [(N,)], **options)


@pytest.mark.parametrize("name", GATES)
def test_gate(name: str) -> None:
    assert bool(gate_agrees(name).constants) == (name in CONSTANTS)
    if name in CONSTANTS:
        assert gate_agrees(name, round_angles=True).constants == ()


@pytest.mark.parametrize(
    ("name", "size", "unit"),
    [
        ("SingleExcitation", 2, 1),
        ("DoubleExcitation", 4, 1),
        ("SingleExcitationPlus", 2, 2),
        ("IsingXY", 2, 1),
        ("ControlledPhaseShift", 2, 2),
        ("PSWAP", 2, 2),
        ("OrbitalRotation", 4, 1),
        ("FermionicSWAP", 2, 2),
    ],
)
def test_units_are_the_gaps_of_the_gate(name: str, size: int, unit: int) -> None:
    """Twice the unit of w; the gates of an excitation are eight words, each of which has a quarter
    of its gaps.
    """

    def circuit(w: Any, x: Any) -> Any:
        for q in range(N):
            qml.RX(x[q], wires=q)
        getattr(qml, name)(w[0], wires=list(range(size)))
        return qml.expval(hamiltonian())

    network = assert_agrees(circuit, [(1,), (N,)], points=2)
    assert 2 * network.torus.units[0] == unit


def test_controlled_adjoint_and_powers() -> None:
    def circuit(w: Any, x: Any) -> Any:
        for q in range(N):
            qml.RX(x[q] + np.pi / 2, wires=q)
        qml.ctrl(qml.RY(w[0], 2), [0, 1], control_values=[1, 0])
        qml.ctrl(qml.SingleExcitation(w[1], [2, 3]), 0)
        qml.adjoint(qml.Rot(w[0], w[1], w[2], 1))
        qml.pow(qml.S(0), 3)
        qml.PauliRot(w[2] / 3, "XYZ", wires=[3, 0, 1])
        qml.MultiRZ(-w[2], wires=[1, 2, 3])
        qml.ctrl(qml.Hadamard(3), 2, control_values=[0])
        qml.GlobalPhase(w[0])
        return qml.expval(hamiltonian())

    network = assert_agrees(circuit, [(3,), (N,)], round_angles=True)
    assert network.parameters[:4] == ("w[0]", "w[1]", "w[2]", "x[0]")


def test_tapes_and_trained_numbers() -> None:
    with qml.queuing.AnnotatedQueue() as queue:
        qml.RX(0.3, wires="b")
        qml.RY(0.5, wires="a")
        qml.CNOT(wires=["b", "a"])
        qml.expval(qml.Z("a"))
    tape = qml.tape.QuantumScript.from_queue(queue)
    tape.trainable_params = [0]
    assert [str(value) for value in QNN.from_circuit(tape).constants] == ["1/2"]
    assert QNN.from_circuit(tape, train_numbers=True).parameters == ("p0", "p1")
    rounded = QNN.from_circuit(tape, "ZI", round_angles=True)
    assert (rounded.parameters, repr(rounded.observable)) == (("p0",), "ZI")
    assert repr(QNN.from_circuit(tape, round_angles=True).observable) == "ZZ"


def test_notes_say_that_the_function_was_evaluated() -> None:
    node = qml.QNode(
        _template(TEMPLATES["AngleEmbedding"][1]), qml.device("default.qubit", wires=N)
    )
    assert "evaluating the circuit at points" in " ".join(
        read_circuit(node, arguments=[np.ones(N)]).notes
    )


def test_the_text_that_pennylane_writes() -> None:
    """OpenQASM 2 with numbers: the number 1.5707963267948966 in it is no multiple of pi/2, but near
    one.
    """
    values = np.array([[0.1, 0.2, 0.3, 0.4]])

    def circuit(w: Any) -> Any:
        qml.RX(np.pi / 2, wires=0)
        qml.BasicEntanglerLayers(w, wires=WIRES)
        return qml.expval(qml.Z(0) @ qml.Y(2))

    node = qml.QNode(circuit, qml.device("default.qubit", wires=N))
    text = qml.to_openqasm(node, measure_all=True, rotations=False)(values)
    with pytest.raises(InputError, match="train_numbers=True"):
        QNN.from_circuit(text, "ZIYI")
    network = QNN.from_circuit(text, "ZIYI", train_numbers=True)
    theta = [np.pi / 2, 0.1, 0.2, 0.3, 0.4]
    assert len(network.parameters) == 5
    assert abs(evaluate_numeric(network, State.zero(N), theta) - float(node(values))) < TOLERANCE


def _node(body: Any) -> Any:
    return qml.QNode(body, qml.device("default.qubit", wires=2))


def _squared(x: Any) -> Any:
    qml.RX(x * x, wires=0)
    return qml.expval(qml.Z(0))


def _iqp(x: Any) -> Any:
    qml.IQPEmbedding(x, wires=range(2))
    return qml.expval(qml.Z(0))


def _branching(x: Any) -> Any:
    if x > 1:
        qml.Hadamard(0)
    qml.RX(x, wires=0)
    return qml.expval(qml.Z(0))


def _measured(x: Any) -> Any:
    qml.RX(x, wires=0)
    outcome = qml.measure(0)
    qml.cond(outcome, qml.X)(1)
    return qml.expval(qml.Z(1))


def _probabilities(x: Any) -> Any:
    qml.RX(x, wires=0)
    return qml.probs(wires=0)


@pytest.mark.parametrize(
    ("body", "arguments", "message"),
    [
        (_iqp, [np.ones(2)], "no affine function of the arguments"),
        (_squared, [1.0], "no affine function of the arguments"),
        (_branching, [1.0], "depend on the values of its arguments"),
        (_measured, [1.0], "MidMeasure"),
        (_probabilities, [1.0], "observable is None"),
        (
            _squared,
            [],
            r"the QNode takes x; give numbers or arrays of the right shapes: arguments=\[",
        ),
    ],
)
def test_refusals(body: Any, arguments: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        QNN.from_circuit(_node(body), arguments=arguments)
