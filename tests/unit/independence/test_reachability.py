"""Which targets of Eqn 18 are reachable: against exact linear algebra by SymPy, over whole networks
and tensor factors.

Modules: independence/elimination, independence/rows, independence/span.
"""

from collections.abc import Mapping
from fractions import Fraction
from itertools import product

import pytest
from drawn_networks import networks, spectral_network
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import QQ
from sympy.polys.matrices import DomainMatrix

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import index_text
from symqnn.errors import DimensionError, InputError
from symqnn.expansion.output import expand
from symqnn.independence.decide import linear_independence
from symqnn.independence.elimination import coprime, eliminate
from symqnn.independence.reachability import Reachability, reachability, reachable_angles
from symqnn.independence.relations import occurring_indices
from symqnn.independence.rows import OperatorRows, families
from symqnn.independence.span import Span
from symqnn.model.ansatz import hardware_efficient, paper_experiment, random_network
from symqnn.model.qnn import QNN
from symqnn.status import Status

Rows = Mapping[str, list[Fraction]]


def matrix_rows(qnn: QNN) -> Rows:
    """Entries of all A_e ≠ 0, e ≠ 0, of the dense network."""
    places = list(product(range(qnn.dimension), repeat=2))
    return {
        index: [part for j, k in places for part in matrix.entry(j, k)]
        for index, matrix in expand(qnn.to_dense()).items()
        if set(index) != {"0"}
    }


def rank(rows: list[list[Fraction]]) -> int:
    if not rows or not rows[0]:
        return 0
    listed = [[QQ(value.numerator, value.denominator) for value in row] for row in rows]
    return int(DomainMatrix(listed, (len(listed), len(listed[0])), QQ).rank())


def solvable(rows: Rows, target: TrigPoly, indices: list[str]) -> bool:
    """Whether the values c_e at all e ≠ 0 lie in the column space, by two ranks."""
    width = len(next(iter(rows.values()), []))
    outside = [
        index for index, _ in target.terms() if any(index) and index_text(index) not in indices
    ]
    values = [[target.coefficient(index)] for index in indices]
    plain = [rows.get(index, [Fraction(0)] * width) for index in indices]
    joined = [[*row, *value] for row, value in zip(plain, values, strict=True)]
    kept = [list(row) for row in dict.fromkeys(map(tuple, joined))]  # equal rows say the same
    return not outside and rank(kept) == rank([row[:-1] for row in kept])


def check_relation(rows: Rows, answer: Reachability) -> None:
    """Σ x_e A_e = 0 exactly, Σ x_e c_e ≠ 0, e ≠ 0, coprime integers."""
    relation = answer.relation
    assert relation
    assert all(
        set(index) != {"0"} and type(value) is int and value for index, value in relation.items()
    )
    present = [
        [value * part for part in rows[index]] for index, value in relation.items() if index in rows
    ]
    assert not any(map(sum, zip(*present, strict=True)))
    assert sum(value * answer.target.coefficient(index) for index, value in relation.items()) != 0
    assert coprime(relation) == relation


@st.composite
def drawn_targets(draw: st.DrawFn) -> tuple[QNN, Rows, list[TrigPoly]]:
    """A network; sparse targets, and one that a Hermitian matrix makes."""
    qnn = draw(networks)
    indices = list(occurring_indices(qnn.frequencies, len(qnn.parameters), with_constant=False))
    value = st.sampled_from([Fraction(1), Fraction(-2), Fraction(1, 3)])
    term = st.tuples(st.sampled_from(indices), value)
    sparse = draw(st.lists(st.lists(term, min_size=1, max_size=3), min_size=1, max_size=4))
    targets = [TrigPoly.from_terms(dict(listed), torus=qnn.torus) for listed in sparse]
    rows = matrix_rows(qnn)
    if rows:
        weights = draw(
            st.lists(
                st.integers(-2, 2), min_size=2 * qnn.dimension**2, max_size=2 * qnn.dimension**2
            )
        )
        made = {
            index: sum(a * b for a, b in zip(row, weights, strict=True))
            for index, row in rows.items()
        }
        targets.append(TrigPoly.from_terms(made, torus=qnn.torus))
    return qnn, rows, targets


@settings(max_examples=examples(120), deadline=None)
@given(drawn_targets())
def test_against_ranks(drawn: tuple[QNN, Rows, list[TrigPoly]]) -> None:
    qnn, rows, targets = drawn
    indices = list(occurring_indices(qnn.frequencies, len(qnn.parameters), with_constant=False))
    answers = reachability(qnn, targets)
    assert [answer.target for answer in answers] == targets
    for answer in answers:
        assert answer.reachable == solvable(rows, answer.target, indices)
        if not answer.reachable:
            check_relation(rows, answer)
    dense = reachability(qnn.to_dense(), targets)
    assert [answer.reachable for answer in dense] == [answer.reachable for answer in answers]


