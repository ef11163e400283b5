"""The generic rank of the quantum Fisher information against published saturation and against
floats.
"""

import math
import random

import numpy as np
import pytest

from symqnn import QNN, State, generators_of, lie_algebra, simple_ideals
from symqnn.analysis.fisher import fisher_rank, pure_amplitudes
from symqnn.certificate.analysis import fisher_certificate
from symqnn.certificate.canonical import canonical_bytes
from symqnn.checker.certificate import check_text
from symqnn.errors import InputError, SizeError
from symqnn.model.ansatz import hardware_efficient, qaoa


@pytest.mark.parametrize(
    ("qubits", "repetitions", "rank"), [(1, 1, 2), (2, 1, 6), (3, 2, 14), (4, 3, 30)]
)
def test_published_saturation(qubits: int, repetitions: int, rank: int) -> None:
    """2^(n+1) - 2 once there are enough layers; the number of parameters before."""
    found = fisher_rank(hardware_efficient(qubits, repetitions), State.zero(qubits))
    assert (found.rank, found.reason) == (rank, "dimension")
    before = fisher_rank(hardware_efficient(qubits, repetitions - 1), State.zero(qubits))
    assert (before.rank, before.reason) == (2 * qubits * repetitions, "parameters")


def matrix(operator) -> np.ndarray:
    return np.array(operator.to_sympy().tolist(), dtype=complex)


def numerical_rank(qnn: QNN, state: State) -> int:
    """Rank of F at random angles, by singular values."""
    theta = np.random.default_rng(7).uniform(0, 6, len(qnn.parameters))
    psi = np.array([complex(a, b) for a, b in pure_amplitudes(state)])
    psi /= np.linalg.norm(psi)
    derivatives = np.zeros((len(theta), len(psi)), dtype=complex)
    for gate in qnn.gates:
        angle = sum(float(k) * theta[axis] for axis, k in gate.factors)
        angle += float(gate.constant.pi) * math.pi
        angle += sum(float(s) * math.atan(float(t)) for t, s in gate.constant.arctangents)
        values, vectors = np.linalg.eigh(matrix(gate.generator))
        unitary = vectors @ np.diag(np.exp(-1j * angle * values)) @ vectors.conj().T
        psi, derivatives = unitary @ psi, derivatives @ unitary.T
        for axis, k in gate.factors:
            derivatives[axis] += -1j * float(k) * matrix(gate.generator) @ psi
    projected = derivatives - np.outer(derivatives @ psi.conj(), psi)
    return int(np.linalg.matrix_rank((projected.conj() @ projected.T).real, tol=1e-8))


def drawn(seed: int) -> tuple[QNN, State]:
    """Shared, scaled, joined angles, fixed parts, sums of commuting and of anticommuting words."""
    source = random.Random(seed)
    n = source.randint(1, 3)
    words = ["".join(source.choice("IXYZ") for _ in range(n)) for _ in range(source.randint(1, 7))]
    generators = [
        source.choice(["", "1/2*"]) + (word if word.strip("I") else "X" + word[1:])
        for word in words
    ]
    generators += {1: [], 2: ["3/5*XI + 4/5*ZI", "1/2*ZI + IZ"], 3: ["ZZI + 1/2*IZZ"]}[n]
    factors, ends = ["", "2*", "-3*"], ["", " + pi/2", " + 4*atan(1/3)", " - h"]
    angles = [
        f"{source.choice(factors)}{source.choice('abcdefgh')}{source.choice(ends)}"
        for _ in generators
    ]
    angles = [angle if angle not in ("h - h",) else "h" for angle in angles]
    qnn = QNN(generators, "Z" * n, angles=angles)
    if source.random() < 0.5:
        return qnn, State.pure(
            [f"{source.randint(-2, 2)}+{source.randint(1, 2)}*i" for _ in range(2**n)]
        )
    vectors = [("3/5", 0, "4/5"), (0, 0, 1), (0, 0, -1), (0, "4/5", "3/5")]
    return qnn, State.bloch([source.choice(vectors) for _ in range(n)])


@pytest.mark.parametrize("seed", range(15))
def test_rank_agrees_with_floats_and_is_verified(seed: int) -> None:
    qnn, state = drawn(seed)
    found = fisher_rank(qnn, state)
    assert found.lower == numerical_rank(qnn, state) <= found.upper
    assert (
        check_text(canonical_bytes(fisher_certificate(qnn, state, found)).decode()).status
        == "VERIFIED"
    )


def test_real_states_have_half_the_room() -> None:
    found = fisher_rank(hardware_efficient(2, 3, rotations=["Y"]), State.zero(2))
    assert (found.rank, found.reason) == (3, "real")


def test_symmetry_bounds_the_rank_by_the_orbit() -> None:
    ring, plus = [(k, (k + 1) % 4) for k in range(4)], State.bloch([(1, 0, 0)] * 4)
    found = fisher_rank(qaoa(ring, 5), plus)
    assert (found.rank, found.reason) == (4, "orbit")


def test_what_has_no_rank_here_is_refused() -> None:
    with pytest.raises(InputError, match="mixed"):
        fisher_rank(QNN(["X"], "Z"), State.bloch([(0, 0, "1/2")]))
    with pytest.raises(InputError, match="matrices"):
        fisher_rank(QNN([[[0, 1], [1, 0]]], [[1, 0], [0, -1]]), State.pure([1, 0]))
    with pytest.raises(SizeError, match="11 qubits"):
        fisher_rank(hardware_efficient(11, 0), State.zero(11))


def test_results_print_short() -> None:
    qnn = QNN(["1/2*XI", "1/2*IX", "1/2*ZZ"], "ZI")
    algebra = lie_algebra(generators_of(qnn))
    assert repr(algebra) == "<Lie algebra of dimension 6, 3 generators>"
    assert repr(simple_ideals(algebra)) == "<simple ideals: 2 × su(2)>"
    assert repr(fisher_rank(qnn, State.zero(2))) == "<generic Fisher rank 3>"
