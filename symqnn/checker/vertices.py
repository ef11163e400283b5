"""Kind vertex-minima: the loss is a polynomial P in the cosines u_l = cos 2(theta_l - theta*_l), concave in each.

No point with some |u_l| < 1 is a local minimum; at the vertices u = s of {1, -1}^p the gradient vanishes and the Hessian
in phi = 2 theta is diagonal with the entries -s_l dP/du_l(s).
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from .datasets import Circle, Sparse, loss, read_point, read_training, verify_levels
from .reading import Node, show
from .verdict import Unsupported, require_affordable

STATEMENTS = ("parity-family", "maxcut")
MAX_ANGLES = 16
Vertex = tuple[int, ...]


def cosine_polynomial(node: Node, total: Sparse) -> Sparse:
    """P; codes 1 and 3 stand for u and u^2. Rejects if some v = sin remains."""
    for key in total:
        if any(code in (2, 4) for _, code in key):
            raise node.reject("the loss depends on more than the cosines of 2(theta - theta*)")
    return total


def require_concave(node: Node, poly: Sparse, angles: int) -> None:
    """The coefficient of u_l^2 is below 0 on the whole cube [-1, 1]^p."""
    for angle in range(angles):
        bound = Fraction(0)
        for key, value in poly.items():
            if (angle, 3) in key:
                bound += value if len(key) == 1 else abs(value)
        if bound >= 0:
            raise node.reject(f"the loss is not shown to be concave in the cosine of angle {angle}")


def vertices(node: Node, poly: Sparse, angles: int) -> Iterator[tuple[Vertex, Fraction, Fraction]]:
    """Every vertex with the value there and the smallest entry of the Hessian."""
    require_affordable(50 * 2**angles * len(poly))
    for vertex in product((1, -1), repeat=angles):
        value, entries = Fraction(0), [Fraction(0)] * angles
        for key, x in poly.items():
            for angle, code in key:
                x = -x if code == 1 and vertex[angle] < 0 else x
            value += x
            for angle, code in key:
                entries[angle] -= x if code == 1 else 2 * x
        if not all(entries):
            raise node.reject(f"the Hessian at the vertex {''.join('01'[s < 0] for s in vertex)} is singular")
        yield vertex, value, min(entries)


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Recompute P from states and labels, test its form, and list all vertices."""
    witness.fields()
    common = ("star", "minima", "levels", "spurious", "gap", "stuck")
    star_node, *_, stuck = claim.fields(*common, *(("edges", "maxcut") if statement == "maxcut" else ()))[:6]
    training = read_training(instance)
    p = training.angles
    if p > MAX_ANGLES:
        raise Unsupported("instance", f"more than {MAX_ANGLES} angles")
    star: list[Circle] = [read_point(element) for element in star_node.elements(p)]
    poly = cosine_polynomial(star_node, loss(training, star))
    require_concave(instance, poly, p)
    values, table = {}, dict[Fraction, int]()
    for vertex, value, smallest in vertices(star_node, poly, p):
        values[vertex] = value
        if smallest > 0:
            table[value] = table.get(value, 0) + 1
    verify_levels(claim, sorted(table.items()))
    lowest = min(values.values())
    for element in stuck.elements():
        verify_stuck(element, values, lowest, p)
    extra = verify_maxcut(claim, poly, p) if statement == "maxcut" else ""
    return f"{statement}: exactly {sum(table.values())} local minima a period, all at vertices (p = {p}){extra}"


def verify_stuck(node: Node, values: dict[Vertex, Fraction], lowest: Fraction, angles: int) -> None:
    """Not global, and no exact minimisation in one angle goes down.

    On the line through a vertex the loss is concave in u_l: its minimum there is at u_l = 1 or -1.
    """
    text = node.text()
    if len(text) != angles or text.strip("01"):
        raise node.reject(f"{show(text)} is not a string of {angles} digits 0, 1")
    vertex = tuple(-1 if digit == "1" else 1 for digit in text)
    flips = [(*vertex[:k], -vertex[k], *vertex[k + 1 :]) for k in range(angles)]
    if values[vertex] <= lowest or any(values[other] < values[vertex] for other in flips):
        raise node.reject("global, or improved by a change of one angle")


def verify_maxcut(claim: Node, poly: Sparse, p: int) -> str:
    """P = a sum (1 - u_l^2) + b sum over edges of (1 + u_i u_j)^2 with a, b > 0: at a vertex 4b (edges - cut)."""
    names = claim.mapping()
    edges = [tuple(end.count() for end in element.elements(2)) for element in names["edges"].elements()]
    if not edges or edges != sorted(set(edges)) or any(not i < j < p for i, j in edges):
        raise names["edges"].reject("not a sorted list of different pairs i < j of angles")
    b = poly.get(((edges[0][0], 1), (edges[0][1], 1)), Fraction(0)) / 2
    a = (poly.get((), Fraction(0)) - b * len(edges)) / p
    expected: Sparse = {(): a * p + b * len(edges)} | {((angle, 3),): -a for angle in range(p)}
    for i, j in edges:
        expected[(i, 1), (j, 1)], expected[(i, 3), (j, 3)] = 2 * b, b
    if a <= 0 or b <= 0 or expected != poly:
        raise names["edges"].reject("the loss is not that of this graph")
    largest = max(sum(vertex[i] != vertex[j] for i, j in edges) for vertex in product((0, 1), repeat=p))
    if names["maxcut"].count() != largest:
        raise names["maxcut"].reject("not the size of a maximum cut")
    return f"; maximum cut {largest} of {len(edges)} edges"
