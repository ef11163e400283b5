"""``symqnn count``: the ladder of bounds, all critical points by index, the minima, and the certificates."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symqnn.errors import InputError
from symqnn.report.sweep import add_sweep

if TYPE_CHECKING:
    from symqnn.certificate.check import Check
    from symqnn.model.instance_file import Instance
    from symqnn.roots.critical import CriticalPoint
    from symqnn.statements.landscapes import Landscape
    from symqnn.statements.theorem_7 import Answer

LISTED = 64
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


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    instance_options: Callable[[argparse.ArgumentParser], None],
    instances: Callable[[argparse.Namespace], list[Instance]],
    instance_help: str,
) -> None:
    """``symqnn count`` and ``symqnn sweep`` with their options."""
    plain = argparse.RawDescriptionHelpFormatter
    add_sweep(commands.add_parser("sweep", help="surveys over many random datasets", formatter_class=plain))
    what = "all critical points of a loss, certified, and the ladder of bounds (Theorem 7)"
    parser = commands.add_parser("count", help=what, epilog=HELP + instance_help, formatter_class=plain)
    instance_options(parser)
    parser.add_argument("--instance", dest="named", metavar="NAME", help="a built-in loss: product (Theorem 2 at θ* = 0) or latin; needs --p")
    parser.add_argument("--p", type=int, metavar="P", help="number of angles of the built-in loss, or of the paper's experiment")
    parser.add_argument("--dataset", metavar="DATA", help="random:SAMPLES:SEED, or a JSON file")
    parser.add_argument("--max-boxes", type=int, default=5_000_000, metavar="N", help="stop undecided after N boxes (default 5000000)")
    parser.add_argument("--timeout", type=float, default=float("inf"), metavar="S", help="stop undecided after S seconds")
    parser.add_argument("--force", action="store_true", help="start even if many angles are coupled")
    parser.add_argument("--out", metavar="FILE", type=Path, help="write the certificate here; if undecided, the boxes that are left")
    parser.set_defaults(action=lambda options: run(options, instances(options)))


def chosen(options: argparse.Namespace, instances: list[Instance]) -> Landscape:
    """The loss that the command line names.

    Raises:
        InputError: named in two ways, or not at all.
    """
    from symqnn.model.ansatz import paper_experiment
    from symqnn.model.instance_file import Instance, default_state
    from symqnn.statements.landscapes import named_landscape, network_landscape

    if instances and (options.named or options.p is not None):
        raise InputError("--instance and --p name a built-in loss; give them, or a network, not both.")
    if options.named:
        if options.dataset:
            raise InputError(f"--instance {options.named} has its own loss; --dataset goes with a network or with --p alone.")
        return named_landscape(options.named, options.p)
    if instances:
        return network_landscape(instances[0], options.dataset, options.force)
    if options.p is None:
        raise InputError("no loss was given; give --instance latin --p 2, --p 2 --dataset random:6:1, or a network with --dataset.")
    if not 1 <= options.p <= 64:
        raise InputError(f"--p is {options.p}; a number from 1 to 64 is required.")
    qnn = paper_experiment(options.p)
    return network_landscape(Instance(f"experiment_p{options.p}", qnn, default_state(qnn)), options.dataset, options.force)


def _progress(boxes: int, waiting: int, roots: int) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{boxes} boxes, {waiting} waiting, {roots} critical points (Ctrl-C keeps them)", end="", file=sys.stderr, flush=True)


def run(options: argparse.Namespace, instances: list[Instance]) -> int:
    """Count, write, check, print; the exit code is returned.

    Raises:
        InputError: a budget that is none.
    """
    from symqnn.certificate.canonical import write_atomically, write_certificate
    from symqnn.report.directory import check_certificates, write_certificates
    from symqnn.roots.search import Budget
    from symqnn.statements.theorem_7 import answer

    if options.max_boxes < 1 or not options.timeout > 0:
        raise InputError(f"--max-boxes is {options.max_boxes}, --timeout is {options.timeout}; both must be positive.")
    landscape = chosen(options, instances)
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
    else:
        print(count_text(found, checks) + (f"\n\nwritten: {kept}" if kept else ""))
    if any(check is not None and check.status != "VERIFIED" for check in checks):
        return 1
    return 0 if found.results[-1].status == "PROVED" else 3


def left_over(found: Answer) -> dict[str, Any]:
    """The boxes that are neither empty nor around a certified critical point, angles φ = 2θ in turns, per block of coupled angles."""
    from symqnn.roots.dyadic import TURN

    listed = []
    for block, part in zip(found.found.blocks, found.found.enumerations, strict=True):
        boxes = [
            [[f"{int(n)}/{TURN}", f"1/{2 ** (int(level) + 1)}"] for n, level in zip(centre, levels, strict=True)]
            for centre, levels in zip(part.pending.centres, part.pending.levels, strict=True)
        ]
        listed.append({"angles": list(block.axes), "multiples": list(block.multiples), "centre_and_half_width": boxes})
    return {"format": "symqnn-boxes", "version": 1, "instance": found.landscape.name, "reason": found.found.reason, "blocks": listed}


def approximate(point: CriticalPoint) -> tuple[str, str]:
    """(θ, value) for people.

    The value is the middle of its enclosure.
    """
    low, high = point.value
    return "  ".join(f"{theta:.6f}" for theta in point.theta), f"{float(low + high) / 2:.9f} ± {max(float(high - low) / 2, 0):.0e}"


def count_text(found: Answer, checks: list[Check | None]) -> str:
    """Everything, for the terminal."""
    from symqnn.report.tables import text_table

    points = found.found
    lines = [f"{found.landscape.name}: {points.poly.angles} angles, degree {max(points.poly.degrees, default=0)} in each, {len(points.poly)} terms", ""]
    lines.append(text_table(["at most / exactly", "number", "rests on"], [[row.name, row.value, row.rests_on] for row in found.rows]))
    if points.enumerations:
        lines += ["", text_table(["Morse index", *map(str, range(len(points.by_index)))], [["points", *map(str, points.by_index)]])]
        lines.append(f"Σ(-1)^index = {points.euler_characteristic}; {points.boxes} boxes, {points.seconds:.3f} s, {points.pending} boxes left")
    listed = points.minima()
    if listed:
        rows = [approximate(point) for point in listed[:LISTED]]
        names = ["global" if k < found.globals else "local" for k in range(len(rows))]
        lines += ["", text_table(["minima: θ", "loss", ""], [[*row, name] for row, name in zip(rows, names, strict=True)])]
        lines += [f"(the first {LISTED} of {len(listed)})"] if len(listed) > LISTED else []
        lines.append(global_text(found))
    lines.append("")
    for result, check in zip(found.results, checks, strict=True):
        said = f"checker: {check.status}{': ' + (check.summary or check.reason)}" if check else "no certificate"
        lines.append(f"{result.title}: {result.status}: {result.found}\n    {said}")
        lines += [f"    {text}" for text in result.details if result.status != "PROVED"]
    return "\n".join(lines)


def global_text(found: Answer) -> str:
    """Which minima are global, and how far the next ones are."""
    one = "1 global minimum" if found.globals == 1 else f"{found.globals} global minima, exactly equal"
    text = one if found.tied else f"{found.globals} minima may be global: their enclosures overlap, equality is not decided"
    if found.gap is not None:
        text += f"; the next minimum is higher by {float(found.gap[0]):.9g} at least"
    return text


def count_json(found: Answer, checks: list[Check | None]) -> dict[str, Any]:
    """Everything, for machines; rational numbers as texts."""
    points = found.found
    minima = [
        {"turns": [str(turn) for turn in point.turns], "theta": list(point.theta), "value": [str(end) for end in point.value]}
        for point in points.minima(10_000)
    ]
    return {
        "instance": found.landscape.name,
        "ladder": [{"name": row.name, "value": row.value, "rests_on": row.rests_on} for row in found.rows],
        "critical_points": points.number,
        "by_index": list(points.by_index),
        "euler": points.euler_characteristic if points.enumerations else None,
        "boxes": points.boxes,
        "pending": points.pending,
        "minima": minima,
        "global_minima": found.globals,
        "exactly_tied": found.tied,
        "gap": None if found.gap is None else [str(end) for end in found.gap],
        "results": [
            {"title": r.title, "found": r.found, "status": str(r.status), "checker": check.status if check else "none", "details": list(r.details)}
            for r, check in zip(found.results, checks, strict=True)
        ],
    }
