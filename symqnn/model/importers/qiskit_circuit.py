"""Qiskit circuits and operators.

Qubit q of the circuit is letter q from the left of a Pauli word; Qiskit's own labels run from the
right. A gate that is not in the table is read by its Qiskit definition, so that PauliEvolutionGate
means the product formula it stands for.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from qiskit.circuit import AnnotatedOperation, ControlFlowOp, ControlledGate, ParameterExpression
from qiskit.circuit.annotated_operation import ControlModifier, InverseModifier, PowerModifier
from qiskit.quantum_info import Clifford, Pauli, SparseObservable, SparsePauliOp

from symqnn.algebra.exact import short
from symqnn.errors import DimensionError, InputError
from symqnn.model.angle import Angle
from symqnn.model.circuit import Circuit
from symqnn.model.importers.floats import Floats, decimal
from symqnn.model.importers.gates import standard_gates
from symqnn.model.importers.listing import Listing
from symqnn.model.importers.turns import Definition, Turn, controlled, inverse, phase, power

LIBRARY = "qiskit.circuit.library.standard_gates"
OTHER_NAMES = {"mcx": "", "c3sx": "c3sqrtx", "unitary": "", "global_phase": ""}
MAX_DEPTH = 50


def read(circuit: Any, listing: Listing, arguments: Any = ()) -> Circuit:
    """Read a QuantumCircuit.

    Raises:
        InputError: what is not read, all operations in one message.

    Example:
        >>> from symqnn.model.importers.problems import Problems
        >>> from qiskit.circuit import Parameter, QuantumCircuit
        >>> circuit, a = QuantumCircuit(2), Parameter("a")
        >>> _ = circuit.h(0), circuit.cx(0, 1), circuit.rz(2 * a, 1)
        >>> read(circuit, Listing(Problems("circuit", "operation"))).generators
        (1/2*XZ,)
    """
    reader = _Reader(circuit, listing, Floats(listing), standard_gates())
    for place, instruction in enumerate(circuit.data):
        operation = instruction.operation
        qubits = [circuit.find_bit(bit).index for bit in instruction.qubits]
        with listing.problems.at(place, f"gate {operation.name}"):
            reader.instruction(operation, qubits, place)
    listing.labels = tuple(range(circuit.num_qubits))
    declared = [parameter.name for parameter in circuit.parameters]
    return listing.circuit(circuit.num_qubits, [*reader.floats.names(declared), *reader.made])


@dataclass
class _Reader:
    circuit: Any
    listing: Listing
    floats: Floats
    gates: dict[str, Definition]

    def __post_init__(self) -> None:
        self.made: list[str] = []
        self.taken = {parameter.name for parameter in self.circuit.parameters}

    def declare(self, stem: str) -> str:
        """A new parameter that a number becomes."""
        number, name = 2, stem
        while name in self.taken:
            number, name = number + 1, f"{stem}_{number}"
        self.taken.add(name)
        self.made.append(name)
        return name

    def instruction(self, operation: Any, qubits: Sequence[int], place: int) -> None:
        """One operation of the circuit itself."""
        name = operation.name
        if name == "measure":
            self.listing.measure(qubits, place)
        elif name == "reset":
            self.listing.reset(qubits, place)
        elif name == "delay":
            self.listing.note("delay", place)
        elif isinstance(operation, ControlFlowOp) or name in (
            "if_else",
            "while_loop",
            "for_loop",
            "switch_case",
        ):
            raise InputError(
                "control flow is not read: only a fixed sequence of gates is a network; write "
                "out the gates."
            )
        elif name == "initialize":
            self.listing.reset(qubits, place)
            self.listing.add(
                self.turns(operation.definition.data[-1].operation, qubits, place), name, place
            )
        else:
            self.listing.add(self.turns(operation, qubits, place), name, place)

    def turns(
        self, operation: Any, qubits: Sequence[int], place: int, depth: int = 0
    ) -> list[Turn]:
        """The rotations of a gate, with its global phase."""
        name = operation.name
        if depth > MAX_DEPTH:
            raise InputError(
                f"its definition is nested more than {MAX_DEPTH} deep; decompose the circuit first."
            )
        if name in ("barrier", "delay"):
            return []
        if isinstance(operation, AnnotatedOperation):
            return self._annotated(operation, qubits, place, depth)
        if isinstance(operation, Clifford):
            return self._circuit_turns(operation.to_circuit(), qubits, place, depth)
        if name == "PauliEvolution":
            self.listing.note("product", place)
        if name == "global_phase":
            return [phase(self.angle(operation.params[0], place))]
        known = self.gates.get(OTHER_NAMES.get(name, name))
        library = _is_of_library(operation)
        open_control = (
            isinstance(operation, ControlledGate)
            and operation.ctrl_state != 2**operation.num_ctrl_qubits - 1
        )
        if (
            known is not None
            and library
            and not open_control
            and len(known.parameters) == len(operation.params)
        ):
            angles = [self.angle(value, place) for value in operation.params]
            if depth == 0:
                angles = self.listing.trained(angles, name, place, self.declare)
            self.listing.count(len(known.turns))
            return known.turns_on(angles, qubits)
        if isinstance(operation, ControlledGate):
            return self._controlled(operation, qubits, place, depth)
        if operation.definition is None:
            raise InputError(
                "it is neither a known rotation or Clifford gate nor defined by others; "
                "transpile(circuit, basis_gates=['rz', 'sx', 'x', 'cx'], optimization_level=0) "
                "writes it with gates that are read."
            )
        return self._circuit_turns(operation.definition, qubits, place, depth)

    def _circuit_turns(
        self, circuit: Any, qubits: Sequence[int], place: int, depth: int
    ) -> list[Turn]:
        turns = [phase(self.angle(circuit.global_phase, place))] if circuit.global_phase else []
        for instruction in circuit.data:
            inner = instruction.operation
            if inner.name in ("measure", "reset") or isinstance(inner, ControlFlowOp):
                raise InputError(
                    f"its definition contains {inner.name}, which is no gate; write out its gates."
                )
            places = [qubits[circuit.find_bit(bit).index] for bit in instruction.qubits]
            turns += self.turns(inner, places, place, depth + 1)
        self.listing.count(len(turns))
        return turns

    def _controlled(
        self, operation: Any, qubits: Sequence[int], place: int, depth: int
    ) -> list[Turn]:
        count = operation.num_ctrl_qubits
        base = operation.base_gate
        turns = self.turns(base, qubits[count:], place, depth + 1)
        return self._with_controls(turns, qubits[:count], operation.ctrl_state)

    def _with_controls(self, turns: list[Turn], controls: Sequence[int], state: int) -> list[Turn]:
        for k, control in enumerate(controls):
            self.listing.count(2 * len(turns))
            turns = controlled(turns, control, on_zero=not state >> k & 1)
        return turns

    def _annotated(
        self, operation: Any, qubits: Sequence[int], place: int, depth: int
    ) -> list[Turn]:
        """Modifiers act in order, the first one first;
        controls stand before the qubits of what they control.
        """
        counts = [m.num_ctrl_qubits for m in operation.modifiers if isinstance(m, ControlModifier)]
        start = sum(counts)
        turns = self.turns(operation.base_op, qubits[start:], place, depth + 1)
        for modifier in operation.modifiers:
            if isinstance(modifier, InverseModifier):
                turns = inverse(turns)
            elif isinstance(modifier, PowerModifier):
                self.listing.count(int(abs(modifier.power)) * len(turns))
                turns = power(turns, decimal(modifier.power, "the power"))
            else:
                begin = start - modifier.num_ctrl_qubits
                turns = self._with_controls(turns, qubits[begin:start], modifier.ctrl_state)
                start = begin
        return turns

    def angle(self, value: Any, place: int) -> Angle:
        """An affine angle from a number or an expression in parameters.

        Raises:
            InputError: the expression is not affine.
        """
        if not isinstance(value, ParameterExpression) or not value.parameters:
            number = value.numeric() if isinstance(value, ParameterExpression) else value
            return Angle(fixed=self.floats.fixed(number, place))
        total = Angle(fixed=self.floats.fixed(self._rest(value), place))
        for parameter in sorted(value.parameters, key=lambda each: str(each.name)):
            slope = value.gradient(parameter)
            if isinstance(slope, ParameterExpression):
                if slope.parameters:
                    raise InputError(
                        f"the angle {short(str(value))} is not affine in {parameter.name}; "
                        "features are data, given as rows: Dataset.from_features(lambda row: "
                        "circuit.assign_parameters(row), rows, labels, round_angles=True), or "
                        "bound with assign_parameters (numbers are read with round_angles=True); "
                        "or give the whole angle one parameter."
                    )
                slope = slope.numeric()
            total = total.plus(self.floats.term(parameter.name, _exact(slope), place))
        return total

    def _rest(self, value: Any) -> Any:
        """The expression at 0, which is the constant part of an affine one."""
        try:
            return value.bind(dict.fromkeys(value.parameters, 0)).numeric()
        except Exception as error:  # a quotient by a parameter has no value at 0
            raise InputError(f"the angle {short(str(value))} is not affine ({error}).") from None


def _is_of_library(operation: Any) -> bool:
    """Whether the class of a gate is Qiskit's own: names alone say nothing."""
    kind = getattr(operation, "base_class", type(operation))
    return str(kind.__module__).startswith(LIBRARY)


