"""Refusals and advice that public circuits met before angles were affine: each is answered now.

Modules: model/importers/qasm_calls, model/importers/turns.
"""

import re
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from symqnn.algebra.pauli import PauliSum
from symqnn.errors import ExactnessError, InputError
from symqnn.expansion.output import expectation
from symqnn.model import ansatz
from symqnn.model.importers.qasm import qnn_from_qasm, read_qasm
from symqnn.model.qnn import QNN
from symqnn.model.state import State

pytest.importorskip("openqasm3", reason="the parser of OpenQASM")


def test_two_factors_of_one_parameter() -> None:
    """γ and -3γ: one parameter with two factors."""
    text = (
        "input float g; input float b; qubit[3] q; h q; rzz(g) q[0], q[1]; rzz(-3.0*g) q[1], "
        "q[2]; rx(2*b) q;"
    )
    network = qnn_from_qasm(text, "ZZI - 3*IZZ")
    assert (network.parameters, network.torus.units) == (("g", "b"), (1, 2))


@pytest.mark.parametrize(
    "statement",
    [
        'bit[1] b = "0";',
        'const bit[1] b = "0";',
        "input bit[1] b;",
        "bit[1] c; bit[1] b; c = b;",
        "bit[1] b; const bit[1] c = b;",
        'bit[2] b = "00"; bit[2] c; b[0] = measure q[0]; c = b;',
    ],
)
def test_bits_that_only_hold_measurements(statement: str) -> None:
    assert qnn_from_qasm(
        f"OPENQASM 3.0; input float a; qubit[1] q; rx(a) q[0]; {statement}", "Z"
    ).parameters == ("a",)


@pytest.mark.parametrize(
    "token", ["1.05237325", "0.39793742", "0.0112801", "0.1809312", "0.0001", "1e-4"]
)
def test_a_decimal_text_is_the_number_it_says(token: str) -> None:
    assert repr(QNN(["X"], f"{token}*Z").observable) == repr(
        PauliSum.from_words({"Z": Fraction(token)})
    )


def test_a_float_is_refused_with_its_own_decimal() -> None:
    with pytest.raises(ExactnessError, match=r"the text '0\.39793742'"):
        PauliSum.from_words({"Z": 0.39793742})
    assert PauliSum.from_words({"Z": "0.39793742"}) == PauliSum.from_text("0.39793742*Z")


@pytest.mark.parametrize(
    ("angle", "shown"),
    [
        ("1.0*a", "cos(a)"),
        ("2.0*a", "cos(2*a)"),
        ("(-0.5)*a", "cos(a/2)"),
        ("-a/2", "cos(a/2)"),
        ("a + a", "cos(2*a)"),
    ],
)
def test_decimal_factors_are_exact(angle: str, shown: str) -> None:
    network = qnn_from_qasm(f"OPENQASM 3.0; qubit q; input float a; rx({angle}) q;", "Z")
    assert repr(expectation(network, State.zero(1))) == shown


def test_a_fixed_number_names_both_ways_and_both_work() -> None:
    text = "OPENQASM 3.0; qubit q; input float a; rz(a) q; rx(0.3) q;"
    with pytest.raises(InputError) as caught:
        read_qasm(text, constants=False)
    assert "or ask for a rational point" in str(
        caught.value
    ) and "make the angle a parameter" in str(caught.value)
    way = re.search(r"input float\[64\] (\w+);", str(caught.value))
    assert way is not None
    parameter = text.replace("rz(a)", f"{way[0]} rz(a)").replace("0.3", way[1])
    assert read_qasm(parameter).parameters == ("a", "phi")
    assert qnn_from_qasm(text, "Z", round_angles=True).parameters == ("a",)
    assert [str(value) for value in qnn_from_qasm(text, "Z").constants] == ["3/10"]


def test_names_that_are_suggested_are_free() -> None:
    text = "qubit q; input float phi; input float theta; rx(theta) q; rz(phi + theta) q; t q;"
    with pytest.raises(InputError, match=r"input float\[64\] phi_2;"):
        read_qasm(text, constants=False)
    shared = "qubit[3] q; input float g; rz(g) q[0]; rz(g) q[1]; rz(g) q[2];"
    assert qnn_from_qasm(shared, "ZZZ").parameters == ("g",)
    assert qnn_from_qasm("qubit[2] q; input float th; rx(th) q;", "ZZ").degrees == (2,)


