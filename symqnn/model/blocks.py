"""Tensor factors of a network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from symqnn.algebra.components import components
from symqnn.algebra.pauli import PauliSum, tensor
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.algebra.torus import Torus
from symqnn.model.frequencies import Frequencies, frequencies
from symqnn.model.gate import Gate, Operator
from symqnn.model.qnn import QNN


@dataclass(frozen=True)
class Block:
    """A tensor factor of a network: qubits that no gate, no shared parameter and no factor of the
    observable joins to the others.

    Args:
        qubits: sorted qubit numbers; empty for a network given by matrices.
        axes: positions of its parameters in the network; torus: their names and units.
        gates: the gates on the block, restricted to it; their parameters are numbered within the
            block.
        observable: restricted to the block.
    """

    qubits: tuple[int, ...]
    axes: tuple[int, ...]
    torus: Torus
    gates: tuple[Gate, ...]
    observable: Operator

    @cached_property
    def frequencies(self) -> Frequencies:
        """The frequency vectors that can occur in the block."""
        return frequencies(self.gates, self.torus.units)


def whole_block(qnn: QNN) -> Block:
    """The network as one block."""
    qubits = tuple(range(qnn.qubits)) if qnn.is_pauli else ()
    axes = tuple(range(len(qnn.torus)))
    return Block(qubits, axes, qnn.torus, qnn.gates, qnn.expanded_observable())


def blocks(qnn: QNN) -> tuple[Block, ...]:
    """Tensor factors of a network, so that M(θ) = ⊗_b M_b(θ_b) with disjoint sets of parameters.

    The whole network is one block where only one component has parameters (factors that stay fixed
    multiply every operator alike).

    Example:
        >>> [block.qubits for block in blocks(QNN(["ZZI", "IIX"], "XYZ"))]
        [(0, 1), (2,)]
        >>> [block.qubits for block in blocks(QNN(["ZZI", "IIX"], "XYZ", angles=["a", "a"]))]
        [(0, 1, 2)]
    """
    if not isinstance(qnn.observable, TensorProduct):
        return (whole_block(qnn),)
    supports = [_support(gate) for gate in qnn.gates]
    home = _components(qnn, [*qnn.observable.ranges(), *supports], supports)
    homes = [(home[support[0]], gate) for support, gate in zip(supports, qnn.gates, strict=True)]
    if len({where for where, gate in homes if gate.parameters}) == 1:
        return (whole_block(qnn),)
    pairs = list(zip(qnn.observable.factors, qnn.observable.ranges(), strict=True))
    result = []
    for k in range(max(home) + 1):
        qubits = tuple(q for q in range(qnn.qubits) if home[q] == k)
        gates = [gate for where, gate in homes if where == k]
        axes = tuple(sorted({position for gate in gates for position in gate.parameters}))
        inside = tensor([factor for factor, where in pairs if home[where[0]] == k])
        restricted = tuple(_restrict(gate, qubits, axes) for gate in gates)
        result.append(Block(qubits, axes, qnn.torus.select(axes), restricted, inside))
    return tuple(result)


def _support(gate: Gate) -> tuple[int, ...]:
    return gate.generator.support() if isinstance(gate.generator, PauliSum) else ()


def _components(
    qnn: QNN, groups: Sequence[Sequence[int]], supports: Sequence[tuple[int, ...]]
) -> list[int]:
    """The number of the component of each qubit; groups of qubits belong together."""
    joined = list(groups)
    first: dict[int, int] = {}  # a shared parameter joins its gates
    for support, gate in zip(supports, qnn.gates, strict=True):
        for position in gate.parameters:
            joined.append((first.setdefault(position, support[0]), support[0]))
    home = [0] * qnn.qubits
    for k, component in enumerate(components(range(qnn.qubits), joined)):
        for qubit in component:
            home[qubit] = k
    return home


def _restrict(gate: Gate, qubits: tuple[int, ...], axes: tuple[int, ...]) -> Gate:
    generator = gate.generator
    factors = tuple((axes.index(position), value) for position, value in gate.factors)
    inside = generator.restrict(qubits) if isinstance(generator, PauliSum) else generator
    return replace(gate, generator=inside, factors=factors)
