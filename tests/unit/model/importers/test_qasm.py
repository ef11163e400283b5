"""The OpenQASM importer against Qiskit's own matrices and expectation values.

Modules: model/importers/qasm_reading.
"""

import time
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.expansion.output import evaluate_numeric
from symqnn.model.angle import Angle
from symqnn.model.circuit import Circuit
from symqnn.model.clifford import CLIFFORDS
from symqnn.model.importers.gates import standard_gates
from symqnn.model.importers.qasm import qnn_from_qasm, read_qasm
from symqnn.model.state import State

qiskit = pytest.importorskip("qiskit", reason="Qiskit gives the reference matrices")
from qiskit import QuantumCircuit, qasm2, qasm3, transpile  # noqa: E402
from qiskit.circuit import Parameter, library  # noqa: E402
from qiskit.quantum_info import SparsePauliOp, Statevector, random_clifford  # noqa: E402

Matrix = npt.NDArray[np.complex128]
LETTERS = {
    "I": np.eye(2, dtype=complex),
    "X": np.array([[0, 1], [1, 0]], dtype=complex),
    "Y": np.array([[0, -1j], [1j, 0]]),
    "Z": np.diag([1, -1]).astype(complex),
}
TOLERANCE = 1e-12
QISKIT_GATES: dict[str, Any] = {
    **{
        "id": library.IGate,
        "h": library.HGate,
        "s": library.SGate,
        "sdg": library.SdgGate,
        "x": library.XGate,
    },
    **{
        "y": library.YGate,
        "z": library.ZGate,
        "sx": library.SXGate,
        "sxdg": library.SXdgGate,
        "cx": library.CXGate,
    },
    **{"CX": library.CXGate, "cy": library.CYGate, "cz": library.CZGate, "swap": library.SwapGate},
    **{"iswap": library.iSwapGate, "dcx": library.DCXGate, "ecr": library.ECRGate},
    **{"rx": library.RXGate, "ry": library.RYGate, "rz": library.RZGate, "p": library.PhaseGate},
    **{
        "phase": library.PhaseGate,
        "u1": library.U1Gate,
        "rxx": library.RXXGate,
        "ryy": library.RYYGate,
    },
    **{"rzz": library.RZZGate, "rzx": library.RZXGate},
    **{
        "t": library.TGate,
        "tdg": library.TdgGate,
        "u": library.UGate,
        "u3": library.U3Gate,
        "U": library.UGate,
    },
    **{"u2": library.U2Gate, "r": library.RGate, "xx_plus_yy": library.XXPlusYYGate},
    **{
        "xx_minus_yy": library.XXMinusYYGate,
        "ch": library.CHGate,
        "cs": library.CSGate,
        "csdg": library.CSdgGate,
    },
    **{
        "csx": library.CSXGate,
        "crx": library.CRXGate,
        "cry": library.CRYGate,
        "crz": library.CRZGate,
    },
    **{
        "cp": library.CPhaseGate,
        "cphase": library.CPhaseGate,
        "cu1": library.CU1Gate,
        "cu3": library.CU3Gate,
    },
    **{
        "ccx": library.CCXGate,
        "ccz": library.CCZGate,
        "cswap": library.CSwapGate,
        "c3x": library.C3XGate,
    },
    **{
        "c4x": library.C4XGate,
        "c3sqrtx": library.C3SXGate,
        "cu": library.CUGate,
        "rccx": library.RCCXGate,
    },
}


# those that Qiskit does not have are in test_add_a_gate.py
NAMES = [name for name in standard_gates() if name in QISKIT_GATES]


def word_matrix(word: str) -> Matrix:
    """Matrix of a Pauli word, first letter as the left Kronecker factor."""
    matrix = np.eye(1, dtype=complex)
    for letter in word:
        matrix = np.kron(matrix, LETTERS[letter])
    return matrix


def rotation_matrix(word: str, angle: float) -> Matrix:
    """exp(-i angle/2 P)."""
    matrix = word_matrix(word)
    return np.cos(angle / 2) * np.eye(len(matrix)) - 1j * np.sin(angle / 2) * matrix


def big_endian(matrix: Matrix) -> Matrix:
    """Qiskit's matrix with the first qubit as the left Kronecker factor."""
    n = int(np.log2(len(matrix)))
    order = list(range(n))[::-1]
    return matrix.reshape([2] * 2 * n).transpose(order + [n + q for q in order]).reshape(2**n, 2**n)


def assert_equal_up_to_phase(left: Matrix, right: Matrix) -> None:
    overlap = np.trace(left.conj().T @ right) / len(left)
    assert abs(abs(overlap) - 1) < TOLERANCE