def _exact(number: Any) -> Any:
    """A whole number where a float is one."""
    value = complex(number)
    return Fraction(int(value.real)) if not value.imag and value.real.is_integer() else number


def words(observable: Any, labels: Sequence[Hashable]) -> dict[str, object]:
    """The words and coefficients of a Pauli operator, first qubit left.

    Raises:
        InputError: another operator, or a coefficient that is not real; DimensionError: another
            number of qubits.
    """
    if isinstance(observable, Pauli):
        observable = SparsePauliOp(observable)
    if isinstance(observable, SparseObservable):
        observable = SparsePauliOp.from_sparse_observable(observable)
    if not isinstance(observable, SparsePauliOp):
        raise InputError(
            f"observable is {short(observable)}; a SparsePauliOp, a Pauli or a Pauli text is "
            "required."
        )
    if observable.num_qubits != len(labels):
        raise DimensionError(
            f"the observable acts on {observable.num_qubits} qubits and the circuit on "
            f"{len(labels)}; after transpile give observable.apply_layout(circuit.layout)."
        )
    result: dict[str, object] = {}
    for label, coefficient in zip(
        observable.paulis.to_labels(), observable.coeffs.tolist(), strict=True
    ):
        if isinstance(coefficient, ParameterExpression):
            raise InputError(f"the coefficient of {label} has parameters; bind them first.")
        if complex(coefficient).imag:
            raise InputError(
                f"the coefficient {coefficient} of {label} is not real; give a Hermitian operator."
            )
        word = label[::-1]
        value = decimal(complex(coefficient).real, f"the coefficient of {label}")
        result[word] = result.get(word, Fraction(0)) + value  # type: ignore[operator]
    return {word: value for word, value in result.items() if value}
