"""Boxes of a chart, many at a time, and the tree of its subdivision with what settles each box: a text of the certificate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np

from symqnn.roots.bernstein import along
from symqnn.roots.dyadic import Floats, Ints

ONE = 1 << 44  # t is an integer over 2^44
ROOT, PENDING = "*", "?"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
SIZES = "-=+/"
LETTERS = "abcdefgh"
MAX_LEVEL = 40


@dataclass(frozen=True)
class Boxes:
    """N boxes: where they begin, over 2^44, and how often each angle was bisected, shape (N, p); their nodes in the tree, shape (N,)."""

    low: Ints
    levels: Ints
    nodes: Ints

    def __len__(self) -> int:
        return len(self.nodes)

    def take(self, which: np.ndarray) -> Boxes:
        """Some of the boxes."""
        return Boxes(self.low[which], self.levels[which], self.nodes[which])

    def join(self, other: Boxes) -> Boxes:
        """Both lists."""
        return Boxes(*(np.concatenate(pair) for pair in zip(vars(self).values(), vars(other).values(), strict=True)))

    def split(self, axis: int, first_child: int) -> Boxes:
        """Both halves of each box; those of box i are the nodes first_child + 2i and + 2i + 1."""
        levels = self.levels.copy()
        levels[:, axis] += 1
        upper = self.low.copy()
        upper[:, axis] += 2 * ONE >> levels[:, axis]
        low = np.stack((self.low, upper), axis=1).reshape(-1, self.low.shape[1])
        return Boxes(low, np.repeat(levels, 2, axis=0), first_child + np.arange(2 * len(self)))

    def ends(self) -> tuple[Floats, Floats]:
        """Lowest and highest t, exactly."""
        return self.low / ONE, (self.low + (2 * ONE >> self.levels)) / ONE

    def middles(self) -> Floats:
        """Middles t, exactly."""
        return np.asarray((self.low + (ONE >> self.levels)) / ONE)

    def restricted(self, whole: Floats) -> Floats:
        """The Bernstein coefficients over these boxes, from those over the chart, shape (1, p, …)."""
        low, high = ((end + 1) / 2 for end in self.ends())
        parts = []
        for box in range(len(self)):
            part = whole
            for axis in range(self.low.shape[1]):
                part = along(_restriction(part.shape[axis + 2] - 1, low[box, axis], high[box, axis]), part, axis)
            parts.append(part)
        return np.concatenate(parts) if parts else whole[:0]


def _restriction(degree: int, low: float, high: float) -> Floats:
    """The matrix from coefficients over [0, 1] to those over [low, high]: coefficient j is the blossom at degree-j times low, j times high."""
    rows = []
    for j in range(degree + 1):
        values = np.eye(degree + 1)
        for point in [low] * (degree - j) + [high] * j:
            values = (1 - point) * values[:-1] + point * values[1:]
        rows.append(values[0])
    return np.array(rows)


def whole_chart(angles: int) -> Boxes:
    """The one box [-1, 1]^p."""
    return Boxes(np.full((1, angles), -ONE, dtype=np.int64), np.zeros((1, angles), dtype=np.int64), np.zeros(1, dtype=np.int64))


def weights_text(weights: Iterable[int]) -> str:
    """The step of an empty box: a letter for ± one derivative; otherwise a size and balanced numbers to the base 63, so many digits each.

    Example:
        >>> weights_text([0, 1]), weights_text([0, -1]), weights_text([31, -31]), weights_text([32, 0])
        ('b', 'B', '-z0', '=W0VV')
    """
    row = list(weights)
    occurring = [k for k, y in enumerate(row) if y]
    if len(occurring) == 1 and abs(row[occurring[0]]) == 1:
        letter = LETTERS[occurring[0]]
        return letter if row[occurring[0]] > 0 else letter.upper()
    size = next(k for k in range(1, 5) if max(map(abs, row)) <= (63**k - 1) // 2)
    text = SIZES[size - 1]
    for y in row:
        shifted = y + (63**size - 1) // 2
        text += "".join(DIGITS[shifted // 63**k % 63] for k in range(size - 1, -1, -1))
    return text


@dataclass
class Subdivision:
    """The subdivision of one chart: what settles each node, the angle and the first child of those that are split, and the roots found."""

    angles: int
    steps: dict[int, str] = field(default_factory=dict)
    children: dict[int, tuple[int, int]] = field(default_factory=dict)
    roots: dict[int, tuple[int, ...]] = field(default_factory=dict)
    size: int = 1

    @classmethod
    def untouched(cls, angles: int) -> Subdivision:
        """The whole chart, not yet looked at."""
        return cls(angles, {0: PENDING})

    def settle(self, nodes: Ints, step: str) -> None:
        """Settle some nodes in the same way."""
        for node in nodes.tolist():
            self.steps[node] = step

    def divide(self, nodes: Ints, axis: int) -> int:
        """Split some nodes; the first of the children, which are numbered one after the other."""
        first = self.size
        for k, node in enumerate(nodes.tolist()):
            self.children[node] = axis, first + 2 * k
        self.size += 2 * len(nodes)
        return first

    def preorder(self) -> Iterator[tuple[int, str]]:
        """Nodes and steps, the lower half of a box before the upper one; a digit splits."""
        stack = [0]
        while stack:
            node = stack.pop()
            if node in self.children:
                axis, first = self.children[node]
                stack += (first + 1, first)
                yield node, str(axis)
            else:
                yield node, self.steps[node]

    def text(self) -> str:
        """The steps one after the other."""
        return "".join(step for _, step in self.preorder())

    def points(self) -> list[tuple[int, ...]]:
        """The critical points, in the order of their boxes."""
        return [self.roots[node] for node, step in self.preorder() if step == ROOT]

    def pending(self) -> Boxes:
        """The boxes that are left."""
        boxes, found = {0: whole_chart(self.angles)}, [whole_chart(self.angles).take(np.arange(0))]
        if PENDING not in self.steps.values():
            return found[0]
        for node, step in self.preorder():
            box = boxes.pop(node)
            if node in self.children:
                axis, first = self.children[node]
                both = box.split(axis, first)
                boxes |= {first: both.take(np.array([0])), first + 1: both.take(np.array([1]))}
            elif step == PENDING:
                found.append(box)
        return Boxes(*(np.concatenate([getattr(part, name) for part in found]) for name in ("low", "levels", "nodes")))

    def reopened(self) -> Boxes:
        """The boxes that are left, to be looked at again."""
        boxes = self.pending()
        for node in boxes.nodes.tolist():
            del self.steps[node]
        return boxes

    @classmethod
    def parse(cls, text: str, points: Iterable[tuple[int, ...]], angles: int) -> Subdivision:
        """The subdivision from its text and the critical points.

        Raises:
            ValueError: an unknown step, too short or too long a text, or not as many points as boxes with one.
        """
        result, stack, place, left = cls(angles), [(0, (0,) * angles)], 0, iter(points)
        while place < len(text):
            if not stack:
                raise ValueError("the subdivision goes on after its end")
            (node, levels), letter, length = stack.pop(), text[place], 1
            if letter in "01234567"[:angles]:
                axis = int(letter)
                if levels[axis] >= MAX_LEVEL:
                    raise ValueError(f"a box of less than 2^-{MAX_LEVEL} of a chart")
                first, below = result.divide(np.array([node]), axis), (*levels[:axis], levels[axis] + 1, *levels[axis + 1 :])
                stack += [(first + 1, below), (first, below)]
            elif letter == ROOT:
                result.roots[node] = next(left, ())
            elif letter in SIZES:
                length += (SIZES.index(letter) + 1) * angles
            elif letter != PENDING and letter.lower() not in LETTERS[:angles]:
                raise ValueError("the subdivision has an unknown step")
            if node not in result.children:
                result.steps[node] = text[place : place + length]
            place += length
        if stack or place != len(text) or next(left, None) is not None or () in result.roots.values():
            raise ValueError("the subdivision ends too early, or has not as many boxes with a critical point as are listed")
        return result
