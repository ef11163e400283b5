"""``symqnn expand``: M(θ) and the output polynomial."""

from __future__ import annotations

import argparse
import json

from symqnn.commands.network import INSTANCE_HELP, instance_options, single_instance
from symqnn.errors import InputError


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn expand``."""
    plain = argparse.RawDescriptionHelpFormatter
    expand = commands.add_parser("expand", help="print M(θ) and the output polynomial exactly (Eqns 11-12)", epilog=INSTANCE_HELP, formatter_class=plain)
    instance_options(expand)
    expand.add_argument("--latex", action="store_true", help="print amsmath LaTeX: one align*")
    expand.add_argument("--form", choices=("operators", "sum"), default="operators", help="with --latex: the Φ_ξ(M) one by one, or M(θ) as a sum")
    expand.add_argument("--order", choices=("index", "degree", "coefficient"), default="index", help="with --latex: order of the terms of the output")
    expand.add_argument("--common-denominator", action="store_true", help="with --latex: factor it out of the output")
    expand.add_argument("--terms", type=int, default=200, metavar="N", help="list at most N operators (default 200)")
    expand.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Run ``symqnn expand``; the exit code is returned.

    Raises:
        InputError: an option out of range, or nothing to work on.
    """
    from symqnn.report.expansion import expansion_json, expansion_latex, expansion_text

    if options.terms < 1:
        raise InputError(f"--terms is {options.terms}; a positive number is required.")
    instance = single_instance(options)
    if options.json:
        print(json.dumps(expansion_json(instance), sort_keys=True))
    elif options.latex:
        form = (options.form, options.order, options.common_denominator)
        print(expansion_latex(instance, options.terms, *form))
    else:
        print(expansion_text(instance, options.terms))
    return 0
