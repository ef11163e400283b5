"""Kind independence: all Phi_xi(M), xi != 0, are linearly independent, because their rank is full modulo a prime.

A relation over C between Hermitian operators over Q(i) gives one with coprime integers, which stays one modulo q.
Several blocks: Phi_xi(M) is a tensor product over the blocks, and tensor products of independent families are
independent; the operators with xi != 0 are some of them.
"""

from .instance import Network, read_block, read_network, restrict
from .layers import modular_rank
from .modular import read_field
from .reading import Node

STATEMENTS = ("definition-1",)


def read_partition(node: Node, network: Network) -> list[Network]:
    """The networks of the blocks; every generator and factor lies in exactly one block."""
    blocks = [read_block(element, network) for element in node.elements()]
    if sorted(qubit for block in blocks for qubit in block) != list(range(network.qubits or 0)):
        raise node.reject("not a partition of the qubits")
    if blocks != sorted(blocks):
        raise node.reject("not ordered by first element")
    parts = [restrict(node, network, block) for block in blocks]
    if sum(len(part.generators) for part in parts) != len(network.generators):
        raise node.reject("a generator is a multiple of the identity and lies in no block")
    return parts


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Rank 3^p - 1 of one block, or rank 3^(p_b) of each of several."""
    network = read_network(instance.fields("network")[0])
    independent, operators = claim.fields("independent", "operators")
    independent.require_boolean(True)
    operators.require_operators(len(network.generators))
    modulus, root, *rest = witness.fields("modulus", "root", *(("blocks",) if network.qubits else ()))
    parts = read_partition(rest[0], network) if rest else [network]
    q, i = read_field(modulus, root, network.denominator())
    several = len(parts) > 1
    for position, part in enumerate(parts):
        required = 3 ** len(part.generators) - (0 if several else 1)
        if modular_rank(part, q, i, several) != required:
            where = f"the operators of block {position}" if several else "the operators"
            raise witness.reject(f"the rank of {where} modulo {q} is below {required}")
    how = f"full rank in each of {len(parts)} blocks" if several else f"rank {operators.value}"
    return f"{statement}: the {operators.value} operators are linearly independent ({how} modulo {q})"
