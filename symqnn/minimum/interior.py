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
from symqnn.minimum.basis import Index
from symqnn.minimum.mirror import exchanged
from symqnn.minimum.squares import Floats, Squares, functions_at, repaired

MAX_STEPS = 80
PATIENCE = 3
# points that are looked at together; a pivot that is worth taking, relative to the largest
CANDIDATES, WORTH = 128, 0.5
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
    points, weights = sample_points(chosen, poly.angles)
    scale = max(abs(float(value)) for _, value in poly.terms())
    values = poly.numeric_phases(points) / scale
    lists = [k for k, image in enumerate(chosen.images or range(len(chosen.bases))) if k <= image]
    norms = [_norms(chosen.bases[k]) for k in lists]
    bases = [
        _at_images(chosen, k, points) * norm[:, None, None]
        for k, norm in zip(lists, norms, strict=True)
    ]
    # a feasible start: a quadratic form that is the polynomial up to a constant, and a multiple of
    # the unit matrix, whose form is constant
    exact = _averaged(
        chosen,
        repaired(poly, chosen, [np.zeros((len(basis), len(basis))) for basis in chosen.bases]),
    )
    grams = [gram / norm[:, None] / norm / scale for gram, norm in zip(exact, norms, strict=True)]
    lift = START * max(float(np.abs(np.linalg.eigvalsh(gram)).max()) for gram in grams) + 1e-3
    grams = [gram + lift * np.eye(len(gram)) for gram in grams]
    bound, measure = float(np.mean(values - _forms(grams, bases))), weights
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
            watch(f"sum of squares: step {steps}, bound {scale * bound:.9g}, gap {gap:.0e}")
        # where rounding wins, further steps only repeat themselves
        if gap < goal or since == PATIENCE:
            break
    found = [scale * gram * norm[:, None] * norm for gram, norm in zip(best[0], norms, strict=True)]
    return Interior(scale * best[1], _unfolded(chosen, found), steps, best_gap)


def _norms(basis: Sequence[Index]) -> Floats:
    """Factors that give functions of half angles the mean square 1."""
    return np.asarray(2.0 ** (np.array([sum(e > 0 for e in index) for index in basis]) / 2))


def _at_images(chosen: Squares, number: int, points: Floats) -> Floats:
    """The functions of a list at the points and, where there is an exchange, at their images: shape
    (functions, images, points).
    """
    places = [points] if chosen.mirror is None else [points, points[:, chosen.mirror]]
    return np.stack([functions_at(chosen.bases[number], place) for place in places], axis=1)


def _averaged(chosen: Squares, grams: Sequence[Floats]) -> list[Floats]:
    """One Gram matrix for each list that is not the image of an earlier one: its form, averaged
    over images, is that of both.
    """
    pairs = enumerate(chosen.images or range(len(grams)))
    return [grams[k] if k == image else grams[k] + grams[image] for k, image in pairs if k <= image]


def _unfolded(chosen: Squares, grams: Sequence[Floats]) -> tuple[Floats, ...]:
    """The Gram matrices of all lists, from those of :func:`_averaged`."""
    if chosen.mirror is None:
        return tuple(grams)
    left, found = iter(grams), dict[int, Floats]()
    for k, image in enumerate(chosen.images):
        if k < image:
            found[k] = found[image] = next(left) / 2
        elif k == image:
            gram, basis = next(left), chosen.bases[k]
            place = {index: i for i, index in enumerate(basis)}
            order = [place[exchanged(index, chosen.mirror)] for index in basis]
            found[k] = (gram + gram[np.ix_(order, order)]) / 2
    return tuple(found[k] for k in range(len(chosen.bases)))


def sample_points(chosen: Squares, angles: int, seed: int = 1) -> tuple[Floats, Floats]:
    """Points that determine the coefficients, as many as there are functions, and weights with
    which they integrate these.

    They are picked from random ones by elimination with pivots (the kernel matrix of the functions,
    decomposed after Cholesky).
    """
    indices, mirror = chosen.indices(angles), chosen.mirror
    if mirror is not None:  # one of two functions that are exchanged
        indices = [index for index in indices if index <= exchanged(index, mirror)]
    m = len(indices)
    pool = 2 * np.pi * np.random.default_rng(seed).random((2 * m + 40, angles))
    table = functions_at(indices, pool) * _norms(indices)[:, None]
    if mirror is not None:
        alone = np.array([index == exchanged(index, mirror) for index in indices])
        table += functions_at(indices, pool[:, mirror]) * _norms(indices)[:, None]
        table /= np.where(alone, 2.0, np.sqrt(2.0))[:, None]
    left, rows = (table**2).sum(axis=0), np.zeros((m, len(pool)))
    picked: list[int] = []
    while (k := len(picked)) < m:
        first = np.argsort(-left, kind="stable")[: min(CANDIDATES, m - k)]
        near = table[:, first].T @ table[:, first] - rows[:k, first].T @ rows[:k, first]
        which, half = _pivots(near, float(left[first[0]]) * WORTH)
        taken = first[which].tolist()
        fresh = table[:, taken].T @ table - rows[:k, taken].T @ rows[:k]
        rows[k : k + len(taken)] = np.linalg.solve(half, fresh)
        left = left - (rows[k : k + len(taken)] ** 2).sum(axis=0)
        picked += taken
        left[picked] = -1.0
    constant = np.zeros(m)
    constant[0] = 1.0
    return np.asarray(pool[picked]), np.asarray(np.linalg.solve(table[:, picked], constant))


