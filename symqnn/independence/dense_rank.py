r"""Rank of the operators of a network of matrices modulo a prime, split by the block theorem.

With P = (1+H)/2, Q = (1-H)/2: M(θ) = Σ_k e^{2ik·θ} Ψ_k(M), Ψ_0 A = PAP+QAQ, Ψ_+ A = PAQ, Ψ_- A = QAP. The operators Φ_ξ and the Ψ_k
span the same complex spaces, layer by layer: (Φ^(1), Φ^(2)) = (Ψ_+ + Ψ_-, i(Ψ_+ - Ψ_-)). Sorting by the outermost layer,
rank = rank B_0 + 2·rank K: operators with k_1 = + live in Hom(Im Q_1, Im P_1), those with k_1 = - are their adjoints,
those with k_1 = 0 are block diagonal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.modular import PrimeField, Residues


@dataclass(frozen=True)
class ModularRank:
    """Ranks modulo a prime; each is a lower bound of the rank over the complex numbers.

    Args:
        field: the prime field.
        diagonal: rank of B_0 (outermost index 0).
        raising, lowering: ranks of K and of its adjoint (outermost index 1 and 2); equal over C.
    """

    field: PrimeField
    diagonal: int
    raising: int
    lowering: int

    @property
    def total(self) -> int:
        """Lower bound of the rank of all operators."""
        return self.diagonal + self.raising + self.lowering


def dense_rank(generators: Sequence[GaussianMatrix], observable: GaussianMatrix, field: PrimeField, with_zero: bool) -> ModularRank:
    """Rank modulo a prime of all Φ_ξ(M), with or without ξ = 0.

    Args:
        generators: H_1, …, H_p; observable: M; with_zero: whether ξ = 0 is counted.
    """
    q, half = field.modulus, field.inverse(2)
    images = field.reduce(observable)[None]
    for generator in reversed(generators[1:]):
        images = _fourier_images(images, field.reduce(generator), field)
    outermost = field.reduce(generators[0])
    identity = np.eye(len(outermost), dtype=np.int64)
    plus, plus_coordinates = field.split_projector((identity + outermost) * half % q)
    minus, minus_coordinates = field.split_projector((identity - outermost) * half % q)
    raising = _compress(images, plus_coordinates, minus, field)
    lowering = _compress(images, minus_coordinates, plus, field)  # adjoint over C, but another number modulo a prime
    inside = images if with_zero else images[1:]  # k = 0 comes first
    blocks = np.concatenate((_compress(inside, plus_coordinates, plus, field), _compress(inside, minus_coordinates, minus, field)), axis=1)
    return ModularRank(field, field.rank(blocks), field.rank(raising), field.rank(lowering))


def _fourier_images(images: Residues, generator: Residues, field: PrimeField) -> Residues:
    """Ψ_0, Ψ_+, Ψ_- of a batch of matrices, Ψ_0 of the first one staying first."""
    q = field.modulus
    left = field.product(generator, images)
    right = field.product(images, generator)
    both = field.product(left, generator)
    half, quarter = field.inverse(2), field.inverse(4)
    zeroth = (images + both) * half % q
    difference, commutator = images - both, left - right
    plus = (difference + commutator) % q * quarter % q
    minus = (difference - commutator) % q * quarter % q
    return np.concatenate((zeroth, plus, minus))


def _compress(images: Residues, coordinates: Residues, columns: Residues, field: PrimeField) -> Residues:
    """Flattened matrices of the maps Im(columns) → coordinates, one row an image."""
    compressed = field.product(field.product(coordinates, images), columns)
    return compressed.reshape(len(images), len(coordinates) * columns.shape[1])
