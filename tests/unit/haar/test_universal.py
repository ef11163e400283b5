"""The zero-one law: modular ranks by a second road, certificates, verdicts.

Modules: haar/verdict.
"""

from dataclasses import replace

import numpy as np
import pytest
from flint import nmod_mat

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.errors import InputError, SizeError
from symqnn.haar.universal import (
    block_ranks,
    find_independence,
    matrix_unit,
    random_family,
    reduce_observable,
)
from symqnn.haar.verdict import Reason, bounds_table, necessary_dimension, probability, universal
from symqnn.status import Status


def direct_rank(family, observable):
    """All Ψ_k(M), k ≠ 0, from the idempotents P = (I;X)(I-YX, Y) alone: one rank, no frames."""
    q, r, d = family.modulus, family.multiplicity, family.dimension
    operators = [observable.astype(object)]
    for rows_x, rows_y in reversed(list(zip(family.x, family.y, strict=True))):
        x, y = np.array(rows_x, dtype=object), np.array(rows_y, dtype=object)
        p = (
            np.vstack([np.eye(r, dtype=object), x])
            @ np.hstack([np.eye(r, dtype=object) - y @ x, y])
            % q
        )
        assert ((p @ p - p) % q == 0).all() and np.trace(p) % q == r
        c = np.eye(d, dtype=object) - p
        operators = [layer(maps, p, c, a) % q for maps in ("0", "+", "-") for a in operators]
    rows = [[int(v) for v in a.reshape(-1)] for a in operators[1:]]
    return nmod_mat(len(rows), d * d, [v for row in rows for v in row], q).rank()


def layer(kind, p, c, a):
    return p @ a @ p + c @ a @ c if kind == "0" else p @ a @ c if kind == "+" else c @ a @ p


@pytest.mark.parametrize(("p", "d", "r"), [(1, 2, 1), (2, 4, 2), (3, 6, 3), (3, 8, 4), (3, 7, 2)])
def test_block_ranks_against_the_direct_road(p, d, r):
    family = random_family(p, d, r, 3)
    for observable in (matrix_unit(d), reduce_observable(GaussianMatrix.diagonal(range(d)))):
        assert sum(block_ranks(family, observable)) == direct_rank(family, observable)


def test_certificates_of_mathematics_md():
    assert [universal(p).family.dimension for p in range(1, 7)] == [2, 4, 8, 12, 20, 32]
    assert all(universal(p).universal for p in range(1, 6))


def test_rank_formula_when_it_is_deficient():
    """d = 16, p = 5: 80 + 64 + 64 = 208 of 242, although 3^5 ≤ 16²."""
    assert block_ranks(
        random_family(5, 16, 8, 0), reduce_observable(GaussianMatrix.diagonal([1, -1] * 8))
    ) == (80, 64, 64)


@pytest.mark.parametrize(("p", "k"), [(2, 3), (3, 5), (4, 7)])
def test_reflections(p, k):
    """r = 1: rank K = min(3^{p-1}, 2p-1), whatever d; total 18 of 26 and 32 of 80."""
    ranks = block_ranks(
        random_family(p, 20, 1, 1), reduce_observable(GaussianMatrix.diagonal(range(20)))
    )
    assert ranks[1:] == (k, k)
    assert sum(ranks) == {2: 8, 3: 18, 4: 32}[p]


def test_observable_with_complex_entries():
    matrix = GaussianMatrix.from_rows(
        [[0, "-i", 0, 0], ["i", 0, 0, 0], [0, 0, "1/2", 0], [0, 0, 0, 3]]
    )
    assert find_independence(2, 4, matrix).universal is False
    assert reduce_observable(matrix)[0, 1] * 256 % 65537 == 1  # -i·i = 1


def test_reproducible():
    assert random_family(2, 4, 2, 7) == random_family(2, 4, 2, 7) != random_family(2, 4, 2, 8)


def test_necessary_dimension():
    assert [necessary_dimension(p) for p in range(1, 8)] == [2, 4, 6, 12, 18, 32, 54]
    for p in range(1, 30):
        d = necessary_dimension(p)
        assert d % 2 == 0 and d * d >= 4 * 3 ** (p - 1) > (d - 2) ** 2


@pytest.mark.parametrize(
    ("p", "d", "r", "value", "reason"),
    [
        (5, 16, None, 0, Reason.DIMENSION),
        (5, 32, None, 1, Reason.SIGNS),
        (5, 20, None, 1, Reason.UNIVERSAL),
        (5, 24, None, 1, Reason.UNIVERSAL),
        (3, 6, None, None, "no independent family of idempotents was found; that proves nothing"),
        (3, 1000, 1, 0, Reason.REFLECTION),
        (3, 1000, 999, 0, Reason.REFLECTION),
        (40, 2**40, None, 1, Reason.SIGNS),
        (2, 7, 3, 1, Reason.UNIVERSAL),
    ],
)
def test_verdicts(p, d, r, value, reason):
    found = probability(p, d, multiplicity=r)
    assert (found.value, found.reason) == (value, reason)
    assert found.status is {0: Status.REFUTED, 1: Status.PROVED, None: Status.UNDECIDED}[value]


def test_beyond_the_budget_is_undecided():
    found = probability(8, 94)
    assert found.value is None and "budget" in found.reason and found.status is Status.UNDECIDED


def test_verdict_for_one_observable():
    found = probability(3, 6, GaussianMatrix.diagonal([1, 2, 3, -1, -2, -3]))
    assert (found.value, found.reason, found.every_observable) == (1, Reason.INSTANCE, False)


def test_bounds_table():
    rows = bounds_table(5)
    assert [(row.necessary, row.universal) for row in rows] == [
        (2, 2),
        (4, 4),
        (6, 8),
        (12, 12),
        (18, 20),
    ]
    assert all(
        row.necessary <= row.universal <= min(first.dimension for first in row.first.values())
        for row in rows
    )


def test_refusals():
    with pytest.raises(InputError, match="even dimension"):
        probability(2, 5)
    with pytest.raises(InputError, match="multiplicity is 4"):
        find_independence(2, 4, multiplicity=4)
    with pytest.raises(InputError, match="not Hermitian"):
        find_independence(1, 2, [[0, 1], [0, 0]])
    with pytest.raises(InputError, match="dimension 3"):
        find_independence(1, 2, GaussianMatrix.diagonal([1, 2, 3]))
    with pytest.raises(InputError, match="divisible"):
        reduce_observable(GaussianMatrix.from_rows([[0, "1/65537"], ["1/65537", 0]]))
    with pytest.raises(SizeError, match="budget"):
        block_ranks(random_family(12, 40, 20, 0), matrix_unit(40))
    with pytest.raises(SizeError, match="float64"):
        block_ranks(replace(random_family(1, 4, 2, 0), modulus=2**31 - 1), matrix_unit(4))
    with pytest.raises(InputError, match="multiple of the identity"):
        find_independence(1, 2, GaussianMatrix.diagonal([3, 3]))
    with pytest.raises(InputError, match="p_max"):
        bounds_table(0)
