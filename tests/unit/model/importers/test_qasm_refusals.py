"""What the OpenQASM importer refuses, and that each message names the place and something that
works.

Modules: model/importers/expressions, model/importers/problems, model/importers/qasm_advice,
model/importers/qasm_reader, model/importers/qasm_scope, model/importers/qasm_two.
"""

import sys
from fractions import Fraction
from pathlib import Path

import pytest

from symqnn.errors import DimensionError, InputError, MissingExtraError, SizeError, SymqnnError
from symqnn.model.importers.qasm import MAX_CHARACTERS, qnn_from_qasm, read_qasm

# five lines
HEAD = (
    'OPENQASM 3.0;\ninclude "stdgates.inc";\ninput float[64] a;\ninput float[64] b;\nqubit[2] q;\n'
)

STATEMENTS = [  # line 6 of a program, what its message must say
    (
        "t q[0];",
        r"gate t \(angle pi/4\): the fixed angle is no multiple of pi/2.*input float\[64\] "
        r"phi;.*round_angles",
    ),
    ("tdg q[0];", "gate tdg .*--train-numbers.*--round-angles"),
    ("ch q[0], q[1];", r"gate ch \(angle "),
    ("foo q[0];", "gate foo: it is neither known nor defined before this line"),
    ("rx(a + pi/4) q[0];", r"gate rx \(angle a \+ pi/4\): the fixed angle"),
    ("rx(pi/4) q[0];", r"gate rx \(angle pi/4\)"),
    ("rx(1) q[0];", r"gate rx \(angle 1\)"),
    ("rx(1.5707963267948966) q[0];", r"gate rx \(angle 7853981633974483/5000000000000000\)"),
    ("crz(pi/2) q[0], q[1];", r"gate crz \(angle pi/4\)"),
    ("rx(1e300) q[0];", "gate rx"),
    ("rx(1e9999) q[0];", "the decimal inf cannot be read"),
    (
        "rx(1/2*pi) q[0];",
        r"1/2 is a division of integers, which OpenQASM 3 rounds to a whole number; write 1\.0/2",
    ),
    ("rx((-1/2)*a) q[0];", r"write -1\.0/2 or, as a factor, divide what it multiplies: a/2, pi/2"),
    ("rx(a*b) q[0];", r"the product \(a\)\*\(b\) is not linear"),
    ("rx(pi/a) q[0];", r"the quotient \(pi\)/\(a\) is not linear"),
    ("rx(pi/0) q[0];", r"the quotient \(pi\)/\(0\) is not linear"),
    ("rx(sin(a)) q[0];", r"the expression sin\(a\) is not affine; write sums"),
    ("rx(arctan(a)) q[0];", "arctan is read for one number"),
    ("rx(2**a) q[0];", r"the power \(2\)\*\*\(a\) is not read"),
    ("rx(2**1000) q[0];", "whole exponents up to 64"),
    ("rx(euler) q[0];", "euler is irrational"),
    ("rx(true) q[0];", "the expression true is not affine"),
    ("rx(c) q[0];", "c is not known here; declare it before its use, for instance: input float"),
    ("rx(a[0]) q[0];", r"a\[0\] is no element of a declared array"),
    ("rx q[0];", "0 angles given, 1 required"),
    ("rx(a, b) q[0];", "2 angles given, 1 required"),
    ("rx(a) q[0], q[1];", "2 qubits given, 1 required"),
    ("ctrl @ x q[0];", "1 qubits given, 2 required"),
    ("ctrl(9) @ x q[0], q[1];", "9 controls are asked for"),
    ("pow(a) @ x q[0];", "the exponent of pow must be a number"),
    ("pow(0.5) @ rx(a) q[0];", "several branches; write the gate with the angle"),
    ("pow(0.5) @ cx q[0], q[1];", "one Pauli word only"),
    ("pow(10000000) @ cx q[0], q[1];", "unfold to more than"),
    ("cx q[0], q[0];", "gate cx: the same qubit is given twice"),
    ("x r[0];", "r is not a declared qubit"),
    ("x q[2];", r"q\[2\] is out of range; q has 2 qubits"),
    ("x q[0, 1];", r"2 indices of q are given"),
    ("x q[0:0:1];", "step 0"),
    ("x $0;", "physical qubit .0 stands beside registers"),
    ("measure q[0]; x q[0];", "gate x: it acts on qubit 0 after its measurement .line 6."),
    ("x q[0]; reset q[0];", "reset after gates on qubit 0 is not read"),
    ("if (true) { x q[0]; }", "if is not read"),
    ("for bit c in [a:b] { x q[0]; }", "a bound of the range is a; an integer is required"),
    ("for uint k in a { x q[k]; }", "a loop over this is not read"),
    ("for uint k in [0:1000000] { x q[0]; }", "more than 100000 numbers"),
    ("while (true) { x q[0]; }", "while is not read"),
    ("def f(qubit p) { x p; }", "def is not read"),
    ("extern f(int) -> int;", "extern is not read"),
    ("let r = a;", "a is not a declared qubit"),
    ("let q = q[0:1];", "q is declared already; choose another name, for instance q_2"),
    ("a = 1;", "a is no classical variable"),
    ("c = 1;", "c is no classical variable"),
    ("complex c = 1;", "c: its type is not read"),
    ("f(a);", "a function call is not read"),
    ('include "other.inc";', 'include "other.inc": only stdgates.inc and qelib1.inc are known'),
    ("input array[float[64], 1000000] c;", "array c has 1000000 elements"),
    ("input array[int, 3] c;", "input c must be a float or an angle"),
    ("array[float[64], 2] c = {1, 2, 3};", "array c has 2 elements and 3 values"),
    ("input int c;", "input c must be a float or an angle.*const int c = 2"),
    ("input float a;", "a is declared already; choose another name, for instance a_2"),
    ("input float pi;", "pi is declared already"),
    ("const float c = 2*a;", r"const c: 2\*a depends on an input"),
    ("const int c = pi;", "const c: the value is pi; an integer is required"),
    ("const complex c = 1;", "const c: its type is not read"),
    ("qubit[0] r;", "size 0"),
    ("qubit[1000000000] r;", "1 to 4096 qubits"),
    ("qubit[pi] r;", "the size of r is pi; an integer is required"),
    ("gate g p, p { x p; }", "gate g: two parameters or two qubits"),
    ("gate g p { x p; } gate g p { y p; }", "gate g is defined already"),
    ("gate g p { t p; } g q[0];", r"gate g \(angle pi/4 of t in the definition of g, line 6\)"),
    (
        "gate g p { if (true) { x p; } } g q[0];",
        "in the definition of g, line 6: if is not read|line 6",
    ),
    ("gate g p { g p; } g q[0];", "gate g: in the definition of g, line 6: gate g calls itself"),
    ("gate rx(c) p { rx(c) p; } rx(a) q[0];", "gate rx calls itself"),
    (
        "gate f p { g p; } gate g p { x p; } f q[0];",
        "in the definition of f, line 6: gate g: .*defined before",
    ),
    (
        "gate g p { foo p; } gate f p { g p; } f q[0];",
        "gate f: in the definition of g, line 6: gate foo",
    ),
    ("gate g p { x q[0]; } g q[0];", "only the qubits p can be used here|line 6"),
    ("gate g p { rx(a) p; } g q[0];", "a is not known here"),
    ("gate g(c) p { rx(c + pi/4) p; } g(a) q[0];", r"the definition of g, line 6"),
    ("qubit[3] r; cx q, r;", r"registers of sizes \[2, 3\]"),
]


