"""Bounds on the number of critical points as certificates of the kind ``bounds``."""

from __future__ import annotations

from itertools import combinations
from math import gcd, prod

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.canonical import integer_text
from symqnn.certificate.critical import polynomial_json
from symqnn.certificate.encode import Json, certificate
from symqnn.landscape.mixed_volume import Point, extreme_candidates
from symqnn.landscape.point_bounds import ladder, morse_bound
from symqnn.landscape.system import fourier_degree
from symqnn.loss.derivatives import phase_gradient
from symqnn.roots.complex_count import PRIME, ROOT
from symqnn.roots.modular_solutions import SimpleSolutions

MAX_CHOICES = 200_000  # some seconds


def mixed_volume_is_checked(poly: TrigPoly) -> bool:
    """Whether the certificate claims the mixed volume: the checker tries every choice of p - 1 edge
    directions, which must not be too many.

    Example:
        >>> mixed_volume_is_checked(TrigPoly.from_terms({"33": 1, "12": 1}))
        True
    """
    supports = sorted(
        (extreme_candidates(part.laurent()[0]) for part in phase_gradient(poly)),
        key=len,
        reverse=True,
    )
    return (
        prod(len({_direction(x, y) for x, y in combinations(points, 2)}) for points in supports[1:])
        <= MAX_CHOICES
    )


def _direction(left: Point, right: Point) -> Point:
    edge = [b - a for a, b in zip(left, right, strict=True)]
    sign = 1 if next(filter(None, edge)) > 0 else -1
    return tuple(sign * x // gcd(*edge) for x in edge)


def bounds_certificate(
    poly: TrigPoly, loss: Json | None = None, solutions: SimpleSolutions | None = None
) -> Json:
    """Kind ``bounds``: upper bounds on the number of isolated critical points, and complex
    solutions that certainly exist.

    Args:
        poly: the loss; every angle occurs.
        loss: LOSS as ``training_json`` writes it, if the polynomial is that of a training set.
        solutions: what :func:`simple_solutions` found for the same loss.

    Raises:
        InputError: an angle does not occur.

    Example:
        >>> from symqnn.roots.modular_solutions import simple_solutions
        >>> poly = TrigPoly.from_terms({"33": 1, "12": 1})
        >>> claim = bounds_certificate(poly, solutions=simple_solutions(poly))["claim"]
        >>> claim["multihomogeneous"], claim["mixed_volume"], claim["complex_solutions"]
        ('32', '32', '32')
    """
    paper, bezout, multihomogeneous, mixed = (rung.value for rung in ladder(poly))
    held = mixed_volume_is_checked(poly)
    claim = {
        "degree": max(poly.degrees),
        "l1_degree": fourier_degree(poly),
        "paper": paper,
        "bezout": bezout,
        "multihomogeneous": multihomogeneous,
        "nondegenerate_minima": morse_bound(
            min(bezout, multihomogeneous, *([mixed] if held else []))
        ),
        "complex_solutions": solutions.number if solutions else 0,
    }
    witness = {"solutions": _solutions_json(solutions) if solutions else None}
    texts = {name: integer_text(value) for name, value in claim.items()} | {
        "mixed_volume": integer_text(mixed) if held else None
    }
    return certificate(
        "bounds", "theorem-7", {"loss": loss or polynomial_json(poly)}, texts, witness
    )


def _solutions_json(solutions: SimpleSolutions) -> Json:
    blocks = [
        {
            "angles": list(block.axes),
            "multiples": list(block.multiples),
            "weights": [integer_text(n) for n in found.weights],
            "eliminant": [integer_text(n) for n in found.eliminant],
            "coordinates": [[integer_text(n) for n in row] for row in found.coordinates],
        }
        for block, found in solutions.blocks
    ]
    return {"modulus": integer_text(PRIME), "root": integer_text(ROOT), "blocks": blocks}
