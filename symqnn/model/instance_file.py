"""Instance files: a network and a state in JSON, read without evaluating anything
(proofs/FORMAT.md).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symqnn.algebra.exact import short
from symqnn.errors import ExactnessError, InputError
from symqnn.model import ansatz
from symqnn.model.qnn import QNN
from symqnn.model.state import State, check_dimension

MAX_BYTES = 8_000_000
HEAD = frozenset({"format", "version", "name", "state"})
EXPLICIT = frozenset({"generators", "observable", "parameters", "angles", "round_angles"})
FAMILY = frozenset({"family", "arguments"})
FIELDS = HEAD | EXPLICIT | FAMILY
FAMILIES: Mapping[str, Callable[..., QNN]] = {
    "one_layer_product": ansatz.one_layer_product,
    "paper_experiment": ansatz.paper_experiment,
    "hardware_efficient": ansatz.hardware_efficient,
    "qaoa": ansatz.qaoa,
    "qaoa_like": ansatz.qaoa_like,
    "hva_ising": ansatz.hva_ising,
    "random_network": ansatz.random_network,
    "random_integral": ansatz.random_integral,
    "qudits": ansatz.qudits,
}


@dataclass(frozen=True)
class Source:
    """Where a network comes from, if it was read from a circuit.

    Args:
        observable: as it was given, before the Clifford gates were pushed through it.
        digest: SHA-256 of the text of the circuit, or "". notes: what was read past or taken for
            something else.
        pulled_back: whether the observable of the network is another one than that given.
    """

    observable: str = ""
    digest: str = ""
    notes: tuple[str, ...] = ()
    pulled_back: bool = True

    @property
    def shown_observable(self) -> str:
        """The observable as it was given where the network has another one, else ""."""
        return self.observable if self.pulled_back else ""


@dataclass(frozen=True)
class Instance:
    """A named network with a state, and where it comes from."""

    name: str
    qnn: QNN
    state: State
    source: Source | None = None


def default_state(qnn: QNN) -> State:
    """|0…0⟩, the first basis state."""
    return State.zero(qnn.qubits) if qnn.is_pauli else State.pure([1] + [0] * (qnn.dimension - 1))


def read_json(path: str | Path, limit: int = MAX_BYTES) -> Any:
    """Read a JSON file, refusing floats, duplicate keys and files over the limit.

    Raises:
        InputError: missing, too large or malformed; ExactnessError: a float.
    """
    where = Path(path)
    try:
        size = where.stat().st_size
        if size > limit:
            raise InputError(
                f"{where} has {size} bytes; instance files up to {limit} bytes are read."
            )
        text = where.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{where} cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise InputError(
            f"{where} is not UTF-8 text; an instance file (JSON) is required."
        ) from None
    return parse_json(text, str(where))


def parse_json(text: str, name: str) -> Any:
    """Parse JSON text, refusing floats and duplicate keys.

    Raises:
        InputError: malformed; ExactnessError: a float.
    """

    def refuse_float(token: str) -> None:
        raise ExactnessError(
            f'{name}: {token} is a float in JSON; write it in quotes, "{token}", or as a '
            'fraction "1/3".'
        )

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in pairs]
        if len(set(keys)) < len(keys):
            raise InputError(
                f"{name}: the key {next(k for k in keys if keys.count(k) > 1)!r} occurs twice in "
                "one object."
            )
        return dict(pairs)

    try:
        return json.loads(
            text, parse_float=refuse_float, parse_constant=refuse_float, object_pairs_hook=unique
        )
    except json.JSONDecodeError as error:
        raise InputError(
            f"{name}: line {error.lineno}, column {error.colno}: {error.msg}; JSON is required."
        ) from None
    except (RecursionError, ValueError) as error:
        if isinstance(error, (InputError, ExactnessError)):
            raise
        raise InputError(
            f"{name}: nested too deeply or a number too long for an instance file."
        ) from None


def read_instance(path: str | Path) -> Instance:
    """Read an instance file.

    Raises:
        SymqnnError: what is wrong, with the place in the file.
    """
    return instance_from(read_json(path), instance_name(path))


def instance_name(path: str | Path) -> str:
    """The name of an instance that gives none: that of its file."""
    return Path(path).name.partition(".")[0]


def instance_from(data: object, name: str = "instance") -> Instance:
    """Build the network and the state that a parsed instance file describes.

    Args:
        data: object with ``generators`` and ``observable``, optional ``parameters`` (names in
            order), ``angles`` (one text a generator) and ``round_angles`` (true or false); or with
            ``family`` and ``arguments``; optional
            ``state``, ``name``.

    Raises:
        InputError: unknown or missing fields, with what is allowed; what cannot be a network.

    Example:
        >>> head = {"format": "symqnn-instance", "version": 1}
        >>> instance_from(head | {"family": "paper_experiment", "arguments": {"layers": 2}}).qnn
        QNN(2 gates on 2 qubits, parameters θ1, θ2, observable (I + Y)(I + Y))
        >>> network = {"generators": ["1/2*ZZ", "1/2*XI + 1/2*IX"], "observable": "ZZ"}
        >>> instance_from(head | network | {"angles": ["g", "2*b"]}).qnn.parameters
        ('g', 'b')
    """
    fields = _fields(data, name)
    qnn = _family(fields, name) if "family" in fields else _explicit(fields, name)
    state = read_state(fields["state"], name) if "state" in fields else default_state(qnn)
    check_dimension(state, qnn.dimension)
    return Instance(_name(fields.get("name", name)), qnn, state)


def _fields(data: object, name: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise InputError(
            f"{name} is a JSON {type(data).__name__}; an object with generators and observable "
            "is required."
        )
    version = data.get("version")
    if data.get("format") != "symqnn-instance" or type(version) is not int or version != 1:
        raise InputError(
            f'{name}: format is {data.get("format")!r}, version {version!r}; "symqnn-instance", '
            "version 1 is required."
        )
    if "spectrum" in data:
        raise InputError(
            f"{name}: the field spectrum is no longer needed: generators of any spectrum with "
            "rational differences are read; delete it."
        )
    unknown = sorted(set(data) - FIELDS)
    if unknown:
        raise InputError(
            f"{name}: unknown field {unknown[0]!r}; allowed are {', '.join(sorted(FIELDS))}."
        )
    return data


def _name(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= 80 or not value.isprintable():
        raise InputError(
            f"name is {short(value)}; a printable text of 1 to 80 characters is required."
        )
    return value


def _explicit(data: Mapping[str, Any], name: str) -> QNN:
    missing = {"generators", "observable"} - set(data)
    if missing or "arguments" in data:
        raise InputError(
            f"{name}: generators and observable are required (or family and arguments); missing: "
            f"{', '.join(sorted(missing)) or 'family'}."
        )
    generators, angles = data["generators"], data.get("angles")
    if not isinstance(generators, list):
        raise InputError(
            f"{name}: generators is {short(generators)}; a list of Pauli texts or of matrices is "
            "required."
        )
    for field in ("parameters", "angles"):
        given = data.get(field, [])
        if not isinstance(given, list) or not all(isinstance(text, str) for text in given):
            raise InputError(
                f"{name}: {field} is {short(given)}; a list of texts is required, for instance "
                f"{_EXAMPLES[field]}."
            )
    rounded = data.get("round_angles", False)
    if type(rounded) is not bool:
        raise InputError(f"{name}: round_angles is {short(rounded)}; true or false is required.")
    return QNN(generators, data["observable"], data.get("parameters", ()), angles, rounded)


_EXAMPLES = {"parameters": '["gamma", "beta"]', "angles": '["gamma", "2*beta", "beta + pi/2"]'}


def _family(data: Mapping[str, Any], name: str) -> QNN:
    family, arguments = data["family"], data.get("arguments", {})
    if not isinstance(family, str) or family not in FAMILIES or not isinstance(arguments, dict):
        raise InputError(
            f"{name}: family is {short(family)}; one of {', '.join(FAMILIES)} with an object of "
            "arguments is required."
        )
    both = sorted(EXPLICIT & set(data))
    if both:
        raise InputError(
            f"{name}: give either family and arguments, or generators and observable, not both; "
            f"delete {both[0]}."
        )
    try:
        return FAMILIES[family](**arguments)
    except TypeError as error:
        if isinstance(error, ExactnessError):
            raise
        raise InputError(f"{name}: arguments of {family}: {error}.") from None


def read_state(data: object, name: str) -> State:
    """Read the state of an instance file: an object with one of the fields bloch, pure, density.

    Raises:
        InputError: anything else, or not a state.
    """
    makers: Mapping[str, Callable[[Any], State]] = {
        "bloch": State.bloch,
        "pure": State.pure,
        "density": State.density,
    }
    if not isinstance(data, dict) or len(data) != 1 or not set(data) <= set(makers):
        raise InputError(
            f"{name}: state must be an object with exactly one of the fields {', '.join(makers)}."
        )
    ((kind, value),) = data.items()
    if not isinstance(value, list):
        raise InputError(f"{name}: state.{kind} is {short(value)}; a list is required.")
    return makers[kind](value)
