r"""OpenQASM 3 files as networks: input parameters, Pauli rotations and Clifford gates, read exactly.

* Angles: the gate :math:`R_P(\alpha)=\exp(-\tfrac i2\alpha P)` is :math:`V=\exp(-i\theta H)` with H = P and
  :math:`\alpha=\varphi=2\theta`: the file's angle is twice the paper's (both in radians).
* Qubits are numbered through all registers in the order of declaration; qubit q is letter q **from the left** of a
  Pauli word. Qiskit's labels run the other way: its ``"IIZ"`` is ``"ZII"`` here.
* Every rotation has a parameter of its own, as ± the parameter plus a multiple of π/2. Global phases are dropped.
* A gate that the file defines is read as defined; otherwise gates that ``stdgates.inc`` lacks (``sxdg``, ``rzz``,
  ``ecr``, …) are those of Qiskit.
"""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symqnn.algebra.pauli import PauliSum, TensorProduct
from symqnn.errors import InputError, MissingExtraError
from symqnn.model.circuit import Circuit

if TYPE_CHECKING:
    from symqnn.model.qnn import QNN

MAX_CHARACTERS = 1_000_000
MAX_NESTING = 40
_VERSION = re.compile(r"OPENQASM\s+(\d+)")
_PLACE = re.compile(r"L(\d+):C(\d+): (.*)", re.DOTALL)
_COMMENT_OR_TEXT = re.compile(r"//[^\n]*|/\*.*?\*/|\"[^\"\n]*\"", re.DOTALL)


def read_qasm(text: str, name: str = "circuit") -> Circuit:
    r"""Read an OpenQASM 3 program as a circuit whose Clifford gates are pushed behind all rotations, exactly.

    .. math:: C\,R_{P_p}(\alpha_p)\cdots,\qquad R_P\,C=C\,R_{C^\dagger PC}

    Args:
        text: the program.
        name: what messages call it, for instance the file's name.

    Returns:
        Generators and parameters in the order in which they act; inputs that enter no rotation stand in ``unused``.

    Raises:
        InputError: not OpenQASM 3, or a statement, gate or angle outside what is read (the message names its line).
        ExactnessError: a decimal angle; SizeError: too many gates; MissingExtraError: openqasm3 is not installed.

    Example:
        >>> circuit = read_qasm("input float a; qubit[2] q; h q[0]; cx q[0], q[1]; rz(-a) q[1];")
        >>> circuit.generators, circuit.pull_back(PauliSum.from_text("ZI"))
        ((-XZ,), XI)
    """
    qasm_reader = _reader_module()
    reader = qasm_reader.Reader(name)
    reader.program(_parse(text, name))
    if not reader.used:
        raise InputError(f"{name}: no rotation has a parameter; at least one is required, such as input float[64] a; rx(a) q[0];")
    unused = tuple(parameter for parameter in reader.inputs if parameter not in reader.used)
    return Circuit.from_rotations(reader.qubits, reader.rotations, unused)


def qnn_from_qasm(source: str | Path, observable: str | PauliSum | TensorProduct) -> QNN:
    """Read an OpenQASM 3 program and an observable as a network.

    Args:
        source: the program's text, or the path of its file.
        observable: one letter a qubit, qubit 0 leftmost (the reverse of Qiskit's labels).

    Returns:
        Network whose angle φ_l = 2θ_l (radians) is the l-th parameter of the circuit.

    Raises:
        As :func:`read_qasm`; DimensionError: the observable acts on another number of qubits.

    Example:
        >>> qnn_from_qasm("input float a; qubit[2] q; ry(a) q[0]; cx q[0], q[1];", "IZ")
        QNN(1 generator on 2 qubits, observable ZZ)
    """
    from symqnn.model.qnn import QNN

    circuit = read_qasm(*_load(source)) if isinstance(source, Path) else read_qasm(source)
    if isinstance(observable, str):
        observable = TensorProduct.from_text(observable)
    product = TensorProduct((observable,)) if isinstance(observable, PauliSum) else observable
    return QNN(circuit.generators, circuit.pull_back_product(product), circuit.parameters)


