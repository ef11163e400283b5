"""What the laws draw: rational networks and states; and their NumPy reference, which uses no symqnn
code but ``terms()``.
"""

from fractions import Fraction
from functools import reduce
from itertools import product
from typing import Any

import numpy as np
from hypothesis import strategies as st
from scipy.linalg import expm

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.model.qnn import QNN
from symqnn.model.state import ProductState, PureState, State

LETTERS = {
    "I": np.eye(2, dtype=complex),
    "X": np.array([[0, 1], [1, 0]], dtype=complex),
    "Y": np.array([[0, -1j], [1j, 0]]),
    "Z": np.diag([1, -1]).astype(complex),
}
PYTHAGOREAN = [
    (Fraction(3, 5), Fraction(4, 5)),
    (Fraction(-5, 13), Fraction(12, 13)),
    (Fraction(8, 17), Fraction(-15, 17)),
]
SPHERE = [
    (Fraction(1, 3), Fraction(2, 3), Fraction(-2, 3)),
    (Fraction(2, 7), Fraction(3, 7), Fraction(6, 7)),
]
BALL = [
    ("0", "0", "1"),
    ("3/5", "0", "4/5"),
    ("0", "-1", "0"),
    ("1/3", "-2/3", "2/3"),
    ("1/2", "1/2", "-1/2"),
    ("0", "0", "0"),
    ("5/13", "12/13", "0"),
]
SMALL = st.fractions(min_value=-3, max_value=3, max_denominator=6)
NONZERO = SMALL.filter(bool)


def anticommute(first: str, second: str) -> bool:
    """Whether two Pauli words anticommute, letter by letter."""
    return sum(a != b and "I" not in (a, b) for a, b in zip(first, second, strict=True)) % 2 == 1


def words(n: int) -> st.SearchStrategy[str]:
    """Pauli words on n qubits."""
    return st.text("IXYZ", min_size=n, max_size=n)


def busy_words(n: int) -> st.SearchStrategy[str]:
    """Pauli words other than the identity."""
    return words(n).filter(lambda word: set(word) != {"I"})


def pauli_sums(
    n: int, coefficients: st.SearchStrategy[Any] = NONZERO, most: int = 4
) -> st.SearchStrategy[PauliSum]:
    """Non-zero Pauli sums."""
    return st.dictionaries(words(n), coefficients, min_size=1, max_size=most).map(
        PauliSum.from_words
    )


@st.composite
def pauli_generators(draw: st.DrawFn, n: int) -> PauliSum:
    """H with H² = I: a signed word (not the identity), or a unit combination of two or three
    anticommuting words.
    """
    kind = draw(st.sampled_from(["word", "word", "pair", "triple"]))
    if kind == "word":
        return PauliSum.from_words({draw(busy_words(n)): draw(st.sampled_from([1, -1]))})
    if kind == "pair":
        first = draw(busy_words(n))
        second = draw(busy_words(n).filter(lambda word: anticommute(first, word)))
        return PauliSum.from_words(
            dict(zip((first, second), draw(st.sampled_from(PYTHAGOREAN)), strict=True))
        )
    where, rest = draw(st.integers(0, n - 1)), draw(words(n))
    triple = [rest[:where] + letter + rest[where + 1 :] for letter in "XYZ"]
    return PauliSum.from_words(dict(zip(triple, draw(st.sampled_from(SPHERE)), strict=True)))


@st.composite
def observables(draw: st.DrawFn, n: int) -> TensorProduct:
    """A sum, or a product of sums on consecutive qubits."""
    sizes, left = [], n
    while left:
        sizes.append(draw(st.integers(1, left)))
        left -= sizes[-1]
    return TensorProduct(tuple(draw(pauli_sums(size, most=3)) for size in sizes))


@st.composite
def states(draw: st.DrawFn, n: int) -> State:
    """A product state, a pure state, or a mixed one ρ = AA†/tr(AA†)."""
    kind, d = draw(st.sampled_from(["bloch", "pure", "density"])), 2**n
    if kind == "bloch":
        return State.bloch(draw(st.lists(st.sampled_from(BALL), min_size=n, max_size=n)))
    digit = st.integers(-2, 2)
    if kind == "pure":
        amplitudes = draw(st.lists(st.tuples(digit, digit), min_size=d, max_size=d))
        return State.pure([(1, 1), *amplitudes[1:]])
    rows = draw(
        st.lists(st.lists(st.tuples(digit, digit), min_size=d, max_size=d), min_size=d, max_size=d)
    )
    rows[0][0] = (1, 0)
    root = GaussianMatrix.from_rows(rows)
    square = root @ root.adjoint()
    return State.density(square * (1 / square.trace()))


@st.composite
def pauli_networks(
    draw: st.DrawFn, qubits: tuple[int, int] = (1, 3), layers: tuple[int, int] = (1, 4)
) -> QNN:
    """Pauli networks; p ≤ 3 on three qubits, where the checker needs a second for p = 4."""
    n = draw(st.integers(*qubits))
    p = draw(st.integers(*layers))
    return QNN([draw(pauli_generators(n)) for _ in range(p)], draw(observables(n)))


