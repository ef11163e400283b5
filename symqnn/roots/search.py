"""Complete enumeration by subdivision: every box is empty, or lies in a cube with exactly one critical point, or is split."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.boxes import (
    MARGIN,
    Boxes,
    Roots,
    certify,
    containing_root,
    different,
    exclude,
    pairwise_disjoint,
    shares,
    uniqueness_cubes,
    whole_torus,
)
from symqnn.roots.dyadic import TURN, Floats, Ints, dyadic, half_width, radians
from symqnn.roots.jets import JetBatch, Jets
from symqnn.roots.newton import newton, polished

Progress = Callable[[int, int, int], None]
CHUNK = 4096  # boxes in one matrix product
BATCH = 4 * CHUNK  # boxes between two looks at the clock
MAX_ENTRIES = 4_000_000  # of the matrix of basis products: 32 MB
NEAR = 1.25  # Newton's method is tried from a box if its first step ends at most so many half-widths from the centre
SPLIT, EXCLUDED, ROOT, PENDING = range(4)


@dataclass(frozen=True)
class Budget:
    """When to stop without an answer: numbers of boxes and seconds, and the level 2^-level turns below which no box is split."""

    max_boxes: int = 5_000_000
    timeout: float = float("inf")
    max_level: int = 26


@dataclass
class Tree:
    """The subdivision: for each node what settles it (SPLIT, EXCLUDED, ROOT, PENDING) and its axis and first child, test, or root."""

    nodes: list[Ints] = field(default_factory=list)
    kinds: list[Ints] = field(default_factory=list)
    details: list[Ints] = field(default_factory=list)
    children: list[Ints] = field(default_factory=list)
    size: int = 1

    def record(self, nodes: Ints, kind: int, details: Ints, children: Ints | None = None) -> None:
        """Settle some nodes."""
        self.nodes.append(nodes)
        self.kinds.append(np.full(len(nodes), kind, dtype=np.int8))
        self.details.append(np.asarray(details, dtype=np.int64))
        self.children.append(np.zeros(len(nodes), dtype=np.int64) if children is None else children)

    def without_pending(self) -> Tree:
        """The same subdivision with its pending nodes open again."""
        result = Tree(size=self.size)
        for nodes, kinds, details, children in zip(self.nodes, self.kinds, self.details, self.children, strict=True):
            if len(kinds) and kinds[0] != PENDING:
                result.record(nodes, int(kinds[0]), details, children)
        return result

    def table(self) -> tuple[Ints, Ints, Ints]:
        """(kind, detail, first child) of every node, by number."""
        order = np.argsort(np.concatenate(self.nodes))
        kinds, details, children = (np.concatenate(part)[order] for part in (self.kinds, self.details, self.children))
        return kinds, details, children


@dataclass(frozen=True)
class Enumeration:
    """Outcome of a search on the whole torus.

    Args:
        jets: the derivatives; ``roots`` are certified for ``jets.scale`` times smaller a polynomial.
        roots: certified critical points, pairwise different.
        tree: the subdivision.
        pending: boxes neither empty nor with a certified root; none if the list is complete.
        boxes: number of boxes looked at.
        seconds: time used.
        reason: why boxes are pending, or "".
        stopped: whether it ended before every box was looked at; it can go on.
    """

    jets: Jets
    roots: Roots
    tree: Tree
    pending: Boxes
    boxes: int
    seconds: float
    reason: str
    stopped: bool = False


class _Search:
    def __init__(self, poly: TrigPoly, budget: Budget, progress: Progress | None, earlier: Enumeration | None) -> None:
        self.jets, self.budget, self.progress = Jets(poly), budget, progress
        self.started, self.interrupted = time.perf_counter(), False
        self.boxes, self.seconds = (0, 0.0) if earlier is None else (earlier.boxes, earlier.seconds)
        self.allowed = self.boxes + self.budget.max_boxes
        self.pending: list[Boxes] = []
        self.reason = self.too_small = ""
        if earlier is None:
            self.tree = Tree()
            self.roots, _ = certify(self.jets, np.empty((0, poly.angles), dtype=np.int64))
            box = whole_torus(poly.angles)
            for _ in range(2 * poly.angles):  # two levels in each angle: no test can succeed before
                box = self.split(box, box.levels.argmin(axis=1))
            self.frontier = batches(box)
        else:
            self.tree, self.roots, self.frontier = earlier.tree.without_pending(), earlier.roots, batches(earlier.pending)
        self.cubes = uniqueness_cubes(self.roots)

    def run(self) -> Enumeration:
        """The newest boxes first, so that few are waiting; many at a time."""
        chunk = max(64, min(CHUNK, MAX_ENTRIES // self.jets.products))
        while self.frontier:
            self.reason = self.stop()
            if self.reason:
                break
            newest = [self.frontier.pop()]
            while self.frontier and sum(map(len, newest)) + len(self.frontier[-1]) <= BATCH:
                newest.append(self.frontier.pop())
            boxes = join_boxes(newest[::-1], self.jets.angles)
            halves = [self.process(boxes.take(np.arange(k, min(k + chunk, len(boxes))))) for k in range(0, len(boxes), chunk)]
            self.frontier += batches(join_boxes(halves, self.jets.angles))
        self.pending += self.frontier
        return self.finish()

    def stop(self) -> str:
        """Why to stop here, between two batches; "" to go on."""
        if self.progress is not None:
            self.progress(self.boxes, sum(map(len, self.frontier)), len(self.roots))
        if self.interrupted:
            return "interrupted"
        if self.boxes > self.allowed:
            return f"the budget of {self.budget.max_boxes} boxes is used up"
        if time.perf_counter() - self.started > self.budget.timeout:
            return f"the time limit of {self.budget.timeout:g} s is reached"
        return ""

    def process(self, boxes: Boxes) -> Boxes:
        """Settle what can be settled; the halves of the others."""
        self.boxes += len(boxes)
        batch = self.jets.at(boxes.centres)
        tests, rows = exclude(self.jets, batch, boxes.levels)
        empty = tests >= 0
        self.tree.record(boxes.nodes[empty], EXCLUDED, tests[empty])
        kept = np.flatnonzero(~empty)
        rest = boxes.take(kept)
        steps = -np.einsum("nij,nj->ni", rows[kept], batch.gradient[kept])
        near = (np.abs(steps) <= NEAR * half_width(rest.levels).max(axis=1, initial=0.0)[:, None]).all(axis=1)
        self.find(radians(rest.centres[near]) + steps[near])
        inside = containing_root(rest, self.cubes)
        self.tree.record(rest.nodes[inside >= 0], ROOT, inside[inside >= 0])
        open_ = np.flatnonzero(inside < 0)
        return self.divide(rest.take(open_), batch.take(kept[open_]))

    def divide(self, boxes: Boxes, batch: JetBatch) -> Boxes:
        """Split each along the angle that adds most to the Taylor bound; keep as pending those too small for floats to decide."""
        deepest = boxes.levels.max(axis=1, initial=0)
        vanishing = (np.abs(batch.gradient) < 4 * MARGIN * self.jets.sums[1]).all(axis=1)
        small = (deepest >= self.budget.max_level) | ((deepest >= 16) & vanishing)
        if small.any():
            self.pending.append(boxes.take(np.flatnonzero(small)))
            self.too_small = "boxes of less than 2^-16 turns are neither shown to be empty nor to hold one nondegenerate critical point"
            boxes, batch = boxes.take(np.flatnonzero(~small)), batch.take(np.flatnonzero(~small))
        added = shares(self.jets, batch, boxes.levels) + 1e-30
        added[boxes.levels >= boxes.levels.min(axis=1, keepdims=True) + 2] = 0.0
        return self.split(boxes, added.argmax(axis=1))

    def split(self, boxes: Boxes, axes: Ints) -> Boxes:
        first = self.tree.size
        self.tree.size += 2 * len(boxes)
        self.tree.record(boxes.nodes, SPLIT, axes, first + 2 * np.arange(len(boxes)))
        return boxes.split(axes, first)

    def find(self, guesses: Floats) -> None:
        """Newton's method from the guesses; certify new critical points and keep them."""
        guesses = newton(self.jets, guesses[self.is_new(dyadic(guesses))])
        points = dyadic(guesses) % TURN
        points = points[self.is_new(points)]
        if len(points) == 0:
            return
        # guesses of one root agree up to 2^-32 turns: one of each group of neighbours is tried
        _, first = np.unique((points + (1 << 13)) >> 14, axis=0, return_index=True)
        new, _ = certify(self.jets, polished(self.jets, points[first]))
        self.roots = self.roots.join(different(new, self.cubes))
        self.cubes = uniqueness_cubes(self.roots)

    def is_new(self, points: Ints) -> np.ndarray:
        """Whether points lie outside the inner half of every known uniqueness cube."""
        which, cubes, apart = self.cubes.around(points)
        new = np.ones(len(points), dtype=bool)
        new[which[apart <= self.cubes.reach[cubes] / 2]] = False
        return new

    def finish(self) -> Enumeration:
        joined = join_boxes(self.pending, self.jets.angles)
        self.tree.record(joined.nodes, PENDING, np.zeros(len(joined), dtype=np.int64))
        stopped, reason = bool(self.reason), self.reason or self.too_small
        if not reason and not pairwise_disjoint(self.roots):
            reason = "two certified critical points are too close to be told apart"
        seconds = self.seconds + time.perf_counter() - self.started
        return Enumeration(self.jets, self.roots, self.tree, joined, self.boxes, seconds, reason, stopped)


