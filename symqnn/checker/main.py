"""Command line: one line a file, exit code by the worst answer."""

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict
from io import TextIOWrapper
from typing import TextIO

from . import parts
from .certificate import check_file
from .trusted.verdict import BUDGET, REJECTED, UNSUPPORTED, VERIFIED, Verdict

DESCRIPTION = (
    "Check symqnn certificates: exact statements about quantum neural networks are recomputed."
)

EPILOG = """\
answers, one a file:
  VERIFIED     every precondition and the claim were recomputed and hold
  REJECTED     malformed or not confirmed; the place in the file and the reason follow
  UNSUPPORTED  another version, an unknown kind, or too large; nothing is said about the claim
  PARTLY       with --part: its charts are verified; nothing is said about the claim

exit code:
  0 all VERIFIED; 1 some REJECTED; 3 none REJECTED but some UNSUPPORTED or PARTLY; 130 Ctrl-C;
  2 usage, or some file could not be read or some answer not be written, whatever the others are
    (all are checked)

examples:
  python -I -S symqnn/checker proofs/definition_1/*.certificate.json
  python -I -S symqnn/checker --json big.certificate.json.gz
  symqnn check --effort 100 --jobs 2 --progress --resume done.json big.json
    (Ctrl-C, and the same again)

A certificate is JSON (.json, or .json.gz) as specified in proofs/FORMAT.md. The checker uses
Python's standard library only; this folder can be copied and run anywhere."""


def printable(text: str) -> str:
    """ASCII on one line, so that no file name or terminal can break the output."""
    return "".join(
        c if " " <= c <= "~" else c.encode("unicode_escape").decode("ascii") for c in text
    )


def line(path: str, verdict: Verdict, as_json: bool) -> str:
    """One line of output."""
    if as_json:
        told = {"file": path, **asdict(verdict), "effort": BUDGET.needed()}
        return json.dumps(told, sort_keys=True, separators=(",", ":"))
    detail = verdict.summary or f"at {verdict.place}: {verdict.reason}"
    return printable(f"{verdict.status} {path}: {detail}")


def say(text: str, stream: TextIO) -> bool:
    """Print one line; False if it cannot be written (a closed pipe, a full disk)."""
    try:
        print(text, file=stream, flush=True)
    except (OSError, ValueError):
        return False
    return True


def named(files: Sequence[str]) -> Iterator[str]:
    """The files of the command line; in place of `-` those named on the standard input, each as
    soon as its line is there. Empty lines name none.
    """
    for name in files:
        if name == "-" and sys.stdin is None:  # closed
            return
        if name == "-":
            if isinstance(sys.stdin, TextIOWrapper):
                sys.stdin.reconfigure(errors="surrogateescape")  # names are bytes
            lines = (listed.rstrip("\n") for listed in iter(sys.stdin.readline, ""))
            yield from filter(None, lines)
        else:
            yield name


def answer_all(names: Iterable[str], as_json: bool) -> tuple[set[str], bool]:
    """Print a line for each file: what statuses there were, and whether every file could be read
    and every line be written.
    """
    answers, complete = set(), True
    for path in names:
        try:
            verdict = parts.RUN.conclude(check_file(path))
        except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
            complete = False
            reason = error.strerror if isinstance(error, OSError) else error
            say(printable(f"cannot read {path}: {reason}"), sys.stderr)
            continue
        answers.add(verdict.status)
        complete &= say(line(path, verdict, as_json), sys.stdout)
    return answers, complete


def main(argv: Sequence[str] | None = None) -> int:
    """Check the files named on the command line; a file that fails does not keep the later ones
    from being checked.
    """
    parser = argparse.ArgumentParser(
        prog="symqnn check",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="certificate, .json or .json.gz; -: names from the standard input, one a line",
    )
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object a line instead of text"
    )
    parser.add_argument(
        "--effort",
        type=int,
        default=1,
        metavar="N",
        help="N times the steps and the memory a file may cost (default 1: about 20 s and 500 MB)",
    )
    parts.add_options(parser)
    arguments = parser.parse_args(argv)
    parts.use(arguments, parser)
    try:
        answers, complete = answer_all(named(arguments.files), arguments.json)
    except KeyboardInterrupt:
        return parts.RUN.interrupted()
    if not complete:
        # What Python would still flush at its end goes nowhere: no traceback
        # after the exit code is known.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    if REJECTED in answers:
        return 1
    if answers & {UNSUPPORTED, parts.PARTLY}:
        return 3
    return 0 if answers == {VERIFIED} else 2
