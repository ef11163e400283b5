"""The style sheet of the pictures, for light and dark pages and for print: ``ALONE`` stands inside
a picture that is a file of its own, pages carry the same sheet once.
"""

import re

from symqnn.report.assets import asset

ALONE = asset("templates/figures.css")


def without_variables(style: str) -> str:
    """A style sheet whose CSS variables are replaced by the values they have first, on light
    pages, and without what is said of dark ones: for programs that do not know them.

    Example:
        >>> without_variables(":root {--ink: #000;} p {fill: var(--ink)} b {fill: var(--c, #fff)}")
        ' p {fill: #000} b {fill: #fff}'
    """
    light = re.search(r":root[^{}]*\{([^{}]*)\}", style)
    values = dict(re.findall(r"--([\w-]+):\s*([^;}]+)", light[1])) if light else {}
    plain = re.sub(r"@media[^{}]*\{[^{}]*\{[^{}]*\}\s*\}|:root[^{}]*\{[^{}]*\}", "", style)
    return re.sub(
        r"var\(--([\w-]+)(?:,\s*([^()]*))?\)",
        lambda found: str(values.get(found[1], found[2] or "#000")),
        plain,
    )


# for a notebook, whose page may be light while the system is dark: always light, on paper
NOTEBOOK = without_variables(f"{ALONE}.paper{{fill:var(--paper)}}")
