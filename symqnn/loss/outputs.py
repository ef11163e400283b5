"""Outputs tr(ρM(θ)) of one network in many states,
as sums of products of polynomials in disjoint angles.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.expansion.output import (
    Expansion,
    TrigProduct,
    expand,
    expand_gates,
    factored_expectation,
)
from symqnn.model.blocks import Block, blocks
from symqnn.model.correlation import CorrelationState
from symqnn.model.qnn import QNN, require_qnn
from symqnn.model.state import ProductState, State, check_dimension

Terms = tuple[tuple[Fraction, TrigProduct], ...]


class Outputs:
    """Output polynomials of one network in many states;
    what does not depend on the state is expanded once.

    Args:
        qnn: the network. states: about how many states there will be. Matrices are expanded once if
            there are more than rows; else each state meets the observable in the middle of the
            circuit.

    Example:
        >>> Outputs(QNN(["ZI", "IZ"], "(Y+I)(Y+I)")).polynomial(State.bloch([(0, 1, 0), (0, 0, 0)]))
        cos(2θ₁) + 1
    """

    def __init__(self, qnn: QNN, states: int = 1) -> None:
        self.qnn = require_qnn(qnn)
        self._many = qnn.is_pauli or states > qnn.dimension
        self._blocks: list[tuple[Block, Expansion]] | None = None
        self._whole: Expansion | None = None

    def terms(self, state: State) -> Terms:
        """The output as Σ weight · product over the tensor factors.

        Raises:
            DimensionError: a state of another dimension; SizeError: too many terms.
        """
        check_dimension(state, self.qnn.dimension)
        one = Fraction(1)
        if self.qnn.is_pauli and isinstance(state, ProductState):
            return ((one, self._product(lambda block: state.restrict(block.qubits))),)
        if self.qnn.is_pauli and isinstance(state, CorrelationState):
            background = state.background()
            plain = self._product(lambda block: background.restrict(block.qubits))
            linked = self._product(
                lambda block: state.part(block.qubits)  # type: ignore[arg-type,return-value]
            )
            return (one, plain), (state.scale, linked)
        if not self._many:
            return ((one, factored_expectation(self.qnn, state)),)
        if self._whole is None:
            self._whole = expand(self.qnn)
        axes = tuple(range(len(self.qnn.torus)))
        return ((one, TrigProduct(((axes, self._whole.expectation(state)),), self.qnn.torus)),)

    def polynomial(self, state: State) -> TrigPoly:
        """The output multiplied out."""
        total = TrigPoly.constant(0, self.qnn.torus)
        for weight, product in self.terms(state):
            total = total + product.expand() * weight
        return total

    def _product(self, restricted: Callable[[Block], State]) -> TrigProduct:
        if self._blocks is None:
            self._blocks = [
                (block, expand_gates(block.gates, block.observable, block.torus))
                for block in blocks(self.qnn)
            ]
        made = [(block.axes, table.expectation(restricted(block))) for block, table in self._blocks]
        return TrigProduct(tuple(made), self.qnn.torus)
