"""Search for certificates that cost a checker more than 20 s or 500 MB, or about which the two
checkers contradict each other.

    python tests/benchmarks/growth_search.py [--first SEED] [--cases N] [--keep FOLDER] [KIND …]

Every kind is grown at random (tests/shared/growth.py); each case is given to both checkers,
one process each, whose CPU time and largest memory are measured. A fault is printed and kept; at
the end the dearest case of each kind. Run by hand.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests" / "shared"))
from growth import KINDS, MOST, case  # noqa: E402

SECONDS, MEGABYTES, KILLED = 20, 500, 60
CHECKERS = {"python": [sys.executable, "-I", "-S", str(ROOT / "symqnn" / "checker")]}
if shutil.which("node"):
    CHECKERS["node"] = ["node", str(ROOT / "symqnn" / "second_checker" / "checker.js")]


@dataclass(frozen=True)
class Measured:
    """What one checker said of one file, and what that cost."""

    said: str
    seconds: float
    megabytes: int

    @property
    def word(self) -> str:
        """VERIFIED, REJECTED or UNSUPPORTED."""
        return self.said.split(" ")[0] if self.said else "no answer"


def measured(command: list[str], path: Path) -> Measured:
    """Run one checker; it is killed after a minute of CPU."""
    limited = lambda: resource.setrlimit(resource.RLIMIT_CPU, (KILLED, KILLED))  # noqa: E731
    process = subprocess.Popen(
        [*command, str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=limited,  # noqa: PLW1509
    )
    said = (process.stdout.read() if process.stdout else b"").decode()
    _, code, used = os.wait4(process.pid, 0)
    process.returncode = code
    return Measured(
        said.replace(f" {path}:", "").strip(), used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
    )


def faults(answers: dict[str, Measured]) -> list[str]:
    """What is wrong with the answers to one file."""
    found = []
    for name, answer in answers.items():
        if answer.seconds > SECONDS or answer.megabytes > MEGABYTES:
            found.append(f"{name} took {answer.seconds:.1f} s, {answer.megabytes} MB")
        if (
            answer.word not in ("VERIFIED", "REJECTED", "UNSUPPORTED")
            or "failed" in answer.said
            or "Error" in answer.said
        ):
            found.append(f"{name} said {answer.said[:200]!r}")
    words = {answer.word for answer in answers.values()}
    if {"VERIFIED", "REJECTED"} <= words:
        found.append("one accepts, the other rejects")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kinds", nargs="*", default=KINDS, metavar="KIND")
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--cases", type=int, default=20, help="of each kind")
    parser.add_argument("--keep", type=Path, help="folder for the cases with a fault")
    arguments = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.json"
        for kind in arguments.kinds:
            dearest, largest, said = (
                (0.0, ""),
                (0, ""),
                dict.fromkeys(("VERIFIED", "REJECTED", "UNSUPPORTED", "no answer"), 0),
            )
            for seed in range(arguments.first, arguments.first + arguments.cases):
                text = json.dumps(case(kind, seed), separators=(",", ":"))
                if len(text) > 2 * MOST:
                    continue
                path.write_text(text)
                answers = {name: measured(command, path) for name, command in CHECKERS.items()}
                for name, answer in answers.items():
                    dearest = max(dearest, (answer.seconds, f"{name}, seed {seed}"))
                    largest = max(largest, (answer.megabytes, f"{name}, seed {seed}"))
                    said[answer.word if answer.word in said else "no answer"] += 1
                for fault in faults(answers):
                    wrong += 1
                    print(f"{kind} {seed} ({len(text)} bytes): {fault}", flush=True)
                    print(
                        "   ",
                        *(f"{name}: {answer.said[:150]}" for name, answer in answers.items()),
                        sep="\n    ",
                        flush=True,
                    )
                    if arguments.keep:
                        arguments.keep.mkdir(exist_ok=True)
                        shutil.copy(path, arguments.keep / f"{kind}_{seed}.json")
            print(
                f"{kind}: {dearest[0]:.1f} s ({dearest[1]}), {largest[0]} MB ({largest[1]}); "
                f"{said}",
                flush=True,
            )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
