"""Kinds haar-moments, haar-bound and haar-uniform: Theorem 6 in the model of Eqn 21 with tr H = 0;
and the table of all haar kinds.

Everything is recomputed from the number of layers with the polynomials of haar_moments; see
proofs/FORMAT.md for why the checks suffice.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from math import ceil

from ..mathematics.haar_moments import (
    DELTA,
    Matrix,
    Poly,
    add,
    at,
    bound,
    mean,
    monomial,
    positive_from,
    power,
    scale,
    second_moment,
    times,
    trim,
    weight,
    weighted,
)
from ..trusted.reading import Node, shown
from ..trusted.verdict import Unsupported
from .haar_probability import read_layers

STATEMENTS = ("theorem-6",)
MAX_PAIRS = 5000
MAX_BITS = 128
ROADS = ("frobenius", "gershgorin", "gershgorin-plain")
ONE: Poly = (1,)
# 1/d and (d^2-3d+3)/(d^2-d)
KAPPA_ENDS: tuple[tuple[Poly, Poly], ...] = ((ONE, (0, 1)), ((3, -3, 1), (0, -1, 1)))

Quotient = tuple[Poly, Poly]


def read_quotient(node: Node) -> Quotient:
    """{"numerator": [INTEGER, ...], "denominator": [INTEGER, ...]}, lowest degree first,
    no zero at the end.
    """
    parts = []
    for part in node.fields("numerator", "denominator"):
        poly = tuple(element.integer() for element in part.elements())
        if trim(poly) != poly:
            raise part.reject("a zero as highest coefficient")
        parts.append(poly)
    if not parts[1] or parts[1][-1] < 0 or (not parts[0] and parts[1] != ONE):
        raise node.reject(
            "the denominator is zero, or negative for large d, or not 1 although the numerator "
            "is zero"
        )
    return parts[0], parts[1]


def require_equal(node: Node, top: Poly, bottom: Poly) -> Quotient:
    """The quotient written at a node, which must be top/bottom."""
    claimed = read_quotient(node)
    if times(claimed[0], bottom) != times(top, claimed[1]):
        raise node.reject("differs from the recomputed rational function")
    return claimed


def combine(constant: Quotient, slope: Quotient, kappa: Quotient) -> Quotient:
    """constant + slope * kappa."""
    top = add(times(constant[0], slope[1], kappa[1]), times(slope[0], kappa[0], constant[1]))
    return top, times(constant[1], slope[1], kappa[1])


def minus(left: Quotient, right: Quotient) -> Quotient:
    """left - right."""
    return add(times(left[0], right[1]), scale(times(right[0], left[1]), -1)), times(
        left[1], right[1]
    )


def verify_moments(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Mean and second moment of every entry of the Gram matrix."""
    (layers,) = instance.fields("layers")
    p = read_layers(layers)
    witness.fields()
    names = ["".join(name) for name in product("012", repeat=p)] if p <= 4 else []
    pairs = [(xi, eta) for xi in names for eta in names if xi <= eta]
    if not 0 < len(pairs) <= MAX_PAIRS:
        raise Unsupported("instance.layers", "more pairs than this checker lists")
    (entries,) = claim.fields("entries")
    for (xi, eta), entry in zip(pairs, entries.elements(len(pairs)), strict=True):
        first, second, average, constant, slope = entry.fields(
            "xi", "eta", "mean", "constant", "slope"
        )
        if (first.text(), second.text()) != (xi, eta):
            raise entry.reject(
                f"expected the pair {xi}, {eta}: all pairs xi <= eta in lexicographic order"
            )
        # E G = mean tr M^2, a product over the layers, which are independent
        factors = [mean(int(a), int(b)) for a, b in zip(xi, eta, strict=True)]
        require_equal(average, times(*factors), power(scale(DELTA, 4), p))
        # E G^2 = (constant + slope kappa) (tr M^2)^2
        without, kappa = second_moment(xi, eta)
        require_equal(constant, without, power(scale(DELTA, 16), p))
        require_equal(slope, kappa, power(scale(DELTA, 16), p))
    return (
        f"{statement}: exact mean and second moment of {len(pairs)} pairs of {p} layers, "
        "all even d >= 2, tr H = 0, all traceless M"
    )


