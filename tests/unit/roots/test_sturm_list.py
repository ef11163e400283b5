"""One angle by Sturm's theorem: points that no box in floats tells apart, decided at once and
certified.
"""

import copy
import json
import time
from fractions import Fraction
from pathlib import Path

import pytest
from leaves import leaves

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.critical import critical_points_certificate
from symqnn.certificate.decode import listed_centres
from symqnn.checker import check
from symqnn.errors import InputError
from symqnn.report.figures_data import read_landscape
from symqnn.roots.critical import critical_points
from symqnn.roots.sturm_list import sturm_list

T = TrigPoly.from_terms
SHIPPED = (
    Path(__file__).resolve().parents[3]
    / "proofs"
    / "theorem_7"
    / "near_degenerate_p1.certificate.json"
)


def near(exponent, sign):
    """cos φ + (1/4 ± 10^-k) cos 2φ: sin φ (1 + 4a cos φ) = 0 has 4 or 2 solutions."""
    return T({"1": 1, "3": Fraction(1, 4) + sign * Fraction(1, 10**exponent)})


@pytest.mark.parametrize("exponent", [6, 7, 10, 14, 30, 60])
@pytest.mark.parametrize(("sign", "by_index"), [(1, (2, 2)), (-1, (1, 1))])
def test_near_degenerate_lists_are_decided(exponent, sign, by_index):
    start = time.process_time()
    found = critical_points(near(exponent, sign))
    certificate = critical_points_certificate(found)
    assert (str(found.status), found.by_index) == ("PROVED", by_index)
    verdict = check(certificate)
    assert verdict.status == "VERIFIED" and f"by index {list(by_index)}" in verdict.summary, verdict
    assert time.process_time() - start < 5
    assert found.pending == 0 and len(list(found.points())) == sum(by_index)


def test_the_exact_limit_is_degenerate():
    assert critical_points(T({"1": 1, "3": "1/4"})).status == "PREMISE FAILS"
    assert sturm_list(T({"1": 1, "3": "1/4"})) is None


def test_points_are_where_the_closed_form_says():
    """cos φ = -1/(4a): with a = 1/4 + 10^-14 the two minima are some 4·10^-7 apart from π, each in
    its own enclosure.
    """
    a = Fraction(1, 4) + Fraction(1, 10**14)
    listed = sturm_list(near(14, 1))
    minima = sorted(
        turn for turn, index in zip(listed.turns, listed.indices, strict=True) if index == 0
    )
    assert (
        minima[0] + minima[1] == pytest.approx(1, abs=1e-30)
        and minima[0] < Fraction(1, 2) < minima[1]
    )
    expected = -1 / (8 * a) - a  # -1/(4a) + a (2/(16a²) - 1)
    for (low, high), index in zip(listed.values, listed.indices, strict=True):
        if index == 0:
            assert low < expected < high and high - low < Fraction(1, 10**80)


def test_a_block_by_sturm_beside_a_block_of_boxes():
    poly = T({"10": 1, "30": Fraction(1, 4) + Fraction(1, 10**14)}) + T({"03": 1, "01": "1/3"})
    found = critical_points(poly)
    certificate = critical_points_certificate(found)
    assert found.by_index == (4, 8, 4) and check(certificate).status == "VERIFIED"
    assert [sorted(block)[:2] for block in certificate["witness"]["blocks"]] == [
        ["angles", "intervals"],
        ["angles", "charts"],
    ]
    assert certificate["claim"]["global_minima"] == "4"
    assert len({point.turns for point in found.points()}) == 16


def test_multiples_are_counted():
    poly = T({"3": 1, "7": Fraction(1, 4) + Fraction(1, 10**12)})
    found = critical_points(poly)
    assert (
        found.by_index == (4, 4) and check(critical_points_certificate(found)).status == "VERIFIED"
    )


def test_what_needs_coordinates_says_so():
    certificate = json.loads(SHIPPED.read_text())
    assert read_landscape("near", certificate) is None
    with pytest.raises(InputError, match="Sturm"):
        listed_centres(certificate["witness"]["blocks"][0])


def changes(value):
    """Other values of a leaf: numbers a little and a lot away, another sign."""
    if isinstance(value, int):
        return [value + 1, value + 7]
    try:
        number = Fraction(value)
    except ValueError:
        return [value + "x"]
    return [
        str(x)
        for x in (number + 1, -number, number * 2, number + Fraction(1, 10**9))
        if x != number
    ]


def test_no_changed_leaf_makes_another_list(record_property):
    """Every leaf: refused, or another proof of the same claim about the same loss, or the loss
    changed and the claim true of it.
    """
    original = json.loads(SHIPPED.read_text())
    tried = harmless = 0
    for path, value in leaves({key: original[key] for key in ("instance", "claim", "witness")}):
        for changed in changes(value):
            forged = copy.deepcopy(original)
            inner = forged
            for key in path[:-1]:
                inner = inner[key]
            inner[path[-1]] = changed
            tried += 1
            if check(forged).status != "VERIFIED":
                continue
            harmless += 1
            assert (
                path[0] == "witness"
                or path[:3] in (("instance", "loss", "parameters"), ("instance", "loss", "units"))
                or (
                    path[:2] in (("claim", "least_value"), ("instance", "loss"))
                    or path[:2] == ("claim", "spurious_minima")
                )
            ), path
            assert forged["claim"]["by_index"] == original["claim"]["by_index"]
            assert forged["claim"]["global_minima"] == original["claim"]["global_minima"]
    assert tried > 60
    record_property(
        "count leaves of a list by Sturm changed",
        f"{tried} tried, {tried - harmless} refused, {harmless} true all the same",
    )
