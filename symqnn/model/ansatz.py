"""Families of networks: the paper's own and the common ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from symqnn.algebra.exact import short
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.errors import DimensionError, InputError
from symqnn.model.angle import Angle
from symqnn.model.ansatz_random import MAX_SIZE, random_integral, random_network, require_positive
from symqnn.model.circuit import Circuit, PauliRotation, clifford_gate
from symqnn.model.qnn import QNN

__all__ = [
    "hardware_efficient", "hva_ising", "one_layer_product", "paper_experiment", "qaoa", "qaoa_like",
    "qudits", "random_integral", "random_network",
]  # fmt: skip


def one_layer_product(
    generators: Sequence[str | PauliSum], observables: Sequence[str | PauliSum]
) -> QNN:
    """One layer of local generators h_l on qubit l, product observable ⊗ m_l.

    Paper: Proposition 5.

    Args:
        generators: single-qubit h_l with h² = I, such as ``"Z"`` or ``"3/5*X + 4/5*Z"``.
        observables: single-qubit m_l, as many.

    Raises:
        DimensionError: lists of different lengths, or operators on more than one qubit.

    Example:
        >>> one_layer_product(["Z", "3/5*X + 4/5*Z"], ["Y+I", "X"])
        QNN(2 gates on 2 qubits, parameters θ1, θ2, observable (I + Y)X)
    """
    local = [_single(value, f"generators[{k}]") for k, value in enumerate(generators)]
    factors = [_single(value, f"observables[{k}]") for k, value in enumerate(observables)]
    if len(local) != len(factors):
        raise DimensionError(
            f"{len(local)} generators and {len(factors)} observables were given; one of each a "
            "qubit is required."
        )
    placed = [_placed(h, k, len(local)) for k, h in enumerate(local)]
    return QNN(placed, TensorProduct(tuple(factors)) if factors else "I")


def paper_experiment(layers: int) -> QNN:
    """The paper's experiment: h = Z, m = Y + I on each of p qubits.

    Paper: Section 6.

    Example:
        >>> paper_experiment(3)
        QNN(3 gates on 3 qubits, parameters θ1, θ2, θ3, observable (I + Y)(I + Y)(I + Y))
    """
    require_positive(layers, "layers")
    return one_layer_product(["Z"] * layers, ["Y+I"] * layers)


def hardware_efficient(
    qubits: int,
    repetitions: int,
    rotations: Sequence[str] = ("Y", "Z"),
    observable: str | None = None,
    entangle: Callable[[int], Iterable[tuple[int, int]]] | None = None,
) -> QNN:
    r"""Layers of rotations :math:`e^{-i\theta P}` on every qubit with controlled-Z gates between
    them, which are pushed through.

    Args:
        qubits: n. repetitions: entangling layers; there are n·(number of rotations)·(repetitions +
            1) parameters.
        rotations: axes of the rotations, applied in this order.
        observable: Pauli text (default Z…Z).
        entangle: from n, the pairs of qubits joined by CZ (default the chain).

    Raises:
        InputError: a size out of range, or an axis other than X, Y, Z.

    Example:
        >>> hardware_efficient(2, 1, rotations=["Y"]).generators
        (YI, IY, YZ, ZY)
    """
    require_positive(qubits, "qubits")
    if type(repetitions) is not int or not 0 <= repetitions <= MAX_SIZE:
        raise InputError(
            f"repetitions is {short(repetitions)}; a whole number from 0 to {MAX_SIZE} is required."
        )
    if not rotations or any(axis not in ("X", "Y", "Z") for axis in rotations):
        raise InputError(
            f"rotations is {short(rotations)}; a non-empty list of axes X, Y, Z is required."
        )
    pairs = list(entangle(qubits)) if entangle else [(q, q + 1) for q in range(qubits - 1)]
    gates: list[PauliRotation] = []
    for repetition in range(repetitions + 1):
        if repetition:
            for pair in pairs:
                gates += clifford_gate("cz", pair)
        for k, axis in enumerate(rotations):
            names = [f"{axis}{q}_{repetition}_{k}" for q in range(qubits)]
            gates += [PauliRotation(axis, (q,), Angle.of(name)) for q, name in enumerate(names)]
    circuit = Circuit.from_rotations(qubits, gates)
    target = circuit.pull_back_product(TensorProduct.from_text(observable or "Z" * qubits))
    # the circuit's generators are ±P/2, those of the paper's form ±P
    return QNN([generator * 2 for generator in circuit.generators], target)


def _word(qubits: int, where: Sequence[int], letter: str = "Z") -> str:
    return "".join(letter if q in where else "I" for q in range(qubits))


def _edges(edges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The edges of a graph on the vertices 0, 1, …

    Raises:
        InputError: something that is no list of pairs of different vertices.
    """
    pairs = []
    if isinstance(edges, (tuple, list)):
        pairs = [tuple(edge) for edge in edges if isinstance(edge, (tuple, list))]
    whole = all(type(vertex) is int and 0 <= vertex < MAX_SIZE for pair in pairs for vertex in pair)
    proper = all(len(pair) == 2 and len(set(pair)) == 2 for pair in pairs) if whole else False
    if not pairs or len(pairs) != len(edges) or not proper:
        raise InputError(
            f"edges is {short(edges)}; a non-empty list of pairs of different vertices 0, 1, … is "
            "required, for instance [[0, 1], [1, 2]]."
        )
    return [(first, second) for first, second in pairs]


