"""A fault of symqnn itself: one message, exit code 70, and a file to report it with."""

import re
import tempfile
from pathlib import Path

import pytest

from symqnn.cli import main
from symqnn.commands import expand
from symqnn.errors import InternalError

COMMAND = ["expand", "--generators", "X", "--observable", "Z"]


@pytest.mark.parametrize(
    "fault", [ZeroDivisionError("one\ntwo"), InternalError("a step that cannot fail did")]
)
def test_a_fault_is_told_in_three_lines_with_a_file(
    fault: Exception,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(options: object) -> int:
        raise fault

    monkeypatch.setattr(expand, "run", broken)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.delenv("SYMQNN_TRACEBACK", raising=False)
    assert main(COMMAND) == 70
    captured = capsys.readouterr()
    assert captured.out == ""
    lines = captured.err.splitlines()
    assert len(lines) == 3
    assert (
        lines[0] == f"symqnn: internal error: {type(fault).__name__}: {str(fault).splitlines()[0]}"
    )
    assert "CONTRIBUTING.md" in lines[1]
    named = re.search(r"with (\S+\.txt): ", lines[2])
    assert named is not None
    text = Path(named[1]).read_text(encoding="utf-8")
    assert text.startswith("command: symqnn expand --generators X --observable Z\nsymqnn ")
    assert "Traceback (most recent call last):" in text
    assert "in broken" in text


def test_the_traceback_is_shown_on_request_and_where_no_file_can_be(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(options: object) -> int:
        raise TypeError("odd")

    monkeypatch.setattr(expand, "run", broken)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("SYMQNN_TRACEBACK", "1")
    assert main(COMMAND) == 70
    assert "in broken" in capsys.readouterr().err
    monkeypatch.delenv("SYMQNN_TRACEBACK")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    assert main(COMMAND) == 70
    assert "in broken" in capsys.readouterr().err