def small(node: Node) -> int:
    """INTEGER of at most 128 bits: shifting polynomials by more would take long."""
    if node.integer().bit_length() > MAX_BITS:
        raise Unsupported(node.place(), f"more than {MAX_BITS} bits")
    return node.integer()


def require_least(node: Node, quotients: list[Quotient]) -> None:
    """The INTEGER at a node is the least even start >= 4 from which shifted coefficients show all
    quotients positive.
    """
    start = small(node)
    if not all(positive_from(*quotient, start) for quotient in quotients):
        raise node.reject("the shifted coefficients are not of one sign")
    if start > 4 and all(positive_from(*quotient, start - 2) for quotient in quotients):
        raise node.reject(
            "not the least even number for which the shifted coefficients are of one sign"
        )


def limit_times_d(quotient: Quotient) -> Fraction:
    """Limit of d * quotient for large d, where the denominator's degree exceeds the numerator's."""
    top, bottom = quotient
    return Fraction(top[-1], bottom[-1]) if len(top) + 1 == len(bottom) else Fraction(0)


def verify_bound(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """The bound, the first dimension from which it is below 1, and its rate 1/d."""
    layers, road_node = instance.fields("layers", "road")
    p, road = read_layers(layers), road_node.text()
    if road not in ROADS:
        raise road_node.reject("is none of frobenius, gershgorin, gershgorin-plain")
    constant_node, slope_node, first_node, rate_node, rate_from = claim.fields(
        "constant", "slope", "first", "rate", "rate_from"
    )
    (certified_node,) = witness.fields("certified_from")
    tops, bottom = bound(p, road), power(weight(), p)
    constant, slope = (
        require_equal(node, top, bottom)
        for node, top in zip((constant_node, slope_node), tops, strict=True)
    )
    first, certified, start, factor = map(small, (first_node, certified_node, rate_from, rate_node))
    # the bound is affine in kappa: the two ends of its interval suffice
    ends = [combine(constant, slope, kappa) for kappa in KAPPA_ENDS]
    for node, d in ((first_node, first), (certified_node, certified), (rate_from, start)):
        if d % 2 or d < (2 if node is first_node else 4):
            raise node.reject("not an even dimension in range")
    if not first <= certified <= first + 100:
        raise certified_node.reject("not between the first dimension and 100 more")
    # 1 - bound > 0 from certified_from on: the shifted coefficients have one sign
    require_least(certified_node, [minus((ONE, ONE), end) for end in ends])
    # rate/d - bound > 0 from rate_from on
    require_least(rate_from, [minus(((factor,), (0, 1)), end) for end in ends])
    if not factor - 1 <= max(limit_times_d(end) for end in ends) < factor:
        raise rate_node.reject("not the least integer above the limit of d times the bound")
    # the even dimensions in between, one by one
    if any(at(end, d) >= 1 for end in ends for d in range(first, certified, 2)):
        raise first_node.reject("the bound is not below 1 in some even dimension from here on")
    if first > 2 and max(at(end, first - 2) for end in ends) < 1:
        raise first_node.reject("the bound is below 1 in the even dimension before, too")
    return (
        f"{statement}: P[not independent] < 1 by the {road} bound for {p} layers, tr H = 0, all "
        f"traceless M != 0, all even d >= {first}; <= {factor}/d for d >= {start}"
    )


ORDERS = ((2, 0, 0, 0), (4, 4, 4, 4), (2, 2, 2, 4), (2, 0, 4, 2))
EXPONENTS = (0, 2, 1, 1)
LIMITS = (Fraction(3), Fraction(9), Fraction(5, 2), Fraction(9, 2))


def scaled_entries() -> Iterator[tuple[int, int, Quotient]]:
    """(i, j, f): f = (N_ij - L_ij) d^m with m = ORDERS[i][j], or f = N_ij if m = 0; L is subtracted
    on the diagonal only.
    """
    matrix: Matrix = weighted([(a, b) for a in range(3) for b in range(3)])
    for i, row in enumerate(matrix):
        for j, entry in enumerate(row):
            lift = EXPONENTS[j] - EXPONENTS[i]
            quotient = (
                times(entry, monomial(max(lift, 0))),
                times(weight(), monomial(max(-lift, 0))),
            )
            if i == j:
                quotient = minus(quotient, ((LIMITS[i].numerator,), (LIMITS[i].denominator,)))
            yield i, j, (times(quotient[0], monomial(ORDERS[i][j])), quotient[1])


def verify_uniform(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """The bound for all p at once, by induction on p."""
    instance.fields()
    linear, quadratic = (node.integer() for node in claim.fields("linear", "quadratic"))
    start_node, entries, constants_node = witness.fields("start", "entries", "constants")
    d0 = start_node.integer()
    if d0 % 2 or not 4 <= d0 <= 2000:
        raise start_node.reject("not an even dimension from 4 to 2000")
    rows = [row.elements(4) for row in entries.elements(4)]
    n = [[node.rational() for node in row] for row in rows]
    # |N_ij - L_ij| d^m <= n_ij for all d >= d0: n_ij - f and n_ij + f are not negative there
    for i, j, f in scaled_entries():
        limit = ((n[i][j].numerator,), (n[i][j].denominator,))
        opposite = (scale(f[0], -1), f[1])
        if n[i][j] <= 0 or not (
            positive_from(*minus(limit, f), d0) and positive_from(*minus(limit, opposite), d0)
        ):
            raise rows[i][j].reject("not shown to bound the entry")
    a1, a2, a3, a4 = constants = [node.rational() for node in constants_node.elements(4)]
    # the inequalities under which the four bounds by a_1 ... a_4 go from n to n + 1, s >= 1/d
    s = Fraction(1, d0)
    u = 1 + s * a1
    inequalities = (
        a1 * Fraction(3, 2) >= n[0][0] * u + n[1][0] * a2 + n[2][0] * a3 + n[3][0] * a4,
        a2 * Fraction(9, 2) >= n[0][1] * u + s**2 * (n[1][1] * a2 + n[2][1] * a3) + n[3][1] * a4,
        a3 * Fraction(1, 2) >= n[0][2] * u + s**2 * (n[1][2] * a2 + n[2][2] * a3 + n[3][2] * a4),
        a4 * Fraction(3, 2)
        >= n[0][3] * u + s**2 * n[1][3] * a2 + s**4 * n[2][3] * a3 + s * n[3][3] * a4,
    )
    if min(constants) < 0 or not all(inequalities):
        raise constants_node.reject("the inequalities of the induction do not hold")
    # so the claim holds for d >= d0 and 9^p <= d^2; for 9^p > d^2 it is trivial
    if linear != ceil(a3 * Fraction(2, 3) + a4) or quadratic != max(1, ceil(a1 / 2 + a2)):
        raise claim.reject("not what the constants of the induction give, rounded up")
    check_small(claim, d0, linear, quadratic)
    return (
        f"{statement}: P[not independent] <= {shown(linear)} kappa (9/2)^p/d + {shown(quadratic)} "
        "9^p/d^2 for all p >= 1, even d >= 2, tr H = 0, all traceless M != 0"
    )


def check_small(claim: Node, d0: int, linear: int, quadratic: int) -> None:
    """The claim for the finitely many (p, d) with d < d0 and 9^p <= d^2, by the Frobenius bound."""
    p = 1
    while 9**p <= d0 * d0:
        (top, slope), bottom = bound(p, "frobenius"), power(weight(), p)
        for d in range(2, d0, 2):
            if 9**p <= d * d:
                for kappa in (at(end, d) for end in KAPPA_ENDS):
                    found = at((top, bottom), d) + at((slope, bottom), d) * kappa
                    if found > linear * kappa * Fraction(9, 2) ** p / d + Fraction(
                        quadratic * 9**p, d * d
                    ):
                        raise claim.reject(f"not confirmed for p = {p}, d = {d}")
        p += 1
