"""The subdivision of the charts of the torus into boxes, each empty or with exactly one critical
point, followed letter by letter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ..parts import RUN
from ..trusted.reading import Node, show
from ..trusted.verdict import Unsupported, charge
from .bernstein import Layout

ONE = 1 << 44  # t is an integer over 2^44
MAX_LEVEL = 40
LETTERS = "abcdefgh"
# 63, of balanced numbers: the value is the place - 31
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
SIZES = "-=+/"  # a weight is written in 1, 2, 3 or 4 digits
PLACES = DIGITS + "~"  # 64, of points
MOST_DIGITS = 7
Index = tuple[int, ...]


@dataclass(frozen=True)
class Root:
    """A critical point within `reach`, over 2^44, of the point `tangents` of the chart `opposite`.

    In radians it is within `radius`; with `bounds` (a_0, a_1), no other one is within R if
    a_0 + a_1 R < 1.
    """

    opposite: Index
    tangents: Index
    reach: int
    index: int
    value: tuple[Fraction, Fraction]
    adjugate: list[list[int]]
    radius: Fraction
    bounds: tuple[Fraction, Fraction]


@dataclass
class Split:
    """A box that is divided: the coefficients over it, the angle, and the averages of each
    polynomial once they are needed.
    """

    packed: Sequence[int]
    axis: int
    levels: list[list[int]] = field(default_factory=list)

    def half(self, layout: Layout, upper: int) -> list[int]:
        """The coefficients of all polynomials over one half; the averages are kept for the other
        one, which comes later.
        """
        if not self.levels:
            self.levels = [layout.averages(number, self.axis) for number in self.packed]
        return [
            (layout.upper if upper else layout.lower)(levels, self.axis) for levels in self.levels
        ]


@dataclass(frozen=True)
class Box:
    """A box of a chart: where it begins and how often each angle was halved; the half of which box
    it is, None for a chart.
    """

    low: Index
    levels: Index
    depth: int
    parent: Split | None
    upper: int

    def halves(self, axis: int, split: Split) -> tuple[Box, Box]:
        """The lower half, the upper half."""
        levels = (*self.levels[:axis], self.levels[axis] + 1, *self.levels[axis + 1 :])
        middle = self.low[axis] + (2 * ONE >> levels[axis])
        return (
            Box(self.low, levels, self.depth + 1, split, 0),
            Box(
                (*self.low[:axis], middle, *self.low[axis + 1 :]), levels, self.depth + 1, split, 1
            ),
        )

    def surrounds(self, root: Root) -> bool:
        """Whether the root, which is in this chart, is certainly in the interior."""
        return all(
            low + root.reach < t < low + (2 * ONE >> level) - root.reach
            for low, level, t in zip(self.low, self.levels, root.tangents, strict=True)
        )


def read_point(node: Node, angles: int) -> Index:
    """The half tangents of a listed point over 2^44, k = 1 to 7 digits each: the middle
    of one of 64^k equal parts of [-1, 1].
    """
    if isinstance(node.value, list):
        raise Unsupported(
            node.place(),
            "points as lists of integers are no longer read; regenerate it with symqnn prove "
            "/ the command that wrote it",
        )
    text = node.text()
    digits = len(text) // angles
    if not 1 <= digits <= MOST_DIGITS or len(text) != digits * angles or text.strip(PLACES):
        raise node.reject(f"not {angles} numbers of 1 to {MOST_DIGITS} digits to the base 64 each")
    parts = [text[start : start + digits] for start in range(0, len(text), digits)]
    places = [
        sum(PLACES.index(digit) << 6 * k for k, digit in enumerate(reversed(part)))
        for part in parts
    ]
    return tuple((2 * place + 1) * (ONE >> 6 * digits) - ONE for place in places)


def charts_of_roots(charts: Node, root_nodes: Node, angles: int) -> list[Index]:
    """The chart of each listed point: they are in the order of the boxes with one."""
    found: list[Index] = []
    for number, element in enumerate(charts.elements(1 << angles)):
        opposite = tuple(number >> (angles - 1 - axis) & 1 for axis in range(angles))
        found += [opposite] * element.text().count("*")
    if len(found) != len(root_nodes.elements()):
        raise root_nodes.reject(
            f"{len(root_nodes.elements())} roots for {len(found)} boxes with a root"
        )
    return found


def weights_of_root(root: Root, exponents: Sequence[int], weight: int) -> list[list[int]]:
    """Rows proportional to the inverse of the Hessian, for polynomials scaled by 2^s: whole
    numbers, absolute sum at most 2^weight.
    """
    highest, rows = max(exponents), []
    for row in root.adjugate:
        exact = [a << (highest - s) for a, s in zip(row, exponents, strict=True)]
        total = sum(map(abs, exact))
        rows.append([((abs(a) << weight) // total) * (1 if a > 0 else -1) for a in exact])
    return rows


class ChartError(Exception):
    """The text of a chart is refused."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Fault:
    """Why a chart is refused, or beyond this checker."""

    reason: str
    unsupported: bool = False


