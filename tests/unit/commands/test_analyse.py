"""``symqnn analyse``: one page, side by side, certificates, report, bad input.

Modules: report/analysis, report/figures_analysis.
"""

import json
from pathlib import Path

import pytest

from symqnn.checker import check_file
from symqnn.cli import main

PAIR = ["--generators", "1/2*XI", "1/2*IX", "--observable", "1/4*(I+Z)(I+Z)"]


def test_one_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", *PAIR]) == 0
    text = capsys.readouterr().out
    assert "E f = 1/4, Var f = 5/64; Var ∂f = 3/64" in text
    assert "dimension 2 of at most 15 = 4^n - 1 (centre 2, simple ideals: none)" in text
    assert "rank 2 for p = 2: the number of parameters" in text
    assert (
        "9 frequency vectors, largest frequency 1; 3 light cones of 1 to 2 qubits and 1 to 2 "
        "parameters" in text
    )
    assert "trap in θ1, θ2: exactly 4 minima of 16 critical points, 3 spurious, gap 1/64" in text
    assert text.count("VERIFIED") == 6


def test_p_is_short_for_the_experiment(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for words in (["--p", "2"], ["--family", "paper_experiment", "layers=2"]):
        assert main(["analyse", *words, "--json"]) == 0
        said = json.loads(capsys.readouterr().out)
        found.append((said["networks"], said["moments"], [row["found"] for row in said["results"]]))
    assert found[0] == found[1]
    assert any("9 frequency vectors" in text for text in found[0][2])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--p", "0"], "--p is 0; a number from 1 to 64"),
        (["--p", "2", *PAIR], "another one was named too"),
        (["--p", "2", "--compare", "a.json", "b.json"], "another one was named too"),
    ],
)
def test_p_is_refused(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", *words]) == 2
    assert said in capsys.readouterr().err


def test_json_and_the_square_loss(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", *PAIR, "--label", "1/2", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["moments"]["gradient"] == ["3/64", "3/64"]
    assert found["lie_algebra"] == {
        "dimension": 2,
        "centre": 2,
        "ideals": [],
        "growth": [2],
        "generators": 2,
    }
    assert found["fisher_rank"] == {"at_least": 2, "at_most": 2, "reason": "parameters"}
    assert found["trapped"] == ["θ1", "θ2"]
    (loss,) = (result for result in found["results"] if "(f - 1/2)²" in result["found"])
    # E(f - 1/2)² = Var f + (E f - 1/2)²
    assert (loss["checker"], loss["found"].startswith("of (f - 1/2)²: mean 9/64,")) == (
        "VERIFIED",
        True,
    )


def test_report_and_certificates(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(
            [
                "analyse",
                "--family",
                "hva_ising",
                "qubits=3",
                "repetitions=1",
                "--out",
                str(tmp_path),
            ]
        )
        == 1
    )
    assert "written:" in capsys.readouterr().out
    files = sorted(tmp_path.glob("*.certificate.json"))
    kinds = {json.loads(path.read_text())["kind"] for path in files}
    assert kinds == {
        "dependence",
        "unreachable",
        "support",
        "variance",
        "lie-algebra",
        "fisher-rank",
    }
    assert {check_file(path).status for path in files} == {"VERIFIED"}
    picture = (tmp_path / "figures" / "hva_ising.analysis.svg").read_text()
    assert "dim of the Lie algebra" in picture
    assert "Var ∂f/∂θ" in picture
    page = (tmp_path / "report.html").read_text()
    assert "Dynamical Lie algebra (ours)" in page


def test_both_halves_of_the_traps(capsys: pytest.CaptureFixture[str]) -> None:
    """What can be trapped has a dataset, what cannot has relations."""
    assert main(["analyse", "--generators", "ZI", "IZ", "--observable", "Y(Y+I)", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["trapped"] == ["θ1"]
    halves = {
        result["found"][:18]: (result["status"], result["checker"])
        for result in found["results"][1:3]
    }
    assert halves == {
        "no trap in θ2 alon": ("REFUTED", "VERIFIED"),
        "trap in θ1: exactl": ("PROVED", "VERIFIED"),
    }


def test_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["hva_ising qubits=3 repetitions=1", "hardware_efficient qubits=3 repetitions=1"]
    assert main(["analyse", "--compare", *names]) == 1  # Definition 1 is refuted
    table = capsys.readouterr().out.split("\n\n")[-1]
    rows = {line[:25].strip(): line[25:].split() for line in table.splitlines()}
    assert rows["Lie algebra: dimension"][-2:] == ["9", "63"]
    assert rows["simple ideals"][-2:] == ["su(3)", "su(8)"]


def test_files_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, words in (("a", ["X"]), ("b", ["X", "Z", "X"])):
        data = {"format": "symqnn-instance", "version": 1, "generators": words, "observable": "Z+I"}
        (tmp_path / f"{name}.json").write_text(json.dumps(data))
    main(["analyse", "--compare", str(tmp_path / "a.json"), str(tmp_path / "b.json"), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert [page["instance"] for page in found] == ["a", "b"]
    assert [page["lie_algebra"]["dimension"] for page in found] == [1, 3]


def test_what_is_not_found_is_undecided(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", "--family", "random_network", "dimension=4", "layers=2", "seed=1"]) == 3
    text = capsys.readouterr().out
    assert (
        "not found: the network is given by matrices; dynamical Lie algebras are found for Pauli "
        "networks." in text
    )
    assert main(["analyse", *PAIR, "--no-check"]) == 3
    assert "VERIFIED" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "no network was given"),
        (["--compare", "hva_ising qubits=3 repetitions=1", "absent.json"], "absent.json"),
        ([*PAIR, "--compare", "a.json", "b.json"], "--compare names both networks itself"),
        ([*PAIR, "--label", "half"], "half"),
    ],
)
def test_bad_input(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyse", *arguments]) == 2
    assert message in capsys.readouterr().err
