"""Outputs tr(ρM(θ)) as sums of products of polynomials in disjoint angles, and residuals and losses made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import DimensionError, InputError
from symqnn.expansion.output import TrigProduct, factored_expectation
from symqnn.expansion.pauli_expansion import PauliExpansion, expand_pauli
from symqnn.model.correlation import CorrelationState
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN, Block, blocks
from symqnn.model.state import ProductState, State, check_dimension


class Outputs:
    """Output polynomials of one network in many states; tensor factors of the network are expanded once.

    Example:
        >>> Outputs(QNN(["ZI", "IZ"], "(Y+I)(Y+I)")).polynomial(State.bloch([(0, 1, 0), (0, 0, 0)]))
        cos(2θ₁) + 1
    """

    def __init__(self, qnn: QNN) -> None:
        self.qnn = qnn
        self._blocks: list[tuple[Block, PauliExpansion]] | None = None

    def _expanded(self) -> list[tuple[Block, PauliExpansion]]:
        if self._blocks is None:
            self._blocks = [(block, expand_pauli(block.generators, block.observable)) for block in blocks(self.qnn)]  # type: ignore[arg-type]
        return self._blocks

    def terms(self, state: State) -> tuple[tuple[Fraction, TrigProduct], ...]:
        """The output as Σ weight · product over the tensor factors."""
        check_dimension(state, self.qnn.dimension)
        if self.qnn.is_pauli and isinstance(state, ProductState):
            return ((Fraction(1), self._product(state)),)
        if self.qnn.is_pauli and isinstance(state, CorrelationState):
            linked = [(block.layers, expansion.expectation(state.part(block.qubits))) for block, expansion in self._expanded()]  # type: ignore[arg-type]
            return (Fraction(1), self._product(state.background())), (state.scale, TrigProduct(tuple(linked), self.qnn.layers))
        return ((Fraction(1), factored_expectation(self.qnn, state)),)

    def _product(self, state: ProductState) -> TrigProduct:
        factors = [(block.layers, expansion.expectation(state.restrict(block.qubits))) for block, expansion in self._expanded()]
        return TrigProduct(tuple(factors), self.qnn.layers)

    def polynomial(self, state: State) -> TrigPoly:
        """The output multiplied out."""
        total = TrigPoly.constant(0, self.qnn.layers)
        for weight, product in self.terms(state):
            total = total + product.expand() * weight
        return total


def residuals(qnn: QNN, dataset: Dataset) -> tuple[TrigPoly, ...]:
    """The residuals f(ρ_i, θ) - y_i, one a sample.

    Raises:
        DimensionError: network and dataset act on different dimensions.
    """
    if qnn.dimension != dataset.dimension:
        raise DimensionError(f"the dataset has states of dimension {dataset.dimension}, the network acts on {qnn.dimension}; they must agree.")
    outputs = Outputs(qnn)
    return tuple(outputs.polynomial(state) - TrigPoly.constant(label, qnn.layers) for state, label in dataset.samples)


def weights(dataset: Dataset, parts: Sequence[int] | None = None) -> tuple[Fraction, ...]:
    r"""Weight of each sample: 1/m, or 1/m_j in the j-th of consecutive parts whose losses are added.

    Paper: Eqn 5 averages over the union, Eqns 16-17 add L(S_0) + L(S_1); ``parts`` = (m_0, m_1) is the latter.

    Raises:
        InputError: the parts do not add up to the samples.

    Example:
        >>> data = Dataset.from_bloch([[(0, 0, 1)], [(0, 1, 0)], [(1, 0, 0)]], [0, 0, 0])
        >>> [str(weight) for weight in weights(data, (1, 2))]
        ['1', '1/2', '1/2']
    """
    sizes = tuple(parts) if parts is not None else (len(dataset),)
    if sum(sizes) != len(dataset) or min(sizes, default=0) < 1:
        raise InputError(f"parts is {sizes}; positive numbers of samples that add up to {len(dataset)} are required.")
    return tuple(Fraction(1, size) for size in sizes for _ in range(size))


def loss(qnn: QNN, dataset: Dataset, parts: Sequence[int] | None = None) -> TrigPoly:
    r"""The loss :math:`\sum_iw_i(f(\rho_i,\theta)-y_i)^2` (Paper: Eqn 5), recomputed from states and labels."""
    return squares(zip(weights(dataset, parts), residuals(qnn, dataset), strict=True), qnn.layers)


def squares(weighted: Iterable[tuple[Fraction, TrigPoly]], angles: int) -> TrigPoly:
    """Σ w·R²."""
    total = TrigPoly.constant(0, angles)
    for weight, residual in weighted:
        total = total + residual * residual * weight
    return total
