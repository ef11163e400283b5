"""Which rotations of a circuit can be brought together, and which sums of words commute."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from fractions import Fraction

import numpy as np

from symqnn.algebra.bits import Words, parity
from symqnn.algebra.pauli import PauliSum, phase

WINDOW = 1024  # how many rotations are looked back over
OTHER = "other"  # the kind of a rotation that is joined with none


def slots_of(
    words: Sequence[PauliSum], kinds: Sequence[Hashable], calls: Sequence[int], earliest: bool
) -> list[list[int]]:
    """Rotations of one kind that commute and can be brought next to each other, in time order.

    Args:
        kinds: what rotations of one slot share; OTHER for those that stay alone.
        calls: a number for each rotation, equal for those of one gate call, which stay together.
        earliest: whether a rotation goes to the first or to the last such place that there is.

    Example:
        >>> words = [PauliSum.from_text(text) for text in ("ZI", "XI", "IZ")]
        >>> slots_of(words, ["a", OTHER, "a"], [0, 1, 2], True)
        [[0, 2], [1]]
    """
    x, z = (np.concatenate([getattr(word, part) for word in words]) for part in "xz")
    places = np.full(len(words), -1, dtype=np.int64)  # the slot of each rotation
    highest = [-1]  # the last slot of the first k rotations
    slots: list[list[int]] = []
    of_kind: dict[Hashable, list[int]] = {}
    for run in _runs(x, z, kinds, calls):
        start, end = max(0, run[0] - WINDOW), run[0]
        # a slot can be reached if the rotations of the run commute with all others in it and after
        # it
        last = highest[start]
        candidates = of_kind.get(kinds[run[0]], [])
        for k in run if candidates else ():
            clashing = parity((x[start:end] & z[k]) ^ (z[start:end] & x[k]))
            last = int(places[start:end][clashing].max(initial=last))
        reachable = [slot for slot in candidates if slot > last]
        if reachable:
            found = reachable[0 if earliest else -1]
        else:
            found = len(slots)
            slots.append([])
            if kinds[run[0]] != OTHER:
                of_kind.setdefault(kinds[run[0]], []).append(found)
        slots[found] += run
        places[run] = found
        highest += [max(highest[-1], found)] * len(run)
    return slots


def _runs(
    x: Words, z: Words, kinds: Sequence[Hashable], calls: Sequence[int]
) -> Iterator[list[int]]:
    """Rotations of one gate call and one kind that follow each other
    and commute: they stay together.
    """
    run: list[int] = []
    for k, kind in enumerate(kinds):
        together = run and kind == kinds[run[-1]] != OTHER and calls[k] == calls[run[-1]]
        if together and not parity((x[run] & z[k]) ^ (z[run] & x[k])).any():
            run.append(k)
            continue
        if run:
            yield run
        run = [k]
    if run:
        yield run


def commute(first: PauliSum, second: PauliSum) -> bool:
    """Whether two sums of words commute, even if their words do not.

    Example:
        >>> commute(PauliSum.from_text("XX + YY"), PauliSum.from_text("ZI + IZ"))
        True
    """
    total: dict[bytes, Fraction] = {}
    for x, z, value in zip(first.x, first.z, first.numerators.tolist(), strict=True):
        clashing = parity((second.x & z) ^ (second.z & x))
        other_x, other_z = second.x[clashing], second.z[clashing]
        keys = np.concatenate((other_x ^ x, other_z ^ z), axis=1)
        # anticommuting words P, Q: PQ - QP = 2PQ = ±2i·(another word)
        signs = phase(x, z, other_x, other_z, other_x ^ x, other_z ^ z) - 2
        numbers = second.numerators[clashing].tolist()
        for key, sign, number in zip(keys, signs.tolist(), numbers, strict=True):
            total[bytes(key)] = total.get(bytes(key), Fraction(0)) + sign * value * number
    return not any(total.values())
