"""symqnn against stored values of SymPy and Qiskit, and a part of them made again."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from make_golden import NETWORKS, PAULIS, qiskit_paulis, sympy_network

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum, tensor
from symqnn.expansion.layer import derivation
from symqnn.expansion.output import expand, operator
from symqnn.independence.decide import linear_independence
from symqnn.independence.gram import gram_matrix
from symqnn.model.qnn import QNN
from symqnn.status import Status

HERE = Path(__file__).parent
SYMPY = json.loads((HERE / "golden_sympy.json").read_text())
QISKIT = json.loads((HERE / "golden_qiskit.json").read_text())


@pytest.mark.parametrize("name", NETWORKS)
def test_operators_of_symbolic_matrix_exponentials(name: str) -> None:
    qnn = QNN(*NETWORKS[name])
    golden = {xi: GaussianMatrix.from_rows(rows) for xi, rows in SYMPY[name]["operators"].items()}
    assert len(golden) == 9
    assert {xi: a for xi, a in golden.items() if a} == dict(expand(qnn).items())
    assert all(operator(qnn, xi) == a for xi, a in golden.items())


@pytest.mark.parametrize("name", NETWORKS)
def test_gram_matrix_and_rank(name: str) -> None:
    qnn = QNN(*NETWORKS[name])
    assert gram_matrix(qnn).rows() == [
        [Fraction(value) for value in row] for row in SYMPY[name]["gram"]
    ]
    answer = linear_independence(qnn)
    assert answer.rank == SYMPY[name]["rank"]
    assert answer.status is (Status.PROVED if SYMPY[name]["rank"] == 8 else Status.REFUTED)


def test_both_verdicts_occur() -> None:
    assert {SYMPY[name]["rank"] == 8 for name in NETWORKS} == {True, False}


@pytest.mark.parametrize("pair", range(len(PAULIS)))
def test_pauli_algebra_of_qiskit(pair: int) -> None:
    h, a = map(PauliSum.from_words, PAULIS[pair])
    assert dict(derivation(a, h).terms()) == QISKIT[pair]["derivation"]
    assert dict(tensor([h, a]).terms()) == QISKIT[pair]["tensor"]
    assert dict((h + a).terms()) == QISKIT[pair]["sum"]


@pytest.mark.parametrize("name", ["d2", "d2_dependent"])
def test_sympy_values_are_reproduced(name: str) -> None:
    assert sympy_network(name) == SYMPY[name]


def test_qiskit_values_are_reproduced() -> None:
    pytest.importorskip("qiskit")
    assert [qiskit_paulis(pair) for pair in range(len(PAULIS))] == QISKIT
