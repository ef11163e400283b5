"""Certificates in three calls: make one of a result, keep it in a file, have it checked."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import singledispatch
from os import PathLike
from pathlib import Path
from typing import Any, TypeVar

from symqnn.algebra.exact import short
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.analysis.fisher import FisherRank
from symqnn.analysis.ideals import Ideals
from symqnn.analysis.lie_algebra import LieAlgebra
from symqnn.analysis.moments import Moments
from symqnn.certificate import analysis, critical, datasets, produce
from symqnn.certificate.canonical import write_certificate
from symqnn.certificate.check import Check, run_checker
from symqnn.certificate.degenerate import degenerate_certificate
from symqnn.certificate.landscapes import benign_certificate, forbidden_certificate
from symqnn.certificate.least import least_value_certificate
from symqnn.certificate.unreachable import unreachable_certificate
from symqnn.construction.certify import MinimaResult
from symqnn.construction.factorial import FactorialConstruction
from symqnn.construction.frequencies import FrequencyConstruction
from symqnn.construction.many_minima import ManyMinima
from symqnn.construction.parity import VertexConstruction
from symqnn.construction.reachable_gram import LossRelation
from symqnn.construction.theorem_2 import SeparableConstruction
from symqnn.construction.universality import LandscapeDataset
from symqnn.construction.unreachable import Unreachable
from symqnn.errors import InputError
from symqnn.expansion.dense_expansion import DenseExpansion
from symqnn.expansion.pauli_expansion import PauliExpansion
from symqnn.independence.decide import IndependenceResult
from symqnn.minimum.value import LeastValue
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.roots.benign import Benign
from symqnn.roots.critical_list import CriticalPoints

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
            :func:`critical_points`, :func:`certify_minima`, :func:`least_value`, :func:`benign`,
            :func:`variances`, :func:`lie_algebra`, :func:`simple_ideals`, :func:`fisher_rank` or a
            construction such as :func:`theorem_2` gave.
        qnn: the network it is about; constructions know theirs.
        state: of an output, ``expectation(qnn, state)`` and its critical points.
        dataset: of a training loss, ``loss(qnn, dataset)``, its critical points, minima and bounds.
            Those of a polynomial alone are certified for that polynomial, without a word about a
            network.

    Raises:
        InputError: another object, a result that is not PROVED or REFUTED, or what it is about is
            missing.

    Example:
        >>> from symqnn import QNN, linear_independence
        >>> qnn = QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
        >>> proof = certificate(linear_independence(qnn), qnn)
        >>> proof["kind"], check(proof).status
        ('independence', 'VERIFIED')
    """
    return _make(result, _About(qnn, state, dataset))


@dataclass(frozen=True)
class _About:
    """What a result was computed from."""

    qnn: QNN | None
    state: State | None
    dataset: Dataset | None

    def network(self, result: object) -> QNN:
        return _needed(self.qnn, "qnn", result)

    def loss(self) -> dict[str, Any] | None:
        """LOSS with its network, or None for a polynomial alone."""
        if self.qnn is None and self.state is None and self.dataset is None:
            return None
        if self.qnn is None or (self.state is None) == (self.dataset is None):
            raise InputError(
                "give qnn with state or dataset, or none of them for the polynomial alone."
            )
        if self.dataset is not None:
            return critical.training_json(self.qnn, self.dataset)
        return critical.output_json(self.qnn, _needed(self.state, "state", self.qnn))


def _needed(value: _T | None, name: str, result: object) -> _T:
    if value is None:
        raise InputError(
            f"the certificate of {type(result).__name__} needs {name}=…, what it was computed from."
        )
    return value


@singledispatch
def _make(result: object, about: _About) -> Certificate:
    """The certificate of a result, by its type."""
    raise InputError(
        f"result is {short(result)}; what expand, expectation, loss, linear_independence, "
        "critical_points, certify_minima, least_value, benign, variances, lie_algebra, "
        "simple_ideals, fisher_rank or a construction such as theorem_2 gave is required."
    )


@_make.register
def _(result: PauliExpansion | DenseExpansion, about: _About) -> Certificate:
    return produce.operators_certificate(about.network(result), result)


@_make.register
def _(result: TrigPoly, about: _About) -> Certificate:
    qnn = about.network(result)
    if about.state is not None and about.dataset is None:
        return produce.output_certificate(qnn, about.state, result)
    if about.dataset is not None and about.state is None:
        return datasets.loss_certificate(qnn, about.dataset, [len(about.dataset)], result)
    raise InputError(
        "of a polynomial, state (of an output) or dataset (of a training loss) is required, one "
        "of them."
    )


