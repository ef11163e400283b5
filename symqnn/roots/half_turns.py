"""Half turns of angles that leave a loss unchanged: one chart stands for several."""

from __future__ import annotations

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.dyadic import TURN
from symqnn.roots.subdivision import Subdivision


def half_turns(poly: TrigPoly) -> list[int]:
    """For each chart of the torus the first one that a half turn of some angles maps to it.

    φ_l ↦ φ_l + π for the angles l in S leaves L unchanged if and only if the frequencies in S of
    every term add up to an even number; it maps chart e to the chart with the bits of S changed.

    Example:
        >>> half_turns(TrigPoly.from_terms({"11": 1}))  # cos φ_1 cos φ_2: both, or none
        [0, 1, 1, 0]
    """
    p = poly.angles
    odd = (poly.exponents.astype(np.int64) + 1) // 2 % 2
    turns = [s for s in range(1 << p) if not (odd @ _bits(s, p) % 2).any()]
    return [min(chart ^ s for s in turns) for chart in range(1 << p)]


def _bits(chart: int, angles: int) -> np.ndarray:
    return np.array([chart >> (angles - 1 - axis) & 1 for axis in range(angles)], dtype=np.int64)


def turned(part: Subdivision, turn: int, angles: int) -> Subdivision:
    """The subdivision of the chart to which a half turn maps another one: its own, turned.

    Example:
        >>> turned(Subdivision("*", ((0, TURN // 2),), (7,)), 0b11, 2).points == ((TURN // 2, 0),)
        True
    """
    shift = _bits(turn, angles) * (TURN // 2)
    points = tuple(tuple(((np.array(point) + shift) % TURN).tolist()) for point in part.points)
    return Subdivision(part.text, points, part.digits)
