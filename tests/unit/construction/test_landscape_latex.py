"""Numbers and levels of minima in LaTeX: what is left out is counted."""

from fractions import Fraction

from symqnn.construction.landscape_latex import count_rows, decimal_latex, index_row, level_rows


def test_counts() -> None:
    ((left, right),) = count_rows(6, 5, Fraction(1, 3), at_least=True)
    assert left.startswith("N_") and right.startswith(r"\geq 6")
    assert r"5 \text{ of them spurious}" in right and r"\tfrac{1}{3}" in right
    assert "spurious" not in count_rows(6, None, None)[0][1]


def test_levels_beyond_the_limit_are_counted() -> None:
    levels = [(Fraction(k, 7), 1 + k % 2) for k in range(10)]
    code = " ".join(right for _, right in level_rows(levels, 4))
    assert "(6 more values)" in code and code.count(r"\times 2") == 2
    assert "more" not in " ".join(right for _, right in level_rows(levels, 10))


def test_indices_and_decimals() -> None:
    code = " ".join(right for _, right in index_row([4, 8, 4]))
    assert "N_{0} = 4" in code and "N_{2} = 4" in code
    assert decimal_latex(-1234567.0) == r"-1.23457 \cdot 10^{6}"