def pauli_matrix(operator: PauliSum) -> Matrix:
    return sum(
        (float(value) * word_matrix(word) for word, value in operator.terms()),
        np.zeros((2**operator.qubits,) * 2),
    )


def number(angle: Angle, values: dict[str, float]) -> float:
    """An affine angle in radians."""
    total = float(angle.fixed.pi) * np.pi + float(angle.fixed.number)
    total += sum(
        float(factor) * np.arctan(float(tangent)) for tangent, factor in angle.fixed.arctangents
    )
    return total + sum(float(factor) * values[name] for name, factor in angle.factors.items())


def symqnn_value(circuit: Circuit, observable: PauliSum, angles: dict[str, float]) -> float:
    """<0|U†MU|0> from the generators, their angles and the pulled-back observable."""
    state = np.eye(2**circuit.qubits, dtype=complex)[0]
    for generator, angle in zip(circuit.generators, circuit.angles, strict=True):
        levels, vectors = np.linalg.eigh(pauli_matrix(generator))
        phases = np.exp(-1j * number(angle, angles) * levels)
        state = vectors @ (phases * (vectors.conj().T @ state))
    return float((state.conj() @ pauli_matrix(circuit.pull_back(observable)) @ state).real)


def qiskit_value(circuit: Any, observable: PauliSum, values: npt.NDArray[np.float64]) -> float:
    """The same from Qiskit, whose Pauli labels run from the last qubit to the first."""
    operator = SparsePauliOp.from_list(
        [(word[::-1], float(value)) for word, value in observable.terms()]
    )
    return float(Statevector(circuit.assign_parameters(values)).expectation_value(operator).real)


def assert_agrees(circuit: Any, observable: PauliSum, seed: int = 0, points: int = 5) -> Circuit:
    """Export with Qiskit, import here, compare at random angles; OpenQASM names are taken in
    Qiskit's order.
    """
    text = qasm3.dumps(circuit)
    # only fixed angles are rounded; here they are compared as asked for
    read = read_qasm(text, round_angles=True)
    names = qasm_names(circuit, text)
    for values in np.random.default_rng(seed).uniform(-7, 7, (points, len(circuit.parameters))):
        angles = dict(zip(names, values.tolist(), strict=True))
        assert (
            abs(symqnn_value(read, observable, angles) - qiskit_value(circuit, observable, values))
            < TOLERANCE
        )
    return read


def qasm_names(circuit: Any, text: str) -> list[str]:
    """Names that Qiskit's exporter gives to the parameters, in the order of circuit.parameters."""
    inputs = [
        line.removesuffix(";").split()[-1] for line in text.splitlines() if line.startswith("input")
    ]
    plain = {p.name: "".join(c if c.isalnum() else "_" for c in p.name) for p in circuit.parameters}
    names = [
        next(i for i in inputs if i in (plain[p.name], "_" + plain[p.name]))
        for p in circuit.parameters
    ]
    assert sorted(names) == sorted(inputs)
    return names


@pytest.mark.parametrize("name", NAMES)
def test_gate_is_qiskits_with_its_global_phase(name: str) -> None:
    definition = standard_gates()[name]
    values = {parameter: 0.3 - 0.9 * k for k, parameter in enumerate(definition.parameters)}
    matrix = np.eye(2**definition.qubits, dtype=complex)
    for turn in definition.turns:
        letters = dict(zip(turn.qubits, turn.word, strict=True))
        word = "".join(letters.get(q, "I") for q in range(definition.qubits))
        matrix = rotation_matrix(word, number(turn.angle, values)) @ matrix
    assert (
        np.abs(matrix - big_endian(QISKIT_GATES[name](*values.values()).to_matrix())).max()
        < TOLERANCE
    )


FIXED = [name for name in NAMES if not standard_gates()[name].parameters and name not in CLIFFORDS]
# their matrices hold the square root of 2; ccx, cswap, csx, rccx … are exact
INEXACT = ("t", "tdg", "ch")


