"""Text tables for the terminal."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import groupby

from symqnn.statements.result import Result

HEADER = ("statement", "the paper's claim", "found", "status", "scope", "checker", "seconds")


def display_width(text: str) -> int:
    """Columns a text takes in a terminal (combining marks take none)."""
    return sum(not unicodedata.combining(character) for character in text)


def text_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Aligned columns under a ruled header.

    Example:
        >>> print(text_table(["a", "b"], [["1", "two"]]))
        a  b
        ─  ───
        1  two
    """
    widths = [max(map(display_width, column)) for column in zip(header, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        return "  ".join(cell + " " * (width - display_width(cell)) for cell, width in zip(cells, widths, strict=True)).rstrip()

    return "\n".join([line(header), line(["─" * width for width in widths]), *map(line, rows)])


def results_table(results: Sequence[Result], checks: Sequence[str]) -> str:
    """All results, grouped by instance; what is not plainly PROVED, and what was assumed, is explained below."""
    rows, notes = [], []
    for instance, group in groupby(zip(results, checks, strict=True), key=lambda pair: pair[0].instance):
        rows.append([f"· {instance}", *[""] * (len(HEADER) - 1)])
        for result, check in group:
            rows.append([result.title, result.claim, _cut(result.found), result.status, result.reach, check, f"{result.seconds:.3f}"])
            explained = result.scope == "general" and result.details  # the instance itself was too large for a certificate
            if result.status != "PROVED" or explained:
                notes.append(f"{result.title} on {instance}: {result.status}\n" + "\n".join(f"    {_cut(text, 400)}" for text in result.details))
    notes += dict.fromkeys(text for result in results for text in result.details if text.startswith("assumed:"))
    return text_table(HEADER, rows) + ("\n\n" + "\n".join(notes) if notes else "")


def _cut(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
