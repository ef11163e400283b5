"""Tables, LaTeX, expansion texts and the report directory."""

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.model.ansatz import paper_experiment
from symqnn.model.instance_file import Instance
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.report.directory import check_certificates, write_certificates, write_report
from symqnn.report.expansion import expansion_json, expansion_latex, expansion_text
from symqnn.report.latex import document, escape, matrix_latex, number, pauli_latex, trigpoly_latex
from symqnn.report.tables import display_width, results_table, text_table
from symqnn.statements.verify import run, steps

INSTANCE = Instance("two", QNN(["ZI", "IZ"], "(Y+I)(1/2*Y-I)"), State.bloch([("3/5", "4/5", 0), (0, 1, 0)]))


def test_text_table_is_aligned() -> None:
    lines = text_table(["θ", "b"], [["1", "two"], ["long", ""]]).splitlines()
    assert lines == ["θ     b", "────  ───", "1     two", "long"]
    assert display_width("e\u0301") == 1


@pytest.mark.parametrize(("value", "text"), [(Fraction(3), "3"), (Fraction(-3), "-3"), (Fraction(-1, 2), r"-\tfrac{1}{2}")])
def test_latex_numbers(value: Fraction, text: str) -> None:
    assert number(value) == text


def test_latex_operators() -> None:
    assert pauli_latex(PauliSum.from_text("-X")) == "-X_{1}"
    assert pauli_latex(PauliSum.from_text("II - 2/3*IY")) == r"I - \tfrac{2}{3}\, Y_{2}"
    assert pauli_latex(PauliSum.from_text("X") - PauliSum.from_text("X")) == "0"
    assert matrix_latex(GaussianMatrix.from_rows([["1/2", "-i/2"], ["1/2*i", "1/2+i"]])) == r"\tfrac{1}{2}\begin{pmatrix} 1 & -i \\ i & 1+2i \end{pmatrix}"
    poly = TrigPoly.from_terms({"00": "1/2", "12": -1})
    assert trigpoly_latex(poly) == r"\tfrac{1}{2} - \cos 2\theta_{1} \, \sin 2\theta_{2}"
    assert trigpoly_latex(TrigPoly.from_terms({}, 2)) == "0"
    assert trigpoly_latex(TrigPoly.constant(1, 1)) == "1"


def test_escape_leaves_ascii() -> None:
    assert escape("a_b 100% {x} & $ # ~ ^ \\") == r"a\_b 100\% \{x\} \& \$ \# \textasciitilde{} \textasciicircum{} \textbackslash{}"
    assert escape("ж") == "?"


def test_texts_of_an_expansion() -> None:
    text = expansion_text(INSTANCE, 200)
    assert "Φ_12 = 1/2*YX" in text
    assert "f(θ) = " in text
    assert expansion_text(INSTANCE, 2).count("Φ_") == 4  # two operators, and twice in the formula
    data = expansion_json(INSTANCE)
    assert data["operators"]["12"] == {"YX": "1/2"}
    assert data["output"]["11"] == "2/5"
    assert set(data["operators"]) == {f"{a}{b}" for a in "012" for b in "012"}
    latex = expansion_latex(INSTANCE, 3)
    assert latex.startswith("\\begin{align*}\n\\Phi_{00}(M) &= -I")
    assert latex.count("&=") == 4
    assert r"\begin{pmatrix}" in expansion_latex(Instance("d", INSTANCE.qnn.to_dense(), State.pure([1, 0, 0, 0])), 3)


def balanced(latex: str) -> bool:
    begun, ended = re.findall(r"\\begin\{(\w+\*?)\}", latex), re.findall(r"\\end\{(\w+\*?)\}", latex)
    plain = re.sub(r"\\[{}]", "", latex)
    return sorted(begun) == sorted(ended) and plain.count("{") == plain.count("}")


def test_report_directory(tmp_path: Path) -> None:
    bad = Instance("dep_endent", QNN(["X", "Z"], "Y"), State.zero(1))
    instances = [INSTANCE, bad]
    results = list(run(steps(instances)))
    paths = write_certificates(results, tmp_path)
    checks = check_certificates(paths)
    assert all(check is not None and check.status == "VERIFIED" for check in checks)
    written = write_report(tmp_path, instances, results, checks, paths)
    assert [path.name for path in written] == ["report.md", "report.tex", "report.html"]
    markdown, latex, _ = (path.read_text() for path in written)
    assert "## two" in markdown
    assert "REFUTED" in markdown
    assert balanced(latex)
    assert latex.isascii()
    assert r"dep\_endent" in latex
    names = {path.name for path in paths if path}
    assert all(name in markdown for name in names)
    assert {path.name for path in tmp_path.iterdir()} == names | {"report.md", "report.tex", "report.html", "figures"}
    table = results_table(results, [check.status for check in checks if check])
    assert "Definition 1 on dep_endent: REFUTED" in table
    assert all(json.loads(path.read_bytes())["format"] == "symqnn-certificate" for path in paths if path)
    once_more = write_report(tmp_path, instances, results, checks, paths)
    assert once_more[0].read_text() == markdown


def test_document_escapes_titles() -> None:
    assert r"\title{a\_b}" in document("a_b", [], [], [])


def test_large_networks_are_explained_not_listed(tmp_path: Path) -> None:
    instance = Instance("large", paper_experiment(30), State.bloch([("3/5", "4/5", 0)] * 30))
    results = list(run(steps([instance])))
    listed = [result for result in results if result.instance == "large"]
    assert all(result.certificate is not None for result in listed)
    assert any("too many terms to list" in result.found for result in listed)
    paths = write_certificates(results, tmp_path)
    checks = check_certificates(paths)
    write_report(tmp_path, [instance], results, checks, paths)
    assert "budget" in (tmp_path / "report.md").read_text()


def test_names_stay_inside_the_directory(tmp_path: Path) -> None:
    instance = Instance("../evil", QNN(["X"], "Z"), State.zero(1))
    paths = write_certificates(list(run(steps([instance]))), tmp_path / "out")
    assert all(path is None or path.resolve().is_relative_to((tmp_path / "out").resolve()) for path in paths)
