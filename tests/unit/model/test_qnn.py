"""QNN(generators, observable): what is accepted, what is refused, and how a network falls apart.

Modules: model/gate, model/spectrum.
"""

from fractions import Fraction

import numpy as np
import pytest
import sympy

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.pauli import PauliSum
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.errors import DimensionError, ExactnessError, InputError, SizeError, SymqnnError
from symqnn.expansion.output import expand
from symqnn.model.blocks import blocks
from symqnn.model.qnn import QNN


def test_ways_to_bring_the_same_network() -> None:
    x, z = [[0, 1], [1, 0]], [[1, 0], [0, -1]]
    dense = QNN([x], z)
    assert QNN([sympy.Matrix(x)], sympy.Matrix(z)) == dense
    assert QNN([np.array(x)], z) == dense
    assert QNN(["X"], z) == dense
    assert QNN([x], "Z") == dense
    assert QNN(["X"], "Z").to_dense() == dense
    assert (
        QNN([PauliSum.from_text("X")], PauliSum.from_text("Z"))
        == QNN(["X"], "Z")
        == QNN([TensorProduct.from_text("X")], TensorProduct.from_text("Z"))
    )
    assert not dense.is_pauli
    with pytest.raises(DimensionError, match="Pauli networks only"):
        _ = dense.qubits


def test_sizes_and_names() -> None:
    qnn = QNN(["ZI", "IZ", "XX"], "(Y+I)(Y+I)", ["a", "b", "c"])
    assert (len(qnn.parameters), qnn.qubits, qnn.dimension, qnn.is_pauli, qnn.parameters) == (
        3,
        2,
        4,
        True,
        ("a", "b", "c"),
    )
    assert QNN(["X"], "Z").parameters == ("θ1",)
    assert qnn.to_dense().parameters == ("a", "b", "c")
    assert repr(QNN(["X"], "Z")) == "QNN(1 gate on 1 qubit, parameter θ1, observable Z)"


def test_matrices_of_any_dimension() -> None:
    shift = [[0, 0, 1], [0, 1, 0], [1, 0, 0]]
    assert QNN([shift], [[1, 0, 0], [0, 0, 0], [0, 0, -1]]).dimension == 3


def test_large_products_stay_factored() -> None:
    qnn = QNN(["Z" + "I" * 63], "(Y+I)^64")
    assert (qnn.qubits, qnn.dimension) == (64, 2**64)
    with pytest.raises(SizeError, match="keep it factored"):
        qnn.expanded_observable()
    with pytest.raises(SizeError, match="10 qubits"):
        qnn.to_dense()


@pytest.mark.parametrize(
    ("generators", "observable", "error", "message"),
    [
        ([], "Z", InputError, "generators is empty"),
        ("ZI", "ZZ", InputError, "a list is required"),
        (None, "Z", InputError, "a list is required"),
        (5, "Z", InputError, "a list is required"),
        (["X"], "", InputError, "Pauli text"),
        (["X"], "X - X", InputError, "observable is zero"),
        (["X"], "0*X", InputError, "observable is zero"),
        (["X"], [[0, 0], [0, 0]], InputError, "observable is zero"),
        (["X"], [[0, 1], [0, 0]], InputError, "observable is not Hermitian"),
        (["X"], [["i", 0], [0, 1]], InputError, "observable is not Hermitian"),
        ([[[0, 1], [0, 0]]], "Z", InputError, r"generators\[0\] is not Hermitian"),
        (["X + Z"], "Z", InputError, r"generators\[0\] has an eigenvalue that is not rational"),
        (["0*X"], "Z", InputError, "multiple of the identity"),
        (["X", "2*I"], "Z", InputError, r"generators\[1\] is a multiple of the identity"),
        ([[[1, 0], [0, 1]]], "Z", InputError, "multiple of the identity"),
        (
            [[[1, 1], [1, 2]]],
            "Z",
            InputError,
            r"generators\[0\] has an eigenvalue that is not rational",
        ),
        (["X"], "ZZ", DimensionError, r"generators\[0\] acts on dimension 2, the observable on 4"),
        (["XX", "X"], "ZZ", DimensionError, r"generators\[1\]"),
        ([[[1, 0], [0, -1]]], [[1, 0, 0], [0, 1, 0], [0, 0, 1]], DimensionError, "dimension 2"),
        (["XX"], [[1, 0, 0], [0, 1, 0], [0, 0, 1]], DimensionError, "dimension 4"),
        ([[[1]]], [[1]], InputError, "dimension d ≥ 2"),
        (["X"], [[1.0, 0], [0, 1]], ExactnessError, r"observable\[0\]\[0\] is the float 1.0"),
        ([[[0, 1.0], [1, 0]]], "Z", ExactnessError, r"generators\[0\]\[0\]\[1\]"),
        ([[[float("nan"), 1], [1, 0]]], "Z", ExactnessError, "nan"),
        (["0.5.1*X"], "Z", InputError, "Pauli text"),
        ([[[1, 0], [0]]], "Z", InputError, "square matrix"),
        ([0.5], "Z", InputError, r"generators\[0\]"),
        ([None], "Z", InputError, r"generators\[0\]"),
        (["X"], None, InputError, "observable"),
        (["X"], sympy.Matrix([[sympy.sqrt(2), 0], [0, 1]]), InputError, r"not in Q\(i\)"),
        (["X"], sympy.Matrix([[sympy.Float(0.5), 0], [0, 1]]), ExactnessError, "Rational"),
    ],
)
def test_bad_input(
    generators: object, observable: object, error: type[SymqnnError], message: str
) -> None:
    with pytest.raises(error, match=message):
        QNN(generators, observable)  # type: ignore[arg-type]


