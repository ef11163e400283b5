"""Minimisation from many starting points at once;
each point is left alone as soon as its gradient is small.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from symqnn.errors import DimensionError, InputError
from symqnn.training.lbfgs import minimise_lbfgs
from symqnn.training.methods import LBFGS, FirstOrder, Method
from symqnn.training.objective import FloatArray, Objective

COMPACT = 0.75  # rows that still run are gathered as soon as they are fewer than this fraction


@dataclass(frozen=True)
class Stopping:
    """When a run ends: largest entry of |∂L/∂θ| at most ``gradient_tolerance`` (converged), or
    after ``max_steps`` steps (not converged).

    Near a minimum of value f a line search cannot tell values apart that differ by less than the
    rounding of f: L-BFGS may not reach gradients below about the square root of 10⁻¹⁶ f.

    Raises:
        InputError: a tolerance that is not positive, or no step.
    """

    gradient_tolerance: float = 1e-6
    max_steps: int = 5000

    def __post_init__(self) -> None:
        if not 0 < self.gradient_tolerance < float("inf") or self.max_steps < 1:
            raise InputError(
                f"gradient_tolerance is {self.gradient_tolerance}, max_steps is "
                f"{self.max_steps}; positive numbers are required."
            )


@dataclass(frozen=True, eq=False)
class Finish:
    """Where n runs ended.

    Args:
        theta: angles in radians, shape (n, p). value: L, shape (n,). gradient_norm: largest entry
            of |∂L/∂θ|, shape (n,).
        steps: numbers of steps (line searches of L-BFGS), shape (n,). converged: whether the
            gradient met the tolerance, shape (n,).
    """

    theta: FloatArray
    value: FloatArray
    gradient_norm: FloatArray
    steps: npt.NDArray[np.int64]
    converged: npt.NDArray[np.bool_]


def random_starts(p: int, indices: Sequence[int], seed: int) -> FloatArray:
    """Starting points uniform on [0, 2π)^p, shape (len(indices), p): row k depends
    on (seed, p, indices[k]) only.

    Raises:
        InputError: p below 1, or a negative index or seed.

    Example:
        >>> bool((random_starts(3, range(10), seed=1)[7] == random_starts(3, [7], seed=1)[0]).all())
        True
    """
    if p < 1 or seed < 0 or min(indices, default=0) < 0:
        raise InputError(
            f"p is {p}, seed is {seed}, the least index is {min(indices, default=0)}; p ≥ 1 and "
            "numbers from 0 on are required."
        )
    rows = [
        np.random.Generator(np.random.Philox(np.random.SeedSequence((seed, p, index)))).random(p)
        for index in indices
    ]
    return 2 * np.pi * np.array(rows, dtype=np.float64).reshape(len(rows), p)


def minimise(
    objective: Objective, starts: npt.ArrayLike, method: Method, stopping: Stopping | None = None
) -> Finish:
    """Run a method from every starting point; the rows do not influence each other.

    Args:
        objective: the loss. starts: angles in radians, shape (n, p). method: with its settings.
            stopping: when a run ends.

    Raises:
        DimensionError: starts of another shape; InputError: a start that is not finite.

    Example:
    >>> from symqnn.algebra.trigpoly import TrigPoly
    >>> from symqnn.training.methods import GradientDescent
    >>> from symqnn.training.objective import polynomial_objective
    >>> objective = polynomial_objective(TrigPoly.from_terms({"1": 1}))
    >>> done = minimise(objective, [[1.0], [2.0]], GradientDescent(0.2))
    >>> (2 * done.theta / np.pi).round(6).tolist(), done.converged.tolist()
    ([[1.0], [1.0]], [True, True])
    """
    points = np.array(starts, dtype=np.float64, order="C")
    if points.ndim != 2 or points.shape[1] != objective.angles:
        raise DimensionError(
            f"starts has shape {points.shape}; (n, {objective.angles}), one row a run, is required."
        )
    if not np.isfinite(points).all():
        raise InputError("starts has entries that are not finite; angles in radians are required.")
    limits = stopping or Stopping()
    if isinstance(method, LBFGS):
        return finish(
            objective,
            *minimise_lbfgs(objective, points, method, limits.gradient_tolerance, limits.max_steps),
            limits,
        )
    return finish(objective, *_first_order(objective, points, method, limits), limits)


def finish(
    objective: Objective, theta: FloatArray, steps: npt.NDArray[np.int64], stopping: Stopping
) -> Finish:
    """The final report, evaluated afresh at the final points."""
    value, gradient = objective.value_and_gradient(theta)
    norm = np.abs(gradient).max(axis=1)
    return Finish(theta, value, norm, steps, norm <= stopping.gradient_tolerance)


def _first_order(
    objective: Objective, points: FloatArray, method: FirstOrder, stopping: Stopping
) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    final, steps = points.copy(), np.zeros(len(points), dtype=np.int64)
    rows, theta = np.arange(len(points)), points
    memory = [np.zeros_like(points) for _ in range(method.memories)]
    running = np.ones(len(points), dtype=bool)
    for number in range(1, stopping.max_steps + 1):
        _, gradient = objective.value_and_gradient(theta)
        arrived = running & (np.abs(gradient).max(axis=1, initial=0) <= stopping.gradient_tolerance)
        if arrived.any():
            final[rows[arrived]], steps[rows[arrived]] = theta[arrived], number - 1
            running &= ~arrived
            if running.sum() < COMPACT * len(rows):
                rows, theta, gradient = rows[running], theta[running], gradient[running]
                memory = [part[running] for part in memory]
                running = np.ones(len(rows), dtype=bool)
            if not len(rows):
                break
        theta = theta + method.step(number, gradient, memory)
    final[rows[running]], steps[rows[running]] = theta[running], stopping.max_steps
    return final, steps
