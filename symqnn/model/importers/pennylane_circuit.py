"""PennyLane QNodes, tapes and operators.

A QNode is a Python function: how its angles depend on its arguments cannot be read off, it is found
by evaluating it. Every angle must be an affine function of the numbers in the arguments;
the slopes are measured and the result is compared at random points, which the circuit's notes say.
Wires are taken in the order of the device, or sorted.
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from pennylane.ops.op_math import Adjoint, Controlled, Pow

from symqnn.algebra.exact import short
from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.errors import InputError
from symqnn.model.angle import Angle
from symqnn.model.circuit import Circuit
from symqnn.model.importers.floats import Floats, decimal
from symqnn.model.importers.gates import standard_gates
from symqnn.model.importers.listing import Listing
from symqnn.model.importers.pennylane_arguments import Source, source_of
from symqnn.model.importers.turns import Definition, Turn, controlled, inverse, phase, power

NAMES = {
    "Identity": "id", "Hadamard": "h", "PauliX": "x", "PauliY": "y", "PauliZ": "z",
    "S": "s", "T": "t", "SX": "sx",
    "CNOT": "cx", "CY": "cy", "CZ": "cz", "CH": "ch", "SWAP": "swap", "ISWAP": "iswap",
    "ECR": "ecr", "Toffoli": "ccx", "CCZ": "ccz", "CSWAP": "cswap",
    "RX": "rx", "RY": "ry", "RZ": "rz", "PhaseShift": "p", "U1": "u1", "U2": "u2", "U3": "u3",
}  # fmt: skip
IGNORED = ("Barrier", "WireCut", "Snapshot")
STEP = float(2**20)  # slopes are measured over a long step: rounding is then in their last digits
CHECKS = 3
TOLERANCE = 1e-9
MAX_DEPTH = 60


@dataclass(frozen=True)
class Leaf:
    """An operation that is not taken apart further.

    Args:
        definition: its rotations in the formal angles v0, v1, … qubits: what it acts on. numbers:
            those angles, at one point of the arguments. name, place: for messages.
    """

    definition: Definition
    qubits: tuple[int, ...]
    numbers: tuple[float, ...]
    name: str
    place: int

    def shape(self) -> tuple[object, ...]:
        """What must not depend on the arguments."""
        return self.definition, self.qubits, self.name, self.place


def read(circuit: Any, listing: Listing, arguments: Any = ()) -> Circuit:
    """Read a QNode with arguments of the right shapes,
    or a tape whose trainable numbers become parameters.

    Raises:
        InputError: what is not read, all operations in one message.
    """
    source = source_of(circuit, listing, arguments)
    reader = _Reader(listing, source)
    base = [0.0] * len(source.names)
    tape = source.tape(base)
    listing.labels = _labels(circuit, tape)
    leaves = reader.leaves(tape)
    listing.problems.raise_if_any()
    angles = reader.angles(leaves)
    for leaf, values in zip(leaves, angles, strict=True):
        with listing.problems.at(leaf.place, f"operation {leaf.name}"):
            listing.count(len(leaf.definition.turns))
            listing.add(leaf.definition.turns_on(values, leaf.qubits), leaf.name, leaf.place)
    listing.observable = _measured(tape, listing.labels)
    return listing.circuit(len(listing.labels), reader.floats.names(source.names))


def _labels(circuit: Any, tape: Any) -> tuple[Hashable, ...]:
    device = getattr(circuit, "device", None)
    wires = getattr(device, "wires", None)
    if wires and set(tape.wires) <= set(wires):
        return tuple(wires)
    labels = tuple(tape.wires)
    return tuple(sorted(labels)) if all(isinstance(label, int) for label in labels) else labels


@dataclass
class _Reader:
    listing: Listing
    source: Source

    def __post_init__(self) -> None:
        self.gates, self.floats = standard_gates(), Floats(self.listing)

    def leaves(self, tape: Any) -> list[Leaf]:
        """The operations of a tape, taken apart as far as needed."""
        found: list[Leaf] = []
        positions = {label: q for q, label in enumerate(self.listing.labels)}
        for place, operation in enumerate(tape.operations):
            with self.listing.problems.at(place, f"operation {operation.name}"):
                found += self._leaves(operation, positions, place, 0)
        return found

    def _leaves(self, operation: Any, positions: Any, place: int, depth: int) -> list[Leaf]:
        if operation.name in IGNORED:
            return []
        if depth > MAX_DEPTH:
            raise InputError(f"its decomposition is nested more than {MAX_DEPTH} deep.")
        qubits = tuple(positions[wire] for wire in operation.wires)
        whole = self.turns(operation, positions)
        if whole is not None:
            turns, numbers = whole
            self.listing.count(len(turns))
            local = {qubit: k for k, qubit in enumerate(qubits)}
            placed = tuple(Turn(t.word, tuple(local[q] for q in t.qubits), t.angle) for t in turns)
            formal = tuple(f"v{k}" for k in range(len(numbers)))
            return [
                Leaf(
                    Definition(formal, len(qubits), placed),
                    qubits,
                    tuple(numbers),
                    operation.name,
                    place,
                )
            ]
        if not operation.has_decomposition:
            raise InputError(
                "it is neither a known rotation or Clifford gate nor decomposed into such; a "
                "network is a fixed sequence of those gates."
            )
        return [
            leaf
            for part in operation.decomposition()
            for leaf in self._leaves(part, positions, place, depth + 1)
        ]

    def turns(self, operation: Any, positions: Any) -> tuple[list[Turn], list[float]] | None:
        """Rotations in formal angles v0, v1, … and their numbers;
        None for what is taken apart first.
        """
        qubits = [positions[wire] for wire in operation.wires]
        if operation.name == "Exp":
            return self._exponential(operation, positions)
        numbers = [_float(value) for value in operation.parameters if np.shape(value) == ()]
        formal = [Angle.of(f"v{k}") for k in range(len(numbers))]
        if isinstance(operation, Controlled):
            return self._controlled(operation, positions)
        if isinstance(operation, (Adjoint, Pow)):
            inner = self.turns(operation.base, positions)
            if inner is None:
                return None
            if isinstance(operation, Adjoint):
                return inverse(inner[0]), inner[1]
            exponent = decimal(operation.z, "the power")
            return (power(inner[0], exponent), inner[1]) if exponent.denominator == 1 else None
        name = NAMES.get(operation.name)
        if name is not None:
            return self.gates[name].turns_on(formal, qubits), numbers
        if operation.name == "Rot":
            words = zip("ZYZ", formal, strict=True)
            return [Turn(letter, (qubits[0],), angle) for letter, angle in words], numbers
        if operation.name == "GlobalPhase":
            return [phase(Angle().plus(formal[0], -1))], numbers
        if operation.num_params == 1 and len(numbers) == 1:
            return self._generated(operation, positions, numbers)
        return None

    def _controlled(self, operation: Any, positions: Any) -> tuple[list[Turn], list[float]] | None:
        inner = self.turns(operation.base, positions)
        if inner is None:
            return None
        turns = inner[0]
        for wire, value in zip(operation.control_wires, operation.control_values, strict=True):
            turns = controlled(turns, positions[wire], on_zero=not value)
        return turns, inner[1]

    def _exponential(self, operation: Any, positions: Any) -> tuple[list[Turn], list[float]] | None:
        """exp(ivG) with a number v."""
        number = complex(operation.coeff)
        if number.real:
            raise InputError(
                f"its coefficient {number} is not imaginary, so that it is not unitary."
            )
        return self._words(operation.base.pauli_rep, positions, [number.imag])

    def _generated(
        self, operation: Any, positions: Any, numbers: list[float]
    ) -> tuple[list[Turn], list[float]] | None:
        """An operation exp(ivG) that knows its generator G."""
        try:
            sentence = operation.generator().pauli_rep
        except Exception:  # there is no generator: the operation is decomposed
            return None
        return self._words(sentence, positions, numbers)

    def _words(
        self, sentence: Any, positions: Any, numbers: list[float]
    ) -> tuple[list[Turn], list[float]] | None:
        """exp(ivG) for a rational sum G of commuting words; None for another G."""
        if sentence is None or not _commute(list(sentence)):
            return None
        turns = []
        for word, coefficient in sentence.items():
            exact = Fraction(complex(coefficient).real).limit_denominator(4096)
            if complex(coefficient) != complex(float(exact)):
                return None
            places = tuple(positions[wire] for wire in word)
            turns.append(
                Turn("".join(word.values()), places, Angle().plus(Angle.of("v0"), -2 * exact))
            )
        return turns, numbers

    def angles(self, leaves: Sequence[Leaf]) -> list[list[Angle]]:
        """The numbers of all leaves as affine functions of the parameters."""
        count = len(self.source.names)
        constants = [leaf.numbers for leaf in leaves]
        slopes: list[list[dict[int, float]]] = [[{} for _ in leaf.numbers] for leaf in leaves]
        for k in range(count):
            moved = self._values([STEP if j == k else 0.0 for j in range(count)], leaves)
            for row, here, there in zip(slopes, constants, moved, strict=True):
                for slot, (start, end) in enumerate(zip(here, there, strict=True)):
                    if end != start:
                        row[slot][k] = (end - start) / STEP
        self._check(leaves, constants, slopes)
        if count:
            self.listing.note("probe", 0)
        result = []
        for leaf, here, row in zip(leaves, constants, slopes, strict=True):
            values = []
            for start, terms in zip(here, row, strict=True):
                angle = Angle(fixed=self.floats.fixed(start, leaf.place) if start else FixedAngle())
                for k, slope in terms.items():
                    angle = angle.plus(
                        self.floats.term(self.source.names[k], _exact(slope), leaf.place)
                    )
                values.append(angle)
            result.append(values)
        return result

    def _values(self, point: Sequence[float], leaves: Sequence[Leaf]) -> list[tuple[float, ...]]:
        """The numbers of all leaves at another point of the arguments."""
        found = self.leaves(self.source.tape(point))
        if [leaf.shape() for leaf in found] != [leaf.shape() for leaf in leaves]:
            raise InputError(
                "the gates of the circuit depend on the values of its arguments; give a fixed "
                "sequence."
            )
        return [leaf.numbers for leaf in found]

    def _check(
        self,
        leaves: Sequence[Leaf],
        constants: Sequence[Sequence[float]],
        slopes: Sequence[Sequence[dict[int, float]]],
    ) -> None:
        """Compare with the affine functions at random points."""
        source = random.Random(0)
        for _ in range(CHECKS if self.source.names else 0):
            point = [source.uniform(-3, 3) for _ in self.source.names]
            for leaf, here, row, values in zip(
                leaves, constants, slopes, self._values(point, leaves), strict=True
            ):
                for start, terms, value in zip(here, row, values, strict=True):
                    expected = start + sum(slope * point[k] for k, slope in terms.items())
                    if abs(expected - value) > TOLERANCE * (1 + abs(value)):
                        self.listing.problems.add(
                            leaf.place,
                            f"operation {leaf.name}",
                            "its angle is no affine function of the arguments; give products of "
                            "arguments as arguments of their own, or data that needs no gradient "
                            "with requires_grad=False.",
                        )
        self.listing.problems.raise_if_any()


def _float(value: Any) -> float:
    """A real number, which some decompositions store as a complex one."""
    number = complex(value)
    if number.imag:
        raise InputError(f"its parameter {number} is not real.")
    return number.real


def _exact(number: float) -> float | int:
    return int(number) if number.is_integer() else number


def _commute(words: Sequence[Any]) -> bool:
    return all(first.commutes_with(second) for k, first in enumerate(words) for second in words[:k])


def _measured(tape: Any, labels: Sequence[Hashable]) -> dict[str, object] | None:
    """The words of the one expectation value that a tape measures."""
    if len(tape.measurements) == 1 and type(tape.measurements[0]).__name__ == "ExpectationMP":
        return words(tape.measurements[0].obs, labels)
    return None


def words(observable: Any, labels: Sequence[Hashable]) -> dict[str, object]:
    """The words and coefficients of an operator, wires in order.

    Raises:
        InputError: no sum of Pauli words, or a coefficient that is not real.
    """
    sentence = getattr(observable, "pauli_rep", None)
    if sentence is None:
        raise InputError(
            f"observable is {short(observable)}; a sum of products of Pauli operators is required."
        )
    positions, result = {label: q for q, label in enumerate(labels)}, {}
    for word, coefficient in sentence.items():
        missing = [wire for wire in word if wire not in positions]
        if missing:
            raise InputError(
                f"the observable acts on wire {missing[0]!r}, which the circuit does not have."
            )
        if complex(coefficient).imag:
            raise InputError(
                f"the coefficient {coefficient} of {word} is not real; give a Hermitian operator."
            )
        letters = ["I"] * len(labels)
        for wire, letter in word.items():
            letters[positions[wire]] = letter
        result["".join(letters)] = decimal(complex(coefficient).real, f"the coefficient of {word}")
    return {word: value for word, value in result.items() if value}