LOCAL = ["Y+I", "Y", "Z+I", "Z", "Y+Z+I", "X+2*Y+I"]
# after the last the constant part may be a multiple of other operators
LOCAL_GATES = ["X", "Z", "3/5*X + 4/5*Z"]


def placed(local: str, qubit: int, qubits: int) -> str:
    """A sum of letters on one of several qubits."""
    for letter in "XZ":
        local = local.replace(letter, "I" * qubit + letter + "I" * (qubits - qubit - 1))
    return local


@settings(max_examples=examples(80), deadline=None)
@given(st.data())
def test_tensor_factors(data: st.DataObject) -> None:
    """Factor by factor as on the whole, for targets that join factors too, whether made by a matrix
    or not.
    """
    qubits, choice = data.draw(st.integers(2, 3)), st.sampled_from(LOCAL)
    observable = "".join(f"({data.draw(choice)})" for _ in range(qubits))
    gates = []
    for q in range(qubits):
        letters = data.draw(st.lists(st.sampled_from(LOCAL_GATES), min_size=1, max_size=4 - qubits))
        gates += [placed(letter, q, qubits) for letter in letters]
    qnn = QNN(gates, observable)
    indices = list(occurring_indices(qnn.frequencies, len(qnn.parameters), with_constant=False))
    term = st.tuples(st.sampled_from(indices), st.sampled_from([1, -1, 2]))
    sparse = data.draw(st.lists(st.lists(term, min_size=1, max_size=3), min_size=1, max_size=3))
    rows = matrix_rows(qnn)
    weights = data.draw(
        st.lists(st.integers(-2, 2), min_size=2 * 4**qubits, max_size=2 * 4**qubits)
    )
    made = {
        index: sum(a * b for a, b in zip(row, weights, strict=True)) for index, row in rows.items()
    }
    spoilt = {**made, data.draw(st.sampled_from(indices)): 1}
    targets = [
        TrigPoly.from_terms(terms, torus=qnn.torus) for terms in (made, spoilt, *map(dict, sparse))
    ]
    answers = reachability(qnn, targets)
    assert answers[0].reachable
    for answer in answers:
        assert answer.reachable == solvable(rows, answer.target, indices)
        if not answer.reachable:
            check_relation(rows, answer)


def single(qnn: QNN, index: str) -> TrigPoly:
    return TrigPoly.from_terms({index: 1}, torus=qnn.torus)


def test_opposite_words_in_one_operator() -> None:
    """cos a·cos b and sin a·sin b come with the same word, with opposite signs."""
    qnn = QNN(["Z", "Z"], "Y", angles=["a", "b"])
    assert reachability(qnn, [single(qnn, "11")])[0].relation == {"11": 1, "22": 1}


@pytest.mark.parametrize(
    ("observable", "reachable"),
    [
        ("Y(Y+I)", [True, False]),
        ("(Y+I)(Y+I)", [True, True]),
        ("YY", [False, False]),
        ("ZY", [False, True]),
    ],
)
def test_angles_of_products(observable: str, reachable: list[bool]) -> None:
    """cos φ_l alone needs a constant part of every other factor; a factor Z commutes with its gate
    Z, so it is constant.
    """
    qnn = QNN(["ZI", "IZ"], observable)
    found, rows = reachable_angles(qnn), matrix_rows(qnn)
    assert [answer.reachable for answer in found] == reachable
    for answer in found:
        for one in (answer.cos, answer.sin):
            if not one.reachable:
                check_relation(rows, one)


def test_independent_networks_reach_everything() -> None:
    for qnn in (
        random_network(4, 2, seed=1),
        paper_experiment(2),
        spectral_network([0, 0, 1, 2, 2, 2], 2, seed=1),
    ):
        assert linear_independence(qnn).status is Status.PROVED
        found = reachable_angles(qnn)
        assert [(answer.axis, answer.frequency) for answer in found] == [
            (axis, k) for axis, degree in enumerate(qnn.degrees) for k in range(1, degree + 1)
        ]
        assert all(answer.reachable for answer in found)
    assert all(answer.reachable for answer in reachable_angles(paper_experiment(64)))


