"""General networks drawn for tests, and their Fourier components by NumPy: products of matrix
exponentials on a grid of angles.
"""

import random
from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import numpy as np
import numpy.typing as npt
from hypothesis import assume
from hypothesis import strategies as st

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.errors import SymqnnError
from symqnn.model.gate import Gate
from symqnn.model.qnn import QNN

UNITS = [(1, 0), (-1, 0), (0, 1), (0, -1)]
Matrix = npt.NDArray[np.complex128]
ANGLES = [
    "a",
    "a",
    "b",
    "b",
    "c",
    "2*a",
    "-1*b",
    "3/2*a",
    "a - b",
    "2*a + b",
    "a + pi/2",
    "b - pi",
    "b + 12*atan(1/3)",
]
ANTICOMMUTING = {1: "3/5*X + 4/5*Z", 2: "3/5*XI + 4/5*ZX"}
COMMUTING = {
    1: ["X", "1/2*Z + 3*I"],
    2: ["1/2*ZI + 1/2*IZ", "ZZ + 1/2*XX", "1/4*XX + 1/4*YY + 1/4*ZZ", "XI - 2*XZ"],
}


def _words(qubits: int) -> list[str]:
    return ["".join(letters) for letters in product("IXYZ", repeat=qubits)][1:]


@st.composite
def pauli_networks(draw: st.DrawFn) -> QNN:
    """Shared, scaled, shifted and joined angles; words, commuting and anticommuting sums."""
    qubits = draw(st.integers(1, 2))
    words = st.sampled_from(_words(qubits))
    scaled = st.builds("{}*{}".format, st.sampled_from(["1", "1/2", "-1/3", "2"]), words)
    generator = st.one_of(
        words, scaled, st.just(ANTICOMMUTING[qubits]), st.sampled_from(COMMUTING[qubits])
    )
    generators = draw(st.lists(generator, min_size=1, max_size=4))
    angles = [draw(st.sampled_from(ANGLES)) for _ in generators]
    terms = draw(
        st.lists(
            st.builds("{}*{}".format, st.sampled_from(["1", "2", "-1/3"]), words),
            min_size=1,
            max_size=3,
        )
    )
    constant = draw(st.sampled_from(["", " + " + "I" * qubits]))
    return _made(generators, " + ".join(terms) + constant, angles)


@st.composite
def matrix_networks(draw: st.DrawFn) -> QNN:
    """Spectra of two to four eigenvalues in dimensions 2 to 4."""
    d = draw(st.integers(2, 4))
    count = draw(st.integers(1, 3))
    generators = []
    for _ in range(count):
        levels = draw(
            st.lists(st.sampled_from([0, 1, 2, Fraction(1, 2)]), min_size=d, max_size=d).filter(
                lambda found: len(set(found)) > 1
            )
        )
        vector = [draw(st.sampled_from(UNITS)) for _ in range(d)]
        turn = draw(st.sampled_from([GaussianMatrix.identity(d), reflection(vector)]))
        generators.append((turn @ GaussianMatrix.diagonal(levels) @ turn.adjoint()).canonical())
    pairs = [(j, k) for j in range(d) for k in range(j, d)]
    upper = {pair: (draw(st.integers(-2, 2)), draw(st.integers(-1, 1))) for pair in pairs}
    observable = GaussianMatrix.from_rows(
        [[_entry(upper, j, k) for k in range(d)] for j in range(d)]
    )
    return _made(generators, observable, [draw(st.sampled_from(ANGLES)) for _ in generators])


def reflection(vector: Sequence[tuple[int, int]]) -> GaussianMatrix:
    """I - 2vv†/d for a vector of ±1, ±i."""
    d, outer = len(vector), [[(a * c + b * e, b * c - a * e) for c, e in vector] for a, b in vector]
    return GaussianMatrix.identity(d) - GaussianMatrix.from_rows(outer) * Fraction(2, d)


