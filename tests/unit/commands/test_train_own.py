"""``symqnn train --dataset``: files, exit codes, what is printed, bad input."""

import csv
import json
from dataclasses import fields
from pathlib import Path

import pytest

import symqnn.commands.train_own as command
from symqnn.cli import main
from symqnn.experiments.settings import METHODS, TrainingSettings

NETWORK = ["--generators", "ZI", "IZ", "--observable", "(Y+I)(Y+I)"]
DATA = {"samples": [
    {"state": {"bloch": [["3/5", "0", "4/5"], ["0", "1", "0"]]}, "label": "1/2"},
    {"state": {"pure": ["1", "0", "0", "i"]}, "label": "-1"},
]}  # fmt: skip


@pytest.fixture
def dataset(tmp_path: Path) -> str:
    path = tmp_path / "data.json"
    path.write_text(json.dumps(DATA))
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["train", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_own_data_are_trained_on_and_the_gap_is_certified(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, dataset: str
) -> None:
    out = tmp_path / "trained"
    code, text, err = run(
        capsys, *NETWORK, "--dataset", dataset, "--restarts", "20", "--minima", "--out", str(out)
    )
    assert (code, err) == (0, "")
    assert "L-BFGS from 20 random starts" in text
    assert "all 3 local minima, certified" in text
    assert "certified gap to the best possible: " in text
    assert "checker: VERIFIED" in text
    rows = list(csv.DictReader((out / "runs.csv").open()))
    assert len(rows) == 20
    assert set(rows[0]) >= {"final_loss", "θ1", "θ2"}
    data = json.loads((out / "trained.json").read_text())
    assert min(float(row["final_loss"]) for row in rows) == pytest.approx(data["ends"][0]["loss"])
    assert sum(minimum["runs"] for minimum in data["minima"]) == 20
    assert main(["check", str(out / "trained.least-value.certificate.json")]) == 0


def test_an_interrupted_training_says_what_it_has(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    dataset: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stop(text: str) -> None:
        if "50 of 1000 runs" in text:
            raise KeyboardInterrupt

    monkeypatch.setattr(command, "progress", stop)
    code, text, _ = run(
        capsys, *NETWORK, "--dataset", dataset, "--restarts", "1000", "--out", str(tmp_path / "o")
    )
    assert code == 130
    assert "from 50 of 1000 random starts" in text
    assert "no certified gap: interrupted" in text
    assert len((tmp_path / "o" / "runs.csv").read_text().splitlines()) == 51


def test_without_a_bound_the_exit_code_says_so(
    capsys: pytest.CaptureFixture[str], dataset: str
) -> None:
    code, text, _ = run(capsys, *NETWORK, "--dataset", dataset, "--restarts", "3", "--timeout", "0")
    assert code == 3
    assert "no certified gap" in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--p", "2", "--beta1", "0.5"], "it has no effect on lbfgs"),
        (["--p", "2", "--restarts", "0"], "restarts is 0"),
        (["--p", "2", "--learning-rate", "x", "--method", "adam"], "--learning-rate is 'x'"),
        (["--p", "2", "--timeout", "-1"], "--timeout is -1.0"),
        (["--p", "2", "--jobs", "0"], "--jobs is 0"),
        (["figure-9"], "nor an experiment; symqnn train --help"),
        ([], "no loss was given"),
    ],
)
def test_bad_input_is_told(
    capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert said in err


def test_the_options_are_the_settings_of_the_experiments() -> None:
    assert list(command.SETTINGS) == [declared.name for declared in fields(TrainingSettings)]
    assert command.METHODS == METHODS


def test_an_experiment_is_still_one(capsys: pytest.CaptureFixture[str]) -> None:
    code, text, _ = run(capsys, "figure-2", "-q", "--restarts", "5")
    assert code == 0
    assert text.startswith("figure-2: ")
    with pytest.raises(SystemExit):
        run(capsys, "figure-2", "--dataset", "random:3:0")
    with pytest.raises(SystemExit):
        run(capsys, "--help")
    shown = capsys.readouterr().out
    assert all(name in shown for name in ("figure-2", "--dataset", "--minima"))
