"""Connected components: which things hang together when those of each group do."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def components(members: Iterable[T], groups: Iterable[Sequence[T]]) -> list[tuple[T, ...]]:
    """The finest partition in which each group lies in one part;
    parts and what is in them in ascending order.

    Args:
        members: of the partition, besides those of the groups.

    Example:
        >>> components(range(5), [(0, 2), (3,), (2, 4)])
        [(0, 2, 4), (1,), (3,)]
    """
    above: dict[T, T] = {member: member for member in members}

    def top(member: T) -> T:
        while above[member] != member:
            above[member] = above[above[member]]  # halves the way for the next one who asks
            member = above[member]
        return member

    for group in groups:
        for member in group:
            above[top(above.setdefault(member, member))] = top(above.setdefault(group[0], group[0]))
    parts: dict[T, list[T]] = {}
    for member in above:
        parts.setdefault(top(member), []).append(member)
    return sorted(tuple(sorted(part)) for part in parts.values())  # type: ignore[type-var]
