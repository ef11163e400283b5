"""Exact proofs, with certificates, about the landscapes of quantum neural networks.

Public names by stage, loaded when first used, so that ``import symqnn`` costs nothing.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_STAGES = {
    # what a person brings
    "QNN": "symqnn.model.qnn",
    "State": "symqnn.model.state",
    "ansatz": "symqnn.model",
    "read_instance": "symqnn.model.instance_file",
    "qnn_from_qasm": "symqnn.model.importers.qasm",
    # exact algebra
    "PauliSum": "symqnn.algebra.pauli",
    "GaussianMatrix": "symqnn.algebra.matrix",
    "TrigPoly": "symqnn.algebra.trigpoly",
    "CirclePoint": "symqnn.algebra.circle",
    # expansion (Eqns 7-12)
    "expand": "symqnn.expansion.output",
    "operator": "symqnn.expansion.output",
    "expectation": "symqnn.expansion.output",
    "factored_expectation": "symqnn.expansion.output",
    "evaluate": "symqnn.expansion.output",
    "evaluate_numeric": "symqnn.expansion.output",
    # linear independence (Definition 1)
    "linear_independence": "symqnn.independence.decide",
    "gram_matrix": "symqnn.independence.gram",
    "gram_factors": "symqnn.independence.gram",
    # datasets with exactly known minima (Lemmas 3 and 4, Theorem 2, Proposition 5, and beyond)
    "Dataset": "symqnn.model.dataset",
    "theorem_2": "symqnn.construction.theorem_2",
    "lemma_3": "symqnn.construction.theorem_2",
    "parity_family": "symqnn.construction.parity",
    "maxcut": "symqnn.construction.parity",
    "factorial_minima": "symqnn.construction.factorial",
    "certify_minima": "symqnn.construction.certify",
    # outcomes and errors
    "Status": "symqnn.status",
    "SymqnnError": "symqnn.errors",
}
__all__ = sorted(_STAGES)


def __getattr__(name: str) -> Any:
    if name not in _STAGES:
        raise AttributeError(f"module 'symqnn' has no attribute {name!r}")
    module = _STAGES[name]
    return import_module(f"{module}.{name}") if name == "ansatz" else getattr(import_module(module), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
