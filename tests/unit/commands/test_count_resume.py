"""symqnn count that stops and goes on: budgets, Ctrl-C, files that do not fit.

Modules: certificate/progress.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.critical import critical_points_certificate
from symqnn.certificate.progress import progress_json, read_progress
from symqnn.checker import check
from symqnn.cli import main
from symqnn.errors import InputError
from symqnn.roots.critical import critical_points
from symqnn.roots.watch import SearchBudget
from symqnn.statements.landscapes import named_landscape

THREE = ("count", "--p", "3", "--dataset", "random:9:1")


def run(capsys, *arguments):
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_a_search_in_steps_gives_the_certificate_of_one_in_one_go(capsys, tmp_path: Path):
    path, codes = tmp_path / "points.json", []
    while not codes or codes[-1] == 3:
        codes.append(run(capsys, *THREE, "--max-boxes", "500", "--resume", str(path))[0])
    assert codes[-1] == 0 and len(codes) >= 2
    certificate = json.loads(path.read_text())
    assert check(certificate).status == "VERIFIED"
    whole = critical_points_certificate(critical_points(_loss()), certificate["instance"]["loss"])
    assert certificate["claim"] == whole["claim"]
    code, out, _ = run(capsys, *THREE, "--resume", str(path))
    assert code == 0
    assert "that search is finished" in out
    assert "checker: VERIFIED" in out


def _loss():
    from symqnn.model.ansatz import paper_experiment
    from symqnn.model.instance_file import Instance, default_state
    from symqnn.statements.landscapes import network_landscape

    qnn = paper_experiment(3)
    return network_landscape(Instance("experiment", qnn, default_state(qnn)), "random:9:1").poly


def test_boxes_and_seconds_add_up(capsys, tmp_path: Path):
    path = tmp_path / "points.json"
    run(capsys, *THREE, "--max-boxes", "300", "--out", str(path))
    first = json.loads(path.read_text())["blocks"][0]
    run(capsys, *THREE, "--max-boxes", "300", "--resume", str(path))
    second = json.loads(path.read_text())["blocks"][0]
    assert (
        second["boxes"] > first["boxes"] > 300 and second["milliseconds"] >= first["milliseconds"]
    )


def test_control_c_keeps_what_is_done(tmp_path: Path):
    path, (screen, terminal) = tmp_path / "points.json", os.openpty()
    command = [
        sys.executable,
        "-m",
        "symqnn.cli",
        "count",
        "--instance",
        "latin",
        "--p",
        "5",
        "--force",
        "--out",
        str(path),
    ]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=terminal, text=True)
    os.close(terminal)
    seen = b""
    while b" waiting" not in seen:  # the search has begun
        seen += os.read(screen, 1000)
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=120)
    os.close(screen)
    assert child.returncode == 3
    assert "interrupted" in out and f"--resume {path}" in out
    assert [entry.name for entry in tmp_path.iterdir()] == ["points.json"]
    kept = json.loads(path.read_text())
    poly = named_landscape("latin", 5).poly
    found = read_progress(kept, poly, "points.json")
    assert found.pending == kept["left"][0]["number"] > 0
    further = critical_points(poly, SearchBudget(max_boxes=1), force=True, earlier=found)
    assert further.boxes > found.boxes and further.number >= found.number


def test_blocks_after_a_stop_are_not_started_and_go_on_later():
    poly = TrigPoly.from_terms(
        {"1100": 1, "2000": "1/3", "0100": "1/5", "0011": 1, "0020": "1/7", "0001": "1/2"}
    )
    stopped = critical_points(poly, SearchBudget(max_boxes=10))
    assert [part.stopped for part in stopped.enumerations] == [True, True] and stopped.enumerations[
        1
    ].boxes == 0
    again = read_progress(
        json.loads(json.dumps(progress_json("two blocks", stopped))), poly, "file"
    )
    assert [len(part.pending) for part in again.enumerations] == [
        len(part.pending) for part in stopped.enumerations
    ]
    finished = critical_points(poly, earlier=again)
    assert finished.by_index == critical_points(poly).by_index
    assert check(critical_points_certificate(finished)).status == "VERIFIED"


def _change(field, value):
    return lambda data: data["blocks"][0].__setitem__(field, value(data["blocks"][0][field]))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: data.__setitem__("format", "symqnn-instance"), "no progress file"),
        (lambda data: data["loss"]["terms"].__setitem__("000", "7"), "another loss"),
        (lambda data: data.__setitem__("blocks", []), "1 blocks of angles"),
        (_change("charts", lambda charts: [charts[0][:-1], *charts[1:]]), "ends too early"),
        (_change("charts", lambda charts: [charts[0] + "?", *charts[1:]]), "goes on after its end"),
        (_change("charts", lambda charts: ["x", *charts[1:]]), "unknown step"),
        (_change("charts", lambda charts: ["0" * 50 + "?" * 51, *charts[1:]]), "less than 2"),
        (_change("charts", lambda charts: charts[1:]), "not one subdivision a chart"),
        (
            _change("points", lambda points: [[["5", "7", "12345678901234"]], *points[1:]]),
            "no critical point",
        ),
        (_change("points", lambda points: [[["a", "b"]], *points[1:]]), "damaged"),
        (_change("points", lambda points: [part[:-1] for part in points]), "not as many boxes"),
        (_change("boxes", lambda boxes: None), "damaged"),
        (_change("origin", lambda origin: ["1/2", *origin[1:]]), "other fields"),
        (_change("precision", lambda precision: 12), "damaged"),
        (lambda data: data["blocks"][0].pop("charts"), "other fields"),
    ],
)
def test_files_that_do_not_fit_are_refused(damage, message):
    poly = named_landscape("latin", 3).poly
    data = progress_json("latin", critical_points(poly, SearchBudget(max_boxes=500)))
    assert "?" in "".join(data["blocks"][0]["charts"])
    damage(data)
    with pytest.raises(InputError, match=message):
        read_progress(data, poly, "file")


def test_a_box_called_empty_that_is_not_is_caught_by_the_checker(capsys, tmp_path: Path):
    path = tmp_path / "points.json"
    run(capsys, "count", "--instance", "latin", "--p", "2", "--max-boxes", "20", "--out", str(path))
    data = json.loads(path.read_text())
    data["blocks"][0]["charts"] = [text.replace("?", "a") for text in data["blocks"][0]["charts"]]
    path.write_text(json.dumps(data))
    code, out, _ = run(capsys, "count", "--instance", "latin", "--p", "2", "--resume", str(path))
    assert code in (1, 3) and "Theorem 7: PROVED" not in out and "certified list" not in out


def test_without_the_checker_nothing_is_proved(capsys):
    code, out, _ = run(capsys, "count", "--instance", "latin", "--p", "2", "--no-check")
    assert (
        code == 3 and "PROVED" not in out and "not checked" in out and "certified list" not in out
    )
