"""The checker's fixed-point Bernstein coefficients against exact rational arithmetic that shares
nothing with them.
"""

import random
from fractions import Fraction
from itertools import product
from math import comb, prod

import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.checker.kinds.critical import derivative_tensor, turned
from symqnn.checker.mathematics.bernstein import Layout, basis_rows, first_fields

SHAPES = ((2,), (4,), (6,), (2, 2), (4, 2), (2, 4, 4), (6, 2))


def unpack(layout, packed):
    """The fields without their offset, one by one."""
    mask = (1 << layout.width) - 1
    fields = [(packed >> (layout.width * a)) & mask for a in range(layout.size)]
    assert packed >> (layout.width * layout.size) == 0
    assert all(x % (1 << layout.guard) == 0 for x in fields)
    return [(x >> layout.guard) - (1 << layout.precision) for x in fields]


def indices(layout):
    return list(product(*(range(n + 1) for n in layout.degrees)))


def value(degrees, coefficients, point):
    """A polynomial in the Bernstein basis at a point of [0, 1]^p, by its definition."""
    total = Fraction(0)
    for index, x in zip(product(*(range(n + 1) for n in degrees)), coefficients, strict=True):
        total += x * prod(
            comb(n, a) * t**a * (1 - t) ** (n - a)
            for n, a, t in zip(degrees, index, point, strict=True)
        )
    return total


@st.composite
def packed_numbers(draw):
    degrees = draw(st.sampled_from(SHAPES))
    layout = Layout(
        degrees, draw(st.sampled_from((16, 26, 47))), draw(st.sampled_from((6, 10, 20)))
    )
    edge = 1 << layout.precision
    number = st.one_of(st.integers(-edge, edge - 1), st.sampled_from((-edge, edge - 1, 0)))
    rows = [draw(st.lists(number, min_size=layout.size, max_size=layout.size)) for _ in degrees]
    return layout, rows


@st.composite
def weights_for(draw, layout):
    p, left, weights = len(layout.degrees), 1 << layout.weight, []
    for _ in range(p):
        weights.append(draw(st.integers(-left, left)))
        left -= abs(weights[-1])
    return draw(st.permutations(weights))


@given(packed_numbers(), st.data())
@settings(max_examples=examples(150), deadline=None)
def test_halves_are_averages_rounded_down_once(numbers, data):
    layout, rows = numbers
    axis = data.draw(st.integers(0, len(layout.degrees) - 1))
    n, places = layout.degrees[axis], {index: a for a, index in enumerate(indices(layout))}
    packed = layout.pack(rows[0])
    assert unpack(layout, packed) == rows[0]
    for upper in (0, 1):
        found = unpack(layout, layout.half(packed, axis, upper))
        for index, x in zip(indices(layout), found, strict=True):
            j = index[axis]
            steps, start = (n - j, j) if upper else (j, 0)
            others = [(*index[:axis], start + i, *index[axis + 1 :]) for i in range(steps + 1)]
            exact = sum(
                Fraction(comb(steps, i) * rows[0][places[other]], 2**steps)
                for i, other in enumerate(others)
            )
            assert x == exact.__floor__()


@given(packed_numbers(), st.data())
@settings(max_examples=examples(150), deadline=None)
def test_combinations_are_compared_exactly(numbers, data):
    layout, rows = numbers
    weights = data.draw(weights_for(layout))
    exact = [
        sum(y * x for y, x in zip(weights, column, strict=True))
        for column in zip(*rows, strict=True)
    ]
    combined = layout.combination(weights, [layout.pack(row) for row in rows])
    lowest = min(exact)
    for bound in {0, 7 << layout.weight, max(lowest, 0), max(lowest - 1, 0)}:
        assert layout.exceeds(combined, weights, bound) == (lowest > bound)
    axis = data.draw(st.integers(0, len(layout.degrees) - 1))
    half = layout.half(combined, axis, 1)  # a combination is halved like any other polynomial
    single = Layout(layout.degrees, layout.precision + layout.weight + 2, 6)
    expected = min(unpack(single, single.half(single.pack(exact), axis, 1)))
    assert layout.exceeds(half, weights, max(expected - 1, 0)) == (expected > max(expected - 1, 0))
    assert not layout.exceeds(half, weights, max(expected, 0))


