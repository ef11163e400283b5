"""Newton's method for critical points, in floats: it finds candidates, and nothing rests on it."""

from __future__ import annotations

import numpy as np

from symqnn.roots.certify import inverses
from symqnn.roots.dyadic import TURN, Floats, Ints, dyadic
from symqnn.roots.jets import Jets

# The step that a guess may still make in each round, in radians: one that does worse is dropped, a
# smaller box will guess better.
LARGEST = (1.5, 1.0, 0.5, 0.2, 0.05, 2e-3, 1e-5)


def newton(jets: Jets, guesses: Floats) -> tuple[Floats, Ints]:
    """Approximate critical points from guesses in radians, and which of the guesses lead there;
    those that do not converge are dropped.
    """
    which, moving = np.arange(len(guesses)), np.ones(len(guesses), dtype=bool)
    for largest in LARGEST:
        if not moving.any():
            break
        gradient, hessian = jets.approximate(guesses)
        steps = -np.einsum("nij,nj->ni", inverses(hessian), gradient)
        length = np.abs(steps).max(axis=1)
        good = length < largest
        # what has converged stays where it is, so that no point depends on the others
        guesses = guesses[good] + np.where(moving[good, None], steps[good], 0.0)
        which, moving = which[good], moving[good] & (length[good] >= 1e-9)
    return guesses, which


def polished(jets: Jets, points: Ints) -> Ints:
    """Points moved to the last digit of the critical point they approximate, the same on every
    machine.
    """
    for _ in range(3):
        batch = jets.at(points)
        steps = dyadic(-np.einsum("nij,nj->ni", inverses(batch.hessian), batch.gradient))
        points = (
            points
            + np.where(np.abs(steps).max(axis=1, initial=0, keepdims=True) < TURN // 8, steps, 0)
        ) % TURN
        if np.abs(steps).max(initial=0) <= 1:
            break
    return points
