"""The report directory of ``symqnn verify --out``: certificates, report.tex, report.html."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from symqnn.certificate.canonical import write_atomically, write_certificate
from symqnn.certificate.check import Check, run_checker
from symqnn.experiments.outcome import ExperimentOutcome
from symqnn.model.instance_file import Instance
from symqnn.report.checker_file import write_checker
from symqnn.report.earlier import set_aside
from symqnn.report.latex import write_pdf
from symqnn.statements.result import Result


@dataclass(frozen=True)
class Report:
    """What was written, certificates and pictures aside, and where the files of an earlier report
    now are.
    """

    files: list[Path]
    earlier: list[Path]


def write_certificates(results: Sequence[Result], directory: Path) -> list[Path | None]:
    """Write the certificate of each result that has one, each to a file of its own."""
    write = CertificateWriter(directory)
    return [write(result) for result in results]


class CertificateWriter:
    """Writes certificates of results into a directory, each to a file of its own."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.taken: set[str] = set()

    def __call__(self, result: Result) -> Path | None:
        """Write the certificate of a result, if it has one."""
        if result.certificate is None:
            return None
        stem, _, rest = result.file_name.partition(".")
        name = next(
            name
            for k in count(1)
            if (name := f"{stem}{'' if k == 1 else f'_{k}'}.{rest}") not in self.taken
        )
        self.taken.add(name)
        return write_certificate(self.directory / name, result.certificate)


def check_certificates(paths: Sequence[Path | None], jobs: int = 1) -> list[Check | None]:
    """Answers of the stand-alone checker, in the order of the paths.

    Args:
        jobs: processes that divide one file.
    """
    present = list(dict.fromkeys(path for path in paths if path is not None))
    answers = dict(zip(present, run_checker(present, jobs), strict=True))
    return [None if path is None else answers[path] for path in paths]


def write_report(
    directory: Path,
    instances: Sequence[Instance],
    results: Sequence[Result],
    checks: Sequence[Check | None],
    paths: Sequence[Path | None],
    command: str = "",
    trained: Sequence[ExperimentOutcome] = (),
) -> Report:
    """Write report.tex, report.html (with its pictures in figures/), check.pyz and, where a LaTeX
    engine is found, report.pdf.

    Certificates and pictures that an earlier report left in the directory are moved to
    ``earlier/``.

    Args:
        trained: experiments, whose gaps to the best possible are told.
    """
    # loaded where a report is wanted: symqnn verify alone does without
    from symqnn.report import html
    from symqnn.report.document import report_document
    from symqnn.report.figures_pdf import write_figure_pdf
    from symqnn.report.training_gaps import training_latex

    page, drawn = html.write_page(directory, instances, results, checks, paths, command, trained)
    pictures = {svg: write_figure_pdf(figure, svg.with_suffix(".pdf")) for svg, figure in drawn}
    captions = [(path.name, figure.caption) for svg, figure in drawn if (path := pictures[svg])]
    document = report_document(
        instances, results, checks, paths, captions, command, training_latex(trained)
    )
    source = write_atomically(directory / "report.tex", document.encode())
    pdf, _ = write_pdf(source)
    files = [source, page, *([pdf] if pdf else []), write_checker(directory)]
    certificates = [path for path in paths if path]
    earlier = set_aside(
        directory, [*files, *certificates, *pictures, *(path for path in pictures.values() if path)]
    )
    return Report(files, earlier)
