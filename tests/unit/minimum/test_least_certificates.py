"""Valid certificates of the kind least-value are verified, forged ones refused, by both checkers
alike.

Modules: checker/kinds/least, checker/mathematics/least_boxes, checker/mathematics/least_squares.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from least_certificates import forged, forged_symmetries, many_angles, valid

from symqnn.checker import check

SECOND = Path(__file__).parents[3] / "symqnn" / "second_checker" / "checker.js"
FORGED = {
    name: (certificate, place) for name, certificate, place in (*forged(), *forged_symmetries())
}
VALID = ["loss", "symmetric", "boxes", "ground"]


@pytest.mark.parametrize("name", VALID)
def test_valid_certificates_are_verified(name: str) -> None:
    assert check(valid(name)).status == "VERIFIED"


@pytest.mark.parametrize("name", FORGED)
def test_forged_certificates_are_refused(name: str) -> None:
    certificate, place = FORGED[name]
    verdict = check(certificate)
    assert verdict.status == "REJECTED", verdict
    assert verdict.place.startswith(place), verdict


@pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed: the second checker needs it"
)
def test_both_checkers_agree(tmp_path: Path) -> None:
    """The same word for valid and forged files, the same sentence for valid ones."""
    cases = {
        **{name: valid(name) for name in VALID},
        **{name: bad for name, (bad, _) in FORGED.items()},
    }
    files = [tmp_path / f"{k}.json" for k in range(len(cases))]
    for path, certificate in zip(files, cases.values(), strict=True):
        path.write_text(json.dumps(certificate))
    done = subprocess.run(
        ["node", str(SECOND), *map(str, files)], capture_output=True, text=True, check=False
    )
    for line, path, (name, certificate) in zip(
        done.stdout.splitlines(), files, cases.items(), strict=True
    ):
        first = check(certificate)
        word, _, said = line.partition(f" {path}: ")
        assert word == first.status, (name, line, first)
        assert word != "VERIFIED" or said == first.summary


@pytest.mark.slow
@pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed: the second checker needs it"
)
def test_both_checkers_read_squares_over_many_angles(tmp_path: Path) -> None:
    """Four Gram matrices 32 × 32 over eight of ten angles: 2^8 exponentials a function are too many
    to be written out for all pairs.
    """
    certificate = many_angles()
    path = tmp_path / "many.json"
    path.write_text(json.dumps(certificate))
    first = check(certificate)
    assert first.status == "VERIFIED"
    second = ["node", str(SECOND), str(path)]
    assert (
        subprocess.run(second, capture_output=True, text=True, check=False).stdout
        == f"VERIFIED {path}: {first.summary}\n"
    )
    gram = certificate["witness"]["proof"]["lists"][3]["gram"]
    gram[20][7] = str(int(gram[20][7]) + 1)
    path.write_text(json.dumps(certificate))
    assert check(certificate).status == "REJECTED"
    assert subprocess.run(second, capture_output=True, text=True, check=False).stdout.startswith(
        "REJECTED"
    )
