"""As many samples as angles, all fitted exactly at several points: these minima are equal, and both
checkers see why.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.critical import critical_points_certificate
from symqnn.checker import check
from symqnn.cli import main
from symqnn.roots.critical import critical_points
from symqnn.roots.critical_list import CriticalPoints
from symqnn.roots.square_ties import list_ties

SECOND = Path(__file__).parents[3] / "symqnn" / "second_checker" / "checker.js"
FIT = ({"11": 1, "20": "1/3"}, {"02": 1, "10": "1/2", "22": "1/5"})


def found(*terms: dict[str, Any], scale: Fraction = Fraction(1, 2)) -> CriticalPoints:
    parts = tuple(TrigPoly.from_terms(part) for part in terms)
    loss = sum((part * part for part in parts[1:]), parts[0] * parts[0]) * scale
    return replace(critical_points(loss), residuals=parts)


def test_common_zeros_that_are_no_rational_points_are_equal_minima() -> None:
    """cos φ_1 cos φ_2 + sin φ_1/3 = 0 = sin φ_2 + cos φ_1/2 + sin φ_1 sin φ_2/5 at four points."""
    complete = found(*FIT)
    assert list_ties(replace(complete, residuals=())) == [None]
    (proof,) = list_ties(complete)
    assert proof is not None and proof.number == 4 and len(proof.squares) == 2
    answer = check(critical_points_certificate(complete))
    assert answer.status == "VERIFIED" and "exactly 4 global, 0 spurious" in answer.summary


def test_without_a_common_zero_nothing_is_decided_by_squares() -> None:
    apart = found(
        {"11": "1/4", "00": 2, "22": "1/7"}, {"20": 1, "02": "1/2", "10": "1/3", "01": "1/9"}
    )
    proofs = list_ties(apart)
    assert all(proof is None or not proof.squares for proof in proofs)


def test_squares_of_another_loss_or_more_of_them_than_angles_decide_nothing() -> None:
    complete = found(*FIT)
    other = TrigPoly.from_terms({"11": 1, "20": "1/4"})
    for residuals in (
        (other, complete.residuals[1]),
        (*complete.residuals, other),
        complete.residuals[:1],
    ):
        assert list_ties(replace(complete, residuals=residuals)) == [None]


def test_periods_are_shortened_with_the_loss() -> None:
    """In 2φ the residuals are those above; in φ each zero is one of four."""
    double = tuple(
        {
            "".join(str(d and 2 * ((d + 1) // 2) * 2 - d % 2) for d in map(int, key)): value
            for key, value in part.items()
        }
        for part in FIT
    )
    complete = found(*double)
    assert complete.blocks[0].multiples == (2, 2)
    (proof,) = list_ties(complete)
    assert proof is not None and proof.number == 4
    answer = check(critical_points_certificate(complete))
    assert answer.status == "VERIFIED" and "exactly 16 global" in answer.summary


def mutants(certificate: Any) -> Iterator[Any]:
    """Every number of the squares changed, every coefficient left out, the squares exchanged for
    one another.
    """
    squares = certificate["witness"]["blocks"][0]["ties"]["squares"]
    for j, (_, poly) in enumerate(squares):
        for key in poly:
            for change in ("7/11", "-1/3", None):
                copy = deepcopy(certificate)
                there = copy["witness"]["blocks"][0]["ties"]["squares"][j][1]
                there.pop(key) if change is None else there.__setitem__(key, change)
                yield copy
        for weight in ("1", "-1/2", "0", "1/3"):
            copy = deepcopy(certificate)
            copy["witness"]["blocks"][0]["ties"]["squares"][j][0] = weight
            yield copy


def test_every_changed_leaf_is_refused_by_both_checkers(tmp_path: Path) -> None:
    listed = list(mutants(critical_points_certificate(found(*FIT))))
    assert len(listed) == 5 * 3 + 8
    assert {check(mutant).status for mutant in listed} == {"REJECTED"}
    if shutil.which("node") is None:
        return
    files = [tmp_path / f"{k}.json" for k in range(len(listed))]
    for file, mutant in zip(files, listed, strict=True):
        file.write_text(json.dumps(mutant))
    done = subprocess.run(
        ["node", str(SECOND), *map(str, files)], capture_output=True, text=True, check=False
    )
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["REJECTED"] * len(files)


@pytest.mark.slow
def test_the_command_line_says_exactly_equal(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A dataset of two samples whose labels are outputs at a rational point: another point fits
    them, too.
    """
    data = {
        "samples": [
            {"state": {"bloch": [["3/5", "0", "4/5"], ["0", "5/13", "12/13"]]}, "label": "1/5"},
            {"state": {"bloch": [["0", "4/5", "3/5"], ["12/13", "0", "5/13"]]}, "label": "1/7"},
        ]
    }
    path = tmp_path / "two.json"
    path.write_text(json.dumps(data))
    assert (
        main(
            [
                "count",
                "--generators",
                "ZI",
                "IZ",
                "--observable",
                "YY + 1/2*YI + 1/3*IY + 1/5*XI",
                "--dataset",
                str(path),
            ]
        )
        == 0
    )
    out = capsys.readouterr().out
    assert "global minima, exactly equal" in out and "may be global" not in out
