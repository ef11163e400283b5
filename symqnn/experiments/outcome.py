"""What an experiment gives: tables for CSV files, statistics, sentences, and whatever does not
agree with the ground truth.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.latex_tables import table_rows, words

INSTANCE_NOTE = "our closed-form instance; the paper's supplement is not available"
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Table(LatexRepr):
    """Rows under named columns; floats keep all digits, exact numbers are written as fractions.

    Args:
        name: of its file. columns: names, with units. rows: as many entries as columns. printed:
            whether people see it on the screen.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    printed: bool = False

    def column(self, name: str) -> list[Any]:
        """One column by its name."""
        return [row[self.columns.index(name)] for row in self.rows]

    def to_csv(self) -> str:
        """The table as CSV with a head line.

        Example:
            >>> Table("levels", ("k", "value"), ((1, 0.5),)).to_csv()
            'k,value\\n1,0.5\\n'
        """
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return text.getvalue()

    def latex_rows(self, limit: int = 64) -> list[Row]:
        """LaTeX: the table, floats to four digits; how many rows lie beyond ``limit`` is said."""
        cells = ([words(_short(value)) for value in row] for row in self.rows)
        return table_rows(self.columns, cells, "r" * len(self.columns), limit)

    def to_text(self) -> str:
        """The table in aligned columns, floats to four digits."""
        lines = [self.columns, *([_short(value) for value in row] for row in self.rows)]
        widths = [max(len(line[k]) for line in lines) for k in range(len(self.columns))]
        return "\n".join(
            "  ".join(value.rjust(width) for value, width in zip(line, widths, strict=True))
            for line in lines
        )


def _short(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


@dataclass(frozen=True)
class ExperimentOutcome:
    """The outcome of one experiment; a figure is drawn from nothing else.

    Args:
        experiment: name, such as ``figure-2``. settings: all choices, as JSON.
        tables: the data. statistics: the numbers that a repetition must give again, as JSON.
        summary: sentences for people. faults: what contradicts the ground truth or has no
            explanation; empty if all is well.
        seconds: wall time of the training; in no file, so that files do not depend on it.
        instance: where the data come from, and what is not the paper's.
        gaps: the certified gaps to the best possible, where they are known; for people, in no file.
    """

    experiment: str
    settings: Mapping[str, Any]
    tables: tuple[Table, ...]
    statistics: Mapping[str, Any]
    summary: tuple[str, ...]
    faults: tuple[str, ...] = ()
    seconds: float = 0.0
    instance: str = INSTANCE_NOTE
    gaps: tuple[str, ...] = ()

    def table(self, name: str) -> Table:
        """A table by its name."""
        return next(table for table in self.tables if table.name == name)

    def to_json(self) -> dict[str, Any]:
        """Everything but the tables, for the file beside the figure."""
        return {
            "experiment": self.experiment,
            "instance": self.instance,
            "settings": dict(self.settings),
            "statistics": dict(self.statistics),
            "summary": list(self.summary),
            "faults": list(self.faults),
        }
