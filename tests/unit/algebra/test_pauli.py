"""Pauli sums: canonical form, sizes, errors; the laws are in tests/laws.

Modules: algebra/tensor_product.
"""

from fractions import Fraction

import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.pauli import PauliSum, tensor
from symqnn.algebra.tensor_product import TensorProduct
from symqnn.errors import DimensionError, ExactnessError, InputError, SizeError
from symqnn.expansion.layer import layer_maps


def test_canonical_form() -> None:
    operator = PauliSum.from_words({"XZ": "2/4", "II": 0, "ZX": Fraction(3, 2)})
    assert repr(operator) == "1/2*XZ + 3/2*ZX"
    assert (len(operator), operator.denominator, operator.qubits, operator.dimension) == (
        2,
        2,
        2,
        4,
    )
    assert operator == PauliSum.from_words({"ZX": "3/2", "XZ": "1/2"})
    assert hash(operator) == hash(PauliSum.from_words({"ZX": "3/2", "XZ": "1/2"}))
    assert operator != PauliSum.from_words({"ZXI": "3/2", "XZI": "1/2"})
    assert operator != "1/2*XZ + 3/2*ZX"


def test_leftmost_letter_is_qubit_zero() -> None:
    assert PauliSum.from_text("XII").support() == (0,)
    assert PauliSum.from_text("IIX + IZI").support() == (1, 2)


def test_identity_and_trace() -> None:
    assert PauliSum.identity(3) == PauliSum.from_text("III")
    assert PauliSum.from_text("1/4*III + XYZ").trace() == 2


@pytest.mark.parametrize("words", [{"X": 1, "XX": 1}, {}, {"": 1}])
def test_words_of_one_length_required(words: dict[str, int]) -> None:
    with pytest.raises(DimensionError, match="one length"):
        PauliSum.from_words(words)


def test_bad_letters_and_coefficients() -> None:
    with pytest.raises(InputError, match="letters I, X, Y, Z"):
        PauliSum.from_words({"XQ": 1})
    with pytest.raises(ExactnessError, match=r"coefficient of X.*Fraction\(1, 2\)"):
        PauliSum.from_words({"X": 0.5})
    with pytest.raises(InputError, match="not real"):
        PauliSum.from_words({"X": "i"})
    with pytest.raises(ExactnessError):
        PauliSum.from_text("X") * 0.5  # type: ignore[operator]


def test_sizes_must_match() -> None:
    with pytest.raises(DimensionError, match="on 1 and on 2 qubits"):
        PauliSum.from_text("X") + PauliSum.from_text("XX")
    with pytest.raises(DimensionError):
        PauliSum.from_text("X").inner(PauliSum.from_text("XX"))
    with pytest.raises(DimensionError, match="would cut it"):
        PauliSum.from_text("XX").restrict([0])


def test_tensor_products() -> None:
    product = TensorProduct.from_text("(Y+I)X(2*Z)")
    assert [factor.qubits for factor in product.factors] == [1, 1, 1]
    assert product.ranges() == [range(0, 1), range(1, 2), range(2, 3)]
    assert product.expand() == PauliSum.from_text("2*YXZ + 2*IXZ")
    assert TensorProduct.from_text("3*XYZ") == TensorProduct.from_text("(3*X)YZ")
    with pytest.raises(SizeError, match=str(2**40)):
        TensorProduct.from_text("(Y+I)^40").expand()
    assert tensor([PauliSum.from_text("X")] * 3) == PauliSum.from_text("XXX")


def test_arithmetic_beyond_64_bits() -> None:
    big = 10**30
    a, b = PauliSum.from_words({"X": big, "Z": 1}), PauliSum.from_words({"X": -big, "Y": 7})
    assert dict((a + b).terms()) == {"Y": 7, "Z": 1}
    assert dict((a * big).terms()) == {"X": big * big, "Z": big}
    assert a.inner(a) == 2 * (big * big + 1)
    point = CirclePoint.from_half_tangent(Fraction(1, 10**20))
    assert PauliSum.from_words({"X": point.cos, "Z": point.sin}).squares_to_identity()
    product = tensor([PauliSum.from_words({"X": 2**40, "Y": 1})] * 3)
    assert dict(product.terms())["XXX"] == 2**120


def test_zero() -> None:
    zero = PauliSum.zero(2)
    assert (len(zero), zero.qubits, repr(zero), zero.trace()) == (0, 2, "0", 0)
    assert zero == PauliSum.from_text("XX") - PauliSum.from_text("XX")


def test_difference_zero_with_a_large_denominator() -> None:
    tiny = PauliSum.from_words({"X": Fraction(1, 10**30)})
    assert len(tiny - tiny) == 0


def test_generator_with_large_coefficients() -> None:
    point = CirclePoint.from_half_tangent(Fraction(1, 10**20))
    generator = PauliSum.from_words({"X": point.cos, "Z": point.sin})
    _, first, second = layer_maps(PauliSum.from_text("Y"), generator)
    assert first == PauliSum.from_text("Y")
    assert second.inner(second) == 2
