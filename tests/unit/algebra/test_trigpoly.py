"""Trigonometric polynomials: text, sizes, errors; the ring laws are in tests/laws."""

from fractions import Fraction

import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.laurent import from_laurent
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import DimensionError, ExactnessError, InputError, SizeError, SymqnnError


def test_text() -> None:
    assert repr(TrigPoly.from_terms({"01": 1, "20": "1/2"})) == "1/2*sin(2θ₁) + cos(2θ₂)"
    assert repr(TrigPoly.from_terms({"34": -1})) == "-cos(4θ₁)*sin(4θ₂)"
    assert repr(TrigPoly.from_terms({"0": "-1/3"})) == "-1/3"
    assert repr(TrigPoly.from_terms({}, 2)) == "0"
    assert repr(TrigPoly.constant(1, 3)) == "1"
    many = TrigPoly.from_terms({(k, 0): 1 for k in range(60)})
    assert "(20 more terms)" in repr(many)


def test_known_identities() -> None:
    cos, sin = TrigPoly.from_terms({"1": 1}), TrigPoly.from_terms({"2": 1})
    assert cos * cos + sin * sin == TrigPoly.constant(1, 1)
    assert cos * cos == TrigPoly.from_terms({"0": "1/2", "3": "1/2"})
    assert 2 * (sin * cos) == TrigPoly.from_terms({"4": 1})
    assert cos.phase_derivative(0) == -sin
    assert (sin * cos).phase_derivative(0) == cos * cos - sin * sin
    assert cos != TrigPoly.from_terms({"10": 1})
    assert cos != "cos"


def test_coefficients_degrees_tensor() -> None:
    poly = TrigPoly.from_terms({"01": 2, "30": "1/3"})
    assert (poly.angles, poly.degrees, len(poly)) == (2, (2, 1), 2)
    assert (poly.coefficient("30"), poly.coefficient((0, 1)), poly.coefficient("22")) == (
        Fraction(1, 3),
        2,
        0,
    )
    tensor, denominator = poly.tensor()
    assert tensor.shape == (5, 3)
    assert (tensor[3, 0], tensor[0, 1], denominator, tensor.sum()) == (1, 6, 3, 7)
    assert TrigPoly.from_terms({}, 2).degrees == (0, 0)


def test_sizes_and_floats() -> None:
    one, two = TrigPoly.constant(1, 1), TrigPoly.constant(1, 2)
    for operation in (lambda: one + two, lambda: one * two):
        with pytest.raises(DimensionError, match="1 and 2 angles"):
            operation()
    with pytest.raises(DimensionError, match="one length"):
        TrigPoly.from_terms({"0": 1, "00": 1})
    with pytest.raises(DimensionError):
        TrigPoly.from_terms({})
    with pytest.raises(ExactnessError):
        TrigPoly.from_terms({"0": 0.5})
    with pytest.raises(ExactnessError):
        one * 0.5  # type: ignore[operator]
    with pytest.raises(DimensionError, match="2 angles were given; 1 are required"):
        one.at([CirclePoint.quarter_turns(0)] * 2)
    with pytest.raises(DimensionError, match="shape"):
        two.numeric([0.1])
    with pytest.raises(SizeError, match=r"use the sparse terms\(\)"):
        TrigPoly.from_terms({(2,) * 40: 1}).tensor()


def test_complex_laurent_coefficients_are_refused() -> None:
    with pytest.raises(InputError, match="conjugate"):
        from_laurent({(1,): (1, 0)}, 1, Torus.default(1))
    assert from_laurent({(1,): (1, 0), (-1,): (1, 0)}, 2, Torus.default(1)) == TrigPoly.from_terms(
        {"1": 1}
    )


@pytest.mark.parametrize("index", ["1", "", "111"])
def test_index_of_the_wrong_length(index: str) -> None:
    with pytest.raises(SymqnnError):
        TrigPoly.from_terms({"11": 5}).coefficient(index)


@pytest.mark.parametrize("index", [(-1,), (300,), "a-"])
def test_index_out_of_range(index: str | tuple[int, ...]) -> None:
    with pytest.raises(SymqnnError):
        TrigPoly.from_terms({index: 1})


def test_product_of_high_degree() -> None:
    cos100 = TrigPoly.from_terms({(199,): 1})
    with pytest.raises(SizeError):  # the index 400 of cos 200φ does not fit the stored type
        cos100 * cos100


@pytest.mark.parametrize("axis", [2, -1])
def test_derivative_with_respect_to_no_angle(axis: int) -> None:
    with pytest.raises(SymqnnError):
        TrigPoly.from_terms({"11": 5}).derivative(axis)


def test_difference_zero_with_a_large_denominator() -> None:
    tiny = TrigPoly.from_terms({"1": Fraction(1, 10**30)})
    assert len(tiny - tiny) == 0
