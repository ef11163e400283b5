"""Words as masks of Python integers: products and signs against matrices, any number of qubits."""

from itertools import product

import numpy as np
import pytest

from symqnn.algebra.pauli import PauliSum
from symqnn.analysis.words import Word, qubits_of, words_of

LETTERS = {
    "I": np.eye(2),
    "X": np.array([[0, 1], [1, 0]]),
    "Y": np.array([[0, -1j], [1j, 0]]),
    "Z": np.diag([1, -1]),
}
WORDS = ["".join(pair) for pair in product("IXYZ", repeat=2)]


def matrix(text: str) -> np.ndarray:
    return np.kron(LETTERS[text[0]], LETTERS[text[1]])


@pytest.mark.parametrize("left", WORDS)
def test_products_are_those_of_matrices(left: str) -> None:
    for right in WORDS:
        word, turns = Word.from_text(left).times(Word.from_text(right))
        assert np.array_equal(matrix(left) @ matrix(right), 1j**turns * matrix(word.text(2)))
        commutator = matrix(left) @ matrix(right) - matrix(right) @ matrix(left)
        assert Word.from_text(left).anticommutes(Word.from_text(right)) is bool(commutator.any())


def test_many_qubits() -> None:
    text = "IXYZ" * 40
    word = Word.from_text(text)
    assert word.text(160) == text and len(qubits_of(word.support)) == 120
    assert word.times(word) == (Word(0, 0), 0)


def test_words_of_a_sum() -> None:
    operator = PauliSum.from_text("2*XY - 1/3*ZI")
    assert {word.text(2): value for word, value in words_of(operator)} == dict(operator.terms())
