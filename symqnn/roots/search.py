"""Complete enumeration by subdivision of the charts: every box is empty, or holds exactly one
critical point, or is split.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.bernstein import ORIGINS, Charts, halves, injective
from symqnn.roots.certify import Roots, certify, inverses
from symqnn.roots.digits import digits_needed, root_weights
from symqnn.roots.dyadic import TURN, Floats, dyadic, radians
from symqnn.roots.exclusion import Tolerance, exclude
from symqnn.roots.half_turns import half_turns, turned
from symqnn.roots.jets import Jets
from symqnn.roots.newton import newton, polished
from symqnn.roots.sturm_list import SturmList, sturm_list
from symqnn.roots.subdivision import (
    PENDING,
    ROOT,
    Boxes,
    Subdivision,
    Tree,
    joined,
    point_text,
    restricted,
    weights_text,
)
from symqnn.roots.watch import Progress, SearchBudget, SearchResult, SearchState, Watch

COARSE, FINE = Tolerance(26, 10), Tolerance(46, 20)
# boxes from this mean level on, in bisections of each angle, may need the finer numbers
FINE_LEVEL = 9
BYTES = 3_000_000  # of the coefficients looked at together: they fit the cache
# charts that are searched together, by the number of angles; otherwise each by itself
TOGETHER = {1: 2, 2: 4, 3: 8, 4: 4}
# Newton's method is tried from a box if its first step ends at most so many half-widths from the
# centre
NEAR = 1.25
# so many boxes of this mean level mean that critical points are degenerate: the others of them are
# left
DEEP_LEVEL, DEEP = 10, 10_000
# derivatives below this on a whole box are not told from 0, relative to their size on the torus
VANISHING = 2.0**-36
ROUNDED = 2.0**-40  # how far positions and values of a list by Sturm's theorem are rounded, at most
INSIDE = 2.0**-30  # how far inside a box, in t, a critical point has to be found


@dataclass(frozen=True)
class Enumeration:
    """Outcome of a search on the whole torus.

    Args:
        jets: the derivatives; ``roots`` are certified for ``jets.scale`` times smaller a
            polynomial.
        charts: origin of the charts, and the scale of the derivatives.
        roots: certified critical points, pairwise different, in the order of the boxes in which
            they are.
        subdivisions: one a chart.
        tolerance: the numbers that the check needs.
        boxes: number of boxes looked at.
        seconds: time used.
        reason: why boxes are pending, or "".
        stopped: whether it ended before every box was looked at; it can go on.
        listed: the list by Sturm's theorem, in one angle where boxes were left; ``roots`` then are
            its points, rounded.
    """

    jets: Jets
    charts: Charts
    roots: Roots
    subdivisions: tuple[Subdivision, ...]
    tolerance: Tolerance
    boxes: int
    seconds: float
    reason: str
    stopped: bool = False
    listed: SturmList | None = None

    def listed_points(self) -> list[str]:
        """The critical points, each in its chart, with as many digits as they need."""
        charts = np.repeat(
            np.arange(len(self.subdivisions)), [len(part.points) for part in self.subdivisions]
        )
        tangents = self.charts.tangents(charts, radians(self.roots.centres))
        digits = [number for part in self.subdivisions for number in part.digits]
        return [point_text(*pair) for pair in zip(tangents.tolist(), digits, strict=True)]

    @property
    def pending(self) -> Floats:
        """Middles of the boxes that are neither empty nor hold a certified critical point: angles
        in turns, shape (P, p).
        """
        if self.listed is not None or all(part.complete for part in self.subdivisions):
            return np.empty((0, self.jets.angles))
        left = Tree(self.jets.angles, dict(enumerate(self.subdivisions))).open
        boxes = joined(left)
        return np.asarray(self.charts.radians(boxes.charts, boxes.middles()) / (2 * np.pi) % 1)


class Search:
    """The search in some charts, many boxes at a time."""

    def __init__(self, jets: Jets, charts: Charts, subdivisions: Mapping[int, Subdivision]) -> None:
        self.jets, self.charts = jets, charts
        self.tree = Tree(jets.angles, subdivisions)
        self.boxes, self.deep, self.fine = 0, 0, False
        self.frontier: list[tuple[Boxes, Floats]] = []
        self.chunk = max(8, BYTES // (8 * charts.angles * charts.size))
        for k in range(0, len(self.tree.open), self.chunk):
            boxes = joined(self.tree.open[k : k + self.chunk])
            self.frontier.append((boxes, restricted(boxes, charts)))
        self.part = self.share()

    def share(self) -> float:
        """How much of the torus is in boxes not yet looked at."""
        volumes = sum(float(np.exp2(-boxes.levels.sum(axis=1)).sum()) for boxes, _ in self.frontier)
        return volumes / float(2**self.jets.angles)

    def state(self) -> SearchState:
        """How far the search is."""
        waiting = sum(len(boxes) for boxes, _ in self.frontier)
        return SearchState(self.boxes, waiting, len(self.tree.points), self.part - self.share())

    def step(self, budget: SearchBudget) -> None:
        """Look at the newest boxes, so that few are waiting, many at a time."""
        newest = [self.frontier.pop()]
        while (
            self.frontier
            and sum(len(boxes) for boxes, _ in newest) + len(self.frontier[-1][0]) <= self.chunk
        ):
            newest.append(self.frontier.pop())
        boxes, coefficients = (
            joined([boxes for boxes, _ in newest]),
            np.concatenate([values for _, values in newest]),
        )
        self.boxes += len(boxes)
        fine = boxes.levels.mean(axis=1) >= FINE_LEVEL
        for tolerance, which in ((COARSE, np.flatnonzero(~fine)), (FINE, np.flatnonzero(fine))):
            if len(which):
                self.settle(boxes.take(which), coefficients[which], tolerance, budget)

    def settle(
        self, boxes: Boxes, coefficients: Floats, tolerance: Tolerance, budget: SearchBudget
    ) -> None:
        """Settle what can be settled; the halves of the others are put on the frontier."""
        flat = coefficients.reshape(len(boxes), self.jets.angles, -1)
        weights = exclude(flat, boxes.levels.sum(axis=1), self.charts.unit, tolerance)
        empty = weights.any(axis=1)
        for node, row in zip(boxes.nodes[empty].tolist(), weights[empty].tolist(), strict=True):
            self.tree.steps[node] = weights_text(row)
        self.fine |= tolerance is FINE and bool(empty.any())
        rest = np.flatnonzero(~empty)
        boxes, coefficients = boxes.take(rest), coefficients[rest]
        if not len(boxes):
            return
        found = self.find_roots(boxes, coefficients, tolerance)
        deep = boxes.levels.mean(axis=1) >= DEEP_LEVEL
        self.deep += int(deep.sum())
        flat = coefficients.reshape(len(boxes), self.jets.angles, -1)
        sizes = np.maximum(flat.max(axis=2), -flat.min(axis=2))
        vanishing = sizes.max(axis=1) < VANISHING
        small = (
            (boxes.levels.max(axis=1) >= budget.max_level) | vanishing | (deep & (self.deep > DEEP))
        )
        self.tree.settle(boxes.nodes[small & ~found], PENDING)
        rest = np.flatnonzero(~found & ~small)
        self.divide(boxes.take(rest), coefficients[rest], sizes[rest])

    def find_roots(self, boxes: Boxes, coefficients: Floats, tolerance: Tolerance) -> np.ndarray:
        """Boxes with exactly one critical point: Newton's method ends inside, and the derivatives
        are injective there.
        """
        found = np.zeros(len(boxes), dtype=bool)
        middles, (low, high) = boxes.middles(), boxes.ends()
        guesses = self.charts.radians(boxes.charts, middles)
        gradient, hessian = self.jets.approximate(guesses)
        steps = -np.einsum("nij,nj->ni", inverses(hessian), gradient)
        half_widths = (high - low) / (1 + middles**2)  # dφ = 2dt/(1+t²)
        near = np.flatnonzero(
            (np.abs(steps) <= NEAR * half_widths.max(axis=1, keepdims=True)).all(axis=1)
        )
        points, which = newton(self.jets, guesses[near] + steps[near])
        which = near[which]
        tangents = self.charts.tangents(boxes.charts[which], points)
        inside = ((tangents > low[which] + INSIDE) & (tangents < high[which] - INSIDE)).all(axis=1)
        points, which = points[inside], which[inside]
        if not len(which):
            return found
        _, hessian = self.jets.approximate(points)
        rows = root_weights(inverses(hessian), self.charts.exponents, tolerance.weight)
        depth = boxes.levels[which].sum(axis=1)
        loss = (
            2
            * sum(n - 1 for n in coefficients.shape[2:])
            * tolerance.loss(depth, self.charts.unit)
            * 2.0**tolerance.weight
        )
        good = injective(coefficients[which], rows, loss)
        which, points, tangents = which[good], points[good], tangents[inside][good]
        if not len(which):
            return found
        digits = digits_needed(
            self.jets,
            self.charts,
            boxes.take(which),
            coefficients[which],
            tangents,
            tolerance.weight,
            loss[good],
        )
        nodes = boxes.nodes[which].tolist()
        for node, point, number in zip(nodes, dyadic(points) % TURN, digits.tolist(), strict=True):
            self.tree.steps[node] = ROOT
            self.tree.points[node] = tuple(point.tolist())
            self.tree.digits[node] = number
        found[which] = True
        self.fine |= tolerance is FINE
        return found

    def divide(self, boxes: Boxes, coefficients: Floats, sizes: Floats) -> None:
        """Split each along the angle in which the derivatives vary most, relative to their size."""
        if not len(boxes):
            return
        p = self.jets.angles
        rough = coefficients.astype(np.float32)  # any choice is right, few digits make it faster
        varied = np.empty((len(boxes), p, p))
        for axis in range(p):
            steps = np.diff(rough, axis=axis + 2).reshape(len(boxes), p, -1)
            varied[:, :, axis] = np.abs(steps, out=steps).max(axis=2)
        shares = (varied / (sizes + 1e-300)[:, :, None]).sum(axis=1)
        shares[boxes.levels >= boxes.levels.min(axis=1, keepdims=True) + 3] = 0.0
        axes = shares.argmax(axis=1)
        for axis in range(p):
            which = np.flatnonzero(axes == axis)
            if len(which):
                children = boxes.take(which).split(axis, self.tree.divide(boxes.nodes[which], axis))
                parts = halves(coefficients[which], axis)
                for k in range(0, len(children), self.chunk):
                    part = np.arange(k, min(k + self.chunk, len(children)))
                    self.frontier.append((children.take(part), parts[part]))


def search_charts(
    jets: Jets, charts: Charts, subdivisions: Mapping[int, Subdivision], watch: Watch
) -> SearchResult:
    """Search some charts until they are settled or the watch ends it."""
    search, reason = Search(jets, charts, subdivisions), ""
    while search.frontier:
        reason = watch.look(search.state())
        if reason:
            break
        search.step(watch.budget)
    for boxes, _ in search.frontier:
        search.tree.settle(boxes.nodes, PENDING)
    return SearchResult(search.tree.subdivisions(), search.boxes, search.fine, reason, search.part)


def _elsewhere(
    jets: Jets, charts: Charts, subdivisions: Mapping[int, Subdivision], budget: SearchBudget
) -> SearchResult:
    """The search of some charts in a process of its own."""
    return search_charts(jets, charts, subdivisions, Watch(budget, None))


def enumerate_torus(
    poly: TrigPoly,
    budget: SearchBudget | None = None,
    progress: Progress | None = None,
    earlier: Enumeration | None = None,
    jobs: int = 1,
) -> Enumeration:
    """Subdivide the charts of the torus [0, 2π)^p of φ until every box is settled or the budget is
    used up.

    Of charts that a half turn of some angles maps to each other, which leaves the polynomial
    unchanged, one is searched.

    Args:
        poly: a trigonometric polynomial that depends on each of its angles.
        budget: when to stop; boxes left over are in ``pending``.
        progress: called with (boxes looked at, boxes waiting, roots found, share of the torus
            settled) about once a batch.
        earlier: an enumeration of the same polynomial that stopped; only its pending boxes are
            looked at.
        jobs: number of processes among which the charts are divided; a complete result is the same
            for any number.
    """
    started = time.perf_counter()
    earlier = earlier if earlier is not None else not_started(poly, "")
    number, firsts = TOGETHER.get(poly.angles, 1), half_turns(poly)
    before = [(chart, earlier.subdivisions[chart]) for chart in sorted(set(firsts))]
    watch = Watch(budget or SearchBudget(), progress, len(firsts) // len(before))
    groups = [dict(before[k : k + number]) for k in range(0, len(before), number)]
    with watch:
        results: list[SearchResult] = []
        if jobs == 1:
            found = (search_charts(earlier.jets, earlier.charts, group, watch) for group in groups)
        else:
            from joblib import Parallel, delayed

            tasks = (
                delayed(_elsewhere)(earlier.jets, earlier.charts, group, watch.budget)
                for group in groups
            )
            found = Parallel(n_jobs=jobs, return_as="generator")(tasks)
        for result in found:
            results.append(result)
            watch.add(result)
            if progress is not None and jobs != 1:
                progress(watch.boxes, 0, watch.roots, watch.settled)
    searched = {chart: part for result in results for chart, part in result.subdivisions.items()}
    done = [
        turned(searched[first], chart ^ first, poly.angles) for chart, first in enumerate(firsts)
    ]
    fine = earlier.tolerance is FINE or any(result.fine for result in results)
    reason = next((result.reason for result in results if result.reason), "")
    seconds = earlier.seconds + time.perf_counter() - started
    return finished(
        earlier.jets,
        earlier.charts,
        tuple(done),
        FINE if fine else COARSE,
        earlier.boxes + watch.boxes,
        seconds,
        reason,
    )


def finished(
    jets: Jets,
    charts: Charts,
    subdivisions: tuple[Subdivision, ...],
    tolerance: Tolerance,
    boxes: int,
    seconds: float,
    reason: str,
) -> Enumeration:
    """The outcome: every critical point is moved to its last digit and certified with an enclosure;
    why it stopped, if it did.
    """
    numbers = [len(part.points) for part in subdivisions]
    centres = np.array(
        [point for part in subdivisions for point in part.points], dtype=np.int64
    ).reshape(sum(numbers), jets.angles)
    roots, good = certify(jets, polished(jets, centres))
    failed = np.setdiff1d(np.arange(sum(numbers)), good)
    if len(failed):  # the boxes of these points are left
        starts = np.cumsum([0, *numbers])
        subdivisions = tuple(
            part.without(
                set((failed[(failed >= start) & (failed < start + number)] - start).tolist())
            )
            for part, start, number in zip(subdivisions, starts, numbers, strict=False)
        )
    stopped = bool(reason)
    if not reason and not all(part.complete for part in subdivisions):
        reason = (
            "small boxes are neither shown to be empty nor to hold one nondegenerate critical point"
        )
    return Enumeration(
        jets, charts, roots, subdivisions, tolerance, boxes, seconds, reason, stopped
    )


def by_sturm(poly: TrigPoly, found: Enumeration) -> Enumeration:
    """A search in one angle that left boxes because points are too close: the list by Sturm's
    theorem; unchanged if one is degenerate.
    """
    if poly.angles != 1 or not found.reason or found.stopped:
        return found
    listed = sturm_list(poly)
    if listed is None:
        return found
    number = len(listed.indices)
    centres = np.array([[round(turn * TURN) % TURN] for turn in listed.turns], dtype=np.int64)
    values = np.array([float(low / found.jets.scale) for low, _ in listed.values])
    rounded = np.full(number, ROUNDED)
    roots = Roots(
        centres,
        rounded,
        rounded,
        np.ones((number, 1, 1)),
        np.array(listed.indices, dtype=np.int64),
        values,
        rounded,
    )
    return replace(found, roots=roots, reason="", listed=listed)


def not_started(poly: TrigPoly, reason: str) -> Enumeration:
    """A search in which the whole torus is left."""
    jets, p = Jets(poly), poly.angles
    charts = Charts(poly, [ORIGINS[axis % len(ORIGINS)] for axis in range(p)])
    roots, _ = certify(jets, np.empty((0, p), dtype=np.int64))
    return Enumeration(
        jets, charts, roots, (Subdivision(),) * (1 << p), COARSE, 0, 0.0, reason, stopped=True
    )
