"""Dense matrices over Q(i)."""

import pickle
from fractions import Fraction

import numpy as np
import pytest
import sympy

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import DimensionError, ExactnessError, InputError, SizeError

Y = [[0, "-i"], ["i", 0]]


@pytest.mark.parametrize(
    "rows",
    [
        Y,
        sympy.Matrix([[0, -sympy.I], [sympy.I, 0]]),
        ((0, (0, -1)), ((0, 1), 0)),
        GaussianMatrix.from_pauli(PauliSum.from_text("Y")).integer_rows(),
    ],
)
def test_ways_to_write_y(rows: object) -> None:
    # (real, imaginary) rows of integers
    if isinstance(rows, tuple) and rows[0] == [[0, 0], [0, 0]]:
        rows = [[(a, b) for a, b in zip(*pair, strict=True)] for pair in zip(*rows, strict=True)]
    matrix = GaussianMatrix.from_rows(rows)
    assert matrix == GaussianMatrix.from_pauli(PauliSum.from_text("Y"))
    assert matrix.is_hermitian()
    assert matrix.squares_to_identity()
    assert (matrix.to_numpy() == np.array([[0, -1j], [1j, 0]])).all()


def test_integer_arrays_enter_and_float_arrays_do_not() -> None:
    assert GaussianMatrix.from_rows(np.eye(2, dtype=int)) == GaussianMatrix.identity(2)
    with pytest.raises(ExactnessError, match=r"matrix\[0\]\[0\] is the float 1.0"):
        GaussianMatrix.from_rows(np.eye(2))
    with pytest.raises(ExactnessError, match="nan"):
        GaussianMatrix.from_rows([[float("nan"), 0], [0, 1]])


@pytest.mark.parametrize(
    "rows",
    [[], [[]], [[1, 2]], [[1], [2]], [[1, 0], [0]], "ab", 5, None, [1, 2], ["ab", "cd"], {"a": 1}],
)
def test_not_a_square_matrix(rows: object) -> None:
    with pytest.raises(InputError, match="matrix"):
        GaussianMatrix.from_rows(rows)


def test_qubit_zero_is_the_most_significant_bit() -> None:
    assert GaussianMatrix.from_pauli(PauliSum.from_text("ZI")) == GaussianMatrix.diagonal(
        [1, 1, -1, -1]
    )
    assert GaussianMatrix.from_pauli(PauliSum.from_text("IZ")) == GaussianMatrix.diagonal(
        [1, -1, 1, -1]
    )


def test_too_large_to_be_dense() -> None:
    with pytest.raises(SizeError, match="Stay with Pauli sums"):
        GaussianMatrix.from_pauli(PauliSum.identity(11))


def test_lowest_terms_equality_and_hash() -> None:
    half = GaussianMatrix.from_rows([["1/2", 0], [0, "1/2"]])
    double = half * 4 * Fraction(1, 2)
    assert double == GaussianMatrix.identity(2)
    assert hash(double) == hash(GaussianMatrix.identity(2))
    assert double.canonical().denominator == 1
    assert half != GaussianMatrix.identity(2)
    assert half != "half"
    assert pickle.loads(pickle.dumps(half)) == half
    assert not (half - half)


def test_sizes_must_match() -> None:
    two, three = GaussianMatrix.identity(2), GaussianMatrix.identity(3)
    for operation in (lambda: two + three, lambda: two @ three, lambda: two.inner(three)):
        with pytest.raises(DimensionError):
            operation()
    assert two != GaussianMatrix.diagonal([1, 2])


def test_products_agree_with_sympy() -> None:
    left = sympy.Matrix([[1, sympy.I], [sympy.Rational(1, 2), 3 - sympy.I]])
    right = sympy.Matrix([[0, 2], [sympy.I / 3, 1]])
    a, b = GaussianMatrix.from_rows(left), GaussianMatrix.from_rows(right)
    assert a @ b == GaussianMatrix.from_rows((left * right).expand())
    assert a.adjoint() == GaussianMatrix.from_rows(left.H)
    assert a + b == GaussianMatrix.from_rows(left + right)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[1, 0], [0, 0]], True),
        ([[1, 1], [1, 1]], True),
        ([[1, "i"], ["-i", 1]], True),
        ([[1, "1001/1000"], ["1001/1000", 1]], False),
        ([[0, 1], [1, 0]], False),
        ([[0, 0], [0, "-1/1000000000000000000000"]], False),
        ([[0, 0], [0, 0]], True),
        ([[2, "-i", 0], ["i", 2, 1], [0, 1, "2/3"]], True),
        ([[2, "-i", 0], ["i", 2, 1], [0, 1, "2/3001"]], False),
    ],
)
def test_positive_semidefinite(rows: list[list[object]], expected: bool) -> None:
    assert GaussianMatrix.from_rows(rows).is_positive_semidefinite() is expected
    assert (
        bool(
            sympy.Matrix(
                [[sympy.sympify(str(v).replace("i", "I")) for v in row] for row in rows]
            ).is_positive_semidefinite
        )
        is expected
    )
