"""Kind separable-minima: the loss is a sum of functions of one angle each; the complete list of its minima.

A point is a local minimum of the sum if and only if each coordinate is one of its summand. The critical points of a
summand are the real roots of a polynomial in t = tan(psi/2), phi = phi_cut + pi + psi, counted by Sturm's theorem.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import prod

from .datasets import Circle, Sparse, Training, loss, read_point, read_training, tensor_factors, verify_levels
from .layers import layer
from .reading import Node
from .sturm import Poly, add, chain, roots_between, sign, times

STATEMENTS = ("lemma-3", "lemma-4", "theorem-2", "proposition-5", "separable-landscape")
KINDS = {(-1, 1): "minimum", (1, -1): "maximum", (1, 1): "inflection", (-1, -1): "inflection"}
Summand = tuple[Fraction, ...]  # coefficients of c, s, c^2, cs


@dataclass(frozen=True)
class Coordinate:
    """The critical points of one summand: kinds in their order, minima where known, whether all are non-degenerate."""

    kinds: tuple[str, ...]
    minima: tuple[Circle | None, ...]
    nondegenerate: bool


def summands(node: Node, total: Sparse, angles: int) -> tuple[Fraction, list[Summand]]:
    """The constant and the summands; rejects if some term mixes two angles."""
    for key in total:
        if len(key) > 1:
            raise node.reject(f"the loss has a term in the angles {', '.join(str(angle) for angle, _ in key)} together")
    listed = [tuple(total.get(((angle, code),), Fraction(0)) for code in (1, 2, 3, 4)) for angle in range(angles)]
    return total.get((), Fraction(0)), listed


def value(summand: Summand, point: Circle) -> Fraction:
    """The summand at a point."""
    c, s = point
    return sum((a * b for a, b in zip(summand, (c, s, c * c, c * s), strict=True)), Fraction(0))


def slope(summand: Summand, point: Circle) -> Fraction:
    """Its derivative: c' = -s, s' = c, (c^2)' = -2cs, (cs)' = 2c^2 - 1."""
    c, s = point
    return sum((a * b for a, b in zip(summand, (-s, c, -2 * c * s, 2 * c * c - 1), strict=True)), Fraction(0))


def curvature(summand: Summand, point: Circle) -> Fraction:
    """Its second derivative: c'' = -c, s'' = -s, (c^2)'' = 2 - 4c^2, (cs)'' = -4cs."""
    c, s = point
    return sum((a * b for a, b in zip(summand, (-c, -s, 2 - 4 * c * c, -4 * c * s), strict=True)), Fraction(0))


def numerator(summand: Summand, cut: Circle) -> Poly:
    """(1 + t^2)^2 times the derivative, with (c, s) = -cut rotated by psi."""
    one, (a, b) = [Fraction(1), Fraction(0), Fraction(1)], (-cut[0], -cut[1])
    cos, sin = [a, -2 * b, -a], [b, 2 * a, -b]  # (1 + t^2) c and (1 + t^2) s
    x, y, z, w = summand
    total = times([y], times(cos, one))
    total = add(total, times([-x], times(sin, one)))
    total = add(total, times([-2 * z], times(cos, sin)))
    return add(total, add(times([2 * w], times(cos, cos)), times([-w], times(one, one))))


def back(node: Node, point: Circle, cut: Circle) -> Fraction:
    """The coordinate t of a point other than the cut."""
    cos = -(point[0] * cut[0] + point[1] * cut[1])
    sin = -(point[1] * cut[0] - point[0] * cut[1])
    if cos == -1:
        raise node.reject("the point is the cut")
    return sin / (1 + cos)


def verify_coordinate(summand: Summand, claim: Node, witness: Node) -> Coordinate:
    """One summand: the separators isolate all its critical points; their kinds; where they are."""
    cut_node, separator_node = witness.fields("cut", "separators")
    cut = read_point(cut_node)
    if not slope(summand, cut):
        raise cut_node.reject("the cut is a critical point")
    poly = numerator(summand, cut)  # of degree 4, because its leading coefficient is the slope at the cut
    inner = [element.rational() for element in separator_node.elements()]
    ends: list[Fraction | None] = [None, *inner, None]
    if any(a >= b for a, b in pairwise(inner)) or any(not sign(poly, t) for t in inner):
        raise separator_node.reject("not increasing, or a separator is a critical point")
    parts = chain(poly)
    kinds, minima = [], []
    for element, lower, upper in zip(claim.elements(len(inner) + 1), ends[:-1], ends[1:], strict=True):
        kind_node, at_node = element.fields("kind", "at")
        if roots_between(parts, lower, upper) != 1:
            raise element.reject("not exactly one critical point between the separators")
        kinds.append(KINDS[sign(poly, lower, -1), sign(poly, upper, 1)])
        if kind_node.text() != kinds[-1]:
            raise kind_node.reject(f"this critical point is of the kind {kinds[-1]}")
        at = None if at_node.value is None else read_point(at_node)
        if at is not None:
            t = back(at_node, at, cut)
            if slope(summand, at) or (lower is not None and t <= lower) or (upper is not None and t >= upper):
                raise at_node.reject("not the critical point between the separators")
        minima += [at] if kinds[-1] == "minimum" else []
    repeated = chain(parts[-1]) if len(parts[-1]) > 1 else []
    return Coordinate(tuple(kinds), tuple(minima), not repeated or not roots_between(repeated, None, None))


def convolution(constant: Fraction, listed: list[Summand], coordinates: list[Coordinate]) -> list[tuple[Fraction, int]]:
    """Values of the local minima with their numbers, increasing."""
    table = {constant: 1}
    for summand, coordinate in zip(listed, coordinates, strict=True):
        fresh: dict[Fraction, int] = {}
        for point in coordinate.minima:
            for base, number in table.items():
                key = base + value(summand, point or (Fraction(1), Fraction(0)))
                fresh[key] = fresh.get(key, 0) + number
        table = fresh
    return sorted(table.items())


def index_counts(coordinates: list[Coordinate]) -> list[int] | None:
    """Number of critical points of each index, if the Hessian is regular at all of them."""
    if not all(coordinate.nondegenerate for coordinate in coordinates):
        return None
    total = [1]
    for coordinate in coordinates:
        low, high = coordinate.kinds.count("minimum"), coordinate.kinds.count("maximum")
        total = [a * low + b * high for a, b in zip([*total, 0], [0, *total], strict=True)]
    return total


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Recompute the loss from states and labels, split it, and check every summand."""
    training = read_training(instance)
    coordinate_node, *_ = claim.fields("coordinates", "minima", "critical_points", "indices", "levels", "spurious", "gap")
    (isolation,) = witness.fields("coordinates")
    constant, listed = summands(instance, loss(training), training.angles)
    pairs = zip(coordinate_node.elements(training.angles), isolation.elements(training.angles), strict=True)
    coordinates = []
    for summand, (points, separators) in zip(listed, pairs, strict=True):
        if not any(summand):
            raise points.reject("the loss does not depend on this angle: no minimum is isolated")
        coordinates.append(verify_coordinate(summand, points, separators))
    names, count = claim.mapping(), prod(len(coordinate.minima) for coordinate in coordinates)
    if names["critical_points"].integer() != prod(len(coordinate.kinds) for coordinate in coordinates):
        raise names["critical_points"].reject("not the number of critical points")
    indices = index_counts(coordinates)
    given = None if names["indices"].value is None else [element.integer() for element in names["indices"].elements()]
    if given != indices:
        raise names["indices"].reject("differs from the recomputed numbers of critical points by index")
    exact = all(None not in coordinate.minima for coordinate in coordinates)
    if exact:
        verify_levels(claim, convolution(constant, listed, coordinates))
    elif names["minima"].integer() != count or any(names[name].value is not None for name in ("levels", "spurious", "gap")):
        raise claim.reject("not the number of minima, or values although a minimum is not given exactly")
    verify_statement(statement, training, instance, claim, coordinates, exact)
    total = prod(len(coordinate.kinds) for coordinate in coordinates)
    return f"{statement}: exactly {count} local minima and {total} critical points a period (p = {training.angles})"


