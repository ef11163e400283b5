"""``symqnn report``: pages for people."""

from __future__ import annotations

import argparse
import json
import shlex
import sys
import tempfile
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symqnn.commands.count import chosen, loss_options, search_budget
from symqnn.commands.network import INSTANCE_HELP, instances
from symqnn.commands.outcome import exit_code, labelled
from symqnn.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from symqnn.algebra.circle import CirclePoint
    from symqnn.report.landscape.data import Json, Proof
    from symqnn.report.landscape.sight import Sight

HELP = """\
examples:
  symqnn report --landscape page.html                      Theorem 2's dataset for the paper's
                                                           experiment, p = 2
  symqnn report --landscape page.html --r-squared 2/5      … with another r²
  symqnn report --landscape page.html --instance latin --p 2
  symqnn report --landscape page.html --p 2 --dataset random:6:1
                                                           the paper's network, random samples
  symqnn report --landscape page.html --p 3                slices: two angles vary
  symqnn report --landscape page.html instance.json --dataset data.json --certificates proofs/

The page is one file without any network: certified critical points, gradient descent from where
you click, sliders for θ* and r² (Theorem 2's losses), the exact coefficients, the SHA-256 of
each certificate with the checker's answer.
exit code: 0 complete list; 1 some critical point is degenerate (the page says so), or a
certificate is rejected; 2 usage or bad input; 3 undecided

"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn report``."""
    what = "pages for people: a landscape one can touch"
    parser = commands.add_parser(
        "report",
        help=what,
        epilog=HELP + INSTANCE_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--landscape", metavar="FILE.html", type=Path, help="write the landscape page here"
    )
    loss_options(parser)
    parser.add_argument("--r-squared", metavar="R2", help="r² of Theorem 2's dataset (default 1/4)")
    parser.add_argument(
        "--certificates",
        metavar="DIR",
        type=Path,
        help="keep the certificates that the page names here",
    )
    parser.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Find, check, write the page; the exit code is returned.

    Raises:
        InputError: no page was asked for, or the loss cannot be shown.
    """
    from symqnn.certificate.canonical import canonical_bytes, write_atomically
    from symqnn.report.landscape.page import page_html
    from symqnn.report.sources import networks_json, said_lines

    if options.landscape is None:
        raise InputError("no page was asked for; give --landscape FILE.html.")
    if options.landscape.is_dir():
        raise InputError(
            f"--landscape is {options.landscape}, a directory; the name of a file is required, "
            f"such as {options.landscape / 'page.html'}."
        )
    search_budget(options)  # refuses limits that are none before any work
    given = instances(options)
    if given or options.dataset or options.named == "latin":
        if options.r_squared is not None:
            raise InputError(
                "--r-squared goes with Theorem 2's dataset alone; leave out the network, "
                "--dataset and --instance latin."
            )
        data, seen, proofs = _one_loss(options)
    else:
        data, seen, proofs = _theorem_2(options)
    texts = {
        proof.name.removesuffix(".gz"): canonical_bytes(proof.certificate).decode()
        for proof in proofs
    }
    path = write_atomically(options.landscape, page_html(data, seen, texts))
    shown = data["lists"][data["own"]]
    checks = [item["certificate"]["checker"] for item in data["lists"] if item["certificate"]]
    if options.json:
        summary = {
            "page": str(path),
            "instance": data["name"],
            "status": shown["status"],
            "points": len(shown["points"]),
            "checker": checks,
        }
        print(json.dumps(summary | {"networks": networks_json(given)}, ensure_ascii=False))
    else:
        found = (
            "a degenerate critical point"
            if shown["status"] == "PREMISE FAILS"
            else f"{len(shown['points'])} critical points"
        )
        print(
            f"{data['name']}: {shown['status']}, {found}; {len(checks)} "
            f"certificates{': ' * bool(checks)}{', '.join(sorted(set(checks)))}"
        )
        for line in said_lines(given):
            print(line)
        print(
            f"written: {path}"
            + (f"; certificates in {options.certificates}" if options.certificates else "")
        )
    if any(check != "VERIFIED" for check in checks):
        return 1
    return exit_code([shown["status"]])


def _checked(
    certificates: Sequence[tuple[str, Mapping[str, Any]]], directory: Path | None
) -> list[Proof]:
    """Write the certificates, kept or not, and ask the stand-alone checker about all of them."""
    from symqnn.certificate.canonical import write_certificate
    from symqnn.certificate.check import run_checker
    from symqnn.report.landscape.data import Proof

    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        paths = [
            write_certificate((directory or Path(temporary)) / f"{name}.certificate.json", content)
            for name, content in certificates
        ]
        answers = run_checker(paths)
    return [
        Proof(path.name, content, check)
        for path, (_, content), check in zip(paths, certificates, answers, strict=True)
    ]


def _command(options: argparse.Namespace) -> str:
    """The command that makes the page again."""
    words = ["symqnn", "report", "--landscape", options.landscape.name]
    for name in ("family", "generators", "angles", "parameters"):
        words += [f"--{name}", *getattr(options, name)] if getattr(options, name) else []
    words += ["--round-angles"] * options.round_angles + ["--train-numbers"] * options.train_numbers
    words += [options.instance.name] if options.instance else []
    for name, value in (
        ("observable", options.observable),
        ("state", options.state),
        ("instance", options.named),
        ("p", options.p),
    ):
        words += [f"--{name}", str(value)] if value is not None else []
    if options.dataset:
        words += [
            "--dataset",
            options.dataset
            if options.dataset.startswith("random:")
            else Path(options.dataset).name,
        ]
    words += ["--r-squared", options.r_squared] if options.r_squared else []
    return shlex.join([*words, "--certificates", "proofs/"])


def _one_loss(options: argparse.Namespace) -> tuple[Json, Sight, list[Proof]]:
    from symqnn.report.landscape.data import Words, answer_json
    from symqnn.report.landscape.sight import sight
    from symqnn.report.sources import said_lines
    from symqnn.statements.theorem_7 import answer

    given = instances(options)
    landscape = chosen(options, given)
    if landscape.poly.angles < 2:
        raise InputError(
            "the loss has one angle; a landscape page needs at least two. Take p = 2, or symqnn "
            "count for the list."
        )
    found = answer(landscape, search_budget(options), _progress, options.force, external=False)
    found = replace(found, results=tuple(labelled(found.results, given)))
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    proof = None
    if found.results[-1].certificate is not None:
        (proof,) = _checked(
            [(f"{landscape.name}.critical-points", found.results[-1].certificate)],
            options.certificates,
        )
    count = len(landscape.residuals)
    samples = f", {count} sample{'s' * (count != 1)}" if count else ""
    describe = (
        f"{landscape.name}: {landscape.poly.angles} angles{samples}, a trigonometric "
        f"polynomial of {len(landscape.poly)} terms."
    )
    describe = " ".join([describe, *(f"{line.rstrip('.')}." for line in said_lines(given))])
    page = answer_json(
        found, proof, Words(_title(options, landscape.name), describe, _command(options))
    )
    seen = sight(landscape, given[0] if given else None)
    return page, seen, [proof] if proof else []


def _title(options: argparse.Namespace, name: str) -> str:
    if options.named:
        return f"The Latin square of zeros, p = {options.p}"
    if options.p is not None:
        return f"The paper’s experiment, p = {options.p}"
    return (
        "The loss of your network"
        if options.generators
        else f"The loss of {name.partition('.')[0]}"
    )


def _theorem_2(options: argparse.Namespace) -> tuple[Json, Sight, list[Proof]]:
    from symqnn.algebra.circle import CirclePoint
    from symqnn.algebra.exact import rational
    from symqnn.certificate.general import one_angle_certificate
    from symqnn.construction.theorem_2 import DEFAULT_R_SQUARED
    from symqnn.model.ansatz import paper_experiment
    from symqnn.report.landscape.data import Words, family_json
    from symqnn.report.landscape.sight import sight
    from symqnn.statements.landscapes import named_landscape
    from symqnn.statements.theorem_2_family import theorem_2_family

    angles, star, r_squared = 2 if options.p is None else options.p, None, DEFAULT_R_SQUARED
    if options.named is not None:
        named_landscape(options.named, options.p)  # refuses other names and sizes
        zero: list[CirclePoint] = [CirclePoint.quarter_turns(0)] * angles
        star, r_squared = zero, Fraction(4, 25)
    if not 2 <= angles <= 6:
        raise InputError(
            f"--p is {options.p}; a number from 2 to 6 is required for a landscape page of "
            "Theorem 2's dataset."
        )
    if options.r_squared is not None:
        r_squared = rational(options.r_squared, "--r-squared")
    family = theorem_2_family(paper_experiment(angles), star, r_squared)
    certificates: list[tuple[str, Mapping[str, Any]]] = [
        (member.landscape.name, member.certificate) for member in family.members
    ]
    *proofs, general = _checked(
        [*certificates, ("theorem_2.general", one_angle_certificate())], options.certificates
    )
    samples = len(family.members[family.own].landscape.residuals)
    title = f"Theorem 2’s dataset, p = {angles}"
    describe = (
        f"The paper’s experiment, h = Z and m = Y + I, with {samples} training samples that "
        "make every coordinate a double well."
    )
    page = family_json(family, proofs, general, Words(title, describe, _command(options)))
    return page, sight(family.members[family.own].landscape), [*proofs, general]


def _progress(boxes: int, waiting: int, roots: int, settled: float) -> None:
    if sys.stderr.isatty():
        print(
            f"\r\x1b[K{settled:.1%} of the torus, {boxes} boxes, {roots} critical points",
            end="",
            file=sys.stderr,
            flush=True,
        )
