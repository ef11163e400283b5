"""``symqnn analyse``: what an ansatz can do, exactly."""

from __future__ import annotations

import argparse
import json
import tempfile
from copy import copy
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.commands.network import INSTANCE_HELP, instance_options, instances, single_instance
from symqnn.commands.outcome import certified, exit_code, labelled, progress
from symqnn.errors import InputError

if TYPE_CHECKING:
    from symqnn.certificate.check import Check
    from symqnn.model.instance_file import Instance
    from symqnn.statements.analysis import Analysis
    from symqnn.statements.result import Result

HELP = """\
One page, exact, without expanding M(θ): how large the gradients are (Var f and Var ∂f/∂θ_l over
uniform angles, as rational numbers), the dynamical Lie algebra (dimension, centre, simple
ideals), the generic rank of the quantum Fisher information, how many frequencies can occur,
light cones, Definition 1, the largest set of angles that can be trapped, with a dataset that
traps them, and which statements say nothing of the network. Every row has a certificate.

examples:
  symqnn analyse circuit.qasm --observable "ZZI + IXX"
  symqnn analyse --family hardware_efficient qubits=100 repetitions=3
                                              100 qubits, 800 angles: seconds
  symqnn analyse --p 3                        the paper's experiment with three angles
  symqnn analyse --family qaoa edges=0-1,1-2,2-3,0-3 repetitions=3 \\
      --state '{"bloch": [[1,0,0],[1,0,0],[1,0,0],[1,0,0]]}'
  symqnn analyse --generators 1/2*XI 1/2*IX --observable "1/4*(I+Z)(I+Z)" --out page/
                                              certificates, report.html, a picture
  symqnn analyse --generators X Z X --observable Z --label 1/2
                                              also the square loss (f - 1/2)²
  symqnn analyse --compare a.json b.json      two ansätze side by side
  symqnn analyse --compare "hva_ising qubits=4 repetitions=1" "hva_ising qubits=4 repetitions=3"

Variances come from a chain on Pauli words where every gate is one word with a parameter of its
own (any number of qubits), and from the exact polynomial otherwise. What exceeds a budget is
said to be undecided, with the partial result.
Ctrl-C ends it; with --out, certificates that were written stay.
exit code: 0 all that was asked is proved; 1 Definition 1 is refuted, or a certificate rejected;
2 bad input; 3 something is undecided

"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn analyse``."""
    plain = argparse.RawDescriptionHelpFormatter
    what = "what an ansatz can do: exact variances, dynamical Lie algebra, Fisher rank, light cones"
    parser = commands.add_parser(
        "analyse", help=what, epilog=HELP + INSTANCE_HELP, formatter_class=plain
    )
    instance_options(parser)
    parser.add_argument(
        "--p",
        type=int,
        metavar="P",
        help="the paper's experiment with P angles: short for --family paper_experiment layers=P",
    )
    both = "two networks side by side: instance or OpenQASM files, or families in quotes"
    parser.add_argument("--compare", nargs=2, metavar=("A", "B"), help=both)
    parser.add_argument(
        "--label",
        metavar="Y",
        help="also mean and variance of the square loss (f - Y)² (up to 8 angles)",
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="write certificates and a report with a picture into DIR",
    )
    parser.add_argument(
        "--no-check",
        action="store_true",
        help="leave the checker out; then nothing counts as proved",
    )
    parser.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Run ``symqnn analyse``; the exit code is returned.

    Raises:
        InputError: nothing to work on, named in two ways, or a label that is no exact number.
    """
    from symqnn.algebra.exact import rational

    if options.p is not None:
        _name_experiment(options)
    label = None if options.label is None else rational(options.label, "--label")
    given = _two(options) if options.compare else [single_instance(options)]
    pages = [_one(instance, options, label) for instance in given]
    progress("")
    if options.json:
        from symqnn.report.analysis import analysis_json
        from symqnn.report.sources import networks_json

        shown = [
            analysis_json(found, results, checks) | {"networks": networks_json([found.instance])}
            for found, results, checks in pages
        ]
        print(json.dumps(shown if options.compare else shown[0], ensure_ascii=False))
    else:
        _print(pages, bool(options.compare))
    if options.out:
        _write_report(options, given, pages)
    if any(
        check is not None and check.status == "REJECTED" for *_, checks in pages for check in checks
    ):
        return 1
    return exit_code([result.status for _, results, _ in pages for result in results])


def _name_experiment(options: argparse.Namespace) -> None:
    """``--p`` as the family that it is short for."""
    if options.compare or any(
        getattr(options, name) is not None for name in ("instance", "generators", "family")
    ):
        raise InputError(
            "--p names a network, the paper's experiment; another one was named too. Leave --p "
            'out, or compare: --compare "paper_experiment layers=2" b.json.'
        )
    if not 1 <= options.p <= 64:
        raise InputError(f"--p is {options.p}; a number from 1 to 64 is required.")
    options.family = ["paper_experiment", f"layers={options.p}"]


Page = tuple["Analysis", list["Result"], "list[Check | None]"]


def _two(options: argparse.Namespace) -> list[Instance]:
    """The two networks of ``--compare``."""
    if any(getattr(options, name) is not None for name in ("instance", "generators", "family")):
        raise InputError(
            "--compare names both networks itself; leave INSTANCE, --generators and --family out."
        )
    found = []
    for text in options.compare:
        own = copy(options)
        if Path(text).suffix in (".json", ".qasm"):
            own.instance = Path(text)
            own.observable = options.observable if own.instance.suffix == ".qasm" else None
        else:
            own.family = text.split()
        found += [
            replace(instance, name=Path(text).stem if own.instance else text)
            for instance in instances(own)
        ]
    return found


def _one(instance: Instance, options: argparse.Namespace, label: Fraction | None) -> Page:
    """Analyse and check one network; with --out its certificates are written as they are found."""
    from symqnn.report.directory import check_certificates, write_certificates
    from symqnn.statements.analysis import analyse

    def keep(result: Result) -> None:
        if options.out:
            write_certificates(labelled([result], [instance]), options.out)

    found = analyse(instance, lambda text: progress(f"{instance.name}: {text}"), keep, label)
    progress(f"{instance.name}: checking the certificates")
    results = labelled(found.results, [instance])
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        paths = write_certificates(results, options.out or Path(temporary))
        checks = check_certificates([None] * len(paths) if options.no_check else paths)
    return found, certified(results, checks, options.no_check), checks


def _print(pages: list[Page], side_by_side: bool) -> None:
    from symqnn.report.analysis import analysis_text, comparison_text
    from symqnn.report.sources import said_lines

    for found, results, checks in pages:
        for line in said_lines([found.instance]):
            print(line)
        print(analysis_text(found, results, checks) + "\n")
    if side_by_side:
        print(comparison_text(pages[0][0], pages[1][0]))


def _write_report(options: argparse.Namespace, given: list[Instance], pages: list[Page]) -> None:
    """Certificates once more under one numbering, and the report about all of them."""
    from symqnn.report.directory import write_certificates, write_report

    results = [result for _, own, _ in pages for result in own]
    checks = [check for *_, own in pages for check in own]
    paths = write_certificates(results, options.out)
    written = write_report(options.out, given, results, checks, paths, options.command_line)
    if not options.json:
        print("".join(f"written: {path}\n" for path in written.files), end="")
