"""Kind general-identity: the computations behind Theorem 2 and Proposition 5
that do not depend on p or d.

theorem-2: one summand l = s^2 + q (1 - c)^2 of the loss, c = cos phi, s = sin phi, q = r^2
a variable; polynomials in q, c, s with s^2 = 1 - c^2. proposition-5: traces of products
of Phi^(a) m, as words in H and A = m modulo HH = 1 and cyclic rotation.
"""

from __future__ import annotations

from fractions import Fraction

from ..trusted.reading import Node
from .identity import PHI_0, PHI_1, PHI_2, Element, multiply

STATEMENTS = ("theorem-2", "proposition-5")
Poly = dict[tuple[int, int, int], Fraction]  # exponents of q, c, s (at most 1) to coefficient
NormalForm = list[tuple[int, int, int, Fraction]]


def poly(*terms: tuple[int, int, int, int]) -> Poly:
    """Sum of x q^i c^j s^k for the terms (i, j, k, x), in normal form."""
    total: Poly = {}
    for i, j, k, x in terms:
        parts = [(i, j, k, x)] if k < 2 else [(i, j, k - 2, x), (i, j + 2, k - 2, -x)]
        for a, b, c, y in parts:
            total[a, b, c] = total.get((a, b, c), Fraction(0)) + y
    return {key: value for key, value in total.items() if value}


def add(*polys: Poly) -> Poly:
    """Sum."""
    total: Poly = {}
    for one in polys:
        for key, value in one.items():
            total[key] = total.get(key, Fraction(0)) + value
    return {key: value for key, value in total.items() if value}


def times(a: Poly, b: Poly) -> Poly:
    """Product."""
    total: Poly = {}
    for (i, j, k), x in a.items():
        for (u, v, w), y in b.items():
            for key, value in poly((i + u, j + v, k + w, 1)).items():
                total[key] = total.get(key, Fraction(0)) + x * y * value
    return {key: value for key, value in total.items() if value}


def derivative(a: Poly) -> Poly:
    """d/dphi: c' = -s, s' = c."""
    parts = []
    for (i, j, k), x in a.items():
        if j:
            parts.append(times({(i, j - 1, k): x * j}, poly((0, 0, 1, -1))))
        if k:
            parts.append(times({(i, j, k - 1): x * k}, poly((0, 1, 0, 1))))
    return add(*parts)


def at(a: Poly, c: int) -> list[Fraction]:
    """Coefficients of q^0, q^1, ... at c = 1 or -1, s = 0."""
    result = [Fraction(0)] * (1 + max((i for i, _, _ in a), default=0))
    for (i, j, k), x in a.items():
        result[i] += x * c**j if not k else 0
    return result


def positive_below_half(affine: list[Fraction]) -> bool:
    """Whether an affine function of q is positive for 0 < q < 1/2: not negative
    at the ends, not zero at both.
    """
    low, slope, *rest = [*affine, Fraction(0), Fraction(0)]
    high = low + slope / 2
    return not any(rest) and low >= 0 and high >= 0 and low + high > 0


def listed(a: Poly) -> NormalForm:
    """Sorted terms."""
    return [(*key, a[key]) for key in sorted(a)]


def read_normal_form(node: Node) -> NormalForm:
    """[[COUNT, COUNT, COUNT, RATIONAL], ...]."""
    result = []
    for element in node.elements():
        q, c, s, value = element.elements(4)
        result.append((q.count(), c.count(), s.count(), value.rational(zero=False)))
    return result


