"""The checker as a program: isolated, from a copy, exit codes, output; and what its source may not
contain.
"""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from symqnn.checker.trusted import verdict

ROOT = Path(__file__).parents[3]
CHECKER = ROOT / "symqnn" / "checker"
GOOD = Path(__file__).parent / "examples" / "independence_matrix.json"
BAD = ROOT / "tests" / "forged" / "independence_wrong_root.json"


def run(
    *arguments: str, folder: Path = CHECKER, given: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", "-S", str(folder), *arguments],
        input=given,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )


@pytest.fixture
def unsupported(tmp_path: Path) -> str:
    path = tmp_path / "later.json"
    path.write_text(json.dumps({**json.loads(GOOD.read_text()), "version": 3}))
    return str(path)


def test_exit_codes(unsupported: str, tmp_path: Path) -> None:
    assert run(str(GOOD)).returncode == 0
    assert run(str(GOOD), str(BAD), unsupported).returncode == 1
    assert run(str(GOOD), unsupported).returncode == 3
    assert run().returncode == 2
    assert run("--unknown").returncode == 2
    for unreadable in (str(tmp_path / "missing.json"), str(tmp_path)):
        process = run(unreadable, str(BAD))
        assert process.returncode == 2
        assert process.stderr.startswith("cannot read") and "Traceback" not in process.stderr


def test_empty_lines_of_the_input_name_no_file() -> None:
    process = run("-", given=f"\n{GOOD}\n\n{GOOD}\n")
    assert (process.returncode, process.stderr) == (0, "")
    assert len(process.stdout.splitlines()) == 2


def test_a_name_that_no_file_can_have_does_not_keep_later_files_from_being_checked() -> None:
    process = run("-", given=f"a\0b\n{GOOD}\n")
    assert process.returncode == 2
    assert "embedded null byte" in process.stderr and "Traceback" not in process.stderr
    assert process.stdout.startswith("VERIFIED")


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no sh to close the input")
def test_a_closed_input_names_no_file() -> None:
    command = ["sh", "-c", '"$0" -I -S "$1" - <&-', sys.executable, str(CHECKER)]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (process.returncode, process.stdout, process.stderr) == (2, "", "")


def test_how_much_effort_a_file_takes_is_told() -> None:
    budget = verdict.Budget()
    budget.start()
    budget.charge(2 * verdict.MAX_STEPS // 4)
    assert budget.needed() == 1
    budget.effort = 10
    budget.charge(2 * verdict.MAX_STEPS)
    assert budget.needed() == 3
    budget.hold(4 * verdict.MAX_CELLS)
    assert budget.needed() == 4
    budget.start()
    assert budget.needed() == 1


def test_one_line_a_file(unsupported: str) -> None:
    lines = run(str(GOOD), str(BAD), unsupported).stdout.splitlines()
    assert [line.split()[0] for line in lines] == ["VERIFIED", "REJECTED", "UNSUPPORTED"]
    assert "at witness.root: not a square root of -1" in lines[1]
    records = [json.loads(line) for line in run("--json", str(GOOD), str(BAD)).stdout.splitlines()]
    assert [record["status"] for record in records] == ["VERIFIED", "REJECTED"]
    assert set(records[0]) == {"file", "status", "place", "reason", "summary", "effort"}
    assert records[0]["effort"] == 1


def test_help_teaches() -> None:
    process = run("--help")
    assert process.returncode == 0
    assert all(
        word in process.stdout for word in ("VERIFIED", "exit code", "examples", "FORMAT.md")
    )


def test_copy_runs_anywhere_under_any_name(tmp_path: Path) -> None:
    copy = tmp_path / "some-other name"
    shutil.copytree(CHECKER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert run(str(GOOD), folder=copy).returncode == 0
    assert run(str(BAD), folder=copy).returncode == 1


def test_module_runs() -> None:
    process = subprocess.run(
        [sys.executable, "-m", "symqnn.checker", str(GOOD)], check=False, cwd=ROOT
    )
    assert process.returncode == 0


@pytest.mark.parametrize("path", sorted(CHECKER.rglob("*.py")), ids=lambda path: path.stem)
def test_source_is_plain(path: Path) -> None:
    """Standard library and own modules only; no assert, eval, exec, float literal or true division
    of integers.
    """
    for node in ast.walk(ast.parse(path.read_text())):
        assert not isinstance(node, ast.Assert)
        assert (
            not (isinstance(node, ast.Name) and node.id in {"eval", "exec", "float", "complex"})
            or path.stem == "reading"
        )
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float | complex))
        if isinstance(node, ast.ImportFrom) and not node.level:
            assert (node.module or "").split(".")[0] in sys.stdlib_module_names
        if isinstance(node, ast.Import):
            assert all(alias.name.split(".")[0] in sys.stdlib_module_names for alias in node.names)
    assert path.stem == "operators" or path.stem not in sys.stdlib_module_names


def test_progress_goes_to_the_standard_error_only() -> None:
    path = str(ROOT / "proofs" / "theorem_7" / "latin_p2.certificate.json")
    quiet, told = run(path), run("--progress", path)
    assert (quiet.stdout, quiet.returncode) == (told.stdout, told.returncode)
    assert quiet.stderr == "" and "checking: 4 of 4 charts" in told.stderr
