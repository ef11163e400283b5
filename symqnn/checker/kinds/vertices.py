"""Kind vertex-minima: the loss is a polynomial P in the cosines u_l = cos(phi_l - phi*_l), concave
in one after the other.

No point with some |u_l| < 1 is a local minimum; at the vertices u = s of {1, -1}^p the gradient
vanishes and the Hessian in phi is diagonal with the entries -s_l dP/du_l(s).
"""

from collections.abc import Container, Iterator
from fractions import Fraction
from itertools import product

from ..mathematics.instance import Polynomial
from ..mathematics.levels import verify_levels
from ..mathematics.loss import polynomial, read_training, shifted
from ..trusted.circle import read_point
from ..trusted.reading import Index, Node, amount, show
from ..trusted.verdict import Unsupported, charge

STATEMENTS = ("parity-family", "maxcut", "theorem-2")
MAX_ANGLES = 16
Vertex = tuple[int, ...]


def cosine_polynomial(node: Node, total: Polynomial) -> dict[Index, Fraction]:
    """P by exponents of u: cos psi = u, cos 2 psi = 2 u^2 - 1. Rejects if a sine or a higher
    frequency remains.
    """
    result = total
    for angle in range(len(next(iter(total), ()))):
        fresh: dict[Index, Fraction] = {}
        charge(60 * len(result))
        for index, value in result.items():
            e = index[angle]
            if e not in (0, 1, 3):
                raise node.reject(
                    "the loss is no polynomial of degree 2 in the cosines of phi - phi*"
                )
            # cos 2 psi = 2 u^2 - 1
            for exponent, factor in ((2, 2), (0, -1)) if e == 3 else ((e, 1),):
                key = (*index[:angle], exponent, *index[angle + 1 :])
                fresh[key] = fresh.get(key, Fraction(0)) + factor * value
        result = {key: value for key, value in fresh.items() if value}
    return result


def require_concave(node: Node, poly: dict[Index, Fraction], angles: int) -> None:
    """One angle after the other: the coefficient of u_l^2 is below 0
    where the u before are 1 or -1, the others in [-1, 1].

    Then no point with |u_l| < 1 is a local minimum: not for the first angles,
    hence not for the next ones.
    """
    done: set[int] = set()
    while len(done) < angles:
        left = [angle for angle in range(angles) if angle not in done]
        charge(10 * len(left) * len(poly) * angles)
        # angles whose second derivative by u is negative wherever those done are at 1 or -1
        fresh = {angle for angle in left if coefficient_bound(poly, angle, done) < 0}
        if not fresh:
            raise node.reject(
                f"the loss is not shown to be concave in the cosine of angle {left[0]}"
            )
        done |= fresh


def coefficient_bound(poly: dict[Index, Fraction], angle: int, done: Container[int]) -> Fraction:
    """The coefficient of u_l^2 is at most this: its constant plus the absolute values of the rest;
    u^2 = 1 for the angles done.
    """
    rest: dict[Index, Fraction] = {}
    for key, value in poly.items():
        if key[angle] == 2:
            # u^2 = 1 for the angles done; the others are anywhere in [-1, 1]
            others = tuple(
                0 if k == angle else e % 2 if k in done else e for k, e in enumerate(key)
            )
            rest[others] = rest.get(others, Fraction(0)) + value
    return sum((abs(value) if any(key) else value for key, value in rest.items()), Fraction(0))


