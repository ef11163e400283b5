"""The values (tr(D·A_e))_e that Hermitian matrices D give to some operators, and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice
from math import gcd, lcm

from flint import fmpz_mat

from symqnn.algebra.exact import short_integer
from symqnn.algebra.modular import prime_fields
from symqnn.errors import InternalError, SizeError
from symqnn.independence.elimination import (
    Elimination,
    Relation,
    by_length,
    coprime,
    eliminate,
    solve_square,
)
from symqnn.independence.rows import OperatorRows, Row, dense_rows, families

MAX_CELLS = 20_000_000
PRIMES_TRIED = 20
MAX_COMPARED = 64  # relations compared to find a short one
Values = Mapping[str, Fraction]


@dataclass(frozen=True)
class Direction:
    """Operators that are multiples of one another.

    Args:
        row: a primitive integer row. members: (index e, factor): the row of A_e is factor·row.
    """

    row: Row
    members: tuple[tuple[str, int], ...]

    @property
    def name(self) -> str:
        """The index of the first operator."""
        return self.members[0][0]


class Span:
    r"""The vectors :math:`(\operatorname{tr}(DA_e))_e` for all Hermitian D.

    It is the column space of the rows of the A_e.

    A vector c is in it iff Σ x_e c_e = 0 for every relation Σ x_e A_e = 0.

    Args:
        table: the operators A_e ≠ 0; A_e = 0 at every other index.

    Example:
        >>> from symqnn import QNN, expand
        >>> from symqnn.independence.rows import operator_rows
        >>> span = Span(operator_rows(expand(QNN(["Z", "Z"], "Y"))).without_constant())
        >>> span.forbidding({"11": Fraction(1), "22": Fraction(1)})
        {'11': 1, '22': 1}
    """

    def __init__(self, table: OperatorRows) -> None:
        self.table = table
        self._known: dict[tuple[tuple[str, Fraction], ...], Relation | None] = {}
        self._eliminations: dict[tuple[str, int], Elimination] = {}

    def forbidding(self, values: Values) -> Relation | None:
        """A relation Σ x_e A_e = 0 with Σ x_e c_e ≠ 0; None if the values c are in the span.

        Args:
            values: c by index, 0 at other indices.
        """
        key = tuple(sorted(values.items()))
        if key not in self._known:
            self._known[key] = self._find({index: value for index, value in key if value})
        return self._known[key]

    def _find(self, values: Values) -> Relation | None:
        # a value at an operator that vanishes
        for index in values:
            if index not in self.table.rows:
                return {index: 1}
        # multiples of one operator need multiples of one value
        touched = {self._home[index] for index in values}
        single: dict[str, Fraction] = {}
        for name in sorted(touched):
            relation, value = _within(self._directions[name], values)
            if relation:
                return relation
            single[name] = value
        # different directions
        for family in sorted({self._family_of[name] for name in single}):
            relation = self._between(family, single)
            if relation:
                return relation
        return None

    @cached_property
    def _directions(self) -> Mapping[str, Direction]:
        found: dict[tuple[tuple[int, int], ...], list[tuple[str, int]]] = {}
        for index, row in self.table.rows.items():
            entries = sorted(row.items())
            factor = gcd(*row.values()) * (1 if entries[0][1] > 0 else -1)
            key = tuple((column, value // factor) for column, value in entries)
            found.setdefault(key, []).append((index, factor))
        listed = [Direction(dict(key), tuple(members)) for key, members in found.items()]
        return {direction.name: direction for direction in listed}

    @cached_property
    def _home(self) -> Mapping[str, str]:
        """The direction of each operator."""
        return {
            index: name
            for name, direction in self._directions.items()
            for index, _ in direction.members
        }

    @cached_property
    def _families(self) -> list[tuple[str, ...]]:
        """Directions that can be related, those with few coordinates first."""
        rows = {name: direction.row for name, direction in self._directions.items()}
        return [
            tuple(sorted(family, key=lambda name: (len(rows[name]), name)))
            for family in families(rows)
        ]

    @cached_property
    def _family_of(self) -> Mapping[str, int]:
        return {name: k for k, family in enumerate(self._families) for name in family}

    def _between(self, family: int, values: Values) -> Relation | None:
        """A forbidding relation between the directions of one family."""
        for prime in range(PRIMES_TRIED):
            eliminated = self._eliminated(family, prime)
            if not eliminated.others:
                return None  # no relation at all
            failing = _failing(eliminated, values)
            if not failing:
                return None
            # with y·R[P] = R[j]: Σ_P y·c - c_j = R[j]·d - c_j ≠ 0, d solving the equations of P
            found = eliminated.relations(failing[:MAX_COMPARED])
            if found is not None:
                return min(map(self._in_operators, found), key=by_length)
        raise InternalError(
            f"{len(self._families[family])} operators: rank too small modulo {PRIMES_TRIED} primes"
        )

    def _eliminated(self, family: int, prime: int) -> Elimination:
        names = self._families[family]
        if (names[0], prime) not in self._eliminations:
            rows = {name: self._directions[name].row for name in names}
            columns = len({column for row in rows.values() for column in row})
            if len(names) * columns > MAX_CELLS:
                raise SizeError(
                    f"{len(names)} operators have {columns} coordinates, in all "
                    f"{short_integer(len(names) * columns)} numbers (budget {MAX_CELLS}); the "
                    "relations between them are not determined."
                )
            field = next(islice(prime_fields(2, [1]), prime, None))
            self._eliminations[names[0], prime] = eliminate(names, dense_rows(names, rows), field)
        return self._eliminations[names[0], prime]

    def _in_operators(self, relation: Relation) -> Relation:
        """A relation between directions as one between their first operators: row = A/factor."""
        factors = {name: self._directions[name].members[0][1] for name in relation}
        common = lcm(*factors.values())
        return coprime(
            {name: value * (common // factors[name]) for name, value in relation.items()}
        )


def _within(direction: Direction, values: Values) -> tuple[Relation | None, Fraction]:
    """The value of a direction, or a relation between two of its operators that forbids it."""
    ratios = [values.get(index, Fraction(0)) / factor for index, factor in direction.members]
    other = next((k for k, ratio in enumerate(ratios) if ratio != ratios[0]), None)
    if other is None:
        return None, ratios[0]
    (first, a), (second, b) = direction.members[0], direction.members[other]
    return coprime({first: b, second: -a}), Fraction(0)


def _failing(eliminated: Elimination, values: Values) -> Sequence[int]:
    """The rows j with R[j]·d ≠ c_j, d on the pivot columns solving the pivot rows."""
    wanted = [values.get(name, Fraction(0)) for name in eliminated.names]
    common = lcm(*(value.denominator for value in wanted))
    right = [int(value * common) for value in wanted]
    if not eliminated.pivots:
        return [k for k, value in enumerate(right) if value]
    pivots = fmpz_mat([[right[k]] for k in eliminated.pivots])
    solution, denominator = solve_square(eliminated.square, pivots)
    products = (eliminated.at_columns * solution).entries()
    return [k for k in eliminated.others if products[k] != right[k] * denominator]
