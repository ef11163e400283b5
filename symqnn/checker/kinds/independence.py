"""Kind independence: the Fourier components of M(theta), k != 0, are linearly independent: their
rank modulo a prime is full.

They span what the operators A_e, e != 0, span. A relation over C between Hermitian operators over
Q(i) gives one with coprime integers, which stays one modulo q. Several blocks that share no
parameter: components are tensor products over the blocks, and tensor products of independent
families are independent; those with k != 0 are some of them.
"""

from ..mathematics.blocks import read_block, restrict
from ..mathematics.expand import residues
from ..mathematics.frequencies import number_of_vectors
from ..trusted.modular import read_field
from ..trusted.network import Network, network_of
from ..trusted.rank import rank
from ..trusted.reading import Node, shown

STATEMENTS = ("definition-1",)


def modular_rank(network: Network, q: int, i: int, with_zero: bool) -> int:
    """Rank over F_q, under i -> root, of all A_e, with or without e = 0...0."""
    rows = residues(network, q, i)
    return rank([row for index, row in rows.items() if with_zero or any(index)], q)


def read_partition(node: Node, network: Network) -> list[Network]:
    """The networks of the blocks; every gate, factor and parameter lies in exactly one block."""
    blocks = [read_block(element, network) for element in node.elements()]
    if sorted(qubit for block in blocks for qubit in block) != list(range(network.qubits or 0)):
        raise node.reject("not a partition of the qubits")
    if blocks != sorted(blocks):
        raise node.reject("not ordered by first element")
    if len(blocks) == 1:
        return [network]
    return [restrict(node, network, block)[0] for block in blocks]


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Rank |K| - 1 of one block, or rank |K_b| of each of several."""
    network, _ = network_of(instance)
    independent, operators = claim.fields("independent", "operators")
    independent.require_boolean(True)
    number = number_of_vectors(network) - 1
    operators.require_integer(number, "the number of components with k != 0")
    modulus, root, *rest = witness.fields(
        "modulus", "root", *(("blocks",) if network.qubits else ())
    )
    parts = read_partition(rest[0], network) if rest else [network]
    # i -> root maps the rational numbers whose denominators q does not divide, and i, onto F_q: a
    # relation stays one, a rank modulo q never exceeds the rank
    q, i = read_field(modulus, root, network.denominator())
    several = len(parts) > 1
    for position, part in enumerate(parts):
        # one block: the A_e with e != 0; several: all A_e of each, tensor products of which are
        # those of the network
        required = number_of_vectors(part) - (0 if several else 1)
        if modular_rank(part, q, i, several) != required:
            where = f"the operators of block {position}" if several else "the operators"
            raise witness.reject(f"the rank of {where} modulo {q} is below {required}")
    how = f"full rank in each of {len(parts)} blocks" if several else f"rank {shown(number)}"
    return f"{statement}: the {shown(number)} operators are linearly independent ({how} modulo {q})"
