"""Exact encoding of classical data: against gates as matrices, and the labels against floats."""

from fractions import Fraction
from math import atan2, pi, tau

import numpy as np
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn.algebra.circle import CirclePoint
from symqnn.errors import InputError
from symqnn.model.encoding import (
    circle_grid,
    from_features,
    linearly_separable,
    nearest,
    rotation_encoding,
    side,
)

GRID = circle_grid()
X, Y, Z = (
    np.array(m, dtype=complex) for m in ([[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]])
)


def angle(point: CirclePoint) -> float:
    return atan2(point.sin, point.cos) % tau


def rotation(pauli: np.ndarray, x: float) -> np.ndarray:
    return np.cos(x / 2) * np.eye(2) - 1j * np.sin(x / 2) * pauli


@settings(max_examples=examples(30), deadline=None)
@given(st.sampled_from(GRID), st.sampled_from(GRID))
def test_bloch_vectors_are_those_of_the_gates(a: CirclePoint, b: CirclePoint) -> None:
    state = rotation(Y, angle(b)) @ rotation(X, angle(a)) @ np.array([1, 0])
    (vector,) = rotation_encoding([a, b])
    assert [float(v) for v in vector] == pytest.approx(
        [(state.conj() @ m @ state).real for m in (X, Y, Z)], abs=1e-14
    )


def test_the_grid_is_complete_and_dense() -> None:
    brute = {(x, y) for x in range(-1105, 1106) for y in range(1106) if x * x + y * y == 1105**2}
    assert len(GRID) == len(brute | {(x, -y) for x, y in brute}) == 108
    angles = [angle(point) for point in GRID]
    assert angles == sorted(angles)
    assert max(b - a for a, b in zip(angles, [*angles[1:], tau], strict=True)) < 0.15


@settings(max_examples=examples(50), deadline=None)
@given(st.floats(0, 6.283))
def test_nearest_is_nearest(x: float) -> None:
    point, gap = nearest(x)
    assert gap <= min(abs(np.angle(np.exp(1j * (x - angle(other))))) for other in GRID) + 1e-12
    assert abs(np.angle(np.exp(1j * (x - angle(point))))) == pytest.approx(gap)


@settings(max_examples=examples(50), deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(GRID), st.integers(-9, 9)), min_size=1, max_size=6),
    st.booleans(),
)
def test_side_is_the_sign_of_the_scalar_product(
    pairs: list[tuple[CirclePoint, int]], centred: bool
) -> None:
    product = sum(w * (angle(point) - (pi if centred else 0)) for point, w in pairs)
    points, normal = [point for point, _ in pairs], [Fraction(w) for _, w in pairs]
    if abs(product) > 1e-9:
        assert side(points, normal, centred) == (1 if product > 0 else -1)
    else:
        with pytest.raises(InputError, match="hyperplane"):
            side(points, normal, centred)


def test_both_classes_occur_and_seeds_matter() -> None:
    first, second = linearly_separable(3, 40, 1), linearly_separable(3, 40, 2)
    assert first == linearly_separable(3, 40, 1) != second
    assert all(
        10 <= sum(data.labels) <= 30
        for data in (first, second, linearly_separable(3, 40, 1, centred=True))
    )
    assert all(
        side(row, first.normal) == (1 if label else -1)
        for row, label in zip(first.features, first.labels, strict=True)
    )


def test_features_are_scaled_and_moved_little() -> None:
    data = from_features([[0, 10.0], [2, 30.0], [1, 20.0]], ["0", "1", "1/2"])
    assert data.labels == (0, 1, Fraction(1, 2))
    assert [angle(p) for p in data.features[0]] == [0, 0]
    assert data.features[1] == (CirclePoint(Fraction(-1), Fraction(0)),) * 2
    assert angle(data.features[2][0]) == pytest.approx(pi / 2, abs=data.rounding + 1e-12)
    assert data.dataset().dimension == 2


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: rotation_encoding([]), "two a qubit"),
        (lambda: rotation_encoding([GRID[0]] * 3), "3 entries"),
        (lambda: circle_grid(0), "positive whole number"),
        (lambda: linearly_separable(0, 3, 1), "at least 1"),
        (lambda: from_features([[1.0]], [1]), "even number"),
        (lambda: from_features([[1.0, 2.0], [1.0, 3.0]], [0, 1]), "constant"),
    ],
)
def test_bad_input(call, text: str) -> None:
    with pytest.raises(InputError, match=text):
        call()
