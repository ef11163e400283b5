"""``symqnn prove``: regenerate shipped certificates."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from symqnn.commands.outcome import progress
from symqnn.errors import InputError


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn prove``."""
    prove = commands.add_parser(
        "prove", help="regenerate the certificates of every *.problem.json below a folder"
    )
    prove.add_argument("folder", type=Path, help="folder with problem files, such as proofs/")
    afresh = (
        "search least values again; their bytes differ between machines, and certificates "
        "that hold are kept otherwise"
    )
    prove.add_argument("--afresh", action="store_true", help=afresh)
    prove.add_argument("--json", action="store_true", help="print one JSON object")
    prove.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Run ``symqnn prove``; the exit code is returned.

    Raises:
        InputError: an option out of range, or nothing to work on.
    """
    from symqnn.statements.audit import FILE, rewrite_audit
    from symqnn.statements.problems import prove_folder

    outcomes = []
    for outcome in prove_folder(options.folder, options.afresh):
        progress("")
        outcomes.append(outcome)
        if not options.json:
            print(
                f"{outcome.check.status:11} {outcome.change:9} {outcome.path}  "
                f"({outcome.seconds:.2f} s)",
                flush=True,
            )
    if outcomes and options.json:
        print(
            json.dumps(
                [
                    {
                        "path": str(o.path),
                        "change": o.change,
                        "checker": o.check.status,
                        "status": o.status,
                    }
                    for o in outcomes
                ]
            )
        )
    if (audit := rewrite_audit(options.folder)) and not options.json:
        print(f"{'written':11} {audit:9} {options.folder / FILE}")
    if not outcomes:
        raise InputError(
            f"{options.folder} holds no *.problem.json; give a folder such as proofs/."
        )
    return 0 if all(outcome.check.status == "VERIFIED" for outcome in outcomes) else 1