@pytest.mark.parametrize("names", [["a"], ["a", "a"], ["a", "b", "c"]])
def test_parameter_names(names: list[str]) -> None:
    with pytest.raises(InputError, match="different names"):
        QNN(["X", "Z"], "Y", names)


@pytest.mark.parametrize(
    ("generators", "angles"),
    [
        (["ZI", "ZI + IZ"], None),
        (["ZI", "IZ"], ["a", "2*a"]),
        (["ZI", "IZ"], ["a", "a - b"]),
        (["ZI", "IZ"], ["a", "pi/2"]),
        (["ZI", "IZ"], ["-a", "b"]),
        (["ZI", "IZ"], ["a", "b + pi/4"]),
        (["ZI", "IZ"], ["a", "pi/8"]),
    ],
)
def test_what_is_not_of_the_form_of_the_paper(
    generators: list[str], angles: list[str] | None
) -> None:
    assert not QNN(generators, "XX", angles=angles).is_two_level


def test_the_form_of_the_paper_is_kept_under_positive_factors() -> None:
    qnn = QNN(["ZI", "1/2*IZ", "3/5*XI + 4/5*ZI"], "XX", angles=["a", "3*b", "c/2"])
    assert qnn.is_two_level
    assert qnn.torus.units == (2, 3, 1)


def test_matrices_keep_fixed_and_rounded_angles() -> None:
    """The point of the circle at u·β goes with the step u, which may grow when words become a
    matrix.
    """
    qnn = QNN(
        ["1/2*ZI + 1/2*IZ", "XX"], "ZX + YY", angles=["a + 0.1", "b + atan(1/3)"], round_angles=True
    )
    dense = qnn.to_dense()
    assert dict(expand(dense).items()) == {
        index: GaussianMatrix.from_pauli(operator) for index, operator in expand(qnn).items()
    }
    assert dense.angles == qnn.angles
    assert [gate.rounding for gate in dense.gates] == [gate.rounding for gate in qnn.gates]
    assert dense.gates[0].rounding > 0


def test_blocks_are_tensor_factors() -> None:
    parts = blocks(QNN(["ZIII", "IXXI", "YIII", "IIZI"], "(Y+I)XZ(2*Z)"))
    assert [part.qubits for part in parts] == [(0,), (1, 2), (3,)]
    assert [part.axes for part in parts] == [(0, 2), (1, 3), ()]
    assert tuple(gate.generator for gate in parts[0].gates) == (
        PauliSum.from_text("Z"),
        PauliSum.from_text("Y"),
    )
    assert parts[1].observable == PauliSum.from_text("XZ")
    assert parts[2].observable == PauliSum.from_text("2*Z")


def test_factors_of_the_observable_join_qubits() -> None:
    assert len(blocks(QNN(["ZI", "IZ"], "XX + ZZ"))) == 1
    assert len(blocks(QNN(["ZI", "IZ"], "XX"))) == 2
    assert len(blocks(QNN(["ZI", "XI"], "XX"))) == 1  # the other qubit is only a factor
    assert len(blocks(QNN(["ZI", "IZ"], "XX").to_dense())) == 1


def test_networks_are_frozen() -> None:
    qnn = QNN(["X"], "Z")
    with pytest.raises(AttributeError):
        qnn.observable = TensorProduct.from_text("X")  # type: ignore[misc]
    assert hash(qnn) == hash(QNN(["X"], "Z"))
    assert (
        len(QNN([PauliSum.from_words({"X": Fraction(3, 5), "Z": Fraction(4, 5)})], "Z").gates) == 1
    )
    assert QNN([GaussianMatrix.diagonal([1, 0])], "Z").dimension == 2
