"""Integer relations Σ c_ξ Φ_ξ(M) = 0: which operators vanish, coincide, or depend on others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import gcd, lcm

import networkx as nx
import numpy as np
from flint import fmpz_mat

from symqnn.algebra.modular import PrimeField, Residues
from symqnn.algebra.pauli import PauliSum
from symqnn.expansion.layer import Operator, layer_maps
from symqnn.expansion.output import Expansion

Relation = Mapping[str, int]
MAX_COMPONENT = 100  # operators of one component whose relations are all computed
Row = dict[object, int]


@dataclass(frozen=True)
class Coordinates:
    """Operators in integer coordinates: Pauli words, or real and imaginary parts of matrix entries.

    Args:
        rows: ξ → non-zero coordinates. scale: the common denominator they were multiplied by.
    """

    rows: Mapping[str, Row]
    scale: int


@dataclass(frozen=True)
class RankAnalysis:
    """Rank of a family of operators, with all relations between them.

    Args:
        rank: exact rank over the rationals; None if a component was too large for all its relations.
        modular_rank: rank in the prime field used, never larger.
        relations: integer relations, shortest first; a basis of all of them where ``rank`` is known.
        components: families of operators that share a coordinate (blocks of the Gram matrix).
    """

    rank: int | None
    modular_rank: int
    relations: tuple[Relation, ...]
    components: tuple[tuple[str, ...], ...]


def coordinates(expansion: Expansion, with_zero: bool) -> Coordinates:
    """Integer coordinates of all non-zero operators over one common scale, so that relations and inner products can be read off."""
    listed = {xi: operator for xi, operator in expansion.items() if with_zero or set(xi) != {"0"}}
    scale = lcm(*(operator.denominator for operator in listed.values()))
    rows = {xi: {key: value * (scale // operator.denominator) for key, value in _entries(operator)} for xi, operator in listed.items()}
    return Coordinates(rows, scale)


def _entries(operator: Operator) -> Iterable[tuple[object, int]]:
    if isinstance(operator, PauliSum):
        return zip(map(bytes, operator.keys), operator.numerators.tolist(), strict=True)
    parts = ((name, part.entries()) for name, part in (("re", operator.real), ("im", operator.imaginary)))
    return [((name, k), int(value)) for name, values in parts for k, value in enumerate(values) if value]


def modular_rank(expansion: Expansion, field: PrimeField, with_zero: bool) -> int:
    """Rank of the operators in a prime field, component by component: a lower bound of their rank."""
    rows = coordinates(expansion, with_zero).rows
    return sum(field.rank(_residues(_dense(component, rows), field)) for component in _components(rows))


def analyse(expansion: Expansion, field: PrimeField, with_zero: bool) -> RankAnalysis:
    """Exact rank and all relations, component by component."""
    rows = coordinates(expansion, with_zero).rows
    every = ["".join(xi) for xi in product("012", repeat=expansion.layers)]
    vanishing: list[Relation] = [{xi: 1} for xi in every if xi not in rows and (with_zero or set(xi) != {"0"})]
    components = _components(rows)
    modular, relations, complete = 0, vanishing, True
    for component in components:
        pivots, found = _component_relations(component, rows, field)
        complete = complete and (pivots == len(component) or len(component) <= MAX_COMPONENT)
        modular += pivots
        relations = relations + found
    rank = len(every) - (not with_zero) - len(relations) if complete else None
    relations.sort(key=lambda relation: (len(relation), sum(map(abs, relation.values())), sorted(relation)))
    return RankAnalysis(rank, modular, tuple(relations), tuple(components))


def _components(rows: Mapping[str, Row]) -> list[tuple[str, ...]]:
    """Operators that can be related: connected components of the bipartite graph of operators and coordinates."""
    graph = nx.Graph()
    for xi, entries in rows.items():
        nx.add_star(graph, [xi, *((key,) for key in entries)])  # coordinates are wrapped so that they never equal a ξ
    return sorted(tuple(sorted(node for node in part if isinstance(node, str))) for part in nx.connected_components(graph))


def _dense(names: Sequence[str], rows: Mapping[str, Row]) -> list[list[int]]:
    keys = sorted({key for xi in names for key in rows[xi]}, key=repr)
    return [[rows[xi].get(key, 0) for key in keys] for xi in names]


def _residues(dense: list[list[int]], field: PrimeField) -> Residues:
    return np.array([[value % field.modulus for value in row] for row in dense], dtype=np.int64)


def _component_relations(names: Sequence[str], rows: Mapping[str, Row], field: PrimeField) -> tuple[int, list[Relation]]:
    """Number of pivots modulo the prime, and a basis of the relations."""
    dense = _dense(names, rows)
    residues = _residues(dense, field)
    _, columns = field.echelon(residues)
    rank = len(columns)
    if rank == len(names):
        return rank, []
    if len(names) > MAX_COMPONENT:  # exact kernels are slow: one relation, between the pivot rows and one more
        _, independent = field.echelon(residues.T)
        kept = sorted({*independent, next(k for k in range(len(names)) if k not in independent)})
        names, dense = [names[k] for k in kept], [dense[k] for k in kept]
    # the relations of some columns contain all relations; they are exact once they annihilate every column
    found = _kernel(names, dense, columns)
    exact = all(_annihilates(relation, rows) for relation in found)
    return rank, found if exact else _kernel(names, dense, range(len(dense[0])))


def _kernel(names: Sequence[str], dense: list[list[int]], columns: Sequence[int]) -> list[Relation]:
    kernel, nullity = fmpz_mat([[row[k] for row in dense] for k in columns]).nullspace()
    return [_primitive(names, [int(kernel[k, column]) for k in range(len(names))]) for column in range(nullity)]


def _primitive(names: Sequence[str], values: Sequence[int]) -> Relation:
    common = gcd(*values)
    first = next(value for value in values if value)
    scale = common if first > 0 else -common
    return {xi: value // scale for xi, value in zip(names, values, strict=True) if value}


def _annihilates(relation: Relation, rows: Mapping[str, Row]) -> bool:
    total: dict[object, int] = {}
    for xi, factor in relation.items():
        for key, value in rows[xi].items():
            total[key] = total.get(key, 0) + factor * value
    return not any(total.values())


def find_vanishing(generators: Sequence[Operator], observable: Operator, with_zero: bool) -> Relation | None:
    """A vanishing Φ_ξ(M), found greedily from the innermost layer outwards without expanding; None if the search finds none.

    Each step goes on with the smaller of Φ^(0) and Φ^(1); once an image is zero, every composition that contains it vanishes.
    """
    digits: list[str] = []
    current = observable
    for generator in reversed(generators):
        zeroth, first, _ = layer_maps(current, generator)
        rest = len(generators) - len(digits) - 1
        if not first:
            return {"0" * rest + "1" + "".join(reversed(digits)): 1}
        if not zeroth and (with_zero or rest > 0 or set(digits) - {"0"}):
            return {"1" * rest + "0" + "".join(reversed(digits)): 1}
        smaller_first = not zeroth or _terms(first) < _terms(zeroth)
        digits.append("1" if smaller_first else "0")
        current = first if smaller_first else zeroth
    return None


def _terms(operator: Operator) -> int:
    """Size of an operator, for choosing the branch that is likelier to vanish soon."""
    return len(operator) if isinstance(operator, PauliSum) else operator.dimension**2
