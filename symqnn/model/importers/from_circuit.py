"""Circuits of any framework as networks: Qiskit, PennyLane, Cirq, pytket,
and OpenQASM texts and files.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from symqnn.algebra.exact import short
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.errors import InputError, MissingExtraError
from symqnn.model.circuit import Circuit
from symqnn.model.importers.listing import Listing
from symqnn.model.importers.problems import Problems

READERS = {  # root module of the classes: module of the reader
    "qiskit": "symqnn.model.importers.qiskit_circuit",
    "pennylane": "symqnn.model.importers.pennylane_circuit",
    "cirq": "symqnn.model.importers.cirq_circuit",
    "pytket": "symqnn.model.importers.pytket_circuit",
}
KINDS = (
    "a Qiskit QuantumCircuit, a PennyLane QNode or tape, a Cirq Circuit, a pytket Circuit, an "
    "OpenQASM text, or the pathlib.Path of an OpenQASM file"
)


def framework_of(value: object) -> str:
    """The framework whose class an object is, or ""."""
    for kind in type(value).__mro__:
        root = str(kind.__module__).partition(".")[0]
        if root in READERS:
            return root
    return ""


@dataclass(frozen=True)
class Found:
    """What was read.

    Args:
        circuit: the circuit. root: its framework, "" for a text. labels: what the framework calls
            its qubits, in order.
        measured: the words of the observable that the circuit itself measures, if it does.
    """

    circuit: Circuit
    root: str = ""
    labels: tuple[Hashable, ...] = ()
    measured: Mapping[str, object] | None = None


def read_circuit(circuit: object, **options: Any) -> Circuit:
    """Read a circuit exactly, whatever framework it comes from; arguments as :func:`find_circuit`.

    Raises:
        InputError: what is not read, all places in one message; MissingExtraError: the framework is
            not installed.

    Example:
        >>> read_circuit("input float a; qubit q; rx(2*a) q;").parameters
        ('a',)
    """
    return find_circuit(circuit, **options).circuit


def find_circuit(
    circuit: object,
    *,
    arguments: Any = (),
    round_angles: bool = False,
    train_numbers: bool = False,
    fixed: bool = False,
    constants: bool = True,
) -> Found:
    """Read a circuit exactly, with what is known of its qubits and its observable.

    Args:
        circuit: a Qiskit QuantumCircuit, a PennyLane QNode or tape, a Cirq Circuit, a pytket
            Circuit, an OpenQASM text, or the pathlib.Path of an OpenQASM file.
        arguments: of a PennyLane QNode, arrays of the right shapes; their values do not matter.
        round_angles, train_numbers, fixed, constants: as
        :func:`symqnn.model.importers.qasm.read_qasm`.

    Raises:
        InputError: what is not read, all places in one message; MissingExtraError: the framework is
            not installed.
    """
    if isinstance(circuit, (str, Path)):
        from symqnn.model.importers.qasm import load, read_qasm

        text, name = load(circuit) if isinstance(circuit, Path) else (circuit, "circuit")
        options = {"round_angles": round_angles, "train_numbers": train_numbers, "fixed": fixed}
        return Found(read_qasm(text, name, **options, constants=constants))
    root = framework_of(circuit)
    if not root:
        raise InputError(
            f"circuit is {short(circuit)} of type {type(circuit).__name__}; {KINDS} is required."
        )
    problems = Problems("circuit", "operation")
    listing = Listing(problems, round_angles, train_numbers, constants=constants, fixed=fixed)
    found: Circuit = _reader(root).read(circuit, listing, arguments)
    if not found.parameters and not fixed:
        raise InputError(
            f"circuit: {found.no_parameter()}; at least one is required. If its numbers are "
            "trained, read it with train_numbers=True."
        )
    return Found(found, root, listing.labels, listing.observable)


def read_observable(observable: object, found: Found) -> TensorProduct:
    """An observable of any framework, in the qubit order of the circuit that was read.

    Args:
        observable: a Pauli text (qubit 0 leftmost), a :class:`PauliSum`, or a framework's operator:
            Qiskit's SparsePauliOp, PennyLane's Hamiltonians and products, Cirq's PauliSum, pytket's
            QubitPauliOperator; None for the one that a PennyLane QNode measures.

    Raises:
        InputError: something else, or coefficients that are not real numbers.
    """
    if isinstance(observable, str):
        return TensorProduct.from_text(observable)
    if isinstance(observable, PauliSum):
        return TensorProduct((observable,))
    if isinstance(observable, TensorProduct):
        return observable
    root, words = framework_of(observable), found.measured if observable is None else None
    if root and root == found.root:
        words = _reader(root).words(observable, found.labels)
    if words is None:
        raise InputError(
            f"observable is {short(observable)}; a Pauli text such as 'ZZ' (qubit 0 leftmost) or a "
            "Pauli operator of the circuit's framework is required."
        )
    if not any(words.values()):
        raise InputError("observable is zero; a non-zero Hermitian operator is required.")
    return TensorProduct((PauliSum.from_words(words, len(found.labels)),))


def _reader(root: str) -> Any:
    try:
        return import_module(READERS[root])
    except ImportError as error:
        package = "cirq-core" if root == "cirq" else root
        raise MissingExtraError(
            f"reading this circuit needs {root} ({error}); pip install {package}"
        ) from error
