r"""Fixed parts of angles that are no rational points of the circle, held as constants.

.. math:: e^{-i(a+3\pi/4)H}=e^{-i(a-c+\pi)H}\quad\text{at }c=\tfrac\pi4

A network with one more parameter c is expanded exactly for every c. One constant stands for β and
-β, and for angles that differ from them by rational points of the circle, so that all T gates of a
circuit have one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import count
from typing import TYPE_CHECKING

from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.algebra.torus import MAX_NAME, Torus, require_no_constants

if TYPE_CHECKING:
    from symqnn.model.qnn import QNN


@dataclass(frozen=True)
class Held:
    """A fixed angle β as ``sign`` times a constant, and a rest.

    Args:
        place: which constant. sign: 1 or -1.
        rest: what is left; step times this angle is a rational point of the circle.
    """

    place: int
    sign: Fraction
    rest: FixedAngle


@dataclass
class Constants:
    """The constants of a network, in order of occurrence."""

    values: list[FixedAngle] = field(default_factory=list)

    def hold(self, fixed: FixedAngle, step: Fraction) -> Held:
        """The fixed part of an angle by a constant, a new one if there is none for it.

        Args:
            step: of the generator; multiples of step times the angle are what counts.

        Example:
            >>> constants = Constants()
            >>> one = constants.hold(FixedAngle(pi=Fraction(1, 4)), Fraction(1))
            >>> other = constants.hold(FixedAngle(pi=Fraction(3, 4)), Fraction(1))
            >>> one.sign, other.sign, str(other.rest), [str(value) for value in constants.values]
            (Fraction(1, 1), Fraction(-1, 1), 'pi', ['pi/4'])
        """
        # multiples of π/(2·step) are rational points; at most half of one is left
        quarter = 1 / (2 * step)
        rest = FixedAngle(pi=quarter * round(fixed.pi / quarter))
        value = fixed.plus(rest, Fraction(-1))
        sign = Fraction(-1 if _is_negative(value) else 1)
        value = value.times(sign)
        if value not in self.values:
            self.values.append(value)
        return Held(self.values.index(value), sign, rest)

    def names(self, taken: Iterable[str]) -> tuple[str, ...]:
        """A name for each, different from those that are taken: the angle itself if it is short."""
        known, found = set(taken), list[str]()
        for number, value in enumerate(self.values, start=1):
            text = str(value)
            name = text if len(text) <= MAX_NAME - 20 else f"constant {number}"
            while name in known:
                name = f"({name})"
            known.add(name)
            found.append(name)
        return tuple(found)


def _is_negative(value: FixedAngle) -> bool:
    """Whether the first part that is not zero is negative."""
    parts = (value.number, *(factor for _, factor in value.arctangents), value.pi)
    return next(part for part in parts if part) < 0


def require_rational(qnn: QNN, what: str) -> None:
    """Nothing, if the network holds no irrational constants.

    Args:
        what: what needs rational numbers, for the message.

    Raises:
        InputError: it does, with the gates and what to do.
    """
    if qnn.constants:
        p = len(qnn.parameters)
        places = [
            f"gate {k + 1} (angle {gate.angle(qnn.parameters)})"
            for k, gate in enumerate(qnn.gates)
            if max(gate.parameters, default=-1) >= p
        ]
        require_no_constants(qnn.torus, what, places=places)


def released(qnn: QNN) -> QNN:
    """The network with its constants as parameters (see :meth:`symqnn.model.qnn.QNN.released`)."""
    free = (f"c{k}" for k in count(1) if f"c{k}" not in qnn.parameters)
    names = (*qnn.parameters, *(next(free) for _ in qnn.constants))
    first = len(qnn.parameters)
    gates = [
        replace(gate, constant=FixedAngle.at(gate.fixed, gate.spectrum.step))
        if max(gate.parameters, default=-1) >= first
        else gate
        for gate in qnn.gates
    ]
    return qnn.from_gates(gates, qnn.observable, Torus(names, qnn.torus.units))
