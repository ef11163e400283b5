"""Eqn 18, Lemmas 3 and 4, Theorem 2, Proposition 5.

Modules: construction/equation_18, construction/local, construction/realise, construction/separable.
"""

from fractions import Fraction
from math import comb

import pytest
from flint import fmpz_mat

from symqnn.algebra.circle import CirclePoint
from symqnn.construction.equation_18 import Equation18, mixed_state
from symqnn.construction.local import sites
from symqnn.construction.realise import realise
from symqnn.construction.targets import cosine, read_star, sine
from symqnn.construction.theorem_2 import boxed_loss, lemma_3, lemma_4_by_scaling, theorem_2
from symqnn.construction.unreachable import UnreachableError
from symqnn.errors import ExactnessError, InputError
from symqnn.expansion.output import expand, expectation
from symqnn.loss.training import loss
from symqnn.model.ansatz import (
    hardware_efficient,
    one_layer_product,
    paper_experiment,
    random_network,
)
from symqnn.model.qnn import QNN
from symqnn.model.state import DensityState, ProductState

NETWORKS = [
    paper_experiment(1),
    paper_experiment(3),
    one_layer_product(["3/5*X+4/5*Z", "Z"], ["Y+1/2*X", "X+2*I"]),
    one_layer_product(["Z", "Y"], ["X+Z", "Z+2*Y"]),  # m_0 = 0 on both qubits
    random_network(8, 3, seed=1),
    random_network(4, 2, seed=5),
]


@pytest.mark.parametrize("qnn", NETWORKS, ids=repr)
@pytest.mark.parametrize("weighting", ["union", "sum"])
def test_theorem_2(qnn, weighting):
    p = len(qnn.parameters)
    result = theorem_2(qnn, r_squared="1/5", weighting=weighting)
    kappa, landscape = result.construction.kappa, result.landscape
    assert result.holds
    assert landscape.count == 2**p
    assert landscape.critical == 4**p
    assert landscape.indices == tuple(comb(p, k) * 2**p for k in range(p + 1))
    scale = (2 if weighting == "sum" else 1) * 2 * kappa**2 * Fraction(1, 5) / p
    assert landscape.levels == tuple((scale * k, comb(p, k)) for k in range(p + 1))
    assert landscape.gap == scale


@pytest.mark.parametrize("qnn", NETWORKS, ids=repr)
def test_lemma_3_is_invariant_and_has_equal_minima(qnn):
    result = lemma_3(qnn)
    assert result.landscape.levels == ((0, 2 ** len(qnn.parameters)),)
    total = result.construction.loss()
    # even frequencies in φ only
    assert all(e not in (1, 2) for row in total.exponents.tolist() for e in row)


@pytest.mark.parametrize(
    ("r_squared", "count"), [("49/100", 8), ("499/1000", 8), ("1/2", 1), ("51/100", 1), ("1", 1)]
)
def test_the_threshold_is_one_half(r_squared, count):
    landscape = theorem_2(paper_experiment(3), r_squared=r_squared).landscape
    assert landscape.count == count


def test_at_the_threshold_the_vertex_is_a_degenerate_maximum():
    landscape = theorem_2(paper_experiment(1), r_squared="1/2").landscape
    assert [(point.kind, point.simple) for point in landscape.coordinates[0].points] == [
        ("minimum", True),
        ("maximum", False),
    ]
    assert landscape.indices is None


def test_states_are_product_states_or_density_matrices():
    assert all(
        isinstance(state, ProductState)
        for state, _ in theorem_2(paper_experiment(4)).construction.dataset.samples
    )
    assert all(
        isinstance(state, DensityState)
        for state, _ in theorem_2(random_network(4, 2, seed=5)).construction.dataset.samples
    )


def test_star_is_where_it_was_asked_for():
    star = (CirclePoint("-3/5", "4/5"), CirclePoint("20/29", "-21/29"))
    result = theorem_2(paper_experiment(2), star)
    lowest = min(result.landscape.minima(), key=lambda pair: pair[1])
    assert tuple(point.at for point in lowest[0]) == star
    assert result.construction.loss().at(star) == 0


def test_both_routes_give_the_same_loss_up_to_kappa():
    qnn, dense = paper_experiment(2), paper_experiment(2).to_dense()
    star = read_star(None, 2)
    product, general = (theorem_2(network, star).construction for network in (qnn, dense))
    assert (product.route, general.route) == ("product states", "Eqn 18")
    assert product.loss() * general.kappa**2 == general.loss() * product.kappa**2


def test_equation_18_reaches_every_single_coefficient():
    qnn = random_network(4, 2, seed=5)
    system = Equation18(qnn)
    star = read_star(None, 2)
    targets = [
        target.polynomial(qnn.torus)
        for target in (sine(star, 0), cosine(star, [0, 1], Fraction(1, 2)))
    ]
    for matrix, wanted in zip(system.solve(targets), targets, strict=True):
        assert matrix.trace() == 0
        state = mixed_state(matrix, Fraction(1, 1000))
        output = expectation(qnn, state)
        for index in system.operators.rows:
            assert output.coefficient(index) == wanted.coefficient(index) / 1000