@_make.register
def _(result: IndependenceResult, about: _About) -> Certificate:
    return produce.independence_certificate(about.network(result), result)


@_make.register
def _(result: CriticalPoints, about: _About) -> Certificate:
    # a point with a singular Hessian: what the list would need is refuted
    if result.degeneracy is not None:
        return degenerate_certificate(result.poly, result.degeneracy, about.loss())
    return critical.critical_points_certificate(result, about.loss())


@_make.register
def _(result: LeastValue, about: _About) -> Certificate:
    return least_value_certificate(result, about.loss())


@_make.register
def _(result: Benign, about: _About) -> Certificate:
    return benign_certificate(result, about.loss())


@_make.register
def _(result: Moments, about: _About) -> Certificate:
    return analysis.variance_certificate(_needed(about.loss(), "qnn", result), result)


@_make.register
def _(result: LieAlgebra, about: _About) -> Certificate:
    return analysis.lie_algebra_certificate(about.network(result), result)


@_make.register
def _(result: Ideals, about: _About) -> Certificate:
    return analysis.lie_algebra_certificate(about.network(result), result.algebra, result)


@_make.register
def _(result: FisherRank, about: _About) -> Certificate:
    state = _needed(about.state, "state", result)
    return analysis.fisher_certificate(about.network(result), state, result)


@_make.register
def _(result: MinimaResult, about: _About) -> Certificate:
    samples = _needed(about.dataset, "dataset", result)
    return datasets.minima_certificate(about.network(result), samples, [len(samples)], result)


@_make.register
def _(result: Unreachable, about: _About) -> Certificate:
    return unreachable_certificate(result)


@_make.register
def _(result: LossRelation, about: _About) -> Certificate:
    return forbidden_certificate(result)


@_make.register
def _(result: FrequencyConstruction, about: _About) -> Certificate:
    return datasets.frequency_certificate(result)


@_make.register
def _(result: SeparableConstruction, about: _About) -> Certificate:
    made = result.construction
    # lemma_3 gives a trap without its global minimum singled out: a landscape, not Theorem 2
    theorem = result.holds and result.trap.rest is None
    statement = "theorem-2" if theorem else "separable-landscape"
    return datasets.separable_certificate(
        made.qnn, made.dataset, made.parts, result.landscape, statement
    )


@_make.register
def _(result: VertexConstruction, about: _About) -> Certificate:
    made = result.construction
    return datasets.vertex_certificate(made.qnn, made.dataset, made.parts, result.landscape)


@_make.register
def _(result: FactorialConstruction | ManyMinima, about: _About) -> Certificate:
    made = result.construction
    return datasets.minima_certificate(made.qnn, made.dataset, made.parts, result.result)


@_make.register
def _(result: LandscapeDataset, about: _About) -> Certificate:
    made = result.construction
    return datasets.loss_certificate(made.qnn, made.dataset, made.parts, made.loss())


def save(proof: Certificate, path: str | PathLike[str]) -> Path:
    """Write a certificate in canonical JSON, the same bytes always (``.gz`` is added from one
    megabyte on); the path is returned.

    Raises:
        InputError: no certificate, or the place cannot be written.
    """
    if not isinstance(proof, Mapping) or proof.get("format") != "symqnn-certificate":
        raise InputError(f"proof is {short(proof)}; what certificate(…) gave is required.")
    return write_certificate(Path(path), proof)


def check(proof: Certificate | str | PathLike[str], parts: int = 1, jobs: int = 1) -> Check:
    """The answer of the independent checker, in an interpreter of its own: VERIFIED, REJECTED or
    UNSUPPORTED, and what it found.

    Args:
        proof: a certificate, or the path of a file with one.
        parts: in how many parts a list of critical points is checked, each in an interpreter of its
            own.
        jobs: how many joblib workers take them; those of Dask after
            ``joblib.parallel_config("dask")``.

    Raises:
        InputError: the file is not there.
    """
    if isinstance(proof, Mapping):
        with tempfile.TemporaryDirectory(prefix="symqnn-") as directory:
            return check(write_certificate(Path(directory) / SUFFIX, proof), parts, jobs)
    if parts == 1:
        return run_checker([Path(proof)])[0]
    from symqnn.certificate.parts import check_in_parts  # joblib is loaded where it is needed

    return check_in_parts(Path(proof), parts, jobs)