@given(packed_numbers(), st.data())
@settings(max_examples=examples(100), deadline=None)
def test_slopes_are_the_coefficients_of_the_derivative(numbers, data):
    layout, rows = numbers
    weights = data.draw(weights_for(layout))
    combined = layout.combination(weights, [layout.pack(row) for row in rows]) >> layout.guard
    values = [
        sum(y * x for y, x in zip(weights, column, strict=True))
        for column in zip(*rows, strict=True)
    ]
    axis, mask = data.draw(st.integers(0, len(layout.degrees) - 1)), (1 << layout.width) - 1
    slopes = layout.slope(combined, axis)
    found = [
        ((slopes >> (layout.width * a)) & mask) - (1 << (layout.width - 1))
        for a in range(layout.size)
    ]
    sizes = layout.magnitude(slopes)
    assert [(sizes >> (layout.width * a)) & mask for a in range(layout.size)] == [
        abs(x) for x in found
    ]
    point = [Fraction(k + 1, 5) for k in range(len(layout.degrees))]
    # the derivative of ∏ C(n,a) x^a (1-x)^(n-a), term by term
    exact = Fraction(0)
    for index, x in zip(indices(layout), values, strict=True):
        factor = Fraction(x)
        for other, (n, a, t) in enumerate(zip(layout.degrees, index, point, strict=True)):
            if other != axis:
                factor *= comb(n, a) * t**a * (1 - t) ** (n - a)
            else:
                rising = a * t ** (a - 1) * (1 - t) ** (n - a) if a else 0
                falling = (n - a) * t**a * (1 - t) ** (n - a - 1) if a < n else 0
                factor *= comb(n, a) * (rising - falling)
        exact += factor
    assert value(layout.degrees, found, point) == exact


@pytest.mark.parametrize("degree", [1, 2, 3, 5])
def test_basis_functions_have_their_bernstein_coefficients(degree):
    n = 2 * degree
    for t in (Fraction(-1), Fraction(-2, 7), Fraction(0), Fraction(5, 9), Fraction(1)):
        point, norm = CirclePoint.from_half_tangent(t), ((1 + t * t) / 2) ** degree
        cos, sin, expected = Fraction(1), Fraction(0), [norm]
        for _ in range(degree):
            cos, sin = cos * point.cos - sin * point.sin, cos * point.sin + sin * point.cos
            expected += [cos * norm, sin * norm]
        for row, wanted in zip(basis_rows(degree), expected, strict=True):
            coefficients = [Fraction(x, comb(n, j)) for j, x in enumerate(row)]
            assert value((n,), coefficients, [(t + 1) / 2]) == wanted


def random_terms(source, degrees, number):
    indices = {tuple(source.randrange(2 * d + 1) for d in degrees) for _ in range(number)} | {
        tuple(2 * d for d in degrees)
    }
    return {index: source.choice([-1, 1]) * source.randrange(1, 50) for index in indices}


@pytest.mark.parametrize(
    ("degrees", "exponent"), [((1,), 8), ((2, 1), 9), ((1, 1, 2), 7), ((3, 2), -2)]
)
def test_first_coefficients_are_those_of_the_derivatives_on_every_chart(degrees, exponent):
    source, p = random.Random(sum(degrees)), len(degrees)
    terms = random_terms(source, degrees, 12)
    layout = Layout(tuple(2 * d for d in degrees), 40, 10)
    scale, poly = 7, TrigPoly.from_terms(terms)
    charts = first_fields(
        layout,
        [derivative_tensor(terms, axis, degrees) for axis in range(p)],
        [exponent] * p,
        scale,
    )
    for chart, opposite in enumerate(product((0, 1), repeat=p)):
        ts = [Fraction(source.randrange(-9, 10), 9) for _ in degrees]
        points = [CirclePoint.from_half_tangent(t) for t in ts]
        points = [
            CirclePoint(-q.cos, -q.sin) if o else q for q, o in zip(points, opposite, strict=True)
        ]
        for axis in range(p):
            exact = poly.phase_derivative(axis).at(points) * prod(
                ((1 + t * t) / 2) ** d for t, d in zip(ts, degrees, strict=True)
            )
            found = value(
                layout.degrees, unpack(layout, charts[chart][axis]), [(t + 1) / 2 for t in ts]
            )
            # every coefficient is rounded down, by less than 1
            assert 0 <= exact * Fraction(2) ** exponent / scale - found < 1


