"""Boxes of a chart, many at a time, and the tree of its subdivision with what settles each box: a
text of the certificate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from symqnn.roots.bernstein import Charts, along
from symqnn.roots.dyadic import Floats, Ints

ONE = 1 << 44  # t is an integer over 2^44
ROOT, PENDING = "*", "?"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
PLACES = DIGITS + "~"
MOST_DIGITS = 7  # of a point, to the base 64
SIZES = "-=+/"
LETTERS = "abcdefgh"
MAX_LEVEL = 40


@dataclass(frozen=True)
class Boxes:
    """N boxes: where they begin, over 2^44, and how often each angle was bisected, shape (N, p);
    charts and nodes in the tree, shape (N,).
    """

    low: Ints
    levels: Ints
    charts: Ints
    nodes: Ints

    def __len__(self) -> int:
        return len(self.nodes)

    def take(self, which: np.ndarray) -> Boxes:
        """Some of the boxes."""
        return Boxes(*(part[which] for part in vars(self).values()))

    def split(self, axis: int, first_child: int) -> Boxes:
        """Both halves of each box; those of box i are the nodes first_child + 2i and + 2i + 1."""
        levels = self.levels.copy()
        levels[:, axis] += 1
        upper = self.low.copy()
        upper[:, axis] += 2 * ONE >> levels[:, axis]
        low = np.stack((self.low, upper), axis=1).reshape(-1, self.low.shape[1])
        return Boxes(
            low,
            np.repeat(levels, 2, axis=0),
            np.repeat(self.charts, 2),
            first_child + np.arange(2 * len(self)),
        )

    def ends(self) -> tuple[Floats, Floats]:
        """Lowest and highest t, exactly."""
        return self.low / ONE, (self.low + (2 * ONE >> self.levels)) / ONE

    def middles(self) -> Floats:
        """Middles t, exactly."""
        return np.asarray((self.low + (ONE >> self.levels)) / ONE)


def joined(parts: Sequence[Boxes]) -> Boxes:
    """All boxes of several lists."""
    return Boxes(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("low", "levels", "charts", "nodes")
        )
    )


def restricted(boxes: Boxes, charts: Charts) -> Floats:
    """The Bernstein coefficients over some boxes, from those over their charts."""
    low, high = ((end + 1) / 2 for end in boxes.ends())
    parts = []
    for box, chart in enumerate(boxes.charts.tolist()):
        part = charts.coefficients(chart)
        for axis in range(charts.angles):
            part = along(
                _restriction(part.shape[axis + 2] - 1, low[box, axis], high[box, axis]), part, axis
            )
        parts.append(part)
    return np.concatenate(parts)


def _restriction(degree: int, low: float, high: float) -> Floats:
    """The matrix from coefficients over [0, 1] to those over [low, high]: coefficient j is the
    blossom at degree-j times low, j times high.
    """
    rows = []
    for j in range(degree + 1):
        values = np.eye(degree + 1)
        for point in [low] * (degree - j) + [high] * j:
            values = (1 - point) * values[:-1] + point * values[1:]
        rows.append(values[0])
    return np.array(rows)


def weights_text(weights: Iterable[int]) -> str:
    """The step of an empty box: a letter for ± one derivative; otherwise a size and balanced
    numbers to the base 63, so many digits each.

    Example:
        >>> [weights_text(row) for row in ([0, 1], [0, -1], [31, -31], [32, 0])]
        ['b', 'B', '-z0', '=W0VV']
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


def point_text(tangents: Sequence[float], digits: int) -> str:
    """A point of a chart: in each angle the number of the part that it is in, of 64^digits equal
    ones of [-1, 1].

    Example:
        >>> point_text([-1.0, 0.0, 0.999], 2)
        '00W0~y'
    """
    text = ""
    for t in tangents:
        place = min(max(int((t + 1) * 2 ** (6 * digits - 1)), 0), 64**digits - 1)
        text += "".join(PLACES[place >> 6 * k & 63] for k in range(digits - 1, -1, -1))
    return text


