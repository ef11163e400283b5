"""``symqnn independence``: Definition 1, proved or refuted."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from symqnn.commands.network import INSTANCE_HELP, instance_options, single_instance
from symqnn.commands.outcome import certified, exit_code, labelled, progress, result_json


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare ``symqnn independence``."""
    plain = argparse.RawDescriptionHelpFormatter
    independence = commands.add_parser(
        "independence",
        help="prove or refute linear independence (Definition 1)",
        epilog=INSTANCE_HELP,
        formatter_class=plain,
    )
    instance_options(independence)
    independence.add_argument(
        "--certificate", metavar="FILE", type=Path, help="write the certificate here"
    )
    independence.add_argument(
        "--gram", action="store_true", help="print the exact Gram matrix by blocks as well"
    )
    independence.add_argument(
        "--latex",
        action="store_true",
        help="print rank and Gram matrix as amsmath LaTeX, nothing else",
    )
    independence.set_defaults(action=run)


def run(options: argparse.Namespace) -> int:
    """Run ``symqnn independence``; the exit code is returned.

    Raises:
        InputError: nothing to work on.
    """
    from symqnn.certificate.canonical import write_certificate
    from symqnn.report.directory import check_certificates, write_certificates
    from symqnn.report.gram import gram_text, rank_latex
    from symqnn.report.sources import networks_json, said_lines
    from symqnn.report.terminal import fill
    from symqnn.statements import definition_1

    instance = single_instance(options)
    (result,) = labelled([definition_1.prove(instance)], [instance])
    progress("checking the certificate (pure Python: up to a minute for p = 6, d = 32)")
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        if options.certificate and result.certificate:
            paths: list[Path | None] = [write_certificate(options.certificate, result.certificate)]
        else:
            paths = write_certificates([result], Path(temporary))
        (check,) = check_certificates(paths)
    progress("")
    (result,) = certified([result], [check])
    answer = check.status if check else "none"
    if options.json:
        fields = result_json(result, answer, paths[0], options.certificate)
        print(json.dumps(fields | {"networks": networks_json([instance])}, ensure_ascii=False))
    elif options.latex:
        print(rank_latex(instance.qnn))
    else:
        for line in said_lines([instance]):
            print(line)
        print(fill(f"{result.title}: {result.claim}\n{result.status}: {result.found}"))
        print(fill("\n".join(f"  {text}" for text in result.details)))
        print(f"certificate: {answer}" + (f" ({paths[0]})" if options.certificate else ""))
        if options.gram:
            print("\n" + gram_text(instance.qnn))
    return exit_code([result.status])
