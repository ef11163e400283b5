"""Families of networks: the paper's own and the common ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction

from symqnn.algebra.exact import rational, short
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, TensorProduct
from symqnn.errors import DimensionError, InputError
from symqnn.model.circuit import Circuit, PauliRotation
from symqnn.model.clifford import CLIFFORDS
from symqnn.model.qnn import QNN
from symqnn.model.spectrum import MAX_DIMENSION, IntegralNetwork

MAX_SIZE = 1024


def one_layer_product(generators: Sequence[str | PauliSum], observables: Sequence[str | PauliSum]) -> QNN:
    """One layer of local generators h_l on qubit l, product observable ⊗ m_l.

    Paper: Proposition 5.

    Args:
        generators: single-qubit h_l with h² = I, such as ``"Z"`` or ``"3/5*X + 4/5*Z"``.
        observables: single-qubit m_l, as many.

    Raises:
        DimensionError: lists of different lengths, or operators on more than one qubit.

    Example:
        >>> one_layer_product(["Z", "3/5*X + 4/5*Z"], ["Y+I", "X"])
        QNN(2 generators on 2 qubits, observable (I + Y)X)
    """
    local = [_single(value, f"generators[{k}]") for k, value in enumerate(generators)]
    factors = [_single(value, f"observables[{k}]") for k, value in enumerate(observables)]
    if len(local) != len(factors):
        raise DimensionError(f"{len(local)} generators and {len(factors)} observables were given; one of each a qubit is required.")
    placed = [_placed(h, k, len(local)) for k, h in enumerate(local)]
    return QNN(placed, TensorProduct(tuple(factors)) if factors else "I")


def paper_experiment(layers: int) -> QNN:
    """The paper's experiment: h = Z, m = Y + I on each of p qubits.

    Paper: Section 6.

    Example:
        >>> paper_experiment(3)
        QNN(3 generators on 3 qubits, observable (I + Y)(I + Y)(I + Y))
    """
    _positive(layers, "layers")
    return one_layer_product(["Z"] * layers, ["Y+I"] * layers)


def hardware_efficient(
    qubits: int,
    repetitions: int,
    rotations: Sequence[str] = ("Y", "Z"),
    observable: str | None = None,
    entangle: Callable[[int], Iterable[tuple[int, int]]] | None = None,
) -> QNN:
    r"""Layers of single-qubit rotations on every qubit with controlled-Z gates between them, the Cliffords pushed through.

    Args:
        qubits: n. repetitions: entangling layers; there are n·(number of rotations)·(repetitions + 1) parameters.
        rotations: axes of the rotations, applied in this order.
        observable: Pauli text (default Z…Z).
        entangle: from n, the pairs of qubits joined by CZ (default the chain).

    Raises:
        InputError: a size out of range, or an axis other than X, Y, Z.

    Example:
        >>> hardware_efficient(2, 1, rotations=["Y"]).generators
        (YI, IY, YZ, ZY)
    """
    _positive(qubits, "qubits")
    if type(repetitions) is not int or not 0 <= repetitions <= MAX_SIZE:
        raise InputError(f"repetitions is {short(repetitions)}; a whole number from 0 to {MAX_SIZE} is required.")
    if not rotations or any(axis not in ("X", "Y", "Z") for axis in rotations):
        raise InputError(f"rotations is {short(rotations)}; a non-empty list of axes X, Y, Z is required.")
    pairs = list(entangle(qubits)) if entangle else [(q, q + 1) for q in range(qubits - 1)]
    gates: list[PauliRotation] = []
    for repetition in range(repetitions + 1):
        if repetition:
            gates += [PauliRotation(word, pair, turns) for pair in pairs for word, turns in CLIFFORDS["cz"]]
        gates += [PauliRotation(axis, (q,), parameter=f"{axis}{q}_{repetition}_{k}") for k, axis in enumerate(rotations) for q in range(qubits)]
    circuit = Circuit.from_rotations(qubits, gates)
    return QNN(circuit.generators, circuit.pull_back_product(TensorProduct.from_text(observable or "Z" * qubits)))


def _word(qubits: int, where: Sequence[int]) -> str:
    return "".join("Z" if q in where else "I" for q in range(qubits))


def qaoa_like(edges: Sequence[tuple[int, int]], repetitions: int, observable: str | None = None) -> QNN:
    """Alternating ZZ rotations on the edges of a graph and X rotations on its vertices, every gate with its own angle.

    Args:
        edges: pairs of vertices 0, 1, …; repetitions: number of rounds.
        observable: Pauli text (default the sum of ZZ over the edges).

    Raises:
        InputError: edges that are no pairs of different vertices, or a number of rounds out of range.

    Example:
        >>> qaoa_like([(0, 1), (1, 2)], 1)
        QNN(5 generators on 3 qubits, observable IZZ + ZZI)
    """
    pairs = [tuple(edge) for edge in edges if isinstance(edge, (tuple, list))] if isinstance(edges, (tuple, list)) else []
    whole = all(type(vertex) is int and 0 <= vertex < MAX_SIZE for pair in pairs for vertex in pair)
    if not pairs or len(pairs) != len(edges) or not whole or any(len(set(pair)) != 2 or len(pair) != 2 for pair in pairs):
        raise InputError(f"edges is {short(edges)}; a non-empty list of pairs of different vertices 0, 1, … is required, for instance [[0, 1], [1, 2]].")
    _positive(repetitions, "repetitions")
    n = 1 + max(max(pair) for pair in pairs)
    cost = [_word(n, pair) for pair in pairs]
    mixers = ["I" * q + "X" + "I" * (n - q - 1) for q in range(n)]
    return QNN((cost + mixers) * repetitions, observable or " + ".join(dict.fromkeys(cost)))


def random_network(dimension: int, layers: int, seed: int | str = 0, multiplicity: int | None = None, observable: object = None) -> QNN:
    r"""The random model with exact data: :math:`H_l=W_lDW_l^\dagger` with Gaussian-rational unitary W_l.

    Paper: Eqn 21 (there W_l is Haar distributed; here it is a product of 1 + ⌈d/8⌉ reflections I - 2vv†/d, v_j ∈ {±1, ±i}).

    Args:
        dimension: d ≥ 2. layers: p ≥ 1. seed: the same seed gives the same network on every machine.
        multiplicity: r of the eigenvalue +1 of D (default d/2; required for odd d).
        observable: M (default a random traceless Hermitian matrix with small integer entries).

    Raises:
        InputError: r not between 1 and d - 1.

    Example:
        >>> random_network(4, 2, seed=1)
        QNN(2 generators on dimension 4, observable [[...)
    """
    _positive(layers, "layers")
    _positive(dimension, "dimension")
    r = dimension // 2 if multiplicity is None else multiplicity
    if type(r) is not int or not 1 <= r < dimension or (multiplicity is None and dimension % 2):
        raise InputError(f"multiplicity is {multiplicity} in dimension {dimension}; a number from 1 to d - 1 is required (the default d/2 needs even d).")
    if not isinstance(seed, (int, str)):
        raise InputError(f"seed is {short(seed)}; a whole number is required.")
    source = random.Random(seed)
    signs = GaussianMatrix.diagonal([1] * r + [-1] * (dimension - r))
    generators = []
    for _ in range(layers):
        rotation = _reflection(dimension, source)
        for _ in range(-(-dimension // 8)):  # H_l - D has rank at most four a reflection: enough of them, or the H_l are not generic
            rotation = rotation @ _reflection(dimension, source)
        generators.append((rotation @ signs @ rotation.adjoint()).canonical())
    return QNN(generators, observable if observable is not None else _random_observable(dimension, source))


def random_integral(levels: Iterable[object], layers: int, seed: int = 0, observable: object = None) -> IntegralNetwork:
    r"""A random network with integer spectra: :math:`H_l=W_lDW_l^\dagger` with the eigenvalues D given, each as often as it occurs.

    Paper: Eqn 21, and the remark after Theorem 2 (W_l as in :func:`random_network`).

    Args:
        levels: the d ≥ 2 eigenvalues, at least two different. layers: p ≥ 1. seed: the same seed gives the same network on every machine.
        observable: M (default a random traceless Hermitian matrix with small integer entries).

    Raises:
        InputError: fewer than two different eigenvalues, or one that is no integer.

    Example:
        >>> random_integral([0, 0, 1, 2, 2, 2], 2, seed=1)
        IntegralNetwork(2 generators on dimension 6 with eigenvalues 0, 1, 2; 0, 1, 2)
    """
    _positive(layers, "layers")
    if isinstance(levels, (str, bytes)) or not isinstance(levels, Iterable):
        raise InputError(f"levels is {short(levels)}; a list of eigenvalues is required, for instance [0, 0, 1, 2, 2, 2].")
    diagonal = GaussianMatrix.diagonal([rational(value, "levels") for value in levels])
    if not isinstance(seed, (int, str)):
        raise InputError(f"seed is {short(seed)}; a whole number is required.")
    if diagonal.dimension < 2 or diagonal.dimension > MAX_DIMENSION:
        raise InputError(f"levels has {diagonal.dimension} eigenvalues; 2 to {MAX_DIMENSION} are required.")
    source, generators = random.Random(seed), []
    for _ in range(layers):
        rotation = _reflection(diagonal.dimension, source) @ _reflection(diagonal.dimension, source)
        generators.append((rotation @ diagonal @ rotation.adjoint()).canonical())
    return IntegralNetwork.make(generators, observable if observable is not None else _random_observable(diagonal.dimension, source))


def _reflection(dimension: int, source: random.Random) -> GaussianMatrix:
    vector = [source.choice([(1, 0), (-1, 0), (0, 1), (0, -1)]) for _ in range(dimension)]
    # vv† has entries v_j·conj(v_k), and v†v = d
    outer = [[(a * c + b * d, b * c - a * d) for c, d in vector] for a, b in vector]
    return GaussianMatrix.identity(dimension) - GaussianMatrix.from_rows(outer) * Fraction(2, dimension)


def _random_observable(dimension: int, source: random.Random) -> GaussianMatrix:
    rows: list[list[tuple[int, int]]] = [[(0, 0)] * dimension for _ in range(dimension)]
    for j in range(dimension):
        rows[j][j] = (source.randint(-2, 2), 0)
        for k in range(j):
            rows[j][k] = (source.randint(-1, 1), source.randint(-1, 1))
            rows[k][j] = (rows[j][k][0], -rows[j][k][1])
    rows[-1][-1] = (-sum(rows[j][j][0] for j in range(dimension - 1)), 0)
    matrix = GaussianMatrix.from_rows(rows)
    return matrix if matrix else _random_observable(dimension, source)  # M = 0 is no observable: draw again


def _single(value: str | PauliSum, name: str) -> PauliSum:
    if not isinstance(value, (str, PauliSum)):
        raise InputError(f"{name} is {short(value)}; a Pauli text such as 'Y+I' is required.")
    operator = PauliSum.from_text(value) if isinstance(value, str) else value
    if operator.qubits != 1:
        raise DimensionError(f"{name} is {operator!r} on {operator.qubits} qubits; a single-qubit operator is required.")
    return operator


def _placed(local: PauliSum, qubit: int, qubits: int) -> PauliSum:
    return PauliSum.from_words({"I" * qubit + letter + "I" * (qubits - qubit - 1): value for letter, value in local.terms()})


def _positive(value: int, name: str) -> None:
    if type(value) is not int or not 1 <= value <= MAX_SIZE:
        raise InputError(f"{name} is {short(value)}; a whole number from 1 to {MAX_SIZE} is required.")
