"""LaTeX documents: preamble, tables that break over pages, a PDF where an engine is found."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from symqnn.algebra.latex_text import text
from symqnn.certificate.canonical import write_atomically

ENGINES = ("pdflatex", "lualatex", "xelatex")
SECONDS = 180
_HEAD = r"""\documentclass[a4paper,10pt]{article}
\usepackage{amsmath,array,graphicx,longtable}
\usepackage[margin=18mm]{geometry}
\ifdefined\pdftrailerid\pdftrailerid{}\fi
\allowdisplaybreaks
\setlength{\parindent}{0pt}
\setlength{\tabcolsep}{3pt}
\emergencystretch=3em
\renewcommand{\labelitemi}{$\bullet$}
\newcommand{\cell}{\raggedright\arraybackslash}"""


def document(title: str, parts: Iterable[str]) -> str:
    """A complete document with packages of a basic LaTeX only (amsmath, array, graphicx, longtable,
    geometry).
    """
    head = [_HEAD, r"\begin{document}", rf"\begin{{center}}\Large {text(title)}\end{{center}}"]
    return "\n".join([*head, *parts, r"\end{document}", ""])


def long_table(columns: str, header: Sequence[str], rows: Iterable[str]) -> str:
    """A table that breaks over pages; the rows are LaTeX code, ``columns`` as for ``longtable``."""
    head = " & ".join(rf"\textbf{{{text(cell)}}}" for cell in header)
    body = [rf"{row} \\" for row in rows]
    gap = r"\noalign{\vskip 3pt}"
    return "\n".join(
        [
            rf"\begin{{longtable}}{{{columns}}}",
            rf"{head} \\ \hline",
            gap,
            r"\endhead",
            *body,
            r"\end{longtable}",
        ]
    )


def typewriter(plain: str, every: int = 0) -> str:
    r"""Text in typewriter letters that may be broken after punctuation, or after ``every``
    characters.

    Example:
        >>> print(typewriter("a_b.json"))
        \texttt{a\_\allowbreak{}b.\allowbreak{}json}
    """
    pieces = (
        re.findall(rf".{{1,{every}}}", plain)
        if every
        else re.findall(r"[^-_./]*[-_./]|[^-_./]+", plain)
    )
    joined = r"\allowbreak{}".join(map(text, pieces))
    return rf"\texttt{{{joined}}}"


def breaking(code: str) -> str:
    r"""Text in LaTeX that may be broken after the sign of a product, where a long formula stands in
    a sentence.

    Example:
        >>> print(breaking("cos(a)*sin(b)"))
        cos(a)*\allowbreak{}sin(b)
    """
    return code.replace("*", r"*\allowbreak{}")


def engine() -> str | None:
    """The LaTeX engine of this machine, if there is one."""
    return next((name for name in ENGINES if shutil.which(name)), None)


def missing_pdf() -> str:
    """Why there is no PDF, for people."""
    name = engine()
    return (
        f"{name} did not compile report.tex; its log says why"
        if name
        else f"none of {', '.join(ENGINES)} was found; report.tex compiles with any of them"
    )


def write_pdf(source: Path) -> tuple[Path | None, str]:
    """Compile a document to a PDF beside it; the same source gives the same bytes with the same
    engine.

    Returns:
        The PDF, and what to tell people: the engine, or why there is no PDF.
    """
    name = engine()
    if name is None:
        return None, f"no PDF: none of {', '.join(ENGINES)} was found"
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        shutil.copyfile(source, Path(temporary) / "report.tex")
        if (pictures := source.parent / "figures").is_dir():
            shutil.copytree(
                pictures, Path(temporary) / "figures", ignore=shutil.ignore_patterns("*.svg")
            )
        environment = {
            **os.environ,
            "SOURCE_DATE_EPOCH": "0",
            "FORCE_SOURCE_DATE": "1",
            "openout_any": "p",
        }
        command = [
            name,
            "-interaction=nonstopmode",
            "-halt-on-error",
            "-no-shell-escape",
            "report.tex",
        ]
        for _ in range(3):  # longtable finds its column widths in a second or third run
            try:
                done = subprocess.run(
                    command,
                    cwd=temporary,
                    env=environment,
                    capture_output=True,
                    timeout=SECONDS,
                    check=False,
                    stdin=subprocess.DEVNULL,
                )
            except (OSError, subprocess.TimeoutExpired) as error:
                late = isinstance(error, subprocess.TimeoutExpired)
                return None, f"no PDF: {name} {'took too long' if late else 'could not be started'}"
            log = done.stdout.decode(errors="replace")
            if done.returncode:
                said = next(
                    (line for line in log.splitlines() if line.startswith("!")), "it failed"
                )
                return None, f"no PDF: {name} says {said}"
            if "Rerun" not in log and "Table widths have changed" not in log:
                break
        return write_atomically(
            source.with_suffix(".pdf"), (Path(temporary) / "report.pdf").read_bytes()
        ), f"PDF by {name}"
