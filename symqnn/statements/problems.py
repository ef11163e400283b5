"""Problem files: a statement and an instance; ``symqnn prove`` turns each into its certificate,
byte for byte the same every time.

A certificate of a least value rests on a search in floats and has other bytes on other machines: it
is kept while it answers its problem and the checker verifies it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symqnn.certificate.canonical import write_certificate
from symqnn.certificate.check import Check, run_checker
from symqnn.certificate.least import STATEMENTS as LEAST
from symqnn.errors import InputError
from symqnn.model.instance_file import read_json
from symqnn.statements.least_problems import kept_certificate, prove, read_least_problem
from symqnn.statements.result import Result
from symqnn.statements.verify import prove_problem
from symqnn.status import Status

SUFFIX = ".problem.json"


@dataclass(frozen=True)
class ProblemOutcome:
    """One certificate written: where, its status, whether the file changed or was kept, the
    checker's answer.
    """

    path: Path
    status: str
    change: str
    check: Check
    seconds: float


def read_problem(path: Path) -> list[Result]:
    """Prove what one problem file asks.

    Raises:
        InputError: not a problem file.
    """
    statement, instance, name = _read(path)
    if statement in LEAST:
        return [prove(read_least_problem(statement, instance, name))]
    return prove_problem(statement, instance, name)


def _read(path: Path) -> tuple[str, object, str]:
    """Statement, instance, and the name of the file without its endings."""
    data = read_json(path)
    fields = {"format", "version", "statement", "instance"}
    head = ("symqnn-problem", 1)
    if (
        not isinstance(data, dict)
        or set(data) != fields
        or (data["format"], data["version"]) != head
    ):
        needed = 'format "symqnn-problem", version, statement and instance (null: in general)'
        raise InputError(f"{path}: an object with {needed} is required.")
    return str(data["statement"]), data["instance"], path.name.removesuffix(SUFFIX)


def prove_folder(folder: Path, afresh: bool = False) -> Iterator[ProblemOutcome]:
    """Regenerate and check the certificate of every problem file below a folder.

    Args:
        afresh: search least values again, also where a certificate that holds is there.

    Raises:
        InputError: a file that is no problem, or whose statement is UNDECIDED and so has no
            certificate.
    """
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        start = time.perf_counter()
        kept = None if afresh else _kept(path, start)
        if kept is not None:
            yield kept
            continue
        results = read_problem(path)
        name = path.name.removesuffix(SUFFIX)
        for result in results:
            if result.certificate is None:
                raise InputError(
                    f"{path}: {result.statement} is {result.status}: {result.found}; only "
                    "decided statements have certificates."
                )
            label = name if len(results) == 1 else f"{name}.{result.statement}"
            written, change = _write(
                path.with_name(f"{label}.certificate.json"), result.certificate
            )
            seconds = time.perf_counter() - start
            (check,) = run_checker([written])
            yield ProblemOutcome(written, result.status, change, check, seconds)


def _kept(path: Path, start: float) -> ProblemOutcome | None:
    """The certificate of a least value that is there, if it answers the problem and the checker
    verifies it.
    """
    statement, instance, name = _read(path)
    if statement not in LEAST:
        return None
    problem = read_least_problem(statement, instance, name)
    found = kept_certificate(problem, path.with_name(f"{name}.certificate.json"))
    if found is None:
        return None
    (check,) = run_checker([found])
    seconds = time.perf_counter() - start
    return (
        ProblemOutcome(found, Status.PROVED, "kept", check, seconds)
        if check.status == "VERIFIED"
        else None
    )


def _write(path: Path, certificate: Any) -> tuple[Path, str]:
    before = {
        candidate: candidate.read_bytes()
        for candidate in (path, path.with_name(path.name + ".gz"))
        if candidate.exists()
    }
    written = write_certificate(path, certificate)
    for stale in set(before) - {written}:
        stale.unlink()
    return written, "new" if written not in before else "unchanged" if before[
        written
    ] == written.read_bytes() else "changed"
