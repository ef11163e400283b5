"""Where the network of a command comes from: a file, Pauli texts, or a built-in family."""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from symqnn.errors import InputError

if TYPE_CHECKING:
    from symqnn.model.instance_file import Instance

INSTANCE_HELP = """\
Where the network comes from (one of):
  INSTANCE          a JSON instance file (proofs/FORMAT.md) or an OpenQASM 2 or 3 file (.qasm;
                    needs --observable; symqnn circuits FILE tells whether it is read, and with
                    which of the two options below)
  --generators …    Pauli texts, with --observable; --angles says where parameters are shared or
                    scaled
  --family …        a built-in family:
                    one_layer_product generators=Z,X observables=Y+I,Z+I ·
                    paper_experiment layers=4 · hardware_efficient qubits=3 repetitions=1 ·
                    qaoa edges=0-1,1-2 repetitions=1 (shared angles) ·
                    qaoa_like edges=0-1,1-2 repetitions=1 · hva_ising qubits=4 repetitions=1 ·
                    random_network dimension=8 layers=3 seed=1 · qudits layers=2 gap=2 ·
                    random_integral levels=0,0,1,2,2,2 layers=2 seed=1

Gate j is exp(-i a_j H_j). Without --angles each a_j is a parameter of its own, θ1, θ2, …; with
  --generators "1/2*ZZI + 1/2*IZZ" XII IXI IIX --angles gamma beta beta beta \\
      --observable "ZZI + IZZ"
gates share parameters; an angle is a text such as "2*g - b", "b + pi/2", "a + 2*atan(1/3)". H may
have any spectrum with rational differences: a Pauli word, a sum of commuting words, a matrix in
an instance file.
Pauli text: "1/2*XX + 3*ZI", "(Y+I)(Y+I)", "(Y+I)^64". The leftmost letter is qubit 0 (of the QASM
file: its first qubit; Qiskit's own labels are the other way round). Numbers are exact: write 1/2,
not 0.5."""


def instance_options(parser: argparse.ArgumentParser) -> None:
    """The options that name a network."""
    add = parser.add_argument
    add(
        "instance",
        nargs="?",
        type=Path,
        metavar="INSTANCE",
        help="JSON instance file or OpenQASM file",
    )
    generators = "generators H_1, H_2, … as Pauli texts, in order of action on the state"
    add("--generators", nargs="+", metavar="PAULI", help=generators)
    angles = "one angle a generator, such as gamma '2*g - b' 'b + pi/2' (default: a parameter each)"
    add("--angles", nargs="+", metavar="ANGLE", help=angles)
    add(
        "--parameters",
        nargs="+",
        metavar="NAME",
        help="the parameters in order (default: by first occurrence)",
    )
    rounding = (
        "replace fixed angles that are no rational points of the circle by such points within 2^-50"
    )
    add("--round-angles", action="store_true", help=rounding)
    training = (
        "OpenQASM file: every number that is an angle, no multiple of pi/2, becomes a parameter"
    )
    add("--train-numbers", action="store_true", help=training)
    add("--observable", metavar="PAULI", help="observable M as Pauli text")
    add(
        "--family",
        nargs="+",
        metavar=("NAME", "KEY=VALUE"),
        help="a built-in family and its arguments",
    )
    state = 'exact state, such as \'{"bloch": [["3/5","0","4/5"]]}\' (default |0…0⟩)'
    add("--state", metavar="JSON", help=state)
    add("--json", action="store_true", help="print one JSON object for machines")


