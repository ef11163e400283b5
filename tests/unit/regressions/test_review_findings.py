"""Inputs that once crashed, were misread, or made two parts of symqnn disagree; one test each."""

import json

import pytest

from symqnn import (
    QNN,
    PauliSum,
    State,
    SymqnnError,
    TrigPoly,
    evaluate,
    evaluate_numeric,
    expand,
    expectation,
    gram_factors,
    gram_matrix,
    linear_independence,
)
from symqnn import operator as one_operator
from symqnn.algebra.circle import CirclePoint
from symqnn.certificate.produce import independence_certificate, output_certificate
from symqnn.checker import check
from symqnn.cli import main
from symqnn.errors import DimensionError, InputError
from symqnn.model.ansatz import (
    hardware_efficient,
    one_layer_product,
    paper_experiment,
    qaoa_like,
    random_network,
)
from symqnn.status import Status


def test_a_fixed_factor_that_vanishes_modulo_the_first_prime_takes_another_prime():
    qnn = QNN(["ZII", "IIZ"], "(Y+I)(16777213*Y)(Y+I)")
    result = linear_independence(qnn)
    assert result.status is Status.PROVED
    assert check(independence_certificate(qnn, result)).status == "VERIFIED"


@pytest.mark.parametrize(
    "generators", [["II", "ZI", "IZ"], ["ZI", "IZ", "-II"], [[[1, 0], [0, 1]]]]
)
def test_an_identity_generator_beside_several_blocks_is_refused(generators):
    """It is a global phase: M(θ) does not depend on its parameter."""
    with pytest.raises(InputError, match="multiple of the identity"):
        QNN(generators, "(Y+I)(Y+I)" if len(generators) > 1 else [[1, 0], [0, 2]])


def test_an_identity_word_beside_others_is_a_phase_and_nothing_else():
    qnn, shifted = QNN(["ZI", "IZ"], "(Y+I)(Y+I)"), QNN(["ZI - 7*II", "IZ"], "(Y+I)(Y+I)")
    assert dict(expand(qnn).items()) == dict(expand(shifted).items())
    result = linear_independence(shifted)
    assert result.status is Status.PROVED
    assert check(independence_certificate(shifted, result)).status == "VERIFIED"


@pytest.mark.parametrize(
    "qnn",
    [
        random_network(3, 1, multiplicity=1),
        QNN(["Z"], "Y+I").to_dense(),
        QNN([[[1, 0], [0, 2]]], [[1, 0], [0, 2]]),
    ],
)
def test_one_layer_of_matrices(qnn):
    result = linear_independence(qnn)
    assert check(independence_certificate(qnn, result)).status == "VERIFIED"


def test_coefficients_beyond_64_bits():
    m, n = 10**12, 10**12 - 1
    generator = f"{m * m - n * n}/{m * m + n * n}*X + {2 * m * n}/{m * m + n * n}*Z"
    qnn = QNN([generator], "X + Y + Z")
    dense = dict(expand(qnn.to_dense()).items())
    for xi, operator in expand(qnn).items():
        assert qnn.to_dense() and dense[xi].inner(dense[xi]) == operator.inner(operator)
    point = CirclePoint("3/5", "4/5")
    assert evaluate(qnn, State.zero(1), [point]) == expectation(qnn, State.zero(1)).at([point])
    assert abs(evaluate_numeric(qnn, State.zero(1), [0]) - 1) < 1e-9


def test_zero_over_a_large_denominator():
    assert len(one_operator(QNN(["Z", "Z"], f"1/{10**23}*Z"), "12")) == 0
    assert len(expectation(QNN(["Z"], f"1/{10**30}*X"), State.zero(1))) == 0


@pytest.mark.parametrize("xi", ["1", "12", "1111", "12?", "11é", "1 1"])
def test_an_index_of_another_length_or_alphabet_is_refused(xi):
    qnn = QNN(["ZII", "IZI", "IIZ"], "(Y+I)^3")
    for table in (expand(qnn), expand(qnn.to_dense())):
        with pytest.raises((DimensionError, InputError)):
            table.operator(xi)
    with pytest.raises((DimensionError, InputError)):
        one_operator(qnn, xi)


