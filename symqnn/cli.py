"""Command line of symqnn."""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from symqnn.errors import InputError, SymqnnError
from symqnn.report.construct import EXAMPLES, NAMES, add_arguments
from symqnn.report.construct import run as run_construct
from symqnn.report.count import add_commands
from symqnn.status import Status

if TYPE_CHECKING:
    from symqnn.certificate.check import Check
    from symqnn.model.instance_file import Instance
    from symqnn.statements.result import Result

DESCRIPTION = """Exact proofs, with certificates, about quantum neural networks U(θ) = ∏ exp(-iθ_l H_l), H_l² = I
(You & Wu, "Exponentially Many Local Minima in Quantum Neural Networks", ICML 2021)."""

EPILOG = """\
examples:
  symqnn verify                                             every statement on the paper's own instances
  symqnn verify circuit.qasm --observable "ZZI + 1/2*IXX"   … on your OpenQASM 3 circuit
  symqnn verify instance.json --out report/                 … on your instance file, with a report directory
  symqnn expand --generators ZI IZ --observable "(Y+I)(Y+I)"
  symqnn independence --family random_network dimension=16 layers=5 seed=1
  symqnn count --instance latin --p 2                       Theorem 7: critical points, ladder of bounds
  symqnn haar --p 2 --d 8 --samples 10000                   Theorem 6: moments, bounds, verdict, Monte Carlo
  symqnn construct theorem-2 --p 3 --out data/
  symqnn check report/*.certificate.json

exit code: 0 proved, 1 refuted (or a certificate rejected), 2 usage or bad input, 3 undecided, 70 internal error"""

INSTANCE_HELP = """\
Where the network comes from (one of):
  INSTANCE          a JSON instance file (proofs/FORMAT.md) or an OpenQASM 3 file (.qasm; needs --observable)
  --generators …    Pauli texts, with --observable
  --family …        a built-in family: one_layer_product generators=Z,X observables=Y+I,Z+I · paper_experiment layers=4 ·
                    hardware_efficient qubits=3 repetitions=1 · qaoa_like edges=0-1,1-2 repetitions=1 ·
                    random_network dimension=8 layers=3 seed=1

Pauli text: "1/2*XX + 3*ZI", "(Y+I)(Y+I)", "(Y+I)^64". The leftmost letter is qubit 0 (of the QASM file: its first qubit;
Qiskit's own labels are the other way round). Numbers are exact: write 1/2, not 0.5."""

