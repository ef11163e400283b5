"""Notebooks: pairs in step, outputs stripped, executed from clean in Jupyter, exercises that tell
right from wrong.
"""

import contextlib
import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from solutions import DISGUISED, WRONG

FOLDER = Path(__file__).parents[2] / "notebooks"
SOURCES = sorted(FOLDER.glob("[0-9]*_*.py"))
jupytext = pytest.importorskip(
    "jupytext", reason="notebooks need the extra: pip install 'symqnn[notebooks]'"
)
LONG = {"3_independence", "5_critical_points", "7_training", "10_landscapes"}  # 2 s and more


def cells(path: Path, tagged: bool = False) -> list:
    notebook = jupytext.read(path)
    return [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code" and (not tagged or "exercise" in cell.metadata.get("tags", ()))
    ]


def outputs(notebook: Any) -> list[Any]:
    """What the cells of an executed notebook printed and drew."""
    code = (cell for cell in notebook.cells if cell.cell_type == "code")
    return [output for cell in code for output in cell.outputs]


def solutions(path: Path) -> list[str]:
    """The code of the folded solutions, in order."""
    folded = r"<summary>A solution</summary>\n\n```python\n(.*?)\n```\n.*?</details>"
    text = "\n".join(
        cell.source for cell in jupytext.read(path).cells if cell.cell_type == "markdown"
    )
    return re.findall(folded, text, re.DOTALL)


def said(path: Path, answers: list[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the checking cells print when the exercises are answered like this."""
    plots = pytest.importorskip("matplotlib.pyplot")
    plots.switch_backend("Agg")
    monkeypatch.syspath_prepend(str(FOLDER))
    given, names, printed = iter(answers), {"__name__": "__main__"}, []
    for cell in cells(path):
        source = next(given) if "exercise" in cell.metadata.get("tags", ()) else cell.source
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(source, path.name, "exec"), names)
        if "check(" in source.replace("import check", ""):
            printed.append(out.getvalue().strip())
    plots.close("all")
    return printed


def test_there_are_notebooks() -> None:
    assert {path.stem for path in SOURCES} == set(WRONG)


def test_the_readme_names_every_notebook_and_shows_what_is_there() -> None:
    readme = (FOLDER / "README.md").read_text()
    assert [path.stem for path in SOURCES if f"| `{path.stem}` |" not in readme] == []
    targets = re.findall(r"\]\(([^)]+)\)", readme)
    assert len(targets) >= 16
    assert [target for target in targets if not (FOLDER / target).is_file()] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_pair_is_in_step_and_outputs_are_stripped(path: Path) -> None:
    paired = jupytext.read(path.with_suffix(".ipynb"))
    assert [(cell.cell_type, cell.source) for cell in paired.cells] == [
        (cell.cell_type, cell.source) for cell in jupytext.read(path).cells
    ]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in paired.cells)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_each_states_its_question_and_its_item_of_the_paper(path: Path) -> None:
    text = path.read_text()
    for needed in (
        "**Question.**",
        "**Predict first.**",
        "Teaches: You & Wu",
        "**You will be able to**",
        "## Exercises",
        "**Teach back.**",
        "<summary>One answer</summary>",
        "draw_circuit(",
    ):
        assert needed in text, needed
    assert text.count("plt.show()") >= 2
    assert len(cells(path, tagged=True)) == len(solutions(path)) == len(WRONG[path.stem]) >= 2


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=[pytest.mark.slow] * (path.stem in LONG)) for path in SOURCES],
    ids=lambda path: path.stem,
)
def test_right_answers_are_right(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = solutions(path)
    assert said(path, right, monkeypatch) == ["right"] * len(right)


@pytest.mark.slow
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_wrong_answers_get_a_hint(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = said(path, WRONG[path.stem], monkeypatch)
    assert len(answers) == len(WRONG[path.stem])
    assert all(text.startswith("not yet: ") for text in answers)


@pytest.mark.parametrize("name", DISGUISED)
def test_what_is_excluded_stays_excluded_in_other_words(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "right" not in said(FOLDER / f"{name}.py", DISGUISED[name], monkeypatch)


@pytest.mark.slow
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_executes_from_clean(path: Path, record_property: Callable[[str, object], None]) -> None:
    """As a reader runs it: in a Jupyter kernel, from the shipped file, within 60 seconds a cell."""
    from time import perf_counter

    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    notebook = nbformat.read(path.with_suffix(".ipynb"), as_version=4)
    start = perf_counter()
    given = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    places = [str(Path(place).resolve()) for place in given if place]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
    nbclient.NotebookClient(
        notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    ).execute(env=environment)
    record_property(f"count seconds of notebook {path.stem}", f"{perf_counter() - start:.1f}")
    shown = [set(output.get("data", {})) for output in outputs(notebook)]
    assert sum("image/png" in kinds for kinds in shown) >= 2
    assert any("image/svg+xml" in kinds for kinds in shown)  # the circuit
