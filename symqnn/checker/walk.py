"""Second moments of an output without expanding it: the terms of the observable go backwards through the gates.

exp(i w W/2) P exp(-i w W/2) is P if P and W commute, and otherwise cos(w) P + sin(w) P' with P' = iWP. The angles w of the
gates are independent and uniform. The mean of a product f_P f_Q vanishes at a gate with which just one of P, Q
anticommutes, since cos and sin have mean 0; the product PQ is the same before and after every gate, so whether that happens
is seen at the beginning. Terms that anticommute with the same gates are carried along together, with their signs: at a
gate the mean of the square of their sum is half of that of (P, Q, ...) and half of that of (P', Q', ...).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

from .gates import commute, rotations, words_of
from .network import Network, observable
from .operators import word_product
from .verdict import charge, hold

PLACE = "instance.loss"
Bundle = tuple[tuple[str, int], ...]  # words with signs, the first sign +1
Vectors = tuple[tuple[Fraction, ...], ...]


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


def walk(network: Network, gates: list[WalkedGate], value: Callable[[str], Fraction], vectors: Vectors | None) -> Moments:
    """Moments of the output; `value` gives the expectations of words, `vectors` the Bloch vectors of a product state."""
    terms = observable(network)
    charge(2 * terms.size * len(gates) * (network.qubits or 1), PLACE)
    groups: dict[tuple[bool, ...], list[tuple[str, Fraction]]] = {}
    for word, x in zip(words_of(terms), terms.real, strict=True):
        meets = tuple(not commute(word, gate.word) for gate in gates)
        groups.setdefault(meets, []).append((word, Fraction(x, terms.denominator)))
    mean, square, gradient = Fraction(0), Fraction(0), [Fraction(0)] * len(network.units)
    known: dict[object, tuple[Fraction, list[Fraction]]] = {}
    for meets, group in groups.items():
        if not any(meets):  # these terms are constant
            mean = sum((x * value(word) for word, x in group), Fraction(0))
            square += mean**2
            continue
        cone = cone_of(meets, gates)
        words, weights = [word for word, _ in group], [x for _, x in group]
        if vectors is None:
            found = carry(words, weights, [gates[number].word for number in cone], value)
        else:
            found = carry_locally(words, weights, [gates[number].word for number in cone], vectors, known)
        square += found[0]
        for number, share in zip(cone, found[1], strict=True):
            gradient[gates[number].parameter] += gates[number].slope ** 2 * share
    return Moments(mean, square, tuple(gradient))


def cone_of(meets: Sequence[bool], gates: Sequence[WalkedGate]) -> list[int]:
    """The gates that can change a term, the last first: they anticommute with it or with a word it may have met."""
    cone: list[int] = []
    for number in reversed(range(len(gates))):
        charge(len(cone) * len(gates[number].word) // 2, PLACE)
        if meets[number] or any(not commute(gates[number].word, gates[other].word) for other in cone):
            cone.append(number)
    return cone


def carry_locally(words: Sequence[str], weights: Sequence[Fraction], cone: Sequence[str], vectors: Vectors,
                  known: dict[object, tuple[Fraction, list[Fraction]]]) -> tuple[Fraction, list[Fraction]]:
    """The same on the qubits alone on which some word acts; equal tasks are done once."""
    used = [k for k in range(len(vectors)) if any(word[k] != "I" for word in (*words, *cone))]
    short_words = tuple("".join(word[k] for k in used) for word in words)
    short_cone = tuple("".join(word[k] for k in used) for word in cone)
    local = tuple(vectors[k] for k in used)
    key = (short_words, tuple(weights), short_cone, local)
    if key not in known:
        def value(word: str) -> Fraction:
            result = Fraction(1)
            for letter, vector in zip(word, local, strict=True):
                if letter != "I":
                    result *= vector["XYZ".index(letter)]
            return result

        known[key] = carry(short_words, weights, short_cone, value)
    return known[key]


def image(bundle: Bundle, word: str) -> Bundle:
    """iW times every word of a bundle; an overall sign does not matter."""
    moved = []
    for letters, sign in bundle:
        product, turns = word_product(word, letters)
        moved.append((product, sign if turns % 4 == 3 else -sign))  # i * i^turns is 1 or -1
    first = moved[0][1]
    return tuple((letters, sign * first) for letters, sign in moved)


def carry(words: Sequence[str], weights: Sequence[Fraction], cone: Sequence[str],
          value: Callable[[str], Fraction]) -> tuple[Fraction, list[Fraction]]:
    """Mean square of the sum of the terms, and of its derivative by the angle of each gate of the cone."""
    start: Bundle = tuple((word, 1) for word in words)
    met, moves = {start: None}, list[list[tuple[Bundle, Bundle]]]()
    for word in cone:  # all bundles that can occur after each gate
        charge((len(met) + 20) * len(word) * (1 + len(words)), PLACE)
        pairs = [(bundle, image(bundle, word)) for bundle in met if not commute(bundle[0][0], word)]
        charge(10 * len(pairs) * len(word) * len(words), PLACE)
        moves.append(pairs)
        met.update((after, None) for _, after in pairs)
        hold(sum(map(len, moves)) * len(words), PLACE)
    charge(30 * len(met) * len(words), PLACE)
    ends = {bundle: sum((x * sign * value(word) for x, (word, sign) in zip(weights, bundle, strict=True)), Fraction(0)) ** 2
            for bundle in met}
    common = lcm(*(end.denominator for end in ends.values()))
    whole = common << len(cone)  # every gate halves once at most
    means, before = {bundle: int(end * whole) for bundle, end in ends.items()}, list[list[int]]()
    for pairs in reversed(moves):  # from the state to the observable: the mean square from here on
        found = [(means[bundle] + means[after]) // 2 for bundle, after in pairs]
        means.update((bundle, mean) for (bundle, _), mean in zip(pairs, found, strict=True))
        before.append(found)
    square = Fraction(means[start], whole)
    odds, shares = {start: 1 << len(cone)}, list[Fraction]()  # from the observable to the state: how probable is a bundle
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
