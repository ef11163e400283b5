r"""A relaxation at points that determine it: the functions there, quadratic forms, Gram matrices
brought back to the polynomial, all in floats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.minimum.basis import Index, halved
from symqnn.minimum.mirror import exchanged
from symqnn.minimum.squares import Floats, Squares, functions_at, onto_itself
from symqnn.minimum.symmetry import Block

# points that are looked at together; a pivot that is worth taking, relative to the largest
CANDIDATES, WORTH = 128, 0.5
REPAIRS = 4


@dataclass(frozen=True)
class Sampled:
    """The functions of a relaxation at points; lists that are images of earlier ones are left out.

    Args:
        values: of the polynomial at the points, divided by scale. table: orthonormal functions
            at the points, that of 1 first. weights: with which the points integrate.
        lists: numbers of the lists. norms: factors that give functions the mean square 1.
        bases: of each list, the functions with this norm, shape (functions, images under the
            exchange of angles, points).
    """

    values: Floats
    table: Floats
    weights: Floats
    scale: float
    lists: tuple[int, ...]
    norms: tuple[Floats, ...]
    bases: tuple[Floats, ...]


def sampled(poly: TrigPoly, chosen: Squares) -> Sampled:
    """A relaxation at as many points as determine it."""
    points, table = sample_points(chosen, poly.angles)
    constant = np.eye(len(points))[0]
    weights = np.asarray(np.linalg.solve(table, constant))
    scale = max(abs(float(value)) for _, value in poly.terms())
    lists = tuple(
        k for k, image in enumerate(chosen.images or range(len(chosen.blocks))) if k <= image
    )
    listed = [chosen.blocks[k] for k in lists]
    norms = [_norms(block.functions) / np.sqrt(block.copies) for block in listed]
    places = [points] if chosen.mirror is None else [points, points[:, chosen.mirror]]
    images = [_blocks_at(listed, place) for place in places]
    bases = [
        np.stack(values, axis=1) * norm[:, None, None]
        for norm, *values in zip(norms, *images, strict=True)
    ]
    values = poly.numeric_phases(points) / scale
    return Sampled(values, table, weights, scale, lists, tuple(norms), tuple(bases))


def _norms(basis: Sequence[Index]) -> Floats:
    """Factors that give functions of half angles the mean square 1."""
    return np.asarray(2.0 ** (np.array([sum(e > 0 for e in index) for index in basis]) / 2))


def _blocks_at(blocks: Sequence[Block], points: Floats) -> list[Floats]:
    """The functions of each list at the points, shape (functions, points)."""
    digits = [block.images[0].reshape(-1, points.shape[1]) for block in blocks]
    known, number = np.unique(np.concatenate(digits), axis=0, return_inverse=True)
    table = functions_at(known, points)
    found, start, number = [], 0, number.ravel()
    for block in blocks:
        signs = block.images[1].astype(np.float64)
        rows = number[start : start + signs.size].reshape(signs.shape)
        start += signs.size
        values = np.zeros((len(block), len(points)))
        for copy in range(block.copies):
            values += signs[:, copy, None] * table[rows[:, copy]]
        found.append(values)
    return found


def sample_points(chosen: Squares, angles: int, seed: int = 1) -> tuple[Floats, Floats]:
    """Points that determine the coefficients, as many as there are functions; and these functions,
    orthonormal, at the points, that of 1 first.

    They are picked from random ones by elimination with pivots (the kernel matrix of the functions,
    decomposed after Cholesky).
    """
    indices, mirror = [halved(index) for index in chosen.indices], chosen.mirror
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
    return np.asarray(pool[picked]), np.asarray(table[:, picked])


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


def forms(grams: Sequence[Floats], bases: Sequence[Floats]) -> Floats:
    """b_kᵀ G b_k at all points, averaged over their images."""
    parts = [
        np.einsum("icm,icm->m", np.tensordot(gram, b, 1), b) / b.shape[1]
        for gram, b in zip(grams, bases, strict=True)
    ]
    return np.asarray(sum(parts))


def moments(measure: Floats, bases: Sequence[Floats]) -> list[Floats]:
    """Σ z_k b_k b_kᵀ of each list, averaged over images."""
    return [(b * measure).reshape(len(b), -1) @ b.reshape(len(b), -1).T / b.shape[1] for b in bases]


def newton(b: Floats, gram: Floats, inverse: Floats) -> Floats:
    """The part of a list in the matrix H of the Newton step."""
    images = range(b.shape[1])
    total = np.zeros((b.shape[2], b.shape[2]))
    for first in images:
        left, right = b[:, first].T @ gram, b[:, first].T @ inverse
        for second in images:
            total += (left @ b[:, second]) * (right @ b[:, second])
    return total / len(images) ** 2


def repaired(at: Sampled, grams: Sequence[Floats]) -> list[Floats]:
    """The Gram matrices nearest to the given ones whose sum of squares is the polynomial up to a
    constant: they differ by Σ u_k b_k b_kᵀ with Σ u_k = 0.
    """
    units = [np.eye(len(b)) for b in at.bases]
    parts = zip(at.bases, units, strict=True)
    half = np.linalg.cholesky(np.asarray(sum(newton(b, unit, unit) for b, unit in parts)))

    def solved(right: Floats) -> Floats:
        return np.asarray(np.linalg.solve(half.T, np.linalg.solve(half, right)))

    ones = solved(np.ones(len(at.values)))
    found = list(grams)
    for _ in range(REPAIRS):  # again for what rounding left
        missing = at.values - forms(found, at.bases)
        change = solved(missing - missing.mean())
        change -= change.sum() / ones.sum() * ones
        found = [gram + x for gram, x in zip(found, moments(change, at.bases), strict=True)]
    return [(gram + gram.T) / 2 for gram in found]


def unfolded(at: Sampled, chosen: Squares, grams: Sequence[Floats]) -> tuple[Floats, ...]:
    """The Gram matrices of all lists, in the functions as they are, from those at the points."""
    found = dict[int, Floats]()
    for k, gram, norm in zip(at.lists, grams, at.norms, strict=True):
        plain = at.scale * gram * norm[:, None] * norm
        image = chosen.images[k] if chosen.images else k
        if chosen.mirror is None:
            found[k] = plain
        elif k < image:
            found[k] = found[image] = plain / 2
        else:
            order, signs = onto_itself(chosen.blocks[k], chosen.mirror)
            found[k] = (plain + signs[:, None] * signs * plain[np.ix_(order, order)]) / 2
    return tuple(found[k] for k in range(len(chosen.blocks)))