def instances(options: argparse.Namespace, constants: bool = False) -> list[Instance]:
    """The instances named on the command line; none for the default ones.

    Args:
        constants: whether fixed angles with irrational cosines and sines do no harm.

    Raises:
        InputError: named in two ways, or in part, or with such angles where they do harm.
    """
    from symqnn.model.held import require_rational
    from symqnn.model.importers.table import SUFFIXES
    from symqnn.model.instance_file import (
        instance_from,
        instance_name,
        parse_json,
        read_json,
        read_state,
    )

    given = [
        name for name in ("instance", "generators", "family") if getattr(options, name) is not None
    ]
    if len(given) > 1:
        raise InputError(f"{' and '.join(given)} were both given; name the network in one way.")
    if not given:
        if options.observable or options.state:
            raise InputError(
                "--observable and --state need a network; give an INSTANCE, --generators or "
                "--family."
            )
        _refuse_angles(options, "without --generators")
        _refuse_reading(options, False)
        return []
    from_circuit = options.instance is not None and options.instance.suffix in SUFFIXES
    _refuse_reading(options, from_circuit)
    if options.generators:
        instance = _of_generators(options)
    elif from_circuit:
        instance = _qasm_instance(options, constants)
    elif options.instance is not None:
        _refuse_angles(options, "with an instance file, which has its own")
        if options.observable:
            raise InputError(
                "--observable goes with an OpenQASM file or --generators; an instance file has "
                "its own observable."
            )
        instance = instance_from(read_json(options.instance), instance_name(options.instance))
    else:
        _refuse_angles(options, "with --family")
        pairs = (pair.partition("=") for pair in options.family[1:])
        arguments = {key: _argument(value) for key, _, value in pairs}
        if options.observable:
            arguments["observable"] = options.observable
        data = {**_HEAD, "family": options.family[0], "arguments": arguments}
        instance = instance_from(data, options.family[0])
    if not constants:
        require_rational(instance.qnn, f"symqnn {options.command}")
    if options.state:
        state = read_state(parse_json(options.state, "--state"), "--state")
        instance = replace(instance, state=state)
    return [instance]


def _refuse_angles(options: argparse.Namespace, where: str) -> None:
    for name in ("angles", "parameters"):
        if getattr(options, name) is not None:
            raise InputError(f"--{name} was given {where}; it goes with --generators.")


def _refuse_reading(options: argparse.Namespace, from_circuit: bool) -> None:
    """The two options on how angles are read, where nothing is read."""
    if options.train_numbers and not from_circuit:
        raise InputError(
            "--train-numbers was given without a circuit; it goes with an OpenQASM file (.qasm)."
        )
    if options.round_angles and not (from_circuit or options.generators):
        raise InputError(
            "--round-angles goes with an OpenQASM file or --generators; an instance file says "
            '"round_angles": true itself.'
        )


def _of_generators(options: argparse.Namespace) -> Instance:
    from symqnn.model.instance_file import instance_from

    if not options.observable:
        raise InputError("--generators needs --observable, for instance --observable 'ZZ'.")
    data = {**_HEAD, "generators": options.generators, "observable": options.observable}
    for name in ("angles", "parameters"):
        if getattr(options, name) is not None:
            data[name] = getattr(options, name)
    if options.round_angles:
        data["round_angles"] = True
    return instance_from(data, "command-line")


_HEAD = {"format": "symqnn-instance", "version": 1}


def _argument(text: str) -> object:
    if re.fullmatch(r"-?[0-9]{1,18}", text):
        return int(text)
    if re.fullmatch(r"[0-9]{1,9}-[0-9]{1,9}(,[0-9]{1,9}-[0-9]{1,9})*", text):  # edges of a graph
        return [[int(vertex) for vertex in pair.split("-")] for pair in text.split(",")]
    return text.split(",") if "," in text else text


def _qasm_instance(options: argparse.Namespace, constants: bool) -> Instance:
    from symqnn.algebra.tensor_product import TensorProduct
    from symqnn.model.importers.qasm import load, read_qasm
    from symqnn.model.instance_file import Instance, Source, default_state

    path = options.instance
    if not options.observable:
        raise InputError(
            f"{path} needs --observable, for instance --observable 'ZZI + 1/2*IXX' "
            "(leftmost letter: the file's first qubit)."
        )
    _refuse_angles(options, "with a circuit, which has its own")
    chosen = {"round_angles": options.round_angles, "train_numbers": options.train_numbers}
    circuit = read_qasm(*load(path), **chosen, constants=constants)
    given = TensorProduct.from_text(options.observable)
    qnn = circuit.network(given)
    source = Source(
        options.observable, circuit.digest, circuit.notes, pulled_back=qnn.observable != given
    )
    return Instance(path.stem, qnn, default_state(qnn), source)


def single_instance(options: argparse.Namespace, constants: bool = False) -> Instance:
    """The one instance named on the command line.

    Args:
        constants: as :func:`instances`.

    Raises:
        InputError: none was named.
    """
    given = instances(options, constants)
    if not given:
        raise InputError(
            "no network was given; give an INSTANCE file, --generators with --observable, or "
            "--family."
        )
    return given[0]