def test_solution_has_minimal_norm():
    """D is orthogonal to every traceless Hermitian matrix that is orthogonal to all Φ_ξ: it lies in
    their span.
    """
    qnn = random_network(8, 2, seed=3)
    (matrix,) = Equation18(qnn).solve([sine(read_star(None, 2), 0).polynomial(qnn.torus)])
    operators = [operator for index, operator in expand(qnn).items() if set(index) != {"0"}]
    rows = [[*m.real.entries(), *m.imaginary.entries()] for m in operators]
    last = [*matrix.real.entries(), *matrix.imaginary.entries()]
    assert fmpz_mat([*rows, last]).rank() == fmpz_mat(rows).rank()


def test_kappa_too_large_is_refused_with_the_largest():
    with pytest.raises(InputError, match=r"kappa is 2.*About 1 is the largest"):
        theorem_2(paper_experiment(2), kappa=2)
    with pytest.raises(InputError, match=r"too large for states.*57/100"):
        theorem_2(random_network(8, 3, seed=1), kappa="29/50")
    assert theorem_2(paper_experiment(2), kappa="1/3").construction.kappa == Fraction(1, 3)


def test_floats_are_refused():
    with pytest.raises(ExactnessError):
        theorem_2(paper_experiment(1), r_squared=0.25)
    with pytest.raises(ExactnessError):
        theorem_2(paper_experiment(1), kappa=0.5)


def test_without_linear_independence_the_solvable_targets_are_named():
    qnn = QNN(["ZI", "IZ"], "Y(Y+I)").to_dense()
    star = read_star(None, 2)
    targets = [sine(star, k) for k in range(2)] + [cosine(star, [0, 1], Fraction(1, 2))]
    with pytest.raises(UnreachableError) as caught:
        realise(qnn, targets)
    error = caught.value
    named = {poly: target for target in targets for poly in [target.polynomial(qnn.torus)]}
    assert (len(error.result.targets), len(error.reachable)) == (1, 2)
    assert {*error.result.targets, *error.reachable} == set(named)
    realise(qnn, [named[poly] for poly in error.reachable])
    assert "can be built on this network all the same" in error.offer()[1]


def test_clifford_word_circuit_has_no_such_dataset():
    with pytest.raises(UnreachableError):
        theorem_2(hardware_efficient(2, 1, rotations=["Y"]))


def test_sites_need_both_parts_of_m():
    assert sites(one_layer_product(["Z"], ["Y"])) is None  # m + hmh = 0
    assert sites(one_layer_product(["Z"], ["Z+I"])) is None  # m - hmh = 0
    assert sites(QNN(["ZZ", "IZ"], "(Y+I)(Y+I)")) is None


def test_generators_in_another_order():
    qnn = QNN(["IZI", "IIZ", "ZII"], "(Y+I)(X+2*I)(Y+1/2*I)")
    assert theorem_2(qnn).holds


def test_ten_qubits_stay_factored():
    result = theorem_2(paper_experiment(10), r_squared="1/5")
    assert result.landscape.count == 1024
    assert len(result.landscape.levels) == 11


def test_closed_form_is_compared_not_assumed():
    result = theorem_2(paper_experiment(2))
    made = result.construction
    quarter = Fraction(1, 4)
    assert (
        made.closed_form()
        == loss(made.qnn, made.dataset, made.parts)
        == boxed_loss(result.star, made.kappa, quarter, quarter)
    )
    assert made.loss() != boxed_loss(result.star, made.kappa, quarter + Fraction(1, 1000), quarter)


def test_unknown_weighting():
    with pytest.raises(InputError, match="weighting"):
        theorem_2(paper_experiment(1), weighting="mean")


@pytest.mark.parametrize("qnn", NETWORKS, ids=repr)
def test_lemma_4_by_scaling(qnn):
    """Eqns 19-20: the gap 4ηκ²/p does not depend on t; for η + t² < 1 there are 2^p minima, at
    t = 1 one.
    """
    p = len(qnn.parameters)
    for t, count in (("1", 1), ("9/10", 1), ("1/2", 2**p), ("1/100", 2**p)):
        made = lemma_4_by_scaling(qnn, eta="1/4", scale=t)
        assert made.landscape.count == count
        if count > 1:
            assert made.landscape.gap == made.construction.kappa**2 / p
            assert made.landscape.spurious == count - 1


def test_scaling_and_closed_form_agree():
    """η = t² = r² is the closed form."""
    scaled = lemma_4_by_scaling(paper_experiment(2), eta="1/9", scale="1/3")
    closed = theorem_2(paper_experiment(2), r_squared="1/9", weighting="sum")
    assert scaled.construction.loss() == closed.construction.loss()


def test_scaling_out_of_range():
    with pytest.raises(InputError, match="eta"):
        lemma_4_by_scaling(paper_experiment(1), eta=0)
    with pytest.raises(InputError, match="scale"):
        lemma_4_by_scaling(paper_experiment(1), scale=2)
