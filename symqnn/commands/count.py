"""``symqnn count``: all critical points of a loss, with certificates."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.commands.network import INSTANCE_HELP, instance_options, instances
from symqnn.errors import InputError

if TYPE_CHECKING:
    from symqnn.model.instance_file import Instance
    from symqnn.statements.landscapes import Landscape

HELP = """\
examples:
  symqnn count --instance latin --p 2                       p!·2^p minima: all 32 complex critical points are real
  symqnn count --p 2 --dataset random:6:1                   the paper's network, 6 random samples, seed 1
  symqnn count instance.json --dataset data.json --out points.json
  symqnn count --instance product --p 4

A dataset file: {"samples": [{"state": {"bloch": [["3/5","0","4/5"]]}, "label": "1/2"}, …]}, or a certificate of symqnn construct.
Without --dataset: random:3p:0. Angles are θ_l in [0, π), radians.
exit code: 0 complete list, 1 certificate rejected, 2 usage or bad input, 3 undecided or degenerate

"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn count``."""
    what = "all critical points of a loss, certified, and the ladder of bounds (Theorem 7)"
    parser = commands.add_parser("count", help=what, epilog=HELP + INSTANCE_HELP, formatter_class=argparse.RawDescriptionHelpFormatter)
    instance_options(parser)
    parser.add_argument("--instance", dest="named", metavar="NAME", help="a built-in loss: product (Theorem 2 at θ* = 0) or latin; needs --p")
    parser.add_argument("--p", type=int, metavar="P", help="number of angles of the built-in loss, or of the paper's experiment")
    parser.add_argument("--dataset", metavar="DATA", help="random:SAMPLES:SEED, or a JSON file")
    parser.add_argument("--max-boxes", type=int, default=5_000_000, metavar="N", help="stop undecided after N boxes (default 5000000)")
    parser.add_argument("--timeout", type=float, default=float("inf"), metavar="S", help="stop undecided after S seconds")
    parser.add_argument("--force", action="store_true", help="start even if many angles are coupled")
    parser.add_argument("--latex", action="store_true", help="print the ladder and the list as amsmath LaTeX")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write the certificate here; if undecided, the boxes that are left")
    parser.set_defaults(action=run)


def chosen(options: argparse.Namespace, given: list[Instance]) -> Landscape:
    """The loss that the command line names.

    Raises:
        InputError: named in two ways, or not at all.
    """
    from symqnn.model.ansatz import paper_experiment
    from symqnn.model.instance_file import Instance, default_state
    from symqnn.statements.landscapes import named_landscape, network_landscape

    if given and (options.named or options.p is not None):
        raise InputError("--instance and --p name a built-in loss; give them, or a network, not both.")
    if options.named:
        if options.dataset:
            raise InputError(f"--instance {options.named} has its own loss; --dataset goes with a network or with --p alone.")
        return named_landscape(options.named, options.p)
    if given:
        return network_landscape(given[0], options.dataset, options.force)
    if options.p is None:
        raise InputError("no loss was given; give --instance latin --p 2, --p 2 --dataset random:6:1, or a network with --dataset.")
    if not 1 <= options.p <= 64:
        raise InputError(f"--p is {options.p}; a number from 1 to 64 is required.")
    qnn = paper_experiment(options.p)
    return network_landscape(Instance(f"experiment_p{options.p}", qnn, default_state(qnn)), options.dataset, options.force)


def _progress(boxes: int, waiting: int, roots: int) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{boxes} boxes, {waiting} waiting, {roots} critical points (Ctrl-C keeps them)", end="", file=sys.stderr, flush=True)


def run(options: argparse.Namespace) -> int:
    """Count, write, check, print; the exit code is returned.

    Raises:
        InputError: a budget that is none.
    """
    from symqnn.certificate.canonical import write_atomically, write_certificate
    from symqnn.report.count import count_json, count_text, left_over
    from symqnn.report.directory import check_certificates, write_certificates
    from symqnn.roots.search import Budget
    from symqnn.statements.theorem_7 import answer

    if options.max_boxes < 1 or not options.timeout > 0:
        raise InputError(f"--max-boxes is {options.max_boxes}, --timeout is {options.timeout}; both must be positive.")
    landscape = chosen(options, instances(options))
    found = answer(landscape, Budget(options.max_boxes, options.timeout), _progress, options.force)
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    kept = None
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        paths = write_certificates(found.results, Path(temporary))
        if options.out and found.results[-1].certificate is not None:
            kept = paths[-1] = write_certificate(options.out, found.results[-1].certificate)
        elif options.out and found.found.pending:
            kept = options.out
            write_atomically(kept, (json.dumps(left_over(found), ensure_ascii=False, sort_keys=True) + "\n").encode())
        checks = check_certificates(paths)
    if options.json:
        print(json.dumps(count_json(found, checks) | {"written": str(kept) if kept else None}, ensure_ascii=False))
    elif options.latex:
        print(found.to_latex(display=True))
    else:
        print(count_text(found, checks) + (f"\n\nwritten: {kept}" if kept else ""))
    if any(check is not None and check.status != "VERIFIED" for check in checks):
        return 1
    return 0 if found.results[-1].status == "PROVED" else 3
