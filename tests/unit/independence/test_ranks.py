"""Definition 1 on networks whose rank is known by a second road: NumPy, SymPy, or an argument.

Modules: independence/decide.
"""

from itertools import product

import numpy as np
import pytest
import sympy
from sympy.polys.matrices import DomainMatrix

from symqnn.algebra.modular import prime_fields
from symqnn.certificate.produce import independence_certificate
from symqnn.checker import check
from symqnn.errors import InputError
from symqnn.expansion.output import expand
from symqnn.independence.decide import IndependenceResult, linear_independence
from symqnn.independence.dense_rank import dense_rank
from symqnn.independence.rank_bounds import necessary_conditions
from symqnn.model.ansatz import (
    hardware_efficient,
    one_layer_product,
    paper_experiment,
    qaoa_like,
    random_network,
)
from symqnn.model.qnn import QNN
from symqnn.status import Status


def numpy_rank(qnn: QNN) -> int:
    """Floating rank of {Φ_ξ(M), ξ ≠ 0}, by Eqns 7-10; singular values below 1e-9 of the largest
    count as zero.
    """
    h = [generator.to_numpy() for generator in qnn.to_dense().generators]
    images = [qnn.to_dense().observable.to_numpy()]  # type: ignore[union-attr]
    for g in reversed(h):
        flipped = [g @ a @ g for a in images]
        turned = [0.5j * (g @ a - a @ g) for a in images]
        images = (
            [(a + b) / 2 for a, b in zip(images, flipped, strict=True)]
            + [(a - b) / 2 for a, b in zip(images, flipped, strict=True)]
            + turned
        )
    rows = np.array([np.concatenate((a.real.ravel(), a.imag.ravel())) for a in images[1:]])
    values = np.linalg.svd(rows, compute_uv=False)
    return int((values > 1e-9 * max(values[0], 1)).sum())


def sympy_rank(qnn: QNN) -> int:
    """Exact rank over the rationals, by SymPy's DomainMatrix."""
    places = list(product(range(qnn.dimension), repeat=2))
    rows = [
        [part for j, k in places for part in a.entry(j, k)]
        for xi, a in expand(qnn.to_dense()).items()
        if set(xi) != {"0"}
    ]
    matrix = [[sympy.Rational(value.numerator, value.denominator) for value in row] for row in rows]
    return int(DomainMatrix.from_list_sympy(len(matrix), len(matrix[0]), matrix).to_field().rank())


def certified(qnn: QNN) -> IndependenceResult:
    """The answer, after the checker has verified its certificate."""
    answer = linear_independence(qnn)
    verdict = check(independence_certificate(qnn, answer))
    assert verdict.status == "VERIFIED", verdict
    return answer


@pytest.mark.parametrize(("dimension", "layers"), [(4, 2), (6, 3), (8, 3)])
def test_random_networks_with_enough_room(dimension: int, layers: int) -> None:
    qnn = random_network(dimension, layers, seed=2)
    answer = certified(qnn)
    assert answer.status is Status.PROVED
    assert answer.rank == 3**layers - 1 == numpy_rank(qnn) == sympy_rank(qnn)
    assert necessary_conditions(qnn).sharper


@pytest.mark.parametrize(("dimension", "layers"), [(12, 4), (16, 4)])
def test_larger_random_networks(dimension: int, layers: int) -> None:
    qnn = random_network(dimension, layers, seed=2)
    answer = linear_independence(qnn)  # the checker recomputes (12, 4) in the slow test below
    assert answer.status is Status.PROVED
    assert answer.rank == 80 == numpy_rank(qnn)


@pytest.mark.slow
def test_checker_on_a_larger_network() -> None:
    assert certified(random_network(12, 4, seed=2)).rank == 80


@pytest.mark.parametrize(("dimension", "layers", "rank"), [(8, 4, 58), (10, 4, 76)])
def test_too_little_room(dimension: int, layers: int, rank: int) -> None:
    qnn = random_network(dimension, layers, seed=3)
    answer = linear_independence(qnn)
    assert answer.status is Status.REFUTED
    assert answer.rank == rank == numpy_rank(qnn)


@pytest.mark.parametrize(("dimension", "layers", "bound"), [(2, 2, 3), (4, 3, 15)])
@pytest.mark.parametrize("seed", range(3))
def test_too_little_room_in_small_dimensions(
    dimension: int, layers: int, bound: int, seed: int
) -> None:
    """With so few reflections to draw from, the networks need not be generic: the rank may stay
    below the bound.
    """
    qnn = random_network(dimension, layers, seed=seed)
    answer = certified(qnn)
    assert answer.status is Status.REFUTED
    assert answer.rank == numpy_rank(qnn) == sympy_rank(qnn)
    assert answer.rank <= bound  # type: ignore[operator]


def test_five_layers_on_sixteen_dimensions() -> None:
    """3^5 = 243 ≤ 16² = 256, and still dependent: rank 208 of 242."""
    qnn = random_network(16, 5, seed=1)
    answer = linear_independence(qnn)
    assert (answer.status, answer.rank, answer.operators) == (Status.REFUTED, 208, 242)
    assert numpy_rank(qnn) == 208
    assert (answer.conditions.paper, answer.conditions.sharper) == (True, False)
    assert "room for 208" in answer.explanation[0]
    assert independence_certificate(qnn, answer)["claim"] == {
        "independent": False,
        "operators": "242",
        "rank": "208",
    }


@pytest.mark.slow
def test_five_layers_on_sixteen_dimensions_checked() -> None:
    assert certified(random_network(16, 5, seed=1)).rank == 208