@pytest.mark.parametrize(
    ("statement", "message"), STATEMENTS, ids=[statement for statement, _ in STATEMENTS]
)
def test_refused_statement_names_its_line(
    statement: str, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(
        SymqnnError, match=r"(?s)^circuit(, line 6: | has .*\n  lines? 6[,:] ?).*" + message
    ):
        read_qasm(HEAD + statement + "\nrx(a) q[1];\n", constants=False)
    assert capfd.readouterr() == ("", "")


def test_all_problems_stand_in_one_message() -> None:
    lines = [
        "t q[0];",
        "rx(a*b) q[0];",
        "rx(0.3) q[1];",
        "foo q[0];",
        "if (true) { x q[0]; }",
        "t q[1];",
        "foo q[1];",
    ]
    with pytest.raises(InputError) as caught:
        read_qasm(HEAD + "\n".join(lines), constants=False)
    message = str(caught.value).split("\n")
    assert message[0] == "circuit has 7 places that cannot be read:"
    assert message[1].startswith(
        "  lines 6, 8, 11: gate t (angle pi/4), gate rx (angle 3/10): the fixed angle"
    )
    assert message[2].startswith("  line 7: gate rx: the product (a)*(b)")
    assert message[3].startswith("  lines 9, 12: gate foo: it is neither known")
    assert message[4].startswith("  line 10: if is not read")
    assert len(message) == 5


def test_suggested_names_are_free() -> None:
    with pytest.raises(InputError, match=r"input float\[64\] phi_3; rz\(phi_3\)"):
        read_qasm("input float phi; input float phi_2; qubit q; rx(phi) q; t q;", constants=False)
    with pytest.raises(InputError, match="choose another name, for instance a_3"):
        read_qasm("input float a; input float a_2; input float a; qubit q; rx(a) q;")


def test_advice_to_the_letter() -> None:
    """What a message tells works when it is followed."""
    text = "input float a; qubit q; rx(a) q; ry(0.3) q; rz(pi/4) q;"
    with pytest.raises(InputError, match=r"round_angles=True.*"):
        read_qasm(text, constants=False)
    rounded = qnn_from_qasm(text, "Z", round_angles=True)
    assert 0 < max(gate.rounding for gate in rounded.gates) <= Fraction(1, 2**50)
    assert read_qasm(text, train_numbers=True).parameters == ("a", "ry_1", "rz_1")
    halves = ["rx((-1.0/2)*a) q[0];", "rx(-a/2) q[0];", "rx((-0.5)*a) q[0];"]
    assert (
        len({repr(read_qasm(HEAD + half)).replace(half, "").split("digest")[0] for half in halves})
        == 1
    )
    old = 'OPENQASM 2.0; include "qelib1.inc"; qreg q[1]; rx(0.3) q[0]; rz(pi/2) q[0];'
    with pytest.raises(InputError, match=r"make parameters of all numbers .* train_numbers=True"):
        read_qasm(old, constants=False)
    assert read_qasm(old, train_numbers=True).parameters == ("rx_1",)
    fixed = 'OPENQASM 2.0; include "qelib1.inc"; qreg q[1]; h q[0];'
    with pytest.raises(InputError, match=r"no rotation has a parameter; .* train_numbers=True"):
        read_qasm(fixed)
    with pytest.raises(InputError, match="no numbers that are angles"):
        read_qasm(fixed, train_numbers=True)


TEXTS = [  # not an OpenQASM 3 program
    ("", "empty"),
    ("  \n// only a comment\n/* and\nanother */", "empty"),
    ("circuit.qasm", r"to read a file, give pathlib.Path"),
    ("\x00\x01\x02;\xff\xfe", "line 1, column 0"),
    ("qubit q\nh q;", "line 2, column 0: unexpected 'h'"),
    ("qubit q;\nrx(a q;", "line 2, column 5: unexpected 'q'"),
    ('"abc;\n', "line 1, column 0"),
    ("qubit q;\n/* abc", "line 2, column 0"),
    ("OPENQASM 4.0;\nqubit q;", "version 2 or 3 is required"),
    ("qubit q;\nrx(" + "(" * 5000 + "1" + ")" * 5000 + ") q;", "line 2: brackets are nested"),
    ("qubit q;\nrx(" + "-" * 5000 + "1) q;", "nested too deeply"),
    ("qubit q;\nrx(1" + "+1" * 5000 + ") q;", "nested too deeply"),
    ("qubit q;\n" + "if (true) " * 3000 + "x q;", "nested too deeply"),
    ("qubit q;\nrx(" + "9" * 5000 + ") q;", "cannot be parsed"),
    (
        "qubit q; input float a;\nx q;",
        "the parameters a enter no rotation, or cancel in each angle",
    ),
    (
        "qubit q; input float a;\nrx(a - a) q;",
        "the parameters a enter no rotation, or cancel in each angle",
    ),
    (
        "qubit q; input float a; rx(a) q;\nrx(-a) q;",
        "the rotations by a cancel, and no other gate has a parameter",
    ),
    ("qubit q; rx(pi/2) q;\nx q;", "no rotation has a parameter"),
    ("x" * (MAX_CHARACTERS + 1), "can be read"),
]


@pytest.mark.parametrize(("text", "message"), TEXTS, ids=[repr(text[:25]) for text, _ in TEXTS])
def test_refused_text(text: str, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(InputError, match=message):
        read_qasm(text)
    assert capfd.readouterr() == ("", "")


def test_every_prefix_is_read_or_refused() -> None:
    text = HEAD + "gate g(c) p { rx(c + pi/2) p; }\ng(a) q[0];\ncx q[0], q[1];\nrz(-b) q[1];\n"
    refused = 0
    for end in range(len(text)):
        try:
            read_qasm(text[:end])
        except SymqnnError:
            refused += 1
    assert 0 < refused < len(text)


@pytest.mark.slow
def test_doubling_definitions_are_refused_quickly() -> None:
    lines = ["gate g0 q { x q; }"] + [
        f"gate g{k} q {{ g{k - 1} q; g{k - 1} q; }}" for k in range(1, 60)
    ]
    with pytest.raises(
        SizeError, match=r"^circuit, line 63: in the definition of g.*unfold to more than"
    ):
        read_qasm("input float a;\nqubit q;\n" + "\n".join(lines) + "\ng59 q;\nrx(a) q;")


def test_repeated_squares_are_refused_quickly() -> None:
    lines = ["const int c0 = 10;"] + [
        f"const int c{k} = c{k - 1} * c{k - 1};" for k in range(1, 60)
    ]
    with pytest.raises(InputError, match=r"^circuit, line 12: the product has more than 4096 bits"):
        read_qasm("\n".join(lines))


def test_a_chain_of_bad_definitions_has_a_short_message() -> None:
    lines = ["gate g0 q { foo q; }"] + [f"gate g{k} q {{ g{k - 1} q; }}" for k in range(1, 500)]
    with pytest.raises(
        InputError, match="line 502: gate g499: in the definition of g0, line 2: gate foo"
    ) as caught:
        read_qasm("\n".join(["qubit q;", *lines, "g499 q;"]))
    assert len(str(caught.value)) < 1000


def test_bytes_and_other_values_are_refused() -> None:
    with pytest.raises(InputError, match="of type bytes; the text"):
        read_qasm(b"qubit q;")  # type: ignore[arg-type]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        qnn_from_qasm(tmp_path / "missing.qasm", "Z")
    with pytest.raises(InputError, match="cannot be read"):
        qnn_from_qasm(tmp_path, "Z")
    (tmp_path / "binary.qasm").write_bytes(bytes(range(256)))
    with pytest.raises(InputError, match="not text in UTF-8"):
        qnn_from_qasm(tmp_path / "binary.qasm", "Z")
    (tmp_path / "large.qasm").write_bytes(b"x" * 10_000_000)
    with pytest.raises(InputError, match="10000000 bytes"):
        qnn_from_qasm(tmp_path / "large.qasm", "Z")
    (tmp_path / "bad.qasm").write_text(HEAD + "foo q[0];")
    with pytest.raises(InputError, match=r"^bad\.qasm, line 6: gate foo"):
        qnn_from_qasm(tmp_path / "bad.qasm", "ZZ")


def test_observable_of_another_size() -> None:
    with pytest.raises(DimensionError, match="acts on 3 qubits and the circuit on 2"):
        qnn_from_qasm(HEAD + "rx(a) q[0];", "ZZZ")
    with pytest.raises(InputError, match="observable is 5; a Pauli text"):
        qnn_from_qasm(HEAD + "rx(a) q[0];", 5)  # type: ignore[arg-type]


@pytest.mark.parametrize("missing", ["openqasm3", "openqasm3.parser"])
def test_missing_parser_names_the_package(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in list(sys.modules):
        if module.startswith(("openqasm3", "symqnn.model.importers.")):
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'openqasm3\[parser\]'"):
        read_qasm(HEAD + "rx(a) q[0];")
