r"""Named gates as sequences of Pauli rotations with their global phase; one table for all
frameworks.

The names are those of OpenQASM's and Qiskit's libraries; the matrices are Qiskit's (U and u3 have a
positive upper left entry for small angles). A controlled gate is derived from the gate: nothing is
written down twice. A turn (word, qubits, angle) is exp(-i angle/2 word), letter k of the word on
qubit qubits[k]; a global phase γ is e^{iγ}.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.model.angle import Angle
from symqnn.model.clifford import CLIFFORDS, ROTATIONS
from symqnn.model.importers.turns import HALF, Definition, Turn, controlled, phase

# The Clifford gate is e^{iγ} times the product of its quarter turns: γ in units of π, where it is
# not 0.
CLIFFORD_PHASES = {
    **dict.fromkeys(("x", "y", "z", "h", "ecr"), Fraction(1, 2)),
    **dict.fromkeys(("s", "sx", "swap"), Fraction(1, 4)),
    **dict.fromkeys(("sdg", "sxdg"), Fraction(3, 4)),
    **dict.fromkeys(("cx", "CX", "cy", "cz"), Fraction(-1, 4)),
    "dcx": Fraction(-1, 2),
}
PHASED_ROTATIONS = ("p", "phase", "u1")  # diag(1, e^{iλ}) = e^{iλ/2} exp(-iλZ/2)

Qubits = tuple[int, ...]


@dataclass(frozen=True)
class Product:
    """A gate as a product of rotations.

    Args:
        parameters: their names, separated by spaces.
        turns: (word, qubits, angle); the first one acts first. phase: global.
    """

    parameters: str
    turns: tuple[tuple[str, Qubits, str], ...]
    phase: str = "0"


_U = (("Z", (0,), "l"), ("Y", (0,), "t"), ("Z", (0,), "p"))
_PRODUCTS = {
    "t": Product("", (("Z", (0,), "pi/4"),), "pi/8"),
    "tdg": Product("", (("Z", (0,), "-pi/4"),), "-pi/8"),
    "u": Product("t p l", _U, "p/2 + l/2"),
    "u2": Product("p l", (("Z", (0,), "l"), ("Y", (0,), "pi/2"), ("Z", (0,), "p")), "p/2 + l/2"),
    "r": Product("t p", (("Z", (0,), "-p"), ("X", (0,), "t"), ("Z", (0,), "p"))),
    "xx_plus_yy": Product(
        "t b",
        (("Z", (0,), "b"), ("XX", (0, 1), "t/2"), ("YY", (0, 1), "t/2"), ("Z", (0,), "-b")),
    ),
    "xx_minus_yy": Product(
        "t b",
        (("Z", (1,), "-b"), ("XX", (0, 1), "t/2"), ("YY", (0, 1), "-t/2"), ("Z", (1,), "b")),
    ),
}
# controlled gates: (gate, number of controls); the controls are the first qubits
_CONTROLLED = {
    "ch": ("h", 1), "cs": ("s", 1), "csdg": ("sdg", 1), "csx": ("sx", 1),
    "crx": ("rx", 1), "cry": ("ry", 1), "crz": ("rz", 1),
    "cp": ("p", 1), "cphase": ("p", 1), "cu1": ("p", 1), "cu3": ("u", 1),
    "ccx": ("x", 2), "ccz": ("z", 2), "cswap": ("swap", 1),
    "c3x": ("x", 3), "c4x": ("x", 4), "c3sqrtx": ("sx", 3),
}  # fmt: skip


def standard_gates() -> dict[str, Definition]:
    """The gates that are known without a definition; the dictionary may be changed.

    Example:
        >>> [(turn.word, str(turn.angle)) for turn in standard_gates()["crz"].turns]
        [('Z', 'angle/2'), ('ZZ', '-angle/2')]
    """
    return dict(_standard_gates())


@cache
def _standard_gates() -> dict[str, Definition]:
    gates: dict[str, Definition] = {}
    for name, clifford in CLIFFORDS.items():
        size = len(clifford[0][0])
        turns = [Turn(word, tuple(range(size)), _pi(k * HALF)) for word, k in clifford]
        if name in CLIFFORD_PHASES:
            turns.append(phase(_pi(CLIFFORD_PHASES[name])))
        gates[name] = Definition((), size, tuple(turns))
    for name, word in ROTATIONS.items():
        turn = Turn(word, tuple(range(len(word))), Angle.of("angle"))
        phases = (phase(Angle.from_text("angle/2")),) if name in PHASED_ROTATIONS else ()
        gates[name] = Definition(("angle",), len(word), (turn, *phases))
    for name, row in _PRODUCTS.items():
        turns = [Turn(word, qubits, Angle.from_text(angle)) for word, qubits, angle in row.turns]
        turns.append(phase(Angle.from_text(row.phase)))
        size = 1 + max(max(turn.qubits, default=0) for turn in turns)
        gates[name] = Definition(tuple(row.parameters.split()), size, tuple(turns))
    for name, (inner, controls) in _CONTROLLED.items():
        gates[name] = controlled_definition(gates[inner], controls)
    gates["u3"] = gates["U"] = gates["u"]
    gates["u0"] = Definition(("angle",), 1)  # a pause of OpenQASM 2
    gates["cu"] = _four_parameter(gates["cu3"])
    gates["rccx"] = _relative_toffoli(gates)
    return gates


def controlled_definition(inner: Definition, controls: int) -> Definition:
    """The gate with more controls, which come before its own qubits."""
    turns: Sequence[Turn] = [
        Turn(turn.word, tuple(q + controls for q in turn.qubits), turn.angle)
        for turn in inner.turns
    ]
    for control in range(controls):
        turns = controlled(turns, control)
    return Definition(inner.parameters, inner.qubits + controls, tuple(turns))


def _four_parameter(cu3: Definition) -> Definition:
    """cu(θ, φ, λ, γ): the phase γ on the control, then cu3."""
    turns = (Turn("Z", (0,), Angle.of("g")), phase(Angle.from_text("g/2")), *cu3.turns)
    return Definition((*cu3.parameters, "g"), 2, turns)


def _relative_toffoli(gates: dict[str, Definition]) -> Definition:
    """Margolus' gate: a Toffoli gate up to signs, from four T gates."""
    turns: list[Turn] = []
    steps = "u2:2 t:2 cx:12 tdg:2 cx:02 t:2 cx:12 tdg:2 u2:2"
    for step in steps.split():
        name, _, places = step.partition(":")
        angles = [Angle(), _pi(Fraction(1))] if name == "u2" else []
        turns += gates[name].turns_on(angles, [int(q) for q in places])
    return Definition((), 3, tuple(turns))


def _pi(multiple: Fraction) -> Angle:
    return Angle(fixed=FixedAngle(pi=multiple))
