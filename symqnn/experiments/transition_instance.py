"""Instances of the transition: random layers with a teacher's dataset, and in how many directions θ
moves M(θ), exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

from flint import fmpz_mat

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.errors import InputError
from symqnn.model.ansatz import random_network
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State, as_matrix


@dataclass(frozen=True)
class TransitionInstance:
    """A network with many layers, of which the first p are used,
    and a dataset that its teacher labels.
    """

    layers: QNN
    dataset: Dataset

    def network(self, p: int) -> QNN:
        """The first p layers."""
        return QNN(self.layers.generators[:p], self.layers.observable)


def make_instance(dimension: int, layers: int, samples: int, seed: int) -> TransitionInstance:
    """A pseudo-random instance, exact, the same on every machine.

    Raises:
        InputError: a number that random_network refuses.

    Example:
        >>> made = make_instance(2, 3, 4, seed=1)
        >>> len(made.network(2).parameters), len(made.dataset)
        (2, 4)
    """
    network, source = (
        random_network(dimension, layers, f"transition {seed}"),
        Random(f"transition states {seed}"),
    )
    reflections = [
        h
        for h in random_network(dimension, 3, f"transition teacher {seed}").generators
        if isinstance(h, GaussianMatrix)
    ]
    # Hermitian with H² = I, so unitary; and so is the product
    teacher = reflections[0] @ reflections[1] @ reflections[2]
    observable = network.observable
    if not isinstance(observable, GaussianMatrix):
        raise InputError("the network is not given by matrices.")
    target = teacher.adjoint() @ observable @ teacher
    pairs: list[tuple[State, Fraction]] = []
    while len(pairs) < samples:
        amplitudes = [(source.randint(-2, 2), source.randint(-2, 2)) for _ in range(dimension)]
        if any(map(any, amplitudes)):
            state = as_matrix(State.pure(amplitudes))
            pairs.append((state, state.to_density().inner(target)))
    return TransitionInstance(network, Dataset.from_samples(pairs))


def exact_rank(matrices: list[GaussianMatrix]) -> int:
    """Dimension of the real span."""
    rows = []
    for matrix in matrices:
        real, imaginary = matrix.integer_rows()
        rows.append([value for row in (*real, *imaginary) for value in row])
    return int(fmpz_mat(rows).rank()) if rows else 0


def tangent_rank(qnn: QNN, seed: int = 0) -> int:
    r"""Rank of :math:`\partial_1M(\theta),\dots,\partial_pM(\theta)` at one rational point,
    exactly: a lower bound of the generic rank, which is at most p.

    .. math:: \partial_lM=V_1^\dagger\cdots V_l^\dagger\,i[H_l,M_l]\,V_l\cdots V_1,\quad
        M_l=V_{l+1}^\dagger\cdots MV_p\cdots V_{l+1}

    Raises:
        InputError: a network that has no matrices.

    Example:
        >>> [tangent_rank(QNN(["X", "Y", "X", "Y"][:p], "Z")) for p in (1, 2, 3, 4)]
        [1, 2, 2, 2]
    """
    source, unit = Random(f"tangent {seed}"), GaussianMatrix.identity(qnn.dimension)
    generators = [h for h in qnn.to_dense().generators if isinstance(h, GaussianMatrix)]
    observable = qnn.to_dense().observable
    if not isinstance(observable, GaussianMatrix):
        raise InputError("the network is not given by matrices.")
    imaginary = GaussianMatrix.from_rows(
        [[(0, 1) if a == b else 0 for b in range(qnn.dimension)] for a in range(qnn.dimension)]
    )
    gates = []
    for generator in generators:
        t = Fraction(source.randint(1, 8), source.randint(3, 9))
        norm = 1 + t * t
        # cos θ - i sin θ H
        gates.append(unit * ((1 - t * t) / norm) - imaginary @ generator * (2 * t / norm))
    tangents: list[GaussianMatrix] = []
    evolved = observable
    for gate, generator in zip(reversed(gates), reversed(generators), strict=True):
        fresh = imaginary @ (generator @ evolved - evolved @ generator)
        tangents = [gate.adjoint() @ tangent @ gate for tangent in [*tangents, fresh]]
        evolved = gate.adjoint() @ evolved @ gate
    return exact_rank(tangents)


def orbit_dimension(observable: GaussianMatrix) -> int:
    """Dimension of {U†MU}, exactly: the rank of A ↦ i[A, M] on Hermitian matrices; no network has a
    larger tangent rank.

    Example:
        >>> orbit_dimension(GaussianMatrix.diagonal([1, 2, 3, 4]))
        12
    """
    d, images = observable.dimension, []
    for a in range(d):
        for b in range(a + 1):
            for upper, lower in (((1, 0), (1, 0)), ((0, 1), (0, -1)))[: 2 if a != b else 1]:
                rows: list[list[object]] = [[(0, 0)] * d for _ in range(d)]
                rows[b][a], rows[a][b] = upper, lower
                matrix = GaussianMatrix.from_rows(rows)
                # i times it is Hermitian; the factor keeps the rank
                images.append(matrix @ observable - observable @ matrix)
    return exact_rank(images)
