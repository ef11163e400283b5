"""What certificates say is read back as it was: networks, states, polynomials."""

from math import pi, tan

import pytest

from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.torus import Torus
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.critical import polynomial_json
from symqnn.certificate.decode import (
    listed_centres,
    matrix_from,
    network_from,
    polynomial_from,
    state_from,
)
from symqnn.certificate.encode import matrix_json, network_json, state_json
from symqnn.errors import InputError
from symqnn.model.qnn import QNN
from symqnn.model.state import State

MATRIX = [[2, (0, "1/3")], [(0, "-1/3"), "1/5"]]


@pytest.mark.parametrize(
    "qnn",
    [
        QNN(["ZI", "1/2*IX"], "Y(Y+I)", angles=["a", "2*a - b/3"]),
        QNN([[[0, 1], [1, 0]], [[1, 0], [0, 2]]], MATRIX),
        QNN(["1/2*Z", "X"], "Y", angles=["a + pi/2", "b"]),
    ],
    ids=["words", "matrices", "fixed"],
)
def test_networks(qnn: QNN) -> None:
    assert network_from(network_json(qnn)) == qnn


@pytest.mark.parametrize(
    "state",
    [
        State.bloch([("3/5", 0, "4/5"), (0, 0, "-1/2")]),
        State.pure([1, (0, 1), "2/3", 0]),
        State.density([["1/3", (0, "1/9")], [(0, "-1/9"), "2/3"]]),
    ],
    ids=["bloch", "pure", "density"],
)
def test_states(state: State) -> None:
    assert state_from(state_json(state)).to_density() == state.to_density()


def test_polynomials_and_matrices() -> None:
    poly = TrigPoly.from_terms({"12": "1/3", "40": -2}, torus=Torus(("a", "b"), ("1/2", 3)))
    assert polynomial_from(polynomial_json(poly)) == poly
    assert polynomial_from({"angles": 2, "terms": {"10": "1/2"}}).torus == Torus.default(2)
    matrix = GaussianMatrix.from_rows(MATRIX)
    assert matrix_from(matrix_json(matrix)) == matrix


def test_coordinates_of_charts() -> None:
    """t = 1/64, the middle of part 32 of 64, of chart 0 and chart 1, from an origin at 2 arctan 1;
    tan(π/4 + arctan(1/64)) = 65/63.
    """
    block = {"angles": [0], "origin": ["1"], "charts": ["*", "0a*"], "roots": ["W", "W"]}
    (first,), (second,) = listed_centres(block)
    assert tan(first / 2**46 * pi) == pytest.approx(65 / 63, rel=1e-12)
    assert second - first == 2**45


def test_points_of_an_older_version_and_of_too_few_boxes() -> None:
    block = {"angles": [0], "origin": ["1"], "charts": ["*", "a"]}
    with pytest.raises(InputError, match="integers, which is no longer read; regenerate it"):
        listed_centres(block | {"roots": [[str(2**44)]]})
    with pytest.raises(InputError, match="2 points for 1 box with"):
        listed_centres(block | {"roots": ["W", "W"]})


@pytest.mark.parametrize(
    "data", [{"angles": 0, "terms": {}}, {"angles": True, "terms": {}}, {"angles": 1, "terms": []}]
)
def test_what_is_refused(data: dict) -> None:
    with pytest.raises(InputError):
        polynomial_from(data)
    with pytest.raises(InputError, match="state of kind 'mixed'"):
        state_from({"kind": "mixed"})
    with pytest.raises(InputError, match="Sturm"):
        listed_centres({"isolation": {}})
