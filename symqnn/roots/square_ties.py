"""Minima at which all residuals vanish, as many as angles: their values are exactly equal."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.roots.certify import Roots
from symqnn.roots.critical_list import CriticalPoints
from symqnn.roots.dyadic import radians
from symqnn.roots.structure import AngleBlock
from symqnn.roots.ties import Ties, enumeration_ties, lowest_roots

# more than a residual in floats at a rounded point is wrong by, relative to its coefficients
SLACK = 2.0**-30
MARGIN = 4.0  # the float test asks for so much more than the exact one


def list_ties(found: CriticalPoints) -> list[Ties | None]:
    """How many minima of each summand are the least, with a proof; None if it is not decided.

    By symmetries and exact values; otherwise by residuals that vanish, if there is one summand
    only.
    """
    proofs = [
        enumeration_ties(block.poly, part)
        for block, part in zip(found.blocks, found.enumerations, strict=True)
    ]
    if proofs == [None] and found.residuals:
        proofs = [square_ties(found.blocks[0], found.enumerations[0].roots, found.residuals)]
    return proofs


def square_ties(block: AngleBlock, roots: Roots, residuals: Sequence[TrigPoly]) -> Ties | None:
    r"""Whether all minima that may be the least are common zeros of the residuals, whose mean
    square is L.

    A zero close to each is shown to exist as the checker does it, here in floats with a margin
    (Newton and Kantorovich): with :math:`\|J^{-1}f\|\le w` and the second derivatives of f
    bounded, :math:`4aw<1`.

    Args:
        block: the only summand, in all angles. roots: its critical points. residuals: polynomials
            in φ.
    """
    squares = _shortened(block, residuals)
    p, listed = block.poly.angles, lowest_roots(roots)
    if squares is None or len(squares) != p:
        return None
    phases = radians(roots.centres[listed])
    values = np.stack([part.numeric_phases(phases) for part in squares], axis=1)
    jacobian = np.stack(
        [
            [part.phase_derivative(axis).numeric_phases(phases) for axis in range(p)]
            for part in squares
        ]
    )
    jacobian = np.moveaxis(jacobian, 2, 0)
    if (np.abs(np.linalg.det(jacobian)) < 1e-12).any():
        return None
    rows = np.abs(np.linalg.inv(jacobian))
    sizes = np.array([float(sum(abs(value) for _, value in part.terms())) for part in squares])
    bounds = np.array([_second(part) for part in squares])
    steps = (rows @ (np.abs(values) + SLACK * sizes)[:, :, None]).max(axis=(1, 2))
    change = (rows @ bounds).max(axis=1)
    close = MARGIN * steps <= np.array([float(r) for r in roots.radii[listed]])
    if not (close & (MARGIN * 4 * change * steps < 1)).all():
        return None
    weight = Fraction(1, len(residuals))
    return Ties(len(listed), squares=tuple((weight, part) for part in squares))


def _second(part: TrigPoly) -> float:
    return float(
        sum(abs(value) * sum((e + 1) // 2 for e in index) ** 2 for index, value in part.terms())
    )


def _shortened(block: AngleBlock, residuals: Sequence[TrigPoly]) -> list[TrigPoly] | None:
    """The residuals in ψ_l = m_lφ_l; None if they have other frequencies or another loss."""
    multiples = np.array(block.multiples)
    result = []
    for part in residuals:
        exponents = part.exponents.astype(np.int64)
        frequencies = (exponents + 1) // 2
        if part.angles != block.poly.angles or (frequencies % multiples).any():
            return None
        reduced = np.where(exponents == 0, 0, 2 * (frequencies // multiples) - exponents % 2)
        result.append(
            trigpoly(reduced.astype(np.uint8), part.numerators, part.denominator, block.poly.torus)
        )
    if not result:
        return None
    rest = block.poly - sum((part * part for part in result[1:]), result[0] * result[0]) * Fraction(
        1, len(result)
    )
    return result if all(not any(index) for index, _ in rest.terms()) else None
