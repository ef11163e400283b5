r"""Cirq circuits and operators.

Qubits are taken in Cirq's own order, sorted. An exponent t means the
angle πt: a symbol in an exponent becomes the parameter ``pi*t`` of
the network, in radians; ``cirq.rx(t)`` has the parameter t.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import cirq

from symqnn.algebra.exact import short
from symqnn.errors import InputError
from symqnn.model.angle import Angle
from symqnn.model.circuit import Circuit
from symqnn.model.importers.floats import Floats, decimal
from symqnn.model.importers.gates import standard_gates
from symqnn.model.importers.listing import Listing
from symqnn.model.importers.symbols import affine
from symqnn.model.importers.turns import HALF, Turn, controlled, phase

QUARTER = Fraction(1, 4)
# gate^t = e^{iπt/2} exp(-iπtW/2)
WORDS = {
    cirq.XPowGate: "X", cirq.YPowGate: "Y", cirq.ZPowGate: "Z",
    cirq.XXPowGate: "XX", cirq.YYPowGate: "YY", cirq.ZZPowGate: "ZZ",
}  # fmt: skip
CONTROLLED = {
    cirq.CXPowGate: ("X", 1),
    cirq.CZPowGate: ("Z", 1),
    cirq.CCXPowGate: ("X", 2),
    cirq.CCZPowGate: ("Z", 2),
}
HALF_ANGLES = (cirq.Rx, cirq.Ry, cirq.Rz)
IGNORED = (cirq.IdentityGate, cirq.WaitGate)
MAX_DEPTH = 60


def read(circuit: Any, listing: Listing, arguments: Any = ()) -> Circuit:
    """Read a Circuit.

    Raises:
        InputError: what is not read, all operations in one message.
    """
    if not isinstance(circuit, cirq.AbstractCircuit):
        raise InputError(f"circuit is a Cirq {type(circuit).__name__}; a Circuit is required.")
    listing.labels = tuple(sorted(circuit.all_qubits()))
    reader = _Reader(listing, {qubit: k for k, qubit in enumerate(listing.labels)})
    for place, operation in enumerate(circuit.all_operations()):
        with listing.problems.at(place, f"gate {operation}"):
            reader.operation(operation, place)
    declared = sorted(cirq.parameter_names(circuit))
    return listing.circuit(len(listing.labels), [*reader.floats.names(declared), *reader.made])


@dataclass
class _Reader:
    listing: Listing
    positions: Mapping[Hashable, int]

    def __post_init__(self) -> None:
        self.floats, self.gates = Floats(self.listing), standard_gates()
        self.made: list[str] = []

    def operation(self, operation: Any, place: int) -> None:
        """One operation of the circuit itself."""
        operation = operation.untagged
        qubits = [self.positions[qubit] for qubit in operation.qubits]
        if isinstance(operation, cirq.ClassicallyControlledOperation):
            raise InputError(
                "classical control is not read: only a fixed sequence of gates is a network."
            )
        if isinstance(operation.gate, cirq.MeasurementGate):
            self.listing.measure(qubits, place)
        elif isinstance(operation.gate, cirq.ResetChannel):
            self.listing.reset(qubits, place)
        else:
            turns = self.turns(operation, place)
            self.listing.count(len(turns))
            self.listing.add(turns, str(operation), place)

    def turns(self, operation: Any, place: int, depth: int = 0) -> list[Turn]:
        """The rotations of an operation, with its global phase."""
        operation = operation.untagged
        gate = operation.gate
        qubits = tuple(self.positions[qubit] for qubit in operation.qubits)
        if depth > MAX_DEPTH:
            raise InputError(f"its decomposition is nested more than {MAX_DEPTH} deep.")
        if isinstance(gate, IGNORED):
            return []
        if isinstance(operation, cirq.ControlledOperation):
            inner = self.turns(operation.sub_operation, place, depth + 1)
            return self._with_controls(inner, qubits, _values(operation.control_values))
        if isinstance(gate, cirq.ControlledGate):
            count = gate.num_controls()
            inner = self.turns(gate.sub_gate.on(*operation.qubits[count:]), place, depth + 1)
            return self._with_controls(inner, qubits[:count], _values(gate.control_values))
        if isinstance(operation, cirq.PauliStringPhasor):
            return self._phasor(operation, place)
        known = self._power(gate, qubits, place)
        if known is not None:
            return known
        if isinstance(gate, cirq.GlobalPhaseGate):
            if depth:
                raise InputError(
                    "a global phase under a control is not read; write it as Z to a power."
                )
            return []
        parts = cirq.decompose_once(operation, default=None)
        if not parts:
            raise InputError(
                "it is neither a known rotation or Clifford gate nor decomposed into such by Cirq."
            )
        return [
            turn
            for part in parts
            for turn in self.turns(
                part, place, depth + (not isinstance(part.gate, cirq.GlobalPhaseGate))
            )
        ]

    def _phasor(self, operation: Any, place: int) -> list[Turn]:
        """e^{iπr} on the eigenvectors of ±P with +1, e^{iπs} on those with -1:
        a turn about P by ±π(s - r).
        """
        high, low = (
            affine(value, self.floats, place, in_turns=True)
            for value in (operation.exponent_neg, operation.exponent_pos)
        )
        string = operation.pauli_string
        sign = 1 if complex(string.coefficient).real > 0 else -1
        places = tuple(self.positions[qubit] for qubit in string)
        word = "".join(str(pauli) for pauli in string.values())
        turn = Turn(word, places, Angle().plus(high.plus(low, -1), sign))
        return [turn, phase(Angle().plus(high.plus(low), HALF))]

    def _with_controls(
        self, turns: list[Turn], controls: Sequence[int], values: Sequence[int]
    ) -> list[Turn]:
        for control, value in zip(controls, values, strict=False):
            self.listing.count(2 * len(turns))
            turns = controlled(turns, control, on_zero=not value)
        return turns

    def _trained(self, angle: Angle, gate: Any, place: int) -> Angle:
        def declare(stem: str) -> str:
            name, number = stem, 2
            while name in self.made:
                name, number = f"{stem}_{number}", number + 1
            self.made.append(name)
            return name

        return self.listing.trained([angle], type(gate).__name__, place, declare)[0]

    def _power(self, gate: Any, qubits: tuple[int, ...], place: int) -> list[Turn] | None:
        """A gate to a power, or one with angles of its own; None for what Cirq decomposes."""
        kind = next((known for known in (*WORDS, *CONTROLLED) if isinstance(gate, known)), None)
        if isinstance(gate, cirq.FSimGate):
            theta, phi = (
                affine(value, self.floats, place, in_turns=False)
                for value in (gate.theta, gate.phi)
            )
            turns = [Turn("XX", qubits, theta), Turn("YY", qubits, theta)]
            return turns + self.gates["cp"].turns_on([Angle().plus(phi, -1)], qubits)
        if isinstance(gate, HALF_ANGLES) and kind is not None:
            angle = affine(gate._rads, self.floats, place, in_turns=False)
            return [Turn(WORDS[kind], qubits, self._trained(angle, gate, place))]
        if not isinstance(gate, cirq.EigenGate):
            return None
        angle = self._trained(affine(gate.exponent, self.floats, place, in_turns=True), gate, place)
        shift = decimal(gate.global_shift, "the global shift")
        if kind in WORDS:
            return [Turn(WORDS[kind], qubits, angle), phase(Angle().plus(angle, HALF + shift))]
        if kind in CONTROLLED:
            letter, controls = CONTROLLED[kind]
            turns = [Turn(letter, qubits[-1:], angle), phase(Angle().plus(angle, HALF))]
            return [
                *self._with_controls(turns, qubits[:controls], [1] * controls),
                phase(Angle().plus(angle, shift)),
            ]
        half = Angle().plus(angle, HALF)
        if isinstance(gate, cirq.SwapPowGate):
            turns = [Turn(word, qubits, half) for word in ("XX", "YY", "ZZ")]
            return [*turns, phase(Angle().plus(angle, QUARTER + shift))]
        back = Angle().plus(angle, -HALF)
        if isinstance(gate, cirq.ISwapPowGate):
            return [
                *(Turn(word, qubits, back) for word in ("XX", "YY")),
                phase(Angle().plus(angle, shift)),
            ]
        if isinstance(gate, cirq.PhasedISwapPowGate) and gate.phase_exponent == 0.25:
            return [
                Turn("XY", qubits, back),
                Turn("YX", qubits, half),
                phase(Angle().plus(angle, shift)),
            ]
        if isinstance(gate, cirq.HPowGate) and gate.exponent == 1 and not gate.global_shift:
            return self.gates["h"].turns_on([], qubits)
        return None


def _values(control_values: Any) -> list[int]:
    """One value a control, 0 or 1."""
    listed = [tuple(values) for values in control_values]
    if any(values not in ((0,), (1,)) for values in listed):
        raise InputError("controls on several values are not read; write one gate for each value.")
    return [values[0] for values in listed]


def words(observable: Any, labels: Sequence[Hashable]) -> dict[str, object]:
    """The words and coefficients of a Pauli operator, qubits in Cirq's order.

    Raises:
        InputError: no Pauli operator, a qubit that the circuit does not have, or a coefficient that
            is not real.
    """
    if isinstance(observable, cirq.Operation) and not isinstance(observable, cirq.PauliString):
        observable = (
            cirq.PauliString(observable) if isinstance(observable.gate, cirq.Pauli) else observable
        )
    if not isinstance(observable, (cirq.PauliSum, cirq.PauliString)):
        raise InputError(
            f"observable is {short(observable)}; a PauliSum or PauliString is required."
        )
    positions = {qubit: k for k, qubit in enumerate(labels)}
    result: dict[str, Fraction] = {}
    for term in observable if isinstance(observable, cirq.PauliSum) else [observable]:
        letters = ["I"] * len(labels)
        for qubit, pauli in term.items():
            if qubit not in positions:
                raise InputError(
                    f"the observable acts on {qubit}, which the circuit does not have."
                )
            letters[positions[qubit]] = str(pauli)
        if complex(term.coefficient).imag:
            raise InputError(
                f"the coefficient {term.coefficient} is not real; give a Hermitian operator."
            )
        word = "".join(letters)
        value = decimal(complex(term.coefficient).real, f"the coefficient of {word}")
        result[word] = result.get(word, Fraction(0)) + value
    return {word: value for word, value in result.items() if value}