def test_numbers_beyond_the_precision_are_noticed():
    layout = Layout((2,), 16, 6)
    tensor = derivative_tensor({(1,): 1}, 0, (1,))
    assert (
        first_fields(layout, [tensor], [16], 1) is None
        and first_fields(layout, [tensor], [15], 1) is not None
    )


@pytest.mark.parametrize("half_tangent", [Fraction(0), Fraction(2, 3), Fraction(-146, 1021)])
def test_a_turned_polynomial_is_the_polynomial_at_turned_points(half_tangent):
    source, degrees = random.Random(5), (2, 3)
    terms = random_terms(source, degrees, 10)
    found = TrigPoly.from_terms(turned(terms, 1, half_tangent))
    alpha, q = (
        CirclePoint.from_half_tangent(half_tangent),
        half_tangent.numerator**2 + half_tangent.denominator**2,
    )
    for t in (Fraction(1, 3), Fraction(-4)):
        chi = CirclePoint.from_half_tangent(t)
        there = CirclePoint(
            alpha.cos * chi.cos - alpha.sin * chi.sin, alpha.sin * chi.cos + alpha.cos * chi.sin
        )
        first = CirclePoint.from_half_tangent(Fraction(3, 4))
        assert (
            found.at([first, chi])
            == TrigPoly.from_terms(terms).at([first, there]) * q ** degrees[1]
        )


def test_a_box_with_two_zeros_is_not_said_to_hold_one():
    layout = Layout((2, 2), 26, 10)
    # F_0 = (2x-1)² - 1/4 has two zeros in x, F_1 = 2y - 1 one in y; on the half x > 1/2 there is
    # one
    one = 1 << 20
    first = [x * one // 4 for x in (3, -5, 3) for _ in range(3)]
    second = [y * one for _ in range(3) for y in (-1, 0, 1)]
    packed = [layout.pack(first), layout.pack(second)]
    rows = [[1 << 9, 0], [0, 1 << 9]]
    assert not layout.at_most_one_zero(packed, rows, 0)
    assert not layout.at_most_one_zero([layout.half(x, 1, 0) for x in packed], rows, 1)
    # the slope is 0 at x = 1/2
    assert (
        layout.at_most_one_zero([layout.half(layout.half(x, 0, 1), 1, 0) for x in packed], rows, 2)
        is False
    )
    quarter = [layout.half(layout.half(layout.half(x, 0, 1), 0, 1), 1, 0) for x in packed]
    assert layout.at_most_one_zero(quarter, rows, 3)
    # rows exchanged: nothing is shown
    assert not layout.at_most_one_zero(quarter, [[0, 1 << 9], [1 << 9, 0]], 3)


def test_rounding_errors_are_taken_into_account():
    layout = Layout((2, 2), 16, 6)
    flat, steep = (
        [
            layout.pack([a for a in range(3) for _ in range(3)]),
            layout.pack([b for _ in range(3) for b in range(3)]),
        ],
        1 << 12,
    )
    rows = [[64, 0], [0, 64]]
    assert not layout.at_most_one_zero(flat, rows, 5)  # differences of one unit may be errors
    sharp = [
        layout.pack([steep * a for a in range(3) for _ in range(3)]),
        layout.pack([steep * b for _ in range(3) for b in range(3)]),
    ]
    assert layout.at_most_one_zero(sharp, rows, 5)
