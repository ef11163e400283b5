"""Kind bounds: upper bounds on the number of isolated critical points of a loss, from its degrees alone."""

from math import prod

from .losses import Terms, read_loss
from .reading import Node

STATEMENTS = ("theorem-7",)
NAMES = ("degree", "l1_degree", "paper", "bezout", "multihomogeneous", "nondegenerate_minima")


def permanent(matrix: list[list[int]]) -> int:
    """Permanent, by expansion along the first row."""
    if not matrix:
        return 1
    return sum(value * permanent([row[:k] + row[k + 1 :] for row in matrix[1:]]) for k, value in enumerate(matrix[0]) if value)


def bounds(p: int, loss: Terms) -> dict[str, int]:
    """All bounds; the derivative by angle l consists of the terms with angle l, at the same frequencies.

    cos(k phi) = T_k(c) and sin(k phi) = s U_(k-1)(c) have degree k in (c, s) with different top monomials, so the degree of g_l
    is the largest |k|_1, and its degree in the pair of angle j the largest k_j, over these terms.
    """
    vectors = [tuple((e + 1) // 2 for e in index) for index in loss]
    derivatives = [[k for k in vectors if k[angle]] for angle in range(p)]
    degree = max((max(k) for k in vectors), default=0)
    multihomogeneous = 2**p * permanent([[max((k[j] for k in part), default=0) for j in range(p)] for part in derivatives])
    return {
        "degree": degree,
        "l1_degree": max(map(sum, vectors), default=0),
        "paper": (2 * degree * p) ** p,
        "bezout": 2**p * prod(max(map(sum, part), default=0) for part in derivatives),
        "multihomogeneous": multihomogeneous,
        "nondegenerate_minima": multihomogeneous // 2,
    }


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Recompute the loss and compare every bound."""
    witness.fields()
    (loss_node,) = instance.fields("loss")
    p, loss = read_loss(loss_node)
    if not all(any(index[angle] for index in loss) for angle in range(p)):
        raise loss_node.reject("an angle does not occur in the loss: its critical points are not isolated")
    found = bounds(p, loss)
    for name, node in zip(NAMES, claim.fields(*NAMES), strict=True):
        if node.integer() != found[name]:
            raise node.reject(f"recomputed to {found[name]}")
    return (f"{statement}: at most {found['multihomogeneous']} isolated critical points (multihomogeneous; Bezout {found['bezout']}, paper {found['paper']}), "
            f"so at most {found['nondegenerate_minima']} local minima if all are nondegenerate (p = {p}, l1 degree {found['l1_degree']})")
