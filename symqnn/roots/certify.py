"""Which points are near a critical point: Krawczyk's test in floats with proved rounding bounds;
Morse index and value there.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from flint import fmpq, fmpq_mat

from symqnn.roots.dyadic import TURN, Floats, Ints
from symqnn.roots.jets import UP, Jets

CONTRACTION = 0.875


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
        radii: radius in radians of the cube in which the critical point is unique, shape (R,),
            multiples of 2^-20.
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
        return Roots(
            *(
                np.concatenate(pair)
                for pair in zip(vars(self).values(), vars(other).values(), strict=True)
            )
        )


def certify(jets: Jets, centres: Ints) -> tuple[Roots, np.ndarray]:
    r"""The largest cubes around given points in which Krawczyk's test shows exactly one critical
    point.

    On the cube X of radius ρ, every Hessian differs from H(c) by at most Σ_k|T_ijk|ρ +
    ½Σ_k|L̂_k||k_ik_j|(‖k‖₁ρ)², so ‖I - Y·H(X)‖ ≤ q(ρ) = a₀ + a₁ρ + a₂ρ². With w = ‖Y g(c)‖: if
    q < 1 and w/(1-q) < ρ, then x ↦ x - Y g(x) maps X into its interior and contracts there: exactly
    one fixed point, within w/(1-q) of c; as Y is nonsingular it is the only zero of g. All Hessians
    on X are nonsingular and X is connected: their inertia is that of the matrix H(c) as evaluated.

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
    # 2·unit: errors of evaluation, and the rounding of the p-term sums y·H, y·T, y·g
    # (Σ|C| bounds the entries)
    a0 = np.abs(np.eye(angles) - y @ batch.hessian).sum(axis=2) + 2 * unit * (
        size @ jets.sums[2]
    ).sum(axis=2)
    a1 = np.abs(third).sum(axis=(2, 3)) + 2 * unit * (size @ jets.sums[3].reshape(angles, -1)).sum(
        axis=2
    )
    a2 = size @ quartic
    step = np.abs(np.einsum("nij,nj->ni", y, batch.gradient)) + 2 * unit * (size @ jets.sums[1])
    a0, a1, a2, w = (part.max(axis=1) * UP for part in (a0, a1, a2, step))
    with np.errstate(all="ignore"):
        room = CONTRACTION - a0
        # q(ρ) = CONTRACTION; the test below is what counts
        radii = 2 * room / (a1 + np.sqrt(a1**2 + 4 * a2 * room))
        # 3 < π: the cube lies once in the torus
        radii = np.floor(np.minimum(radii, 3.0) * 2**20) / 2**20
        q = (a0 + a1 * radii + a2 * radii**2) * UP
        tight = w / (1 - q) * UP
        good = np.flatnonzero((q < 0.95) & (tight < radii / 2) & (radii > 0))
    second = np.einsum("n,ni,nj->", jets.amplitudes, frequency, frequency) / 2
    # |L(c) - L(x*)| ≤ ½ Σ|L̂_k|(‖k‖₁ε)²: the gradient vanishes at x*
    errors = (second * tight**2 + jets.unit * jets.sums[0]) * UP
    indices = np.array([negative_eigenvalues(batch.hessian[n]) for n in good], dtype=np.int64)
    kept = (radii[good], tight[good], y[good], indices, batch.value[good], errors[good])
    return Roots(centres[good] % TURN, *kept), good


def negative_eigenvalues(matrix: Floats) -> int:
    """Number of negative eigenvalues of a nonsingular symmetric matrix of floats, exactly.

    All roots of det(x - A) are real, so by Descartes' rule the sign changes of det(-x - A) count
    the negative ones.
    """
    exact = fmpq_mat(
        len(matrix),
        len(matrix),
        [fmpq(*float(value).as_integer_ratio()) for value in matrix.reshape(-1)],
    )
    coefficients = exact.charpoly().coeffs()  # lowest first
    signs = [(value > 0) == (k % 2 == 0) for k, value in enumerate(coefficients) if value != 0]
    return sum(a != b for a, b in itertools.pairwise(signs))
