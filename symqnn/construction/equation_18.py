"""Eqn 18: Hermitian D with prescribed coefficients, and the states I/d + κD, for every network of moderate size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm

import numpy as np
from flint import fmpz_mat

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import format_terms
from symqnn.construction.scaling import simple_below
from symqnn.errors import InputError, SizeError
from symqnn.expansion.dense_expansion import expand_dense
from symqnn.model.qnn import QNN
from symqnn.model.state import DensityState, State

MAX_OPERATORS = 243
MAX_DIMENSION = 64


class UnsolvableError(InputError):
    """Targets outside the range of Eqn 18: the operators Φ_ξ(M) are linearly dependent.

    Args:
        unsolvable, solvable: positions of the targets that have no solution D, and of those that have one. names: all targets as text.
    """

    def __init__(self, message: str, unsolvable: Sequence[int], solvable: Sequence[int], names: Sequence[str]) -> None:
        super().__init__(message)
        self.unsolvable, self.solvable, self.names = tuple(unsolvable), tuple(solvable), tuple(names)

    def offer(self) -> tuple[str, ...]:
        """What has no solution, and what can be built all the same, as residuals over κ."""
        without, rest = ([self.names[k] for k in listed] for listed in (self.unsolvable, self.solvable))
        lines = (f"residuals without a solution: {'; '.join(without[:8])}{'; …' if len(without) > 8 else ''}",)
        if rest:
            return (*lines, f"residuals that can be built on this network all the same: {'; '.join(rest[:8])}{'; …' if len(rest) > 8 else ''}")
        return (*lines, "none of them can be built on this network")


@dataclass(frozen=True, eq=False)
class Equation18:
    r"""All Φ_ξ(M), ξ ≠ 0, as integer rows, ready to solve :math:`\operatorname{tr}(D\,\Phi_\xi(M))=\hat f_\xi`, :math:`\operatorname{tr}D=0`.

    Args:
        indices: the ξ of the rows. rows: real and imaginary parts of the entries, times ``denominator``.
        offset: Φ_0(M), whose trace with ρ the label removes. name: of the rows; angle: as for ``to_latex``; both for messages.
    """

    dimension: int
    indices: tuple[tuple[int, ...], ...]
    rows: fmpz_mat
    denominator: int
    offset: GaussianMatrix
    name: str = "operators Φ_ξ(M)"
    angle: str = "theta"

    @classmethod
    def of(cls, qnn: QNN) -> Equation18:
        """Expand a network.

        Raises:
            SizeError: more than 243 operators or dimension above 64.
        """
        if 3**qnn.layers > MAX_OPERATORS or qnn.dimension > MAX_DIMENSION:
            raise SizeError(
                f"Eqn 18 for p = {qnn.layers}, d = {qnn.dimension} has 3^{qnn.layers} - 1 unknowns (limits: p = 5, d = {MAX_DIMENSION}); "
                "a one-layer product network (one_layer_product) needs no linear system."
            )
        dense = qnn if not qnn.is_pauli else qnn.to_dense()
        operators = expand_dense(dense.generators, dense.observable).operators  # type: ignore[arg-type]
        indices = tuple(product((0, 1, 2), repeat=qnn.layers))[1:]
        rows = fmpz_mat([[*a.real.entries(), *a.imaginary.entries()] for a in operators[1:]])
        return cls(qnn.dimension, indices, rows, operators[1].denominator, operators[0].canonical())

    def solve(self, targets: Sequence[TrigPoly]) -> list[GaussianMatrix]:
        r"""The solution D of smallest norm for each target: :math:`D=\sum_\xi(G^{-1}\hat f)_\xi\Phi_\xi(M)` with the Gram matrix G.

        Raises:
            UnsolvableError: some targets have no solution.

        Example:
            >>> system = Equation18.of(QNN(["Z"], "Y+I"))
            >>> system.solve([TrigPoly.from_terms({"1": 2})])[0] == GaussianMatrix.from_rows([[0, "-i"], ["i", 0]])
            True
        """
        wanted = [[target.coefficient(xi) for target in targets] for xi in self.indices]
        common = lcm(*(value.denominator for row in wanted for value in row))
        right = [[int(value * common) for value in row] for row in wanted]
        gram = self.rows * self.rows.transpose()  # times denominator²
        joint = fmpz_mat([[*left, *row] for left, row in zip(gram.tolist(), right, strict=True)])
        form, divisor, rank = joint.rref()
        n, width = len(self.indices), len(targets)
        reduced = form.tolist()[:rank]
        pivots = [next(k for k, value in enumerate(row) if value) for row in reduced]
        columns = [[n + k] for k in range(width)]
        if pivots and pivots[-1] >= n:
            self._refuse(gram, right, [format_terms(list(target.terms()), 6, self.angle) for target in targets])
        solution = [[0] * n for _ in columns]
        for pivot, row in zip(pivots, reduced, strict=True):
            for k in range(width):
                solution[k][pivot] = int(row[n + k])
        # G = gram/q², so x = q²·solution/(divisor·common), and Φ = rows/q
        entries = fmpz_mat(solution) * self.rows
        scale = int(divisor) * common
        return [self._matrix(list(map(int, row)), scale) for row in entries.tolist()]

    def _matrix(self, row: Sequence[int], scale: int) -> GaussianMatrix:
        d, sign = self.dimension, 1 if scale > 0 else -1
        numbers = [value * (sign * self.denominator) for value in row]
        return GaussianMatrix(fmpz_mat(d, d, numbers[: d * d]), fmpz_mat(d, d, numbers[d * d :]), abs(scale)).canonical()

    def _refuse(self, gram: fmpz_mat, right: Sequence[Sequence[int]], names: Sequence[str]) -> None:
        rank, width = gram.rank(), len(names)
        bad = [k for k in range(width) if fmpz_mat([[*left, row[k]] for left, row in zip(gram.tolist(), right, strict=True)]).rank() > rank]
        good = [k for k in range(width) if k not in bad]
        raise UnsolvableError(
            f"Eqn 18 has no solution for {len(bad)} of {width} targets: the {self.name} have rank {rank} of {len(self.indices)} "
            f"(Definition 1 fails){f'; the other {len(good)} can be realised' if good else ''}.",
            bad,
            good,
            names,
        )


def largest_states(matrices: Sequence[GaussianMatrix]) -> tuple[Fraction, list[DensityState]]:
    """The largest κ with two significant digits for which every I/d + κD is proved positive semidefinite, and these states.

    A floating eigenvalue suggests it; the exact test decides, and the next smaller κ is tried if it fails.

    Raises:
        InputError: every D is zero.
    """
    d = matrices[0].dimension
    lowest = min(Fraction(float(np.linalg.eigvalsh(matrix.to_numpy())[0])) for matrix in matrices)
    if lowest >= 0:
        raise InputError("every D is zero; a target with a non-constant term is required.")
    kappa = simple_below(-1 / (d * lowest))
    while True:
        try:
            known: dict[GaussianMatrix, DensityState] = {}
            for matrix in matrices:
                known[matrix] = known.get(matrix) or mixed_state(matrix, kappa)
            return kappa, [known[matrix] for matrix in matrices]
        except InputError:
            kappa = simple_below(kappa * Fraction(99, 100))


def mixed_state(matrix: GaussianMatrix, kappa: Fraction) -> DensityState:
    """ρ = I/d + κD.

    Raises:
        InputError: not positive semidefinite (κ is too large).
    """
    d = matrix.dimension
    return State.density((GaussianMatrix.identity(d) * Fraction(1, d) + matrix * kappa).canonical())
