"""Laws of the list of critical points: shifts, signs, scales and relabelling do not change how many
there are.
"""

from fractions import Fraction

from effort import examples
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly, trigpoly
from symqnn.certificate.canonical import canonical_bytes
from symqnn.certificate.critical import critical_points_certificate
from symqnn.checker import check_text
from symqnn.roots.complex_count import complex_count, rotate
from symqnn.roots.critical import critical_points
from symqnn.roots.structure import constant_directions
from symqnn.roots.watch import SearchBudget
from symqnn.status import Status

indices = st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(any)
polynomials = st.dictionaries(indices, st.integers(-9, 9).filter(bool), min_size=2, max_size=8).map(
    TrigPoly.from_terms
)
points = st.fractions(-2, 2, max_denominator=9).map(CirclePoint.from_half_tangent)
SETTINGS = settings(
    max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck)
)
BUDGET = SearchBudget(max_boxes=20_000)


def complete(poly):
    found = critical_points(poly, BUDGET)
    assume(found.status is Status.PROVED)
    return found


@SETTINGS
@given(polynomials)
def test_the_euler_sum_is_zero_and_real_is_at_most_complex(poly):
    assume(not constant_directions(poly))
    found = complete(poly)
    assert found.euler_characteristic == 0 and found.by_index[0] >= 1 and found.by_index[2] >= 1
    algebra = complex_count(poly)
    if algebra.exact:
        assert found.number == algebra.real <= algebra.distinct


@SETTINGS
@given(polynomials, points, points)
def test_a_shift_keeps_indices_and_values(poly, first, second):
    assume(not constant_directions(poly))
    found, moved = complete(poly), complete(rotate(poly, [first, second]))
    assert found.by_index == moved.by_index
    for left, right in zip(found.minima(), moved.minima(), strict=True):
        assert left.value[0] <= right.value[1] and right.value[0] <= left.value[1]


@SETTINGS
@given(polynomials, st.fractions(Fraction(1, 50), 50, max_denominator=50))
def test_scaling_keeps_and_negation_reverses_the_indices(poly, factor):
    assume(not constant_directions(poly))
    found = complete(poly)
    assert complete(poly * factor).by_index == found.by_index
    assert complete(-poly).by_index == found.by_index[::-1]
    swapped = trigpoly(
        poly.exponents[:, ::-1].copy(), poly.numerators, poly.denominator, poly.torus
    )
    assert complete(swapped).by_index == found.by_index


@SETTINGS
@given(polynomials)
def test_the_checker_agrees_with_every_complete_list(poly):
    assume(not constant_directions(poly))
    certificate = critical_points_certificate(complete(poly))
    assert check_text(canonical_bytes(certificate).decode()).status == "VERIFIED"