def vertices(
    node: Node, poly: dict[Index, Fraction], angles: int
) -> Iterator[tuple[Vertex, Fraction, Fraction]]:
    """Every vertex with the value there and the smallest entry of the Hessian."""
    terms = [([(angle, n) for angle, n in enumerate(key) if n], x) for key, x in poly.items()]
    charge(10 * 2**angles * sum(1 + len(used) for used, _ in terms))
    for vertex in product((1, -1), repeat=angles):
        value, entries = Fraction(0), [Fraction(0)] * angles
        for used, x in terms:
            for angle, n in used:
                x = -x if n == 1 and vertex[angle] < 0 else x
            value += x
            # d^2/dpsi^2 of u^n at u = +-1 is -n u^n; the mixed derivatives vanish since sin psi = 0
            for angle, n in used:
                entries[angle] -= n * x
        if not all(entries):
            raise node.reject(
                f"the Hessian at the vertex {''.join('01'[s < 0] for s in vertex)} is singular"
            )
        yield vertex, value, min(entries)


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Recompute P from states and labels, test its form, and list all vertices."""
    witness.fields()
    common = ("star", "minima", "levels", "spurious", "gap", "stuck")
    star_node, *_, stuck = claim.fields(
        *common, *(("edges", "maxcut") if statement == "maxcut" else ())
    )[:6]
    training = read_training(instance)
    p = training.angles
    if p > MAX_ANGLES:
        raise Unsupported("instance", f"more than {MAX_ANGLES} angles")
    star = [read_point(element) for element in star_node.elements(p)]
    # P(u), u_l = cos(phi_l - phi*_l)
    poly = cosine_polynomial(star_node, shifted(polynomial(training), star))
    # all local minima are at vertices, u_l = 1 or -1
    require_concave(instance, poly, p)
    values, table = {}, dict[Fraction, int]()
    for vertex, value, smallest in vertices(star_node, poly, p):
        values[vertex] = value
        # a vertex with a positive diagonal Hessian is a strict minimum, with a negative entry it is
        # none
        if smallest > 0:
            table[value] = table.get(value, 0) + 1
    levels = sorted(table.items())
    verify_levels(claim, levels)
    if statement == "theorem-2" and (sum(table.values()) != 2**p or levels[0][1] != 1):
        raise claim.reject("not 2^p minima of which 2^p - 1 are spurious")
    lowest = min(values.values())
    for element in stuck.elements():
        verify_stuck(element, values, lowest, p)
    extra = verify_maxcut(claim, poly, p) if statement == "maxcut" else ""
    return (
        f"{statement}: exactly {amount(sum(table.values()), 'local minimum', 'local minima')} a "
        f"period, all at vertices (p = {p}){extra}"
    )


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


def verify_maxcut(claim: Node, poly: dict[Index, Fraction], p: int) -> str:
    """P = a sum (1 - u_l^2) + b sum over edges of (1 + u_i u_j)^2 with a, b > 0: at a vertex 4b
    (edges - cut).
    """
    names = claim.mapping()
    edges = [
        tuple(end.count() for end in element.elements(2)) for element in names["edges"].elements()
    ]
    if not edges or edges != sorted(set(edges)) or any(not i < j < p for i, j in edges):
        raise names["edges"].reject("not a sorted list of different pairs i < j of angles")

    def monomial(exponent: int, *angles: int) -> Index:
        return tuple(exponent if angle in angles else 0 for angle in range(p))

    # 2b is the coefficient of u_i u_j, ap + b edges the constant
    b = poly.get(monomial(1, *edges[0]), Fraction(0)) / 2
    a = (poly.get(monomial(0), Fraction(0)) - b * len(edges)) / p
    expected = {monomial(0): a * p + b * len(edges)} | {
        monomial(2, angle): -a for angle in range(p)
    }
    for edge in edges:
        expected[monomial(1, *edge)], expected[monomial(2, *edge)] = 2 * b, b
    if a <= 0 or b <= 0 or expected != poly:
        raise names["edges"].reject("the loss is not that of this graph")
    charge(2 * 2**p * len(edges))
    largest = max(
        sum(vertex[i] != vertex[j] for i, j in edges) for vertex in product((0, 1), repeat=p)
    )
    if names["maxcut"].count() != largest:
        raise names["maxcut"].reject("not the size of a maximum cut")
    return f"; maximum cut {largest} of {amount(len(edges), 'edge')}"
