"""Output polynomials: factored, exact and floating values.

Modules: expansion/dense_expansion, expansion/pauli_expansion.
"""

from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
import pytest

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import DimensionError, SizeError
from symqnn.expansion.output import (
    evaluate,
    evaluate_numeric,
    expand,
    expectation,
    factored_expectation,
)
from symqnn.model.ansatz import hardware_efficient, paper_experiment, random_network
from symqnn.model.qnn import QNN
from symqnn.model.state import State


def test_closed_form_of_the_paper_experiment() -> None:
    """f = ∏(1 + y cos φ + x sin φ) for product states."""
    vectors = [("3/5", "4/5", 0), ("1/2", "-1/3", "1/7"), (0, 0, 1)]
    expected = TrigPoly.constant(1, 3)
    for axis, (x, y, _) in enumerate(vectors):
        unit = [tuple(k if a == axis else 0 for a in range(3)) for k in range(3)]
        expected = expected * TrigPoly.from_terms({unit[0]: 1, unit[1]: y, unit[2]: x})
    assert expectation(paper_experiment(3), State.bloch(vectors)) == expected


def test_sixty_four_factors_stay_factored() -> None:
    qnn, state = paper_experiment(64), State.bloch([("3/5", "4/5", 0)] * 64)
    product = factored_expectation(qnn, state)
    assert len(product.factors) == 64
    point = CirclePoint("3/5", "4/5")
    assert product.at([point] * 64) == (1 + Fraction(24, 25)) ** 64
    # 64 factors, each off by a few ulp
    assert abs(product.numeric(np.zeros(64)) / 1.8**64 - 1) < 1e-12
    with pytest.raises(SizeError, match="keep it factored"):
        product.expand()
    with pytest.raises(SizeError, match="keep it factored"):
        expectation(qnn, state)


def test_factors_agree_with_the_whole() -> None:
    qnn = QNN(["ZII", "IXX", "YII", "IIZ"], "(Y+I)(X+2*Z)(Z+I)")
    state = State.bloch([("3/5", 0, "4/5"), ("1/3", "2/3", "2/3"), ("1/2", 0, "1/2")])
    product = factored_expectation(qnn, state)
    assert [axes for axes, _ in product.factors] == [(0, 2), (1, 3)]
    assert (
        product.expand()
        == expand(qnn).expectation(state)
        == expectation(qnn.to_dense(), State.density(state.to_density()))
    )
    points = [CirclePoint.from_half_tangent(Fraction(k, 7)) for k in range(4)]
    assert (
        product.at(points)
        == prod(poly.at([points[k] for k in axes]) for axes, poly in product.factors)
        == evaluate(qnn, state, points)
    )


def test_exact_values_without_expanding() -> None:
    """60 rotations on 4 qubits: no table, exact and floating value agree to 1e-10 (60 layers,
    values below 1).
    """
    qnn, state = hardware_efficient(4, 6), State.zero(4)
    points = [
        CirclePoint.from_half_tangent(Fraction(k % 9 - 4, 5)) for k in range(len(qnn.parameters))
    ]
    phi = np.array([np.arctan2(float(point.sin), float(point.cos)) for point in points])
    exact = evaluate(qnn, state, points[: len(qnn.parameters)])
    assert abs(exact) <= 1
    assert abs(float(exact) - evaluate_numeric(qnn, state, phi / 2)) < 1e-10


def test_number_of_angles() -> None:
    qnn, state = QNN(["X", "Y"], "Z"), State.zero(1)
    one = [CirclePoint.quarter_turns(0)]
    for compute in (
        lambda: evaluate(qnn, state, one),
        lambda: factored_expectation(qnn, state).at(one),
        lambda: expectation(qnn, state).at(one),
    ):
        with pytest.raises(DimensionError, match="1 angles were given"):
            compute()


@pytest.mark.parametrize("function", [expectation, factored_expectation])
def test_dimension_of_the_state(function: object) -> None:
    with pytest.raises(DimensionError, match="dimension 4, the network acts on dimension 2"):
        function(QNN(["X"], "Z"), State.zero(2))  # type: ignore[operator]
    with pytest.raises(DimensionError):
        evaluate(QNN(["X"], "Z"), State.zero(2), [CirclePoint.quarter_turns(0)])


def test_dense_value_and_polynomial_agree() -> None:
    qnn = random_network(6, 3, seed=5)
    state = State.pure([1, "i", 0, "2-i", 0, 3])
    pairs: list[tuple[Any, Any]] = [("3/5", "4/5"), ("-5/13", "12/13"), (0, -1)]
    points = [CirclePoint(cos, sin) for cos, sin in pairs]
    assert (
        evaluate(qnn, state, points)
        == expectation(qnn, state).at(points)
        == expand(qnn).expectation(state).at(points)
    )
