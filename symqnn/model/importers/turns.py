r"""Gates as sequences of Pauli rotations with formal angles, the global phase kept, so that they
can be controlled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.errors import InputError, SymqnnError
from symqnn.model.angle import Angle

HALF = Fraction(1, 2)
PI = FixedAngle(pi=Fraction(1))


@dataclass(frozen=True)
class Turn:
    r"""The gate :math:`\exp(-\tfrac i2\alpha P)` with an angle α that may hold formal parameters.

    Args:
        word: Pauli word P; "" for the global phase :math:`e^{-i\alpha/2}`.
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
    """A gate as a list of turns on its own qubits 0, 1, …;
    ``problem`` says why it cannot be used, if so.
    """

    parameters: tuple[str, ...]
    qubits: int
    turns: tuple[Turn, ...] = ()
    problem: SymqnnError | None = None

    def turns_on(self, angles: Sequence[Angle], qubits: Sequence[int]) -> list[Turn]:
        """The turns of one call."""
        values = dict(zip(self.parameters, angles, strict=True))
        result = []
        for turn in self.turns:
            places = tuple(qubits[q] for q in turn.qubits)
            result.append(replace(turn, qubits=places, angle=substituted(turn.angle, values)))
        return result


def phase(angle: Angle) -> Turn:
    r"""The global phase :math:`e^{i\gamma}` of an angle γ."""
    return Turn("", (), Angle().plus(angle, -2))


def substituted(angle: Angle, values: Mapping[str, Angle]) -> Angle:
    """The angle with angles put in the place of named parameters.

    Example:
        >>> str(substituted(Angle.from_text("2*a - b + pi"), {"a": Angle.from_text("c + pi/4")}))
        '2*c - b + 3*pi/2'
    """
    if not angle.factors:
        return angle
    result = Angle(fixed=angle.fixed)
    for name, factor in angle.factors.items():
        result = result.plus(values.get(name, Angle.of(name)), factor)
    return result


def inverse(turns: Sequence[Turn]) -> list[Turn]:
    """The turns of the inverse gate."""
    return [replace(turn, angle=Angle().plus(turn.angle, -1)) for turn in reversed(turns)]


def controlled(turns: Sequence[Turn], control: int, on_zero: bool = False) -> list[Turn]:
    r"""The turns of the gate that acts if a control qubit is 1 (or 0).

    .. math::
        \tfrac{1+Z}2\otimes I+\tfrac{1-Z}2\otimes e^{-i\alpha P/2}
        =e^{-i\alpha P/4}\,e^{+i\alpha ZP/4}

    Args:
        turns: on other qubits than the control, with their global phase.

    Example:
        >>> rotation = Turn("X", (1,), Angle.of("a"))
        >>> [(turn.word, str(turn.angle)) for turn in controlled([rotation], 0)]
        [('X', 'a/2'), ('ZX', '-a/2')]
    """
    result = []
    for turn in gathered(turns):
        half = Angle().plus(turn.angle, HALF)
        linked = half if on_zero else Angle().plus(turn.angle, -HALF)
        result.append(replace(turn, angle=half))
        result.append(Turn("Z" + turn.word, (control, *turn.qubits), linked, turn.inside))
    return result


def gathered(turns: Sequence[Turn]) -> list[Turn]:
    r"""The same gate with its quarter turns about Pauli words moved to the end, equal ones next to
    each other merged.

    Under a control a quarter turn becomes an eighth turn, which is no Clifford gate; so rz(π/2),
    ry(a), rz(-π/2) is first written as a turn about X. A turn R that stands after a quarter turn T
    is :math:`T^\dagger RT` before it.

    Example:
        >>> quarter = Angle(fixed=FixedAngle(pi=HALF))
        >>> turns = [Turn("Z", (0,), quarter), Turn("Y", (0,), Angle.of("a"))]
        >>> [(turn.word, str(turn.angle)) for turn in gathered([*turns, *inverse(turns[:1])])]
        [('X', 'a')]
    """
    result: list[Turn] = []
    quarters: list[Turn] = []
    for turn in turns:
        fixed = turn.angle.fixed
        plain = not (turn.angle.factors or fixed.number or fixed.arctangents)
        if not (turn.word and plain and (2 * fixed.pi) % 2 == 1):
            for quarter in reversed(quarters):
                turn = _conjugated(turn, quarter)
            result.append(turn)
        elif quarters and (quarters[-1].word, quarters[-1].qubits) == (turn.word, turn.qubits):
            angle = quarters.pop().angle.plus(turn.angle)
            # two quarter turns about one word: none, or a half turn, which is kept in its place
            quarters += [replace(turn, angle=angle)] if angle.fixed else []
        else:
            quarters.append(turn)
    return result + quarters


