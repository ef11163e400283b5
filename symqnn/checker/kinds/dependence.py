"""Kind dependence: the Fourier components of M(theta), k != 0, are linearly dependent; on request
with their exact rank.

A relation between the operators of a block that is not everything, tensored with A'_e, e != 0,
of the rest, is one between operators of the whole. A rank modulo q never exceeds the rank,
the bounds are never below it: where they meet the rank is known.
"""

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from ..mathematics.blocks import read_block, restrict
from ..mathematics.frequencies import groups, levels, number_of_indices, number_of_vectors, occurs
from ..mathematics.relations import read_relations, require_independent, verify_relations
from ..trusted.modular import read_field
from ..trusted.network import Network, network_of
from ..trusted.reading import Node, shown
from .independence import modular_rank

STATEMENTS = ("definition-1",)


@dataclass(frozen=True)
class Block:
    """A closed block; excluded is 1 (k = 0 is not among its components)
    if it is everything, otherwise 0.
    """

    network: Network
    excluded: int

    @property
    def components(self) -> int:
        """Number of components among which there is a relation."""
        return number_of_vectors(self.network) - self.excluded


def read_closed_block(node: Node, network: Network) -> Block:
    """The network of a closed block with a parameter inside and, unless all is, one outside."""
    qubits = read_block(node, network)
    part, inside = restrict(node, network, qubits)
    if not inside:
        raise node.reject("no parameter in the block")
    whole = len(qubits) == network.qubits
    if not whole and len(inside) == len(network.units):
        raise node.reject("the block is not everything, and no parameter is outside")
    return Block(part, 1 if whole else 0)


def dimension_bound(node: Node, block: Block) -> int:
    """Upper bound of the rank that follows from the multiplicities r_E at `node`; rejects if it is
    not below the number.

    The first gate H, with a parameter of its own, sends A to the sum of P_E A P_E'
    over eigenvalues E, E': components with frequency m = E - E' in it lie in a space
    of dimension sum of r_E r_E'. There are as many of them as frequency vectors of the other gates.
    For m = 0 both are one less without k = 0, because the others are traceless.
    """
    network = block.network
    first = network.gates[0]
    if len(first.parameters) != 1 or any(
        first.parameters[0] in gate.parameters for gate in network.gates[1:]
    ):
        raise node.reject("the first gate has no parameter of its own")
    multiplicities = [number for _, number in levels(first)]
    if node.integers(len(multiplicities)) != tuple(multiplicities):
        raise node.reject("not the multiplicities of the eigenvalues of the first gate")
    # K is a product: as many components have a given frequency in the first gate
    own = next(vectors for members, vectors in groups(network) if members == first.parameters)
    others = number_of_vectors(network) // len(own)
    # dim of the space of P_E A P_E' with E - E' = m
    rooms: Counter[Fraction] = Counter()
    for upper, r in levels(first):
        for lower, s in levels(first):
            rooms[upper - lower] += r * s
    # at m = 0 the trace is one dimension less, k = 0 one component less
    bound = sum(
        min(others - e, room - e) for m, room in rooms.items() for e in [block.excluded * (m == 0)]
    )
    if bound >= block.components:
        raise node.reject("the dimensions leave room for all operators: no relation follows")
    return bound


def relation_bound(node: Node, block: Block, modulus: int | None) -> int:
    """Upper bound N - R of the rank: R relations, N products of cosines and sines
    whose frequencies occur.

    If N exceeds the number of components, so many relations follow from the frequencies
    alone: more are needed.
    """
    network = block.network
    parameters, number = len(network.units), number_of_indices(network) - block.excluded
    relations = read_relations(node, parameters, not block.excluded)
    for element, relation in zip(node.elements(), relations, strict=True):
        if not all(occurs(network, index) for index in relation):
            raise element.reject("an index whose frequencies do not occur")
    # the relations hold exactly; independent ones lower the rank by one each
    verify_relations(node, network, relations)
    if modulus is not None or number > block.components:
        require_independent(node, relations, *([modulus] if modulus else []))
    if number > block.components and number - len(relations) >= block.components:
        raise node.reject("no more relations than follow from the frequencies alone")
    return number - len(relations)


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """A relation is shown or follows from dimensions; the rank modulo q meets a claimed rank."""
    network, _ = network_of(instance)
    independent, operators, rank_node = claim.fields("independent", "operators", "rank")
    independent.require_boolean(False)
    number = number_of_vectors(network) - 1
    operators.require_integer(number, "the number of components with k != 0")
    claimed_rank = None if rank_node.value is None else rank_node.integer()
    by_dimension = witness.choice("reason", "dimension", "relations") == "dimension"
    names = ["multiplicities" if by_dimension else "relations"]
    names += ["block"] if network.qubits else []
    names += ["modulus", "root"] if claimed_rank is not None else []
    found = dict(zip(names, witness.fields("reason", *names)[1:], strict=True))
    block = read_closed_block(found["block"], network) if network.qubits else Block(network, 1)
    q, i = None, 0
    if claimed_rank is not None:
        if not block.excluded:
            raise found["block"].reject("a rank is claimed, so the block must be everything")
        q, i = read_field(found["modulus"], found["root"], network.denominator())
    if by_dimension:
        upper, why = dimension_bound(found["multiplicities"], block), "more than dimensions allow"
    else:
        upper, why = relation_bound(found["relations"], block, q), "an exact relation"
    summary = f"{statement} fails: the {shown(number)} operators are linearly dependent ({why})"
    # a relation was shown: Definition 1 fails. A rank is known where the bound of the relations and
    # the rank modulo q meet
    if claimed_rank is None or q is None:
        return summary
    if claimed_rank != upper:
        raise rank_node.reject("not the upper bound of the rank that the witness proves")
    if modular_rank(network, q, i, False) < claimed_rank:
        raise rank_node.reject(
            f"the rank modulo {q} is lower, so the claimed rank is not confirmed"
        )
    return f"{summary}; their rank is {claimed_rank}"
