"""Integer relations Σ x_e A_e = 0: which operators vanish, coincide, or depend on others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from symqnn.algebra.modular import PrimeField
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.trigpoly_text import index_text
from symqnn.expansion.layer import Operator, layer_maps
from symqnn.expansion.output import involution
from symqnn.independence.elimination import Elimination, Relation, by_length, eliminate
from symqnn.independence.rows import OperatorRows, dense_rows, families
from symqnn.model.frequencies import Frequencies, FrequencySet
from symqnn.model.gate import Gate

MAX_FAMILY = 100  # operators of one family whose relations are all computed


@dataclass(frozen=True)
class RankAnalysis:
    """Rank of a set of operators, with the relations between them.

    Args:
        rank: exact rank; None if a family was too large for all its relations.
        modular_rank: rank in the prime field used, never larger.
        relations: linearly independent integer relations, shortest first; a basis of all of them
            where ``rank`` is known.
    """

    rank: int | None
    modular_rank: int
    relations: tuple[Relation, ...]


def analyse(
    table: OperatorRows, indices: Sequence[str], fields: Iterable[PrimeField], wanted: int = 1
) -> RankAnalysis:
    """Rank and relations of the operators at some indices, family by family.

    Args:
        table: their rows. indices: all of them, the vanishing ones too. fields: primes to try in
            turn.
        wanted: relations that are looked for in a large family, where all would take too long.
    """
    primes = list(fields)
    vanishing: list[Relation] = [{index: 1} for index in sorted(set(indices) - table.rows.keys())]
    relations: list[Relation] = []
    modular, complete = 0, True
    for family in families(table.rows):
        dense = dense_rows(family, table.rows)
        eliminated, found = _family_relations(family, dense, primes, wanted)
        modular += len(eliminated.pivots)
        complete = complete and len(found) == len(eliminated.others)
        relations += found
    ordered = (*vanishing, *sorted(relations, key=by_length))
    return RankAnalysis(len(indices) - len(ordered) if complete else None, modular, ordered)


def _family_relations(
    family: Sequence[str], dense: list[list[int]], primes: Sequence[PrimeField], wanted: int
) -> tuple[Elimination, list[Relation]]:
    """Pivots of a family modulo the first prime whose relations are exact, and these relations."""
    for field in primes:
        eliminated = eliminate(family, dense, field)
        rest = eliminated.others if len(family) <= MAX_FAMILY else eliminated.others[:wanted]
        found = eliminated.relations(rest)
        if found is not None:
            return eliminated, found
    return eliminated, []


def occurring_indices(frequencies: Frequencies, angles: int, with_constant: bool) -> Iterator[str]:
    """The indices e whose frequencies can occur up to signs, as digits, one after the other."""
    texts = [_part_indices(part) for part in frequencies.parts]
    axes = [axis for part in frequencies.parts for axis in part.axes]
    order, zero = [axes.index(axis) for axis in range(angles)], "0" * angles
    in_order = axes == list(range(angles))
    for chosen in product(*texts):
        joined = "".join(chosen)
        index = joined if in_order else "".join(joined[place] for place in order)
        if with_constant or index != zero:
            yield index


def _part_indices(part: FrequencySet) -> list[str]:
    """The basis indices in the angles of one factor of K as digits, in order."""
    shapes = {tuple(abs(k) for k in vector) for vector in part.vectors}
    choices = ([(2 * k - 1, 2 * k) if k else (0,) for k in shape] for shape in shapes)
    found = sorted(digits for choice in choices for digits in product(*choice))
    return [index_text(digits) for digits in found]


def is_own_two_level(gates: Sequence[Gate]) -> bool:
    """Whether all gates are two-level, each with one parameter of its own as its angle."""
    own = [gate.parameters for gate in gates]
    plain = all(
        gate.spectrum.is_two_level and len(gate.factors) == 1 and gate.fixed.cos == 1
        for gate in gates
    )
    return plain and len(set(own)) == len(gates)


def find_vanishing(gates: Sequence[Gate], observable: Operator, with_zero: bool) -> Relation | None:
    """A vanishing A_e of two-level gates with a parameter each, found without expanding.

    Each step goes on with the smaller of Φ^(0) and Φ^(1); once an image is zero, every composition
    that contains it vanishes. None if the search finds none.
    """
    index, current = [0] * len(gates), observable
    for done, gate in enumerate(reversed(gates), start=1):
        zeroth, first, _ = layer_maps(current, involution(gate))
        place = gate.parameters[0]
        if not first:
            index[place] = 1
            return {index_text(index): 1}
        if not zeroth and (with_zero or done < len(gates) or any(index)):
            earlier = [other.parameters[0] for other in gates[: len(gates) - done]]
            for position in earlier:
                index[position] = 1
            return {index_text(index): 1}
        smaller_first = not zeroth or _terms(first) < _terms(zeroth)
        index[place] = int(smaller_first)
        current = first if smaller_first else zeroth
    return None


def _terms(operator: Operator) -> int:
    """Size of an operator, for choosing the branch that is likelier to vanish soon."""
    return len(operator) if isinstance(operator, PauliSum) else operator.dimension**2
