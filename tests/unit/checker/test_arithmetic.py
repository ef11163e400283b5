"""The arithmetic below the kinds, against definitions.

Modules: checker/trusted/circle, checker/trusted/operators, checker/trusted/rank.
"""

import itertools
import random
from fractions import Fraction

import pytest

from symqnn.checker.trusted.circle import interpolation, nodes, points, power
from symqnn.checker.trusted.operators import (
    PRODUCT,
    Operator,
    is_positive_semidefinite,
    linear,
    multiply,
    pauli_sum,
    word_product,
)
from symqnn.checker.trusted.rank import folded, rank

PAULI = {
    "I": Operator(2, 1, (1, 0, 0, 1), (0, 0, 0, 0)),
    "X": Operator(2, 1, (0, 1, 1, 0), (0, 0, 0, 0)),
    "Y": Operator(2, 1, (0, 0, 0, 0), (0, -1, 1, 0)),
    "Z": Operator(2, 1, (1, 0, 0, -1), (0, 0, 0, 0)),
}


@pytest.mark.parametrize("pair", list(itertools.product("IXYZ", repeat=2)))
def test_multiplication_table_is_that_of_the_matrices(pair: tuple[str, str]) -> None:
    letter, power = PRODUCT[pair]
    expected = PAULI[letter]
    for _ in range(power):
        expected = expected.times_i()
    assert multiply(PAULI[pair[0]], PAULI[pair[1]]) == expected


def test_products_of_words_and_sums() -> None:
    assert word_product("XYZ", "YYX") == ("ZIY", 2)
    x_plus_z = pauli_sum(5, {"X": (3, 0), "Z": (4, 0)})
    assert multiply(x_plus_z, x_plus_z).reduced() == pauli_sum(1, {"I": (1, 0)})
    assert linear((1, -1), (x_plus_z, x_plus_z)).is_zero


def basis(e: int, point: tuple[Fraction, Fraction]) -> Fraction:
    c, s = power(point, (e + 1) // 2)
    return c if e % 2 or not e else s


def test_points_of_the_circle() -> None:
    listed = list(itertools.islice(points(), 200))
    assert len(set(listed)) == 200
    assert all(c * c + s * s == 1 for c, s in listed)


@pytest.mark.parametrize("degree", [1, 2, 3, 5, 12, 30])
def test_interpolation_recovers_each_basis_function(degree: int) -> None:
    rows, over = interpolation(degree)
    for e in range(2 * degree + 1):
        values = [basis(e, point) for point in nodes(degree)]
        found = [sum(x * y for x, y in zip(row, values, strict=True)) for row in rows]
        assert found == [over * (k == e) for k in range(2 * degree + 1)]


def test_rank_against_fractions() -> None:
    rng = random.Random(1)
    q = 2147483629
    for _ in range(50):
        rows, columns, r = rng.randint(1, 8), rng.randint(1, 8), rng.randint(1, 4)
        left = [[rng.randint(-3, 3) for _ in range(r)] for _ in range(rows)]
        right = [[rng.randint(-3, 3) for _ in range(columns)] for _ in range(r)]
        product = [
            [sum(a * right[k][j] for k, a in enumerate(row)) for j in range(columns)]
            for row in left
        ]
        assert rank([[x % q for x in row] for row in product], q) == rational_rank(product)


@pytest.mark.parametrize("q", [65537, 16777213, 2147483629])
def test_rank_of_wide_rows(q: int) -> None:
    """Independent and dependent ones, and independent ones whose short images are dependent."""
    rng = random.Random(q)
    rows = [[rng.randrange(q) for _ in range(60)] for _ in range(12)]
    assert rank(rows, q) == 12
    total = [sum(column) % q for column in zip(*rows[:5], strict=True)]
    assert rank([*rows, total], q) == 12
    assert rank([rows[0]] * 3, q) == 1

    unit = [int(k == 0) for k in range(60)]
    length = len(rows) + 1 + 8
    hidden = [0] * 60  # the parts cancel under the weights: its image is 0
    hidden[0], hidden[length] = 48271**2 % q, -48271 % q
    assert not any(folded([*rows, hidden], q)[-1])
    assert rank([*rows, hidden], q) == 13
    assert rank([unit, *rows[1:], hidden], q) == 13


def rational_rank(rows: list[list[int]]) -> int:
    work, found = [[Fraction(x) for x in row] for row in rows], 0
    for column in range(len(work[0])):
        pivot = next((row for row in work[found:] if row[column]), None)
        if pivot is None:
            continue
        work.remove(pivot)
        work.insert(found, pivot)
        for k in range(found + 1, len(work)):
            factor = work[k][column] / pivot[column]
            work[k] = [x - factor * y for x, y in zip(work[k], pivot, strict=True)]
        found += 1
    return found


@pytest.mark.parametrize(
    ("real", "imaginary", "expected"),
    [
        ((1, 0, 0, 1), (0, 0, 0, 0), True),
        ((0, 0, 0, 1), (0, 0, 0, 0), True),
        ((0, 1, 1, 1), (0, 0, 0, 0), False),
        ((1, 0, 0, -1), (0, 0, 0, 0), False),
        ((1, 0, 0, 1), (0, 1, -1, 0), True),
        ((1, 0, 0, 1), (0, 2, -2, 0), False),
        ((1, 1, 0, 1, 1, 1, 0, 1, 1), (0,) * 9, False),
        ((1, 1, 1, 1, 1, 1, 1, 1, 1), (0,) * 9, True),
        ((0, 0, 0, 0, 1, 1, 0, 1, 0), (0,) * 9, False),
    ],
)
def test_positive_semidefinite(
    real: tuple[int, ...], imaginary: tuple[int, ...], expected: bool
) -> None:
    assert (
        is_positive_semidefinite(Operator(2 if len(real) == 4 else 3, 1, real, imaginary))
        is expected
    )
