"""report.tex of ``symqnn verify --out``: what was asked, the networks, verdicts with scopes,
statements, formulas, certificates.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from html import unescape
from itertools import groupby
from pathlib import Path

import symqnn
from symqnn.algebra.latex import Row, stack
from symqnn.algebra.latex_text import text
from symqnn.certificate.check import Check
from symqnn.errors import SymqnnError
from symqnn.expansion.output import expand, factored_expectation
from symqnn.model.instance_file import Instance
from symqnn.report.checker_file import COMMAND
from symqnn.report.expansion import network_latex_rows
from symqnn.report.formulas import formula, formula_part
from symqnn.report.latex import breaking, document, long_table, typewriter
from symqnn.report.names import periods_text, phases_text
from symqnn.report.networks import shared_text
from symqnn.statements.result import Result

LISTED_OPERATORS = 27
LISTED_TERMS = 81
LISTED_SHARED = 12
LISTED_DIMENSION = 4  # of matrices
_WIDE = r">{\cell}p{%dmm}"


def report_document(
    instances: Sequence[Instance],
    results: Sequence[Result],
    checks: Sequence[Check | None],
    paths: Sequence[Path | None],
    pictures: Sequence[tuple[str, str]] = (),
    command: str = "",
    training: Sequence[str] = (),
) -> str:
    """The whole document, in ASCII.

    Args:
        pictures: names of PDF files in ``figures/`` with their captions (HTML). training: parts
            about experiments.
    """
    parts = [
        _asked(instances, results),
        _written_by(command),
        r"\section*{Verdicts}",
        _verdicts(results, checks),
        _notes(results),
    ]
    parts += [r"\section*{Statements}", *_statements(instances, results)]
    parts += [
        r"\section*{Networks}",
        *(part for instance in instances for part in _network(instance)),
    ]
    parts += (
        [
            r"\section*{Pictures}",
            *(_picture(k, name, caption) for k, (name, caption) in enumerate(pictures, 1)),
        ]
        if pictures
        else []
    )
    parts += training
    return document(
        "symqnn: verdicts, formulas, certificates", [*parts, *_certificates(checks, paths)]
    )


def _picture(number: int, name: str, caption: str) -> str:
    # there is none on paper
    plain = re.sub(r"<sub>(.*?)</sub>", r"_\1", caption).replace(" (shown by the pointer)", "")
    # every second one is bold
    words = [text(unescape(re.sub(r"<[^>]*>", "", part))) for part in re.split(r"</?b>", plain)]
    said = "".join(rf"\textbf{{{word}}}" if k % 2 else word for k, word in enumerate(words))
    picture = rf"\includegraphics[scale=0.75]{{figures/{name}}}"
    return (
        rf"\begin{{minipage}}{{\linewidth}}\centering "
        rf"{picture}\par\medskip\raggedright\small\textbf{{Figure {number}.}} "
        rf"{said}\end{{minipage}}\par\bigskip"
    )


def _asked(instances: Sequence[Instance], results: Sequence[Result]) -> str:
    names = ", ".join(
        rf"\textbf{{{text(i.name)}}} ($p = {len(i.qnn.parameters)}$, $d = {i.qnn.dimension}$)"
        for i in instances
    )
    counts = ", ".join(
        f"{sum(result.status == status for result in results)} {status}"
        for status in dict.fromkeys(result.status for result in results)
    )
    return (
        r"Asked: which statements of X. You and X. Wu, \emph{Exponentially Many Local Minima in "
        r"Quantum Neural Networks} (ICML 2021), and which further ones, "
        rf"hold for {names}. Answer: {counts}. Scope \emph{{general}}: every network that "
        rf"satisfies the premises; \emph{{instances}}: the network named. "
        "All conclusions are exact; whatever is PROVED or REFUTED, or fails for want of a "
        "premise, rests on a certificate that an "
        "independent program has verified, listed at the end. "
        r"Pictures, where there are any, stand in \texttt{report.html}, in \texttt{figures/}, "
        r"and here where the program rsvg-convert was found."
    )


def _written_by(command: str) -> str:
    shown = rf": {typewriter(command, every=8)}" if command else ""
    return rf"\par\medskip Written by symqnn {text(symqnn.__version__)}{shown}"


def _verdicts(results: Sequence[Result], checks: Sequence[Check | None]) -> str:
    rows = []
    for instance, group in groupby(
        zip(results, checks, strict=True), key=lambda pair: pair[0].instance
    ):
        rows.append(rf"\multicolumn{{6}}{{l}}{{\rule{{0pt}}{{3ex}}\textbf{{{text(instance)}}}}}")
        for result, check in group:
            said = map(text, (result.title, result.claim, result.found, result.status))
            reach = text(result.reach).replace(".", r".\allowbreak{}")  # a theorem's name is long
            rows.append(" & ".join([*said, reach, check.status if check else "none"]))
    columns = "".join(_WIDE % width for width in (21, 38, 42)) + f"l{_WIDE % 21}l"
    return (
        "{\\footnotesize\n"
        + long_table(columns, ["statement", "claim", "found", "status", "scope", "checker"], rows)
        + "\n}"
    )


def _notes(results: Sequence[Result]) -> str:
    # (instance, sentence) → the statements it is about: several may fail for one reason
    said: dict[tuple[str, str], list[str]] = {}
    for result in results:
        for line in result.details if result.status != "PROVED" else ():
            said.setdefault((result.instance, line), []).append(result.title)
    plain = {key: titles for key, titles in said.items() if not key[1].startswith("assumed:")}
    notes = [
        breaking(text(f"{', '.join(dict.fromkeys(titles))} on {name}: {line[:600]}"))
        for (name, line), titles in plain.items()
    ]
    notes += [
        text(line)
        for line in dict.fromkeys(
            line for result in results for line in result.details if line.startswith("assumed:")
        )
    ]
    return (
        "\n".join([r"\begin{itemize}", *(rf"\item {note}" for note in notes), r"\end{itemize}"])
        if notes
        else ""
    )


def _statements(instances: Sequence[Instance], results: Sequence[Result]) -> list[str]:
    """Each formula once, with the titles of the statements it belongs to."""
    general = {instance.name for instance in instances if not instance.qnn.is_papers}
    titles: dict[str, list[str]] = {}
    for result in results:
        code = formula(result.statement, formula_part(result), result.instance in general)
        if code:
            titles.setdefault(code, []).append(result.title)
    return [
        rf"\paragraph{{{text(', '.join(dict.fromkeys(listed)))}}}\ \begin{{equation*}} {code} "
        rf"\end{{equation*}}"
        for code, listed in titles.items()
    ]


def _network(instance: Instance) -> list[str]:
    rows = network_latex_rows(instance)
    torus = instance.qnn.torus
    said = text(f"Angles in radians; {phases_text(torus)}; period {periods_text(torus)}.")
    shared = [text(line) + "." for line in shared_text(instance.qnn)[:LISTED_SHARED]]
    head = [rf"\subsection*{{{text(instance.name)}}}", " ".join([said, *shared])]
    return [*head, stack(rows + _expansion(instance), display=True)]


def _expansion(instance: Instance) -> list[Row]:
    """M(θ) and the output where they are short enough to read."""
    rows: list[Row] = []
    qnn = instance.qnn
    try:
        readable = qnn.is_pauli or qnn.dimension <= LISTED_DIMENSION
        if qnn.frequencies.components <= LISTED_OPERATORS and readable:
            rows += expand(qnn).latex_rows("sum")
        output = factored_expectation(qnn, instance.state)
        short = all(len(poly) <= LISTED_TERMS for _, poly in output.factors)
        if short and len(output.factors) > 1:
            rows += output.latex_rows(r"f(\rho, \theta)")
        elif short:
            rows += output.expand().latex_rows(r"f(\rho, \theta)")
    except SymqnnError as error:
        rows.append(("", rf"\text{{{text(str(error)[:80])}\ldots}}"))
    return rows


def _certificates(checks: Sequence[Check | None], paths: Sequence[Path | None]) -> list[str]:
    seen = {path: check for path, check in zip(paths, checks, strict=True) if path}
    rows = []
    for path, check in seen.items():
        digest = typewriter(hashlib.sha256(path.read_bytes()).hexdigest(), every=16)
        said = text((check.summary or f"{check.place}: {check.reason}")[:400]) if check else ""
        rows.append(
            f"{typewriter(path.name)} & {digest} & "
            f"{text(check.status) if check else ''}{': ' * bool(said)}{said}"
        )
    columns = "".join(_WIDE % width for width in (60, 46, 60))
    table = (
        "{\\scriptsize\n"
        + long_table(columns, ["file", "SHA-256", "what the checker says"], rows)
        + "\n}"
    )
    command = r"\begin{verbatim}" + f"\n{COMMAND}\n" + r"\end{verbatim}"
    checker = (
        r"The checker, \texttt{check.pyz}, uses Python's standard library only and shares no "
        r"code with the producer."
    )
    how = f"{checker} To check again, in this directory:\n{command}"
    return [r"\section*{Certificates}", how, table]