class Chart:
    """One chart, whose text is read from the left: a step for each box, the lower half of a box
    before the upper one.
    """

    def __init__(
        self,
        text: str,
        layout: Layout,
        fields: Sequence[int],
        opposite: Index,
        roots: Sequence[Root] = (),
        exponents: Sequence[int] = (),
    ) -> None:
        self.text, self.layout, self.fields, self.opposite, self.exponents = (
            text,
            layout,
            fields,
            opposite,
            exponents,
        )
        self.place, self.angles, self.roots = 0, len(opposite), iter(enumerate(roots))

    def fail(self, reason: str) -> ChartError:
        """The exception for the step just read."""
        return ChartError(Fault(f"the box at position {self.place}: {reason}"))

    def coefficients(self, box: Box) -> Sequence[int]:
        """The packed coefficients over a box."""
        return self.fields if box.parent is None else box.parent.half(self.layout, box.upper)

    def read_weights(self, letter: str) -> list[int]:
        """The weights y of a test: one letter for plus or minus one derivative, or a size and p
        numbers of so many digits.
        """
        if letter.lower() in LETTERS[: self.angles]:
            sign = 1 if letter.islower() else -1
            return [sign * (k == LETTERS.index(letter.lower())) for k in range(self.angles)]
        if letter not in SIZES:
            raise self.fail(f"{show(letter)} is no step")
        size = SIZES.index(letter) + 1
        digits = self.text[self.place + 1 : self.place + 1 + size * self.angles]
        if len(digits) < size * self.angles or digits.strip(DIGITS):
            raise self.fail("the weights are not written in digits")
        self.place += size * self.angles
        weights = []
        for start in range(0, len(digits), size):
            value = 0
            for digit in digits[start : start + size]:
                value = 63 * value + DIGITS.index(digit) - 31
            weights.append(value)
        if sum(map(abs, weights)) > 1 << self.layout.weight:
            raise self.fail("the weights are too large")
        return weights

    def is_empty(self, box: Box, weights: Sequence[int]) -> bool:
        """Whether the combination of the derivatives with these weights is positive on the box.

        The coefficients x_i over the parent, of depth D - 1, are too low by less than D each; so is
        their combination by less than D times the weights that are negative too high. Its
        coefficients over the half are rounded down. For a whole chart the combination is not
        halved, and D = 1 stands for its depth 0.
        """
        layout, parent = self.layout, box.parent
        combined = layout.combination(weights, self.fields if parent is None else parent.packed)
        if parent is not None:
            combined = layout.half(combined, parent.axis, box.upper)
        return layout.exceeds(
            combined, weights, max(box.depth, 1) * sum(-y for y in weights if y < 0)
        )

    def settle(self, box: Box, letter: str) -> None:
        """Test that a box is empty, or holds one critical point only: the roots of this chart are
        in the order of their boxes.
        """
        if letter != "*":
            if not self.is_empty(box, self.read_weights(letter)):
                raise self.fail("not shown to be empty")
            return
        number, root = next(self.roots)
        if not box.surrounds(root):
            raise self.fail(f"root {number} of the chart is not inside")
        rows = weights_of_root(root, self.exponents, self.layout.weight)
        if not self.layout.at_most_one_zero(self.coefficients(box), rows, box.depth):
            raise self.fail("not shown to hold one critical point only")

    def follow(self) -> int:
        """Read the text, divide boxes and settle the others; the number of those."""
        text, settled = self.text, 0
        stack = [Box((-ONE,) * self.angles, (0,) * self.angles, 0, None, 0)]
        while self.place < len(text):
            letter = text[self.place]
            if not stack:
                raise ChartError(
                    Fault(f"goes on at position {self.place} after every box is settled")
                )
            box = stack.pop()
            if letter in "01234567"[: self.angles]:
                axis = int(letter)
                if box.levels[axis] == MAX_LEVEL:
                    raise ChartError(
                        Fault(f"a box of less than 2^-{MAX_LEVEL} of a chart", unsupported=True)
                    )
                stack += reversed(box.halves(axis, Split(self.coefficients(box), axis)))
            else:
                self.settle(box, letter)
                settled += 1
            self.place += 1
        if stack:
            raise ChartError(Fault(f"ends before every box is settled: {len(stack)} are left"))
        return settled


