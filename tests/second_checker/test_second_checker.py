"""The second checker (JavaScript) says of every file what the first one says."""

import copy
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
FIRST = [sys.executable, "-I", "-S", str(ROOT / "symqnn" / "checker")]
SECOND = ["node", str(ROOT / "symqnn" / "second_checker" / "checker.js")]
SHIPPED = sorted((ROOT / "proofs").rglob("*.certificate.json"))
FORGED = sorted((ROOT / "tests" / "forged").rglob("*.json"))
MUTATIONS_A_FILE = 12
Verdicts = dict[Path, tuple[str, str]]

pytestmark = pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed: the second checker needs it"
)


def verdicts(command: list[str], files: list[Path]) -> Verdicts:
    """Run a checker on all files at once: the word and the rest of the line for each of them."""
    run = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    found = {}
    for line in run.stdout.splitlines():
        match = re.fullmatch(r"(VERIFIED|REJECTED|UNSUPPORTED) (.*?\.json): (.*)", line)
        assert match, line
        found[Path(match[2])] = (match[1], match[3])
    assert set(found) == set(files), run.stderr
    return found


def disagreements(files: list[Path]) -> list[str]:
    """Compare the words, and the sentences of VERIFIED files, of the two checkers."""
    return differences(files, verdicts(FIRST, files), verdicts(SECOND, files))


def differences(files: list[Path], first: Verdicts, second: Verdicts) -> list[str]:
    """What the two say of the same files where they do not say the same."""
    lines = []
    for file in files:
        same_sentence = first[file][0] != "VERIFIED" or first[file][1] == second[file][1]
        if first[file][0] != second[file][0] or not same_sentence:
            lines.append(f"{file.name}: {first[file]} but {second[file]}")
    return lines


@pytest.mark.slow
def test_all_shipped_certificates_are_verified_by_both() -> None:
    assert_verified(SHIPPED)


def test_the_shortest_of_each_statement_is_verified_by_both() -> None:
    assert_verified(smallest_of_each_statement())


def assert_verified(files: list[Path]) -> None:
    first, second = verdicts(FIRST, files), verdicts(SECOND, files)
    assert [file for file in files if second[file][0] != "VERIFIED"] == []
    assert [file for file in files if first[file] != second[file]] == []


