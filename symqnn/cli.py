"""Command line of symqnn."""

from __future__ import annotations

import argparse
import io
import os
import re
import shlex
import sys
from collections.abc import Sequence
from importlib import import_module

import symqnn
from symqnn.commands.internal_error import tell
from symqnn.commands.outcome import silent
from symqnn.commands.parser import CommandParser
from symqnn.errors import InternalError, SymqnnError

BLAS_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
ORDER = (  # of --help
    *("verify", "circuits", "expand", "independence", "analyse", "construct", "count", "minimise"),
    *("benign", "sweep", "haar", "train", "report", "prove", "export_coq"),
    "search_minima",
)
QUIET_HELP = "no progress on the terminal; of verify, its last lines only"
VALUE_WITH_MINUS = re.compile(r"-(?:[\d.(IXYZ]|cos|sin)")

DESCRIPTION = """\
Exact proofs, with certificates, about quantum neural networks U(θ) = ∏ exp(-i a_k H_k): each
a_k is a rational combination of parameters plus a constant, shared or not, the eigenvalues of
each H_k differ by rational numbers.
In You & Wu, "Exponentially Many Local Minima in Quantum Neural Networks" (ICML 2021), H_k² = I
and a_k = θ_k; what is said of every network is said of these."""

EPILOG = """\
examples:
  symqnn verify                                  every statement on the paper's own instances
  symqnn verify circuit.qasm --observable "ZZI + 1/2*IXX"
                                                 … on your OpenQASM 2 or 3 circuit
  symqnn circuits folder/                        which OpenQASM files are read, and what
                                                 stands in the way
  symqnn verify instance.json --out report/      … on your instance file, with a report directory
  symqnn expand --generators ZI IZ --observable "(Y+I)(Y+I)"
  symqnn independence --family random_network dimension=16 layers=5 seed=1
  symqnn count --instance latin --p 2            Theorem 7: critical points, ladder of bounds
  symqnn haar --p 2 --d 8 --samples 10000        Theorem 6: moments, bounds, verdict, Monte Carlo
  symqnn construct theorem-2 --p 3 --out data/
  symqnn train circuit.qasm --observable ZZ --dataset data.json
                                                 your data, and the certified gap to the best
                                                 possible
  symqnn train figure-4 --jobs 2 --out figures/  Section 6: success rates against the exact
                                                 probability
  symqnn analyse circuit.qasm --observable ZZ    gradients, Lie algebra, Fisher rank, light cones:
                                                 exactly
  symqnn report --landscape page.html            a landscape one can touch: click, descend, move r²
  symqnn minimise --p 3 --dataset random:6:1     the certified least value of a loss or an output
  symqnn check report/*.certificate.json

exit code: 0 proved, 1 refuted (or a certificate rejected), 2 usage or bad input, 3 undecided,
70 internal error"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is returned."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    _write_every_character()
    if arguments[:1] == ["check"]:
        from symqnn.checker.main import main as check

        return check(arguments[1:])
    # matrices are small: threads of BLAS would wait for each other; --jobs takes processes
    for variable in BLAS_THREADS:
        os.environ.setdefault(variable, "1")
    parser = _parser()
    if not arguments:
        parser.print_help()
        return 2
    if "_ARGCOMPLETE" in os.environ:  # the shell asks what can stand here
        import argcomplete

        argcomplete.autocomplete(parser)
    options = parser.parse_args(arguments)
    options.command_line = shlex.join(["symqnn", *arguments])
    try:
        with silent(options.quiet):
            return int(options.action(options))
    except InternalError as error:
        return tell(error, arguments)
    except SymqnnError as error:
        print(f"symqnn: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(
            "\nsymqnn: interrupted; what was written so far, if anything, is complete",
            file=sys.stderr,
        )
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 141  # as if ended by the signal: 0 would say proved
    except Exception as error:  # not a verdict: exit codes 0, 1 and 3 are
        return tell(error, arguments)


def _write_every_character() -> None:
    """On a terminal or in a pipe that has no θ, write \\u03b8 in its place."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and "utf" not in stream.encoding.lower():
            stream.reconfigure(errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="symqnn",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"symqnn {symqnn.__version__}")
    commands = parser.add_subparsers(
        dest="command", required=True, metavar="COMMAND", parser_class=CommandParser
    )
    for name in ORDER:
        import_module(f"symqnn.commands.{name}").add(commands)
    # -3/5,4/5 and -ZZ are values: no option begins like this
    for named in commands.choices.values():
        named.allow_abbrev = False  # --p is not --parameters
        named._negative_number_matcher = VALUE_WITH_MINUS
        named.add_argument("-q", "--quiet", action="store_true", help=QUIET_HELP)
    commands.add_parser(
        "check",
        help="check certificates with the independent checker (symqnn check --help)",
        add_help=False,
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
