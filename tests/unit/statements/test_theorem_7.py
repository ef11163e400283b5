"""Theorem 7 as a statement: ladders, complete lists, degenerate losses, datasets, surveys.

Modules: statements/ladder, statements/landscapes.
"""

import json
from fractions import Fraction
from pathlib import Path

import pytest

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.critical import polynomial_json
from symqnn.checker import check
from symqnn.errors import InputError, SizeError, SymqnnError
from symqnn.model.ansatz import paper_experiment, random_network
from symqnn.model.dataset import Dataset, random_dataset
from symqnn.model.instance_file import Instance, default_state
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.roots.watch import SearchBudget
from symqnn.statements.landscapes import (
    Landscape,
    landscape_from,
    named_landscape,
    network_landscape,
    training,
)
from symqnn.statements.survey import Survey, case, histogram, read_cases, run_survey
from symqnn.statements.theorem_7 import answer, prove, prove_constructed, prove_examples
from symqnn.statements.training_files import read_training_file
from symqnn.statements.verify import landscape_steps
from symqnn.status import Status


def polynomial(terms):
    poly = TrigPoly.from_terms(terms)
    return Landscape("polynomial", poly, polynomial_json(poly))


def numbers(found):
    return {row.name: row.value for row in found.rows}


def test_the_latin_instance_of_two_angles():
    found = answer(named_landscape("latin", 2))
    assert [row.value for row in found.rows] == [
        "64",
        "64",
        "32",
        "32",
        "32",
        "32",
        "32",
        "16",
        "8",
        "8",
        "4",
        "15",
        "8",
        "12",
    ]
    assert found.rows[-3].name == "minima of any such loss, p!·4^p/2 - 2^(p-1) + 1"  # 16 - 2 + 1
    assert "2$^{(p-1)}$" in found.to_latex()
    assert found.found.by_index == (8, 16, 8)
    assert (found.globals, found.tied, found.gap) == (8, True, None)
    assert [check(result.certificate).status for result in found.results] == [
        "VERIFIED",
        "VERIFIED",
    ]
    assert len({result.file_name for result in found.results}) == 2


def test_the_latin_instance_of_three_angles():
    found = answer(named_landscape("latin", 3), external=False)
    assert found.found.by_index == (48, 120, 96, 24)
    assert found.tied
    assert (
        numbers(found)["complex solutions with multiplicity"]
        == numbers(found)["… distinct"]
        == "384"
    )
    assert {row.name: row.certificate for row in found.rows}["mixed volume"] == "bounds"


@pytest.mark.parametrize("p", [1, 2, 3, 4, 6])
def test_product_instances(p):
    found = answer(named_landscape("product", p))
    assert found.found.number == 4**p
    assert found.found.by_index[0] == 2**p
    assert numbers(found)["complex solutions with multiplicity"] == str(4**p)
    assert (found.globals, found.tied) == (1, True)
    assert found.gap[0] > 0
    assert found.results[-1].status is Status.PROVED


def test_examples_of_verify():
    results = prove_examples()
    assert [result.status for result in results] == [Status.PROVED] * 6
    assert {result.instance for result in results} == {"product_p1", "product_p2", "latin_p2"}


def test_random_network_of_matrices():
    qnn = random_network(4, 2, 1)
    found = answer(network_landscape(Instance("random", qnn, default_state(qnn)), "random:6:1"))
    assert found.results[-1].status is Status.PROVED
    assert all(check(result.certificate).status == "VERIFIED" for result in found.results)
    assert numbers(found)["… distinct"] == "32"


def test_the_constant_loss_is_told():
    found = answer(polynomial({"00": 3}))
    (result,) = found.results
    assert result.status is Status.PREMISE_FAILS
    assert result.found == "degenerate: infinitely many critical points, the premise fails"
    assert check(result.certificate).status == "VERIFIED"
    assert result.details == ("the loss is constant: every point is critical",)
    assert numbers(found)["real critical points"] == "infinitely many"


def test_a_circle_of_minima_is_told():
    """One sample, two angles: zero loss on a curve."""
    qnn = QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
    found = answer(training("one_sample", qnn, random_dataset(2, 1, 3)))
    result = found.results[-1]
    assert result.status is Status.PREMISE_FAILS
    assert result.found == "degenerate: infinitely many critical points, the premise fails"
    assert "changes sign" in result.details[0]
    assert check(result.certificate).status == "VERIFIED"


