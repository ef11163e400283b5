"""A quantum neural network: two-level generators and an observable, checked on entry."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from symqnn.algebra.exact import short
from symqnn.algebra.latex import LatexRepr, Row
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, TensorProduct, tensor
from symqnn.errors import DimensionError, InputError
from symqnn.model.network_latex import network_rows

if TYPE_CHECKING:
    import sympy

Operator = PauliSum | GaussianMatrix


@dataclass(frozen=True, repr=False)
class QNN(LatexRepr):
    r"""A network :math:`U(\theta)=V_p(\theta_p)\cdots V_1(\theta_1)`, :math:`V_l=e^{-i\theta_lH_l}`, :math:`H_l^2=I`, with observable M.

    Paper: Eqn 4. Generator 1 acts first on the state; θ in radians, everything is periodic with π in each θ_l.

    Args:
        generators: p ≥ 1 Hermitian operators with H² = I: Pauli texts (``"ZI"``), Pauli sums, or square matrices of
            exact numbers (nested lists, SymPy matrices) of any dimension d ≥ 2.
        observable: a Hermitian operator of the same kind; a Pauli product such as ``"(Y+I)^64"`` stays factored.
        parameters: names of the angles, for printing (default θ1, θ2, …).

    Raises:
        InputError: no generator, not Hermitian, or H² ≠ I; ExactnessError: floats; DimensionError: sizes differ.

    Example:
        >>> QNN(["ZI", "IZ"], "(Y+I)(Y+I)")
        QNN(2 generators on 2 qubits, observable (I + Y)(I + Y))
    """

    generators: tuple[Operator, ...]
    observable: TensorProduct | GaussianMatrix
    parameters: tuple[str, ...] = ()

    def __init__(self, generators: Iterable[object], observable: object, parameters: Iterable[str] = ()) -> None:
        if isinstance(generators, (str, bytes)) or not isinstance(generators, Iterable):
            raise InputError(f"generators is {short(generators)}; a list is required, for instance ['ZI', 'IZ'].")
        listed = [_operator(value, f"generators[{k}]") for k, value in enumerate(generators)]
        if not listed:
            raise InputError("generators is empty; at least one generator (p ≥ 1) is required.")
        target = _observable(observable)
        if isinstance(target, GaussianMatrix) or not all(isinstance(value, PauliSum) for value in listed):
            listed = [_dense(value) for value in listed]
            target = _dense(target)
        names = tuple(parameters) or tuple(f"θ{k + 1}" for k in range(len(listed)))
        if not all(isinstance(name, str) for name in names):
            raise InputError(f"parameters is {short(names)}; texts, one a generator, are required.")
        if len(names) != len(listed) or len(set(names)) != len(names):
            raise InputError(f"parameters has {len(names)} names ({len(set(names))} different); {len(listed)} different names are required.")
        for key, value in (("generators", tuple(listed)), ("observable", target), ("parameters", names)):
            object.__setattr__(self, key, value)
        self._check()

    def _check(self) -> None:
        if self.dimension < 2:
            raise InputError("the network acts on dimension 1; dimension d ≥ 2 is required.")
        for k, generator in enumerate(self.generators):
            if generator.dimension != self.dimension:
                raise DimensionError(
                    f"generators[{k}] acts on dimension {generator.dimension}, the observable on {self.dimension}; give all on the same space."
                )
            if isinstance(generator, GaussianMatrix) and not generator.is_hermitian():
                raise InputError(f"generators[{k}] is not Hermitian; entry [j][k] must be the conjugate of entry [k][j].")
            if not generator.squares_to_identity():
                raise InputError(f"generators[{k}] does not square to the identity; H² = I is required (eigenvalues ±1), as for a Pauli word.")
        if isinstance(self.observable, GaussianMatrix) and not self.observable.is_hermitian():
            raise InputError("observable is not Hermitian; entry [j][k] must be the conjugate of entry [k][j].")
        if not (self.observable if isinstance(self.observable, GaussianMatrix) else all(map(len, self.observable.factors))):
            raise InputError("observable is zero; a non-zero Hermitian operator is required.")

    @property
    def layers(self) -> int:
        """Number p of generators."""
        return len(self.generators)

    @property
    def is_pauli(self) -> bool:
        """Whether the network is stored as Pauli sums (otherwise as dense matrices)."""
        return isinstance(self.observable, TensorProduct)

    @property
    def dimension(self) -> int:
        """Dimension d of the Hilbert space."""
        return 2**self.observable.qubits if isinstance(self.observable, TensorProduct) else self.observable.dimension

    @property
    def qubits(self) -> int:
        """Number of qubits of a Pauli network.

        Raises:
            DimensionError: the network is given by matrices.
        """
        if not isinstance(self.observable, TensorProduct):
            raise DimensionError(f"the network is given by matrices on dimension {self.dimension}; qubits are known for Pauli networks only.")
        return self.observable.qubits

    def expanded_observable(self) -> Operator:
        """The observable multiplied out.

        Raises:
            SizeError: a factored observable with more than 5 000 000 terms.
        """
        return self.observable.expand() if isinstance(self.observable, TensorProduct) else self.observable

    def to_dense(self) -> QNN:
        """The same network as dense matrices.

        Raises:
            SizeError: more than 10 qubits.
        """
        return QNN([_dense(value) for value in self.generators], _dense(self.observable), self.parameters)

    def latex_rows(self, limit: int = 12) -> list[Row]:
        r"""LaTeX: U(θ), the generators (the number of those beyond ``limit`` is said) and the observable.

        Example:
            >>> print(QNN(["Z"], "Y+I").to_latex())
            \begin{aligned}
            U(\theta) &= e^{-i\theta_{1}H_{1}} \\
            H_{1} &= Z \\
            M &= I + Y
            \end{aligned}
        """
        return network_rows(self.generators, self.observable, limit)

    def to_sympy(self) -> tuple[tuple[sympy.ImmutableMatrix, ...], sympy.ImmutableMatrix]:
        """The generators and the observable as matrices, which QNN reads back (SizeError: more than 10 qubits)."""
        return tuple(generator.to_sympy() for generator in self.generators), _dense(self.observable).to_sympy()

    def __repr__(self) -> str:
        space = f"{self.qubits} qubits" if self.is_pauli else f"dimension {self.dimension}"
        text = repr(self.observable)
        plural = "" if self.layers == 1 else "s"
        return f"QNN({self.layers} generator{plural} on {space}, observable {text if len(text) <= 60 else text[:57] + '…'})"


@dataclass(frozen=True)
class Block:
    """A tensor factor of a network: qubits that no generator and no factor of the observable joins to the others.

    Args:
        qubits: sorted qubit numbers; empty for a network given by matrices.
        layers: positions of the generators (0-based) that act on the block.
        generators, observable: restricted to the block.
    """

    qubits: tuple[int, ...]
    layers: tuple[int, ...]
    generators: tuple[Operator, ...]
    observable: Operator


def blocks(qnn: QNN) -> tuple[Block, ...]:
    """Tensor factors of a network: connected components of its qubits, so that M(θ) = ⊗_b M_b(θ_b).

    The whole network is one block where only one component has generators (factors that stay fixed multiply every
    Φ_ξ(M) alike), and where a generator is a multiple of the identity (it belongs to no component).

    Example:
        >>> [block.qubits for block in blocks(QNN(["ZZI", "IIX"], "XYZ"))]
        [(0, 1), (2,)]
    """
    if not isinstance(qnn.observable, TensorProduct):
        return (Block((), tuple(range(qnn.layers)), qnn.generators, qnn.observable),)
    graph = nx.Graph()
    graph.add_nodes_from(range(qnn.qubits))
    ranges = qnn.observable.ranges()
    supports = [generator.support() for generator in qnn.generators if isinstance(generator, PauliSum)]
    for joined in (*ranges, *supports):
        nx.add_path(graph, joined)
    home = {q: k for k, component in enumerate(sorted(map(sorted, nx.connected_components(graph)))) for q in component}
    if not all(supports) or len({home[support[0]] for support in supports}) == 1:
        home = dict.fromkeys(home, 0)
    result = []
    for k in range(max(home.values()) + 1):
        qubits = tuple(q for q in range(qnn.qubits) if home[q] == k)
        layers = tuple(layer for layer, support in enumerate(supports) if not support or home[support[0]] == k)
        inside = [factor for factor, where in zip(qnn.observable.factors, ranges, strict=True) if home[where[0]] == k]
        generators = tuple(_restrict(qnn.generators[layer], qubits) for layer in layers)
        result.append(Block(qubits, layers, generators, tensor(inside)))
    return tuple(result)


def is_two_level(generators: Iterable[object]) -> bool:
    """Whether all generators are Hermitian with H² = I.

    Example:
        >>> is_two_level(["ZI", "3/5*XI + 4/5*ZI"]), is_two_level(["ZI + IZ"])
        (True, False)
    """
    listed = [_operator(value, f"generators[{k}]") for k, value in enumerate(generators)]
    return all(value.squares_to_identity() and (isinstance(value, PauliSum) or value.is_hermitian()) for value in listed)


def _restrict(generator: Operator, qubits: tuple[int, ...]) -> Operator:
    return generator.restrict(qubits) if isinstance(generator, PauliSum) else generator


def require_qnn(value: object) -> QNN:
    """The network, if it is one with two-level generators.

    Raises:
        InputError: another object, with what to do.
    """
    if not isinstance(value, QNN):
        raise InputError(f"qnn is of type {type(value).__name__}; make one with QNN(generators, observable).")
    return value


def _operator(value: object, name: str) -> Operator:
    if isinstance(value, (PauliSum, GaussianMatrix)):
        return value
    if isinstance(value, TensorProduct):
        return value.expand()
    return PauliSum.from_text(value) if isinstance(value, str) else GaussianMatrix.from_rows(value, name)


def _observable(value: object) -> TensorProduct | GaussianMatrix:
    if isinstance(value, (TensorProduct, GaussianMatrix)):
        return value
    if isinstance(value, PauliSum):
        return TensorProduct((value,))
    return TensorProduct.from_text(value) if isinstance(value, str) else GaussianMatrix.from_rows(value, "observable")


def _dense(value: Operator | TensorProduct) -> GaussianMatrix:
    if isinstance(value, GaussianMatrix):
        return value
    return GaussianMatrix.from_pauli(value.expand() if isinstance(value, TensorProduct) else value)
