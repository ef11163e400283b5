"""report.html: one page that needs nothing but a browser, with every verdict, its formula, its
certificate and its pictures.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import count
from pathlib import Path

import symqnn
from symqnn.certificate.canonical import write_atomically
from symqnn.certificate.check import Check
from symqnn.experiments.outcome import ExperimentOutcome
from symqnn.model.instance_file import Instance
from symqnn.report import mathml
from symqnn.report.browser_check import browser_check, certificate_texts
from symqnn.report.checker_file import COMMAND
from symqnn.report.figures_style import ALONE
from symqnn.report.formulas import formula_part
from symqnn.report.html_formulas import IN_FULL, formula
from symqnn.report.html_network import (
    network_figures,
    network_section,
    prints_output,
    result_figures,
)
from symqnn.report.html_style import STYLE
from symqnn.report.html_text import prettified
from symqnn.report.svg import Figure
from symqnn.report.training_gaps import TITLE as TRAINING
from symqnn.report.training_gaps import training_html
from symqnn.statements.result import EVERY_NETWORK, Result
from symqnn.status import Status

SCOPES = {
    "general": "holds for every network that satisfies the premises",
    "instances": "proved for the instance named",
    "assumed": "rests on a named theorem that is used, not proved, here",
    "not covered": "not covered",
}
CONVENTIONS = (
    "<i>V<sub>k</sub></i> = exp(−<i>i</i> <i>a<sub>k</sub></i> <i>H<sub>k</sub></i>), <i>U</i> = "
    "⋯ <i>V</i><sub>2</sub> <i>V</i><sub>1</sub>: gate 1 acts "
    "first; <i>a<sub>k</sub></i> is its angle, a sum of rational multiples of the parameters "
    "θ<i><sub>l</sub></i> and a constant (in the paper "
    "<i>a<sub>k</sub></i> = θ<i><sub>k</sub></i>). <i>M</i>(θ) = <i>U</i><sup>†</sup><i>MU</i> "
    "(Heisenberg picture).",
    "Angles are in radians. The network has whole frequencies in the phases φ<i><sub>l</sub></i> "
    "= <i>g<sub>l</sub></i>θ<i><sub>l</sub></i>, and the period "
    "2π/<i>g<sub>l</sub></i> in θ<i><sub>l</sub></i>; the units <i>g<sub>l</sub></i> stand under "
    "Angles. With <i>H<sub>k</sub></i>² = 1 and a parameter for "
    "every gate, as in the paper, <i>g</i> = 2: φ = 2θ, period π. Everything shown is in θ, by "
    "the names of the network; certificates hold φ.",
    "Qubit 1 is the leftmost letter of a Pauli word and the most significant bit of an index. "
    "(Files and messages count from 0, formulas from 1.)",
    "ξ is a string of <i>p</i> digits: 0 stands for 1, 1 for cos φ<i><sub>l</sub></i>, 2 for sin "
    "φ<i><sub>l</sub></i>; where frequencies above 1 occur, "
    "2<i>k</i> − 1 stands for cos <i>k</i>φ<i><sub>l</sub></i> and 2<i>k</i> for sin "
    "<i>k</i>φ<i><sub>l</sub></i>, and operators are named by these products.",
    "A Morse index counts the negative eigenvalues of the Hessian: 0 is a strict local minimum, "
    "<i>p</i> a maximum.",
    "Numbers are exact. Where a picture or a table shows decimals, they are for reading only; no "
    "verdict rests on them.",
)


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
    sections = [
        (
            "asked",
            "What was asked",
            _asked(instances, command, any(name not in named for name in order)),
        ),
        ("verdicts", "Verdicts", _verdicts(groups, order)),
    ]
    figures: list[tuple[str, Figure]] = []
    for k, name in enumerate(order, 1):
        content, drawn = _group(name, groups[name], named.get(name), len(figures))
        figures += [(name, figure) for figure in drawn]
        sections.append((f"g{k}", _group_title(name), content))
    if trained:
        sections.append(("training", TRAINING, training_html(trained)))
    held = dict.fromkeys(entry.path for entry in entries if entry.path is not None)
    if held:
        sections.append(("check", "Check in this browser", _check_here(list(held))))
    sections.append(("reproduce", "How to reproduce", _reproduce(command)))
    sections.append(
        (
            "conventions",
            "Conventions",
            "<ul>" + "".join(f"<li>{text}</li>" for text in CONVENTIONS) + "</ul>",
        )
    )
    contents = "".join(
        f'<li><a href="#{anchor}"><span class="number">{k}</span>{title}</a></li>'
        for k, (anchor, title, _) in enumerate(sections, 1)
    )
    body = "".join(
        f'<section id="{anchor}" aria-labelledby="{anchor}-title"><h2 id="{anchor}-title"><span '
        f'class="number">{k}</span>{title}</h2>{content}</section>'
        for k, (anchor, title, content) in enumerate(sections, 1)
    )
    nav = (
        f'<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>{contents}</ol></nav>'
    )
    foot = (
        f"<footer>Written by symqnn {symqnn.__version__}; the same input gives the same "
        "bytes. It refers to no other place.</footer>"
    )
    top = f'<header class="top">{_head(list(named) or order[:1], entries)}</header>'
    main = f'<main id="main">{body}{foot}</main>'
    title = "symqnn report: " + ", ".join(map(escape, named or order[:1]))
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta '
        'name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{title}</title>\n<link rel="icon" '
        f'href="data:,">\n<style>{STYLE}</style>\n</head>\n<body>\n'
        '<a class="skip" href="#main">Skip to the report</a>\n'
        f'<div class="layout">\n{top}\n{nav}\n{main}\n</div>\n</body>\n</html>\n'
    ), figures


def _head(names: Sequence[str], entries: Sequence[Entry]) -> str:
    tally = [
        (str(sum(entry.result.status is status for entry in entries)), status.value)
        for status in Status
    ]
    files = {entry.path for entry in entries if entry.path}
    accepted = {entry.path for entry in entries if entry.path and entry.verified}
    tally.append((f"{len(accepted)} of {len(files)}", "certificates VERIFIED"))
    listed = [f"<span>{escape(name)}</span>" for name in names]
    about = listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
    return (
        f'<p class="kicker">symqnn verification report</p><h1>What is proved about {about}</h1>'
        '<p class="lead">Statements of X. You and X. Wu, <i>Exponentially many local minima in '
        "quantum neural networks</i> (ICML 2021), and what goes beyond "
        "them: each decided in exact arithmetic, with a certificate that an independent checker "
        "has read again.</p>"
        "<ul "
        f'class="tally">{"".join(f"<li><b>{count}</b>{name}</li>" for count, name in tally)}</ul>'
    )


def _group_title(name: str) -> str:
    return escape(name[0].upper() + name[1:] if name == EVERY_NETWORK else name)


def _asked(instances: Sequence[Instance], command: str, more: bool) -> str:
    asked = f"<pre><code>{escape(command)}</code></pre>" if command else ""
    listed = ", ".join(f"<b>{escape(instance.name)}</b>" for instance in instances)
    general = ", and the statements that hold in general or bring examples of their own"
    return (
        f"{asked}<p>Every statement that applies to {listed}{general if more else ''}.</p>"
        "<p>There are four answers. <b>PROVED</b>: a certificate shows it, and the checker "
        "accepts the certificate. <b>REFUTED</b>: a certificate shows "
        "that the sentence is false here. <b>PREMISE FAILS</b>: a certificate shows that "
        "something the statement needs does not hold here, so that it "
        "says nothing about this network. <b>UNDECIDED</b>: none of these, and the reason is "
        "given. The scope says how far an answer reaches: "
        + "; ".join(
            f"<i>{scope}</i>, {meaning}" for scope, meaning in SCOPES.items() if scope != meaning
        )
        + ".</p>"
    )


def _badge(status: str) -> str:
    return f'<span class="badge {status.lower().replace(" ", "-")}">{status}</span>'


def _verdicts(groups: dict[str, list[Entry]], order: Sequence[str]) -> str:
    heads = "".join(
        f'<th scope="col">{name}</th>'
        for name in ("Statement", "Found", "Status", "Scope", "Checker")
    )
    bodies = []
    for name in order:
        rows = "".join(_verdict(entry) for entry in groups[name])
        bodies.append(
            '<tbody><tr><th colspan="5" '
            f'scope="rowgroup">{_group_title(name)}</th></tr>{rows}</tbody>'
        )
    return f'<table class="verdicts"><thead><tr>{heads}</tr></thead>{"".join(bodies)}</table>'


def _verdict(entry: Entry) -> str:
    result, answer = entry.result, entry.check.status if entry.check else "none"
    return (
        '<tr><td class="plain" data-label="Statement"><a '
        f'href="#{entry.anchor}">{prettified(result.title)}</a></td>'
        f'<td class="plain" data-label="Found">{prettified(result.found)}</td><td class="plain '
        f'status" data-label="Status">{_badge(result.status)}</td>'
        f'<td class="scope" data-label="Scope">{escape(result.reach)}</td><td class="checker" '
        f'data-label="Checker">{answer}</td></tr>'
    )


def _group(
    name: str, entries: Sequence[Entry], instance: Instance | None, drawn: int
) -> tuple[str, list[Figure]]:
    section = network_section(instance) if instance else ""
    parts = [f"<h3>Network</h3>{section}"] if section else []
    found = result_figures(name, [(entry.result, entry.verified) for entry in entries])
    figures = found + (network_figures(instance) if instance else [])
    if figures:
        shown = "".join(_figure(figure, drawn + k) for k, figure in enumerate(figures, 1))
        parts.append(f'<h3>Figures</h3><div class="figures">{shown}</div>')
    printed = instance is not None and prints_output(instance.qnn)
    general = instance is not None and not instance.qnn.is_papers
    parts.append(
        f"<h3>Statements</h3>{''.join(_statement(entry, printed, general) for entry in entries)}"
    )
    return "".join(parts), figures


def _figure(figure: Figure, number: int) -> str:
    anchor = f"figure-{number}"
    return (
        f'<figure id="{anchor}">{figure.svg(anchor)}<figcaption><b>Figure {number}.</b> '
        f"{figure.caption}</figcaption></figure>"
    )


def _statement(entry: Entry, printed: bool, general: bool) -> str:
    """A statement.

    Args:
        printed: the output polynomial stands in full under Network already. general: the network is
            not of the paper's form.
    """
    result = entry.result
    shown = formula(result.statement, formula_part(result), general)
    block = f'<p class="formula">{mathml.display(shown)}</p>' if shown else ""
    claim = (
        "" if result.statement in IN_FULL else f'<p class="claim">{prettified(result.claim)}</p>'
    )
    details = "".join(
        f"<li>{prettified(text[:2000])}</li>"
        for text in result.details
        if not (printed and text.startswith("f(θ) = "))
    )
    return (
        '<article class="statement" '
        f'id="{entry.anchor}"><header><h4>{prettified(result.title)}</h4>{_badge(result.status)}'
        f'<span class="stands">scope: {escape(result.reach)}</span></header>{claim}{block}'
        '<p class="found"><b>Found:</b> '
        f"{prettified(result.found)}</p>{f'<ul>{details}</ul>' if details else ''}"
        f"{_proof(entry)}</article>"
    )


def _proof(entry: Entry) -> str:
    if entry.path is None or entry.check is None:
        return '<dl class="proof"><dt>Certificate</dt><dd>none: nothing was proved</dd></dl>'
    check, digest = entry.check, hashlib.sha256(entry.path.read_bytes()).hexdigest()
    said = f"{check.status}: {check.summary or f'{check.place}: {check.reason}'}"
    link = f'<a href="{escape(entry.path.name)}">{escape(entry.path.name)}</a>'
    rows = (
        ("Certificate", link),
        ("SHA-256", f'<span class="hash">{digest}</span>'),
        ("Checker", escape(said)),
    )
    return (
        "<dl "
        f'class="proof">{"".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in rows)}</dl>'
    )


def _check_here(paths: Sequence[Path]) -> str:
    return (
        "<p>This page carries its certificates and the second checker, written in another "
        "language from the specification of the certificates alone. "
        "Nothing is sent anywhere; it works without a network. Long certificates are carried "
        "packed (gzip), and take seconds.</p>"
        f"{browser_check(certificate_texts(paths))}"
    )


def _reproduce(command: str) -> str:
    again = (
        f"<p>Prove everything again (needs symqnn):</p><pre><code>{escape(command)}</code></pre>"
        if command
        else ""
    )
    return (
        "<p>Check every certificate again, in this directory, with nothing installed but Python "
        "(3.11 or later); "
        "<code>check.pyz</code> is the checker, its source in one archive:</p>"
        f"<pre><code>{COMMAND}</code></pre>"
        "<p>The checker shares no code with the programs that found the proofs: it recomputes "
        "from the instance in the file, by another road. "
        "<code>proofs/FORMAT.md</code> says for each kind of certificate why its checks "
        "suffice.</p>"
        f"{again}<p>Compare a file with its SHA-256 above:</p><pre><code>sha256sum "
        "*.certificate.json*</code></pre>"
    )
