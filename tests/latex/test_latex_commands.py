"""What the commands print with --latex passes KaTeX; report.tex of ``symqnn verify`` compiles, with a PDF beside it."""

import shutil
from pathlib import Path

import pytest
from test_katex import refused
from test_pdflatex import compiled

from symqnn import QNN, State
from symqnn.cli import main
from symqnn.model.instance_file import Instance
from symqnn.report import latex
from symqnn.report.directory import write_report

NETWORK = ["--generators", "ZI", "3/5*IX + 4/5*IZ", "--observable", "(Y+I)(Y + 2*Z)"]
SHARED = ["--generators", "ZZ", "XI", "IX", "--angles", "gamma", "b/2", "b/2", "--observable", "ZI + XY"]
COMMANDS = [
    ["expand", *NETWORK, "--latex"],
    ["expand", *NETWORK, "--latex", "--form", "sum", "--order", "degree", "--common-denominator"],
    ["expand", "--family", "paper_experiment", "layers=20", "--latex"],
    ["independence", *NETWORK, "--latex"],
    ["independence", "--generators", "ZI", "IZ", "--observable", "YY", "--latex"],
    ["count", "--instance", "latin", "--p", "2", "--latex"],
    ["haar", "--p", "1", "--table", "--latex"],
    ["expand", *SHARED, "--latex"],
]


def printed(command: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    assert main(command) in (0, 1)
    return capsys.readouterr().out.strip()


def test_commands_print_one_display(capsys: pytest.CaptureFixture[str]) -> None:
    codes = [printed(command, capsys) for command in COMMANDS]
    for code in codes:
        assert code.startswith(r"\begin{align*}") and code.endswith(r"\end{align*}") and code.count("align*") == 2 and code.isascii()
    assert r"\tfrac{1}{25}\bigl(" in codes[1]
    assert r"e^{-i(\tfrac{1}{2} b)H_{2}} e^{-i\gamma H_{1}}" in codes[-1] and r"f(\rho, \theta) &= \cos b" in codes[-1]
    assert "not multiplied out" in codes[2]
    assert refused(codes) == []


def test_the_report_compiles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", *NETWORK, "--out", str(tmp_path / "out")]) == 0
    said = capsys.readouterr().out
    source = (tmp_path / "out" / "report.tex").read_text(encoding="ascii")
    hashes = [path.name for path in (tmp_path / "out").glob("*.certificate.json*")]
    plain = source.replace(r"\allowbreak{}", "").replace(r"\_", "_")
    assert hashes and all(name in plain for name in hashes)
    assert all(part in source for part in ("Verdicts", "Statements", "Networks", "SHA-256", "Definition 1", r"\Phi_{\xi}(M)", "general", "instances"))
    assert ("report.pdf" in said.replace("no report.pdf", "")) == (tmp_path / "out" / "report.pdf").exists() == (latex.engine() is not None)
    shutil.copytree(tmp_path / "out" / "figures", tmp_path / "figures")
    compiled(source, tmp_path)
    assert "Overfull" not in compiled(source, tmp_path)  # the second run knows the widths of the tables


def test_without_latex_the_report_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    instance = Instance("x", QNN(["X"], "Z+I"), State.zero(1))
    assert [path.name for path in write_report(tmp_path, [instance], [], [], []).files] == ["report.md", "report.tex", "report.html", "check.pyz"]
    assert latex.missing_pdf().startswith("none of pdflatex, lualatex, xelatex was found")
