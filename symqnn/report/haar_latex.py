"""Theorem 6 in LaTeX: what ``symqnn haar --latex`` prints."""

from __future__ import annotations

from symqnn.algebra.latex import Row, breakable, factors, stack
from symqnn.algebra.latex_tables import text_lines
from symqnn.haar.asymptotics import uniform_bound
from symqnn.haar.failure_bounds import failure_bound
from symqnn.haar.verdict import bounds_latex
from symqnn.report.haar import groups
from symqnn.statements.typical import Answer


def haar_latex(found: Answer) -> str:
    """Moments (pairs with equal ones together), the bound for this p and for every p, dimensions
    and verdicts, as one ``align*``.
    """
    rows: list[Row] = []
    for mean, variance, names in groups(found):
        rows += mean.latex_rows(r"\operatorname{E}[G_{\xi\eta}] / \operatorname{tr} M^{2}")
        rows += variance.latex_rows(
            r"\operatorname{Var}[G_{\xi\eta}] / (\operatorname{tr} M^{2})^{2}"
        )
        lines = factors(
            [f"{name}{';' * (k + 1 < len(names))}" for k, name in enumerate(names)], r"\;"
        )
        rows.append(("", r"\quad \xi,\eta = " + lines[0]))
        rows += [("", r"\qquad " + line) for line in lines[1:]]
    if found.rows:
        rows += failure_bound(found.question.layers).latex_rows() + uniform_bound().latex_rows()
        rows.append(("", bounds_latex(found.rows)))
    for result in found.results:
        rows += text_lines(f"{result.title}, {result.status} ({result.scope}): {result.found}")
    return breakable(stack(rows, display=True))