def _reader_module() -> Any:
    try:
        from openqasm3 import parser  # noqa: F401  (needs the antlr runtime as well)

        from symqnn.model.importers import qasm_reader
    except ImportError as error:
        raise MissingExtraError(f"reading OpenQASM needs the package openqasm3 ({error}); pip install 'symqnn[qasm]'") from error
    return qasm_reader


def _load(path: Path) -> tuple[str, str]:
    try:
        if path.stat().st_size > 4 * MAX_CHARACTERS:
            raise InputError(f"{path} has {path.stat().st_size} bytes; programs up to {MAX_CHARACTERS} characters can be read.")
        return path.read_text(encoding="utf-8"), path.name
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); give the path of an OpenQASM 3 file.") from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not text in UTF-8; give an OpenQASM 3 file.") from None


def _check_text(text: object, name: str) -> str:
    """Refuse what would be slow or pointless to parse."""
    if not isinstance(text, str):
        raise InputError(f"{name} is of type {type(text).__name__}; the text of an OpenQASM 3 program is required.")
    if len(text) > MAX_CHARACTERS:
        raise InputError(f"{name} has {len(text)} characters; OpenQASM programs up to {MAX_CHARACTERS} characters can be read.")
    bare = _COMMENT_OR_TEXT.sub(lambda match: "\n" * match[0].count("\n"), text)
    if not bare.strip():
        raise InputError(f"{name} is empty; an OpenQASM 3 program is required.")
    if ";" not in bare and "\n" not in bare.strip():
        raise InputError(f"{name} is {text.strip()[:60]!r}, not an OpenQASM 3 program; to read a file, give pathlib.Path(…).")
    version = _VERSION.search(bare)
    if (version and version[1] == "2") or re.search(r'^\s*include\s*"qelib1\.inc"', text, re.MULTILINE):
        raise InputError(f"{name} is OpenQASM 2; convert it to OpenQASM 3, with Qiskit: qasm3.dumps(qasm2.loads(text)).")
    if version and version[1] != "3":
        raise InputError(f"{name} is OpenQASM {version[1]}; version 3 is required.")
    depth = 0
    for line, part in enumerate(bare.split("\n"), 1):
        for character in re.findall(r"[()\[\]{}]", part):
            depth += 1 if character in "([{" else -1
            if depth > MAX_NESTING:
                raise InputError(f"{name}, line {line}: brackets are nested more than {MAX_NESTING} deep; write it with fewer.")
    return text


def _parse(text: object, name: str) -> Any:
    """Syntax tree of the program; the parser's own printing is silenced."""
    import openqasm3

    checked = _check_text(text, name)
    try:
        with contextlib.redirect_stderr(io.StringIO()):
            return openqasm3.parse(checked)
    except RecursionError:
        raise InputError(f"{name} has an expression or statement that is nested too deeply; write it with fewer operators.") from None
    except Exception as error:  # the parser raises several built-in exceptions on malformed programs
        raise InputError(f"{name}{_syntax_error(error)}; an OpenQASM 3 program is required.") from None


def _syntax_error(error: Exception) -> str:
    """Place and reason of a parser error, as far as the parser tells."""
    place = _PLACE.fullmatch(str(error))
    if place is not None:
        return f", line {place[1]}, column {place[2]}: {place[3]!r}"[:200]
    cause = error.__cause__.args[0] if error.__cause__ is not None and error.__cause__.args else None
    token = getattr(cause, "offendingToken", None)
    if token is not None:
        return f", line {token.line}, column {token.column}: unexpected {token.text[:30]!r}"
    return f" cannot be parsed ({type(error).__name__}: {str(error)[:100]})"