@st.composite
def matrix_generators(draw: st.DrawFn, d: int) -> GaussianMatrix:
    """Products W D W† with rational Householder W: any multiplicity, any dimension."""
    digit = st.integers(-1, 1)
    vector = draw(
        st.lists(st.tuples(digit, digit), min_size=d, max_size=d).filter(
            lambda v: any(a or b for a, b in v)
        )
    )
    norm = sum(a * a + b * b for a, b in vector)
    outer = GaussianMatrix.from_rows(
        [[(a * c + b * e, b * c - a * e) for c, e in vector] for a, b in vector]
    )
    reflection = GaussianMatrix.identity(d) - outer * Fraction(2, norm)
    signs = GaussianMatrix.diagonal(
        [1, *draw(st.lists(st.sampled_from([1, -1]), min_size=d - 2, max_size=d - 2)), -1]
    )
    return (reflection @ signs @ reflection).canonical()


@st.composite
def hermitian_matrices(draw: st.DrawFn, d: int) -> GaussianMatrix:
    """Non-zero Hermitian matrices with small entries."""
    rows: list[list[Any]] = [[(0, 0)] * d for _ in range(d)]
    for j in range(d):
        rows[j][j] = (draw(SMALL), 0)
        for k in range(j):
            real, imaginary = draw(st.integers(-2, 2)), draw(st.integers(-2, 2))
            rows[j][k], rows[k][j] = (real, imaginary), (real, -imaginary)
    rows[0][0] = (draw(NONZERO), 0)
    return GaussianMatrix.from_rows(rows)


@st.composite
def matrix_networks(
    draw: st.DrawFn, dimensions: tuple[int, ...] = (2, 3, 4, 5, 6), layers: tuple[int, int] = (1, 3)
) -> QNN:
    """Networks of rational matrices."""
    d = draw(st.sampled_from(dimensions))
    return QNN(
        [draw(matrix_generators(d)) for _ in range(draw(st.integers(*layers)))],
        draw(hermitian_matrices(d)),
    )


def numpy_word(word: str) -> Any:
    """Matrix of a Pauli word, leftmost letter the most significant."""
    return reduce(np.kron, (LETTERS[letter] for letter in word))


def numpy_operator(operator: Any) -> Any:
    """Matrix of an operator as complex128 (exact while coefficients are small dyadic numbers)."""
    if isinstance(operator, TensorProduct):
        return reduce(np.kron, (numpy_operator(factor) for factor in operator.factors))
    if isinstance(operator, PauliSum):
        return sum(
            (float(value) * numpy_word(word) for word, value in operator.terms()),
            np.zeros((2**operator.qubits,) * 2, dtype=complex),
        )
    d = operator.dimension
    return np.array(
        [
            [complex(*(float(part) for part in operator.entry(j, k))) for k in range(d)]
            for j in range(d)
        ]
    )


def numpy_state(state: State) -> Any:
    """Density matrix as complex128."""
    if isinstance(state, ProductState):
        local = [
            (LETTERS["I"] + sum(float(v) * LETTERS[a] for a, v in zip("XYZ", vector, strict=True)))
            / 2
            for vector in state.vectors
        ]
        return reduce(np.kron, local)
    if isinstance(state, PureState):
        psi = np.array([complex(*pair) for pair in state.amplitudes])
        return np.outer(psi, psi.conj()) / np.vdot(psi, psi).real
    return numpy_operator(state.matrix)  # type: ignore[attr-defined]


def numpy_layer(h: Any, a: Any) -> tuple[Any, Any, Any]:
    """Eqns 7-9, literally."""
    return (a + h @ a @ h) / 2, (a - h @ a @ h) / 2, 0.5j * (h @ a - a @ h)


def numpy_operators(qnn: QNN) -> dict[str, Any]:
    """All Φ_ξ(M), by Eqn 10."""
    table = {"": numpy_operator(qnn.observable)}
    for generator in reversed(qnn.generators):
        h = numpy_operator(generator)
        table = {
            f"{k}{xi}": image
            for xi, a in table.items()
            for k, image in enumerate(numpy_layer(h, a))
        }
    return table


def numpy_heisenberg(qnn: QNN, theta: Any) -> Any:
    """M(θ) = U†MU with U = V_p⋯V_1, V_l = exp(-iθ_l H_l) by scipy's matrix exponential."""
    unitary = np.eye(qnn.dimension, dtype=complex)
    for generator, angle in zip(qnn.generators, theta, strict=True):
        unitary = expm(-1j * angle * numpy_operator(generator)) @ unitary
    return unitary.conj().T @ numpy_operator(qnn.observable) @ unitary


def basis_value(xi: Any, phi: Any) -> float:
    """∏ cos φ_l (ξ_l = 1) ∏ sin φ_l (ξ_l = 2)."""
    return float(
        np.prod(
            [
                (1.0, np.cos(angle), np.sin(angle))[int(digit)]
                for digit, angle in zip(xi, phi, strict=True)
            ]
        )
    )


def numpy_rank(qnn: QNN) -> int:
    """Floating rank of {Φ_ξ(M), ξ ≠ 0} over the reals: rounding leaves singular values below 1e-13,
    those of these small rationals are above 1e-6.
    """
    rows = [
        np.concatenate((a.real.ravel(), a.imag.ravel()))
        for xi, a in numpy_operators(qnn).items()
        if set(xi) != {"0"}
    ]
    return int(np.linalg.matrix_rank(np.array(rows), tol=1e-9))


def every_xi(p: int) -> list[str]:
    """All indices ξ in order."""
    return ["".join(xi) for xi in product("012", repeat=p)]