def _pivots(near: Floats, least: float) -> tuple[list[int], Floats]:
    """Which of some points are picked one after the other, while a pivot is at least ``least``, and
    their Cholesky factor.
    """
    left, rows, chosen = np.diag(near).copy(), np.zeros_like(near), list[int]()
    while len(chosen) < len(near):
        best, k = int(np.argmax(left)), len(chosen)
        if chosen and left[best] < least:
            break
        rows[k] = (near[best] - rows[:k, best] @ rows[:k]) / np.sqrt(left[best])
        left = left - rows[k] ** 2
        chosen.append(best)
        left[chosen] = -1.0
    return chosen, rows[: len(chosen), chosen].T


def _forms(grams: Sequence[Floats], bases: Sequence[Floats]) -> Floats:
    """b_kᵀ G b_k at all points, averaged over their images."""
    parts = [
        np.einsum("icm,icm->m", np.tensordot(gram, b, 1), b) / b.shape[1]
        for gram, b in zip(grams, bases, strict=True)
    ]
    return np.asarray(sum(parts))


def _moments(measure: Floats, bases: Sequence[Floats]) -> list[Floats]:
    """Σ z_k b_k b_kᵀ of each list, averaged over images."""
    return [(b * measure).reshape(len(b), -1) @ b.reshape(len(b), -1).T / b.shape[1] for b in bases]


def _newton(b: Floats, gram: Floats, inverse: Floats) -> Floats:
    """The part of a list in the matrix H of the Newton step."""
    images = range(b.shape[1])
    total = np.zeros((b.shape[2], b.shape[2]))
    for first in images:
        left, right = b[:, first].T @ gram, b[:, first].T @ inverse
        for second in images:
            total += (left @ b[:, second]) * (right @ b[:, second])
    return total / len(images) ** 2


def _step(
    grams: list[Floats], bound: float, measure: Floats, bases: Sequence[Floats], values: Floats
) -> tuple[list[Floats], float, Floats] | None:
    """One step (predictor and corrector in the direction of Helmberg, Kojima and Monteiro); None
    where floats give out.
    """
    try:
        moments = _moments(measure, bases)
        inverses = [_inverse(moment) for moment in moments]
        parts = zip(bases, grams, inverses, strict=True)
        newton = np.asarray(sum(_newton(b, gram, inverse) for b, gram, inverse in parts))
        newton[np.diag_indices(len(newton))] *= 1 + 1e-15
        half = _triangular_inverse(np.linalg.cholesky(newton))
        size = sum(len(gram) for gram in grams)
        mu = (
            sum(float((gram * moment).sum()) for gram, moment in zip(grams, moments, strict=True))
            / size
        )
        system = _System(half, values - bound - _forms(grams, bases), 1 - float(measure.sum()))
        zero = [np.zeros_like(gram) for gram in grams]
        changes, _, turned, turned_moments = _direction(system, grams, inverses, bases, 0.0, zero)
        primal, dual = _longest(grams, changes), _longest(moments, turned_moments)
        after = sum(
            float(((gram + primal * a) * (moment + dual * b)).sum())
            for gram, a, moment, b in zip(grams, changes, moments, turned_moments, strict=True)
        )
        centred = mu * min(1.0, (after / size / mu) ** 2 if after > 0 else 0.1)
        second = [
            a @ b @ inverse for a, b, inverse in zip(changes, turned_moments, inverses, strict=True)
        ]
        changes, rise, turned, turned_moments = _direction(
            system, grams, inverses, bases, max(centred, 1e-3 * mu), second
        )
        primal, dual = (
            SHORTER * _longest(x, dx) for x, dx in ((grams, changes), (moments, turned_moments))
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
    turned, rise = system.solve(system.lacking - _forms(targets, bases))
    moments = _moments(turned, bases)
    changes = []
    for target, gram, moment, inverse in zip(targets, grams, moments, inverses, strict=True):
        part = gram @ moment @ inverse
        changes.append(target - (part + part.T) / 2)
    return changes, rise, turned, moments


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