@pytest.mark.parametrize("xi", ["129", "11a"])
def test_the_operator_at_a_frequency_that_does_not_occur_is_zero(xi):
    qnn = QNN(["ZII", "IZI", "IIZ"], "(Y+I)^3")
    assert not len(expand(qnn).operator(xi))
    assert not expand(qnn.to_dense()).operator(xi)
    assert not len(one_operator(qnn, xi))
    assert not one_operator(qnn.to_dense(), xi)


def test_a_basis_index_of_another_length_is_refused():
    with pytest.raises(DimensionError):
        expectation(QNN(["ZII", "IZI", "IIZ"], "(Y+I)^3"), State.zero(3)).coefficient("1")
    with pytest.raises(InputError):
        TrigPoly.from_terms({(-1, 0): 1})


def test_gram_factors_multiply_to_the_gram_matrix_with_a_fixed_factor():
    qnn = QNN(["ZIII", "IIZI"], "(Y+I)(2*X)(Y+I)Z")
    product = 1
    for layers, gram in gram_factors(qnn):
        product *= gram.entry(
            {(0,): "0", (1,): "1", (): ""}[layers], {(0,): "0", (1,): "1", (): ""}[layers]
        )
    assert product == gram_matrix(qnn).entry("01", "01")


def test_a_product_state_on_a_network_of_matrices_has_a_valid_certificate():
    qnn, state = QNN(["ZI", "IX"], "(Y+I)Z").to_dense(), State.bloch([("3/5", 0, "4/5"), (0, 1, 0)])
    assert check(output_certificate(qnn, state, expectation(qnn, state))).status == "VERIFIED"


@pytest.mark.parametrize(
    "make",
    [
        lambda: QNN([[["9" * 5000, 0], [0, 1]]], [[1, 0], [0, 1]]),
        lambda: QNN([[["1 2", 0], [0, 1]]], [[1, 0], [0, 1]]),
        lambda: PauliSum.from_text("\u0663*X"),
        lambda: hardware_efficient(2, 1, rotations=["Q"]),
        lambda: hardware_efficient(2, 1, rotations=["XX"]),
        lambda: qaoa_like([[0, 1, 2]], 1),
        lambda: qaoa_like([0, 1], 1),
        lambda: one_layer_product([1], ["X"]),
        lambda: paper_experiment(10**4),
        lambda: random_network(10**5, 2),
    ],
)
def test_misread_or_oversized_input_is_refused(make):
    with pytest.raises(SymqnnError):
        make()


def test_a_random_observable_is_never_zero():
    assert all(len(random_network(2, 1, seed=seed).parameters) == 1 for seed in (80, 118))


@pytest.mark.slow
def test_instances_with_equal_or_escaping_names_get_files_of_their_own(tmp_path, capsys):
    instance = {"format": "symqnn-instance", "version": 1, "generators": ["Z"], "observable": "Y+I"}
    for name in ("every network", "../escaped"):
        path = tmp_path / "instance.json"
        path.write_text(json.dumps(instance | {"name": name}))
        out = tmp_path / "sub" / "out"
        assert main(["verify", str(path), "--out", str(out), "--json"]) == 0
        results = json.loads(capsys.readouterr().out)["results"]
        assert len({result["certificate"] for result in results}) == len(results)
        assert {p.name for p in tmp_path.iterdir()} == {"instance.json", "sub"} and {
            p.name for p in (tmp_path / "sub").iterdir()
        } == {"out"}


def test_writing_over_a_directory_leaves_nothing_behind(tmp_path, capsys):
    (tmp_path / "taken").mkdir()
    assert (
        main(
            [
                "independence",
                "--generators",
                "Z",
                "--observable",
                "Y+I",
                "--certificate",
                str(tmp_path / "taken"),
            ]
        )
        == 2
    )
    assert [p.name for p in tmp_path.iterdir()] == ["taken"]
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("version", [True, 2, "1"])
def test_the_version_of_an_instance_file_is_the_number_one(tmp_path, version, capsys):
    path = tmp_path / "instance.json"
    path.write_text(
        json.dumps(
            {
                "format": "symqnn-instance",
                "version": version,
                "generators": ["Z"],
                "observable": "Y",
            }
        )
    )
    assert main(["expand", str(path)]) == 2
    assert "version" in capsys.readouterr().err


def test_qaoa_from_the_command_line(capsys):
    assert main(["independence", "--family", "qaoa_like", "edges=0-1,1-2", "repetitions=1"]) == 1
    assert "REFUTED" in capsys.readouterr().out
