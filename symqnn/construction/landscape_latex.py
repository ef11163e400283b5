"""Numbers and values of minima in LaTeX."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symqnn.algebra.latex import Row, factors, integer, number


def count_rows(
    count: int, spurious: int | None, gap: Fraction | None, at_least: bool = False
) -> list[Row]:
    r"""How many local minima there are, how many of them spurious, and the gap.

    Example:
        >>> print(*count_rows(4, 3, None)[0])
        N_{\min}  = 4, \quad 3 \text{ of them spurious}
    """
    text = integer(count)
    text += (
        rf", \quad {integer(spurious)} \text{{ of them spurious}}" if spurious is not None else ""
    )
    text += rf", \quad\text{{gap }} {number(gap)}" if gap is not None else ""
    return [(r"N_{\min} ", (r"\geq " if at_least else "= ") + text)]


def index_row(indices: Sequence[int]) -> list[Row]:
    """Numbers of critical points by Morse index."""
    return _listed(
        "critical points by index:",
        [f"N_{{{k}}} = {integer(count)}" for k, count in enumerate(indices)],
    )


def level_rows(levels: Sequence[tuple[Fraction, int]], limit: int) -> list[Row]:
    """Values of the minima, each with the number of minima that have it."""
    shown = [
        rf"{number(value)}\ (\times {integer(count)})" if count > 1 else number(value)
        for value, count in levels[:limit]
    ]
    if len(levels) > limit:
        shown.append(rf"\ldots \text{{ ({len(levels) - limit} more values)}}")
    return _listed("values at the minima:", shown)


def _listed(head: str, items: Sequence[str]) -> list[Row]:
    lines = factors([rf"\text{{{head} }}", *(rf"{item},\ " for item in items[:-1]), items[-1]], "")
    return [("", line if not k else rf"\quad {line}") for k, line in enumerate(lines)]


def decimal_latex(value: float) -> str:
    r"""Six digits, to be read, not to be used.

    Example:
        >>> print(decimal_latex(0.25), decimal_latex(1.5e-7))
        0.25 1.5 \cdot 10^{-7}
    """
    mantissa, mark, exponent = f"{value:.6g}".partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if mark else mantissa
