"""Kind expansion: the exact coefficients of M(theta), of tr(rho M(theta)), of M shifted by half a
period, of a training loss.
"""

from collections.abc import Mapping
from dataclasses import replace

from ..mathematics.expand import expansion
from ..mathematics.frequencies import levels
from ..mathematics.instance import expectation, read_state
from ..mathematics.loss import polynomial, read_training
from ..trusted.network import Network, network_of, read_operator
from ..trusted.operators import linear
from ..trusted.reading import Index, Node, index_text

STATEMENTS = ("equation-11", "equation-12", "equations-13-15", "loss")


def compare(
    node: Node, claimed: Mapping[Index, object], computed: Mapping[Index, object], where: str = ""
) -> None:
    """Reject unless both hold the same indices with equal values."""
    for index in claimed:
        place = Node(None, node, index_text(index))
        if index not in computed:
            raise place.reject(f"recomputed to 0{where}; zeros are left out")
        if claimed[index] != computed[index]:
            raise place.reject(f"differs from the recomputed value{where}")
    for index in computed:
        if index not in claimed:
            raise node.reject(
                f"{index_text(index)} is missing: its recomputed value{where} is not 0"
            )


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Recompute all coefficients and compare them with the claimed ones, each and no other."""
    witness.fields()
    if statement == "loss":
        (node,), training = claim.fields("coefficients"), read_training(instance)
        claimed = node.polynomial(training.angles)
        compare(node, claimed, polynomial(training))
        return (
            f"loss: the training loss has exactly these coefficients, "
            f"{len(claimed)} in number (p = {training.angles})"
        )
    if statement == "equation-12":
        network, (state_node,) = network_of(instance, "state")
        (node,), p = claim.fields("coefficients"), len(network.units)
        claimed = node.polynomial(p)
        compare(node, claimed, expectation(network, read_state(state_node, network)))
        return (
            "equation-12: tr(rho M(theta)) has exactly these coefficients, "
            f"{len(claimed)} in number (p = {p})"
        )
    network, _ = network_of(instance)
    (node,), p = claim.fields("operators"), len(network.units)
    operators = {index: read_operator(value, network) for index, value in node.indices(p).items()}
    if statement == "equation-11":
        compare(node, operators, expansion(network))
        return (
            f"equation-11: M(theta) is the sum over exactly these {len(operators)} operators "
            f"(p = {p})"
        )
    for position in range(p):
        signed = {
            index: linear((-1 if index[position] else 1,), (a,)) for index, a in operators.items()
        }
        compare(
            node,
            signed,
            expansion(shifted(instance, network, position)),
            f" (angle {position + 1} shifted by pi)",
        )
    return (
        f"equations-13-15: shifting any of {p} angles by pi multiplies each of the "
        f"{len(operators)} operators by +-1"
    )


def shifted(node: Node, network: Network, position: int) -> Network:
    """The network with phi_l + pi in place of phi_l: u a grows by pi in the gate of this parameter,
    which is two-level.
    """
    gates = list(network.gates)
    (number,) = [k for k, gate in enumerate(gates) if position in gate.parameters][:1]
    gate = gates[number]
    values = [value for value, _ in levels(gate)]
    alone = sum(position in other.parameters for other in gates) == len(gate.parameters) == 1
    two_level = len(values) == 2 and values[1] - values[0] == gate.step
    if not (two_level and alone and gate.step * abs(gate.angle[0][1]) == network.units[position]):
        raise node.reject("not a network of two-level gates with a parameter of its own each")
    gates[number] = replace(gate, fixed=(-gate.fixed[0], -gate.fixed[1]))
    return replace(network, gates=tuple(gates))
