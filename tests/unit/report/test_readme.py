"""The picture and the formula of the README are what the tool makes."""

from pathlib import Path

from symqnn import ansatz, loss, theorem_2

README = Path(__file__).parents[3] / "README.md"


def test_formula_is_the_tools() -> None:
    made = theorem_2(ansatz.paper_experiment(2)).construction
    formula = loss(made.qnn, made.dataset).to_latex(name=r"L(\theta)", common_denominator=True)
    assert f"```math\n{formula}\n```" in README.read_text()


def test_named_files_exist() -> None:
    """Every path that the README names in code is there."""
    named = [word for word in README.read_text().replace("(", "`").replace(")", "`").split("`") if word.startswith(("proofs/", "notebooks/"))]
    assert named
    assert [word for word in named if not (README.parent / word.rstrip("*")).exists() and "*" not in word] == []
