"""Tables, LaTeX, expansion texts and the report directory.

Modules: report/directory, report/document, report/expansion, report/formulas, report/latex,
report/networks, report/sources.
"""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.cli import main
from symqnn.expansion.output import expectation
from symqnn.model.ansatz import paper_experiment
from symqnn.model.instance_file import Instance, Source
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.report.directory import check_certificates, write_certificates, write_report
from symqnn.report.document import report_document
from symqnn.report.expansion import expansion_json, expansion_text
from symqnn.report.latex import engine
from symqnn.report.tables import display_width, results_table, text_table
from symqnn.statements.verify import run, steps

INSTANCE = Instance(
    "two", QNN(["ZI", "IZ"], "(Y+I)(1/2*Y-I)"), State.bloch([("3/5", "4/5", 0), (0, 1, 0)])
)


def test_text_table_is_aligned() -> None:
    lines = text_table(["θ", "b"], [["1", "two"], ["long", ""]]).splitlines()
    assert lines == ["θ     b", "────  ───", "1     two", "long"]
    assert display_width("e\u0301") == 1


def test_texts_of_an_expansion() -> None:
    text = expansion_text(INSTANCE, 200)
    assert "Φ_12 = 1/2*YX" in text
    assert "f(θ) = " in text
    assert expansion_text(INSTANCE, 2).count("Φ_") == 4  # two operators, and twice in the formula
    data = expansion_json(INSTANCE)
    assert data["operators"]["12"] == {"YX": "1/2"}
    assert data["output"]["11"] == "2/5"
    assert set(data["operators"]) == {f"{a}{b}" for a in "012" for b in "012"}


SHARED = QNN(
    ["1/2*ZZ", "1/2*XI", "1/2*IX"],
    "ZZ",
    angles=["gamma", "2*beta", "2*beta + 0.3"],
    round_angles=True,
)


def test_texts_of_a_network_with_shared_and_rounded_angles() -> None:
    text = expansion_text(Instance("shared", SHARED, State.zero(2), Source("(Z+I)X")), 200)
    lines = text.splitlines()
    assert lines[1:4] == [
        "  gate 1: exp(-i·gamma·H), H = 1/2*ZZ",
        "  gate 2: exp(-i·2*beta·H), H = 1/2*XI",
        "  gate 3: exp(-i·(2*beta + 3/10)·H), H = 1/2*IX",
    ]
    assert "observable as given: (Z+I)X" in lines
    assert "observable after the Clifford gates: ZZ" in lines
    assert "beta enters the gates 2, 3" in lines
    assert "φ = gamma, 2*beta; period 2π in gamma, π in beta" in lines
    (said,) = [line for line in lines if "was replaced by" in line]
    bound = Fraction(said.partition("at most ")[2].partition(" radians")[0])
    assert SHARED.gates[2].rounding <= bound <= Fraction(1, 2**50)
    assert "Φ_" not in text  # frequency 2 occurs: operators stand by their products
    assert any(line.startswith("  cos(gamma)*cos(4*beta): ") for line in lines)


def test_operators_are_named_by_xi_where_all_frequencies_are_1() -> None:
    text = expansion_text(
        Instance("half", QNN(["1/2*X", "1/2*Z"], "Y", ["a", "b"]), State.zero(1)), 200
    )
    assert "  Φ_11 = Y" in text
    assert "φ = a, b; period 2π in a, b" in text
    data = expansion_json(Instance("shared", SHARED, State.zero(2)))
    assert (data["parameters"], data["units"]) == (["gamma", "beta"], ["1", "2"])
    assert data["angles"] == ["gamma", "2*beta", "2*beta + 3/10"]
    rebuilt = TrigPoly.from_terms(data["output"], torus=Torus(data["parameters"], data["units"]))
    assert rebuilt == expectation(SHARED, State.zero(2))


def test_factors_are_named_by_their_parameters() -> None:
    product = QNN(["1/2*ZI", "IZ", "1/2*ZI"], "(Y+I)(1/2*Y-I)", angles=["a", "b", "a/2"])
    text = expansion_text(
        Instance("product", product, State.bloch([("3/5", "4/5", 0), (0, 1, 0)])), 4
    )
    assert "factor 1 on qubits 0, with a" in text
    assert "factor 2 on qubits 1, with b" in text
    assert "  f = 1/2*cos(2*b) - 1" in text


def balanced(latex: str) -> bool:
    begun, ended = (
        re.findall(r"\\begin\{(\w+\*?)\}", latex),
        re.findall(r"\\end\{(\w+\*?)\}", latex),
    )
    plain = re.sub(r"\\[{}]", "", latex)
    return sorted(begun) == sorted(ended) and plain.count("{") == plain.count("}")


