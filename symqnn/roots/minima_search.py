"""A search in floats for polynomials of two angles with many local minima; nothing is proved here.

Candidates are random trigonometric polynomials of degree ≤ 2 in each of two angles, of four
families in turn: f(2φ) with a symmetric f of degree 1 (each minimum of f gives four; a common shift
of both angles takes its term cos·sin away), all coefficients, symmetric ones, f(2φ) with any f of
degree 1. A step changes the coefficients of each candidate at random and is kept if there are more
minima, or as many and one more is nearer (:func:`next_minimum`); the last quarter of the steps
leaves the family. Counted are points where descent from a minimum of a grid ends with a positive
definite Hessian: minima of the grid alone are often none.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import product

import numpy as np
import numpy.typing as npt

from symqnn.algebra.trigpoly import TrigPoly

GRID = 24  # grid points an angle for degree 1; twice as many for degree 2
DESCENTS, STEP = 14, 0.1
# least eigenvalue, gradient, distance, for coefficients of norm 1
CURVED, FLAT, APART = 1e-5, 1e-9, 1e-4
DENOMINATORS = (12, 60, 240, 1000, 10_000, 1_000_000)
DOUBLED = (0, 3, 4)  # 1, cos 2φ, sin 2φ among 1, cos φ, sin φ, cos 2φ, sin 2φ
FAR = 1e9
Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Candidate:
    """A polynomial with the number of its minima, found in floats.

    Args:
        coefficients: of b_i(φ₁)·b_j(φ₂), 5 by 5. minima: their number in a period of φ, not proved.
        round: that found it.
    """

    coefficients: Floats
    minima: int
    round: int


@dataclass(frozen=True)
class Family:
    """A linear space of polynomials.

    Args:
        width: 3 for f(2φ) with f of degree 1 (kept as f), 5 for degree 2. symmetric: under exchange
        of the angles, and
            without the products of a cosine and a sine.
    """

    width: int
    symmetric: bool

    def project(self, coefficients: Floats) -> Floats:
        """The part of the coefficients in the family, without a constant."""
        found = coefficients.copy()
        if self.symmetric:
            found = (found + found.transpose(0, 2, 1)) / 2
            for k in range(1, self.width, 2):
                found[:, k, k + 1] = found[:, k + 1, k] = 0.0
        found[:, 0, 0] = 0.0
        return found


ALL = Family(5, False)
FAMILIES = (Family(3, True), ALL, Family(5, True), Family(3, False))


@dataclass(frozen=True)
class Walk:
    """How a round goes.

    Args:
        members: candidates at a time. steps: changes of each.
    """

    members: int = 40
    steps: int = 160


WALK = Walk()


def search_round(seed: int, number: int, walk: Walk = WALK) -> Candidate:
    """The best candidate of one round; the same for the same seed and number.

    Example:
        >>> search_round(0, 0, Walk(10, 4)).minima >= 4
        True
    """
    rng = np.random.default_rng((seed, number))
    family = FAMILIES[number % len(FAMILIES)]
    shape = (walk.members, family.width, family.width)
    found = _scaled(family.project(rng.standard_normal(shape)))
    counts, gaps = _scores(found)
    for step in range(walk.steps):
        if family is not ALL and 4 * step >= 3 * walk.steps:
            family, found = ALL, _degree_2(found)
            counts, gaps = _scores(found)
        sizes = 10 ** rng.uniform(-3.0, -0.3, (walk.members, 1, 1))
        moved = _scaled(found + family.project(sizes * rng.standard_normal(found.shape)))
        after, nearer = _scores(moved)
        kept = (after > counts) | ((after == counts) & (nearer <= gaps))
        found[kept], counts[kept], gaps[kept] = moved[kept], after[kept], nearer[kept]
        if step % 40 == 39:  # the best quarter takes the place of the worst
            order, quarter = np.lexsort((gaps, -counts)), walk.members // 4
            worst, best = order[len(order) - quarter :], order[:quarter]
            found[worst], counts[worst], gaps[worst] = found[best], counts[best], gaps[best]
    whole = _degree_2(found)
    counts = count_minima(whole)
    top = int(counts.argmax())
    return Candidate(whole[top], int(counts[top]), number)


def _scaled(coefficients: Floats) -> Floats:
    return np.asarray(coefficients / np.linalg.norm(coefficients, axis=(1, 2), keepdims=True))


def _degree_2(coefficients: Floats) -> Floats:
    """f(2φ) of f."""
    if coefficients.shape[1] == ALL.width:
        return coefficients
    found = np.zeros((len(coefficients), ALL.width, ALL.width))
    found[np.ix_(range(len(coefficients)), DOUBLED, DOUBLED)] = coefficients
    return found


def _basis(angles: Floats, width: int) -> tuple[Floats, Floats, Floats]:
    """The basis functions and their first and second derivatives."""
    one, zero = np.ones_like(angles), np.zeros_like(angles)
    c, s, cc, ss = np.cos(angles), np.sin(angles), np.cos(2 * angles), np.sin(2 * angles)
    parts = (
        [one, c, s, cc, ss],
        [zero, -s, c, -2 * ss, 2 * cc],
        [zero, -c, -s, -4 * cc, -4 * ss],
    )
    stacked = [np.stack(part[:width], -1).astype(np.float64) for part in parts]
    return stacked[0], stacked[1], stacked[2]


def _grid(width: int) -> Floats:
    size = GRID * (width - 1) // 2
    return np.asarray(np.arange(size) * (2 * np.pi / size), dtype=np.float64)


def _below_neighbours(values: Floats) -> npt.NDArray[np.bool_]:
    """The grid points below their eight neighbours."""
    low = np.isfinite(values)
    for shift in product((-1, 0, 1), repeat=2):
        if any(shift):
            low &= values < np.roll(values, shift, (1, 2))
    return low


def count_minima(coefficients: Floats) -> Counts:
    """The number of different nondegenerate minima of each polynomial to which descent from a grid
    leads.

    Args:
        coefficients: polynomials by 3 by 3 or 5 by 5, of norm 1.
    """
    width = coefficients.shape[1]
    places = _grid(width)
    basis = _basis(places, width)[0]
    which, i, j = np.nonzero(_below_neighbours(basis @ coefficients @ basis.T))
    x, y, matrices = places[i], places[j], coefficients[which]
    for _ in range(DESCENTS):
        _, _, (dx, dy) = _newton(matrices, x, y)
        x, y = x + dx, y + dy
    slope, lowest, _ = _newton(matrices, x, y)
    good = (slope < FLAT) & (lowest > CURVED)
    circle = np.stack([np.cos(x), np.sin(x), np.cos(y), np.sin(y)], -1)
    found = np.zeros(len(coefficients), dtype=np.int64)
    for k in range(len(coefficients)):
        own = circle[good & (which == k)]
        same = np.abs(own[:, None] - own[None]).max(axis=2) < APART
        found[k] = np.count_nonzero(np.tril(same, -1).sum(axis=1) == 0)
    return found


def _newton(matrices: Floats, x: Floats, y: Floats) -> tuple[Floats, Floats, tuple[Floats, Floats]]:
    """|gradient|, the least eigenvalue of the Hessian, and a short step downhill."""
    width = matrices.shape[1]
    left, right = _basis(x, width), _basis(y, width)

    def part(a: int, b: int) -> Floats:
        return np.asarray(np.einsum("ni,nij,nj->n", left[a], matrices, right[b]))

    gx, gy, hxx, hxy, hyy = part(1, 0), part(0, 1), part(2, 0), part(1, 1), part(0, 2)
    trace = hxx + hyy
    lowest = trace / 2 - np.hypot((hxx - hyy) / 2, hxy)
    shift = np.maximum(0, 1e-3 * np.abs(trace) - lowest) + 1e-13
    a, b = hxx + shift, hyy + shift
    determinant = a * b - hxy**2
    dx, dy = -(b * gx - hxy * gy) / determinant, -(a * gy - hxy * gx) / determinant
    length = np.maximum(1, np.hypot(dx, dy) / STEP)
    return np.hypot(gx, gy), lowest, (dx / length, dy / length)


def next_minimum(coefficients: Floats, counts: Counts) -> Floats:
    """How far the grid points with a positive definite Hessian H are from one more minimum than
    ``counts``.

    At each of them |H⁻¹∇L| over the least eigenvalue of H; it is 0 at minima, and large where H is
    nearly singular. Of its local minima on the grid, the smallest after as many as there are
    minima.
    """
    width = coefficients.shape[1]
    basis = _basis(_grid(width), width)

    def part(a: int, b: int) -> Floats:
        return np.asarray(basis[a] @ coefficients @ basis[b].T)

    gx, gy, hxx, hxy, hyy = part(1, 0), part(0, 1), part(2, 0), part(1, 1), part(0, 2)
    determinant = hxx * hyy - hxy**2
    convex = (determinant > 0) & (hxx + hyy > 0)
    lowest = (hxx + hyy) / 2 - np.hypot((hxx - hyy) / 2, hxy)
    step = np.hypot(hyy * gx - hxy * gy, hxx * gy - hxy * gx)
    safe = np.where(convex, determinant * lowest, 1.0)
    far = np.where(convex & (safe > 0), step / np.where(safe > 0, safe, 1.0), np.inf)
    listed = np.where(_below_neighbours(far), far, FAR).reshape(len(coefficients), -1)
    listed = np.sort(listed, axis=1)
    return np.asarray(listed[np.arange(len(coefficients)), np.minimum(counts, listed.shape[1] - 1)])


def _scores(coefficients: Floats) -> tuple[Counts, Floats]:
    counts = count_minima(coefficients)
    return counts, next_minimum(coefficients, counts)


def rounded(candidate: Candidate) -> TrigPoly | None:
    """The candidate with rational coefficients of a small denominator and, in floats, as many
    minima; or None.

    Example:
        >>> flat = np.zeros((5, 5))
        >>> flat[1, 0] = flat[0, 1] = 0.70000001
        >>> rounded(Candidate(flat, 1, 0))
        cos(2θ₁) + cos(2θ₂)
    """
    largest = np.abs(candidate.coefficients).max()
    for denominator in DENOMINATORS:
        whole = np.rint(candidate.coefficients / largest * denominator)
        if count_minima(_scaled(whole[None]))[0] >= candidate.minima:
            terms: dict[str | tuple[int, ...], object] = {
                (i, j): Fraction(int(whole[i, j]), denominator)
                for i, j in product(range(ALL.width), repeat=2)
                if whole[i, j]
            }
            return TrigPoly.from_terms(terms)
    return None
