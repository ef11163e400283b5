"""Networks with spectra of more than two levels on the command line and in instance files."""

import json

import pytest

from symqnn.cli import main
from symqnn.errors import InputError
from symqnn.model.instance_file import instance_from

HEAD = {"format": "symqnn-instance", "version": 1}
WORDS = ["--generators", "1/2*ZI + 1/2*IZ", "1/2*XI", "--observable", "XX + ZY"]
RANDOM = ["--family", "random_integral", "levels=0,0,1,2,2,2", "layers=2", "seed=1"]


def write(tmp_path, **fields):
    path = tmp_path / "three_levels.json"
    path.write_text(json.dumps({**HEAD, **fields}))
    return path


def test_expand(tmp_path, capsys):
    path = write(
        tmp_path,
        generators=[[[0, 0, 0], [0, 1, 0], [0, 0, 3]]],
        observable=[[0, 1, 0], [1, 0, "-i"], [0, "i", 0]],
    )
    assert main(["expand", str(path), "--state", '{"pure": [1, 1, 0]}']) == 0
    text = capsys.readouterr().out
    assert "gate 1: exp(-i·θ1·H), H = [[0, 0, 0], [0, 1, 0], [0, 0, 3]]" in text
    assert "period 2π in θ₁" in text
    assert "f(θ) = cos(θ₁)" in text
    assert "sin(2θ₁): [[0, 0, 0], [0, 0, -1], [0, -1, 0]]" in text
    assert main(["expand", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["units"], sorted(found["operators"]), found["output"]) == (
        ["1"],
        ["1", "2", "3", "4"],
        {},
    )


def test_expand_by_commuting_words(capsys):
    assert main(["expand", *WORDS]) == 0
    text = capsys.readouterr().out
    assert "H = 1/2*IZ + 1/2*ZI" in text
    assert "cos(2θ₁): 1/2*XX - 1/2*YY" in text
    assert main(["expand", *WORDS, "--latex"]) == 0
    latex = capsys.readouterr().out
    assert r"\cos \theta_{2}" in latex


def test_independence(tmp_path, capsys):
    file = tmp_path / "c.json"
    assert main(["independence", *RANDOM, "--certificate", str(file)]) == 0
    assert "independent: rank 24" in capsys.readouterr().out
    assert main(["check", str(file)]) == 0
    capsys.readouterr()
    assert main(["independence", *WORDS]) == 1
    assert "REFUTED" in capsys.readouterr().out
    assert main(["independence", *RANDOM, "--gram"]) == 0
    assert "Gram" in capsys.readouterr().out


def test_verify(tmp_path, capsys):
    assert main(["verify", *RANDOM, "--out", str(tmp_path / "report"), "--json"]) == 0
    results = json.loads(capsys.readouterr().out)["results"]
    assert {(result["status"], result["checker"]) for result in results} == {("PROVED", "VERIFIED")}
    own = {result["statement"] for result in results if result["instance"] == "random_integral"}
    assert {
        "equation-11",
        "equation-12",
        "definition-1",
        "lemma-3",
        "lemma-4",
        "theorem-2",
        "integral-spectra",
        "theorem-7",
    } <= own
    assert "factorial-minima" not in own  # p!·2^p is about frequencies 1
    assert r"f(\rho, \theta)" in (tmp_path / "report" / "report.tex").read_text()
    general = [result["claim"] for result in results if result["instance"] == "random_integral"]
    assert not any("cos 2θ_l" in claim or "Φ_ξ" in claim for claim in general)


def test_verify_where_nothing_is_reached(capsys):
    assert main(["verify", *WORDS, "--json"]) == 1
    results = [
        result
        for result in json.loads(capsys.readouterr().out)["results"]
        if result["scope"] != "general"
    ]
    assert {result["checker"] for result in results} == {"VERIFIED"}
    statuses = {result["statement"]: result["status"] for result in results}
    assert statuses["definition-1"] == "REFUTED"
    assert statuses["theorem-2"] == statuses["integral-spectra"] == "PREMISE FAILS"


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (RANDOM, 16),
        ([*RANDOM, "--star", "3/5,4/5", "1/2"], 16),
        (["--family", "qudits", "layers=1", "gap=4"], 8),
        (["--generators", "ZI + IZ", "--observable", "XX + ZY"], 4),
        (["--family", "random_network", "dimension=4", "layers=2", "seed=5"], 4),
    ],
    ids=["random", "star", "qudits", "words", "two-level"],
)
def test_construct_on_any_network(arguments, count, tmp_path, capsys):
    assert (
        main(["construct", "integral-spectra", *arguments, "--out", str(tmp_path), "--json"]) == 0
    )
    answer = json.loads(capsys.readouterr().out)
    assert answer["checker"] == "VERIFIED"
    assert f"exactly {count} minima" in " ".join(answer["lines"])
    assert json.loads(next(tmp_path.iterdir()).read_text())["claim"]["minima"] == str(count)


