"""The certified gap to the best possible stands in every report that tells of training."""

from __future__ import annotations

import json
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from symqnn.cli import main
from symqnn.commands import train
from symqnn.experiments import figure_2
from symqnn.experiments.outcome import ExperimentOutcome
from symqnn.report.directory import write_report
from symqnn.report.training_gaps import UNKNOWN
from symqnn.statements import verify

GAP = "certified gap to the best possible"


@pytest.fixture(scope="module")
def trained() -> ExperimentOutcome:
    """A small run of figure 2: one dataset of Theorem 2, whose least loss is exact."""
    return figure_2.run(replace(figure_2.Settings(), p=2, restarts=40))


def test_a_report_tells_the_gaps(trained: ExperimentOutcome, tmp_path: Path) -> None:
    instances = verify.paper_instances()[:1]
    results = list(verify.run(verify.steps(instances)[:1]))
    unknown = replace(trained, experiment="figure-9", gaps=())
    none, outcomes = [None] * len(results), [trained, unknown]
    report = write_report(tmp_path, instances, results, none, none, trained=outcomes)
    (sentence,) = trained.gaps
    assert GAP in sentence
    page = unescape((tmp_path / "report.html").read_text())
    assert sentence in page
    assert page.count(UNKNOWN) == 1
    assert GAP in (tmp_path / "report.tex").read_text()
    assert not report.earlier
    write_report(tmp_path, instances, results, none, none)
    for name in ("report.html", "report.tex"):
        assert GAP not in (tmp_path / name).read_text()


@pytest.mark.slow
def test_verify_with_experiments_writes_the_gaps(
    trained: ExperimentOutcome,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(train, "experiments", lambda *_: [trained])
    arguments = ["verify", "--family", "paper_experiment", "layers=1", "--experiments", "quick"]
    assert main([*arguments, "--json", "--out", str(tmp_path)]) in (0, 3)
    found = json.loads(capsys.readouterr().out)
    assert found["experiments"][0]["gaps"] == list(trained.gaps)
    assert GAP in (tmp_path / "report.html").read_text()
    assert not (tmp_path / "earlier").exists()
