"""Networks, states and operators as the JSON objects of proofs/FORMAT.md."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.algebra.torus import Torus, require_no_constants
from symqnn.algebra.trigpoly_text import MAX_NAMED_DEGREE
from symqnn.algebra.trigpoly_text import index_text as digits_of
from symqnn.certificate.canonical import integer_text, rational_text
from symqnn.errors import InputError, SizeError
from symqnn.model.gate import Gate, Operator
from symqnn.model.qnn import QNN
from symqnn.model.state import DensityState, ProductState, PureState, State

Json = dict[str, Any]


def pauli_json(operator: PauliSum) -> Json:
    """PAULI.

    Example:
        >>> pauli_json(PauliSum.from_text("1/2*XX - ZI"))
        {'XX': '1/2', 'ZI': '-1'}
    """
    return {word: rational_text(value) for word, value in operator.terms()}


def matrix_json(matrix: GaussianMatrix) -> Json:
    """MATRIX, in lowest terms."""
    reduced = matrix.canonical()
    real, imaginary = (
        [[integer_text(value) for value in row] for row in part] for part in reduced.integer_rows()
    )
    return {"denominator": integer_text(reduced.denominator), "real": real, "imaginary": imaginary}


def operator_json(operator: Operator) -> Json:
    """PAULI or MATRIX."""
    return pauli_json(operator) if isinstance(operator, PauliSum) else matrix_json(operator)


def index_text(index: Sequence[int]) -> str:
    """INDEX: one digit an angle, 2k - 1 and 2k for cos kφ and sin kφ.

    Raises:
        SizeError: a frequency above 30.
    """
    if max(index, default=0) > 2 * MAX_NAMED_DEGREE:
        raise SizeError(
            f"the frequency {(max(index) + 1) // 2} is above {MAX_NAMED_DEGREE}, the largest "
            "that certificates name."
        )
    return digits_of(index)


def torus_json(torus: Torus, constants: bool = False) -> Json:
    """Names and units of the angles, those that are held at constants only where they are allowed.

    Raises:
        InputError: angles that are held at irrational constants: certificates are in rational
            numbers.
    """
    require_no_constants(torus, "a certificate", allowed=constants)
    return {"parameters": list(torus.names), "units": [rational_text(unit) for unit in torus.units]}


def observable_json(observable: TensorProduct | GaussianMatrix) -> list[Json] | Json:
    """The observable of a NETWORK: its factors, or a MATRIX."""
    if isinstance(observable, TensorProduct):
        return [pauli_json(factor) for factor in observable.factors]
    return matrix_json(observable)


def network_json(qnn: QNN) -> Json:
    """NETWORK."""
    gates = [_gate_json(gate) for gate in qnn.gates]
    if qnn.is_pauli:
        size: Json = {"kind": "pauli", "qubits": qnn.qubits}
    else:
        size = {"kind": "matrix", "dimension": qnn.dimension}
    observable = observable_json(qnn.observable)
    return {**size, "observable": observable, **torus_json(qnn.torus), "gates": gates}


def instance_json(qnn: QNN) -> Json:
    """The instance of a certificate about a network: the network, and by how much fixed angles were
    rounded.

    An entry [gate, q, r, bound] says that the fixed part of the angle of that gate differs from
    qπ + r by at most the bound.
    """
    rounded = [
        [
            k,
            rational_text(gate.constant.pi),
            rational_text(gate.constant.number),
            rational_text(gate.rounding),
        ]
        for k, gate in enumerate(qnn.gates)
        if gate.rounding
    ]
    return {"network": network_json(qnn)} | ({"rounding": rounded} if rounded else {})


def _gate_json(gate: Gate) -> Json:
    """GATE."""
    angle = [[position, rational_text(factor)] for position, factor in gate.factors]
    fixed = [rational_text(gate.fixed.cos), rational_text(gate.fixed.sin)]
    found: Json = {"generator": operator_json(gate.generator), "angle": angle, "fixed": fixed}
    if isinstance(gate.generator, GaussianMatrix):
        found["spectrum"] = [rational_text(value) for value in gate.spectrum.multiplicities]
    return found


def state_json(state: State) -> Json:
    """STATE.

    Raises:
        InputError: not a state.
    """
    if isinstance(state, ProductState):
        return {
            "kind": "bloch",
            "vectors": [[rational_text(part) for part in vector] for vector in state.vectors],
        }
    if isinstance(state, PureState):
        return {
            "kind": "pure",
            "amplitudes": [[integer_text(part) for part in pair] for pair in state.amplitudes],
        }
    if isinstance(state, DensityState):
        return {"kind": "density", "matrix": matrix_json(state.matrix)}
    raise InputError(
        f"state is of type {type(state).__name__}; make one with State.zero, State.bloch, "
        "State.pure or State.density."
    )


def certificate(kind: str, statement: str, instance: Json, claim: Json, witness: Json) -> Json:
    """A certificate of format version 2."""
    return {
        "format": "symqnn-certificate",
        "version": 2,
        "kind": kind,
        "statement": statement,
        "instance": instance,
        "claim": claim,
        "witness": witness,
    }
