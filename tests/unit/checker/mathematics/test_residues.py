"""Dense matrices modulo q against plain sums over their entries."""

import random
from fractions import Fraction

import pytest

from symqnn.checker.mathematics.residues import Residues
from symqnn.checker.trusted.operators import Operator
from symqnn.checker.trusted.verdict import Unsupported

Q, ROOT = 65537, 256  # 256² = 65536 = -1


def drawn(size: int, seed: int) -> tuple[tuple[int, ...], ...]:
    source = random.Random(seed)
    return tuple(tuple(source.randrange(Q) for _ in range(size)) for _ in range(size))


@pytest.mark.parametrize("size", [1, 2, 4, 7])
def test_products_and_sums(size: int) -> None:
    field, a, b = Residues(Q, ROOT), drawn(size, 1), drawn(size, 2)
    entries = range(size)
    plain = tuple(
        tuple(sum(a[j][m] * b[m][k] for m in entries) % Q for k in entries) for j in entries
    )
    assert field.multiply(a, b) == plain
    total = field.total([5, -3], [a, b])
    assert total == tuple(tuple((5 * a[j][k] - 3 * b[j][k]) % Q for k in entries) for j in entries)
    assert field.is_zero(field.total([1, -1], [a, a])) and not field.is_zero(a)


def test_complex_numbers_become_residues() -> None:
    field = Residues(Q, ROOT)
    point = (Fraction(3, 5), Fraction(4, 5))
    z, conjugate = field.number(point), field.number((point[0], -point[1]))
    assert z * conjugate % Q == 1
    assert field.operator(Operator(2, 1, (0, 0, 0, 0), (0, -1, 1, 0))) == ((0, Q - ROOT), (ROOT, 0))
    assert field.slope(3, 10, Fraction(7, 2)) == 2


def test_a_denominator_that_q_divides() -> None:
    with pytest.raises(Unsupported):
        Residues(Q, ROOT).number((Fraction(1, Q), Fraction(0)))
