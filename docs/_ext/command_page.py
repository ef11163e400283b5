"""What each command prints with ``--help``."""

import argparse
import os

from symqnn import cli
from symqnn.checker import main as checker

HEAD = """\
# Commands

What `symqnn COMMAND --help` prints. Options are not abbreviated; `--json` prints one JSON object;
see also [exit codes](exit-codes.md).
"""


def command_page() -> str:
    """The page reference/commands.md."""
    os.environ["COLUMNS"], os.environ["NO_COLOR"] = "96", "1"
    parser = cli._parser()
    parts = [HEAD, _block("symqnn", parser.format_help())]
    for name, command in _commands(parser).items():
        if name != "check":  # its own program, below
            parts.append(_block(f"symqnn {name}", command.format_help()))
    usage = checker.__doc__ or ""
    return "\n".join([*parts, _block("symqnn check", usage.strip())])


def _block(title: str, text: str) -> str:
    return f"## {title}\n\n```text\n{text.rstrip()}\n```\n"


def _commands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    return next(
        action.choices
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
    )