def test_report_directory(tmp_path: Path) -> None:
    bad = Instance("dep_endent", QNN(["X", "Z"], "Y"), State.zero(1))
    instances = [INSTANCE, bad]
    results = list(run(steps(instances)))
    paths = write_certificates(results, tmp_path)
    checks = check_certificates(paths)
    assert all(check is not None and check.status == "VERIFIED" for check in checks)
    report = write_report(tmp_path, instances, results, checks, paths)
    written = report.files
    assert report.earlier == []
    reports = (
        ["report.tex", "report.html"] + ["report.pdf"] * (engine() is not None) + ["check.pyz"]
    )
    assert [path.name for path in written] == reports
    latex, page = (path.read_text() for path in written[:2])
    assert ">two<" in page
    assert "REFUTED" in page
    assert balanced(latex)
    assert latex.isascii()
    assert r"dep\_endent" in latex
    names = {path.name for path in paths if path}
    assert all(name in page for name in names)
    assert {path.name for path in tmp_path.iterdir()} == names | set(reports) | {"figures"}
    table = results_table(results, [check.status for check in checks if check])
    assert "Definition 1 on dep_endent: REFUTED" in table
    assert all(
        json.loads(path.read_bytes())["format"] == "symqnn-certificate" for path in paths if path
    )
    once_more = write_report(tmp_path, instances, results, checks, paths)
    assert [path.read_text() for path in once_more.files[:2]] == [latex, page]
    assert once_more.earlier == []


@pytest.mark.parametrize("layers", [24, pytest.param(30, marks=pytest.mark.slow)])
def test_large_networks_are_explained_not_listed(layers: int, tmp_path: Path) -> None:
    instance = Instance(
        "large", paper_experiment(layers), State.bloch([("3/5", "4/5", 0)] * layers)
    )
    results = list(run(steps([instance])))
    listed = [result for result in results if result.instance == "large"]
    assert all(result.certificate is not None for result in listed)
    assert any("too many terms to list" in result.found for result in listed)
    paths = write_certificates(results, tmp_path)
    checks = check_certificates(paths)
    write_report(tmp_path, [instance], results, checks, paths)
    assert "budget" in (tmp_path / "report.html").read_text()


def test_names_stay_inside_the_directory(tmp_path: Path) -> None:
    instance = Instance("../evil", QNN(["X"], "Z"), State.zero(1))
    paths = write_certificates(list(run(steps([instance]))), tmp_path / "out")
    assert all(
        path is None or path.resolve().is_relative_to((tmp_path / "out").resolve())
        for path in paths
    )


def test_names_are_text_in_the_page(tmp_path: Path) -> None:
    instance = Instance("<img src=x> [a](b) *c* a_1|", QNN(["X"], "Y"), State.zero(1))
    write_report(tmp_path, [instance], [], [], [])
    page = (tmp_path / "report.html").read_text()
    assert "&lt;img src=x&gt; [a](b) *c* a_1|" in page
    assert "<img src=x>" not in page


def test_a_reason_shared_by_several_statements_stands_once_in_the_document(tmp_path: Path) -> None:
    instance = Instance("dependent", QNN(["X", "Z"], "Y"), State.zero(1))
    source = report_document(
        [instance],
        (results := list(run(steps([instance])))),
        [None] * len(results),
        [None] * len(results),
    )
    assert (
        source.count(
            "the certificate proves that Eqn 18 has no solution for the cosines and sines named"
        )
        == 1
    )
    assert "Lemma 3, Lemma 4, Theorem 2" in source


def test_a_circuit_says_what_became_of_its_observable(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("openqasm3", reason="the extra qasm is not installed")
    path = tmp_path / "circuit.qasm"
    path.write_text("input float gamma; qubit[2] q; h q[0]; rx(gamma + 0.3) q[0]; cx q[0], q[1];")
    assert main(["expand", str(path), "--observable", "ZZ", "--round-angles"]) == 0
    printed = capsys.readouterr().out
    assert "observable as given: ZZ\nobservable after the Clifford gates: IZ\n" in printed
    assert (
        "gate 1: the fixed angle 3/10 was replaced by one that differs from it by at most"
        in printed
    )
    path.write_text("input float gamma; qubit[1] q; rx(gamma) q[0];")
    assert main(["expand", str(path), "--observable", "Z"]) == 0
    printed = capsys.readouterr().out
    assert "as given" not in printed  # no Clifford gate changed it
    assert "f(θ) = cos(gamma)" in printed
