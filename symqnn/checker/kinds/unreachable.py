"""Kind unreachable: targets that no state and label can give as a residual
(Eqn 18 has no solution).

A relation sum of x_e A_e = 0 over e != 0 forces sum of x_e tr(D A_e) = 0 for every D. A residual
that is a multiple of the target c plus a constant has tr(D A_e) = lambda c_e for all e != 0;
if sum of x_e c_e != 0, then lambda = 0.
"""

from ..mathematics.relations import read_relations, verify_relations
from ..trusted.network import network_of
from ..trusted.reading import Node

STATEMENTS = ("equation-18",)


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Each relation holds exactly, and its target does not respect it."""
    network, _ = network_of(instance)
    (targets_node,), (relations_node,) = claim.fields("targets"), witness.fields("relations")
    p, targets = len(network.units), targets_node.elements()
    if not targets:
        raise targets_node.reject("no target")
    relations_node.elements(len(targets))
    relations = read_relations(relations_node, p, False)
    # sum x_e A_e = 0, so sum x_e tr(D A_e) = 0 for every D
    verify_relations(relations_node, network, relations)
    for node, relation, place in zip(targets, relations, relations_node.elements(), strict=True):
        target = node.polynomial(p)
        if not target or (0,) * p in target:
            raise node.reject("not a target: constant, or with a constant term")
        # if tr(D A_e) = lambda c_e for all e != 0, then lambda sum x_e c_e = 0: lambda = 0
        if sum(x * target.get(index, 0) for index, x in relation.items()) == 0:
            raise place.reject(
                "the target respects this relation: it does not show that it is unreachable"
            )
    number = "target is" if len(targets) == 1 else f"{len(targets)} targets are"
    return (
        f"{statement}: {number} unreachable: no state and label give a non-zero multiple plus "
        "a constant as residual"
    )
