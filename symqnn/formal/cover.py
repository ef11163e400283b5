"""Search for a subdivision of the torus that product_check (Products.v) accepts.

A box is settled if it lies in the cube of a listed point, or if y·∇L has no zero in it for some
integer vector y, by Taylor's formula of order 3 around its centre; otherwise it is halved. The
bounds are those of the checker, in floats with a margin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from symqnn.errors import InputError, SizeError
from symqnn.formal.local import SURPLUS, TURN_BITS, WIDTH_BITS, Entry, Floats, Local

HALF_TURN = 355 / 113  # above π
BATCH = 512
MAX_LEVEL = 40
MAX_BOXES = 2_000_000
ROUNDED = 2**12  # vectors y are integers of at most this size


@dataclass
class Box:
    """The angles from corner_l/2^level_l to (corner_l + 1)/2^level_l
    turns, its step and its halves.

    A box that is halved has the step ``split AXIS``; the others ``empty Y`` or ``home POINT``.
    """

    corner: tuple[int, ...]
    levels: tuple[int, ...]
    step: str = ""
    halves: tuple[Box, ...] = ()

    def halve(self, axis: int) -> tuple[Box, ...]:
        """The lower and the upper half along an angle."""
        levels = _replaced(self.levels, axis, self.levels[axis] + 1)
        corners = (_replaced(self.corner, axis, 2 * self.corner[axis] + half) for half in (0, 1))
        self.step = f"split {axis}"
        self.halves = tuple(Box(corner, levels) for corner in corners)
        return self.halves


def _replaced(values: tuple[int, ...], axis: int, value: int) -> tuple[int, ...]:
    return (*values[:axis], value, *values[axis + 1 :])


def cover(local: Local, entries: tuple[Entry, ...]) -> tuple[str, ...]:
    """The steps of the tree in preorder: ``split AXIS``, ``empty Y``, ``home POINT``.

    Raises:
        InputError: a box is left that nothing settles; SizeError: too many boxes.
    """
    angles = local.frequencies.shape[1]
    centres = np.array([entry.centre for entry in entries]).reshape(-1, angles) / 2.0**TURN_BITS
    widths = np.array([entry.width for entry in entries]) / 2.0**WIDTH_BITS
    largest = np.abs(local.frequencies).max(axis=0)
    torus = Box((0,) * angles, (0,) * angles)
    pending, boxes = [torus], 1
    while pending:
        batch, pending = pending[-BATCH:], pending[:-BATCH]
        corners, sizes = _places(batch)
        turns = (corners + 0.5) * sizes
        homes = home(turns, sizes, centres, widths)
        vectors = empty(local, turns, HALF_TURN * sizes)
        for box, size, place, vector in zip(batch, sizes, homes, vectors, strict=True):
            if place >= 0:
                box.step = f"home {place}"
            elif vector is not None:
                box.step = "empty " + " ".join(map(str, vector))
            else:
                pending += box.halve(int(np.argmax(largest * size)))
                boxes += 2
        if boxes > MAX_BOXES:
            raise SizeError(
                f"more than {MAX_BOXES} boxes; a list with fewer angles or wider cubes is required."
            )
    return tuple(_preorder(torus))


def _places(batch: list[Box]) -> tuple[Floats, Floats]:
    """Corners in edges, and edges in turns: shapes (N, p)."""
    levels = np.array([box.levels for box in batch], dtype=np.float64)
    if levels.max() > MAX_LEVEL:
        raise InputError(
            f"a box of 2^-{MAX_LEVEL} turns is left; the list must hold all critical points, none "
            "degenerate."
        )
    return np.array([box.corner for box in batch], dtype=np.float64), np.exp2(-levels)


def _preorder(torus: Box) -> Iterator[str]:
    stack = [torus]
    while stack:
        box = stack.pop()
        yield box.step
        stack += reversed(box.halves)


def home(turns: Floats, sizes: Floats, centres: Floats, widths: Floats) -> list[int]:
    """For each box a listed point whose cube contains it, or -1; 710/113 > 2π."""
    if not len(centres):
        return [-1] * len(turns)
    distance = np.abs(turns[:, None, :] - centres) % 1
    distance = np.minimum(distance, 1 - distance)
    reach = 2 * HALF_TURN * (distance + 0.5 * sizes[:, None, :]).max(axis=2)
    inside = reach * (1 + 1e-9) <= widths
    return [int(np.argmax(row)) if row.any() else -1 for row in inside]


def empty(local: Local, turns: Floats, radii: Floats) -> list[list[int] | None]:
    """For each box an integer vector y for which y·∇L certainly has no zero in it, or None."""
    values, slopes = local.waves_at(turns)
    k, angles = local.frequencies, turns.shape[1]
    hessians = local.hessians(values)
    candidates = np.concatenate(
        [np.broadcast_to(np.eye(angles), (len(turns), angles, angles)), adjugates(hessians)], axis=1
    )
    found: list[list[int] | None] = [None] * len(turns)
    quartic = local.amplitudes * (radii @ np.abs(k).T) ** 4 / 24
    squares = np.einsum("ti,tj->tij", k, k).reshape(len(k), -1)
    cubes = np.einsum("ti,tj,tm->tijm", k, k, k).reshape(len(k), -1)
    pairs = np.einsum("ni,nj->nij", radii, radii).reshape(len(turns), -1) / 2
    triples = np.einsum("ni,nj,nm->nijm", radii, radii, radii).reshape(len(turns), -1) / 6
    for row in range(candidates.shape[1]):
        y = candidates[:, row]
        along = y @ k.T
        bound = (np.abs((along * values) @ k) * radii).sum(axis=1)
        bound += (np.abs((along * slopes) @ squares) * pairs).sum(axis=1)
        bound += (np.abs((along * values) @ cubes) * triples).sum(axis=1)
        bound += (np.abs(along) * (quartic + 1e-7 * local.amplitudes)).sum(axis=1)
        shown = np.abs((along * slopes).sum(axis=1)) > SURPLUS * bound
        for box in np.flatnonzero(shown):
            if found[box] is None:
                found[box] = [int(value) for value in y[box]]
    return found


def adjugates(hessians: Floats) -> Floats:
    """Rows of the adjugate of each Hessian, scaled to integers of at most 2^12: (N, p, p)."""
    size = hessians.shape[1]
    result = np.empty_like(hessians)
    for row in range(size):
        for column in range(size):
            minor = np.delete(np.delete(hessians, row, axis=2), column, axis=1)
            result[:, row, column] = (-1) ** (row + column) * np.linalg.det(minor)
    largest = np.abs(result).max(axis=2, keepdims=True)
    return np.rint(result / np.where(largest > 0, largest, 1) * ROUNDED)
