"""The theorems of proofs/formal: no gaps, the shipped statements and assumptions, the README."""

import re
import subprocess
from pathlib import Path

import pytest

from symqnn.statements.kernel import THEOREMS
from symqnn.statements.verify import IN_GENERAL, prove_one

FORMAL = Path(__file__).resolve().parents[3] / "proofs" / "formal"
# What the theorems may assume, by the names that Coq prints: classical logic and extensionality,
# as MathComp-Analysis and Coq's own real numbers state them.
ALLOWED = {
    "propositional_extensionality",
    "functional_extensionality_dep",
    "constructive_indefinite_description",
    "FunctionalExtensionality.functional_extensionality_dep",
    "ClassicalDedekindReals.sig_not_dec",
    "ClassicalDedekindReals.sig_forall_dec",
    "Classical_Prop.classic",
}
GAP = re.compile("Admitted|Axiom|admit")


def printed() -> dict[str, list[str]]:
    """Theorem → names of what it assumes, from assumptions.txt."""
    found: dict[str, list[str]] = {}
    theorem, assumed = "", False
    for line in (FORMAL / "assumptions.txt").read_text().splitlines():
        if line.startswith("Assumes:"):
            assumed = True
        elif line.startswith("Closed under the global context"):
            assumed = False
        elif re.match(r"[\w.]+$", line) and line != "let" and not assumed:  # let: in a definition
            theorem = line
            found[theorem] = []
        elif assumed and (name := re.match(r"([\w.']+)( :|$)", line)):
            if name[1] in ALLOWED or " :" in line:
                found[theorem].append(name[1])
            else:
                theorem, assumed = line, False
                found[theorem] = []
    return found


def test_no_gap_in_any_file() -> None:
    files = [*FORMAL.glob("*.v"), *FORMAL.glob("extracted/*.ml"), FORMAL / "assumptions.txt"]
    assert len(files) > 15
    assert [path.name for path in files if GAP.search(path.read_text())] == []
    for path in FORMAL.glob("*.v"):
        words = path.read_text()
        assert not re.search(
            r"\b(Parameter|Conjecture|bypass_check|Unset Guard|Abort|give_up)\b", words
        ), path.name


def test_only_known_assumptions() -> None:
    found = printed()
    assert {"eqn11", "theorem2_below", "list_check_sound"} <= set(found)
    assert {name for names in found.values() for name in names} <= ALLOWED
    assert found["eqn11"] == found["definition_1_of_checks"] == []
    assert (
        "Classical_Prop.classic" in found["list_check_sound"]
    )  # the reader of the file is not blind


def test_every_file_is_built() -> None:
    listed = (FORMAL / "_CoqProject").read_text().split()
    apart = {"ExtractList.v", *(path.name for path in FORMAL.glob("Print*.v"))}
    assert {path.name for path in FORMAL.glob("*.v")} == {
        name for name in listed if name.endswith(".v")
    } | apart


def test_rows_in_general_name_printed_theorems() -> None:
    for statement in IN_GENERAL:
        for result in prove_one(statement, None):
            name = THEOREMS.get(result.statement, "")
            assert result.theorem == name
            assert result.reach == (f"general: {name}" if name else "general")
    files = {name.partition(".")[0] for name in THEOREMS.values()}
    assert all((FORMAL / f"{name}.v").exists() for name in files)
    assert {name.partition(".")[2] for name in THEOREMS.values()} <= set(printed())


def test_the_pages_explain_every_printed_theorem() -> None:
    text = "".join(path.read_text() for path in FORMAL.glob("*.md"))
    assert [name for name in printed() if f"`{name}`" not in text] == []


@pytest.mark.slow
def test_statements_and_assumptions_are_those_shipped(formal: Path) -> None:
    done = subprocess.run(["make", "-C", str(formal)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert "statements and assumptions are those of assumptions.txt" in done.stdout


@pytest.mark.slow
def test_an_assumption_is_printed(formal: Path, tmp_path: Path) -> None:
    """The print sees what a proof rests on: a theorem that takes a gap for granted names it."""
    (tmp_path / "gap.v").write_text(
        "Parameter gap : 0 = 1.\n"
        "Theorem wrong : 1 = 0.\nProof. symmetry; exact gap. Qed.\nPrint Assumptions wrong.\n"
    )
    done = subprocess.run(
        ["coqc", "-q", "gap.v"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "gap : 0 = 1" in done.stdout
