"""``symqnn construct``: a dataset with exactly known minima for your network, its certificate, and
the table of its minima.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.commands import construct_datasets as datasets
from symqnn.commands.construction_outcome import (
    LISTED,
    ConstructionOutcome,
    read_points,
    refusal,
    refuse_unused,
)
from symqnn.commands.network import INSTANCE_HELP, instance_options, single_instance
from symqnn.commands.outcome import exit_code
from symqnn.errors import InputError
from symqnn.status import Status

if TYPE_CHECKING:
    from symqnn.model.instance_file import Instance
    from symqnn.model.qnn import QNN

NAMES = (
    "lemma-3",
    "lemma-4",
    "theorem-2",
    "proposition-5",
    "parity-family",
    "maxcut",
    "factorial-minima",
    "integral-spectra",
    "landscape",
    "twelve",
    "many-minima",
    "noise",
    "orbit",
)

EXAMPLES = """\
examples:
  symqnn construct theorem-2 --p 3 --out data/              the paper's experiment, 8 minima
  symqnn construct theorem-2 --p 2 --star 3/5,4/5 7/10      θ*_1 by (cos 2θ, sin 2θ), θ*_2 near
                                                            7/10 radian
  symqnn construct theorem-2 --p 3 --r-squared 51/100       above 1/2 the spurious minima are gone
  symqnn construct maxcut --p 4 --edges 0-1 1-2 2-3 0-3
  symqnn construct factorial-minima --family random_network dimension=8 layers=3 seed=1
  symqnn construct integral-spectra --p 2 --gap 3 --factorial
  symqnn construct integral-spectra --family random_integral levels=0,0,1,2,2,2 layers=2 seed=1
  symqnn construct theorem-2 circuit.qasm --observable "ZZI"
                                                            the angles that can be trapped each
                                                            alone (or in a chain), or why none
  symqnn construct landscape --p 2 \\
      --target "cos(4θ1) + cos(4θ2) - 1/2*cos(2θ1) - 1/3*sin(2θ2)" --figure wells.svg --out data/
  symqnn construct twelve --out data/                       12 minima on the paper's network, p = 2
  symqnn construct many-minima --p 4 --out data/            (3/2)·p!·2^p: 576
  symqnn construct noise --p 2 --noise 13/20                Theorem 2 under depolarising noise:
                                                            below λ* = 2/3 the traps stay
  symqnn construct orbit --generators X Y --observable "1/2*I + 1/2*Z"
                                                            a trap for every ansatz and every
                                                            number of parameters
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn construct``."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = commands.add_parser(
        "construct",
        help="a dataset with exactly known minima",
        epilog=EXAMPLES + INSTANCE_HELP,
        formatter_class=plain,
    )
    parser.add_argument("name", choices=NAMES, metavar="STATEMENT", help=", ".join(NAMES))
    instance_options(parser)
    parser.add_argument(
        "--p", type=int, metavar="P", help="short for the paper's experiment with P qubits"
    )
    where = (
        "θ*, a parameter each: cos,sin of φ* = gθ* (2θ* for H² = I) as fractions, or θ* "
        "itself in radians (then a rational point near it)"
    )
    parser.add_argument("--star", nargs="+", metavar="POINT", help=where)
    parser.add_argument(
        "--r-squared",
        metavar="R2",
        help="r², exact (default 1/4; at 1/2 and above the spurious minima vanish)",
    )
    parser.add_argument(
        "--kappa", metavar="K", help="κ, exact (default: about the largest that gives states)"
    )
    parser.add_argument(
        "--weighting",
        choices=("union", "sum"),
        help="mean over all samples (Eqn 5, the default), or L(S0) + L(S1) (Eqns 16-17; lemma-4)",
    )
    by_scaling = "lemma-4 by the paper's route (Eqns 19-20): states scaled by t, labels η/t"
    parser.add_argument("--scaling", nargs=2, metavar=("ETA", "T"), help=by_scaling)
    parser.add_argument(
        "--edges",
        nargs="+",
        metavar="I-J",
        help="graph for maxcut, vertices 0, 1, … (default: the cycle)",
    )
    parser.add_argument(
        "--strength", metavar="R", help="r of maxcut, factorial-minima or integral-spectra, exact"
    )
    parser.add_argument(
        "--gap",
        type=int,
        metavar="D",
        help="Δ of the P qudits of integral-spectra (default 2); without --p it takes any network",
    )
    parser.add_argument(
        "--factorial",
        action="store_true",
        help="integral-spectra: at least p!·∏ 2D_l minima in place of exactly ∏ 2D_l",
    )
    target = (
        "landscape: the loss wanted, a formula such as cos(4θ1) - 1/2*sin(2θ1)*cos(2θ2), or "
        "@FILE (kind polynomial)"
    )
    parser.add_argument("--target", metavar="T", help=target)
    parser.add_argument(
        "--noise",
        metavar="LAMBDA",
        help="noise: depolarising strength λ on every qubit, exact, 0 ≤ λ < 1",
    )
    parser.add_argument(
        "--figure",
        metavar="SVG",
        type=Path,
        help="landscape: draw target and loss side by side (one or two angles)",
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        help="write the certificate (it holds states and labels) to this directory",
    )
    parser.set_defaults(action=run)


