"""The search for losses with many minima: what is proved, what not, Ctrl-C, seeds and workers.

Modules: roots/minima_search, statements/minima_search.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from symqnn.certificate.check import run_checker
from symqnn.cli import main
from symqnn.errors import InputError
from symqnn.roots.minima_search import Candidate, Walk, count_minima, rounded, search_round
from symqnn.statements import minima_search
from symqnn.statements.minima_search import by_minima, certified, certify, search


def twelve() -> np.ndarray:
    """A form with 12 minima that the search finds, in floats."""
    found = np.zeros((5, 5))
    found[3, 0] = found[0, 3] = 1.0
    found[4, 0] = found[0, 4] = -59.0
    found[3, 3], found[4, 4] = -11.0, 60.0
    return found / np.linalg.norm(found)


def test_twelve_are_counted_and_proved() -> None:
    assert count_minima(twelve()[None]).tolist() == [12]
    proved, reason = certified(Candidate(twelve(), 12, 0))
    assert proved is not None
    assert proved.minima == 12
    assert reason == "12 are proved"
    assert proved.points.by_index == (12, 16, 4)


def test_what_floats_say_is_not_claimed() -> None:
    # 13 and a constant in one angle: the first has 12 with proof, the second no isolated minima
    flat = np.zeros((5, 5))
    flat[1, 0] = 1.0
    best, refused = certify([Candidate(twelve(), 13, 4), Candidate(flat, 13, 5)])
    assert best is None
    assert len(refused) == 2
    assert "no rational polynomial" in refused[0]


def test_rounding_keeps_the_count() -> None:
    poly = rounded(Candidate(twelve(), 12, 0))
    assert poly is not None
    assert max(value.denominator for _, value in poly.terms()) <= 1000


def test_the_seed_decides_not_the_workers() -> None:
    walk = Walk(8, 4)
    first, second = (search(3, 3, jobs, walk=walk) for jobs in (1, 2))
    assert [c.round for c in first] == [c.round for c in second]
    for a, b in zip(first, second, strict=True):
        assert np.array_equal(a.coefficients, b.coefficients)
    assert by_minima(first) == first
    assert search_round(3, 0, walk).minima != 0


@pytest.mark.parametrize(
    ("option", "value"), [("--rounds", "0"), ("--jobs", "0"), ("--seed", "-1")]
)
def test_bad_numbers(option: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search-minima", option, value]) == 2
    assert option[2:] in capsys.readouterr().err


def test_bad_rounds_in_python() -> None:
    with pytest.raises(InputError, match="rounds"):
        search(0, 10**9)


def test_ctrl_c_certifies_the_best(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(seed: int, rounds: int, jobs: int, keep: minima_search.Keep) -> None:
        keep(Candidate(twelve(), 12, 0), 1)
        raise KeyboardInterrupt

    monkeypatch.setattr(minima_search, "search", interrupted)
    out = tmp_path / "best.json"
    assert main(["search-minima", "--json", "--out", str(out)]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["interrupted"]
    assert said["minima"] == 12
    assert run_checker([out])[0].status == "VERIFIED"


@pytest.mark.slow
def test_twelve_from_scratch(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search-minima", "--rounds", "1"]) == 0
    said = capsys.readouterr().out
    assert (
        "proved: a loss with 12 local minima a period, as many as the 12 of construct twelve"
        in said
    )
