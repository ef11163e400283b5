r"""pytket circuits and operators.

pytket's angles are half turns: a symbol t becomes the parameter ``pi*t`` of the network, in
radians. Qubits are taken in the order of ``circuit.qubits``.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pytket.circuit import Circuit as TketCircuit
from pytket.circuit import OpType
from pytket.pauli import QubitPauliString
from pytket.utils.operators import QubitPauliOperator

from symqnn.algebra.exact import short
from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.errors import InputError
from symqnn.model.angle import Angle
from symqnn.model.circuit import Circuit
from symqnn.model.importers.floats import Floats, decimal
from symqnn.model.importers.gates import standard_gates
from symqnn.model.importers.listing import Listing
from symqnn.model.importers.symbols import affine
from symqnn.model.importers.turns import HALF, Turn, controlled

MAX_DEPTH = 60
# operation: gate of the table with the same angles
SAME = {
    "H": "h", "X": "x", "Y": "y", "Z": "z", "noop": "id",
    "S": "s", "Sdg": "sdg", "T": "t", "Tdg": "tdg", "SX": "sx", "SXdg": "sxdg",
    "CX": "cx", "CY": "cy", "CZ": "cz", "CH": "ch", "CS": "cs", "CSdg": "csdg", "CSX": "csx",
    "SWAP": "swap", "ECR": "ecr", "ISWAPMax": "iswap", "CCX": "ccx", "CSWAP": "cswap",
    "Rx": "rx", "Ry": "ry", "Rz": "rz", "U1": "u1", "U2": "u2", "U3": "u3",
    "CRx": "crx", "CRy": "cry", "CRz": "crz", "CU1": "cu1", "CU3": "cu3",
    "XXPhase": "rxx", "YYPhase": "ryy", "ZZPhase": "rzz", "PhasedX": "r",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A rotation of an operation.

    Args:
        word, qubits: what it turns about. factors: of the operation's angles. shift: in units of π.
    """

    word: str
    qubits: tuple[int, ...]
    factors: tuple[int | Fraction, ...]
    shift: Fraction = Fraction(0)


PRODUCTS: dict[str, tuple[Row, ...]] = {
    "V": (Row("X", (0,), (), HALF),),
    "Vdg": (Row("X", (0,), (), -HALF),),
    "TK1": (
        Row("Z", (0,), (0, 0, 1)),
        Row("X", (0,), (0, 1, 0)),
        Row("Z", (0,), (1, 0, 0)),
    ),
    "TK2": (
        Row("XX", (0, 1), (1, 0, 0)),
        Row("YY", (0, 1), (0, 1, 0)),
        Row("ZZ", (0, 1), (0, 0, 1)),
    ),
    "ISWAP": (Row("XX", (0, 1), (-HALF,)), Row("YY", (0, 1), (-HALF,))),
    "ESWAP": tuple(Row(word, (0, 1), (HALF,)) for word in ("XX", "YY", "ZZ")),
    "ZZMax": (Row("ZZ", (0, 1), (), HALF),),
    "XXPhase3": tuple(Row("XX", pair, (1,)) for pair in ((0, 1), (1, 2), (0, 2))),
    "PhasedISWAP": (
        Row("Z", (0,), (1, 0)), Row("Z", (1,), (-1, 0)),
        Row("XX", (0, 1), (0, -HALF)), Row("YY", (0, 1), (0, -HALF)),
        Row("Z", (0,), (-1, 0)), Row("Z", (1,), (1, 0)),
    ),
}  # fmt: skip
CONTROLLED_WORDS = {"CnX": "x", "CnY": "y", "CnZ": "z", "CnRx": "rx", "CnRy": "ry", "CnRz": "rz"}


def read(circuit: Any, listing: Listing, arguments: Any = ()) -> Circuit:
    """Read a Circuit.

    Raises:
        InputError: what is not read, all operations in one message.
    """
    if not isinstance(circuit, TketCircuit):
        raise InputError(f"circuit is a pytket {type(circuit).__name__}; a Circuit is required.")
    listing.labels = tuple(circuit.qubits)
    reader = _Reader(listing)
    positions = {qubit: k for k, qubit in enumerate(listing.labels)}
    for place, command in enumerate(circuit.get_commands()):
        with listing.problems.at(place, f"operation {command.op}"):
            reader.command(command, positions, place)
    declared = sorted(str(symbol) for symbol in circuit.free_symbols())
    return listing.circuit(len(listing.labels), [*reader.floats.names(declared), *reader.made])


