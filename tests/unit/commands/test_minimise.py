"""``symqnn minimise``: answers, exit codes, files, bad input.

Modules: report/least.
"""

import json
from pathlib import Path

import pytest

from symqnn.certificate import check as checking
from symqnn.certificate.check import Check
from symqnn.checker import check_file
from symqnn.cli import main
from symqnn.minimum import roads
from symqnn.minimum.interior import Interior

RING = [
    "--family",
    "qaoa",
    "edges=0-1,1-2,2-3,3-0",
    "repetitions=1",
    "--state",
    json.dumps({"bloch": [[1, 0, 0]] * 4}),
]


def test_the_least_output_of_qaoa_is_not_the_ground_state(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ring.json"
    assert main(["minimise", "--expectation", "--ground", *RING, "--out", str(file)]) == 0
    text = capsys.readouterr().out
    assert "least value: at least -2.00000000" in text
    assert "no choice of the angles reaches the ground state from |++++⟩" in text
    assert "--state" not in text
    assert "Least value: PROVED" in text
    assert f"written: {file}" in text
    verdict = check_file(file)
    assert verdict.status == "VERIFIED"
    assert verdict.summary.startswith("ground-state: the least value is from -2.00000000")


def test_the_state_is_told_and_how_to_give_that_of_qaoa(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """From |0…0⟩ the output of QAOA is constant: what is proved is about that state."""
    assert main(["minimise", "--expectation", "--ground", *RING[:4]]) == 0
    text = capsys.readouterr().out
    assert "in the state |0000⟩" in text
    assert "no choice of the angles reaches the ground state from |0000⟩" in text
    assert """--state '{"bloch":[[1,0,0],[1,0,0],[1,0,0],[1,0,0]]}'""" in text
    assert main(["minimise", "--expectation", "--generators", "X", "--observable", "Z"]) == 0
    text = capsys.readouterr().out
    assert "in the state |0⟩" in text
    assert "--state" not in text


def test_a_training_loss_for_machines(capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(
            [
                "minimise",
                "--p",
                "2",
                "--dataset",
                "random:6:1",
                "--json",
                "--gap",
                "1/1000",
                "--method",
                "boxes",
            ]
        )
        == 0
    )
    found = json.loads(capsys.readouterr().out)
    assert (found["status"], found["checker"], found["written"]) == ("PROVED", "VERIFIED", None)
    assert len(found["theta"]) == len(found["parameters"]) == 2
    assert found["wanted_gap"] == "1/1000"


def test_a_gap_that_is_not_reached_is_undecided_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "loss.json"
    assert (
        main(
            [
                "minimise",
                "--p",
                "2",
                "--dataset",
                "random:6:1",
                "--method",
                "boxes",
                "--boxes",
                "10",
                "--out",
                str(file),
            ]
        )
        == 3
    )
    text = capsys.readouterr().out
    assert "Least value: UNDECIDED" in text
    assert "is larger than" in text
    assert "not within 10 boxes" in text
    assert check_file(file).status == "VERIFIED"


LATIN = ["minimise", "--instance", "latin", "--p", "2"]


def test_without_the_checker_nothing_is_proved(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is not started either, and what is told of it is no way that was tried."""
    monkeypatch.setattr(checking, "run_checker", None)
    loss = ["minimise", "--p", "2", "--dataset", "random:6:1"]
    assert main([*loss, "--no-check"]) == 3
    text = capsys.readouterr().out
    assert "Least value: UNDECIDED" in text
    assert text.count("not checked") == 1
    tried = text.split("tried:\n")[1].split("\n\n")[0].split("\n")
    assert all(" s, " in line for line in tried)


def test_the_checker_is_asked_once_and_tells_its_effort(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the file that is kept; its answer is the verdict."""
    asked = []

    def answer(paths: list[Path]) -> list[Check]:
        asked.append(paths)
        return [Check("VERIFIED", "", "", "fine", 16)]

    monkeypatch.setattr(checking, "run_checker", answer)
    file = tmp_path / "latin.json"
    assert main([*LATIN, "--out", str(file)]) == 0
    assert asked == [[file]]
    text = capsys.readouterr().out
    assert "Least value: PROVED" in text
    assert "symqnn check --effort 16" in text
    assert "checker: VERIFIED: fine" in text


def test_an_interrupted_check_keeps_the_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> list[Check]:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "run_checker", interrupted)
    file = tmp_path / "latin.json"
    assert main([*LATIN, "--out", str(file)]) == 3
    out, err = capsys.readouterr()
    assert "least value: at least" in out
    assert "UNDECIDED" in out and "; not checked" in out and f"written: {file}" in out
    assert "interrupted in the check" in err
    assert check_file(file).status == "VERIFIED"


def test_latex(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["minimise", "--instance", "latin", "--p", "2", "--latex"]) == 0
    assert r"\min" in capsys.readouterr().out


def test_an_interrupted_search_keeps_its_bounds(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> Interior:
        raise KeyboardInterrupt

    monkeypatch.setattr(roads, "interior", interrupted)
    assert main(["minimise", "--p", "2", "--dataset", "random:6:1"]) == 3
    text = capsys.readouterr().out
    assert "interrupted" in text
    assert "checker: VERIFIED" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--p", "2", "--gap", "small"], "gap"),
        (["--p", "2", "--gap", "0"], "positive"),
        (["--p", "2", "--gap", "-1/2"], "positive"),
        (["--p", "2", "--timeout", "0"], "--timeout"),
        (["--p", "2", "--size", "-1"], "--size"),
        (["--p", "2", "--ground"], "--expectation"),
        (["--expectation"], "network"),
        ([], "no loss was given"),
        (
            [
                "--expectation",
                "--family",
                "hardware_efficient",
                "qubits=9",
                "repetitions=1",
                "rotations=Y,Z",
            ],
            "at most 16",
        ),
    ],
)
def test_bad_input_is_answered(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["minimise", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_help_teaches(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["minimise", "--help"])
    text = capsys.readouterr().out
    assert "sum of squares" in text
    assert "symqnn minimise --expectation --ground" in text
