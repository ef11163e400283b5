"""Names of an OpenQASM program: registers of qubits, classical bits, parameters, constants; and
what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product

from openqasm3 import ast

from symqnn.errors import InputError
from symqnn.model.angle import Angle
from symqnn.model.importers.expressions import CONSTANTS, IRRATIONAL, Expressions, Value
from symqnn.model.importers.problems import ConsequenceError

MAX_QUBITS = 4096
MAX_ELEMENTS = 100_000
Operand = ast.Identifier | ast.IndexedIdentifier
Index = list[ast.Expression | ast.RangeDefinition] | ast.DiscreteSet
NUMBER_TYPES = (ast.FloatType, ast.AngleType, ast.IntType, ast.UintType)


@dataclass
class Scope:
    """What has been declared so far.

    Args:
        expressions: the reader of expressions. registers: qubits by name. values: parameters and
            numbers by name.
        constants: those of them that gate definitions see. inputs: parameters in order of
            declaration.
        bits: classical bits, which hold nothing that a gate uses. qubits: how many.
    """

    expressions: Expressions
    registers: dict[str, tuple[int, ...]] = field(default_factory=dict)
    values: dict[str, Value] = field(default_factory=dict)
    constants: dict[str, Value] = field(default_factory=dict)
    inputs: list[str] = field(default_factory=list)
    bits: set[str] = field(default_factory=set)
    qubits: int = 0
    physical: bool = False

    @contextmanager
    def block(self) -> Iterator[None]:
        """A block in braces: what is declared inside is forgotten afterwards,
        what is assigned remains.
        """
        before = (set(self.registers), set(self.values), set(self.bits))
        try:
            yield
        finally:
            self.registers = {
                name: self.registers[name] for name in self.registers if name in before[0]
            }
            kept = before[1] | set(self.inputs)  # parameters that were made from numbers stay
            self.values = {name: self.values[name] for name in self.values if name in kept}
            for name in set(self.constants) - before[1]:
                del self.constants[name]
            self.bits &= before[2]

    def declare(self, stem: str) -> str:
        """Declare an input parameter by itself, named after a stem."""
        name = self.free_name(stem)
        self.inputs.append(name)
        self.values[name] = Value(Angle.of(name))
        return name

    def forget(self, name: str) -> None:
        """A name whose declaration could not be read: its uses are no problems of their own."""
        if not self.is_taken(name):
            self.values[name] = Value(Angle(), unknown=True)

    def evaluate(self, expression: ast.Expression) -> Value:
        """The value of an expression."""
        return self.expressions.evaluate(expression, self.values)

    def integer(self, expression: ast.Expression, what: str) -> int:
        """The value of an expression that must be an integer."""
        return self.expressions.integer(expression, self.values, what)

    def is_taken(self, name: str) -> bool:
        """Whether a name means something already."""
        known = (self.registers, self.values, self.bits, CONSTANTS, IRRATIONAL, self.inputs)
        return any(name in names for names in known)

    def free_name(self, stem: str) -> str:
        """A name that means nothing yet: the stem, or the stem with a number."""
        number, name = 2, stem
        while self.is_taken(name):
            number, name = number + 1, f"{stem}_{number}"
        return name

    def new_name(self, identifier: ast.Identifier) -> str:
        """The name of a declaration.

        Raises:
            InputError: it is taken.
        """
        if self.is_taken(identifier.name):
            free = self.free_name(identifier.name)
            raise InputError(
                f"{identifier.name} is declared already; choose another name, for instance {free}."
            )
        return identifier.name

    def declare_qubits(self, statement: ast.QubitDeclaration) -> None:
        """Number the qubits of a register after those declared before it.

        Raises:
            InputError: a name that is taken, a size out of range, or physical qubits beside it.
        """
        name = self.new_name(statement.qubit)
        if self.physical:
            raise InputError(
                f"register {name} stands beside physical qubits such as $0; use one kind of qubits."
            )
        size = 1 if statement.size is None else self.integer(statement.size, f"the size of {name}")
        if not 1 <= size <= MAX_QUBITS - self.qubits:
            raise InputError(
                f"qubit register {name} has size {size}; 1 to {MAX_QUBITS} qubits in all are read."
            )
        self.registers[name] = tuple(range(self.qubits, self.qubits + size))
        self.qubits += size

    def declare_input(self, statement: ast.IODeclaration) -> None:
        """Note an input parameter, or the elements of an array of them; bits are noted as bits.

        Raises:
            InputError: a name that is taken, or a type that is no angle.
        """
        name, kind = self.new_name(statement.identifier), statement.type
        if (
            isinstance(kind, (ast.BitType, ast.BoolType))
            or statement.io_identifier == ast.IOKeyword.output
        ):
            self.bits.add(name)
            return
        names = [name]
        if isinstance(kind, ast.ArrayType):
            names = [name + index for index in self._indices(name, kind.dimensions)]
            kind = kind.base_type
        if not isinstance(kind, (ast.FloatType, ast.AngleType)):
            raise InputError(
                f"input {name} must be a float or an angle: input float[64] {name}; a number of "
                f"another type is given its value: const int {name} = 2;"
            )
        self.inputs += names
        self.values |= {each: Value(Angle.of(each)) for each in names}
        if names != [name]:
            self.bits.add(name)  # the array itself is no angle; the name is taken

    def _indices(self, name: str, dimensions: Sequence[ast.Expression]) -> list[str]:
        """The texts [i][j] … of all elements of an array."""
        sizes = [self.integer(size, f"a size of {name}") for size in dimensions]
        total = 1
        for size in sizes:
            total *= max(size, 0)
        if not 1 <= total <= MAX_ELEMENTS:
            raise InputError(f"array {name} has {total} elements; 1 to {MAX_ELEMENTS} are read.")
        return ["".join(f"[{k}]" for k in index) for index in product(*map(range, sizes))]

    def declare_constant(self, statement: ast.ConstantDeclaration) -> None:
        """Evaluate a constant; constant bits are noted as bits.

        Raises:
            InputError: a name that is taken, another type, or a value that depends on an input.
        """
        name = self.new_name(statement.identifier)
        if isinstance(statement.type, (ast.BitType, ast.BoolType)):
            self.bits.add(name)
            return
        value = self._typed(statement.type, statement.init_expression, f"const {name}")
        if value.angle.factors:
            raise InputError(
                f"const {name}: {value} depends on an input; write it where it is used."
            )
        self.values[name] = self.constants[name] = value

    def declare_variable(self, statement: ast.ClassicalDeclaration) -> None:
        """A classical variable: bits are noted;
        a number with a value stands for that value until it is assigned.

        Raises:
            InputError: a name that is taken, or another type.
        """
        name, kind = self.new_name(statement.identifier), statement.type
        if isinstance(kind, (ast.BitType, ast.BoolType)) or self._holds_bits(
            statement.init_expression
        ):
            self.bits.add(name)
            return
        if isinstance(kind, ast.ArrayType) and isinstance(
            statement.init_expression, ast.ArrayLiteral
        ):
            self._declare_array(name, kind, statement.init_expression)
            return
        if statement.init_expression is None or isinstance(
            statement.init_expression, ast.QuantumMeasurement
        ):
            if not isinstance(kind, NUMBER_TYPES):
                raise InputError(
                    f"the type of {name} is not read; float, angle, int, uint, bit and bool are."
                )
            self.bits.add(name)  # without a value, or with a measured one, no gate can use it
            return
        self.values[name] = self._typed(kind, statement.init_expression, name)

    def _holds_bits(self, expression: object) -> bool:
        """Whether an expression is a cast of classical bits, as in int[2] n = int[2](c)."""
        if isinstance(expression, ast.Cast):
            return self._holds_bits(expression.argument)
        return isinstance(expression, ast.Identifier) and expression.name in self.bits

    def _declare_array(self, name: str, kind: ast.ArrayType, literal: ast.ArrayLiteral) -> None:
        """The elements of an array of numbers with values."""
        flat: list[ast.Expression] = []
        waiting: list[ast.Expression] = [literal]
        while waiting:
            item = waiting.pop(0)
            if isinstance(item, ast.ArrayLiteral):
                waiting = [*item.values, *waiting]
            else:
                flat.append(item)
        indices = self._indices(name, kind.dimensions)
        if len(indices) != len(flat):
            raise InputError(
                f"array {name} has {len(indices)} elements and {len(flat)} values; give one each."
            )
        for index, item in zip(indices, flat, strict=True):
            self.values[name + index] = self._typed(kind.base_type, item, name + index)
        self.bits.add(name)

    def _typed(
        self, kind: ast.ClassicalType | None, expression: ast.Expression, name: str
    ) -> Value:
        if isinstance(kind, (ast.IntType, ast.UintType)):
            value = self.evaluate(expression)
            number = value.number
            if number is None or number.denominator != 1:
                raise InputError(f"{name}: the value is {value}; an integer is required.")
            return Value(value.angle, whole=True)
        if isinstance(kind, (ast.FloatType, ast.AngleType)):
            return Value(self.evaluate(expression).angle)
        raise InputError(f"{name}: its type is not read; int, uint, float and angle are.")

    def assign(self, statement: ast.ClassicalAssignment) -> None:
        """An assignment: to a bit it is read past, to a number it changes the value.

        Raises:
            InputError: the name is not declared, or cannot be assigned to.
        """
        target = statement.lvalue
        name = target.name if isinstance(target, ast.Identifier) else target.name.name
        if name in self.bits:
            return
        if name not in self.values or name in self.constants or name in self.inputs:
            raise InputError(
                f"{name} is no classical variable that can be assigned to; declare it: float[64] "
                f"{name};"
            )
        right = statement.rvalue
        if statement.op.name != "=":
            operator = ast.BinaryOperator[statement.op.name.removesuffix("=")]
            right = ast.BinaryExpression(op=operator, lhs=ast.Identifier(name), rhs=right)
        kind = ast.IntType() if self.values[name].whole else ast.FloatType()
        self.values[name] = self._typed(kind, right, name)

    def operand(self, operand: Operand) -> tuple[int, ...]:
        """The qubits that an operand stands for.

        Raises:
            InputError: not a declared qubit, or an index out of range.
        """
        name = operand.name if isinstance(operand, ast.Identifier) else operand.name.name
        if name.startswith("$"):
            return (self._physical(name),)
        qubits = self._register(name)
        for index in [] if isinstance(operand, ast.Identifier) else operand.indices:
            qubits = self._indexed(name, qubits, index)
        return qubits

    def alias(self, statement: ast.AliasStatement) -> None:
        """Name some qubits: let r = q[0:2] ++ p;

        Raises:
            InputError: a name that is taken, or something that is no list of qubits.
        """
        name = self.new_name(statement.target)
        self.registers[name] = self._listed(statement.value)

    def _listed(self, value: ast.Expression | ast.Concatenation) -> tuple[int, ...]:
        if isinstance(value, ast.Concatenation):
            return self._listed(value.lhs) + self._listed(value.rhs)
        if isinstance(value, ast.Identifier):
            return self.operand(value)
        if isinstance(value, ast.IndexExpression):
            return self._indexed("the register", self._listed(value.collection), value.index)
        raise InputError("a name is given to qubits only, for instance let r = q[0:2] ++ p;")

    def _physical(self, name: str) -> int:
        if self.qubits and not self.physical:
            raise InputError(
                f"the physical qubit {name} stands beside registers; use one kind of qubits."
            )
        if not name[1:].isdigit() or len(name) > 5 or int(name[1:]) >= MAX_QUBITS:
            raise InputError(f"the physical qubit {name} is not read; $0 to ${MAX_QUBITS - 1} are.")
        self.physical, self.qubits = True, max(self.qubits, int(name[1:]) + 1)
        return int(name[1:])

    def _register(self, name: str) -> tuple[int, ...]:
        if name in self.values and self.values[name].unknown:
            raise ConsequenceError(f"{name} could not be read.")
        if name not in self.registers:
            raise InputError(
                f"{name} is not a declared qubit or register; declare it first: qubit[2] {name};"
            )
        return self.registers[name]

    def _indexed(self, name: str, qubits: tuple[int, ...], index: Index) -> tuple[int, ...]:
        if isinstance(index, ast.DiscreteSet):
            return tuple(self._at(name, qubits, item) for item in index.values)
        if len(index) != 1:
            raise InputError(
                f"{len(index)} indices of {name} are given; one is required, for instance "
                f"{name}[0]."
            )
        if isinstance(index[0], ast.RangeDefinition):
            positions = self.range(index[0], len(qubits))
            return tuple(self._position(name, qubits, position) for position in positions)
        return (self._at(name, qubits, index[0]),)

    def _at(self, name: str, qubits: tuple[int, ...], index: ast.Expression) -> int:
        return self._position(name, qubits, self.integer(index, f"the index of {name}"))

    def _position(self, name: str, qubits: tuple[int, ...], position: int) -> int:
        if not -len(qubits) <= position < len(qubits):
            raise InputError(
                f"{name}[{position}] is out of range; {name} has {len(qubits)} qubits, numbered "
                "from 0."
            )
        return qubits[position]

    def range(self, bounds: ast.RangeDefinition, size: int = 0) -> range:
        """The numbers start, start + step, …, end; the end belongs to it.

        Args:
            size: of the register, for bounds that are left out or negative; 0 in loops.

        Raises:
            InputError: a bound that is no integer, a step 0, or more than 100 000 numbers.
        """
        step = self._bound(bounds.step, 1)
        start, end = self._bound(bounds.start, 0), self._bound(bounds.end, size - 1)
        if size:
            start, end = (bound + size if bound < 0 else bound for bound in (start, end))
        if not step or abs(end - start) // abs(step) > MAX_ELEMENTS:
            raise InputError(
                f"the range {start}:{step}:{end} has step 0 or more than {MAX_ELEMENTS} numbers."
            )
        return range(start, end + (1 if step > 0 else -1), step)

    def _bound(self, bound: ast.Expression | None, default: int) -> int:
        return default if bound is None else self.integer(bound, "a bound of the range")
