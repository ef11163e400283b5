"""``symqnn verify``: every statement that applies, its certificate, the checker's answer."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.commands.network import INSTANCE_HELP, instance_options, instances
from symqnn.commands.outcome import certified, cores, exit_code, labelled, progress, result_json
from symqnn.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from symqnn.certificate.check import Check, Checkers
    from symqnn.model.instance_file import Instance
    from symqnn.report.directory import Report
    from symqnn.statements.result import Result
    from symqnn.statements.verify import Step


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn verify``."""
    plain = argparse.RawDescriptionHelpFormatter
    verify = commands.add_parser(
        "verify",
        help="prove every statement that applies and check the certificates",
        epilog=INSTANCE_HELP,
        formatter_class=plain,
    )
    instance_options(verify)
    written = (
        "write certificates, report.html, report.tex (report.pdf where LaTeX is found), and "
        "check.pyz, the checker as one file"
    )
    verify.add_argument("--out", metavar="DIR", type=Path, help=written)
    what = (
        "also train: quick (under a minute) or full (all of Section 6, some minutes), "
        "compared with exact levels and probabilities"
    )
    verify.add_argument("--experiments", choices=("quick", "full"), help=what)
    verify.add_argument(
        "--jobs",
        type=int,
        default=1,
        metavar="J",
        help="workers of the experiments (default 1); their numbers do not depend on it",
    )
    verify.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Run ``symqnn verify``; the exit code is returned.

    Raises:
        InputError: a number of workers out of range; MissingExtraError: all experiments are wanted
            and scikit-learn is not installed.
    """
    from symqnn.certificate.check import Checkers
    from symqnn.commands.train import check_extras, experiments, experiments_text, outcome_json
    from symqnn.report.directory import write_report
    from symqnn.report.sources import networks_json, said_lines
    from symqnn.report.tables import results_table, summary
    from symqnn.report.terminal import fill, has_colour, terminal_width
    from symqnn.statements.verify import landscape_steps, paper_instances, steps

    if not 1 <= options.jobs <= 1024:
        raise InputError(f"--jobs is {options.jobs}; a number from 1 to 1024 is required.")
    check_extras(options.experiments)
    given = instances(options)
    networks = given or paper_instances()
    todo = steps(networks, examples=not given) + landscape_steps(given)
    report: Report | None = None
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        directory = options.out or Path(temporary)
        with Checkers(directory, cores()) as checkers:
            results, paths, interrupted = _proved(todo, given, checkers)
            checks: list[Check | None] = []
            for k, path in enumerate(paths, 1):
                progress(f"checking {k} of {len(paths)} certificates")
                checks.append(checkers.answer(path) if path else None)
        results = certified(results, checks)
        if options.out:
            progress("writing the report")
            report = write_report(directory, networks, results, checks, paths, options.command_line)
    progress("")
    trained = (
        experiments(options.experiments, options.jobs, options.out and options.out / "experiments")
        if options.experiments
        else []
    )
    # again, now with the gaps; training takes long, and Ctrl-C leaves the first one
    if trained and report is not None:
        progress("writing the report")
        told = write_report(
            options.out, networks, results, checks, paths, options.command_line, trained
        )
        report = replace(told, earlier=[*report.earlier, *told.earlier])
        progress("")
    answers = [check.status if check else "none" for check in checks]
    if options.json:
        found = {
            "results": [
                result_json(r, a, p, options.out)
                for r, a, p in zip(results, answers, paths, strict=True)
            ]
        }
        found["networks"] = networks_json(given)
        print(
            json.dumps(
                found
                | (
                    {"experiments": [outcome_json(outcome) for outcome in trained]}
                    if trained
                    else {}
                ),
                ensure_ascii=False,
            )
        )
    else:
        for line in said_lines(given):
            print(line)
        if not options.quiet:
            print(results_table(results, answers, terminal_width(), has_colour()) + "\n")
        print(fill(summary(results, answers, [check.effort for check in checks if check])))
        if trained:
            print("\n" + experiments_text(trained))
        if report is None:
            print(
                fill(
                    "Next: --out DIR keeps the certificates and writes a report; `symqnn check "
                    "FILE` checks them again."
                )
            )
        else:
            print("\n" + _written(options.out, report, len({path for path in paths if path})))
    if interrupted:
        return 130
    return exit_code([result.status for result in results]) or (
        3 if any(outcome.faults for outcome in trained) else 0
    )


def _proved(
    todo: Sequence[Step], given: Sequence[Instance], checkers: Checkers
) -> tuple[list[Result], list[Path | None], bool]:
    """The results of all steps, or of those before Ctrl-C, with the files of their certificates,
    which are being checked; and whether it came.
    """
    from symqnn.report.directory import CertificateWriter
    from symqnn.statements.verify import run_steps

    results: list[Result] = []
    paths: list[Path | None] = []
    write = CertificateWriter(checkers.folder)
    done = 0
    try:
        progress(f"[1/{len(todo)}] {todo[0].label} (Ctrl-C: go on with what is done)")
        for done, proved in enumerate(run_steps(todo, cores()), 1):
            for result in labelled(proved, given):
                path = write(result)
                results.append(result)
                paths.append(path)
                if path:
                    checkers.ask(path)
            if done < len(todo):
                progress(
                    f"[{done + 1}/{len(todo)}] {todo[done].label} (Ctrl-C: go on with what is done)"
                )
    except KeyboardInterrupt:
        progress("")
        print(
            f"symqnn: interrupted in {todo[done].label}; what was proved before is checked and "
            "reported",
            file=sys.stderr,
        )
        return results, paths, True
    return results, paths, False


def _written(directory: Path, report: Report, certificates: int) -> str:
    """Which files there are now, and where those of an earlier report went."""
    from symqnn.report.latex import missing_pdf

    names = ", ".join(path.name for path in report.files)
    lines = [f"report and certificates: {directory}/{names}, {certificates} *.certificate.json"]
    if not any(path.suffix == ".pdf" for path in report.files):
        lines.append(f"no report.pdf: {missing_pdf()}")
    if report.earlier:
        proofs = sum(".certificate." in path.name for path in report.earlier)
        others = len(report.earlier) - proofs
        moved = f"{proofs} certificate{'s' * (proofs != 1)}, {others} picture{'s' * (others != 1)}"
        lines.append(f"of an earlier report, moved to {directory}/earlier/: {moved}")
    return "\n".join(lines)
