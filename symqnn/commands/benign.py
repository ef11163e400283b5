"""``symqnn benign``: a loss has no spurious local minima, exactly or up to a named δ: proved."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from symqnn.commands.count import chosen, loss_options, search_budget
from symqnn.commands.network import INSTANCE_HELP, instances
from symqnn.commands.outcome import exit_code, progress
from symqnn.status import Status

HELP = """\
examples:
  symqnn benign --generators Z X Z --observable X --dataset random:3:0          one qubit, ZXZ
  symqnn benign --generators YI IY YZ ZY --observable "ZI + IX" --dataset random:4:1 \\
      --delta 1/10 --out benign.json
  symqnn benign --generators YI IY YZ ZY --observable "ZI + IZ" --dataset random:2:0
                                                      refuted: a certified spurious minimum
  symqnn benign --generators YI IY YZ ZY --observable "ZI + IZ" --dataset random:1:3 --delta 0
                                                      every local minimum is global, exactly
  symqnn benign --p 2 --dataset random:6:1

Without --delta the complete list of critical points is tried first: if all are nondegenerate it
says whether there is a spurious minimum. Otherwise (and always with --delta D) the torus is
divided into boxes; on each a derivative is not 0, or a second derivative is negative, or the
value is between two numbers that differ by δ. So no local minimum, isolated or not, is more
than δ above the least value: the paper's first open question, answered for this circuit and
this dataset. If at most as many samples as angles can be fitted with loss 0, boxes on which the
gradients of the residuals are independent serve as well, since critical points there have loss
0; with such boxes alone the answer is exact: every local minimum is global (δ = 0, which
--delta 0 asks for, and which is tried first without --delta). A strict local minimum more than
δ above the loss at some other point refutes it, also where other critical points are degenerate
(training losses only; traps that are curves stay undecided). Exit code: 0 benign (PROVED),
1 refuted, 2 usage or bad input, 3 undecided.

"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn benign``."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = commands.add_parser(
        "benign",
        help="prove that a loss has no spurious local minima, up to δ",
        epilog=HELP + INSTANCE_HELP,
        formatter_class=plain,
    )
    loss_options(parser)
    parser.add_argument(
        "--delta",
        metavar="D",
        help="δ ≥ 0, exact: no local minimum more than δ above the least value (default: 0 if "
        "that can be shown, else 1/50 of the range); 0 for samples that fit",
    )
    parser.add_argument("--out", metavar="FILE", type=Path, help="write the certificate here")
    parser.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Prove, write, check, print; the exit code is returned.

    Raises:
        InputError: no loss, or one with too many angles.
    """
    from symqnn.certificate.canonical import write_certificate
    from symqnn.certificate.check import run_checker
    from symqnn.certificate.source import with_source
    from symqnn.statements.benign import answer

    given = instances(options)
    landscape = chosen(options, given)

    def show(boxes: int, waiting: int, roots: int, settled: float) -> None:
        progress(
            f"searching: {settled:.1%} of the torus, {boxes} boxes, {waiting} waiting (Ctrl-C "
            "stops)"
        )

    found = answer(landscape, options.delta, search_budget(options), show, progress)
    progress("")
    checked, kept = None, None
    if found.certificate is not None:
        certificate: Mapping[str, Any] = found.certificate
        for instance in given:
            certificate = with_source(certificate, instance)
        with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
            path = write_certificate(
                options.out or Path(temporary) / "benign.certificate.json", certificate
            )
            kept = path if options.out else None
            (checked,) = run_checker([path])
    status = (
        found.status if checked is not None and checked.status == "VERIFIED" else Status.UNDECIDED
    )
    if options.json:
        fields = {
            "loss": landscape.name,
            "status": status,
            "found": found.found,
            "certificate": str(kept) if kept else None,
            "delta": None if found.delta is None else str(found.delta),
            "checker": checked.status if checked else None,
        }
        print(json.dumps(fields, ensure_ascii=False))
        return exit_code([status])
    print(f"benign on {landscape.name}: {status}: {found.found}")
    if checked is not None:
        print(
            f"    checker: {checked.status}: {checked.summary or checked.reason}"
            + (f" ({kept})" if kept else "")
        )
    return 1 if checked is not None and checked.status == "REJECTED" else exit_code([status])