def spectral_network(
    levels: Sequence[object], gates: int, seed: int, angles: Sequence[str] | None = None
) -> QNN:
    """Gates with the eigenvalues given, each turned by two reflections; a random Hermitian
    observable.
    """
    source, d = random.Random(seed), len(levels)
    turns = [
        [reflection([source.choice(UNITS) for _ in range(d)]) for _ in range(2)]
        for _ in range(gates)
    ]
    generators = [
        (a @ b @ GaussianMatrix.diagonal(levels) @ b.adjoint() @ a.adjoint()).canonical()
        for a, b in turns
    ]
    upper = {
        (j, k): (source.randint(-2, 2), source.randint(-2, 2))
        for j in range(d)
        for k in range(j, d)
    }
    rows = [[_entry(upper, j, k) for k in range(d)] for j in range(d)]
    return QNN(generators, GaussianMatrix.from_rows(rows), angles=angles)


def _entry(upper: dict[tuple[int, int], tuple[int, int]], j: int, k: int) -> tuple[int, int]:
    """Entry of a Hermitian matrix from those above the diagonal."""
    x, y = upper[min(j, k), max(j, k)]
    return (x, 0 if j == k else y if j < k else -y)


networks = st.one_of(pauli_networks(), matrix_networks())


def _made(generators: Sequence[object], observable: object, angles: Sequence[str]) -> QNN:
    try:
        qnn = QNN(generators, observable, angles=angles)
        assume(not qnn.constants)  # of which nothing is proved
        assume(qnn.frequencies.components <= 400)
    except SymqnnError:
        assume(False)
        raise
    return qnn


def components(qnn: QNN) -> dict[tuple[int, ...], Matrix]:
    """All Fourier components M_k of M(θ), by a discrete Fourier transform over a grid of angles."""
    dense = [
        generator if isinstance(generator, GaussianMatrix) else GaussianMatrix.from_pauli(generator)
        for generator in qnn.generators
    ]
    pairs = [np.linalg.eigh(matrix.to_numpy()) for matrix in dense]
    whole = qnn.expanded_observable()
    observable = (
        whole if isinstance(whole, GaussianMatrix) else GaussianMatrix.from_pauli(whole)
    ).to_numpy()
    sizes = [2 * degree + 1 for degree in qnn.degrees]
    values = np.zeros((*sizes, *observable.shape), dtype=np.complex128)
    for place in np.ndindex(*sizes):
        theta = [
            2 * np.pi * j / n / float(g)
            for j, n, g in zip(place, sizes, qnn.torus.units, strict=True)
        ]
        moved = observable
        for gate, (levels, vectors) in reversed(list(zip(qnn.gates, pairs, strict=True))):
            angle = _fixed(gate)
            angle += sum(float(k) * theta[axis] for axis, k in gate.factors)
            turn = (vectors * np.exp(1j * angle * levels)) @ vectors.conj().T
            moved = turn @ moved @ turn.conj().T
        values[place] = moved
    table = np.fft.fftn(values, axes=tuple(range(len(sizes)))) / np.prod(sizes)
    found = {}
    for place in np.ndindex(*sizes):
        vector = tuple(j if 2 * j < n else j - n for j, n in zip(place, sizes, strict=True))
        found[vector] = table[place]
    return found


def _fixed(gate: Gate) -> float:
    """β in radians from the point of the circle at u·β (any of its values gives the same gate up to
    a phase).
    """
    step = float(gate.spectrum.step)
    return float(np.arctan2(float(gate.fixed.sin), float(gate.fixed.cos))) / step


def occurring(qnn: QNN) -> set[tuple[int, ...]]:
    """K, from floating eigenvalues."""
    found = {(0,) * len(qnn.parameters)}
    for gate in qnn.gates:
        generator = (
            gate.generator
            if isinstance(gate.generator, GaussianMatrix)
            else GaussianMatrix.from_pauli(gate.generator)
        )
        levels = np.linalg.eigvalsh(generator.to_numpy())
        slopes = dict(gate.factors)
        steps = {
            tuple(
                round((high - low) * float(slopes.get(axis, 0) / unit))
                for axis, unit in enumerate(qnn.torus.units)
            )
            for low in levels
            for high in levels
        }
        found = {
            tuple(a + b for a, b in zip(old, step, strict=True)) for old in found for step in steps
        }
    return found


def floating_rank(matrices: Sequence[Matrix]) -> int:
    """Rank over C; singular values below 1e-8 of the largest (or of 1) count as zero."""
    if not matrices:
        return 0
    values = np.linalg.svd(np.array([matrix.ravel() for matrix in matrices]), compute_uv=False)
    return int((values > 1e-8 * max(values[0], 1)).sum())
