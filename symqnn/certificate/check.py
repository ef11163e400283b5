"""The stand-alone checker, run in an interpreter of its own that sees neither symqnn nor any
installed package.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from types import TracebackType

from symqnn.errors import InputError, InternalError

CHECKER = Path(__file__).resolve().parent.parent / "checker"
# times the budget that a stranger's file has: who made the certificate wants it checked
EFFORT = 100
UNREADABLE = 2  # its exit code where a file cannot be read
NOT_CHECKED = "not checked"


@dataclass(frozen=True)
class Check:
    """The checker's answer for one file: VERIFIED, REJECTED or UNSUPPORTED, with place, reason and
    summary; or NOT_CHECKED with the reason, where it ended without an answer. ``effort``: how
    many times the default budget it took.
    """

    status: str
    place: str
    reason: str
    summary: str
    effort: int = 1


def run_checker(paths: Sequence[Path], jobs: int = 1, options: Sequence[str] = ()) -> list[Check]:
    """Check certificate files with ``python -I -S`` (no site-packages, no environment), each by up
    to ``jobs`` processes.

    ``options`` are further ones of the checker's command line.

    Raises:
        InputError: a file cannot be read; InternalError: the checker ended without an answer for
            every file.
    """
    if not paths:
        return []
    on_terminal = sys.stderr.isatty()  # there the checker itself says how far it is
    asked = ["--jobs", str(jobs), *options, *["--progress"] * on_terminal]
    done = subprocess.run(
        [*_command(), *asked, *map(str, paths)],
        stdout=subprocess.PIPE,
        stderr=None if on_terminal else subprocess.PIPE,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    if len(lines) != len(paths):
        error = InputError if done.returncode == UNREADABLE else InternalError
        raise error(
            f"the checker answered for {len(lines)} of {len(paths)} files and ended with "
            f"{done.returncode}: {(done.stderr or '').strip()[-300:]}"
        )
    return [_answer(line) for line in lines]


class Checkers:
    """Interpreters that check the certificates of one folder while others are still made: each
    takes the next file as soon as it is free. One that ends without an answer is replaced, once a
    file.

    To be used in a ``with`` statement; what is left at its end is not checked.

    Args:
        folder: where the files are. number: of interpreters.
    """

    def __init__(self, folder: Path, number: int) -> None:
        self.folder, self.number = folder, number
        self.pool = ThreadPoolExecutor(number)
        self.free: SimpleQueue[subprocess.Popen[str]] = SimpleQueue()
        self.started: list[subprocess.Popen[str]] = []
        self.asked: dict[Path, Future[Check]] = {}
        self.lock, self.closed = Lock(), False  # none is started once they are ended

    def __enter__(self) -> Checkers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self.lock:
            self.closed = True
            for checker in self.started:
                checker.kill()
        self.pool.shutdown(cancel_futures=True)
        for checker in self.started:
            checker.communicate()

    def ask(self, path: Path) -> None:
        """Have a file of the folder checked."""
        if len(self.started) < min(self.number, len(self.asked) + 1):
            self.free.put(self._start())
        self.asked[path] = self.pool.submit(self._check, path.name)

    def answer(self, path: Path) -> Check:
        """The answer for a file that was asked for; NOT_CHECKED where two interpreters ended
        without one.

        Raises:
            InputError: the file is not there.
        """
        try:
            return self.asked[path].result()
        except OSError as error:
            raise InputError(f"{path} cannot be checked: {error.strerror}.") from None

    def _start(self) -> subprocess.Popen[str]:
        checker = subprocess.Popen(
            [*_command(), "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=self.folder,
            start_new_session=True,  # Ctrl-C ends the proofs, what is proved is checked
        )
        self.started.append(checker)
        return checker

    def _replaced(self, checker: subprocess.Popen[str]) -> int:
        """How an interpreter ended; another one is free in its place, or itself, where none can be
        started any more: nobody must wait for one in vain.
        """
        checker.kill()
        code = checker.wait()
        with self.lock:
            if not self.closed:
                with suppress(OSError):
                    other = self._start()
                    self.started.remove(checker)
                    checker.communicate()  # its pipes are closed
                    checker = other
        self.free.put(checker)
        return code

    def _check(self, name: str) -> Check:
        (self.folder / name).open("rb").close()  # of a file that is not there it would not answer
        ended: list[int] = []
        while len(ended) < 2 and not self.closed:
            checker = self.free.get()
            line = ""
            with suppress(OSError):  # it has ended
                print(name, file=checker.stdin, flush=True)
                line = checker.stdout.readline() if checker.stdout else ""
            if line.endswith("\n"):
                self.free.put(checker)
                return _answer(line)
            ended.append(self._replaced(checker))
        reason = (
            f"ended without an answer ({', then '.join(map(str, ended))}; -9: often too little "
            f"memory); with --out DIR, try symqnn check --effort {EFFORT} DIR/{name}"
        )
        return Check(NOT_CHECKED, "the checker", reason, "")


def _command() -> list[str]:
    return [sys.executable, "-I", "-S", str(CHECKER), "--json", "--effort", str(EFFORT)]


def _answer(line: str) -> Check:
    return Check(**{name: value for name, value in json.loads(line).items() if name != "file"})


def check_with_effort(path: Path) -> tuple[Check, int | None]:
    """The answer for one file, and how many times the default budget the check needs; None if even
    EFFORT times is not enough.

    Raises:
        InputError: as for :func:`run_checker`.
    """
    (answer,) = run_checker([path])
    return answer, None if answer.status == "UNSUPPORTED" else answer.effort
