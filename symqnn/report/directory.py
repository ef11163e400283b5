"""The report directory of ``symqnn verify --out``: certificates, report.md, report.tex, report.html."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count, groupby
from pathlib import Path

import symqnn
from symqnn.certificate.canonical import write_atomically, write_certificate
from symqnn.certificate.check import Check, run_checker
from symqnn.experiments.outcome import Outcome
from symqnn.model.instance_file import Instance
from symqnn.report.checker_file import COMMAND, write_checker
from symqnn.report.earlier import set_aside
from symqnn.report.latex import write_pdf
from symqnn.report.sources import said_lines
from symqnn.statements.result import Result


@dataclass(frozen=True)
class Report:
    """What was written, certificates and pictures aside, and where the files of an earlier report now are."""

    files: list[Path]
    earlier: list[Path]


def write_certificates(results: Sequence[Result], directory: Path) -> list[Path | None]:
    """Write the certificate of each result that has one, each to a file of its own."""
    taken: set[str] = set()
    paths: list[Path | None] = []
    for result in results:
        if result.certificate is None:
            paths.append(None)
            continue
        stem, _, rest = result.file_name.partition(".")
        name = next(name for k in count(1) if (name := f"{stem}{'' if k == 1 else f'_{k}'}.{rest}") not in taken)
        taken.add(name)
        paths.append(write_certificate(directory / name, result.certificate))
    return paths


def check_certificates(
    paths: Sequence[Path | None], jobs: int = 1, processes: int = 1
) -> list[Check | None]:
    """Answers of the stand-alone checker, in the order of the paths.

    Args:
        jobs: processes that divide one file. processes: interpreters among which the files are divided.
    """
    present = list(dict.fromkeys(path for path in paths if path is not None))
    # the largest files first, each to the interpreter that has least to do
    groups: list[list[Path]] = [[] for _ in range(max(1, min(processes, len(present))))]
    loads = [0] * len(groups)
    for path in sorted(present, key=lambda path: -path.stat().st_size):
        least = loads.index(min(loads))
        groups[least].append(path)
        loads[least] += path.stat().st_size
    with ThreadPoolExecutor(len(groups)) as pool:
        found = list(pool.map(lambda group: run_checker(group, jobs), groups))
    answers = {
        path: answer
        for group, checks in zip(groups, found, strict=True)
        for path, answer in zip(group, checks, strict=True)
    }
    return [None if path is None else answers[path] for path in paths]


def write_report(
    directory: Path,
    instances: Sequence[Instance],
    results: Sequence[Result],
    checks: Sequence[Check | None],
    paths: Sequence[Path | None],
    command: str = "",
    trained: Sequence[Outcome] = (),
) -> Report:
    """Write report.md, report.tex, report.html (with its pictures in figures/), check.pyz and, where a LaTeX engine is found, report.pdf.

    Certificates and pictures that an earlier report left in the directory are moved to ``earlier/``.

    Args:
        trained: experiments, whose gaps to the best possible are told.
    """
    # loaded where a report is wanted: symqnn verify alone does without
    from symqnn.report import html
    from symqnn.report.document import report_document
    from symqnn.report.figures_pdf import write_figure_pdf
    from symqnn.report.training_gaps import training_latex, training_markdown

    markdown = _markdown(instances, results, checks, paths, command, training_markdown(trained))
    page, drawn = html.write_page(directory, instances, results, checks, paths, command, trained)
    pictures = {svg: write_figure_pdf(figure, svg.with_suffix(".pdf")) for svg, figure in drawn}
    captions = [(path.name, figure.caption) for svg, figure in drawn if (path := pictures[svg])]
    document = report_document(instances, results, checks, paths, captions, command, training_latex(trained))
    source = write_atomically(directory / "report.tex", document.encode())
    pdf, _ = write_pdf(source)
    files = [write_atomically(directory / "report.md", markdown.encode()), source, page, *([pdf] if pdf else []), write_checker(directory)]
    certificates = [path for path in paths if path]
    earlier = set_aside(directory, [*files, *certificates, *pictures, *(path for path in pictures.values() if path)])
    return Report(files, earlier)


def _markdown(
    instances: Sequence[Instance], results: Sequence[Result], checks: Sequence[Check | None], paths: Sequence[Path | None], command: str,
    training: Sequence[str] = (),
) -> str:
    written_by = f"Written by symqnn {symqnn.__version__}{':' * bool(command)}"
    lines = ["# symqnn report", "", written_by, *_code(command), ""]
    lines += ["Statements of You & Wu, *Exponentially Many Local Minima in Quantum Neural Networks* (ICML 2021), on:", ""]
    lines += [f"* **{_name(instance.name)}**: {_escape(repr(instance.qnn))}" for instance in instances]
    if about := said_lines(instances):
        lines += ["", *(f"* {_escape(line)}" for line in about)]
    for instance_name, group in groupby(zip(results, checks, paths, strict=True), key=lambda row: row[0].instance):
        lines += ["", f"## {_name(instance_name)}", "", "| statement | the paper's claim | found | status | scope | certificate |", "|---|---|---|---|---|---|"]
        details = []
        for result, check, path in group:
            link = f"[{check.status}]({path.name})" if check and path else "none"
            lines.append(f"| {result.title} | {_escape(result.claim)} | {_escape(result.found)} | {result.status} | {result.reach} | {link} |")
            details += [f"* {result.title}: {_escape(text[:2000])}" for text in result.details]
        lines += ["", *details] if details else []
    lines += training
    lines += ["", "## How to check", "", "In this directory, with any Python ≥ 3.11 and nothing installed (`check.pyz` is the checker):", *_code(COMMAND), ""]
    lines += ["| file | SHA-256 | what the checker says |", "|---|---|---|"]
    seen = {path: check for path, check in zip(paths, checks, strict=True) if path}
    for path, check in seen.items():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        said = (check.summary or f"{check.place}: {check.reason}") if check else ""
        lines.append(f"| {path.name} | `{digest}` | {_escape(said)} |")
    return "\n".join([*lines, ""])


def _code(text: str) -> list[str]:
    fence = "`" * max(3, *(len(found) + 1 for found in re.findall("`+", text)), 0)
    return ["", fence, text, fence] if text else []


def _name(text: str) -> str:
    """A name that somebody chose, as Markdown text: neither a tag nor emphasis nor a link."""
    return re.sub(r"([\\`*_{}\[\]<>()#!|&~$])", r"\\\1", text)


def _escape(text: str) -> str:
    return text.replace("|", r"\|").replace("*", r"\*")