def _cost_words(edges: Sequence[tuple[int, int]]) -> tuple[int, list[str]]:
    """The number of vertices and the word ZZ of every edge."""
    pairs = _edges(edges)
    n = 1 + max(max(pair) for pair in pairs)
    return n, [_word(n, pair) for pair in pairs]


def _single_words(qubits: int, letter: str) -> list[str]:
    return [_word(qubits, (q,), letter) for q in range(qubits)]


def _sum(words: Sequence[str], factor: str = "") -> str:
    return " + ".join(factor + word for word in words)


def qaoa_like(
    edges: Sequence[tuple[int, int]], repetitions: int, observable: str | None = None
) -> QNN:
    """Alternating ZZ rotations on the edges of a graph and X rotations on its vertices, every gate
    with its own angle.

    Args:
        edges: pairs of vertices 0, 1, …; repetitions: number of rounds.
        observable: Pauli text (default the sum of ZZ over the edges).

    Raises:
        InputError: edges that are no pairs of different vertices, or a number of rounds out of
            range.

    Example:
        >>> len(qaoa_like([(0, 1), (1, 2)], 1).parameters)
        5
    """
    n, cost = _cost_words(edges)
    require_positive(repetitions, "repetitions")
    return QNN(
        (cost + _single_words(n, "X")) * repetitions, observable or _sum(list(dict.fromkeys(cost)))
    )


def qaoa(edges: Sequence[tuple[int, int]], repetitions: int, observable: str | None = None) -> QNN:
    r"""The quantum approximate optimisation algorithm for MaxCut, two parameters γ_k, β_k a round.

    .. math::
        U=\prod_{k=1}^{r}e^{-i\beta_kH_B}e^{-i\gamma_kH_C},\quad
        H_C=\tfrac12\sum_{(u,v)}Z_uZ_v,\quad H_B=\sum_vX_v

    It acts on :math:`|+\cdots+\rangle`; as networks start from a state that is chosen separately,
    give it the state ``State.bloch([(1, 0, 0)] * n)``, or read the output for any other state.

    Args:
        edges: pairs of vertices 0, 1, …; an edge that is listed twice counts twice. repetitions: r.
        observable: Pauli text (default Σ ZZ over the edges, which MaxCut minimises).

    Raises:
        InputError: edges that are no pairs of different vertices, or a number of rounds out of
            range.

    Example:
        >>> qaoa([(0, 1), (1, 2)], 1)
        QNN(2 gates on 3 qubits, parameters γ1, β1, observable IZZ + ZZI)
    """
    n, cost = _cost_words(edges)
    require_positive(repetitions, "repetitions")
    rounds = range(1, repetitions + 1)
    names = [name for k in rounds for name in (f"γ{k}", f"β{k}")]
    generators = [_sum(cost, "1/2*"), _sum(_single_words(n, "X"))] * repetitions
    return QNN(generators, observable or _sum(cost), names)


