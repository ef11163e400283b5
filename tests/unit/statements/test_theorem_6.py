"""Theorem 6 as a statement: results with certificates that the stand-alone checker accepts, problem
files, and the audit.

Modules: statements/audit.
"""

import json
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from symqnn.certificate.haar import bound_certificate
from symqnn.checker import check
from symqnn.errors import InputError
from symqnn.haar.failure_bounds import Road
from symqnn.haar.montecarlo import monte_carlo
from symqnn.statements import audit, theorem_6
from symqnn.statements.problems import prove_folder
from symqnn.statements.verify import IN_GENERAL, prove_problem, run, steps
from symqnn.status import Scope, Status

PROOFS = Path(__file__).resolve().parents[3] / "proofs"


@pytest.fixture(scope="module")
def results():
    return theorem_6.prove_in_general()


def test_every_result_is_proved_and_its_certificate_verified(results):
    assert len(results) == 21
    for result in results:
        verdict = check(json.loads(json.dumps(result.certificate)))
        assert (result.status, verdict.status) == (Status.PROVED, "VERIFIED"), result
    assert len({result.file_name for result in results}) == len(results)


def test_what_is_the_papers_and_what_is_ours(results):
    for result in results:
        named_ours = result.claim.startswith("ours: ") and result.title == theorem_6.OURS
        named_theirs = "ours: P" not in result.claim and result.title == theorem_6.TITLE
        assert named_ours or named_theirs
        kinds = {
            "haar-moments": False,
            "haar-bound": False,
            "haar-uniform": False,
            "haar-probability": True,
        }
        assert named_ours == kinds[result.certificate["kind"]]


def test_assumptions_are_named(results):
    """Whatever needs the Haar measure says so; a dimension count needs nothing."""
    for result in results:
        assumed = any(text.startswith("assumed:") for text in result.details)
        probability_zero = result.certificate["claim"].get("probability") == "0"
        assert assumed != probability_zero
        assert result.scope is not Scope.GENERAL


@pytest.mark.parametrize(
    ("p", "first", "certified"), [(1, 2, 2), (2, 8, 4), (3, 52, 8), (4, 324, 12), (5, 1848, 20)]
)
def test_first_dimensions(results, p, first, certified):
    by_part = {result.part: result for result in results if result.instance == f"haar_p{p}"}
    assert by_part["frobenius"].certificate["claim"]["first"] == str(first)
    assert f"from d = {first} on" in by_part["frobenius"].found
    assert by_part["universal"].certificate["instance"]["dimension"] == certified


def test_found_lines_agree_with_a_sample():
    """The bound at d = 16, p = 2 is not below the sampled frequency of event 23 (no proof, a
    plausibility check).
    """
    sample = monte_carlo(2, [1, -1] * 8, 1000, seed=3)
    bound = theorem_6.failure_bound(2, Road.GERSHGORIN).at(16, Fraction(1, 16))
    assert sample.gershgorin <= bound


def test_decide():
    assert theorem_6.decide(3, 4).status is Status.REFUTED
    undecided = theorem_6.decide(3, 6)
    assert (
        undecided.status is Status.UNDECIDED
        and undecided.certificate is None
        and "proves nothing" in undecided.found
    )
    given = theorem_6.decide(3, 6, [[(k - 2) * (j == k) for k in range(6)] for j in range(6)])
    assert (
        given.status is Status.PROVED
        and "this M" in given.claim
        and given.certificate["kind"] == "haar-instance"
    )
    with pytest.raises(InputError, match="not known to be 0"):
        theorem_6.never(3, 8)
    with pytest.raises(InputError, match="no universal family"):
        theorem_6.almost_surely(8)