def network(options: argparse.Namespace) -> Instance:
    """The network with its name.

    Raises:
        InputError: named in two ways, or not at all.
    """
    from symqnn.model.ansatz import paper_experiment, qudits
    from symqnn.model.instance_file import Instance, default_state

    spectra = options.name == "integral-spectra"
    if (
        options.name == "twelve"
        and options.p is None
        and not (options.instance or options.generators or options.family)
    ):
        options.p = 2
    if options.p is None:
        if options.gap is not None:
            raise InputError(
                "--gap goes with --p: P qudits with eigenvalues 0…D; another network has gaps of "
                "its own."
            )
        return single_instance(options)
    if any(getattr(options, name) is not None for name in ("instance", "generators", "family")):
        raise InputError("--p and another network were both given; name the network in one way.")
    if spectra:
        gap = 2 if options.gap is None else options.gap
        name, qnn = f"qudits_p{options.p}_gap{gap}", qudits(options.p, gap)
    else:
        name, qnn = f"product_p{options.p}", paper_experiment(options.p)
    return Instance(name, qnn, default_state(qnn))


def construct(name: str, qnn: QNN, options: argparse.Namespace) -> ConstructionOutcome:
    """Build, certify and describe.

    Raises:
        InputError: what cannot be built, with the reason.
    """
    if name == "landscape":
        from symqnn.commands.construct_landscape import landscape

        return landscape(qnn, options)
    if name == "orbit":
        from symqnn.commands.construct_landscape import orbit

        return orbit(qnn, options)
    if name == "noise":
        from symqnn.commands.construct_landscape import noise

        return noise(qnn, options)
    if name in ("twelve", "many-minima"):
        from symqnn.commands.construct_landscape import many

        return many(name, qnn, options)
    lines: list[str] = []
    star = read_points(options.star, qnn.torus, lines)
    if name in ("parity-family", "maxcut"):
        return datasets.vertices(name, qnn, options, star, lines)
    if name == "factorial-minima" or options.factorial:
        return datasets.factorial(name, qnn, options, lines)
    if name == "integral-spectra":
        return datasets.frequencies(qnn, options, star, lines)
    return datasets.separable(name, qnn, options, star, lines)


def run(options: argparse.Namespace) -> int:
    """Construct, write, check, print.

    The exit code is 0 if the checker verifies the certificate of the statement, 1 if it verifies
    that the statement fails (or rejects the certificate), 3 if the certificate is beyond the
    checker.

    Raises:
        InputError: what cannot be built, with the reason.
    """
    import json

    from symqnn.certificate.canonical import write_certificate
    from symqnn.certificate.check import run_checker
    from symqnn.certificate.source import with_source
    from symqnn.construction.unreachable import UnreachableError
    from symqnn.report.sources import networks_json, said_lines
    from symqnn.report.tables import printed_table
    from symqnn.report.terminal import fill

    refuse_unused(options)
    instance = network(options)
    name, qnn = instance.name, instance.qnn
    try:
        outcome = construct(options.name, qnn, options)
    except UnreachableError as error:
        outcome = refusal(qnn, error)
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        directory = options.out or Path(temporary)
        path = write_certificate(
            directory / f"{name}.{outcome.label or options.name}.certificate.json",
            with_source(outcome.certificate, instance),
        )
        (check,) = run_checker([path])
    status = outcome.status if check.status == "VERIFIED" else Status.UNDECIDED
    if options.json:
        kept = str(path) if options.out else None
        fields = {
            "network": name,
            "status": status,
            "lines": outcome.lines,
            "minima": outcome.rows,
            "checker": check.status,
            "certificate": kept,
        }
        print(json.dumps(fields | {"networks": networks_json([instance])}, ensure_ascii=False))
    else:
        for line in said_lines([instance]):
            print(line)
        print(fill("\n  ".join([f"{options.name} on {name}: {qnn!r}", *outcome.lines])))
        if outcome.rows:
            where = "(cos, sin) of the phase of each angle, or vertex"
            print("\n" + printed_table([where, "loss", ""], outcome.rows))
        if len(outcome.rows) == LISTED:
            print(f"(the first {LISTED})")
        print(
            f"\ncertificate: {check.status}{': ' + check.reason if check.reason else ''}"
            + (f" ({path})" if options.out else "")
        )
        if status is Status.UNDECIDED:
            print(
                "UNDECIDED: nothing above is proved, because the checker does not verify the "
                "certificate; take a smaller network, or report this."
            )
    return 1 if check.status == "REJECTED" else exit_code([status])
