"""``symqnn export-coq``: a certificate as a file for Coq's kernel, or for the checker extracted from Coq."""

from __future__ import annotations

import argparse
from pathlib import Path

from symqnn.errors import InputError

EPILOG = """\
independence   Definition 1 for the network, p ≤ 4, d ≤ 16: checked by coqc in seconds
expansion      Eqn 11 for the network with all its operators, p ≤ 4, d ≤ 16
Then, where Coq and MathComp are installed:
  make -C proofs/formal
  coqc -R proofs/formal SymQNN FILE.v"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn export-coq``."""
    plain = argparse.RawDescriptionHelpFormatter
    export = commands.add_parser("export-coq", help="write a certificate as a theorem for Coq's kernel", epilog=EPILOG, formatter_class=plain)
    export.add_argument("certificate", type=Path, metavar="FILE", help="a certificate that the checker verifies")
    export.add_argument("--out", type=Path, metavar="FILE.v", help="where to write (default: standard output)")
    export.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Run ``symqnn export-coq``; the exit code is returned.

    Raises:
        InputError: the checker does not verify the certificate, or it is of a kind that is not exported.
    """
    from symqnn.certificate.check import run_checker
    from symqnn.formal.expansion import expansion_text
    from symqnn.formal.independence import independence_text
    from symqnn.model.instance_file import read_json

    certificate = read_json(options.certificate)
    (check,) = run_checker([options.certificate])
    if check.status != "VERIFIED":
        raise InputError(f"{options.certificate}: the checker says {check.status} at {check.place}: {check.reason}; a verified certificate is required.")
    writers = {"independence": independence_text, "expansion": expansion_text}
    if certificate["kind"] not in writers:
        raise InputError(f"{options.certificate} is of kind {certificate['kind']}; {' or '.join(writers)} is required.")
    text = writers[certificate["kind"]](certificate, options.certificate.name)
    if options.out:
        options.out.write_text(text, encoding="utf-8")
    else:
        print(text, end="")
    return 0