def _conjugated(turn: Turn, quarter: Turn) -> Turn:
    """T†RT for a turn R and a turn T by k·π/2:
    i^k P^k Q in the place of the word Q, if P and Q anticommute.
    """
    if not turn.word:
        return turn
    places = tuple(sorted({*turn.qubits, *quarter.qubits}))
    left, right = (_letters(each, places) for each in (quarter, turn))
    clashes = sum(a != b and "I" not in (a, b) for a, b in zip(left, right, strict=True))
    if clashes % 2 == 0:
        return turn
    k = int(2 * quarter.angle.fixed.pi)
    word, phases = (right, 0) if k % 2 == 0 else _product(left, right)
    sign = -1 if (k + phases) % 4 == 2 else 1
    kept = [(q, letter) for q, letter in zip(places, word, strict=True) if letter != "I"]
    qubits, letters = tuple(q for q, _ in kept), "".join(letter for _, letter in kept)
    return replace(turn, word=letters, qubits=qubits, angle=Angle().plus(turn.angle, sign))


def _letters(turn: Turn, places: Sequence[int]) -> str:
    """The word of a turn, padded to the given qubits."""
    known = dict(zip(turn.qubits, turn.word, strict=True))
    return "".join(known.get(q, "I") for q in places)


def power(turns: Sequence[Turn], exponent: Fraction) -> list[Turn]:
    r"""The turns of a power of a gate; a fractional one is the principal power, eigenvalues
    :math:`e^{ir\arg\lambda}`.

    Raises:
        InputError: a fractional power of a gate that is no fixed turn about one word by a rational
            multiple of π.

    Example:
        >>> z = [Turn("Z", (0,), Angle(fixed=PI)), phase(Angle(fixed=FixedAngle(pi=HALF)))]
        >>> [(turn.word, str(turn.angle)) for turn in power(z, HALF)]
        [('Z', 'pi/2'), ('', '-pi/2')]
    """
    if exponent.denominator == 1:
        once = list(turns) if exponent >= 0 else inverse(turns)
        return once * abs(int(exponent))
    axis, total, turned = _one_word(turns)
    # eigenvalues e^{i(γ ∓ α/2)}; their arguments in (-π, π], in units of π, are scaled
    low, high = _principal(turned - total / 2), _principal(turned + total / 2)
    angle, mean = (high - low) * exponent, (high + low) / 2 * exponent
    kept = [Turn(axis[0], axis[1], Angle(fixed=FixedAngle(pi=angle)))] if axis[0] else []
    return [*kept, phase(Angle(fixed=FixedAngle(pi=mean)))]


def _one_word(turns: Sequence[Turn]) -> tuple[tuple[str, tuple[int, ...]], Fraction, Fraction]:
    """The word of all turns, the sum of their angles and the phase, both in units of π."""
    axis: tuple[str, tuple[int, ...]] = ("", ())
    total, turned = Fraction(0), Fraction(0)
    for turn in turns:
        fixed = turn.angle.fixed
        if turn.angle.factors or fixed.number or fixed.arctangents:
            raise InputError(
                f"a fractional power of a gate with the angle {turn.angle} has several branches; "
                "write the gate with the angle that is meant."
            )
        if not turn.word:
            turned -= fixed.pi / 2
        elif not fixed.pi:
            continue
        elif axis in (("", ()), (turn.word, turn.qubits)):
            axis, total = (turn.word, turn.qubits), total + fixed.pi
        elif total % 2 == 1 and fixed.pi % 2 == 1 and axis[1] == turn.qubits:
            # exp(-iπ(k)P/2) = (-i)^k P for odd k; the product of two words is a word with a phase
            # i^m
            word, quarter = _product(turn.word, axis[0])
            turned += -(total + fixed.pi) / 2 + Fraction(quarter, 2) + HALF
            axis, total = (word, turn.qubits), Fraction(1)
        else:
            raise InputError(
                "a fractional power is read for a turn about one Pauli word only; write the gate "
                "itself."
            )
    return axis, total, turned


_TABLE = {("X", "Y"): ("Z", 1), ("Y", "Z"): ("X", 1), ("Z", "X"): ("Y", 1)}


def _product(left: str, right: str) -> tuple[str, int]:
    """The product of two Pauli words on the same qubits as (word, m), with the factor i^m."""
    letters, quarter = [], 0
    for a, b in zip(left, right, strict=True):
        if "I" in (a, b) or a == b:
            letters.append("I" if a == b else a if b == "I" else b)
            continue
        letter, sign = _TABLE.get((a, b)) or (_TABLE[b, a][0], -1)
        letters.append(letter)
        quarter += sign
    return "".join(letters), quarter


def _principal(turn: Fraction) -> Fraction:
    """An argument in units of π, moved into (-1, 1]."""
    return 1 - (1 - turn) % 2
