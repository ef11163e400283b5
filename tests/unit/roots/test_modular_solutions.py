"""Complex solutions lifted from a prime: against resultants, against Singular's golden counts, and
the checker's arithmetic against FLINT.

Modules: certificate/bounds, roots/complex_count.
"""

import copy
import json
import random

import pytest
from flint import nmod_poly
from instances import latin_loss, parity_loss, product_loss, random_loss

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.bounds import bounds_certificate, mixed_volume_is_checked
from symqnn.certificate.canonical import canonical_bytes
from symqnn.checker import check, check_text
from symqnn.checker.kinds.bounds import support
from symqnn.checker.mathematics.mixed import mixed_volume
from symqnn.checker.mathematics.solutions import Quotient
from symqnn.landscape.point_bounds import newton_mixed_volume
from symqnn.landscape.system import fourier_support
from symqnn.roots.complex_count import PRIME, complex_total
from symqnn.roots.critical import critical_points
from symqnn.roots.modular_solutions import simple_solutions

T = TrigPoly.from_terms


def random_poly(source, p):
    while True:
        size = source.randrange(3, 10)
        terms = {
            tuple(
                source.randrange(5) if source.random() < 0.6 else 0 for _ in range(p)
            ): source.randrange(1, 9)
            for _ in range(size)
        }
        poly = T(terms)
        if poly.angles == p and all(poly.degrees):
            return poly


@pytest.mark.parametrize(
    ("poly", "count"),
    [
        (random_loss(1, 1), 4),
        (product_loss(2), 16),
        (product_loss(4), 256),
        (random_loss(2, 1), 32),
        (random_loss(2, 1, 2), 32),
        (latin_loss(2), 32),
        (latin_loss(3), 384),
        (random_loss(3, 1), 384),
        (T({"33": 1, "12": 1}), 32),
        (T({"70": 1, "08": "1/2"}), 64),
    ],
)
def test_all_solutions_are_found_where_all_are_simple(poly, count):
    assert simple_solutions(poly).number == count == newton_mixed_volume(poly)


@pytest.mark.parametrize("seed", range(15))
def test_never_more_than_resultants_count(seed):
    """Sparse polynomials: solutions at infinity, multiple ones, fewer than the mixed volume."""
    poly = random_poly(random.Random(seed), 2)
    try:
        exact = complex_total(poly)
    except ValueError:
        return
    found = simple_solutions(poly)
    number = found.number if found else 0
    if exact.exact:
        assert number <= exact.distinct <= newton_mixed_volume(poly)
        if exact.with_multiplicity == exact.distinct and found:
            assert number == exact.distinct
    if found:
        verdict = check_text(canonical_bytes(bounds_certificate(poly, None, found)).decode())
        assert verdict.status == "VERIFIED", verdict


def test_multiple_solutions_are_left_out():
    poly = T({"1": -4, "3": 1})  # a triple one at φ = 0, a simple one at φ = π
    assert (complex_total(poly).with_multiplicity, complex_total(poly).distinct) == (4, 2)
    assert simple_solutions(poly).number == 1


def test_nothing_is_found_of_positive_dimension():
    curve = T({"11": 1, "20": "1/2", "00": "1/3"})
    assert simple_solutions(curve * curve) is None
    assert simple_solutions(T({"10": 1})) is None
    assert simple_solutions(T({"1": f"1/{PRIME}"})) is None


def test_real_points_are_complex_solutions():
    poly = parity_loss(2, [(0, 1), (0,)], [1, 1])
    found, points = simple_solutions(poly), critical_points(poly)
    assert found is None or points.number <= found.number or points.status != "PROVED"


@pytest.mark.parametrize("p", [2, 3])
def test_the_mixed_volume_of_the_checker_agrees(p):
    source = random.Random(p)
    for _ in range(8):
        poly = random_poly(source, p)
        frequencies = support(dict(poly.terms()))
        assert set(frequencies) == set(fourier_support(poly))
        assert mixed_volume(
            [[k for k in frequencies if k[axis]] for axis in range(p)]
        ) == newton_mixed_volume(poly)


@pytest.mark.parametrize("degree", [1, 2, 3, 17])
def test_arithmetic_of_the_checker_agrees_with_flint(degree):
    source = random.Random(degree)
    for _ in range(20):
        e = [source.randrange(PRIME) for _ in range(degree)] + [1]
        a, b = ([source.randrange(PRIME) for _ in range(degree)] for _ in range(2))
        ring, modulus = Quotient(e, PRIME), nmod_poly(e, PRIME)
        expected = [int(x) for x in (nmod_poly(a, PRIME) * nmod_poly(b, PRIME) % modulus).coeffs()]
        assert ring.product(a, b) == expected + [0] * (degree - len(expected))
        assert ring.is_unit(a) == (nmod_poly(a, PRIME).gcd(modulus).degree() == 0)
        root = source.randrange(PRIME)
        e = [int(x) for x in (nmod_poly([-root % PRIME, 1], PRIME) * nmod_poly(e, PRIME)).coeffs()]
        assert not Quotient(e, PRIME).is_unit([-root % PRIME, 1] + [0] * (degree - 1))
    assert not Quotient(e, PRIME).is_unit([0] * (len(e) - 1))


def test_a_loss_without_mixed_volume_in_the_claim():
    certificate = json.loads(canonical_bytes(bounds_certificate(latin_loss(2))))
    assert (
        certificate["claim"]["complex_solutions"] == "0" and check(certificate).status == "VERIFIED"
    )
    assert not mixed_volume_is_checked(
        parity_loss(4, [(0, 1), (1, 2), (2, 3), (0, 1, 2, 3)], [1, 1, 1, 1])
    )
    weaker = copy.deepcopy(certificate)
    weaker["claim"]["mixed_volume"] = None
    assert check(weaker).status == "VERIFIED"
