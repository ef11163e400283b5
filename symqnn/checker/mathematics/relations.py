"""Exact linear relations between the operators A_e of a network."""

from __future__ import annotations

from ..trusted.network import Network
from ..trusted.operators import linear
from ..trusted.rank import rank
from ..trusted.reading import Index, Node
from .expand import expansion

Relation = dict[Index, int]
PRIME = 2**31 - 1


def read_relations(node: Node, parameters: int, with_zero: bool) -> list[Relation]:
    """[{INDEX: INTEGER != 0, ...}, ...], none empty; the index 0...0 only if `with_zero`."""
    relations = []
    for element in node.elements():
        found = element.indices(parameters)
        if not found:
            raise element.reject("an empty relation")
        if not with_zero and (0,) * parameters in found:
            raise element.reject("the index 0...0 is not among the operators of the whole network")
        relations.append({index: value.integer(zero=False) for index, value in found.items()})
    if not relations:
        raise node.reject("no relation")
    return relations


def verify_relations(node: Node, network: Network, relations: list[Relation]) -> None:
    """Each combination sum of x_e A_e is 0, exactly."""
    wanted = frozenset(index for relation in relations for index in relation)
    operators = expansion(network, wanted)
    for element, relation in zip(node.elements(), relations, strict=True):
        used = [index for index in relation if index in operators]  # the others are 0
        total = (
            linear([relation[index] for index in used], [operators[index] for index in used])
            if used
            else None
        )
        if total is not None and not total.is_zero:
            raise element.reject("the combination is not 0")


def require_independent(node: Node, relations: list[Relation], q: int = PRIME) -> None:
    """Reject relations that are linearly dependent modulo a prime."""
    columns = sorted({index for relation in relations for index in relation})
    rows = [[relation.get(index, 0) % q for index in columns] for relation in relations]
    if rank(rows, q) != len(relations):
        raise node.reject(f"the relations are not linearly independent modulo {q}")
