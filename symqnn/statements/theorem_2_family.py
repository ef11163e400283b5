"""Theorem 2's dataset for several r², each with the complete certified list of critical points:
where the spurious minima vanish.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from symqnn.algebra.circle import CirclePoint
from symqnn.certificate.critical import critical_points_certificate
from symqnn.certificate.datasets import separable_certificate
from symqnn.certificate.encode import Json
from symqnn.construction.separable import SeparableLandscape
from symqnn.construction.targets import Star
from symqnn.construction.theorem_2 import DEFAULT_R_SQUARED, SeparableConstruction, theorem_2
from symqnn.model.qnn import QNN
from symqnn.roots.critical import critical_points
from symqnn.roots.critical_list import CriticalPoints
from symqnn.statements.landscapes import Landscape, training
from symqnn.status import Status

GRID = tuple(Fraction(k, 20) for k in (*range(1, 19), 20))
MAX_GRID_ANGLES = 3


@dataclass(frozen=True)
class Member:
    """The landscape for one r².

    Args:
        r_squared: r². landscape: the loss. found: the list with Morse indices, or None where some
            point is degenerate (r² = 1/2).
        separable: the exact list, angle by angle. certificate: of the kind critical-points, or
            separable-minima where ``found`` is None.
    """

    r_squared: Fraction
    landscape: Landscape
    found: CriticalPoints | None
    separable: SeparableLandscape
    certificate: Json


@dataclass(frozen=True)
class Family:
    """Theorem 2's losses for one network, one θ* and one κ.

    Args:
        star: (cos 2θ*, sin 2θ*). kappa: κ. members: by increasing r². own: which member is the
            instance asked for.
    """

    star: Star
    kappa: Fraction
    members: tuple[Member, ...]
    own: int


def theorem_2_family(
    qnn: QNN, star: Sequence[CirclePoint] | None = None, r_squared: Fraction = DEFAULT_R_SQUARED
) -> Family:
    r"""The loss of Theorem 2 for r² = 1/20, 2/20, …, 18/20, 1 and the given one; one value only for
    more than 3 angles.

    Paper: Theorem 2. For r² < 1/2 there are 4^p critical points, 2^p of them minima; from r² = 1/2
    on one minimum.

    Raises:
        UnreachableError: no angle can be trapped; InputError: r² or θ* cannot be used.

    Example:
        >>> family = theorem_2_family(QNN(["Z"], "Y+I"))
        >>> near = Fraction(9, 20), Fraction(1, 2), Fraction(11, 20)
        >>> [member.separable.count for member in family.members if member.r_squared in near]
        [2, 1, 1]
    """
    values = sorted({r_squared, *(GRID if len(qnn.parameters) <= MAX_GRID_ANGLES else ())})
    kappa = theorem_2(qnn, star, r_squared).construction.kappa
    made = [(value, theorem_2(qnn, star, value, kappa)) for value in values]
    members = tuple(
        _member(value, qnn, f"theorem_2_p{len(qnn.parameters)}", item) for value, item in made
    )
    return Family(made[0][1].star, kappa, members, values.index(r_squared))


def _member(value: Fraction, qnn: QNN, name: str, made: SeparableConstruction) -> Member:
    used = made.construction
    landscape = training(f"{name}.r2_{value.numerator}_{value.denominator}", qnn, used.dataset)
    if made.landscape.nondegenerate:
        found = critical_points(landscape.poly)
        if found.status is Status.PROVED:
            return Member(
                value,
                landscape,
                found,
                made.landscape,
                critical_points_certificate(found, landscape.loss),
            )
    certificate = separable_certificate(
        used.qnn, used.dataset, used.parts, made.landscape, "separable-landscape"
    )
    return Member(value, landscape, None, made.landscape, certificate)


def exact_points(
    landscape: SeparableLandscape,
) -> Iterator[tuple[tuple[CirclePoint, ...], str, Fraction]]:
    """The critical points at rational points of the circle: (point, kind, exact value); kind
    minimum, maximum, saddle or degenerate.

    Example:
        >>> members = theorem_2_family(QNN(["Z"], "Y+I")).members
        >>> member = next(member for member in members if member.found is None)
        >>> [(kind, str(value)) for _, kind, value in exact_points(member.separable)]
        [('minimum', '0'), ('degenerate', '1')]
    """
    for choice in product(*(part.points for part in landscape.coordinates)):
        if any(point.at is None or point.value is None for point in choice):
            continue
        kinds = {point.kind for point in choice}
        kind = (
            "degenerate"
            if not all(point.simple for point in choice)
            else kinds.pop()
            if len(kinds) == 1
            else "saddle"
        )
        total = landscape.constant + sum(
            (point.value for point in choice if point.value is not None), Fraction(0)
        )
        yield tuple(point.at for point in choice if point.at is not None), kind, total
