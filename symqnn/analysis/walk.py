r"""The chain on Pauli words that gives second moments of one word, without expanding.

Going backwards through a rotation :math:`e^{-i\omega W/2}` with its own uniform ω,
a word P that commutes with W stays; otherwise it becomes P cos ω + P' sin ω with P' = ±iWP. In
the mean of a square the mixed term vanishes and cos², sin² become 1/2: **the squares walk**,
from P to P or to WP with probability 1/2 each. At the end a word counts ⟨P⟩². A qubit that no later
gate touches is forgotten at once: its letter becomes a factor, so that few words are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm, prod

from symqnn.analysis.light_cone import anticommutation
from symqnn.analysis.words import Word, qubits_of
from symqnn.errors import SizeError

MAX_WORDS = 200_000
MAX_MOVES = 2_000_000


@dataclass(frozen=True)
class Walk:
    """Second moments of the evolution of one word.

    Args:
        square: E⟨P(ω)⟩². shares: for each gate E(∂⟨P(ω)⟩/∂ω_j)², in the order the gates were given.
    """

    square: Fraction
    shares: tuple[Fraction, ...]


@dataclass(frozen=True)
class _Move:
    """A step of the plan: a gate (its word as one mask, its number),
    or a qubit that is forgotten (number -1).
    """

    mask: int
    number: int


@dataclass(frozen=True)
class Letters:
    """Squares of the expectation of a letter on each qubit,
    as integers over one denominator a qubit.

    Args:
        table: four numerators a qubit, in the order I, X, Z, Y. denominators: one a qubit.
    """

    table: tuple[tuple[int, int, int, int], ...]
    denominators: tuple[int, ...]


def walk_forgetting(start: Word, gates: Sequence[Word], letters: Letters) -> Walk:
    """The walk in a product state; gates are given last first.

    Raises:
        SizeError: more than 200 000 words at a time, or 2 000 000 moves.

    Example:
        >>> zero = Letters(((1, 0, 1, 0),), (1,))
        >>> walk_forgetting(Word.from_text("Z"), [Word.from_text("X")], zero)
        Walk(square=Fraction(1, 2), shares=(Fraction(1, 2),))
    """
    chain = _Chain(start, gates, len(letters.table))
    for move in _plan(gates, len(letters.table)):
        if move.number >= 0:
            chain.gate(move)
        else:
            chain.forget(move, letters.table[move.mask])
    return chain.finish(lambda word: 1, prod(letters.denominators))


def walk_keeping(
    start: Word, gates: Sequence[Word], qubits: int, value: Callable[[Word], Fraction]
) -> Walk:
    """The walk with any value at its end, in place of ⟨P⟩².

    Raises:
        SizeError: more than 200 000 words at a time, or 2 000 000 moves.
    """
    chain = _Chain(start, gates, qubits)
    for number, word in enumerate(gates):
        chain.gate(_Move(word.x | word.z << qubits, number))
    low = (1 << qubits) - 1
    values = {key: value(Word(key & low, key >> qubits)) for key in chain.weights}
    scale = lcm(*(found.denominator for found in values.values()))
    return chain.finish(lambda key: int(values[key] * scale), scale)


class _Chain:
    """Weights of words, as integers over 2^T: T halvings are exact.
    What moved is kept for the way back.
    """

    def __init__(self, start: Word, gates: Sequence[Word], qubits: int) -> None:
        self.qubits, self.halvings = qubits, len(gates)
        self.weights = {start.x | start.z << qubits: 1 << self.halvings}
        self.done: list[tuple[_Move, list[tuple[int, int]]]] = []
        self.moves, self.letters = 0, dict[int, tuple[int, int, int, int]]()

    def gate(self, move: _Move) -> None:
        """Words that anticommute with W go to WP with half of their weight."""
        low = (1 << self.qubits) - 1
        swapped = move.mask >> self.qubits | (move.mask & low) << self.qubits
        moved = [pair for pair in self.weights.items() if (pair[0] & swapped).bit_count() & 1]
        for word, weight in moved:
            half = weight >> 1
            self.weights[word] -= half
            self.weights[word ^ move.mask] = self.weights.get(word ^ move.mask, 0) + half
        self._count(len(moved))
        self.done.append((move, moved))

    def forget(self, move: _Move, table: tuple[int, int, int, int]) -> None:
        """The letter at a qubit becomes its factor; words that are equal elsewhere merge."""
        before, self.weights = self.weights, {}
        self.letters[move.mask] = table
        for word, weight in before.items():
            rest, factor = self._without(word, move.mask)
            if factor:
                self.weights[rest] = self.weights.get(rest, 0) + factor * weight
        self._count(len(before))
        self.done.append((move, list(before.items())))

    def finish(self, final: Callable[[int], int], scale: int) -> Walk:
        """The mean of the final values, and backwards the share of each gate: weight before it
        times mean value after it.
        """
        whole = 1 << self.halvings
        values = {word: final(word) * whole for word in self.weights}
        square = Fraction(
            sum(weight * values[word] for word, weight in self.weights.items()), whole**2 * scale
        )
        shares = [Fraction(0)] * self.halvings
        for move, before in reversed(self.done):
            if move.number < 0:
                pairs = [(word, *self._without(word, move.mask)) for word, _ in before]
                values = {
                    word: factor * values.get(rest, 0) for word, rest, factor in pairs if factor
                }
                continue
            # after the gate both P and WP are worth what they are worth; before it P is worth their
            # mean
            means = [
                (word, values.get(word, 0) + values.get(word ^ move.mask, 0) >> 1)
                for word, _ in before
            ]
            total = sum(weight * mean for (_, weight), (_, mean) in zip(before, means, strict=True))
            shares[move.number] = Fraction(total, whole**2 * scale)
            values.update(means)
        return Walk(square, tuple(shares))

    def _without(self, word: int, qubit: int) -> tuple[int, int]:
        x, z = 1 << qubit, 1 << qubit + self.qubits
        letter = bool(word & x) + 2 * bool(word & z)
        return word & ~(x | z), self.letters[qubit][letter]

    def _count(self, moved: int) -> None:
        self.moves += moved
        if len(self.weights) > MAX_WORDS or self.moves > MAX_MOVES:
            raise SizeError(
                f"the evolution of a term of the observable meets more than {MAX_WORDS} Pauli "
                f"words at a time (or {MAX_MOVES} in all); take fewer layers, or an observable "
                "with smaller light cones."
            )


def _plan(gates: Sequence[Word], qubits: int) -> list[_Move]:
    """Gates and forgotten qubits in a good order.

    Gates whose words commute may be exchanged: the step of one does not change whether a word
    anticommutes with the other. So any order does that keeps those that anticommute in order.
    Always the qubit is finished next that needs fewest gates.
    """
    # of each gate: itself and all that must come before it
    relations, needed = anticommutation(gates), list[int]()
    for number in range(len(gates)):
        before = 1 << number
        # those already in need not be looked at
        for other in reversed(qubits_of(relations[number] & before - 1)):
            if not before >> other & 1:
                before |= needed[other]
        needed.append(before)
    touching = [0] * qubits
    for number, word in enumerate(gates):
        for qubit in qubits_of(word.support):
            touching[qubit] |= needed[number]
    plan, done, left = list[_Move](), 0, set(range(qubits))
    while left:
        qubit = min(left, key=lambda q: ((touching[q] & ~done).bit_count(), q))
        left.remove(qubit)
        fresh = touching[qubit] & ~done
        plan += [_Move(w.x | w.z << qubits, k) for k, w in enumerate(gates) if fresh >> k & 1]
        plan.append(_Move(qubit, -1))
        done |= fresh
    return plan
