"""The complete list against closed forms, exact algebra and a multi-start search.

Modules: roots/critical_list, roots/structure, roots/watch.
"""

import signal
from fractions import Fraction
from math import comb

import numpy as np
import pytest
from instances import latin_loss, parity_loss, product_loss, random_loss

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.critical import critical_points_certificate
from symqnn.checker import check
from symqnn.errors import InputError
from symqnn.roots.complex_count import complex_count, complex_total, real_roots
from symqnn.roots.critical import critical_points
from symqnn.roots.structure import blocks
from symqnn.roots.watch import SearchBudget
from symqnn.status import Status
from symqnn.univariate.half_tangent import half_tangent_numerator


@pytest.mark.parametrize("p", [1, 2, 3, 4])
def test_product_experiment_has_4_to_the_p_critical_points(p):
    r = Fraction(2, 5)
    found = critical_points(product_loss(p, r))
    assert found.status is Status.PROVED
    assert found.by_index == tuple(comb(p, k) * 2**p for k in range(p + 1))
    levels = sorted(Fraction(2, p) * r**2 * bin(zeta).count("1") for zeta in range(2**p))
    for point, level in zip(found.minima(), levels, strict=True):
        assert point.value[0] <= level <= point.value[1] < level + Fraction(1, 10**12)
    assert len(found.global_minima()) == 1
    assert [count for _, _, count in found.levels()] == [comb(p, k) for k in range(p + 1)]


@pytest.mark.parametrize("p", [1, 2])
def test_product_experiment_beyond_the_threshold(p):
    # r² = 9/16 > 1/2: no spurious minimum
    assert critical_points(product_loss(p, Fraction(3, 4))).by_index[0] == 1


def test_separated_and_joint_treatment_agree():
    poly = product_loss(2) + TrigPoly.from_terms({"11": Fraction(1, 10**6)})
    assert len(blocks(product_loss(2))) == 2 and len(blocks(poly)) == 1
    assert critical_points(poly).by_index == (4, 8, 4)


@pytest.mark.parametrize(("p", "counts"), [(1, (2, 2)), (2, (8, 16, 8)), (3, (48, 120, 96, 24))])
def test_latin_instance(p, counts):
    found = critical_points(latin_loss(p))
    assert (
        found.status is Status.PROVED
        and found.by_index == counts
        and found.euler_characteristic == 0
    )


@pytest.mark.parametrize(
    ("p", "subsets", "weights", "minima"),
    [
        (2, [(0,), (0, 1)], [Fraction(1, 25), Fraction(1, 5)], 4),
        (3, [(0, 1), (1, 2), (0,)], [Fraction(1, 5), Fraction(1, 5), Fraction(1, 25)], 8),
    ],
)
def test_parity_family(p, subsets, weights, minima):
    found = critical_points(parity_loss(p, subsets, weights))
    assert found.status is Status.PROVED and found.by_index[0] == minima
    assert max(float(point.value[0]) for point in found.minima()) < 4 * float(sum(weights))


@pytest.mark.parametrize("seed", range(12))
def test_two_angles_agree_with_resultants(seed):
    poly = random_loss(2, seed, samples=4 + seed)
    found, algebra = critical_points(poly), complex_count(poly)
    assert found.status is Status.PROVED
    assert algebra.exact and algebra.with_multiplicity == algebra.distinct == 32
    assert found.number == algebra.real
    assert 2 * found.by_index[0] <= found.number


@pytest.mark.parametrize("seed", range(8))
def test_one_angle_agrees_with_sympy(seed):
    sympy = pytest.importorskip("sympy")
    poly = random_loss(1, seed)
    t = sympy.Symbol("t")
    numerator = half_tangent_numerator(poly.phase_derivative(0)).to_dict()
    real = sympy.Poly({k: int(v) for k, v in numerator.items()}, t).count_roots()
    assert critical_points(poly).number == complex_count(poly).real == real


@pytest.mark.parametrize("seed", [0])
def test_three_angles_hold_every_point_a_multistart_search_finds(seed):
    poly = random_loss(3, seed)
    found = critical_points(poly)
    assert found.status is Status.PROVED and found.euler_characteristic == 0
    centres = np.array([[float(t) for t in point.turns] for point in found.points()])
    phi = np.random.default_rng(seed).uniform(0, 2 * np.pi, (700, 3))
    g = [poly.phase_derivative(i) for i in range(3)]
    h = [[part.phase_derivative(j) for j in range(3)] for part in g]
    for _ in range(50):
        gradient = np.stack([part.numeric_phases(phi) for part in g], -1)
        hessian = np.stack(
            [np.stack([part.numeric_phases(phi) for part in row], -1) for row in h], -2
        )
        step = np.linalg.solve(hessian, gradient[..., None])[..., 0]
        phi = phi - step / np.maximum(1, np.abs(step).max(axis=1, keepdims=True) / 0.3)
    ended = np.abs(np.stack([part.numeric_phases(phi) for part in g], -1)).max(axis=1) < 1e-12
    turns = phi[ended] / (2 * np.pi)
    gap = np.abs((turns[:, None] - centres[None] + 0.5) % 1 - 0.5).max(axis=2)
    assert gap.min(axis=1).max() < 1e-6  # nothing was missed
    assert len(set(gap.argmin(axis=1))) == found.number  # and nothing invented


def test_values_enclose_the_loss():
    poly = random_loss(2, 5)
    for point in critical_points(poly).points():
        value = poly.numeric_phases([2 * np.pi * float(t) for t in point.turns])
        assert float(point.value[0]) - 1e-12 <= value <= float(point.value[1]) + 1e-12
        assert point.value[1] - point.value[0] < Fraction(1, 10**12)


