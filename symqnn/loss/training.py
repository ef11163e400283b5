"""Residuals and the training loss as exact trigonometric polynomials."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import DimensionError, InputError
from symqnn.loss.outputs import Outputs
from symqnn.loss.squares import squares
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN, require_qnn


def residuals(qnn: QNN, dataset: Dataset) -> tuple[TrigPoly, ...]:
    """The residuals f(ρ_i, θ) - y_i, one a sample.

    Raises:
        DimensionError: network and dataset act on different dimensions; SizeError: too many terms.
    """
    require_dataset(qnn, dataset)
    outputs = Outputs(qnn, len(dataset))
    return tuple(
        outputs.polynomial(state) - TrigPoly.constant(label, qnn.torus)
        for state, label in dataset.samples
    )


def require_dataset(qnn: QNN, dataset: Dataset) -> None:
    """Nothing, if the dataset is one for the network.

    Raises:
        InputError: another object; DimensionError: network and dataset act on different dimensions.
    """
    require_qnn(qnn)
    if not isinstance(dataset, Dataset):
        raise InputError(
            f"dataset is of type {type(dataset).__name__}; make one with "
            "Dataset.from_samples([(state, label), …])."
        )
    if qnn.dimension != dataset.dimension:
        raise DimensionError(
            f"the dataset has states of dimension {dataset.dimension}, the network acts on "
            f"{qnn.dimension}; they must agree."
        )


def weights(dataset: Dataset, parts: Sequence[int] | None = None) -> tuple[Fraction, ...]:
    r"""Weight of each sample: 1/m, or 1/m_j in the j-th of consecutive
    parts whose losses are added.

    Paper: Eqn 5 averages over the union, Eqns 16-17 add L(S_0) + L(S_1); ``parts`` = (m_0, m_1) is
    the latter.

    Raises:
        InputError: the parts do not add up to the samples.

    Example:
        >>> data = Dataset.from_bloch([[(0, 0, 1)], [(0, 1, 0)], [(1, 0, 0)]], [0, 0, 0])
        >>> [str(weight) for weight in weights(data, (1, 2))]
        ['1', '1/2', '1/2']
    """
    sizes = tuple(parts) if parts is not None else (len(dataset),)
    if sum(sizes) != len(dataset) or min(sizes, default=0) < 1:
        raise InputError(
            f"parts is {sizes}; positive numbers of samples that add up to {len(dataset)} are "
            "required."
        )
    return tuple(Fraction(1, size) for size in sizes for _ in range(size))


def loss(qnn: QNN, dataset: Dataset, parts: Sequence[int] | None = None) -> TrigPoly:
    r"""The training loss, exactly.

    Paper: Eqn 5.

    .. math:: L(\theta;S)=\frac1m\sum_{i=1}^m\bigl(f(\rho_i,\theta)-y_i\bigr)^2

    Args:
        qnn: the network, on dimension d.
        dataset: m samples of dimension d.
        parts: sizes of consecutive parts whose losses are added (default: one part, the mean over
            all samples).

    Returns:
        Trigonometric polynomial in the parameters θ of the network (radians), by their names.

    Raises:
        DimensionError: network and dataset act on different dimensions; SizeError: too many terms.

    Example:
        >>> from symqnn.model.state import State
        >>> loss(QNN(["X"], "Z"), Dataset.from_samples([(State.zero(1), "1/2")]))
        -cos(2θ₁) + 1/2*cos(4θ₁) + 3/4
    """
    found = residuals(qnn, dataset)
    return squares(zip(weights(dataset, parts), found, strict=True), qnn.torus)
