r"""A proof that fewer functions than angles vanish together on a set of positive dimension.

If m < p functions f have a common zero at which some m columns of their Jacobian are independent,
then by the implicit function theorem they vanish together on a (p-m)-dimensional manifold. If
L = const + Σ w_i f_i², w_i > 0, all of it are global minima of L.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

import numpy as np
from flint import arb, arb_mat, ctx, fmpq

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import DimensionError
from symqnn.roots.degeneracy import Degeneracy, ZeroSet
from symqnn.roots.dyadic import TURN

PRECISION = 96
STARTS = 200
RADIUS = 2**-16  # radians
CENTRE_BITS = 24  # the certificate must not depend on the last bits of floats


def _ball_value(poly: TrigPoly, cosines: list[list[arb]]) -> arb:
    """Enclosure of the value; cosines[l][e] encloses basis function e of angle l."""
    total = arb(0)
    for index, value in poly.terms():
        term = arb(fmpq(value.numerator, value.denominator))
        for axis, e in enumerate(index):
            if e:
                term *= cosines[axis][e]
        total += term
    return total


def _basis(angles: list[arb], degree: int) -> list[list[arb]]:
    return [
        [arb(1), *(part for k in range(1, degree + 1) for part in ((k * x).cos(), (k * x).sin()))]
        for x in angles
    ]


def _krawczyk(
    functions: Sequence[TrigPoly], point: np.ndarray, free: tuple[int, ...], radius: float
) -> ZeroSet | None:
    """Krawczyk's test in balls: exactly one common zero within ``radius`` in the free angles, the
    others fixed; Jacobian nonsingular.
    """
    degree = max(d for f in functions for d in f.degrees)
    dyadic = tuple(
        round(float(x) / (2 * np.pi) * 2**CENTRE_BITS) * (TURN >> CENTRE_BITS) % TURN for x in point
    )
    fixed = [fmpq(2 * n, TURN) for n in dyadic]
    centre = [arb(x) * arb.pi() for x in fixed]
    wide = [x + arb(0, radius) if axis in free else x for axis, x in enumerate(centre)]
    partials = [[f.phase_derivative(axis) for axis in free] for f in functions]
    m = len(functions)
    values = arb_mat(m, 1, [_ball_value(f, _basis(centre, degree)) for f in functions])
    jacobian = arb_mat(
        m, m, [_ball_value(part, _basis(wide, degree)) for row in partials for part in row]
    )
    middle = np.array([[float(part.numeric_phases(point)) for part in row] for row in partials])
    try:
        inverse = np.linalg.inv(middle)
    except np.linalg.LinAlgError:
        return None
    rows = tuple(
        tuple(Fraction(round(float(value) * 2**10), 2**10) for value in row) for row in inverse
    )
    y = arb_mat(
        m, m, [arb(fmpq(value.numerator, value.denominator)) for row in rows for value in row]
    )
    offsets = arb_mat(m, 1, [arb(0, radius)] * m)
    identity = arb_mat(m, m, [arb(int(i == j)) for i in range(m) for j in range(m)])
    image = -(y * values) + (identity - y * jacobian) * offsets
    if not all(abs(image[i, 0]) < arb(radius) * arb(0.75) for i in range(m)):
        return None
    return ZeroSet(dyadic, free, round(radius * TURN), rows)


def common_zero(functions: Sequence[TrigPoly], seed: int = 0) -> Degeneracy | None:
    """Why m < p functions certainly vanish together on a manifold of dimension p - m; None if no
    proof was found.

    Newton's method (Gauss-Newton, floating) looks for a common zero; interval arithmetic (Arb)
    proves it.

    Raises:
        DimensionError: functions of different numbers of angles.

    Example:
        >>> common_zero([TrigPoly.from_terms({"11": 1, "20": "1/2"})]).reason[:60]
        'the 1 functions vanish together on a manifold of dimension 1'
    """
    m, p = len(functions), functions[0].angles if functions else 0
    if len({f.angles for f in functions}) > 1:
        raise DimensionError("the functions have different numbers of angles.")
    if not 0 < m < p:
        return None
    partials = [[f.phase_derivative(axis) for axis in range(p)] for f in functions]
    points = np.random.default_rng(seed).uniform(0, 2 * np.pi, (STARTS, p))
    for _ in range(30):
        values = np.stack([f.numeric_phases(points) for f in functions], axis=-1)
        jacobian = np.stack(
            [np.stack([part.numeric_phases(points) for part in row], axis=-1) for row in partials],
            axis=-2,
        )
        steps = (np.linalg.pinv(jacobian) @ values[..., None])[..., 0]
        points = points - steps / np.maximum(1, np.abs(steps).max(axis=1, keepdims=True))
    sizes = np.abs(np.stack([f.numeric_phases(points) for f in functions], axis=-1)).max(axis=1)
    previous, ctx.prec = ctx.prec, PRECISION
    try:
        for k in np.argsort(sizes)[:10]:
            for free in combinations(range(p), m):
                if (
                    sizes[k] < 1e-9
                    and (proof := _krawczyk(functions, points[k], free, RADIUS)) is not None
                ):
                    where = ", ".join(f"{x % (2 * np.pi):.4f}" for x in points[k])
                    text = (
                        f"the {m} functions vanish together on a manifold of dimension "
                        f"{p - m} through φ ≈ ({where}) (Krawczyk, implicit function theorem)"
                    )
                    return Degeneracy(text, p - m, proof)
        return None
    finally:
        ctx.prec = previous
