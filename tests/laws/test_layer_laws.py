"""Identities of mathematics.md section 1, exactly, on both engines."""

from fractions import Fraction
from typing import Any

from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from law_networks import (
    hermitian_matrices,
    matrix_generators,
    matrix_networks,
    pauli_generators,
    pauli_networks,
    pauli_sums,
    states,
)

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.expansion.layer import layer_maps
from symqnn.expansion.output import evaluate, expand, expectation, factored_expectation, operator
from symqnn.model.qnn import QNN
from symqnn.model.state import State

POINTS = st.builds(
    CirclePoint.from_half_tangent, st.fractions(min_value=-3, max_value=3, max_denominator=5)
)


@st.composite
def triples(draw: st.DrawFn) -> tuple[Any, Any, Any]:
    """(H, A, B) of one engine."""
    if draw(st.booleans()):
        n = draw(st.integers(1, 3))
        return draw(pauli_generators(n)), draw(pauli_sums(n)), draw(pauli_sums(n))
    d = draw(st.integers(2, 6))
    return draw(matrix_generators(d)), draw(hermitian_matrices(d)), draw(hermitian_matrices(d))


@given(triples())
def test_projector_and_derivation_identities(triple: tuple[Any, Any, Any]) -> None:
    h, a, _ = triple
    zero = a - a
    zeroth, first, second = layer_maps(a, h)
    assert zeroth + first == a
    assert layer_maps(zeroth, h) == (zeroth, zero, zero)  # Φ⁰Φ⁰ = Φ⁰, Φ¹Φ⁰ = Φ²Φ⁰ = 0
    assert layer_maps(first, h) == (zero, first, second)  # Φ⁰Φ¹ = 0, Φ¹Φ¹ = Φ¹, Φ²Φ¹ = Φ²
    assert layer_maps(second, h) == (zero, second, -first)  # Φ⁰Φ² = 0, Φ¹Φ² = Φ², Φ²Φ² = -Φ¹


@given(triples())
def test_inner_products(triple: tuple[Any, Any, Any]) -> None:
    h, a, b = (
        value if isinstance(value, GaussianMatrix) else GaussianMatrix.from_pauli(value)
        for value in triple
    )
    images, others = layer_maps(a, h), layer_maps(b, h)
    plain, conjugated = a.inner(b), (h @ a @ h).inner(b)
    assert images[0].inner(others[0]) == (plain + conjugated) / 2
    assert images[1].inner(others[1]) == (plain - conjugated) / 2 == images[2].inner(others[2])
    assert images[0].inner(others[1]) == 0 == images[0].inner(others[2])
    # -(i/2)·tr(H[A,B]) = -(1/2)·tr(H·i[A,B]), where i[A,B] is Hermitian
    bracket = a @ b - b @ a
    turned = GaussianMatrix(-bracket.imaginary, bracket.real, bracket.denominator)
    assert turned.is_hermitian()
    assert images[1].inner(others[2]) == -h.inner(turned) / 2
    assert images[1].inner(images[2]) == 0
    assert images[1].trace() == 0 == images[2].trace()
    assert images[0].trace() == a.trace()


@given(triples())
def test_maps_are_the_definition(triple: tuple[Any, Any, Any]) -> None:
    """Eqns 7-9 by matrix products, for both engines."""
    h, a, _ = triple
    H, A = (
        value if isinstance(value, GaussianMatrix) else GaussianMatrix.from_pauli(value)
        for value in (h, a)
    )
    flipped = H @ A @ H
    bracket = H @ A - A @ H
    half = Fraction(1, 2)
    expected = [
        (A + flipped) * half,
        (A - flipped) * half,
        GaussianMatrix(-bracket.imaginary, bracket.real, bracket.denominator) * half,
    ]
    images = [
        value if isinstance(value, GaussianMatrix) else GaussianMatrix.from_pauli(value)
        for value in layer_maps(a, h)
    ]
    assert images == expected


@settings(max_examples=examples(60), deadline=None)
@given(st.data())
def test_shift_law_and_parameter_shift_rule(data: st.DataObject) -> None:
    qnn = data.draw(st.one_of(pauli_networks((1, 2), (1, 3)), matrix_networks((2, 3, 4))))
    state = (
        data.draw(states(qnn.qubits))
        if qnn.is_pauli
        else State.pure([(1, 1)] + [(0, 1)] * (qnn.dimension - 1))
    )
    points = data.draw(st.lists(POINTS, min_size=len(qnn.parameters), max_size=len(qnn.parameters)))
    output = expectation(qnn, state)
    assert (
        evaluate(qnn, state, points)
        == output.at(points)
        == factored_expectation(qnn, state).at(points)
    )
    for axis in range(len(qnn.parameters)):

        def shifted(turns: int, axis: int = axis) -> list[CirclePoint]:
            return [
                point.plus(CirclePoint.quarter_turns(turns)) if k == axis else point
                for k, point in enumerate(points)
            ]

        # θ_l + π/2 is φ_l + π: terms with ξ_l ≠ 0 change sign
        signed = TrigPoly.from_terms(
            {xi: -value if xi[axis] else value for xi, value in output.terms()}, len(qnn.parameters)
        )
        assert evaluate(qnn, state, shifted(2)) == signed.at(points)
        # ∂f/∂θ_l = 2 ∂f/∂φ_l = f(θ_l + π/4) - f(θ_l - π/4)
        assert output.derivative(axis).at(points) == evaluate(qnn, state, shifted(1)) - evaluate(
            qnn, state, shifted(-1)
        )


@settings(max_examples=examples(60), deadline=None)
@given(st.one_of(pauli_networks((1, 2), (1, 3)), matrix_networks((2, 3, 4))))
def test_single_operators_and_traces(qnn: QNN) -> None:
    table = dict(expand(qnn).items())
    observable = qnn.expanded_observable()
    for k in range(3 ** len(qnn.parameters)):
        xi = "".join(str(k // 3**power % 3) for power in range(len(qnn.parameters)))
        single = operator(qnn, xi)
        assert single == table.get(xi, observable - observable)
        assert single.trace() == (0 if set(xi) != {"0"} else observable.trace())
