"""The boxes of a search for local minima above the least value: which test settles each.

A step of the text is a combination of first derivatives, ``n`` with a direction of negative
curvature, ``v`` for a value between floor and level, ``r`` with a row of weights for each square.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np

from symqnn.roots.bernstein import Charts, halves
from symqnn.roots.dyadic import Floats, Ints
from symqnn.roots.exclusion import Tolerance, exclude
from symqnn.roots.subdivision import DIGITS, PENDING, Boxes, Subdivision, Tree, weights_text
from symqnn.roots.watch import SearchState, Watch

TOLERANCE = Tolerance(34, 16)
CURVED, VALUE, RANK = "n", "v", "r"
LONGEST = 15  # of the entries of a direction
BYTES = 6_000_000


class BoxSearch:
    """The subdivision of all charts, many boxes at a time, the newest first."""

    def __init__(self, charts: Charts, squares: int = 0) -> None:
        self.charts, self.boxes, self.squares = charts, 0, squares
        p = charts.angles
        self.tree = Tree(p, dict.fromkeys(range(1 << p), Subdivision()))
        self.pairs = [(i, j) for i in range(p) for j in range(i, p)]
        self.before = p + len(self.pairs) + 2  # of the derivatives of the squares
        number = self.before + p * squares
        self.chunk = max(4, BYTES // (8 * number * charts.size))
        self.frontier = [(box, charts.coefficients(int(box.charts[0]))) for box in self.tree.open]

    def run(self, watch: Watch) -> str:
        """Settle all boxes; why it stopped, or ""."""
        settled, reason = 0.0, ""
        while self.frontier:
            waiting = sum(len(boxes) for boxes, _ in self.frontier)
            reason = watch.look(SearchState(self.boxes, waiting, 0, settled))
            if reason:
                break
            boxes, coefficients = self.frontier.pop()
            self.boxes += len(boxes)
            settled += self.settle(boxes, coefficients, watch.budget.max_level)
        if reason:
            reason += f" with {settled:.1%} of the torus settled"
        for boxes, _ in self.frontier:
            self.tree.settle(boxes.nodes, PENDING)
        return reason

    def settle(self, boxes: Boxes, coefficients: Floats, max_level: int) -> float:
        """Settle what can be settled, divide the rest; the share of the torus that was settled."""
        flat = coefficients.reshape(*coefficients.shape[:2], -1)
        depth, p = boxes.levels.sum(axis=1), self.charts.angles
        loss = TOLERANCE.loss(depth, self.charts.unit)
        done = np.asarray(flat[:, self.before - 2 : self.before].min(axis=(1, 2)) > loss)
        self.tree.settle(boxes.nodes[done], VALUE)
        done |= self.independent(boxes, flat, done)
        weights = np.zeros((len(boxes), p), dtype=np.int64)
        weights[~done] = exclude(
            np.ascontiguousarray(flat[~done, :p]), depth[~done], self.charts.unit, TOLERANCE
        )
        sloping = weights.any(axis=1) & ~done
        for node, row in zip(boxes.nodes[sloping].tolist(), weights[sloping].tolist(), strict=True):
            self.tree.steps[node] = weights_text(row)
        done |= sloping
        rest = np.flatnonzero(~done)
        directions, curved = self.directions(flat[rest, p : self.before - 2], loss[rest])
        for node, row in zip(
            boxes.nodes[rest[curved]].tolist(), directions[curved].tolist(), strict=True
        ):
            self.tree.steps[node] = CURVED + "".join(DIGITS[y + 31] for y in row)
        done[rest[curved]] = True
        volumes = np.exp2(-depth.astype(np.float64)) / float(2**p)
        small = ~done & (boxes.levels.max(axis=1) >= max_level)
        self.tree.settle(boxes.nodes[small], PENDING)
        left = np.flatnonzero(~done & ~small)
        self.divide(boxes.take(left), coefficients[left])
        return float(volumes[done | small].sum())

    def independent(self, boxes: Boxes, flat: Floats, done: np.ndarray) -> np.ndarray:
        """The boxes on which the gradients of the squares are shown to be independent.

        Row i of a matrix: weights y with y·∇f_i > Σ_{k≠i} |y·∇f_k|, that is y·(∇f_i ± … ± ∇f_k) > 0
        for all signs.
        """
        m, p, depth = self.squares, self.charts.angles, boxes.levels.sum(axis=1)
        left = np.flatnonzero(~done) if m else np.zeros(0, dtype=np.int64)
        texts = dict.fromkeys(boxes.nodes[left].tolist(), RANK)
        tolerance = replace(TOLERANCE, weight=TOLERANCE.weight - (m - 1).bit_length())
        for i in range(m):
            if not len(left):
                break
            slopes = flat[left, self.before :].reshape(len(left), m, p, -1)
            sums = [
                slopes[:, i] + sum(s * slopes[:, k] for s, k in zip(signs, others, strict=True))
                for others in [[k for k in range(m) if k != i]]
                for signs in product((1, -1), repeat=m - 1)
            ]
            # every sum of m numbers, each wrong by a unit or so
            rows = exclude(
                np.concatenate(sums, axis=2) / m, depth[left], self.charts.unit, tolerance
            )
            for node, row in zip(boxes.nodes[left].tolist(), rows.tolist(), strict=True):
                texts[node] += weights_text(row) if any(row) else ""
            left = left[rows.any(axis=1)]
        for node in boxes.nodes[left].tolist():
            self.tree.steps[node] = texts[node]
        result = np.zeros(len(boxes), dtype=bool)
        result[left] = True
        return result

    def directions(self, second: Floats, loss: Floats) -> tuple[Ints, np.ndarray]:
        """Whole-numbered directions of negative curvature, and for which boxes they serve."""
        p = self.charts.angles
        middle = second.mean(axis=2)
        matrices = np.zeros((len(second), p, p))
        for k, (i, j) in enumerate(self.pairs):
            matrices[:, i, j] = matrices[:, j, i] = middle[:, k]
        _, vectors = np.linalg.eigh(matrices)
        lowest = vectors[:, :, 0]
        scale = np.abs(lowest).max(axis=1, keepdims=True)
        whole = np.rint(lowest / scale * LONGEST).astype(np.int64)
        factors = np.stack(
            [(1 if i == j else 2) * whole[:, i] * whole[:, j] for i, j in self.pairs], axis=1
        )
        heights = -(factors[:, None, :] @ second)[:, 0]
        total = np.abs(factors).sum(axis=1)
        return whole, heights.min(axis=1) > loss * total

    def divide(self, boxes: Boxes, coefficients: Floats) -> None:
        """Split each along the angle in which the value and the derivatives vary most."""
        if not len(boxes):
            return
        p, number = self.charts.angles, len(boxes)
        flat_sizes = np.abs(coefficients.reshape(*coefficients.shape[:2], -1)).max(axis=2) + 1e-300
        varied = [
            np.abs(np.diff(coefficients, axis=axis + 2))
            .reshape(number, coefficients.shape[1], -1)
            .max(axis=2)
            for axis in range(p)
        ]
        shares = np.stack([(part / flat_sizes).sum(axis=1) for part in varied], axis=1)
        shares[boxes.levels >= boxes.levels.min(axis=1, keepdims=True) + 3] = 0.0
        axes = shares.argmax(axis=1)
        for axis in range(p):
            which = np.flatnonzero(axes == axis)
            if not len(which):
                continue
            children = boxes.take(which).split(axis, self.tree.divide(boxes.nodes[which], axis))
            parts = halves(coefficients[which], axis)
            for k in range(0, len(children), self.chunk):
                part = np.arange(k, min(k + self.chunk, len(children)))
                self.frontier.append((children.take(part), parts[part]))
