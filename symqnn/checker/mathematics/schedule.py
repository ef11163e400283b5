"""When parameters are opened and closed, and the frequencies that an INDEX can name."""

from __future__ import annotations

from fractions import Fraction

from ..trusted.network import Network
from ..trusted.reading import MAX_DEGREE, Index
from ..trusted.verdict import Rejected, Unsupported

PLACE = "instance.network"


def closing(network: Network) -> list[list[int]]:
    """For each gate the parameters that occur in it and in no gate that acts earlier."""
    seen, result = set[int](), []
    for gate in network.gates:
        result.append([position for position in gate.parameters if position not in seen])
        seen.update(gate.parameters)
    return result


def is_wanted(key: Index, closed: set[int], wanted: frozenset[Index] | None) -> bool:
    """Whether some wanted index agrees with a key in all closed parameters;
    all are wanted if none is named.
    """
    return wanted is None or any(all(key[k] == index[k] for k in closed) for index in wanted)


def digit(frequency: Fraction, position: int) -> int:
    """|frequency| as an integer that an INDEX can name."""
    if frequency.denominator != 1:
        raise Rejected(
            f"{PLACE}.units.{position}", "a frequency that is no multiple of the unit occurs"
        )
    if abs(frequency) > MAX_DEGREE:
        raise Unsupported(f"{PLACE}.parameters.{position}", f"frequencies above {MAX_DEGREE}")
    return abs(int(frequency))
