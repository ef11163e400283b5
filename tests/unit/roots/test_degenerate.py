"""Degenerate critical points: each reason is found where it holds, verified by the checker, and not
claimed where it does not.

Modules: certificate/degenerate, roots/degeneracy, roots/degenerate_point, roots/products,
roots/suspicion.
"""

import json
import time
from fractions import Fraction

import numpy as np
import pytest
from instances import latin_loss, product_network, random_loss

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.canonical import canonical_bytes
from symqnn.certificate.critical import training_json
from symqnn.certificate.degenerate import degenerate_certificate
from symqnn.checker import check_text
from symqnn.checker.kinds.degenerate import derivative, half_tangents
from symqnn.errors import InputError
from symqnn.loss.training import residuals
from symqnn.model.dataset import random_dataset
from symqnn.roots.critical import critical_points
from symqnn.roots.degenerate import infinitely_many
from symqnn.roots.degenerate_point import critical_circle, degenerate_point
from symqnn.roots.jets import Jets
from symqnn.roots.products import zero_product
from symqnn.roots.suspicion import seems_degenerate
from symqnn.roots.watch import SearchBudget
from symqnn.roots.zero_set import common_zero
from symqnn.status import Status
from symqnn.univariate.half_tangent import half_tangent_numerator

T = TrigPoly.from_terms
CURVE = T({"11": 1, "20": "1/2", "00": "1/3"})
CURVE_OF_THREE = T({"011": 1, "020": "1/2", "000": "1/3"})
F, G = (
    T({"000": 1, "100": -1}),
    T({"000": 1, "010": -1, "012": "1/2", "002": "-1/2", "100": "1/3", "110": "-1/3"}),
)
ROOT = T({"1": 1, "0": "1/3"})
A, B = T({"10": 1, "00": "1/3", "01": "1/2"}), T({"01": 1, "10": "1/7"})
SLOW_TO_SEARCH = T({"000": 2, "100": -1, "010": -1}) * T({"000": 2, "100": -1, "010": -1}) + T(
    {"000": 1, "001": -1, "002": 1, "012": "1/3"}
) * T({"002": 1})
THREE_FACTORS = (
    T({"100": 1, "000": "-1/3"}) * T({"010": 1, "000": "2/5"}) * T({"001": 1, "000": "1/7"})
)
FACTOR_OF_TWO = T({"11000": 1, "20000": "1/3", "00000": "1/9"})
DEGENERATE = [
    (TrigPoly.constant(3, 2), "directions", 2),
    (T({"10": 1}), "directions", 1),
    (T({"110": 1, "220": 1, "001": 1}), "directions", 1),
    (CURVE * CURVE, "factor", 1),
    (T({"100": 1}) + CURVE_OF_THREE * CURVE_OF_THREE, "factor", 1),
    (
        T({"300": 1}) + T({"030": "1/2"}) * T({"003": 1, "000": 1}) * T({"003": 1, "000": 1}),
        "factor",
        1,
    ),
    (F * F + G * G, "circle", 1),
    (T({"1": -4, "3": 1}), "point", 0),  # sin φ (1 - cos φ): a triple zero at 0
    (T({"100": -4, "300": 1, "011": 1, "020": "1/3"}), "point", 0),
    (T({"00": 2, "10": -1, "01": -1}) * T({"00": 2, "10": -1, "01": -1}), "point", 0),
    (ROOT * ROOT * ROOT * ROOT, "point", 0),  # cos φ = -1/3
    (A * A * A + B * B, "point", 0),  # of degree 4
    (SLOW_TO_SEARCH, "point", 0),  # told before a search that would not end
    (THREE_FACTORS, "product", 1),  # two factors are zero, the third angle is free
    (
        T({"00100": 1}) + FACTOR_OF_TWO * T({"00010": 1, "00000": "1/7"}) + T({"00001": 3}),
        "product",
        1,
    ),
    (
        T({"1000": 1, "0000": "1/2"})
        * T({"0110": 1, "0020": "1/3"})
        * T({"0001": 1, "0002": "1/5"}),
        "product",
        2,
    ),
]


@pytest.mark.parametrize(("poly", "reason", "dimension"), DEGENERATE)
def test_reasons_are_found_and_verified(poly, reason, dimension):
    found = critical_points(poly)
    assert found.status is Status.PREMISE_FAILS and found.reason == found.degeneracy.reason
    text = canonical_bytes(degenerate_certificate(poly, found.degeneracy)).decode()
    certificate = json.loads(text)
    assert (certificate["witness"]["reason"], certificate["claim"]["dimension"]) == (
        reason,
        str(dimension),
    )
    verdict = check_text(text)
    assert (
        verdict.status == "VERIFIED" and "premise that none is degenerate fails" in verdict.summary
    ), verdict


def numeric_point(proof):
    """The point of an algebraic proof in floats, on a road of its own: the root by numpy."""
    roots = np.roots([float(c) for c in reversed(proof.modulus)])
    low, high = map(float, proof.interval)
    (x,) = [r.real for r in roots if abs(r.imag) < 1e-9 and low < r.real < high]
    value = lambda row: sum(float(c) * x**k for k, c in enumerate(row))  # noqa: E731
    return np.array([np.arctan2(value(sin), value(cos)) for cos, sin in proof.point])


