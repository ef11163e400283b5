"""What the OpenQASM importer refuses, and that each message names the place and something that works."""

import sys
from pathlib import Path

import pytest

from symqnn.errors import DimensionError, ExactnessError, InputError, MissingExtraError, SizeError, SymqnnError
from symqnn.model.importers.qasm import MAX_CHARACTERS, qnn_from_qasm, read_qasm

HEAD = 'OPENQASM 3.0;\ninclude "stdgates.inc";\ninput float[64] a;\ninput float[64] b;\nqubit[2] q;\n'  # five lines

STATEMENTS = [  # line 6 of a program, what its message must say
    ("t q[0];", "gate t: it is neither Clifford nor a rotation .* Symqnn reads rx, ry"),
    ("tdg q[0];", r"gate tdg: .*rz\(a\) with a parameter of its own"),
    ("U(a, 0, 0) q[0];", "gate U: .* rz\\(lambda\\), then ry\\(theta\\), then rz\\(phi\\)"),
    ("u3(a, 0, 0) q[0];", "gate u3: "),
    ("u2(a, 0) q[0];", "gate u2: .* ry\\(pi/2\\)"),
    ("crx(a) q[0], q[1];", "gate crx: .*rzx\\(b\\) on both"),
    ("cry(a) q[0], q[1];", "gate cry: .*between sdg and s"),
    ("crz(a) q[0], q[1];", "gate crz: .*rzz\\(b\\) on both"),
    ("cp(a) q[0], q[1];", "gate cp: .*rzz\\(c\\) on both"),
    ("ch q[0], q[1];", "gate ch: "),
    ("foo q[0];", "gate foo: .*neither known nor defined before this line"),
    ("rx(2*a) q[0];", r"gate rx: the angle 2\*a .*assign_parameters\(\{a: Parameter\('phi'\)/2\}\)"),
    ("rx(-a/2) q[0];", r"gate rx: the angle -a/2 .*\{a: -2\*Parameter\('phi'\)\}"),
    ("rx(a + b) q[0];", r"gate rx: the angle a \+ b .*one parameter for the whole angle"),
    ("rx(2*a + b) q[0];", r"the angle 2\*a \+ b "),
    ("rx(a + pi/4) q[0];", r"the angle a \+ pi/4 is not ± one parameter"),
    ("rx(pi/4) q[0];", "gate rx: the angle pi/4 is not a multiple of pi/2"),
    ("rx(1) q[0];", "the angle 1 is not a multiple of pi/2"),
    ("rx(a + 1) q[0];", r"the angle a \+ 1 is not"),
    ("rx(1.5707963267948966) q[0];", "the decimal 1.5707963267948966 is not exact; write pi/2"),
    ("rx(-4.71238898038469) q[0];", r"write 3\*pi/2|write -3\*pi/2"),
    ("rx(0.0) q[0];", "the decimal 0.0 is not exact; write 0"),
    ("rx(0.5*pi) q[0];", "the decimal 0.5 is not exact; write it with pi and integers"),
    ("rx(1e999) q[0];", "the decimal inf is not exact"),
    ("rx(1/2*pi) q[0];", r"1/2 is a division of integers, which OpenQASM rounds; put pi first, as in 1\*pi/2"),
    ("rx(a*b) q[0];", r"the product \(a\)\*\(b\) is not linear"),
    ("rx(pi/a) q[0];", r"the quotient \(pi\)/\(a\) is not linear"),
    ("rx(pi/0) q[0];", r"the quotient \(pi\)/\(0\) is not linear"),
    ("rx(sin(a)) q[0];", r"the expression \(FunctionCall\) is not read"),
    ("rx(2**a) q[0];", r"the expression \(BinaryExpression\) is not read"),
    ("rx(c) q[0];", "c is not known here; declare it before its use, for instance: input float"),
    ("rx q[0];", "0 angles given, 1 required"),
    ("rx(a, b) q[0];", "2 angles given, 1 required"),
    ("rx(a) q[0], q[1];", "2 qubits given, 1 required"),
    ("cx q[0], q[0];", "gate cx: the same qubit is given twice"),
    ("x r[0];", "r is not a declared qubit"),
    ("x q[2];", r"q\[2\] is out of range; q has 2 qubits"),
    ("x q[0:1];", "only a single index"),
    ("x $0;", "physical qubit"),
    ("rx(a) q;", r"parameter a on line 6 is used already by gate rx on line 6"),
    ("ctrl @ x q[0], q[1];", r"gate x: its modifier ctrl @ is not read .* ctrl @ x as cx"),
    ("pow(2) @ x q[0];", "modifier pow @"),
    ("ctrl @ gphase(a) q[0];", "controlled gphase is not read"),
    ("bit c = measure q[0];", r"measure is not read: .*remove_final_measurements\(\)"),
    ("measure q;", "measure is not read"),
    ("reset q[0];", "reset is not read"),
    ("delay[10ns] q[0];", "delay is not read"),
    ("if (true) { x q[0]; }", "if is not read"),
    ("for uint k in [0:1] { x q[k]; }", "for is not read"),
    ("while (true) { x q[0]; }", "while is not read"),
    ("def f(qubit p) { x p; }", "def is not read"),
    ("extern f(int) -> int;", "extern is not read"),
    ("let r = q[0:1];", "let is not read"),
    ("float c = 1;", "a classical variable is not read"),
    ("box { x q[0]; }", "box is not read"),
    ("end;", "end is not read"),
    ("#pragma fast", "pragma is not read"),
    ("{ x q[0]; }", "a block in braces is not read"),
    ("f(a);", "a function call is not read"),
    ('include "other.inc";', 'include "other.inc": only "stdgates.inc" is known'),
    ("input array[float[64], 3] c;", "input c must be a float or an angle"),
    ("input int c;", "input c must be a float or an angle"),
    ("input float a;", "a is declared already"),
    ("input float pi;", "pi is declared already"),
    ("const float c = 2*a;", r"const c: 2\*a depends on an input"),
    ("const int c = pi;", "const c: the value is pi; an integer is required"),
    ("const bool c = true;", "only const int and const float"),
    ("qubit[0] r;", "size 0"),
    ("qubit[1000000000] r;", "1 to 4096 qubits"),
    ("qubit[pi] r;", "the size of r is pi; an integer is required"),
    ("gate g p, p { x p; }", "gate g: two parameters or two qubits"),
    ("gate g p { x p; } gate g p { y p; }", "gate g is defined already"),
    ("gate g p { t p; } g q[0];", "gate g: in the definition of g, line 6: gate t: it is neither"),
    ("gate g p { g p; } g q[0];", "gate g: in the definition of g, line 6: gate g calls itself"),
    ("gate rx(c) p { rx(c) p; } rx(a) q[0];", "gate rx calls itself"),
    ("gate f p { g p; } gate g p { x p; } f q[0];", "in the definition of f, line 6: gate g: .*defined before"),
    ("gate g p { t p; } gate f p { g p; } f q[0];", "gate f: in the definition of g, line 6: gate t"),
    ("gate g p { x q[0]; } g q[0];", "only the qubits p can be used here"),
    ("gate g p { rx(a) p; } g q[0];", "a is not known here"),
    ("gate g(c) p { rx(2*c) p; } g(a) q[0];", r"the angle 2\*a of rx in the definition of g, line 6 is not"),
    (
        "gate g(c) p, r { rx(c) p; rx(c) r; } g(a) q[0], q[1];",
        "parameter a on line 6 is used already by gate g on line 6",
    ),
    ("qubit[3] r; cx q, r;", r"registers of sizes \[2, 3\]"),
]


