"""The second road of losses: matrix exponentials in floats, from the generators and angles that
were given, and many descents.
"""

from math import atan, pi

import numpy as np
from scipy.linalg import expm
from scipy.optimize import minimize

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct


def matrix(operator):
    """A generator or observable as a float matrix."""
    if isinstance(operator, TensorProduct):
        operator = operator.expand()
    return (
        GaussianMatrix.from_pauli(operator) if isinstance(operator, PauliSum) else operator
    ).to_numpy()


class FloatLoss:
    """L(θ) = Σ w (tr(ρ U†MU) - y)² with U = ∏ exp(-ia_jH_j), a_j = Σ k_l θ_l + β; nothing of
    symqnn's phases is used.
    """

    def __init__(self, qnn, dataset, parts=None):
        names = list(qnn.parameters)
        self.gates = []
        for generator, angle in zip(qnn.generators, qnn.angles, strict=True):
            values, vectors = np.linalg.eigh(matrix(generator))
            slopes = np.array([float(angle.factors.get(name, 0)) for name in names])
            beta = angle.fixed
            constant = float(beta.pi) * pi + float(beta.number)
            constant += sum(float(s) * atan(t) for t, s in beta.arctangents)
            self.gates.append((slopes, constant, values, vectors))
            turn = (vectors * np.exp(-0.7j * values)) @ vectors.conj().T
            # the fast exponential is scipy's
            assert np.allclose(turn, expm(-0.7j * matrix(generator)))
        self.periods = np.array([2 * pi / float(unit) for unit in qnn.torus.units])
        self.observable = matrix(qnn.observable)
        self.states = np.array([state.to_density().to_numpy() for state, _ in dataset.samples])
        self.transposed = self.states.swapaxes(1, 2).reshape(len(self.states), -1).T  # tr(ρM)
        self.labels = np.array([float(label) for _, label in dataset.samples])
        sizes = parts or (len(dataset),)
        self.weights = np.concatenate([np.full(size, 1 / size) for size in sizes])

    def residuals(self, thetas):
        """f(ρ_i, θ) - y_i for many θ at once, shape (θ, i)."""
        heisenberg = self.observable[None]
        for slopes, constant, values, vectors in reversed(self.gates):
            phases = np.exp(-1j * (thetas @ slopes + constant)[:, None] * values)
            gates = (vectors * phases[:, None, :]) @ vectors.conj().T
            heisenberg = gates.conj().swapaxes(1, 2) @ heisenberg @ gates
        traces = heisenberg.reshape(len(heisenberg), -1) @ self.transposed
        return traces.real - self.labels

    def values(self, thetas):
        """L at many θ."""
        return self.residuals(np.asarray(thetas)) ** 2 @ self.weights

    def value(self, theta):
        """L(θ)."""
        return float(self.values(np.asarray(theta)[None])[0])

    def gradient(self, theta, step=1e-3):
        """∂L/∂θ by central differences of fourth order."""
        steps = np.array([step, -step, 2 * step, -2 * step])
        shifts = steps[:, None, None] * np.eye(len(theta))
        up, down, far_up, far_down = self.values((theta + shifts).reshape(-1, len(theta))).reshape(
            4, -1
        )
        return (8 * (up - down) - (far_up - far_down)) / (12 * step)

    def hessian(self, theta, step=1e-3):
        """Second derivatives by differences of the gradient."""
        rows = np.eye(len(theta)) * step
        table = np.array(
            [self.gradient(theta + row) - self.gradient(theta - row) for row in rows]
        ) / (2 * step)
        return (table + table.T) / 2

    def distance(self, a, b):
        """Largest difference of angles modulo their periods."""
        difference = (np.asarray(a) - np.asarray(b)) / self.periods
        return float((np.abs(difference - np.round(difference)) * self.periods).max())

    def descend(self, starts, seed=0):
        """Different end points of quasi-Newton descents that have a positive definite Hessian."""
        source, found = np.random.default_rng(seed), []
        for _ in range(starts):
            start = source.uniform(0, 1, len(self.periods)) * self.periods
            end = minimize(
                self.value, start, jac=self.gradient, method="BFGS", options={"gtol": 1e-8}
            )
            if np.abs(self.gradient(end.x)).max() > 1e-5 * self.scale:
                continue
            if any(self.distance(end.x, other) < 1e-2 for other in found):
                continue
            if np.linalg.eigvalsh(self.hessian(end.x))[0] > 1e-5 * self.scale:
                found.append(end.x)
        return found

    @property
    def scale(self):
        """About the size of the loss."""
        source = np.random.default_rng(1)
        points = source.uniform(0, 1, (20, len(self.periods))) * self.periods
        return float(np.mean(self.values(points)))

    def theta(self, points):
        """θ of points (cos gθ, sin gθ)."""
        phases = np.array([np.arctan2(float(point.sin), float(point.cos)) for point in points])
        return phases * self.periods / (2 * pi)
