"""Tables for the terminal: nothing wider, nothing lost; whole and without colour in a pipe."""

import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symqnn.cli import main
from symqnn.commands.outcome import progress
from symqnn.report.tables import NARROWEST, display_width, summary, text_table
from symqnn.statements.verify import run, steps

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
WORDS = st.lists(st.text("abcθ²", min_size=1, max_size=NARROWEST), min_size=1, max_size=9)
CELLS = st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=1, max_size=4)
VERIFY = ["verify", "--generators", "ZI", "IZ", "--observable", "Y(Y+I)"]


@given(CELLS, st.integers(3 * NARROWEST + 4, 90))
def test_a_table_fits_and_loses_no_word(rows: list[tuple[list[str], ...]], width: int) -> None:
    texts = [[" ".join(words) for words in row] for row in rows]
    table = text_table(["one", "two", "three"], texts, width)
    lines = table.splitlines()
    assert all(display_width(line) <= width for line in lines)
    said = sorted(word for line in lines[2:] for word in line.split())
    cells = [cell for row in texts for cell in row]
    assert said == sorted(word for cell in cells for word in cell.split())


@given(CELLS)
def test_a_table_without_a_width_breaks_nothing(rows: list[tuple[list[str], ...]]) -> None:
    texts = [[" ".join(words) for words in row] for row in rows]
    lines = text_table(["one", "two", "three"], texts).splitlines()
    assert len(lines) == 2 + len(rows)
    assert all(cell in line for row, line in zip(texts, lines[2:], strict=True) for cell in row)


def in_a_terminal(arguments: list[str], columns: int, **variables: str) -> list[str]:
    """What a command prints on a terminal of so many columns."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    plain = {
        name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "symqnn", *arguments],
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env=plain | {"TERM": "xterm"} | variables,
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        said += part
    os.close(ours)
    process.wait()
    return said.decode().replace("\r\n", "\n").splitlines()


@pytest.mark.parametrize(
    "columns", [80, *(pytest.param(n, marks=pytest.mark.slow) for n in (120, 200))]
)
def test_verify_fits_the_terminal(columns: int) -> None:
    lines = in_a_terminal(VERIFY, columns)
    assert max(display_width(COLOUR.sub("", line)) for line in lines) <= columns
    assert any("\x1b[32mPROVED\x1b[0m" in line for line in lines)
    assert any("statements: " in line for line in lines)
    assert "\x1b" not in "".join(
        in_a_terminal(["haar", "--p", "1", "--table"], columns, NO_COLOR="1")
    )


def test_what_was_assumed_fits_the_terminal() -> None:
    lines = in_a_terminal(["verify", "--generators", "Z", "--observable", "Y+I"], 80)
    assert any(line.startswith("assumed: ") for line in lines)
    assert max(display_width(COLOUR.sub("", line)) for line in lines) <= 80


def test_progress_is_no_longer_than_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "60")
    progress("x" * 200)
    assert capsys.readouterr().err == "\r\x1b[K" + "x" * 58 + "…"


def test_verify_in_a_pipe_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(VERIFY) == 1
    said = capsys.readouterr().out
    assert "…" not in said and "\x1b" not in said
    assert "a dataset induces 2^p local minima a period, 2^p - 1 of them spurious" in said
    # Lemmas 3 and 4 fail for one reason, which is told once
    assert said.count("cos(2θ₂) is not reachable: A_01 = 0") == 1
    assert "Lemma 3, Lemma 4 on command-line: PREMISE FAILS" in said


def test_quiet_verify_says_the_summary(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*VERIFY, "--quiet"]) == 1
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 2
    assert said[0].startswith(
        "17 statements: 12 PROVED, 1 REFUTED, 4 PREMISE FAILS; the independent checker says "
        "VERIFIED"
    )


def test_the_summary_says_which_effort_some_certificates_need() -> None:
    said = summary([], [], [1, 3])
    assert said == "0 statements."
    results = list(run(steps([])))[:3]
    said = summary(results, ["VERIFIED"] * 3, [1, 3, 7])
    assert said.endswith("every certificate (2 only with `symqnn check --effort 7`).")
    assert summary(results, ["VERIFIED"] * 3, [1, 1, 1]).endswith("VERIFIED of every certificate.")


def test_no_command_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    said = capsys.readouterr()
    assert "examples:" in said.out and not said.err


def test_version_and_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "symqnn", "--version"], capture_output=True, text=True, check=True
    )
    assert re.fullmatch(r"symqnn [0-9.]+\n", done.stdout)


def test_control_c_in_verify_reports_what_is_done(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from symqnn.statements import verify

    whole = verify.steps

    def stop() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("symqnn.commands.verify.cores", lambda: 1)
    monkeypatch.setattr(
        verify,
        "steps",
        lambda *listed, **options: [
            *whole([])[:2],
            verify.Step("theorem-2", "on a long one", stop),
            *whole([])[2:],
        ],
    )
    assert main(["verify", "--generators", "Z", "--observable", "Y+I"]) == 130
    said = capsys.readouterr()
    assert "interrupted in theorem-2 on a long one" in said.err
    assert (
        "statements: " in said.out
        and "PROVED; the independent checker says VERIFIED of every certificate" in said.out
    )