@dataclass(frozen=True)
class Subdivision:
    """The subdivision of one chart, lower halves before upper ones, with the critical points in the
    order of their boxes.

    In the text a digit splits a box, ``*`` is a box with exactly one critical point, ``?`` one that
    is left, all else a test by which a box is empty. The points are dyadic angles φ; digits says
    with how many of them each is listed.
    """

    text: str = PENDING
    points: tuple[tuple[int, ...], ...] = ()
    digits: tuple[int, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether no box is left."""
        return PENDING not in self.text

    def without(self, points: set[int]) -> Subdivision:
        """The boxes of some points left again."""
        parts = self.text.split(ROOT)
        text = parts[0] + "".join(
            (PENDING if k in points else ROOT) + part for k, part in enumerate(parts[1:])
        )
        return Subdivision(
            text,
            tuple(point for k, point in enumerate(self.points) if k not in points),
            tuple(number for k, number in enumerate(self.digits) if k not in points),
        )


class Tree:
    """Subdivisions of some charts at work: what settles each node, or its angle and first child;
    the nodes 0, 1, … are the charts.

    Args:
        angles: number of angles.
        charts: numbers of the charts, with what is settled in each.

    Raises:
        ValueError: an unknown step, too short or too long a text, or not as many points as boxes
            with one.
    """

    def __init__(self, angles: int, charts: Mapping[int, Subdivision]) -> None:
        self.angles, self.charts, self.size = angles, list(charts), len(charts)
        self.steps: dict[int, str] = {}
        self.children: dict[int, tuple[int, int]] = {}
        self.points: dict[int, tuple[int, ...]] = {}
        self.digits: dict[int, int] = {}
        self.open: list[Boxes] = []
        for node, (chart, subdivision) in enumerate(charts.items()):
            self._read(node, chart, subdivision)

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

    def subdivisions(self) -> dict[int, Subdivision]:
        """Chart by chart, once every node is settled."""
        return {chart: self._write(node) for node, chart in enumerate(self.charts)}

    def _write(self, node: int) -> Subdivision:
        stack, steps, points, digits = [node], [], [], []
        while stack:
            node = stack.pop()
            if node in self.children:
                axis, first = self.children[node]
                stack += (first + 1, first)
                steps.append(str(axis))
            else:
                steps.append(self.steps[node])
                if node in self.points:
                    points.append(self.points[node])
                    digits.append(self.digits[node])
        return Subdivision("".join(steps), tuple(points), tuple(digits))

    def _read(self, node: int, chart: int, subdivision: Subdivision) -> None:
        """Enter what is settled; boxes that are left go to ``open``."""
        text, points, place = subdivision.text, iter(subdivision.points), 0
        digits = iter(subdivision.digits)
        whole = (
            np.full((1, self.angles), -ONE, dtype=np.int64),
            np.zeros((1, self.angles), dtype=np.int64),
        )
        stack = [Boxes(*whole, np.array([chart]), np.array([node]))]
        while place < len(text):
            if not stack:
                raise ValueError("the subdivision goes on after its end")
            box, letter, length = stack.pop(), text[place], 1
            node = int(box.nodes[0])
            if letter in "01234567"[: self.angles]:
                if box.levels[0, int(letter)] >= MAX_LEVEL:
                    raise ValueError(f"a box of less than 2^-{MAX_LEVEL} of a chart")
                both = box.split(int(letter), self.divide(box.nodes, int(letter)))
                stack += (both.take(np.array([1])), both.take(np.array([0])))
            elif letter == PENDING:
                self.open.append(box)
            else:
                if letter == ROOT:
                    self.points[node] = next(points, ())
                    self.digits[node] = next(digits, 0)
                elif letter in SIZES:
                    length += (SIZES.index(letter) + 1) * self.angles
                elif letter.lower() not in LETTERS[: self.angles]:
                    raise ValueError("the subdivision has an unknown step")
                self.steps[node] = text[place : place + length]
            place += length
        if (
            stack
            or place != len(text)
            or next(points, None) is not None
            or () in self.points.values()
            or next(digits, None) is not None
            or not all(1 <= number <= MOST_DIGITS for number in self.digits.values())
        ):
            raise ValueError(
                "the subdivision ends too early, or has not as many boxes with a critical point "
                "as are listed"
            )
