"""Kind separable-minima: the loss is a sum of functions of one angle each;
the complete list of its minima.

A point is a local minimum of the sum if and only if each coordinate is one of its summand.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import prod

from ..mathematics.frequencies import require_least_periods, widths
from ..mathematics.levels import read_levels, verify_levels
from ..mathematics.loss import polynomial
from ..mathematics.samples import Training, read_training, tensor_factors
from ..mathematics.univariate import (
    Isolation,
    Summand,
    alternate,
    isolate,
    require_above,
    require_between,
    slope,
    summands,
    value,
)
from ..trusted.circle import Circle, read_point
from ..trusted.operators import linear, multiply
from ..trusted.reading import Node, amount, read_nullable, shown

STATEMENTS = (
    "lemma-3",
    "lemma-4",
    "theorem-2",
    "proposition-5",
    "separable-landscape",
    "trapped-angles",
    "integral-spectra",
)
# the loss may depend on some of the angles only
PARTIAL = ("separable-landscape", "trapped-angles")


@dataclass(frozen=True)
class Coordinate:
    """The critical points of one summand, and its minima in their order
    where they are known exactly.
    """

    isolation: Isolation
    minima: tuple[Circle | None, ...]


def verify_coordinate(summand: Summand, claim: Node, witness: Node) -> Coordinate:
    """Each entry {"kind", "at"} describes the critical point in its interval."""
    isolation, entries = isolate(claim, witness, summand)
    minima: list[Circle | None] = []
    for element, kind, ends in zip(entries, isolation.kinds, isolation.ends, strict=True):
        kind_node, at_node = element.fields("kind", "at")
        if kind_node.text() != kind:
            raise kind_node.reject(f"this critical point is of the kind {kind}")
        at = None if at_node.value is None else read_point(at_node)
        if at is not None:
            require_between(at_node, summand, at, isolation.cut, ends, "this point")
        minima += [at] if kind == "minimum" else []
    return Coordinate(isolation, tuple(minima))


def convolution(
    node: Node, constant: Fraction, listed: list[Summand], coordinates: list[Coordinate]
) -> list[tuple[Fraction, int]]:
    """Values of the local minima with their numbers, increasing.

    The number of different values only grows: when it exceeds that of the levels
    at `node`, these are wrong.
    """
    claimed, table = read_levels(node), {constant: 1}
    # a minimum of the sum is one of every summand: values add up, numbers multiply
    for summand, coordinate in zip(listed, coordinates, strict=True):
        fresh: dict[Fraction, int] = {}
        heights = [value(summand, point) for point in coordinate.minima if point is not None]
        for height in heights:
            for base, number in table.items():
                fresh[base + height] = fresh.get(base + height, 0) + number
        table = fresh
        if len(table) > len(claimed):
            raise node.reject("fewer levels than recomputed values of the minima")
    return sorted(table.items())


def index_counts(coordinates: list[Coordinate]) -> list[int] | None:
    """Number of critical points of each index, if the Hessian is regular at all of them."""
    if not all(coordinate.isolation.nondegenerate for coordinate in coordinates):
        return None
    total = [1]
    for coordinate in coordinates:
        kinds = coordinate.isolation.kinds
        low, high = kinds.count("minimum"), kinds.count("maximum")
        # a maximum of one summand adds 1 to the index
        total = [a * low + b * high for a, b in zip([*total, 0], [0, *total], strict=True)]
    return total


def verify(statement: str, instance: Node, claim: Node, witness: Node) -> str:
    """Recompute the loss from states and labels, split it, and check every summand."""
    training = read_training(instance)
    (isolation,) = witness.fields("coordinates")
    if statement != "separable-landscape":
        # phi_l -> phi_l + pi and "a period" mean something only then
        require_least_periods(instance.mapping()["network"].mapping()["units"], training.network)
    # L = constant + sum of L_l(phi_l): no term has two angles
    constant, listed = summands(instance, polynomial(training), training.angles)
    names = claim.mapping()
    chosen = read_angles(statement, claim, training.angles)
    for angle, summand in enumerate(listed):
        if bool(summand) != (angle in chosen):
            found = "depends" if summand else "does not depend"
            raise claim.reject(
                f"the loss {found} on angle {angle}: no minimum is isolated in an angle without "
                "coordinates"
            )
    if statement == "integral-spectra":
        return verify_floors(training, constant, listed, claim, isolation)
    fields = ("coordinates", "minima", "critical_points", "indices", "levels", "spurious", "gap")
    partial = statement in PARTIAL and "angles" in names
    coordinate_node, *_ = claim.fields(*fields, *(("angles",) if partial else ()))
    free, listed = len(chosen) < training.angles, [listed[angle] for angle in chosen]
    pairs = zip(
        listed, coordinate_node.elements(len(chosen)), isolation.elements(len(chosen)), strict=True
    )
    # critical points of each summand: all of them, isolated by Sturm's theorem
    coordinates = [verify_coordinate(*triple) for triple in pairs]
    # the critical points of the sum are the products of those of the summands
    total = prod(len(coordinate.isolation.kinds) for coordinate in coordinates)
    count = prod(len(coordinate.minima) for coordinate in coordinates)
    names["critical_points"].require_integer(total, "the number of critical points")
    given = (
        None
        if names["indices"].value is None
        else [element.integer() for element in names["indices"].elements()]
    )
    if given != (None if free else index_counts(coordinates)):
        raise names["indices"].reject(
            "differs from the recomputed numbers of critical points by index"
        )
    exact = all(None not in coordinate.minima for coordinate in coordinates)
    if exact:
        verify_levels(claim, convolution(names["levels"], constant, listed, coordinates))
    else:
        names["minima"].require_integer(count, "the number of minima")
        if any(names[name].value is not None for name in ("levels", "spurious", "gap")):
            raise claim.reject("values although a minimum is not given exactly")
    verify_statement(statement, training, instance, claim, coordinates, exact)
    minima, points = amount(count, "local minimum", "local minima"), amount(total, "critical point")
    known = ""
    if free:
        minima = amount(count, "family of local minima", "families of local minima")
        points = f"{shown(total)} of critical points"
        known = f", the loss depends on {amount(len(chosen), 'angle')} only"
    return f"{statement}: exactly {minima} and {points} a period (p = {training.angles}{known})"


def read_angles(statement: str, claim: Node, angles: int) -> list[int]:
    """The angles with coordinates: all, or those that the field "angles" lists."""
    names = claim.mapping()
    if "angles" not in names or statement not in PARTIAL:
        return list(range(angles))
    listed = [element.count() for element in names["angles"].elements()]
    if not listed or listed != sorted(set(listed)) or len(listed) >= angles or listed[-1] >= angles:
        raise names["angles"].reject("not an increasing list of some of the angles, not all")
    return listed


def verify_statement(
    statement: str,
    training: Training,
    instance: Node,
    claim: Node,
    coordinates: list[Coordinate],
    exact: bool,
) -> None:
    """What the paper's statement asks for beyond the list of minima."""
    names, p = claim.mapping(), training.angles
    if statement == "separable-landscape":
        return
    if not exact:
        raise claim.reject("the minima are not given exactly")
    if statement == "trapped-angles":
        size = len(coordinates)
        if names["minima"].integer() < 2**size or names["spurious"].integer() < 2**size - 1:
            raise claim.reject(
                "not 2^s families of minima of which 2^s - 1 are spurious, s the number of "
                "angles listed"
            )
        return
    if statement == "lemma-3":
        require_symmetric(instance, training, None)
        if names["minima"].integer() < 1:
            raise names["minima"].reject("no minimum")
        return
    if names["minima"].integer() != 2**p or names["spurious"].integer() != 2**p - 1:
        raise claim.reject("not 2^p minima of which 2^p - 1 are spurious")
    if statement == "lemma-4":
        verify_lemma_4(training, instance, claim, coordinates)
    if statement == "proposition-5":
        require_product(instance.mapping()["network"], training)


