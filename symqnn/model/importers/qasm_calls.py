"""Gate definitions and calls of an OpenQASM program as Pauli rotations, definitions inlined,
modifiers applied.
"""

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
from symqnn.model.importers.problems import MAX_REASON
from symqnn.model.importers.qasm_advice import statement_advice, unknown_gate
from symqnn.model.importers.qasm_scope import Scope
from symqnn.model.importers.turns import Definition, Turn, controlled, inverse, phase, power

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

    The phase of U matters under a control only: in OpenQASM 3 it is
    :math:`e^{i(\theta+\varphi+\lambda)/2}`, older publications left :math:`\theta/2` out; u2 and u3
    of its library have none.
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
class Gates:
    """The gates that a program can call.

    Args:
        scope: names. listing: where rotations are counted. version: of OpenQASM, 2 or 3. known: the
            gates by name.
        defined: those that the program defined.
    """

    scope: Scope
    listing: Listing
    known: dict[str, Definition]
    version: int = 3
    defined: set[str] = field(default_factory=set)

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
                f"gate {name}: two parameters or two qubits of the definition have the same "
                "name; rename one."
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
        self.known[name] = Definition(parameters, len(positions), tuple(turns), problem)

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
        known = self.known.get(gate)
        if known is not None and known.problem is not None and gate != owner:
            raise known.problem
        with located(f"in the definition of {owner}, line {line_of(statement)}"):
            if isinstance(statement, ast.QuantumPhase):
                return self.phase_turns(
                    statement, names, [positions[_formal(q, positions)] for q in statement.qubits]
                )
            if not isinstance(statement, ast.QuantumGate):
                raise InputError(statement_advice(statement))
            if gate == owner:
                raise InputError(
                    f"gate {owner} calls itself; write its definition without recursion."
                )
            places = [positions[_formal(qubit, positions)] for qubit in statement.qubits]
            with located(f"gate {gate}"):
                angles = [
                    self.scope.expressions.evaluate(item, names).angle
                    for item in statement.arguments
                ]
                called = self.call(statement, angles, [places], names)
        inside = f"{gate} in the definition of {owner}, line {line_of(statement)}"
        return [replace(turn, inside=turn.inside or inside) for turn in called]

    def phase_turns(
        self, statement: ast.QuantumPhase, names: Mapping[str, Value], qubits: Sequence[int]
    ) -> list[Turn]:
        """The turns of a global phase, which controls make a gate."""
        turns = [phase(self.scope.expressions.evaluate(statement.argument, names).angle)]
        return self._modified(turns, statement.modifiers, names, qubits)

    def call(
        self,
        statement: ast.QuantumGate,
        angles: Sequence[Angle],
        places: Sequence[Sequence[int]],
        names: Mapping[str, Value],
    ) -> list[Turn]:
        """The turns of a gate call, applied to each list of qubits in turn.

        Raises:
            InputError: an unknown gate, other numbers of angles or qubits, or a modifier that is
                not read.
        """
        definition = self.known.get(statement.name.name)
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
                raise InputError(
                    f"{len(qubits)} qubits given, {definition.qubits + controls} required."
                )
            if len(set(qubits)) < len(qubits):
                raise InputError("the same qubit is given twice; give different qubits.")
            own = definition.turns_on(angles, qubits[controls:])
            called = self._modified(own, statement.modifiers, names, qubits)
            self.listing.count(len(called))
            turns += called
        return turns

    def _controls(
        self, modifiers: Sequence[ast.QuantumGateModifier], names: Mapping[str, Value]
    ) -> int:
        """How many control qubits the modifiers ask for."""
        total = 0
        for modifier in modifiers:
            if modifier.modifier.name in ("ctrl", "negctrl"):
                count = 1
                if modifier.argument is not None:
                    count = self.scope.expressions.integer(
                        modifier.argument, names, "the number of controls"
                    )
                if not 1 <= count <= MAX_CONTROLS - total:
                    raise InputError(
                        f"{count} controls are asked for; 1 to {MAX_CONTROLS} in all are read."
                    )
                total += count
        return total

    def _modified(
        self,
        turns: Sequence[Turn],
        modifiers: Sequence[ast.QuantumGateModifier],
        names: Mapping[str, Value],
        qubits: Sequence[int],
    ) -> list[Turn]:
        """Modifiers act from the right to the left;
        the controls of the left one are the first qubits.
        """
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

    def _power(
        self, turns: Sequence[Turn], argument: ast.Expression, names: Mapping[str, Value]
    ) -> list[Turn]:
        # half powers are written pow(1/2) although that is a quotient of integers: here it can only
        # mean 1/2
        exact = replace(self.scope.expressions, real_division=True)
        exponent = exact.evaluate(argument, names).number
        if exponent is None:
            raise InputError(
                "the exponent of pow must be a number, for instance pow(2) @ or pow(0.5) @."
            )
        if exponent.denominator == 1:
            self.listing.count(len(turns) * abs(int(exponent)))
        return power(turns, exponent)


def _formal(qubit: ast.Identifier | ast.IndexedIdentifier, positions: Mapping[str, int]) -> str:
    if not isinstance(qubit, ast.Identifier) or qubit.name not in positions:
        raise InputError(f"only the qubits {', '.join(positions)} can be used here.")
    return qubit.name
