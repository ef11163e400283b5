r"""OpenQASM 2 and 3 files as networks: parameters,
Pauli rotations and Clifford gates, read exactly.

* Angles: the gate :math:`R_P(a)=\exp(-\tfrac i2aP)` is the generator H = P/2 with the angle a of
  the file, in radians.
  An angle is any sum of rational multiples of parameters and fixed numbers; a decimal text is an
  exact number.
* Qubits are numbered through all registers in the order of declaration; qubit q is letter q **from
  the left** of a
  Pauli word. Qiskit's labels run the other way: its ``"IIZ"`` is ``"ZII"`` here.
* Gates that are products of Pauli rotations are read as such: U, u2, u3, crx, cp, cu3, …; ctrl @,
  negctrl @, inv @ and
  pow @ as well. Global phases are dropped at the end. A gate that the file defines is read as
  defined.
* Fixed angles: multiples of π/2 (Clifford gates) and rational points of the circle such as
  2*arctan(1.0/3) exactly;
  others as constants of the network, or on request rounded within 2^-50. On request, numbers are
  made parameters.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.errors import InputError, MissingExtraError
from symqnn.model.circuit import Circuit

if TYPE_CHECKING:
    from symqnn.model.qnn import QNN

MAX_CHARACTERS = 1_000_000
MAX_NESTING = 40
_VERSION = re.compile(r"OPENQASM\s+(\d+)")
_PLACE = re.compile(r"L(\d+):C(\d+): (.*)", re.DOTALL)
_COMMENT_OR_TEXT = re.compile(r"//[^\n]*|/\*.*?\*/|\"[^\"\n]*\"", re.DOTALL)


def read_qasm(
    text: str,
    name: str = "circuit",
    *,
    round_angles: bool = False,
    train_numbers: bool = False,
    fixed: bool = False,
    constants: bool = True,
) -> Circuit:
    r"""Read an OpenQASM 2 or 3 program as a circuit whose Clifford gates are pushed behind all
    rotations, exactly.

    .. math:: C\,R_{P_p}(a_p)\cdots,\qquad R_P\,C=C\,R_{C^\dagger PC}

    Args:
        text: the program.
        name: what messages call it, for instance the file's name.
        round_angles: replace fixed angles that are neither multiples of π/2 nor rational points of
            the circle by rational points within 2^-50.
        train_numbers: make a parameter of every number that is an angle of a gate and no multiple
            of π/2.
        fixed: whether a circuit without parameters is read, too: one that prepares a state, in
            which every fixed angle is kept and tested when the state is made.
        constants: whether fixed angles with irrational cosines and sines, such as π/4 of a T gate,
            are kept exactly as constants of the network (and said in the notes), or refused, all
            places in one message.

    Returns:
        Generators P/2 and their angles in order of action; parameters in the order of declaration,
        those without effect in ``unused``; what was read past in ``notes``.

    Raises:
        InputError: no OpenQASM program, or what is not read: all places in one message, each with
            its line.
        SizeError: too many gates; MissingExtraError: openqasm3 is not installed.

    Example:
        >>> circuit = read_qasm("input float a; qubit[2] q; h q[0]; cx q[0], q[1]; rz(-a/2) q[1];")
        >>> circuit.generators, circuit.angles[0].factors["a"]
        ((-1/2*XZ,), Fraction(1, 2))
        >>> circuit.pull_back(PauliSum.from_text("ZI"))
        XI
    """
    reading = _reader_module()
    checked, version = _check_text(text, name)
    source = checked
    if version == 2:
        from symqnn.model.importers.qasm_two import as_version_3

        source = as_version_3(checked)
    program = _parse(source, name, version)
    problems = reading.Problems(name)
    scope = reading.Scope(reading.Expressions(source.split("\n"), real_division=version == 2))
    listing = reading.Listing(
        problems,
        round_angles,
        train_numbers,
        lambda: _new_parameter(scope, version),
        constants,
        fixed,
    )
    known = reading.qasm_gates(version, reading.has_old_phases(program))
    gates = reading.Gates(scope, listing, known, version)
    reading.Reader(problems, scope, listing, gates).statements(program.statements)
    digest = hashlib.sha256(text.encode()).hexdigest()
    circuit: Circuit = listing.circuit(scope.qubits, scope.inputs, digest)
    if not circuit.parameters and not fixed:
        written = _new_parameter(scope, version)
        ways = [f"write one, such as {written}"] if written else []
        ways += (
            []
            if train_numbers
            else ["make its numbers parameters with train_numbers=True (--train-numbers)"]
        )
        advice = (
            " or ".join(ways) or "it has no numbers that are angles and no multiples of pi/2 either"
        )
        raise InputError(f"{name}: {circuit.no_parameter()}; at least one is required: {advice}.")
    return circuit


def qnn_from_qasm(
    source: str | Path,
    observable: str | PauliSum | TensorProduct,
    *,
    round_angles: bool = False,
    train_numbers: bool = False,
) -> QNN:
    """Read an OpenQASM 2 or 3 program and an observable as a network.

    Args:
        source: the program's text, or the path of its file.
        observable: one letter a qubit, qubit 0 leftmost (the reverse of Qiskit's labels).
        round_angles, train_numbers: as :func:`read_qasm`.

    Returns:
        Network in the parameters of the circuit, in the order of declaration, by their names.

    Raises:
        As :func:`read_qasm`; DimensionError: the observable acts on another number of qubits.

    Example:
        >>> qnn_from_qasm("input float a; qubit[2] q; ry(a) q[0]; cx q[0], q[1];", "IZ")
        QNN(1 gate on 2 qubits, parameter a, observable as given IZ, after Clifford gates ZZ)
    """
    text, name = load(source) if isinstance(source, Path) else (source, "circuit")
    circuit = read_qasm(text, name, round_angles=round_angles, train_numbers=train_numbers)
    return circuit.network(observable)


def _new_parameter(scope: Any, version: int) -> str:
    """How a parameter is declared in the program and used; OpenQASM 2 has none."""
    name = scope.free_name("phi")
    return f"input float[64] {name}; rz({name}) …" if version == 3 else ""


def _reader_module() -> Any:
    try:
        from openqasm3 import parser  # noqa: F401  (needs the antlr runtime as well)

        from symqnn.model.importers import qasm_reading
    except ImportError as error:
        raise MissingExtraError(
            f"reading OpenQASM needs the package openqasm3 ({error}); pip install "
            "'openqasm3[parser]'"
        ) from error
    return qasm_reading


def load(path: Path) -> tuple[str, str]:
    """The text of an OpenQASM file, and its name.

    Raises:
        InputError: the file cannot be read, or is too large.
    """
    try:
        if path.stat().st_size > 4 * MAX_CHARACTERS:
            raise InputError(
                f"{path} has {path.stat().st_size} bytes; programs up to {MAX_CHARACTERS} "
                "characters can be read."
            )
        # decoded bytes: reading as text would change the ends of lines, and with them the digest
        return path.read_bytes().decode("utf-8"), path.name
    except OSError as error:
        raise InputError(
            f"{path} cannot be read ({error.strerror}); give the path of an OpenQASM file."
        ) from None
    except UnicodeDecodeError:
        raise InputError(f"{path} is not text in UTF-8; give an OpenQASM file.") from None


def _check_text(text: object, name: str) -> tuple[str, int]:
    """The text with ends of lines as \\n, and its version of OpenQASM; what would be slow or
    pointless to parse is refused.
    """
    if not isinstance(text, str):
        raise InputError(
            f"{name} is of type {type(text).__name__}; the text of an OpenQASM program is required."
        )
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"{name} has {len(text)} characters; OpenQASM programs up to {MAX_CHARACTERS} "
            "characters can be read."
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    bare = _COMMENT_OR_TEXT.sub(lambda match: "\n" * match[0].count("\n"), text)
    if not bare.strip():
        raise InputError(f"{name} is empty; an OpenQASM program is required.")
    if ";" not in bare and "\n" not in bare.strip():
        raise InputError(
            f"{name} is {text.strip()[:60]!r}, not an OpenQASM program; to read a file, give "
            "pathlib.Path(…)."
        )
    version = _VERSION.search(bare)
    if version and version[1] not in ("2", "3"):
        raise InputError(f"{name} is OpenQASM {version[1]}; version 2 or 3 is required.")
    old = re.search(r'^\s*include\s*"qelib1\.inc"', text, re.MULTILINE) is not None
    second = version[1] == "2" if version else old
    _check_nesting(bare, name)
    return text, 2 if second else 3


def _check_nesting(bare: str, name: str) -> None:
    depth = 0
    for line, part in enumerate(bare.split("\n"), 1):
        for character in re.findall(r"[()\[\]{}]", part):
            depth += 1 if character in "([{" else -1
            if depth > MAX_NESTING:
                raise InputError(
                    f"{name}, line {line}: brackets are nested more than {MAX_NESTING} deep; "
                    "write it with fewer."
                )


def _parse(text: str, name: str, version: int) -> Any:
    """Syntax tree of the program; the parser's own printing is silenced."""
    import openqasm3

    try:
        with contextlib.redirect_stderr(io.StringIO()):
            return openqasm3.parse(text)
    except RecursionError:
        raise InputError(
            f"{name} has an expression or statement that is nested too deeply; write it with "
            "fewer operators."
        ) from None
    except Exception as error:
        # the parser raises several built-in exceptions on malformed programs
        raise InputError(
            f"{name}{_syntax_error(error)}; an OpenQASM {version} program is required."
        ) from None


def _syntax_error(error: Exception) -> str:
    """Place and reason of a parser error, as far as the parser tells."""
    place = _PLACE.fullmatch(str(error))
    if place is not None:
        return f", line {place[1]}, column {place[2]}: {place[3]!r}"[:200]
    cause = (
        error.__cause__.args[0] if error.__cause__ is not None and error.__cause__.args else None
    )
    token = getattr(cause, "offendingToken", None)
    if token is not None:
        return f", line {token.line}, column {token.column}: unexpected {token.text[:30]!r}"
    return f" cannot be parsed ({type(error).__name__}: {str(error)[:100]})"