def verify_one_angle(claim: Node) -> str:
    """Slope and curvature of one summand, and the signs that decide its critical
    points for all r^2 at once.
    """
    slope_node, curvature_node = claim.fields("slope", "curvature")
    c, s, q, one = poly((0, 1, 0, 1)), poly((0, 0, 1, 1)), poly((1, 0, 0, 1)), poly((0, 0, 0, 1))
    minus = poly((0, 0, 0, -1))
    up = add(one, times(minus, c))
    loss = add(times(s, s), times(q, times(up, up)))
    slope = derivative(loss)
    curvature = derivative(slope)
    for node, value in ((slope_node, slope), (curvature_node, curvature)):
        if read_normal_form(node) != listed(value):
            raise node.reject("differs from the recomputed derivative")
    rest = add(one, times(minus, q))  # 1 - q
    g = add(times(rest, c), q)
    two = poly((0, 0, 0, 2))
    facts = {
        "slope = 2 s g with g = (1 - q) c + q": slope == times(two, times(s, g)),
        "curvature = 2 c g - 2 (1 - q) s^2": curvature
        == add(times(two, times(c, g)), times(minus, times(two, times(rest, times(s, s))))),
        "1 - q > 0 and 1 - 2q > 0 for 0 < q < 1/2": positive_below_half(at(rest, 1))
        and positive_below_half([Fraction(1), Fraction(-2)]),
        "curvature > 0 at c = 1 and at c = -1": all(
            positive_below_half(at(curvature, sign)) for sign in (1, -1)
        ),
        "loss 0 at c = 1 and positive at c = -1": not any(at(loss, 1))
        and positive_below_half(at(loss, -1)),
        "g is 2q - 1 at c = -1 and 1 at c = 1": at(g, -1) == [-1, 2] and at(g, 1) == [1, 0],
    }
    for fact, holds in facts.items():
        if not holds:
            raise claim.reject(f"not confirmed: {fact}")
    return (
        "theorem-2: one summand has exactly two minima and two maxima for 0 < r^2 < 1/2, one "
        "minimum for 1/2 <= r^2 <= 1"
    )


def cyclic(word: str) -> str:
    """The least rotation of a word, with HH removed across the ends too."""
    while word and ((word[0] == word[-1] == "H" and len(word) > 1) or "HH" in word):
        word = word.replace("HH", "") if "HH" in word else word[1:-1]
    return min((word[k:] + word[:k] for k in range(len(word))), default="")


def trace(a: Element) -> dict[str, tuple[Fraction, Fraction]]:
    """The trace as a combination of cyclic words."""
    total: dict[str, tuple[Fraction, Fraction]] = {}
    for (word, _, _), (x, y) in a.items():
        key = cyclic(word)
        u, v = total.get(key, (Fraction(0), Fraction(0)))
        total[key] = (u + x, v + y)
    return {key: value for key, value in total.items() if any(value)}


def verify_traces(claim: Node) -> str:
    """tr(Phi^(a)m Phi^(b)m) for a <= b: 0 for a != b, and equal for a = b = 1 and a = b = 2."""
    (node,) = claim.fields("traces")
    maps, found = (PHI_0, PHI_1, PHI_2), {}
    pairs = [(a, b) for a in range(3) for b in range(a, 3)]
    for (a, b), entry in zip(pairs, node.fields(*(f"{a}{b}" for a, b in pairs)), strict=True):
        found[a, b] = trace(multiply(maps[a], maps[b]))
        claimed = []
        for element in entry.elements():
            word, real, imaginary = element.elements(3)
            claimed.append((word.text(), real.rational(), imaginary.rational()))
        if claimed != [(word, *found[a, b][word]) for word in sorted(found[a, b])]:
            raise entry.reject("differs from the recomputed trace")
        if a != b and found[a, b]:
            raise entry.reject("not zero")
    if found[1, 1] != found[2, 2]:
        raise node.reject("Phi^(1)m and Phi^(2)m have different norms")
    return (
        "proposition-5: tr(Phi_xi(M) Phi_xi'(M)) = 0 for xi != xi', for one layer of gates h_l "
        "with h_l^2 = 1 on M = m_1 (x) ... (x) m_p, all h_l, all m_l, all p"
    )


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Recompute everything; the instance is empty because there is none."""
    instance.fields()
    witness.fields()
    return verify_one_angle(claim) if statement == "theorem-2" else verify_traces(claim)
