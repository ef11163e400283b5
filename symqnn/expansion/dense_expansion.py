"""The dense engine: all Φ_ξ(M) as exact Gaussian-rational matrices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from flint import fmpz_mat

from symqnn.algebra.bits import integers
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.errors import SizeError
from symqnn.expansion.layer import dense_maps, read_index
from symqnn.expansion.shown import ShownExpansion
from symqnn.model.state import State

MAX_ENTRIES = 30_000_000


@dataclass(frozen=True, eq=False)
class DenseExpansion(ShownExpansion):
    """All operators Φ_ξ(M) of a network of matrices, in lexicographic order of ξ, zeros included."""

    layers: int
    operators: tuple[GaussianMatrix, ...]

    @property
    def terms(self) -> int:
        """Number of matrices."""
        return len(self.operators)

    def operator(self, xi: Sequence[int] | str) -> GaussianMatrix:
        """One operator Φ_ξ(M)."""
        return self.operators[int("".join(map(str, read_index(xi, self.layers))), 3)].canonical()

    def items(self) -> Iterator[tuple[str, GaussianMatrix]]:
        """Pairs (ξ, Φ_ξ(M)) with Φ_ξ(M) ≠ 0, in the order of ξ."""
        for xi, matrix in zip(product("012", repeat=self.layers), self.operators, strict=True):
            if matrix:
                yield "".join(xi), matrix.canonical()

    def expectation(self, state: State) -> TrigPoly:
        """Output polynomial tr(ρM(θ)) (Paper: Eqn 12)."""
        return _pair([state.to_density()], list(self.operators), self.layers)


def expand_dense(generators: Sequence[GaussianMatrix], observable: GaussianMatrix, max_entries: int = MAX_ENTRIES) -> DenseExpansion:
    """Expand M(θ) completely; all operators share one denominator.

    Paper: Eqns 10-11.

    Raises:
        SizeError: the 3^p matrices would have more than ``max_entries`` entries.
    """
    p, d = len(generators), observable.dimension
    if 3**p * 2 * d * d > max_entries:
        raise SizeError(
            f"the expansion has 3^{p} matrices of {2 * d * d} integers (budget {max_entries}); use operator(qnn, xi) for one Φ_ξ, "
            "expectation(qnn, state) for the output polynomial alone, or raise max_entries."
        )
    return DenseExpansion(p, tuple(_branch(generators, [observable])))


def _branch(generators: Sequence[GaussianMatrix], matrices: list[GaussianMatrix]) -> list[GaussianMatrix]:
    """Images under all compositions Φ_1^(ξ_1)∘…∘Φ_p^(ξ_p), ξ_1 the slowest digit."""
    for generator in reversed(generators):
        images = [dense_maps(matrix, generator) for matrix in matrices]
        matrices = [image[k] for k in range(3) for image in images]
    return matrices


def output_polynomial(generators: Sequence[GaussianMatrix], observable: GaussianMatrix, rho: GaussianMatrix) -> TrigPoly:
    r"""tr(ρM(θ)) without all operators: the later half of the layers acts on M, the earlier half by adjoints on ρ.

    :math:`\operatorname{tr}(B\,\Phi^{(k)}A)=\pm\operatorname{tr}(\Phi^{(k)}B\,A)` with the minus sign for k = 2 only.

    Raises:
        SizeError: 3^p coefficients are more than the budget.
    """
    p = len(generators)
    if 3**p > MAX_ENTRIES:
        raise SizeError(f"the output polynomial has up to 3^{p} coefficients (budget {MAX_ENTRIES}); evaluate it at exact angles instead.")
    half = p // 2
    states = [rho]
    for generator in generators[:half]:  # Φ_1 is outermost: its adjoint acts on ρ first, so ξ_1 stays the slowest digit
        states = [signed for state in states for signed in _adjoint(state, generator)]
    return _pair(states, _branch(generators[half:], [observable]), p)


def _adjoint(state: GaussianMatrix, generator: GaussianMatrix) -> tuple[GaussianMatrix, GaussianMatrix, GaussianMatrix]:
    zeroth, first, second = dense_maps(state, generator)
    return zeroth, first, -second


def _pair(states: list[GaussianMatrix], operators: list[GaussianMatrix], p: int) -> TrigPoly:
    """Inner products tr(BA) of Hermitian matrices as one integer matrix product, flattened in the order of ξ."""
    left, right = (fmpz_mat([[*m.real.entries(), *m.imaginary.entries()] for m in batch]) for batch in (states, operators))
    values = [int(value) for value in (left * right.transpose()).entries()]
    exponents = np.indices((3,) * p, dtype=np.uint8).reshape(p, -1).T
    return trigpoly(np.ascontiguousarray(exponents), integers(values), states[0].denominator * operators[0].denominator)
