"""The float side of the subdivision against exact evaluation, and against roots found on roads that
share nothing with it.

Modules: roots/bernstein, roots/exclusion, roots/search, roots/subdivision.
"""

import json
from fractions import Fraction
from itertools import product
from math import comb

import numpy as np
import pytest
from effort import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from instances import latin_loss, product_loss, random_loss

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.canonical import canonical_bytes
from symqnn.certificate.critical import critical_points_certificate
from symqnn.checker import check_text
from symqnn.checker.mathematics.subdivision import DIGITS, SIZES
from symqnn.roots.bernstein import ORIGINS, Charts, along, halves, injective
from symqnn.roots.critical import critical_points
from symqnn.roots.exclusion import Tolerance, exclude, separate
from symqnn.roots.search import COARSE, FINE
from symqnn.roots.subdivision import ONE, Boxes, Subdivision, Tree, joined, restricted, weights_text
from symqnn.status import Status


def value(coefficients, x):
    """Polynomials in the Bernstein basis at a point of [0, 1]^p: shape (p, n_1+1, …)."""
    for t in x[::-1]:
        n = coefficients.shape[-1] - 1
        coefficients = coefficients @ np.array(
            [comb(n, a) * t**a * (1 - t) ** (n - a) for a in range(n + 1)]
        )
    return coefficients


@pytest.mark.parametrize(
    "poly",
    [
        random_loss(1, 0),
        random_loss(3, 1),
        latin_loss(2),
        TrigPoly.from_terms({"10": 1, "23": "1/3", "06": "1/5"}),
    ],
)
def test_coefficients_are_those_of_the_derivatives(poly):
    p, source = poly.angles, np.random.default_rng(0)
    charts = Charts(poly, ORIGINS[:p])
    for chart in range(1 << p):
        t = source.uniform(-1, 1, p)
        phi = charts.radians(np.array([chart]), t[None])[0]
        assert charts.tangents(np.array([chart]), phi[None])[0] == pytest.approx(t, abs=1e-12)
        found = value(charts.coefficients(chart)[0], (t + 1) / 2)
        norm = np.prod([((1 + x * x) / 2) ** d for x, d in zip(t, poly.degrees, strict=True)])
        for axis in range(p):
            assert found[axis] == pytest.approx(
                poly.phase_derivative(axis).numeric_phases(phi)
                * norm
                * 2.0 ** charts.exponents[axis],
                abs=1e-12,
            )
        assert 0 < np.abs(charts.coefficients(chart)).max() < 1


def test_halves_and_restrictions_are_the_same_polynomials():
    charts, source = Charts(random_loss(3, 2), ORIGINS[:3]), np.random.default_rng(1)
    whole = charts.coefficients(5)
    tree = Tree(3, {5: Subdivision()})
    boxes = joined(tree.open)
    values = whole
    for axis in (1, 0, 2, 1):
        both = boxes.split(axis, tree.size)
        tree.size += 2 * len(boxes)
        values = halves(values, axis)
        which = source.integers(0, len(both), 3)
        boxes, values = both.take(which), values[which]
    assert restricted(boxes, charts) == pytest.approx(values, abs=1e-12)
    low, high = boxes.ends()
    for k in range(len(boxes)):
        x = source.uniform(0, 1, 3)
        there = (low[k] + x * (high[k] - low[k]) + 1) / 2
        assert value(values[k], x) == pytest.approx(value(whole[0], there), abs=1e-12)
        assert low[k] * ONE == pytest.approx(boxes.low[k], abs=0)


@pytest.mark.parametrize(
    "poly",
    [
        product_loss(2) + TrigPoly.from_terms({"11": Fraction(1, 10**6)}),
        random_loss(2, 4),
        random_loss(3, 1),
    ],
)
def test_boxes_with_a_root_are_not_excluded(poly):
    """Roots by Newton's method from many starts: boxes around them, however small, must be left."""
    p, source = poly.angles, np.random.default_rng(2)
    charts, phi = Charts(poly, ORIGINS[:p]), source.uniform(0, 2 * np.pi, (300, p))
    gradient = [poly.phase_derivative(i) for i in range(p)]
    hessian = [[part.phase_derivative(j) for j in range(p)] for part in gradient]
    for _ in range(40):
        g = np.stack([part.numeric_phases(phi) for part in gradient], -1)
        h = np.stack(
            [np.stack([part.numeric_phases(phi) for part in row], -1) for row in hessian], -2
        )
        step = np.linalg.solve(h, g[..., None])[..., 0]
        phi = phi - step / np.maximum(1, np.abs(step).max(axis=1, keepdims=True) / 0.3)
    phi = phi[
        np.abs(np.stack([part.numeric_phases(phi) for part in gradient], -1)).max(axis=1) < 1e-13
    ]
    assert len(phi) > 100
    tried = 0
    for chart in range(1 << p):
        numbers = np.full(len(phi), chart)
        t = charts.tangents(numbers, phi)
        rows = np.flatnonzero((np.abs(t) < 0.999).all(axis=1))
        levels = np.repeat(source.integers(1, 12, (len(rows), 1)), p, axis=1)
        width = 2 * ONE >> levels
        low = np.floor((t[rows] * ONE + ONE) / width).astype(np.int64) * width - ONE
        boxes = Boxes(low, levels, numbers[rows], np.arange(len(rows)))
        values = restricted(boxes, charts)
        for tolerance in (COARSE, FINE, Tolerance(52, 30)):
            assert not exclude(
                values.reshape(len(rows), p, -1), levels.sum(axis=1), charts.unit, tolerance
            ).any()
        tried += len(rows)
    assert tried > 100


