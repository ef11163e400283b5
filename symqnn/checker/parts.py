"""Long files: charts that an earlier run verified are kept, parts of a file are checked apart.

A chart of a list of critical points is verified by itself, given the rest of the file. Which charts
were, with how many boxes, is kept in a file (--resume), bound to the SHA-256 of the certificate and
of this checker. Nothing proves what stands there: it is believed, as far as it goes, and the line
of a file that rests on it says so. Everything else in the file is checked in every run.
"""

from __future__ import annotations

import json
import os
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from .trusted.verdict import BUDGET, VERIFIED, Verdict

FORMAT = "symqnn-checked"
PARTLY = "PARTLY"
MAX_PARTS = 9999
Charts = dict[str, int]  # number of boxes by the place of a chart


class Run:
    """What the command line asks for, and what is known of the file that is being checked."""

    jobs = part = parts = 1
    progress = False
    states: Sequence[Path] = ()  # the first one is written
    checker = ""
    number = kept = left = 0  # charts of the file; known before; of other parts

    def __init__(self) -> None:
        self.known: dict[str, Charts] = {}  # by the SHA-256 of a certificate
        self.charts: Charts = {}

    def begin(self, content: bytes) -> None:
        """Another file: nothing of it is done, but for what was kept."""
        self.number = self.kept = self.left = 0
        self.charts = self.known.setdefault(digest_of(content), {}) if self.states else {}

    def wanted(self, places: Sequence[str]) -> list[int]:
        """Which of the charts at these places are to be followed now."""
        unknown = [k for k, place in enumerate(places) if place not in self.charts]
        chosen = [k for k in unknown if (self.number + k) % self.parts == self.part - 1]
        self.kept += len(places) - len(unknown)
        self.left += len(unknown) - len(chosen)
        self.number += len(places)
        return chosen

    def keep(self, place: str, boxes: int) -> None:
        """A chart was verified: write it down at once, in one step: no file is half written."""
        self.charts[place] = boxes
        known = {digest: charts for digest, charts in self.known.items() if charts}
        state = {"format": FORMAT, "version": 1, "checker": self.checker, "certificates": known}
        beside = self.states[0].with_name(self.states[0].name + ".part")
        beside.write_text(json.dumps(state, indent=1, sort_keys=True) + "\n", encoding="ascii")
        os.replace(beside, self.states[0])

    def conclude(self, verdict: Verdict) -> Verdict:
        """The answer, which tells what it rests on."""
        self.tell("")
        if verdict.status != VERIFIED:
            return verdict
        if self.left:
            done = (
                f"part {self.part}/{self.parts}: {self.number - self.left} of {self.number} charts"
            )
            why = f"{done} are verified, and all else in the file; nothing is said about the claim"
            return Verdict(PARTLY, "witness.blocks", why)
        if self.kept:
            names = ", ".join(map(str, self.states))
            rests = f"; {self.kept} of {self.number} charts as kept in {names}"
            return replace(verdict, summary=verdict.summary + rests)
        return verdict

    def tell(self, text: str) -> None:
        """One line on the standard error that is written over, if the command line asks for it."""
        if self.progress:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

    def interrupted(self) -> int:
        """Ctrl-C: say what is kept; the exit code."""
        self.tell("")
        said = "nothing is kept (see --resume)"
        if self.states:
            said = f"{len(self.charts)} charts of the last file are kept in {self.states[0]}"
            said += "; the same command goes on"
        print(f"interrupted: {said}", file=sys.stderr)
        return 130


RUN = Run()


def digest_of(content: bytes) -> str:
    """SHA-256."""
    return sha256(content).hexdigest()


def add_options(parser: ArgumentParser) -> None:
    """The options about long files."""
    parser.add_argument(
        "--jobs",
        type=int,
        default=1,
        metavar="J",
        help="processes among which the charts of a list of critical points are divided",
    )
    parser.add_argument(
        "--progress",
        action="store_true",
        help="say on the standard error how far the check of a list of critical points is",
    )
    parser.add_argument(
        "--resume",
        action="append",
        default=[],
        type=Path,
        metavar="STATE",
        help="keep in STATE which charts are verified, and do not check again those that are; it "
        "is bound to the SHA-256 of the certificate and of this checker. What it says is believed: "
        "use your own only. May be repeated; the first one is written",
    )
    parser.add_argument(
        "--part",
        type=read_part,
        default=(1, 1),
        metavar="K/N",
        help="only the charts of part K of N, on as many machines; PARTLY until the others are "
        "known (--resume)",
    )


def read_part(text: str) -> tuple[int, int]:
    """K/N with 1 <= K <= N."""
    if re.fullmatch(r"[0-9]{1,4}/[0-9]{1,4}", text):
        part, parts = map(int, text.split("/"))
        if 1 <= part <= parts <= MAX_PARTS:
            return part, parts
    raise ArgumentTypeError(f"{text!r} is not K/N with 1 <= K <= N <= {MAX_PARTS}")


def use(options: Namespace, parser: ArgumentParser) -> None:
    """Do as the command line says."""
    if options.effort < 1:
        parser.error("--effort is at least 1")
    BUDGET.effort = options.effort
    RUN.jobs, RUN.progress = max(1, options.jobs), options.progress
    (RUN.part, RUN.parts), RUN.states = options.part, options.resume
    RUN.checker, RUN.known = own_digest() if options.resume else "", {}
    for path in options.resume:
        try:
            found = read_state(path)
        except (OSError, ValueError) as error:
            parser.error(f"--resume {path}: {error}")
        for digest, charts in found.items():
            RUN.known.setdefault(digest, {}).update(charts)


def read_state(path: Path) -> dict[str, Charts]:
    """What a state file says; nothing if there is none yet, or it is of another checker."""
    if not path.exists():
        return {}
    state = json.loads(path.read_text(encoding="ascii"))
    if not isinstance(state, dict) or state.get("format") != FORMAT:
        raise ValueError("no file of charts that were verified; name another one")
    if state.get("checker") != RUN.checker:
        print(
            f"{path}: written by another version of the checker; nothing is taken from it",
            file=sys.stderr,
        )
        return {}
    known = state.get("certificates")
    if not isinstance(known, dict) or not all(map(is_charts, known.values())):
        raise ValueError("damaged; delete it and start again")
    return known


def is_charts(value: object) -> bool:
    """Whether a value is an object of numbers."""
    return isinstance(value, dict) and all(
        type(boxes) is int and boxes > 0 for boxes in value.values()
    )


def own_digest() -> str:
    """SHA-256 of the modules of this checker, but for the one that starts it."""
    from importlib.resources import files  # the checker may be one file, check.pyz

    folder = files(__package__)
    parts = {"": folder, **{part.name + "/": part for part in folder.iterdir() if part.is_dir()}}
    modules = {
        place + module.name: module
        for place, part in parts.items()
        for module in part.iterdir()
        if module.name.endswith(".py") and place + module.name != "__main__.py"
    }
    lines = (f"{name} {digest_of(modules[name].read_bytes())}\n" for name in sorted(modules))
    return digest_of("".join(lines).encode("ascii"))
