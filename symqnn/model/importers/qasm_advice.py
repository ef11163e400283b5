"""What symqnn cannot read in an OpenQASM program, and what would work instead."""

from __future__ import annotations

from openqasm3 import ast

from symqnn.model.importers.gates import standard_gates

STATEMENTS: dict[type[ast.QASMNode], tuple[str, str]] = {
    ast.BranchingStatement: ("if", "write out the gates that are meant"),
    ast.WhileLoop: (
        "while",
        "write out the gates that are meant, or a for loop over a constant range",
    ),
    ast.SwitchStatement: ("switch", "write out the gates that are meant"),
    ast.BreakStatement: ("break", "end the range where it is meant to end"),
    ast.ContinueStatement: ("continue", "leave the numbers out of the set {0, 2, 3}"),
    ast.SubroutineDefinition: ("def", "write it as a gate definition or write out its gates"),
    ast.ExternDeclaration: ("extern", "delete it"),
    ast.ReturnStatement: ("return", "delete it"),
    ast.ExpressionStatement: (
        "an expression or a function call",
        "delete it or write a gate, for instance rx(a) q[0];",
    ),
    ast.CalibrationDefinition: ("defcal", "delete it, gates mean what their names say"),
    ast.CalibrationStatement: ("cal", "delete it, gates mean what their names say"),
    ast.QuantumPhase: ("a gphase with these modifiers", "write it as p on the control qubits"),
}


def _known() -> str:
    """The names of the gates that are known without a definition."""
    with_angles, fixed = list[str](), list[str]()
    for name, gate in standard_gates().items():
        (with_angles if gate.parameters else fixed).append(name)
    return f"{' '.join(with_angles)} with their angles and {' '.join(fixed)} are known"


def statement_advice(statement: ast.QASMNode) -> str:
    """Message for a statement that is not read."""
    what, advice = STATEMENTS.get(type(statement), (type(statement).__name__, "delete it"))
    return f"{what} is not read: only a fixed sequence of gates is a network; {advice}."


def unknown_gate(name: str, version: int) -> str:
    """Message for a gate that is neither known nor defined."""
    if version == 2:
        return (
            f"it is neither known nor defined before this line; define it: gate {name} … {{ … "
            f"}}; {_known()}."
        )
    return f"it is neither known nor defined before this line; define it with gate; {_known()}."