@pytest.mark.slow
def test_both_checkers_agree_on_forged_certificates() -> None:
    assert disagreements(FORGED) == []


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all numbers, texts, truth values and nulls."""
    if isinstance(value, dict):
        for key in value:
            yield from leaves(value[key], (*path, key))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from leaves(item, (*path, i))
    else:
        yield path


def changed(leaf: Any) -> Any:
    """Another value of the same shape, as a forger would write it."""
    if isinstance(leaf, bool) or leaf is None:
        return "1" if leaf is None else not leaf
    if isinstance(leaf, int):
        return leaf + 1
    if re.fullmatch(r"-?[0-9]+", leaf):
        return str(int(leaf) + 1)
    if re.fullmatch(r"-?[0-9]+/[0-9]+", leaf):
        numerator, denominator = leaf.split("/")
        return f"{int(numerator) + int(denominator)}/{denominator}"
    middle = len(leaf) // 2
    return leaf[:middle] + ("a" if leaf[middle : middle + 1] != "a" else "b") + leaf[middle + 1 :]


def mutations(certificate: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The certificate with one leaf of instance, claim or witness changed, spread over the file."""
    paths = [
        (part, *path)
        for part in ("claim", "witness", "instance")
        for path in leaves(certificate[part])
    ]
    for path in paths[:: max(1, len(paths) // MUTATIONS_A_FILE)]:
        mutant = copy.deepcopy(certificate)
        place = mutant
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = changed(place[path[-1]])
        yield mutant


def smallest_of_each_statement() -> list[Path]:
    """For each kind and statement the shipped certificate that is shortest."""
    smallest: dict[tuple[str, str], Path] = {}
    for file in sorted(SHIPPED, key=lambda file: file.stat().st_size):
        certificate = json.loads(file.read_text())
        smallest.setdefault((certificate["kind"], certificate["statement"]), file)
    return list(smallest.values())


def test_both_checkers_agree_on_changed_leaves(tmp_path: Path) -> None:
    files = []
    for source in smallest_of_each_statement():
        for i, mutant in enumerate(mutations(json.loads(source.read_text()))):
            file = tmp_path / f"{source.parent.name}_{source.stem}_{i}.json"
            file.write_text(json.dumps(mutant, sort_keys=True, separators=(",", ":")) + "\n")
            files.append(file)
    assert len(files) > 100
    first, found = verdicts(FIRST, files), verdicts(SECOND, files)
    assert differences(files, first, found) == []
    assert sum(word == "REJECTED" for word, _ in found.values()) > len(files) // 2


def test_exit_codes(tmp_path: Path) -> None:
    def code(*files: Path) -> int:
        return subprocess.run(
            [*SECOND, *map(str, files)], capture_output=True, check=False
        ).returncode

    good, later = SHIPPED[0], tmp_path / "later.json"
    bad, missing = ROOT / "tests" / "forged" / "text_nan.json", tmp_path / "missing.json"
    certificate = json.loads(good.read_text())
    later.write_text(json.dumps({**certificate, "version": 3}))
    assert code() == 2
    assert code(good) == 0
    assert code(good, later) == 3
    assert code(good, later, bad) == 1
    assert code(missing, bad) == 2


def test_effort_multiplies_both_budgets(tmp_path: Path) -> None:
    """What is too dear at first is answered with N times the budget, and the limit that is named is
    N times as high.
    """

    def run(*words: str) -> tuple[int, str]:
        done = subprocess.run([*SECOND, *words], capture_output=True, text=True, check=False)
        return done.returncode, done.stdout

    dear = str(ROOT / "tests" / "forged" / "soundness" / "dos_critical_points_dense_tensor.json")
    code, line = run(dear)
    assert code == 3 and "a table of more than 1500000 numbers" in line
    shown = (
        "const {check} = require(process.argv[1]); const text = "
        "require('fs').readFileSync(process.argv[2], 'latin1');"
    )
    again = f"{shown} process.stdout.write(check(text, 0.01).reason + '\\n' + check(text).reason)"
    done = subprocess.run(
        ["node", "-e", again, SECOND[1], dear], capture_output=True, text=True, check=True
    )
    assert [re.search(r"\d+", reason)[0] for reason in done.stdout.splitlines()] == [
        "15000",
        "1500000",
    ]
    for words in (
        ("--effort",),
        ("--effort", "0", dear),
        ("--effort", "2"),
        ("--effort", "-1", dear),
        ("--effort", "1e3", dear),
    ):
        assert run(*words) == (2, "")
    good = str(SHIPPED[0])
    assert run("--effort", "2", good) == run(good) and run(good)[0] == 0


@pytest.mark.slow
def test_with_the_effort_a_list_of_five_angles_is_verified_by_both(tmp_path: Path) -> None:
    """p! 2^p = 3840 minima, 48 000 critical points; with one budget neither is sure to have the
    time.
    """
    from symqnn.certificate.canonical import write_certificate
    from symqnn.certificate.critical import critical_points_certificate
    from symqnn.roots.critical import critical_points
    from symqnn.statements.landscapes import named_landscape

    found = critical_points(named_landscape("latin", 5).poly)
    file = write_certificate(tmp_path / "latin_p5.json", critical_points_certificate(found))
    lines = [verdicts([*checker, "--effort", "10"], [file])[file] for checker in (FIRST, SECOND)]
    assert lines[0] == lines[1]
    assert (
        lines[0][0] == "VERIFIED"
        and "exactly 48000 critical points, by index [3840, " in lines[0][1]
    )


def test_points_as_integers_are_answered_with_how_to_regenerate_them(tmp_path: Path) -> None:
    made = json.loads((ROOT / "proofs" / "theorem_7" / "latin_p2.certificate.json").read_text())
    made["witness"]["blocks"][0]["roots"][0] = ["7253967425738", "24205320647489"]
    path = tmp_path / "old.json"
    path.write_text(json.dumps(made))
    for command in (FIRST, SECOND):
        word, line = verdicts(command, [path])[path]
        assert word == "UNSUPPORTED"
        assert "points as lists of integers are no longer read; regenerate it" in line