def verify_lemma_4(
    training: Training, instance: Node, claim: Node, coordinates: list[Coordinate]
) -> None:
    """S_0 is invariant under the shifts and has strict minima at all that are listed; minima and
    maxima alternate.
    """
    if training.parts != 2:
        raise instance.mapping()["parts"].reject("Lemma 4 is about the two parts S_0 and S_1")
    require_symmetric(instance, training, 0)
    _, listed = summands(instance, polynomial(training, 0), training.angles)
    for number, (summand, coordinate) in enumerate(zip(listed, coordinates, strict=True)):
        if not alternate(coordinate.isolation.kinds):
            raise claim.reject(f"the minima and maxima of angle {number} do not alternate")
        first = slope(summand)
        # the first derivative is 0 and the second positive
        if any(value(first, at) or value(slope(first), at) <= 0 for at in coordinate.minima if at):
            raise claim.reject(
                f"a minimum in angle {number} is no strict minimum of the loss of S_0"
            )


def require_symmetric(node: Node, training: Training, part: int | None) -> None:
    """phi -> phi + pi in one angle changes the signs of odd frequencies, and of nothing else."""
    for index in polynomial(training, part):
        for angle, e in enumerate(index):
            if (e + 1) // 2 % 2:
                raise node.reject(
                    f"the loss is not invariant under phi -> phi + pi in angle {angle}"
                )


