r"""Which boxes hold no critical point: whole-numbered weights y with Σ y_i F_i > 0 on the box,
found in floats.

The Bernstein coefficients of the F_i over a box are points of R^p, one for each multi-index;
weights exist if and only if 0 is not in their convex hull. They are sought by Gilbert's algorithm
for the point of the hull nearest to 0, after a linear map that makes the points equally wide in all
directions.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from symqnn.roots.dyadic import Floats, Ints

STEPS = 24  # of Gilbert's algorithm; more find few more boxes
RELATIVE = 2e-3  # margin at which the search for weights ends, relative to the largest combination
# The heights u = n·x/|n| of points in a half-space, of variance 1 after the map, are positive with
# max u ≥ 2 (a variable in [0, m] has variance ≤ m²/4), and min u ≤ |n|, n being in the hull: the
# search can only end well while |n| > 2·RELATIVE. A margin for rounding.
HOPELESS = (1.9 * RELATIVE) ** 2
DIGIT = 31  # the largest balanced digit to the base 63 in which certificates write weights
COMPRESS = 0.7  # boxes that are settled are dropped once fewer than this share are left


@dataclass(frozen=True)
class Tolerance:
    """What the fixed-point check may lose: numbers of ``precision`` bits, weights of absolute sum
    at most 2^``weight``.
    """

    precision: int
    weight: int

    def loss(self, depth: Ints, unit: float) -> Floats:
        """By how much the weighted coefficients may be too low, for each unit of Σ|y| and with 2
        units to spare.
        """
        return np.asarray((depth + 3.0) * (2.0**-self.precision + unit))


def exclude(coefficients: Floats, depth: Ints, unit: float, tolerance: Tolerance) -> Ints:
    """Weights y for the boxes that are shown to be empty, 0 for the others, shape (N, p).

    Args:
        coefficients: shape (N, p, M). depth: how often the chart was halved, shape (N,). unit:
            :attr:`Charts.unit`.
    """
    number, p, _ = coefficients.shape
    weights = np.zeros((number, p), dtype=np.int64)
    loss = tolerance.loss(depth, unit)
    low, high = coefficients.min(axis=2), coefficients.max(axis=2)
    margin = np.maximum(low, -high)
    best = margin.argmax(axis=1)
    boxes = np.arange(number)
    single = margin[boxes, best] > loss
    weights[boxes[single], best[single]] = np.where(low[boxes, best] > 0, 1, -1)[single]
    rest = boxes[~single & (low < 0).all(axis=1) & (high > 0).all(axis=1)]
    if p > 1 and len(rest):
        points = coefficients[rest]
        found, directions = separate(points)
        weights[rest[found]] = _rounded(
            points[found], directions[found], loss[rest[found]], tolerance
        )
    return weights


def separate(points: Floats) -> tuple[Ints, Floats]:
    """Which sets of M points of R^p have 0 outside their convex hull, as far as found; and
    directions y with y·x > 0 for all their points.
    """
    number, p, _ = points.shape
    centres = points.mean(axis=2)
    spread = (
        points @ points.transpose(0, 2, 1) / points.shape[2]
        - centres[:, :, None] * centres[:, None, :]
    )
    spread += (1e-7 * np.trace(spread, axis1=1, axis2=2) + 1e-300)[:, None, None] * np.eye(p)
    maps = np.linalg.inv(np.linalg.cholesky(spread))
    active, sets = np.arange(number), (maps @ points).astype(np.float32)
    nearest = sets.mean(axis=2)
    directions, done = np.zeros((number, p)), np.zeros(number, dtype=bool)
    for _ in range(STEPS):
        heights = (nearest[:, None, :] @ sets)[:, 0]
        worst = heights.argmin(axis=1)
        rows = np.arange(len(active))
        least = heights[rows, worst]
        good = ~done[active] & (least > 0)
        good[good] = least[good] > RELATIVE * heights[good].max(axis=1)
        directions[active[good]] = (nearest[good, None, :] @ maps[active[good]])[:, 0]
        done[active[good]] = True
        # the point of the segment to the worst vertex that is nearest to 0
        steps = sets[rows, :, worst] - nearest
        share = -(nearest * steps).sum(axis=1) / np.maximum((steps * steps).sum(axis=1), 1e-30)
        nearest = nearest + np.clip(share, 0, 1)[:, None] * steps
        left = ~done[active] & ((nearest * nearest).sum(axis=1) > HOPELESS)
        if left.sum() < COMPRESS * len(active):
            active, sets, nearest = active[left], sets[left], nearest[left]
        if not len(active):
            break
    return np.flatnonzero(done), directions


def _rounded(points: Floats, directions: Floats, loss: Floats, tolerance: Tolerance) -> Ints:
    """Whole-numbered multiples of the directions, as short as will do; 0 where none will."""
    result = np.zeros(directions.shape, dtype=np.int64)
    largest = np.abs(directions).max(axis=1, keepdims=True)
    total = np.abs(directions).sum(axis=1, keepdims=True)
    left = np.arange(len(points))
    for digits in (1, 2, 3):
        top = (63**digits - 1) // 2 if digits > 1 else DIGIT
        factor = np.minimum(
            top / largest[left], (2.0**tolerance.weight - directions.shape[1]) / total[left]
        )
        weights = np.rint(directions[left] * factor)
        heights = (weights[:, None, :] @ points[left])[:, 0].min(axis=1)
        good = heights > loss[left] * np.abs(weights).sum(axis=1)
        result[left[good]] = weights[good].astype(np.int64)
        left = left[~good]
        if not len(left) or top > 2**tolerance.weight:
            break
    return result
