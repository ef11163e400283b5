"""``symqnn minimise``: the certified least value of an output or a loss."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.commands.count import chosen
from symqnn.commands.network import INSTANCE_HELP, instance_options, instances
from symqnn.commands.outcome import exit_code, labelled, progress
from symqnn.errors import InputError

if TYPE_CHECKING:
    from symqnn.minimum.roads import Limits
    from symqnn.statements.least_value import Minimum

HELP = """\
The least value over all angles, between two exact numbers: above, the value at a point of the
torus with rational cosines and sines; below, a proof, either
  squares  f - lambda is a sum of squares of trigonometric polynomials in half angles: rational,
           positive definite Gram matrices, found by semidefinite programming in floats, rounded,
           and checked as an identity of polynomials; if not every term couples all angles, first
           over cliques of angles that occur together (sparse), then over larger sets; divided by
           the reflections and half turns of the angles that leave f as it is
  boxes    the torus cut into boxes on which f - lambda has positive Bernstein coefficients
Minimisers may form curves and surfaces: symqnn count then has no list to give, this command has
its answer all the same.

examples:
  symqnn minimise --expectation --family qaoa edges=0-1,1-2,2-3,3-0 repetitions=1 \\
      --state '{"bloch": [[1,0,0],[1,0,0],[1,0,0],[1,0,0]]}'
  symqnn minimise --expectation --ground ansatz.qasm --observable "ZZ + 1/2*XI + 1/2*IX" \\
      --out h2.json                 VQE: also the least eigenvalue of the observable, and how
                                    far the ansatz stays above it
  symqnn minimise --p 3 --dataset random:6:1 --gap 1/1000000
                                    a training loss: how low can any training get
  symqnn minimise instance.json --dataset data.json --method boxes --gap 1/100
  symqnn check h2.json              the certificate, checked by a program that shares no code
                                    with this one

Losses are named as for symqnn count (symqnn count --help tells more). The gap is an exact
number; the default is 10^-6 of the sum of the sizes of the coefficients. Where the check is beyond
the default budget of symqnn check, the answer says which --effort it needs. A larger --size or
--products allows larger Gram matrices and linear systems: a minute for some 2500 products,
growing with the third power.
Ctrl-C (once the descents are done) and --timeout end the search; the best bounds so far are
reported, and written with --out. The check comes after, outside --timeout, with 100 times the
default budget; Ctrl-C there leaves the bounds and the file, not checked.
exit code: 0 the least value is known up to the gap (PROVED); 1 the certificate is rejected;
2 usage or bad input; 3 undecided: the gap is larger than asked for. The bounds are proved and
the certificate is written all the same.