def require_product(node: Node, training: Training) -> None:
    """One two-level gate and one factor m on each qubit, where m + hmh, m - hmh are not zero."""
    parts = tensor_factors(node, training.network)
    if any(
        len(qubits) != 1 or len(axes) != len(part.gates) or len(axes) != 1
        for qubits, axes, part in parts
    ):
        raise node.reject("not one layer of single-qubit gates with a product observable")
    for qubits, _, part in parts:
        h, m = part.gates[0].generator, part.factors[0]
        both = multiply(multiply(h, m), h)  # h^2 = c^2: compare c^2 m with +-hmh
        square = multiply(h, h).reduced()
        scaled = linear((square.real[0],), (m,), square.denominator)
        if any(linear((1, sign), (scaled, both)).is_zero for sign in (1, -1)):
            raise node.reject(f"m + hmh or m - hmh is zero on qubit {qubits[0]}")


def verify_floors(
    training: Training, constant: Fraction, listed: list[Summand], claim: Node, isolation: Node
) -> str:
    """Statement integral-spectra: in each angle one minimum, at the star,
    is below all others by a floor.
    """
    coordinate_node, star_node, least, minima, critical, spurious, gap = claim.fields(
        "coordinates", "star", "least", "minima", "critical_points", "spurious", "gap"
    )
    p = training.angles
    star = [read_point(element) for element in star_node.elements(p)]
    floors, total = [], 1
    entries = zip(coordinate_node.elements(p), isolation.elements(p), strict=True)
    for summand, point, (node, witness) in zip(listed, star, entries, strict=True):
        floors.append(read_floors(summand, point, node, witness))
        total *= len(node.elements())
    here = constant + sum(
        value(summand, point) for summand, point in zip(listed, star, strict=True)
    )
    if least.rational() != here:
        raise least.reject("not the loss at the star")
    # minima are the products of the minima of the summands; the only one that is not above the star
    # is the star
    count = prod(map(len, floors))
    minima.require_integer(count, "the number of minima")
    if count != prod(2 * width for width in widths(training.network)):
        raise minima.reject(
            "not the product of all 2 D_l, D_l the highest frequency of parameter l"
        )
    critical.require_integer(total, "the number of critical points")
    spurious.require_integer(count - 1, "the number of minima above the global one")
    # a minimum that differs from the star in an angle is above it by the floor of that angle at
    # least
    if read_nullable(gap) != min((x for lower in floors for x in lower if x), default=None):
        raise gap.reject("not the least of the lower bounds")
    return (
        f"integral-spectra: exactly {amount(count, 'local minimum', 'local minima')} a period "
        f"(p = {p}), {shown(count - 1)} of them spurious"
    )


def read_floors(summand: Summand, star: Circle, claim: Node, witness: Node) -> list[Fraction]:
    """Lower bounds of the minima of a summand above its value at the star;
    0 at the star itself, exactly once.
    """
    isolation, entries = isolate(claim, witness, summand)
    floors = []
    for element, kind, ends in zip(entries, isolation.kinds, isolation.ends, strict=True):
        kind_node, floor_node = element.fields("kind", "floor")
        if kind_node.text() != kind:
            raise kind_node.reject(f"this critical point is of the kind {kind}")
        floor = read_nullable(floor_node)
        if (kind == "minimum") != (floor is not None):
            raise floor_node.reject("minima, and only they, have a lower bound")
        if floor is None:
            continue
        if floor < 0:
            raise floor_node.reject("negative")
        if floor:
            require_above(floor_node, summand, value(summand, star) + floor, isolation.cut, ends)
        else:
            require_between(floor_node, summand, star, isolation.cut, ends, "the star")
        floors.append(floor)
    if floors.count(Fraction(0)) != 1:
        raise claim.reject("not exactly one minimum at the star")
    return floors
