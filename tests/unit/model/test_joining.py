"""Rotations that belong together: units do not depend on how a circuit is written, and exact gates
are exact.

Modules: model/circuit, model/slots, model/joined_network.
"""

import random
from fractions import Fraction

import numpy as np
import pytest

from symqnn.algebra.pauli import PauliSum
from symqnn.errors import InputError
from symqnn.expansion.output import evaluate_numeric, expectation
from symqnn.independence.decide import linear_independence
from symqnn.model.angle import Angle
from symqnn.model.importers.qasm import read_qasm
from symqnn.model.joining import joined
from symqnn.model.qnn import QNN
from symqnn.model.slots import WINDOW
from symqnn.model.state import State
from symqnn.roots.critical import critical_points

pytest.importorskip("openqasm3", reason="the circuits are texts")
HEAD = "input float a; input float b; qubit[5] q; h q; "
LETTERS = {
    "I": np.eye(2),
    "X": np.array([[0, 1], [1, 0]]),
    "Y": np.array([[0, -1j], [1j, 0]]),
    "Z": np.diag([1, -1]),
}


def matrix(operator: PauliSum) -> "np.ndarray[tuple[int, int], np.dtype[np.complex128]]":
    total = np.zeros((operator.dimension,) * 2, dtype=complex)
    for word, value in operator.terms():
        product = np.eye(1, dtype=complex)
        for letter in word:
            product = np.kron(product, LETTERS[letter])
        total += float(value) * product
    return total


def radians(angle: Angle, values: dict[str, float]) -> float:
    fixed = float(angle.fixed.pi) * np.pi + float(angle.fixed.number)
    return fixed + sum(float(k) * values[name] for name, k in angle.factors.items())


# a gate on the qubits of HEAD, other ways to write it, the unit of a in it
WAYS = {
    "controlled phase": (
        "cp(a) q[0], q[1];",
        ("ctrl @ p(a) q[0], q[1];", "cu1(a) q[1], q[0];",
         "rz(a/2) q[0]; rz(a/2) q[1]; cx q[0], q[1]; rz(-a/2) q[1]; cx q[0], q[1];",
         "p(a/2) q[0]; cx q[0], q[1]; p(-a/2) q[1]; cx q[0], q[1]; p(a/2) q[1];",
         "rzz(-a/2) q[0], q[1]; rz(b) q[2]; rz(a/2) q[1]; h q[3]; rz(a/2) q[0];"),
        1,
    ),
    "controlled rotation": (
        "crz(a) q[0], q[1];", ("rz(a/2) q[1]; rzz(-a/2) q[0], q[1];",), Fraction(1, 2)
    ),
    "two controls": (
        "ctrl(2) @ p(a) q[0], q[1], q[2];",
        ("cp(a/2) q[1], q[2]; cx q[0], q[1]; cp(-a/2) q[1], q[2]; cx q[0], q[1]; "
         "cp(a/2) q[0], q[2];",),
        1,
    ),
    "three controls": (
        "ctrl(3) @ p(a) q[0], q[1], q[2], q[3];",
        ("ctrl(2) @ cu1(a) q[3], q[1], q[2], q[0];",),
        1,
    ),
    "four controls": (
        "ctrl(4) @ p(a) q[4], q[0], q[1], q[2], q[3];",
        ("ctrl @ ctrl(3) @ p(a) q[4], q[0], q[1], q[2], q[3];",),
        1,
    ),
    "exchange": ("rxx(a) q[0], q[1]; ryy(a) q[0], q[1]; rzz(a) q[0], q[1];",
                 ("rzz(a) q[0], q[1]; rxx(a) q[1], q[0]; ryy(a) q[0], q[1];",), 2),
    "triangle": ("rzz(a) q[0], q[1]; rzz(a) q[1], q[2]; rzz(a) q[0], q[2];", (), 2),
    "path": ("rzz(a) q[0], q[1]; rzz(a) q[1], q[2];", (), 1),
    "two rotations": (
        "rx(a/2) q[0]; rx(a/2) q[0];", ("rx(a) q[0];", "h q[0]; rz(a) q[0]; h q[0];"), 1
    ),
}  # fmt: skip
CASES = [(name, way) for name, (first, others, _) in WAYS.items() for way in (first, *others)]


