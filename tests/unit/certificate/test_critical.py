"""Certificates of complete lists: written, verified by the checker, and refused when forged."""

import copy
import json
import random
from fractions import Fraction

import pytest
from flint import arb, ctx, fmpq
from instances import (
    latin_loss,
    parity_loss,
    product_dataset,
    product_loss,
    product_network,
    random_loss,
)
from leaves import leaves

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.bounds import bounds_certificate
from symqnn.certificate.canonical import canonical_bytes
from symqnn.certificate.critical import critical_points_certificate, polynomial_json, training_json
from symqnn.checker import check, check_text
from symqnn.checker.mathematics.loss import from_series, square, to_series
from symqnn.checker.mathematics.torus import (
    FRACTION,
    TURN,
    Torus,
    characteristic,
    cosine_and_sine,
    determinant,
    multiples_of_half_tangent,
    multiples_of_turns,
)
from symqnn.errors import InputError
from symqnn.model.dataset import random_dataset
from symqnn.roots.critical import critical_points
from symqnn.roots.modular_solutions import simple_solutions
from symqnn.roots.watch import SearchBudget


def made(poly, loss=None):
    return json.loads(canonical_bytes(critical_points_certificate(critical_points(poly), loss)))


@pytest.fixture(scope="module")
def generic():
    return made(random_loss(2, 3), training_json(product_network(2), random_dataset(2, 6, 3)))


@pytest.fixture(scope="module")
def latin():
    return made(latin_loss(2))


@pytest.fixture(scope="module")
def blocks():
    return made(product_loss(2))


@pytest.mark.parametrize(
    ("poly", "word"),
    [
        (product_loss(1), "exactly 4 critical points"),
        (
            product_loss(4),
            r"exactly 256 critical points, by index [16, 64, 96, 64, 16], all nondegenerate; 16 "
            r"local minima, exactly 1 global, 15 spurious",
        ),
        (latin_loss(2), "exactly 32 critical points, by index [8, 16, 8]"),
        (latin_loss(3), "exactly 288 critical points, by index [48, 120, 96, 24]"),
        (
            parity_loss(
                3, [(0, 1), (1, 2), (0,)], [Fraction(1, 5), Fraction(1, 5), Fraction(1, 25)]
            ),
            "8 local minima, exactly 1 global, 7 spurious",
        ),
        (random_loss(3, 2), "exactly 22 critical points"),
        (TrigPoly.from_terms({"70": 1, "08": "1/2"}), "exactly 64 critical points"),
    ],
)
def test_complete_lists_are_verified(poly, word):
    certificate = critical_points_certificate(critical_points(poly))
    verdict = check_text(canonical_bytes(certificate).decode())
    assert verdict.status == "VERIFIED", verdict
    assert word in verdict.summary
    assert canonical_bytes(certificate) == canonical_bytes(
        critical_points_certificate(critical_points(poly))
    )


def test_training_sets_are_recomputed(generic):
    assert check(generic).status == "VERIFIED"
    loss = training_json(product_network(3), product_dataset(3, Fraction(2, 5)))
    assert check(made(product_loss(3), loss)).status == "VERIFIED"


@pytest.mark.parametrize("poly", [TrigPoly.constant(1, 1), TrigPoly.from_terms({"1": -4, "3": 1})])
def test_incomplete_lists_have_no_certificate(poly):
    with pytest.raises(InputError, match="only a complete list"):
        critical_points_certificate(critical_points(poly, SearchBudget(max_boxes=1000)))


def corrupted(value, source):
    if isinstance(value, int):
        return max(0, value + source.choice([-1, 1, 7]))
    if value.isdigit() and source.random() < 0.5:
        return str(int(value) + source.choice([1, 2**20, 2**44]))
    place = source.randrange(len(value))
    return value[:place] + source.choice("0123AB*ab/-") + value[place + 1 :]


@pytest.mark.parametrize("kind", ["generic", "latin", "blocks"])
def test_corrupted_leaves_are_rejected_or_harmless(request, kind):
    original = request.getfixturevalue(kind)
    source, paths = random.Random(0), [path for path, _ in leaves(original)]
    accepted = 0
    for _ in range(150):
        forged, path = copy.deepcopy(original), source.choice(paths)
        inner = forged
        for key in path[:-1]:
            inner = inner[key]
        inner[path[-1]] = corrupted(inner[path[-1]], source)
        if check(forged).status == "VERIFIED":
            # the claim is as true as before: only the way it is shown has changed
            accepted += 1
            assert forged["claim"]["by_index"] == original["claim"]["by_index"]
            assert (
                forged["instance"] == original["instance"] or forged["claim"] == original["claim"]
            )
    assert accepted < 75


def test_tables_of_the_checker_are_within_one_unit():
    previous, ctx.prec = ctx.prec, 200
    source = random.Random(1)
    numbers = [k * TURN // 16 + d for k in range(16) for d in (-1, 0, 1)] + [
        source.randrange(TURN) for _ in range(500)
    ]
    for n in numbers:
        cos, sin = cosine_and_sine(n)
        assert abs(arb.cos_pi_fmpq(fmpq(2 * n, TURN)) * 2**FRACTION - cos) <= 1
        assert abs(arb.sin_pi_fmpq(fmpq(2 * n, TURN)) * 2**FRACTION - sin) <= 1
    ctx.prec = previous


