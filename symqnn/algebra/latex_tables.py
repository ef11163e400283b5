r"""Matrices, tables and text inside formulas, with amsmath and nothing else."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, islice, zip_longest

from symqnn.algebra.latex import WIDTH, Row, visible_width
from symqnn.algebra.latex_text import text

SHOWN = 8  # rows and columns of a matrix
PART = 24  # rows of a table that stand on one page
_LARGEST_PMATRIX = 10  # amsmath's MaxMatrixCols


def matrix(
    size: int, entry: Callable[[int, int], str], limit: int = SHOWN, width: int = WIDTH
) -> str:
    r"""A square matrix; a large or wide one by its first rows and columns and the last, with its
    size below, an entry too long for it as an asterisk.

    Example:
        >>> print(matrix(2, lambda j, k: str(j + k)))
        \begin{pmatrix} 0 & 1 \\ 1 & 2 \end{pmatrix}
        >>> print(matrix(9, lambda j, k: str(j * k), limit=2))
        \begin{pmatrix} 0 & \cdots & 0 \\ \vdots & \ddots & \vdots \\
            0 & \cdots & 64 \end{pmatrix}_{9 \times 9}
    """
    for shown in range(min(size, limit), 0, -1):
        rows = _matrix_rows(size, entry, shown)
        if sum(max(map(visible_width, column)) + 2 for column in zip(*rows, strict=True)) <= width:
            break
    fractions = any("frac" in cell for row in rows for cell in row)
    body = (r" \\[3pt] " if fractions else r" \\ ").join(" & ".join(row) for row in rows)
    if len(rows) <= _LARGEST_PMATRIX:
        code = rf"\begin{{pmatrix}} {body} \end{{pmatrix}}"
    else:
        code = rf"\left(\begin{{array}}{{{'c' * len(rows)}}} {body} \end{{array}}\right)"
    return code if shown == size else rf"{code}_{{{size} \times {size}}}"


def _matrix_rows(size: int, entry: Callable[[int, int], str], shown: int) -> list[list[str]]:
    places = (
        list(range(size))
        if shown == size
        else [*range(shown - 1), -1, size - 1]
        if shown > 1
        else [0, -1]
    )
    rows = []
    for j in places:
        if j < 0:
            rows.append([r"\ddots" if k < 0 else r"\vdots" for k in places])
        else:
            cells = [entry(j, k) if k >= 0 else r"\cdots" for k in places]
            rows.append([r"\ast" if visible_width(cell) > WIDTH // 2 else cell for cell in cells])
    return rows


def table(
    header: Sequence[str], rows: Iterable[Sequence[str]], columns: str, limit: int = 64
) -> str:
    r"""A table as an ``array``: the header is text, the cells are formulas;
    what is left out is said.

    Example:
        >>> print(table(["n", "n²"], [["1", "1"]], "rr"))
        \begin{array}{rr}
        \text{n} & \text{n$^{2}$} \\ \hline
        \rule{0pt}{2.6ex}1 & 1
        \end{array}
    """
    source = iter(rows)
    listed = [" & ".join(row) for row in islice(source, limit)]
    left = sum(1 for _ in source)
    if left:
        listed.append(rf"\rlap{{\text{{{left} more row{'s' * (left > 1)}}}}}")
    head = " & ".join(map(words, header))
    strut = r"\rule{0pt}{2.6ex}"  # keeps the first row off the line
    return (
        f"\\begin{{array}}{{{columns}}}\n{head} \\\\ \\hline\n{strut}"
        + " \\\\\n".join(listed)
        + "\n\\end{array}"
    )


def table_rows(
    header: Sequence[str], rows: Iterable[Sequence[str]], columns: str, limit: int = 64
) -> list[Row]:
    """A table as rows of a formula: a long one in parts of at most 24 rows, each with the header,
    so that a page can end between them.
    """
    source = iter(rows)
    listed = list(islice(source, limit))
    starts = range(0, max(len(listed), 1), PART)
    parts = [chain(listed[k : k + PART], source if k == starts[-1] else ()) for k in starts]
    return [
        ("", table(header, part, columns, min(PART, limit - k)))
        for k, part in zip(starts, parts, strict=True)
    ]


def words(plain: str) -> str:
    """Plain text inside a formula."""
    return rf"\text{{{text(plain)}}}"


def text_rows(cells: Sequence[str], width: int = 28) -> list[list[str]]:
    r"""Plain texts as the rows of a table, long ones wrapped.

    Example:
        >>> text_rows(["a", "one two"], width=4)
        [['\\text{a}', '\\text{one}'], ['', '\\text{two}']]
    """
    columns = [textwrap.wrap(cell, width) or [""] for cell in cells]
    return [
        [words(part) if part else "" for part in parts]
        for parts in zip_longest(*columns, fillvalue="")
    ]


def text_lines(plain: str, width: int = 50) -> list[Row]:
    """Plain text as rows of a formula, wrapped."""
    return [("", words(part)) for part in textwrap.wrap(plain, width)]
