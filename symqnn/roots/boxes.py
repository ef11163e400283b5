"""Boxes of the torus: many at a time; the test that none holds a critical point; the inclusion test of a root.

A box is a centre n (dyadic, shape (p,)) and levels v: it is n_l/2^46 ± 2^-(v_l+1) turns in each angle.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from flint import fmpq, fmpq_mat

from symqnn.roots.dyadic import BITS, RADIANS_PER_TURN, TURN, Floats, Ints, half_width
from symqnn.roots.jets import UP, JetBatch, Jets
from symqnn.roots.nearby import Cubes, distance

# A margin wider than every proved rounding bound here (jets.unit < 2^-33 for up to 2^19 basis products): the checker, which
# evaluates in integers and computes preconditioners of its own, then agrees on every box that is passed.
MARGIN = 1e-10
CONTRACTION = 0.875
MAX_CONDITION = 1e6  # rows of worse inverses are no test: the checker's row, computed in integers, could differ from ours


@dataclass(frozen=True)
class Boxes:
    """N boxes: centres and levels, shape (N, p), and the number of each in the subdivision tree, shape (N,)."""

    centres: Ints
    levels: Ints
    nodes: Ints

    def __len__(self) -> int:
        return len(self.nodes)

    def take(self, which: np.ndarray) -> Boxes:
        """Some of the boxes."""
        return Boxes(self.centres[which], self.levels[which], self.nodes[which])

    def split(self, axes: Ints, first_child: int) -> Boxes:
        """Both halves of each box along its axis; the halves of box i are numbered first_child + 2i and + 2i + 1."""
        rows = np.arange(len(self))
        levels = self.levels.copy()
        levels[rows, axes] += 1
        step = np.int64(1) << (BITS - levels[rows, axes] - 1)
        lower, upper = self.centres.copy(), self.centres.copy()
        lower[rows, axes] -= step
        upper[rows, axes] += step
        centres = np.stack((lower, upper), axis=1).reshape(-1, self.centres.shape[1])
        return Boxes(centres, np.repeat(levels, 2, axis=0), first_child + np.arange(2 * len(self)))


def whole_torus(angles: int) -> Boxes:
    """The one box [0, 1]^p turns."""
    return Boxes(np.full((1, angles), TURN // 2, dtype=np.int64), np.zeros((1, angles), dtype=np.int64), np.zeros(1, dtype=np.int64))


def exclude(jets: Jets, batch: JetBatch, levels: Ints) -> tuple[Ints, Floats]:
    r"""The test by which each box is empty, or -1; and approximate inverse Hessians of the others, shape (N, p, p).

    For every y ∈ R^p and every δ with |δ_l| ≤ r_l, by Taylor's theorem,

    .. math:: |y\cdot g(c+\delta)|\ge|y\cdot g(c)|-\sum_{1\le|\alpha|\le3}|y\cdot\partial^\alpha g(c)|\frac{r^\alpha}{\alpha!}-\sum_i|y_i|t_i

    with t_i the remainder and the errors of evaluation (Jets.tails). If the right side is positive, no critical point is in
    the box. Test i < p is y = e_i, test p+i is y = row i of the approximate inverse of H(c).
    """
    classes, inverse = _classes(levels)
    widths = half_width(classes)
    tails = jets.tails(widths, max(MARGIN, 4 * jets.unit))[inverse]
    monomials = jets.monomials(widths)[inverse]
    result = np.full(len(levels), -1, dtype=np.int64)
    surplus = np.abs(batch.gradient) - ((np.abs(batch.taylor) @ monomials[:, :, None])[:, :, 0] + tails) * UP
    best = surplus.argmax(axis=1)
    single = surplus[np.arange(len(levels)), best] > 0
    result[single] = best[single]
    rest = np.flatnonzero(~single)
    rows = np.zeros_like(batch.hessian)
    y = rows[rest] = inverses(batch.hessian[rest])
    bound = (np.abs(y @ batch.taylor[rest]) @ monomials[rest][:, :, None] + np.abs(y) @ tails[rest][:, :, None])[:, :, 0]
    size = np.abs(y @ batch.gradient[rest][:, :, None])[:, :, 0]
    with np.errstate(all="ignore"):
        surplus = (size - bound * UP) / size
    condition = np.abs(y).max(axis=(1, 2), initial=0.0) * np.abs(batch.hessian[rest]).max(axis=(1, 2), initial=0.0)
    surplus[~(np.isfinite(surplus) & (condition < MAX_CONDITION)[:, None])] = -1
    best = surplus.argmax(axis=1)
    found = surplus[np.arange(len(rest)), best] > 0
    result[rest[found]] = jets.angles + best[found]
    return result, rows


def shares(jets: Jets, batch: JetBatch, levels: Ints) -> Floats:
    """How much each angle adds to the Taylor bound of the gradient component that comes nearest to a proof, shape (N, p).

    The bound is a sum of monomials in the half-widths; r_l ∂/∂r_l of it is what angle l adds. A guide for bisection, no more.
    """
    rows, inverse = _classes(levels)
    radii = half_width(rows)
    monomials, tails = jets.monomials(radii)[inverse], jets.tails(radii, jets.unit)[inverse]
    taylor = np.abs(batch.taylor)
    best = (np.abs(batch.gradient) / ((taylor @ monomials[:, :, None])[:, :, 0] + tails)).argmax(axis=1)
    powers = np.array([[index.count(axis) for axis in range(jets.angles)] for index in jets.multi_indices], dtype=np.float64)
    added = (taylor[np.arange(len(best)), best] * monomials) @ powers
    cubes = (radii @ jets.frequencies.T) ** 3 * (jets.amplitudes / 6)
    remainders = np.einsum("nk,ki,kl,nl->nil", cubes, jets.frequencies, jets.frequencies, radii, optimize=True)
    return np.asarray(added + remainders[inverse, best])


def _classes(levels: Ints) -> tuple[Ints, Ints]:
    """The different rows, and which of them each row is."""
    angles = levels.shape[1]
    if angles > 10:  # the keys below would not be unique
        rows, inverse = np.unique(levels, axis=0, return_inverse=True)
        return rows, inverse.reshape(-1)
    keys = levels @ (np.int64(64) ** np.arange(angles))
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return levels[first], inverse.reshape(-1)


def inverses(matrices: Floats) -> Floats:
    """Approximate inverses; of a singular matrix, of one next to it."""
    if len(matrices) == 0:
        return matrices
    try:
        return np.asarray(np.linalg.inv(matrices))
    except np.linalg.LinAlgError:
        return np.asarray(np.linalg.inv(matrices + 1e-13 * np.eye(matrices.shape[-1])))


@dataclass(frozen=True)
class Roots:
    """Certified critical points: each cube holds exactly one, and it lies in the tight cube.

    Args:
        centres: dyadic angles, shape (R, p).
        radii: radius in radians of the cube in which the critical point is unique, shape (R,), multiples of 2^-20.
        tight: radius in radians of the cube in which it lies, shape (R,).
        preconditioners: approximate inverse Hessians of L/scale, shape (R, p, p).
        indices: Morse indices, shape (R,).
        values, errors: L/scale at the critical points and bounds of the errors, shape (R,).
    """

    centres: Ints
    radii: Floats
    tight: Floats
    preconditioners: Floats
    indices: Ints
    values: Floats
    errors: Floats

    def __len__(self) -> int:
        return len(self.radii)

    def take(self, which: np.ndarray) -> Roots:
        """Some of the roots."""
        return Roots(*(part[which] for part in vars(self).values()))

    def join(self, other: Roots) -> Roots:
        """Both lists."""
        return Roots(*(np.concatenate(pair) for pair in zip(vars(self).values(), vars(other).values(), strict=True)))


def certify(jets: Jets, centres: Ints) -> tuple[Roots, np.ndarray]:
    r"""The largest cubes around given points in which Krawczyk's test shows exactly one critical point.

    On the cube X of radius ρ, every Hessian differs from H(c) by at most Σ_k|T_ijk|ρ + ½Σ_k|L̂_k||k_ik_j|(‖k‖₁ρ)², so
    ‖I - Y·H(X)‖ ≤ q(ρ) = a₀ + a₁ρ + a₂ρ². With w = ‖Y g(c)‖: if q < 1 and w/(1-q) < ρ, then x ↦ x - Y g(x) maps X into its
    interior and contracts there: exactly one fixed point, within w/(1-q) of c; as Y is nonsingular it is the only zero of g.
    All Hessians on X are nonsingular and X is connected: their inertia is that of the matrix H(c) as evaluated.

    Returns:
        The certified roots, and which of the given points they are.
    """
    batch, angles = jets.at(centres), jets.angles
    y = inverses(batch.hessian)
    size = np.abs(y)
    unit = max(jets.unit, 2.0**-48) * UP
    frequency = jets.frequencies
    quartic = (frequency * (jets.amplitudes * frequency.sum(axis=1) ** 3)[:, None]).sum(axis=0) / 2
    third = (y @ batch.third.reshape(-1, angles, angles**2)).reshape(-1, angles, angles, angles)
    # 2·unit: errors of evaluation, and the rounding of the p-term sums y·H, y·T, y·g (Σ|C| bounds the entries)
    a0 = np.abs(np.eye(angles) - y @ batch.hessian).sum(axis=2) + 2 * unit * (size @ jets.sums[2]).sum(axis=2)
    a1 = np.abs(third).sum(axis=(2, 3)) + 2 * unit * (size @ jets.sums[3].reshape(angles, -1)).sum(axis=2)
    a2 = size @ quartic
    step = np.abs(np.einsum("nij,nj->ni", y, batch.gradient)) + 2 * unit * (size @ jets.sums[1])
    a0, a1, a2, w = (part.max(axis=1) * UP for part in (a0, a1, a2, step))
    with np.errstate(all="ignore"):
        room = CONTRACTION - a0
        radii = 2 * room / (a1 + np.sqrt(a1**2 + 4 * a2 * room))  # q(ρ) = CONTRACTION; the test below is what counts
        radii = np.floor(np.minimum(radii, 3.0) * 2**20) / 2**20  # 3 < π: the cube lies once in the torus
        q = (a0 + a1 * radii + a2 * radii**2) * UP
        tight = w / (1 - q) * UP
        good = np.flatnonzero((q < 0.95) & (tight < radii / 2) & (radii > 0))
    second = np.einsum("n,ni,nj->", jets.amplitudes, frequency, frequency) / 2
    errors = (second * tight**2 + jets.unit * jets.sums[0]) * UP  # |L(c) - L(x*)| ≤ ½ Σ|L̂_k|(‖k‖₁ε)²: the gradient vanishes at x*
    indices = np.array([negative_eigenvalues(batch.hessian[n]) for n in good], dtype=np.int64)
    kept = (radii[good], tight[good], y[good], indices, batch.value[good], errors[good])
    return Roots(centres[good] % TURN, *kept), good


def negative_eigenvalues(matrix: Floats) -> int:
    """Number of negative eigenvalues of a nonsingular symmetric matrix of floats, exactly.

    All roots of det(x - A) are real, so by Descartes' rule the sign changes of det(-x - A) count the negative ones.
    """
    exact = fmpq_mat(len(matrix), len(matrix), [fmpq(*float(value).as_integer_ratio()) for value in matrix.reshape(-1)])
    coefficients = exact.charpoly().coeffs()  # lowest first
    signs = [(value > 0) == (k % 2 == 0) for k, value in enumerate(coefficients) if value != 0]
    return sum(a != b for a, b in itertools.pairwise(signs))


def uniqueness_cubes(roots: Roots) -> Cubes:
    """The cubes in which the roots are unique, in dyadic units, a little smaller."""
    return Cubes(roots.centres, roots.radii * (TURN / RADIANS_PER_TURN) * (1 - 2.0**-40))


def containing_root(boxes: Boxes, cubes: Cubes) -> Ints:
    """For each box a cube in which it lies, or -1."""
    which, roots, _ = cubes.around(boxes.centres)
    widths = np.int64(1) << (BITS - 1 - boxes.levels)
    inside = np.ones(len(which), dtype=bool)
    for axis in range(boxes.centres.shape[1]):
        inside &= distance(boxes.centres[which, axis], cubes.centres[roots, axis]) + widths[which, axis] <= cubes.reach[roots]
    result = np.full(len(boxes), -1, dtype=np.int64)
    result[which[inside]] = roots[inside]
    return result


def different(roots: Roots, known: Cubes) -> Roots:
    """The roots that are in none of the known cubes, one of each of those that are in each other's."""
    which, cubes, apart = known.around(roots.centres)
    margins = roots.tight * (TURN / 6.28)  # 2π > 6.28
    new = np.ones(len(roots), dtype=bool)
    new[which[apart + margins[which] <= known.reach[cubes]]] = False
    which, cubes, apart = uniqueness_cubes(roots).around(roots.centres)
    same = (cubes < which) & (apart + margins[which] <= roots.radii[cubes] * (TURN / RADIANS_PER_TURN) * (1 - 2.0**-40))
    for later, earlier in zip(which[same].tolist(), cubes[same].tolist(), strict=True):  # in order of `later`
        if new[earlier]:
            new[later] = False
    return roots.take(np.flatnonzero(new))


def pairwise_disjoint(roots: Roots) -> bool:
    """Whether the tight cubes are disjoint on the torus: then the roots are pairwise different."""
    # 2π > 6.28, so a distance of n/2^46 turns is at least 6.28·n/2^46 radians
    reach = roots.tight.max(initial=0.0) * (2.001 * TURN / 6.28) + 1
    which, others, apart = Cubes(roots.centres, np.full(len(roots), reach)).around(roots.centres)
    close = (which != others) & (apart * (6.28 / TURN) <= roots.tight[which] + roots.tight[others])
    return not close.any()
