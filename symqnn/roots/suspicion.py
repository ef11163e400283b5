"""Whether the gradient seems to vanish on a set of positive dimension: in floats, so nothing rests
on it but how long a search tries.
"""

from __future__ import annotations

from math import pi

import numpy as np

from symqnn.roots.jets import Jets

STARTS, ROUNDS = 64, 40
CUTOFF = 1e-7  # of eigenvalues of the Hessian, relative to the largest: smaller ones count as zero
APART = 0.05  # radians, in some angle
ENOUGH = 4


def seems_degenerate(jets: Jets) -> bool:
    """Whether Newton's method ends at several points, apart from each other, with a singular
    Hessian.

    Isolated degenerate points attract few starts and slowly; on a manifold of critical points
    Newton's method with the pseudo-inverse converges quadratically.

    Example:
        >>> from symqnn.algebra.trigpoly import TrigPoly
        >>> t = TrigPoly.from_terms
        >>> f, g = t({"100": 1, "000": "-1/3"}), t({"010": 1, "000": "2/5"})
        >>> curve = f * g * t({"001": 1, "000": 2}) + f * f
        >>> isolated = t({"100": 1, "011": 1, "030": "1/5"})
        >>> seems_degenerate(Jets(curve)), seems_degenerate(Jets(isolated))
        (True, False)
    """
    points = np.random.default_rng(0).uniform(0, 2 * pi, (STARTS, jets.angles))
    for _ in range(ROUNDS):
        gradient, hessian = jets.approximate(points)
        values, vectors = np.linalg.eigh(hessian)
        size = np.abs(values).max(axis=1, keepdims=True) + 1e-300
        inverse = np.where(
            np.abs(values) > CUTOFF * size, 1 / np.where(values == 0, 1, values), 0.0
        )
        steps = -np.einsum("nij,nj,nkj,nk->ni", vectors, inverse, vectors, gradient)
        points = points + np.clip(steps, -0.5, 0.5)
    gradient, hessian = jets.approximate(points)
    values = np.abs(np.linalg.eigvalsh(hessian))
    singular = (np.abs(gradient).max(axis=1) < 1e-12) & (
        values.min(axis=1) < CUTOFF * values.max(axis=1)
    )
    kept: list[np.ndarray] = []
    for point in points[singular]:
        if all(np.abs((point - other + pi) % (2 * pi) - pi).max() > APART for other in kept):
            kept.append(point)
    return len(kept) >= ENOUGH
