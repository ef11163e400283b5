"""What ``--latex`` prints stays inside the text of a default article: 345 pt, nothing set."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from symqnn.cli import main

TWO = '{"bloch": [["3/5","4/5",0],["3/5","4/5",0]]}'
FIVE = (
    '{"bloch": '
    '[["3/5","4/5",0],["3/5","4/5",0],["3/5","4/5",0],["3/5","0","4/5"],["0","4/5","3/5"]]}'
)
PLUS = '{"bloch": [[1,0,0],[1,0,0],[1,0,0],[1,0,0]]}'
COMMANDS = {
    "haar_3": ["haar", "--p", "3"],
    "haar_table": ["haar", "--p", "5", "--table"],
    "expand_p5": ["expand", "--family", "paper_experiment", "layers=5", "--state", FIVE],
    "expand_matrices": [
        "expand",
        "--family",
        "random_network",
        "dimension=4",
        "layers=3",
        "seed=1",
    ],
    "expand_qaoa": [
        "expand",
        "--family",
        "qaoa",
        "edges=0-1,1-2,2-3,0-3",
        "repetitions=2",
        "--state",
        PLUS,
    ],
    "expand_short": [
        "expand",
        "--family",
        "paper_experiment",
        "layers=2",
        "--leading",
        "3",
        "--state",
        TWO,
    ],
    "count_latin": ["count", "--instance", "latin", "--p", "2"],
    "count_p4": ["count", "--instance", "product", "--p", "4", "--no-check"],
    "count_p5": ["count", "--instance", "product", "--p", "5", "--no-check"],
    "count_short": ["count", "--instance", "product", "--p", "4", "--no-check", "--leading", "3"],
    "count_random": ["count", "--p", "3", "--dataset", "random:9:1"],
    "independence": [
        "independence",
        "--family",
        "random_network",
        "dimension=4",
        "layers=3",
        "seed=1",
    ],
    "minimise": ["minimise", "--p", "2", "--dataset", "random:3:1"],
}


@pytest.mark.parametrize(
    "name",
    [
        *(
            name if name == "haar_table" else pytest.param(name, marks=pytest.mark.slow)
            for name in COMMANDS
        )
    ],
)
def test_nothing_sticks_out(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not installed")
    assert main([*COMMANDS[name], "--latex"]) in (0, 1, 3)
    body = capsys.readouterr().out
    if "\\begin{align" not in body:
        body = f"\\[{body}\\]"
    (tmp_path / "a.tex").write_text(
        "\\documentclass{article}\\usepackage{amsmath}\\begin{document}\n"
        f"{body}\n\\end{{document}}\n"
    )
    command = ["pdflatex", "-interaction=nonstopmode", "-no-shell-escape", "a.tex"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
    log = (tmp_path / "a.log").read_text(errors="replace")
    assert done.returncode == 0, [line for line in log.splitlines() if line.startswith("!")]
    assert re.findall(r"Overfull \\[hv]box \(([0-9.]+)pt", log) == []
