"""Where the network of a command comes from: a file, Pauli texts, or a built-in family."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.errors import InputError

if TYPE_CHECKING:
    from symqnn.model.instance_file import Instance, IntegralInstance

INSTANCE_HELP = """\
Where the network comes from (one of):
  INSTANCE          a JSON instance file (proofs/FORMAT.md) or an OpenQASM 3 file (.qasm; needs --observable)
  --generators …    Pauli texts, with --observable
  --family …        a built-in family: one_layer_product generators=Z,X observables=Y+I,Z+I · paper_experiment layers=4 ·
                    hardware_efficient qubits=3 repetitions=1 · qaoa_like edges=0-1,1-2 repetitions=1 ·
                    random_network dimension=8 layers=3 seed=1 · integer spectra: qudits layers=2 gap=2 ·
                    random_integral levels=0,0,1,2,2,2 layers=2 seed=1

Generators with H² = I are two-level (angles 2θ, period π). Others need integer eigenvalues, up to a shift: "1/2*ZI + 1/2*IZ"; then angles are θ.
Pauli text: "1/2*XX + 3*ZI", "(Y+I)(Y+I)", "(Y+I)^64". The leftmost letter is qubit 0 (of the QASM file: its first qubit;
Qiskit's own labels are the other way round). Numbers are exact: write 1/2, not 0.5."""


def instance_options(parser: argparse.ArgumentParser) -> None:
    """The options that name a network."""
    parser.add_argument("instance", nargs="?", type=Path, metavar="INSTANCE", help="JSON instance file or OpenQASM 3 file")
    parser.add_argument("--generators", nargs="+", metavar="PAULI", help="generators H_1 … H_p as Pauli texts, in order of action on the state")
    parser.add_argument("--observable", metavar="PAULI", help="observable M as Pauli text")
    parser.add_argument("--family", nargs="+", metavar=("NAME", "KEY=VALUE"), help="a built-in family and its arguments")
    parser.add_argument("--state", metavar="JSON", help='exact state, such as \'{"bloch": [["3/5","0","4/5"]]}\' (default |0…0⟩)')
    parser.add_argument("--json", action="store_true", help="print one JSON object for machines")


def any_instances(options: argparse.Namespace) -> list[Instance | IntegralInstance]:
    """The instances named on the command line; none for the default ones.

    Raises:
        InputError: named in two ways, or in part.
    """
    from symqnn.model.instance_file import any_instance_from, instance_name, parse_json, read_json, read_state

    given = [name for name in ("instance", "generators", "family") if getattr(options, name) is not None]
    if len(given) > 1:
        raise InputError(f"{' and '.join(given)} were both given; name the network in one way.")
    if not given:
        if options.observable or options.state:
            raise InputError("--observable and --state need a network; give an INSTANCE, --generators or --family.")
        return []
    instance: Instance | IntegralInstance
    if options.instance is not None and options.instance.suffix == ".qasm":
        instance = _qasm_instance(options.instance, options.observable)
    elif options.instance is not None:
        if options.observable:
            raise InputError("--observable goes with a .qasm file or --generators; an instance file has its own observable.")
        instance = any_instance_from(read_json(options.instance), instance_name(options.instance))
    elif options.generators:
        if not options.observable:
            raise InputError("--generators needs --observable, for instance --observable 'ZZ'.")
        instance = any_instance_from({**_HEAD, "generators": options.generators, "observable": options.observable}, "command-line")
    else:
        arguments = {key: _argument(value) for key, _, value in (pair.partition("=") for pair in options.family[1:])}
        if options.observable:
            arguments["observable"] = options.observable
        instance = any_instance_from({**_HEAD, "family": options.family[0], "arguments": arguments}, options.family[0])
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


def instances(options: argparse.Namespace) -> list[Instance]:
    """The instances named on the command line, with two-level generators; none for the default ones.

    Raises:
        InputError: named in two ways, or in part, or with integer spectra.
    """
    return [two_level(found) for found in any_instances(options)]


def two_level(found: Instance | IntegralInstance) -> Instance:
    """The instance, if its generators are two-level.

    Raises:
        InputError: they have integer spectra; with what can be done.
    """
    from symqnn.model.instance_file import Instance

    if not isinstance(found, Instance):
        raise InputError(
            f"{found.name} has generators that do not square to the identity (H² = I is required here). Their eigenvalues are integers: "
            "expand, independence, verify and construct integral-spectra take such networks."
        )
    return found


def any_single_instance(options: argparse.Namespace) -> Instance | IntegralInstance:
    """The one instance named on the command line.

    Raises:
        InputError: none was named.
    """
    given = any_instances(options)
    if not given:
        raise InputError("no network was given; give an INSTANCE file, --generators with --observable, or --family.")
    return given[0]


def single_instance(options: argparse.Namespace) -> Instance:
    """The one instance named on the command line, with two-level generators.

    Raises:
        InputError: none was named, or one with integer spectra.
    """
    return two_level(any_single_instance(options))
