"""Dyadic angles: the integer n stands for the angle φ = 2πn/2^46 radians, n/2^46 of a turn."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from flint import arb, ctx, fmpq

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

BITS = 46
TURN = 1 << BITS
_known: dict[int, tuple[float, float]] = {}


def radians(numerators: Ints) -> Floats:
    """Approximate angles in radians; for search only."""
    return numerators.astype(np.float64) * (2 * np.pi / TURN)


def dyadic(angles: Floats) -> Ints:
    """Nearest dyadic angles of angles in radians; for search only."""
    return np.asarray(np.rint(np.nan_to_num(angles) * (TURN / (2 * np.pi))).astype(np.int64))


def cos_sin(numerators: Ints) -> tuple[Floats, Floats]:
    """Cosine and sine of dyadic angles, each with an absolute error of at most 2^-52.

    Each different angle is evaluated once by an Arb ball of 80 bits (radius below 2^-70) and
    rounded to a float.
    """
    unique, inverse = np.unique(numerators % TURN, return_inverse=True)
    table = np.array([_point(n) for n in unique.tolist()]).reshape(-1, 2)
    return table[inverse, 0].reshape(numerators.shape), table[inverse, 1].reshape(numerators.shape)


def _point(numerator: int) -> tuple[float, float]:
    found = _known.get(numerator)
    if found is None:
        if len(_known) > 500_000:
            _known.clear()
        previous, ctx.prec = ctx.prec, 80
        try:
            sin, cos = arb.sin_cos_pi_fmpq(fmpq(2 * numerator, TURN))
        finally:
            ctx.prec = previous
        found = _known[numerator] = (float(cos.mid()), float(sin.mid()))
    return found