@pytest.mark.parametrize(("name", "way"), CASES)
def test_unit_does_not_depend_on_the_way(name: str, way: str) -> None:
    last = " rx(b) q[0];"
    found = QNN.from_circuit(HEAD + way + last, "YXZII + 2*XYIXX + ZZXXI + IYZXI")
    assert found.torus.units[found.parameters.index("a")] == WAYS[name][2]
    first = QNN.from_circuit(HEAD + WAYS[name][0] + last, "YXZII + 2*XYIXX + ZZXXI + IYZXI")
    state = State.zero(5)
    if "b" not in way:
        assert expectation(found, state) == expectation(first, state)


def test_minima_of_a_controlled_phase() -> None:
    """⟨X⟩ of a control that |+⟩ turns by a: (1 + cos a)/2 has one minimum a period, 2π."""
    ways = ("cp(a) q[0], q[1];", "rz(a/2) q[0]; rz(a/2) q[1]; rzz(-a/2) q[0], q[1];")
    for way in ways:
        output = expectation(
            QNN.from_circuit("input float a; qubit[2] q; h q; " + way, "XI"), State.zero(2)
        )
        assert repr(output) == "1/2*cos(a) + 1/2"
        assert critical_points(output).by_index == (1, 1)


EXACT = {
    "ccx q[0], q[1], q[2];": 1, "ccz q[0], q[1], q[2];": 1, "cswap q[0], q[1], q[2];": 1,
    "cs q[0], q[1];": 1,
    "csdg q[0], q[1];": 1, "csx q[0], q[1];": 1, "c3x q[0], q[1], q[2], q[3];": 1,
    "rccx q[0], q[1], q[2];": 2,
    "ctrl(4) @ y q[0], q[1], q[2], q[3], q[4];": 1, "ctrl @ iswap q[0], q[1], q[2];": 2,
    "ctrl(2) @ s q[3], q[0], q[1];": 1,
    "negctrl @ cx q[0], q[1], q[2];": 1, "t q[0]; s q[1]; t q[0];": 0,
    "cs q[0], q[1]; cs q[0], q[1];": 0,
    "ccx q[0], q[1], q[2]; ccx q[0], q[1], q[2];": 0,
    "ccx q[0], q[1], q[2]; t q[0]; ccx q[1], q[2], q[3]; tdg q[0];": 2,
    # a Toffoli gate as seven T gates
    "h q[2]; cx q[1], q[2]; tdg q[2]; cx q[0], q[2]; t q[2]; cx q[1], q[2]; tdg q[2]; "
    "cx q[0], q[2]; t q[1]; t q[2]; "
    "h q[2]; cx q[0], q[1]; t q[0]; tdg q[1]; cx q[0], q[1];": 1,
    "rx(0.3) q[0]; rx(-0.3) q[0];": 0, "rx(b) q[0]; rx(-b) q[0]; rz(b) q[0]; rz(b) q[1];": 0,
}  # fmt: skip


@pytest.mark.parametrize("text", EXACT)
def test_exact_fixed_gates(text: str) -> None:
    """Read without rounding, with as few fixed gates as that takes; numbers against the rotations
    one by one.
    """
    turns = "ry(a) q; rx(b) q[1]; "
    exact = QNN.from_circuit(HEAD + turns + text, "XYZIX + ZXYYI + 2*YIXZZ")
    rounded = [QNN.from_circuit(HEAD + turns + text, "XYZIX + ZXYYI + 2*YIXZZ", round_angles=True)]
    assert sum(gate.is_fixed for gate in exact.gates) == EXACT[text]
    assert not any(gate.rounding for gate in (*exact.gates, *rounded[0].gates))
    from symqnn.model.importers.from_circuit import read_circuit

    circuit = read_circuit(HEAD + turns + text)
    values = {"a": 0.7, "b": -1.3}
    state = np.zeros(32, dtype=complex)
    state[0] = 1
    for rotation in circuit.rotations:
        letters = dict(zip(rotation.qubits, rotation.word, strict=True))
        word = PauliSum.from_words({"".join(letters.get(q, "I") for q in range(5)): 1})
        half = radians(rotation.angle, values) / 2
        state = np.cos(half) * state - 1j * np.sin(half) * (matrix(word) @ state)
    expected = (state.conj() @ matrix(PauliSum.from_text("XYZIX + ZXYYI + 2*YIXZZ")) @ state).real
    theta = [values[name] for name in exact.parameters]
    assert abs(evaluate_numeric(exact, State.zero(5), theta) - expected) < 1e-12


