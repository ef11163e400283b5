"""What symqnn cannot read in an OpenQASM program, and what would work instead."""

from __future__ import annotations

from dataclasses import dataclass

from openqasm3 import ast

from symqnn.errors import InputError
from symqnn.model.clifford import CLIFFORDS, ROTATIONS
from symqnn.model.importers.expressions import Angle

READ = f"Symqnn reads {', '.join(ROTATIONS)} and the Clifford gates {', '.join(CLIFFORDS)}"

_SEVERAL_AXES = "it turns about several axes; write {} as rz(lambda), then ry({}), then rz(phi), or in Qiskit: " + (
    "transpile(circuit, basis_gates=['rz', 'sx', 'x', 'cx'], optimization_level=0)."
)
_U = _SEVERAL_AXES.format("U(theta, phi, lambda)", "theta")
_NOT_CLIFFORD = "it is neither Clifford nor a rotation by a free parameter; "
_CONTROLLED = "its angle enters several Pauli rotations; use "
_CP = _CONTROLLED + "rz(a), rz(b) on the two qubits and rzz(c) on both, with parameters of their own (a larger network)."
_CRX = _CONTROLLED + "rx(a) on the target and rzx(b) on both qubits, with parameters of their own (a larger network)."
_CRZ = _CONTROLLED + "rz(a) on the target and rzz(b) on both qubits, with parameters of their own (a larger network)."
_CLIFFORDS_INSTEAD = _NOT_CLIFFORD + "replace it by Clifford gates and rotations."
GATES = {
    **dict.fromkeys(("U", "u", "u3"), _U),
    "u2": _SEVERAL_AXES.format("u2(phi, lambda)", "pi/2"),
    **dict.fromkeys(("t", "tdg"), _NOT_CLIFFORD + "use rz(a) with a parameter of its own: input float[64] a;"),
    **dict.fromkeys(("ch", "cs", "csdg", "csx", "ccx", "ccz", "cswap"), _CLIFFORDS_INSTEAD),
    "crx": _CRX,
    "cry": "cry is crx between sdg and s on the target; for crx, " + _CRX,
    "crz": _CRZ,
    **dict.fromkeys(("cp", "cphase", "cu1"), _CP),
    **dict.fromkeys(("cu", "cu3"), "it turns about several axes under a control; replace it by cx and rotations."),
}

STATEMENTS: dict[type[ast.QASMNode], tuple[str, str]] = {
    ast.QuantumMeasurementStatement: (
        "measure",
        "delete it, the observable takes its place (in Qiskit: circuit.remove_final_measurements())",
    ),
    ast.QuantumReset: ("reset", "delete it, the initial state is chosen separately"),
    ast.DelayInstruction: ("delay", "delete it"),
    ast.Box: ("box", "write its gates without the box"),
    ast.QuantumPhase: ("a controlled gphase", "write it as p on the control qubit"),
    ast.BranchingStatement: ("if", "write out the gates that are meant"),
    ast.ForInLoop: ("for", "write out the gates, each rotation with a parameter of its own"),
    ast.WhileLoop: ("while", "write out the gates that are meant"),
    ast.SwitchStatement: ("switch", "write out the gates that are meant"),
    ast.SubroutineDefinition: ("def", "write it as a gate definition or write out its gates"),
    ast.ExternDeclaration: ("extern", "delete it"),
    ast.ClassicalAssignment: ("an assignment", "write the value where it is used, or declare it with const"),
    ast.ClassicalDeclaration: ("a classical variable", "declare it with input (a parameter) or const (a number)"),
    ast.AliasStatement: ("let", "name the qubits themselves"),
    ast.Pragma: ("pragma", "delete it"),
    ast.CompoundStatement: ("a block in braces", "write its statements without the braces"),
    ast.ExpressionStatement: (
        "an expression or a function call",
        "delete it or write a gate, for instance rx(a) q[0];",
    ),
    ast.EndStatement: ("end", "delete it and what follows it"),
}


def statement_advice(statement: ast.QASMNode) -> str:
    """Message for a statement that is not read."""
    if isinstance(statement, ast.ClassicalDeclaration) and isinstance(statement.init_expression, ast.QuantumMeasurement):
        what, advice = STATEMENTS[ast.QuantumMeasurementStatement]
    else:
        what, advice = STATEMENTS.get(type(statement), (type(statement).__name__, "delete it"))
    return f"{what} is not read: only a fixed sequence of gates is a network; {advice}."


def gate_advice(name: str) -> str:
    """Message for a gate that is not read."""
    reason = GATES.get(name, "it is neither known nor defined before this line; define it with gate.")
    return f"{reason} {READ}."


@dataclass(frozen=True)
class RotationAngle:
    """The angle ±a + kπ/2 (radians); a is "" for a constant."""

    quarter_turns: int
    parameter: str = ""
    sign: int = 1


def rotation_angle(angle: Angle, inside: str) -> RotationAngle:
    """Read an angle as ± one parameter plus a multiple of π/2.

    Args:
        angle: the angle (radians).
        inside: where in a gate definition it stands; "" outside definitions.

    Raises:
        InputError: another angle.
    """
    turns = angle.quarter_turns()
    coefficients = list(angle.terms.items())
    if turns is not None and not coefficients:
        return RotationAngle(turns)
    if turns is not None and len(coefficients) == 1 and abs(coefficients[0][1]) == 1:
        return RotationAngle(turns, coefficients[0][0], int(coefficients[0][1]))
    raise InputError(f"the angle {angle}{f' of {inside}' if inside else ''} {_angle_advice(angle)}")


def _angle_advice(angle: Angle) -> str:
    if not angle.terms:
        return "is not a multiple of pi/2, so the gate is not Clifford; use such a multiple or a parameter."
    need = "is not ± one parameter plus a multiple of pi/2"
    if len(angle.terms) > 1:
        return f"{need}; declare one parameter for the whole angle: input float[64] phi;"
    ((name, coefficient),) = angle.terms.items()
    if abs(coefficient) == 1:
        return f"{need}; declare one parameter for the whole angle: input float[64] phi;"
    text = str(Angle.of("phi").times(1 / coefficient)).replace("phi", "Parameter('phi')")
    return f"{need}; declare a parameter for the whole angle (in Qiskit: circuit.assign_parameters({{{name}: {text}}}))."


def shared_parameter(name: str, first: str, line: int) -> str:
    """Message for a parameter that enters two rotations."""
    return (
        f"parameter {name} on line {line} is used already by {first}; every rotation needs a parameter of its own: "
        f"declare another one, input float[64] {name}_2;"
    )
