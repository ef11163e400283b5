"""Light cones: which qubits and which parameters a term of the observable can depend on at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations
from math import prod

from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.analysis.words import Word, qubits_of, words_of
from symqnn.errors import InputError
from symqnn.model.qnn import QNN, require_qnn

MAX_TERMS = 4096


@dataclass(frozen=True)
class LightCone:
    """What one term of the observable can depend on.

    Args:
        term: the Pauli word as text. qubits: on which its evolution can act. gates: positions of
            the gates that can change it. parameters: positions of the parameters in their angles.
        units: positions, in :func:`units_of`, of what turns it, the last first.
    """

    term: str
    qubits: tuple[int, ...]
    gates: tuple[int, ...]
    parameters: tuple[int, ...]
    units: tuple[int, ...] = ()


def light_cones(qnn: QNN) -> tuple[LightCone, ...]:
    """The light cone of every word of the observable; a product of more than 4096 words is taken
    factor by factor.

    A term P becomes a sum of products of P with words of gates of the cone. So from the last gate
    to the first, a gate joins the cone if a word of it anticommutes with P or with a word that has
    joined; if its words commute with each other, each of them is a gate for itself, otherwise all
    of them join. Outside of the cone ∂_l tr(ρM) of this term is 0 for every state; inside it may
    still be 0, which the variances tell.

    Raises:
        InputError: a network of matrices.

    Example:
        >>> cone, _ = light_cones(QNN(["XII", "ZZI", "IIX"], "ZII + IIZ"))
        >>> cone.term, cone.qubits, cone.parameters
        ('IIZ', (2,), (2,))
        >>> qnn = QNN(["XI", "ZZ"], "ZI")  # ZZ commutes with Z, and acts after X
        >>> light_cones(qnn)[0].parameters
        (0,)
    """
    observable = require_qnn(qnn, constants=True).observable
    if not isinstance(observable, TensorProduct):
        raise InputError(
            "the network is given by matrices; light cones are known for Pauli networks only."
        )
    units = units_of(qnn)
    words = [word for unit in units for word in unit.words]
    relations, ends = anticommutation(words), list(accumulate(len(unit.words) for unit in units))
    places = [range(end - len(unit.words), end) for unit, end in zip(units, ends, strict=True)]
    found = []
    moving = range(len(qnn.parameters))  # constants of the network stand behind its parameters
    for term in _terms(observable):
        inside, reached = cone_units(term, words, relations, places)
        gates = sorted({units[k].gate for k in inside})
        within = {position for number in gates for position in qnn.gates[number].parameters}
        parameters = tuple(sorted(within.intersection(moving)))
        shown = term.text(qnn.qubits), qubits_of(reached), tuple(gates), parameters
        found.append(LightCone(*shown, tuple(inside)))
    return tuple(found)


@dataclass(frozen=True)
class Unit:
    """What turns an operator at once. Args: gate: its position. words: one, or all of a gate whose
    words do not commute.
    """

    gate: int
    words: tuple[Word, ...]


def units_of(qnn: QNN) -> list[Unit]:
    """The factors of the gates: exp(-ia Σ cW) is a product over the words if they commute.

    Raises:
        InputError: a gate is given by a matrix.

    Example:
        >>> [len(unit.words) for unit in units_of(QNN(["XI + IZ", "3/5*XI + 4/5*ZZ"], "ZI"))]
        [1, 1, 2]
    """
    found = []
    for number, gate in enumerate(qnn.gates):
        words = _words(gate.generator)
        apart = not any(a.anticommutes(b) for a, b in combinations(words, 2))
        found += (
            [Unit(number, (word,)) for word in words] if apart else [Unit(number, tuple(words))]
        )
    return found


def _terms(observable: TensorProduct) -> list[Word]:
    """The words but for the identity; of a long product those of its factors."""
    if prod(len(factor) for factor in observable.factors) <= MAX_TERMS:
        return [word for word, _ in words_of(observable.expand()) if word.support]
    listed = []
    for start, factor in zip(observable.ranges(), observable.factors, strict=True):
        words = [Word(word.x << start.start, word.z << start.start) for word, _ in words_of(factor)]
        listed += [word for word in words if word.support]
    return listed


def anticommutation(words: Sequence[Word]) -> list[int]:
    """For each word the mask of the words with which it anticommutes.

    Example:
        >>> anticommutation([Word.from_text(text) for text in ("X", "Z", "X")])
        [2, 5, 2]
    """
    on: dict[int, int] = {}  # the words by the qubits they act on
    for number, word in enumerate(words):
        for qubit in qubits_of(word.support):
            on[qubit] = on.get(qubit, 0) | 1 << number
    found = []
    for number, word in enumerate(words):
        near = 0
        for qubit in qubits_of(word.support):
            near |= on[qubit]
        mask = sum(
            1 << k for k in qubits_of(near & (1 << number) - 1) if word.anticommutes(words[k])
        )
        found.append(mask)
    for number, mask in enumerate(found):
        for other in qubits_of(mask & (1 << number) - 1):
            found[other] |= 1 << number
    return found


def signature(word: Word, gates: Sequence[Word]) -> int:
    """The mask of the gates with which a word anticommutes."""
    mask = 0
    for number, other in enumerate(gates):
        mask |= word.anticommutes(other) << number
    return mask


def cone_units(
    word: Word, words: Sequence[Word], relations: Sequence[int], units: Sequence[range]
) -> tuple[list[int], int]:
    """Positions of the units that can change a word, the last first, and the mask of the qubits
    that are reached.

    Args:
        words: of all units. relations: their :func:`anticommutation`. units: which words act at
            once, in order.

    Example:
        >>> words = [Word.from_text(text) for text in ("XII", "ZZI", "IIX")]
        >>> units = [range(1), range(1, 2), range(2, 3)]
        >>> cone_units(Word.from_text("IXI"), words, anticommutation(words), units)
        ([1, 0], 3)
    """
    # linked: the words that anticommute with the word itself or with one that has joined
    inside, reached, linked = list[int](), word.support, signature(word, words)
    for position in reversed(range(len(units))):
        unit = units[position]
        if linked >> unit.start & (1 << len(unit)) - 1:
            inside.append(position)
            for number in unit:
                linked |= relations[number]
                reached |= words[number].support
    return inside, reached


def _words(generator: object) -> list[Word]:
    if not isinstance(generator, PauliSum):
        raise InputError(
            "a gate is given by a matrix; light cones are known for Pauli networks only."
        )
    return [word for word, _ in words_of(generator) if word.support]
