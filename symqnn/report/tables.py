"""Text tables: whole where they go to a file or a pipe, as wide as the terminal where they go to
one.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import groupby, zip_longest

from symqnn.report.terminal import has_colour, painted, terminal_width
from symqnn.statements.result import Result

HEADER = ("statement", "the paper's claim", "found", "status", "scope", "checker", "seconds")
NARROW_HEADER = ("statement", "found", "status", "checker")
NARROW = 140  # columns, below which the claim, scope and seconds are left out
NARROWEST = 14  # no column is cut down further
INDENT = "    "


def display_width(text: str) -> int:
    """Columns a text takes in a terminal (combining marks take none)."""
    return sum(not unicodedata.combining(character) for character in text)


def text_table(
    header: Sequence[str],
    rows: Sequence[Sequence[str] | str],
    width: int | None = None,
    paint: Callable[[str], str] = str,
) -> str:
    """Aligned columns under a ruled header.

    Args:
        rows: cells; a row that is one text is a heading over the rows that follow.
        width: columns to fit into, by breaking the cells of the widest columns; None: nothing is
            broken.
        paint: what is done to each padded cell, such as colouring it.

    Example:
        >>> print(text_table(["a", "b"], ["part", ["1", "two or three"]], width=17))
        a  b
        ─  ────────────
        part
        1  two or three
    """
    cells = [row for row in rows if not isinstance(row, str)]
    natural = [max(map(display_width, column)) for column in zip(header, *cells, strict=True)]
    widths = natural if width is None else _fitted(natural, width)

    def lines(row: Sequence[str]) -> list[str]:
        wrapped = [_wrapped(cell, columns) for cell, columns in zip(row, widths, strict=True)]
        return [_line(parts, widths, paint) for parts in zip_longest(*wrapped, fillvalue="")]

    body = [line for row in rows for line in ([row] if isinstance(row, str) else lines(row))]
    return "\n".join([*lines(header), *lines(["─" * columns for columns in widths]), *body])


def printed_table(
    header: Sequence[str], rows: Sequence[Sequence[str] | str], indent: int = 0
) -> str:
    """A table for standard output: as wide as the terminal and in its colours, whole in a file or a
    pipe.
    """
    width = terminal_width()
    table = text_table(header, rows, width and width - indent, painted if has_colour() else str)
    return textwrap.indent(table, " " * indent)


def _line(cells: Sequence[str], widths: Sequence[int], paint: Callable[[str], str]) -> str:
    padded = (
        cell + " " * (width - display_width(cell))
        for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(map(paint, padded)).rstrip()


def _wrapped(cell: str, width: int) -> list[str]:
    return [cell] if display_width(cell) <= width else textwrap.wrap(cell, width)


def _fitted(natural: Sequence[int], width: int) -> list[int]:
    """The widths of the columns, the widest cut down until the table fits (or all are narrow)."""
    widths = list(natural)
    excess = sum(widths) + 2 * (len(widths) - 1) - width
    while excess > 0 and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
        excess -= 1
    return widths


def results_table(
    results: Sequence[Result],
    checks: Sequence[str],
    width: int | None = None,
    colour: bool = False,
) -> str:
    """All results, grouped by instance; what is not plainly PROVED, and what was assumed, is
    explained below.

    Args:
        width: columns of the terminal, in which a narrow table leaves out claim, scope and seconds;
            None: everything, unbroken.
    """
    narrow = width is not None and width < NARROW
    rows: list[Sequence[str] | str] = []
    # several statements may fail for one reason: it is told once
    reasons: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for instance, group in groupby(
        zip(results, checks, strict=True), key=lambda pair: pair[0].instance
    ):
        rows.append(f"· {instance}")
        for result, check in group:
            rows.append(_row(result, check, narrow))
            # the instance itself was too large for a certificate
            explained = result.scope == "general" and result.details
            if result.status != "PROVED" or explained:
                reasons.setdefault((instance, result.status, result.details), []).append(
                    result.title
                )
    notes = [
        "\n".join(
            [
                _filled(f"{', '.join(titles)} on {instance}: {status}", width),
                *(_note(text, width) for text in details),
            ]
        )
        for (instance, status, details), titles in reasons.items()
    ]
    assumed = dict.fromkeys(
        text for result in results for text in result.details if text.startswith("assumed:")
    )
    notes += [_filled(text, width) for text in assumed]
    table = text_table(NARROW_HEADER if narrow else HEADER, rows, width, painted if colour else str)
    return table + ("\n\n" + "\n".join(notes) if notes else "")


def _filled(text: str, width: int | None) -> str:
    return text if width is None else textwrap.fill(text, width)


def _row(result: Result, check: str, narrow: bool) -> Sequence[str]:
    """The cells of a result; a theorem that says it for every network is named in either table."""
    if narrow:
        theorem = f" ({result.theorem})" if result.theorem else ""
        return (result.title, result.found + theorem, result.status, check)
    seconds = f"{result.seconds:.3f}"
    return (result.title, result.claim, result.found, result.status, result.reach, check, seconds)


def _note(text: str, width: int | None) -> str:
    later = INDENT + "  "
    return (
        INDENT + text
        if width is None
        else textwrap.fill(text, width, initial_indent=INDENT, subsequent_indent=later)
    )


def summary(results: Sequence[Result], checks: Sequence[str], efforts: Sequence[int] = ()) -> str:
    """How many statements have which status, and what the checker said, in a sentence.

    ``efforts``: how many times its default budget the checker needed for each certificate.

    Example:
        >>> from symqnn.statements.verify import run, steps
        >>> proved = list(run(steps([])))
        >>> summary(proved, ["VERIFIED"] * len(proved))
        '6 statements: 6 PROVED; the independent checker says VERIFIED of every certificate.'
    """
    statuses = Counter(str(result.status) for result in results)
    answers = Counter(checks)
    number = f"{len(results)} statement{'' if len(results) == 1 else 's'}"
    if not results:
        return f"{number}."
    verdicts = ", ".join(f"{count} {status}" for status, count in statuses.items())
    if set(answers) == {"VERIFIED"}:
        every = "the independent checker says VERIFIED of every certificate"
        return f"{number}: {verdicts}; {every}{_dear(efforts)}."
    said = ", ".join(
        f"{count} {'without a certificate' if answer == 'none' else answer}"
        for answer, count in answers.items()
    )
    return f"{number}: {verdicts}; the independent checker: {said}{_dear(efforts)}."


def _dear(efforts: Sequence[int]) -> str:
    """That some certificates are beyond what the checker spends on a stranger's file."""
    dear = [effort for effort in efforts if effort > 1]
    if not dear:
        return ""
    return f" ({len(dear)} only with `symqnn check --effort {max(dear)}`)"