@dataclass(frozen=True)
class Task:
    """What the check of one chart needs; it can be sent to another process."""

    text: str
    layout: Layout
    fields: Sequence[int]
    opposite: Index
    roots: Sequence[Root]
    exponents: Sequence[int]

    def run(self) -> int | Fault:
        """The number of boxes, or what is wrong."""
        try:
            return Chart(
                self.text, self.layout, self.fields, self.opposite, self.roots, self.exponents
            ).follow()
        except ChartError as error:
            return error.fault


def cost(text: str, layout: Layout, angles: int) -> int:
    """Operations of following a text, roughly: a box that is divided halves p polynomials, a test
    combines p and halves one.
    """
    packed = 1 + layout.size * layout.width // 2000  # one operation on all coefficients
    divided, roots = sum(map(text.count, "01234567"[:angles])), text.count("*")
    return packed * (40 * angles * divided + 60 * len(text)) + roots * angles**2 * layout.size * 5


def verify_charts(
    node: Node,
    layout: Layout,
    fields: Sequence[Sequence[int]],
    exponents: Sequence[int],
    roots: Sequence[Root],
) -> int:
    """Follow the texts of all charts; every root, in the order of the texts, is in a box
    of its own. Returns the number of boxes.
    """
    angles = len(layout.degrees)
    charts = node.elements(1 << angles)
    tasks, start = [], 0
    for number, (element, packed) in enumerate(zip(charts, fields, strict=True)):
        charge(cost(element.text(), layout, angles), element.place())
        count = element.text().count("*")
        opposite = tuple(number >> (angles - 1 - axis) & 1 for axis in range(angles))
        tasks.append(
            Task(element.text(), layout, packed, opposite, roots[start : start + count], exponents)
        )
        start += count
    return follow_all(charts, tasks)


def follow_all(charts: Sequence[Node], tasks: Sequence[Task]) -> int:
    """Follow the charts that are wanted and not known to be verified; the number
    of boxes of all that are.
    """
    places = [element.place() for element in charts]
    wanted = RUN.wanted(places)
    settled = sum(RUN.charts.get(place, 0) for place in places)
    faults: dict[int, Fault] = {}
    finished: list[int] = []
    for k, result in run_all(tasks, wanted):
        if isinstance(result, Fault):
            faults[k] = result
            continue
        settled += result
        if RUN.states:
            RUN.keep(places[k], result)
        if RUN.progress:
            finished.append(len(tasks[k].text))
            share = 100 * sum(finished) // sum(len(tasks[k].text) for k in wanted)
            RUN.tell(f"checking: {len(finished)} of {len(wanted)} charts, {share} % of their steps")
    if faults:
        first = min(faults)
        fault, element = faults[first], charts[first]
        raise (
            Unsupported(element.place(), fault.reason)
            if fault.unsupported
            else element.reject(fault.reason)
        )
    return settled


def run_all(tasks: Sequence[Task], wanted: Sequence[int]) -> Iterator[tuple[int, int | Fault]]:
    """Chart by chart, with its position, one after the other or by several processes,
    until one has a fault.

    Those before it are followed to their end, so that the first fault does not depend
    on the number of processes.
    """
    if RUN.jobs == 1 or len(wanted) < 2:
        for k in wanted:
            yield k, (result := tasks[k].run())
            if isinstance(result, Fault):
                return
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from signal import SIG_DFL, SIGINT, signal

    # Ctrl-C ends the other processes at once; this one keeps what they have done
    with ProcessPoolExecutor(RUN.jobs, initializer=signal, initargs=(SIGINT, SIG_DFL)) as pool:
        futures = {pool.submit(tasks[k].run): k for k in wanted}
        try:
            for future in as_completed(futures):
                if future.cancelled():
                    continue
                yield futures[future], future.result()
                if isinstance(future.result(), Fault):
                    for other, k in futures.items():
                        if k > futures[future]:
                            other.cancel()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
