"""L-BFGS for many runs at once: two-loop recursion with a memory of its own for every row."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from symqnn.training.line_search import Points, strong_wolfe
from symqnn.training.methods import LBFGS
from symqnn.training.objective import FloatArray, Objective

MIN_CURVATURE = 1e-10  # pairs with y·s below it are not kept (PyTorch's number)


class _Memory:
    """The last pairs (s, y) of each row, newest first; rows keep different numbers of pairs."""

    def __init__(self, n: int, p: int, history: int) -> None:
        self.s, self.y = np.zeros((2, history, n, p))
        self.rho = np.zeros((history, n))  # 1/(y·s); 0 where there is no pair
        self.scale = np.ones(n)

    def push(self, s: FloatArray, y: FloatArray) -> None:
        """Keep the pairs of the rows whose curvature y·s is large enough."""
        curvature = (s * y).sum(axis=1)
        rows = np.flatnonzero(curvature > MIN_CURVATURE)
        for old, new in ((self.s, s[rows]), (self.y, y[rows]), (self.rho, 1 / curvature[rows])):
            old[1:, rows] = old[:-1, rows]
            old[0, rows] = new
        self.scale[rows] = curvature[rows] / (y[rows] * y[rows]).sum(axis=1)

    def direction(self, gradient: FloatArray) -> FloatArray:
        """-H·g with the inverse Hessian H that the pairs approximate."""
        q, factors = -gradient, []
        for s, y, rho in zip(self.s, self.y, self.rho, strict=True):
            factor = (s * q).sum(axis=1) * rho
            q -= factor[:, None] * y
            factors.append(factor)
        q *= self.scale[:, None]
        for s, y, rho, factor in zip(
            self.s[::-1], self.y[::-1], self.rho[::-1], factors[::-1], strict=True
        ):
            q += (np.where(rho > 0, factor, 0) - (y * q).sum(axis=1) * rho)[:, None] * s
        return q

    def take(self, rows: npt.NDArray[np.bool_]) -> None:
        """Forget the other rows."""
        self.s, self.y, self.rho, self.scale = (
            self.s[:, rows],
            self.y[:, rows],
            self.rho[:, rows],
            self.scale[rows],
        )


def minimise_lbfgs(
    objective: Objective,
    theta: FloatArray,
    method: LBFGS,
    gradient_tolerance: float,
    max_steps: int,
) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """Final points, shape (n, p), and numbers of line searches, shape (n,).

    A run ends when its gradient is small, when it makes no more progress (PyTorch's rules), or
    after ``max_steps`` line searches.
    """
    final, steps = theta.copy(), np.zeros(len(theta), dtype=np.int64)
    rows = np.arange(len(theta))
    memory = _Memory(len(theta), objective.angles, method.history)
    value, gradient = objective.value_and_gradient(theta)
    direction, running = -gradient, np.abs(gradient).max(axis=1, initial=0) > gradient_tolerance
    first = (
        np.minimum(1, 1 / np.maximum(np.abs(gradient).sum(axis=1), 1e-300)) * method.learning_rate
    )
    for number in range(1, max_steps + 1):
        slope = (gradient * direction).sum(axis=1)
        running &= slope < 0
        if not running.all():
            final[rows[~running]] = theta[~running]
            rows, theta, value, gradient, direction, first, slope = (
                part[running] for part in (rows, theta, value, gradient, direction, first, slope)
            )
            memory.take(running)
        if not len(rows):
            break
        start = Points(np.zeros(len(rows)), value, gradient, slope)
        found = strong_wolfe(objective, theta, direction, first, start, method)
        move = found.step[:, None] * direction
        theta = theta + move
        steps[rows] = number
        memory.push(move, found.gradient - gradient)
        stuck = np.abs(move).max(axis=1) <= method.change_tolerance
        running = (np.abs(found.gradient).max(axis=1) > gradient_tolerance) & ~stuck
        value, gradient = found.value, found.gradient
        direction, first = memory.direction(gradient), np.full(len(rows), method.learning_rate)
    final[rows] = theta
    return final, steps
