"""Drawn certificates that grow, of which a search once had no answer: both checkers give one
within the budget.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from growth import case
from growth_search import CHECKERS, faults, measured

LEADS = [("fisher-rank", 104), ("fisher-rank", 106)]


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "seed"), LEADS)
def test_a_lead_of_the_search_is_answered(kind: str, seed: int, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(json.dumps(case(kind, seed), separators=(",", ":")))
    answers = {name: measured(command, path) for name, command in CHECKERS.items()}
    assert faults(answers) == []
