r"""A primal-dual interior-point method for sums of squares, in floats, that uses their structure:
nothing here is a proof.

At points x_1 … x_m that determine the polynomials at hand, :math:`T-\lambda=b^\top Gb` is m
equations :math:`b(x_k)^\top G\,b(x_k)+\lambda=T(x_k)` with matrices of rank one (Löfberg and
Parrilo, "From coefficients to samples", 2004). The matrix of the Newton step is then a Hadamard
product, :math:`H_{kl}=(b_k^\top Gb_l)(b_k^\top Z^{-1}b_l)`: O(m²n) for Gram matrices of size n
where a general solver works on their n(n+1)/2 entries. The dual is min Σ z_k T(x_k), Σ z_k = 1,
Z = Σ z_k b_k b_k^⊤ positive semidefinite.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.minimum.samples import forms, moments, newton, repaired, sampled, unfolded
from symqnn.minimum.squares import Floats, Squares

MAX_STEPS = 80
PATIENCE = 3
SHORTER = 0.95  # of the way to the boundary of the cone
START = 2.0
SMALL = 128  # triangles up to this size are inverted at once


class SolverError(Exception):
    """A solver gave no Gram matrices; it never leaves :func:`symqnn.minimum.value.least_value`."""


@dataclass(frozen=True)
class Interior:
    """The best that the method reached: a bound, Gram matrices, the number of steps, and the
    relative duality gap.
    """

    bound: float
    grams: tuple[Floats, ...]
    steps: int
    gap: float


def interior(
    poly: TrigPoly, chosen: Squares, goal: float = 1e-9, watch: Callable[[str], None] | None = None
) -> Interior:
    """The largest λ, nearly, such that the polynomial minus λ is a sum of squares of the chosen
    functions.

    Args:
        poly: not constant. chosen: the functions. goal: the relative duality gap at which it stops.
        watch: told each step; what it raises ends the method.
    """
    at = sampled(poly, chosen)
    bases, values = at.bases, at.values
    # a feasible start: a quadratic form that is the polynomial up to a constant, and a multiple of
    # the unit matrix, whose form is constant
    grams = repaired(at, [np.zeros((len(b), len(b))) for b in bases])
    lift = START * max(float(np.abs(np.linalg.eigvalsh(gram)).max()) for gram in grams) + 1e-3
    grams = [gram + lift * np.eye(len(gram)) for gram in grams]
    bound, measure = float(np.mean(values - forms(grams, bases))), at.weights
    best, best_gap, since, steps = (grams, bound), np.inf, 0, 0
    for steps in range(1, MAX_STEPS + 1):
        moved = _step(grams, bound, measure, bases, values)
        if moved is None:
            break
        grams, bound, measure = moved
        gap = abs(float(values @ measure) - bound) / (1 + abs(bound))
        since += 1
        if gap < best_gap:
            best, best_gap, since = (grams, bound), gap, 0
        if watch is not None:
            watch(f"sum of squares: step {steps}, bound {at.scale * bound:.9g}, gap {gap:.0e}")
        # where rounding wins, further steps only repeat themselves
        if gap < goal or since == PATIENCE:
            break
    found = unfolded(at, chosen, repaired(at, best[0]))
    return Interior(at.scale * best[1], found, steps, best_gap)


def _step(
    grams: list[Floats], bound: float, measure: Floats, bases: Sequence[Floats], values: Floats
) -> tuple[list[Floats], float, Floats] | None:
    """One step (predictor and corrector in the direction of Helmberg, Kojima and Monteiro); None
    where floats give out.
    """
    try:
        images = moments(measure, bases)
        inverses = [_inverse(image) for image in images]
        parts = zip(bases, grams, inverses, strict=True)
        matrix = np.asarray(sum(newton(b, gram, inverse) for b, gram, inverse in parts))
        matrix[np.diag_indices(len(matrix))] *= 1 + 1e-15
        half = _triangular_inverse(np.linalg.cholesky(matrix))
        size = sum(len(gram) for gram in grams)
        mu = (
            sum(float((gram * image).sum()) for gram, image in zip(grams, images, strict=True))
            / size
        )
        system = _System(half, values - bound - forms(grams, bases), 1 - float(measure.sum()))
        zero = [np.zeros_like(gram) for gram in grams]
        changes, _, turned, turned_moments = _direction(system, grams, inverses, bases, 0.0, zero)
        primal, dual = _longest(grams, changes), _longest(images, turned_moments)
        after = sum(
            float(((gram + primal * a) * (moment + dual * b)).sum())
            for gram, a, moment, b in zip(grams, changes, images, turned_moments, strict=True)
        )
        centred = mu * min(1.0, (after / size / mu) ** 2 if after > 0 else 0.1)
        second = [
            a @ b @ inverse for a, b, inverse in zip(changes, turned_moments, inverses, strict=True)
        ]
        changes, rise, turned, turned_moments = _direction(
            system, grams, inverses, bases, max(centred, 1e-3 * mu), second
        )
        primal, dual = (
            SHORTER * _longest(x, dx) for x, dx in ((grams, changes), (images, turned_moments))
        )
        primal, dual = min(primal, 1.0), min(dual, 1.0)
    except np.linalg.LinAlgError:
        return None
    if not np.isfinite([rise, primal, dual]).all() or max(primal, dual) < 1e-4:
        return None
    moved = [gram + primal * change for gram, change in zip(grams, changes, strict=True)]
    return moved, bound + primal * rise, measure + dual * turned


@dataclass(frozen=True)
class _System:
    """The matrix H of the Newton step as C with CᵀC = H^-1, and what the equations lack: of
    T - λ - bᵀGb, and of Σ z = 1.
    """

    half: Floats
    lacking: Floats
    weight: float

    def solve(self, right: Floats) -> tuple[Floats, float]:
        """Δz and Δλ with -H Δz + Δλ·1 = right and Σ Δz = weight."""
        ones = np.ones(len(right))
        first, second = (self.half.T @ (self.half @ x) for x in (ones, right))
        rise = (self.weight + float(second.sum())) / float(first.sum())
        return rise * first - second, rise


def _direction(
    system: _System,
    grams: Sequence[Floats],
    inverses: Sequence[Floats],
    bases: Sequence[Floats],
    mu: float,
    second: Sequence[Floats],
) -> tuple[list[Floats], float, Floats, list[Floats]]:
    """ΔG, Δλ, Δz and ΔZ towards G Z = μ I, with a correction of second order."""
    targets = [
        mu * inverse - gram - (c + c.T) / 2
        for gram, inverse, c in zip(grams, inverses, second, strict=True)
    ]
    turned, rise = system.solve(system.lacking - forms(targets, bases))
    images = moments(turned, bases)
    changes = []
    for target, gram, moment, inverse in zip(targets, grams, images, inverses, strict=True):
        part = gram @ moment @ inverse
        changes.append(target - (part + part.T) / 2)
    return changes, rise, turned, images


def _triangular_inverse(lower: Floats) -> Floats:
    """The inverse of a lower triangular matrix, by halves: [[A, 0], [B, C]]
    has [[A⁻¹, 0], [-C⁻¹BA⁻¹, C⁻¹]].
    """
    n = len(lower)
    if n <= SMALL:
        return np.asarray(np.linalg.inv(lower))
    middle, result = n // 2, np.zeros_like(lower)
    first, last = (
        _triangular_inverse(lower[:middle, :middle]),
        _triangular_inverse(lower[middle:, middle:]),
    )
    result[:middle, :middle], result[middle:, middle:] = first, last
    result[middle:, :middle] = -last @ (lower[middle:, :middle] @ first)
    return result


def _inverse(matrix: Floats) -> Floats:
    half = np.linalg.inv(np.linalg.cholesky(matrix))
    return np.asarray(half.T @ half)


def _longest(matrices: Sequence[Floats], changes: Sequence[Floats]) -> float:
    """The longest step that keeps all matrices positive semidefinite, at most 1/SHORTER."""
    most = 1 / SHORTER
    for matrix, change in zip(matrices, changes, strict=True):
        half = np.linalg.inv(np.linalg.cholesky(matrix))
        lowest = float(np.linalg.eigvalsh(half @ change @ half.T)[0])
        most = min(most, -1 / lowest if lowest < 0 else most)
    return most