def test_two_samples_for_three_angles_need_no_search():
    network = {
        "format": "symqnn-instance",
        "version": 1,
        "family": "paper_experiment",
        "arguments": {"layers": 3},
    }
    found = answer(landscape_from({"network": network, "random": {"samples": 2, "seed": 3}}))
    assert found.found.boxes == 0
    assert numbers(found)["real critical points"] == "infinitely many"
    assert (
        "2 functions vanish together on a manifold of dimension 1" in found.results[-1].details[0]
    )
    assert check(found.results[-1].certificate).status == "VERIFIED"


def test_an_angle_that_does_not_occur():
    found = answer(polynomial({"10": 1}))
    assert [result.part for result in found.results] == ["critical-points"]
    assert "along circles" in found.results[-1].details[0]


def test_a_multiple_root_refutes_the_premise():
    found = answer(landscape_from({"polynomial": {"1": "-4", "3": "1"}}))
    result = found.results[-1]
    assert (result.status, result.found) == (
        Status.PREMISE_FAILS,
        "degenerate: a degenerate critical point, the premise fails",
    )
    assert result.details == ("the critical point φ = (0) has a singular Hessian",)
    assert check(result.certificate).status == "VERIFIED"
    assert numbers(found)["local minima"].startswith("≥ ")
    assert numbers(found)["complex solutions with multiplicity"] == "4"


def test_a_budget_that_runs_out():
    found = answer(named_landscape("latin", 3), SearchBudget(max_boxes=100), external=False)
    assert found.results[-1].status is Status.UNDECIDED
    assert found.found.pending > 0


def test_many_coupled_angles_are_refused_with_the_cost():
    with pytest.raises(InputError, match=r"couples 5 angles.*2 minutes.*--force"):
        answer(named_landscape("latin", 5))


def test_large_squares_are_refused():
    qnn = QNN(["".join("Z" if q == k else "I" for q in range(10)) for k in range(10)], "(Y+I)^10")
    with pytest.raises(SizeError, match="--force"):
        training("large", qnn, random_dataset(10, 2, 0))


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        {"quantity": "roots", "loss": {}},
        {"quantity": "bounds", "loss": {"family": "latin"}},
        {"quantity": "bounds", "loss": {"family": "x", "p": 2}},
        {"quantity": "bounds", "loss": {"family": "latin", "p": True}},
        {"quantity": "bounds", "loss": {"family": "latin", "p": 0}},
        {"quantity": "bounds", "loss": {"family": "product", "p": 6}},
        {"quantity": "bounds", "loss": {"polynomial": {}}},
        {"quantity": "bounds", "loss": {"polynomial": {"1": 0.5}}},
        {"quantity": "bounds", "loss": {"polynomial": {"?": "1"}}},
    ],
)
def test_bad_problems(data):
    with pytest.raises(SymqnnError):
        prove(data)


def test_problems():
    for quantity in ("critical-points", "bounds"):
        result = prove({"quantity": quantity, "loss": {"family": "product", "p": 2}})
        assert (result.part, result.certificate["kind"]) == (quantity, quantity)


def test_datasets_are_read(tmp_path: Path):
    states = [[(0, 1, 0), (Fraction(3, 5), 0, Fraction(4, 5))], [(1, 0, 0), (0, 0, 1)]]
    path = tmp_path / "data.json"
    plain = [
        {"state": {"bloch": [[str(x) for x in v] for v in state]}, "label": "1/2"}
        for state in states
    ]
    path.write_text(json.dumps({"samples": plain}))
    assert read_training_file(path).dataset == Dataset.from_bloch(states, ["1/2", "1/2"])
    certificate = prove({"quantity": "bounds", "loss": {"family": "product", "p": 2}}).certificate
    path.write_text(json.dumps(certificate))
    assert len(read_training_file(path).dataset) == 4
    for bad in (
        [],
        {},
        {"samples": [1]},
        {"samples": plain, "parts": [1, 2]},
        {"samples": [{"state": {"kind": "other"}, "label": "1"}]},
        {"samples": []},
    ):
        path.write_text(json.dumps(bad))
        with pytest.raises(SymqnnError):
            read_training_file(path)


@pytest.mark.parametrize(
    "text", ["random:6", "random:0:1", "random:-1:2", "random:6:x", "random:6:1:2"]
)
def test_bad_random_datasets(text):
    with pytest.raises(InputError, match="random:SAMPLES:SEED"):
        network_landscape(Instance("x", QNN(["Z"], "Y+I"), default_state(QNN(["Z"], "Y+I"))), text)


