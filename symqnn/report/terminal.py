"""What a terminal can show: its width, and colour where it has any."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap

_COLOURS = {
    "PROVED": "32",
    "VERIFIED": "32",
    "REFUTED": "31",
    "REJECTED": "31",
    "PREMISE FAILS": "33",
    "UNDECIDED": "35",
    "UNSUPPORTED": "35",
}  # of the sixteen that every terminal has; the words tell the same without them


def terminal_width() -> int | None:
    """Columns of the terminal that is printed to; None where output goes to a file or a pipe."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def fill(text: str) -> str:
    """Lines broken at the width of the terminal, each further part indented by two more columns; as
    they are where the output goes to a file or a pipe.
    """
    width = terminal_width()
    return text if width is None else "\n".join(_hanging(line, width) for line in text.split("\n"))


def _hanging(line: str, width: int) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.fill(line, width, subsequent_indent=indent + "  ", break_long_words=False)


def has_colour() -> bool:
    """Whether to print in colour: to a terminal, unless NO_COLOR is set or it is a dumb one."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def painted(cell: str) -> str:
    """A cell in the colour of its status; other cells as they are.

    Example:
        >>> painted("PROVED  "), painted("proved")
        ('\\x1b[32mPROVED\\x1b[0m  ', 'proved')
    """
    word = cell.rstrip()
    colour = _COLOURS.get(word)
    return f"\x1b[{colour}m{word}\x1b[0m{cell[len(word) :]}" if colour else cell
