"""The rotations of a circuit as they are read, with what was read past,
rounded or made a parameter on the way.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.errors import InputError, SizeError
from symqnn.model.angle import Angle
from symqnn.model.circuit import Circuit, PauliRotation
from symqnn.model.importers.problems import Problems, fixed_angle, listed
from symqnn.model.importers.rounding import is_exact, near_quarter_turn
from symqnn.model.importers.turns import Turn

MAX_ROTATIONS = 500_000
NOTES = {
    "measure": "final measurements are read past: the observable takes their place",
    "reset": "resets of qubits that no gate has touched are read past: the state is given "
    "separately",
    "delay": "delays are read past",
    "pragma": "pragmas are read past",
    "box": "boxes are read as their gates",
    "round": "fixed angles are replaced by rational points of the circle, each within 2^-50; the "
    "gates of the network say by how much",
    "constant": "fixed angles with irrational cosines and sines are kept exactly, as constants: "
    "expansion and output are exact with them; proofs about independence and landscapes take "
    "rational numbers and need round_angles=True (--round-angles) or train_numbers=True "
    "(--train-numbers)",
    "near": "numbers within 2^-50 of a multiple of pi/2 are taken as they stand; write pi/2 "
    "where it is meant, or take them for it with round_angles=True (--round-angles)",
    "quarter": "fixed angles within 2^-50 of a multiple of pi/2 are taken for it",
    "multiple": "floats that are the nearest ones to a multiple of pi are taken for it",
    "factor": "floats that are the nearest ones to a fraction p/q, q ≤ 1000, are taken for it",
    "decimal": "floats are taken for the decimals that Python prints for them",
    "probe": "how the angles depend on the arguments was found by evaluating the circuit at "
    "points, and holds there",
    "product": "the evolution by a sum of words is read as the product of rotations that its "
    "framework writes for it",
    "turns": "parameters t that enter as exponents or in half turns are read as angles pi*t, in "
    "radians",
    "train": "numbers that are no multiple of pi/2 are made parameters, named after their gate "
    "and place",
}


@dataclass(frozen=True)
class _Origin:
    """Where a rotation comes from: the number of the gate call,
    its place and what messages call it.
    """

    call: int
    place: int
    subject: str


@dataclass
class Listing:
    """What has been read.

    Args:
        problems: where what cannot be read is noted. round_angles: replace fixed angles that are
            neither multiples of π/2 nor rational points by such points. train_numbers: make a
            parameter of every number that is an angle
            and no multiple of π/2. parameter: how a new parameter is written, for messages; "" if
            it cannot.
        constants: keep fixed angles with irrational cosines and sines exactly, and say so. fixed:
            keep them silently:
            those of a state are tested when it is prepared.
        labels: what the framework calls its qubits. observable: words of the observable that the
            circuit measures.
    """

    problems: Problems
    round_angles: bool = False
    train_numbers: bool = False
    parameter: Callable[[], str] = str
    constants: bool = True
    fixed: bool = False
    rotations: list[PauliRotation] = field(default_factory=list)
    origins: list[_Origin] = field(default_factory=list)
    notes: dict[str, list[int]] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    measured: dict[int, int] = field(default_factory=dict)
    unfolded: int = 0
    calls: int = 0
    labels: tuple[Hashable, ...] = ()
    observable: Mapping[str, object] | None = None

    def note(self, kind: str, place: int) -> None:
        """Remember that something was read past or taken for something else."""
        self.notes.setdefault(kind, []).append(place)

    def count(self, turns: int) -> None:
        """Count rotations before they are made, those inside definitions included.

        Raises:
            SizeError: too many.
        """
        self.unfolded += max(1, turns)
        if self.unfolded > MAX_ROTATIONS:
            raise SizeError(
                f"the gates unfold to more than {MAX_ROTATIONS} Pauli rotations; give a shorter "
                "circuit."
            )

    def trained(
        self, angles: Sequence[Angle], gate: str, place: int, declare: Callable[[str], str]
    ) -> list[Angle]:
        """The angles of a gate, numbers made parameters if that was asked for.

        Args:
            declare: declares a parameter from a wish for its name, and returns its name.
        """
        if not self.train_numbers:
            return list(angles)
        result = []
        for angle in angles:
            turns = angle.fixed.pi * 2
            quarter = turns.denominator == 1 and not (angle.fixed.number or angle.fixed.arctangents)
            if angle.factors or quarter:
                result.append(angle)
                continue
            result.append(Angle.of(declare(f"{gate}_{place}")))
            self.note("train", place)
        return result

    def measure(self, qubits: Sequence[int], place: int) -> None:
        """A measurement: the qubits must not be used after it."""
        for qubit in qubits:
            self.measured.setdefault(qubit, place)
        self.note("measure", place)

    def reset(self, qubits: Sequence[int], place: int) -> None:
        """A reset: read past if no gate has touched the qubits.

        Raises:
            InputError: a gate or a measurement has.
        """
        used = [qubit for qubit in qubits if qubit in self.touched or qubit in self.measured]
        if used:
            raise InputError(
                f"reset after gates on qubit {used[0]} is not read: a network is a fixed unitary; "
                "use another qubit, or delete it if the qubit is still in |0⟩."
            )
        self.note("reset", place)

    def add(self, turns: Sequence[Turn], gate: str, place: int) -> None:
        """Add the rotations of a gate.

        Raises:
            InputError: the gate acts on a qubit that has been measured.
        """
        self.calls += 1
        for turn in turns:
            if not turn.word.strip("I"):
                continue
            late = [qubit for qubit in turn.qubits if qubit in self.measured]
            if late:
                raise InputError(
                    f"it acts on qubit {late[0]} after its measurement ({self.problems.unit} "
                    f"{self.measured[late[0]]}); only final measurements are read past: delete "
                    "the measurement."
                )
            self.touched.update(turn.qubits)
            where = f" of {turn.inside}" if turn.inside else ""
            subject = f"gate {gate} (angle {turn.angle}{where})"
            angle = self._quarter(turn.angle, place)
            self.origins.append(_Origin(self.calls, place, subject))
            self.rotations.append(PauliRotation(turn.word, turn.qubits, angle))

    def _quarter(self, angle: Angle, place: int) -> Angle:
        """The angle, with a fixed part that rounding makes a multiple of π/2 replaced by that."""
        if is_exact(angle) or not self.round_angles:
            return angle
        quarter = near_quarter_turn(angle.fixed)
        if quarter is None:
            return angle
        self.note("quarter", place)
        return Angle(angle.factors, FixedAngle(pi=Fraction(quarter, 2)))

    def _note_near(self, angle: Angle, place: int) -> None:
        """Say it where a decimal was perhaps meant as a multiple of π/2."""
        if not self.round_angles and near_quarter_turn(angle.fixed) is not None:
            self.note("near", place)

    def sentences(self) -> tuple[str, ...]:
        """What was read past, one sentence a kind."""
        unit, result = self.problems.unit, []
        for kind, places in self.notes.items():
            numbers = list(dict.fromkeys(places))
            plural = "" if len(numbers) == 1 else "s"
            result.append(
                f"{NOTES[kind]} ({unit}{plural} {listed([str(number) for number in numbers])})."
            )
        return tuple(result)

    def circuit(self, qubits: int, declared: Sequence[str], digest: str = "") -> Circuit:
        """The circuit, if everything could be read.

        Raises:
            InputError: all problems, or no qubits.
        """
        if not qubits:
            self.problems.raise_if_any()
            raise InputError(
                f"{self.problems.name} has no qubits; at least one qubit with a rotation is "
                "required."
            )
        calls = [origin.call for origin in self.origins]
        circuit = Circuit.from_rotations(
            qubits, self.rotations, declared, (), self.round_angles, digest, calls
        )
        for k in () if self.fixed else circuit.inexact:
            origin = self.origins[k]
            if self.round_angles or self.constants:
                self.note("round" if self.round_angles else "constant", origin.place)
                self._note_near(self.rotations[k].angle, origin.place)
            else:
                self.problems.add(origin.place, origin.subject, fixed_angle(self.parameter()))
        self.problems.raise_if_any()
        notes = self.sentences()
        if circuit.unused and circuit.parameters:
            plural = "s" * (len(circuit.unused) > 1)
            names = listed(circuit.unused)
            notes += (f"parameter{plural} without effect, in no gate or cancelled: {names}.",)
        return replace(circuit, notes=notes)
