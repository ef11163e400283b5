"""The operators A_e of an expansion as sparse rows of integers, for relations, ranks and traces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from symqnn.algebra.modular import PrimeField, Residues
from symqnn.algebra.trigpoly_text import DIGITS, index_text
from symqnn.expansion.dense_expansion import DenseExpansion
from symqnn.expansion.output import Expansion
from symqnn.expansion.pauli_expansion import PauliExpansion

Row = dict[int, int]


@dataclass(frozen=True)
class OperatorRows:
    """The non-zero operators in integer coordinates: Pauli words, or parts of matrix entries.

    Args:
        rows: index e as digits → non-zero coordinates by column, in the order of e.
        scale: the common denominator that all were multiplied by. angles: length of an index.
    """

    rows: Mapping[str, Row]
    scale: int
    angles: int

    def without_constant(self) -> OperatorRows:
        """The rows with e ≠ 0."""
        zero = "0" * self.angles
        kept = {index: row for index, row in self.rows.items() if index != zero}
        return OperatorRows(kept, self.scale, self.angles)


def operator_rows(expansion: Expansion) -> OperatorRows:
    """Integer coordinates of all A_e ≠ 0, over one common scale.

    Example:
        >>> from symqnn import QNN, expand
        >>> operator_rows(expand(QNN(["Z"], "Y+2*I"))).rows["0"]
        {0: 2}
    """
    if isinstance(expansion, PauliExpansion):
        return _word_rows(expansion)
    return _matrix_rows(expansion)


def _word_rows(expansion: PauliExpansion) -> OperatorRows:
    """One column a Pauli word."""
    exponents, angles = expansion.exponents(), len(expansion.torus)
    if not len(exponents):
        return OperatorRows({}, 1, angles)
    _, columns = np.unique(expansion.words, axis=0, return_inverse=True)
    order = np.lexsort(exponents.T[::-1]) if angles else np.arange(len(exponents))
    sorted_indices = exponents[order]
    changes = np.flatnonzero((sorted_indices[1:] != sorted_indices[:-1]).any(axis=1)) + 1
    starts = [0, *changes.tolist()]
    ends = [*starts[1:], len(order)]
    keys, values = columns.reshape(-1)[order].tolist(), expansion.numerators[order].tolist()
    rows = {
        "".join(DIGITS[e] for e in sorted_indices[a].tolist()): dict(
            zip(keys[a:b], values[a:b], strict=True)
        )
        for a, b in zip(starts, ends, strict=True)
    }
    return OperatorRows(rows, expansion.denominator, angles)


def _matrix_rows(expansion: DenseExpansion) -> OperatorRows:
    """One column an entry of the real or of the imaginary part; one denominator for all."""
    rows = {}
    for index, matrix in zip(expansion.indices, expansion.operators, strict=True):
        entries = [*matrix.real.entries(), *matrix.imaginary.entries()]
        row = {column: int(value) for column, value in enumerate(entries) if value}
        if row:
            rows[index_text(index)] = row
    return OperatorRows(rows, expansion.operators[0].denominator, len(expansion.torus))


def families(rows: Mapping[str, Row]) -> list[tuple[str, ...]]:
    """Operators that can be related: the connected components of "has a coordinate in common".

    Example:
        >>> families({"01": {0: 1}, "02": {1: 1}, "10": {0: 2, 5: 1}})
        [('01', '10'), ('02',)]
    """
    leader: dict[int, int] = {}

    def find(column: int) -> int:
        while leader[column] != column:
            leader[column] = leader[leader[column]]
            column = leader[column]
        return column

    for row in rows.values():
        columns = iter(row)
        first = next(columns)
        root = find(leader.setdefault(first, first))
        for column in columns:
            leader[find(leader.setdefault(column, column))] = root
    found: dict[int, list[str]] = {}
    for index, row in rows.items():
        found.setdefault(find(next(iter(row))), []).append(index)
    return sorted(tuple(sorted(family)) for family in found.values())


def dense_rows(indices: Iterable[str], rows: Mapping[str, Row]) -> list[list[int]]:
    """The rows of a family with the columns that occur in it."""
    listed = list(indices)
    columns = sorted({column for index in listed for column in rows[index]})
    return [[rows[index].get(column, 0) for column in columns] for index in listed]


def residues(rows: Sequence[Sequence[int]], field: PrimeField) -> Residues:
    """Integer rows modulo a prime."""
    return np.array([[value % field.modulus for value in row] for row in rows], dtype=np.int64)


def modular_rank(table: OperatorRows, field: PrimeField) -> int:
    """Rank of the operators in a prime field, family by family: a lower bound of their rank."""
    listed = families(table.rows)
    return sum(field.rank(residues(dense_rows(family, table.rows), field)) for family in listed)
