"""Dynamical Lie algebras against published dimensions and against dense matrices.

Modules: analysis/generators.
"""

import numpy as np
import pytest
from chains import chain

from symqnn import QNN, PauliSum
from symqnn.analysis.generators import generators_of
from symqnn.analysis.lie_algebra import basis_of, bracket, lie_algebra
from symqnn.analysis.words import words_of
from symqnn.certificate.analysis import lie_algebra_certificate
from symqnn.certificate.canonical import canonical_bytes
from symqnn.checker.certificate import check_text
from symqnn.errors import InputError, SizeError
from symqnn.model.ansatz import hva_ising, qaoa


@pytest.mark.parametrize("qubits", range(3, 9))
def test_published_dimensions_of_qaoa_and_of_the_open_chain(qubits: int) -> None:
    """3n - 1 for QAOA on the cycle (two dimensions of centre), n² for the open transverse-field
    Ising chain.
    """
    ring = [(k, (k + 1) % qubits) for k in range(qubits)]
    cycle = lie_algebra(generators_of(qaoa(ring, 1)))
    assert (cycle.dimension, cycle.centre) == (3 * qubits - 1, 2)
    assert lie_algebra(generators_of(hva_ising(qubits, 1))).dimension == qubits**2


def dense(operator: PauliSum) -> np.ndarray:
    return np.array(operator.to_sympy().tolist(), dtype=complex)


def numerical_dimension(generators: list[PauliSum]) -> int:
    """The closure under commutators of dense matrices, by ranks in floats."""
    span = [1j * dense(g) / np.linalg.norm(dense(g)) for g in generators]
    start = list(span)
    while True:
        rows = np.array([np.concatenate((m.real.ravel(), m.imag.ravel())) for m in span])
        rank = np.linalg.matrix_rank(rows, tol=1e-8)
        fresh = [a @ b - b @ a for a in start for b in span]
        candidates = span + [m / np.linalg.norm(m) for m in fresh if np.linalg.norm(m) > 1e-9]
        grown, known = [], np.zeros((0, rows.shape[1]))
        for m in candidates:
            row = np.concatenate((m.real.ravel(), m.imag.ravel()))
            if np.linalg.matrix_rank(np.vstack((known, row)), tol=1e-8) > len(known):
                known = np.vstack((known, row))
                grown.append(m)
        if len(grown) == rank:
            return int(rank)
        span = grown


@pytest.mark.parametrize(
    "texts",
    [
        ["ZZ", "XI + IX"],
        ["X", "Z", "3/5*X + 4/5*Z"],
        ["ZZ + XI", "IX - 2*YY"],
        ["ZZI + IZZ", "XII + IXI + IIX"],
        ["XXI + YYI", "IXX + IYY", "ZII"],
    ],
)
def test_sums_of_words_agree_with_dense_matrices(texts: list[str]) -> None:
    generators = [PauliSum.from_text(text) for text in texts]
    assert lie_algebra(generators).dimension == numerical_dimension(generators)


def test_the_basis_is_closed_and_its_relations_hold() -> None:
    algebra = lie_algebra(generators_of(hva_ising(4, 1)))
    basis, generators = basis_of(algebra), [dict(words_of(g)) for g in algebra.generators]
    for element, row in zip(basis, algebra.relations, strict=True):
        for generator, relation in zip(generators, row, strict=True):
            total: dict = {}
            for place, factor in relation.items():
                for word, value in basis[place].items():
                    total[word] = total.get(word, 0) + factor * value
            assert {word: value for word, value in total.items() if value} == bracket(
                generator, element
            )


def test_dependent_generators_are_expressed_in_the_basis() -> None:
    qnn = QNN(["X", "Z", "3/5*X + 4/5*Z"], "Z")
    algebra = lie_algebra(generators_of(qnn))
    assert (algebra.dimension, len(algebra.generators)) == (3, 3)
    assert (
        check_text(canonical_bytes(lie_algebra_certificate(qnn, algebra)).decode()).status
        == "VERIFIED"
    )


def test_gates_that_turn_together_give_one_generator() -> None:
    qnn = QNN(["ZZI", "IZZ", "XII", "IXI"], "ZII", angles=["2*g", "-g", "b", "b + pi/2"])
    assert [repr(g) for g in generators_of(qnn)] == ["-1/2*IZZ + ZZI", "XII", "IXI"]
    apart = QNN(["ZZI", "XII", "IZZ"], "ZII", angles=["g", "b", "g"])
    assert len(generators_of(apart)) == 3


def test_budgets_say_what_is_known() -> None:
    with pytest.raises(SizeError, match=r"has dimension [0-9]+ or more"):
        lie_algebra(chain(["XX", "XY", "XZ", "YX"], 4), max_dimension=100)
    with pytest.raises(SizeError, match=r"has dimension [0-9]+ or more"):
        lie_algebra(
            [PauliSum.from_text(text) for text in ("XXI + ZZI", "IXY + YII", "ZII + IYZ")],
            max_dimension=20,
        )


def test_what_has_no_algebra_here_is_refused() -> None:
    with pytest.raises(InputError, match="given by matrices"):
        generators_of(QNN([[[0, 1], [1, 0]]], [[1, 0], [0, -1]]))
    with pytest.raises(InputError, match="gate 1 has no parameter"):
        generators_of(QNN(["X", "Z"], "Z", angles=["2*atan(1/3)", "a"]))
