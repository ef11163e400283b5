"""symqnn construct, and the statements about datasets.

Modules: commands/construct_datasets, commands/construction_outcome, statements/factorial_minima,
statements/integral_spectra, statements/maxcut, statements/parity_family, statements/separable,
statements/proposition_5, statements/theorem_2, statements/lemma_3, statements/lemma_4.
"""

import io
import json
import sys

import pytest

from symqnn.certificate.check import Check
from symqnn.checker import check
from symqnn.cli import main
from symqnn.errors import InputError, SizeError
from symqnn.independence.decide import linear_independence
from symqnn.model.ansatz import (
    hardware_efficient,
    paper_experiment,
    random_integral,
    random_network,
)
from symqnn.model.instance_file import Instance, default_state
from symqnn.model.qnn import QNN
from symqnn.statements import integral_spectra
from symqnn.statements.verify import ON_INSTANCES, prove_one, prove_problem
from symqnn.status import Scope, Status

STATEMENTS = (
    "lemma-3",
    "lemma-4",
    "theorem-2",
    "proposition-5",
    "parity-family",
    "maxcut",
    "factorial-minima",
)


def instance(qnn, name="test"):
    return Instance(name, qnn, default_state(qnn))


@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.parametrize(
    "qnn", [paper_experiment(3), random_network(8, 3, seed=1)], ids=["product", "random"]
)
def test_statements_are_proved_and_verified(statement, qnn):
    for result in prove_one(statement, instance(qnn)):
        assert result.status is Status.PROVED
        assert check(dict(result.certificate)).status == "VERIFIED"


@pytest.mark.parametrize("statement", ["theorem-2", "proposition-5"])
def test_in_general(statement):
    (result,) = prove_one(statement, None)
    assert result.status is Status.PROVED
    assert result.scope is Scope.GENERAL
    assert check(dict(result.certificate)).status == "VERIFIED"


def test_examples_of_integral_spectra():
    results = integral_spectra.prove_examples()
    assert len(results) == 3
    for result in results:
        assert result.status is Status.PROVED
        assert result.scope is Scope.INSTANCES
        assert check(dict(result.certificate)).status == "VERIFIED"


@pytest.mark.parametrize(
    "data",
    [
        {"minima": "factorial"},
        {"minima": "all", "qudits": 2, "gap": 2},
        {"minima": "factorial", "qudits": True, "gap": 2},
        [],
    ],
)
def test_problems_of_integral_spectra(data):
    with pytest.raises(InputError, match="qudits"):
        prove_problem("integral-spectra", data, "test")


@pytest.mark.parametrize(
    "qnn",
    [hardware_efficient(1, 1, rotations=["Y"]), hardware_efficient(3, 1)],
    ids=["two angles", "twelve angles"],
)
def test_where_eqn_18_has_no_solution_the_premise_fails_with_the_relations_that_forbid_it(qnn):
    for statement in ("lemma-3", "theorem-2"):
        result = prove_one(statement, instance(qnn))[0]
        assert result.status is Status.PREMISE_FAILS
        assert result.certificate["kind"] == "unreachable"
        assert check(dict(result.certificate)).status == "VERIFIED"
        assert (
            "the certificate proves that Eqn 18 has no solution for the cosines and sines named, "
            "not more" in result.details
        )


def test_too_large_is_undecided(monkeypatch):
    def refuse(*_):
        raise SizeError("this is too large")

    monkeypatch.setattr("symqnn.statements.theorem_2.theorem_2", refuse)
    (result,) = prove_one("theorem-2", instance(paper_experiment(2)))
    assert (result.status, result.certificate, result.details) == (
        Status.UNDECIDED,
        None,
        ("this is too large",),
    )


