"""Tables of experiments: digits are kept in CSV, people see four of them."""

import csv
import io
from fractions import Fraction

from symqnn.experiments.outcome import ExperimentOutcome, Table

TABLE = Table("t", ("k", "value"), ((1, 1 / 3), (22, Fraction(2, 7))))


def test_csv_keeps_every_digit() -> None:
    head, *rows = csv.reader(io.StringIO(TABLE.to_csv()))
    assert head == ["k", "value"]
    assert float(rows[0][1]) == 1 / 3 and Fraction(rows[1][1]) == Fraction(2, 7)


def test_for_people() -> None:
    assert TABLE.to_text().splitlines() == [" k   value", " 1  0.3333", "22     2/7"]
    assert TABLE.column("k") == [1, 22]
    assert "0.3333" in TABLE.to_latex() and "1 more row" in TABLE.to_latex(limit=1)


def test_files_do_not_depend_on_the_time() -> None:
    outcome = ExperimentOutcome("e", {"p": 2}, (TABLE,), {}, ("done",), (), 12.5)
    assert outcome.table("t") is TABLE
    assert "12.5" not in str(outcome.to_json()) and outcome.to_json()["settings"] == {"p": 2}
