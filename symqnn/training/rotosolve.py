"""Coordinate-wise exact minimisation (Rotosolve): each angle in turn goes to the global minimum of
the loss in that angle alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from symqnn.errors import InputError
from symqnn.training.minimise import Finish
from symqnn.training.objective import FloatArray, Objective

POINTS = 5  # values that determine a trigonometric polynomial of degree 2


def line_coefficients(values: npt.ArrayLike) -> npt.NDArray[np.complex128]:
    r"""Coefficients c_0, c_1, c_2 of :math:`g(t)=\operatorname{Re}(c_0+c_1e^{it}+c_2e^{2it})` from
    the values at t = 2πk/5.

    Args:
        values: shape (n, 5).

    Returns:
        Shape (n, 3).

    Example:
        >>> t = 2 * np.pi * np.arange(5) / 5
        >>> line_coefficients([3 + np.cos(t) - 2 * np.sin(2 * t)]).round(12) + 0
        array([[3.+0.j, 1.+0.j, 0.+2.j]])
    """
    spectrum = np.fft.fft(np.asarray(values, dtype=np.float64), axis=1) / POINTS
    return np.asarray(spectrum[:, :3] * np.array([1, 2, 2]))


def line_minimum(coefficients: npt.NDArray[np.complex128]) -> FloatArray:
    r"""The t ∈ [-π, π] of the least value of :math:`\operatorname{Re}(c_0+c_1e^{it}+c_2e^{2it})`,
    one row a function.

    With z = e^{it} the derivative is a polynomial of degree 4 in z; its zeros are eigenvalues of a
    companion matrix. Of two minima of equal value (up to rounding) the one nearer to t = 0 is
    taken, so that rounding does not decide.

    Example:
        >>> line_minimum(np.array([[0, 1, 0], [0, 0.1, 1j], [0, 0, np.exp(0.2j)]])).round(3)
        array([ 3.142, -2.374,  1.471])
    """
    c1, c2 = coefficients[:, 1], coefficients[:, 2]
    # g' = Re(i c1 z + 2i c2 z²), and 2z²g' = 2i c2 z⁴ + i c1 z³ - i conj(c1) z - 2i conj(c2)
    lead = np.where(np.abs(c2) > 1e-14 * np.abs(c1), 2 * c2, 1)
    companion = np.zeros((len(c1), 4, 4), dtype=np.complex128)
    companion[:, 0] = np.stack(
        (-c1 / lead, 0 * c1, np.conj(c1) / lead, 2 * np.conj(c2) / lead), axis=1
    )
    companion[:, [1, 2, 3], [0, 1, 2]] = 1
    candidates = np.concatenate(
        (np.angle(np.linalg.eigvals(companion)), np.angle(-np.conj(c1))[:, None]), axis=1
    )
    # the zeros of a nearly double root are inexact: Newton's method where the function is convex
    for _ in range(3):
        z = np.exp(1j * candidates)
        slope, bend = (
            (1j * c1[:, None] * z + 2j * c2[:, None] * z * z).real,
            -(c1[:, None] * z + 4 * c2[:, None] * z * z).real,
        )
        safe = bend > np.abs(slope)
        candidates = candidates - np.where(safe, slope, 0) / np.where(safe, bend, 1)
    z = np.exp(1j * candidates)
    angles, values = np.angle(z), (c1[:, None] * z + c2[:, None] * z * z).real
    rows = np.arange(len(z))
    best = values.argmin(axis=1)
    # another minimum, not the same one found twice
    apart = np.abs(z - z[rows, best][:, None]) > 0.1
    second = np.where(apart, values, np.inf).argmin(axis=1)
    equal = apart[rows, second] & (
        values[rows, second] <= values[rows, best] + 1e-10 * (np.abs(c1) + np.abs(c2))
    )
    nearer = np.abs(angles[rows, second]) < np.abs(angles[rows, best])
    return np.asarray(angles[rows, np.where(equal & nearer, second, best)])


def rotosolve(
    objective: Objective,
    starts: npt.ArrayLike,
    order: Sequence[int] | None = None,
    tolerance: float = 1e-12,
    max_sweeps: int = 200,
) -> Finish:
    r"""Minimise exactly in one angle after the other until a whole sweep gains nothing.

    A mean square loss of an output of degree 1 has degree 2 in each phase φ_l = g_l·θ_l, so five
    values give it on the whole line (for an output, of degree 1, three would do).

    Args:
        objective: of degree at most 2 in each φ_l; only its values are used until the end. starts:
            θ in radians, shape (n, p).
        order: the angles in the order of a sweep (default 0, 1, …, p-1).
        tolerance: a move that gains less is not made; a sweep that gains less is the last one of a
            row.

    Returns:
        Finish; ``steps`` counts sweeps.

    Raises:
        InputError: an order that is no permutation of the angles; a loss of a higher degree than 2,
        as of most networks with shared parameters.

    Example:
        >>> from symqnn.algebra.trigpoly import TrigPoly
        >>> from symqnn.training.objective import polynomial_objective
        >>> objective = polynomial_objective(TrigPoly.from_terms({"10": 1, "01": 1, "33": 1}))
        >>> rotosolve(objective, [[0.1, 0.2]]).value.round(9)
        array([-2.125])
    """
    theta = np.array(starts, dtype=np.float64)
    sequence = tuple(range(objective.angles)) if order is None else tuple(order)
    if sorted(sequence) != list(range(objective.angles)):
        raise InputError(
            f"order is {sequence}; each of the angles 0…{objective.angles - 1} is required once."
        )
    if objective.degree > 2:
        raise InputError(
            f"{objective.name} has degree up to {objective.degree} in an angle; at most 2 is "
            "required: five values must give the loss on a line. Use minimise, or give every gate "
            "a parameter of its own."
        )
    value, _ = objective.value_and_gradient(theta)
    steps, running = np.zeros(len(theta), dtype=np.int64), np.ones(len(theta), dtype=bool)
    for sweep in range(1, max_sweeps + 1):
        rows = np.flatnonzero(running)
        if not len(rows):
            break
        part = theta[rows]
        for axis in sequence:
            line = _line(objective, part, axis)
            move = line_minimum(line)
            gain = (line[:, 1:] * (1 - np.exp(1j * move[:, None] * np.array([1, 2])))).real.sum(
                axis=1
            )
            # t is a change of φ = gθ; of two equal values the old one stays
            part[:, axis] += np.where(gain > tolerance, move, 0) / objective.units[axis]
        theta[rows] = part
        fresh, _ = objective.value_and_gradient(part)
        running[rows] = value[rows] - fresh > tolerance
        value[rows], steps[rows] = fresh, sweep
    final, gradient = objective.value_and_gradient(theta)
    return Finish(theta, final, np.abs(gradient).max(axis=1, initial=0.0), steps, ~running)


def _line(objective: Objective, theta: FloatArray, axis: int) -> npt.NDArray[np.complex128]:
    points = np.repeat(theta[:, None], POINTS, axis=1)
    points[:, :, axis] += (2 / objective.units[axis]) * np.pi * np.arange(POINTS) / POINTS
    values, _ = objective.value_and_gradient(points.reshape(-1, theta.shape[1]))
    return line_coefficients(values.reshape(-1, POINTS))
