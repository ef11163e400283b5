"""What the support of a trigonometric polynomial shows at once: independent blocks of angles,
shorter periods, missing directions.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from math import gcd, prod

import numpy as np
from flint import fmpz_mat

from symqnn.algebra.components import components
from symqnn.algebra.trigpoly import TrigPoly, trigpoly


@dataclass(frozen=True)
class AngleBlock:
    """A summand L_b of L = const + Σ_b L_b in angles of its own.

    Args:
        axes: positions of its angles.
        multiples: m_l ≥ 1, the greatest common divisor of the frequencies in angle l.
        poly: L_b as a polynomial in ψ_l = m_lφ_l; each critical point in ψ stands for ∏m_l in φ.
    """

    axes: tuple[int, ...]
    multiples: tuple[int, ...]
    poly: TrigPoly

    @property
    def copies(self) -> int:
        """Number of points φ of the torus over each point ψ."""
        return prod(self.multiples)


def blocks(poly: TrigPoly) -> tuple[AngleBlock, ...]:
    r"""Split L into a constant and summands in disjoint sets of angles, and shorten their periods.

    The critical points of L are the products of those of the summands, Morse indices and values add
    up.

    Raises:
        Nothing; angles that do not occur are in no block.

    Example:
        >>> [block.axes for block in blocks(TrigPoly.from_terms({"100": 1, "011": 1}))]
        [(0,), (1, 2)]
    """
    supports = [tuple(np.flatnonzero(row).tolist()) for row in poly.exponents]
    result = []
    for axes in components((), set(supports)):
        rows = [k for k, support in enumerate(supports) if support and support[0] in axes]
        exponents = poly.exponents[rows][:, list(axes)].astype(np.int64)
        frequencies = (exponents + 1) // 2
        multiples = np.array([reduce(gcd, column.tolist(), 0) for column in frequencies.T])
        reduced = np.where(exponents == 0, 0, 2 * (frequencies // multiples) - exponents % 2)
        listed = tuple(multiples.tolist())
        torus = poly.torus.select(axes, listed)
        part = trigpoly(reduced.astype(np.uint8), poly.numerators[rows], poly.denominator, torus)
        result.append(AngleBlock(axes, listed, part))
    return tuple(result)


def summand(poly: TrigPoly, axes: tuple[int, ...]) -> TrigPoly:
    """The terms of L in some angles, none of which occurs in another term, as a polynomial in
    these; the periods are kept.

    Example:
        >>> summand(TrigPoly.from_terms({"100": 1, "033": 1}), (1, 2)).degrees
        (2, 2)
    """
    rows = [k for k, row in enumerate(poly.exponents) if any(row[axis] for axis in axes)]
    torus = poly.torus.select(axes)
    return trigpoly(
        poly.exponents[rows][:, list(axes)], poly.numerators[rows], poly.denominator, torus
    )


def constant_directions(poly: TrigPoly) -> tuple[tuple[int, ...], ...]:
    """A basis of the integer directions of φ along which L is constant: those orthogonal to all
    frequency vectors.

    Example:
        >>> constant_directions(TrigPoly.from_terms({"11": 1, "22": 1}))
        ((1, 1),)
    """
    vectors = [list(k) for k in poly.laurent()[0] if any(k)] or [[0] * poly.angles]
    basis, dimension = fmpz_mat(vectors).nullspace()
    columns = [[int(basis[row, k]) for row in range(poly.angles)] for k in range(dimension)]
    signs = [1 if next(filter(None, column)) > 0 else -1 for column in columns]
    return tuple(
        tuple(sign * value // gcd(*column) for value in column)
        for sign, column in zip(signs, columns, strict=True)
    )