@pytest.mark.parametrize(
    ("instance", "message"),
    [
        (None, "needs a quantity"),
        ([], "needs a quantity"),
        ({"quantity": "variance"}, "needs a quantity"),
        ({"quantity": ["moments"]}, "needs a quantity"),
        ({"quantity": "moments"}, "needs layers"),
        ({"quantity": "uniform", "layers": 2}, "needs no other field"),
        ({"quantity": "moments", "layers": "2"}, "JSON integer"),
        ({"quantity": "moments", "layers": True}, "JSON integer"),
        ({"quantity": "moments", "layers": 9}, "1 to 3 layers"),
        ({"quantity": "bound", "layers": 2, "road": "other"}, "one of frobenius"),
        ({"quantity": "bound", "layers": 2, "road": {}}, "one of frobenius"),
        ({"quantity": "probability", "layers": 2, "dimension": 7}, "even dimension"),
        ({"quantity": "probability", "layers": 2, "dimension": 4, "kappa": "1/2"}, "optionally"),
        (
            {"quantity": "probability", "layers": 2, "dimension": 4, "multiplicity": None},
            "JSON integer",
        ),
    ],
)
def test_problems_that_are_refused(instance, message):
    with pytest.raises(InputError, match=message):
        prove_problem("theorem-6", instance, "name")


def test_a_statement_must_be_known():
    with pytest.raises(InputError, match="one of equation-11"):
        prove_problem("theorem-8", None, "name")


@pytest.mark.slow
def test_every_theorem_6_problem_gives_the_shipped_bytes(tmp_path):
    """All but the five-layer family, whose check takes almost a second, from the problems alone."""
    folder = tmp_path / "theorem_6"
    shutil.copytree(PROOFS / "theorem_6", folder)
    outcomes = list(prove_folder(folder))
    assert len(outcomes) == 28
    assert {(outcome.check.status, outcome.change) for outcome in outcomes} == {
        ("VERIFIED", "unchanged")
    }
    assert sum(path.stat().st_size for path in folder.glob("*.certificate.json")) < 150_000


def test_the_random_model_belongs_to_the_default_run_only():
    labels = [step.label for step in steps([])]
    assert len(labels) == len(IN_GENERAL)
    assert "theorem-6 on its own model" in [step.label for step in steps([], examples=True)]
    # Theorem 7, integral spectra
    assert len(list(run(steps([], examples=True)))) == len(list(run(steps([])))) + 21 + 6 + 3


def test_the_audit_is_up_to_date():
    path = PROOFS / audit.FILE
    assert path.read_text().startswith(audit.MARK)
    assert audit.audit_text(path) == path.read_text()


def test_the_audit_follows_its_certificates(tmp_path):
    (tmp_path / "bound.certificate.json").write_text(json.dumps(bound_certificate(3)))
    path = tmp_path / audit.FILE
    path.write_text(
        f"{audit.MARK}\n* [bound](bound.certificate.json): nonsense\ntext [a](b.md): kept\n"
    )
    assert audit.rewrite_audit(tmp_path) == "changed"
    expected = (
        "* [bound](bound.certificate.json): p = 3, frobenius: 1 - P ≤ 45/d from d = 400 on; "
        "the bound is below 1 from d = 52 on"
    )
    assert path.read_text().splitlines()[1:] == [expected, "text [a](b.md): kept"]
    assert audit.rewrite_audit(tmp_path) == "unchanged"
    (tmp_path / "bound.certificate.json").unlink()
    with pytest.raises(InputError, match=r"bound\.certificate\.json is missing"):
        audit.rewrite_audit(tmp_path)


def test_a_file_of_that_name_that_is_not_ours_is_left_alone(tmp_path):
    assert audit.rewrite_audit(tmp_path) is None
    (tmp_path / audit.FILE).write_text("# my own audit\n")
    assert audit.rewrite_audit(tmp_path) is None


def test_every_certificate_the_audit_cites_is_verified():
    text = (PROOFS / audit.FILE).read_text()
    cited = [
        line.split("](")[1].split(")")[0]
        for line in text.splitlines()
        if ".certificate.json" in line and "](" in line
    ]
    assert len(cited) >= 25
    for name in cited:
        if "universal_p5" not in name:  # checked with all shipped certificates elsewhere
            assert check(json.loads((PROOFS / name).read_text())).status == "VERIFIED"
