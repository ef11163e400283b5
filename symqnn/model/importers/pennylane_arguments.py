"""PennyLane QNodes and tapes as functions: which numbers are parameters, what they are called, and
the tape for values.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pennylane as qml

from symqnn.errors import InputError
from symqnn.model.importers.listing import Listing


@dataclass(frozen=True)
class Source:
    """The circuit as a function of its parameters: their names, and the tape for given values."""

    names: tuple[str, ...]
    tape: Callable[[Sequence[float]], Any]


def source_of(circuit: Any, listing: Listing, arguments: Any) -> Source:
    """A QNode or a tape as a function of its parameters.

    Raises:
        InputError: another object, or too few arguments.
    """
    if isinstance(circuit, qml.QNode):
        return _of_function(circuit, list(arguments))
    if not isinstance(circuit, qml.tape.QuantumScript):
        raise InputError(
            f"circuit is a PennyLane {type(circuit).__name__}; a QNode or a tape is required."
        )
    count = sum(operation.num_params for operation in circuit.operations)
    indices = (
        list(range(count))
        if listing.train_numbers
        else [k for k in circuit.trainable_params if k < count]
    )
    values = circuit.get_parameters(trainable_only=False)
    names, shapes = [], []
    for index in indices:
        found, shape = _named(f"p{index}", values[index])
        names += found
        shapes.append(shape)

    def tape(point: Sequence[float]) -> Any:
        return circuit.bind_new_parameters(_shaped(point, shapes), indices)

    return Source(tuple(names), tape)


def _of_function(node: Any, arguments: list[Any]) -> Source:
    """Numbers in the arguments are parameters, whole numbers and what needs no gradient are not."""
    wanted = list(inspect.signature(node.func).parameters)
    required = [
        name
        for name, parameter in inspect.signature(node.func).parameters.items()
        if parameter.default is parameter.empty and parameter.kind in (0, 1)
    ]
    if len(arguments) < len(required):
        raise InputError(
            f"the QNode takes {', '.join(required)}; give numbers or arrays of the right shapes: "
            "arguments=[…], for instance numpy.ones(shape)."
        )
    names: list[str] = []
    shapes: list[tuple[int, ...] | None] = []
    for name, value in zip(wanted, arguments, strict=False):
        real = not isinstance(value, (bool, int, str)) and getattr(value, "requires_grad", True)
        kind = np.asarray(value).dtype.kind if real else "O"
        found, shape = _named(name, value) if kind == "f" else ([], None)
        names += found
        shapes.append(shape)

    def tape(point: Sequence[float]) -> Any:
        used = iter(_shaped(point, [shape for shape in shapes if shape is not None]))
        given = [
            value if shape is None else next(used)
            for value, shape in zip(arguments, shapes, strict=True)
        ]
        return qml.workflow.construct_tape(node, level="top")(*given)

    return Source(tuple(names), tape)


def _named(name: str, value: Any) -> tuple[list[str], tuple[int, ...]]:
    shape = np.shape(value)
    return [name + "".join(f"[{k}]" for k in index) for index in np.ndindex(*shape)], shape


def _shaped(point: Sequence[float], shapes: Sequence[tuple[int, ...]]) -> list[Any]:
    """A flat list of numbers cut into arrays."""
    result, start = [], 0
    for shape in shapes:
        size = int(np.prod(shape))
        block = np.array(point[start : start + size], dtype=np.float64).reshape(shape)
        result.append(float(block) if shape == () else block)
        start += size
    return result