@dataclass
class _Reader:
    listing: Listing

    def __post_init__(self) -> None:
        self.floats, self.gates = Floats(self.listing), standard_gates()
        self.made: list[str] = []

    def command(self, command: Any, positions: Mapping[Hashable, int], place: int) -> None:
        """One command of the circuit itself."""
        qubits = [positions[qubit] for qubit in command.qubits]
        name = command.op.type.name
        if name == "Measure":
            self.listing.measure(qubits, place)
        elif name == "Reset":
            self.listing.reset(qubits, place)
        elif name != "Barrier":
            turns = self.turns(command.op, qubits, place)
            self.listing.count(len(turns))
            self.listing.add(turns, str(command.op), place)

    def turns(
        self, operation: Any, qubits: Sequence[int], place: int, depth: int = 0
    ) -> list[Turn]:
        """The rotations of an operation."""
        name = operation.type.name
        if depth > MAX_DEPTH:
            raise InputError(f"its definition is nested more than {MAX_DEPTH} deep.")
        if name in ("Barrier", "Phase"):
            return []
        if operation.type in (OpType.Conditional, OpType.Measure, OpType.Reset):
            raise InputError(
                f"{name} is not read here: only a fixed sequence of gates is a network."
            )
        if hasattr(operation, "get_circuit"):
            return self._inside(operation.get_circuit(), qubits, place, depth)
        angles = [affine(value, self.floats, place, in_turns=True) for value in operation.params]
        angles = self.listing.trained(angles, name, place, self._declare)
        if name in SAME:
            return self.gates[SAME[name]].turns_on(angles, qubits)
        if name in PRODUCTS:
            rows = PRODUCTS[name]
            return [
                Turn(
                    row.word,
                    tuple(qubits[q] for q in row.qubits),
                    _sum(angles, row.factors, row.shift),
                )
                for row in rows
            ]
        if name in CONTROLLED_WORDS:
            turns = self.gates[CONTROLLED_WORDS[name]].turns_on(angles, qubits[-1:])
            for control in qubits[:-1]:
                self.listing.count(2 * len(turns))
                turns = controlled(turns, control)
            return turns
        return self._other(name, angles, qubits)

    def _other(self, name: str, angles: Sequence[Angle], qubits: Sequence[int]) -> list[Turn]:
        """Operations of any number of qubits, and those with a controlled phase."""
        places = tuple(qubits)
        if name == "PhaseGadget":
            return [Turn("Z" * len(places), places, angles[0])] if places else []
        if name == "NPhasedX":
            return [turn for q in places for turn in self.gates["r"].turns_on(angles, [q])]
        if name == "BRIDGE":
            return self.gates["cx"].turns_on([], [places[0], places[2]])
        if name in ("FSim", "Sycamore"):
            angles = angles or [_turns(HALF), _turns(Fraction(1, 6))]
            turns = [Turn("XX", places, angles[0]), Turn("YY", places, angles[0])]
            return turns + self.gates["cp"].turns_on([Angle().plus(angles[1], -1)], places)
        if name in ("CV", "CVdg"):
            turn = Turn("X", places[1:], _turns(HALF if name == "CV" else -HALF))
            return controlled([turn], places[0])
        raise InputError(
            "it is neither a known rotation or Clifford gate nor a box of such; decompose the "
            "circuit first."
        )

    def _inside(self, circuit: Any, qubits: Sequence[int], place: int, depth: int) -> list[Turn]:
        positions = {qubit: qubits[k] for k, qubit in enumerate(circuit.qubits)}
        turns: list[Turn] = []
        for command in circuit.get_commands():
            turns += self.turns(
                command.op, [positions[q] for q in command.qubits], place, depth + 1
            )
            self.listing.count(1)
        return turns

    def _declare(self, stem: str) -> str:
        name, number = stem, 2
        while name in self.made:
            name, number = f"{stem}_{number}", number + 1
        self.made.append(name)
        return name


def _turns(multiple: Fraction) -> Angle:
    return Angle(fixed=FixedAngle(pi=multiple))


def _sum(angles: Sequence[Angle], factors: Sequence[int | Fraction], shift: Fraction) -> Angle:
    total = _turns(shift)
    for angle, factor in zip(angles, factors, strict=True):
        total = total.plus(angle, factor)
    return total


def words(observable: Any, labels: Sequence[Hashable]) -> dict[str, object]:
    """The words and coefficients of a Pauli operator, qubits in the order of the circuit.

    Raises:
        InputError: no Pauli operator, a qubit that the circuit does not have, or a coefficient that
            is not real.
    """
    if isinstance(observable, QubitPauliString):
        observable = QubitPauliOperator({observable: 1})
    if not isinstance(observable, QubitPauliOperator):
        raise InputError(
            f"observable is {short(observable)}; a QubitPauliOperator or QubitPauliString is "
            "required."
        )
    positions = {qubit: k for k, qubit in enumerate(labels)}
    result: dict[str, Fraction] = {}
    for string, coefficient in observable._dict.items():
        letters = ["I"] * len(labels)
        for qubit, pauli in string.map.items():
            if qubit not in positions:
                raise InputError(
                    f"the observable acts on {qubit}, which the circuit does not have."
                )
            letters[positions[qubit]] = pauli.name
        if complex(coefficient).imag:
            raise InputError(
                f"the coefficient {coefficient} is not real; give a Hermitian operator."
            )
        word = "".join(letters)
        value = decimal(complex(coefficient).real, f"the coefficient of {word}")
        result[word] = result.get(word, Fraction(0)) + value
    return {word: value for word, value in result.items() if value}
