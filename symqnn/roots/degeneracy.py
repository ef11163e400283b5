"""Proofs that some critical point is degenerate, as data: what a certificate of the kind
``degenerate-critical-points`` holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly

Exponents = dict[tuple[int, ...], Fraction]
Coefficients = tuple[Fraction, ...]


@dataclass(frozen=True)
class Directions:
    """The loss is constant along these independent integer directions of φ."""

    vectors: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class SharedFactor:
    """In the angles ``axes`` of a summand, ∂_iL ∏(1+t²)^d = factor · quotient_i, t = tan(φ/2), and
    the factor takes both signs.

    Args:
        axes: the angles. factor, quotients: polynomials in t by exponents.
        above, below: points t at which the factor is positive, and negative.
    """

    axes: tuple[int, ...]
    factor: Exponents
    quotients: tuple[Exponents, ...]
    above: tuple[Fraction, ...]
    below: tuple[Fraction, ...]


@dataclass(frozen=True)
class Factor:
    """A factor of a summand in some of its angles, positive at the point ``above`` and negative at
    ``below``.
    """

    axes: tuple[int, ...]
    poly: TrigPoly
    above: tuple[CirclePoint, ...]
    below: tuple[CirclePoint, ...]


@dataclass(frozen=True)
class ZeroProduct:
    """A summand in the angles ``axes`` is, up to a constant, a product of two factors in disjoint
    angles.
    """

    axes: tuple[int, ...]
    factors: tuple[Factor, Factor]


@dataclass(frozen=True)
class ZeroSet:
    """Krawczyk's test for m < p residuals in m free angles.

    Args:
        centre: angles over 2^46 turns. free: positions of the free angles. radius: over 2^46,
            radians.
        preconditioner: approximate inverse of the Jacobian in the free angles.
    """

    centre: tuple[int, ...]
    free: tuple[int, ...]
    radius: int
    preconditioner: tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class AlgebraicPoint:
    """A critical point of a summand whose cosines and sines are polynomials in a real root x of
    ``modulus``; a circle of them in a direction.

    Args:
        axes: the angles of the summand. modulus: coefficients, lowest first. interval: it has
            opposite signs at the ends.
        point: (cos φ_l, sin φ_l) as coefficients of powers of x.
        direction: integers, if the whole circle through the point is critical; else () and the
            Hessian is singular.
    """

    axes: tuple[int, ...]
    modulus: Coefficients
    interval: tuple[Fraction, Fraction]
    point: tuple[tuple[Coefficients, Coefficients], ...]
    direction: tuple[int, ...] = ()


@dataclass(frozen=True)
class Degeneracy:
    """Why some critical point is degenerate.

    Args:
        reason: for people. dimension: of a set of critical points that exists; 0 for a single
            degenerate point.
        proof: what the checker verifies.
    """

    reason: str
    dimension: int
    proof: Directions | SharedFactor | ZeroProduct | ZeroSet | AlgebraicPoint
