"""Light cones against the exact polynomials of single terms."""

import pytest

from symqnn import QNN, State, expectation
from symqnn.analysis.light_cone import light_cones
from symqnn.errors import InputError
from symqnn.model.ansatz import hardware_efficient, hva_ising

GENERIC = ("2/7", "3/7", "6/7")


@pytest.mark.parametrize("qnn", [hardware_efficient(3, 1, observable="ZII + IXI"), hva_ising(4, 1)], ids=["words", "sums"])
def test_outside_of_a_cone_nothing_depends(qnn: QNN) -> None:
    for cone in light_cones(qnn):
        alone = QNN.from_gates(qnn.gates, QNN(["X" * qnn.qubits], cone.term).observable, qnn.torus)
        poly = expectation(alone, State.bloch([GENERIC] * qnn.qubits))
        depends = {axis for axis in range(len(qnn.parameters)) if len(poly.derivative(axis))}
        assert depends <= set(cone.parameters)


def test_a_cone_grows_by_one_qubit_a_layer() -> None:
    for layers in range(3):
        qnn = hardware_efficient(9, layers, observable="I" * 4 + "Z" + "I" * 4)
        (cone,) = light_cones(qnn)
        assert cone.qubits == tuple(range(4 - layers, 5 + layers))


def test_networks_of_matrices_have_none() -> None:
    with pytest.raises(InputError, match="matrices"):
        light_cones(QNN([[[0, 1], [1, 0]]], [[1, 0], [0, -1]]))
