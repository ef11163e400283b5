"""``symqnn count``: all critical points of a loss, with certificates."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symqnn.commands.network import INSTANCE_HELP, instance_options, instances
from symqnn.commands.outcome import certified, exit_code, labelled, progress
from symqnn.errors import InputError

if TYPE_CHECKING:
    from symqnn.certificate.check import Check
    from symqnn.model.instance_file import Instance
    from symqnn.roots.critical_list import CriticalPoints
    from symqnn.roots.watch import SearchBudget
    from symqnn.statements.ladder import Row
    from symqnn.statements.landscapes import Landscape
    from symqnn.statements.result import Result
    from symqnn.statements.theorem_7 import Answer

MAX_PROGRESS = 2**30
MAX_FORCED = 50_000_000
LISTED = 32  # points of the list in LaTeX
HELP = """\
examples:
  symqnn count --instance latin --p 2        p!·2^p minima: all 32 complex critical points are real
  symqnn count --p 2 --dataset random:6:1    the paper's network, 6 random samples, seed 1
  symqnn count instance.json --dataset data.json --out points.json
  symqnn count --instance product --p 4
  symqnn count --expectation --family qaoa edges=0-1,1-2,0-2 repetitions=1 \\
      --state '{"bloch": [[1,0,0],[1,0,0],[1,0,0]]}'
  symqnn count --dataset data/product_p3.theorem-2.certificate.json
                                             what symqnn construct --out data/ wrote
  symqnn count --instance latin --p 5 --force --timeout 60 --out l5.json
                                             stops, and keeps what is done in l5.json
  symqnn count --instance latin --p 5 --force --resume l5.json
                                             goes on from there; the certificate takes its place

A dataset file: {"samples": [{"state": {"bloch": [["3/5","0","4/5"]]}, "label": "1/2"}, …]}
(states also pure, density, or of the kinds of proofs/FORMAT.md, "parts": [2, 2] for training
sets whose losses are added); a certificate of symqnn construct, whose network is taken if none
is named; or the loss itself, {"kind": "polynomial", "angles": 2, "terms": {"10": "1/2",
"03": "1"}} (0, 2k-1, 2k: 1, cos kφ, sin kφ; φ = 2θ, or φ_l = units[l]·θ_l with "parameters" and
"units" in place of "angles"). Without --dataset: random:3p:0. Angles are θ_l in radians, in one
period.
A run that ends undecided, by Ctrl-C (once; a second one ends it at once), --timeout or
--max-boxes, writes the certified points and the boxes that are left to --out. --resume FILE goes
on from such a file of the same loss, with a budget of its own; if FILE is not there, it starts,
so that one command can be repeated until it is done (and then says what the checker says).
Without --out the result goes to FILE.
exit code: 0 complete list, all points nondegenerate (PROVED); 1 some point is degenerate
(PREMISE FAILS, with the reason and a certificate), or a certificate is rejected; 2 usage or bad
input; 3 undecided

