"""Which cubes around given centres a point of the torus lies in: a grid of cells, so that not all pairs are compared."""

from __future__ import annotations

import numpy as np

from symqnn.roots.dyadic import BITS, TURN, Floats, Ints

FEW = 20_000  # up to so many pairs, comparing all is faster than a grid


def distance(left: Ints, right: Ints) -> Ints:
    """Distance on the circle of dyadic angles, in units of 2^-46 turns."""
    apart = (left - right) % TURN
    return np.asarray(np.minimum(apart, TURN - apart))


class Cubes:
    """R cubes on the torus, entered in every cell of a grid that they meet.

    Args:
        centres: dyadic angles, shape (R, p).
        reach: half-edges in units of 2^-46 turns, shape (R,).
    """

    def __init__(self, centres: Ints, reach: Floats) -> None:
        self.centres, self.reach, self.angles = centres, reach, centres.shape[1]
        self.bits = min(5, 15 // self.angles)
        wide = np.ceil(reach).astype(np.int64)[:, None]
        low, high = (centres - wide) >> (BITS - self.bits), (centres + wide) >> (BITS - self.bits)
        spans = np.minimum(high - low + 1, 1 << self.bits)
        numbers = spans.prod(axis=1)
        owners = np.repeat(np.arange(len(centres)), numbers)
        rest = np.arange(len(owners)) - np.repeat(np.cumsum(numbers) - numbers, numbers)
        keys = np.zeros(len(owners), dtype=np.int64)
        for axis in range(self.angles):
            rest, digits = np.divmod(rest, spans[owners, axis])
            keys = (keys << self.bits) | ((low[owners, axis] + digits) & ((1 << self.bits) - 1))
        order = np.argsort(keys, kind="stable")
        self.keys, self.owners = keys[order], owners[order]

    def around(self, points: Ints) -> tuple[Ints, Ints, Ints]:
        """(point, cube, distance in the maximum norm) of some pairs: among them all pairs in which the point is in the cube.

        Ordered by point, then by cube.
        """
        if len(points) * len(self.centres) <= FEW:
            which = np.repeat(np.arange(len(points)), len(self.centres))
            cubes = np.tile(np.arange(len(self.centres)), len(points))
        else:
            cells = np.zeros(len(points), dtype=np.int64)
            for axis in range(self.angles):
                cells = (cells << self.bits) | ((points[:, axis] % TURN) >> (BITS - self.bits))
            first, last = (np.searchsorted(self.keys, cells, side) for side in ("left", "right"))
            numbers = last - first
            which = np.repeat(np.arange(len(points)), numbers)
            cubes = self.owners[np.arange(len(which)) + np.repeat(first - (np.cumsum(numbers) - numbers), numbers)]
        farthest = np.zeros(len(which), dtype=np.int64)
        for axis in range(self.angles):
            np.maximum(farthest, distance(points[which, axis], self.centres[cubes, axis]), out=farthest)
        return which, cubes, farthest
