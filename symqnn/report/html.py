"""report.html: one page that needs nothing but a browser, with every verdict, its formula, its
certificate and its pictures. What it looks like stands in ``templates/report.html`` and the files
included there; here is what they are filled with.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import symqnn
from symqnn.certificate.canonical import write_atomically
from symqnn.certificate.check import Check
from symqnn.experiments.outcome import ExperimentOutcome
from symqnn.model.instance_file import Instance
from symqnn.report.browser_check import Carried, carried, certificate_texts, checker
from symqnn.report.checker_file import COMMAND
from symqnn.report.figures_style import ALONE
from symqnn.report.formulas import formula_part
from symqnn.report.html_formulas import IN_FULL, formula
from symqnn.report.html_network import (
    NetworkView,
    network_figures,
    network_view,
    prints_output,
    result_figures,
)
from symqnn.report.rendering import render
from symqnn.report.svg import Figure
from symqnn.report.training_gaps import ABOUT, UNKNOWN
from symqnn.report.training_gaps import TITLE as TRAINING
from symqnn.statements.result import EVERY_NETWORK, Result
from symqnn.status import Status


@dataclass(frozen=True)
class Entry:
    """A result with what the checker said and the bytes of its certificate (None without one)."""

    result: Result
    check: Check | None
    path: Path | None
    anchor: str

    @property
    def verified(self) -> bool:
        """Whether the checker accepted the certificate."""
        return self.check is not None and self.check.status == "VERIFIED"


def write_page(
    directory: Path,
    instances: Sequence[Instance],
    results: Sequence[Result],
    checks: Sequence[Check | None],
    paths: Sequence[Path | None],
    command: str = "",
    trained: Sequence[ExperimentOutcome] = (),
) -> tuple[Path, list[tuple[Path, Figure]]]:
    """Write report.html, and its pictures as files of their own, ``figures/INSTANCE.PICTURE.svg``;
    returned are the page, and the pictures.

    Args:
        directory: where the certificates are. instances: the networks asked about. results, checks,
            paths: one an outcome.
        command: the command line, if there was one. trained: experiments, for the gaps to the best
            possible.

    Raises:
        InputError: the directory cannot be written.
    """
    rows = zip(results, checks, paths, strict=True)
    entries = [
        Entry(result, check, path, f"s{k + 1}") for k, (result, check, path) in enumerate(rows)
    ]
    text, figures = page(instances, entries, command, trained)
    drawn = [
        (directory / "figures" / name, figure)
        for name, (_, figure) in zip(_file_names(figures), figures, strict=True)
    ]
    for path, figure in drawn:
        write_atomically(path, (figure.svg(figure.kind, ALONE) + "\n").encode())
    return write_atomically(directory / "report.html", text.encode()), drawn


def _file_names(figures: Sequence[tuple[str, Figure]]) -> list[str]:
    """INSTANCE.PICTURE.svg, with a number where two instances would share a name."""
    names: list[str] = []
    for name, figure in figures:
        stem = re.sub(r"[^A-Za-z0-9_-]", "_", name)
        candidates = (f"{stem}{'' if k == 1 else f'_{k}'}.{figure.kind}.svg" for k in count(1))
        names.append(next(candidate for candidate in candidates if candidate not in names))
    return names


@dataclass(frozen=True)
class Heading:
    """A section of the page: its anchor, its place in the contents, its title."""

    anchor: str
    number: int
    title: str


@dataclass(frozen=True)
class Drawn:
    """A picture on the page; ``svg`` and ``caption`` are markup."""

    number: int
    svg: str
    caption: str


@dataclass(frozen=True)
class Shown:
    """An entry as it stands on the page.

    Args:
        claim: in words, empty where the formula says it in full. formula: pieces of MathML.
        digest: of the file. said: the checker's sentence.
    """

    anchor: str
    result: Result
    check: Check | None
    claim: str
    formula: Sequence[str]
    details: Sequence[str]
    name: str
    digest: str
    said: str

    @property
    def badge(self) -> str:
        """The class of the status in the style sheet."""
        return self.result.status.lower().replace(" ", "-")


@dataclass(frozen=True)
class Group:
    """The section of one instance."""

    anchor: str
    title: str
    entries: Sequence[Shown]
    network: NetworkView | None
    figures: Sequence[Drawn]


def page(
    instances: Sequence[Instance],
    entries: Sequence[Entry],
    command: str = "",
    trained: Sequence[ExperimentOutcome] = (),
) -> tuple[str, list[tuple[str, Figure]]]:
    """The page as text, and the pictures on it with the names of their instances; the same
    arguments give the same bytes.
    """
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.result.instance, []).append(entry)
    named = {instance.name: instance for instance in instances}
    order = [
        *(name for name in named if name in groups),
        *(name for name in groups if name not in named),
    ]
    shown: list[Group] = []
    figures: list[tuple[str, Figure]] = []
    for k, name in enumerate(order, 1):
        group, drawn = _group(f"g{k}", groups[name], named.get(name), len(figures))
        shown.append(group)
        figures += [(name, figure) for figure in drawn]
    held = list(dict.fromkeys(entry.path for entry in entries if entry.path is not None))
    text = render(
        "report.html",
        names=list(named) or order[:1],
        asked=list(named),
        more=any(name not in named for name in order),
        tally=_tally(entries),
        accepted=len({entry.path for entry in entries if entry.path and entry.verified}),
        files=len(held),
        headings=_headings(shown, bool(trained), bool(held)),
        groups=shown,
        about=ABOUT,
        outcomes=trained,
        unknown=UNKNOWN,
        certificates=_carried(held),
        checker=checker(),
        command=command,
        check_command=COMMAND,
        version=symqnn.__version__,
    )
    return text, figures


def _tally(entries: Sequence[Entry]) -> list[tuple[str, int]]:
    return [
        (status.value, sum(entry.result.status is status for entry in entries)) for status in Status
    ]


def _headings(groups: Sequence[Group], is_trained: bool, has_files: bool) -> dict[str, Heading]:
    titles = {"asked": "What was asked", "verdicts": "Verdicts"}
    titles |= {group.anchor: group.title for group in groups}
    titles |= {"training": TRAINING} if is_trained else {}
    titles |= {"check": "Check in this browser"} if has_files else {}
    titles |= {"reproduce": "How to reproduce", "conventions": "Conventions"}
    return {
        anchor: Heading(anchor, k, title) for k, (anchor, title) in enumerate(titles.items(), 1)
    }


def _carried(paths: Sequence[Path]) -> list[Carried]:
    return [carried(name, text) for name, text in certificate_texts(paths).items()]


def _group(
    anchor: str, entries: Sequence[Entry], instance: Instance | None, drawn: int
) -> tuple[Group, list[Figure]]:
    """The section of an instance, and its pictures.

    Args:
        drawn: how many pictures stand above it.
    """
    name = entries[0].result.instance
    figures = result_figures(name, [(entry.result, entry.verified) for entry in entries])
    figures += network_figures(instance) if instance else []
    group = Group(
        anchor,
        name[0].upper() + name[1:] if name == EVERY_NETWORK else name,
        [_shown(entry, instance) for entry in entries],
        network_view(instance) if instance else None,
        [
            Drawn(k, figure.svg(f"figure-{k}"), figure.caption)
            for k, figure in enumerate(figures, drawn + 1)
        ],
    )
    return group, figures


def _shown(entry: Entry, instance: Instance | None) -> Shown:
    result, check = entry.result, entry.check
    printed = instance is not None and prints_output(instance.qnn)
    general = instance is not None and not instance.qnn.is_papers
    # the output polynomial stands in full under Network already
    details = [line for line in result.details if not (printed and line.startswith("f(θ) = "))]
    return Shown(
        entry.anchor,
        result,
        check,
        "" if result.statement in IN_FULL else result.claim,
        formula(result.statement, formula_part(result), general),
        details,
        entry.path.name if entry.path else "",
        hashlib.sha256(entry.path.read_bytes()).hexdigest() if entry.path else "",
        f"{check.status}: {check.summary or f'{check.place}: {check.reason}'}" if check else "",
    )
