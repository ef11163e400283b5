"""Exact relations between integer rows: found by pivots modulo a prime, proved over Z.

With pivot rows P and pivot columns C modulo q the square matrix B = R[P, C] is invertible modulo q,
hence over the rationals. Any other row has at most one representation by the pivot
rows, y = R[j, C]·B⁻¹; it is one iff y·R[P] = R[j] in every column. If it is for all j,
then rank R = |P| and these relations are a basis of all relations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import gcd

from flint import fmpq_mat, fmpz_mat

from symqnn.algebra.modular import PrimeField
from symqnn.errors import InternalError
from symqnn.independence.rows import residues

Relation = Mapping[str, int]


@dataclass(frozen=True)
class Elimination:
    """Integer rows with pivots modulo a prime.

    Args:
        names: of the rows. dense: the rows.
        pivots: positions of rows that are independent modulo q, each the first that is independent
            of those before.
        columns: as many columns, so that the square submatrix is invertible modulo q.
    """

    names: tuple[str, ...]
    dense: Sequence[Sequence[int]]
    pivots: tuple[int, ...]
    columns: tuple[int, ...]

    @property
    def others(self) -> tuple[int, ...]:
        """Positions of the rows without pivot."""
        taken = set(self.pivots)
        return tuple(k for k in range(len(self.names)) if k not in taken)

    @cached_property
    def pivot_rows(self) -> fmpz_mat:
        """R[P]."""
        return fmpz_mat([list(self.dense[k]) for k in self.pivots])

    @cached_property
    def square(self) -> fmpz_mat:
        """B = R[P, C]."""
        return fmpz_mat([[self.dense[k][column] for column in self.columns] for k in self.pivots])

    @cached_property
    def at_columns(self) -> fmpz_mat:
        """R[:, C]."""
        return fmpz_mat([[row[column] for column in self.columns] for row in self.dense])

    def relations(self, positions: Sequence[int]) -> list[Relation] | None:
        """The relation between the pivot rows and each of some other rows.

        None if one of them is no combination of those: the rank is larger than modulo q.
        """
        if not positions:
            return []
        if not self.pivots:
            return None
        right = fmpz_mat([[self.dense[j][column] for j in positions] for column in self.columns])
        solution, denominator = solve_square(self.square.transpose(), right)
        combined = solution.transpose() * self.pivot_rows
        wanted = fmpz_mat([list(self.dense[j]) for j in positions]) * denominator
        if combined != wanted:
            return None
        names = [self.names[k] for k in self.pivots]
        found = []
        for j, values in zip(positions, solution.transpose().tolist(), strict=True):
            pairs = dict(zip(names, map(int, values), strict=True))
            found.append(coprime({**pairs, self.names[j]: -denominator}))
        return found


def eliminate(
    names: Sequence[str], dense: Sequence[Sequence[int]], field: PrimeField
) -> Elimination:
    """Pivots of integer rows modulo a prime; earlier rows are preferred.

    Example:
        >>> from symqnn.algebra.modular import prime_fields
        >>> found = eliminate("abc", [[1, 0, 2], [2, 0, 4], [0, 3, 0]], next(prime_fields(2, [1])))
        >>> found.pivots, found.relations(found.others)
        ((0, 2), [{'a': 2, 'b': -1}])
    """
    table = residues(dense, field)
    _, pivots = field.echelon(table.T)
    if not pivots:
        return Elimination(tuple(names), dense, (), ())
    _, columns = field.echelon(table[pivots])
    return Elimination(tuple(names), dense, tuple(pivots), tuple(columns))


def solve_square(square: fmpz_mat, right: fmpz_mat) -> tuple[fmpz_mat, int]:
    """Integers x and q > 0 with square·x = q·right, for an invertible matrix.

    Raises:
        InternalError: FLINT answers in integers (never).
    """
    solution = square.solve(right)
    if not isinstance(solution, fmpq_mat):
        raise InternalError("integers were solved for where rational numbers were asked for")
    numerators, denominator = solution.numer_denom()
    return numerators, int(denominator)


def coprime(values: Mapping[str, int]) -> Relation:
    """The relation with coprime coefficients ≠ 0, the first in the order of the names positive."""
    kept = {name: values[name] for name in sorted(values) if values[name]}
    divisor = gcd(*kept.values())
    scale = divisor if next(iter(kept.values())) > 0 else -divisor
    return {name: value // scale for name, value in kept.items()}


def by_length(relation: Relation) -> tuple[int, int, list[str]]:
    """Order of relations: few terms first, then small coefficients."""
    return len(relation), sum(map(abs, relation.values())), sorted(relation)