def test_factorial_on_any_network(tmp_path, capsys):
    arguments = [
        "--family",
        "random_integral",
        "levels=0,0,1,1",
        "layers=2",
        "seed=1",
        "--factorial",
        "--out",
        str(tmp_path),
    ]
    assert main(["construct", "integral-spectra", *arguments]) == 0
    assert "8 strict minima (at least), 7 spurious" in capsys.readouterr().out
    assert main(["check", *map(str, tmp_path.iterdir())]) == 0


def test_construct_where_the_components_do_not_reach(capsys):
    assert main(["construct", "integral-spectra", *WORDS]) == 1
    text = capsys.readouterr().out
    assert "PREMISE FAILS: Eqn 18 has no solution for 4 of 4 targets" in text
    assert "none of them can be built on this network" in text
    assert "certificate: VERIFIED" in text


def test_count(capsys):
    assert main(["count", "--generators", "ZI + IZ", "--observable", "XX"]) == 0
    assert "period π in θ₁" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["expand", "--generators", "X + Z", "--observable", "Y"],
            "an eigenvalue that is not rational",
        ),
        (
            ["expand", "--generators", "ZI", "IZ", "--observable", "XX", "--angles", "a"],
            "1 angle for 2 generators;",
        ),
        (
            ["count", "--generators", "ZI", "IZ", "--observable", "XX", "--angles", "a", "a + 0.1"],
            "gate 2 (angle a + 1/10)",
        ),
        (
            ["expand", "--generators", "ZI", "IZ", "--observable", "XX", "--angles", "a", "sin(a)"],
            "angles[1]",
        ),
        (["expand", "--generators", "II", "--observable", "XX"], "multiple of the identity"),
        (["expand", "--family", "random_integral", "levels=0,x", "layers=1"], "levels"),
        (["expand", "--family", "random_integral", "levels=1", "layers=1"], "levels"),
        (["expand", "--family", "qudits", "layers=9", "gap=9"], "qudits"),
        (["construct", "integral-spectra", *RANDOM, "--gap", "2"], "--gap goes with --p"),
        (["construct", "integral-spectra", *RANDOM, "--p", "2"], "one way"),
        (
            ["construct", "integral-spectra", *RANDOM, "--factorial", "--star", "1,0", "1,0"],
            "--star does not go with p! minima",
        ),
        (
            ["construct", "integral-spectra", *RANDOM, "--factorial", "--strength", "2"],
            "smaller --strength",
        ),
        (["construct", "integral-spectra", *RANDOM, "--factorial", "--strength", "0"], "positive"),
        (["construct", "integral-spectra", *RANDOM, "--kappa", "1/2"], "--kappa"),
        (["construct", "integral-spectra", *RANDOM, "--star", "1/2"], "star has 1"),
        (["construct", "integral-spectra", *RANDOM, "--strength", "0.x"], "strength"),
        (["construct", "integral-spectra", *RANDOM, "--strength", "9"], "smaller"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_bad_input(arguments, message, capsys):
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


def test_networks_of_instance_files():
    plain = {**HEAD, "generators": ["ZI", "3/5*XI + 4/5*ZI"], "observable": "XX"}
    assert instance_from(plain).qnn.is_two_level
    assert not instance_from({**plain, "generators": ["ZI", "ZI + IZ"]}).qnn.is_two_level
    shared = instance_from({**plain, "angles": ["a", "2*a - b"], "parameters": ["b", "a"]}).qnn
    assert shared.parameters == ("b", "a")
    assert not shared.is_two_level
    with pytest.raises(InputError, match="the field spectrum is no longer needed"):
        instance_from({**plain, "spectrum": "integral"})
    with pytest.raises(InputError, match="round_angles is 1; true or false"):
        instance_from({**plain, "round_angles": 1})


def test_decimals_are_exact_numbers(capsys):
    printed = []
    for first, second in (("0.5", "levels=0,0.5"), ("1/2", "levels=0,1/2")):
        assert (
            main(["expand", "--generators", f"{first}*ZI + {first}*IZ", "--observable", "XX"]) == 0
        )
        assert main(["expand", "--family", "random_integral", second, "layers=1"]) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]


def test_angles_of_a_command_line(capsys):
    network = [
        "--generators",
        "1/2*ZZ",
        "1/2*XI + 1/2*IX",
        "--observable",
        "ZZ",
        "--angles",
        "g",
        "2*b",
    ]
    assert main(["expand", *network, "--state", '{"bloch": [[1, 0, 0], [1, 0, 0]]}']) == 0
    text = capsys.readouterr().out
    assert "f(θ) = " in text
    assert "sin(g)*sin(4*b)" in text
