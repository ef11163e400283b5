"""Light cones: which qubits and which parameters a term of the observable can depend on at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from symqnn.algebra.pauli import PauliSum, TensorProduct
from symqnn.analysis.words import Word, qubits_of, words_of
from symqnn.errors import InputError
from symqnn.model.qnn import QNN, require_qnn

MAX_TERMS = 4096


@dataclass(frozen=True)
class LightCone:
    """What one term of the observable can depend on.

    Args:
        term: the Pauli word as text. qubits: on which its evolution can act. gates: positions of the gates that can
            change it. parameters: positions of the parameters in their angles.
    """

    term: str
    qubits: tuple[int, ...]
    gates: tuple[int, ...]
    parameters: tuple[int, ...]


def light_cones(qnn: QNN) -> tuple[LightCone, ...]:
    """The light cone of every word of the observable; a product of more than 4096 words is taken factor by factor.

    A term P becomes a sum of products of P with words of gates of the cone. So from the last gate to the first, a gate joins
    the cone if it anticommutes with P or with a word of a gate that has joined. Outside of the cone ∂_l tr(ρM) of this term
    is 0 for every state; inside it may still be 0, which the variances tell.

    Raises:
        InputError: a network of matrices.

    Example:
        >>> cone, _ = light_cones(QNN(["XII", "ZZI", "IIX"], "ZII + IIZ"))
        >>> cone.term, cone.qubits, cone.parameters
        ('IIZ', (2,), (2,))
        >>> light_cones(QNN(["XI", "ZZ"], "ZI"))[0].parameters  # ZZ commutes with Z, and acts after X
        (0,)
    """
    observable = require_qnn(qnn, constants=True).observable
    if not isinstance(observable, TensorProduct):
        raise InputError("the network is given by matrices; light cones are known for Pauli networks only.")
    gates = [_words(gate.generator) for gate in qnn.gates]
    numbers = [number for number, words in enumerate(gates) for _ in words]
    words = [word for some in gates for word in some]
    relations = anticommutation(words)
    found = []
    for term in _terms(observable):
        inside, reached = cone_gates(term, words, relations)
        found.append(_cone(qnn, term, sorted({numbers[k] for k in inside}), reached))
    return tuple(found)


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
        mask = sum(1 << k for k in qubits_of(near & (1 << number) - 1) if word.anticommutes(words[k]))
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


def cone_gates(word: Word, gates: Sequence[Word], relations: Sequence[int]) -> tuple[list[int], int]:
    """Positions of the gates that can change a word, the last first, and the mask of the qubits that are reached.

    Args:
        gates: one word each. relations: their :func:`anticommutation`.

    Example:
        >>> words = [Word.from_text(text) for text in ("XII", "ZZI", "IIX")]
        >>> cone_gates(Word.from_text("IXI"), words, anticommutation(words))
        ([1, 0], 3)
    """
    inside, taken, reached, own = list[int](), 0, word.support, signature(word, gates)
    for position in reversed(range(len(gates))):
        if own >> position & 1 or relations[position] & taken:
            inside.append(position)
            taken |= 1 << position
            reached |= gates[position].support
    return inside, reached


def _cone(qnn: QNN, word: Word, inside: Sequence[int], reached: int) -> LightCone:
    moving = range(len(qnn.parameters))  # constants of the network stand behind its parameters
    within = {position for number in inside for position in qnn.gates[number].parameters}
    parameters = within.intersection(moving)
    return LightCone(word.text(qnn.qubits), qubits_of(reached), tuple(inside), tuple(sorted(parameters)))


def _words(generator: object) -> list[Word]:
    if not isinstance(generator, PauliSum):
        raise InputError("a gate is given by a matrix; light cones are known for Pauli networks only.")
    return [word for word, _ in words_of(generator) if word.support]