def hva_ising(qubits: int, repetitions: int, observable: str | None = None) -> QNN:
    r"""The Hamiltonian variational ansatz of the transverse-field Ising chain,
    two parameters a_k, b_k a round.

    .. math::
        U=\prod_{k=1}^{r}e^{-ib_kH_X}e^{-ia_kH_{ZZ}},\quad
        H_{ZZ}=\tfrac12\sum_qZ_qZ_{q+1},\quad H_X=\tfrac12\sum_qX_q

    The chain is open. It acts on :math:`|+\cdots+\rangle`, the state
    ``State.bloch([(1, 0, 0)] * n)``.

    Args:
        qubits: n ≥ 2. repetitions: r.
        observable: Pauli text (default Σ ZZ + Σ X, the Hamiltonian at field 1, up to its sign).

    Raises:
        InputError: a size out of range.

    Example:
        >>> hva_ising(3, 2).parameters
        ('a1', 'b1', 'a2', 'b2')
    """
    require_positive(qubits, "qubits")
    if qubits < 2:
        raise InputError("qubits is 1; a chain has at least 2 qubits.")
    require_positive(repetitions, "repetitions")
    pairs = [_word(qubits, (q, q + 1)) for q in range(qubits - 1)]
    fields = _single_words(qubits, "X")
    names = [name for k in range(1, repetitions + 1) for name in (f"a{k}", f"b{k}")]
    generators = [_sum(pairs, "1/2*"), _sum(fields, "1/2*")] * repetitions
    return QNN(generators, observable or _sum([*pairs, *fields]), names)


def qudits(layers: int, gap: int) -> QNN:
    r"""One layer of :math:`H=\operatorname{diag}(0,\dots,\Delta)` on each of p qudits of dimension
    Δ+1, M = J^{⊗p}, J all ones (ours).

    Args:
        layers: p. gap: Δ.

    Raises:
        InputError: no qudit, gap below 1, or dimension above 64.

    Example:
        >>> qudits(2, 2).dimension
        9
    """
    whole = type(layers) is int and type(gap) is int
    if not whole or layers < 1 or gap < 1 or layers > 6 or (gap + 1) ** layers > 64:
        raise InputError(
            f"{layers} qudits of gap {gap} were asked for; at least one, gap ≥ 1 and dimension "
            "(gap + 1)^qudits at most 64 are required."
        )
    size, total = gap + 1, (gap + 1) ** layers
    # qudit k is digit k of the index in base Δ+1, counted from the left
    strides = [size ** (layers - 1 - k) for k in range(layers)]
    levels = [[(index // stride) % size for index in range(total)] for stride in strides]
    return QNN(
        [GaussianMatrix.diagonal(row) for row in levels], [[1] * total for _ in range(total)]
    )


def _single(value: str | PauliSum, name: str) -> PauliSum:
    if not isinstance(value, (str, PauliSum)):
        raise InputError(f"{name} is {short(value)}; a Pauli text such as 'Y+I' is required.")
    operator = PauliSum.from_text(value) if isinstance(value, str) else value
    if operator.qubits != 1:
        raise DimensionError(
            f"{name} is {operator!r} on {operator.qubits} qubits; a single-qubit operator is "
            "required."
        )
    return operator


def _placed(local: PauliSum, qubit: int, qubits: int) -> PauliSum:
    return PauliSum.from_words(
        {
            "I" * qubit + letter + "I" * (qubits - qubit - 1): value
            for letter, value in local.terms()
        }
    )