def test_directions_have_all_points_on_one_side():
    source = np.random.default_rng(3)
    points = source.normal(size=(60, 3, 40)) + np.repeat(
        source.normal(size=(60, 3, 1)) * 3, 40, axis=2
    )
    found, directions = separate(points)
    assert 10 < len(found) <= 60
    assert ((directions[found, None, :] @ points[found])[:, 0] > 0).all()
    around = np.concatenate((points, -points), axis=2)  # 0 is in the hull
    assert len(separate(around)[0]) == 0


def test_two_zeros_in_a_box_are_not_called_one():
    """(x - 1/3)(x - 2/3) and y - 1/2 on the unit square, and on its right half."""
    n = 2
    x = np.array([Fraction(2, 9), Fraction(2, 9) - Fraction(1, 2), Fraction(2, 9)], dtype=float)
    y = np.array([-0.5, 0.0, 0.5])
    values = np.stack([np.repeat(x[:, None], n + 1, axis=1), np.repeat(y[None], n + 1, axis=0)])[
        None
    ]
    rows = np.array([[[1000.0, 0], [0, 1000.0]]])
    assert not injective(values, rows, np.array([1e-6]))[0]
    quarter = halves(halves(values, 0)[1:], 0)[1:]  # 3/4 ≤ x ≤ 1
    assert (
        injective(quarter, rows, np.array([1e-6]))[0]
        and not injective(quarter, rows, np.array([1e6]))[0]
    )
    assert along(np.eye(3), values, 1) == pytest.approx(values)


@given(st.lists(st.integers(-3000, 3000), min_size=1, max_size=4))
def test_weights_are_written_as_the_checker_reads_them(weights):
    text = weights_text(weights)
    if text[0] not in SIZES:
        k = "abcdefgh".index(text.lower())
        assert len(text) == 1 and weights == [
            (1 if text.islower() else -1) * (i == k) for i in range(len(weights))
        ]
        return
    size = SIZES.index(text[0]) + 1
    found = []
    for k in range(len(weights)):
        number = 0
        for digit in text[1 + k * size : 1 + (k + 1) * size]:
            number = 63 * number + DIGITS.index(digit) - 31
        found.append(number)
    assert found == weights and len(text) == 1 + size * len(weights)


def test_a_subdivision_survives_being_read():
    found = critical_points(random_loss(2, 3)).enumerations[0]
    again = Tree(2, dict(enumerate(found.subdivisions))).subdivisions()
    assert tuple(again.values()) == found.subdivisions and all(
        part.complete for part in found.subdivisions
    )
    part = next(part for part in found.subdivisions if len(part.points) > 1)
    less = part.without({1})
    assert (
        less.text.count("?") == 1
        and less.points == (part.points[0], *part.points[2:])
        and not less.complete
    )
    assert len(Tree(2, {0: less}).open) == 1


@pytest.mark.slow
def test_any_number_of_workers_writes_the_same_bytes():
    poly = random_loss(4, 1)
    texts = [
        canonical_bytes(critical_points_certificate(critical_points(poly, jobs=jobs)))
        for jobs in (1, 2)
    ]
    assert texts[0] == texts[1]


@st.composite
def small_losses(draw):
    p = draw(st.integers(1, 2))
    indices = [index for index in product(range(5), repeat=p) if any(index)]
    chosen = draw(st.lists(st.sampled_from(indices), min_size=p, max_size=8, unique=True))
    values = [
        draw(st.fractions(min_value=-5, max_value=5, max_denominator=20).filter(bool))
        for _ in chosen
    ]
    return TrigPoly.from_terms(dict(zip(chosen, values, strict=True)), p)


@given(small_losses())
@settings(max_examples=examples(60), deadline=None)
def test_complete_lists_are_verified_and_hold_what_newton_finds(poly):
    found = critical_points(poly)
    if found.status is not Status.PROVED:
        return
    verdict = check_text(canonical_bytes(critical_points_certificate(found)).decode())
    assert verdict.status == "VERIFIED", verdict
    centres = np.array([[float(t) for t in point.turns] for point in found.points()])
    phi = np.random.default_rng(0).uniform(0, 2 * np.pi, (60, poly.angles))
    g = [poly.phase_derivative(i) for i in range(poly.angles)]
    h = [[part.phase_derivative(j) for j in range(poly.angles)] for part in g]
    for _ in range(60):
        gradient = np.stack([part.numeric_phases(phi) for part in g], -1)
        hessian = np.stack(
            [np.stack([part.numeric_phases(phi) for part in row], -1) for row in h], -2
        )
        step = np.einsum("nij,nj->ni", np.linalg.pinv(hessian), gradient)
        phi = phi - step / np.maximum(1, np.abs(step).max(axis=1, keepdims=True) / 0.3)
    ended = np.abs(np.stack([part.numeric_phases(phi) for part in g], -1)).max(axis=1) < 1e-11
    turns = phi[ended] / (2 * np.pi)
    gap = np.abs((turns[:, None] - centres[None] + 0.5) % 1 - 0.5).max(axis=2)
    assert len(turns) == 0 or gap.min(axis=1).max() < 1e-4


def test_ill_conditioned_points_use_the_finer_numbers():
    """cos 2φ + (4 + ε)cos φ has a nearly degenerate critical point at φ = π."""
    poly = TrigPoly.from_terms({"1": 4 + Fraction(1, 10**6), "3": 1})
    found = critical_points(poly)
    assert found.status is Status.PROVED and found.number == 2
    certificate = json.loads(canonical_bytes(critical_points_certificate(found)))
    assert certificate["witness"]["blocks"][0]["precision"] == FINE.precision
    assert check_text(json.dumps(certificate)).status == "VERIFIED"
