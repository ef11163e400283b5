"""Pictures as PDF files for LaTeX, by rsvg-convert where it is found."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from symqnn.certificate.canonical import write_atomically
from symqnn.report.figures_style import ALONE, without_variables
from symqnn.report.svg import Figure

PROGRAM = "rsvg-convert"
SECONDS = 60


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
