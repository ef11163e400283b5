"""Definition 1 on drawn general networks: ranks against NumPy's Fourier components, both engines,
certificates' fields.

Modules: independence/dense_rank, independence/refutation.
"""

import pytest
from drawn_networks import components, floating_rank, networks, occurring, spectral_network
from effort import examples
from hypothesis import given, settings

from symqnn.algebra.modular import prime_fields
from symqnn.certificate.produce import independence_certificate
from symqnn.expansion.output import expand
from symqnn.independence.decide import linear_independence
from symqnn.independence.dense_rank import dense_rank
from symqnn.independence.rank_bounds import dimension_count
from symqnn.independence.refutation import Dependent
from symqnn.independence.relations import occurring_indices
from symqnn.model.blocks import blocks, whole_block
from symqnn.model.qnn import QNN
from symqnn.status import Status


def numpy_answer(qnn: QNN) -> tuple[int, int]:
    """|K| - 1 and the rank of the components at k ≠ 0."""
    vectors, table = occurring(qnn), components(qnn)
    outside = [matrix for vector, matrix in table.items() if vector not in vectors]
    assert all(abs(matrix).max() < 1e-9 for matrix in outside)
    inside = [table[vector] for vector in sorted(vectors) if any(vector)]
    return len(inside), floating_rank(inside)


@settings(max_examples=examples(150), deadline=None)
@given(networks)
def test_rank_of_components(qnn: QNN) -> None:
    number, rank = numpy_answer(qnn)
    answer = linear_independence(qnn)
    assert answer.operators == number
    assert answer.status is (Status.PROVED if rank == number else Status.REFUTED)
    assert answer.rank in (None, rank)
    if isinstance(answer.witness, Dependent):
        check_witness(qnn, answer.witness, rank)


def check_witness(qnn: QNN, witness: Dependent, rank: int) -> None:
    """Relations vanish exactly and are as many as prove the claim; a count is above the rank."""
    block = witness.block
    if witness.count is not None:
        assert witness.count.too_many
        assert not witness.whole or witness.count.upper_bound >= rank
    else:
        assert len(witness.relations) >= witness.needed
    part = QNN.from_gates(block.gates, block.observable, block.torus)  # type: ignore[arg-type]
    table = expand(part)
    for relation in witness.relations:
        total = block.observable * 0
        for index, value in relation.items():
            total = total + table.operator(index) * value  # type: ignore[operator]
        assert not (len(total) if block.qubits else total)  # type: ignore[arg-type]
    if witness.complete and witness.whole:
        listed = list(occurring_indices(qnn.frequencies, len(qnn.parameters), with_constant=False))
        assert len(listed) - len(witness.relations) == rank


@settings(max_examples=examples(60), deadline=None)
@given(networks)
def test_engines_agree(qnn: QNN) -> None:
    first, second = linear_independence(qnn), linear_independence(qnn.to_dense())
    assert first.status is second.status
    assert first.operators == second.operators
    assert first.rank is None or second.rank is None or first.rank == second.rank


@settings(max_examples=examples(60), deadline=None)
@given(networks)
def test_dense_rank_with_and_without_constant(qnn: QNN) -> None:
    dense = qnn.to_dense()
    block = whole_block(dense)
    field = next(prime_fields(4, [3]))
    table = components(qnn)
    inside = {vector: table[vector] for vector in occurring(qnn)}
    zero = (0,) * len(qnn.parameters)
    for with_zero in (False, True):
        listed = [matrix for vector, matrix in inside.items() if with_zero or vector != zero]
        gates, units, observable = dense.gates, dense.torus.units, block.observable
        found = dense_rank(gates, observable, units, field, with_zero)  # type: ignore[arg-type]
        assert found.total == floating_rank(listed)


@settings(max_examples=examples(100), deadline=None)
@given(networks)
def test_dimension_count_is_an_upper_bound(qnn: QNN) -> None:
    count = dimension_count(whole_block(qnn), whole=True)
    number, rank = numpy_answer(qnn)
    if count is not None:
        assert count.operators == number
        assert rank <= count.upper_bound
        assert sum(count.multiplicities.values()) == qnn.dimension


@pytest.mark.parametrize(
    ("levels", "gates", "number"),
    [([0, 1, 2], 1, 4), ([0, 1, 2, 3, 4], 1, 8), ([0, 0, 1, 2, 2, 2], 2, 24), ([0, 2, 5, 5], 1, 6)],
)
def test_several_eigenvalues(levels: list[int], gates: int, number: int) -> None:
    """With eigenvalues 0, 2, 5 the frequencies 1 and 4 do not occur."""
    answer = linear_independence(spectral_network(levels, gates, seed=1))
    assert (answer.status, answer.operators, answer.rank) == (Status.PROVED, number, number)


def test_several_eigenvalues_without_room() -> None:
    qnn = spectral_network([0, 1, 1, 1, 2], 2, seed=1)
    answer = linear_independence(qnn)
    assert (answer.status, answer.operators, answer.rank) == (Status.REFUTED, 24, 16)
    assert numpy_answer(qnn) == (24, 16)


def test_several_eigenvalues_too_large_for_a_rank() -> None:
    answer = linear_independence(spectral_network(list(range(12)), 4, seed=0))
    assert (answer.status, answer.operators, answer.rank) == (Status.REFUTED, 23**4 - 1, None)