@pytest.mark.parametrize("name", NAMES)
def test_gate_inside_a_circuit(name: str) -> None:
    """Each gate between rotations, read from text without a definition of its own, its qubits in
    the other order.
    """
    definition = standard_gates()[name]
    names = [f"c{k}" for k in range(len(definition.parameters))]
    gate = QISKIT_GATES[name](*map(Parameter, names))
    n = max(3, gate.num_qubits)
    order = list(range(n))[::-1][: gate.num_qubits]
    circuit = QuantumCircuit(n)
    for q in range(n):
        circuit.ry(Parameter(f"a{q}"), q)
        circuit.rx(Parameter(f"b{q}"), q)
    circuit.append(gate, order)
    body = ", ".join(f"q[{q}]" for q in order)
    inputs = "".join(f"input float {p.name};\n" for p in circuit.parameters)
    rotations = "".join(f"ry(a{q}) q[{q}]; rx(b{q}) q[{q}];\n" for q in range(n))
    call = f"{name}({', '.join(names)})" if names else name
    read = read_qasm(
        f"{inputs}qubit[{n}] q;\n{rotations}{call} {body};", round_angles=name in INEXACT
    )
    words = ["XYZ", "ZIX", "YXI", "IZY", "ZZZ"]
    observable = PauliSum.from_words({word + "Z" * (n - 3): k + 1 for k, word in enumerate(words)})
    values = np.random.default_rng(1).uniform(-3, 3, len(circuit.parameters))
    angles = {p.name: float(value) for p, value in zip(circuit.parameters, values, strict=True)}
    assert (
        abs(symqnn_value(read, observable, angles) - qiskit_value(circuit, observable, values))
        < 1e-11
    )
    if len(read.angles) < 20:
        network = read.network(observable)
        theta = [angles[parameter] for parameter in network.parameters]
        assert (
            abs(
                evaluate_numeric(network, State.zero(n), theta)
                - symqnn_value(read, observable, angles)
            )
            < 1e-10
        )


@st.composite
def circuits(draw: Callable[..., Any]) -> tuple[Any, PauliSum]:
    n = draw(st.integers(1, 4))
    circuit = QuantumCircuit(n)
    usable = [name for name in NAMES if standard_gates()[name].qubits <= min(n, 2)]
    usable = [
        name
        for name in usable
        if name not in ("CX", "phase", "cphase", "u0", "U") and name not in INEXACT
    ]
    shared = [Parameter("shared"), Parameter("other")]
    for k in range(draw(st.integers(1, 20))):
        name = draw(st.sampled_from(usable))
        angles: list[Any] = []
        for j in range(len(standard_gates()[name].parameters)):
            turns = draw(st.integers(-3, 5)) * np.pi / 2
            kind = draw(
                st.sampled_from(["plus", "minus", "constant", "shifted", "shared", "affine"])
            )
            free = Parameter(f"a{k}_{j}")
            both = draw(st.sampled_from([2, -0.5, 3])) * shared[0] - shared[1] / 2
            made = {"plus": free, "minus": -free, "constant": turns, "shifted": turns - free}
            angles.append((made | {"shared": shared[0], "affine": both + turns})[kind])
        gate = QISKIT_GATES[name](*angles)
        circuit.append(gate, draw(st.permutations(range(n)))[: gate.num_qubits])
    circuit.rx(Parameter("last"), 0)
    words = draw(
        st.lists(st.text("IXYZ", min_size=n, max_size=n), min_size=1, max_size=5, unique=True)
    )
    return circuit, PauliSum.from_words({word: k + 1 for k, word in enumerate(words)})


@settings(max_examples=examples(100), deadline=None)
@given(circuits())
def test_random_circuits(drawn: tuple[Any, PauliSum]) -> None:
    circuit, observable = drawn
    read = assert_agrees(circuit, observable, points=2)
    pulled = read.pull_back_product(TensorProduct((observable,)))
    assert pulled.expand() == read.pull_back(observable)


@settings(max_examples=examples(30), deadline=None)
@given(st.integers(0, 10**6))
def test_random_cliffords_on_products(seed: int) -> None:
    """Factors stay apart exactly where the Clifford gates leave them apart."""
    circuit = QuantumCircuit(5)
    for qubits in ([0], [1, 3], [4]):
        circuit.append(random_clifford(len(qubits), seed=seed).to_instruction(), qubits)
    circuit = circuit.decompose()
    circuit.rx(Parameter("a"), 0)
    read = read_qasm(qasm3.dumps(circuit))
    pulled = read.pull_back_product(TensorProduct.from_text("(X+I)(Y+2*Z)(Y+I)(Z-I)(X+3*I)"))
    assert pulled.expand() == read.pull_back(
        TensorProduct.from_text("(X+I)(Y+2*Z)(Y+I)(Z-I)(X+3*I)").factors
    )
    # apart if qubits 1 and 3 do not interact
    assert [len(where) for where in pulled.ranges()] in ([1, 3, 1], [1] * 5)


OBSERVABLE = PauliSum.from_text("ZZI + 1/2*IXX")


