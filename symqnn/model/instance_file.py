"""Instance files: a network and a state in JSON, read without evaluating anything (proofs/FORMAT.md)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from symqnn.algebra.exact import short
from symqnn.errors import ExactnessError, InputError
from symqnn.model import ansatz
from symqnn.model.qnn import QNN, is_two_level
from symqnn.model.spectrum import IntegralNetwork, qudits
from symqnn.model.state import State, check_dimension

Network = TypeVar("Network", QNN, IntegralNetwork)
MAX_BYTES = 8_000_000
FIELDS = {"format", "version", "name", "generators", "observable", "state", "family", "arguments", "spectrum"}
FAMILIES: Mapping[str, Callable[..., QNN]] = {
    "one_layer_product": ansatz.one_layer_product,
    "paper_experiment": ansatz.paper_experiment,
    "hardware_efficient": ansatz.hardware_efficient,
    "qaoa_like": ansatz.qaoa_like,
    "random_network": ansatz.random_network,
}
INTEGRAL_FAMILIES: Mapping[str, Callable[..., IntegralNetwork]] = {"qudits": qudits, "random_integral": ansatz.random_integral}


@dataclass(frozen=True)
class Instance:
    """A named network with a state."""

    name: str
    qnn: QNN
    state: State


@dataclass(frozen=True)
class IntegralInstance:
    """A named network with integer spectra, with a state."""

    name: str
    network: IntegralNetwork
    state: State


def network_of(instance: Instance | IntegralInstance) -> QNN | IntegralNetwork:
    """The network of an instance of either kind."""
    return instance.qnn if isinstance(instance, Instance) else instance.network


def default_state(qnn: QNN | IntegralNetwork) -> State:
    """|0…0⟩, the first basis state."""
    return State.zero(qnn.qubits) if isinstance(qnn, QNN) and qnn.is_pauli else State.pure([1] + [0] * (qnn.dimension - 1))


def read_json(path: str | Path, limit: int = MAX_BYTES) -> Any:
    """Read a JSON file, refusing floats, duplicate keys and files over the limit.

    Raises:
        InputError: missing, too large or malformed; ExactnessError: a float.
    """
    where = Path(path)
    try:
        size = where.stat().st_size
        if size > limit:
            raise InputError(f"{where} has {size} bytes; instance files up to {limit} bytes are read.")
        text = where.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{where} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise InputError(f"{where} is not UTF-8 text; an instance file (JSON) is required.") from None
    return parse_json(text, str(where))


def parse_json(text: str, name: str) -> Any:
    """Parse JSON text, refusing floats and duplicate keys.

    Raises:
        InputError: malformed; ExactnessError: a float.
    """

    def refuse_float(token: str) -> None:
        raise ExactnessError(f'{name}: {token} is not exact; write a string such as "1/3".')

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        if len(set(keys)) < len(keys):
            raise InputError(f"{name}: the key {next(k for k in keys if keys.count(k) > 1)!r} occurs twice in one object.")
        return dict(pairs)

    try:
        return json.loads(text, parse_float=refuse_float, parse_constant=refuse_float, object_pairs_hook=unique)
    except json.JSONDecodeError as error:
        raise InputError(f"{name}: line {error.lineno}, column {error.colno}: {error.msg}; JSON is required.") from None
    except (RecursionError, ValueError) as error:
        if isinstance(error, (InputError, ExactnessError)):
            raise
        raise InputError(f"{name}: nested too deeply or a number too long for an instance file.") from None


def read_instance(path: str | Path) -> Instance:
    """Read an instance file with two-level generators.

    Raises:
        SymqnnError: what is wrong, with the place in the file.
    """
    return instance_from(read_json(path), instance_name(path))


def instance_name(path: str | Path) -> str:
    """The name of an instance that gives none: that of its file."""
    return Path(path).name.partition(".")[0]


def instance_from(data: object, name: str = "instance") -> Instance:
    """Build the two-level network and the state that a parsed instance file describes.

    Args:
        data: object with ``generators`` and ``observable``, or ``family`` and ``arguments``; optional ``state``, ``name``.

    Raises:
        InputError: unknown or missing fields, with what is allowed; generators that are not two-level.

    Example:
        >>> instance_from({"format": "symqnn-instance", "version": 1, "family": "paper_experiment", "arguments": {"layers": 2}}).qnn
        QNN(2 generators on 2 qubits, observable (I + Y)(I + Y))
    """
    fields = _fields(data, name)
    if "spectrum" in fields or _listed_family(fields) in INTEGRAL_FAMILIES:
        raise InputError(f"{name} has generators with integer spectra; two-level generators (H² = I) are required here.")
    qnn = _family(fields, name, FAMILIES) if "family" in fields else _explicit(fields, name)
    return Instance(_name(fields.get("name", name)), qnn, _state(fields, name, qnn))


def integral_instance_from(data: object, name: str = "instance") -> IntegralInstance:
    """Build the network with integer spectra and the state that a parsed instance file describes.

    Raises:
        InputError: unknown or missing fields, or a spectrum that is not of integers.

    Example:
        >>> data = {"format": "symqnn-instance", "version": 1, "generators": ["1/2*ZI + 1/2*IZ"], "observable": "XX"}
        >>> integral_instance_from(data).network
        IntegralNetwork(1 generator on dimension 4 with eigenvalues -1, 0, 1)
    """
    fields = _fields(data, name)
    if fields.get("spectrum", "integral") != "integral":
        raise InputError(f'{name}: spectrum is {short(fields["spectrum"])}; "integral" is required, or no such field.')
    network = _family(fields, name, INTEGRAL_FAMILIES) if "family" in fields else IntegralNetwork.make(*_operators(fields, name))
    return IntegralInstance(_name(fields.get("name", name)), network, _state(fields, name, network))


def any_instance_from(data: object, name: str = "instance") -> Instance | IntegralInstance:
    """The network of an instance file: two-level if all H² = I and the file does not say otherwise, else with integer spectra.

    Raises:
        InputError: neither of them.

    Example:
        >>> head = {"format": "symqnn-instance", "version": 1, "observable": "XX"}
        >>> [type(any_instance_from(head | {"generators": [text]})).__name__ for text in ("ZI", "ZI + IZ")]
        ['Instance', 'IntegralInstance']
    """
    fields = _fields(data, name)
    integral = "spectrum" in fields or _listed_family(fields) in INTEGRAL_FAMILIES
    if integral or ("family" not in fields and not is_two_level(_operators(fields, name)[0])):
        return integral_instance_from(fields, name)
    return instance_from(fields, name)


def _fields(data: object, name: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise InputError(f"{name} is a JSON {type(data).__name__}; an object with generators and observable is required.")
    if data.get("format") != "symqnn-instance" or type(data.get("version")) is not int or data["version"] != 1:
        raise InputError(f'{name}: format is {data.get("format")!r}, version {data.get("version")!r}; "symqnn-instance", version 1 is required.')
    unknown = sorted(set(data) - FIELDS)
    if unknown:
        raise InputError(f"{name}: unknown field {unknown[0]!r}; allowed are {', '.join(sorted(FIELDS))}.")
    return data


def _listed_family(fields: Mapping[str, Any]) -> str:
    family = fields.get("family", "")
    return family if isinstance(family, str) else ""


def _state(fields: Mapping[str, Any], name: str, network: QNN | IntegralNetwork) -> State:
    state = read_state(fields["state"], name) if "state" in fields else default_state(network)
    check_dimension(state, network.dimension)
    return state


def _name(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= 80 or not value.isprintable():
        raise InputError(f"name is {short(value)}; a printable text of 1 to 80 characters is required.")
    return value


def _operators(data: Mapping[str, Any], name: str) -> tuple[list[Any], Any]:
    missing = {"generators", "observable"} - set(data)
    if missing or "arguments" in data:
        raise InputError(f"{name}: generators and observable are required (or family and arguments); missing: {', '.join(sorted(missing)) or 'family'}.")
    if not isinstance(data["generators"], list):
        raise InputError(f"{name}: generators is {short(data['generators'])}; a list of Pauli texts or of matrices is required.")
    return data["generators"], data["observable"]


def _explicit(data: Mapping[str, Any], name: str) -> QNN:
    return QNN(*_operators(data, name))


def _family(data: Mapping[str, Any], name: str, families: Mapping[str, Callable[..., Network]]) -> Network:
    family, arguments = data["family"], data.get("arguments", {})
    if not isinstance(family, str) or family not in families or not isinstance(arguments, dict):
        known = ", ".join((*FAMILIES, *INTEGRAL_FAMILIES))
        raise InputError(f"{name}: family is {short(family)}; one of {known} with an object of arguments is required.")
    if "generators" in data or "observable" in data:
        raise InputError(f"{name}: give either family and arguments, or generators and observable, not both.")
    try:
        return families[family](**arguments)
    except TypeError as error:
        raise InputError(f"{name}: arguments of {family}: {error}.") from None


def read_state(data: object, name: str) -> State:
    """Read the state of an instance file: an object with one of the fields bloch, pure, density.

    Raises:
        InputError: anything else, or not a state.
    """
    makers: Mapping[str, Callable[[Any], State]] = {"bloch": State.bloch, "pure": State.pure, "density": State.density}
    if not isinstance(data, dict) or len(data) != 1 or not set(data) <= set(makers):
        raise InputError(f"{name}: state must be an object with exactly one of the fields {', '.join(makers)}.")
    ((kind, value),) = data.items()
    if not isinstance(value, list):
        raise InputError(f"{name}: state.{kind} is {short(value)}; a list is required.")
    return makers[kind](value)
