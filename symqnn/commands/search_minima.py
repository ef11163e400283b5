"""``symqnn search-minima``: a search for losses of two angles with many local minima, what it finds
with proof.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.commands.outcome import progress
from symqnn.commands.parser import jobs_option, seed_option

if TYPE_CHECKING:
    from symqnn.certificate.check import Check
    from symqnn.roots.minima_search import Candidate
    from symqnn.statements.minima_search import CertifiedCandidate

HELP = """\
example:
  symqnn search-minima --rounds 4 --out twelve.json         12 minima from scratch, certified
  symqnn search-minima --seed 7 --rounds 1000 --jobs 2 --out best.json

How many local minima can a training loss of two angles have (degree ≤ 2 an angle, the paper's
networks)? At least 12 (symqnn construct twelve), at most 15. Each round draws random polynomials
and improves them in floats; the result depends on --seed and --rounds only, not on --jobs. Then
the best candidates are rounded to rationals, made the loss of states and labels on the paper's
network, and all critical points of that loss are enumerated with proof: only what the checker
VERIFIES is claimed. Ctrl-C ends the search and certifies the best that was found. The certificate
holds the dataset: symqnn count --dataset FILE lists its points.
exit code: 0 a certified loss was found, 2 usage or bad input, 3 none of the candidates was proved
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn search-minima``."""
    what = "search losses of two angles with many minima, and certify the best"
    plain = argparse.RawDescriptionHelpFormatter
    parser = commands.add_parser("search-minima", help=what, epilog=HELP, formatter_class=plain)
    parser.add_argument(
        "--rounds",
        type=int,
        default=8,
        metavar="N",
        help="rounds of the search, some seconds each (default 8)",
    )
    seed_option(parser, "seed of the draws (default 0)")
    jobs_option(parser)
    parser.add_argument("--out", metavar="FILE", type=Path, help="write the certificate here")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Search, certify, write, check, print; the exit code is returned.

    Raises:
        InputError: a number out of range.
    """
    from symqnn.statements.minima_search import by_minima, certify, search

    started, first = time.perf_counter(), dict[int, float]()
    found: list[Candidate] = []
    interrupted = False

    def keep(candidate: Candidate, done: int) -> None:
        found.append(candidate)
        first.setdefault(candidate.minima, time.perf_counter() - started)
        best = max(part.minima for part in found)
        progress(
            f"round {done} of {options.rounds}: {best} minima in floats (Ctrl-C ends the search)"
        )

    try:
        search(options.seed, options.rounds, options.jobs, keep)
    except KeyboardInterrupt:
        interrupted = True
        if not found:
            raise
    searched = time.perf_counter() - started
    best, refused = certify(by_minima(found), progress)
    progress("")
    checked, kept = _checked(best, options.out)
    proved = checked is not None and checked.status == "VERIFIED"
    counts = {n: sum(part.minima == n for part in found) for n in sorted(first, reverse=True)}
    if options.json:
        fields = {
            "seed": options.seed,
            "rounds": len(found),
            "interrupted": interrupted,
            "seconds": round(searched, 3),
            "minima_in_floats": {str(n): number for n, number in counts.items()},
            "minima": best.minima if best is not None and proved else None,
            "refused": refused,
            "target": str(best.target) if best is not None else None,
            "checker": checked.status if checked else None,
            "certificate": str(kept) if kept else None,
        }
        print(json.dumps(fields, ensure_ascii=False))
        return 0 if proved else 3
    stopped = f" of {options.rounds}, interrupted" if interrupted else ""
    print(f"{len(found)} rounds{stopped}, seed {options.seed}, {searched:.1f} s")
    for n, number in counts.items():
        print(
            f"    {n:2} minima in floats: best of {number} round{'s' * (number > 1)}, "
            f"first after {first[n]:.1f} s"
        )
    for line in refused:
        print(f"    not proved: {line}")
    if best is not None and proved:
        _describe(best)
    if checked is not None:
        where = f" ({kept})" if kept else ""
        print(f"    checker: {checked.status}: {checked.summary or checked.reason}{where}")
    return 0 if proved else 3


def _checked(best: CertifiedCandidate | None, out: Path | None) -> tuple[Check | None, Path | None]:
    """What the checker says of the certificate, and where it was kept."""
    from symqnn.certificate.canonical import write_certificate
    from symqnn.certificate.check import run_checker

    if best is None:
        return None, None
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        path = write_certificate(
            out or Path(temporary) / "search.certificate.json", best.certificate
        )
        (checked,) = run_checker([path])
    return checked, path if out else None


def _describe(best: CertifiedCandidate) -> None:
    from symqnn.algebra.trigpoly_text import format_terms
    from symqnn.landscape.point_bounds import minima_bound
    from symqnn.statements.minima_search import KNOWN

    minima, target = best.minima, best.target
    verdict = "as many as" if minima == KNOWN else "MORE THAN" if minima > KNOWN else "fewer than"
    print(
        f"proved: a loss with {minima} local minima a period, {verdict} the {KNOWN} of construct "
        "twelve"
    )
    print(
        f"    round {best.candidate.round}: T = "
        f"{format_terms(list(target.terms()), target.torus, 24)}"
    )
    print(
        f"    the loss is exactly {best.made.factor}·(T + C), {best.made.construction.samples_text}"
    )
    print(
        f"    critical points by index {best.points.by_index}; no loss of these degrees has more "
        f"than {minima_bound(target)} minima (assumed)"
    )