def test_half_tangents_of_the_checker_are_rounded_down():
    source = random.Random(3)
    for t in [0, 1, -1, 1 << 44, -(1 << 44)] + [
        source.randrange(-(1 << 44), 1 << 44) for _ in range(50)
    ]:
        for opposite in (0, 1):
            point = CirclePoint.from_half_tangent(Fraction(t, 1 << 44))
            sign = 1 - 2 * opposite
            x, y = Fraction(1), Fraction(0)
            for cos, sin in multiples_of_half_tangent(t, 44, opposite, 4):
                x, y = (
                    sign * (x * point.cos - y * point.sin),
                    sign * (x * point.sin + y * point.cos),
                )
                assert (cos, sin) == ((x * 2**FRACTION).__floor__(), (y * 2**FRACTION).__floor__())


def test_derivatives_of_the_checker_are_within_its_error():
    previous, ctx.prec = ctx.prec, 400
    poly, source = random_loss(2, 7), random.Random(2)
    torus = Torus(2, {index: int(value * poly.denominator) for index, value in poly.terms()})
    for _ in range(20):
        centre = (source.randrange(TURN), source.randrange(TURN))
        jet = torus.derivatives([multiples_of_turns(n, torus.degree) for n in centre])
        assert set(jet) == {(0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2)}
        for orders, value in jet.items():
            part = poly
            for axis, order in enumerate(orders):
                for _ in range(order):
                    part = part.phase_derivative(axis)
            exact = arb(0)
            for index, coefficient in part.terms():
                term = arb(fmpq(coefficient.numerator * poly.denominator, coefficient.denominator))
                for e, n in zip(index, centre, strict=True):
                    angle = fmpq(2 * ((e + 1) // 2) * n, TURN)
                    term *= (
                        1 if e == 0 else arb.cos_pi_fmpq(angle) if e % 2 else arb.sin_pi_fmpq(angle)
                    )
                exact += term
            assert abs(exact * 2 ** (2 * FRACTION) - value) <= torus.error
    ctx.prec = previous


def test_small_arithmetic_of_the_checker():
    assert determinant([[2, 1, 0], [1, 3, 5], [0, 1, 1]]) == -5
    assert characteristic([[0, 1], [1, 0]]) == ([[0, -1], [-1, 0]], -1, 1)
    assert characteristic([[-2, 1, 0], [1, -2, 1], [0, 1, -2]]) == (
        [[3, 2, 1], [2, 4, 2], [1, 2, 3]],
        -4,
        3,
    )
    assert characteristic([[7]]) == ([[1]], 7, 0)
    poly = TrigPoly.from_terms({"12": 3, "20": -2, "00": 5, "11": 1})
    series, scale = to_series(
        {tuple(index): Fraction(int(value)) for index, value in poly.terms()}, 2
    )
    expected = {tuple(index): int(value * scale**2) for index, value in (poly * poly).terms()}
    assert from_series(square(series), 2) == expected


def test_polynomial_instances_are_read_strictly(latin):
    digits = "not a string of 2 digits"
    for key, value, reason in [
        ("1", "1", digits),
        ("1_", "1", digits),
        ("1-", "1", digits),
        ("55", "0", "0 is left out"),
    ]:
        forged = copy.deepcopy(latin)
        forged["instance"]["loss"]["terms"][key] = value
        verdict = check(forged)
        assert verdict.status == "REJECTED" and reason in verdict.reason, verdict
    forged = copy.deepcopy(latin)
    forged["instance"]["loss"] = polynomial_json(TrigPoly.constant(1, 9))
    assert check(forged).status == "UNSUPPORTED"


@pytest.mark.parametrize(
    ("p", "numbers"), [(1, (4, 4, 4, 2)), (2, (64, 64, 32, 16)), (3, (1728, 1728, 384, 192))]
)
def test_bounds_are_verified(p, numbers):
    loss = training_json(product_network(p), random_dataset(p, 3 * p, 0))
    poly = random_loss(p, 0)
    certificate = bounds_certificate(poly, loss, simple_solutions(poly))
    verdict = check(certificate)
    assert (
        verdict.status == "VERIFIED"
        and f"exactly {numbers[2]} complex solutions, all simple" in verdict.summary
    )
    names = ("paper", "bezout", "multihomogeneous", "nondegenerate_minima")
    assert tuple(int(certificate["claim"][name]) for name in names) == numbers
    for name in certificate["claim"] if p < 3 else ("mixed_volume",):
        forged = copy.deepcopy(certificate)
        forged["claim"][name] = str(int(forged["claim"][name]) - 1)
        verdict = check(forged)
        assert verdict.status == "REJECTED" and verdict.place == f"claim.{name}"


def test_bounds_need_every_angle():
    forged = bounds_certificate(TrigPoly.from_terms({"11": 1}))
    forged["instance"]["loss"]["terms"] = {"10": "1"}
    verdict = check(forged)
    assert verdict.status == "REJECTED" and "does not occur" in verdict.reason
