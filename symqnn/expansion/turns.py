"""The two-level rotations that the gates of a network of Pauli sums are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.exact import common_divisor
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import InternalError
from symqnn.expansion.layer import is_word
from symqnn.expansion.phases import Phase
from symqnn.expansion.word_terms import OwnRotation
from symqnn.model.gate import Gate
from symqnn.model.spectrum import WordSpectrum


@dataclass(frozen=True)
class Turn:
    r"""One two-level rotation :math:`e^{-i\omega W/2}`, W² = I, of a gate.

    Args:
        word: W. phase: ω in fine phases, in which the multiples of all turns are whole.
    """

    word: PauliSum
    phase: Phase


def turns_of(gates: Sequence[Gate], angles: int) -> tuple[list[Turn], tuple[Fraction, ...]]:
    r"""The two-level rotations of all gates, and the units of the fine phases.

    :math:`e^{-iaH}=\prod_We^{-iac_WW}` for commuting words: ω = 2c_W·a. The fine unit of an angle
    is the greatest common divisor of all 2c_W·k_l; the unit of the angle is a multiple of it.

    Raises:
        InternalError: a gate given by a matrix.
    """
    spectra = [gate.spectrum for gate in gates]
    steps: list[list[Fraction]] = [[] for _ in range(angles)]
    for gate, spectrum in zip(gates, spectra, strict=True):
        for position, factor in gate.factors:
            steps[position].append(abs(factor) * spectrum.step)
    fine = tuple(common_divisor(found) for found in steps)
    turns = []
    for gate, spectrum in zip(gates, spectra, strict=True):
        if not isinstance(spectrum, WordSpectrum):
            raise InternalError("a matrix stands among Pauli sums")
        # the weights are multiples of half the step
        wholes = [(axis, int(spectrum.step * k / fine[axis])) for axis, k in gate.factors]
        for rotation in spectrum.rotations:
            share = int(2 * rotation.weight / spectrum.step) if len(spectrum.rotations) > 1 else 1
            multiples = tuple((axis, share * m) for axis, m in wholes)
            turns.append(Turn(rotation.word, Phase(multiples, gate.fixed.times(share))))
    return turns, fine


def own_rotations(turns: Sequence[Turn]) -> list[OwnRotation] | None:
    """The rotations, if all are about signed words by phases of their own."""
    axes = [axis for turn in turns for axis, _ in turn.phase.multiples]
    plain = all(turn.phase.is_plain and is_word(turn.word) for turn in turns)
    if not plain or len(set(axes)) < len(axes):
        return None
    found = []
    for turn in turns:
        ((axis, m),) = turn.phase.multiples
        sign = int(turn.word.numerators[0]) * (1 if m > 0 else -1)  # R_W(-ω) = R_-W(ω)
        found.append(OwnRotation(int(turn.word.x[0, 0]), int(turn.word.z[0, 0]), sign, axis))
    return found
