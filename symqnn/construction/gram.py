r"""Trigonometric polynomials of degree ≤ 2 an angle as sums of squares of residuals of degree ≤ 1.

.. math:: T+C=\sum_{e,e'}G_{ee'}\,b_eb_{e'}

with products b_e of cosines and sines of different phases. G is not unique, since
:math:`\cos^2\varphi+\sin^2\varphi=1`: for every set S of angles the squares of the :math:`2^{|S|}`
products with exactly these angles add up to 1. Adding a multiple of them changes C only, and makes
G positive definite.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice, product

import numpy as np
from flint import fmpq, fmpq_mat

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.rational_squares import root_above, simplest_between, squares_of
from symqnn.construction.scaling import simple_below

Index = tuple[int, ...]
Support = frozenset[int]
Matrix = list[list[Fraction]]
MOVED_BITS, SMALL, MAX_TRIES = 64, 12, 2000


@dataclass(frozen=True)
class Square:
    """A rational multiple of a square, q·(Σ_k v_k r_k + constant)²,
    as coefficients v_k of the rows.
    """

    vector: tuple[Fraction, ...]
    constant: Fraction


@dataclass(frozen=True)
class Gram:
    r"""A symmetric matrix with :math:`T+C=r^\top Gr+2g^\top r` for residuals r_1, …, r_n.

    Args:
        rows: the residuals r_k without constant. matrix: G. linear: g.
        moves: diagonals D whose Σ D_k r_k² is constant, in echelon form: adding them to G changes
            nothing but C. lifts: for each connected part of G one such diagonal that is ≥ 0 and
            positive exactly in its rows.
    """

    rows: tuple[TrigPoly, ...]
    matrix: Matrix
    linear: tuple[Fraction, ...]
    moves: tuple[tuple[Fraction, ...], ...]
    lifts: tuple[tuple[Fraction, ...], ...]


def gram_of(target: TrigPoly) -> Gram:
    """A Gram matrix of a polynomial of degree ≤ 2 an angle, with few rows.

    Example:
        >>> found = gram_of(TrigPoly.from_terms({"10": 1, "03": 2}))
        >>> len(found.rows), [[str(value) for value in row] for row in found.matrix[2:]]
        (4, [['0', '0', '2', '0'], ['0', '0', '0', '-2']])
    """
    splits = _splits(target)
    groups = sorted({part for pair in splits.values() for part in pair if part}, key=_order)
    indices = [index for group in groups for index in _products(group, target.angles)]
    position = {index: k for k, index in enumerate(indices)}
    zero, n = (0,) * target.angles, len(indices)
    matrix = [[Fraction(0)] * n for _ in range(n)]
    linear = [Fraction(0)] * n
    for index, value in target.terms():
        if index == zero:
            continue
        for left, right, sign in _pairs(index, *splits[index]):
            if zero in (left, right):
                other = right if left == zero else left
                linear[position[other]] += sign * value / 2
                continue
            a, b = position[left], position[right]
            matrix[a][b] += sign * value / 2
            matrix[b][a] += sign * value / 2
    rows = tuple(TrigPoly.from_terms({index: 1}, torus=target.torus) for index in indices)
    members = [[position[index] for index in _products(group, target.angles)] for group in groups]
    parts = _connected(matrix, members)
    lifts = tuple(_indicator(part, n) for part in parts)
    return Gram(rows, matrix, tuple(linear), _moves(indices), lifts)


def _order(group: Support) -> tuple[int, tuple[int, ...]]:
    return -len(group), tuple(sorted(group))


def _products(group: Support, angles: int) -> list[Index]:
    """The products of cosines and sines of exactly these angles."""
    choices = [(1, 2) if axis in group else (0,) for axis in range(angles)]
    return list(product(*choices))


def _splits(target: TrigPoly) -> dict[Index, tuple[Support, Support]]:
    """For each term two sets of angles S, S': frequency 2 in S ∩ S', frequency 1 in one of them.

    Sets that are needed anyway are used again, so that there are few rows.
    """
    found: dict[Index, tuple[Support, Support]] = {}
    used: set[Support] = {frozenset()}
    terms = sorted(
        (index for index, _ in target.terms() if any(index)), key=lambda e: -sum(map(bool, e))
    )
    for index in terms:
        double = frozenset(axis for axis, e in enumerate(index) if e > 2)
        single = [axis for axis, e in enumerate(index) if 0 < e <= 2]
        options = []
        for size in range(len(single), -1, -1):
            for chosen in combinations(single, size):
                left = double | frozenset(chosen)
                right = double | (frozenset(single) - frozenset(chosen))
                cost = sum(2 ** len(part) for part in {left, right} - used)
                options.append((cost, left, right))
        _, left, right = min(options, key=lambda option: option[0])
        used |= {left, right}
        found[index] = (left, right)
    return found


def _pairs(index: Index, left: Support, right: Support) -> list[tuple[Index, Index, int]]:
    """The basis product by products of two rows: cos 2φ = cos² - sin², sin 2φ = 2 cos sin."""
    choices = []
    for axis, e in enumerate(index):
        if e == 0:
            choices.append([(0, 0, 1)])
        elif e <= 2:
            choices.append([(e, 0, 1) if axis in left else (0, e, 1)])
        else:
            choices.append([(1, 1, 1), (2, 2, -1)] if e == 3 else [(1, 2, 1), (2, 1, 1)])
    found = []
    for parts in product(*choices):
        sign = 1
        for _, _, one in parts:
            sign *= one
        found.append((tuple(a for a, _, _ in parts), tuple(b for _, b, _ in parts), sign))
    return found


def _connected(matrix: Matrix, members: Sequence[Sequence[int]]) -> list[list[int]]:
    """Rows that are linked by entries of the matrix, whole groups at a time."""
    leader = list(range(len(members)))

    def find(k: int) -> int:
        while leader[k] != k:
            k = leader[k]
        return k

    for a, b in combinations(range(len(members)), 2):
        if any(matrix[i][j] for i in members[a] for j in members[b]):
            leader[find(b)] = find(a)
    parts: dict[int, list[int]] = {}
    for k, rows in enumerate(members):
        parts.setdefault(find(k), []).extend(rows)
    return list(parts.values())


def _indicator(part: Iterable[int], n: int) -> tuple[Fraction, ...]:
    inside = set(part)
    return tuple(Fraction(int(k in inside)) for k in range(n))


def _moves(indices: Sequence[Index]) -> tuple[tuple[Fraction, ...], ...]:
    """Diagonals D with Σ D_e b_e² constant: cos² = (1 + cos 2φ)/2, sin² = (1 - cos 2φ)/2."""
    columns: list[dict[Index, Fraction]] = []
    for index in indices:
        axes = [axis for axis, e in enumerate(index) if e]
        column = {}
        for size in range(1, len(axes) + 1):
            for chosen in combinations(axes, size):
                sines = sum(index[axis] == 2 for axis in chosen)
                column[chosen] = Fraction((-1) ** sines, 2 ** len(axes))
        columns.append(column)
    names = sorted({name for column in columns for name in column})
    table = [[column.get(name, Fraction(0)) for column in columns] for name in names]
    return echelon(null_space(table, len(indices)))


def null_space(rows: Sequence[Sequence[Fraction]], columns: int) -> Matrix:
    """A basis of the vectors x with Σ_k row_k x_k = 0 for all rows."""
    if not rows:
        return [[Fraction(int(a == b)) for b in range(columns)] for a in range(columns)]
    reduced, rank = _rational(rows).rref()
    table = _fractions(reduced)[: int(rank)]
    pivots = [next(k for k, value in enumerate(row) if value) for row in table]
    found = []
    for free in (k for k in range(columns) if k not in pivots):
        vector = [Fraction(0)] * columns
        vector[free] = Fraction(1)
        for row, pivot in zip(table, pivots, strict=True):
            vector[pivot] = -row[free]
        found.append(vector)
    return found


def echelon(rows: Sequence[Sequence[Fraction]]) -> tuple[tuple[Fraction, ...], ...]:
    """The reduced echelon form, zero rows left out."""
    if not rows:
        return ()
    reduced, rank = _rational(rows).rref()
    return tuple(tuple(row) for row in _fractions(reduced)[: int(rank)])


def _rational(rows: Sequence[Sequence[Fraction]]) -> fmpq_mat:
    entries = [fmpq(v.numerator, v.denominator) for row in rows for v in row]
    return fmpq_mat(len(rows), len(rows[0]), entries)


def _fractions(matrix: fmpq_mat) -> Matrix:
    return [[Fraction(int(v.p), int(v.q)) for v in row] for row in matrix.tolist()]


def lifted(gram: Gram, margin: Fraction) -> list[Fraction]:
    """A diagonal of lifts after which every connected part has eigenvalues ≥ about
    margin·(its spread); floats suggest, the factorisation decides.
    """
    total = [Fraction(0)] * len(gram.rows)
    for lift in gram.lifts:
        part = [k for k, value in enumerate(lift) if value]
        numbers = np.array([[float(gram.matrix[a][b]) for b in part] for a in part])
        weights = np.sqrt(np.array([float(lift[k]) for k in part]))
        values = np.linalg.eigvalsh(numbers / np.outer(weights, weights))
        linear = max(abs(gram.linear[k]) for k in part)
        spread = Fraction(float(values[-1] - values[0])) + linear
        raise_by = Fraction(-float(values[0])).limit_denominator(720)
        raise_by += margin * simple_below(spread or Fraction(1), 1)
        for k in part:
            total[k] += raise_by * lift[k]
    return total


@dataclass(frozen=True)
class SumOfSquares:
    r"""The identity :math:`T+C=q\sum_k(v_k\cdot r+c_k)^2`.

    Args:
        factor: q > 0. squares: the v_k and c_k.
    """

    factor: Fraction
    squares: tuple[Square, ...]


def factorise(
    gram: Gram, diagonal: Sequence[Fraction], factor: Fraction, tolerance: Fraction | None
) -> SumOfSquares | None:
    """LDLᵀ of G + diagonal, the constant last; each pivot is q times a sum of at most four squares.

    Where a move begins at a pivot, it makes that pivot q times *one* square, a simple one at most
    1 + tolerance times as large (never with tolerance None). None if the matrix is not positive
    semidefinite, or a right side is not in its range.
    """
    n = len(gram.rows)
    table = [[*row, value] for row, value in zip(gram.matrix, gram.linear, strict=True)]
    for k, value in enumerate(diagonal):
        table[k][k] += value
    first = {next(k for k, value in enumerate(move) if value): move for move in gram.moves}
    found: list[Square] = []
    for k in range(n):
        short = table[k][k].denominator.bit_length() <= MOVED_BITS  # a move carries these digits on
        if tolerance is not None and short and k in first and table[k][k] > 0:
            root = root_above(table[k][k] / factor)
            simple = simplest_between(root, root * (1 + tolerance))
            change = factor * simple**2 - table[k][k]
            for j in range(k, n):
                table[j][j] += change * first[k][j]
        pivot, row = table[k][k], table[k]
        if pivot < 0 or (not pivot and any(row[k + 1 :])):
            return None
        if not pivot:
            continue
        column = [Fraction(0)] * k + [value / pivot for value in row[k:]]
        for root in squares_of(pivot / factor):
            found.append(Square(tuple(root * value for value in column[:n]), root * column[n]))
        for i in range(k + 1, n):
            if row[i]:
                for j in range(i, n + 1):
                    table[i][j] -= row[i] * row[j] / pivot
                    if j < n:
                        table[j][i] = table[i][j]
    return SumOfSquares(factor, tuple(found))


def sum_of_squares(gram: Gram) -> SumOfSquares | None:
    """The sum with the fewest squares among some lifts, factors and roundings; None if none of them
    gives a positive semidefinite matrix.
    """
    small = len(gram.rows) <= SMALL
    margins = (2, 4, 3, 6, 1, 8) if small else (2,)  # eighths
    tolerances = (4, 8, 2, 16, 32) if small else (6,)  # parts
    factors = (1, 2, 3, 5, 6, 7, 10, 13, 15) if small else (1, 2)
    best: SumOfSquares | None = None
    tried: list[tuple[Fraction, Fraction | None]] = [(Fraction(0), None)]
    tried += [(Fraction(m, 8), Fraction(1, t)) for m, t in product(margins, tolerances)]
    most = MAX_TRIES // max(len(gram.rows), 1)
    for (margin, tolerance), factor in islice(product(tried, factors), most):
        found = factorise(gram, lifted(gram, margin), Fraction(factor), tolerance)
        if found is not None and (best is None or _cost(found) < _cost(best)):
            best = found
    return best


def _cost(found: SumOfSquares) -> tuple[int, int]:
    digits = sum(v.denominator.bit_length() for square in found.squares for v in square.vector)
    return len(found.squares), digits
