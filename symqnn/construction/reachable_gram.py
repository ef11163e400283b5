r"""Sums of squares of the residuals that a network *does* reach, where linear independence fails;
or the linear relation between the coefficients of all its losses that a target violates.

The reachable residuals are, up to constants, the vectors (tr(DA_e))_{e≠0}: a linear space with a
basis r_1, …, r_n. Losses are sums of squares of combinations of these and of constants, so their
coefficients lie in the span of those of the products r_ir_j, r_i and 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

import numpy as np
import numpy.typing as npt
from flint import fmpq, fmpq_mat

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import index_text, read_index
from symqnn.construction.gram import Gram, Matrix, echelon, null_space
from symqnn.errors import InputError, SizeError
from symqnn.expansion.output import expand
from symqnn.independence.rows import dense_rows, operator_rows
from symqnn.model.qnn import QNN

MAX_BASIS, STEPS = 30, 4000
FLOORS = (0.3, 0.05, 0.01, 1e-3)
Index = tuple[int, ...]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class LossRelation:
    """Integers x_E, E ≠ 0, with Σ x_E L_E = 0 for the coefficients L_E
    of every training loss of a network.

    Args:
        qnn: the network. target: a polynomial with Σ x_E T_E ≠ 0. relation: x_E by index.
    """

    qnn: QNN
    target: TrigPoly
    relation: dict[str, int]

    def text(self) -> str:
        """The relation, cut after some terms."""
        parts = [f"{value}*L_{index}" for index, value in list(self.relation.items())[:6]]
        more = len(self.relation) - 6
        tail = f" + … ({more} more terms)" if more > 0 else ""
        return (" + ".join(parts) + tail).replace("+ -", "- ").replace("1*", "") + " = 0"


class ForbiddenError(InputError):
    """A target that no training loss of the network is a positive multiple of, up to a constant."""

    def __init__(self, found: LossRelation) -> None:
        self.found = found
        super().__init__(
            "no dataset gives this target: the coefficients of every loss of the network satisfy "
            f"{found.text()}, those of the target do not."
        )


def reachable_residuals(qnn: QNN) -> tuple[TrigPoly, ...]:
    """A basis of the reachable residuals without constant, in echelon form.

    Example:
        >>> reachable_residuals(QNN(["Z"], "Y"))
        (cos(2θ₁), sin(2θ₁))
    """
    table = operator_rows(expand(qnn)).without_constant().rows
    if not table:
        return ()
    names = list(table)
    dense = dense_rows(names, table)
    columns = [[Fraction(row[k]) for row in dense] for k in range(len(dense[0]))]
    basis = echelon(columns)
    return tuple(
        TrigPoly.from_terms(
            {read_index(name): value for name, value in zip(names, row, strict=True) if value},
            torus=qnn.torus,
        )
        for row in basis
    )


def reachable_gram(qnn: QNN, target: TrigPoly) -> Gram | None:
    """A positive semidefinite Gram matrix over the reachable residuals; None if none was found.

    Raises:
        ForbiddenError: the coefficients of every loss satisfy a relation that the target violates;
        SizeError: more than 30 independent residuals.
    """
    rows = reachable_residuals(qnn)
    if len(rows) > MAX_BASIS:
        raise SizeError(
            f"{len(rows)} independent residuals are reachable; sums of their squares are searched "
            f"up to {MAX_BASIS}. Take fewer angles."
        )
    products = _products(rows)
    indices = sorted(
        {index for poly in products.values() for index, _ in poly.terms()}
        | {i for i, _ in target.terms()}
    )
    indices = [index for index in indices if any(index)]
    pairs = list(products)
    table = [[products[pair].coefficient(index) for pair in pairs] for index in indices]
    wanted = [target.coefficient(index) for index in indices]
    start = _solution(table, wanted)
    if start is None:
        relation = _violated(table, wanted, indices)
        raise ForbiddenError(LossRelation(qnn, target, relation))
    kernel = null_space(table, len(pairs))
    found = _positive(pairs, len(rows), start, kernel)
    if found is None:
        return None
    matrix, linear = _matrix(pairs, len(rows), found)
    return Gram(rows, matrix, tuple(linear), (), ())


def _products(rows: tuple[TrigPoly, ...]) -> dict[tuple[int, int], TrigPoly]:
    """What an unknown of the symmetric matrix contributes; (i, n) is r_i times the constant."""
    n = len(rows)
    found = {}
    for i in range(n):
        for j in range(i, n):
            found[(i, j)] = rows[i] * rows[j] * (1 if i == j else 2)
        found[(i, n)] = rows[i] * 2
    return found


def _solution(table: Matrix, wanted: list[Fraction]) -> list[Fraction] | None:
    """Any solution of the linear equations; None if there is none."""
    if not table or not table[0]:
        return None if any(wanted) else []
    width = len(table[0])
    entries = [
        fmpq(v.numerator, v.denominator)
        for row, w in zip(table, wanted, strict=True)
        for v in (*row, w)
    ]
    reduced, rank = fmpq_mat(len(table), width + 1, entries).rref()
    found = [Fraction(0)] * width
    for row in reduced.tolist()[: int(rank)]:
        pivot = next(k for k, value in enumerate(row) if value != 0)
        if pivot == width:
            return None
        found[pivot] = Fraction(int(row[width].p), int(row[width].q))
    return found


def _violated(table: Matrix, wanted: list[Fraction], indices: list[Index]) -> dict[str, int]:
    """Coprime integers x with xᵀ·table = 0 and x·wanted ≠ 0."""
    columns = [list(column) for column in zip(*table, strict=True)]
    for vector in null_space(columns, len(indices)):
        if sum(x * w for x, w in zip(vector, wanted, strict=True)):
            common = lcm(*(x.denominator for x in vector))
            whole = [int(x * common) for x in vector]
            divisor = gcd(*whole)
            return {index_text(i): x // divisor for i, x in zip(indices, whole, strict=True) if x}
    raise InputError("the equations have no solution, and no relation forbids the target")


def _matrix(
    pairs: list[tuple[int, int]], n: int, values: list[Fraction]
) -> tuple[Matrix, list[Fraction]]:
    matrix = [[Fraction(0)] * n for _ in range(n)]
    linear = [Fraction(0)] * n
    for (i, j), value in zip(pairs, values, strict=True):
        if j == n:
            linear[i] = value
        else:
            matrix[i][j] = matrix[j][i] = value
    return matrix, linear


def _positive(
    pairs: list[tuple[int, int]], n: int, start: list[Fraction], kernel: Matrix
) -> list[Fraction] | None:
    """A solution whose matrix is positive definite in floats: alternating projections between the
    solutions and the matrices with eigenvalues at least a floor. The factorisation decides.
    """
    inner = [k for k, (_, j) in enumerate(pairs) if j < n]
    weights = np.array([1.0 if i == j else np.sqrt(2.0) for i, j in (pairs[k] for k in inner)])
    base = np.array([float(start[k]) for k in inner])
    moves = np.array([[float(row[k]) for k in inner] for row in kernel]).reshape(
        len(kernel), len(inner)
    )
    scale = max(float(np.abs(base).max(initial=0.0)), 1e-9)
    for floor in FLOORS:
        y: Floats = np.zeros(len(kernel))
        for _ in range(STEPS):
            point = base + y @ moves
            values, vectors = np.linalg.eigh(_symmetric(pairs, inner, n, point))
            if values[0] > floor * scale / 2:
                return _rounded(start, kernel, y, scale * floor)
            if not len(kernel):
                break
            nearest = (vectors * np.maximum(values, floor * scale)) @ vectors.T
            wanted = np.array([nearest[pairs[k]] for k in inner])
            step, *_ = np.linalg.lstsq((moves * weights).T, (wanted - base) * weights, rcond=None)
            y = step
    return None


def _symmetric(pairs: list[tuple[int, int]], inner: list[int], n: int, values: Floats) -> Floats:
    matrix = np.zeros((n, n))
    for k, value in zip(inner, values, strict=True):
        i, j = pairs[k]
        matrix[i, j] = matrix[j, i] = value
    return matrix


def _rounded(start: list[Fraction], kernel: Matrix, y: Floats, room: float) -> list[Fraction]:
    """Simple multiples of the kernel vectors;
    rounding stays far below the room that eigenvalues have.
    """
    step = max(1, int(40 * len(kernel) / room)) if room else 1
    found = list(start)
    for row, value in zip(kernel, y, strict=True):
        factor = Fraction(round(float(value) * step), step)
        if factor:
            found = [a + factor * b for a, b in zip(found, row, strict=True)]
    return found
