"""Walks a parsed OpenQASM program, one statement at a time, and lists its gates as rotations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openqasm3 import ast

from symqnn.errors import InputError, SymqnnError
from symqnn.model.importers.listing import Listing
from symqnn.model.importers.problems import Problems
from symqnn.model.importers.qasm_advice import statement_advice, unknown_gate
from symqnn.model.importers.qasm_calls import Gates, line_of
from symqnn.model.importers.qasm_scope import Scope

INCLUDES = ("stdgates.inc", "qelib1.inc")


@dataclass
class Reader:
    """The state while a program is read, statement by statement.

    Args:
        problems: what could not be read. scope: names. listing: the rotations so far. gates: the
            gates known so far.
    """

    problems: Problems
    scope: Scope
    listing: Listing
    gates: Gates
    ended: bool = False

    def statements(self, statements: Sequence[ast.Statement | ast.Pragma]) -> None:
        """Read statements one after the other; what cannot be read is collected."""
        for statement in statements:
            if self.ended:
                return
            with self.problems.at(line_of(statement)):
                try:
                    self.statement(statement)
                except SymqnnError:
                    if (name := _declared_name(statement)) is not None:
                        self.scope.forget(name)
                    raise

    def statement(self, statement: ast.Statement | ast.Pragma) -> None:
        """Read one statement.

        Raises:
            InputError: a statement outside what is read, or a name that is taken.
        """
        line, scope = line_of(statement), self.scope
        if isinstance(statement, ast.QuantumGate):
            self.gate(statement)
        elif isinstance(statement, ast.QubitDeclaration):
            scope.declare_qubits(statement)
        elif isinstance(statement, ast.IODeclaration):
            scope.declare_input(statement)
        elif isinstance(statement, ast.ConstantDeclaration):
            scope.declare_constant(statement)
        elif isinstance(statement, ast.QuantumGateDefinition):
            self.gates.define(statement)
        elif isinstance(statement, ast.Include):
            if statement.filename not in INCLUDES:
                raise InputError(
                    f'include "{statement.filename}": only {" and ".join(INCLUDES)} are known; '
                    "copy the text in."
                )
        elif isinstance(statement, ast.ClassicalDeclaration):
            scope.declare_variable(statement)
            self.measured(statement.init_expression, line)
        elif isinstance(statement, ast.ClassicalAssignment):
            scope.assign(statement)
            self.measured(statement.rvalue, line)
        elif isinstance(statement, ast.QuantumMeasurementStatement):
            self.measured(statement.measure, line)
        elif isinstance(statement, ast.QuantumReset):
            self.listing.reset(self.scope.operand(statement.qubits), line)
        elif isinstance(statement, ast.AliasStatement):
            scope.alias(statement)
        elif isinstance(statement, ast.ForInLoop):
            self.loop(statement)
        elif isinstance(statement, ast.CompoundStatement):
            with scope.block():
                self.statements(statement.statements)
        elif isinstance(statement, ast.Box):
            self.listing.note("box", line)
            with scope.block():
                self.statements(statement.body)
        elif isinstance(statement, ast.QuantumPhase):
            qubits = [scope.operand(qubit)[0] for qubit in statement.qubits]
            self.listing.add(
                self.gates.phase_turns(statement, scope.values, qubits), "gphase", line
            )
        elif isinstance(statement, (ast.DelayInstruction, ast.Pragma)):
            self.listing.note(
                "delay" if isinstance(statement, ast.DelayInstruction) else "pragma", line
            )
        elif isinstance(statement, ast.EndStatement):
            self.ended = True
        elif not _is_ignored(statement):
            raise InputError(statement_advice(statement))

    def measured(self, value: object, line: int) -> None:
        """Note the qubits of a measurement, if it is one: they must not be used again."""
        if isinstance(value, ast.QuantumMeasurement):
            self.listing.measure(self.scope.operand(value.qubit), line)

    def loop(self, statement: ast.ForInLoop) -> None:
        """Unroll a loop over a constant range or set.

        Raises:
            InputError: a loop over something else, or a name that is taken.
        """
        name, values = self.scope.new_name(statement.identifier), statement.set_declaration
        if isinstance(values, ast.RangeDefinition):
            items: list[ast.Expression] = [ast.IntegerLiteral(k) for k in self.scope.range(values)]
        elif isinstance(values, ast.DiscreteSet):
            items = list(values.values)
        else:
            raise InputError("a loop over this is not read; give a range [0:3] or a set {0, 2, 3}.")
        for item in items:
            with self.scope.block():
                self.scope.values[name] = self.scope.evaluate(item)
                self.statements(statement.block)

    def gate(self, statement: ast.QuantumGate) -> None:
        """Add the rotations of a gate on qubits or, one after the other, on those of registers."""
        gate, line = statement.name.name, line_of(statement)
        with self.problems.at(line, f"gate {gate}"):
            if gate not in self.gates.known:
                raise InputError(unknown_gate(gate, self.gates.version))
            operands = [self.scope.operand(qubit) for qubit in statement.qubits]
            length = max(map(len, operands), default=1)
            if any(len(operand) not in (1, length) for operand in operands):
                raise InputError(
                    f"registers of sizes {list(map(len, operands))} are combined; give registers "
                    "of one size."
                )
            places = [[operand[k % len(operand)] for operand in operands] for k in range(length)]
            angles = [self.scope.evaluate(argument).angle for argument in statement.arguments]
            angles = self.listing.trained(angles, gate, line, self.scope.declare)
            turns = self.gates.call(statement, angles, places, self.scope.values)
            self.listing.add(turns, gate, line)


def _declared_name(statement: ast.Statement | ast.Pragma) -> str | None:
    """The name that a declaration declares."""
    if isinstance(statement, ast.QubitDeclaration):
        return statement.qubit.name
    if isinstance(
        statement, (ast.IODeclaration, ast.ConstantDeclaration, ast.ClassicalDeclaration)
    ):
        return statement.identifier.name
    return statement.target.name if isinstance(statement, ast.AliasStatement) else None


def _is_ignored(statement: ast.Statement | ast.Pragma) -> bool:
    """Barriers do not change expectation values."""
    return isinstance(
        statement, (ast.QuantumBarrier, ast.CalibrationGrammarDeclaration, ast.Annotation)
    )
