"""The frequency vectors that can occur in M(theta), and how many there are.

K is the Minkowski sum over the gates of {(m k_1/g_1, ..., m k_p/g_p)}, m a difference of two
eigenvalues of H. It is a product over groups of parameters that no gate connects.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import chain, product
from math import gcd, prod
from operator import add

from ..trusted.gates import Gate, gcd_of, two_levels, words_of
from ..trusted.network import Network
from ..trusted.operators import word_product
from ..trusted.reading import Index, Node
from ..trusted.verdict import charge, hold, remembered
from .schedule import connected, whole

PLACE = "instance.network"
# word: +-1 and the words whose product with it is that
Relations = dict[str, tuple[int, frozenset[str]]]
Group = tuple[tuple[int, ...], frozenset[Index]]  # parameters, and the frequency vectors in them


@remembered(2**12)
def levels(gate: Gate) -> tuple[tuple[Fraction, int], ...]:
    """The eigenvalues of H, increasing, with their multiplicities; of a pauli
    network without the word I...I.
    """
    if gate.spectrum:
        return gate.spectrum
    h, words = gate.generator, words_of(gate.generator)
    dimension = 2 ** len(words[0])
    pair = two_levels(h)
    if pair:
        m, c = pair  # tr H = 0: r (m + c) + (d - r) (m - c) = 0
        high = dimension * (c - m) / (2 * c)
        return (m - c, dimension - int(high)), (m + c, int(high))
    basis, dependent = independent_words(words)
    coefficients = dict(zip(words, h.real, strict=True))
    found = sums(coefficients, basis, dependent)
    return tuple(
        (Fraction(value, h.denominator), number * (dimension >> len(basis)))
        for value, number in sorted(found.items())
    )


def independent_words(words: tuple[str, ...]) -> tuple[list[str], Relations]:
    """Words no product of which is +-1, and each other word as a sign times
    the product of some of them.

    Gaussian elimination over F_2 of the words as vectors of bits, two a letter.
    """
    basis: list[str] = []
    dependent: Relations = {}
    rows: list[tuple[int, frozenset[str]]] = []  # bits, and the words whose product has these bits
    for word in words:
        bits, used = (
            int("".join(f"{'IXZY'.index(letter):02b}" for letter in word), 2),
            frozenset({word}),
        )
        charge(4 * len(rows) + len(word), PLACE)
        for row, members in rows:
            if bits ^ row < bits:
                bits, used = bits ^ row, used ^ members
        if bits:
            rows = sorted([*rows, (bits, used)], reverse=True)
            basis.append(word)
            continue
        others, total, turns = used - {word}, word, 0
        for member in others:
            total, more = word_product(total, member)
            turns += more
        # word * others = +-1 and others^2 = 1
        dependent[word] = (1 if turns % 4 == 0 else -1, others)
    return basis, dependent


def tied_words(dependent: Relations) -> list[str]:
    """The independent words that occur in a relation."""
    return sorted(set(chain(*(members for _, members in dependent.values()))))


def tied_sums(coefficients: dict[str, int], dependent: Relations) -> dict[int, int]:
    """All values of sum c_W s_W over the words in relations, with the numbers of signs of the
    independent ones.
    """
    tied = tied_words(dependent)
    charge(2 ** len(tied) * len(coefficients), PLACE)
    found: dict[int, int] = {}
    for signs in product((1, -1), repeat=len(tied)):
        sign = dict(zip(tied, signs, strict=True))
        value = sum(coefficients[word] * sign[word] for word in tied)
        for word, (outer, members) in dependent.items():
            value += coefficients[word] * outer * prod(sign[member] for member in members)
        found[value] = found.get(value, 0) + 1
    return found


def sums(coefficients: dict[str, int], basis: list[str], dependent: Relations) -> dict[int, int]:
    """All values of sum c_W s_W over signs of the independent words, with their numbers."""
    found, tied = tied_sums(coefficients, dependent), tied_words(dependent)
    # a word in no relation is +1 or -1 whatever the others are
    for word in basis:
        if word not in tied:
            fresh: dict[int, int] = {}
            for value, number in found.items():
                for moved in (value + coefficients[word], value - coefficients[word]):
                    fresh[moved] = fresh.get(moved, 0) + number
            found = fresh
            hold(len(found), PLACE)
            charge(5 * len(found), PLACE)
    return found


@remembered(2**12)
def spacing(gate: Gate) -> Fraction:
    """The greatest common divisor of all differences of two eigenvalues.

    The eigenvalues of commuting words are sums over those in relations and over each other word,
    with its sign: the differences of a sum of sets have the common divisors
    of the differences in each set.
    """
    if gate.spectrum or two_levels(gate.generator):
        return gate.step
    h, words = gate.generator, words_of(gate.generator)
    basis, dependent = independent_words(words)
    coefficients, tied = dict(zip(words, h.real, strict=True)), tied_words(dependent)
    values = list(tied_sums(coefficients, dependent))
    free = [2 * coefficients[word] for word in basis if word not in tied]
    return Fraction(gcd(*(value - values[0] for value in values), *free), h.denominator)


def require_least_periods(units: Node, network: Network) -> None:
    """No unit is smaller than the frequencies ask for: the entries of the vectors of K have the
    greatest common divisor 1.

    K is a sum of sets that hold 0, so it holds each of them, and their common
    divisors are those of K.
    """
    entries: list[list[Fraction]] = [[] for _ in network.units]
    for gate in network.gates:
        for position, factor in gate.angle:
            entries[position].append(spacing(gate) * abs(factor) / network.units[position])
    for node, listed in zip(units.elements(), entries, strict=True):
        found = gcd_of(listed)
        if found != 1:
            raise node.reject(
                f"{'smaller' if found > 1 else 'larger'} than the frequencies ask for"
            )


def differences(gate: Gate) -> list[Fraction]:
    """All differences of two eigenvalues, increasing; one rotation has two eigenvalues."""
    if gate.generator.size == 1 and not gate.spectrum:
        return [-gate.step, Fraction(0), gate.step]
    values = [value for value, _ in levels(gate)]
    charge(len(values) ** 2, PLACE)
    return sorted({a - b for a, b in product(values, repeat=2)})


@remembered(64)
def groups(network: Network) -> tuple[Group, ...]:
    """Groups of parameters that gates connect, with their frequency vectors; K is the product."""
    # a gate joins its parameters: K is the product over the parts
    parts = connected(len(network.units), [gate.parameters for gate in network.gates])
    vectors = {members: frozenset({(0,) * len(members)}) for members in parts}
    home = {position: members for members in parts for position in members}
    for gate in network.gates:
        if gate.angle:
            members = home[gate.parameters[0]]
            vectors[members] = widened(network, gate, members, vectors[members])
    return tuple(vectors.items())


def widened(
    network: Network, gate: Gate, members: Index, vectors: frozenset[Index]
) -> frozenset[Index]:
    """The Minkowski sum with the frequency vectors of one gate: entry l of one is m k_l/g_l."""
    factors = dict(gate.angle)
    slopes = [(place, factors.get(place, 0) / network.units[place]) for place in members]
    steps = [[whole(m * slope, place) for place, slope in slopes] for m in differences(gate)]
    charge(5 * len(vectors) * len(steps) * len(members), PLACE)
    result = frozenset(tuple(map(add, vector, step)) for vector in vectors for step in steps)
    hold(len(result) * len(members), PLACE)
    return result


def number_of_vectors(network: Network) -> int:
    """|K|, with 0."""
    return prod(len(vectors) for _, vectors in groups(network))


def number_of_indices(network: Network) -> int:
    """Number of products of cosines and sines, with 1, whose frequencies are those
    of a vector of K up to signs.
    """
    total = 1
    for _, vectors in groups(network):
        patterns = {tuple(map(abs, vector)) for vector in vectors}
        total *= sum(2 ** sum(map(bool, pattern)) for pattern in patterns)
    return total


def occurs(network: Network, index: Index) -> bool:
    """Whether the frequencies of an index are, up to signs, those of a vector of K."""
    frequencies = [(e + 1) // 2 for e in index]
    for members, vectors in groups(network):
        pattern = tuple(frequencies[position] for position in members)
        if not any(tuple(map(abs, vector)) == pattern for vector in vectors):
            return False
    return True


def widths(network: Network) -> list[int]:
    """The highest frequency of each parameter in K."""
    result = [0] * len(network.units)
    for members, vectors in groups(network):
        for place, position in enumerate(members):
            result[position] = max(vector[place] for vector in vectors)
    return result
