"""The stand-alone checker, run in an interpreter of its own that sees neither symqnn nor any
installed package.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symqnn.certificate.canonical import write_certificate
from symqnn.errors import InputError

CHECKER = Path(__file__).resolve().parent.parent / "checker"
# times the budget that a stranger's file has: who made the certificate wants it checked
EFFORT = 100
EFFORTS = (1, 4, 16, EFFORT)


@dataclass(frozen=True)
class Check:
    """The checker's answer for one file: VERIFIED, REJECTED or UNSUPPORTED, with place, reason and
    summary.
    """

    status: str
    place: str
    reason: str
    summary: str


def run_checker(paths: Sequence[Path], jobs: int = 1, options: Sequence[str] = ()) -> list[Check]:
    """Check certificate files with ``python -I -S`` (no site-packages, no environment), each by up
    to ``jobs`` processes.

    ``options`` are further ones of the checker's command line.

    Raises:
        InputError: the checker did not answer for every file, for instance because one is not
            there.
    """
    if not paths:
        return []
    options = ["--json", "--effort", str(EFFORT), "--jobs", str(jobs), *options]
    on_terminal = sys.stderr.isatty()  # there the checker itself says how far it is
    command = [
        sys.executable,
        "-I",
        "-S",
        str(CHECKER),
        *options,
        *["--progress"] * on_terminal,
        *map(str, paths),
    ]
    done = subprocess.run(
        command,
        stdout=subprocess.PIPE,
        stderr=None if on_terminal else subprocess.PIPE,
        text=True,
        check=False,
    )
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    if len(lines) != len(paths):
        raise InputError(
            f"the checker answered for {len(lines)} of {len(paths)} files: "
            f"{(done.stderr or '').strip()[-300:]}"
        )
    return [Check(line["status"], line["place"], line["reason"], line["summary"]) for line in lines]


def effort_needed(certificate: dict[str, Any]) -> int | None:
    """How many times the default budget the check of a certificate needs, one of EFFORTS; None if
    even the largest is not enough.
    """
    with tempfile.TemporaryDirectory(prefix="symqnn-") as folder:
        path = write_certificate(Path(folder) / "certificate.json", certificate)
        for effort in EFFORTS:
            (answer,) = run_checker([path], options=("--effort", str(effort)))
            if answer.status != "UNSUPPORTED":
                return effort
    return None
