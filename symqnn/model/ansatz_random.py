"""Pseudo-random networks of matrices, exact, the same on every machine."""

from __future__ import annotations

import random
from collections.abc import Iterable
from fractions import Fraction

from symqnn.algebra.exact import rational, short
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.errors import InputError
from symqnn.model.qnn import QNN
from symqnn.model.spectrum import MAX_DIMENSION

MAX_SIZE = 1024


def random_network(
    dimension: int,
    layers: int,
    seed: int | str = 0,
    multiplicity: int | None = None,
    observable: object = None,
) -> QNN:
    r"""The random model with exact data: :math:`H_l=W_lDW_l^\dagger`
    with Gaussian-rational unitary W_l.

    Paper: Eqn 21 (there W_l is Haar distributed; here it is a product of 1 + ⌈d/8⌉ reflections
    I - 2vv†/d, v_j ∈ {±1, ±i}).

    Args:
        dimension: d ≥ 2. layers: p ≥ 1. seed: the same seed gives the same network on every
            machine.
        multiplicity: r of the eigenvalue +1 of D (default d/2; required for odd d).
        observable: M (default a random traceless Hermitian matrix with small integer entries).

    Raises:
        InputError: r not between 1 and d - 1.

    Example:
        >>> random_network(4, 2, seed=1)
        QNN(2 gates on dimension 4, parameters θ1, θ2, observable [[...)
    """
    require_positive(layers, "layers")
    require_positive(dimension, "dimension")
    r = dimension // 2 if multiplicity is None else multiplicity
    if type(r) is not int or not 1 <= r < dimension or (multiplicity is None and dimension % 2):
        raise InputError(
            f"multiplicity is {multiplicity} in dimension {dimension}; a number from 1 to d - 1 "
            "is required (the default d/2 needs even d)."
        )
    if not isinstance(seed, (int, str)):
        raise InputError(f"seed is {short(seed)}; a whole number is required.")
    source = random.Random(seed)
    signs = GaussianMatrix.diagonal([1] * r + [-1] * (dimension - r))
    generators = []
    for _ in range(layers):
        rotation = _reflection(dimension, source)
        # H_l - D has rank at most four a reflection: enough of them, or the H_l are not generic
        for _ in range(-(-dimension // 8)):
            rotation = rotation @ _reflection(dimension, source)
        generators.append((rotation @ signs @ rotation.adjoint()).canonical())
    return QNN(
        generators, observable if observable is not None else _random_observable(dimension, source)
    )


def random_integral(
    levels: Iterable[object], layers: int, seed: int = 0, observable: object = None
) -> QNN:
    r"""A random network with given spectra: :math:`H_l=W_lDW_l^\dagger` with the eigenvalues D,
    each as often as it occurs.

    Paper: Eqn 21, and the remark after Theorem 2 (W_l as in :func:`random_network`).

    Args:
        levels: the d ≥ 2 rational eigenvalues, at least two different. layers: p ≥ 1.
        seed: the same seed gives the same network on every machine.
        observable: M (default a random traceless Hermitian matrix with small integer entries).

    Raises:
        InputError: fewer than two different eigenvalues, or one that is not rational.

    Example:
        >>> random_integral([0, 0, 1, 2, 2, 2], 2, seed=1)
        QNN(2 gates on dimension 6, parameters θ1, θ2, observable [[...)
    """
    require_positive(layers, "layers")
    if isinstance(levels, (str, bytes)) or not isinstance(levels, Iterable):
        raise InputError(
            f"levels is {short(levels)}; a list of eigenvalues is required, for instance [0, 0, "
            "1, 2, 2, 2]."
        )
    diagonal = GaussianMatrix.diagonal([rational(value, "levels") for value in levels])
    if not isinstance(seed, (int, str)):
        raise InputError(f"seed is {short(seed)}; a whole number is required.")
    if diagonal.dimension < 2 or diagonal.dimension > MAX_DIMENSION:
        raise InputError(
            f"levels has {diagonal.dimension} eigenvalues; 2 to {MAX_DIMENSION} are required."
        )
    source, generators = random.Random(seed), []
    for _ in range(layers):
        rotation = _reflection(diagonal.dimension, source) @ _reflection(diagonal.dimension, source)
        generators.append((rotation @ diagonal @ rotation.adjoint()).canonical())
    if observable is None:
        observable = _random_observable(diagonal.dimension, source)
    return QNN(generators, observable)


def _reflection(dimension: int, source: random.Random) -> GaussianMatrix:
    vector = [source.choice([(1, 0), (-1, 0), (0, 1), (0, -1)]) for _ in range(dimension)]
    # vv† has entries v_j·conj(v_k), and v†v = d
    outer = [[(a * c + b * d, b * c - a * d) for c, d in vector] for a, b in vector]
    return GaussianMatrix.identity(dimension) - GaussianMatrix.from_rows(outer) * Fraction(
        2, dimension
    )


def _random_observable(dimension: int, source: random.Random) -> GaussianMatrix:
    rows: list[list[tuple[int, int]]] = [[(0, 0)] * dimension for _ in range(dimension)]
    for j in range(dimension):
        rows[j][j] = (source.randint(-2, 2), 0)
        for k in range(j):
            rows[j][k] = (source.randint(-1, 1), source.randint(-1, 1))
            rows[k][j] = (rows[j][k][0], -rows[j][k][1])
    rows[-1][-1] = (-sum(rows[j][j][0] for j in range(dimension - 1)), 0)
    matrix = GaussianMatrix.from_rows(rows)
    # M = 0 is no observable: draw again
    return matrix if matrix else _random_observable(dimension, source)


def require_positive(value: int, name: str) -> None:
    """Nothing, if a value is a size from 1 to 1024.

    Raises:
        InputError: it is not.
    """
    if type(value) is not int or not 1 <= value <= MAX_SIZE:
        raise InputError(
            f"{name} is {short(value)}; a whole number from 1 to {MAX_SIZE} is required."
        )
