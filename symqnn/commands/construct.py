"""``symqnn construct``: a dataset with exactly known minima for your network, its certificate, and
the table of its minima.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.commands.construction_outcome import (
    LISTED,
    ConstructionOutcome,
    counted,
    listed,
    read_points,
    refusal,
    refuse_unused,
)
from symqnn.commands.network import INSTANCE_HELP, instance_options, single_instance
from symqnn.commands.outcome import exit_code
from symqnn.errors import InputError
from symqnn.status import Status

if TYPE_CHECKING:
    from symqnn.algebra.circle import CirclePoint
    from symqnn.construction.vertices import VertexLandscape
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
        return _vertices(name, qnn, options, star, lines)
    if name == "factorial-minima" or options.factorial:
        return _factorial(name, qnn, options, lines)
    if name == "integral-spectra":
        return _frequencies(qnn, options, star, lines)
    return _separable(name, qnn, options, star, lines)


def _separable(
    name: str,
    qnn: QNN,
    options: argparse.Namespace,
    star: list[CirclePoint] | None,
    lines: list[str],
) -> ConstructionOutcome:
    from symqnn.certificate.datasets import separable_certificate
    from symqnn.construction.local import sites
    from symqnn.construction.theorem_2 import lemma_3, lemma_4_by_scaling, theorem_2
    from symqnn.statements.separable import describe, details

    if name == "proposition-5" and sites(qnn) is None:
        raise InputError(
            "proposition-5 needs one generator on each qubit and a product observable with m ± "
            "hmh ≠ 0; use theorem-2."
        )
    weighting = "sum" if name == "lemma-4" else options.weighting or "union"
    if options.scaling:
        made = lemma_4_by_scaling(qnn, star, options.scaling[0], options.scaling[1], options.kappa)
    elif name == "lemma-3":
        made = lemma_3(qnn, star, options.kappa)
    else:
        made = theorem_2(qnn, star, options.r_squared or "1/4", options.kappa, weighting)
    landscape, used = made.landscape, made.construction
    status, statement = Status.PROVED, name
    if (
        name == "theorem-2"
        and made.trap.rest is not None
        and (linked := _linked(qnn, options, star, lines))
    ):
        return linked
    if made.trap.rest is not None:
        status, statement = Status.PREMISE_FAILS, "trapped-angles"
        trapped = ", ".join(qnn.parameters[axis] for axis in made.trap.angles)
        lines.append(
            "PREMISE FAILS: Eqn 18 does not reach all residuals; the angles that can be trapped "
            f"each alone are {trapped}"
        )
        lines += made.trap.rest.lines()[:8]
    elif name != "lemma-3" and not made.holds:
        status, statement = Status.REFUTED, "separable-landscape"
        chosen = "these η and t" if options.scaling else "this r²"
        lines.append(
            f"REFUTED: {name} does NOT hold for {chosen}: there is another number of minima; the "
            "certificate is of the kind separable-landscape"
        )
    lowest = landscape.levels[0][0] if landscape.levels else None
    rows = []
    for choice, value in landscape.minima(LISTED):
        where = " ".join(
            f"({part.at.cos}, {part.at.sin})" if part.at else "(not rational)" for part in choice
        )
        rows.append(
            (
                where,
                "" if value is None else str(value),
                "" if value is None else "global" if value == lowest else "spurious",
            )
        )
    certificate = separable_certificate(used.qnn, used.dataset, used.parts, landscape, statement)
    return ConstructionOutcome(
        certificate, (*lines, describe(made), *details(made)), tuple(rows), status, statement
    )


def _linked(
    qnn: QNN, options: argparse.Namespace, star: list[CirclePoint] | None, lines: list[str]
) -> ConstructionOutcome | None:
    """Theorem 2 with traps that are linked to traps before them; None where these cannot be built
    either.
    """
    from symqnn.certificate.datasets import vertex_certificate
    from symqnn.construction.linked import linked_theorem_2
    from symqnn.construction.unreachable import UnreachableError
    from symqnn.errors import SizeError

    if options.r_squared or options.weighting:
        return None
    try:
        made = linked_theorem_2(qnn, star, options.kappa)
    except (UnreachableError, SizeError):
        return None
    landscape, used = made.landscape, made.construction
    first = (
        "not every angle is reached alone: traps are linked to traps before them (Definition "
        "1 is not needed)"
    )
    found = f"exactly {landscape.count} minima, {landscape.spurious} spurious, gap {landscape.gap}"
    samples = used.samples_text
    rows = _vertex_rows(landscape)
    certificate = vertex_certificate(used.qnn, used.dataset, used.parts, landscape, "theorem-2")
    return ConstructionOutcome(
        certificate, (*lines, first, found, samples), rows, Status.PROVED, "theorem-2"
    )


def _vertex_rows(landscape: VertexLandscape) -> tuple[tuple[str, str, str], ...]:
    """The minima among the vertices, with values."""
    stuck, lowest, rows = set(landscape.stuck), landscape.levels[0][0], []
    for vertex, value, curvature in landscape.vertices[:LISTED]:
        if curvature > 0:
            where = "ζ = " + "".join("1" if s < 0 else "0" for s in vertex)
            remark = "spurious, greedy stuck" if vertex in stuck else "spurious"
            rows.append((where, str(value), "global" if value == lowest else remark))
    return tuple(rows)


def _frequencies(
    qnn: QNN, options: argparse.Namespace, star: list[CirclePoint] | None, lines: list[str]
) -> ConstructionOutcome:
    from symqnn.certificate.datasets import frequency_certificate
    from symqnn.construction.frequencies import frequency_minima
    from symqnn.statements.integral_spectra import describe

    made = frequency_minima(qnn, star, options.strength)
    if not made.holds:
        found = (
            f"there are {made.landscape.count} minima, {made.spurious} of them proved "
            f"spurious; {made.expected} and {made.expected - 1} are wanted"
        )
        raise InputError(f"{found}: take a smaller --strength.")
    points = ", ".join(f"({point.cos}, {point.sin})" for point in made.star)
    lines.append(
        f"exactly {made.landscape.count} minima a period, {made.spurious} spurious, gap at least "
        f"{made.gap}"
    )
    lines += [*describe(made), f"θ*: points {points} of the phases"]
    rows = [
        (
            f"{qnn.parameters[k]}, minimum {j + 1}",
            f"≥ {floor}" if floor else "0",
            "spurious" if floor else "θ*",
        )
        for k, part in enumerate(made.floors)
        for j, floor in enumerate(part)
    ]
    return ConstructionOutcome(frequency_certificate(made), tuple(lines), tuple(rows))


def _vertices(
    name: str,
    qnn: QNN,
    options: argparse.Namespace,
    star: list[CirclePoint] | None,
    lines: list[str],
) -> ConstructionOutcome:
    from symqnn.certificate.datasets import vertex_certificate
    from symqnn.construction.parity import cut_size, maxcut, parity_family
    from symqnn.statements.parity_family import chain

    graph = None
    if name == "maxcut":
        p = len(qnn.parameters)
        edges = (
            [_edge(text) for text in options.edges]
            if options.edges
            else sorted({(min(k, (k + 1) % p), max(k, (k + 1) % p)) for k in range(p)})
        )
        made = maxcut(qnn, edges, options.strength, star)
        graph = (edges, max(cut_size(edges, vertex) for vertex, _, _ in made.landscape.vertices))
        lines.append(f"maximum cut: {graph[1]} of {len(edges)} edges")
    else:
        made = parity_family(qnn, chain(len(qnn.parameters)), star, options.kappa)
    landscape, used = made.landscape, made.construction
    lines.append(
        f"exactly {landscape.count} minima, {landscape.spurious} spurious, gap {landscape.gap}; "
        f"greedy gets stuck at {len(landscape.stuck)}"
    )
    lines.append(used.samples_text)
    return ConstructionOutcome(
        vertex_certificate(used.qnn, used.dataset, used.parts, landscape, name, graph),
        tuple(lines),
        _vertex_rows(landscape),
    )


def _edge(text: str) -> tuple[int, int]:
    first, _, second = text.partition("-")
    if not first.isdecimal() or not second.isdecimal():
        raise InputError(f"edge {text!r} is not of the form I-J with vertices 0, 1, …")
    return int(first), int(second)


def _factorial(
    name: str, qnn: QNN, options: argparse.Namespace, lines: list[str]
) -> ConstructionOutcome:
    from symqnn.certificate.datasets import minima_certificate
    from symqnn.construction.factorial import factorial_minima

    if options.star is not None:
        raise InputError(
            "--star does not go with p! minima: θ* is one of the zeros of their residuals."
        )
    made = factorial_minima(qnn, options.strength, kappa=options.kappa)
    if not made.holds:
        raise InputError(
            f"{'; '.join(made.result.reasons[:3]) or 'the minima are not all proved'}. Take a "
            "smaller --strength."
        )
    used, result = made.construction, made.result
    lines.append(counted(result))
    lines.append(f"{used.samples_text}; balls of radius {result.radius} in the phases gθ")
    label = "factorial" if name == "integral-spectra" else name
    return ConstructionOutcome(
        minima_certificate(used.qnn, used.dataset, used.parts, result, name),
        tuple(lines),
        listed(result),
        Status.PROVED,
        label,
    )


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
