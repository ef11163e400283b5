"""Kind support: how many frequency vectors can occur in M(theta), the largest frequencies, and
light cones of the observable.

A cone is not found but tested: a set of units, the factors of the gates. Going from the last unit
to the first, the evolved word is a sum of products of the word with words of units of the cone, if
every unit outside of it commutes with the word and with all words of the cone that act later; then
that unit drops out.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import prod

from ..mathematics.frequencies import levels, number_of_vectors
from ..mathematics.walk import Letters, anticommuting, letters_of, meets, numbers_in
from ..trusted.gates import commute, words_of
from ..trusted.network import Network, network_of
from ..trusted.reading import Node, amount
from ..trusted.verdict import charge, hold

STATEMENTS = ("support",)
MAX_WORDS = 4096  # of an observable that is multiplied out
PLACE = "claim.cones"


@dataclass(frozen=True)
class Unit:
    """A factor of a gate: one word where its words commute, otherwise all of them."""

    gate: int
    words: tuple[str, ...]


def units_of(network: Network) -> list[Unit]:
    """The factors of all gates in order; words in alphabetical order."""
    found: list[Unit] = []
    for number, gate in enumerate(network.gates):
        words = tuple(sorted(word for word in words_of(gate.generator) if word.strip("I")))
        charge(len(words) ** 2 * (network.qubits or 0), "instance.network")
        apart = all(commute(a, b) for a, b in combinations(words, 2))
        found += [Unit(number, (word,)) for word in words] if apart else [Unit(number, words)]
    return found


def words_of_observable(network: Network) -> set[str]:
    """Its words but for the identity; of a product of more than 4096 words those of its factors."""
    listed = [words_of(factor) for factor in network.factors]
    if prod(map(len, listed)) <= MAX_WORDS:
        hold(prod(map(len, listed)), PLACE)
        words: list[str] = [""]
        for own in listed:
            words = [word + other for word in words for other in own]
        return {word for word in words if word.strip("I")}
    found, before = set(), 0
    for own in listed:
        length = len(own[0])
        for word in own:
            if word.strip("I"):
                found.add("I" * before + word + "I" * ((network.qubits or 0) - before - length))
        before += length
    return found


def largest_frequencies(network: Network) -> list[Fraction]:
    """Of each parameter the sum over the gates of the largest difference of two eigenvalues times
    |k|/g.
    """
    total = [Fraction(0) for _ in network.units]
    for gate in network.gates:
        if gate.angle:
            values = [value for value, _ in levels(gate)]
            for position, k in gate.angle:
                total[position] += (max(values) - min(values)) * abs(k) / network.units[position]
    return total


class Cones:
    """Tests sets of units of one network."""

    def __init__(self, network: Network) -> None:
        self.network, self.units = network, units_of(network)
        letters: list[Letters] = [letters_of(word) for unit in self.units for word in unit.words]
        homes = [place for place, unit in enumerate(self.units) for _ in unit.words]
        # for each unit the earlier units that do not commute with it
        self.earlier: list[set[int]] = [set() for _ in self.units]
        for number, others in enumerate(anticommuting(letters, network.qubits or 0)):
            self.earlier[homes[number]] |= {homes[other] for other in numbers_in(others)} - {
                homes[number]
            }
        self.letters: list[list[Letters]] = [[] for _ in self.units]
        for home, own in zip(homes, letters, strict=True):
            self.letters[home].append(own)

    def test(self, node: Node, places: Node) -> tuple[str, int, int]:
        """One cone [word, [qubit, ...], [parameter, ...]] with the positions of its units; the word
        and how large the cone is.
        """
        word_node, qubits_node, parameters_node = node.elements(3)
        word = word_node.text()
        inside = [place.count() for place in places.elements()]
        if inside != sorted(set(inside)) or (inside and inside[-1] >= len(self.units)):
            raise places.reject("not increasing positions of units")
        if len(word) != self.network.qubits or set(word) - set("IXYZ"):
            raise word_node.reject("not a Pauli word on all qubits")
        known = set(inside)
        charge(
            sum(len(own) for unit in self.letters for own in unit)
            + sum(len(self.earlier[k]) for k in inside),
            PLACE,
        )
        if any(
            place not in known and any(meets(word, own) for own in self.letters[place])
            for place in range(len(self.units))
        ):
            raise places.reject("a unit outside of the cone does not commute with the word")
        if any(not self.earlier[place] <= known for place in inside):
            raise places.reject(
                "a unit outside of the cone does not commute with a later one inside"
            )
        reached = {k for k, letter in enumerate(word) if letter != "I"}
        for place in inside:
            reached |= {k for own in self.letters[place] for k, _ in own}
        angles = {
            k for place in inside for k in self.network.gates[self.units[place].gate].parameters
        }
        for part, wanted in ((qubits_node, reached), (parameters_node, angles)):
            if [entry.count() for entry in part.elements()] != sorted(wanted):
                raise part.reject("not what the units of the cone act on, increasing")
        return word, len(reached), len(angles)


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """The number of frequency vectors and the cones where they are given,
    and the largest frequencies.
    """
    network, _ = network_of(instance)
    vectors, degrees, cones = claim.fields("vectors", "degrees", "cones")
    (units,) = witness.fields("units")
    said = []
    if vectors.value is not None:
        vectors.require_integer(number_of_vectors(network), "the number of frequency vectors")
        said.append("the number of frequency vectors")
    for node, wanted in zip(
        degrees.elements(len(network.units)), largest_frequencies(network), strict=True
    ):
        if node.count() != wanted:
            raise node.reject("not the largest frequency of this parameter")
    if cones.value is None:
        if units.value is not None:
            raise units.reject("units of cones that are not claimed")
        return f"{statement}: {' and '.join([*said, 'the largest frequencies'])} are right"
    if network.qubits is None:
        raise cones.reject("not a pauli network")
    tester, listed = Cones(network), cones.elements()
    found = [tester.test(*pair) for pair in zip(listed, units.elements(len(listed)), strict=True)]
    words = [word for word, _, _ in found]
    if len(set(words)) < len(words) or set(words) != words_of_observable(network):
        raise cones.reject("not the words of the observable, each once")
    widest = max((size for _, size, _ in found), default=0)
    cones_text = amount(len(found), "light cone")
    return (
        f"{statement}: {', '.join([*said, 'the largest frequencies'])} and {cones_text} are "
        f"right, the widest of {amount(widest, 'qubit')}"
    )
