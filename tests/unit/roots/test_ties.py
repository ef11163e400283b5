"""Ties between minima: decided by symmetry or by exact values, never by closeness."""

import random
from fractions import Fraction

import numpy as np
import pytest
from flint import fmpq
from instances import latin_loss, parity_loss, product_loss, random_loss

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.critical import critical_points_certificate
from symqnn.checker import check
from symqnn.roots.critical import critical_points
from symqnn.roots.ties import critical_values, rational_point, symmetries, ties

T = TrigPoly.from_terms


def proof(poly):
    """(polynomial of the only block, its critical points, the proof)."""
    found = critical_points(poly)
    (block,), (part,) = found.blocks, found.enumerations
    return block.poly, part.roots, ties(block.poly, part.roots, part.jets.scale)


def certified(poly):
    """What both the claim and the checker's sentence say of the global minima."""
    certificate = critical_points_certificate(critical_points(poly))
    verdict = check(certificate)
    assert verdict.status == "VERIFIED", verdict
    number = certificate["claim"].get("global_minima")
    assert (f"exactly {number} global" in verdict.summary) == (number is not None)
    return None if number is None else int(number)


@pytest.mark.parametrize(
    "poly",
    [
        latin_loss(2),
        latin_loss(3),
        parity_loss(2, [(0, 1)], [1]),
        random_loss(2, 3),
        random_loss(3, 2),
    ],
)
def test_symmetries_leave_the_loss_unchanged(poly):
    source = np.random.default_rng(0)
    points = source.uniform(0, 2 * np.pi, (20, poly.angles))
    for symmetry in symmetries(poly):
        moved = (
            points[:, list(symmetry.source)] * np.array(symmetry.signs)
            + np.array(symmetry.quarters) * np.pi / 2
        )
        assert np.abs(poly.numeric_phases(moved) - poly.numeric_phases(points)).max() < 1e-9
    assert list(symmetries(random_loss(2, 3))) == []


# two zeros, mirrored at an axis that is no multiple of a quarter turn
SQUARE = T({"1": "3/5", "2": "2/7", "0": "-1/9"})


@pytest.mark.parametrize(
    ("poly", "count"),
    [
        (latin_loss(2), 2),
        (parity_loss(2, [(0, 1)], [Fraction(1, 5)]), 2),  # u_1 u_2 = 1: at (0, 0) and (π, π)
        (T({"11": 1, "03": "1/7", "30": "1/7"}), 2),
        # exchange of the angles, and no rational points
        (T({"11": 1, "20": "1/7", "02": "1/7", "22": "1/3"}), 2),
        (SQUARE * SQUARE, 2),  # by the polynomial of the critical values
        (T({"1": 1}), 1),
    ],
)
def test_ties_are_decided(poly, count):
    found = proof(poly)[2]
    assert found is not None and found.number == count
    # in ψ = 2φ every point stands for four
    assert certified(poly) == count * (4 if poly == latin_loss(2) else 1)


def test_rational_points_of_different_classes_are_compared():
    """The Latin square of three angles: one rotation of the angles, and rational zeros that no
    symmetry joins.
    """
    _, _, found = proof(latin_loss(3))
    assert len(found.symmetries) == 1 and len(found.points) == 4
    assert certified(latin_loss(3)) == 48


def test_periods_and_summands_multiply():
    assert certified(T({"70": 1, "08": "1/2"})) == 16
    assert certified(T({"300": 1, "011": 1, "003": "1/7", "030": "1/7"})) == 4


def test_close_values_are_not_equal():
    """Two minima at rational points with a tilt below the width of the enclosures: they only look
    equal, exact values decide.
    """
    poly = T({"11": 1, "03": "1/7", "30": "1/7"}) + T({"10": Fraction(1, 10**20)})
    assert proof(poly)[2].number == 1 and certified(poly) == 1


@pytest.mark.parametrize("tilt", [10**15, 10**17, 10**20, 10**40])
def test_what_is_not_decided_is_told(tilt):
    """The same tilt in a loss whose minima are no rational points: the claim says nothing about
    ties.
    """
    poly = T({"11": 1, "22": "1/3", "20": "1/7", "02": "1/5"}) + T({"10": Fraction(1, tilt)})
    assert proof(poly)[2] is None and certified(poly) is None


def test_one_angle_with_a_tilt_that_no_enclosure_shows():
    """cos 2φ + sin 2φ/3 with a perturbation of 1e-40: the two minima differ, and neither is called
    global.
    """
    small = Fraction(1, 10**40)
    poly = T({"3": 1, "4": "1/3", "2": small, "1": small / 7})
    assert proof(poly)[2] is None and certified(poly) is None
    assert certified(T({"3": 1, "4": "1/3"})) == 2


def test_critical_values_are_the_roots():
    poly = T({"1": "1/3", "2": "1/5", "3": "1/7", "4": "-2/9"})
    found = critical_points(poly)
    polynomial = critical_values(poly)
    for point in found.points():
        value = float(sum(point.value)) / 2
        terms = [
            float(Fraction(int(c.p), int(c.q))) * value**k
            for k, c in enumerate(polynomial.coeffs())
        ]
        assert abs(sum(terms)) < 1e-9 * sum(map(abs, terms))
    # φ = π is critical, where t is infinite
    assert critical_values(T({"1": 1, "3": "1/5"}))(0) != 0
    assert critical_values(T({"1": 1, "3": "1/5"}))(-1 + fmpq(1, 5)) == 0


def test_rational_points_are_exact():
    block, roots, _ = proof(product_loss(1))
    (k,) = [k for k in np.flatnonzero(roots.indices == 0) if abs(roots.centres[k]).max() == 0]
    assert rational_point(block, tuple(roots.centres[k].tolist()), float(roots.radii[k])) == (
        CirclePoint.quarter_turns(0),
    )
    assert rational_point(random_loss(1, random.Random(0).randrange(9)), (12345,), 1e-6) is None
