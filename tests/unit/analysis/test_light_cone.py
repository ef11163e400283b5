"""Light cones against the exact polynomials of single terms."""

import pytest

from symqnn import QNN, State, expectation
from symqnn.analysis.light_cone import light_cones
from symqnn.errors import InputError
from symqnn.model.ansatz import hardware_efficient, hva_ising

GENERIC = ("2/7", "3/7", "6/7")


# the words of the last gate do not commute: XI brings ZZ into the cone of ZI
MIXED = QNN(["XI", "IX", "3/5*XI + 4/5*ZZ"], "ZI + IZ")
NETWORKS = {
    "words": hardware_efficient(3, 1, observable="ZII + IXI"),
    "sums": hva_ising(4, 1),
    "no product": MIXED,
}


@pytest.mark.parametrize("qnn", NETWORKS.values(), ids=NETWORKS)
def test_outside_of_a_cone_nothing_depends(qnn: QNN) -> None:
    for cone in light_cones(qnn):
        alone = QNN.from_gates(qnn.gates, QNN(["X" * qnn.qubits], cone.term).observable, qnn.torus)
        poly = expectation(alone, State.bloch([GENERIC] * qnn.qubits))
        depends = {axis for axis in range(len(qnn.parameters)) if len(poly.derivative(axis))}
        assert depends <= set(cone.parameters)


def test_all_words_of_a_gate_that_is_no_product_join() -> None:
    found = {cone.term: (cone.qubits, cone.parameters) for cone in light_cones(MIXED)}
    assert found == {"ZI": ((0, 1), (0, 1, 2)), "IZ": ((1,), (1,))}


def test_a_cone_grows_by_one_qubit_a_layer() -> None:
    for layers in range(3):
        qnn = hardware_efficient(9, layers, observable="I" * 4 + "Z" + "I" * 4)
        (cone,) = light_cones(qnn)
        assert cone.qubits == tuple(range(4 - layers, 5 + layers))


def test_networks_of_matrices_have_none() -> None:
    with pytest.raises(InputError, match="matrices"):
        light_cones(QNN([[[0, 1], [1, 0]]], [[1, 0], [0, -1]]))
