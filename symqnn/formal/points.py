"""A list of critical points as input of ``list_check`` (CompleteList.v).

Everything here is search: the preconditioner, the congruence that shows the Morse index and the
vectors that show a box empty are found in floats, rounded, and tested by the proved checker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from symqnn.formal.frequencies import Wave, block_waves
from symqnn.formal.reading import ListedBlock, ListedPoint, blocks, loss

Floats = npt.NDArray[np.float64]
Rows = tuple[tuple[int, ...], ...]

CENTRE_BITS = 96  # of cosines and sines at the listed centres
TURN = 46  # centres are multiples of 2^-46 turns
TIGHT = 2**30  # the inner cube has half-width 2^-30 radians
LEVELS = 44  # boxes have at least 2^-43 turns


@dataclass(frozen=True)
class Precision:
    """Cosines over 2^bits, wrong by at most ``error``; coefficients cut to multiples of 2^cut."""

    bits: int
    cut: int
    error: int


@dataclass(frozen=True)
class Entry:
    """A listed point, its preconditioner/denominator, a congruence to dominant diagonal form."""

    point: ListedPoint
    denominator: int
    preconditioner: Rows
    congruence: Rows


@dataclass(frozen=True)
class Problem:
    """All arguments of ``list_check`` for one block; ``steps``: the tree in preorder."""

    block: ListedBlock
    waves: tuple[Wave, ...]
    angles: int
    degree: int
    largest: tuple[int, ...]
    precisions: tuple[Precision, ...]
    entries: tuple[Entry, ...]
    steps: tuple[str, ...]


def problems(certificate: Mapping[str, Any]) -> Iterator[Problem]:
    """One problem a block of the certificate."""
    polynomial = loss(certificate)
    for block in blocks(certificate):
        yield _problem(block_waves(polynomial, block), block)


def _problem(waves: tuple[Wave, ...], block: ListedBlock) -> Problem:
    angles = len(block.angles)
    largest = tuple(
        max(map(abs, column)) for column in zip(*(wave.frequency for wave in waves), strict=True)
    )
    size = sum(abs(wave.cos) + abs(wave.sin) for wave in waves)
    coarse = Precision(40, max(0, size.bit_length() - 40), 2**10)
    precisions = (coarse, Precision(80, 0, 2**10))
    local = _Local(waves, angles)
    entries = tuple(local.entry(point) for point in block.points)
    return Problem(
        block,
        waves,
        angles,
        max(largest) + 1,
        largest,
        precisions,
        entries,
        tuple(_steps(block, local)),
    )


class _Local:
    """Gradient and Hessian in floats, divided by the sum of the absolute coefficients."""

    def __init__(self, waves: tuple[Wave, ...], angles: int) -> None:
        self.angles = angles
        self.size = sum(abs(wave.cos) + abs(wave.sin) for wave in waves)
        self.frequencies = np.array([wave.frequency for wave in waves], dtype=np.float64)
        self.cos = np.array([wave.cos / self.size for wave in waves])
        self.sin = np.array([wave.sin / self.size for wave in waves])

    def hessian(self, turns: Floats) -> Floats:
        angle = 2 * np.pi * (self.frequencies @ turns)
        values = self.cos * np.cos(angle) + self.sin * np.sin(angle)
        return np.asarray(-(self.frequencies.T * values) @ self.frequencies)

    def entry(self, point: ListedPoint) -> Entry:
        hessian = self.hessian(np.array(point.centre) / 2.0**TURN)
        inverse = np.linalg.inv(hessian)
        symmetric = np.rint((inverse + inverse.T) / 2 * 2**30)
        values, vectors = np.linalg.eigh(hessian)
        congruence = np.rint(2**20 * vectors.T / np.sqrt(np.abs(values))[:, None])
        return Entry(point, 2**30 * self.size, _integers(symmetric), _integers(congruence))


def _integers(matrix: Floats) -> Rows:
    return tuple(tuple(int(value) for value in row) for row in matrix)


def _steps(block: ListedBlock, local: _Local) -> Iterator[str]:
    """Words of the tree; an upper-case letter becomes a row of the adjugate of the Hessian."""
    homes, angles = iter(block.leaves), local.angles
    stack: list[tuple[tuple[int, ...], tuple[int, ...]]] = [((0,) * angles, (0,) * angles)]
    for letter in block.tree:
        corner, levels = stack.pop()
        if letter.isdigit():
            axis = int(letter)
            deeper = (*levels[:axis], levels[axis] + 1, *levels[axis + 1 :])
            for half in (1, 0):  # the lower half comes first
                stack.append(
                    ((*corner[:axis], 2 * corner[axis] + half, *corner[axis + 1 :]), deeper)
                )
            yield f"split {axis}"
        elif letter == "*":
            yield f"home {next(homes)}"
        elif letter.islower():
            row = ord(letter) - ord("a")
            yield "empty " + _words(int(angle == row) for angle in range(angles))
        else:
            turns = np.array(
                [(2 * n + 1) / 2.0 ** (v + 1) for n, v in zip(corner, levels, strict=True)]
            )
            yield "empty " + _words(_adjugate_row(local.hessian(turns), ord(letter) - ord("A")))


def _adjugate_row(hessian: Floats, row: int) -> list[int]:
    minors = [
        np.delete(np.delete(hessian, row, axis=1), column, axis=0) for column in range(len(hessian))
    ]
    values = np.array(
        [(-1) ** (row + column) * np.linalg.det(minor) for column, minor in enumerate(minors)]
    )
    return [int(value) for value in np.rint(values / np.abs(values).max() * 2**12)]


def points_words(certificate: Mapping[str, Any]) -> str:
    """The words that the extracted checker reads: the lists of all blocks, one after the other."""
    return "".join(_problem_words(problem) for problem in problems(certificate))


def _problem_words(problem: Problem) -> str:
    lines = [f"{CENTRE_BITS} {problem.degree}", str(len(problem.precisions))]
    lines += [
        f"{precision.bits} {precision.cut} {precision.error} {LEVELS}"
        for precision in problem.precisions
    ]
    lines += [str(problem.angles), _words(problem.largest), str(len(problem.waves))]
    lines += [f"{_words(wave.frequency)} {wave.cos} {wave.sin}" for wave in problem.waves]
    lines.append(str(len(problem.entries)))
    for entry in problem.entries:
        lines.append(
            f"{_words(entry.point.centre)} {entry.point.radius} {2**20} 1 {TIGHT} {entry.denominator}"
        )
        lines += [
            _words(value for row in rows for value in row)
            for rows in (entry.preconditioner, entry.congruence)
        ]
        lines.append(str(entry.point.index))
    return "\n".join([*lines, *problem.steps]) + "\n"


def _words(values: Any) -> str:
    return " ".join(map(str, values))
