"""Statements: what they find, their scope, and the regeneration of problem files.

Modules: statements/definition_1, statements/equation_11, statements/equation_12,
statements/equations_13_15, statements/problems, statements/verify.
"""

import json
from pathlib import Path

import pytest

from symqnn.certificate.canonical import canonical_bytes
from symqnn.checker import check
from symqnn.errors import InputError, SymqnnError
from symqnn.model.ansatz import paper_experiment, random_network
from symqnn.model.instance_file import Instance, default_state
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.statements import definition_1, equation_11, equation_12, equations_13_15
from symqnn.statements.problems import prove_folder, read_problem
from symqnn.statements.result import EVERY_NETWORK, Result
from symqnn.statements.verify import (
    IN_GENERAL,
    ON_INSTANCES,
    paper_instances,
    prove_one,
    run,
    steps,
)
from symqnn.status import Scope, Status

DEPENDENT = Instance("dependent", QNN(["X", "Z"], "Y"), State.zero(1))
PROBLEM = {
    "format": "symqnn-problem",
    "version": 1,
    "statement": "definition-1",
    "instance": {"format": "symqnn-instance", "version": 1, "generators": ["X"], "observable": "Z"},
}


def test_paper_instances_are_proved_everywhere() -> None:
    results = list(run(steps(paper_instances())))
    assert {result.status for result in results} == {Status.PROVED}
    assert len(results) == 4 + 2 + 4 * (4 + 4) + 3 + 2 + 4
    # in general: Eqns 11, 13-15, then Theorem 2, Proposition 5; on p = 1..4: Eqns 11-15, Definition
    # 1, Lemmas 3 and 4, Theorem 2, Proposition 5; parities from p = 2, MaxCut from p = 3, p!·2^p on
    # all
    assert all(check(result.certificate).status == "VERIFIED" for result in results)
    assert {result.scope for result in results if result.instance == EVERY_NETWORK} == {
        Scope.GENERAL
    }
    assert {result.scope for result in results if result.instance != EVERY_NETWORK} == {
        Scope.INSTANCES
    }
    assert all(result.seconds >= 0 for result in results)
    assert "81 of 81 coefficients" in next(
        r.found for r in results if r.statement == "equation-12" and r.instance == "product_p4"
    )


def test_definition_1_reports_both_necessary_conditions() -> None:
    result = definition_1.prove(DEPENDENT)
    assert result.status is Status.REFUTED
    assert "rank" in result.found
    assert any("necessary (paper)" in text and "FAILS" in text for text in result.details)
    assert any("necessary (sharper)" in text for text in result.details)


def test_too_large_instances_refer_to_the_general_proof() -> None:
    qnn = paper_experiment(40)
    instance = Instance("large", qnn, default_state(qnn))
    for prove in (equation_11.prove, equation_12.prove):
        result = prove(instance)
        assert (result.status, result.scope) == (Status.PROVED, Scope.GENERAL)
        assert "general proof" in result.found
        assert result.certificate["kind"] == "layer-identity"  # type: ignore[index]
    listed = equations_13_15.prove(instance)
    assert isinstance(listed, list)
    assert [result.title for result in listed] == ["Equation 13", "Equation 14", "Equation 15"]


@pytest.mark.parametrize(
    ("statement", "instance"),
    [
        ("equation-12", None),
        ("definition-1", None),
        ("theorem-99", None),
        ("theorem-99", DEPENDENT),
        ("", DEPENDENT),
    ],
)
def test_unknown_statements(statement: str, instance: Instance | None) -> None:
    with pytest.raises(InputError, match="one of equation-11"):
        prove_one(statement, instance)


def test_every_statement_can_be_named() -> None:
    for statement in ON_INSTANCES:
        # none where a statement does not apply
        assert all(isinstance(result, Result) for result in prove_one(statement, DEPENDENT))
    equations = {
        statement: len(prove_one(statement, None))
        for statement in IN_GENERAL
        if statement.startswith("equation")
    }
    assert equations == {"equation-11": 1, "equations-13-15": 3}
    examples = {"integral-spectra": 3}
    assert all(
        len(prove_one(statement, None)) == examples.get(statement, 1)
        for statement in IN_GENERAL
        if not statement.startswith("equation")
    )


def test_problem_files_give_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.problem.json").write_text(json.dumps(PROBLEM))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "b.problem.json").write_text(
        json.dumps({**PROBLEM, "statement": "equations-13-15", "instance": None})
    )
    first = list(prove_folder(tmp_path))
    assert [outcome.change for outcome in first] == ["new"] * 4
    assert {outcome.check.status for outcome in first} == {"VERIFIED"}
    before = {outcome.path: outcome.path.read_bytes() for outcome in first}
    second = list(prove_folder(tmp_path))
    assert [outcome.change for outcome in second] == ["unchanged"] * 4
    assert before == {outcome.path: outcome.path.read_bytes() for outcome in second}
    path = tmp_path / "a.certificate.json"
    path.write_text("{}")
    assert [outcome.change for outcome in prove_folder(tmp_path)].count("changed") == 1
    assert path.read_bytes() == before[path]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        json.dumps({**PROBLEM, "format": "other"}),
        json.dumps({**PROBLEM, "extra": 1}),
        json.dumps({**PROBLEM, "statement": "nope"}),
        json.dumps({**PROBLEM, "instance": {}}),
        json.dumps({**PROBLEM, "instance": 5}),
        json.dumps({**PROBLEM, "statement": ["equation-11"]}),
    ],
)
def test_bad_problem_files(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.problem.json"
    path.write_text(text)
    with pytest.raises(SymqnnError):
        read_problem(path)


def test_version_of_a_problem_file(tmp_path: Path) -> None:
    path = tmp_path / "x.problem.json"
    path.write_text(json.dumps({**PROBLEM, "version": 99}))
    with pytest.raises(SymqnnError):
        read_problem(path)


def test_file_names_of_results() -> None:
    result = definition_1.prove(Instance("a b", QNN(["X"], "Z"), State.zero(1)))
    assert result.file_name == "a_b.definition-1.certificate.json"
    assert canonical_bytes(result.certificate or {})


def test_matrices_go_through_every_statement() -> None:
    instance = Instance(
        "matrices", random_network(3, 2, seed=1, multiplicity=1), State.pure([1, "i", 2])
    )
    for result in run(steps([instance])):
        assert result.status in (Status.PROVED, Status.REFUTED, Status.PREMISE_FAILS)
        assert check(result.certificate).status == "VERIFIED"


def test_more_than_7143_qubits() -> None:
    qnn = QNN(["Z" + "I" * 8191], "Y^4096Y^4096")
    assert definition_1.prove(Instance("long", qnn, default_state(qnn))).status is Status.PROVED
