"""TrigPoly is a commutative ring with a derivation, and agrees with NumPy."""

from fractions import Fraction

import numpy as np
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.laurent import from_laurent
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly

# floating: at most 8 x 8 terms with coefficients below 100, each product of cosines off by a few
# ulp
BOUND = 1e-9
COEFFICIENTS = st.fractions(min_value=-9, max_value=9, max_denominator=12)
HUGE = st.fractions(max_denominator=1000).map(lambda value: value * 10**20)
POINTS = st.builds(
    CirclePoint.from_half_tangent, st.fractions(min_value=-3, max_value=3, max_denominator=5)
)


def polynomials(
    angles: int = 2, degree: int = 2, coefficients: st.SearchStrategy[Fraction] = COEFFICIENTS
) -> st.SearchStrategy[TrigPoly]:
    index = st.tuples(*[st.integers(0, 2 * degree)] * angles)
    return st.dictionaries(index, coefficients, max_size=8).map(
        lambda terms: TrigPoly.from_terms(terms, angles)
    )


def by_hand(poly: TrigPoly, phi: np.ndarray) -> float:
    """Value from terms() alone."""
    total = 0.0
    for index, value in poly.terms():
        factors = [
            1.0 if e == 0 else (np.cos if e % 2 else np.sin)((e + 1) // 2 * angle)
            for e, angle in zip(index, phi, strict=True)
        ]
        total += float(value) * float(np.prod(factors))
    return total


@given(polynomials(), polynomials(), polynomials())
def test_ring_laws_are_exact(f: TrigPoly, g: TrigPoly, h: TrigPoly) -> None:
    assert f + g == g + f
    assert f * g == g * f
    assert (f + g) + h == f + (g + h)
    assert (f * g) * h == f * (g * h)
    assert f * (g + h) == f * g + f * h
    assert f - f == TrigPoly.from_terms({}, 2)
    assert f * TrigPoly.constant(1, 2) == f == f * 1
    assert hash(f * g) == hash(g * f)


@given(polynomials(), polynomials(), st.tuples(POINTS, POINTS))
def test_evaluation_is_a_homomorphism(
    f: TrigPoly, g: TrigPoly, points: tuple[CirclePoint, CirclePoint]
) -> None:
    assert (f + g).at(points) == f.at(points) + g.at(points)
    assert (f * g).at(points) == f.at(points) * g.at(points)


@given(polynomials(3, 1), polynomials(3, 1), st.integers(0, 10**6))
def test_product_and_sum_agree_with_numpy(f: TrigPoly, g: TrigPoly, seed: int) -> None:
    phi = np.random.default_rng(seed).uniform(-7, 7, 3)
    assert abs((f * g).numeric_phases(phi) - by_hand(f, phi) * by_hand(g, phi)) < BOUND
    assert abs((f + g).numeric_phases(phi) - by_hand(f, phi) - by_hand(g, phi)) < BOUND
    batch = f.numeric_phases(np.stack((phi, 2 * phi)))
    assert abs(batch[1] - by_hand(f, 2 * phi)) < BOUND


@given(polynomials(), polynomials(), st.integers(0, 1))
def test_derivative_is_a_derivation(f: TrigPoly, g: TrigPoly, axis: int) -> None:
    assert (f + g).derivative(axis) == f.derivative(axis) + g.derivative(axis)
    assert (f * g).derivative(axis) == f.derivative(axis) * g + f * g.derivative(axis)
    assert f.derivative(0).derivative(1) == f.derivative(1).derivative(0)


@given(polynomials(2, 3), st.integers(0, 1), st.integers(0, 10**6))
def test_derivative_agrees_with_central_differences(f: TrigPoly, axis: int, seed: int) -> None:
    """The difference quotient with step h is off by at most h²/6·Σ|a|·3³ + rounding
    Σ|a|·2^-52/h < 1e-4.
    """
    phi, step = np.random.default_rng(seed).uniform(-3, 3, 2), 1e-4
    shift = step * np.eye(2)[axis]
    quotient = (by_hand(f, phi + shift) - by_hand(f, phi - shift)) / (2 * step)
    assert abs(quotient - f.phase_derivative(axis).numeric_phases(phi)) < 1e-4


@given(
    polynomials(2, 3),
    st.integers(0, 1),
    st.sampled_from(["2", "1", "1/2", "7/3"]),
    st.integers(0, 10**6),
)
def test_derivatives_and_values_are_in_the_angles_of_the_user(
    f: TrigPoly, axis: int, unit: str, seed: int
) -> None:
    g = f.on(Torus(("a", "b"), (Fraction(unit), Fraction(3))))
    theta = np.random.default_rng(seed).uniform(-3, 3, 2)
    phases = np.array([float(Fraction(unit)), 3.0]) * theta
    assert abs(g.numeric(theta) - f.numeric_phases(phases)) < BOUND
    assert g.derivative(axis) == g.phase_derivative(axis) * g.torus.units[axis]
    assert g.derivative("ab"[axis]) == g.derivative(axis)


@given(polynomials(2, 3))
def test_laurent_round_trip(f: TrigPoly) -> None:
    coefficients, denominator = f.laurent()
    assert from_laurent(coefficients, denominator, f.torus) == f
    assert all(
        coefficients[tuple(-k for k in index)] == (re, -im)
        for index, (re, im) in coefficients.items()
    )


@given(polynomials(2, 2))
def test_tensor_holds_every_coefficient(f: TrigPoly) -> None:
    tensor, denominator = f.tensor()
    assert {
        index: Fraction(int(tensor[index]), denominator)
        for index in np.ndindex(tensor.shape)
        if tensor[index]
    } == dict(f.terms())


@settings(max_examples=examples(40))
@given(polynomials(1, 1, HUGE), polynomials(1, 1, HUGE), POINTS)
def test_numbers_beyond_64_bits(f: TrigPoly, g: TrigPoly, point: CirclePoint) -> None:
    assert (f * g).at([point]) == f.at([point]) * g.at([point])
    assert (f + g).at([point]) == f.at([point]) + g.at([point])
    assert f.phase_derivative(0).phase_derivative(0) == TrigPoly.constant(f.coefficient("0"), 1) - f
