"""Interpreters that check certificates while others are made."""

import json
import os
import signal
from pathlib import Path

import pytest

from symqnn.certificate.canonical import write_certificate
from symqnn.certificate.check import Check, Checkers, run_checker
from symqnn.certificate.identity import STATEMENTS, layer_identity_certificate
from symqnn.errors import InputError


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
        assert isinstance(checkers.answer(path), Check)
        os.kill(checkers.started[0].pid, signal.SIGKILL)
        other = path.with_name("other.json")
        other.write_bytes(path.read_bytes())
        checkers.ask(other)
        with pytest.raises(InputError, match="did not answer"):
            checkers.answer(other)


def test_what_is_left_is_not_waited_for(tmp_path: Path) -> None:
    paths = files(tmp_path)
    with pytest.raises(KeyboardInterrupt), Checkers(tmp_path, 1) as checkers:
        for path in paths:
            checkers.ask(path)
        raise KeyboardInterrupt
    assert all(checker.poll() is not None for checker in checkers.started)
