r"""Rank of the Fourier components of a network of matrices modulo a prime, split by the first gate.

:math:`M(\theta)=\sum_kM_ke^{ik\cdot\varphi}`; the M_k, k ≠ 0, and the operators A_e, e ≠ 0, span
the same complex space. A gate sends A to :math:`\sum_me^{ima}A_m`,
:math:`A_m=\sum_{E-E'=m}\Pi_EA\Pi_{E'}`. Where the parameter of the first gate occurs in no other
gate, its m can be read off k, and the components with one m are maps :math:`E'\to E` with E - E' =
m: the rank is the sum over the m of the ranks of these maps (for two eigenvalues, and the Gram
matrix in place of the components, this is the block theorem G ≅ B_0 ⊕ K ⊕ K̄).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.modular import PrimeField, Residues
from symqnn.errors import InternalError
from symqnn.independence.rank_bounds import has_own_parameter
from symqnn.model.gate import Gate
from symqnn.model.spectrum import MatrixSpectrum


@dataclass(frozen=True)
class ModularRank:
    """Ranks modulo a prime; each is a lower bound of the rank over the complex numbers.

    Args:
        field: the prime field.
        parts: rank by the difference m of eigenvalues of the first gate; the single key 0 where
            that is not split.
    """

    field: PrimeField
    parts: Mapping[Fraction, int]

    @property
    def total(self) -> int:
        """Lower bound of the rank of all components."""
        return sum(self.parts.values())


@dataclass(frozen=True)
class Components:
    """Fourier components modulo a prime.

    Args:
        vectors: the frequency vectors k, shape (components, angles). matrices: shape (components,
            d, d).
    """

    vectors: npt.NDArray[np.int64]
    matrices: Residues

    def without_constant(self) -> Components:
        """The components with k ≠ 0."""
        kept = self.vectors.any(axis=1)
        return Components(self.vectors[kept], self.matrices[kept])


def dense_rank(
    gates: Sequence[Gate],
    observable: GaussianMatrix,
    units: Sequence[Fraction],
    field: PrimeField,
    with_zero: bool,
) -> ModularRank:
    """Rank modulo a prime of all components M_k that can occur, with or without k = 0.

    Args:
        gates: the first acts first; observable: M; units: g_l of the angles; with_zero: whether k =
            0 is counted.
    """
    split = has_own_parameter(gates)
    behind = fourier_components(gates[1:] if split else gates, observable, units, field)
    if not split:
        kept = behind if with_zero else behind.without_constant()
        return ModularRank(field, {Fraction(0): field.rank(_flat(kept.matrices))})
    pieces = [field.split_projector(part) for part in _projectors(gates[0], field)]
    pairs = _pairs(gates[0])
    ranks = {}
    for m, positions in pairs.items():
        counted = behind if m or with_zero else behind.without_constant()
        maps = [
            _compress(counted.matrices, pieces[j][1], pieces[k][0], field) for j, k in positions
        ]
        ranks[m] = field.rank(np.concatenate(maps, axis=1))
    return ModularRank(field, ranks)


def fourier_components(
    gates: Sequence[Gate], observable: GaussianMatrix, units: Sequence[Fraction], field: PrimeField
) -> Components:
    """All M_k that can occur, modulo a prime in which every denominator has an inverse."""
    vectors = np.zeros((1, len(units)), dtype=np.int64)
    found = Components(vectors, field.reduce(observable)[None])
    for gate in reversed(gates):
        found = _turned(found, gate, units, field)
    return found


def _turned(
    before: Components, gate: Gate, units: Sequence[Fraction], field: PrimeField
) -> Components:
    """The components after one more gate.

    A at k goes to e^{imβ}·A_m at k + m·(k_1/g_1, …, k_p/g_p); equal vectors are added.
    """
    q, step = field.modulus, gate.spectrum.step
    images = _spectral_images(before.matrices, gate, field)
    shifted = []
    for m, part in images.items():
        move = np.zeros(len(units), dtype=np.int64)
        for axis, factor in gate.factors:
            move[axis] = int(m * factor / units[axis])
        shifted.append(before.vectors + move)
        if gate.fixed.cos != 1:
            images[m] = part * pow(_phase(gate, field), int(m / step), q) % q
    stacked = np.concatenate(shifted)
    vectors, places = np.unique(stacked, axis=0, return_inverse=True)
    if len(vectors) == len(stacked):
        return Components(stacked, np.concatenate(list(images.values())))
    matrices = np.zeros((len(vectors), *before.matrices.shape[1:]), dtype=np.int64)
    # the vectors of one m differ from each other, so no place occurs twice
    for part, where in zip(images.values(), places.reshape(len(images), -1), strict=True):
        matrices[where] = (matrices[where] + part) % q
    return Components(vectors, matrices)


def _phase(gate: Gate, field: PrimeField) -> int:
    """The image of e^{iuβ} = cos uβ + i sin uβ, u the step of the generator."""
    cos, sin = (
        value.numerator * field.inverse(value.denominator)
        for value in (gate.fixed.cos, gate.fixed.sin)
    )
    return (cos + field.root * sin) % field.modulus


def _spectral_images(matrices: Residues, gate: Gate, field: PrimeField) -> dict[Fraction, Residues]:
    """A_m for each difference m of eigenvalues, m = 0 first.

    The projectors add up to 1, so the last one needs no product.
    """
    q, projectors = field.modulus, _projectors(gate, field)[:-1]
    rows = [field.product(part, matrices) for part in projectors]
    rows.append((matrices - sum(rows)) % q)
    found: dict[Fraction, Residues] = {}
    entries = []
    for row in rows:
        line = [field.product(row, part) for part in projectors]
        entries.append([*line, (row - sum(line)) % q])
    for m, positions in _pairs(gate).items():
        total = entries[positions[0][0]][positions[0][1]]
        for j, k in positions[1:]:
            total = (total + entries[j][k]) % q
        found[m] = total
    return found


def _pairs(gate: Gate) -> dict[Fraction, list[tuple[int, int]]]:
    """Positions (of E, of E') of all pairs of eigenvalues by m = E - E', m = 0 first."""
    values = list(gate.spectrum.multiplicities)
    found: dict[Fraction, list[tuple[int, int]]] = {Fraction(0): []}
    for j, high in enumerate(values):
        for k, low in enumerate(values):
            found.setdefault(high - low, []).append((j, k))
    return found


def _projectors(gate: Gate, field: PrimeField) -> list[Residues]:
    spectrum = gate.spectrum
    if not isinstance(spectrum, MatrixSpectrum):
        raise InternalError("a Pauli sum stands among matrices")
    found = [field.reduce(part) for part in spectrum.projectors[:-1]]
    one = np.eye(spectrum.matrix.dimension, dtype=np.int64)
    return [*found, (one - sum(found)) % field.modulus]


def _flat(matrices: Residues) -> Residues:
    return matrices.reshape(len(matrices), -1)


def _compress(
    images: Residues, coordinates: Residues, columns: Residues, field: PrimeField
) -> Residues:
    """Flattened matrices of the maps Im(columns) → coordinates, one row an image."""
    compressed = field.product(field.product(coordinates, images), columns)
    return compressed.reshape(len(images), len(coordinates) * columns.shape[1])
