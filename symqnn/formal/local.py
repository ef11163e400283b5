"""Derivatives of a sum of waves in floats: what the search for a proof of completeness needs.

Everything is divided by the sum of the absolute coefficients. Floats here only choose integers,
which the proved checker tests.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from symqnn.formal.frequencies import Wave

Floats = npt.NDArray[np.float64]
Rows = tuple[tuple[int, ...], ...]

TURN_BITS = 46  # centres are multiples of 2^-46 turns
WIDTH_BITS = 20  # half-widths are multiples of 2^-20 radians
SURPLUS = 1.001  # a bound must hold by so much, that rounding cannot undo it
LARGEST_WIDTH = 3  # radians
NEWTON_STEPS = 5  # from a listed point, of some 12 digits or more


@dataclass(frozen=True)
class Entry:
    """A listed point with the integers that show it to be one.

    Args:
        centre: over 2^46 turns. width: over 2^20 radians, of the cube in which it is alone.
        denominator, preconditioner: of Krawczyk's test, symmetric.
        congruence: S such that S·H·Sᵀ, H the Hessian, has a dominant diagonal. index: Morse index.
    """

    centre: tuple[int, ...]
    width: int
    denominator: int
    preconditioner: Rows
    congruence: Rows
    index: int


@dataclass(frozen=True)
class Shown:
    """Integers that show a critical point to be near a point.

    Args:
        denominator, preconditioner: of Krawczyk's test, symmetric.
        congruence: S such that S·H·Sᵀ, H the Hessian, has a dominant diagonal. index: Morse index.
    """

    denominator: int
    preconditioner: Rows
    congruence: Rows
    index: int


@dataclass(frozen=True)
class Local:
    """Frequencies (T, p) and scaled coefficients (T,) of the waves, and the sum that they were
    divided by.
    """

    frequencies: Floats
    cos: Floats
    sin: Floats
    size: int

    @classmethod
    def of(cls, waves: tuple[Wave, ...]) -> Local:
        """The waves in floats."""
        size = sum(abs(wave.cos) + abs(wave.sin) for wave in waves)
        frequencies = np.array([wave.frequency for wave in waves], dtype=np.float64)
        cos, sin = (
            [part / size for part in parts]
            for parts in zip(*((w.cos, w.sin) for w in waves), strict=True)
        )
        return cls(frequencies, np.array(cos), np.array(sin), size)

    @property
    def amplitudes(self) -> Floats:
        """Of each wave."""
        return np.hypot(self.cos, self.sin)

    def waves_at(self, turns: Floats) -> tuple[Floats, Floats]:
        """Values of all waves and their derivatives along k·x at points (N, p)
        in turns: shapes (N, T).
        """
        angle = 2 * np.pi * (turns @ self.frequencies.T)
        cos, sin = np.cos(angle), np.sin(angle)
        return self.cos * cos + self.sin * sin, self.sin * cos - self.cos * sin

    def hessians(self, values: Floats) -> Floats:
        """Hessians (N, p, p) from the values of the waves."""
        k = self.frequencies
        return np.asarray(-np.einsum("nt,ti,tj->nij", values, k, k, optimize=True))

    def entry(self, centre: tuple[int, ...]) -> Entry:
        """The integers for one listed point."""
        turns = self.refined([place / 2.0**TURN_BITS for place in centre])
        centre = tuple(round(turn * 2**TURN_BITS) % 2**TURN_BITS for turn in turns)
        _, slopes = self.waves_at(np.array([turns]))
        shown = self.shown(turns)
        inverse = np.array(shown.preconditioner) / 2**30
        width = int(self.width(inverse, slopes[0]) * 2**WIDTH_BITS)
        return Entry(
            centre, width, shown.denominator, shown.preconditioner, shown.congruence, shown.index
        )

    def refined(self, turns: Sequence[float]) -> list[float]:
        """The critical point near a point, both in turns, by Newton's method."""
        point = np.array(turns, dtype=np.float64)
        for _ in range(NEWTON_STEPS):
            values, slopes = self.waves_at(point[None])
            gradient = slopes @ self.frequencies
            point -= np.linalg.solve(self.hessians(values)[0], gradient[0]) / (2 * np.pi)
        return [float(turn) for turn in point]

    def shown(self, turns: Sequence[float]) -> Shown:
        """What shows that a critical point is near a point given in turns, and its Morse index."""
        values, _ = self.waves_at(np.array([turns]))
        hessian = self.hessians(values)[0]
        inverse = np.linalg.inv(hessian)
        inverse = (inverse + inverse.T) / 2
        eigenvalues, vectors = np.linalg.eigh(hessian)
        congruence = 2**20 * vectors.T / np.sqrt(np.abs(eigenvalues))[:, None]
        index = int((eigenvalues < 0).sum())
        return Shown(2**30 * self.size, _integers(inverse * 2**30), _integers(congruence), index)

    def width(self, inverse: Floats, slopes: Floats) -> float:
        """A half-width ρ for which Krawczyk's test should succeed: a₁ρ + a₂ρ²/2 < 1 in the maximum
        norm.
        """
        along = self.frequencies @ inverse  # (T, p): row i of the inverse times k
        third = np.einsum(
            "ti,tj,tm,t->ijm", along, self.frequencies, self.frequencies, slopes, optimize=True
        )
        first = np.abs(third).sum(axis=(1, 2)).max()
        cubes = self.amplitudes * np.abs(self.frequencies).sum(axis=1) ** 3
        second = (np.abs(along).T @ cubes).max()
        room = 0.9
        root = np.sqrt(first**2 + 2 * second * room)
        return min(float(2 * room / (first + root)), LARGEST_WIDTH)


def _integers(matrix: Floats) -> Rows:
    return tuple(tuple(int(value) for value in row) for row in np.rint(matrix))
