"""Every path that CONTRIBUTING.md names is there, also in its table "To change X, open Y"."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
# A path: a name with a known ending, or one that ends in a slash; `*` stands for anything.
PATH = re.compile(r"[\w*./]+(?:\.(?:py|pyi|md|toml|js|json)|/)|\.ci/run")
# Written by hand in the text, or made by a command that stands there.
NOT_SHIPPED = {"docs/_build/html", "symqnn/a/b.py", "tests/unit/a/test_b.py"}


def paths_in(text: str) -> list[str]:
    """The paths between backticks; a file without a folder is in that of the path before it."""
    found = []
    for line in text.splitlines():
        for cell in line.split("|"):
            folder = ""
            for quoted in re.findall(r"`([^`]*)`", cell):
                for word in quoted.split():
                    if not PATH.fullmatch(word) or word in NOT_SHIPPED:
                        continue
                    inside = "/" not in word and folder
                    found.append(folder + word if inside else word)
                    if not inside:
                        folder = word[: word.rfind("/") + 1]
    return found


def is_there(path: str) -> bool:
    """Whether a file or folder of this name is in the repository, from its root or in symqnn or
    tests; one without a folder may be anywhere.
    """
    places = [place / path for place in (ROOT, ROOT / "symqnn", ROOT / "tests")]
    if "/" not in path.rstrip("/"):
        places += [folder / path for folder in (ROOT / "symqnn").rglob("*") if folder.is_dir()]
        places += [folder / path for folder in (ROOT / "tests").rglob("*") if folder.is_dir()]
    return any(next(iter(place.parent.glob(place.name)), None) for place in places)


NAMED = sorted(set(paths_in(TEXT)))


def test_many_paths_are_named() -> None:
    assert len(NAMED) > 40


@pytest.mark.parametrize("path", NAMED)
def test_named_paths_exist(path: str) -> None:
    assert is_there(path)


def test_tests_of_the_table_exist() -> None:
    """The last column of the table, which is without slashes at the end."""
    rows = [line.split("|") for line in TEXT.splitlines() if line.startswith("| ")]
    named = [name for row in rows[2:] for name in re.findall(r"`([^`]*)`", row[3])]
    assert len(named) > 15
    assert [name for name in named if not list((ROOT / "tests").glob(name))] == []


def test_a_lost_path_is_noticed() -> None:
    assert paths_in("| `report/`: `html*.py`, `gone.py` | see `tests/gone.py` |") == [
        "report/",
        "report/html*.py",
        "report/gone.py",
        "tests/gone.py",
    ]
    assert is_there("report/html*.py")
    assert not is_there("report/gone.py")
    assert not is_there("tests/unit/checker/costly.py")


def test_lines_have_at_most_100_columns() -> None:
    assert [line for line in TEXT.splitlines() if len(line) > 100] == []
