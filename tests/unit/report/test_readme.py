"""The table of the README and the formula of the page "start" are what the tool makes."""

import re
import shlex
from pathlib import Path

import pytest

from symqnn import ansatz, theorem_2
from symqnn.cli import main
from symqnn.loss.training import loss

README = Path(__file__).parents[3] / "README.md"


def test_formula_is_the_tools() -> None:
    made = theorem_2(ansatz.paper_experiment(2)).construction
    formula = loss(made.qnn, made.dataset).to_latex(name=r"L(\theta)", common_denominator=True)
    start = README.parent / "docs/start.md"
    assert f"```{{math}}\n{formula}\n```" in start.read_text()


def test_the_printed_table_is_what_verify_prints(capsys: pytest.CaptureFixture[str]) -> None:
    """Each row of the README's table begins a row of the command above it, status and checker
    included.
    """
    block = README.read_text().split("$ .venv/bin/symqnn ")[1].split("```")[0]
    command, _, *rows = block.strip().splitlines()
    assert main(shlex.split(command)) == 0
    said = capsys.readouterr().out.splitlines()
    for row in (row for row in rows if row != "…"):
        cells = re.split(r"  +", row)
        assert any(
            all(cell in line for cell in cells) and line.startswith(cells[0]) for line in said
        ), row


def test_named_files_exist() -> None:
    """Every path that the README and the page "paper → code" name is there (one that ends in * or _
    begins a family of them).
    """
    text = README.read_text() + (README.parent / "docs/reference/paper.md").read_text()
    named = re.findall(r"(?:proofs|notebooks|docs|statements|experiments)/[\w/*.]*", text)
    named = [name for name in named if not name.startswith("docs/_build")]
    roots = (README.parent, README.parent / "symqnn")
    missing = [
        name
        for name in named
        if not any(list(root.glob(name.rstrip("/.*") + "*")) for root in roots)
    ]
    assert len(named) > 20
    assert missing == []