@pytest.mark.parametrize("reps", [1, 3])
@pytest.mark.parametrize("family", ["real_amplitudes", "efficient_su2"])
def test_library_circuits(family: str, reps: int) -> None:
    circuit = getattr(library, family)(3, reps=reps)
    read = assert_agrees(circuit, OBSERVABLE, points=20)
    assert len(read.generators) == circuit.num_parameters
    assert set(read.parameters) == {f"_θ_{k}_" for k in range(circuit.num_parameters)}


def test_qaoa_with_distinct_parameters() -> None:
    circuit = QuantumCircuit(4)
    circuit.h(range(4))
    for layer in range(2):
        for q in range(4):
            circuit.rzz(Parameter(f"g{layer}{q}"), q, (q + 1) % 4)
        for q in range(4):
            circuit.rx(Parameter(f"b{layer}{q}"), q)
    read = assert_agrees(circuit, PauliSum.from_text("ZZII + IZZI + 3*XIIY"))
    assert repr(read.generators[:2]) == "(1/2*XXII, 1/2*IXXI)"


def test_qubit_order_and_half_angle() -> None:
    qnn = qnn_from_qasm(
        "input float a; input float b; qubit p; qubit[2] q; ry(a) p; rx(-b) q[1];", "ZII"
    )
    assert repr(qnn.generators) == "(1/2*YII, -1/2*IIX)"
    assert qnn.parameters == ("a", "b")


def test_qiskits_decomposed_and_transpiled_circuits() -> None:
    """Every route that a message recommends leads to a file that can be read."""
    circuit = QuantumCircuit(2)
    for k, q in enumerate((0, 1)):
        circuit.u(Parameter(f"a{k}"), Parameter(f"b{k}"), Parameter(f"c{k}"), q)
    circuit.u(np.pi / 2, 0, np.pi, 0)
    circuit.rxx(Parameter("d"), 0, 1)
    circuit.u(Parameter("e"), 0, 0, 1)
    observable = PauliSum.from_text("ZX + 2*YI - XY")
    for level in (0, 1):
        assert_agrees(
            transpile(circuit, basis_gates=["rz", "sx", "x", "cx"], optimization_level=level),
            observable,
        )
    for level in (0, 1):
        layers = transpile(
            library.efficient_su2(3), basis_gates=["rz", "sx", "x", "cx"], optimization_level=level
        )
        assert_agrees(layers, OBSERVABLE)


def test_three_rotations_in_the_place_of_u() -> None:
    """The replacement of U(theta, phi, lambda) that its message recommends."""
    circuit = QuantumCircuit(1)
    circuit.rx(Parameter("w"), 0)
    circuit.u(Parameter("theta"), Parameter("phi"), Parameter("lambda"), 0)
    names = ["w", "theta", "phi", "lam"]
    text = (
        "".join(f"input float {name};" for name in names)
        + "qubit q; rx(w) q; rz(lam) q; ry(theta) q; rz(phi) q;"
    )
    angles = dict(zip(names, [0.3, 0.7, -1.9, 2.2], strict=True))
    values = {"w": 0.3, "theta": 0.7, "phi": -1.9, "lambda": 2.2}
    expected = Statevector(circuit.assign_parameters(values)).expectation_value(
        SparsePauliOp.from_list([("X", 1)])
    )
    assert (
        abs(symqnn_value(read_qasm(text), PauliSum.from_text("X"), angles) - expected.real)
        < TOLERANCE
    )


def test_recommended_conversions_of_qiskit() -> None:
    doubled = QuantumCircuit(1, 1)
    t = Parameter("t")
    doubled.rx(2 * t, 0)
    doubled.measure(0, 0)
    doubled.remove_final_measurements()
    read = read_qasm(qasm3.dumps(doubled.assign_parameters({t: Parameter("phi") / 2})))
    assert (repr(read.generators), read.parameters) == ("(1/2*X,)", ("phi",))
    old = 'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; h q[0]; cx q[0],q[1];'
    new = qasm3.dumps(qasm2.loads(old)) + "input float a;\nrz(a) q[1];"
    assert repr(read_qasm(new).generators) == "(1/2*XZ,)"


