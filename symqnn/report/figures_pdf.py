"""Pictures as PDF files for LaTeX, by rsvg-convert where it is found."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from symqnn.certificate.canonical import write_atomically
from symqnn.report.figures_style import ALONE
from symqnn.report.svg import Figure

PROGRAM = "rsvg-convert"
SECONDS = 60


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


def write_figure_pdf(figure: Figure, path: Path) -> Path | None:
    """Write a picture as a PDF file, light and with its letters inside; None where the program is
    missing or fails.

    The same picture gives the same bytes with the same program.
    """
    if shutil.which(PROGRAM) is None:
        return None
    source = without_variables(figure.svg(figure.kind, ALONE))
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "0"}
    try:
        done = subprocess.run(
            [PROGRAM, "--format=pdf"],
            input=source.encode(),
            env=environment,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return (
        write_atomically(path, done.stdout)
        if done.returncode == 0 and done.stdout.startswith(b"%PDF")
        else None
    )
