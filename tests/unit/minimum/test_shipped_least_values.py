"""The shipped certificates of least values: both checkers verify them, forgeries of them are
refused, ``prove`` keeps them.

Modules: statements/least_problems, statements/least_value.
"""

from __future__ import annotations

import copy
import json
import math
import shutil
import subprocess
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from symqnn.checker import check
from symqnn.errors import InputError, SymqnnError
from symqnn.statements.least_problems import read_least_problem
from symqnn.statements.problems import prove_folder, read_problem

ROOT = Path(__file__).parents[3]
SECOND = ROOT / "symqnn" / "second_checker" / "checker.js"
SHIPPED = ROOT / "proofs" / "least_value"
NAMES = sorted(path.name.removesuffix(".problem.json") for path in SHIPPED.glob("*.problem.json"))
H2_ENERGY = -1.145599124  # by exact diagonalisation of the Hamiltonian of the problem
KNOWN = {
    "qaoa_ring_n4_p1": -2,
    "qaoa_ring_n6_p2": -4,
    "qaoa_k33_p1": 9 - 18 * (1 / 2 + 1 / (3 * math.sqrt(3))),
    "qaoa_own_angles_n4": -2,
    "xy_ring_n9": -9 * math.cos(math.pi / 9),
    "h2_real_amplitudes_reps1": H2_ENERGY,
    "ising_n4_real_amplitudes_reps1": -4.734230848,  # 200 descents in floats
}
Json = dict[str, Any]


def shipped(name: str) -> Json:
    return dict(json.loads((SHIPPED / f"{name}.certificate.json").read_text()))


