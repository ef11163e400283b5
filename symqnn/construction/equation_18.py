r"""Eqn 18 on every network: Hermitian D with prescribed coefficients,
or the relations that forbid them.

.. math::
    \operatorname{tr}(D\,A_e)=c_e\quad(e\ne0),\qquad M(\theta)=\sum_eA_e\prod_lb_{e_l}(\varphi_l)

It is solvable iff every relation Σ x_e A_e = 0 over e ≠ 0 has Σ x_e
c_e = 0 (:mod:`symqnn.independence.reachability`); Definition 1, no
relations at all, suffices and is not needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice
from math import lcm

import numpy as np
from flint import fmpz_mat

from symqnn.algebra.bits import integers
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.modular import prime_fields
from symqnn.algebra.pauli import from_arrays
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import index_text
from symqnn.construction.scaling import simple_below
from symqnn.construction.unreachable import refuse_unreachable
from symqnn.errors import InputError, InternalError, SizeError
from symqnn.expansion.output import Expansion, expand
from symqnn.expansion.pauli_expansion import PauliExpansion
from symqnn.independence.elimination import eliminate
from symqnn.independence.rows import OperatorRows, dense_rows, families, operator_rows
from symqnn.model.qnn import QNN, require_qnn
from symqnn.model.state import DensityState, State

MAX_DIMENSION = 64
MAX_NUMBERS = 4_000_000
PRIMES_TRIED = 20


@dataclass(frozen=True, eq=False)
class Family:
    r"""Operators A_e that can be related, as integer rows in a few coordinates.

    The solution of smallest norm lies in their span: :math:`D=\sum_{j\in P}z_jA_j` over a maximal
    independent set P, with the regular Gram matrix of P.

    Args:
        names: indices e as digits. rows: their coordinates. columns: the numbers of the
            coordinates.
    """

    names: tuple[str, ...]
    rows: fmpz_mat
    columns: tuple[int, ...]

    def solve(self, wanted: Sequence[Sequence[int]]) -> list[list[Fraction]]:
        """For each target, given as a column of right sides,
        the coordinates of the shortest solution.

        Raises:
            InternalError: no solution.
        """
        right = fmpz_mat([list(row) for row in wanted])
        dense = [list(map(int, row)) for row in self.rows.tolist()]
        for prime in islice(prime_fields(2, [1]), PRIMES_TRIED):
            pivots = eliminate(self.names, dense, prime).pivots
            basis = fmpz_mat([dense[k] for k in pivots])
            gram = basis * basis.transpose()  # regular: the pivot rows are independent
            chosen = fmpz_mat([[int(right[k, j]) for j in range(right.ncols())] for k in pivots])
            weights, divisor = gram.solve(chosen).numer_denom()  # type: ignore[attr-defined]
            found = basis.transpose() * weights
            # all equations hold, not only those of the pivots
            if self.rows * found == right * divisor:
                scale = int(divisor)
                return [
                    [Fraction(int(v), scale) for v in row] for row in found.transpose().tolist()
                ]
        raise InternalError("Eqn 18 has no solution although no relation forbids it")


class Equation18:
    r"""All operators A_e, e ≠ 0, of a network, ready to solve
    :math:`\operatorname{tr}(D\,A_e)=c_e`, :math:`\operatorname{tr}D=0`.

    Args:
        qnn: any network of dimension up to 64.

    Raises:
        SizeError: a larger dimension, or operators with more than 4 million numbers.

    Example:
        >>> system = Equation18(QNN(["Z"], "Y+I"))
        >>> (found,) = system.solve([TrigPoly.from_terms({"1": 2})])
        >>> found == GaussianMatrix.from_rows([[0, "-i"], ["i", 0]])
        True
    """

    def __init__(self, qnn: QNN) -> None:
        self.qnn = require_qnn(qnn)
        if qnn.dimension > MAX_DIMENSION:
            raise SizeError(
                f"Eqn 18 on dimension {qnn.dimension} has density matrices of that size as "
                f"solutions (limit {MAX_DIMENSION}); a one-layer product network "
                "(one_layer_product) needs no linear system."
            )

    @cached_property
    def expansion(self) -> Expansion:
        """All operators."""
        return expand(self.qnn, MAX_NUMBERS)

    @cached_property
    def operators(self) -> OperatorRows:
        """The operators A_e ≠ 0, e ≠ 0, in integer coordinates."""
        return operator_rows(self.expansion).without_constant()

    @cached_property
    def families(self) -> Mapping[str, Family]:
        """The family of each operator."""
        found: dict[str, Family] = {}
        for names in families(self.operators.rows):
            columns = sorted({column for name in names for column in self.operators.rows[name]})
            rows = fmpz_mat(dense_rows(names, self.operators.rows))
            found |= dict.fromkeys(names, Family(names, rows, tuple(columns)))
        return found

    def solve(self, targets: Sequence[TrigPoly]) -> list[GaussianMatrix]:
        r"""The solution D of smallest norm for each target; constants of the targets are ignored.

        Raises:
            UnreachableError: some targets have no solution; it holds a relation for each of them.
        """
        refuse_unreachable(self.qnn, targets)
        coefficients = [_coefficients(target) for target in targets]
        touched = {
            self.families[name].names[0]: self.families[name]
            for values in coefficients
            for name in values
        }
        solutions: list[dict[int, Fraction]] = [{} for _ in targets]
        # tr(DA) is the sum of products of the coordinates, for words times 2^n; the rows are A_e
        # times `scale`
        unit = Fraction(self.operators.scale)
        if isinstance(self.expansion, PauliExpansion):
            unit /= self.qnn.dimension
        common = lcm(*(value.denominator for values in coefficients for value in values.values()))
        for family in touched.values():
            wanted = [
                [int(values.get(name, 0) * common) for values in coefficients]
                for name in family.names
            ]
            for solution, row in zip(solutions, family.solve(wanted), strict=True):
                pairs = zip(family.columns, row, strict=True)
                solution |= {column: value * unit / common for column, value in pairs if value}
        return [self._matrix(solution) for solution in solutions]

    def _matrix(self, solution: Mapping[int, Fraction]) -> GaussianMatrix:
        """D from its coordinates."""
        common = lcm(*(value.denominator for value in solution.values()))
        columns = list(solution)
        numbers = [int(solution[column] * common) for column in columns]
        if isinstance(self.expansion, PauliExpansion):
            words = np.unique(self.expansion.words, axis=0)
            return GaussianMatrix.from_pauli(
                from_arrays(self.qnn.qubits, words[columns], integers(numbers), common)
            )
        d = self.qnn.dimension
        entries = [0] * (2 * d * d)
        for column, number in zip(columns, numbers, strict=True):
            entries[column] = number
        real, imaginary = fmpz_mat(d, d, entries[: d * d]), fmpz_mat(d, d, entries[d * d :])
        return GaussianMatrix(real, imaginary, common).canonical()


def _coefficients(target: TrigPoly) -> dict[str, Fraction]:
    """c_e by index e ≠ 0 as digits."""
    return {index_text(index): value for index, value in target.terms() if any(index)}


def largest_states(matrices: Sequence[GaussianMatrix]) -> tuple[Fraction, list[DensityState]]:
    """The largest κ with two significant digits for which every I/d + κD is proved positive
    semidefinite, and these states.

    A floating eigenvalue suggests it; the exact test decides,
    and the next smaller κ is tried if it fails.

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
