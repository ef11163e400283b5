"""Everything that is shown, differentiated or evaluated is in the user's angles: exp(-iθX/2) on |0⟩
has the output cos θ.
"""

from math import pi

import numpy as np
import pytest
import sympy

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.expansion.output import evaluate, evaluate_numeric, expectation
from symqnn.loss.derivatives import gradient, hessian
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.roots.critical import critical_points

HALF = QNN(["1/2*X"], "Z")
ZERO = State.zero(1)


def test_the_output_of_half_a_generator_is_cos_theta() -> None:
    output = expectation(HALF, ZERO)
    assert repr(output) == "cos(θ₁)"
    assert output.to_latex() == r"\cos \theta_{1}"
    theta = sympy.Symbol("theta1", real=True)
    assert output.to_sympy() == sympy.cos(theta)


def test_its_critical_points_are_at_0_and_pi() -> None:
    found = critical_points(expectation(HALF, ZERO))
    places = {point.index: point.theta for point in found.points()}
    assert places[0] == (pytest.approx(pi, abs=1e-9),)
    assert places[1][0] % (2 * pi) == pytest.approx(0, abs=1e-9)
    assert len(places) == found.number == 2


def test_derivatives_are_in_theta() -> None:
    sine = TrigPoly.from_terms({"2": 1})
    assert repr(sine) == "sin(2θ₁)"
    (slope,) = gradient(sine)
    assert repr(slope) == "2*cos(2θ₁)"
    assert repr(hessian(sine)[0][0]) == "-4*sin(2θ₁)"


NETWORKS = [
    (HALF, ZERO),
    (QNN(["X"], "Z"), ZERO),
    (
        QNN(["1/2*ZZ", "XI", "1/2*IX"], "ZI + XY", angles=["gamma", "beta", "2*beta - gamma/3"]),
        State.bloch([(1, 0, 0), (0, "3/5", "4/5")]),
    ),
    (
        QNN(["ZZ + XX", "1/3*ZI"], "XI + YZ", angles=["a + pi/4", "3*b - a"]),
        State.bloch([("3/5", 0, "4/5"), (0, 1, 0)]),
    ),
    (
        QNN([[[0, 0, 0], [0, 1, 0], [0, 0, 3]]], [[0, 1, 0], [1, 0, 1], [0, 1, 0]], ["t"]),
        State.pure([1, 2, "i"]),
    ),
]


@pytest.mark.parametrize(
    ("qnn", "state"),
    NETWORKS,
    ids=lambda value: ",".join(value.parameters) if isinstance(value, QNN) else "",
)
def test_numbers_in_theta_agree_by_every_road(qnn: QNN, state: State) -> None:
    """numeric, evaluate_numeric and SymPy at angles in radians; at and evaluate at rational points;
    derivatives by differences.
    """
    output, symbols = expectation(qnn, state), expectation(qnn, state).torus.symbols()
    rng = np.random.default_rng(7)
    for theta in rng.uniform(-7, 7, (5, len(qnn.parameters))):
        value = float(output.numeric(theta))
        assert value == pytest.approx(evaluate_numeric(qnn, state, theta), abs=1e-12)
        numbers = dict(zip(symbols, theta.tolist(), strict=True))
        assert value == pytest.approx(float(output.to_sympy().subs(numbers)), abs=1e-12)
        for axis, name in enumerate(qnn.parameters):
            step = np.eye(len(theta))[axis] * 1e-6
            difference = (
                evaluate_numeric(qnn, state, theta + step)
                - evaluate_numeric(qnn, state, theta - step)
            ) / 2e-6
            assert float(output.derivative(name).numeric(theta)) == pytest.approx(
                difference, abs=1e-6
            )
    points = [
        CirclePoint.from_half_tangent(t) for t in ("1/3", "-2/5", "7/4")[: len(qnn.parameters)]
    ]
    assert output.at(points) == evaluate(qnn, state, points)


def test_the_example_of_one_number() -> None:
    assert float(expectation(HALF, ZERO).numeric([0.3])) == pytest.approx(
        evaluate_numeric(HALF, ZERO, [0.3]), abs=1e-15
    )
