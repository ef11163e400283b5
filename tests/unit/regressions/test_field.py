"""Public bug reports, restated: what the answers must be, by hand or by another simulator.

Those about what an OpenQASM text means stand in unit/model/importers/test_field_cases.py.
"""

import json
import warnings
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from symqnn import QNN, State, Status, TrigPoly, certificate, check, critical_points, expectation
from symqnn.cli import main
from symqnn.errors import InputError
from symqnn.model.importers.qasm import qnn_from_qasm, read_qasm

qasm = pytest.importorskip("openqasm3", reason="the parser of OpenQASM")


def half_turn(generator: str, observable: str) -> TrigPoly:
    """The output of exp(-iaP/2) on |0⟩."""
    return expectation(QNN([f"1/2*{generator}"], observable, parameters=["a"]), State.zero(1))


def test_an_output_is_printed_in_the_users_angle() -> None:
    """RX(a) and Z: cos a. It was shown as cos 2a, and critical points came at half the angle."""
    f = half_turn("X", "Z")
    (a,) = f.torus.symbols()
    assert (repr(f), f.to_latex(), str(f.to_sympy())) == ("cos(a)", r"\cos a", "cos(a)")
    assert float(f.to_sympy().subs(a, 1)) == pytest.approx(np.cos(1), abs=1e-15)
    points = {
        point.index: point.theta[0] for point in critical_points(half_turn("Y", "X")).points()
    }
    # sin a: index 1 of the maximum π/2, index 0 of the minimum 3π/2
    assert points == pytest.approx({1: np.pi / 2, 0: 3 * np.pi / 2}, abs=1e-9)


def test_an_output_is_printed_so_by_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["expand", "--generators", "1/2*X", "--observable", "Z"]) == 0
    assert "f(θ) = cos(θ₁)" in capsys.readouterr().out


NAMES = """OPENQASM 3.0;
include "stdgates.inc";
input float[64] lambda_0;
input float[64] theta_0;
input float[64] theta_10;
input float[64] theta_2;
input float[64] spare;
qubit[1] q;
rz(lambda_0) q[0];
ry(theta_2) q[0];
rz(theta_10) q[0];
rx(theta_0) q[0];
"""


def test_names_of_the_file_stand_in_every_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """f = cos θ₂ cos θ₀ + sin θ₂ sin θ₁₀ sin θ₀ by a reference simulator."""
    path = tmp_path / "order.qasm"
    path.write_text(NAMES)
    command = ["expand", str(path), "--observable", "Z"]
    assert main(command) == 0
    out = capsys.readouterr().out
    assert (
        "f(θ) = sin(theta_0)*sin(theta_10)*sin(theta_2) + cos(theta_0)*cos(theta_2)" in out
    ) and "parameter without effect, in no gate or cancelled: spare" in out
    assert main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["parameters"] == ["lambda_0", "theta_0", "theta_10", "theta_2"]
    assert found["output"] == {"0101": "1", "0222": "1"} and "spare" in " ".join(found["notes"])
    assert main([*command, "--latex"]) == 0
    written = capsys.readouterr().out
    assert r"\cos \theta_{0} \cos \theta_{2}" in written
    assert r"\sin \theta_{0} \sin \theta_{10} \sin \theta_{2}" in written


def test_gamma_and_minus_three_gamma_of_qaoa() -> None:
    """Qiskit's weighted ansatz as its own OpenQASM 3: read at once, no advice is needed."""
    pytest.importorskip("qiskit")
    import qiskit.circuit.library as library
    from qiskit import qasm3
    from qiskit.quantum_info import SparsePauliOp

    circuit = library.qaoa_ansatz(SparsePauliOp(["IZZ", "ZZI"], [0.5, -1.5]), reps=1)
    read = read_qasm(qasm3.dumps(circuit))
    assert {abs(k) for angle in read.angles for k in angle.factors.values()} == {1, 2, 3}
    for name in read.parameters:  # the circuit's own names, as the exporter writes them
        assert name in ("_β_0_", "_γ_0_")


def test_decimal_factors_that_qiskit_writes() -> None:
    pytest.importorskip("qiskit")
    import qiskit.circuit.library as library
    from qiskit import QuantumCircuit, qasm3, transpile
    from qiskit.circuit import Parameter

    text = qasm3.dumps(library.excitation_preserving(2, reps=1))
    assert qnn_from_qasm(text, "ZZ").constants == ()
    circuit = QuantumCircuit(2)
    circuit.crx(Parameter("a"), 0, 1)
    basis = ["rz", "sx", "x", "cx"]
    text = qasm3.dumps(transpile(circuit, basis_gates=basis, optimization_level=0))
    assert qnn_from_qasm(text, "IZ").parameters == ("a",)


