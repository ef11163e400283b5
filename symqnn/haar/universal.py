r"""The zero-one law: one instance that is independent modulo a prime proves probability 1.

Let H_l = P_l - Q_l with idempotents P_l of rank r, Q_l = 1 - P_l, and Ψ_0 A = PAP
+ QAQ, Ψ_+ A = PAQ, Ψ_- A = QAP. Then M(θ) = Σ_k e^{2ik·θ} Ψ_k(M), and the Φ_ξ(M),
ξ ≠ 0, are independent iff the Ψ_k(M), k ≠ 0, are. Independence is a Zariski-open
condition on (V_1, …, V_p), H_l = V_l Z V_l^{-1}; U(d) is Zariski-dense in GL(d,
C). So it holds either nowhere or outside a set of measure zero, and one example
over GL(d, F_q) lifts (entries are integers; a minor that is not 0 mod q is not 0).

Universal form: if M is the matrix unit E_12 in the example, probability 1 follows for *every*
non-scalar Hermitian M and every d' = d + 2j. Proof. Let v be no eigenvector of M, e_2 = v, e_1 = Mv
in a basis, g_t = diag(t, 1/t, 1, …, 1): t^{-2} g_t M g_t^{-1} → E_12 as t → ∞, and independence is
open, invariant under conjugation and scaling. For d + 2 append the diagonal block (1, -1) to each
H_l and zeros to E_12. ∎
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from flint import nmod_mat

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.errors import InputError, SizeError

MODULUS = 65537
ROOT = 256  # 256² = -1 mod 65537
MAX_ENTRIES = 2 * 10**7

Integers = npt.NDArray[np.int64]
ResidueMatrix = tuple[tuple[int, ...], ...]  # rows of residues


@dataclass(frozen=True)
class IdempotentFamily:
    r"""Idempotents
    :math:`P_l=\begin{pmatrix}I\\X_l\end{pmatrix}\begin{pmatrix}I-Y_lX_l&Y_l\end{pmatrix}` of rank r
    on dimension d, modulo q.

    Args:
        dimension, multiplicity, modulus: d, r and q.
        x: p matrices with d-r rows of r residues.
        y: p matrices with r rows of d-r residues.
    """

    dimension: int
    multiplicity: int
    modulus: int
    x: tuple[ResidueMatrix, ...]
    y: tuple[ResidueMatrix, ...]

    @property
    def layers(self) -> int:
        """Number p of idempotents."""
        return len(self.x)

    def frames(self) -> list[tuple[Integers, Integers]]:
        """Pairs (V, V⁻¹) modulo q with P = V·diag(I, 0)·V⁻¹: the circuit form of Eqn 22."""
        r, q = self.multiplicity, self.modulus
        result = []
        for rows_x, rows_y in zip(self.x, self.y, strict=True):
            x, y = np.array(rows_x, dtype=np.int64), np.array(rows_y, dtype=np.int64)
            one_r, one_s = np.eye(r, dtype=np.int64), np.eye(self.dimension - r, dtype=np.int64)
            frame = np.block([[one_r, -y], [x, one_s - _times(x, y, q)]]) % q
            coframe = np.block([[one_r - _times(y, x, q), y], [-x, one_s]]) % q
            result.append((frame, coframe))
        return result


@dataclass(frozen=True)
class Independence:
    """A family for which all Ψ_k(M), k ≠ 0, are linearly independent modulo q: probability 1.

    Args:
        family: the idempotents, a complete proof by itself.
        observable: M; None for the matrix unit E_12.
    """

    family: IdempotentFamily
    observable: GaussianMatrix | None = None

    @property
    def universal(self) -> bool:
        """Whether M is E_12, so that the result holds for every non-scalar M
        and every (d + 2j, r + j).
        """
        return self.observable is None


def _times(left: Integers, right: Integers, q: int) -> Integers:
    """Product modulo q by float64 BLAS, exact because n·q² < 2^53."""
    if left.shape[-1] * q * q >= 2**53:
        raise SizeError(
            f"a product of size {left.shape[-1]} modulo {q} is not exact in float64; take a "
            "smaller modulus."
        )
    product: Integers = np.matmul(left.astype(np.float64), right.astype(np.float64)).astype(
        np.int64
    )
    return product % q


def random_family(p: int, d: int, r: int, seed: int, q: int = MODULUS) -> IdempotentFamily:
    """A reproducible random choice of p idempotents of rank r.

    Example:
        >>> random_family(2, 4, 2, seed=0).layers
        2
    """
    generator = np.random.default_rng([seed, p, d, r])
    draws = [
        [generator.integers(0, q, size=shape) for _ in range(p)]
        for shape in ((d - r, r), (r, d - r))
    ]
    x, y = (
        tuple(tuple(tuple(int(v) for v in row) for row in matrix) for matrix in drawn)
        for drawn in draws
    )
    return IdempotentFamily(d, r, q, x, y)


def block_ranks(family: IdempotentFamily, observable: Integers) -> tuple[int, int, int]:
    """Ranks modulo q of the Ψ_k(M), k ≠ 0, with k_1 = 0, +1 and -1;
    full are 3^{p-1}-1, 3^{p-1}, 3^{p-1}.

    Args:
        family: the idempotents, layer 1 (outermost) first.
        observable: M modulo q, shape (d, d).

    Raises:
        SizeError: more than 2·10^7 matrix entries.

    Example:
        >>> block_ranks(random_family(3, 8, 4, seed=0), matrix_unit(8))
        (8, 9, 9)
    """
    d, r, q = family.dimension, family.multiplicity, family.modulus
    if 3**family.layers * d * d > MAX_ENTRIES:
        raise SizeError(
            f"{3**family.layers} matrices of dimension {d} exceed the budget of {MAX_ENTRIES} "
            "entries; take a smaller p."
        )
    stack = observable[None]  # k = 0…0 is first throughout
    for layer, (frame, coframe) in reversed(list(enumerate(family.frames()))):
        local = _times(_times(coframe, stack, q), frame, q)
        parts = [np.zeros_like(local) for _ in range(3)]
        parts[0][:, :r, :r], parts[0][:, r:, r:] = local[:, :r, :r], local[:, r:, r:]
        parts[1][:, :r, r:], parts[2][:, r:, :r] = local[:, :r, r:], local[:, r:, :r]
        if layer == 0:
            return (
                _rank(parts[0][1:], q),
                _rank(parts[1][:, :r, r:], q),
                _rank(parts[2][:, r:, :r], q),
            )
        stack = _times(_times(frame, np.concatenate(parts), q), coframe, q)
    raise InputError("the family has no layer; at least one is required.")


def _rank(stack: Integers, q: int) -> int:
    if len(stack) == 0:
        return 0
    return int(nmod_mat(len(stack), stack[0].size, stack.reshape(-1).tolist(), q).rank())


def matrix_unit(d: int) -> Integers:
    """E_12."""
    result = np.zeros((d, d), dtype=np.int64)
    result[0, 1] = 1
    return result


def reduce_observable(observable: GaussianMatrix, q: int = MODULUS, root: int = ROOT) -> Integers:
    """M modulo q with i ↦ a square root of -1.

    Raises:
        InputError: q divides the denominator of M.

    Example:
        >>> reduce_observable(GaussianMatrix.from_rows([[0, "-i"], ["i", "1/2"]])).tolist()
        [[0, 65281], [256, 32769]]
    """
    if observable.denominator % q == 0:
        raise InputError(
            f"the observable's denominator is divisible by {q}; multiply the observable by it, "
            "Definition 1 does not change."
        )
    real, imaginary = observable.integer_rows()
    inverse = pow(observable.denominator, -1, q)
    entries = [
        [(a + root * b) * inverse % q for a, b in zip(*rows, strict=True)]
        for rows in zip(real, imaginary, strict=True)
    ]
    return np.array(entries, dtype=np.int64)


def find_independence(
    p: int, d: int, observable: Any = None, multiplicity: int | None = None, tries: int = 3
) -> Independence | None:
    r"""Search for an instance that proves P[linear independence] = 1 for (p, d, M, r).

    Paper: Theorem 6, strengthened by the zero-one law.

    Args:
        p, d: number of layers, dimension.
        observable: Hermitian M (a :class:`GaussianMatrix` or rows of exact numbers); default E_12,
            which settles every M at once.
        multiplicity: r, of the eigenvalue +1 (default d/2: tr H = 0).
        tries: how many random families; a failure is no proof of anything.

    Raises:
        InputError: p < 1, d < 2, r not between 1 and d-1 (or d odd without r), or M not Hermitian
            or scalar; SizeError: too large.

    Example:
        >>> find_independence(2, 4) is not None, find_independence(3, 6)
        (True, None)
    """
    r = check_model(p, d, multiplicity)
    matrix, target = None, matrix_unit(d)
    if observable is not None:
        matrix = (
            observable
            if isinstance(observable, GaussianMatrix)
            else GaussianMatrix.from_rows(observable, "observable")
        )
        if matrix.dimension != d:
            raise InputError(
                f"the observable acts on dimension {matrix.dimension}; the model has d = {d}."
            )
        if not matrix.is_hermitian():
            raise InputError(
                "the observable is not Hermitian; entry [j][k] must be the conjugate of entry "
                "[k][j]."
            )
        if matrix == GaussianMatrix.identity(d) * (matrix.trace() / d):
            raise InputError(
                "the observable is a multiple of the identity; every Φ_ξ(M) with ξ ≠ 0 vanishes."
            )
        target = reduce_observable(matrix)
    full = (3 ** (p - 1) - 1, 3 ** (p - 1), 3 ** (p - 1))
    if r * (d - r) < 3 ** (p - 1):
        return None
    for seed in range(tries):
        family = random_family(p, d, r, seed)
        if block_ranks(family, target) == full:
            return Independence(family, matrix)
    return None


def check_model(p: int, d: int, multiplicity: int | None = None) -> int:
    """Multiplicity r of the eigenvalue +1, after checking p, d, r.

    Raises:
        InputError: p < 1, d < 2, r not between 1 and d-1, or d odd without r.
    """
    if p < 1 or d < 2:
        raise InputError(f"p = {p}, d = {d}; at least one layer and dimension 2 are required.")
    if multiplicity is None:
        if d % 2:
            raise InputError(
                f"d is {d}; tr H = 0 and H² = I force an even dimension. Give the multiplicity "
                "of +1 for an unbalanced H."
            )
        return d // 2
    if not 0 < multiplicity < d:
        raise InputError(
            f"multiplicity is {multiplicity}; H ≠ ±I needs an eigenvalue +1 of multiplicity 1 to "
            f"{d - 1}."
        )
    return multiplicity
