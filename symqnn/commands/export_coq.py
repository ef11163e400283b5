"""``symqnn export-coq``: a certificate for Coq's kernel, or for the checker extracted from Coq."""

from __future__ import annotations

import argparse
from pathlib import Path

from symqnn.errors import InputError

MAX_BYTES = 64 * 2**20
EPILOG = """\
independence      Definition 1 for the network, p ≤ 4, d ≤ 16
expansion         Eqn 11 for the network with all its operators, p ≤ 4, d ≤ 16
critical-points   the complete list with its Morse indices, block by block; in the kernel up to
                  two angles a block; for the checker extracted from Coq, any number: with
                  --charts by the certificate's own charts and boxes, with --words by a
                  subdivision found anew
Then, where Coq and MathComp are installed:
  make -C proofs/formal
  coqc -Q proofs/formal SymQNN FILE.v
  proofs/formal/extracted/check_list FILE.words
For example:
  symqnn export-coq proofs/theorem_7/random_network_p3.certificate.json --charts --out FILE.words
What is proved and what is not: proofs/formal/README.md"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn export-coq``."""
    plain = argparse.RawDescriptionHelpFormatter
    export = commands.add_parser(
        "export-coq",
        help="write a certificate as a theorem for Coq's kernel",
        epilog=EPILOG,
        formatter_class=plain,
    )
    export.add_argument(
        "certificate", type=Path, metavar="FILE", help="a certificate that the checker verifies"
    )
    export.add_argument(
        "--out", type=Path, metavar="FILE", help="where to write (default: standard output)"
    )
    form = export.add_mutually_exclusive_group()
    form.add_argument(
        "--charts",
        action="store_true",
        help="critical points for the extracted checker, with the certificate's own charts and "
        "boxes",
    )
    form.add_argument(
        "--words",
        action="store_true",
        help="critical points for the extracted checker, with a subdivision found anew",
    )
    export.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Run ``symqnn export-coq``; the exit code is returned.

    Raises:
        InputError: the checker does not verify the certificate, or it is of a kind that is not
            exported.
    """
    from symqnn.certificate.check import run_checker
    from symqnn.formal.charts import charts_words
    from symqnn.formal.expansion import expansion_text
    from symqnn.formal.independence import independence_text
    from symqnn.formal.points import points_words
    from symqnn.formal.points_coq import points_coq_text
    from symqnn.model.instance_file import read_json

    certificate = read_json(options.certificate, MAX_BYTES)
    (check,) = run_checker([options.certificate])
    if check.status != "VERIFIED":
        raise InputError(
            f"{options.certificate}: the checker says {check.status} at {check.place}: "
            f"{check.reason}; a verified certificate is required."
        )
    kind, name = certificate["kind"], options.certificate.name
    writers = {
        "independence": independence_text,
        "expansion": expansion_text,
        "critical-points": points_coq_text,
    }
    words = {"--charts": charts_words, "--words": points_words}
    option = "--charts" if options.charts else "--words" if options.words else ""
    if kind not in writers or (option and kind != "critical-points"):
        required = f"critical-points (for {option})" if option else ", ".join(writers)
        raise InputError(f"{options.certificate} is of kind {kind}; one of {required} is required.")
    text = words[option](certificate) if option else writers[kind](certificate, name)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return 0
