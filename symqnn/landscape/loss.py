"""The loss, its gradient and its Hessian as exact trigonometric polynomials."""

from __future__ import annotations

from fractions import Fraction

from symqnn.algebra.trigpoly import TrigPoly, require_trigpoly
from symqnn.errors import DimensionError, InputError
from symqnn.expansion.output import expectation
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN, require_qnn


def residuals(qnn: QNN, dataset: Dataset) -> tuple[TrigPoly, ...]:
    """The residuals f(ρ_i, θ) - y_i, one a sample.

    Raises:
        DimensionError: network and dataset act on different dimensions; SizeError: too many terms.
    """
    if not isinstance(dataset, Dataset):
        raise InputError(f"dataset is of type {type(dataset).__name__}; make one with Dataset.from_samples([(state, label), …]).")
    if require_qnn(qnn).dimension != dataset.dimension:
        raise DimensionError(f"the dataset has states of dimension {dataset.dimension}, the network acts on {qnn.dimension}; they must agree.")
    return tuple(expectation(qnn, state) - TrigPoly.constant(label, qnn.torus) for state, label in dataset.samples)


def loss(qnn: QNN, dataset: Dataset) -> TrigPoly:
    r"""The training loss, exactly.

    Paper: Eqn 5.

    .. math:: L(\theta;S)=\frac1m\sum_{i=1}^m\bigl(f(\rho_i,\theta)-y_i\bigr)^2

    Args:
        qnn: p two-level generators on dimension d.
        dataset: m samples of dimension d.

    Returns:
        Trigonometric polynomial in φ = 2θ (radians), degree ≤ 2 in each of the p angles.

    Raises:
        DimensionError: network and dataset act on different dimensions; SizeError: too many terms.

    Example:
        >>> from symqnn.model.state import State
        >>> loss(QNN(["X"], "Z"), Dataset.from_samples([(State.zero(1), "1/2")]))
        -cos(2θ₁) + 1/2*cos(4θ₁) + 3/4
    """
    total = TrigPoly.constant(0, require_qnn(qnn).torus)
    for residual in residuals(qnn, dataset):
        total = total + residual * residual
    return total * Fraction(1, len(dataset))


def gradient(poly: TrigPoly) -> tuple[TrigPoly, ...]:
    r"""The derivatives :math:`\partial L/\partial\varphi_l`; with respect to θ_l = φ_l/2 they are twice these.

    Paper: Eqn 25 (G_l). Works for every trigonometric polynomial.

    Example:
        >>> gradient(TrigPoly.from_terms({"10": 1}))
        (-sin(2θ₁), 0)
    """
    return tuple(poly.derivative(axis) for axis in range(require_trigpoly(poly).angles))


def hessian(poly: TrigPoly) -> tuple[tuple[TrigPoly, ...], ...]:
    r"""The symmetric matrix :math:`\partial^2L/\partial\varphi_k\partial\varphi_l`; with respect to θ it is four times this.

    Example:
        >>> hessian(TrigPoly.from_terms({"1": 1}))
        ((-cos(2θ₁),),)
    """
    return tuple(gradient(part) for part in gradient(poly))