HAAR_HELP = """\
Theorem 6: networks with generators W_l H W_l†, W_l Haar-random, H² = I, tr H = 0 (Eqn 21), and a traceless observable M ≠ 0.
Everything is exact and holds for all even d; M enters through κ = tr M⁴/(tr M²)², from 1/d (M² ∝ I) to almost 1.

  symqnn haar --p 2                             E and Var of all entries of the Gram matrix, as functions of d and κ
  symqnn haar --p 5 --table                     dimensions for p = 1..5: where P = 0, where P = 1, where each bound is below 1
  symqnn haar --p 3 --d 16                      the bounds and the verdict at d = 16, for every M
  symqnn haar --p 3 --d 16 --kappa 1/2          … for an M with that κ
  symqnn haar --p 3 --observable 2^2,-1^4       … for an M with these eigenvalues (d of them; value^n: n times)
  symqnn haar --p 2 --d 8 --samples 10000 --jobs 2      … and Haar-random networks beside the exact values, with z-scores
  symqnn haar --p 2 --d 5 --multiplicity 2      tr H ≠ 0: H has the eigenvalue +1 twice; moments in d and h = tr H

A list that begins with a minus sign needs an equals sign: --observable=-1^3,3. Without --observable, samples use eigenvalues ±1.
exit code: 0 probability 1, 1 probability 0, 2 usage or bad input, 3 undecided"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is returned."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if arguments[:1] == ["check"]:
        from symqnn.checker.main import main as check

        return check(arguments[1:])
    options = _parser().parse_args(arguments)
    try:
        return int(options.action(options))
    except SymqnnError as error:
        print(f"symqnn: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nsymqnn: interrupted; files written so far are complete", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as error:  # not a verdict: exit codes 0, 1 and 3 are
        print(f"symqnn: internal error, please report it with the input: {type(error).__name__}: {error}", file=sys.stderr)
        return 70


def _parser() -> argparse.ArgumentParser:
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="symqnn", description=DESCRIPTION, epilog=EPILOG, formatter_class=plain)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    verify = commands.add_parser("verify", help="prove every statement that applies and check the certificates", epilog=INSTANCE_HELP, formatter_class=plain)
    _instance_options(verify)
    verify.add_argument("--out", metavar="DIR", type=Path, help="write certificates, report.md and report.tex to this directory")
    verify.set_defaults(action=_verify)

    expand = commands.add_parser("expand", help="print M(θ) and the output polynomial exactly (Eqns 11-12)", epilog=INSTANCE_HELP, formatter_class=plain)
    _instance_options(expand)
    expand.add_argument("--latex", action="store_true", help="print amsmath LaTeX")
    expand.add_argument("--terms", type=int, default=200, metavar="N", help="list at most N operators (default 200)")
    expand.set_defaults(action=_expand)

    independence = commands.add_parser("independence", help="prove or refute linear independence (Definition 1)", epilog=INSTANCE_HELP, formatter_class=plain)
    _instance_options(independence)
    independence.add_argument("--certificate", metavar="FILE", type=Path, help="write the certificate here")
    independence.add_argument("--gram", action="store_true", help="print the exact Gram matrix by blocks as well")
    independence.add_argument("--latex", action="store_true", help="print the Gram matrix as amsmath LaTeX")
    independence.set_defaults(action=_independence)

    haar = commands.add_parser("haar", help="typical networks: exact Haar moments, bounds and verdict (Theorem 6)", epilog=HAAR_HELP, formatter_class=plain)
    haar.add_argument("--p", required=True, metavar="P", help="number of layers, 1 to 10")
    haar.add_argument("--d", metavar="D", help="dimension, even (default: statements for every even d)")
    haar.add_argument("--kappa", metavar="K", help="tr M⁴/(tr M²)², exact, such as 1/2 (default: every M)")
    haar.add_argument("--observable", metavar="SPECTRUM", help="eigenvalues of M, sum 0, such as 1^4,-1^4")
    haar.add_argument("--multiplicity", metavar="R", help="of the eigenvalue +1 of H (default D/2: tr H = 0)")
    haar.add_argument("--samples", metavar="N", help="sample N random networks and compare")
    haar.add_argument("--seed", metavar="S", help="of the samples (default 0)")
    haar.add_argument("--jobs", metavar="J", help="workers for the samples (default 1); the result does not depend on it")
    haar.add_argument("--table", action="store_true", help="add the table of dimensions for 1..P layers")
    haar.add_argument("--out", metavar="DIR", type=Path, help="write the certificates to this directory")
    haar.add_argument("--json", action="store_true", help="print one JSON object for machines")
    haar.set_defaults(action=_haar)
    construct = commands.add_parser("construct", help="a dataset with exactly known minima", epilog=EXAMPLES + INSTANCE_HELP, formatter_class=plain)
    construct.add_argument("name", choices=NAMES, metavar="STATEMENT", help=", ".join(NAMES))
    _instance_options(construct)
    add_arguments(construct)
    construct.set_defaults(action=lambda options: run_construct(options, _single_instance))
    add_commands(commands, _instance_options, _instances, INSTANCE_HELP)

    prove = commands.add_parser("prove", help="regenerate the certificates of every *.problem.json below a folder")
    prove.add_argument("folder", type=Path, help="folder with problem files, such as proofs/")
    prove.add_argument("--json", action="store_true", help="print one JSON object")
    prove.set_defaults(action=_prove)

    commands.add_parser("check", help="check certificates with the independent checker (symqnn check --help)", add_help=False)
    return parser


def _instance_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("instance", nargs="?", type=Path, metavar="INSTANCE", help="JSON instance file or OpenQASM 3 file")
    parser.add_argument("--generators", nargs="+", metavar="PAULI", help="generators H_1 … H_p as Pauli texts, in order of action on the state")
    parser.add_argument("--observable", metavar="PAULI", help="observable M as Pauli text")
    parser.add_argument("--family", nargs="+", metavar=("NAME", "KEY=VALUE"), help="a built-in family and its arguments")
    parser.add_argument("--state", metavar="JSON", help='exact state, such as \'{"bloch": [["3/5","0","4/5"]]}\' (default |0…0⟩)')
    parser.add_argument("--json", action="store_true", help="print one JSON object for machines")


def _instances(options: argparse.Namespace) -> list[Instance]:
    """The instances named on the command line; none for the default ones."""
    from symqnn.model.instance_file import instance_from, parse_json, read_instance, read_state

    given = [name for name in ("instance", "generators", "family") if getattr(options, name) is not None]
    if len(given) > 1:
        raise InputError(f"{' and '.join(given)} were both given; name the network in one way.")
    if not given:
        if options.observable or options.state:
            raise InputError("--observable and --state need a network; give an INSTANCE, --generators or --family.")
        return []
    if options.instance is not None and options.instance.suffix == ".qasm":
        instance = _qasm_instance(options.instance, options.observable)
    elif options.instance is not None:
        if options.observable:
            raise InputError("--observable goes with a .qasm file or --generators; an instance file has its own observable.")
        instance = read_instance(options.instance)
    elif options.generators:
        if not options.observable:
            raise InputError("--generators needs --observable, for instance --observable 'ZZ'.")
        instance = instance_from({**_HEAD, "generators": options.generators, "observable": options.observable}, "command-line")
    else:
        arguments = {key: _argument(value) for key, _, value in (pair.partition("=") for pair in options.family[1:])}
        if options.observable:
            arguments["observable"] = options.observable
        instance = instance_from({**_HEAD, "family": options.family[0], "arguments": arguments}, options.family[0])
    if options.state:
        instance = replace(instance, state=read_state(parse_json(options.state, "--state"), "--state"))
    return [instance]


_HEAD = {"format": "symqnn-instance", "version": 1}


def _argument(text: str) -> object:
    if re.fullmatch(r"-?[0-9]{1,18}", text):
        return int(text)
    if re.fullmatch(r"[0-9]{1,9}-[0-9]{1,9}(,[0-9]{1,9}-[0-9]{1,9})*", text):  # edges of a graph
        return [[int(vertex) for vertex in pair.split("-")] for pair in text.split(",")]
    return text.split(",") if "," in text else text


def _qasm_instance(path: Path, observable: str | None) -> Instance:
    from symqnn.model.importers.qasm import qnn_from_qasm
    from symqnn.model.instance_file import Instance, default_state

    if not observable:
        raise InputError(f"{path} needs --observable, for instance --observable 'ZZI + 1/2*IXX' (leftmost letter: the file's first qubit).")
    qnn = qnn_from_qasm(path, observable)
    return Instance(path.stem, qnn, default_state(qnn))


def _exit_code(statuses: Sequence[str]) -> int:
    return 1 if Status.REFUTED in statuses else 3 if Status.UNDECIDED in statuses else 0


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def _certified(results: Sequence[Result], checks: Sequence[Check | None]) -> list[Result]:
    """A result whose certificate the checker does not accept is not proved."""
    final = []
    for result, check in zip(results, checks, strict=True):
        if result.status is not Status.UNDECIDED and (check is None or check.status != "VERIFIED"):
            why = f"the checker says {check.status} at {check.place}: {check.reason}" if check else "no certificate"
            result = replace(result, status=Status.UNDECIDED, details=(why, *result.details))
        final.append(result)
    return final


def _verify(options: argparse.Namespace) -> int:
    from symqnn.report.directory import check_certificates, write_certificates, write_report
    from symqnn.report.tables import results_table
    from symqnn.statements.verify import paper_instances, run, steps

    given = _instances(options)
    instances = given or paper_instances()
    todo = steps(instances, random_model=not given)
    results: list[Result] = []
    for k, step in enumerate(todo):
        _progress(f"[{k + 1}/{len(todo)}] {step[0]}")
        results += run([step])
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        directory = options.out or Path(temporary)
        paths = write_certificates(results, directory)
        _progress(f"checking {len(set(paths))} certificates")
        checks = check_certificates(paths)
        results = _certified(results, checks)
        if options.out:
            write_report(directory, instances, results, checks, paths)
    _progress("")
    answers = [check.status if check else "none" for check in checks]
    if options.json:
        print(json.dumps({"results": [_result_json(r, a, p, options.out) for r, a, p in zip(results, answers, paths, strict=True)]}, ensure_ascii=False))
    else:
        print(results_table(results, answers))
        if options.out:
            print(f"\nreport and certificates: {options.out}/report.md, report.tex, {len({p for p in paths if p})} *.certificate.json")
    return _exit_code([result.status for result in results])


def _result_json(result: Result, answer: str, path: Path | None, kept: Path | None) -> dict[str, Any]:
    names = ("statement", "title", "claim", "instance", "found", "status", "scope", "details", "seconds")
    fields: dict[str, Any] = {name: getattr(result, name) for name in names}
    return fields | {"checker": answer, "certificate": str(path) if path and kept else None}


def _single_instance(options: argparse.Namespace) -> Instance:
    instances = _instances(options)
    if not instances:
        raise InputError("no network was given; give an INSTANCE file, --generators with --observable, or --family.")
    return instances[0]


def _expand(options: argparse.Namespace) -> int:
    from symqnn.report.expansion import expansion_json, expansion_latex, expansion_text

    if options.terms < 1:
        raise InputError(f"--terms is {options.terms}; a positive number is required.")
    instance = _single_instance(options)
    if options.json:
        print(json.dumps(expansion_json(instance), sort_keys=True))
    else:
        print((expansion_latex if options.latex else expansion_text)(instance, options.terms))
    return 0


def _independence(options: argparse.Namespace) -> int:
    from symqnn.certificate.canonical import write_certificate
    from symqnn.report.directory import check_certificates, write_certificates
    from symqnn.report.gram import gram_latex_of, gram_text
    from symqnn.statements import definition_1

    instance = _single_instance(options)
    result = definition_1.prove(instance)
    _progress("checking the certificate (pure Python: up to a minute for p = 6, d = 32)")
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        if options.certificate and result.certificate:
            paths: list[Path | None] = [write_certificate(options.certificate, result.certificate)]
        else:
            paths = write_certificates([result], Path(temporary))
        (check,) = check_certificates(paths)
    _progress("")
    (result,) = _certified([result], [check])
    answer = check.status if check else "none"
    if options.json:
        print(json.dumps(_result_json(result, answer, paths[0], options.certificate), ensure_ascii=False))
    else:
        print(f"{result.title}: {result.claim}\n{result.status}: {result.found}")
        print("\n".join(f"  {text}" for text in result.details))
        print(f"certificate: {answer}" + (f" ({paths[0]})" if options.certificate else ""))
        if options.gram or options.latex:
            print("\n" + (gram_latex_of if options.latex else gram_text)(instance.qnn))
    return _exit_code([result.status])


def _haar(options: argparse.Namespace) -> int:
    from symqnn.report.directory import check_certificates, write_certificates
    from symqnn.report.haar import haar_json, haar_text
    from symqnn.statements.typical import answer, read_question

    found = answer(read_question(vars(options), options.table), every_pair=options.json, progress=_progress)
    with tempfile.TemporaryDirectory(prefix="symqnn-") as temporary:
        paths = write_certificates(found.results, options.out or Path(temporary))
        _progress(f"checking {len(paths)} certificates")
        checks = check_certificates(paths)
    _progress("")
    found = replace(found, results=tuple(_certified(found.results, checks)))
    answers = [check.status if check else "none" for check in checks]
    print(json.dumps(haar_json(found, answers), ensure_ascii=False) if options.json else haar_text(found, answers))
    return _exit_code([result.status for result in found.results])


def _prove(options: argparse.Namespace) -> int:
    from symqnn.statements.audit import FILE, rewrite_audit
    from symqnn.statements.problems import prove_folder

    outcomes = []
    for outcome in prove_folder(options.folder):
        _progress("")
        outcomes.append(outcome)
        if not options.json:
            print(f"{outcome.check.status:11} {outcome.change:9} {outcome.path}  ({outcome.seconds:.2f} s)", flush=True)
    if outcomes and options.json:
        print(json.dumps([{"path": str(o.path), "change": o.change, "checker": o.check.status, "status": o.status} for o in outcomes]))
    if (audit := rewrite_audit(options.folder)) and not options.json:
        print(f"{'written':11} {audit:9} {options.folder / FILE}")
    if not outcomes:
        raise InputError(f"{options.folder} holds no *.problem.json; give a folder such as proofs/.")
    return 0 if all(outcome.check.status == "VERIFIED" for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
