r"""The least eigenvalue of an observable, enclosed exactly: M - μ is positive semidefinite, and a
vector has the Rayleigh quotient ν.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import InternalError, SizeError
from symqnn.model.qnn import QNN, require_qnn

MAX_DIMENSION = 256
VECTOR_BITS, TRIES = 30, 40


@dataclass(frozen=True)
class GroundEnergy:
    r"""The least eigenvalue lies in [lower, upper].

    Args:
        lower: μ, with M - μ positive semidefinite. upper: the quotient ⟨v|M|v⟩/⟨v|v⟩. vector: v,
            pairs of integers (re, im).
    """

    lower: Fraction
    upper: Fraction
    vector: tuple[tuple[int, int], ...]


def ground_energy(qnn: QNN) -> GroundEnergy:
    """The least eigenvalue of the observable of a network.

    Raises:
        SizeError: a dimension above 256.

    Example:
        >>> found = ground_energy(QNN(["X"], "3*Z"))
        >>> found.lower <= -3 <= found.upper, found.upper - found.lower < Fraction(1, 10**9)
        (True, True)
    """
    require_qnn(qnn)
    if qnn.dimension > MAX_DIMENSION:
        raise SizeError(
            f"the observable acts on dimension {qnn.dimension}; least eigenvalues go up to "
            f"{MAX_DIMENSION}."
        )
    observable = qnn.expanded_observable()
    matrix = (
        GaussianMatrix.from_pauli(observable) if isinstance(observable, PauliSum) else observable
    )
    values, vectors = np.linalg.eigh(matrix.to_numpy())
    vector = _integers(vectors[:, 0])
    upper = _quotient(matrix, vector)
    scale = 1 + float(np.abs(values).max())
    # μ a short number just below; further below until exact elimination agrees
    for k in range(TRIES):
        lower = Fraction(int(np.floor((float(values[0]) - scale * 1e-12 * 2**k) * 2**40)), 2**40)
        if (matrix - GaussianMatrix.identity(matrix.dimension) * lower).is_positive_semidefinite():
            return GroundEnergy(lower, upper, vector)
    raise InternalError("no lower bound of the least eigenvalue was found")


def _integers(
    vector: np.ndarray[tuple[int, ...], np.dtype[np.complex128]],
) -> tuple[tuple[int, int], ...]:
    largest = vector[int(np.argmax(np.abs(vector)))]
    turned = vector / largest * 2**VECTOR_BITS
    return tuple((round(float(x.real)), round(float(x.imag))) for x in turned)


def _quotient(matrix: GaussianMatrix, vector: tuple[tuple[int, int], ...]) -> Fraction:
    reduced = matrix.canonical()
    real, imaginary = reduced.integer_rows()
    energy = 0
    for (a, b), row, other in zip(vector, real, imaginary, strict=True):
        for (c, d), x, y in zip(vector, row, other, strict=True):
            energy += x * (a * c + b * d) - y * (a * d - b * c)  # Re(conj(v_i) M_ij v_j)
    return Fraction(energy, reduced.denominator * sum(a * a + b * b for a, b in vector))