def test_traps_of_a_higher_frequency_have_more_minima_and_a_certificate(capsys):
    """cos 2φ and sin 2φ are all that this network reaches: two periods of the trap fit into one of
    the angle.
    """
    found = instance(QNN(["ZI + IZ"], "XX"))
    for statement in ("lemma-3", "lemma-4", "theorem-2"):
        (result,) = prove_one(statement, found)
        assert result.status is Status.PROVED
        assert result.found.startswith(
            "exactly 4 minima of 8 critical points"
            if statement != "lemma-3"
            else "exactly 4 minima of "
        )
        assert check(dict(result.certificate)).status == "VERIFIED"
        assert ("∏ 2k_l minima" in result.claim) == (statement != "lemma-3")
    assert main(["construct", "theorem-2", "--generators", "ZI + IZ", "--observable", "XX"]) == 0
    text = capsys.readouterr().out
    assert "lowest frequencies that are reached, above 1: 4θ₁" in text
    assert "certificate: VERIFIED" in text


def test_networks_with_higher_frequencies_get_their_own_datasets():
    """p!·2^p is a statement about frequencies 1; for others there is p!·∏ 2D_l, each with a
    certificate that is accepted.
    """
    found = instance(random_integral([0, 0, 1, 2, 2, 2], 2, seed=1))
    assert prove_one("factorial-minima", found) == []
    results = prove_one("integral-spectra", found)
    assert [result.part for result in results] == ["", "factorial"]
    assert results[0].found.startswith("exactly 16 minima of 64 critical points")
    assert results[1].found.startswith("32 strict minima")
    for result in results:
        assert result.status is Status.PROVED
        assert check(dict(result.certificate)).status == "VERIFIED"


def test_every_statement_is_registered():
    assert set(STATEMENTS) <= set(ON_INSTANCES)


