"""Walks a parsed OpenQASM program and lists its gates as Pauli rotations, with in-file gate definitions inlined."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from openqasm3 import ast

from symqnn.errors import InputError, SymqnnError
from symqnn.model.angle import Angle
from symqnn.model.importers.expressions import Value
from symqnn.model.importers.gates import standard_gates
from symqnn.model.importers.listing import Listing
from symqnn.model.importers.problems import MAX_REASON, Problems
from symqnn.model.importers.qasm_advice import statement_advice, unknown_gate
from symqnn.model.importers.qasm_scope import Scope
from symqnn.model.importers.turns import Definition, Turn, controlled, inverse, phase, power

INCLUDES = ("stdgates.inc", "qelib1.inc")
MAX_CONTROLS = 6
# A definition of one of these by U alone is in the older convention, where U has no phase e^{iθ/2}.
DEFINED_BY_U = ("x", "y", "h", "rx", "ry")


@contextmanager
def located(place: str) -> Iterator[None]:
    """Put a place before the message of an error.

    Raises:
        SymqnnError: the error that was raised inside.
    """
    try:
        yield
    except SymqnnError as error:
        raise type(error)(f"{place}: {str(error)[:MAX_REASON]}") from None


def line_of(node: ast.QASMNode) -> int:
    """Line on which a node starts (1-based)."""
    return node.span.start_line if node.span else 0


def qasm_gates(version: int, old_phases: bool) -> dict[str, Definition]:
    r"""The gates that a program knows before it defines any.

    The phase of U matters under a control only: in OpenQASM 3 it is :math:`e^{i(\theta+\varphi+\lambda)/2}`, older
    publications left :math:`\theta/2` out; u2 and u3 of its library have none.
    """
    gates = standard_gates()
    if version == 2:
        return gates
    for name in ("u2", "u3"):
        bare = tuple(turn for turn in gates[name].turns if turn.word)
        gates[name] = replace(gates[name], turns=bare)
    if not old_phases:
        half = phase(Angle.from_text("t/2"))
        gates["U"] = replace(gates["U"], turns=(*gates["U"].turns, half))
    return gates


def has_old_phases(program: ast.Program) -> bool:
    """Whether a program defines x, y, h, rx or ry by U alone, so that its U has no phase of θ."""
    for statement in program.statements:
        if isinstance(statement, ast.QuantumGateDefinition) and statement.name.name in DEFINED_BY_U:
            body = statement.body
            if len(body) == 1 and isinstance(body[0], ast.QuantumGate) and body[0].name.name == "U":
                return True
    return False


@dataclass
class Reader:
    """The state while a program is read, statement by statement.

    Args:
        problems: what could not be read. scope: names. listing: the rotations so far. version: of OpenQASM, 2 or 3.
        gates: the gates known so far. defined: those that the program defined.
    """

    problems: Problems
    scope: Scope
    listing: Listing
    gates: dict[str, Definition]
    version: int = 3
    defined: set[str] = field(default_factory=set)
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
            self.define(statement)
        elif isinstance(statement, ast.Include):
            if statement.filename not in INCLUDES:
                raise InputError(
                    f'include "{statement.filename}": only {" and ".join(INCLUDES)} are known; copy the text in.'
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
            self.listing.add(self._phase_turns(statement, scope.values, qubits), "gphase", line)
        elif isinstance(statement, (ast.DelayInstruction, ast.Pragma)):
            self.listing.note("delay" if isinstance(statement, ast.DelayInstruction) else "pragma", line)
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

    def define(self, statement: ast.QuantumGateDefinition) -> None:
        """Flatten a gate definition; it may use gates defined before it, so recursion cannot arise.

        Raises:
            InputError: a name that is defined already, or twice the same parameter or qubit.
        """
        name = statement.name.name
        positions = {qubit.name: q for q, qubit in enumerate(statement.qubits)}
        parameters = tuple(argument.name for argument in statement.arguments)
        if len(positions) < len(statement.qubits) or len(set(parameters)) < len(parameters):
            raise InputError(
                f"gate {name}: two parameters or two qubits of the definition have the same name; rename one."
            )
        if name in self.defined:
            raise InputError(f"gate {name} is defined already; choose another name.")
        self.defined.add(name)
        own = {parameter: Value(Angle.of(parameter)) for parameter in parameters}
        names = ChainMap(own, self.scope.constants)  # no inputs
        turns: list[Turn] = []
        problem: SymqnnError | None = None
        try:
            for inner in statement.body:
                turns += self._body_turns(inner, name, positions, names)
        except SymqnnError as error:
            problem = error
        self.gates[name] = Definition(parameters, len(positions), tuple(turns), problem)

    def _body_turns(
        self,
        statement: ast.QuantumStatement,
        owner: str,
        positions: Mapping[str, int],
        names: Mapping[str, Value],
    ) -> list[Turn]:
        if isinstance(statement, (ast.QuantumBarrier, ast.DelayInstruction)):
            return []
        gate = statement.name.name if isinstance(statement, ast.QuantumGate) else "gphase"
        known = self.gates.get(gate)
        if known is not None and known.problem is not None and gate != owner:
            raise known.problem
        with located(f"in the definition of {owner}, line {line_of(statement)}"):
            if isinstance(statement, ast.QuantumPhase):
                return self._phase_turns(statement, names, [positions[_formal(q, positions)] for q in statement.qubits])
            if not isinstance(statement, ast.QuantumGate):
                raise InputError(statement_advice(statement))
            if gate == owner:
                raise InputError(f"gate {owner} calls itself; write its definition without recursion.")
            places = [positions[_formal(qubit, positions)] for qubit in statement.qubits]
            with located(f"gate {gate}"):
                angles = [self.scope.expressions.evaluate(item, names).angle for item in statement.arguments]
                called = self._call(statement, angles, [places], names)
        inside = f"{gate} in the definition of {owner}, line {line_of(statement)}"
        return [replace(turn, inside=turn.inside or inside) for turn in called]

    def _phase_turns(
        self, statement: ast.QuantumPhase, names: Mapping[str, Value], qubits: Sequence[int]
    ) -> list[Turn]:
        """The turns of a global phase, which controls make a gate."""
        turns = [phase(self.scope.expressions.evaluate(statement.argument, names).angle)]
        return self._modified(turns, statement.modifiers, names, qubits)

    def _call(
        self,
        statement: ast.QuantumGate,
        angles: Sequence[Angle],
        places: Sequence[Sequence[int]],
        names: Mapping[str, Value],
    ) -> list[Turn]:
        """The turns of a gate call, applied to each list of qubits in turn."""
        definition = self.gates.get(statement.name.name)
        if definition is None:
            raise InputError(unknown_gate(statement.name.name, self.version))
        if definition.problem is not None:
            raise definition.problem
        if statement.duration is not None:
            raise InputError("its duration is not read; delete it.")
        if len(angles) != len(definition.parameters):
            raise InputError(f"{len(angles)} angles given, {len(definition.parameters)} required.")
        controls = self._controls(statement.modifiers, names)
        turns: list[Turn] = []
        for qubits in places:
            if len(qubits) != definition.qubits + controls:
                raise InputError(f"{len(qubits)} qubits given, {definition.qubits + controls} required.")
            if len(set(qubits)) < len(qubits):
                raise InputError("the same qubit is given twice; give different qubits.")
            own = definition.turns_on(angles, qubits[controls:])
            called = self._modified(own, statement.modifiers, names, qubits)
            self.listing.count(len(called))
            turns += called
        return turns

    def _controls(self, modifiers: Sequence[ast.QuantumGateModifier], names: Mapping[str, Value]) -> int:
        """How many control qubits the modifiers ask for."""
        total = 0
        for modifier in modifiers:
            if modifier.modifier.name in ("ctrl", "negctrl"):
                count = 1
                if modifier.argument is not None:
                    count = self.scope.expressions.integer(modifier.argument, names, "the number of controls")
                if not 1 <= count <= MAX_CONTROLS - total:
                    raise InputError(f"{count} controls are asked for; 1 to {MAX_CONTROLS} in all are read.")
                total += count
        return total

    def _modified(
        self,
        turns: Sequence[Turn],
        modifiers: Sequence[ast.QuantumGateModifier],
        names: Mapping[str, Value],
        qubits: Sequence[int],
    ) -> list[Turn]:
        """Modifiers act from the right to the left; the controls of the left one are the first qubits."""
        result, last = list(turns), self._controls(modifiers, names)
        for modifier in reversed(modifiers):
            kind = modifier.modifier.name
            if kind == "inv":
                result = inverse(result)
            elif kind == "pow" and modifier.argument is not None:
                result = self._power(result, modifier.argument, names)
            else:
                for _ in range(self._controls([modifier], names)):
                    last -= 1
                    result = controlled(result, qubits[last], on_zero=kind == "negctrl")
        return result

    def _power(self, turns: Sequence[Turn], argument: ast.Expression, names: Mapping[str, Value]) -> list[Turn]:
        # half powers are written pow(1/2) although that is a quotient of integers: here it can only mean 1/2
        exact = replace(self.scope.expressions, real_division=True)
        exponent = exact.evaluate(argument, names).number
        if exponent is None:
            raise InputError("the exponent of pow must be a number, for instance pow(2) @ or pow(0.5) @.")
        if exponent.denominator == 1:
            self.listing.count(len(turns) * abs(int(exponent)))
        return power(turns, exponent)

    def gate(self, statement: ast.QuantumGate) -> None:
        """Add the rotations of a gate on single qubits or, one after the other, on whole registers."""
        gate, line = statement.name.name, line_of(statement)
        with self.problems.at(line, f"gate {gate}"):
            if gate not in self.gates:
                raise InputError(unknown_gate(gate, self.version))
            operands = [self.scope.operand(qubit) for qubit in statement.qubits]
            length = max(map(len, operands), default=1)
            if any(len(operand) not in (1, length) for operand in operands):
                raise InputError(
                    f"registers of sizes {list(map(len, operands))} are combined; give registers of one size."
                )
            places = [[operand[k % len(operand)] for operand in operands] for k in range(length)]
            angles = [self.scope.evaluate(argument).angle for argument in statement.arguments]
            angles = self.listing.trained(angles, gate, line, self.scope.declare)
            turns = self._call(statement, angles, places, self.scope.values)
            self.listing.add(turns, gate, line)


def _formal(qubit: ast.Identifier | ast.IndexedIdentifier, positions: Mapping[str, int]) -> str:
    if not isinstance(qubit, ast.Identifier) or qubit.name not in positions:
        raise InputError(f"only the qubits {', '.join(positions)} can be used here.")
    return qubit.name


def _declared_name(statement: ast.Statement | ast.Pragma) -> str | None:
    """The name that a declaration declares."""
    if isinstance(statement, ast.QubitDeclaration):
        return statement.qubit.name
    if isinstance(statement, (ast.IODeclaration, ast.ConstantDeclaration, ast.ClassicalDeclaration)):
        return statement.identifier.name
    return statement.target.name if isinstance(statement, ast.AliasStatement) else None


def _is_ignored(statement: ast.Statement | ast.Pragma) -> bool:
    """Barriers do not change expectation values."""
    return isinstance(statement, (ast.QuantumBarrier, ast.CalibrationGrammarDeclaration, ast.Annotation))