def test_a_shorter_period_multiplies_the_count():
    base = TrigPoly.from_terms({"11": 1, "20": Fraction(1, 3), "02": Fraction(1, 5)})
    tripled = TrigPoly.from_terms({"55": 1, "60": Fraction(1, 3), "06": Fraction(1, 5)})
    assert blocks(tripled)[0].multiples == (3, 3)
    assert critical_points(tripled).by_index == tuple(9 * n for n in critical_points(base).by_index)
    assert (
        len({point.turns for point in critical_points(tripled).points()})
        == critical_points(tripled).number
    )


F = TrigPoly.from_terms({"11": 1, "20": "1/2", "00": "1/3"})


@pytest.mark.parametrize(
    ("poly", "word"),
    [
        (TrigPoly.constant(3, 2), "constant"),
        (TrigPoly.from_terms({"10": 1}), "circles"),
        (TrigPoly.from_terms({"11": 1, "22": 1}), "circles"),
        (TrigPoly.from_terms({"110": 1, "220": 1, "001": 1}), "circles"),
        (F * F, "changes sign"),
    ],
)
def test_infinitely_many_critical_points_are_proved(poly, word):
    found = critical_points(poly)
    assert found.status is Status.PREMISE_FAILS and word in found.reason and found.number == 0


def test_a_curve_of_minima_in_three_angles_is_undecided_within_the_budget():
    f, g = (
        TrigPoly.from_terms({"100": 1, "021": "1/2", "002": "1/3"}),
        TrigPoly.from_terms({"110": 1, "201": "1/2", "002": "1/3"}),
    )
    found = critical_points(f * f + g * g, SearchBudget(max_boxes=3000))
    assert found.status is Status.UNDECIDED and found.pending and "3000 boxes" in found.reason


def test_budgets_and_progress():
    seen = []
    stopped = critical_points(
        random_loss(3, 0), SearchBudget(timeout=0.0), lambda *state: seen.append(state)
    )
    assert stopped.status is Status.UNDECIDED and "time limit" in stopped.reason
    complete = critical_points(random_loss(2, 0), None, lambda *state: seen.append(state))
    assert complete.status is Status.PROVED and seen and all(0 <= share <= 1 for *_, share in seen)
    shares = [share for *_, share in seen[1:]]
    assert shares == sorted(shares) and shares[-1] > 0.5


def test_a_stopped_search_goes_on_where_it_stopped():
    poly = random_loss(3, 1)
    whole, found, rounds = (
        critical_points(poly),
        critical_points(poly, SearchBudget(max_boxes=300)),
        0,
    )
    while found.status is Status.UNDECIDED:
        found, rounds = (
            critical_points(poly, SearchBudget(max_boxes=300), earlier=found),
            rounds + 1,
        )
    assert rounds >= 2 and found.status is Status.PROVED and found.by_index == whole.by_index
    assert check(critical_points_certificate(found)).status == "VERIFIED"
    with pytest.raises(InputError, match="another polynomial"):
        critical_points(random_loss(3, 2), earlier=found)


def test_an_interrupt_keeps_what_is_done():
    def interrupt(boxes, waiting, roots, settled):
        if boxes:
            signal.raise_signal(signal.SIGINT)

    poly = random_loss(2, 1)
    stopped = critical_points(poly, None, interrupt)
    assert (
        stopped.status is Status.UNDECIDED and stopped.reason == "interrupted" and stopped.pending
    )
    assert critical_points(poly, earlier=stopped).by_index == critical_points(poly).by_index


@pytest.mark.slow
def test_five_coupled_angles():
    found = critical_points(
        parity_loss(5, [tuple(sorted((k, (k + 1) % 5))) for k in range(5)], [Fraction(1, 5)] * 5)
    )
    assert found.status is Status.PROVED
    # 2^5 minima by the theorem of the parity family
    assert found.by_index == (32, 160, 320, 320, 160, 32)


def test_bad_input():
    with pytest.raises(InputError, match="no angles"):
        critical_points(TrigPoly.constant(1, 0))
    with pytest.raises(InputError, match="force=True"):
        critical_points(TrigPoly.from_terms({"1" * 7: 1, "2" * 7: 1}))
    with pytest.raises(InputError, match="infinitely many"):
        complex_count(F * F)
    with pytest.raises(InputError, match="depend on every angle"):
        complex_total(TrigPoly.from_terms({"10": 1}))


@pytest.mark.parametrize(
    ("poly", "count"),
    [
        (product_loss(1), 4),
        (product_loss(2), 16),
        (product_loss(4), 256),
        (latin_loss(2), 32),
        (random_loss(2, 1), 32),
    ],
)
def test_complex_counts_over_blocks_and_periods(poly, count):
    found = complex_total(poly)
    assert found.exact and found.distinct == found.with_multiplicity == count
    assert found.real == critical_points(poly).number


def test_real_roots_are_counted_with_certainty():
    from flint import fmpz_poly

    assert real_roots(fmpz_poly([-2, 0, 1]) * fmpz_poly([1, 0, 1])) == 2


def test_frequencies_of_an_integral_spectrum():
    # Δ = 2, mathematics.md 2.5: sin²2φ + r²(1 - cos φ)² per angle has 2Δ = 4 minima in [0, 2π)
    sine, cosine = TrigPoly.from_terms({"4": 1}), TrigPoly.from_terms({"0": 1, "1": -1})
    found = critical_points(sine * sine + cosine * cosine * Fraction(1, 10))
    assert found.by_index == (4, 4)
