"""The statement spurious-minimum: a strict local minimum above the loss elsewhere, also where the
loss is degenerate.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from both_checkers import NEEDS_NODE, verdicts_of_both

from symqnn.checker import check
from symqnn.cli import main
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.statements.benign import BenignAnswer, answer
from symqnn.statements.landscapes import training
from symqnn.status import Status

# f = (1/2 + cos φ1)(1/2 + cos φ2), one sample with label 1: the zeros are a curve, and at (π, π),
# where f = 1/4 is a local maximum, the loss (f - 1)² has an isolated minimum of value 9/16
QNN_2 = QNN(["ZI", "IZ"], "(Y+1/2*I)(Y+1/2*I)")
DATA = Dataset.from_bloch([[(0, 1, 0), (0, 1, 0)]], [1])


def refuted(delta: object = None) -> BenignAnswer:
    return answer(training("trap", QNN_2, DATA), delta)


@pytest.fixture(scope="module")
def valid() -> dict[str, Any]:
    found = refuted()
    assert found.status is Status.REFUTED
    assert found.certificate is not None
    return found.certificate


def changed(certificate: dict[str, Any], path: tuple[Any, ...], value: object) -> dict[str, Any]:
    other = copy.deepcopy(certificate)
    place: Any = other
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return other


FORGED: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "gap_above_the_distance": lambda old: changed(old, ("claim", "gap"), "9/16"),
    "gap_zero": lambda old: changed(old, ("claim", "gap"), "0"),
    "gap_negative": lambda old: changed(old, ("claim", "gap"), "-1/2"),
    "gap_null": lambda old: changed(old, ("claim", "gap"), None),
    "spurious_two": lambda old: changed(old, ("claim", "spurious"), "2"),
    "spurious_null": lambda old: changed(old, ("claim", "spurious"), None),
    "below_is_above": lambda old: changed(old, ("witness", "below"), [["0", "1"], ["1", "0"]]),
    "below_the_minimum_itself": lambda old: changed(
        old, ("witness", "below"), [["-1", "0"], ["-1", "0"]]
    ),
    "below_off_the_circle": lambda old: changed(
        old, ("witness", "below"), [["1/2", "1/2"], ["1", "0"]]
    ),
    "below_one_angle": lambda old: changed(old, ("witness", "below"), [["1", "0"]]),
    "below_missing": lambda old: changed(old, ("witness",), {}),
    "below_of_another_statement": lambda old: changed(old, ("statement",), "local-minima"),
    "other_label": lambda old: changed(old, ("instance", "samples", 0, "label"), "1/4"),
    "saddle": lambda old: changed(old, ("claim", "minima", 0, "at"), [["1", "0"], ["-1", "0"]]),
}


def test_the_gap(valid: dict[str, Any]) -> None:
    assert valid["statement"] == "spurious-minimum"
    assert Fraction(valid["claim"]["gap"]) <= Fraction(9, 16)
    assert Fraction(valid["claim"]["gap"]) > Fraction(56, 100)
    assert check(valid).status == "VERIFIED"


@pytest.mark.parametrize("name", FORGED)
def test_forged(name: str, valid: dict[str, Any]) -> None:
    assert check(FORGED[name](valid)).status == "REJECTED"


@NEEDS_NODE
def test_both_checkers_say_the_same(valid: dict[str, Any], tmp_path: Path) -> None:
    files = {"valid": valid, "smaller_gap": changed(valid, ("claim", "gap"), "1/2")}
    files |= {name: change(valid) for name, change in FORGED.items()}
    words = list(verdicts_of_both(files, tmp_path).values())
    assert words == ["VERIFIED"] * 2 + ["REJECTED"] * len(FORGED)


def test_not_refuted_for_a_larger_delta() -> None:
    assert refuted("3/5").status is not Status.REFUTED


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "trap.json"
    file.write_text('{"samples":[{"state":{"bloch":[["0","1","0"],["0","1","0"]]},"label":"1"}]}')
    network = ["benign", "--generators", "ZI", "IZ", "--observable", "(Y+1/2*I)(Y+1/2*I)"]
    assert main([*network, "--dataset", str(file), "--out", str(tmp_path / "found.json")]) == 1
    said = capsys.readouterr().out
    assert "REFUTED: a strict local minimum is 703/1250 or more above the least value" in said
    assert "checker: VERIFIED" in said


def test_the_boxes_of_the_search_and_of_the_proof_are_told_apart(
    capsys: pytest.CaptureFixture[str],
) -> None:
    loss = ["--generators", "Z", "--observable", "X", "--dataset", "random:2:0"]
    assert main(["benign", *loss, "--delta", "1/10"]) == 0
    found, said = capsys.readouterr().out.splitlines()
    assert found.endswith(" boxes looked at)")
    assert said.endswith(" boxes)")
