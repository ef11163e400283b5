"""The Gram matrix, and the block theorem G ≅ B₀ ⊕ K ⊕ K̄."""

from fractions import Fraction

import numpy as np
import pytest
import sympy
from sympy.polys.matrices import DomainMatrix

from symqnn.errors import SizeError
from symqnn.expansion.output import expand
from symqnn.independence.decide import linear_independence
from symqnn.independence.gram import GramMatrix, gram_factors, gram_matrix
from symqnn.model.ansatz import hardware_efficient, paper_experiment, random_network
from symqnn.model.qnn import QNN

NETWORKS = {
    "paper": paper_experiment(2),
    "words": hardware_efficient(2, 0),
    "sums": QNN(["3/5*X+4/5*Z", "Y"], "X+2*Z+I"),
    "two qubits": QNN(["XX", "3/5*ZI+4/5*XI"], "ZZ+YI+1/2*IX"),
    "one layer": QNN(["X"], "1/3*Z+Y"),
    "matrices": random_network(4, 2, seed=1),
    "dependent matrices": random_network(4, 3, seed=1),
    "d = 6": random_network(6, 2, seed=4),
    "reflections": random_network(5, 2, seed=4, multiplicity=1),
}


def exact_rank(rows: list[list[Fraction]]) -> int:
    matrix = [[sympy.Rational(value.numerator, value.denominator) for value in row] for row in rows]
    return int(DomainMatrix.from_list_sympy(len(matrix), len(matrix[0]), matrix).to_field().rank())


@pytest.mark.parametrize("qnn", NETWORKS.values(), ids=NETWORKS.keys())
def test_entries_are_traces(qnn: QNN) -> None:
    gram = gram_matrix(qnn)
    table = dict(expand(qnn).items())
    assert len(gram.indices) == 3 ** len(qnn.parameters) - 1
    for xi in gram.indices:
        for other in gram.indices:
            expected = table[xi].inner(table[other]) if xi in table and other in table else 0
            assert gram.entry(xi, other) == expected == gram.entry(other, xi)


@pytest.mark.parametrize("qnn", NETWORKS.values(), ids=NETWORKS.keys())
def test_block_theorem(qnn: QNN) -> None:
    """rank G = rank B₀ + 2·rank K, exactly; G is an orthogonal sum with [[B₁, C], [-C, B₁]], C
    antisymmetric.
    """
    gram = gram_matrix(qnn)
    zeroth, k = gram.block_theorem()
    tails = [xi[1:] for xi in gram.indices if xi[0] == "1"]
    assert k.is_hermitian()
    for a, x in enumerate(tails):
        assert gram.entry("1" + x, "2" + x) == 0
        for b, y in enumerate(tails):
            assert gram.entry("1" + x, "1" + y) == gram.entry("2" + x, "2" + y) == k.entry(a, b)[0]
            assert gram.entry("1" + x, "2" + y) == k.entry(a, b)[1] == -gram.entry("2" + x, "1" + y)
            assert all(
                gram.entry("0" + x, digit + y) == 0 for digit in "12" if "0" + x in gram.indices
            )
    real, imaginary = k.integer_rows()
    size = len(real)
    doubled = [[*real[j], *(-v for v in imaginary[j])] for j in range(size)] + [
        [*imaginary[j], *real[j]] for j in range(size)
    ]
    rank_k = exact_rank([[Fraction(v) for v in row] for row in doubled])  # of K ⊕ K̄, twice rank K
    rank_zeroth = exact_rank(zeroth.rows()) if zeroth else 0
    assert rank_k % 2 == 0
    assert exact_rank(gram.rows()) == rank_zeroth + rank_k
    floats = np.array([[float(v) for v in row] for row in gram.rows()])
    assert np.linalg.matrix_rank(floats, tol=1e-9) == rank_zeroth + rank_k
    assert linear_independence(qnn).rank in (None, rank_zeroth + rank_k)


def test_paper_experiment_is_orthogonal() -> None:
    gram = gram_matrix(paper_experiment(3))
    assert gram.rows() == [
        [Fraction(8) if j == k else Fraction(0) for k in range(26)] for j in range(26)
    ]
    assert gram.components() == tuple((xi,) for xi in sorted(gram.indices))


def test_components_are_blocks() -> None:
    gram = gram_matrix(NETWORKS["sums"])
    home = {xi: k for k, part in enumerate(gram.components()) for xi in part}
    assert set(home) == set(gram.indices)
    assert all(gram.entry(x, y) == 0 for x in home for y in home if home[x] != home[y])
    part = max(gram.components(), key=len)
    principal = gram.principal(part)
    assert isinstance(principal, GramMatrix)
    assert all(principal.entry(x, y) == gram.entry(x, y) for x in part for y in part)


def test_gram_of_a_product_is_the_tensor_product() -> None:
    qnn = QNN(["ZI", "IX"], "(1/2*Y+I)(Z+3*X)")
    (first, left), (second, right) = gram_factors(qnn)
    assert (first, second) == ((0,), (1,))
    whole = gram_matrix(qnn)
    for xi in whole.indices:
        for other in whole.indices:
            assert whole.entry(xi, other) == left.entry(xi[0], other[0]) * right.entry(
                xi[1], other[1]
            )


def test_sizes() -> None:
    with pytest.raises(SizeError, match=r"6560 rows.*gram_factors"):
        gram_matrix(paper_experiment(8))
    factors = gram_factors(paper_experiment(64))
    assert len(factors) == 64
    assert all(gram.rows() == [[2, 0, 0], [0, 2, 0], [0, 0, 2]] for _, gram in factors)
    with pytest.raises(SizeError, match=r"8 parameters has a Gram matrix of 6561 rows"):
        gram_factors(QNN(["X", "Z"] * 4, "Y"))
