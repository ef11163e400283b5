r"""Which certified critical point a final point belongs to, and how far from it it can be.

Matching rule. The complete list of critical points (:func:`symqnn.roots.critical.critical_points`)
gives for each of them a cube X with

    ‖I - Y·H(x)‖∞ ≤ q < 0.95 for all x in X (Y a fixed matrix, H the Hessian in φ),

so every H(x) is nonsingular with the inertia of the centre, and X holds exactly one critical point
x*. A final point x is *matched* to x* if it lies in X and its run converged. Then, if x* is a
minimum, the loss is strictly convex on X, x* is its only critical point there, and
Y·∇L(x) = Y·H̄·(x - x*) with an average H̄ of Hessians on X gives the bound

    |x - x*|∞ ≤ ‖Y·∇L(x)‖∞/(1-q) ≤ 20·‖Y·∇L(x)‖∞.

Points and gradients are floats; the cubes are a million times wider than their errors. Everything
that is not matched is reported with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from symqnn.errors import InputError
from symqnn.roots.critical_list import CriticalPoints
from symqnn.roots.dyadic import TURN
from symqnn.roots.search import Enumeration
from symqnn.roots.structure import AngleBlock
from symqnn.training.objective import FloatArray, polynomial_objective
from symqnn.training.restarts import Runs

SLACK = 20.0  # 1/(1-q) for q = 0.95, the largest contraction of a certified cube
MINIMUM, NOT_CONVERGED, SADDLE, OUTSIDE = (
    "certified minimum",
    "not converged",
    "critical point that is no minimum",
    "outside every certified cube",
)
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Matches:
    """The certified critical points of n final points.

    Args:
        roots: for each independent block of angles the number of its certified point, or -1, shape
            (n, blocks).
        index: Morse index of the certified point, or -1 outside every cube, shape (n,).
        distance: upper bound of the distance in φ (largest coordinate) from it; infinite outside,
            shape (n,).
        converged: whether the run converged, shape (n,).
    """

    roots: Integers
    index: Integers
    distance: FloatArray
    converged: npt.NDArray[np.bool_]

    @property
    def matched(self) -> npt.NDArray[np.bool_]:
        """Whether the final point belongs to a certified minimum."""
        return np.asarray(self.converged & (self.index == 0))

    def counts(self) -> Mapping[str, int]:
        """How many runs ended where; the numbers add up to all runs."""
        inside, minimum = self.index >= 0, self.index == 0
        return {
            MINIMUM: int(self.matched.sum()),
            NOT_CONVERGED: int((~self.converged).sum()),
            SADDLE: int((self.converged & inside & ~minimum).sum()),
            OUTSIDE: int((self.converged & ~inside).sum()),
        }


def match(runs: Runs, found: CriticalPoints) -> Matches:
    """Match final points to the certified critical points of the loss.

    Args:
        runs: with θ in radians. found: the list for the loss that was trained; it may be
            incomplete.

    Example:
        >>> from fractions import Fraction
        >>> from symqnn.experiments.instance import closed_form
        >>> from symqnn.training.methods import GradientDescent
        >>> from symqnn.training.restarts import run_restarts
        >>> instance = closed_form(2, Fraction(1, 5))
        >>> runs = run_restarts(instance.objective, 20, GradientDescent(0.2))
        >>> matches = match(runs, instance.found)
        >>> bool(matches.matched.all()), bool(matches.distance.max() < 1e-3)
        (True, True)
    """
    n = len(runs)
    roots = np.full((n, len(found.blocks)), -1, dtype=np.int64)
    index, distance = np.zeros(n, dtype=np.int64), np.zeros(n)
    for column, (block, enumeration) in enumerate(
        zip(found.blocks, found.enumerations, strict=True)
    ):
        units = np.array([float(found.poly.torus.units[axis]) for axis in block.axes])
        phi = units * runs.theta[:, list(block.axes)] * np.array(block.multiples)
        roots[:, column], bound = _in_block(phi, block, enumeration)
        inside = roots[:, column] >= 0
        index = np.where(
            inside & (index >= 0), index + enumeration.roots.indices[roots[:, column]], -1
        )
        distance = np.where(inside, np.maximum(distance, bound), np.inf)
    return Matches(roots, index, distance, runs.converged)


def _in_block(
    phi: FloatArray, block: AngleBlock, enumeration: Enumeration
) -> tuple[Integers, FloatArray]:
    """Number of the certified point in whose cube each row lies (or -1),
    and the bound of the distance.
    """
    known, scale = enumeration.roots, float(enumeration.jets.scale)
    centres = known.centres.astype(np.float64) * (2 * np.pi / TURN)
    which, bound, nearest = (
        np.full(len(phi), -1, dtype=np.int64),
        np.full(len(phi), np.inf),
        np.full(len(phi), np.inf),
    )
    for k, centre in enumerate(centres):  # cubes may overlap: the nearest centre counts
        apart = np.abs(np.mod(phi - centre + np.pi, 2 * np.pi) - np.pi).max(axis=1, initial=0)
        closer = (apart < known.radii[k] * (1 - 1e-9)) & (apart < nearest)
        which[closer], nearest[closer] = k, apart[closer]
    units = np.array([float(unit) for unit in block.poly.torus.units])  # ψ = units·θ
    _, gradient = polynomial_objective(block.poly).value_and_gradient(phi / units)
    for k in range(len(centres)):
        rows = which == k
        step = (gradient[rows] / (units * scale)) @ known.preconditioners[k].T  # ∂/∂ψ
        bound[rows] = SLACK * np.abs(step).max(axis=1, initial=0) / min(block.multiples)
    return which, bound


def values(matches: Matches, found: CriticalPoints) -> tuple[FloatArray, FloatArray]:
    """Loss of the certified point of each run and a bound of its error,
    shape (n,); NaN where there is none.
    """
    total, error = np.full(len(matches.index), float(found.offset)), np.zeros(len(matches.index))
    for column, enumeration in enumerate(found.enumerations):
        which, scale = matches.roots[:, column], float(enumeration.jets.scale)
        total += np.where(which >= 0, enumeration.roots.values[which] * scale, np.nan)
        error += np.where(which >= 0, enumeration.roots.errors[which] * scale, np.nan)
    return total, error


def level_numbers(matches: Matches, found: CriticalPoints, levels: FloatArray) -> Integers:
    """Number of the exact level that each run reached, -1 if its end is no certified minimum.

    Args:
        levels: values of the minima, increasing, farther apart than the certified errors of the
            values.

    Raises:
        InputError: a certified value belongs to no level, or levels too close.
    """
    value, error = values(matches, found)
    slack = float(np.nanmax(error, initial=0)) + 1e-12
    if len(levels) > 1 and np.diff(levels).min() <= 4 * slack:
        raise InputError(
            "the levels are closer than the certified errors of the values; give them as one level."
        )
    nearest = np.abs(value[:, None] - levels[None, :])
    number = np.where(matches.matched, np.nan_to_num(nearest, nan=np.inf).argmin(axis=1), -1)
    far = matches.matched & ~(nearest.min(axis=1) <= slack)
    if far.any():
        raise InputError(
            f"the certified minimum of run {int(np.flatnonzero(far)[0])} has none of the exact "
            "values; please report this."
        )
    return number


def basins(theta: FloatArray, found: CriticalPoints) -> Integers:
    """For a separable loss: the certified minimum of each angle to which gradient flow takes a
    point, shape (n, p), numbered as in ``Matches.roots``.

    The flow of an angle never crosses a critical point, so it stays between two neighbouring maxima
    and ends at the minimum between them;
    -1 where a start cannot be told from a maximum.

    Raises:
        InputError: a loss that is not separable, or an incomplete list.
    """
    if found.reason or any(
        len(block.axes) != 1 or block.multiples != (1,) for block in found.blocks
    ):
        raise InputError("basins are known for a complete list of a separable loss only.")
    result = np.full((len(theta), len(found.blocks)), -1, dtype=np.int64)
    for column, (block, enumeration) in enumerate(
        zip(found.blocks, found.enumerations, strict=True)
    ):
        known = enumeration.roots
        order = np.argsort(known.centres[:, 0])
        centres = known.centres[order, 0] * (2 * np.pi / TURN)
        maxima, minima = order[known.indices[order] == 1], order[known.indices[order] == 0]
        at = centres[known.indices[order] == 1]
        phi = np.mod(2 * theta[:, block.axes[0]], 2 * np.pi)
        after = np.searchsorted(at, phi) % len(maxima)  # number of the next maximum
        previous = maxima[after - 1]
        # critical points alternate: the minimum of an arc is the one that follows its lower maximum
        follows = {int(order[k]): int(order[(k + 1) % len(order)]) for k in range(len(order))}
        result[:, column] = np.array([follows[int(root)] for root in maxima])[
            (after - 1) % len(maxima)
        ]
        edge = known.tight[previous].max(initial=0) + 1e-12
        close = (
            np.abs(np.mod(phi[:, None] - at[None, :] + np.pi, 2 * np.pi) - np.pi).min(axis=1)
            <= edge
        )
        result[close, column] = -1
        if set(result[~close, column].tolist()) - set(minima.tolist()):
            raise InputError("minima and maxima do not alternate; please report this.")
    return result


def basin_fractions(found: CriticalPoints) -> list[dict[int, float]]:
    """For a separable loss: share of the circle that each certified minimum attracts, angle by
    angle, from the certified maxima.
    """
    fractions = []
    for enumeration in found.enumerations:
        known = enumeration.roots
        order = np.argsort(known.centres[:, 0])
        centres = known.centres[order, 0] / TURN
        kinds = known.indices[order]
        part = {}
        for k in np.flatnonzero(kinds == 0):
            before, after = centres[k - 1], centres[(k + 1) % len(order)]
            part[int(order[k])] = float((after - before) % 1.0)
        fractions.append(part)
    return fractions
