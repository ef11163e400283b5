"""Prime fields with a square root of -1."""

from itertools import islice

import numpy as np
import pytest
import sympy

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.modular import PrimeField, prime_fields
from symqnn.algebra.pauli import PauliSum
from symqnn.errors import SizeError


@pytest.mark.parametrize("dimension", [1, 2, 16, 64, 1024])
def test_fields_are_what_the_checker_requires(dimension: int) -> None:
    for field in islice(prime_fields(dimension, [1, 25, 7]), 3):
        q, root = field.modulus, field.root
        assert sympy.isprime(q)
        assert 2**16 < q < 2**31
        assert q % 4 == 1
        assert root * root % q == q - 1
        assert dimension * q * q <= 2**53
        assert field.inverse(5) * 5 % q == 1


def test_primes_dividing_a_denominator_are_left_out() -> None:
    first, second = islice(prime_fields(2, [1]), 2)
    assert next(prime_fields(2, [3 * first.modulus])) == second


def test_no_prime_left() -> None:
    with pytest.raises(SizeError, match="no suitable prime"):
        next(prime_fields(2**22, [1]))


def test_products_are_exact_at_the_bound() -> None:
    field = next(prime_fields(32, [1]))
    rows = np.full((32, 32), field.modulus - 1, dtype=np.int64)
    assert (field.product(rows, rows) == 32).all()  # (-1)(-1)·32
    with pytest.raises(SizeError, match="smaller prime"):
        PrimeField(16777213, 4392518).product(
            np.ones((64, 64), dtype=np.int64), np.ones((64, 64), dtype=np.int64)
        )


def test_reduction_is_a_homomorphism() -> None:
    field = next(prime_fields(4, [15]))
    a = GaussianMatrix.from_rows([["1/3", "2/5*i"], ["-2/5*i", "7"]])
    b = GaussianMatrix.from_rows([["i", "1"], ["0", "1/5-i"]])
    assert (field.reduce(a @ b) == field.product(field.reduce(a), field.reduce(b))).all()


def test_rank_and_echelon() -> None:
    field = next(prime_fields(2, [1]))
    rows = np.array([[1, 2, 3], [2, 4, 6], [0, 1, 1]], dtype=np.int64)
    assert field.rank(rows) == 2 == sympy.Matrix(rows.tolist()).rank()
    form, pivots = field.echelon(rows)
    assert form.tolist() == [[1, 0, 1], [0, 1, 1]]
    assert pivots == [0, 1]
    assert field.rank(np.zeros((0, 3), dtype=np.int64)) == 0


def test_projector_splits() -> None:
    field = next(prime_fields(4, [2]))
    half = field.inverse(2)
    projector = (
        (
            np.eye(4, dtype=np.int64)
            + field.reduce(GaussianMatrix.from_pauli(PauliSum.from_text("XY")))
        )
        * half
        % field.modulus
    )
    columns, coordinates = field.split_projector(projector)
    assert columns.shape == (4, 2)
    assert (field.product(columns, coordinates) == projector).all()
    assert (field.product(coordinates, columns) == np.eye(2)).all()
