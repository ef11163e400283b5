"""Long lists: charts verified by an earlier run are not followed again, and parts of a file are
checked apart.

Modules: checker/main, checker/mathematics/subdivision, certificate/parts.
"""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from symqnn.certificate.check import CHECKER
from symqnn.certificate.parts import check_in_parts
from symqnn.checker.main import main
from symqnn.checker.mathematics import subdivision
from symqnn.checker.parts import RUN, Run
from symqnn.errors import InputError
from symqnn.report.checker_file import write_checker

LIST = Path(__file__).parents[3] / "proofs" / "theorem_7" / "random_dataset_p3.certificate.json"
CHARTS = 8


@pytest.fixture(autouse=True)
def fresh() -> Any:
    """What a command line asked for is not what the next test asks for."""
    yield
    vars(RUN).clear()
    vars(RUN).update(vars(Run()))


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts of the charts that are followed."""
    texts: list[str] = []
    run = subdivision.Task.run

    def noted(task: subdivision.Task) -> object:
        texts.append(task.text)
        return run(task)

    monkeypatch.setattr(subdivision.Task, "run", noted)
    return texts


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str]:
    code = main([str(argument) for argument in arguments])
    return code, capsys.readouterr().out.strip()


def changed(tmp_path: Path, change: Any) -> Path:
    data = json.loads(LIST.read_text())
    change(data)
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(data))
    return path


def other_total(data: Any) -> None:
    data["claim"]["critical_points"] = str(int(data["claim"]["critical_points"]) + 1)


def test_nothing_that_was_verified_is_followed_again(capsys, tmp_path, followed) -> None:
    state = tmp_path / "state.json"
    assert answer(capsys, "--resume", state, LIST)[0] == 0 and len(followed) == CHARTS
    code, line = answer(capsys, "--resume", state, LIST)
    assert code == 0 and len(followed) == CHARTS
    assert line.endswith(f"; {CHARTS} of {CHARTS} charts as kept in {state}")
    assert answer(capsys, LIST)[1] == line.rpartition(";")[0]  # the same numbers, boxes too


def test_control_c_keeps_the_charts_that_are_done(capsys, tmp_path, followed, monkeypatch) -> None:
    state, run = tmp_path / "state.json", subdivision.Task.run

    def interrupted(task: subdivision.Task) -> object:
        if len(followed) == 3:
            raise KeyboardInterrupt
        return run(task)

    with monkeypatch.context() as patch:
        patch.setattr(subdivision.Task, "run", interrupted)
        assert main(["--resume", str(state), str(LIST)]) == 130
    out, err = capsys.readouterr()
    assert out == "" and "3 charts of the last file are kept" in err
    code, line = answer(capsys, "--resume", state, LIST)
    assert code == 0 and len(followed) == CHARTS == len(set(followed))
    assert f"3 of {CHARTS} charts as kept" in line


@pytest.mark.parametrize("jobs", [1, 2])
def test_parts_say_nothing_about_the_claim(capsys, tmp_path, jobs: int) -> None:
    states = [tmp_path / "one.json", tmp_path / "two.json"]
    for k, state in enumerate(states, 1):
        code, line = answer(capsys, "--jobs", jobs, "--part", f"{k}/2", "--resume", state, LIST)
        assert (
            code == 3 and line.startswith("PARTLY") and f"{CHARTS // 2} of {CHARTS} charts" in line
        )
    code, line = answer(capsys, "--resume", states[0], LIST, "--part", "1/2")
    assert code == 3 and line.startswith("PARTLY")
    code, line = answer(capsys, "--resume", states[0], "--resume", states[1], LIST)
    assert (
        code == 0 and line.startswith("VERIFIED") and f"{CHARTS} of {CHARTS} charts as kept" in line
    )


def test_a_part_of_a_false_list_is_rejected(capsys, tmp_path) -> None:
    """The claim and the critical points are checked with every part."""
    for k in (1, 2):
        code, line = answer(capsys, "--part", f"{k}/2", changed(tmp_path, other_total))
        assert code == 1 and line.startswith("REJECTED")


def test_what_is_kept_is_bound_to_the_certificate(capsys, tmp_path, followed) -> None:
    state = tmp_path / "state.json"
    answer(capsys, "--resume", state, LIST)

    def cut(data: Any) -> None:
        charts = data["witness"]["blocks"][0]["charts"]
        charts[3] = charts[3][:-1]

    code, line = answer(capsys, "--resume", state, changed(tmp_path, cut))
    assert code == 1 and "charts.3" in line and len(followed) == CHARTS + 4


def test_all_but_the_charts_is_checked_whatever_is_kept(capsys, tmp_path) -> None:
    """Not even a state that calls every chart of a false list verified makes it so."""
    false, state = changed(tmp_path, other_total), tmp_path / "state.json"
    answer(capsys, "--resume", state, false)  # the claim is compared after the charts
    kept = json.loads(state.read_text())["certificates"]
    assert [len(charts) for charts in kept.values()] == [CHARTS]
    code, line = answer(capsys, "--resume", state, false)
    assert code == 1 and "claim.critical_points" in line


def test_what_is_kept_is_bound_to_the_checker(capsys, tmp_path, followed) -> None:
    state = tmp_path / "state.json"
    answer(capsys, "--resume", state, LIST)
    data = json.loads(state.read_text())
    state.write_text(json.dumps(data | {"checker": "0" * 64}))
    assert main(["--resume", str(state), str(LIST)]) == 0
    assert "another version of the checker" in capsys.readouterr().err
    assert len(followed) == 2 * CHARTS
    assert json.loads(state.read_text()) == data


@pytest.mark.parametrize(
    "text",
    ["{}", "[]", "no JSON", '{"format": "symqnn-certificate"}', '{"format": "symqnn-checked"}'],
)
def test_another_file_is_not_written_over(capsys, tmp_path, text: str) -> None:
    state = tmp_path / "state.json"
    if "checked" in text:  # damaged
        answer(capsys, "--resume", state, LIST)
        text = json.dumps(
            json.loads(state.read_text()) | {"certificates": {"a": {"place": "many"}}}
        )
    state.write_text(text)
    with pytest.raises(SystemExit, match="2"):
        main(["--resume", str(state), str(LIST)])
    assert state.read_text() == text and f"--resume {state}" in capsys.readouterr().err


@pytest.mark.parametrize("part", ["0/2", "3/2", "1", "1/2/3", "-1/2", "1/99999", "a/b"])
def test_parts_that_are_none(part: str) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([f"--part={part}", str(LIST)])


def test_the_first_fault_does_not_depend_on_the_number_of_processes(capsys, tmp_path) -> None:
    def cut(data: Any) -> None:
        charts = data["witness"]["blocks"][0]["charts"]
        charts[2], charts[5] = charts[2][:-1], charts[5][:-1]

    path = changed(tmp_path, cut)
    lines = [answer(capsys, "--jobs", jobs, path) for jobs in (1, 2)]
    assert lines[0] == lines[1] and lines[0][0] == 1 and "charts.2" in lines[0][1]


def test_parts_through_joblib(capsys) -> None:
    found = check_in_parts(LIST, 3, 2)
    assert found.status == "VERIFIED" and f"{CHARTS} of {CHARTS} charts as kept" in found.summary
    assert found.summary.startswith(answer(capsys, LIST)[1].partition(": ")[2])
    with pytest.raises(InputError, match="parts is 0"):
        check_in_parts(LIST, 0)
    with pytest.raises(InputError, match="a certificate file is required"):
        check_in_parts(LIST.with_name("nothing.json"), 2)


def test_a_false_list_in_parts(tmp_path) -> None:
    assert check_in_parts(changed(tmp_path, other_total), 2).status == "REJECTED"


def test_the_checker_as_one_file_is_the_same_checker(tmp_path) -> None:
    """What the folder kept, check.pyz takes, and the other way round; both digests cover every
    module but the start.
    """
    archive, state = write_checker(tmp_path), tmp_path / "state.json"
    lines = []
    for program in (CHECKER, archive):
        command = [sys.executable, "-I", "-S", str(program), "--resume", str(state), str(LIST)]
        lines.append(subprocess.run(command, capture_output=True, text=True, check=True))
    assert (
        "as kept" not in lines[0].stdout
        and f"{CHARTS} of {CHARTS} charts as kept" in lines[1].stdout
    )
    assert lines[0].stderr == lines[1].stderr == ""
    every = (path.relative_to(CHECKER).as_posix() for path in CHECKER.rglob("*.py"))
    names = sorted(name for name in every if name != "__main__.py")
    listed = "".join(
        f"{name} {sha256((CHECKER / name).read_bytes()).hexdigest()}\n" for name in names
    )
    assert json.loads(state.read_text())["checker"] == sha256(listed.encode()).hexdigest()