@pytest.mark.parametrize(
    "gate",
    [
        "sx q[0];",
        "crx(0.3) q[0],q[1];",
        "rzz(0.3) q[0],q[1];",
        "p(0.3) q[0];",
        "swap q[0],q[1];",
        "u(0.1,0.2,0.3) q[0];",
    ],
)
def test_openqasm_2(gate: str) -> None:
    text = f'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[2];\nry(0.7) q[1];\n{gate}'
    network = qnn_from_qasm(text, "ZZ", train_numbers=True)
    assert network.parameters[0] == "ry_4"
    assert len(network.parameters) == 1 + gate.count("0.")


def test_own_definitions_by_u() -> None:
    text = (
        "gate myh x { U(pi/2, 0, pi) x; } gate myry(t) x { U(t, 0, 0) x; } input float a; "
        "qubit q; myh q; myry(a) q;"
    )
    assert repr(expectation(qnn_from_qasm(text, "X"), State.zero(1))) == "cos(a)"
    angles = "input float t; input float p; input float l; qubit q;"
    by_u, by_hand = f"{angles} U(t, p, l) q;", f"{angles} rz(l) q; ry(t) q; rz(p) q;"
    assert qnn_from_qasm(by_u, "X") == qnn_from_qasm(by_hand, "X")


# the library as publications define it: with phases (x from U and gphase), and in the older way (x
# from U alone)
NEW = """
gate p(l) a { ctrl @ gphase(l) a; }
gate x a { U(pi, 0, pi) a; gphase(-pi/2); }
gate z a { p(pi) a; }
gate s a { pow(0.5) @ z a; }
gate sdg a { inv @ pow(0.5) @ z a; }
gate t a { pow(0.5) @ s a; }
gate sx a { pow(0.5) @ x a; }
gate h a { U(pi/2, 0, pi) a; gphase(-pi/4); }
gate rx(v) a { U(v, -pi/2, pi/2) a; gphase(-v/2); }
gate cx a, b { ctrl @ x a, b; }
gate crx(v) a, b { ctrl @ rx(v) a, b; }
gate ccx a, b, c { ctrl @ ctrl @ x a, b, c; }
"""
OLD = (
    NEW.replace(" gphase(-pi/2);", "").replace(" gphase(-pi/4);", "").replace(" gphase(-v/2);", "")
)
BODY = (
    "input float a; input float b; qubit[3] q; h q; rx(a) q[1]; s q[0]; sx q[1]; sdg q[2]; cx "
    "q[0], q[1]; crx(b) q[1], q[2]; h q;"
)


@pytest.mark.parametrize("definitions", [NEW, OLD], ids=["with phases", "without"])
def test_the_library_copied_into_the_file(definitions: str) -> None:
    observable = "XYZ + 2*ZIX - YZI"
    own, known = qnn_from_qasm(definitions + BODY, observable), qnn_from_qasm(BODY, observable)
    state = State.zero(3)
    assert expectation(own, state) == expectation(known, state)


def test_names_and_the_order_of_declaration() -> None:
    text = (
        'OPENQASM 3.0; include "stdgates.inc"; input float[64] lambda_0; input float[64] '
        "theta_0; input float[64] theta_10; "
        "input float[64] theta_2; input float[64] spare; qubit[1] q; "
        "rz(lambda_0) q[0]; ry(theta_2) q[0]; rz(theta_10) q[0]; rx(theta_0) q[0];"
    )
    circuit = read_qasm(text)
    assert circuit.parameters == ("lambda_0", "theta_0", "theta_10", "theta_2")
    assert circuit.unused == ("spare",)
    output = expectation(circuit.network("Z"), State.zero(1))
    for a, b, c, d in np.random.default_rng(0).uniform(-3, 3, (5, 4)):
        expected = np.cos(d) * np.cos(b) + np.sin(d) * np.sin(c) * np.sin(b)
        assert abs(output.numeric([a, b, c, d]) - expected) < 1e-12


def test_a_shared_parameter_is_the_circuit() -> None:
    """QAOA on four vertices from a text, from the family, and from two generators: the same
    polynomial.
    """
    edges = [(0, 1), (1, 2), (0, 2), (2, 3)]
    cost = " ".join(f"rzz(g) q[{i}], q[{j}];" for i, j in edges)
    network = qnn_from_qasm(
        f"input float g; input float b; qubit[4] q; h q; {cost} rx(2*b) q;", _cost(edges)
    )
    family = expectation(ansatz.qaoa(edges, 1), State.bloch([(1, 0, 0)] * 4))
    found = expectation(network, State.zero(4))
    assert [list(f.terms()) for f in (found,)] == [list(f.terms()) for f in (family,)]


def _cost(edges: Any) -> str:
    return " + ".join("".join("Z" if q in edge else "I" for q in range(4)) for edge in edges)
