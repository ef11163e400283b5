"""Problem files: a statement and an instance; ``symqnn prove`` turns each into its certificate, byte for byte the same every time."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symqnn.certificate.canonical import write_certificate
from symqnn.certificate.check import Check, run_checker
from symqnn.errors import InputError
from symqnn.model.instance_file import read_json
from symqnn.statements.result import Result
from symqnn.statements.verify import prove_problem

SUFFIX = ".problem.json"


@dataclass(frozen=True)
class Outcome:
    """One certificate written: where, its status, whether the file changed, the checker's answer."""

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
    data = read_json(path)
    if not isinstance(data, dict) or set(data) != {"format", "version", "statement", "instance"} or (data["format"], data["version"]) != ("symqnn-problem", 1):
        raise InputError(f'{path}: an object with format "symqnn-problem", version, statement and instance (null: in general) is required.')
    return prove_problem(str(data["statement"]), data["instance"], path.name.removesuffix(SUFFIX))


def prove_folder(folder: Path) -> Iterator[Outcome]:
    """Regenerate and check the certificate of every problem file below a folder.

    Raises:
        InputError: a file that is no problem, or whose statement is UNDECIDED and so has no certificate.
    """
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        start = time.perf_counter()
        results = read_problem(path)
        name = path.name.removesuffix(SUFFIX)
        for result in results:
            if result.certificate is None:
                raise InputError(f"{path}: {result.statement} is {result.status}: {result.found}; only decided statements have certificates.")
            label = name if len(results) == 1 else f"{name}.{result.statement}"
            written, change = _write(path.with_name(f"{label}.certificate.json"), result.certificate)
            seconds = time.perf_counter() - start
            (check,) = run_checker([written])
            yield Outcome(written, result.status, change, check, seconds)


def _write(path: Path, certificate: Any) -> tuple[Path, str]:
    before = {candidate: candidate.read_bytes() for candidate in (path, path.with_name(path.name + ".gz")) if candidate.exists()}
    written = write_certificate(path, certificate)
    for stale in set(before) - {written}:
        stale.unlink()
    return written, "new" if written not in before else "unchanged" if before[written] == written.read_bytes() else "changed"
