"""``symqnn expand``: M(θ) and the output polynomial."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from symqnn.commands.network import INSTANCE_HELP, instance_options, single_instance
from symqnn.errors import InputError

HELP = """\
examples:
  symqnn expand --generators ZI IZ --observable "(Y+I)(Y+I)"
  symqnn expand --generators YI IY YZ ZY --observable ZZ --noise depolarising --out noise.json
                                                             M(θ, η), with its certificate
  symqnn expand --generators X Y --observable Z --noise amplitude-damping:16/25

"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn expand``."""
    plain = argparse.RawDescriptionHelpFormatter
    expand = commands.add_parser(
        "expand",
        help="print M(θ) and the output polynomial exactly (Eqns 11-12)",
        epilog=HELP + INSTANCE_HELP,
        formatter_class=plain,
    )
    instance_options(expand)
    add = expand.add_argument
    add(
        "--latex",
        action="store_true",
        help="print amsmath LaTeX: one align*, which may break over pages",
    )
    add(
        "--form",
        choices=("operators", "sum"),
        help="with --latex: the Φ_ξ(M) one by one (default), or M(θ) as a sum",
    )
    add(
        "--order",
        choices=("index", "degree", "coefficient"),
        help="with --latex: order of the terms of the output (default index)",
    )
    add(
        "--common-denominator",
        action="store_true",
        help="with --latex: factor it out of the output",
    )
    add(
        "--leading",
        type=int,
        metavar="N",
        help="with --latex, as in a paper: the N terms of the output with the largest "
        "coefficients, the others counted",
    )
    expand.add_argument(
        "--terms", type=int, default=200, metavar="N", help="list at most N operators (default 200)"
    )
    noise = (
        "a channel after every gate, on its qubits: depolarising, dephasing or "
        "amplitude-damping, with its strength "
    )
    noise += "as in depolarising:1/10 (λ from 0 to 1), or without, as M(θ, η)"
    expand.add_argument("--noise", metavar="CHANNEL", help=noise)
    expand.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help="with --noise: write the certificate of M(θ, η) here",
    )
    expand.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Run ``symqnn expand``; the exit code is returned.

    Raises:
        InputError: an option out of range, or nothing to work on.
    """
    from symqnn.algebra.latex import LISTED
    from symqnn.report.expansion import expansion_json, expansion_latex, expansion_text

    if options.terms < 1:
        raise InputError(f"--terms is {options.terms}; a positive number is required.")
    if options.leading is not None and not (
        options.leading >= 1 and options.order in (None, "coefficient")
    ):
        raise InputError(
            "--leading takes a positive number, and orders the terms by coefficient; leave "
            "--order out."
        )
    given = [
        name
        for name in ("form", "order", "common-denominator", "leading")
        if getattr(options, name.replace("-", "_"))
    ]
    if given and not options.latex:
        raise InputError(f"--{given[0]} says how LaTeX is written; add --latex, or leave it out.")
    if options.noise:
        from symqnn.commands.expand_noise import run_noisy

        return run_noisy(options)
    if options.out:
        raise InputError(
            "--out writes the certificate of a noisy expansion; add --noise, or leave it out "
            "(symqnn verify writes others)."
        )
    instance = single_instance(options, constants=True)
    if options.json:
        print(json.dumps(expansion_json(instance), sort_keys=True))
    elif options.latex:
        order = options.order or ("coefficient" if options.leading else "index")
        form = (
            options.form or "operators",
            order,
            options.common_denominator,
            options.leading or LISTED,
        )
        print(expansion_latex(instance, options.terms, *form))
    else:
        print(expansion_text(instance, options.terms))
    return 0
