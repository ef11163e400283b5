"""The loss of any small network, given by matrices,
with gradients from one sweep forwards and one back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.errors import DimensionError, InternalError
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.training.objective import FloatArray

Complex = npt.NDArray[np.complex128]


@dataclass(frozen=True, eq=False)
class NumericGate:
    r"""A gate :math:`e^{-iaH}` in floats.

    Args:
        generator: H, shape (d, d). values, vectors: its eigenvalues and eigenvectors; None if
            H² = I, where the gate is :math:`\cos a-i\sin a\,H`.
    """

    generator: Complex
    values: FloatArray | None
    vectors: Complex | None

    def at(self, angle: FloatArray) -> Complex:
        """The gate at n angles, shape (n, d, d)."""
        if self.values is None or self.vectors is None:
            unit, column = np.eye(len(self.generator)), angle[:, None, None]
            return np.asarray(np.cos(column) * unit - 1j * np.sin(column) * self.generator)
        phases = np.exp(-1j * angle[:, None] * self.values)
        return np.asarray((self.vectors * phases[:, None, :]) @ self.vectors.conj().T)


@dataclass(frozen=True, eq=False)
class CircuitObjective:
    r"""Mean square loss of :math:`f_i=\operatorname{tr}(\rho_iU^\dagger MU)`,
    :math:`U=V_G\cdots V_1`, :math:`V_j=e^{-ia_jH_j}`.

    Args:
        gates: V_j. factors: k_jl with :math:`a_j=\sum_lk_{jl}\theta_l+\beta_j`, shape (G, p).
            fixed: β_j, shape (G,).
        observable: M, shape (d, d). states: ρ_i, shape (m, d, d). labels: y_i, shape (m,). units:
            g_l, shape (p,).
        degree: twice the largest frequency of the outputs in a φ_l.
    """

    gates: tuple[NumericGate, ...]
    factors: FloatArray
    fixed: FloatArray
    observable: Complex
    states: Complex
    labels: FloatArray
    units: FloatArray
    degree: int
    name: str

    @property
    def angles(self) -> int:
        """Number p of angles."""
        return int(self.factors.shape[1])

    def value_and_gradient(self, theta: FloatArray) -> tuple[FloatArray, FloatArray]:
        r"""Values, shape (n,), and gradients ∂L/∂θ, shape (n, p).

        With :math:`M_j=V_{j+1}^\dagger\cdots MV_G\cdots V_{j+1}` and
        :math:`R_j=V_j\cdots V_1RV_1^\dagger\cdots V_j^\dagger`,
        :math:`R=\tfrac2m\sum_i(f_i-y_i)\rho_i`, the derivative in a_j is
        :math:`\operatorname{tr}(R_j\,i[H_j,M_j])`.

        Raises:
            DimensionError: theta is not of shape (n, p).
        """
        points = np.asarray(theta, dtype=np.float64)
        if points.ndim != 2 or points.shape[1] != self.angles:
            raise DimensionError(
                f"theta has shape {points.shape}; (n, {self.angles}), one row a point, is required."
            )
        angles = points @ self.factors.T + self.fixed
        gates = [gate.at(angles[:, j]) for j, gate in enumerate(self.gates)]
        observables = [np.broadcast_to(self.observable, (len(points), *self.observable.shape))]
        for gate in reversed(gates):
            observables.append(_adjoint(gate) @ observables[-1] @ gate)
        observables.reverse()
        residuals = np.einsum("mij,nji->nm", self.states, observables[0]).real - self.labels
        weighted = np.einsum("nm,mij->nij", residuals * (2 / len(self.labels)), self.states)
        slopes = np.empty_like(angles)
        for j, (gate, source) in enumerate(zip(gates, self.gates, strict=True)):
            weighted = gate @ weighted @ _adjoint(gate)
            # tr(R i[H, M]) = -2 Im tr(R H M) for Hermitian R, H, M
            turned = np.einsum("nij,nji->n", weighted @ source.generator, observables[j + 1])
            slopes[:, j] = -2 * turned.imag
        return (residuals * residuals).mean(axis=1), slopes @ self.factors


def _adjoint(gates: Complex) -> Complex:
    return np.asarray(np.conj(np.swapaxes(gates, 1, 2)))


def circuit_objective(qnn: QNN, dataset: Dataset, name: str = "circuit") -> CircuitObjective:
    """The objective of a network and a dataset; cost O(n·p·d³) a call.

    Raises:
        DimensionError: they act on different dimensions.

    Example:
        >>> from symqnn.model.state import State
        >>> data = Dataset.from_samples([(State.zero(1), 0)])
        >>> objective = circuit_objective(QNN(["X"], "Z"), data)
        >>> value, gradient = objective.value_and_gradient(np.array([[np.pi / 8]]))
        >>> value.round(12), gradient.round(12)
        (array([0.5]), array([[-2.]]))
    """
    if qnn.dimension != dataset.dimension:
        raise DimensionError(
            f"the dataset has states of dimension {dataset.dimension}, the network acts on "
            f"{qnn.dimension}; they must agree."
        )
    dense = qnn.to_dense()
    p = len(dense.parameters)
    factors, fixed, gates = np.zeros((len(dense.gates), p)), np.zeros(len(dense.gates)), []
    for j, gate in enumerate(dense.gates):
        for position, value in gate.factors:
            factors[j, position] = float(value)
        fixed[j] = np.arctan2(float(gate.fixed.sin), float(gate.fixed.cos)) / float(
            gate.spectrum.step
        )
        gates.append(_numeric(gate.generator))
    observable = dense.expanded_observable().to_numpy()  # type: ignore[union-attr]
    states = np.array(
        [state.to_density().to_numpy() for state, _ in dataset.samples], dtype=np.complex128
    )
    labels = np.array([float(label) for _, label in dataset.samples])
    units = np.array([float(unit) for unit in dense.torus.units])
    degree = 2 * max(dense.degrees)
    return CircuitObjective(
        tuple(gates), factors, fixed, observable, states, labels, units, degree, name
    )


def _numeric(generator: object) -> NumericGate:
    """The matrix, with its eigenvectors where H² ≠ I."""
    if not isinstance(generator, GaussianMatrix):
        raise InternalError("a Pauli sum stands among matrices")
    matrix = np.asarray(generator.to_numpy(), dtype=np.complex128)
    if generator.squares_to_identity():
        return NumericGate(matrix, None, None)
    values, vectors = np.linalg.eigh(matrix)
    return NumericGate(matrix, values, vectors)
