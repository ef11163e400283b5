"""What commands do with results: exit codes, progress, the checker's veto, JSON."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symqnn.status import Status

if TYPE_CHECKING:
    from symqnn.certificate.check import Check
    from symqnn.model.instance_file import Instance
    from symqnn.statements.result import Result


def exit_code(statuses: Sequence[str]) -> int:
    """The exit code that these statuses give: 0 all PROVED, 1 some REFUTED or with a premise that
    fails, 3 some UNDECIDED.
    """
    return (
        1
        if Status.REFUTED in statuses or Status.PREMISE_FAILS in statuses
        else 3
        if Status.UNDECIDED in statuses
        else 0
    )


def cores() -> int:
    """Number of processes for work that can be divided: that of the cores this process may use, 8
    at most.
    """
    own = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return min(8, own or 1)


_SILENT = ContextVar("_SILENT", default=False)


@contextmanager
def silent(quiet: bool) -> Iterator[None]:
    """While it lasts, no progress is told if ``quiet``."""
    before = _SILENT.set(quiet)
    try:
        yield
    finally:
        _SILENT.reset(before)


def progress(text: str) -> None:
    """Say on a terminal how far the work is, in one line that is written over: no longer than the
    terminal is wide.
    """
    if sys.stderr.isatty() and not _SILENT.get():
        room = max(20, shutil.get_terminal_size().columns - 1)
        text = text if len(text) <= room else text[: room - 1] + "…"
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def labelled(results: Iterable[Result], instances: Sequence[Instance]) -> list[Result]:
    """The results; certificates about a network that was read from a circuit name the circuit,
    before they are written.
    """
    from symqnn.certificate.source import with_source

    final = []
    for result in results:
        for instance in instances:
            if result.certificate is not None:
                result = replace(result, certificate=with_source(result.certificate, instance))
        final.append(result)
    return final


def certified(
    results: Sequence[Result], checks: Sequence[Check | None], left_out: bool = False
) -> list[Result]:
    """A result whose certificate the checker does not accept is not proved; one that was not shown
    to it (``left_out``) neither.
    """
    from symqnn.certificate.check import NOT_CHECKED

    final = []
    for result, check in zip(results, checks, strict=True):
        if result.status is not Status.UNDECIDED and (check is None or check.status != "VERIFIED"):
            why = (
                f"{check.status}: {check.place} {check.reason}"
                if check and check.status == NOT_CHECKED
                else f"the checker says {check.status} at {check.place}: {check.reason}"
                if check
                else "not checked"
                if left_out
                else "no certificate"
            )
            result = replace(result, status=Status.UNDECIDED, details=(why, *result.details))
        final.append(result)
    return final


def result_json(
    result: Result, answer: str, path: Path | None, kept: Path | None
) -> dict[str, Any]:
    """One result for machines; the path of its certificate where the file was kept."""
    names = (
        "statement",
        "title",
        "claim",
        "instance",
        "found",
        "status",
        "scope",
        "theorem",
        "details",
        "seconds",
    )
    fields: dict[str, Any] = {name: getattr(result, name) for name in names}
    return fields | {"checker": answer, "certificate": str(path) if path and kept else None}
