"""Kind dependence: the Phi_xi(M), xi != 0, are linearly dependent; on request with their exact rank.

A relation between the operators of a block that is not everything, tensored with Phi_xi'(M'), xi' != 0, of the rest,
is one between operators with xi != 0. A rank modulo q never exceeds the rank, the bounds are never below it:
where they meet the rank is known.
"""

from dataclasses import dataclass

from .instance import Network, read_block, read_network, restrict
from .layers import modular_rank, relation_holds
from .modular import rank, read_field
from .operators import trace
from .reading import Node

STATEMENTS = ("definition-1",)
Relation = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Block:
    """A closed block; excluded is 1 (xi = 0...0 is not among its operators) if it is everything, otherwise 0."""

    network: Network
    excluded: int

    @property
    def layers(self) -> int:
        """Number p_b of generators."""
        return len(self.network.generators)

    @property
    def operators(self) -> int:
        """Number N of operators among which there is a relation."""
        return int(3**self.layers) - self.excluded


def read_closed_block(node: Node, network: Network) -> Block:
    """The network of a closed block with at least one generator inside and, unless it is whole, one outside."""
    qubits = read_block(node, network)
    part, whole = restrict(node, network, qubits), len(qubits) == network.qubits
    if not part.generators:
        raise node.reject("no generator in the block")
    if not whole and len(part.generators) == len(network.generators):
        raise node.reject("the block is not everything, and no generator is outside")
    return Block(part, 1 if whole else 0)


def dimension_bound(node: Node, block: Block) -> int:
    """Upper bound of the rank that follows from the multiplicity r at `node`; rejects if it is not below N.

    Operators with xi_1 != 0 anticommute with H_1: as many with xi_1 = 1 as with xi_1 = 2, together in a real space of
    dimension 2r(d-r). Those with xi_1 = 0 commute with H_1: dimension r^2 + (d-r)^2, one less without xi = 0...0,
    because the others are traceless.
    """
    d, r, e = block.network.dimension, node.integer(), block.excluded
    numerator, denominator = trace(block.network.generators[0])
    if (2 * r - d) * denominator != numerator:
        raise node.reject("not the multiplicity of the eigenvalue +1 of the first generator")
    third = int(3 ** (block.layers - 1))
    bound = 2 * min(third, r * (d - r)) + min(third - e, r**2 + (d - r) ** 2 - e)
    if bound >= block.operators:
        raise node.reject("the dimensions leave room for all operators: no relation follows")
    return bound


def read_relations(node: Node, block: Block) -> list[Relation]:
    """Non-empty list of non-empty maps from XI to non-zero coefficients, each of which is a relation."""
    relations = []
    for element in node.elements():
        found = element.xi_mapping(block.layers)
        if block.excluded and "0" * block.layers in found:
            raise element.reject("xi = 0...0 is not among the operators of the whole network")
        relations.append(tuple(sorted((xi, value.integer(zero=False)) for xi, value in found.items())))
        if not found:
            raise element.reject("an empty relation")
        if not relation_holds(block.network, relations[-1]):
            raise element.reject("the combination is not 0")
    if not relations:
        raise node.reject("no relation")
    return relations


def require_independent(node: Node, relations: list[Relation], q: int) -> None:
    """Reject relations that are linearly dependent modulo q."""
    columns = sorted({xi for relation in relations for xi, _ in relation})
    rows = [[dict(relation).get(xi, 0) % q for xi in columns] for relation in relations]
    if rank(rows, q) != len(relations):
        raise node.reject(f"the relations are not linearly independent modulo {q}")


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """A relation is shown or follows from dimensions; a claimed rank is met by the rank modulo q."""
    network = read_network(instance.fields("network")[0])
    independent, operators, rank_node = claim.fields("independent", "operators", "rank")
    independent.require_boolean(False)
    operators.require_operators(len(network.generators))
    claimed_rank = None if rank_node.value is None else rank_node.integer()
    by_dimension = witness.choice("reason", "dimension", "relations") == "dimension"
    names = ["multiplicity" if by_dimension else "relations"]
    names += ["block"] if network.qubits else []
    names += ["modulus", "root"] if claimed_rank is not None else []
    found = dict(zip(names, witness.fields("reason", *names)[1:], strict=True))
    block = read_closed_block(found["block"], network) if network.qubits else Block(network, 1)
    if claimed_rank is not None:
        if not block.excluded:
            raise found["block"].reject("a rank is claimed, so the block must be everything")
        q, i = read_field(found["modulus"], found["root"], network.denominator())
    if by_dimension:
        upper, why = dimension_bound(found["multiplicity"], block), "more than dimensions allow"
    else:
        relations = read_relations(found["relations"], block)
        upper, why = block.operators - len(relations), "an exact relation"
    summary = f"{statement} fails: the {operators.value} operators are linearly dependent ({why})"
    if claimed_rank is None:
        return summary
    if claimed_rank != upper:
        raise rank_node.reject("not the upper bound of the rank that the witness proves")
    if not by_dimension:
        require_independent(found["relations"], relations, q)
    if modular_rank(network, q, i, False) < claimed_rank:
        raise rank_node.reject(f"the rank modulo {q} is lower, so the claimed rank is not confirmed")
    return f"{summary}; their rank is {claimed_rank}"
