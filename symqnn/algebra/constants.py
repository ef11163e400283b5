r"""Angles that are held at constants: fixed angles of irrational cosines and sines, such as π/4.

The expansion treats a constant c as one more angle: M(θ, c) is exact for every value of c, so also
for this one. Values, SymPy expressions and formulas put the constant in.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from symqnn.algebra.fixed_angle import FixedAngle
from symqnn.algebra.torus import Torus

if TYPE_CHECKING:
    from symqnn.algebra.trigpoly import TrigPoly


def with_constants(theta: npt.NDArray[np.float64], torus: Torus) -> npt.NDArray[np.float64]:
    """Floating angles θ of the parameters in radians, with the constants behind them; for
    cross-checks only.

    Args:
        theta: shape (…, parameters).

    Returns:
        Shape (…, angles); of each constant a multiple of its period is taken away.

    Example:
        >>> held = Torus(("a", "pi/4"), (1, 1), (FixedAngle(pi=Fraction(1, 4)),))
        >>> with_constants(np.zeros(1), held).tolist()
        [0.0, 0.7853981633974483]
    """
    if not torus.constants:
        return theta
    units = torus.units[len(torus.parameters) :]
    pairs = zip(torus.constants, units, strict=True)
    held = np.array([constant.within_period(unit) for constant, unit in pairs])
    return np.concatenate((theta, np.broadcast_to(held, (*theta.shape[:-1], len(held)))), axis=-1)


def settled(poly: TrigPoly) -> TrigPoly:
    r"""The same function of the parameters with as few cosines and sines of constants as are found.

    Rational ones become coefficients, and of those of one constant that are rational multiples of
    √2, or of √3, the first stands for all: with :math:`c=\pi/4` there is :math:`\sin 2c=1` and
    :math:`\sin c=\cos c`. So with one constant that is a multiple of π/4 or of π/6 two polynomials
    are equal iff their coefficients are.

    Example:
        >>> from symqnn.algebra.trigpoly import TrigPoly
        >>> held = Torus(("a", "pi/4"), (1, 1), (FixedAngle(pi=Fraction(1, 4)),))
        >>> settled(TrigPoly.from_terms({"11": 1, "12": 1, "23": 1, "24": 5}, torus=held))
        2*cos(a)*cos(pi/4) + 5*sin(a)
    """
    torus = poly.torus
    for axis in range(len(torus.parameters), len(torus)):
        poly = _settled_axis(poly, axis)
    return poly


def _settled_axis(poly: TrigPoly, axis: int) -> TrigPoly:
    """One constant; each of its basis functions as a multiple of another one."""
    images: dict[int, tuple[Fraction, int]] = {}
    first: dict[int, tuple[Fraction, int]] = {}  # r: q and the first basis function that is q√r
    for e in range(2 * poly.degrees[axis] + 1):
        images[e] = Fraction(1), e
        surd = _value(poly.torus, axis, e).surd(sine=e % 2 == 0) if e else (Fraction(1), 1)
        if surd is None:
            continue
        value, root = surd
        if not value:
            images[e] = Fraction(0), 0
            continue
        known, place = first.setdefault(root, (value, e))
        images[e] = value / known, place
    terms: dict[str | tuple[int, ...], Fraction] = {}
    for index, coefficient in poly.terms():
        factor, e = images[index[axis]]
        moved = (*index[:axis], e, *index[axis + 1 :])
        terms[moved] = terms.get(moved, Fraction(0)) + coefficient * factor
    return type(poly).from_terms(terms, torus=poly.torus)


def _value(torus: Torus, axis: int, e: int) -> FixedAngle:
    """The angle whose cosine or sine a basis function of a constant is."""
    constant = torus.constants[axis - len(torus.parameters)]
    return constant.times(torus.units[axis] * ((e + 1) // 2))