def verify_statement(statement: str, training: Training, instance: Node, claim: Node,
                     coordinates: list[Coordinate], exact: bool) -> None:
    """What the paper's statement asks for beyond the list of minima."""
    names, p = claim.mapping(), training.angles
    if statement == "separable-landscape":
        return
    if not exact:
        raise claim.reject("the minima are not given exactly")
    if statement == "lemma-3":
        require_symmetric(instance, loss(training))
        if names["minima"].integer() < 1:
            raise names["minima"].reject("no minimum")
        return
    if names["minima"].integer() != 2**p or names["spurious"].integer() != 2**p - 1:
        raise claim.reject("not 2^p minima of which 2^p - 1 are spurious")
    if statement == "lemma-4":
        if training.parts != 2:
            raise instance.mapping()["parts"].reject("Lemma 4 is about the two parts S_0 and S_1")
        first = loss(training, part=0)
        require_symmetric(instance, first)
        _, listed = summands(instance, first, p)
        for number, (summand, coordinate) in enumerate(zip(listed, coordinates, strict=True)):
            if any(a == b for a, b in pairwise(coordinate.kinds)) or "inflection" in coordinate.kinds:
                raise claim.reject(f"the minima and maxima of angle {number} do not alternate")
            if any(slope(summand, at) or curvature(summand, at) <= 0 for at in coordinate.minima if at):
                raise claim.reject(f"a minimum in angle {number} is no strict minimum of the loss of S_0")
    if statement == "proposition-5":
        require_product(instance.mapping()["network"], training)


def require_symmetric(node: Node, total: Sparse) -> None:
    """phi -> phi + pi in one angle changes the signs of c and s, and of nothing else."""
    for key in total:
        for angle, code in key:
            if code in (1, 2):
                raise node.reject(f"the loss is not invariant under theta -> theta + pi/2 in angle {angle}")


def require_product(node: Node, training: Training) -> None:
    """One generator on each qubit, single-qubit factors m, and m + hmh, m - hmh are not zero."""
    parts = tensor_factors(node, training.network)
    if any(len(qubits) != 1 or len(layers) != 1 for qubits, layers, _ in parts) or len(parts) != training.angles:
        raise node.reject("not one layer of single-qubit gates with a product observable")
    for qubits, _, part in parts:
        if any(operator.is_zero for operator in layer(part.generators[0], part.factors[0], 0)[:2]):
            raise node.reject(f"m + hmh or m - hmh is zero on qubit {qubits[0]}")
