"""Files that a hostile reader wrote: what they claim is answered honestly, within the budget, and
the next file is checked.
"""

import gzip
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import costly
import pytest

from symqnn.checker import check
from symqnn.checker.trusted import verdict
from symqnn.checker.trusted.reading import shown

ROOT = Path(__file__).parents[3]
CHECKER = ROOT / "symqnn" / "checker"
FILES = ROOT / "tests" / "forged" / "soundness"
GOOD = Path(__file__).parent / "examples" / "independence_matrix.json"

# file: (status, part of the reason or of the sentence)
EXPECTED = {
    "crash_haar_uniform_4400_digits": ("VERIFIED", "an integer of 14620 bits"),
    "dataset_None_of_them_spurious": ("VERIFIED", "which of them are spurious is not counted"),
    "dataset_zero_of_them_spurious": ("VERIFIED", "at least 0 of them spurious"),
    "dos_critical_points_dense_tensor": ("UNSUPPORTED", "a table of more than"),
    "dos_dataset_minima_elimination_p28": ("VERIFIED", "1 strict local minimum (p = 28)"),
    "dos_integral_components_memory_d2_p15": ("UNSUPPORTED", "steps in all"),
    "dos_integral_projectors_d64": ("UNSUPPORTED", "frequencies above 30"),
    "dos_integral_sturm_degree_512": ("UNSUPPORTED", "frequencies above 30"),
    "dos_separable_levels_2_to_28": ("REJECTED", "fewer levels than recomputed"),
    "dos_training_loss_p8": ("UNSUPPORTED", "steps in all"),
    "lemma_3_with_half_the_unit": ("REJECTED", "smaller than the frequencies ask for"),
}
SECONDS, MEGABYTES = 40, 500  # of one core; twice the 20 s of the budget, because machines differ


# A process counts the memory of the one that it was forked from until it becomes another program:
# the checker is started by a small one, which says what it used.
LAUNCHER = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime, used.ru_maxrss / 1024)
print(done.stdout, end="")
"""


def run(path: Path) -> tuple[str, float, float]:
    """Output, CPU seconds and megabytes of the checker on one file."""
    command = [sys.executable, "-I", "-S", str(CHECKER), str(path)]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", LAUNCHER, *command],
        capture_output=True,
        text=True,
        check=True,
    )
    first, _, output = done.stdout.partition("\n")
    seconds, megabytes = map(float, first.split())
    return output, seconds, megabytes


def test_every_file_is_listed() -> None:
    assert {path.stem for path in FILES.glob("*.json")} == set(EXPECTED)


LONG = {"dos_integral_components_memory_d2_p15", "dos_integral_projectors_d64"}  # 3 and 4 s


def marked(name: str) -> object:
    return pytest.param(name, marks=[pytest.mark.slow] * (name in LONG))


@pytest.mark.parametrize("name", [marked(name) for name in sorted(EXPECTED)])
def test_answered_within_the_budget(name: str) -> None:
    output, seconds, megabytes = run(FILES / f"{name}.json")
    status, text = EXPECTED[name]
    assert output.startswith(status) and text in output, output[:400]
    assert seconds < SECONDS and megabytes < MEGABYTES


def test_many_nested_objects(tmp_path: Path) -> None:
    path = tmp_path / "nested.json.gz"
    # piece by piece: a child's memory is counted from its parent's
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(b"[")
        for _ in range(12_000):
            stream.write(b"[[]]," * 1000)
        stream.write(b"0]")
    output, seconds, megabytes = run(path)
    assert output.startswith("UNSUPPORTED") and "values" in output
    assert seconds < SECONDS and megabytes < MEGABYTES


@pytest.mark.slow
def test_a_number_of_components_with_5000_digits() -> None:
    gate = {word: str(3**k) for k, word in enumerate(("ZII", "IZI", "IIZ"))}  # 27 differences
    network = costly.words([gate] * 3500, 3, [{"XXX": "1"}])
    verdict_ = check(costly.independence(network, 0, [[0, 1, 2]]))
    assert verdict_.status == "REJECTED" and "an integer of" in verdict_.reason


def test_long_integers_are_shown_by_their_size() -> None:
    assert shown(10**30) == str(10**30)
    assert shown(-(10**5000)) == "an integer of 16610 bits"


@pytest.mark.parametrize("name", sorted(costly.FAMILIES))
def test_what_is_charged_is_what_it_costs(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a hundredth of the budget a check stops within a hundredth of the time, with a factor of
    ten to spare.
    """
    monkeypatch.setattr(verdict, "MAX_STEPS", verdict.MAX_STEPS // 100)
    certificate = costly.FAMILIES[name]()
    start = time.process_time()
    answer = check(certificate)
    assert answer.status in ("UNSUPPORTED", "REJECTED"), answer
    assert "the checker failed" not in answer.reason
    assert time.process_time() - start < 3


def test_a_fault_of_the_checker_is_not_a_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise ZeroDivisionError

    monkeypatch.setattr("symqnn.checker.kinds.independence.verify", fail)
    answer = check(json.loads(GOOD.read_text()))
    assert (answer.status, answer.place) == ("UNSUPPORTED", "certificate")


def test_effort_multiplies_the_budget() -> None:
    path = FILES / "dos_training_loss_p8.json"
    for effort in ("0", "-1", "many"):
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(CHECKER), "--effort", effort, str(path)],
            capture_output=True,
            check=False,
        )
        assert done.returncode == 2
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(CHECKER), "--effort", "2", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "3000000 numbers" in done.stdout or "400000000 steps" in done.stdout


@pytest.mark.parametrize("target", ["a closed pipe", "a full disk"])
def test_output_that_cannot_be_written(target: str) -> None:
    """Exit code 2 and no traceback."""
    command = [sys.executable, "-I", "-S", str(CHECKER), str(GOOD), str(GOOD)]
    if target == "a full disk":
        if not Path("/dev/full").exists():
            pytest.skip("this system has no device that is always full")
        with open("/dev/full", "w") as stream:
            done = subprocess.run(
                command, stdout=stream, stderr=subprocess.PIPE, text=True, check=False
            )
    else:
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            command, stdout=writing, stderr=subprocess.PIPE, text=True, check=False
        )
        os.close(writing)
    assert done.returncode == 2
    assert done.stderr == ""
