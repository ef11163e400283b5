"""symqnn count and symqnn sweep count, as a user runs them.

Modules: commands/sweep, report/count, statements/survey.
"""

import json
from pathlib import Path

import pytest

from symqnn.checker import check
from symqnn.cli import main
from symqnn.commands.sweep import picture


def run(capsys, *arguments):
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_the_latin_instance(capsys, tmp_path: Path):
    path = tmp_path / "points.certificate.json"
    code, out, _ = run(capsys, "count", "--instance", "latin", "--p", "2", "--out", str(path))
    assert code == 0
    assert "8  16  8" in out
    assert "8 global minima, exactly equal" in out and "exactly 8 global" in out
    assert (
        "VERIFIED: theorem-7: exactly 32 critical points, by index [8, 16, 8], all "
        "nondegenerate; 8 local minima" in out
    )
    assert check(json.loads(path.read_text())).status == "VERIFIED"


def test_json(capsys):
    code, out, _ = run(capsys, "count", "--p", "2", "--dataset", "random:6:1", "--json")
    data = json.loads(out)
    assert code == 0
    assert (data["by_index"], data["euler"], data["pending"], data["global_minima"]) == (
        [2, 4, 2],
        0,
        0,
        1,
    )
    assert [result["checker"] for result in data["results"]] == ["VERIFIED"] * 2
    assert len(data["minima"]) == 2


def test_your_network_with_your_data(capsys, tmp_path: Path):
    data = tmp_path / "data.json"
    data.write_text(
        json.dumps({"samples": [{"state": {"bloch": [["3/5", "0", "4/5"]]}, "label": "1/2"}]})
    )
    code, out, _ = run(
        capsys, "count", "--generators", "X", "--observable", "Z", "--dataset", str(data)
    )
    assert code == 0
    assert (
        "the next minimum is higher" in out
        or "2 global minima, exactly equal" in out
        or "may be global" in out
    )


def test_a_loss_with_a_curve_of_minima(capsys):
    code, out, _ = run(capsys, "count", "--p", "2", "--dataset", "random:1:3")
    assert code == 1
    assert "PREMISE FAILS: degenerate: infinitely many critical points, the premise fails" in out
    assert "checker: VERIFIED: theorem-7: degenerate: " in out


def test_a_constant_loss(capsys):
    code, out, _ = run(
        capsys, "count", "--generators", "Z", "--observable", "Z", "--dataset", "random:2:0"
    )
    assert code == 1
    assert "checker: VERIFIED: theorem-7: degenerate: " in out
    assert "the loss is constant: every point is critical" in out


def test_boxes_that_are_left_are_written(capsys, tmp_path: Path):
    path = tmp_path / "left.json"
    code, out, _ = run(
        capsys, "count", "--instance", "latin", "--p", "2", "--max-boxes", "10", "--out", str(path)
    )
    assert code == 3
    assert "boxes were settled or divided" in out
    assert f"--resume {path}" in out
    left = json.loads(path.read_text())
    assert left["format"] == "symqnn-progress"
    assert (
        left["left"][0]["number"]
        == len(left["left"][0]["chart_and_t"])
        == "".join(left["blocks"][0]["charts"]).count("?")
        > 0
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--instance", "latin"], "p is None"),
        (["--instance", "other", "--p", "2"], "one of product, latin"),
        (["--instance", "latin", "--p", "2", "--dataset", "random:1:1"], "has its own loss"),
        (["--instance", "latin", "--p", "5"], "2 minutes"),
        ([], "no loss was given"),
        (["--p", "0"], "1 to 64"),
        (["--p", "2", "--dataset", "random:0:0"], "random:SAMPLES:SEED"),
        (["--p", "2", "--dataset", "missing.json"], "cannot be read"),
        (["--p", "2", "--max-boxes", "0"], "must be positive"),
        (["--p", "2", "--timeout", "nan"], "must be positive"),
        (["--generators", "Z", "--observable", "Y", "--p", "2"], "not both"),
        (["--p", "9"], "--force"),
        (["--p", "20"], "terms (budget"),
    ],
)
def test_bad_input(capsys, arguments, message):
    code, _, err = run(capsys, "count", *arguments)
    assert code == 2
    assert message in err


def test_sweep(capsys, tmp_path: Path):
    rows, image = tmp_path / "rows.csv", tmp_path / "rows.svg"
    arguments = [
        "sweep",
        "count",
        "--p",
        "2",
        "--samples",
        "10",
        "--out",
        str(rows),
        "--picture",
        str(image),
    ]
    code, out, _ = run(capsys, *arguments)
    assert code == 0
    assert "complete lists: 10; undecided: 0" in out
    assert "Euler sum not 0: 0" in out
    assert image.read_text().startswith("<svg")
    assert len(rows.read_text().splitlines()) == 12
    assert run(capsys, *arguments)[:2] == (code, out)
    code, out, _ = run(capsys, *arguments, "--json")
    assert sum(json.loads(out)["minima"].values()) == 10


def test_bad_sweeps(capsys):
    for arguments in (["--jobs", "0"], ["--p", "9"], ["--samples", "0"], ["--seed", "-1"]):
        assert run(capsys, "sweep", "count", *arguments)[0] == 2


def test_picture_of_nothing():
    assert "</svg>" in picture({}, "empty")