def test_only_what_is_inexact_is_named() -> None:
    with pytest.raises(InputError) as caught:
        read_qasm(
            HEAD + "\nrx(a) q;\nccx q[0], q[1], q[2];\nt q[0];\ncswap q[2], q[1], q[0];",
            constants=False,
        )
    message = str(caught.value)
    assert (
        "line 4: gate t (angle pi/4)" in message and "ccx" not in message and "cswap" not in message
    )


@pytest.mark.parametrize("seed", range(12))
def test_random_rotations_are_the_same_unitary(seed: int) -> None:
    """Joined gates, multiplied in their order, against all rotations in theirs, up to a phase."""
    source = random.Random(seed)
    words = [
        PauliSum.from_words(
            {"".join(source.choice("IXYZZ") for _ in range(3)): source.choice((1, -1))}
        )
        for _ in range(24)
    ]
    words = [word for word in words if word.support()]
    texts = ("a", "a/2", "-a/2", "pi/4", "-pi/4", "pi/8", "a - 2*b", "0.3", "b + pi/4")
    angles = [Angle.from_text(source.choice(texts)) for _ in words]
    gates = joined(words, angles, [k // 3 for k in range(len(words))])
    values = {"a": 0.37, "b": 1.9}

    def product(
        pairs: list[tuple[PauliSum, Angle]],
    ) -> "np.ndarray[tuple[int, int], np.dtype[np.complex128]]":
        total = np.eye(8, dtype=complex)
        for generator, angle in pairs:
            levels, vectors = np.linalg.eigh(matrix(generator))
            total = (
                (vectors * np.exp(-1j * radians(angle, values) * levels)) @ vectors.conj().T @ total
            )
        return total

    one = product(
        [(word * Fraction(1, 2), angle) for word, angle in zip(words, angles, strict=True)]
    )
    other = product([(gate.generator, gate.angle) for gate in gates])
    assert abs(abs(np.trace(one.conj().T @ other)) - 8) < 1e-10


def test_independent_angles_are_left_alone() -> None:
    words = [PauliSum.from_words({"ZZ": 1}), PauliSum.from_words({"ZI": 1})] * WINDOW
    angles = [Angle.of(f"a{k}") for k in range(len(words))]
    gates = joined(words, angles, range(len(words)))
    assert [gate.members for gate in gates] == [(k,) for k in range(len(words))]


def test_gates_given_by_hand_are_joined_on_request() -> None:
    """A controlled phase by three generators and by a circuit: one network, and one answer to
    Definition 1.
    """
    by_hand = QNN(
        ["1/2*YI", "1/4*ZI", "1/4*IZ", "-1/4*ZZ", "1/2*XI"],
        "XI + 1/3*ZI + 1/2*IX",
        angles=["a", "c", "c", "c", "b"],
    )
    circuit = (
        "input float a; input float c; input float b; qubit[2] q; ry(a) q[0]; cp(c) q[0], "
        "q[1]; rx(b) q[0];"
    )
    read = QNN.from_circuit(circuit, "XI + 1/3*ZI + 1/2*IX")
    together = by_hand.joined()
    assert by_hand.torus.units == (1, Fraction(1, 2), 1) and together.torus.units == (1, 1, 1)
    found = [
        sorted(expectation(each, State.zero(2)).to_sympy().args, key=str)
        for each in (by_hand, together, read)
    ]
    assert found[0] == found[1] == found[2]
    answers = [linear_independence(each) for each in (together, read)]
    assert [(each.status, each.rank, each.operators) for each in answers] == [
        (answers[0].status, 12, answers[0].operators)
    ] * 2
    assert linear_independence(by_hand).operators > answers[0].operators


def test_what_is_not_gained_stays_as_it_was_given() -> None:
    for qnn in (
        QNN(["X", "Z"], "Y"),
        QNN([[[0, 1], [1, 0]]], [[1, 0], [0, -1]]),
        QNN(["3/5*X + 4/5*Z"], "Y"),
    ):
        assert qnn.joined() is qnn
    cancelled = QNN(["1/2*Z", "1/2*X", "-1/2*X"], "Y", angles=["a", "b", "b"])
    assert cancelled.joined().parameters == ("a",)
    with pytest.raises(InputError, match="cancel"):
        QNN(["1/2*X", "-1/2*X"], "Y", angles=["b", "b"]).joined()
