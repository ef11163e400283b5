"""A report directory that is used again: other reports' files are set aside, one's own stay."""

from pathlib import Path

import pytest

from symqnn.errors import InputError
from symqnn.report.earlier import FOLDER, set_aside


def test_only_what_is_not_ones_own(tmp_path: Path) -> None:
    (tmp_path / "figures").mkdir()
    names = ("mine.certificate.json", "old.certificate.json", "figures/old.svg", "notes.txt")
    for name in names:
        (tmp_path / name).write_text(name)
    moved = set_aside(tmp_path, [tmp_path / "." / "mine.certificate.json"])
    names = ["figures/old.svg", "old.certificate.json"]
    assert moved == [tmp_path / FOLDER / name for name in names]
    assert [path.read_text() for path in moved] == names
    assert (tmp_path / "mine.certificate.json").exists() and (tmp_path / "notes.txt").exists()
    assert set_aside(tmp_path, [tmp_path / "mine.certificate.json"]) == []


def test_a_file_that_cannot_be_moved(tmp_path: Path) -> None:
    (tmp_path / "old.certificate.json").write_text("")
    (tmp_path / FOLDER).write_text("a file where the folder should be")
    with pytest.raises(InputError, match="give a fresh directory"):
        set_aside(tmp_path, [])
