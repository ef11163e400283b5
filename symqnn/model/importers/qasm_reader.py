"""Walks a parsed OpenQASM 3 program and lists its gates as Pauli rotations, with in-file gate definitions inlined."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction

from openqasm3 import ast

from symqnn.errors import InputError, SizeError, SymqnnError
from symqnn.model.circuit import PauliRotation
from symqnn.model.importers.expressions import Angle, evaluate
from symqnn.model.importers.qasm_advice import gate_advice, rotation_angle, shared_parameter, statement_advice
from symqnn.model.importers.qasm_gates import Definition, Turn, standard_gates

MAX_ROTATIONS = 500_000
MAX_QUBITS = 4096
MAX_MESSAGE = 1000  # characters; names in a file may be long
Operand = ast.Identifier | ast.IndexedIdentifier


@contextmanager
def located(place: str) -> Iterator[None]:
    """Put a place before the message of an error."""
    try:
        yield
    except SymqnnError as error:
        raise type(error)(f"{place}: {str(error)[:MAX_MESSAGE]}") from None


def line_of(node: ast.QASMNode) -> int:
    """Line on which a node starts (1-based)."""
    return node.span.start_line if node.span else 0


@dataclass
class Reader:
    """The state while a program is read, statement by statement."""

    name: str
    gates: dict[str, Definition] = field(default_factory=standard_gates)
    registers: dict[str, tuple[int, ...]] = field(default_factory=dict)
    values: dict[str, Angle] = field(default_factory=dict)  # inputs and constants
    constants: dict[str, Angle] = field(default_factory=dict)
    inputs: list[str] = field(default_factory=list)
    used: dict[str, str] = field(default_factory=dict)  # parameter: where it was used
    defined: set[str] = field(default_factory=set)
    unfolded: int = 0  # rotations made so far, those inside definitions included
    qubits: int = 0
    rotations: list[PauliRotation] = field(default_factory=list)

    def program(self, program: ast.Program) -> None:
        """Read all statements.

        Raises:
            InputError: a statement, gate or angle outside what symqnn reads, with its line; SizeError: too many gates.
        """
        for statement in program.statements:
            with located(f"{self.name}, line {line_of(statement)}"):
                self.statement(statement)

    def statement(self, statement: ast.Statement | ast.Pragma) -> None:
        """Read one statement at the top level."""
        if isinstance(statement, ast.QuantumGate):
            self.gate(statement)
        elif isinstance(statement, ast.QubitDeclaration):
            self.declare_qubits(statement)
        elif isinstance(statement, ast.IODeclaration):
            self.declare_input(statement)
        elif isinstance(statement, ast.ConstantDeclaration):
            self.declare_constant(statement)
        elif isinstance(statement, ast.QuantumGateDefinition):
            self.define(statement)
        elif isinstance(statement, ast.Include):
            if statement.filename != "stdgates.inc":
                raise InputError(f'include "{statement.filename}": only "stdgates.inc" is known; copy the text in.')
        elif not _is_ignored(statement):
            raise InputError(statement_advice(statement))

    def new_name(self, identifier: ast.Identifier) -> str:
        """The name of a declaration, which must be new."""
        name = identifier.name
        if name in self.values or name in self.registers or name in ("pi", "π", "tau", "τ", "euler", "ℇ"):
            raise InputError(f"{name} is declared already; choose another name.")
        return name

    def integer(self, expression: ast.Expression, what: str) -> int:
        """The value of an expression that must be an integer."""
        value = evaluate(expression, self.values)
        number = value.as_number()
        if number is None or number.denominator != 1:
            raise InputError(f"{what} is {value}; an integer is required.")
        return int(number)

    def declare_qubits(self, statement: ast.QubitDeclaration) -> None:
        """Number the qubits of a register after those declared before it."""
        name = self.new_name(statement.qubit)
        size = 1 if statement.size is None else self.integer(statement.size, f"the size of {name}")
        if not 1 <= size <= MAX_QUBITS - self.qubits:
            raise InputError(f"qubit register {name} has size {size}; 1 to {MAX_QUBITS} qubits in all are read.")
        self.registers[name] = tuple(range(self.qubits, self.qubits + size))
        self.qubits += size

    def declare_input(self, statement: ast.IODeclaration) -> None:
        """Note an input parameter; output bits are ignored."""
        name = self.new_name(statement.identifier)
        if statement.io_identifier == ast.IOKeyword.output and isinstance(statement.type, ast.BitType):
            return
        if statement.io_identifier == ast.IOKeyword.output or not isinstance(statement.type, (ast.FloatType, ast.AngleType)):
            raise InputError(f"input {name} must be a float or an angle; declare each parameter by itself: input float[64] {name};")
        self.inputs.append(name)
        self.values[name] = Angle.of(name)

    def declare_constant(self, statement: ast.ConstantDeclaration) -> None:
        """Evaluate a constant."""
        name = self.new_name(statement.identifier)
        with located(f"const {name}"):
            if isinstance(statement.type, ast.IntType):
                value = Angle(number=Fraction(self.integer(statement.init_expression, "the value")))
            elif isinstance(statement.type, ast.FloatType):
                value = evaluate(statement.init_expression, self.values)
            else:
                raise InputError("only const int and const float are read; write the value where it is used.")
            if value.terms:
                raise InputError(f"{value} depends on an input; write it where it is used.")
        self.values[name] = self.constants[name] = value

    def define(self, statement: ast.QuantumGateDefinition) -> None:
        """Flatten a gate definition; it may use gates defined before it, so recursion cannot arise."""
        name = statement.name.name
        positions = {qubit.name: q for q, qubit in enumerate(statement.qubits)}
        parameters = tuple(argument.name for argument in statement.arguments)
        if len(positions) < len(statement.qubits) or len(set(parameters)) < len(parameters):
            raise InputError(f"gate {name}: two parameters or two qubits of the definition have the same name; rename one.")
        if name in self.defined:
            raise InputError(f"gate {name} is defined already; choose another name.")
        self.defined.add(name)
        names = ChainMap({parameter: Angle.of(parameter) for parameter in parameters}, self.constants)  # no inputs
        turns: list[Turn] = []
        problem: SymqnnError | None = None
        try:
            for inner in statement.body:
                turns += self._body_turns(inner, name, positions, names)
        except SymqnnError as error:
            problem = error
        self.gates[name] = Definition(parameters, len(positions), tuple(turns), problem)

    def _body_turns(self, statement: ast.QuantumStatement, owner: str, positions: Mapping[str, int], names: Mapping[str, Angle]) -> list[Turn]:
        if _is_ignored(statement):
            return []
        gate = statement.name.name if isinstance(statement, ast.QuantumGate) else ""
        if gate in self.gates and (problem := self.gates[gate].problem) is not None and gate != owner:
            raise problem
        with located(f"in the definition of {owner}, line {line_of(statement)}"):
            if not isinstance(statement, ast.QuantumGate):
                raise InputError(statement_advice(statement))
            if gate == owner:
                raise InputError(f"gate {owner} calls itself; write its definition without recursion.")
            places = [_formal_qubit(qubit, positions) for qubit in statement.qubits]
            with located(f"gate {gate}"):
                called = self._call(statement, names, [places])
        inside = f"{gate} in the definition of {owner}, line {line_of(statement)}"
        return [Turn(turn.word, turn.qubits, turn.angle, turn.inside or inside) for turn in called]

    def _call(self, statement: ast.QuantumGate, names: Mapping[str, Angle], places: Sequence[Sequence[int]]) -> list[Turn]:
        """The turns of a gate call, applied to each list of qubits in turn."""
        definition = self.gates.get(statement.name.name)
        if definition is None:
            raise InputError(gate_advice(statement.name.name))
        if definition.problem is not None:
            raise definition.problem
        others = [modifier.modifier.name for modifier in statement.modifiers if modifier.modifier.name != "inv"]
        if others or statement.duration is not None:
            what = f"modifier {others[0]} @" if others else "duration"
            raise InputError(f"its {what} is not read (inv @ is); write it out in gates that are, for instance ctrl @ x as cx.")
        if len(statement.arguments) != len(definition.parameters):
            raise InputError(f"{len(statement.arguments)} angles given, {len(definition.parameters)} required.")
        angles = [evaluate(argument, names) for argument in statement.arguments]
        turns: list[Turn] = []
        for qubits in places:
            if len(qubits) != definition.qubits:
                raise InputError(f"{len(qubits)} qubits given, {definition.qubits} required.")
            if len(set(qubits)) < len(qubits):
                raise InputError("the same qubit is given twice; give different qubits.")
            self.unfolded += max(1, len(definition.turns))
            if self.unfolded > MAX_ROTATIONS:
                raise SizeError(f"the gates unfold to more than {MAX_ROTATIONS} Pauli rotations; give a shorter circuit.")
            turns += definition.turns_on(angles, qubits, len(statement.modifiers) % 2 == 1)
        return turns

    def gate(self, statement: ast.QuantumGate) -> None:
        """Add the rotations of a gate on single qubits or, one after the other, on whole registers."""
        gate, line = statement.name.name, line_of(statement)
        with located(f"gate {gate}"):
            if gate not in self.gates:
                raise InputError(gate_advice(gate))
            operands = [self.operand(qubit) for qubit in statement.qubits]
            length = max(map(len, operands), default=1)
            if any(len(operand) not in (1, length) for operand in operands):
                raise InputError(f"registers of sizes {list(map(len, operands))} are combined; give registers of one size.")
            places = [[operand[k % len(operand)] for operand in operands] for k in range(length)]
            for turn in self._call(statement, self.values, places):
                angle = rotation_angle(turn.angle, turn.inside)
                if angle.parameter in self.used:
                    raise InputError(shared_parameter(angle.parameter, self.used[angle.parameter], line))
                if angle.parameter:
                    self.used[angle.parameter] = f"gate {gate} on line {line}"
                self.rotations.append(PauliRotation(turn.word, turn.qubits, angle.quarter_turns, angle.parameter, angle.sign))

    def operand(self, operand: Operand) -> tuple[int, ...]:
        """The qubits that an operand stands for."""
        name = operand.name if isinstance(operand, ast.Identifier) else operand.name.name
        if name.startswith("$"):
            raise InputError(f"the physical qubit {name} is not read; declare a register (in Qiskit: transpile without a layout).")
        if name not in self.registers:
            raise InputError(f"{name} is not a declared qubit or register; declare it first: qubit[2] {name};")
        register = self.registers[name]
        if isinstance(operand, ast.Identifier):
            return register
        index = operand.indices[0]
        if len(operand.indices) != 1 or not isinstance(index, list) or len(index) != 1 or isinstance(index[0], ast.RangeDefinition):
            raise InputError(f"only a single index is read, for instance {name}[0]; write a gate for each qubit.")
        position = self.integer(index[0], f"the index of {name}")
        if not -len(register) <= position < len(register):
            raise InputError(f"{name}[{position}] is out of range; {name} has {len(register)} qubits, numbered from 0.")
        return (register[position],)


def _formal_qubit(qubit: Operand, positions: Mapping[str, int]) -> int:
    if not isinstance(qubit, ast.Identifier) or qubit.name not in positions:
        raise InputError(f"only the qubits {', '.join(positions)} can be used here.")
    return positions[qubit.name]


def _is_ignored(statement: ast.Statement | ast.Pragma) -> bool:
    """Barriers and global phases do not change expectation values; declared bits hold nothing."""
    if isinstance(statement, ast.QuantumPhase):
        return all(modifier.modifier.name == "inv" for modifier in statement.modifiers)
    if isinstance(statement, ast.ClassicalDeclaration):
        return isinstance(statement.type, ast.BitType) and statement.init_expression is None
    return isinstance(statement, ast.QuantumBarrier)
