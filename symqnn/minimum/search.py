"""Low points of a trigonometric polynomial: many descents in floats, then a rational point of the
torus and the exact value there.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import atan2, pi, tan

import numpy as np

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.minimum.squares import Floats

STARTS, STEPS = 48, 60
FINEST = 40


@dataclass(frozen=True)
class LowPoint:
    """A point of the torus with rational cosines and sines of φ_l, and the exact value there."""

    point: tuple[CirclePoint, ...]
    value: Fraction


def descents(poly: TrigPoly, starts: Floats) -> tuple[Floats, Floats]:
    """Where Newton's method with the absolute values of the eigenvalues goes, and the values there:
    shapes (n, p), (n,).

    Args:
        poly: in p angles. starts: phases φ, shape (n, p).
    """
    p = poly.angles
    gradient = [poly.phase_derivative(axis) for axis in range(p)]
    hessian = [[gradient[i].phase_derivative(j) for j in range(i + 1)] for i in range(p)]
    points, values = starts.copy(), poly.numeric_phases(starts)
    for _ in range(STEPS):
        slope = np.stack([part.numeric_phases(points) for part in gradient], axis=-1)
        curvature = np.zeros((len(points), p, p))
        for i in range(p):
            for j in range(i + 1):
                curvature[:, i, j] = curvature[:, j, i] = hessian[i][j].numeric_phases(points)
        sizes, vectors = np.linalg.eigh(curvature)
        floor = 1e-9 + 1e-3 * np.abs(sizes).max(axis=1, keepdims=True)
        along = np.einsum("nij,ni->nj", vectors, slope) / np.maximum(np.abs(sizes), floor)
        step = -np.einsum("nij,nj->ni", vectors, along)
        step *= np.minimum(1, 1 / np.maximum(np.abs(step).max(axis=1, keepdims=True), 1e-300))
        better = np.zeros(len(points), dtype=bool)
        for _ in range(12):  # halve the step until the value falls
            tried = poly.numeric_phases(points + step)
            good = ~better & (tried < values)
            points[good], values[good] = (points + step)[good], tried[good]
            better |= good
            step = np.where(better[:, None], 0.0, step / 2)
            if better.all():
                break
        if not better.any():
            break
    return points, values


def low_point(
    poly: TrigPoly, seed: int = 0, hints: Floats | None = None, starts: int = STARTS
) -> LowPoint:
    """The lowest of many descents, as a rational point.

    Args:
        poly: in p angles. seed: of the random starts. hints: further starts, shape (n, p). starts:
            number of random ones.

    Example:
        >>> low_point(TrigPoly.from_terms({"1": 1, "0": 2})).value
        Fraction(1, 1)
    """
    if not poly.angles or not any(poly.degrees):
        return LowPoint(
            (CirclePoint.quarter_turns(0),) * poly.angles, poly.coefficient((0,) * poly.angles)
        )
    first = 2 * pi * np.random.default_rng(seed).random((starts, poly.angles))
    points, values = descents(poly, first if hints is None else np.concatenate((hints, first)))
    return rational_point(poly, points[int(np.argmin(values))], float(values.min()))


def rational_point(poly: TrigPoly, phases: Floats, goal: float, within: float = 1e-10) -> LowPoint:
    """A rational point near given phases whose value is close to ``goal``, with denominators as
    small as that allows.
    """
    scale = 1 + max(abs(float(value)) for _, value in poly.terms())
    tried: list[LowPoint] = []
    for bits in (0, 1, 3, 6, 10, 14, 18, 22, 26, FINEST):
        point = tuple(_near(float(phase), 2**bits) for phase in phases)
        tried.append(LowPoint(point, poly.at(point)))
        if float(tried[-1].value) - goal <= within * scale:
            break
    return min(tried, key=lambda found: found.value)


def _near(phase: float, most: int) -> CirclePoint:
    """The circle's rational point near an angle: quarter turns, then a half tangent of denominator
    at most ``most``.
    """
    turns = round(phase / (pi / 2))
    rest = atan2(np.sin(phase - turns * pi / 2), np.cos(phase - turns * pi / 2))
    fine = CirclePoint.from_half_tangent(Fraction(tan(rest / 2)).limit_denominator(most))
    return fine.plus(CirclePoint.quarter_turns(turns))
