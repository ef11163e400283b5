"""The commands about landscapes on demand, noise, orbits and benign losses: words, exit codes,
files.

Modules: commands/benign, report/figures_target.
"""

import json
from pathlib import Path

import pytest

from symqnn.checker import check_file
from symqnn.cli import main

BLIND = ["--generators", "ZI", "IZ", "--observable", "YY"]


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, out + err


def test_a_landscape_with_its_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target, picture = "-cos(2θ1) + 1/2*sin(4θ2)", tmp_path / "wells.svg"
    code, said = run(
        capsys,
        "construct",
        "landscape",
        "--p",
        "2",
        "--target",
        target,
        "--figure",
        str(picture),
        "--out",
        str(tmp_path),
    )
    assert code == 0 and "certificate: VERIFIED" in said and "samples" in said
    certificate = tmp_path / "product_p2.landscape.certificate.json"
    assert check_file(certificate).status == "VERIFIED"
    found = json.loads(certificate.read_text())["claim"]["coefficients"]
    assert set(found) == {"00", "10", "04"} and picture.read_text().startswith("<svg")


def test_a_target_that_no_dataset_has(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "construct", "landscape", *BLIND, "--target", "cos(2θ1)")
    assert (
        code == 1
        and "L_10 = 0" in said
        and "PREMISE FAILS" in said
        and "certificate: VERIFIED" in said
    )


def test_the_target_from_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.json"
    file.write_text('{"kind": "polynomial", "angles": 1, "terms": {"3": "1"}}')
    code, said = run(capsys, "construct", "landscape", "--p", "1", "--target", f"@{file}")
    assert code == 0 and "T = cos(4θ₁)" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["landscape", "--p", "1"], "needs --target"),
        (["landscape", "--p", "1", "--target", "sqrt(2)*cos(2θ1)"], "not rational"),
        (["landscape", "--p", "1", "--target", "cos(6θ1)"], "frequency 3"),
        (["theorem-2", "--p", "1", "--target", "cos(2θ1)"], "does not go with theorem-2"),
        (["twelve", "--p", "3"], "use many-minima"),
        (["noise", "--p", "1"], "needs --noise"),
        (["noise", "--p", "1", "--noise", "3/2"], "0 ≤ λ < 1"),
        (["orbit", "--p", "3"], "2(d-1)"),
    ],
)
def test_bad_input(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(capsys, "construct", *words)
    assert code == 2 and said in text


def test_twelve_noise_and_orbit(capsys: pytest.CaptureFixture[str]) -> None:
    code, said = run(capsys, "construct", "twelve")
    assert code == 0 and "12 strict minima (at least)" in said and "VERIFIED" in said
    code, said = run(capsys, "construct", "noise", "--p", "1", "--noise", "2/3")
    assert code == 0 and "at λ*" in said and "exactly 1 local minimum a" in said
    code, said = run(
        capsys, "construct", "orbit", "--generators", "X", "Y", "--observable", "1/2*I + 1/2*Z"
    )
    assert code == 0 and "for every ansatz" in said


def test_benign_and_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.json"
    file.write_text('{"kind": "polynomial", "angles": 1, "terms": {"3": "1", "2": "1/2"}}')
    code, said = run(capsys, "benign", "--dataset", str(file))
    assert code == 1 and "REFUTED: 1 of 2 local minima are spurious" in said
    # cos(φ1 - φ2): a circle of minima
    file.write_text('{"kind": "polynomial", "angles": 2, "terms": {"11": "1", "22": "1"}}')
    out = tmp_path / "benign.json"
    code, said = run(capsys, "benign", "--dataset", str(file), "--delta", "1/2", "--out", str(out))
    assert (
        code == 0
        and "no local minimum is more than δ = 1/2" in said
        and check_file(out).status == "VERIFIED"
    )
    code, said = run(capsys, "benign", "--dataset", str(file), "--delta", "0")
    assert code == 2 and "a positive number" in said