@pytest.mark.slow
def test_six_layers_on_thirty_two_dimensions() -> None:
    answer = linear_independence(random_network(32, 6, seed=1))
    assert (answer.status, answer.rank) == (Status.PROVED, 728)


@pytest.mark.parametrize("dimension", [12, 13])
def test_reflections_never_suffice_for_three_layers(dimension: int) -> None:
    """r = 1: rank K ≤ 2p - 1 = 5 < 9 whatever d; in all 18 of 26, although 9 ≤ d - 1."""
    qnn = random_network(dimension, 3, seed=1, multiplicity=1)
    answer = linear_independence(qnn)
    assert answer.conditions.sharper
    assert (answer.status, answer.rank) == (Status.REFUTED, 18)
    assert numpy_rank(qnn) == 18
    field = next(
        prime_fields(
            dimension, [qnn.observable.denominator, *(h.denominator for h in qnn.generators)]
        )
    )
    gates, units = qnn.gates, qnn.torus.units
    modular = dense_rank(gates, qnn.observable, units, field, False)  # type: ignore[arg-type]
    assert dict(modular.parts) == {0: 8, 2: 5, -2: 5}


@pytest.mark.parametrize(
    "qnn",
    [
        hardware_efficient(2, 1),
        hardware_efficient(2, 1, ["Y"], "XY"),
        qaoa_like([(0, 1)], 1, "ZI"),
        QNN(["XX", "ZI", "IY"], "YZ"),
    ],
)
def test_words_on_one_word_are_dependent(qnn: QNN) -> None:
    """Each layer commutes or anticommutes with a word, so one of Φ⁰, Φ¹ vanishes."""
    answer = certified(qnn)
    assert answer.status is Status.REFUTED
    assert answer.rank in (None, numpy_rank(qnn))
    count = getattr(answer.witness, "count", None)
    assert count is not None or "vanish" in " ".join(answer.explanation)


def test_a_pauli_circuit_is_told_what_vanishes() -> None:
    assert "vanish" in " ".join(linear_independence(hardware_efficient(2, 1)).explanation)


@pytest.mark.parametrize("layers", [1, 2, 5, 64])
def test_paper_experiment_is_independent(layers: int) -> None:
    answer = certified(paper_experiment(layers))
    assert answer.status is Status.PROVED
    assert answer.rank == answer.operators == 3**layers - 1


@pytest.mark.parametrize(
    ("observables", "reason"), [(["Y", "Y+I"], "Φ_0(M) = 0"), (["Y+I", "Z+I"], "Φ_1(M) = 0")]
)
def test_one_bad_factor_spoils_a_product(observables: list[str], reason: str) -> None:
    qnn = one_layer_product(["Z", "Z"], observables)
    answer = certified(qnn)
    assert answer.status is Status.REFUTED
    text = " ".join(answer.explanation)
    assert "within the tensor factor on qubit" in text
    assert reason in text
    assert numpy_rank(qnn) < 8


def test_factor_without_constant_part() -> None:
    """m = Y alone: Φ⁰m = 0, hence Φ_{0ξ} = 0 for every ξ."""
    qnn = one_layer_product(["Z"] * 64, ["Y+I"] * 63 + ["Y"])
    answer = certified(qnn)
    assert answer.status is Status.REFUTED
    assert answer.explanation[0].startswith("within the tensor factor on qubit 63 (θ64): ")
    assert "Φ_0(M) = 0" in answer.explanation[0]
    assert answer.rank is None


def test_alone_a_factor_without_constant_part_is_fine() -> None:
    """p = 1, m = Y: only ξ ≠ 0 count."""
    assert certified(QNN(["Z"], "Y")).status is Status.PROVED
    assert certified(QNN(["ZI"], "YX")).status is Status.PROVED


def test_both_engines_give_one_answer() -> None:
    for qnn in (
        paper_experiment(2),
        hardware_efficient(2, 0),
        QNN(["3/5*X+4/5*Z", "Y"], "X+2*Z"),
        QNN(["XX", "3/5*ZI+4/5*XI"], "ZZ+YI+1/2*IX"),
    ):
        pauli, dense = certified(qnn), certified(qnn.to_dense())
        assert pauli.status is dense.status
        assert dense.rank == numpy_rank(qnn) == sympy_rank(qnn)
        assert pauli.rank in (None, dense.rank)


def test_undecided_says_why_and_has_no_certificate() -> None:
    qnn = QNN(["XXX", "3/5*ZII+4/5*XII"] * 6, "ZZZ + XYZ + IIX + III")
    answer = linear_independence(qnn)
    if answer.status is Status.UNDECIDED:
        assert answer.explanation[0]
        with pytest.raises(InputError, match="UNDECIDED"):
            independence_certificate(qnn, answer)
    else:
        assert certified(qnn).status is Status.REFUTED


def test_one_layer_of_matrices() -> None:
    answer = certified(QNN([[[0, 1], [1, 0]]], [[1, 0], [0, -1]]))
    assert (answer.status, answer.rank) == (Status.PROVED, 2)


def test_idle_factor_that_vanishes_modulo_the_prime() -> None:
    assert certified(QNN(["ZII", "IZI"], "(Y+I)(Y+I)(16777213*X)")).status is Status.PROVED


def test_active_factor_that_vanishes_modulo_the_first_prime() -> None:
    answer = certified(QNN(["ZI", "IZ"], "(16777213*Y+16777213*I)(Y+I)"))
    assert answer.status is Status.PROVED
    assert answer.witness.field.modulus != 16777213  # type: ignore[union-attr]
