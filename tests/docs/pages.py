"""Runs the examples of a documentation page, from the top, in one folder.

```console   lines ``$ command`` and what it prints; ``symqnn …`` runs in this process, others in a
shell ```pycon     a Python session; one for the whole page
``{code-block}`` with a ``:caption:`` is a file of that name.
In what is printed, ``...`` stands for anything and white space does not count.
"""

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import symqnn
from symqnn.cli import main

FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
FENCE = re.compile(
    r"^(?P<marks>`{3,})(?P<kind>[^\n`]*)\n(?P<body>.*?)^(?P=marks)\n", re.MULTILINE | re.DOTALL
)
EXECUTED = ("console", "pycon")


@dataclass(frozen=True)
class Fence:
    """A block between fences: what it says it is, its text, the number of its first line."""

    kind: str
    body: str
    line: int


@dataclass(frozen=True)
class Example:
    """A command or a Python statement, what it should print and what it printed."""

    source: str
    want: str
    got: str
    line: int

    @property
    def agrees(self) -> bool:
        """Whether it printed what the page says."""
        got = re.sub(r"\n\s*\n", "\n", self.got)  # a page leaves out empty lines
        return self.want.strip() == "..." or doctest.OutputChecker().check_output(
            self.want, got, FLAGS
        )


def fences(text: str) -> list[Fence]:
    """All blocks of a page."""
    return [
        Fence(m["kind"].strip(), m["body"], text.count("\n", 0, m.start("body")) + 1)
        for m in FENCE.finditer(text)
    ]


def run_page(text: str, folder: Path) -> list[Example]:
    """Run a page in a folder that is the current one."""
    session: dict[str, object] = {"__name__": "__main__"}
    done: list[Example] = []
    for fence in fences(text):
        if fence.kind == "console":
            done += _commands(fence)
        elif fence.kind == "pycon":
            done += _statements(fence, session)
        elif named := re.match(r":caption: (\S+)\n+", fence.body):
            (folder / named[1]).write_text(fence.body[named.end() :], encoding="utf-8")
    return done


def _commands(fence: Fence) -> list[Example]:
    done = []
    for part in re.split(r"^(?=\$ )", fence.body, flags=re.MULTILINE)[1:]:
        command, _, want = part.removeprefix("$ ").partition("\n")
        done.append(Example(command, want, _run(command), fence.line))
    return done


def _run(command: str) -> str:
    words = shlex.split(command)
    if words[0] != "symqnn" or set(command) & set("|;<>&"):
        return _in_a_shell(command)
    printed = io.StringIO()
    # suppressed is the end after --help and after usage messages
    with (
        contextlib.redirect_stdout(printed),
        contextlib.redirect_stderr(printed),
        contextlib.suppress(SystemExit),
    ):
        main(words[1:])
    return printed.getvalue()


def _in_a_shell(command: str) -> str:
    """What a command prints where ``symqnn`` and ``python3`` are those of this process."""
    with tempfile.TemporaryDirectory() as folder:
        for name, module in (("symqnn", "-m symqnn.cli"), ("python3", "")):
            script = Path(folder) / name
            script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {module} "$@"\n')
            script.chmod(0o755)
        root = str(Path(symqnn.__file__).parents[1])
        environment = {
            **os.environ,
            "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": root,
        }
        done = subprocess.run(
            command, shell=True, env=environment, capture_output=True, text=True, check=False
        )
    return done.stdout + done.stderr


def _statements(fence: Fence, session: dict[str, object]) -> list[Example]:
    done = []
    for example in doctest.DocTestParser().get_examples(fence.body):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            try:
                exec(compile(example.source, "<page>", "single", dont_inherit=True), session)
            except Exception as error:
                printed.write(f"{type(error).__name__}: {error}\n")
        want = example.want if example.exc_msg is None else example.exc_msg
        done.append(
            Example(example.source.rstrip(), want, printed.getvalue(), fence.line + example.lineno)
        )
    return done
