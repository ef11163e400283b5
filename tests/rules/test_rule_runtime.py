"""What importing costs, and what the programs need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import symqnn


def run(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


HEAVY = (
    "sorted({'numpy', 'sympy', 'flint', 'networkx', 'scipy', 'qiskit', 'openqasm3'} & "
    "set(sys.modules))"
)


def test_importing_symqnn_loads_nothing_heavy() -> None:
    assert run(f"import sys, symqnn; print({HEAVY})") == "[]"
    assert run(f"import sys, symqnn.cli; print({HEAVY})") == "[]"
    assert run(f"import sys, symqnn.checker; print({HEAVY})") == "[]"


def test_computing_does_not_load_extras() -> None:
    compute = "q = QNN(['X'], 'Z+I'); expand(q); linear_independence(q)"
    code = f"import sys; from symqnn import QNN, expand, linear_independence; {compute}\n"
    code += "print(sorted({'scipy', 'qiskit', 'openqasm3', 'matplotlib'} & set(sys.modules)))"
    assert run(code) == "[]"


EXTRAS = (
    "openqasm3",
    "antlr4",
    "qiskit",
    "pennylane",
    "cirq",
    "pytket",
    "scipy",
    "matplotlib",
    "dask",
    "sklearn",
    "torch",
)


@pytest.mark.parametrize(
    "command",
    [
        ["verify", "--generators", "ZI", "IZ", "--observable", "(Y+I)(Y+I)"],
        ["expand", "--family", "qaoa", "edges=0-1", "repetitions=1"],
        ["independence", "--generators", "1/2*ZI", "IZ", "--observable", "YY"],
        ["construct", "theorem-2", "--p", "2"],
        ["count", "--p", "1", "--dataset", "random:2:1"],
    ],
    ids=lambda command: command[0],
)
def test_the_commands_need_no_extra(command: list[str]) -> None:
    """A network in Pauli words is treated by what ``pip install .`` brings."""
    absent = f"import sys; sys.modules.update(dict.fromkeys({EXTRAS!r}))"
    assert run(
        f"{absent}; from symqnn.cli import main; print(main({command!r}) in (0, 1))"
    ).endswith("True")


def test_public_names_exist() -> None:
    assert all(getattr(symqnn, name) is not None for name in symqnn.__all__)
    assert set(symqnn.__all__) <= set(dir(symqnn))


def test_unknown_names_are_attribute_errors() -> None:
    assert not hasattr(symqnn, "nope")


def test_sympy_without_flint() -> None:
    """Importing python-flint switches SymPy's ground types; nothing may depend on it."""
    code = """
import sympy
from sympy.external.gmpy import GROUND_TYPES
from symqnn import QNN, State, expectation, linear_independence
from symqnn.certificate.identity import layer_identity_certificate
half, i = sympy.Rational(1, 2), sympy.I
q = QNN([sympy.Matrix([[0, -i], [i, 0]])] * 2, sympy.Matrix([[half, 1 - i / 3], [1 + i / 3, -2]]))
identity = layer_identity_certificate("equation-11")["claim"]["normal_form"]
output = expectation(q, State.pure([1, sympy.Rational(2, 3) * i]))
print(GROUND_TYPES, output, linear_independence(q).rank, len(identity))
"""
    plain, flint = (
        run(code, SYMPY_GROUND_TYPES=kind).partition(" ") for kind in ("python", "flint")
    )
    assert plain[0] == "python"
    assert plain[2] == flint[2]


BENCHMARKS = sorted((Path(__file__).parents[1] / "benchmarks").glob("*.py"))
IMPORT_EACH = """
import runpy, sys, traceback
sys.path.insert(0, {folder!r})
for path in {paths!r}:
    try:
        runpy.run_path(path, run_name="imported")
        print("|", path)
    except Exception:
        traceback.print_exc(limit=-2)
"""


@pytest.fixture(scope="module")
def imported() -> list[str]:
    """What one process says that imports all of them."""
    paths = [str(path) for path in BENCHMARKS]
    return run(IMPORT_EACH.format(folder=str(BENCHMARKS[0].parent), paths=paths)).splitlines()


@pytest.mark.parametrize("path", BENCHMARKS, ids=lambda path: path.stem)
def test_benchmarks_import(path: Path, imported: list[str]) -> None:
    """They are run by hand only; a name that has moved is found here."""
    assert f"| {path}" in imported
    assert all(line.startswith("| ") for line in imported)  # nothing else is printed
