"""Every example on the documentation's pages does what the page says."""

import re
from pathlib import Path

import pytest
from pages import EXECUTED, fences, run_page

DOCS = Path(__file__).parents[2] / "docs"
GENERATED = [
    line.removeprefix("docs/")
    for line in (DOCS.parent / ".gitignore").read_text().splitlines()
    if line.startswith("docs/")
]
PAGES = sorted(
    path
    for path in DOCS.rglob("*.md")
    if not path.relative_to(DOCS).as_posix().startswith(tuple(GENERATED))
)
NEEDS = {
    "start.md": ["openqasm3"],
    "how-to/circuit.md": ["openqasm3", "qiskit"],
    "how-to/least-value.md": ["openqasm3"],
    "how-to/many-cores.md": ["distributed"],
    "how-to/section-6.md": ["matplotlib"],
}
NOT_RUN = {  # fenced text without output, and who runs it
    "python3 -m venv .venv\n.venv/bin/pip install '.[qasm]'\n": ".ci/run installs the package in "
    "the same way",
    ".venv/bin/pip install -q '.[docs]'\n"
    ".venv/bin/sphinx-build -W docs docs/_build/html\n": ".ci/run",
}
SHOWN = ("text", "{toctree}", "{include}", "math", "{math}", "json", "{literalinclude}")


def name_of(path: Path) -> str:
    return path.relative_to(DOCS).as_posix()


WITH_EXAMPLES = [
    path for path in PAGES if any(fence.kind in EXECUTED for fence in fences(path.read_text()))
]
# reports, processes, trainings
SLOW = {"start.md", "how-to/referee.md", "how-to/many-cores.md", "how-to/section-6.md"}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, marks=[pytest.mark.slow] * (name_of(path) in SLOW))
        for path in WITH_EXAMPLES
    ],
    ids=name_of,
)
def test_examples(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in NEEDS.get(name_of(path), []):
        pytest.importorskip(module)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MPLBACKEND", "Agg")
    done = run_page(path.read_text(), tmp_path)
    wrong = [
        f"line {e.line}: {e.source}\n--- says\n{e.want}--- prints\n{e.got}"
        for e in done
        if not e.agrees
    ]
    assert not wrong, "\n".join(wrong)
    assert done


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_no_example_escapes(path: Path) -> None:
    """A block is run, is a file of the page, is known not to be code, or is listed above with who
    runs it.
    """
    for fence in fences(path.read_text()):
        is_file = fence.kind.startswith("{code-block}") and fence.body.startswith(":caption: ")
        known = (
            fence.kind in EXECUTED
            or is_file
            or fence.kind.split()[0:1] == []
            or fence.kind.split()[0] in SHOWN
        )
        assert known, f"line {fence.line}: {fence.kind}"
        if fence.kind == "":
            assert fence.body in NOT_RUN, f"line {fence.line}: {fence.body}"


def test_a_wrong_example_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = (
        "```pycon\n>>> 1 + 1\n3\n>>> 2\n2\n```\n\n```console\n$ symqnn expand --generators Z "
        "--observable Y\nnothing\n```\n"
    )
    assert [example.agrees for example in run_page(page, tmp_path)] == [False, True, False]


def test_the_pages_are_all_reachable() -> None:
    """A page stands in some table of contents."""
    listed = set()
    for path in PAGES:
        for fence in fences(path.read_text()):
            if fence.kind == "{toctree}":
                entries = [
                    line.strip()
                    for line in fence.body.splitlines()
                    if line.strip() and not line.startswith(":")
                ]
                entries = [re.sub(r".*<(.*)>", r"\1", entry) for entry in entries]
                listed |= {
                    (path.parent / entry).resolve().relative_to(DOCS).as_posix() + ".md"
                    for entry in entries
                }
    assert {name_of(path) for path in PAGES} - {"index.md"} <= listed