def test_text_without_qiskit_habits() -> None:
    read = read_qasm(
        """
        OPENQASM 3.1;
        @note the annotation and this comment are ignored
        input angle[32] a; input angle b; input float unused;
        const int n = 3; const float quarter = tau/4;
        qreg p[1]; qubit[n] q; creg c[2]; bit[2] d; output bit e;
        gate turn(x) r { gphase(x/2); inv @ rz(x - quarter) r; }
        gate both(x, y) r, s { turn(x) r; barrier r, s; cx r, s; inv @ turn(-y) s; }
        h q; h p;
        cz q[-1], p;
        inv @ both(a, -(b + π)) q[n - 2], p[0];
        gphase(pi/7);
        """
    )
    reference = QuantumCircuit(4)
    a, b = Parameter("a"), Parameter("b")
    reference.h([0, 1, 2, 3])
    reference.cz(3, 0)
    # both(a, y) is rz(-(a - π/2)) r, cx r s, rz(-y - π/2) s with y = -(b + π); its inverse is
    reference.rz(-(b + np.pi / 2), 0)
    reference.cx(2, 0)
    reference.rz(a - np.pi / 2, 2)
    observable = PauliSum.from_words(
        {"".join(word): k + 1 for k, word in enumerate(product("IXYZ", repeat=4))}
    )
    assert read.unused == ("unused",)
    for values in np.random.default_rng(3).uniform(-4, 4, (3, 2)):
        angles = {"a": float(values[0]), "b": float(values[1])}
        difference = symqnn_value(read, observable, angles) - qiskit_value(
            reference, observable, values
        )
        assert abs(difference) < 256 * TOLERANCE


def test_definitions_in_the_file_override_known_gates() -> None:
    assert (
        repr(read_qasm("gate h q { x q; } input float a; qubit q; h q; rz(a) q;").generators)
        == "(-1/2*Z,)"
    )
    # never used
    assert read_qasm("gate odd q { t q; } input float a; qubit q; rz(a) q;").parameters == ("a",)


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0), (1, 0, 2)])
def test_permuted_factors(order: tuple[int, ...]) -> None:
    """Swaps that permute the factors of a product, three cycles included."""
    swaps = {
        (0, 1, 2): [],
        (1, 2, 0): [(0, 1), (1, 2)],
        (2, 0, 1): [(1, 2), (0, 1)],
        (2, 1, 0): [(0, 2)],
        (1, 0, 2): [(0, 1)],
    }
    body = "".join(f"swap q[{q}], q[{r}];" for q, r in swaps[order])
    read = read_qasm(f"input float a; qubit[3] q; rx(a) q[0]; {body}")
    factors = ["(X+I)", "(2*Y-I)", "(3*Z+5*I)"]
    pulled = read.pull_back_product(TensorProduct.from_text("".join(factors)))
    inverse = sorted(range(3), key=order.__getitem__)
    candidates = ["".join(factors[k] for k in places) for places in (order, inverse)]
    assert pulled.expand() in [PauliSum.from_text(text) for text in candidates]
    assert pulled.expand() == read.pull_back(PauliSum.from_text("".join(factors)))


def test_file_and_wide_product(tmp_path: Path) -> None:
    """64 qubits with a Hadamard gate each: the observable stays factored."""
    path = tmp_path / "wide.qasm"
    inputs = "".join(f"input float a{q};\n" for q in range(70))
    path.write_text(
        f"{inputs}qubit[70] q;\n" + "".join(f"rz(a{q}) q[{q}];\n" for q in range(70)) + "h q;\n"
    )
    qnn = qnn_from_qasm(path, "(Y+I)^70")
    assert isinstance(qnn.observable, TensorProduct)
    assert len(qnn.observable.factors) == 70 and repr(qnn.observable.factors[-1]) == "I - Y"
    assert repr(qnn.generators[69]) == "1/2*" + "I" * 69 + "Z"


def test_a_thousand_cliffords_on_twenty_qubits() -> None:
    random = np.random.default_rng(5)
    gates = [f"rz(a{k}) q[{random.integers(20)}];" for k in range(200)]
    for _ in range(1000):
        q, r = random.choice(20, 2, replace=False)
        gates.append(
            str(
                random.choice(
                    [f"h q[{q}];", f"s q[{q}];", f"cx q[{q}], q[{r}];", f"swap q[{q}], q[{r}];"]
                )
            )
        )
    random.shuffle(gates)
    inputs = "".join(f"input float[64] a{k};\n" for k in range(200))
    start = time.perf_counter()
    read = read_qasm(f"OPENQASM 3.0;\n{inputs}qubit[20] q;\n" + "\n".join(gates))
    assert time.perf_counter() - start < 10  # about 1 s here, most of it in the parser
    assert len(read.generators) == 200
    words = [str(word) for generator in read.generators for word, _ in generator.terms()]
    assert len(words) == 200 and max(len(word.replace("I", "")) for word in words) > 5
