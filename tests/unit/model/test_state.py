"""Exact states, and exact refusals of what is none."""

from fractions import Fraction

import numpy as np
import pytest

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import DimensionError, ExactnessError, InputError, SymqnnError
from symqnn.expansion.output import expectation
from symqnn.model.qnn import QNN
from symqnn.model.state import State


def test_zero_state() -> None:
    assert State.zero(2).to_density() == GaussianMatrix.diagonal([1, 0, 0, 0])


def test_amplitudes_are_normalised_and_big_endian() -> None:
    state = State.pure([0, "1/2*i", 0, "1/2"])
    assert state.amplitudes == ((0, 0), (0, 1), (0, 0), (1, 0))
    assert state.to_density().trace() == 1
    assert state.to_density().entry(1, 3) == (0, Fraction(1, 2))
    assert State.pure([2, 4]) == State.pure(["1/7", "2/7"])
    # |01>: qubit 0 is up, qubit 1 is down
    assert [
        expectation(QNN(["XI"], word), State.pure([0, 1, 0, 0])).coefficient("0")
        for word in ("IZ", "ZZ")
    ] == [-1, 0]


@pytest.mark.parametrize("word", ["XIZ", "YYZ", "IYX", "III", "ZZZ", "YII"])
def test_word_values_agree_between_kinds_of_states(word: str) -> None:
    vectors = [("3/5", "0", "4/5"), ("1/3", "-2/3", "2/3"), ("0", "1/2", "-1/2")]
    state = State.bloch(vectors)
    expected = Fraction(1)
    for letter, vector in zip(word, vectors, strict=True):
        expected *= 1 if letter == "I" else Fraction(vector["XYZ".index(letter)])
    operator = PauliSum.from_text(word)
    for same in (state, State.density(state.to_density())):
        values, denominator = same.word_values(operator.x, operator.z)
        assert Fraction(int(values[0]), denominator) == expected
    assert GaussianMatrix.from_pauli(operator).inner(state.to_density()) == expected


def test_long_product_states() -> None:
    state = State.bloch([("3/5", "0", "4/5")] * 100)
    operator = PauliSum.from_text("X" * 100)
    values, denominator = state.word_values(operator.x, operator.z)
    assert Fraction(int(values[0]), denominator) == Fraction(3, 5) ** 100


@pytest.mark.parametrize(
    ("make", "error", "message"),
    [
        (lambda: State.bloch([]), InputError, "no Bloch vector"),
        (lambda: State.zero(0), InputError, "no Bloch vector"),
        (lambda: State.bloch([(1, 0)]), InputError, "three numbers"),
        (lambda: State.bloch(["001"]), InputError, "three numbers"),
        (lambda: State.bloch([(1, "1/1000000000000", 0)]), InputError, "squared length"),
        (lambda: State.bloch([(0.6, 0, 0.8)]), ExactnessError, r"Bloch vector 0\[0\]"),
        (lambda: State.bloch([("i", 0, 0)]), InputError, "not real"),
        (lambda: State.pure([0, 0]), InputError, "all zero"),
        (lambda: State.pure([]), InputError, "all zero"),
        (lambda: State.pure([1, 0.5]), ExactnessError, r"amplitudes\[1\]"),
        (lambda: State.pure([np.float64("nan"), 1]), ExactnessError, r"amplitudes\[0\]"),
        (lambda: State.density([[1, 1], [0, 0]]), InputError, "not Hermitian"),
        (lambda: State.density([[1, 0], [0, 1]]), InputError, "trace 2"),
        (lambda: State.density([["3/2", 0], [0, "-1/2"]]), InputError, "negative eigenvalue"),
        (
            lambda: State.density([["1/2", "501/1000"], ["501/1000", "1/2"]]),
            InputError,
            "negative eigenvalue",
        ),
        (lambda: State.density([[1, 0]]), InputError, "square matrix"),
        (lambda: expectation(QNN(["X"], "Z"), State.zero(2)), DimensionError, "dimension 4"),
        (
            lambda: expectation(QNN(["X"], "Z").to_dense(), State.pure([1, 0, 0])),
            DimensionError,
            "dimension 3",
        ),
        (lambda: expectation(QNN(["X"], "Z"), "zero"), SymqnnError, "state"),
    ],
)
def test_no_state(make: object, error: type[SymqnnError], message: str) -> None:
    with pytest.raises(error, match=message):
        make()  # type: ignore[operator]


@pytest.mark.parametrize("vectors", [[5], [None], 5])
def test_bloch_vectors_that_are_no_lists(vectors: object) -> None:
    with pytest.raises(SymqnnError):
        State.bloch(vectors)  # type: ignore[arg-type]
