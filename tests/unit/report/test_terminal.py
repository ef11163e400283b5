"""What a terminal gets, and what a pipe gets: width and colour only where a person reads."""

import pytest

from symqnn.report import terminal

LONG = "a sentence of quite a few words that goes on and on " * 3


@pytest.mark.parametrize("columns", [20, 60])
def test_on_a_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert terminal.terminal_width() == columns and terminal.has_colour()
    lines = terminal.fill(LONG).splitlines()
    assert max(map(len, lines)) <= columns and " ".join(lines).split() == LONG.split()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not terminal.has_colour()


def test_in_a_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: False, raising=False)
    assert terminal.terminal_width() is None and not terminal.has_colour()
    assert terminal.fill(LONG) == LONG


def test_colour_changes_no_letter() -> None:
    for word in ("PROVED", "REFUTED   ", "PREMISE FAILS", "other"):
        plain = terminal.painted(word)
        for code in ("\x1b[32m", "\x1b[31m", "\x1b[33m", "\x1b[35m", "\x1b[0m"):
            plain = plain.replace(code, "")
        assert plain == word
