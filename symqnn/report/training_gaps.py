"""Training beside the best possible, for reports: how far the best run is from a lower bound that
is proved, where one is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from symqnn.algebra.latex_text import text
from symqnn.experiments.outcome import ExperimentOutcome

TITLE = "Training and the best possible"
ABOUT = (
    "Final losses are computed in floats, by training; the numbers that no angles can undercut "
    "are proved. "
    "Where such a number is known, the gap between the two is certified."
)
UNKNOWN = "no lower bound is known"


def _lines(outcome: ExperimentOutcome) -> list[str]:
    return [*outcome.gaps] or [UNKNOWN]


def training_latex(outcomes: Sequence[ExperimentOutcome]) -> list[str]:
    """The parts of a section of report.tex; none without outcomes."""
    if not outcomes:
        return []
    items = [
        rf"\item \textbf{{{text(o.experiment)}}}: {text(line)}"
        for o in outcomes
        for line in _lines(o)
    ]
    return [
        rf"\section*{{{TITLE}}}",
        text(ABOUT),
        "\n".join([r"\begin{itemize}", *items, r"\end{itemize}"]),
    ]