@pytest.mark.parametrize(
    ("poly", "reason"), [case[:2] for case in DEGENERATE if case[1] in ("point", "circle")]
)
def test_points_are_degenerate_in_floating_point(poly, reason):
    proof = critical_points(poly).degeneracy.proof
    axes = list(proof.axes)
    base = np.zeros(poly.angles)
    for shift in (0.0, 0.7) if reason == "circle" else (0.0,):
        base[axes] = numeric_point(proof) + shift * np.array(proof.direction or [0] * len(axes))
        gradient = [poly.phase_derivative(axis).numeric_phases(base) for axis in axes]
        assert np.abs(gradient).max() < 1e-7
        hessian = np.array(
            [
                [poly.phase_derivative(a).phase_derivative(b).numeric_phases(base) for a in axes]
                for b in axes
            ]
        )
        assert abs(np.linalg.det(hessian)) < 1e-6


@pytest.mark.parametrize(
    "poly",
    [
        random_loss(1, 1),
        random_loss(2, 1),
        random_loss(3, 1),
        latin_loss(2),
        latin_loss(3),
        T({"70": 1, "08": "1/2"}),
    ],
)
def test_nothing_is_claimed_of_nondegenerate_losses(poly):
    axes = tuple(range(poly.angles))
    assert infinitely_many(poly) is None and critical_circle(poly, axes) is None
    assert (
        degenerate_point(poly, axes, np.random.default_rng(0).uniform(0, 1, (5, poly.angles)))
        is None
    )


def test_a_rational_point_near_boxes_that_are_left():
    """(φ_1, φ_2, φ_3) with tan(φ_1/2) = 1/2: no multiple of π/2, three angles; the boxes say where
    to look.
    """
    a, b, c = (
        T({"100": "4/5", "200": "-3/5"}),
        T({"010": 1, "000": -1, "100": "1/5", "200": "-3/20"}),
        T({"002": 1, "100": "4/5", "200": "-3/5"}),
    )
    poly = a * a * a + b * b + c * c
    near = np.array([[np.arctan(0.5) / np.pi + 1e-4, 0.0002, 0.9999]])
    found = degenerate_point(poly, (0, 1, 2), near)
    assert (
        found is not None
        and check_text(canonical_bytes(degenerate_certificate(poly, found)).decode()).status
        == "VERIFIED"
    )
    assert degenerate_point(poly, (0, 1, 2), near + 0.1) is None or found.dimension == 0


@pytest.mark.parametrize(("p", "m"), [(2, 1), (3, 1), (3, 2), (4, 3)])
def test_fewer_residuals_than_angles(p, m):
    qnn, dataset = product_network(p), random_dataset(p, m, 3)
    parts = residuals(qnn, dataset)
    found = common_zero(parts)
    assert found is not None and found.dimension == p - m
    poly = sum((part * part for part in parts[1:]), parts[0] * parts[0])
    text = canonical_bytes(
        degenerate_certificate(poly, found, training_json(qnn, dataset))
    ).decode()
    assert check_text(text).status == "VERIFIED"
    with pytest.raises(InputError, match="training sets"):
        degenerate_certificate(poly, found)


def test_the_half_tangent_form_of_the_checker_agrees():
    poly = random_loss(2, 4)
    terms = dict(poly.terms())
    for axis in range(2):
        part = poly.phase_derivative(axis)
        assert derivative(terms, axis) == dict(part.terms())
        expected = {
            tuple(map(int, e)): Fraction(int(v), part.denominator)
            for e, v in half_tangent_numerator(part).to_dict().items()
        }
        assert half_tangents(derivative(terms, axis), 2) == expected


def test_a_hidden_degenerate_point_stays_undecided():
    """Above the degree of the fields that are tried: boxes are left, nothing is claimed."""
    found = critical_points(random_loss(2, 0), SearchBudget(max_boxes=50))
    assert found.status is Status.UNDECIDED and found.degeneracy is None and found.pending > 0


def test_products_without_common_zeros_are_searched():
    """A factor that is positive everywhere: no set of common zeros, and the search decides."""
    poly = T({"10": 1, "00": 3}) * T({"01": 1, "00": "1/7"})
    assert critical_points(poly).by_index == (1, 2, 1)
    assert zero_product(poly, (0, 1)) is None
    three = T({"100": 1, "000": 3}) * T({"010": 1, "000": 3}) * T({"001": 1, "000": "1/7"})
    assert zero_product(three, (0, 1, 2)) is None
    assert zero_product(random_loss(3, 0), (0, 1, 2)) is None


CUT = T({"100": 1, "000": "-1/3"})
OTHER = T({"010": 1, "000": "2/5"})
FOUR = T({"1000": 1, "0000": "-1/3"})


@pytest.mark.parametrize(
    "poly",
    [
        CUT * OTHER * T({"001": 1, "000": 2}) + CUT * CUT,  # a curve, but no product
        pytest.param(
            FOUR
            * T({"0100": 1, "0000": "2/5"})
            * T({"0010": 1, "0000": "1/7"})
            * T({"0001": 1, "0000": "3"})
            + FOUR * FOUR,
            marks=pytest.mark.slow,
        ),
    ],
)
def test_what_is_not_decided_is_told_within_seconds(poly):
    start = time.process_time()
    found = critical_points(poly)
    assert found.status is Status.UNDECIDED and "vanishes on a whole set of points" in found.reason
    assert time.process_time() - start < 15
    assert seems_degenerate(Jets(poly)) and not seems_degenerate(Jets(random_loss(3, 1)))


@pytest.mark.slow
def test_force_searches_on():
    poly = CUT * OTHER * T({"001": 1, "000": 2}) + CUT * CUT
    found = critical_points(poly, SearchBudget(max_boxes=30_000), force=True)
    assert found.boxes > 25_000 and "whole set" not in found.reason
