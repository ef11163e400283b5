"""Kind bounds: upper bounds on the number of isolated critical points of a loss, from its degrees
and its support, and a number of complex solutions of the critical equations that there are at
least.
"""

from fractions import Fraction
from math import prod

from ..mathematics.loss import read_loss
from ..mathematics.losses import Terms
from ..mathematics.mixed import mixed_volume
from ..mathematics.solutions import verify_solutions
from ..trusted.reading import Index, Node
from ..trusted.verdict import hold

STATEMENTS = ("theorem-7",)
NAMES = ("degree", "l1_degree", "paper", "bezout", "multihomogeneous")


def permanent(matrix: list[list[int]]) -> int:
    """Permanent, by expansion along the first row."""
    if not matrix:
        return 1
    return sum(
        value * permanent([row[:k] + row[k + 1 :] for row in matrix[1:]])
        for k, value in enumerate(matrix[0])
        if value
    )


def bounds(p: int, loss: Terms) -> dict[str, int]:
    """All bounds; the derivative by angle l consists of the terms with angle l,
    at the same frequencies.

    cos(k phi) = T_k(c) and sin(k phi) = s U_(k-1)(c) have degree k in (c, s) with different top
    monomials, so the degree of g_l is the largest |k|_1, and its degree in the pair of angle j the
    largest k_j, over these terms.
    """
    vectors = [tuple((e + 1) // 2 for e in index) for index in loss]
    derivatives = [[k for k in vectors if k[angle]] for angle in range(p)]
    degree = max((max(k) for k in vectors), default=0)
    multihomogeneous = 2**p * permanent(
        [[max((k[j] for k in part), default=0) for j in range(p)] for part in derivatives]
    )
    return {
        "degree": degree,
        "l1_degree": max(map(sum, vectors), default=0),
        "paper": (2 * degree * p) ** p,
        "bezout": 2**p * prod(max(map(sum, part), default=0) for part in derivatives),
        "multihomogeneous": multihomogeneous,
    }


def support(loss: Terms) -> list[Index]:
    """The frequency vectors k with a Fourier coefficient that is not 0, by cos = (z + 1/z)/2,
    sin = (z - 1/z)/2i.
    """
    hold(sum(2 ** sum(map(bool, index)) for index in loss))
    total: dict[Index, list[Fraction]] = {}
    for index, value in loss.items():
        parts: dict[Index, tuple[Fraction, Fraction]] = {(): (value, Fraction(0))}
        for e in index:
            k, fresh = (e + 1) // 2, {}
            for key, (re, im) in parts.items():
                for sign in (1, -1) if k else (0,):
                    fresh[(*key, sign * k)] = (
                        (re, im) if e % 2 or not k else (sign * im, -sign * re)
                    )
            parts = fresh
        size = 2 ** sum(map(bool, index))
        for key, (re, im) in parts.items():
            entry = total.setdefault(key, [Fraction(0), Fraction(0)])
            entry[0], entry[1] = entry[0] + re / size, entry[1] + im / size
    return [key for key, (re, im) in total.items() if re or im]


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Recompute the loss and every bound; count the complex solutions of the witness."""
    (solutions,) = witness.fields("solutions")
    (loss_node,) = instance.fields("loss")
    p, loss = read_loss(loss_node)
    if not all(any(index[angle] for index in loss) for angle in range(p)):
        raise loss_node.reject(
            "an angle does not occur in the loss: its critical points are not isolated"
        )
    found = bounds(p, loss)
    *nodes, mixed_node, minima, complex_node = claim.fields(
        *NAMES, "mixed_volume", "nondegenerate_minima", "complex_solutions"
    )
    for name, node in zip(NAMES, nodes, strict=True):
        if node.integer() != found[name]:
            raise node.reject(f"recomputed to {found[name]}")
    least, mixed, text = (
        min(found["bezout"], found["multihomogeneous"]),
        None,
        f"multihomogeneous {found['multihomogeneous']}",
    )
    if mixed_node.value is not None:
        frequencies = support(loss)
        mixed = mixed_volume([[k for k in frequencies if k[angle]] for angle in range(p)])
        if mixed_node.integer() != mixed:
            raise mixed_node.reject(f"recomputed to {mixed}")
        least, text = min(least, mixed), f"mixed volume {mixed}, {text}"
    if minima.integer() != least // 2:
        raise minima.reject(f"recomputed to {least // 2}")
    number = verify_solutions(solutions, p, loss) if solutions.value is not None else 0
    if complex_node.integer() != number:
        raise complex_node.reject(f"{number} are shown to exist")
    known = f"; at least {number} simple complex solutions" if number else ""
    # of mixed volume 0, Bernstein's theorem says nothing about solutions that are not isolated
    if number and number == mixed:
        known = f"; exactly {number} complex solutions, all simple"
    return (
        f"{statement}: at most {least} critical points that are isolated over C ({text}, Bezout "
        f"{found['bezout']}, paper {found['paper']}), so at most {least // 2} strict local "
        f"minima{known} (p = {p}, l1 degree {found['l1_degree']})"
    )
