"""With how few digits a critical point can be listed: those with which the check of its box passes.

The checker shows by Kantorovich's theorem that a critical point is near the listed one; a dozen
bits in each angle often suffice. Local minima are listed with all digits, since their values decide
which is the least. Everything is in floats, with a margin: nothing rests on it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from symqnn.roots.bernstein import Charts, injective
from symqnn.roots.certify import inverses
from symqnn.roots.dyadic import Floats, Ints
from symqnn.roots.jets import Jets
from symqnn.roots.subdivision import MOST_DIGITS, Boxes

TRIED = (2, 3, 4, 5)  # digits to the base 64
MARGIN = 2.0  # how much better than necessary the tests have to come out


def root_weights(inverse: Floats, exponents: Sequence[int], weight: int) -> Floats:
    """Rows of inverse Hessians for derivatives scaled by powers of 2, as whole numbers of absolute
    sum at most 2^weight.
    """
    scaled = inverse * np.exp2(np.min(exponents) - np.array(exponents, dtype=np.float64))
    return np.asarray(np.trunc(scaled / np.abs(scaled).sum(axis=2, keepdims=True) * 2.0**weight))


def digits_needed(
    jets: Jets,
    charts: Charts,
    boxes: Boxes,
    coefficients: Floats,
    tangents: Floats,
    weight: int,
    slack: Floats,
) -> Ints:
    """For each box with one critical point how many digits it is listed with, shape (N,).

    Args:
        coefficients: of the derivatives over the boxes. tangents: where the critical points are.
        weight, slack: of the test that a box has only one, see :func:`injective`.
    """
    needed = np.full(len(boxes), MOST_DIGITS, dtype=np.int64)
    _, hessian = jets.approximate(charts.radians(boxes.charts, tangents))
    left = np.flatnonzero(np.linalg.eigvalsh(hessian)[:, 0] < 0)  # no minima
    for digits in TRIED:
        if not len(left):
            break
        places = np.clip(np.floor((tangents[left] + 1) * 2.0 ** (6 * digits - 1)), 0, None)
        rounded = -1 + (2 * places + 1) / 2.0 ** (6 * digits)
        listed = boxes.take(left)
        gradient, hessian = jets.approximate(charts.radians(listed.charts, rounded))
        inverse = inverses(hessian)
        change = (np.abs(inverse) @ charts.third_sums).max(axis=1)
        step = np.abs(np.einsum("nij,nj->ni", inverse, gradient)).max(axis=1)
        low, high = listed.ends()
        room = np.minimum(rounded - low, high - rounded).min(axis=1)
        good = (4 * MARGIN * change * step < 1) & (2 * MARGIN * step < room)
        which = left[good]
        rows = root_weights(inverse[good], charts.exponents, weight)
        which = which[injective(coefficients[which], rows, slack[which])]
        needed[which] = digits
        left = np.setdiff1d(left, which)
    return needed