def join_boxes(parts: list[Boxes], angles: int) -> Boxes:
    """All boxes of several lists."""
    filled = [part for part in parts if len(part)] or [whole_torus(angles).take(np.arange(0))]
    return Boxes(*(np.concatenate([getattr(part, name) for part in filled]) for name in ("centres", "levels", "nodes")))


def batches(boxes: Boxes) -> list[Boxes]:
    """The boxes in lists of bounded length; none for no boxes."""
    return [boxes.take(np.arange(k, min(k + BATCH, len(boxes)))) for k in range(0, len(boxes), BATCH)]


def not_started(poly: TrigPoly, reason: str) -> Enumeration:
    """A search in which the whole torus is left."""
    jets, whole = Jets(poly), whole_torus(poly.angles)
    roots, _ = certify(jets, whole.centres[:0])
    tree = Tree()
    tree.record(whole.nodes, PENDING, np.zeros(1, dtype=np.int64))
    return Enumeration(jets, roots, tree, whole, 0, 0.0, reason, stopped=True)


@contextmanager
def _interrupts(search: _Search) -> Iterator[None]:
    """Ctrl-C ends the search after the current batch, so that nothing done is lost; a second one ends it at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def note(number: int, frame: FrameType | None) -> None:
        if search.interrupted:
            raise KeyboardInterrupt
        search.interrupted = True

    previous = signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)


def enumerate_torus(poly: TrigPoly, budget: Budget | None = None, progress: Progress | None = None, earlier: Enumeration | None = None) -> Enumeration:
    """Subdivide the torus [0, 2π)^p of φ until every box is settled or the budget is used up.

    Args:
        poly: a trigonometric polynomial that depends on each of its angles.
        budget: when to stop; boxes left over are in ``pending``.
        progress: called with (boxes looked at, boxes waiting, roots found) about once a batch.
        earlier: an enumeration of the same polynomial that stopped; only its pending boxes are looked at.
    """
    search = _Search(poly, budget or Budget(), progress, earlier)
    with _interrupts(search):
        return search.run()