@pytest.mark.parametrize(("statement", "message"), STATEMENTS, ids=[statement for statement, _ in STATEMENTS])
def test_refused_statement_names_its_line(statement: str, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SymqnnError, match=r"(?s)^circuit, line 6: .*" + message):
        read_qasm(HEAD + statement + "\n")
    assert capfd.readouterr() == ("", "")


def test_shared_parameter_names_both_lines() -> None:
    with pytest.raises(InputError, match="line 8: gate rz: parameter a on line 8 is used already by gate rx on line 6"):
        read_qasm(HEAD + "rx(a) q[0];\nh q;\nrz(-a) q[1];\n")


TEXTS = [  # not an OpenQASM 3 program
    ("", "empty"),
    ("  \n// only a comment\n/* and\nanother */", "empty"),
    ("circuit.qasm", r"to read a file, give pathlib.Path"),
    ("\x00\x01\x02;\xff\xfe", "line 1, column 0"),
    ("qubit q\nh q;", "line 2, column 0: unexpected 'h'"),
    ("qubit q;\nrx(a q;", "line 2, column 5: unexpected 'q'"),
    ('"abc;\n', "line 1, column 0"),
    ("qubit q;\n/* abc", "line 2, column 0"),
    (
        'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[1];',
        r"OpenQASM 2; convert it .* qasm3.dumps\(qasm2.loads\(text\)\)",
    ),
    ('include "qelib1.inc";\nqreg q[1];', "OpenQASM 2"),
    ("OPENQASM 4.0;\nqubit q;", "version 3 is required"),
    ("qubit q;\nrx(" + "(" * 5000 + "1" + ")" * 5000 + ") q;", "line 2: brackets are nested"),
    ("qubit q;\nrx(" + "-" * 5000 + "1) q;", "nested too deeply"),
    ("qubit q;\nrx(1" + "+1" * 5000 + ") q;", "nested too deeply"),
    ("qubit q;\n" + "if (true) " * 3000 + "x q;", "nested too deeply"),
    ("qubit q;\nrx(" + "9" * 5000 + ") q;", "cannot be parsed"),
    ("qubit q; input float a;\nx q;", "no rotation has a parameter"),
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


def test_doubling_definitions_are_refused_quickly() -> None:
    lines = ["gate g0 q { x q; }"] + [f"gate g{k} q {{ g{k - 1} q; g{k - 1} q; }}" for k in range(1, 60)]
    with pytest.raises(SizeError, match=r"line 63: gate g59: in the definition of g.*unfold to more than"):
        read_qasm("input float a;\nqubit q;\n" + "\n".join(lines) + "\ng59 q;\nrx(a) q;")


def test_repeated_squares_are_refused_quickly() -> None:
    lines = ["const int c0 = 10;"] + [f"const int c{k} = c{k - 1} * c{k - 1};" for k in range(1, 60)]
    with pytest.raises(InputError, match="line 12: const c11: the product has more than 4096 bits"):
        read_qasm("\n".join(lines))


def test_a_chain_of_bad_definitions_has_a_short_message() -> None:
    lines = ["gate g0 q { t q; }"] + [f"gate g{k} q {{ g{k - 1} q; }}" for k in range(1, 500)]
    with pytest.raises(InputError, match="line 502: gate g499: in the definition of g0, line 2: gate t") as caught:
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
    (tmp_path / "bad.qasm").write_text(HEAD + "t q[0];")
    with pytest.raises(InputError, match=r"^bad\.qasm, line 6: gate t"):
        qnn_from_qasm(tmp_path / "bad.qasm", "ZZ")


def test_observable_of_another_size() -> None:
    with pytest.raises(DimensionError, match="acts on 3 qubits and the circuit on 2"):
        qnn_from_qasm(HEAD + "rx(a) q[0];", "ZZZ")
    with pytest.raises(ExactnessError, match="write 1/2"):
        qnn_from_qasm(HEAD + "rx(a) q[0];", "0.5*ZZ")


@pytest.mark.parametrize("missing", ["openqasm3", "openqasm3.parser"])
def test_missing_parser_names_the_extra(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in list(sys.modules):
        if module.startswith(("openqasm3", "symqnn.model.importers.")):
            monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'symqnn\[qasm\]'"):
        read_qasm(HEAD + "rx(a) q[0];")
