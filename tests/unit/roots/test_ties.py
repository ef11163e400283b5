"""Ties between minima: decided by symmetry or by exact values, never by closeness."""

import random
from fractions import Fraction

import numpy as np
import pytest
from instances import latin_loss, parity_loss, product_loss, random_loss

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.roots.critical import critical_points
from symqnn.roots.ties import least_roots, rational_value, symmetries

T = TrigPoly.from_terms


def lowest(poly):
    """(polynomial of the only block, its minima whose enclosures overlap the least)."""
    found = critical_points(poly)
    (block,), (part,) = found.blocks, found.enumerations
    roots = part.roots.take(part.roots.indices == 0)
    return block.poly, roots.take(roots.values - roots.errors <= (roots.values + roots.errors).min())


@pytest.mark.parametrize("poly", [latin_loss(2), latin_loss(3), parity_loss(2, [(0, 1)], [1]), random_loss(2, 3), random_loss(3, 2)])
def test_symmetries_leave_the_loss_unchanged(poly):
    source = np.random.default_rng(0)
    points = source.uniform(0, 2 * np.pi, (20, poly.angles))
    for symmetry in symmetries(poly):
        moved = points[:, list(symmetry.source)] * np.array(symmetry.signs) + np.array(symmetry.quarters) * np.pi / 2
        assert np.abs(poly.numeric_phases(moved) - poly.numeric_phases(points)).max() < 1e-9
    assert list(symmetries(random_loss(2, 3))) == []


@pytest.mark.parametrize(("poly", "count"), [
    (latin_loss(2), 2),
    (parity_loss(2, [(0, 1)], [Fraction(1, 5)]), 2),  # u_1 u_2 = 1: at (0, 0) and (π, π)
    (T({"11": 1, "03": "1/7", "30": "1/7"}), 2),
    (T({"11": 1, "20": "1/7", "02": "1/7", "22": "1/3"}), 2),  # exchange of the angles, and no rational points
])
def test_ties_are_decided(poly, count):
    block, roots = lowest(poly)
    assert len(roots) == count and least_roots(block, roots) == (count, True)


def test_close_values_are_not_equal():
    """Two minima at rational points with a tilt below the width of the enclosures: they only look equal, exact values decide."""
    block, roots = lowest(T({"11": 1, "03": "1/7", "30": "1/7"}) + T({"10": Fraction(1, 10**20)}))
    assert len(roots) == 2 and least_roots(block, roots) == (1, True)


def test_what_is_not_decided_is_told():
    """The same tilt in a loss whose minima are no rational points."""
    block, roots = lowest(T({"11": 1, "22": "1/3", "20": "1/7", "02": "1/5"}) + T({"10": Fraction(1, 10**20)}))
    assert len(roots) == 2 and least_roots(block, roots) == (2, False)


def test_rational_values_are_exact():
    block, roots = lowest(product_loss(1))
    (centre,) = [tuple(row) for row in roots.centres.tolist()]
    assert rational_value(block, centre, float(roots.radii[0])) == block.at([CirclePoint.quarter_turns(0)])
    assert rational_value(random_loss(1, random.Random(0).randrange(9)), (12345,), 1e-6) is None
