"""Networks with integer spectra on the command line and in instance files."""

import json

import pytest

from symqnn.cli import main
from symqnn.errors import DimensionError, InputError, SizeError
from symqnn.model.instance_file import Instance, IntegralInstance, any_instance_from, instance_from, integral_instance_from
from symqnn.model.spectrum import IntegralNetwork

HEAD = {"format": "symqnn-instance", "version": 1}
WORDS = ["--generators", "1/2*ZI + 1/2*IZ", "1/2*XI", "--observable", "XX + ZY"]
RANDOM = ["--family", "random_integral", "levels=0,0,1,2,2,2", "layers=2", "seed=1"]


def write(tmp_path, **fields):
    path = tmp_path / "three_levels.json"
    path.write_text(json.dumps({**HEAD, **fields}))
    return path


def test_expand(tmp_path, capsys):
    path = write(tmp_path, generators=[[[0, 0, 0], [0, 1, 0], [0, 0, 3]]], observable=[[0, 1, 0], [1, 0, "-i"], [0, "i", 0]])
    assert main(["expand", str(path), "--state", '{"pure": [1, 1, 0]}']) == 0
    text = capsys.readouterr().out
    assert "eigenvalues 0, 1, 3" in text
    assert "f(θ) = cos(θ₁)" in text
    assert "sin(2θ₁): [[0, 0, 0], [0, 0, -1], [0, -1, 0]]" in text
    assert main(["expand", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["spectra"], sorted(found["operators"]), found["output"]) == ([[0, 1, 3]], ["1", "2", "3", "4"], {})


def test_expand_by_commuting_words(capsys):
    assert main(["expand", *WORDS]) == 0
    text = capsys.readouterr().out
    assert "commuting Pauli words" in text
    assert main(["expand", *WORDS, "--latex"]) == 0
    latex = capsys.readouterr().out
    assert latex.startswith("\\begin{align*}")
    assert r"\cos \theta_{2}" in latex


def test_independence(tmp_path, capsys):
    file = tmp_path / "c.json"
    assert main(["independence", *RANDOM, "--certificate", str(file)]) == 0
    assert "rank 24 of 24" in capsys.readouterr().out
    assert main(["check", str(file)]) == 0
    capsys.readouterr()
    assert main(["independence", *WORDS]) == 1
    assert "REFUTED" in capsys.readouterr().out
    assert main(["independence", *RANDOM, "--gram"]) == 2


def test_verify(tmp_path, capsys):
    assert main(["verify", *RANDOM, "--out", str(tmp_path / "report")]) == 0
    assert capsys.readouterr().out.count("PROVED") == 2
    assert r"f(\rho, \theta)" in (tmp_path / "report" / "report.tex").read_text()
    assert "IntegralNetwork" in (tmp_path / "report" / "report.md").read_text()
    assert main(["verify", *WORDS, "--json"]) == 1
    results = json.loads(capsys.readouterr().out)["results"]
    assert [(result["status"], result["checker"]) for result in results] == [("REFUTED", "VERIFIED")] * 2


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
    assert main(["construct", "integral-spectra", *arguments, "--out", str(tmp_path), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["checker"] == "VERIFIED"
    assert f"exactly {count} minima" in " ".join(answer["lines"])
    assert json.loads(next(tmp_path.iterdir()).read_text())["claim"]["minima"] == str(count)


def test_factorial_on_any_network(tmp_path, capsys):
    arguments = ["--family", "random_integral", "levels=0,0,1,1", "layers=2", "seed=1", "--factorial", "--out", str(tmp_path)]
    assert main(["construct", "integral-spectra", *arguments]) == 0
    assert "8 strict minima (at least), 7 spurious" in capsys.readouterr().out
    assert main(["check", *map(str, tmp_path.iterdir())]) == 0


def test_construct_where_the_components_do_not_reach(capsys):
    assert main(["construct", "integral-spectra", *WORDS]) == 1
    text = capsys.readouterr().out
    assert "REFUTED" in text
    assert "none of them can be built on this network" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["construct", "theorem-2", "--generators", "ZI + IZ", "--observable", "XX"], "construct integral-spectra"),
        (["count", "--generators", "ZI + IZ", "--observable", "XX"], "H² = I is required"),
        (["expand", "--generators", "1/3*ZI + IZ", "--observable", "XX"], "no integer"),
        (["expand", "--generators", "0.5*ZI + 0.5*IZ", "--observable", "XX"], "exact"),
        (["expand", "--family", "random_integral", "levels=0,1/2", "layers=1"], "no integer"),
        (["expand", "--family", "random_integral", "levels=0,0.5", "layers=1"], "exact"),
        (["expand", "--family", "random_integral", "levels=1", "layers=1"], "levels"),
        (["expand", "--family", "qudits", "layers=9", "gap=9"], "qudits"),
        (["construct", "integral-spectra", *RANDOM, "--gap", "2"], "--gap goes with --p"),
        (["construct", "integral-spectra", *RANDOM, "--p", "2"], "one way"),
        (["construct", "integral-spectra", *RANDOM, "--factorial", "--star", "1,0", "1,0"], "--star does not go with --factorial"),
        (["construct", "integral-spectra", *RANDOM, "--factorial", "--strength", "2"], "smaller --strength"),
        (["construct", "integral-spectra", *RANDOM, "--factorial", "--strength", "0"], "positive"),
        (["construct", "integral-spectra", *RANDOM, "--kappa", "1/2"], "--kappa"),
        (["construct", "integral-spectra", *RANDOM, "--star", "1/2"], "star has 1"),
        (["construct", "integral-spectra", *RANDOM, "--strength", "0.1"], "exact"),
        (["construct", "integral-spectra", *RANDOM, "--strength", "9"], "smaller"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_bad_input(arguments, message, capsys):
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


def test_which_kind_of_network_a_file_holds():
    plain = {**HEAD, "generators": ["ZI", "3/5*XI + 4/5*ZI"], "observable": "XX"}
    assert isinstance(any_instance_from(plain), Instance)
    assert isinstance(any_instance_from({**plain, "spectrum": "integral"}), IntegralInstance)
    assert isinstance(any_instance_from({**plain, "generators": ["ZI", "ZI + IZ"]}), IntegralInstance)
    with pytest.raises(InputError, match="two-level"):
        instance_from({**plain, "spectrum": "integral"})
    with pytest.raises(InputError, match="spectrum is"):
        any_instance_from({**plain, "spectrum": "real"})
    with pytest.raises(InputError, match="random_integral"):
        integral_instance_from({**HEAD, "family": "paper_experiment", "arguments": {"layers": 1}})


def test_bad_networks():
    with pytest.raises(InputError, match="list"):
        IntegralNetwork.make("ZI", "XX")
    with pytest.raises(InputError, match="zero"):
        IntegralNetwork.make([[[0, 0], [0, 1]]], [[0, 0], [0, 0]])
    with pytest.raises(DimensionError):
        IntegralNetwork.make(["ZI + IZ"], "XXX")
    with pytest.raises(SizeError, match="128"):
        IntegralNetwork.make(["ZIIIIIII + IZIIIIII"], "XXXXXXXX")