"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn minimise``."""
    what = "the certified least value of an output or a loss (VQE, QAOA, training)"
    parser = commands.add_parser(
        "minimise",
        help=what,
        epilog=HELP + INSTANCE_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    instance_options(parser)
    option = parser.add_argument
    option(
        "--instance",
        dest="named",
        metavar="NAME",
        help="a built-in loss: product (Theorem 2 at θ* = 0) or latin; needs --p",
    )
    option(
        "--p",
        type=int,
        metavar="P",
        help="number of angles of the built-in loss, or of the paper's experiment",
    )
    option("--dataset", metavar="DATA", help="random:SAMPLES:SEED, a JSON file, or a certificate")
    option(
        "--expectation",
        action="store_true",
        help="the output itself in the state (--state), no labels: what VQE and QAOA minimise",
    )
    option(
        "--ground",
        action="store_true",
        help="with --expectation: compare with the least eigenvalue of the observable",
    )
    option(
        "--gap",
        metavar="G",
        help="exact: end once upper and lower bound differ by no more, such as 1/1000",
    )
    option(
        "--method",
        choices=("auto", "squares", "boxes"),
        default="auto",
        help="auto (default): squares, then boxes if the gap is not reached",
    )
    option(
        "--solver",
        choices=("built-in", "clarabel"),
        default="built-in",
        help="of the semidefinite programs (clarabel: the extra sdp)",
    )
    option(
        "--size",
        type=int,
        default=256,
        metavar="N",
        help="the largest Gram matrix that is tried (default 256)",
    )
    option(
        "--products",
        type=int,
        default=3500,
        metavar="N",
        help="the largest number of products that is tried (default 3500)",
    )
    option(
        "--boxes",
        type=int,
        default=100_000,
        metavar="N",
        help="the largest number of boxes (default 100000)",
    )
    option(
        "--timeout",
        type=float,
        default=600.0,
        metavar="S",
        help="stop with the best bounds after about S seconds (default 600)",
    )
    option(
        "--force",
        action="store_true",
        help="multiply out a training loss even if it has very many products of terms",
    )
    option("--latex", action="store_true", help="print the bounds as amsmath LaTeX")
    option("--out", metavar="FILE", type=Path, help="write the certificate here")
    option(
        "--no-check",
        action="store_true",
        help="leave the checker out; then nothing counts as proved",
    )
    parser.set_defaults(action=run)


def _limits(options: argparse.Namespace) -> Limits:
    """The limits that the command line sets.

    Raises:
        InputError: a limit that is not positive.
    """
    from symqnn.minimum.roads import Limits

    for name in ("size", "products", "boxes", "timeout"):
        if not getattr(options, name) > 0:
            raise InputError(
                f"--{name} is {getattr(options, name)}; a positive number is required."
            )
    return Limits(options.timeout, options.size, options.products, options.boxes)


def run(options: argparse.Namespace) -> int:
    """Minimise, write, check, print; the exit code is returned.

    Raises:
        InputError: a limit that is none, --ground without --expectation, or no loss.
    """
    from symqnn.certificate.canonical import write_certificate
    from symqnn.report.least import minimum_json, minimum_text, verdict_text
    from symqnn.report.sources import networks_json, said_lines
    from symqnn.report.terminal import fill
    from symqnn.statements.least_value import minimum

    limits = _limits(options)
    if options.ground and not options.expectation:
        raise InputError(
            "--ground compares an output with the least eigenvalue of its observable; it goes "
            "with --expectation."
        )
    given = instances(options)
    landscape = chosen(options, given)
    network = given[0].qnn if options.ground else None
    made = minimum(
        landscape,
        network,
        options.gap,
        options.method,
        options.solver,
        limits,
        progress,
        checked=False,
    )
    progress("")
    (result,) = labelled([made.result], given)
    made = replace(made, result=result)
    written = None
    if options.out is not None:
        written = write_certificate(options.out, result.certificate or {})
    in_words = not (options.json or options.latex)
    if in_words:  # at once: the check may take long
        for line in said_lines(given):
            print(line)
        output = given[0] if options.expectation else None
        family = options.family[0] if options.family else ""
        print(fill(minimum_text(made, output, family)) + "\n", flush=True)
    if not options.no_check:
        made = _checked(made, written)
    if options.json:
        fields = {"written": str(written) if written else None, "networks": networks_json(given)}
        print(json.dumps(minimum_json(made) | fields, ensure_ascii=False))
    elif options.latex:
        print(made.found.to_latex(display=True))
    else:
        print(fill(verdict_text(made)))
        print(f"\nwritten: {written}\n" if written else "", end="")
    if made.check is not None and made.check.status == "REJECTED":
        return 1
    return exit_code([made.result.status])


def _checked(made: Minimum, written: Path | None) -> Minimum:
    """With the checker's answer for the certificate, at ``written`` or in a file for the time of
    the check; as it is if Ctrl-C comes before the answer.
    """
    from symqnn.certificate.canonical import write_certificate
    from symqnn.certificate.check import check_with_effort
    from symqnn.statements.least_value import with_verdict

    progress("checking the certificate (Ctrl-C: leave it unchecked)")
    try:
        with tempfile.TemporaryDirectory(prefix="symqnn-") as folder:
            path = written or write_certificate(
                Path(folder) / "certificate.json", made.result.certificate or {}
            )
            return with_verdict(made, *check_with_effort(path))
    except KeyboardInterrupt:
        progress("")
        print("symqnn: interrupted in the check; the bounds are not checked", file=sys.stderr)
        return made
    finally:
        progress("")
