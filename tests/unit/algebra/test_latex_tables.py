"""Matrices and tables: nothing is left out in silence, long tables are cut into parts."""

from symqnn.algebra.latex_tables import PART, matrix, table, table_rows, text_lines, text_rows


def test_small_matrices_are_whole() -> None:
    code = matrix(3, lambda j, k: str(3 * j + k))
    assert code == r"\begin{pmatrix} 0 & 1 & 2 \\ 3 & 4 & 5 \\ 6 & 7 & 8 \end{pmatrix}"


def test_large_matrices_say_their_size() -> None:
    code = matrix(40, lambda j, k: f"{j}.{k}", limit=3)
    assert code.endswith(r"_{40 \times 40}") and "39.39" in code and r"\ddots" in code
    # rows 0, 1, the dots, 39
    assert code.count(r"\\") == 3
    # a wide entry takes room from the others
    assert matrix(8, lambda j, k: "7" * 15).endswith(r"_{8 \times 8}")
    assert r"\ast" in matrix(2, lambda j, k: "7" * 80)


def test_beyond_ten_columns_no_pmatrix() -> None:
    """amsmath's pmatrix has at most ten columns."""
    assert matrix(11, lambda j, k: "0", limit=11).startswith(r"\left(\begin{array}{ccccccccccc}")


def test_rows_that_are_left_out_are_counted() -> None:
    rows = [[str(k)] for k in range(100)]
    code = table(["n"], iter(rows), "r", limit=10)
    assert "90 more rows" in code and code.count(r"\\") == 11
    assert "more row" not in table(["n"], rows, "r", limit=100)


def test_parts_have_each_row_once() -> None:
    rows = [[f"<{k}>"] for k in range(2 * PART + 5)]
    parts = [code for _, code in table_rows(["n"], rows, "r")]
    assert len(parts) == 3 and all(r"\text{n}" in part for part in parts)
    assert ["".join(parts).count(f"<{k}>") for k in range(len(rows))] == [1] * len(rows)
    assert "6 more rows" in table_rows(["n"], [[str(k)] for k in range(70)], "r")[-1][1]


def test_wrapped_texts() -> None:
    assert text_rows(["a b", "c"], width=1) == [[r"\text{a}", r"\text{c}"], [r"\text{b}", ""]]
    assert text_lines("one two", width=3) == [("", r"\text{one}"), ("", r"\text{two}")]