def test_losses_of_problem_files_have_names():
    network = {
        "format": "symqnn-instance",
        "version": 1,
        "family": "paper_experiment",
        "arguments": {"layers": 1},
    }
    assert (
        landscape_from({"network": network, "random": {"samples": 3, "seed": 1}}).name
        == "network.random_3_1"
    )
    with pytest.raises(InputError, match="the loss must be"):
        landscape_from({"network": network, "random": {"samples": 3, "seed": "1"}})


@pytest.mark.slow
def test_surveys_do_not_depend_on_workers_and_go_on(tmp_path: Path):
    survey = Survey(2, 40, 0)
    one, two, cut = tmp_path / "1.csv", tmp_path / "2.csv", tmp_path / "3.csv"
    cases = run_survey(survey, 1, one)
    assert run_survey(survey, 2, two) == cases
    assert one.read_bytes() == two.read_bytes()
    cut.write_bytes(one.read_bytes()[:700])  # in the middle of a line
    kept = read_cases(cut, survey)
    assert 0 < len(kept) < 40
    seen = []
    assert run_survey(survey, 1, cut, lambda done, wanted: seen.append(done)) == cases
    assert seen == list(range(len(kept) + 1, 41))
    assert cut.read_bytes() == one.read_bytes()
    assert {found.euler for found in cases} == {0}
    assert sum(histogram(cases).values()) == 40
    assert max(histogram(cases)) <= 16


def test_surveys_refuse_files_of_others(tmp_path: Path):
    path = tmp_path / "rows.csv"
    run_survey(Survey(1, 3, 0), out=path)
    with pytest.raises(InputError, match="another survey"):
        run_survey(Survey(1, 3, 1), out=path)
    path.write_text(path.read_text().replace("PROVED,2,1 1", "PROVED,2,9 9"))
    with pytest.raises(InputError, match="out of place or inconsistent"):
        run_survey(Survey(1, 3, 0), out=path)
    for bad in ((0, 1, 0), (4, 1, 0), (2, 0, 0), (2, 1, -1)):
        with pytest.raises(InputError):
            Survey(*bad)


def test_a_case_is_what_count_finds():
    network = {
        "format": "symqnn-instance",
        "version": 1,
        "family": "paper_experiment",
        "arguments": {"layers": 2},
    }
    loss = {"network": network, "random": {"samples": 6, "seed": 5}}
    assert answer(landscape_from(loss)).found.by_index == case(2, 5).by_index


@pytest.mark.slow
def test_a_thousand_random_datasets(record_property):
    cases = run_survey(Survey(2, 1000, 0), 2)
    complete = [found for found in cases if found.status == "PROVED"]
    assert all(
        found.euler == 0 and found.by_index[0] <= 16 and sum(found.by_index) <= 32
        for found in complete
    )
    record_property(
        "count minima of 1000 random datasets, p = 2",
        f"{histogram(cases)}, {1000 - len(complete)} undecided or degenerate",
    )


def test_the_constructed_dataset_of_a_small_network_is_counted_completely() -> None:
    bounds, points = prove_constructed(
        Instance("two", QNN(["ZI", "3/5*IX+4/5*IZ"], "(Y+I)(Y+2*Z)"), State.zero(2))
    )
    assert (bounds.part, points.part) == ("bounds", "critical-points")
    assert points.status == bounds.status == "PROVED"
    assert points.certificate is not None
    assert points.certificate["claim"]["by_index"] == ["4", "8", "4"]
    assert points.instance == "two"
    assert points.details[0] == "the loss is that of the dataset of Theorem 2"
    assert [check(result.certificate).status for result in (bounds, points)] == [
        "VERIFIED",
        "VERIFIED",
    ]


def test_no_count_where_theorem_2_has_no_dataset_or_the_network_is_large() -> None:
    assert prove_constructed(Instance("dependent", QNN(["X", "Z"], "Y"), State.zero(1))) == []
    assert prove_constructed(Instance("three", paper_experiment(3), State.zero(3))) == []
    assert [
        step.label
        for step in landscape_steps(
            [Instance("x", paper_experiment(k), State.zero(k)) for k in (1, 2, 3)]
        )
    ] == ["theorem-7 on x"] * 2
