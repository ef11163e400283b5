"""``analyse`` on six circuits, the published values beside what it finds.

Modules: certificate/analysis, statements/analysis, statements/ansatz_notes,
statements/ansatz_support.
"""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from symqnn import QNN, State
from symqnn.checker import check
from symqnn.model.ansatz import hardware_efficient, hva_ising, qaoa
from symqnn.model.instance_file import Instance
from symqnn.statements.analysis import Analysis, analyse


def analysed(qnn: QNN, state: State | None = None) -> Analysis:
    """Everything, every certificate VERIFIED."""
    found = analyse(Instance("circuit", qnn, state or State.zero(qnn.qubits)))
    made = [result.certificate for result in found.results if result.certificate is not None]
    assert len(made) >= 2
    assert {check(certificate).status for certificate in made} == {"VERIFIED"}
    return found


def algebra_of(found: Analysis) -> tuple[int, int, str]:
    assert found.algebra is not None
    assert found.ideals is not None
    return found.algebra.dimension, found.algebra.centre, found.ideals.text


@pytest.mark.parametrize(("name", "rank"), [("efficient_su2", 6), ("real_amplitudes", 3)])
def test_qiskit(name: str, rank: int) -> None:
    """Haug, Bharti, Kim 2021: deep circuits have the Fisher rank 2·2^n - 2, real ones 2^n - 1."""
    library = pytest.importorskip("qiskit.circuit.library")
    found = analysed(QNN.from_circuit(getattr(library, name)(2, reps=2), "ZZ"))
    assert found.fisher is not None
    assert found.fisher.rank == rank
    # all operations; and of real ones so(4) = su(2) + su(2)
    assert algebra_of(found) == ((15, 0, "su(4)") if rank == 6 else (6, 0, "2 × su(2)"))


def test_pennylane_strongly_entangling_layers() -> None:
    """They generate every operation, and have the largest Fisher rank."""
    qml = pytest.importorskip("pennylane")

    def circuit(w: Any) -> Any:
        qml.StronglyEntanglingLayers(w, wires=range(2))
        return qml.expval(qml.Z(0))

    node = qml.QNode(circuit, qml.device("default.qubit", wires=2))
    found = analysed(QNN.from_circuit(node, arguments=[np.ones((2, 2, 3))]))
    assert found.fisher is not None
    assert found.fisher.rank == 6
    assert algebra_of(found) == (15, 0, "su(4)")


@pytest.mark.slow
def test_hardware_efficient_on_a_hundred_qubits() -> None:
    """800 angles. No value is published for this one; the variances are those that the checker
    finds on its own road.
    """
    qnn = hardware_efficient(100, 3, observable="ZZ" + "I" * 98)
    found = analysed(qnn)
    assert (len(qnn.parameters), found.fourier.vectors) == (800, 3**800)
    assert found.moments is not None
    (cone,) = found.cones
    depends = {axis for axis, value in enumerate(found.moments.gradient) if value}
    assert depends <= set(cone.parameters)
    assert (len(cone.qubits), len(cone.parameters), len(depends)) == (5, 23, 23)
    # the closure is too large: what is known is said
    undecided = [result.found for result in found.results if result.statement == "lie-algebra"]
    assert "has dimension" in undecided[0]
    assert "or more" in undecided[0]


def test_qaoa_on_a_ring() -> None:
    """D'Alessandro and Isik 2024: dimension 3n - 1, a centre of dimension 2 and n - 1 copies of
    su(2).
    """
    plus = State.bloch([(1, 0, 0)] * 6)
    found = analysed(qaoa([(k, (k + 1) % 6) for k in range(6)], 2), plus)
    assert algebra_of(found) == (17, 2, "5 × su(2)")


def test_hamiltonian_variational_ansatz() -> None:
    """The open transverse-field Ising chain: dimension n² (Larocca et al. 2022)."""
    found = analysed(hva_ising(5, 2), State.bloch([(1, 0, 0)] * 5))
    assert algebra_of(found) == (25, 1, "su(5)")


@pytest.mark.parametrize("n", [2, pytest.param(6, marks=pytest.mark.slow)])
def test_product_network(n: int) -> None:
    """Cerezo et al. 2021: Var ∂f = (1/8)(3/8)^(n-1) of the global cost, 1/(8n²) of the local."""
    rotations = ["1/2*" + "I" * k + "X" + "I" * (n - k - 1) for k in range(n)]
    local = " + ".join(f"1/{2 * n}*" + "I" * k + "Z" + "I" * (n - k - 1) for k in range(n))
    wanted = {
        f"(1/2*I + 1/2*Z)^{n}": Fraction(1, 8) * Fraction(3, 8) ** (n - 1),
        local: Fraction(1, 8 * n * n),
    }
    for observable, value in wanted.items():
        found = analysed(QNN(rotations, observable))
        assert found.moments is not None
        assert set(found.moments.gradient) == {value}
        assert algebra_of(found) == (n, n, "0")
