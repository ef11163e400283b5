"""The loss of any small network, given by matrices, with gradients from one sweep forwards and one back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.errors import DimensionError
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.training.objective import FloatArray

Complex = npt.NDArray[np.complex128]


@dataclass(frozen=True, eq=False)
class CircuitObjective:
    r"""Mean square loss of :math:`f_i=\operatorname{tr}(\rho_iU^\dagger MU)`, :math:`U=V_p\cdots V_1`, :math:`V_l=\cos\theta_l-i\sin\theta_lH_l`.

    Args:
        generators: H_l, shape (p, d, d). observable: M, shape (d, d). states: ρ_i, shape (m, d, d). labels: y_i, shape (m,).
    """

    generators: Complex
    observable: Complex
    states: Complex
    labels: FloatArray
    name: str

    @property
    def angles(self) -> int:
        """Number p of angles."""
        return len(self.generators)

    def value_and_gradient(self, theta: FloatArray) -> tuple[FloatArray, FloatArray]:
        r"""Values, shape (n,), and gradients ∂L/∂θ, shape (n, p).

        With :math:`M_l=V_{l+1}^\dagger\cdots MV_p\cdots V_{l+1}` and :math:`R_l=V_l\cdots V_1RV_1^\dagger\cdots V_l^\dagger`,
        :math:`R=\tfrac2m\sum_i(f_i-y_i)\rho_i`, the derivative is :math:`\operatorname{tr}(R_l\,i[H_l,M_l])`.

        Raises:
            DimensionError: theta is not of shape (n, p).
        """
        points = np.asarray(theta, dtype=np.float64)
        if points.ndim != 2 or points.shape[1] != self.angles:
            raise DimensionError(f"theta has shape {points.shape}; (n, {self.angles}), one row a point, is required.")
        unit = np.eye(len(self.observable))
        gates = [
            np.cos(points[:, axis, None, None]) * unit - 1j * np.sin(points[:, axis, None, None]) * generator for axis, generator in enumerate(self.generators)
        ]
        observables = [np.broadcast_to(self.observable, (len(points), *self.observable.shape))]
        for gate in reversed(gates):
            observables.append(_adjoint(gate) @ observables[-1] @ gate)
        observables.reverse()
        residuals = np.einsum("mij,nji->nm", self.states, observables[0]).real - self.labels
        weighted = np.einsum("nm,mij->nij", residuals * (2 / len(self.labels)), self.states)
        gradient = np.empty_like(points)
        for axis, (gate, generator) in enumerate(zip(gates, self.generators, strict=True)):
            weighted = gate @ weighted @ _adjoint(gate)
            evolved = observables[axis + 1]
            # tr(R i[H, M]) = -2 Im tr(R H M) for Hermitian R, H, M
            gradient[:, axis] = -2 * np.einsum("nij,nji->n", weighted @ generator, evolved).imag
        return (residuals * residuals).mean(axis=1), gradient


def _adjoint(gates: Complex) -> Complex:
    return np.asarray(np.conj(np.swapaxes(gates, 1, 2)))


def circuit_objective(qnn: QNN, dataset: Dataset, name: str = "circuit") -> CircuitObjective:
    """The objective of a network and a dataset; cost O(n·p·d³) a call.

    Raises:
        DimensionError: they act on different dimensions.

    Example:
        >>> from symqnn.model.state import State
        >>> objective = circuit_objective(QNN(["X"], "Z"), Dataset.from_samples([(State.zero(1), 0)]))
        >>> value, gradient = objective.value_and_gradient(np.array([[np.pi / 8]]))
        >>> value.round(12), gradient.round(12)
        (array([0.5]), array([[-2.]]))
    """
    if qnn.dimension != dataset.dimension:
        raise DimensionError(f"the dataset has states of dimension {dataset.dimension}, the network acts on {qnn.dimension}; they must agree.")
    dense = qnn.to_dense()
    operators = [value for value in (*dense.generators, dense.observable) if isinstance(value, GaussianMatrix)]
    matrices = np.array([value.to_numpy() for value in operators], dtype=np.complex128)
    states = np.array([state.to_density().to_numpy() for state, _ in dataset.samples], dtype=np.complex128)
    labels = np.array([float(label) for _, label in dataset.samples])
    return CircuitObjective(matrices[:-1], matrices[-1], states, labels, name)
