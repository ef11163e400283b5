r"""States prepared by circuits, exactly: a rotation by an angle with a rational half tangent keeps
Gaussian rationals.

.. math:: e^{-iaP/2}\propto I-i\tan(a/2)\,P,\qquad e^{-i\pi P/2}\propto P
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.exact import short
from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import InputError, InternalError, SizeError
from symqnn.model.angle import Angle, read_angle
from symqnn.model.circuit import Circuit
from symqnn.model.importers.rounding import near_quarter_turn
from symqnn.model.joining import Joined, joined
from symqnn.model.spectrum import WordSpectrum, spectrum_of
from symqnn.model.state import Bloch, State

MAX_QUBITS = 10
Amplitude = tuple[Fraction, Fraction]
ONE, ZERO = (Fraction(1), Fraction(0)), (Fraction(0), Fraction(0))


def prepared_state(circuit: Circuit, values: Mapping[str, object], round_angles: bool) -> State:
    """The state U|0…0⟩ of a circuit whose parameters have values.

    Args:
        values: an angle in radians for every parameter: a text such as "pi/2", "0.3",
            "2*atan(1/3)", or an exact number; with ``round_angles`` floats too, taken for the
            decimals that Python prints for them.

    Raises:
        InputError: a parameter without a value, an unknown name, or an angle that is no rational
        point of the circle where rounding was not asked for; SizeError: more than 10 qubits that
        are joined by gates.

    Example:
        >>> from symqnn.model.importers.from_circuit import read_circuit
        >>> circuit = read_circuit("input float x; qubit[2] q; ry(x) q[0]; h q[1];")
        >>> prepared_state(circuit, {"x": "2*atan(1/2)"}, False).vectors
        ((Fraction(4, 5), Fraction(0, 1), Fraction(3, 5)),
         (Fraction(1, 1), Fraction(0, 1), Fraction(0, 1)))
    """
    gates = _gates(circuit, _fixed_values(circuit, values, round_angles))
    turns = [(gate.generator * 2, _point(gate, round_angles)) for gate in gates]
    linked = any(len(gate.generator.support()) > 1 for gate in gates)
    if not linked:
        return State.bloch([_bloch(q, turns) for q in range(circuit.qubits)])
    if circuit.qubits > MAX_QUBITS:
        raise SizeError(
            f"the circuit joins qubits and has {circuit.qubits} of them; states of up to "
            f"{MAX_QUBITS} are prepared, or of any number by gates on single qubits."
        )
    amplitudes = [ONE, *[ZERO] * (2**circuit.qubits - 1)]
    for word, point in turns:
        amplitudes = _rotated(amplitudes, word, point)
    return State.pure(_without_phase(amplitudes))


def _without_phase(amplitudes: Sequence[Amplitude]) -> list[Amplitude]:
    """Divided by the first amplitude that is not zero."""
    c, d = next(pair for pair in amplitudes if pair != ZERO)
    norm = c * c + d * d
    return [((a * c + b * d) / norm, (b * c - a * d) / norm) for a, b in amplitudes]


def _fixed_values(
    circuit: Circuit, values: Mapping[str, object], round_angles: bool
) -> dict[str, FixedAngle]:
    unknown = [name for name in values if name not in (*circuit.parameters, *circuit.unused)]
    missing = [name for name in circuit.parameters if name not in values]
    if unknown or missing:
        given = (
            f"{unknown[0]!r} is no parameter of the circuit"
            if unknown
            else f"{missing[0]!r} has no value"
        )
        raise InputError(f"{given}; the parameters are {', '.join(circuit.parameters) or 'none'}.")
    fixed = {}
    for name, value in values.items():
        if round_angles and isinstance(value, float):
            value = repr(float(value))
        angle = read_angle(value, f"the value of {name}")
        if angle.factors:
            raise InputError(f"the value of {name} is {short(value)}; a number is required.")
        fixed[name] = angle.fixed
    return fixed


def _gates(circuit: Circuit, values: Mapping[str, FixedAngle]) -> list[Joined]:
    """The fixed rotations of the circuit, those that belong together joined:
    a Toffoli gate is one exact gate.
    """
    angles = []
    for rotation in circuit.rotations:
        total = rotation.angle.fixed
        for name, factor in rotation.angle.factors.items():
            total = total.plus(values[name], factor)
        angles.append(Angle(fixed=total))
    words = []
    for rotation in circuit.rotations:
        letters = ["I"] * circuit.qubits
        for letter, qubit in zip(rotation.word, rotation.qubits, strict=True):
            letters[qubit] = letter
        words.append(PauliSum.from_words({"".join(letters): 1}))
    return joined(words, angles, circuit.calls or range(len(words)))


def _point(gate: Joined, round_angles: bool) -> CirclePoint:
    """The rational point (cos a, sin a) of a gate exp(-iaW/2), W² = I up to a shift."""
    total = gate.angle.fixed
    point = total.point(Fraction(1))
    if point is not None:
        return point
    if not round_angles:
        raise InputError(
            f"the rotation about {gate.generator * 2!r} by {gate.angle} has no rational cos and "
            "sin; give multiples of pi/2 or 2*atan(t) with rational t, or ask for a rational point "
            "of the circle within 2^-50: round_angles=True."
        )
    quarter = near_quarter_turn(total)
    return total.near(Fraction(1))[0] if quarter is None else CirclePoint.quarter_turns(quarter)


def _bloch(qubit: int, turns: Sequence[tuple[PauliSum, CirclePoint]]) -> Bloch:
    """The Bloch vector of a qubit that is turned by itself:
    each rotation turns it by the angle about the axis.
    """
    vector = [Fraction(0), Fraction(0), Fraction(1)]
    for generator, point in turns:
        ((word, sign),) = generator.terms()
        axis = "XYZ".find(word[qubit])
        if axis >= 0:
            j, k = (axis + 1) % 3, (axis + 2) % 3
            vector[j], vector[k] = (
                point.cos * vector[j] - sign * point.sin * vector[k],
                sign * point.sin * vector[j] + point.cos * vector[k],
            )
    return vector[0], vector[1], vector[2]


def _rotated(
    amplitudes: Sequence[Amplitude], generator: PauliSum, point: CirclePoint
) -> list[Amplitude]:
    """v - i·t·Wv with t = tan(a/2), or Wv for a = π;
    W² = I for the sum W = generator with its shift.
    """
    spectrum = spectrum_of(generator)
    if not isinstance(spectrum, WordSpectrum) or not spectrum.is_two_level:
        raise InternalError("a gate of a preparation has more than two eigenvalues")
    image = _applied(amplitudes, spectrum.rotations[0].word)
    if point.cos == -1:
        return image
    t = point.sin / (1 + point.cos)
    # -i·t·(x + iy) = t·y - i·t·x
    return [(a + t * y, b - t * x) for (a, b), (x, y) in zip(amplitudes, image, strict=True)]


def _applied(amplitudes: Sequence[Amplitude], operator: PauliSum) -> list[Amplitude]:
    """The sum of words applied to v, qubit 0 the most significant bit of the index."""
    total = [ZERO] * len(amplitudes)
    for word, value in operator.terms():
        image = _word_applied(amplitudes, word)
        total = [
            (a + value * x, b + value * y) for (a, b), (x, y) in zip(total, image, strict=True)
        ]
    return total


def _word_applied(amplitudes: Sequence[Amplitude], word: str) -> list[Amplitude]:
    """Pv for a word P."""
    flip = sign = turns = 0
    for qubit, letter in enumerate(word):
        bit = 1 << (len(word) - 1 - qubit)
        flip |= bit if letter in "XY" else 0
        sign |= bit if letter in "YZ" else 0
        turns += letter == "Y"
    result = []
    for index in range(len(amplitudes)):
        # P|j⟩ = i^{#Y} (-1)^{j·z} |j ⊕ x⟩, so that entry k of Pv comes from j = k ⊕ x
        source = index ^ flip
        a, b = amplitudes[source]
        quarter = (turns + 2 * (source & sign).bit_count()) % 4
        result.append(((a, b), (-b, a), (-a, -b), (b, -a))[quarter])
    return result
