"""Second moments of an output without expanding it: the terms of the observable go backwards
through the gates.

exp(i w W/2) P exp(-i w W/2) is P if P and W commute, and otherwise cos(w) P + sin(w) P' with
P' = iWP. The angles w of the gates are independent and uniform. The mean of a product f_P f_Q
vanishes at a gate with which just one of P, Q anticommutes, since cos and sin have mean 0; the
product PQ is the same before and after every gate, so whether that happens is seen at the
beginning. Terms that anticommute with the same gates are carried along together, with their signs:
at a gate the mean of the square of their sum is half of that of (P, Q, ...) and half of that of
(P', Q', ...).

A single word in a product state is carried qubit by qubit: steps of gates that commute may
be exchanged, so the gates on the first qubit and those before them in order come first,
then this qubit is *closed* (its letter becomes the factor <letter>^2 and is written I), and so on.
Few words are alive at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from ..trusted.gates import commute, rotations, words_of
from ..trusted.network import Network, observable
from ..trusted.operators import word_product
from ..trusted.verdict import Rejected, charge, common_multiple, hold, size_factor

PLACE = "instance.loss"
OTHER = {"XY": "Z", "YX": "Z", "YZ": "X", "ZY": "X", "ZX": "Y", "XZ": "Y"}
Bundle = tuple[tuple[str, int], ...]  # words with signs, the first sign +1
Vectors = tuple[tuple[Fraction, ...], ...]
Letters = tuple[tuple[int, str], ...]  # qubit and letter, where it is not I


@dataclass(frozen=True)
class Moments:
    """Mean, mean square, and the mean squares of the derivatives by theta_l."""

    mean: Fraction
    square: Fraction
    gradient: tuple[Fraction, ...]


@dataclass(frozen=True)
class WalkedGate:
    """A gate: its word W, its parameter, and the derivative of w by theta."""

    word: str
    parameter: int
    slope: Fraction


def walked_gates(network: Network) -> list[WalkedGate] | None:
    """The gates, if each is one word with a parameter of its own."""
    if network.qubits is None:
        return None
    found = []
    for gate in network.gates:
        factors = rotations(gate)
        if len(factors) != 1 or factors[0][0].size != 1 or len(gate.angle) != 1:
            return None
        ((word, n),), ((parameter, k),) = factors, gate.angle
        found.append(WalkedGate(words_of(word)[0], parameter, n * gate.step * k))
    return found if len({gate.parameter for gate in found}) == len(found) else None


def walk(
    network: Network,
    gates: list[WalkedGate],
    value: Callable[[str], Fraction],
    vectors: Vectors | None,
) -> Moments:
    """Moments of the output; `value` gives the expectations of words, `vectors` the Bloch vectors
    of a product state.
    """
    terms = observable(network)
    # uniform in phi is uniform over whole periods of w only if its frequency is an integer
    for gate in gates:
        if (gate.slope / network.units[gate.parameter]).denominator != 1:
            raise Rejected(f"{PLACE}.network.units", "does not divide the frequencies of a gate")
    number = sum(len(gate.word) - gate.word.count("I") for gate in gates)  # of letters
    hold(number + terms.size * len(gates) // 10, PLACE)
    charge(5 * terms.size * number, PLACE)
    letters = [letters_of(gate.word) for gate in gates]
    relations = anticommuting(letters, network.qubits or 0)
    groups: dict[tuple[bool, ...], list[tuple[str, Fraction]]] = {}
    for word, x in zip(words_of(terms), terms.real, strict=True):
        met = tuple(meets(word, own) for own in letters)
        groups.setdefault(met, []).append((word, Fraction(x, terms.denominator)))
    mean, square, gradient = Fraction(0), Fraction(0), [Fraction(0)] * len(network.units)
    known: dict[object, tuple[Fraction, list[Fraction]]] = {}
    for met, group in groups.items():
        if not any(met):  # these terms are constant
            mean = sum((x * value(word) for word, x in group), Fraction(0))
            square += mean**2
            continue
        cone = cone_of(met, relations)
        words, weights = [word for word, _ in group], [x for _, x in group]
        if vectors is None:
            found = carry(words, weights, [gates[number].word for number in cone], value)
        else:
            found = carry_locally(
                words, weights, [gates[number].word for number in cone], vectors, known
            )
        square += found[0]
        for number, share in zip(cone, found[1], strict=True):
            gradient[gates[number].parameter] += gates[number].slope ** 2 * share
    return Moments(mean, square, tuple(gradient))


def letters_of(word: str) -> Letters:
    """The qubits on which a word acts, with its letters."""
    return tuple((k, letter) for k, letter in enumerate(word) if letter != "I")


def anticommuting(words: Sequence[Letters], qubits: int) -> list[int]:
    """For each word the earlier ones with which it anticommutes, as the bits of an integer: an odd
    number of letters differ.
    """
    found, written = [], [dict.fromkeys("XYZ", 0) for _ in range(qubits)]
    for number, letters in enumerate(words):
        charge(len(letters) * (10 + number // 200), PLACE)
        odd = 0
        for k, letter in letters:
            for other, members in written[k].items():
                odd ^= members if other != letter else 0
        found.append(odd)
        for k, letter in letters:
            written[k][letter] |= 1 << number
    return found


def numbers_in(members: int) -> list[int]:
    """The places of the bits that are set, the highest first."""
    charge(members.bit_length() // 2, PLACE)
    return [
        place
        for place, bit in zip(range(members.bit_length() - 1, -1, -1), f"{members:b}", strict=False)
        if bit == "1"
    ]


def cone_of(met: Sequence[bool], relations: Sequence[int]) -> list[int]:
    """The gates that can change a term, the last first: they anticommute with it or
    with a word it may have met.
    """
    # linked: gates that anticommute with one of the cone that acts later
    cone, linked = list[int](), 0
    charge(len(met) * (2 + len(met) // 200), PLACE)
    for number in reversed(range(len(met))):
        if met[number] or linked >> number & 1:
            cone.append(number)
            linked |= relations[number]
    return cone


def carry_locally(
    words: Sequence[str],
    weights: Sequence[Fraction],
    cone: Sequence[str],
    vectors: Vectors,
    known: dict[object, tuple[Fraction, list[Fraction]]],
) -> tuple[Fraction, list[Fraction]]:
    """The same on the qubits alone on which some word acts; equal tasks are done once."""
    used = [k for k in range(len(vectors)) if any(word[k] != "I" for word in (*words, *cone))]
    short_words = tuple("".join(word[k] for k in used) for word in words)
    short_cone = tuple("".join(word[k] for k in used) for word in cone)
    local = tuple(vectors[k] for k in used)
    key = (short_words, tuple(weights), short_cone, local)
    if key not in known and len(words) == 1:
        square, shares = carry_closing(short_words[0], short_cone, local)
        known[key] = (weights[0] ** 2 * square, [weights[0] ** 2 * share for share in shares])
    elif key not in known:

        def value(word: str) -> Fraction:
            result = Fraction(1)
            for letter, vector in zip(word, local, strict=True):
                if letter != "I":
                    result *= vector["XYZ".index(letter)]
            return result

        known[key] = carry(short_words, weights, short_cone, value)
    return known[key]


@dataclass(frozen=True)
class Step:
    """A gate with the letters of its word by qubit (closed is -1), or a qubit that is closed."""

    number: int
    letters: Letters
    closed: int
    pairs: list[tuple[str, str]]


def by_qubit(cone: Sequence[str], qubits: int) -> list[Step]:
    """The gates in an order that keeps those that anticommute in order, and the qubits, each after
    all gates on it.
    """
    letters, before = [letters_of(word) for word in cone], list[int]()
    for number, earlier in enumerate(anticommuting(letters, qubits)):
        needed = 1 << number  # the gates that must come before a gate, and itself, as bits
        while missing := earlier & ~needed:
            charge(5 + number // 200, PLACE)
            needed |= before[missing.bit_length() - 1]  # the latest one
        before.append(needed)
    charge(sum(map(len, letters)) * (1 + len(cone) // 500), PLACE)
    wanted = [0] * qubits  # the gates on a qubit and those before them
    for number, found in enumerate(letters):
        for k, _ in found:
            wanted[k] |= before[number]
    steps, done = list[Step](), 0
    for qubit in range(qubits):
        fresh = numbers_in(wanted[qubit] & ~done)
        charge(10 * len(fresh), PLACE)
        steps += [Step(number, letters[number], -1, []) for number in reversed(fresh)]
        steps.append(Step(-1, (), qubit, []))
        done |= wanted[qubit]
    return steps


def meets(word: str, letters: Letters) -> bool:
    """Whether a word anticommutes with one that has these letters."""
    return sum(word[k] != letter and word[k] != "I" for k, letter in letters) % 2 == 1


def multiplied(word: str, letters: Letters) -> str:
    """The product of two words without its phase."""
    listed = list(word)
    for k, letter in letters:
        old = listed[k]
        listed[k] = letter if old == "I" else "I" if old == letter else OTHER[old + letter]
    return "".join(listed)


def carry_closing(
    start: str, cone: Sequence[str], vectors: Vectors
) -> tuple[Fraction, list[Fraction]]:
    """Mean square of one word, and of its derivative by the angle of each gate of the cone, in a
    product state.
    """
    steps, alive = by_qubit(cone, len(vectors)), {start}
    kept = 0
    for step in steps:  # the words that can occur
        charge(5 * len(alive) * (1 + len(step.letters)), PLACE)
        if step.closed < 0:
            step.pairs.extend(
                (word, multiplied(word, step.letters))
                for word in alive
                if meets(word, step.letters)
            )
            alive.update(after for _, after in step.pairs)
        else:
            k = step.closed
            step.pairs.extend((word, word[:k] + "I" + word[k + 1 :]) for word in alive)
            alive = {after for _, after in step.pairs}
        kept += len(step.pairs)
        charge(20 * len(step.pairs), PLACE)
        hold((4 + len(vectors) // 50) * kept, PLACE)
    squares, scale = [], 1 << len(cone)
    for vector in vectors:
        common = lcm(*(component.denominator for component in vector))
        scale *= common**2
        table = {
            letter: int(component * common) ** 2
            for letter, component in zip("XYZ", vector, strict=True)
        }
        squares.append({"I": common**2, **table})
    longer = size_factor(scale.bit_length())
    hold(2 * kept, PLACE, scale.bit_length())
    means, middle = dict.fromkeys(alive, 1 << len(cone)), list[list[int]]()
    # from the state: what a word is worth, times 2^gates and denominators
    for step in reversed(steps):
        if step.closed < 0:
            found = [(means[word] + means[after]) // 2 for word, after in step.pairs]
            means.update((word, mean) for (word, _), mean in zip(step.pairs, found, strict=True))
        else:
            found = []
            means = {
                word: squares[step.closed][word[step.closed]] * means[after]
                for word, after in step.pairs
            }
        middle.append(found)
        charge(10 * len(step.pairs) * longer, PLACE)
    square = Fraction(means[start], scale)
    odds, shares = {start: 1 << len(cone)}, [Fraction(0)] * len(cone)
    # from the observable: how probable, times factors
    for step, found in zip(steps, reversed(middle), strict=True):
        charge(15 * len(step.pairs) * longer, PLACE)
        if step.closed >= 0:
            fresh: dict[str, int] = {}
            for word, after in step.pairs:
                fresh[after] = (
                    fresh.get(after, 0)
                    + odds.get(word, 0) * squares[step.closed][word[step.closed]]
                )
            odds = fresh
            continue
        weights = [odds.get(word, 0) for word, _ in step.pairs]
        total = sum(weight * mean for weight, mean in zip(weights, found, strict=True))
        shares[step.number] = Fraction(total, scale << len(cone))
        for (word, after), weight in zip(step.pairs, weights, strict=True):
            odds[word] -= weight // 2
            odds[after] = odds.get(after, 0) + weight // 2
    return square, shares


def image(bundle: Bundle, word: str) -> Bundle:
    """iW times every word of a bundle; an overall sign does not matter."""
    moved = []
    for letters, sign in bundle:
        product, turns = word_product(word, letters)
        moved.append((product, sign if turns % 4 == 3 else -sign))  # i * i^turns is 1 or -1
    first = moved[0][1]
    return tuple((letters, sign * first) for letters, sign in moved)


def carry(
    words: Sequence[str],
    weights: Sequence[Fraction],
    cone: Sequence[str],
    value: Callable[[str], Fraction],
) -> tuple[Fraction, list[Fraction]]:
    """Mean square of the sum of the terms, and of its derivative
    by the angle of each gate of the cone.
    """
    start: Bundle = tuple((word, 1) for word in words)
    met, moves = {start: None}, list[list[tuple[Bundle, Bundle]]]()
    for word in cone:  # all bundles that can occur after each gate
        charge((len(met) + 20) * len(word) * (1 + len(words)), PLACE)
        pairs = [(bundle, image(bundle, word)) for bundle in met if not commute(bundle[0][0], word)]
        charge(10 * len(pairs) * len(word) * len(words), PLACE)
        moves.append(pairs)
        met.update((after, None) for _, after in pairs)
        hold((4 + len(word) // 50) * sum(map(len, moves)) * len(words), PLACE)
    charge(30 * len(met) * len(words), PLACE)
    ends = {
        bundle: sum(
            (x * sign * value(word) for x, (word, sign) in zip(weights, bundle, strict=True)),
            Fraction(0),
        )
        ** 2
        for bundle in met
    }
    common = common_multiple([end.denominator for end in ends.values()], PLACE)
    whole = common << len(cone)  # every gate halves once at most
    hold(2 * sum(map(len, moves)), PLACE, whole.bit_length())
    charge(30 * sum(map(len, moves)) * size_factor(whole.bit_length() // 10), PLACE)
    means, before = {bundle: int(end * whole) for bundle, end in ends.items()}, list[list[int]]()
    for pairs in reversed(moves):  # from the state to the observable: the mean square from here on
        found = [(means[bundle] + means[after]) // 2 for bundle, after in pairs]
        means.update((bundle, mean) for (bundle, _), mean in zip(pairs, found, strict=True))
        before.append(found)
    square = Fraction(means[start], whole)
    # from the observable to the state: how probable is a bundle
    odds, shares = {start: 1 << len(cone)}, list[Fraction]()
    for pairs, found in zip(moves, reversed(before), strict=True):
        total, fresh = 0, list[tuple[Bundle, int]]()
        for (bundle, after), mean in zip(pairs, found, strict=True):
            half = odds.get(bundle, 0) // 2
            total += 2 * half * mean
            fresh += [(bundle, -half), (after, half)]
        for bundle, change in fresh:
            odds[bundle] = odds.get(bundle, 0) + change
        shares.append(Fraction(total, whole << len(cone)))
    return square, shares