def forgeries(name: str) -> Iterator[tuple[str, Json]]:
    """One digit of a Gram matrix, the bound raised by 1e-6, a monomial left out (of the loss, the
    remainder, the functions).
    """
    honest = shipped(name)
    proof = honest["witness"]["proof"]
    listed = proof.get("lists", [])
    for k in sorted({0, len(listed) // 2, len(listed) - 1} & set(range(len(listed)))):
        entry = listed[k]
        bad = copy.deepcopy(honest)
        row = bad["witness"]["proof"]["lists"][k]["gram"][len(entry["gram"]) // 2]
        row[-1] = row[-1][:-1] + str((int(row[-1][-1]) + 1) % 10)
        yield f"one digit of Gram matrix {k}", bad
        if "symmetries" in entry:
            bad = copy.deepcopy(honest)
            words = bad["witness"]["proof"]["lists"][k]["symmetries"]
            first = sorted(words)[0]
            words[first] = {"+": "-", "-": "+"}[words[first]]
            yield f"a sign of list {k}", bad
    bad = copy.deepcopy(honest)
    low = bad["claim"]["least_value"][0]
    bad["claim"]["least_value"][0] = str(Fraction(low) + Fraction(1, 10**6))
    if proof["kind"] == "squares":
        yield "the bound raised by 1e-6", bad
    bad = copy.deepcopy(honest)
    if bad["instance"]["loss"]["kind"] == "polynomial":
        terms = bad["instance"]["loss"]["terms"]
        del terms[sorted(terms)[-1]]
        yield "a monomial of the loss missing", bad
    bad = copy.deepcopy(honest)
    if proof.get("remainder"):
        del bad["witness"]["proof"]["remainder"][sorted(proof["remainder"])[0]]
        yield "a monomial of the remainder missing", bad
    bad = copy.deepcopy(honest)
    if proof.get("lists"):
        entry = bad["witness"]["proof"]["lists"][0]
        del entry["basis"][-1], entry["gram"][-1]
        yield "a function of the squares missing", bad


DEAR = {  # up to a second a check
    *("ising_n3_real_amplitudes_reps1", "ising_n4_real_amplitudes_reps1", "qaoa_own_angles_n4"),
}
FORGED = [(name, what, bad) for name in NAMES for what, bad in forgeries(name) if name not in DEAR]


@pytest.mark.parametrize("name", NAMES)
def test_shipped_least_values_hold_and_agree_with_what_is_known(name: str) -> None:
    certificate = shipped(name)
    assert check(certificate).status == "VERIFIED"
    low, high = (float(Fraction(end)) for end in certificate["claim"]["least_value"])
    problem = json.loads((SHIPPED / f"{name}.problem.json").read_text())
    assert high - low <= float(Fraction(problem["instance"]["gap"]))
    if name in KNOWN:
        assert low - 1e-8 <= KNOWN[name] <= high + 1e-8


def test_every_forgery_of_a_shipped_least_value_is_refused() -> None:
    answers = {(name, what): check(bad) for name, what, bad in FORGED}
    assert len(answers) > 3 * len(NAMES)
    assert {case: answer for case, answer in answers.items() if answer.status != "REJECTED"} == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(DEAR))
def test_every_forgery_of_a_large_one_is_refused(name: str) -> None:
    answers = {what: check(bad).status for what, bad in forgeries(name)}
    assert len(answers) > 7
    assert set(answers.values()) == {"REJECTED"}


@pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed: the second checker needs it"
)
@pytest.mark.slow
def test_the_second_checker_agrees_on_shipped_and_forged_least_values(tmp_path: Path) -> None:
    cases = [(f"{name}: shipped", shipped(name), "VERIFIED") for name in NAMES]
    cases += [(f"{name}: {what}", bad, "REJECTED") for name, what, bad in FORGED]
    paths = [tmp_path / f"{k}.json" for k in range(len(cases))]
    for path, (_, certificate, _) in zip(paths, cases, strict=True):
        path.write_text(json.dumps(certificate))
    command = ["node", str(SECOND), *map(str, paths)]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    wrong = [
        (case[0], line)
        for case, line in zip(cases, lines, strict=True)
        if line.split()[0] != case[2]
    ]
    assert wrong == []


def put(folder: Path, name: str) -> Path:
    """A copy of a shipped problem with its certificate."""
    for ending in ("problem", "certificate"):
        shutil.copy(SHIPPED / f"{name}.{ending}.json", folder)
    return folder / f"{name}.certificate.json"


@pytest.mark.slow
def test_prove_keeps_what_holds_and_searches_again_for_what_does_not(tmp_path: Path) -> None:
    path = put(tmp_path, "qaoa_ring_n6_p2")
    before = path.read_bytes()
    (outcome,) = prove_folder(tmp_path)
    assert (outcome.change, outcome.check.status, str(outcome.status)) == (
        "kept",
        "VERIFIED",
        "PROVED",
    )
    assert path.read_bytes() == before
    _, what, bad = next(case for case in FORGED if case[0] == "qaoa_ring_n6_p2")
    path.write_text(json.dumps(bad))  # it answers the problem, but the checker refuses it
    (outcome,) = prove_folder(tmp_path)
    assert (outcome.change, outcome.check.status) == ("changed", "VERIFIED"), what
    (outcome,) = prove_folder(tmp_path)
    assert outcome.change == "kept"
    path.write_text("{")
    (outcome,) = prove_folder(tmp_path)
    assert (outcome.change, outcome.check.status) == ("changed", "VERIFIED")
    (outcome,) = prove_folder(tmp_path, afresh=True)
    assert outcome.change in ("changed", "unchanged")


def test_a_certificate_of_another_problem_is_not_kept(tmp_path: Path) -> None:
    """Of another loss, another statement, or with a larger gap than is asked for, though the
    checker verifies it.
    """
    other = put(tmp_path, "h2_real_amplitudes_reps0")
    problem = tmp_path / "h2_real_amplitudes_reps0.problem.json"
    asked = json.loads(problem.read_text())
    assert [outcome.change for outcome in prove_folder(tmp_path)] == ["kept"]
    other.write_bytes((SHIPPED / "h2_real_amplitudes_reps1.certificate.json").read_bytes())
    assert [outcome.change for outcome in prove_folder(tmp_path)] == ["changed"]
    problem.write_text(json.dumps({**asked, "statement": "least-value"}))
    assert [outcome.change for outcome in prove_folder(tmp_path)] == ["changed"]
    smaller = {**asked["instance"], "gap": "1/100000000000"}
    read = read_least_problem("ground-state", smaller, "h2")
    assert not read.answered_by(shipped("h2_real_amplitudes_reps0"))
    assert not read.answered_by({})


@pytest.mark.parametrize(
    ("statement", "instance", "message"),
    [
        ("least-value", {"loss": {"family": "latin", "p": 2}}, "gap"),
        ("least-value", {"loss": {"family": "latin", "p": 2}, "gap": "0"}, "positive"),
        (
            "least-value",
            {"loss": {"family": "latin", "p": 2}, "gap": "1", "method": "magic"},
            "method",
        ),
        ("least-value", {"loss": 5, "gap": "1"}, "the loss must be"),
        ("ground-state", {"loss": {"family": "latin", "p": 2}, "gap": "1"}, "output"),
        ("least-value", None, "gap"),
    ],
)
def test_bad_problems(statement: str, instance: object, message: str, tmp_path: Path) -> None:
    head = {"format": "symqnn-problem", "version": 1}
    path = tmp_path / "x.problem.json"
    path.write_text(json.dumps({**head, "statement": statement, "instance": instance}))
    with pytest.raises(SymqnnError, match=message):
        read_problem(path)


def test_a_gap_that_is_not_reached_is_no_certificate(tmp_path: Path) -> None:
    """A search in floats cannot come as close as 10^-40."""
    terms = {"10": "1", "03": "1/3", "22": "1/7"}
    instance = {"loss": {"polynomial": terms}, "gap": f"1/1{'0' * 40}", "method": "squares"}
    problem = {
        "format": "symqnn-problem",
        "version": 1,
        "statement": "least-value",
        "instance": instance,
    }
    path = tmp_path / "x.problem.json"
    path.write_text(json.dumps(problem))
    with pytest.raises(InputError, match="was not reached"):
        read_problem(path)
