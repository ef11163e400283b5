"""Certificates in three calls: make one of a result, keep it in a file, have it checked."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

from symqnn.algebra.exact import short
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate import critical, datasets, produce
from symqnn.certificate.canonical import write_certificate
from symqnn.certificate.check import Check, run_checker
from symqnn.certificate.degenerate import degenerate_certificate
from symqnn.certificate.unreachable import unreachable_certificate
from symqnn.construction.certify import MinimaResult
from symqnn.construction.factorial import FactorialConstruction
from symqnn.construction.frequencies import FrequencyConstruction
from symqnn.construction.parity import VertexConstruction
from symqnn.construction.theorem_2 import SeparableConstruction
from symqnn.construction.unreachable import Unreachable
from symqnn.errors import InputError
from symqnn.expansion.dense_expansion import DenseExpansion
from symqnn.expansion.pauli_expansion import PauliExpansion
from symqnn.independence.decide import IndependenceResult
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.roots.critical import CriticalPoints

Certificate = Mapping[str, Any]
_T = TypeVar("_T")
SUFFIX = ".certificate.json"


def certificate(
    result: object,
    qnn: QNN | None = None,
    state: State | None = None,
    dataset: Dataset | None = None,
) -> Certificate:
    """The certificate of a result: a JSON object that ``check`` and any stranger's checker verify.

    Args:
        result: what :func:`expand`, :func:`expectation`, :func:`loss`, :func:`linear_independence`,
            :func:`critical_points`, :func:`certify_minima` or a construction such as :func:`theorem_2` gave.
        qnn: the network it is about; constructions know theirs.
        state: of an output, ``expectation(qnn, state)`` and its critical points.
        dataset: of a training loss, ``loss(qnn, dataset)``, its critical points and minima. Critical points of a
            polynomial alone are certified for that polynomial, without a word about a network.

    Raises:
        InputError: another object, a result that is not PROVED or REFUTED, or what it is about is missing.

    Example:
        >>> from symqnn import QNN, linear_independence
        >>> qnn = QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
        >>> proof = certificate(linear_independence(qnn), qnn)
        >>> proof["kind"], check(proof).status
        ('independence', 'VERIFIED')
    """
    built = _of_construction(result)
    if built is not None:
        return built
    if isinstance(result, CriticalPoints):
        about = _loss(qnn, state, dataset)
        if result.degeneracy is not None:  # a point with a singular Hessian: what the list would need is refuted
            return degenerate_certificate(result.poly, result.degeneracy, about)
        return critical.critical_points_certificate(result, about)
    if isinstance(result, IndependenceResult):
        return produce.independence_certificate(_needed(qnn, "qnn", result), result)
    if isinstance(result, (PauliExpansion, DenseExpansion)):
        return produce.operators_certificate(_needed(qnn, "qnn", result), result)
    if isinstance(result, MinimaResult):
        samples = _needed(dataset, "dataset", result)
        return datasets.minima_certificate(_needed(qnn, "qnn", result), samples, [len(samples)], result)
    if isinstance(result, TrigPoly):
        return _of_polynomial(result, _needed(qnn, "qnn", result), state, dataset)
    raise InputError(
        f"result is {short(result)}; what expand, expectation, loss, linear_independence, critical_points, "
        "certify_minima or a construction such as theorem_2 gave is required."
    )


def _of_construction(result: object) -> Certificate | None:
    """The certificate of a dataset with known minima, or of the proof that there is none."""
    if isinstance(result, FrequencyConstruction):
        return datasets.frequency_certificate(result)
    if isinstance(result, Unreachable):
        return unreachable_certificate(result)
    if not isinstance(result, (SeparableConstruction, VertexConstruction, FactorialConstruction)):
        return None
    made = result.construction
    if isinstance(result, SeparableConstruction):
        # lemma_3 gives a trap without its global minimum singled out: a landscape, not Theorem 2
        theorem = result.holds and result.trap.rest is None
        statement = "theorem-2" if theorem else "separable-landscape"
        return datasets.separable_certificate(made.qnn, made.dataset, made.parts, result.landscape, statement)
    if isinstance(result, VertexConstruction):
        return datasets.vertex_certificate(made.qnn, made.dataset, made.parts, result.landscape)
    return datasets.minima_certificate(made.qnn, made.dataset, made.parts, result.result)


def _of_polynomial(poly: TrigPoly, qnn: QNN, state: State | None, dataset: Dataset | None) -> Certificate:
    if state is not None and dataset is None:
        return produce.output_certificate(qnn, state, poly)
    if dataset is not None and state is None:
        return datasets.loss_certificate(qnn, dataset, [len(dataset)], poly)
    raise InputError("of a polynomial, state (of an output) or dataset (of a training loss) is required, one of them.")


def _loss(qnn: QNN | None, state: State | None, dataset: Dataset | None) -> dict[str, Any] | None:
    if qnn is None and state is None and dataset is None:
        return None
    if qnn is None or (state is None) == (dataset is None):
        raise InputError("of critical points, give qnn with state or dataset, or none of them for the polynomial alone.")
    if dataset is not None:
        return critical.training_json(qnn, dataset)
    return critical.output_json(qnn, _needed(state, "state", qnn))


def _needed(value: _T | None, name: str, result: object) -> _T:
    if value is None:
        raise InputError(f"the certificate of {type(result).__name__} needs {name}=…, what it was computed from.")
    return value


def save(proof: Certificate, path: str | PathLike[str]) -> Path:
    """Write a certificate in canonical JSON, the same bytes always (``.gz`` is added from one megabyte on); the path is returned.

    Raises:
        InputError: no certificate, or the place cannot be written.
    """
    if not isinstance(proof, Mapping) or proof.get("format") != "symqnn-certificate":
        raise InputError(f"proof is {short(proof)}; what certificate(…) gave is required.")
    return write_certificate(Path(path), proof)


def check(proof: Certificate | str | PathLike[str]) -> Check:
    """The answer of the independent checker, in an interpreter of its own: VERIFIED, REJECTED or UNSUPPORTED, and what it found.

    Args:
        proof: a certificate, or the path of a file with one.

    Raises:
        InputError: the file is not there.
    """
    if not isinstance(proof, Mapping):
        return run_checker([Path(proof)])[0]
    with tempfile.TemporaryDirectory(prefix="symqnn-") as directory:
        return run_checker([write_certificate(Path(directory) / SUFFIX, proof)])[0]
