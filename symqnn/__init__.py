"""Exact proofs, with certificates, about the landscapes of quantum neural networks.

Public names by stage, loaded when first used, so that ``import symqnn`` costs nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

__version__ = "0.2.0"

_STAGES = {  # module: the public names it gives
    # what a person brings
    "symqnn.model.qnn": "QNN",
    "symqnn.model.state": "State",
    "symqnn.model": "ansatz",
    "symqnn.model.instance_file": "read_instance",
    "symqnn.model.importers.qasm": "qnn_from_qasm",
    # exact algebra
    "symqnn.algebra.pauli": "PauliSum",
    "symqnn.algebra.matrix": "GaussianMatrix",
    "symqnn.algebra.torus": "Torus",
    "symqnn.algebra.trigpoly": "TrigPoly",
    "symqnn.algebra.circle": "CirclePoint",
    "symqnn.expansion.output": "expand operator expectation factored_expectation evaluate evaluate_numeric",  # expansion (Eqns 7-12)
    "symqnn.independence.decide": "linear_independence",  # linear independence (Definition 1)
    "symqnn.independence.reachability": "reachability reachable_angles",  # which residuals Eqn 18 reaches
    "symqnn.independence.gram": "gram_matrix gram_factors",
    "symqnn.haar.moments": "gram_mean gram_variance",  # typical networks (Theorem 6)
    "symqnn.haar.bounds": "failure_bound",
    "symqnn.haar.asymptotics": "uniform_bound",
    "symqnn.haar.verdict": "probability",
    "symqnn.haar.montecarlo": "monte_carlo",
    # datasets with exactly known minima (Lemmas 3 and 4, Theorem 2, Proposition 5, and beyond)
    "symqnn.model.dataset": "Dataset random_dataset",
    "symqnn.construction.theorem_2": "theorem_2 lemma_3",
    "symqnn.construction.linked": "linked_theorem_2",
    "symqnn.construction.frequencies": "frequency_minima",
    "symqnn.construction.parity": "parity_family maxcut",
    "symqnn.construction.factorial": "factorial_minima",
    "symqnn.construction.certify": "certify_minima",
    "symqnn.algebra.formula": "read_formula",
    "symqnn.construction.universality": "dataset_for",  # any landscape of degree ≤ 2 an angle
    "symqnn.construction.many_minima": "many_minima",
    "symqnn.expansion.noisy": "noisy_expand",
    "symqnn.roots.benign": "benign",
    "symqnn.loss.training": "loss",  # loss, bounds, complete lists of critical points (Theorem 7)
    "symqnn.loss.derivatives": "gradient hessian",
    "symqnn.landscape.bounds": "ladder",
    "symqnn.roots.critical": "critical_points",
    "symqnn.status": "Status",  # outcomes and errors
    "symqnn.errors": "SymqnnError",
}
_HOME = {name: module for module, names in _STAGES.items() for name in names.split()}
__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'symqnn' has no attribute {name!r}")
    module = _HOME[name]
    return import_module(f"{module}.{name}") if name == "ansatz" else getattr(import_module(module), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]


class _Package(ModuleType):
    """This module. Its stage ``symqnn.loss`` has the name of a function: importing the stage must not hide the function."""

    def __setattr__(self, name: str, value: object) -> None:
        stage_named_as_a_function = isinstance(value, ModuleType) and name in _HOME and name != "ansatz"
        if not stage_named_as_a_function:
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
