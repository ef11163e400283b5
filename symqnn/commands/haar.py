"""``symqnn haar``: typical networks, Theorem 6."""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import replace
from pathlib import Path

from symqnn.commands.outcome import certified, exit_code, progress

HELP = """\
Theorem 6: networks with generators W_l H W_l†, W_l Haar-random, H² = I, tr H = 0 (Eqn 21), and a
traceless observable M ≠ 0. Everything is exact and holds for all even d; M enters through
κ = tr M⁴/(tr M²)², from 1/d (M² ∝ I) to almost 1.

  symqnn haar --p 2                             E and Var of all entries of the Gram matrix, as
                                                functions of d and κ
  symqnn haar --p 5 --table                     dimensions for p = 1..5: where P = 0, where
                                                P = 1, where each bound is below 1
  symqnn haar --p 3 --d 16                      the bounds and the verdict at d = 16, for every M
  symqnn haar --p 3 --d 16 --kappa 1/2          … for an M with that κ
  symqnn haar --p 3 --observable 2^2,-1^4       … for an M with these eigenvalues (d of them;
                                                value^n: n times)
  symqnn haar --p 2 --d 8 --samples 10000 --jobs 2
                                                … and Haar-random networks beside the exact
                                                values, with z-scores
  symqnn haar --p 2 --d 5 --multiplicity 2      tr H ≠ 0: H has the eigenvalue +1 twice; moments
                                                in d and h = tr H

A list that begins with a minus sign needs an equals sign: --observable=-1^3,3. Without
--observable, samples use eigenvalues ±1.
exit code: 0 probability 1, 1 probability 0, 2 usage or bad input, 3 undecided"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn haar``."""
    plain = argparse.RawDescriptionHelpFormatter
    haar = commands.add_parser(
        "haar",
        help="typical networks: exact Haar moments, bounds and verdict (Theorem 6)",
        epilog=HELP,
        formatter_class=plain,
    )
    haar.add_argument("--p", required=True, metavar="P", help="number of layers, 1 to 10")
    haar.add_argument(
        "--d", metavar="D", help="dimension, even (default: statements for every even d)"
    )
    haar.add_argument(
        "--kappa", metavar="K", help="tr M⁴/(tr M²)², exact, such as 1/2 (default: every M)"
    )
    haar.add_argument(
        "--observable", metavar="SPECTRUM", help="eigenvalues of M, sum 0, such as 1^4,-1^4"
    )
    haar.add_argument(
        "--multiplicity", metavar="R", help="of the eigenvalue +1 of H (default D/2: tr H = 0)"
    )
    haar.add_argument("--samples", metavar="N", help="sample N random networks and compare")
    haar.add_argument("--seed", metavar="S", help="of the samples (default 0)")
    haar.add_argument(
        "--jobs",
        metavar="J",
        help="workers for the samples (default 1); the result does not depend on it",
    )
    haar.add_argument(
        "--table", action="store_true", help="add the table of dimensions for 1..P layers"
    )
    haar.add_argument(
        "--out", metavar="DIR", type=Path, help="write the certificates to this directory"
    )
    haar.add_argument(
        "--latex", action="store_true", help="print moments, bounds and verdict as amsmath LaTeX"
    )
    haar.add_argument("--json", action="store_true", help="print one JSON object for machines")
    haar.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Run ``symqnn haar``; the exit code is returned."""
    from symqnn.report.directory import check_certificates, write_certificates
    from symqnn.report.haar import haar_json, haar_text
    from symqnn.report.haar_latex import haar_latex
    from symqnn.statements.typical import answer, read_question

    found = answer(
        read_question(vars(options), options.table), every_pair=options.json, progress=progress
    )
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        paths = write_certificates(found.results, options.out or Path(temporary))
        progress(f"checking {len(paths)} certificates")
        checks = check_certificates(paths)
    progress("")
    found = replace(found, results=tuple(certified(found.results, checks)))
    answers = [check.status if check else "none" for check in checks]
    if options.latex:
        print(haar_latex(found))
    else:
        print(
            json.dumps(haar_json(found, answers), ensure_ascii=False)
            if options.json
            else haar_text(found, answers)
        )
    return exit_code([result.status for result in found.results])
