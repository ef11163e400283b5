"""Networks, states and operators as the JSON objects of proofs/FORMAT.md."""

from __future__ import annotations

from typing import Any

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, TensorProduct
from symqnn.certificate.canonical import integer_text, rational_text
from symqnn.errors import InputError
from symqnn.expansion.layer import Operator
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
    real, imaginary = ([[integer_text(value) for value in row] for row in part] for part in reduced.integer_rows())
    return {"denominator": integer_text(reduced.denominator), "real": real, "imaginary": imaginary}


def operator_json(operator: Operator) -> Json:
    """PAULI or MATRIX."""
    return pauli_json(operator) if isinstance(operator, PauliSum) else matrix_json(operator)


def network_json(qnn: QNN) -> Json:
    """NETWORK."""
    generators = [operator_json(generator) for generator in qnn.generators]
    if isinstance(qnn.observable, TensorProduct):
        factors = [pauli_json(factor) for factor in qnn.observable.factors]
        return {"kind": "pauli", "qubits": qnn.qubits, "generators": generators, "observable": factors}
    return {"kind": "matrix", "dimension": qnn.dimension, "generators": generators, "observable": matrix_json(qnn.observable)}


def state_json(state: State) -> Json:
    """STATE.

    Raises:
        InputError: not a state.
    """
    if isinstance(state, ProductState):
        return {"kind": "bloch", "vectors": [[rational_text(part) for part in vector] for vector in state.vectors]}
    if isinstance(state, PureState):
        return {"kind": "pure", "amplitudes": [[integer_text(part) for part in pair] for pair in state.amplitudes]}
    if isinstance(state, DensityState):
        return {"kind": "density", "matrix": matrix_json(state.matrix)}
    raise InputError(f"state is of type {type(state).__name__}; make one with State.zero, State.bloch, State.pure or State.density.")


def certificate(kind: str, statement: str, instance: Json, claim: Json, witness: Json) -> Json:
    """A certificate of format version 1."""
    return {
        "format": "symqnn-certificate",
        "version": 1,
        "kind": kind,
        "statement": statement,
        "instance": instance,
        "claim": claim,
        "witness": witness,
    }
