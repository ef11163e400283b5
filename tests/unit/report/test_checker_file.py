"""check.pyz, and a report directory that is used again."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from symqnn.certificate.check import CHECKER
from symqnn.cli import main
from symqnn.errors import InputError
from symqnn.report.checker_file import COMMAND, checker_bytes, write_checker
from symqnn.report.earlier import set_aside

PROOFS = Path(__file__).parents[3] / "proofs"
ONE = ["--generators", "Z", "--observable", "Y+I"]
OTHER = ["--generators", "X", "Z", "--observable", "Y"]


def answers(command: list[str], folder: Path) -> tuple[int, str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_file_answers_as_the_folder_does(tmp_path: Path) -> None:
    write_checker(tmp_path)
    smallest: dict[str, Path] = {}
    for path in sorted(PROOFS.glob("*/*.certificate.json"), key=lambda path: path.stat().st_size):
        smallest.setdefault(path.parent.name, path)
    names = []
    for path in smallest.values():
        names.append(f"{path.parent.name}.certificate.json")
        (tmp_path / names[-1]).write_bytes(path.read_bytes())
    (tmp_path / "forged.certificate.json").write_bytes(
        smallest["definition_1"].read_bytes().replace(b'"operators":"2"', b'"operators":"3"')
    )
    names.append("forged.certificate.json")
    expected = answers([sys.executable, "-I", "-S", str(CHECKER), *names], tmp_path)
    assert expected[0] == 1
    assert expected[1].count("VERIFIED") == len(names) - 1 >= 10
    assert answers([sys.executable, "-I", "-S", "check.pyz", *names], tmp_path) == expected
    assert answers([sys.executable, "check.pyz", "--jobs", "2", *names], tmp_path) == expected


def test_the_bytes_depend_on_the_source_only(tmp_path: Path) -> None:
    content = write_checker(tmp_path).read_bytes()
    assert content == checker_bytes()
    with zipfile.ZipFile(tmp_path / "check.pyz") as archive:
        entries = archive.infolist()
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
        every = {
            path.relative_to(CHECKER).as_posix(): path.read_bytes()
            for path in CHECKER.rglob("*.py")
        }
        modules = {name: source for name, source in every.items() if name != "__main__.py"}
        assert {
            entry.filename: archive.read(entry) for entry in entries if "/" in entry.filename
        } == {f"symqnn_checker/{name}": source for name, source in modules.items()}


def test_the_command_of_the_report_checks_the_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", *ONE, "--out", str(tmp_path)]) == 0
    for name in ("report.html", "report.tex"):
        text = (tmp_path / name).read_text()
        assert COMMAND in text
        assert "Written by symqnn" in text
    assert "symqnn verify --generators Z --observable Y+I" in (tmp_path / "report.html").read_text()
    shell = COMMAND.replace("python3", sys.executable, 1)
    code, said = answers(["sh", "-c", shell], tmp_path)
    count = len(list(tmp_path.glob("*.certificate.json*")))
    assert (code, said.count("VERIFIED ")) == (0, count)
    assert count > 2


@pytest.mark.slow
def test_certificates_of_another_network_do_not_stay_beside_the_new_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", *OTHER, "--out", str(tmp_path)]) == 1
    first = {path.name: path.read_bytes() for path in tmp_path.glob("*.certificate.json*")}
    assert "earlier" not in capsys.readouterr().out
    instance = tmp_path / "other.json"
    instance.write_text(
        '{"format": "symqnn-instance", "version": 1, "generators": ["Z"], "observable": "Y + I"}'
    )
    assert main(["verify", str(instance), "--out", str(tmp_path)]) == 0
    listed = (tmp_path / "report.html").read_text()
    assert all(path.name in listed for path in tmp_path.glob("*.certificate.json*"))
    moved = {path.name for path in (tmp_path / "earlier").glob("*.certificate.json*")}
    assert (
        moved == set(first) - {path.name for path in tmp_path.glob("*.certificate.json*")} != set()
    )
    assert all((tmp_path / "earlier" / name).read_bytes() == first[name] for name in moved)
    assert not any("command-line" in path.name for path in (tmp_path / "figures").iterdir())
    assert f"{len(moved)} certificates" in capsys.readouterr().out
    assert main(["verify", str(instance), "--out", str(tmp_path)]) == 0  # again: nothing to move
    assert "earlier" not in capsys.readouterr().out.replace(str(tmp_path), "")


def test_what_cannot_be_moved_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.certificate.json").write_text("{}")
    (tmp_path / "earlier").write_text("a file where the folder should be")
    with pytest.raises(InputError, match="give a fresh directory"):
        set_aside(tmp_path, [])
    assert (tmp_path / "a.certificate.json").exists()
