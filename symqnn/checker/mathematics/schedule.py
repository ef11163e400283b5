"""When parameters are opened and closed, and the frequencies that an INDEX can name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import chain

from ..trusted.gates import Gate
from ..trusted.network import Network
from ..trusted.reading import MAX_DEGREE, Index
from ..trusted.verdict import Rejected, Unsupported, charge

PLACE = "instance.network"


def connected(size: int, links: Sequence[Collection[int]]) -> list[tuple[int, ...]]:
    """The finest partition of 0 ... size - 1 in which each link lies in one part, by first
    member.
    """
    home = list(range(size))  # the least member of the part
    charge(2 * len(links) * size, PLACE)
    for link in links:
        joined = {home[member] for member in link}
        home = [min(joined) if label in joined else label for label in home]
    parts: dict[int, list[int]] = {}
    for member, label in enumerate(home):
        parts.setdefault(label, []).append(member)
    return list(map(tuple, parts.values()))


def backwards(network: Network) -> Iterator[tuple[Gate, list[int]]]:
    """The gates from the last to the first, each with its parameters that no earlier gate has."""
    uses = Counter(chain(*(gate.parameters for gate in network.gates)))
    for gate in reversed(network.gates):
        uses.subtract(gate.parameters)
        yield gate, [position for position in gate.parameters if not uses[position]]


def is_wanted(key: Index, closed: set[int], wanted: frozenset[Index] | None) -> bool:
    """Whether some wanted index agrees with a key in all closed parameters;
    all are wanted if none is named.
    """
    return wanted is None or any(all(key[k] == index[k] for k in closed) for index in wanted)


def whole(frequency: Fraction, position: int) -> int:
    """A frequency as an integer that an INDEX can name, but for its sign."""
    if frequency.denominator != 1:
        raise Rejected(
            f"{PLACE}.units.{position}", "a frequency that is no multiple of the unit occurs"
        )
    if abs(frequency) > MAX_DEGREE:
        raise Unsupported(f"{PLACE}.parameters.{position}", f"frequencies above {MAX_DEGREE}")
    return int(frequency)