def test_an_angle_that_is_a_number_and_the_two_ways_to_go_on() -> None:
    """rx(0.3): read, the number kept; what needs more names both ways, and both work."""
    text = "OPENQASM 3.0; qubit q; input float a; rz(a) q; rx(0.3) q;"
    network = qnn_from_qasm(text, "Z")
    with pytest.raises(InputError, match=r"3/10.*round_angles=True.*train_numbers=True"):
        critical_points(expectation(network, State.bloch([(1, 0, 0)])))
    for options in ({"round_angles": True}, {"train_numbers": True}):
        found = qnn_from_qasm(text, "Z", **options)
        assert critical_points(expectation(found, State.bloch([(1, 0, 0)]))).status is Status.PROVED


PROGRAMS = [
    ("qubit[3] q; input float g; rz(g) q[0]; rz(g) q[1]; rz(g) q[2];", "ZZZ", ("g",)),
    (
        "qubit[3] q; input float g; input float[64] g_2; rz(g) q[0]; rz(g_2) q[1]; rz(g) q[2];",
        "ZZZ",
        ("g", "g_2"),
    ),
    (
        "qubit q; input float phi; input float theta; rx(theta) q; rz(phi + theta) q;",
        "Z",
        ("phi", "theta"),
    ),
    ("qubit[2] q; input float th; rx(th) q;", "ZZ", ("th",)),
]


@pytest.mark.parametrize(("text", "observable", "names"), PROGRAMS)
def test_shared_parameters_need_no_other_names(text: str, observable: str, names: Any) -> None:
    assert qnn_from_qasm(text, observable).parameters == names


def test_a_name_that_is_suggested_is_free() -> None:
    text = "qubit q; input float g; input float g_2; input float g_2; rz(g) q; rx(g_2) q;"
    with pytest.raises(
        InputError, match=r"g_2 is declared already.*for instance (\S+)\."
    ) as caught:
        read_qasm(text)
    name = str(caught.value).rpartition(" ")[2].rstrip(".")
    assert name not in ("g", "g_2")
    followed = text.replace("input float g_2; rz(g)", f"input float {name}; rz(g)")
    assert read_qasm(followed).unused == (name,)


def test_two_generators_are_the_shared_angles_of_qaoa() -> None:
    """An edge list's cost and mixer, each one generator, against matrices."""
    edges = [(0, 1), (1, 2), (0, 2), (2, 3)]
    cost = ["".join("Z" if q in edge else "I" for q in range(4)) for edge in edges]
    mixer = ["".join("X" if q == k else "I" for q in range(4)) for k in range(4)]
    halves = [" + ".join(f"1/2*{word}" for word in words) for words in (cost, mixer)]
    f = expectation(QNN(halves, " + ".join(cost)), State.bloch([(1, 0, 0)] * 4))
    letters = {"I": np.eye(2), "X": np.array([[0, 1], [1, 0]]), "Z": np.diag([1, -1])}

    def matrix(word: str) -> Any:
        total = np.eye(1)
        for letter in word:
            total = np.kron(total, letters[letter])
        return total

    c, b = (sum(map(matrix, words)) for words in (cost, mixer))
    for gamma, beta in np.random.default_rng(0).uniform(-3, 3, (3, 2)):
        vector = np.exp(-0.5j * gamma * np.diag(c)) / 4
        values, basis = np.linalg.eigh(b)
        vector = basis @ (np.exp(-0.5j * beta * values) * (basis.T @ vector))
        assert abs((vector.conj() @ c @ vector).real - float(f.numeric([gamma, beta]))) < 1e-12


def test_an_openqasm_2_program_of_numbers_says_how_it_is_trained() -> None:
    text = 'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[2];\nu(0.1,0.2,0.3) q[0];'
    with pytest.raises(InputError, match=r"train_numbers=True \(--train-numbers\)"):
        qnn_from_qasm(text, "ZZ")
    assert len(qnn_from_qasm(text, "ZI", train_numbers=True).parameters) == 3


@pytest.mark.parametrize("digits", [6, 7, 10, 14])
@pytest.mark.parametrize("sign", [1, -1])
def test_nearly_degenerate_points_are_told_apart(digits: int, sign: int) -> None:
    """L = cos φ + (1/4 ± e) cos 2φ: sin φ (1 + 4a cos φ) = 0 has four solutions, or two."""
    poly = TrigPoly.from_terms({"1": 1, "3": Fraction(1, 4) + sign * Fraction(1, 10**digits)})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = critical_points(poly)
    assert found.status is Status.PROVED
    assert found.by_index == ((2, 2) if sign > 0 else (1, 1))


def test_a_product_of_three_factors_has_curves_of_critical_points(tmp_path: Path) -> None:
    """(cos φ₁ - 1/3)(cos φ₂ + 2/5)(cos φ₃ + 1/7): two factors zero, the third angle free."""
    factors = [{"100": 1, "000": "-1/3"}, {"010": 1, "000": "2/5"}, {"001": 1, "000": "1/7"}]
    one, two, three = map(TrigPoly.from_terms, factors)
    poly = one * two * three
    found = critical_points(poly)
    assert found.status is Status.PREMISE_FAILS and "both change sign" in found.reason
    assert check(certificate(found)).status == "VERIFIED"
