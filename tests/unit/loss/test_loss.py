"""The loss against its definition, evaluated exactly and in another way.

Modules: loss/derivatives, loss/grid, loss/outputs, loss/squares, loss/training.
"""

from fractions import Fraction

import pytest
import sympy

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.errors import DimensionError, ExactnessError, InputError
from symqnn.expansion.output import evaluate, evaluate_numeric, expand, expectation
from symqnn.independence.decide import linear_independence
from symqnn.independence.gram import gram_matrix
from symqnn.landscape.point_bounds import ladder
from symqnn.loss.derivatives import gradient, hessian
from symqnn.loss.training import loss, residuals
from symqnn.model.ansatz import qudits
from symqnn.model.dataset import Dataset, random_dataset
from symqnn.model.qnn import QNN
from symqnn.model.state import State
from symqnn.roots.critical import critical_points

NETWORKS = [
    QNN(["Z"], "Y+I"),
    QNN(["ZI", "IZ"], "(Y+I)(Y+I)"),
    QNN(["XX", "ZI", "IY"], "ZZ + 1/2*XI"),
]
POINTS = [CirclePoint.from_half_tangent(t) for t in ("1/2", "-2/3", "5/7")]


@pytest.mark.parametrize("qnn", NETWORKS)
def test_loss_is_the_mean_of_squared_residuals(qnn):
    data = random_dataset(qnn.qubits, 4, seed=2)
    points = POINTS[: len(qnn.parameters)]
    expected = (
        sum(
            ((evaluate(qnn, state, points) - label) ** 2 for state, label in data.samples),
            Fraction(0),
        )
        / 4
    )
    poly = loss(qnn, data)
    assert poly.at(points) == expected
    assert all(degree <= 2 for degree in poly.degrees)
    assert len(residuals(qnn, data)) == 4


def test_loss_of_dense_networks_and_states():
    qnn = QNN([[[0, 1], [1, 0]]], [[1, 0], [0, -1]])
    data = Dataset.from_samples(
        [(State.pure([1, 0]), 1), (State.density([["1/2", 0], [0, "1/2"]]), 0)]
    )
    assert loss(qnn, data) == (
        TrigPoly.from_terms({"1": 1, "0": -1}) * TrigPoly.from_terms({"1": 1, "0": -1})
    ) * Fraction(1, 2)


def test_closed_form_of_the_product_experiment():
    # mathematics.md 2.1 with κ = 1, p = 1, θ* = 0
    r = Fraction(1, 3)
    data = Dataset.from_bloch([[(1, 0, 0)], [(0, r, 0)]], [1, 1 + r])
    sine, cosine = TrigPoly.from_terms({"2": 1}), TrigPoly.from_terms({"0": 1, "1": -1})
    assert loss(QNN(["Z"], "Y+I"), data) == (sine * sine + cosine * cosine * r**2) * Fraction(1, 2)


def test_gradient_and_hessian_are_derivatives():
    poly = loss(NETWORKS[1], random_dataset(2, 3, seed=1))
    assert gradient(poly) == (poly.phase_derivative(0) * 2, poly.phase_derivative(1) * 2)  # φ = 2θ
    table = hessian(poly)
    assert table[0][1] == table[1][0] == poly.phase_derivative(0).phase_derivative(1) * 4
    assert repr(gradient(TrigPoly.from_terms({"2": 1}))) == "(2*cos(2θ₁),)"


@pytest.mark.parametrize("unit", ["1", "1/2", "3"])
def test_derivatives_are_in_the_user_s_angles(unit):
    """sin gθ has the slope g cos gθ, shown, exactly and in floats."""
    torus = Torus(("a",), (unit,))
    sine, g = TrigPoly.from_terms({"2": 1}, torus=torus), Fraction(unit)
    assert gradient(sine) == (TrigPoly.from_terms({"1": g}, torus=torus),)
    assert hessian(sine) == ((TrigPoly.from_terms({"2": -(g**2)}, torus=torus),),)
    step = 1e-6
    slope = (sine.numeric([0.3 + step]) - sine.numeric([0.3 - step])) / (2 * step)
    assert abs(slope - gradient(sine)[0].numeric([0.3])) < 1e-8


def test_outputs_of_higher_frequencies_are_shown_at_their_own_angle():
    """A qutrit: cos θ is shown as cos θ, and evaluated there."""
    qnn, state = qudits(1, 2), State.density([["1/2", "1/2", 0], ["1/2", "1/2", 0], [0, 0, 0]])
    poly = expectation(qnn, state)
    assert repr(poly) == "cos(θ₁) + 1"
    assert poly.to_latex() == r"1 + \cos \theta_{1}"
    assert str(poly.to_sympy()) == "cos(theta1) + 1"
    assert abs(poly.numeric([0.3]) - evaluate_numeric(qnn, state, [0.3])) < 1e-12
    assert gradient(poly) == (TrigPoly.from_terms({"2": -1}, torus=qnn.torus),)


def test_parts_are_weighted():
    qnn, data = NETWORKS[1], random_dataset(2, 3, seed=5)
    first, *rest = residuals(qnn, data)
    both = sum((part * part for part in rest), TrigPoly.constant(0, qnn.torus))
    assert loss(qnn, data, (1, 2)) == first * first + both * Fraction(1, 2)
    with pytest.raises(InputError, match="add up"):
        loss(qnn, data, (1, 1))


def test_bad_input():
    with pytest.raises(ExactnessError, match="label of sample 0"):
        Dataset.from_samples([(State.zero(1), 0.5)])
    with pytest.raises(InputError, match="no samples"):
        Dataset.from_samples([])
    with pytest.raises(InputError, match="in place of a state"):
        Dataset.from_samples([("zero", 1)])
    with pytest.raises(InputError, match="one label a state"):
        Dataset.from_bloch([[(0, 0, 1)]], [])
    with pytest.raises(DimensionError, match=r"dimensions \[2, 4\]"):
        Dataset.from_samples([(State.zero(1), 0), (State.zero(2), 0)])
    with pytest.raises(DimensionError, match="must agree"):
        loss(NETWORKS[0], random_dataset(2, 1, seed=0))
    with pytest.raises(InputError, match="whole numbers from 1 on"):
        random_dataset(0, 1, seed=0)


def test_random_datasets_depend_on_the_seed_only():
    assert (
        random_dataset(2, 3, seed=4) == random_dataset(2, 3, seed=4) != random_dataset(2, 3, seed=5)
    )


@pytest.mark.parametrize("ask", [gradient, hessian, ladder, critical_points])
def test_sympy_expressions_are_told_the_way_in(ask):
    with pytest.raises(InputError, match=r"TrigPoly\.from_sympy"):
        ask(sympy.cos(sympy.Symbol("a")))


@pytest.mark.parametrize(
    "ask",
    [expand, gram_matrix, linear_independence, lambda value: loss(value, random_dataset(1, 2, 1))],
)
def test_what_is_no_network_is_refused(ask):
    with pytest.raises(InputError, match=r"QNN\(generators, observable\)"):
        ask("Z")


def test_what_is_no_dataset_is_refused():
    with pytest.raises(InputError, match=r"Dataset\.from_samples"):
        loss(QNN(["Z"], "Y+I"), [(State.zero(1), 1)])
