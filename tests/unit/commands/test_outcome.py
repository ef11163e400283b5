"""Exit codes, the checker's veto, progress: what every command does with its results."""

import pytest

from symqnn.certificate.check import NOT_CHECKED, Check
from symqnn.commands.outcome import certified, exit_code, progress, result_json, silent
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

PROVED = Result("s", "S", "c", "n", "found", Status.PROVED, Scope.INSTANCES, {"kind": "x"})
UNKNOWN = Result("s", "S", "c", "n", "", Status.UNDECIDED, Scope.INSTANCES, None)
VERIFIED = Check("VERIFIED", "", "", "fine")
REJECTED = Check("REJECTED", "claim", "is wrong", "")


@pytest.mark.parametrize(
    ("statuses", "code"),
    [
        ([], 0),
        ([Status.PROVED], 0),
        ([Status.PROVED, Status.UNDECIDED], 3),
        ([Status.UNDECIDED, Status.REFUTED], 1),
        ([Status.PREMISE_FAILS, Status.PROVED], 1),
    ],
)
def test_exit_codes(statuses: list[Status], code: int) -> None:
    assert exit_code(statuses) == code


def test_nothing_is_proved_against_the_checker() -> None:
    assert certified([PROVED, UNKNOWN], [VERIFIED, None]) == [PROVED, UNKNOWN]
    for check, why in ((REJECTED, "REJECTED at claim: is wrong"), (None, "no certificate")):
        (result,) = certified([PROVED], [check])
        assert result.status is Status.UNDECIDED and why in result.details[0]
    (result,) = certified([PROVED], [None], left_out=True)
    assert result.details == ("not checked",)
    ended = Check(NOT_CHECKED, "the checker", "ended; try again", "")
    (result,) = certified([PROVED], [ended])
    assert result.status is Status.UNDECIDED
    assert result.details == ("not checked: the checker ended; try again",)


def test_progress_is_for_terminals(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    progress("into a pipe")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "30")
    progress("x" * 100)
    assert len(capsys.readouterr().err.removeprefix("\r\x1b[K")) <= 29
    with silent(True):
        progress("quiet")
    assert capsys.readouterr().err == ""


def test_for_machines() -> None:
    fields = result_json(PROVED, "VERIFIED", None, None)
    assert (fields["status"], fields["checker"], fields["certificate"]) == (
        "PROVED",
        "VERIFIED",
        None,
    )
