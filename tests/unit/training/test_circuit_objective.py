"""The objective of matrices against exact polynomials, and its gradient against theirs."""

import numpy as np
import pytest

from symqnn.errors import DimensionError
from symqnn.loss.training import loss
from symqnn.model.ansatz import paper_experiment, random_network
from symqnn.model.dataset import random_dataset
from symqnn.model.qnn import QNN
from symqnn.training.circuit_objective import circuit_objective
from symqnn.training.minimise import random_starts
from symqnn.training.objective import polynomial_objective

NETWORKS = [
    paper_experiment(2),
    QNN(["XY", "ZZ", "IX"], "ZI + 1/2*XY"),
    random_network(4, 3, seed=2),
]


@pytest.mark.parametrize("qnn", NETWORKS, ids=["product", "pauli", "matrices"])
def test_it_is_the_exact_loss(qnn: QNN) -> None:
    data = random_dataset(2, 4, 3)
    exact, numeric = polynomial_objective(loss(qnn, data)), circuit_objective(qnn, data)
    theta = random_starts(len(qnn.parameters), range(7), 0)
    for one, other in zip(
        exact.value_and_gradient(theta), numeric.value_and_gradient(theta), strict=True
    ):
        assert other == pytest.approx(one, abs=1e-11)


def test_shapes_must_fit() -> None:
    objective = circuit_objective(NETWORKS[0], random_dataset(2, 1, 0))
    with pytest.raises(DimensionError, match="one row a point"):
        objective.value_and_gradient(np.zeros(2))
    with pytest.raises(DimensionError, match="agree"):
        circuit_objective(NETWORKS[0], random_dataset(3, 1, 0))