def test_shared_parameter_of_matrices() -> None:
    """Frequencies -4, …, 4 in a, and a second gate in front."""
    qnn = spectral_network([0, 1, 2], 3, seed=3, angles=["b", "a", "a"])
    number, rank = numpy_answer(qnn)
    answer = linear_independence(qnn)
    assert (number, answer.operators, answer.rank) == (44, 44, rank)


def test_room_of_three_levels() -> None:
    """Multiplicities 1, 3, 1 with five components behind each: 1 of 5 at ±2, 5 of 6 at ±1, 4 of 10
    at 0.
    """
    first = [[0 if j != k else (0, 1, 1, 1, 2)[j] for k in range(5)] for j in range(5)]
    second = [[int({j, k} == {0, 1}) for k in range(5)] for j in range(5)]
    qnn = QNN([first, second], [[1] * 5] * 5)
    count = dimension_count(whole_block(qnn), whole=True)
    assert count is not None
    assert (tuple(count.multiplicities), tuple(count.multiplicities.values())) == (
        (0, 1, 2),
        (1, 3, 1),
    )
    assert count.behind == 5
    assert count.upper_bound == 2 * 1 + 2 * 5 + 4
    assert count.rooms == {0: 11, 1: 6, -1: 6, 2: 1, -2: 1}


def test_frequency_vectors_not_closed_under_signs_need_more_relations() -> None:
    """cos(a + b) and sin(a + b) only: |K| - 1 = 2, but four products of cosines and sines and two
    relations hold always.
    """
    independent = QNN(["Z"], "Y", angles=["a + b"])
    answer = linear_independence(independent)
    assert (answer.status, answer.operators, answer.rank) == (Status.PROVED, 2, 2)
    dependent = QNN(["Z"], "Z", angles=["a + b"])
    answer = linear_independence(dependent)
    assert (answer.status, answer.operators, answer.rank) == (Status.REFUTED, 2, 0)
    witness = independence_certificate(dependent, answer)["witness"]
    assert len(witness["relations"]) == 4
    assert answer.witness.needed == 3  # type: ignore[union-attr]


def test_factor_with_fixed_gates_only() -> None:
    """The constant part of the other factor does not count where only one factor has parameters."""
    qnn = QNN(["ZI", "IZ"], "YX", angles=["a", "pi/4"])
    assert len(blocks(qnn)) == 1
    assert linear_independence(qnn).status is Status.PROVED
    three = QNN(["ZII", "IZI", "IIZ"], "(Y+I)(X+Y)(Y+I)", angles=["a", "pi/4", "b"])
    answer = linear_independence(three)
    assert (answer.status, answer.operators) == (Status.PROVED, 8)
    found = answer.witness.blocks  # type: ignore[union-attr]
    assert [block.axes for block in found] == [(0,), (), (1,)]


def test_certificate_of_a_count_lists_multiplicities() -> None:
    levels = [[j if j == k else 0 for k in range(3)] for j in range(3)]
    shift = [[int(j != k) for k in range(3)] for j in range(3)]
    qnn = QNN([levels, shift, levels, shift], [[1, 1, 0], [1, 0, 1], [0, 1, 2]])
    answer = linear_independence(qnn)
    certificate = independence_certificate(qnn, answer)
    assert certificate["witness"]["reason"] == "dimension"
    assert certificate["witness"]["multiplicities"] == ["1", "1", "1"]
    assert certificate["claim"]["operators"] == str(5 * 3 * 5 * 3 - 1)


def test_explanations_name_the_parameters() -> None:
    qnn = QNN(["1/2*ZZ", "XI", "IX"], "ZZ", angles=["gamma", "beta", "beta"])
    answer = linear_independence(qnn)
    text = " ".join(answer.explanation)
    assert "A_01 = 0" in text
    assert "gamma, 2*beta in turn" in text
    assert not answer.named
    assert "A_{e}" in answer.to_latex()
    factors = QNN(["ZI", "IZ"], "Y(Y+I)", angles=["left", "right"])
    assert "qubit 0 (left): " in linear_independence(factors).explanation[0]


@pytest.mark.parametrize(("qubits", "operators"), [(4, 9**4 - 1), (6, 13**4 - 1)])
def test_shared_angles_with_few_operators(qubits: int, operators: int) -> None:
    """The alternating ansatz on a ring, two rounds: ZZ on the edges, X on the vertices."""
    edges = [{k, (k + 1) % qubits} for k in range(qubits)]
    cost = ["".join("Z" if q in edge else "I" for q in range(qubits)) for edge in edges]
    mixers = ["".join("X" if q == k else "I" for q in range(qubits)) for k in range(qubits)]
    names = [name for name in ("g0", "b0", "g1", "b1") for _ in range(qubits)]
    qnn = QNN((cost + mixers) * 2, " + ".join(cost), angles=names)
    answer = linear_independence(qnn)
    assert (answer.status, answer.operators) == (Status.REFUTED, operators)
    listed = independence_certificate(qnn, answer)["witness"]["relations"]
    table = dict(expand(qnn).items())
    assert all(set(relation).isdisjoint(table) for relation in listed if len(relation) == 1)
