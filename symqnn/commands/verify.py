"""``symqnn verify``: every statement that applies, its certificate, the checker's answer."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.commands.network import INSTANCE_HELP, instance_options, instances
from symqnn.commands.outcome import certified, exit_code, progress, result_json

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
    verify.add_argument("--out", metavar="DIR", type=Path, help="write certificates, report.md, report.tex (and report.pdf, where LaTeX is found)")
    verify.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Run ``symqnn verify``; the exit code is returned."""
    from symqnn.report.directory import check_certificates, write_certificates, write_report
    from symqnn.report.latex import missing_pdf
    from symqnn.report.tables import results_table
    from symqnn.statements.verify import paper_instances, steps
    from symqnn.statements.verify import run as prove

    given = instances(options)
    networks = given or paper_instances()
    todo = steps(networks, random_model=not given)
    results: list[Result] = []
    for k, step in enumerate(todo):
        progress(f"[{k + 1}/{len(todo)}] {step[0]}")
        results += prove([step])
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        directory = options.out or Path(temporary)
        paths = write_certificates(results, directory)
        progress(f"checking {len(set(paths))} certificates")
        checks = check_certificates(paths)
        results = certified(results, checks)
        if options.out:
            progress("writing the report")
            written = write_report(directory, networks, results, checks, paths)
    progress("")
    answers = [check.status if check else "none" for check in checks]
    if options.json:
        print(json.dumps({"results": [result_json(r, a, p, options.out) for r, a, p in zip(results, answers, paths, strict=True)]}, ensure_ascii=False))
    else:
        print(results_table(results, answers))
        if options.out:
            names = ", ".join(path.name for path in written)
            print(f"\nreport and certificates: {options.out}/{names}, {len({p for p in paths if p})} *.certificate.json")
            if not any(path.suffix == ".pdf" for path in written):
                print(f"no report.pdf: {missing_pdf()}")
    return exit_code([result.status for result in results])
