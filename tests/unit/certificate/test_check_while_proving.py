"""Interpreters that check certificates while others are made."""

import json
import os
import signal
import sys
from pathlib import Path

import pytest

from symqnn.certificate import check as checking
from symqnn.certificate.canonical import write_certificate
from symqnn.certificate.check import NOT_CHECKED, Checkers, run_checker
from symqnn.certificate.identity import STATEMENTS, layer_identity_certificate
from symqnn.errors import InputError, InternalError


def files(folder: Path) -> list[Path]:
    good = [
        write_certificate(folder / f"{name}.json", layer_identity_certificate(name))
        for name in STATEMENTS
    ]
    forged = layer_identity_certificate("equation-11")
    forged["claim"]["normal_form"][0][3] = "2"
    bad = write_certificate(folder / "a forged one.json", forged)
    old = folder / "old.json"
    old.write_text(json.dumps({**forged, "version": 1}))
    return [*good, bad, old]


@pytest.mark.parametrize("number", [1, 3])
def test_answers_are_those_of_one_run(tmp_path: Path, number: int) -> None:
    paths = files(tmp_path)
    wanted = run_checker(paths)
    assert [answer.status for answer in wanted] == ["VERIFIED"] * 4 + ["REJECTED", "UNSUPPORTED"]
    with Checkers(tmp_path, number) as checkers:
        for path in paths:
            checkers.ask(path)
        assert [checkers.answer(path) for path in reversed(paths)] == wanted[::-1]
        assert len(checkers.started) == number
    assert all(checker.poll() is not None for checker in checkers.started)


def test_a_file_that_is_gone_and_a_checker_that_is_gone(tmp_path: Path) -> None:
    path = files(tmp_path)[0]
    with Checkers(tmp_path, 1) as checkers:
        checkers.ask(tmp_path / "absent.json")
        with pytest.raises(InputError, match="cannot be checked"):
            checkers.answer(tmp_path / "absent.json")
        checkers.ask(path)
        assert checkers.answer(path).status == "VERIFIED"
        os.kill(checkers.started[0].pid, signal.SIGKILL)
        other = path.with_name("other.json")
        other.write_bytes(path.read_bytes())
        checkers.ask(other)
        assert checkers.answer(other).status == "VERIFIED"
        assert [checker.poll() for checker in checkers.started] == [None]


def test_a_checker_that_ends_on_a_file_leaves_it_unchecked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two are tried; the reason says how they ended and what to try. Files after it are checked."""
    fatal, path = "fatal.json", files(tmp_path)[0]
    (tmp_path / fatal).write_text("{}")
    stub = tmp_path / "stub.py"
    stub.write_text(
        "import json, os, sys\n"
        "for line in iter(sys.stdin.readline, ''):\n"
        f"    if line.strip() == {fatal!r}:\n"
        "        print('{', end='', flush=True)\n"
        "        os.kill(os.getpid(), 9)\n"
        "    words = dict.fromkeys(('place', 'reason', 'summary'), '')\n"
        "    print(json.dumps({'status': 'VERIFIED', **words}), flush=True)\n"
    )
    monkeypatch.setattr(checking, "_command", lambda: [sys.executable, str(stub)])
    with Checkers(tmp_path, 1) as checkers:
        checkers.ask(tmp_path / fatal)
        checkers.ask(path)
        answer = checkers.answer(tmp_path / fatal)
        assert checkers.answer(path).status == "VERIFIED"
    assert answer.status == NOT_CHECKED
    assert "(-9, then -9;" in answer.reason
    assert f"symqnn check --effort 100 DIR/{fatal}" in answer.reason


def test_a_checker_that_ends_is_no_fault_of_the_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "stub.py").write_text("raise SystemExit(7)")
    monkeypatch.setattr(checking, "_command", lambda: [sys.executable, str(tmp_path / "stub.py")])
    with pytest.raises(InternalError, match="0 of 1 files and ended with 7"):
        run_checker([tmp_path / "some.json"])


def test_what_is_left_is_not_waited_for(tmp_path: Path) -> None:
    paths = files(tmp_path)
    with pytest.raises(KeyboardInterrupt), Checkers(tmp_path, 1) as checkers:
        for path in paths:
            checkers.ask(path)
        raise KeyboardInterrupt
    assert all(checker.poll() is not None for checker in checkers.started)
