r"""One layer: the maps Φ^(0), Φ^(1), Φ^(2) of Eqns 7-9.

With the derivation D A = (i/2)[H, A] and H² = I: Φ^(2) = D, Φ^(1) = -D², Φ^(0) = 1 - Φ^(1).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from symqnn.algebra.bits import Integers, Words, magnitude, parity, widen, word_count
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, from_arrays, phase
from symqnn.algebra.trigpoly_text import read_digits
from symqnn.errors import DimensionError, InputError

Operator = PauliSum | GaussianMatrix
Kind = TypeVar("Kind", PauliSum, GaussianMatrix)


@singledispatch
def layer_maps(operator: Operator, generator: Operator) -> tuple[Operator, Operator, Operator]:
    r"""The three images of an operator under one layer.

    Paper: Eqns 7-9, :math:`\Phi^{(0)}A=\tfrac12(A+HAH)`, :math:`\Phi^{(1)}A=\tfrac12(A-HAH)`,
    :math:`\Phi^{(2)}A=\tfrac i2[H,A]`.

    Args:
        operator: Hermitian A.
        generator: Hermitian H with H² = I, of the same type and size.

    Returns:
        (Φ^(0)A, Φ^(1)A, Φ^(2)A).

    Raises:
        InputError: the operator is of another type.

    Example:
        >>> layer_maps(PauliSum.from_text("I + Y"), PauliSum.from_text("Z"))
        (I, Y, X)
    """
    raise InputError(
        f"operator is of type {type(operator).__name__}; a PauliSum or a GaussianMatrix is "
        "required."
    )


@layer_maps.register
def _pauli_maps(operator: PauliSum, generator: PauliSum) -> tuple[PauliSum, PauliSum, PauliSum]:
    second = derivation(operator, generator)
    first = -derivation(second, generator)
    return operator - first, first, second


@layer_maps.register
def dense_maps(
    operator: GaussianMatrix, generator: GaussianMatrix
) -> tuple[GaussianMatrix, GaussianMatrix, GaussianMatrix]:
    """The maps of :func:`layer_maps` on matrices, all three over the denominator
    2·q·δ² (q, δ those of A and H).
    """
    left = generator @ operator
    both = left @ generator
    squared = generator.denominator**2
    real, imaginary = operator.real * squared, operator.imaginary * squared
    denominator = 2 * both.denominator
    # AH = (HA)†, so i(HA - AH) = -(J + Jᵀ) + i(R - Rᵀ) for HA = R + iJ
    commutator_real = -(left.imaginary + left.imaginary.transpose()) * generator.denominator
    commutator_imaginary = (left.real - left.real.transpose()) * generator.denominator
    return (
        GaussianMatrix(real + both.real, imaginary + both.imaginary, denominator),
        GaussianMatrix(real - both.real, imaginary - both.imaginary, denominator),
        GaussianMatrix(commutator_real, commutator_imaginary, denominator),
    )


def derivation(operator: PauliSum, generator: PauliSum) -> PauliSum:
    """D A = (i/2)[H, A] of Pauli sums."""
    _, keys, values = derivation_rows(operator.keys, operator.numerators, generator)
    return from_arrays(operator.qubits, keys, values, operator.denominator * generator.denominator)


def derivation_rows(
    keys: Words, values: Integers, generator: PauliSum
) -> tuple[npt.NDArray[np.int64], Words, Integers]:
    """D applied to each Pauli term by itself.

    Args:
        keys: masks (x, z) of N terms; values: their coefficients (integers, or floats in a
            numerical evaluation).
        generator: H; the result is over an extra denominator ``generator.denominator``.

    Returns:
        For each term produced: the row it came from, its masks, its coefficient; not merged.
    """
    width = word_count(generator.qubits)
    x, z = keys[:, :width], keys[:, width:]
    values = (
        widen(values, magnitude(generator.numerators)) if values.dtype != np.float64 else values
    )
    rows, produced, numbers = [], [], []
    for hx, hz, coefficient in zip(
        generator.x, generator.z, generator.numerators.tolist(), strict=True
    ):
        # words commute or anticommute; (i/2)[P, Q] = iPQ for an anticommuting pair, else 0
        anticommuting = np.flatnonzero(parity((x & hz) ^ (z & hx)))
        ax, az = x[anticommuting], z[anticommuting]
        nx, nz = ax ^ hx, az ^ hz
        sign = phase(hx, hz, ax, az, nx, nz) - 2  # PQ = ±iR: i·i^k = 1 for k = 3 and -1 for k = 1
        rows.append(anticommuting)
        produced.append(np.concatenate((nx, nz), axis=1))
        numbers.append(values[anticommuting] * sign * coefficient)
    return np.concatenate(rows), np.concatenate(produced), np.concatenate(numbers)


def of_type(operators: Sequence[Operator], kind: type[Kind]) -> list[Kind]:
    """The operators, all of one type.

    Raises:
        InputError: one is of another type.
    """
    chosen = [operator for operator in operators if isinstance(operator, kind)]
    if len(chosen) < len(operators):
        raise InputError(
            f"{len(operators) - len(chosen)} of {len(operators)} operators are not of type "
            f"{kind.__name__}; give all in one form."
        )
    return chosen


def is_word(generator: PauliSum) -> bool:
    """Whether a generator is one signed Pauli word, so that each term either commutes or
    anticommutes with it.
    """
    return len(generator) == 1 and generator.denominator == 1


def read_index(index: Sequence[int] | str, angles: int) -> tuple[int, ...]:
    """A basis index e: one entry an angle, 0 for 1, 2k-1 for cos kφ, 2k for sin kφ; or a text of
    digits 0-9, a-z, A-Z.

    Raises:
        DimensionError: not one entry an angle; InputError: another digit.
    """
    if len(index) != angles:
        raise DimensionError(
            f"the index has {len(index)} digits; one an angle, {angles}, are required."
        )
    found = read_digits(index) if isinstance(index, str) else tuple(index)
    if found is None or not all(isinstance(e, (int, np.integer)) and e >= 0 for e in found):
        raise InputError(
            f"the index is {index!r}; digits 0 (constant), 1 (cos φ_l), 2 (sin φ_l), 3 (cos "
            "2φ_l), … are required."
        )
    return tuple(map(int, found))


def compose(generators: Sequence[Operator], observable: Operator, xi: Sequence[int]) -> Operator:
    r"""One operator :math:`\Phi_\xi(M)=\Phi_1^{(\xi_1)}\circ\cdots\circ\Phi_p^{(\xi_p)}(M)`
    (Paper: Eqn 10), without the others.
    """
    result = observable
    for generator, index in zip(reversed(generators), reversed(xi), strict=True):
        result = layer_maps(result, generator)[index]
    return result.canonical() if isinstance(result, GaussianMatrix) else result
