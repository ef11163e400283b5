"""``symqnn circuits``: which circuit files are read, with which options, and what stands in the
way.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING

from symqnn.errors import InputError

if TYPE_CHECKING:
    from symqnn.model.importers.table import Row

EPILOG = """\
examples:
  symqnn circuits ansatz.qasm                   is it read, as what, and what stands in the way
  symqnn circuits benchmarks/ more/*.qasm       a folder stands for all OpenQASM files in it and
                                                in its folders
  symqnn circuits benchmarks/ --json            one JSON object: all names, notes and messages

The column "read" says which options a file takes, the same as those of verify, expand, count …:
  as given           every angle is a sum of rational multiples of parameters, multiples of pi/2
                     and arctangents
  as given, constants  there are other fixed angles (T, rx(0.3)), which are kept exactly: expand
                     is exact with them; all other commands take rational numbers and want
                     --round-angles or --train-numbers
  --round-angles     fixed angles become rational points of the circle within 2^-50
  --train-numbers    there is no parameter yet: every number that is an angle becomes one, named
                     by gate and line
  refused            see the message: all places at once, with what would work
Both options change what the network is, so neither is taken silently. Then, for a file that is
read:
  symqnn verify ansatz.qasm --round-angles --observable "ZZI"

gates: those with a parameter + fixed ones that are not Clifford gates (these are pushed through,
exactly).
exit code: 0 all files are read (with options or without), 1 some are refused, 2 usage"""
HEAD = ("circuit", "qubits", "parameters", "gates", "read")
MAX_WIDTH = 48


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn circuits``."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = commands.add_parser(
        "circuits",
        help="which OpenQASM files are read, with which options, and why not",
        epilog=EPILOG,
        formatter_class=plain,
    )
    files = "OpenQASM 2 or 3 files, or folders of them (.qasm, .qasm2, .qasm3)"
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=files)
    parser.add_argument("--json", action="store_true", help="print one JSON object for machines")
    parser.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Run ``symqnn circuits``; the exit code is returned.

    Raises:
        InputError: folders without any OpenQASM file; MissingExtraError: openqasm3 is not
            installed.
    """
    from symqnn.model.importers.table import SUFFIXES, circuits_table

    rows = circuits_table(options.files)
    if not rows:
        where = ", ".join(map(str, options.files))
        raise InputError(
            f"{where}: no file ends in {', '.join(SUFFIXES)}; give OpenQASM files, or a folder "
            "of them."
        )
    if options.json:
        print(json.dumps({"circuits": [asdict(row) for row in rows]}, ensure_ascii=False))
    else:
        print(circuits_text(rows))
    return 0 if all(row.read for row in rows) else 1


def circuits_text(rows: Sequence[Row]) -> str:
    """The table, how many are read in which way, and what stands in the way of each file."""
    cells = [HEAD, *map(_cells, rows)]
    widths = [max(len(row[k]) for row in cells) for k in range(len(HEAD))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    ]
    ways = [_way(row) for row in rows]
    counts = ", ".join(f"{ways.count(way)} {way}" for way in dict.fromkeys(ways))
    lines += ["", f"{len(rows)} file{'s' * (len(rows) != 1)}: {counts}"]
    for row in rows:
        told = [row.message] * bool(row.message) + [f"note: {note}" for note in row.notes]
        lines += ["", f"{row.name}:", *(indent(text, "  ") for text in told)] if told else []
    return "\n".join(lines)


def _way(row: Row) -> str:
    if not row.read:
        return "refused"
    return (row.options or "as given") + (", constants" if row.constants else "")


def _cells(row: Row) -> tuple[str, ...]:
    """One line of the table; long lists of parameters are cut, --json has them all."""
    if not row.read:
        return (row.name, "", "", "", "refused")
    names = ", ".join(row.parameters)
    shown = names if len(names) <= MAX_WIDTH else names[: MAX_WIDTH - 1].rpartition(", ")[0] + ", …"
    gates = f"{row.gates - row.fixed}" + (f" + {row.fixed} fixed" if row.fixed else "")
    return (row.name, str(row.qubits), f"{len(row.parameters)}: {shown}", gates, _way(row))
