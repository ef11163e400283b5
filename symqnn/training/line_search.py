"""A line search for the strong Wolfe conditions, for many runs at once: the steps of PyTorch's
``_strong_wolfe``, row by row.

Every row is in one phase: it looks for a bracket, zooms into it, or is done. One call of the
objective serves all rows that are not done.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from symqnn.training.methods import LBFGS
from symqnn.training.objective import FloatArray, Objective

Booleans = npt.NDArray[np.bool_]
BRACKET, ZOOM, DONE = range(3)


@dataclass
class Points:
    """Points on the search lines: step t, value f, gradient g, slope g·d, one row a run."""

    step: FloatArray
    value: FloatArray
    gradient: FloatArray
    slope: FloatArray

    def copy(self) -> Points:
        """A copy that shares nothing."""
        return Points(self.step.copy(), self.value.copy(), self.gradient.copy(), self.slope.copy())

    def put(self, rows: npt.NDArray[np.intp], other: Points) -> None:
        """Overwrite some rows with those of other points."""
        for mine, theirs in zip(vars(self).values(), vars(other).values(), strict=True):
            mine[rows] = theirs[rows]


def cubic_minimum(left: Points, right: Points, lower: FloatArray, upper: FloatArray) -> FloatArray:
    """The minimum of the cubics through two points with their slopes, kept within bounds; the
    middle of the bounds if a cubic has none.

    Example:
        >>> def point(t):
        ...     value, slope = np.array([(t - 1) ** 2]), np.array([2 * (t - 1)])
        ...     return Points(np.array([t]), value, np.zeros((1, 1)), slope)
        >>> float(cubic_minimum(point(0.0), point(4.0), np.array([0.0]), np.array([4.0]))[0])
        1.0
    """
    swap = left.step > right.step
    x1, x2 = np.where(swap, right.step, left.step), np.where(swap, left.step, right.step)
    f1, f2 = np.where(swap, right.value, left.value), np.where(swap, left.value, right.value)
    g1, g2 = np.where(swap, right.slope, left.slope), np.where(swap, left.slope, right.slope)
    with np.errstate(all="ignore"):
        d1 = g1 + g2 - 3 * (f1 - f2) / (x1 - x2)
        square = d1 * d1 - g1 * g2
        d2 = np.sqrt(np.maximum(square, 0))
        best = x2 - (x2 - x1) * ((g2 + d2 - d1) / (g2 - g1 + 2 * d2))
    clipped = np.minimum(np.maximum(best, lower), upper)
    return np.where((square >= 0) & np.isfinite(clipped), clipped, (lower + upper) / 2)


class _Search:
    def __init__(
        self,
        objective: Objective,
        theta: FloatArray,
        direction: FloatArray,
        start: Points,
        method: LBFGS,
    ) -> None:
        self.objective, self.theta, self.direction, self.start, self.method = (
            objective,
            theta,
            direction,
            start,
            method,
        )
        n = len(theta)
        self.phase = np.full(n, BRACKET)
        self.previous, self.trial = start.copy(), start.copy()
        self.low, self.high = start.copy(), start.copy()
        self.evaluations = np.zeros(n, dtype=np.int64)
        # the last zoom step came close to an end of the bracket
        self.slow = np.zeros(n, dtype=bool)
        self.norm = np.abs(direction).max(axis=1)

    def evaluate(self, rows: npt.NDArray[np.intp], step: FloatArray) -> None:
        """The trial points of some rows."""
        self.trial.step[rows] = step
        value, gradient = self.objective.value_and_gradient(
            self.theta[rows] + step[:, None] * self.direction[rows]
        )
        self.trial.value[rows], self.trial.gradient[rows] = value, gradient
        self.trial.slope[rows] = (gradient * self.direction[rows]).sum(axis=1)

    def too_high(self) -> Booleans:
        """Whether the trial point violates the condition of sufficient decrease."""
        return np.asarray(
            self.trial.value
            > self.start.value
            + self.method.sufficient_decrease * self.trial.step * self.start.slope
        )

    def flat(self) -> Booleans:
        """Whether the trial point meets the curvature condition."""
        return np.asarray(np.abs(self.trial.slope) <= -self.method.curvature * self.start.slope)

    def order(self, rows: npt.NDArray[np.intp], first: Points, second: Points) -> None:
        """Brackets with ends ``first`` and ``second``: the one of smaller value is low, the first
        if they are equal.
        """
        swap = rows[second.value[rows] < first.value[rows]]
        keep = np.setdiff1d(rows, swap, assume_unique=True)
        lows = [(keep, first.copy()), (swap, second.copy())]
        highs = [(keep, second.copy()), (swap, first.copy())]
        for which, points in lows:
            self.low.put(which, points)
        for which, points in highs:
            self.high.put(which, points)

    def bracket(self) -> None:
        """Judge the trial points of the rows that look for a bracket;
        extend the others and evaluate.
        """
        looking = self.phase == BRACKET
        first = looking & (
            self.too_high() | ((self.evaluations > 1) & (self.trial.value >= self.previous.value))
        )
        good = looking & ~first & self.flat()
        second = looking & ~first & ~good & (self.trial.slope >= 0)
        found = np.flatnonzero(first | second)
        self.order(found, self.previous, self.trial)
        self.phase[found] = ZOOM
        self.low.put(np.flatnonzero(good), self.trial)
        self.phase[good] = DONE
        rows = np.flatnonzero(looking & ~first & ~good & ~second)
        if not len(rows):
            return
        t, before = self.trial.step, self.previous.step
        step = cubic_minimum(self.previous, self.trial, t + 0.01 * (t - before), 10 * t)[rows]
        self.previous.put(rows, self.trial)
        self.evaluate(rows, step)
        self.evaluations[rows] += 1
        spent = rows[self.evaluations[rows] >= self.method.max_line_search]
        self.order(spent, self.start, self.trial)
        self.phase[spent] = DONE

    def zoom(self) -> None:
        """One step of the rows that have a bracket."""
        width = np.abs(self.high.step - self.low.step)
        zooming = self.phase == ZOOM
        small = (width * self.norm < self.method.change_tolerance) | (
            self.evaluations >= self.method.max_line_search
        )
        self.phase[zooming & small] = DONE
        rows = np.flatnonzero(zooming & ~small)
        if not len(rows):
            return
        self.evaluate(rows, self._zoom_steps()[rows])
        self.evaluations[rows] += 1
        worse = self.too_high() | (self.trial.value >= self.low.value)
        up = rows[worse[rows]]
        self.high.put(up, self.trial)
        down = rows[~worse[rows]]
        done = down[self.flat()[down]]
        turn = np.setdiff1d(down, done)
        turn = turn[(self.trial.slope * (self.high.step - self.low.step))[turn] >= 0]
        self.high.put(turn, self.low)
        self.low.put(down, self.trial)
        self.phase[done] = DONE
        # a high end may now lie below the low one only where the decrease is not sufficient:
        # PyTorch orders by value
        crossed = up[self.high.value[up] < self.low.value[up]]
        self.order(crossed, self.low.copy(), self.high.copy())

    def _zoom_steps(self) -> FloatArray:
        """Minima of the cubics, moved a tenth of the bracket away from its ends
        where progress is too small.
        """
        lower, upper = (
            np.minimum(self.low.step, self.high.step),
            np.maximum(self.low.step, self.high.step),
        )
        t = cubic_minimum(self.low, self.high, lower, upper)
        margin = 0.1 * (upper - lower)
        near = np.minimum(upper - t, t - lower) < margin
        move = near & (self.slow | (t >= upper) | (t <= lower))
        inward = np.where(np.abs(t - upper) < np.abs(t - lower), upper - margin, lower + margin)
        zooming = self.phase == ZOOM
        self.slow[zooming] = (near & ~move)[zooming]
        return np.where(move, inward, t)


def strong_wolfe(
    objective: Objective,
    theta: FloatArray,
    direction: FloatArray,
    first_step: FloatArray,
    start: Points,
    method: LBFGS,
) -> Points:
    """Points θ + t·d that meet both Wolfe conditions, or the best ones found in
    ``method.max_line_search`` evaluations.

    Args:
        theta: starting points, shape (n, p). direction: d, shape (n, p), descending. first_step:
            first trials, shape (n,).
        start: value, gradient and slope at t = 0.
    """
    search = _Search(objective, theta, direction, start, method)
    search.evaluate(np.arange(len(theta)), first_step)
    while (search.phase == BRACKET).any():
        search.bracket()
    while (search.phase == ZOOM).any():
        search.zoom()
    return search.low
