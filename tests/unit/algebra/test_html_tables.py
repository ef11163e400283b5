"""Tables for notebooks are well-formed and say what was given."""

import xml.etree.ElementTree as ET

from symqnn.algebra.html_tables import html_table


def test_cells_come_back() -> None:
    header, rows = ["a & b", "<i>"], [["1 < 2", '"θ₁"'], ["", "x'"]]
    tree = ET.fromstring(html_table(header, rows))
    assert [cell.text for cell in tree.iter("th")] == header
    assert [[cell.text or "" for cell in row.iter("td")] for row in tree.iter("tr")][1:] == rows
