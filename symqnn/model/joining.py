r"""Rotations about commuting words that belong together, joined into one gate with a sum of words
as its generator.

A controlled phase is three rotations by ±a/2, a Toffoli gate seven by ±π/4: each alone has other
frequencies, or an irrational cosine; together they have not.

* Rotations by multiples of one angle in the parameters become one gate where its true gaps are
  larger multiples of a
  unit than those of its words: :math:`\tfrac a4(Z_1+Z_2-Z_1Z_2)` has the frequency 1, its words
  have ½.
* Fixed rotations by rational multiples of π become gates by multiples of π/2 about projectors,
  where the gaps of their
  sum are multiples of π/2.

Words that depend on each other (products of some are ±1) can have such gaps; those of different
components of this dependence cannot, so that components are joined one by one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from symqnn.algebra.components import components
from symqnn.algebra.fixed_angle import NO_ANGLE, FixedAngle
from symqnn.algebra.pauli import PauliSum
from symqnn.model.angle import Angle
from symqnn.model.slots import OTHER, commute, slots_of
from symqnn.model.spectrum import (
    Rotation,
    WordSpectrum,
    commuting_product,
    independent_words,
    spectrum_of,
)

HALF = Fraction(1, 2)
MAX_RANK = 10  # of the words of one gate
MAX_WORDS = 512
MAX_PAIR = 64  # words of two slots that are tried together


@dataclass(frozen=True)
class Joined:
    """One gate exp(-i·angle·generator).

    Args:
        generator, angle: of the gate. members: the positions of the rotations that it is made of.
    """

    generator: PauliSum
    angle: Angle
    members: tuple[int, ...]


def joined(
    words: Sequence[PauliSum], angles: Sequence[Angle], calls: Sequence[int]
) -> list[Joined]:
    r"""The gates :math:`\exp(-\tfrac i2a_jP_j)` in time order, those that belong together joined.

    Args:
        words: the signed Pauli words P_j. angles: the a_j. calls: a number for each, equal for
            those of one gate call.

    Example:
        >>> texts, angles = ("ZI", "IZ", "ZZ"), ("a/2", "a/2", "-a/2")
        >>> words = [PauliSum.from_text(text) for text in texts]
        >>> [gate] = joined(words, [Angle.from_text(text) for text in angles], [0, 0, 0])
        >>> gate.generator, str(gate.angle)
        (1/4*IZ + 1/4*ZI - 1/4*ZZ, 'a')
    """
    kinds = [_kind(angle) for angle in angles]
    often = Counter(kind for kind in kinds if kind != OTHER)
    if all(count == 1 for count in often.values()):
        return [Joined(words[k] * HALF, angles[k], (k,)) for k in range(len(words))]
    kinds = [kind if often[kind] > 1 else OTHER for kind in kinds]
    found = []
    for earliest in (True, False):
        slots = slots_of(words, kinds, calls, earliest)
        found.append(list(_joined_slots(slots, words, angles, calls)))
        if all(is_exact(gate) for gate in found[-1]):
            return found[-1]
    return min(found, key=lambda gates: sum(not is_exact(gate) for gate in gates))


def _kind(angle: Angle) -> Hashable:
    """What is equal for angles that are multiples of each other; fixed rational points of the
    circle stay alone.
    """
    if not angle.factors:
        if angle.fixed.point(Fraction(1)) is not None:
            return OTHER
        return FixedAngle().plus(angle.fixed, 1 / _lead(angle))
    unit = Angle().plus(angle, 1 / _lead(angle))
    return tuple(sorted(unit.factors.items())), unit.fixed


def _lead(angle: Angle) -> Fraction:
    """The coefficient that angles of one kind are compared by."""
    fixed = angle.fixed
    if angle.factors:
        return angle.factors[min(angle.factors)]
    return fixed.pi or fixed.number or fixed.arctangents[0][1]


def _joined_slots(
    slots: Sequence[list[int]],
    words: Sequence[PauliSum],
    angles: Sequence[Angle],
    calls: Sequence[int],
) -> Iterator[Joined]:
    """Slot by slot; two of one kind that follow each other as one gate, if their sums commute and
    have two levels together.

    (XX + YY)/4 and (ZI + IZ)/4 do, though their words do not commute.
    """
    k = 0
    while k < len(slots):
        pair = None
        if k + 1 < len(slots):
            pair = _two_level_pair(slots[k], slots[k + 1], words, angles)
        if pair is not None:
            yield pair
        else:
            yield from _joined_slot(slots[k], words, angles, calls)
        k += 1 if pair is None else 2


def _two_level_pair(
    first: Sequence[int], second: Sequence[int], words: Sequence[PauliSum], angles: Sequence[Angle]
) -> Joined | None:
    """One gate of two levels for both slots, or None."""
    kind = _kind(angles[first[0]])
    small = 2 < len(first) + len(second) <= MAX_PAIR
    if not (small and angles[first[0]].factors and _kind(angles[second[0]]) == kind):
        return None
    weights = [_weights(slot, words, angles) for slot in (first, second)]
    if not all(weights):  # the rotations of a slot cancel
        return None
    sums = [PauliSum.from_words(each) for each in weights]
    if not commute(*sums):
        return None
    total = (sums[0] + sums[1]) * HALF
    spectrum = spectrum_of(total) if total.support() else None
    if not isinstance(spectrum, WordSpectrum) or not spectrum.is_two_level:
        return None
    one = _scaled(angles[first[0]], 1 / _lead(angles[first[0]]))
    return Joined(total * (1 / spectrum.unit), _scaled(one, spectrum.unit), (*first, *second))


def _joined_slot(
    members: Sequence[int], words: Sequence[PauliSum], angles: Sequence[Angle], calls: Sequence[int]
) -> Iterator[Joined]:
    """The gates of commuting rotations by multiples of one angle."""
    if len(members) == 1:
        (k,) = members
        yield Joined(words[k] * HALF, angles[k], (k,))
        return
    for part in _components(members, words):
        if angles[part[0]].factors:
            yield from _joined_free(part, words, angles)
        else:
            yield from _joined_fixed(part, words, angles, calls)


def _joined_fixed(
    part: Sequence[int], words: Sequence[PauliSum], angles: Sequence[Angle], calls: Sequence[int]
) -> Iterator[Joined]:
    """Exact gates as far as there are any: quarter turns,
    then those of single gate calls, then of what is left.
    """
    if all((2 * value).denominator == 1 for value in _weights(part, words, angles).values()):
        yield from _merged(part, words, angles)
        return
    calls_of: dict[int, list[int]] = {}
    for k in part:
        calls_of.setdefault(calls[k], []).append(k)
    left: list[int] = []
    for group in calls_of.values():
        exact = _turned_projectors(group, words, angles)
        left += group if exact is None else []
        yield from exact or ()
    if left:
        exact = _turned_projectors(left, words, angles)
        yield from _merged(left, words, angles) if exact is None else exact


def _components(members: Sequence[int], words: Sequence[PauliSum]) -> list[tuple[int, ...]]:
    """The rotations by components of the dependence of their words, each in order."""
    dependent: list[list[int]] = []
    # leading bit: masks of a word, and the members multiplied into it
    echelon: dict[int, tuple[int, int]] = {}
    for number, k in enumerate(members):
        rest, inside = (
            int.from_bytes(words[k].keys[0].astype("<u8").tobytes(), "little"),
            1 << number,
        )
        while rest and rest.bit_length() in echelon:
            row, others = echelon[rest.bit_length()]
            rest, inside = rest ^ row, inside ^ others
        if rest:
            echelon[rest.bit_length()] = rest, inside
        else:  # the product of these is ±1, and of no fewer of them
            dependent.append([member for bit, member in enumerate(members) if inside >> bit & 1])
    return components(members, dependent)


def _weights(
    part: Sequence[int], words: Sequence[PauliSum], angles: Sequence[Angle]
) -> dict[str, Fraction]:
    """The sum of words in the lead of their angles, equal words merged."""
    total: dict[str, Fraction] = {}
    for k in part:
        ((word, sign),) = words[k].terms()
        total[word] = total.get(word, Fraction(0)) + sign * _lead(angles[k])
    return {word: value for word, value in total.items() if value}


def _spectrum(weights: dict[str, Fraction]) -> WordSpectrum:
    parts = (
        Rotation(PauliSum.from_words({word: 1 if value > 0 else -1}), abs(value))
        for word, value in weights.items()
    )
    return WordSpectrum(tuple(parts))


def _scaled(angle: Angle, factor: Fraction) -> Angle:
    return Angle().plus(angle, factor)


def _merged(
    part: Sequence[int], words: Sequence[PauliSum], angles: Sequence[Angle]
) -> Iterator[Joined]:
    """One gate a word."""
    one = _scaled(angles[part[0]], 1 / _lead(angles[part[0]]))
    for word, value in _weights(part, words, angles).items():
        own = tuple(k for k in part if words[k].words() == [word])
        sign = 1 if value > 0 else -1
        yield Joined(PauliSum.from_words({word: sign * HALF}), _scaled(one, abs(value)), own)


def _joined_free(
    part: Sequence[int], words: Sequence[PauliSum], angles: Sequence[Angle]
) -> Iterator[Joined]:
    """One gate, if its gaps have a larger common divisor than its words; otherwise one a word."""
    weights = _weights(part, words, angles)
    small = 1 < len(weights) <= MAX_WORDS
    spectrum = _spectrum(weights) if small else None
    if spectrum is None or spectrum.independent_words > MAX_RANK or spectrum.unit == spectrum.step:
        yield from _merged(part, words, angles)
        return
    # angle·generator = one·(Σ w W)/2; the angle is that of the gate with two levels, otherwise the
    # largest of its words
    one = _scaled(angles[part[0]], 1 / _lead(angles[part[0]]))
    two = len(spectrum.multiplicities) == 2
    size = spectrum.unit / 2 if two else max(abs(value) for value in weights.values())
    generator = PauliSum.from_words({word: value / (2 * size) for word, value in weights.items()})
    yield Joined(generator, _scaled(one, size), tuple(part))


def _turned_projectors(
    part: Sequence[int], words: Sequence[PauliSum], angles: Sequence[Angle]
) -> list[Joined] | None:
    r"""Gates by multiples of π/2 about projectors,
    equal up to a phase to fixed rotations; None if there are none.

    exp(-iπH) with H = Σ q_W/2·W depends on the gaps of H modulo 2; if all are m/2 with whole m, it
    is :math:`\prod_m\exp(-im\tfrac\pi2\Pi_m)` with Π_m the projector on the eigenvalues that lie
    m/2 above the first.
    """
    if any(angles[k].fixed.number or angles[k].fixed.arctangents for k in part):
        return None
    weights = _weights(part, words, angles)
    if not weights:
        return []
    spectrum = _spectrum(weights)
    rank = spectrum.independent_words
    if len(weights) > MAX_WORDS or rank > MAX_RANK:
        return None
    values = spectrum.pattern_values()
    # H is half the sum, so these count in units of π/2
    turns = [value - values[0] for value in values]
    if any(turn.denominator != 1 for turn in turns):
        return None
    classes = Counter(int(turn) % 4 for turn in turns)
    base = max(sorted(classes), key=classes.__getitem__)
    result = []
    for m in (1, 2, 3):
        chosen = [(int(turn) - base) % 4 == m for turn in turns]
        if any(chosen):
            angle = Angle(fixed=FixedAngle(pi=m * HALF if m < 3 else -HALF))
            result.append(Joined(_projector(chosen, spectrum), angle, tuple(part)))
    return result


def _projector(chosen: Sequence[bool], spectrum: WordSpectrum) -> PauliSum:
    """The projector on the sign patterns of the independent words
    that are chosen, without the identity.
    """
    coefficients = np.array(chosen, dtype=np.int64)
    size, width = len(chosen), 1
    while width < size:  # Walsh-Hadamard transform
        pairs = coefficients.reshape(-1, 2, width)
        coefficients = np.stack(
            (pairs[:, 0] + pairs[:, 1], pairs[:, 0] - pairs[:, 1]), axis=1
        ).reshape(-1)
        width *= 2
    positions, _ = independent_words(spectrum.rotations)
    products = [PauliSum.identity(spectrum.rotations[0].word.qubits)]
    for position in positions:
        word = spectrum.rotations[position].word
        products += [commuting_product(other, word) for other in products]
    total: dict[str, Fraction] = {}
    for product, value in zip(products[1:], coefficients[1:].tolist(), strict=True):
        ((letters, sign),) = product.terms()
        total[letters] = sign * Fraction(value, size)
    return PauliSum.from_words({word: value for word, value in total.items() if value})


def is_exact(gate: Joined) -> bool:
    """Whether the fixed part of the angle is a rational point
    of the circle at the step of the gate.
    """
    if gate.angle.fixed == NO_ANGLE:
        return True
    spectrum = spectrum_of(gate.generator)
    return spectrum is not None and gate.angle.fixed.point(spectrum.step) is not None
