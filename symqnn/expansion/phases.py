r"""Products of cosines and sines: the trigonometry of the expansion.

A gate multiplies an operator at the basis product b_e by cos ω or sin ω, where the phase
:math:`\omega=\sum_jm_j\varphi_j+\omega_0` is an integer combination of the phases of the
parameters, and ω_0 a rational point of the circle. The addition theorems turn cos ω and sin ω into
basis products, and the product formulas turn :math:`b_eb_f` into at most two basis products.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from symqnn.algebra.bits import Integers, Words, content, integers, magnitude, merge, scaled, widen
from symqnn.algebra.circle import CirclePoint

Index = tuple[int, ...]
COS, SIN = 0, 1


@dataclass(frozen=True)
class Phase:
    r"""The phase :math:`\omega=\sum_jm_j\varphi_j+\omega_0`.

    Args:
        multiples: pairs (axis j, m_j ≠ 0). fixed: the point (cos ω_0, sin ω_0).
    """

    multiples: tuple[tuple[int, int], ...]
    fixed: CirclePoint

    @property
    def is_plain(self) -> bool:
        """Whether it is a multiple of one phase and nothing else."""
        return len(self.multiples) == 1 and self.fixed.cos == 1

    def times(self, factor: int) -> Phase:
        """A whole multiple of the phase."""
        return Phase(
            tuple((axis, m * factor) for axis, m in self.multiples), self.fixed.times(factor)
        )


@dataclass(frozen=True)
class Summand:
    """A rational multiple of a basis product.

    Args:
        value: the coefficient. factors: pairs (axis, basis index ≠ 0) in different axes.
    """

    value: Fraction
    factors: tuple[tuple[int, int], ...]


def summands(phase: Phase, kind: int) -> list[Summand]:
    """cos ω (``kind`` COS) or sin ω (SIN) as a sum of basis products, by the addition theorems.

    Example:
        >>> phase = Phase(((0, 1), (1, -2)), CirclePoint.quarter_turns(0))
        >>> [(str(part.value), part.factors) for part in summands(phase, COS)]
        [('1', ((0, 1), (1, 3))), ('1', ((0, 2), (1, 4)))]
    """
    # the pair (cos, sin) of the part of the phase added so far, each as a sum of basis products
    cos = [Summand(phase.fixed.cos, ())] if phase.fixed.cos else []
    sin = [Summand(phase.fixed.sin, ())] if phase.fixed.sin else []
    for axis, m in phase.multiples:
        sign = 1 if m > 0 else -1
        c, s = (axis, 2 * abs(m) - 1), (axis, 2 * abs(m))
        # cos(x + mφ) = cos x cos mφ - sin x sin mφ and sin(x + mφ) = sin x cos mφ + cos x sin mφ
        cos, sin = (
            [_times(part, 1, c) for part in cos] + [_times(part, -sign, s) for part in sin],
            [_times(part, 1, c) for part in sin] + [_times(part, sign, s) for part in cos],
        )
    return cos if kind == COS else sin


def _times(part: Summand, sign: int, factor: tuple[int, int]) -> Summand:
    return Summand(part.value * sign, (*part.factors, factor))


def product_terms(e: int, f: int) -> list[tuple[Fraction, int]]:
    """The product b_e·b_f in one phase as a sum of basis functions.

    Example:
        >>> [(str(value), index) for value, index in product_terms(1, 2)]
        [('1/2', 4)]
    """
    if e == 0 or f == 0:
        return [(Fraction(1), e + f)]
    half, k, n = Fraction(1, 2), (e + 1) // 2, (f + 1) // 2
    up, down, sign = k + n, abs(k - n), 1 if k >= n else -1
    if e % 2 == f % 2:
        # cos·cos = ½[cos(k-n) + cos(k+n)], sin·sin = ½[cos(k-n) - cos(k+n)]
        below = 2 * down - 1 if down else 0
        return [(half, below), (half if e % 2 else -half, 2 * up - 1)]
    # sin k·cos n = ½[sin(k+n) + sin(k-n)], cos k·sin n = ½[sin(k+n) - sin(k-n)]
    turned = half * sign * (1 if e % 2 == 0 else -1)
    return [(half, 2 * up), *([(turned, 2 * down)] if down else [])]


def times_summand(index: Index, part: Summand) -> list[tuple[Index, Fraction]]:
    """The basis product with an index, multiplied by a summand."""
    result = [(index, part.value)]
    for axis, f in part.factors:
        result = [
            ((*old[:axis], e, *old[axis + 1 :]), value * factor)
            for old, value in result
            for factor, e in product_terms(old[axis], f)
        ]
    return result


@dataclass(frozen=True)
class IndexLayout:
    """Where the basis index of each axis stands in rows of 64-bit words:
    bit fields that never cross a word.

    Args:
        degrees: largest frequency of each axis. words, shifts: place of each field. width: words a
            row.
    """

    degrees: tuple[int, ...]
    words: tuple[int, ...]
    shifts: tuple[int, ...]
    width: int

    @classmethod
    def of(cls, degrees: Iterable[int]) -> IndexLayout:
        """Fields just wide enough: two bits for frequency 1."""
        listed, words, shifts = tuple(degrees), [], []
        word = shift = 0
        for degree in listed:
            bits = max(2, (2 * degree).bit_length())
            if shift + bits > 64:
                word, shift = word + 1, 0
            words.append(word)
            shifts.append(shift)
            shift += bits
        return cls(listed, tuple(words), tuple(shifts), word + 1)

    def mask(self, axis: int) -> int:
        """The bits of a field, at the low end."""
        return int((1 << max(2, (2 * self.degrees[axis]).bit_length())) - 1)

    def get(self, rows: Words, axis: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """The basis index of one axis in every row."""
        field = rows[:, self.words[axis]] >> np.uint64(self.shifts[axis])
        return (field & np.uint64(self.mask(axis))).astype(np.int64)

    def put(
        self, rows: Words, axis: int, values: int | np.ndarray[tuple[int], np.dtype[np.int64]]
    ) -> None:
        """Write the basis index of one axis into every row, in place."""
        column, shift = self.words[axis], np.uint64(self.shifts[axis])
        rows[:, column] &= np.uint64(~(self.mask(axis) << self.shifts[axis]) & (2**64 - 1))
        rows[:, column] |= np.asarray(values, dtype=np.uint64) << shift

    def unpack(self, rows: Words) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
        """The basis indices as a matrix, shape (rows, axes)."""
        table = np.empty((len(rows), len(self.degrees)), dtype=np.uint8)
        for axis in range(len(self.degrees)):
            table[:, axis] = self.get(rows, axis)
        return table

    def pack(self, table: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> Words:
        """The inverse of :meth:`unpack`."""
        rows = np.zeros((len(table), self.width), dtype=np.uint64)
        for axis in range(len(self.degrees)):
            self.put(rows, axis, table[:, axis].astype(np.int64))
        return rows


@dataclass(frozen=True)
class Table:
    """A sum of integer multiples of (basis product, Pauli word), over one denominator.

    Args:
        keys: rows of index fields and word masks. values: integers. denominator: > 0.
    """

    keys: Words
    values: Integers
    denominator: int

    def __len__(self) -> int:
        return len(self.values)


def times_phase(table: Table, phase: Phase, kind: int, layout: IndexLayout) -> list[Table]:
    """The table multiplied by cos ω or sin ω, as tables to be added."""
    return [_times_rows(table, part, layout) for part in summands(phase, kind)]


def _times_rows(table: Table, part: Summand, layout: IndexLayout) -> Table:
    keys, values = table.keys, scaled(table.values, part.value.numerator)
    denominator = table.denominator * part.value.denominator
    for axis, f in part.factors:
        keys, values, doubled = _times_basis(keys, values, axis, f, layout)
        denominator *= 2 if doubled else 1
    return Table(keys, values, denominator)


def _times_basis(
    keys: Words, values: Integers, axis: int, f: int, layout: IndexLayout
) -> tuple[Words, Integers, bool]:
    """All rows times b_f of one axis; the result is over 2 if the last value is True (see
    :func:`product_terms`).
    """
    e = layout.get(keys, axis)
    if not e.any():
        fresh = keys.copy()
        layout.put(fresh, axis, f)
        return fresh, values, False
    k, n = (e + 1) // 2, (f + 1) // 2
    same, down = (e % 2) == (f % 2), np.abs(k - n)
    # the term with the sum of the frequencies; where e = 0 it is the only one, with weight 2/2
    upper = np.where(e == 0, f, np.where(same, 2 * (k + n) - 1, 2 * (k + n)))
    weight = np.where(e == 0, 2, np.where(same & (e % 2 == 0), -1, 1))
    first = keys.copy()
    layout.put(first, axis, upper)
    # the term with the difference of the frequencies
    sine_sign = np.where(k >= n, 1, -1) * np.where(e % 2 == 0, 1, -1)
    sign = np.where(same, 1, sine_sign)
    lower = np.where(same, np.where(down == 0, 0, 2 * down - 1), 2 * down)
    rows = np.flatnonzero((e != 0) & (same | (down != 0)))
    second = keys[rows]
    layout.put(second, axis, lower[rows])
    wide = widen(values, 2)
    return (
        np.concatenate((first, second)),
        np.concatenate((wide * weight, wide[rows] * sign[rows])),
        True,
    )


def add_tables(tables: list[Table]) -> Table:
    """The sum, equal rows merged, in lowest terms."""
    listed = [table for table in tables if len(table)] or tables[:1]
    common = lcm(*(table.denominator for table in listed))
    keys = np.concatenate([table.keys for table in listed])
    values = joined([scaled(table.values, common // table.denominator) for table in listed])
    keys, values = merge(keys, values)
    return reduced(Table(keys, values, common))


def reduced(table: Table) -> Table:
    """The same table in lowest terms, with narrow integers where they fit."""
    divisor = content(table.values, table.denominator)
    values, denominator = table.values, table.denominator
    if divisor > 1:
        values, denominator = (values // divisor if len(values) else values), denominator // divisor
    if values.dtype == object and magnitude(values) < 2**62:
        values = values.astype(np.int64)
    return Table(table.keys, values, denominator)


def joined(parts: list[Integers]) -> Integers:
    """All parts one after the other, of one type."""
    if any(part.dtype == object for part in parts):
        parts = [part.astype(object) for part in parts]
    return np.concatenate(parts) if parts else integers([])
