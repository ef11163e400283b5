"""The table over circuit files.

Modules: model/importers/rounding.
"""

from dataclasses import replace
from pathlib import Path

import pytest

from symqnn.model.importers.table import circuits_table

pytest.importorskip("openqasm3", reason="the parser of OpenQASM")

FILES = {
    "a.qasm": "input float a; qubit[2] q; crx(a) q[0], q[1]; bit b; b = measure q[0];",
    "b.qasm": "input float a; qubit q; rx(a) q; t q;",
    "c.qasm": 'OPENQASM 2.0; include "qelib1.inc"; qreg q[1]; rx(0.3) q[0]; u2(0, pi) q[0];',
    "d.qasm": 'OPENQASM 2.0; include "qelib1.inc"; qreg q[1]; rx(0.3) q[0]; t q[0];',
    "e.qasm": "input float a; qubit q; if (true) { rx(a) q; }",
    "f.qasm": "not a program",
    "g.qasm": "input float a; qubit q; rx(a) q; ry(41*a) q; rx(a) q;",
}


def test_table(tmp_path: Path) -> None:
    inner = tmp_path / "folder"
    inner.mkdir()
    for name, text in FILES.items():
        (inner / name).write_text(text)
    (inner / "readme.txt").write_text("no circuit")
    rows = circuits_table([tmp_path, inner / "a.qasm", tmp_path / "missing.qasm"])
    assert [row.name for row in rows] == [
        *(f"folder/{name}" for name in FILES),
        "a.qasm",
        "missing.qasm",
    ]
    a, b, c, d, e, f, g, again, missing = rows
    assert replace(a, name="a.qasm") == again
    assert (a.read, a.options, a.qubits, a.gates, a.parameters, a.message) == (
        True,
        "",
        2,
        2,
        ("a",),
        "",
    )
    assert "measurements" in a.notes[0]
    assert (b.read, b.options, b.fixed, b.constants, b.message) == (True, "", 1, ("pi/4",), "")
    assert "kept exactly, as constants" in " ".join(b.notes)
    assert (c.read, c.options, c.parameters) == (True, "--train-numbers", ("rx_1",))
    assert (d.read, d.options, d.constants) == (True, "--train-numbers", ("pi/4",))
    assert [row.read for row in (e, f, g, missing)] == [False] * 4
    for row, part in (
        (e, "if is not read"),
        (f, "not an OpenQASM program"),
        (g, "frequencies up to"),
        (missing, "cannot"),
    ):
        assert part in row.message