@pytest.mark.parametrize(
    "arguments",
    [
        ["theorem-2", "--p", "3"],
        ["theorem-2", "--p", "2", "--star", "3/5,4/5", "7/10"],
        ["theorem-2", "--family", "random_network", "dimension=4", "layers=2", "seed=5"],
        ["lemma-3", "--p", "2"],
        ["lemma-4", "--p", "2", "--scaling", "1/4", "1/10"],
        ["proposition-5", "--p", "2"],
        ["parity-family", "--p", "3"],
        ["maxcut", "--p", "4", "--edges", "0-1", "1-2", "2-3", "0-3"],
        ["factorial-minima", "--p", "2"],
        ["integral-spectra", "--p", "2", "--gap", "2"],
        ["integral-spectra", "--p", "2", "--gap", "2", "--factorial"],
        ["integral-spectra", "--p", "1", "--gap", "3", "--factorial", "--strength", "1/5"],
    ],
    ids=" ".join,
)
def test_construct(arguments, tmp_path, capsys):
    assert main(["construct", *arguments, "--out", str(tmp_path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["checker"] == "VERIFIED"
    assert answer["minima"]
    assert main(["check", answer["certificate"]]) == 0


def test_construct_prints_a_table(tmp_path, capsys):
    assert main(["construct", "theorem-2", "--p", "3", "--out", str(tmp_path)]) == 0
    text = capsys.readouterr().out
    assert text.count("spurious\n") == 7
    assert text.count("global\n") == 1
    assert "gap 1/6" in text
    assert "VERIFIED" in text


def test_decimal_texts_are_exact_numbers(capsys):
    printed = []
    for r_squared, kappa in (("0.2", "0.5"), ("1/5", "1/2")):
        assert (
            main(["construct", "theorem-2", "--p", "2", "--r-squared", r_squared, "--kappa", kappa])
            == 0
        )
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]


def test_above_one_half_theorem_2_is_refuted(tmp_path, capsys):
    arguments = [
        "construct",
        "theorem-2",
        "--p",
        "2",
        "--r-squared",
        "51/100",
        "--out",
        str(tmp_path),
    ]
    assert main(arguments) == 1
    assert "REFUTED: theorem-2 does NOT hold" in capsys.readouterr().out
    assert main([*arguments, "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["checker"], len(answer["minima"])) == (
        "REFUTED",
        "VERIFIED",
        1,
    )
    assert [path.name for path in tmp_path.iterdir()] == [
        "product_p2.separable-landscape.certificate.json"
    ]


def test_what_is_beyond_the_checker_is_undecided(capsys, monkeypatch):
    def beyond(paths):
        return [Check("UNSUPPORTED", "instance", "beyond the checker's budget", "") for _ in paths]

    monkeypatch.setattr(sys.modules["symqnn.certificate.check"], "run_checker", beyond)
    arguments = ["construct", "integral-spectra", "--p", "1", "--gap", "3", "--factorial"]
    assert main([*arguments, "--json"]) == 3
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["checker"]) == ("UNDECIDED", "UNSUPPORTED")
    assert main(arguments) == 3
    assert "nothing above is proved" in capsys.readouterr().out


def test_values_that_begin_with_a_minus_sign(capsys):
    assert main(["construct", "theorem-2", "--p", "2", "--star", "-3/5,-4/5", "-1"]) == 0
    assert "-3/5, -4/5" in capsys.readouterr().out
    assert main(["construct", "theorem-2", "--generators", "Z", "--observable", "-Y"]) == 0
    assert main(["construct", "theorem-2", "--p", "2", "--kappa", "-1/2"]) == 2
    assert "kappa is -1/2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["theorem-2", "--p", "2", "--kappa", "3"], "too large"),
        (["theorem-2", "--p", "2", "--r-squared", "2"], "r_squared"),
        (["theorem-2"], "no network"),
        (["theorem-2", "--p", "2", "--family", "paper_experiment", "layers=2"], "one way"),
        (["theorem-2", "--p", "2", "--star", "1,0"], "star has 1"),
        (["theorem-2", "--p", "1", "--star", "1,1"], "norm"),
        (["maxcut", "--p", "3", "--edges", "0-7"], "edges"),
        (["maxcut", "--p", "3", "--edges", "a-b"], "edge"),
        (
            ["proposition-5", "--family", "random_network", "dimension=4", "layers=2"],
            "product observable",
        ),
        (["theorem-2", "--p", "2", "--scaling", "1/4", "1/2"], "lemma-4"),
        (
            ["lemma-4", "--p", "2", "--scaling", "1/4", "1/2", "--r-squared", "1/3"],
            "does not go with --scaling",
        ),
        (["lemma-4", "--p", "2", "--weighting", "union"], "does not go with lemma-4"),
        (["theorem-2", "--p", "2", "--kappa=-1"], "positive"),
        (
            [
                "theorem-2",
                "--family",
                "random_network",
                "dimension=4",
                "layers=2",
                "seed=5",
                "--kappa",
                "3",
            ],
            "About 19/50 is the largest",
        ),
        (["theorem-2", "--p", "2", "--star", "abc", "1/2"], "star[0]"),
        (["theorem-2", "--p", "2", "--r-squared", "0"], "0 < r²"),
        (["theorem-2", "--p", "2", "--strength", "1/2"], "--strength does not go with theorem-2"),
        (["parity-family", "--p", "2", "--strength", "2"], "--strength does not go"),
        (["lemma-3", "--p", "2", "--r-squared", "1/3"], "--r-squared does not go"),
        (["maxcut", "--p", "3", "--kappa", "1/2"], "--kappa does not go"),
        (["maxcut", "--p", "3", "--strength", "9/10"], "smaller strengths"),
        (["factorial-minima", "--p", "2", "--strength", "1"], "smaller --strength"),
        (["theorem-2", "--p", "2", "--edges", "0-1"], "maxcut"),
        (["theorem-2", "--p", "2", "--gap", "2"], "--gap"),
        (["parity-family", "--p", "2", "--weighting", "sum"], "--weighting"),
        (["integral-spectra"], "no network was given"),
        (["integral-spectra", "--p", "1", "--gap", "31"], "frequencies up to 31"),
        (["integral-spectra", "--p", "2", "--factorial", "--strength", "1"], "smaller --strength"),
        (["integral-spectra", "--p", "2", "--factorial", "--strength", "2"], "smaller --strength"),
        (
            ["integral-spectra", "--p", "5", "--gap", "1", "--factorial", "--strength", "0"],
            "strength is 0",
        ),
        (["theorem-2", "--p", "2", "--factorial"], "--factorial"),
        (["factorial-minima", "--p", "2", "--star", "1,0", "1,0"], "--star"),
    ],
)
def test_bad_input_is_usage(arguments, message, capsys):
    assert main(["construct", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_the_premise_that_fails_has_a_certificate(tmp_path, capsys):
    assert (
        main(
            [
                "construct",
                "theorem-2",
                "--generators",
                "Y",
                "Y",
                "--observable",
                "Z",
                "--out",
                str(tmp_path),
            ]
        )
        == 1
    )
    text = capsys.readouterr().out
    assert "PREMISE FAILS: for each angle and frequency, cos or sin is unreachable (Eqn 18)" in text
    assert "none of them can be built" not in text
    (path,) = tmp_path.iterdir()
    assert json.loads(path.read_text())["kind"] == "unreachable"
    assert main(["check", str(path)]) == 0


LINKED = ["theorem-2", "--generators", "ZI", "IZ", "--observable", "(Y+I)Y", "--star", "1,0", "1,0"]
TRAPPED = ["theorem-2", "--generators", "Z", "X", "--observable", "Y"]


def test_traps_that_are_not_reached_alone_are_linked(tmp_path, capsys):
    """m = Y on the second qubit has Φ⁰m = 0: Definition 1 fails, and the residuals of the first
    angle need the second; Theorem 2 holds all the same.
    """
    assert main(["construct", *LINKED, "--json", "--out", str(tmp_path)]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["status"], answer["checker"]) == ("PROVED", "VERIFIED")
    assert answer["lines"][:2] == [
        "not every angle is reached alone: traps are linked to traps before them (Definition 1 "
        "is not needed)",
        "exactly 4 minima, 3 spurious, gap 1/64",
    ]
    assert [kind for _, _, kind in answer["minima"]] == ["global"] + ["spurious"] * 3
    assert linear_independence(QNN(["ZI", "IZ"], "(Y+I)Y")).status is Status.REFUTED
    (result,) = prove_one("theorem-2", instance(QNN(["ZI", "IZ"], "(Y+I)Y")))
    assert result.status is Status.PROVED
    assert check(dict(result.certificate)).status == "VERIFIED"


def test_what_can_still_be_built_is_offered(tmp_path, capsys):
    """The largest set of angles that can be trapped, and the relations that forbid the others."""
    code = main(["construct", "lemma-4", *TRAPPED[1:], "--out", str(tmp_path), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert (code, answer["status"], answer["checker"]) == (1, "PREMISE FAILS", "VERIFIED")


def test_a_decimal_star_is_replaced_by_a_rational_point_and_said_so(capsys):
    assert main(["construct", "theorem-2", "--p", "1", "--star", "0.7"]) == 0
    assert "θ1* = 0.7 is replaced by the point" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("r_squared", "code", "count"),
    [("49/100", 0, "exactly 4 minima"), ("51/100", 1, "exactly 1 minimum")],
)
def test_r_squared_on_both_sides_of_one_half(r_squared, code, count, capsys):
    assert main(["construct", "theorem-2", "--p", "2", "--r-squared", r_squared]) == code
    text = capsys.readouterr().out
    assert count in text
    assert "certificate: VERIFIED" in text


def test_a_closed_pipe_is_no_proof(monkeypatch):
    """symqnn construct ... | head, of a network on which nothing is built: 0 would say PROVED."""

    class Closed(io.StringIO):
        def write(self, text):
            raise BrokenPipeError

    monkeypatch.setattr("sys.stdout", Closed())
    monkeypatch.setattr("sys.stderr", io.StringIO())
    assert main(["construct", "theorem-2", "--generators", "Z", "--observable", "Z"]) == 141
