"""Gates of an OpenQASM program as sequences of Pauli rotations with formal angles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symqnn.errors import SymqnnError
from symqnn.model.clifford import CLIFFORDS, ROTATIONS
from symqnn.model.importers.expressions import Angle


@dataclass(frozen=True)
class Turn:
    r"""The gate :math:`\exp(-\tfrac i2\alpha P)` with an angle α that may hold formal parameters.

    Args:
        word: Pauli word P.
        qubits: positions of its letters.
        angle: α.
        inside: where in a gate definition it stands, for messages; "" outside definitions.
    """

    word: str
    qubits: tuple[int, ...]
    angle: Angle
    inside: str = ""


@dataclass(frozen=True)
class Definition:
    """A gate as a list of turns on its own qubits 0, 1, …; ``problem`` says why a definition cannot be used, if so."""

    parameters: tuple[str, ...]
    qubits: int
    turns: tuple[Turn, ...] = ()
    problem: SymqnnError | None = None

    def turns_on(self, angles: Sequence[Angle], qubits: Sequence[int], inverse: bool) -> list[Turn]:
        """The turns of one call; the inverse reverses their order and negates their angles."""
        values = dict(zip(self.parameters, angles, strict=True))
        result = []
        for turn in reversed(self.turns) if inverse else self.turns:
            angle = turn.angle.substitute(values)
            result.append(Turn(turn.word, tuple(qubits[q] for q in turn.qubits), angle.times(-1) if inverse else angle, turn.inside))
        return result


def standard_gates() -> dict[str, Definition]:
    """The gates that are known without a definition in the file."""
    gates = {}
    for name, turns in CLIFFORDS.items():
        size = len(turns[0][0])
        gates[name] = Definition((), size, tuple(Turn(word, tuple(range(size)), Angle(Fraction(k, 2))) for word, k in turns))
    for name, word in ROTATIONS.items():
        size = len(word)
        gates[name] = Definition(("angle",), size, (Turn(word, tuple(range(size)), Angle.of("angle")),))
    return gates
