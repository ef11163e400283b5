"""``symqnn verify``: every statement that applies, its certificate, the checker's answer."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.commands.network import INSTANCE_HELP, instance_options, instances
from symqnn.commands.outcome import certified, cores, exit_code, labelled, progress, result_json
from symqnn.errors import InputError

if TYPE_CHECKING:
    from symqnn.statements.result import Result


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
    verify.add_argument("--out", metavar="DIR", type=Path, help="write certificates, report.html, report.md and report.tex (report.pdf where LaTeX is found)")
    what = "also train: quick (under a minute) or full (all of Section 6, some minutes), compared with exact levels and probabilities"
    verify.add_argument("--experiments", choices=("quick", "full"), help=what)
    verify.add_argument("--jobs", type=int, default=1, metavar="J", help="workers of the experiments (default 1); their numbers do not depend on it")
    verify.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Run ``symqnn verify``; the exit code is returned.

    Raises:
        InputError: a number of workers out of range; MissingExtraError: all experiments are wanted and scikit-learn is not installed.
    """
    from symqnn.commands.train import check_extras, experiments, experiments_text
    from symqnn.report.directory import check_certificates, write_certificates, write_report
    from symqnn.report.latex import missing_pdf
    from symqnn.report.networks import rounded_lines
    from symqnn.report.tables import results_table
    from symqnn.statements.verify import landscape_steps, paper_instances, run_steps, steps

    if not 1 <= options.jobs <= 1024:
        raise InputError(f"--jobs is {options.jobs}; a number from 1 to 1024 is required.")
    check_extras(options.experiments)
    given = instances(options)
    networks = given or paper_instances()
    todo = steps(networks, examples=not given) + landscape_steps(given)
    results: list[Result] = []
    progress(f"[1/{len(todo)}] {todo[0][0]}")
    for k, proved in enumerate(run_steps(todo, cores()), 1):
        results += labelled(proved, given)
        progress(f"[{k + 1}/{len(todo)}] {todo[k][0]}" if k < len(todo) else "")
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        directory = options.out or Path(temporary)
        paths = write_certificates(results, directory)
        progress(f"checking {len(set(paths))} certificates")
        checks = check_certificates(paths, processes=cores())
        results = certified(results, checks)
        if options.out:
            progress("writing the report")
            written = write_report(directory, networks, results, checks, paths, options.command_line)
    progress("")
    trained = experiments(options.experiments, options.jobs, options.out and options.out / "experiments") if options.experiments else []
    answers = [check.status if check else "none" for check in checks]
    if options.json:
        found = {"results": [result_json(r, a, p, options.out) for r, a, p in zip(results, answers, paths, strict=True)]}
        print(json.dumps(found | ({"experiments": [outcome.to_json() for outcome in trained]} if trained else {}), ensure_ascii=False))
    else:
        for line in rounded_lines(given):
            print(line)
        print(results_table(results, answers))
        if trained:
            print("\n" + experiments_text(trained))
        if options.out:
            names = ", ".join(path.name for path in written)
            print(f"\nreport and certificates: {options.out}/{names}, {len({p for p in paths if p})} *.certificate.json")
            if not any(path.suffix == ".pdf" for path in written):
                print(f"no report.pdf: {missing_pdf()}")
    return exit_code([result.status for result in results]) or (3 if any(outcome.faults for outcome in trained) else 0)
