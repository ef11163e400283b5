"""Positive definite matrices against eigenvalues and against SymPy, the borderline ones too."""

import random

import pytest
import sympy

from symqnn.checker.mathematics.definite import is_positive_definite


def gram(size: int, rank: int, seed: int) -> list[list[int]]:
    source = random.Random(seed)
    rows = [[source.randint(-5, 5) for _ in range(rank)] for _ in range(size)]
    return [[sum(a * b for a, b in zip(x, y, strict=True)) for y in rows] for x in rows]


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_against_sympy(size: int) -> None:
    for seed in range(12):
        matrix = gram(size, size, seed)
        matrix[0][0] -= seed % 3
        assert is_positive_definite(matrix) is bool(sympy.Matrix(matrix).is_positive_definite)


def test_singular_matrices_are_not_positive_definite() -> None:
    for size in (2, 3, 4, 6):
        assert not is_positive_definite(gram(size, size - 1, size))
    assert is_positive_definite([]) and not is_positive_definite([[0]])
    # both diagonal entries are positive, the determinant is -1
    assert not is_positive_definite([[10**30, 10**30], [10**30, 10**30 - 1]])