"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn count``."""
    what = "all critical points of a loss, certified, and the ladder of bounds (Theorem 7)"
    parser = commands.add_parser(
        "count",
        help=what,
        epilog=HELP + INSTANCE_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    loss_options(parser)
    parser.add_argument(
        "--latex", action="store_true", help="print the ladder and the list as amsmath LaTeX"
    )
    parser.add_argument(
        "--leading",
        type=int,
        metavar="N",
        help="with --latex, as in a paper: N points of the list, minima first, lowest first, the "
        "others counted (default 32)",
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help="write the certificate here; if undecided, what is done and the boxes that are left",
    )
    parser.add_argument(
        "--resume",
        metavar="FILE",
        type=Path,
        help="go on with a search that stopped and wrote FILE",
    )
    parser.add_argument(
        "--jobs",
        type=int,
        default=1,
        metavar="J",
        help="processes of search and check (default 1); the result does not depend on it",
    )
    parser.add_argument(
        "--no-check",
        action="store_true",
        help="leave the checker out; then nothing counts as proved",
    )
    parser.set_defaults(action=run)


def loss_options(parser: argparse.ArgumentParser) -> None:
    """The options that name a loss, and the limits of the search for its critical points."""
    instance_options(parser)
    parser.add_argument(
        "--instance",
        dest="named",
        metavar="NAME",
        help="a built-in loss: product (Theorem 2 at θ* = 0) or latin; needs --p",
    )
    parser.add_argument(
        "--p",
        type=int,
        metavar="P",
        help="number of angles of the built-in loss, or of the paper's experiment",
    )
    parser.add_argument(
        "--dataset", metavar="DATA", help="random:SAMPLES:SEED, a JSON file, or a certificate"
    )
    output = (
        "the landscape of the output itself in the state (--state), no labels: what VQE and "
        "QAOA minimise"
    )
    parser.add_argument("--expectation", action="store_true", help=output)
    parser.add_argument(
        "--max-boxes",
        type=int,
        metavar="N",
        help="stop undecided after N boxes (default 1000000, with --force 50000000)",
    )
    parser.add_argument(
        "--timeout",
        type=float,
        default=float("inf"),
        metavar="S",
        help="stop undecided after S seconds",
    )
    parser.add_argument(
        "--force", action="store_true", help="start even if many angles are coupled"
    )


def search_budget(options: argparse.Namespace) -> SearchBudget:
    """The limits of the search that the command line sets.

    Raises:
        InputError: a limit that is not positive.
    """
    from symqnn.roots.watch import SearchBudget

    most = (
        options.max_boxes
        if options.max_boxes is not None
        else MAX_FORCED
        if options.force
        else SearchBudget.max_boxes
    )
    if most < 1 or not options.timeout > 0:
        raise InputError(
            f"--max-boxes is {most}, --timeout is {options.timeout}; both must be positive."
        )
    return SearchBudget(most, options.timeout)


def chosen(options: argparse.Namespace, given: list[Instance]) -> Landscape:
    """The loss that the command line names.

    Raises:
        InputError: named in two ways, or not at all.
    """
    from symqnn.model.ansatz import paper_experiment
    from symqnn.model.instance_file import Instance, default_state
    from symqnn.statements.landscapes import (
        expectation_landscape,
        file_landscape,
        named_landscape,
        network_landscape,
    )

    if options.expectation:
        if not given or options.dataset:
            raise InputError(
                "--expectation is about the output of a network in a state; give a network, "
                "--state, and no --dataset."
            )
        return expectation_landscape(given[0])

    if given and (options.named or options.p is not None):
        raise InputError(
            "--instance and --p name a built-in loss; give them, or a network, not both."
        )
    if options.named:
        if options.dataset:
            raise InputError(
                f"--instance {options.named} has its own loss; --dataset goes with a network or "
                "with --p alone."
            )
        return named_landscape(options.named, options.p)
    if given:
        return network_landscape(given[0], options.dataset, options.force)
    if options.p is None and options.dataset and not options.dataset.startswith("random:"):
        return file_landscape(Path(options.dataset), None, options.force)
    if options.p is None:
        raise InputError(
            "no loss was given; give --instance latin --p 2, --p 2 --dataset random:6:1, a "
            "network with --dataset, or a certificate."
        )
    if not 1 <= options.p <= 64:
        raise InputError(f"--p is {options.p}; a number from 1 to 64 is required.")
    qnn = paper_experiment(options.p)
    return network_landscape(
        Instance(f"experiment_p{options.p}", qnn, default_state(qnn)),
        options.dataset,
        options.force,
    )


def _progress(boxes: int, waiting: int, roots: int, settled: float) -> None:
    state = f"{settled:.1%} of the torus, {boxes} boxes, {waiting} waiting, {roots} critical points"
    progress(f"searching: {state} (Ctrl-C stops; --out keeps what is done)")


def _say_found(found: Answer, unchecked: bool) -> None:
    """The numbers found, on a terminal, before the certificate is checked."""
    counts = " + ".join(map(str, found.found.by_index))
    listed = (
        f"found: {found.found.number} critical points, by index {counts}"
        if counts
        else "found: no list"
    )
    progress(listed if unchecked else f"{listed}; checking the certificates")


def earlier_search(path: Path | None, landscape: Landscape) -> CriticalPoints | None:
    """The stopped search in a progress file; None if there is no such file yet.

    Raises:
        InputError: a file of another kind or another loss.
    """
    from symqnn.certificate.progress import read_progress
    from symqnn.model.instance_file import read_json

    if path is None or not path.exists():
        return None
    data = read_json(path, MAX_PROGRESS)
    if isinstance(data, dict) and data.get("format") == "symqnn-certificate":
        raise InputError(
            f"{path} is a certificate of another loss, or asked for as JSON; symqnn check {path} "
            "says more."
        )
    return read_progress(data, landscape.poly, str(path))


def finished(path: Path | None, landscape: Landscape, given: list[Instance]) -> str | None:
    """The kind of the certificate that the file to resume from already is, if it is one of this
    loss.
    """
    from symqnn.certificate.canonical import canonical_bytes
    from symqnn.certificate.source import with_source
    from symqnn.model.instance_file import read_json

    if path is None or not path.exists():
        return None
    data = read_json(path, MAX_PROGRESS)
    if not isinstance(data, dict) or data.get("format") != "symqnn-certificate":
        return None
    wanted: Mapping[str, Any] = {"instance": {"loss": landscape.loss}}
    for instance in given:
        wanted = with_source(wanted, instance)
    same = json.loads(canonical_bytes(wanted["instance"])) == data.get("instance")
    return str(data.get("kind")) if same else None


def _already(path: Path, kind: str, name: str, jobs: int) -> int:
    """Say that the search is finished, and what the checker says of its certificate."""
    from symqnn.report.directory import check_certificates

    (check,) = check_certificates([path], jobs)
    said = f"{check.status}: {check.summary or check.reason}" if check else "not checked"
    print(f"{name}: that search is finished; its certificate is {path}\nchecker: {said}")
    verified = check is not None and check.status == "VERIFIED"
    return 0 if verified and kind == "critical-points" else 1


def run(options: argparse.Namespace) -> int:
    """Count, write, check, print; the exit code is returned.

    Raises:
        InputError: a budget that is none; a file to resume from that does not fit.
    """
    from symqnn.algebra.latex import breakable
    from symqnn.certificate.canonical import canonical_bytes, write_atomically, write_certificate
    from symqnn.certificate.progress import progress_json
    from symqnn.report.count import count_json, count_text
    from symqnn.report.directory import check_certificates, write_certificates
    from symqnn.report.sources import networks_json, said_lines
    from symqnn.statements.theorem_7 import answer

    budget = search_budget(options)
    if options.jobs < 1:
        raise InputError(f"--jobs is {options.jobs}; a positive number is required.")
    if options.leading is not None and not (options.leading >= 1 and options.latex):
        raise InputError(
            "--leading takes a positive number and says how LaTeX is written, --latex."
        )
    given = instances(options)
    landscape = chosen(options, given)
    if not options.json and (kind := finished(options.resume, landscape, given)):
        return _already(options.resume, kind, landscape.name, options.jobs)
    out: Path | None = options.out or options.resume
    kept: list[Path] = []

    def keep(found: CriticalPoints) -> None:
        if out is not None and found.pending:
            kept.append(
                write_atomically(out, canonical_bytes(progress_json(landscape.name, found)))
            )

    earlier = earlier_search(options.resume, landscape)
    found = answer(landscape, budget, _progress, options.force, True, earlier, keep, options.jobs)
    found = replace(found, results=tuple(labelled(found.results, given)))
    _say_found(found, options.no_check)
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        paths = write_certificates(found.results, Path(temporary))
        if out is not None and found.results[-1].certificate is not None:
            kept = [write_certificate(out, found.results[-1].certificate)]
            paths[-1] = kept[0]
        checks = check_certificates(
            [None] * len(paths) if options.no_check else paths, options.jobs
        )
    progress("")
    rows = demoted(found.rows, found.results, checks)
    found = replace(
        found, results=tuple(certified(found.results, checks, options.no_check)), rows=rows
    )
    if options.json:
        fields = {"written": str(kept[0]) if kept else None, "networks": networks_json(given)}
        print(json.dumps(count_json(found, checks) | fields, ensure_ascii=False))
    elif options.latex:
        print(breakable(found.to_latex(display=True, limit=options.leading or LISTED)))
    else:
        for line in said_lines(given):
            print(line)
        print(count_text(found, checks))
        print("".join(f"\nwritten: {path}\n" for path in kept) + _advice(found, kept), end="")
    if any(check is not None and check.status == "REJECTED" for check in checks):
        return 1
    return exit_code([found.results[-1].status])


def demoted(
    rows: Sequence[Row], results: Sequence[Result], checks: Sequence[Check | None]
) -> tuple[Row, ...]:
    """The ladder, in which no row names a certificate that the checker has not verified."""
    answers = {
        str(r.certificate["kind"]): check.status if check else "not checked"
        for r, check in zip(results, checks, strict=True)
        if r.certificate
    }
    return tuple(_demoted(row, answers.get(row.certificate, "VERIFIED")) for row in rows)


def _demoted(row: Row, said: str) -> Row:
    if said == "VERIFIED":
        return row
    return replace(
        row,
        certificate=said,
        rests_on=f"not proved; {row.rests_on.replace('certified list', 'the list as found')}",
    )


def _advice(found: Answer, kept: list[Path]) -> str:
    """How to go on with a search that stopped."""
    if not any(part.stopped for part in found.found.enumerations):
        return ""
    return (
        f"go on: the same command with --resume {kept[0]}\n"
        if kept
        else "nothing was kept; with --out FILE, a later call can go on with --resume FILE\n"
    )