def test_dependent_matrices() -> None:
    """Some targets may be reachable, some not; each answer carries its proof."""
    qnn = random_network(4, 3, seed=0)
    answers = [one for found in reachable_angles(qnn) for one in (found.cos, found.sin)]
    rows = matrix_rows(qnn)
    indices = list(occurring_indices(qnn.frequencies, 3, with_constant=False))
    for answer in answers:
        assert answer.reachable == solvable(rows, answer.target, indices)
        if not answer.reachable:
            check_relation(rows, answer)


@pytest.mark.parametrize(
    "qnn",
    [
        hardware_efficient(3, 3, ["Y"]),
        hardware_efficient(3, 3, ["Y"], "ZZI+IZZ+1/2*XII"),
        hardware_efficient(2, 3),
        hardware_efficient(2, 3, ("Y", "Z"), "ZZ+1/2*XI+YY"),
    ],
    ids=[
        "real amplitudes, one word",
        "real amplitudes",
        "efficient SU2, one word",
        "efficient SU2",
    ],
)
def test_standard_circuits_never_build_all_operators(qnn: QNN) -> None:
    """3^12 and 3^16 operators: those that do not vanish are a few hundred."""
    for found in reachable_angles(qnn):
        for answer in (found.cos, found.sin):
            if answer.relation is not None:
                assert len(answer.relation) <= 2
    (every,) = reachability(
        qnn, [TrigPoly.from_terms({(1,) * len(qnn.parameters): 1}, torus=qnn.torus)]
    )
    table = dict(expand(qnn).items())
    zero = qnn.expanded_observable() * 0
    if every.relation:
        total = sum(
            (table.get(index, zero) * value for index, value in every.relation.items()), zero
        )  # type: ignore[operator, arg-type]
        assert not len(total)  # type: ignore[arg-type]


def test_constants_of_targets_are_ignored() -> None:
    qnn = QNN(["Z"], "Y+I")
    first, second = reachability(
        qnn, [TrigPoly.from_terms({"1": 1, "0": 5}), TrigPoly.constant(3, 1)]
    )
    assert first.reachable
    assert second.reachable


def test_bad_targets() -> None:
    qnn = QNN(["Z"], "Y+I", parameters=["a"])
    with pytest.raises(DimensionError, match="the angles a and b"):
        reachability(qnn, [TrigPoly.from_terms({"1": 1}, torus=Torus(("b",), ("2",)))])
    with pytest.raises(InputError, match="above 30"):
        reachability(qnn, [TrigPoly.from_terms({(61,): 1}, torus=qnn.torus)])
    (unreachable,) = reachability(qnn, [TrigPoly.from_terms({"3": 1}, torus=qnn.torus)])
    assert unreachable.relation == {"3": 1}


def test_rows_that_vanish_modulo_a_prime() -> None:
    """The first prime is 16777213: a rank that it hides is found with the next."""
    rows = {"01": {0: 1, 1: 1}, "02": {0: 1, 1: 16777214}, "10": {0: 2, 1: 5}}
    span = Span(OperatorRows(rows, 1, 2))
    for index in rows:
        relation = span.forbidding({index: Fraction(1)})
        assert relation is not None
        for column in (0, 1):
            assert sum(value * rows[name][column] for name, value in relation.items()) == 0
    reached = {name: Fraction(row[0] - 3 * row[1]) for name, row in rows.items()}
    assert span.forbidding(reached) is None


def test_elimination_refuses_a_rank_that_is_too_small() -> None:
    from symqnn.algebra.modular import PrimeField

    five = PrimeField(5, 2)
    hidden = eliminate("ab", [[1, 2], [1, 7]], five)
    assert hidden.pivots == (0,)
    assert hidden.relations(hidden.others) is None
    assert eliminate("ab", [[5, 0], [0, 10]], five).relations([0, 1]) is None


def test_families_share_coordinates() -> None:
    rows = {"1": {0: 1, 3: 1}, "2": {1: 1}, "3": {2: 1}, "4": {1: 1, 2: 1}}
    assert families(rows) == [("1",), ("2", "3", "4")]


def test_matrices_of_a_span_are_hermitian_values() -> None:
    """tr(DA) is Σ of products of real and of imaginary parts: coordinates are those of Eqn 18."""
    qnn = spectral_network([0, 1, 2], 1, seed=5)
    d = GaussianMatrix.from_rows([[1, "-i", 0], ["i", 2, "1+i"], [0, "1-i", -3]])
    table = dict(expand(qnn).items())
    del table["0"]
    values = {index: d.inner(matrix) for index, matrix in table.items()}  # type: ignore[arg-type]
    assert reachability(qnn, [TrigPoly.from_terms(values, torus=qnn.torus)])[0].reachable
