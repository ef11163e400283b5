"""A table over circuit files: what would be read, with which options, and why not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from symqnn.errors import MissingExtraError, SymqnnError
from symqnn.model.circuit import Circuit
from symqnn.model.importers.from_circuit import read_circuit

SUFFIXES = (".qasm", ".qasm2", ".qasm3")
# what is tried after the circuit as given, in this order: options of the command line
WAYS: tuple[tuple[str, dict[str, bool]], ...] = (
    ("", {}),
    ("--round-angles", {"round_angles": True}),
    ("--train-numbers", {"train_numbers": True}),
    ("--round-angles --train-numbers", {"round_angles": True, "train_numbers": True}),
)


@dataclass(frozen=True)
class Row:
    """One file.

    Args:
        name: of the file, within its folder if a folder was given. read: whether it can be read.
            options: those it takes, "" if it is read as given. qubits,
        gates: of the network (0 if it is not read); fixed: gates without parameters that are not
            Clifford.
        parameters: their names. constants: fixed angles that are kept exactly although their
            cosines are irrational.
        notes: what was read past. message: why it is not read as given, "" if it is.
    """

    name: str
    read: bool
    options: str = ""
    qubits: int = 0
    gates: int = 0
    fixed: int = 0
    parameters: tuple[str, ...] = ()
    constants: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    message: str = ""


def circuits_table(paths: Iterable[Path]) -> list[Row]:
    """One row a file; folders stand for the OpenQASM files in them.

    Args:
        paths: files, or folders, which are searched with all folders in them.

    Raises:
        MissingExtraError: openqasm3 is not installed.
    """
    rows: list[Row] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(found for found in path.rglob("*") if found.suffix in SUFFIXES)
            rows += [circuit_row(found, found.relative_to(path).as_posix()) for found in inside]
        else:
            rows.append(circuit_row(path))
    return rows


def circuit_row(path: Path, name: str = "") -> Row:
    """What would be read of one file.

    Args:
        path: the file. name: what it is called in the table (default: the file's own name).

    Raises:
        MissingExtraError: openqasm3 is not installed.
    """
    name = name or path.name
    message = ""
    for options, chosen in WAYS:
        try:
            circuit = read_circuit(path, **chosen)
            network = circuit.network("Z" * circuit.qubits)  # finds frequencies that are too high
        except MissingExtraError:  # says nothing about the file
            raise
        except SymqnnError as error:
            message = message or str(error)
            continue
        constants = tuple(map(str, network.constants))
        return _row(name, options, circuit, constants, message)
    return Row(name, False, message=message)


def _row(
    name: str, options: str, circuit: Circuit, constants: tuple[str, ...], message: str
) -> Row:
    fixed = sum(not angle.factors for angle in circuit.angles)
    return Row(
        name,
        True,
        options,
        circuit.qubits,
        len(circuit.angles),
        fixed,
        circuit.parameters,
        constants,
        circuit.notes,
        message,
    )
