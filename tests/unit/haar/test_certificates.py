"""Certificates of Theorem 6: produced, verified by the stand-alone checker, and refused when
forged.

Modules: certificate/haar, checker/kinds/haar, checker/kinds/haar_probability,
checker/mathematics/haar_moments.
"""

import copy
import json
import subprocess
import sys
from pathlib import Path

import effort
import pytest
from leaves import leaves

import symqnn.checker
from symqnn.certificate.haar import (
    bound_certificate,
    family_certificate,
    moments_certificate,
    probability_certificate,
    uniform_certificate,
)
from symqnn.checker import check, check_file
from symqnn.checker.mathematics import haar_moments
from symqnn.errors import InputError
from symqnn.haar.failure_bounds import Road, failure_bound
from symqnn.haar.rational import D
from symqnn.haar.transfer import mean_factor, transfer_matrix
from symqnn.haar.universal import find_independence
from symqnn.haar.verdict import probability, universal

FORGED = Path(__file__).parent / "forged"

# file name: (place, start or part of the reason)
EXPECTED = {
    "bound_certified_far_away": (
        "witness.certified_from",
        "not between the first dimension and 100 more",
    ),
    "bound_certified_too_large": (
        "witness.certified_from",
        "not the least even number for which the shifted coefficients are of one sign",
    ),
    "bound_certified_too_small": (
        "witness.certified_from",
        "not between the first dimension and 100 more",
    ),
    "bound_constant_wrong": ("claim.constant", "differs from the recomputed rational function"),
    "bound_first_negative": ("claim.first", "not an even dimension in range"),
    "bound_first_odd": ("claim.first", "not an even dimension in range"),
    "bound_first_of_flat_observables": (
        "claim.first",
        "the bound is not below 1 in some even dimension from here on",
    ),
    "bound_first_too_large": (
        "witness.certified_from",
        "not between the first dimension and 100 more",
    ),
    "bound_first_too_small": (
        "claim.first",
        "the bound is not below 1 in some even dimension from here on",
    ),
    "bound_other_layers": ("claim.constant", "differs from the recomputed rational function"),
    "bound_other_road": ("claim.constant", "differs from the recomputed rational function"),
    "bound_rate_from_too_small": (
        "claim.rate_from",
        "the shifted coefficients are not of one sign",
    ),
    "bound_rate_from_two": ("claim.rate_from", "not an even dimension in range"),
    "bound_rate_negative": ("claim.rate_from", "the shifted coefficients are not of one sign"),
    "bound_rate_too_large": (
        "claim.rate_from",
        "not the least even number for which the shifted coefficients are of one sign",
    ),
    "bound_rate_too_small": ("claim.rate_from", "the shifted coefficients are not of one sign"),
    "bound_slope_halved": ("claim.slope", "differs from the recomputed rational function"),
    "bound_unknown_road": ("instance.road", "is none of frobenius"),
    "instance_modulus_3_mod_4": ("witness.modulus", "not 1 modulo 4"),
    "instance_not_hermitian": ("instance.observable", "not Hermitian"),
    "instance_other_dimension": ("instance.observable.real", "expected an array of length 8"),
    "instance_probability_zero": ("claim.probability", "this kind claims 1"),
    "instance_scalar_observable": ("witness", "rank 0 modulo 65537"),
    "instance_with_reason": ("witness", "unknown field"),
    "instance_without_observable": ("instance", "missing field"),
    "instance_wrong_root": ("witness.root", "not a square root"),
    "moments_constant_of_other_pair": (
        "claim.entries.1.constant",
        "differs from the recomputed rational function",
    ),
    "moments_denominator_zero": ("claim.entries.0.mean", "the denominator is zero"),
    "moments_float": ("claim.entries.3.mean.numerator.2", "expected a string"),
    "moments_highest_coefficient_zero": (
        "claim.entries.3.mean.numerator",
        "a zero as highest coefficient",
    ),
    "moments_mean_wrong": ("claim.entries.3.mean", "differs from the recomputed rational function"),
    "moments_no_layers": ("instance.layers", "no layers"),
    "moments_other_layers": ("claim.entries", "expected an array of length 45"),
    "moments_pair_missing": ("claim.entries", "expected an array of length 6"),
    "moments_pair_twice": ("claim.entries.1", "expected the pair 0"),
    "moments_pairs_swapped": ("claim.entries.0", "expected the pair 0"),
    "moments_slope_dropped": (
        "claim.entries.0.slope",
        "differs from the recomputed rational function",
    ),
    "moments_witness_not_empty": ("witness", "unknown field"),
    "moments_zero_over_zero": ("claim.entries.0.mean", "the denominator is zero"),
    "probability_dimension_large_enough": ("witness.reason", "its inequality does not hold"),
    "probability_multiplicity_all": ("instance.multiplicity", "not between 1 and d - 1"),
    "probability_multiplicity_zero": ("instance.multiplicity", "not between 1 and d - 1"),
    "probability_no_reason": ("witness", "missing field"),
    "probability_number": ("claim.probability", "expected a string"),
    "probability_one_by_dimension": ("claim.probability", "not what the reason proves"),
    "probability_one_half": ("claim.probability", "canonical INTEGER"),
    "probability_reflection_multiplicity_two": ("witness.reason", "its inequality does not hold"),
    "probability_reflection_of_two_layers": ("witness.reason", "its inequality does not hold"),
    "probability_signs_too_small": ("witness.reason", "its inequality does not hold"),
    "probability_signs_unbalanced": ("witness.reason", "its inequality does not hold"),
    "probability_signs_with_family": ("witness", "unknown field"),
    "probability_unknown_reason": ("witness.reason", "is none of dimension"),
    "uniform_constants_negative": (
        "witness.constants",
        "the inequalities of the induction do not hold",
    ),
    "uniform_constants_too_small": (
        "witness.constants",
        "the inequalities of the induction do not hold",
    ),
    "uniform_entry_missing": ("witness.entries.1", "expected an array of length 4"),
    "uniform_entry_negative": ("witness.entries.0.0", "not shown to bound the entry"),
    "uniform_entry_too_small": ("witness.entries.2.3", "not shown to bound the entry"),
    "uniform_instance_with_layers": ("instance", "unknown field"),
    "uniform_linear_too_small": ("claim", "not what the constants of the induction give"),
    "uniform_quadratic_too_small": ("claim", "not what the constants of the induction give"),
    "uniform_quadratic_zero": ("claim", "not what the constants of the induction give"),
    "uniform_start_below_the_induction": ("witness.entries.0.0", "not shown to bound the entry"),
    "uniform_start_odd": ("witness.start", "not an even dimension from 4 to 2000"),
    "uniform_start_two": ("witness.start", "not an even dimension from 4 to 2000"),
    "universal_all_idempotents_equal": ("witness", "rank 2 modulo 65537; required is 3^p - 1 = 26"),
    "universal_composite_modulus": ("witness.modulus", "not a prime between 2^16 and 2^31"),
    "universal_dimension_six": ("witness", "rank 24 modulo 65537; required is 3^p - 1 = 26"),
    "universal_idempotents_of_zeros": ("witness", "rank 0 modulo 65537; required is 3^p - 1 = 26"),
    "universal_layer_missing": ("witness.x", "expected an array of length 3"),
    "universal_probability_zero": ("claim.probability", "not what the reason proves"),
    "universal_residue_negative": ("witness.y.2", "an entry is no residue 0 ... q-1"),
    "universal_residue_too_large": ("witness.x.0", "an entry is no residue 0 ... q-1"),
    "universal_row_missing": ("witness.x.1", "expected an array of length 4"),
    "universal_small_modulus": ("witness.modulus", "not a prime between 2^16 and 2^31"),
    "universal_without_x": ("witness", "missing field"),
}


PROOFS = Path(__file__).resolve().parents[3] / "proofs" / "theorem_6"
SHIPPED = {
    path.name.partition(".")[0]: json.loads(path.read_text())
    for path in sorted(PROOFS.glob("*.certificate.json"))
}


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_certificates_are_verified(name):
    verdict = check(json.loads(json.dumps(SHIPPED[name])))
    assert (verdict.status, verdict.reason) == ("VERIFIED", "")
    assert verdict.summary.isascii() and verdict.summary.startswith("theorem-6: ")


def test_every_forged_file_is_listed():
    assert {path.stem for path in FORGED.glob("*.json")} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_forged_certificate_is_rejected(name):
    place, reason = EXPECTED[name]
    verdict = check_file(FORGED / f"{name}.json")
    assert (verdict.status, verdict.place) == ("REJECTED", place)
    assert reason in verdict.reason and verdict.reason.isascii()


def with_leaf(value, path, leaf):
    result = inner = copy.deepcopy(value)
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = leaf
    return result


SMALL = [
    "moments_p1",
    "frobenius_p2",
    "gershgorin_plain_p1",
    "uniform",
    "zero_p5_d16",
    "universal_p2",
]


JUNK = (None, True, 1.5, -1, [], {}, [[]], "", "x", "01", "1/0", 10**5000)


@pytest.mark.effort
@pytest.mark.parametrize("name", SMALL)
def test_every_leaf_has_a_type(name):
    """Every kind of junk at every leaf; each time every fourth kind at a leaf, others at its
    neighbours.
    """
    certificate = json.loads(json.dumps(SHIPPED[name]))
    for number, path in enumerate(path for path, _ in leaves(certificate, empty=True)):
        for junk in JUNK if effort.THOROUGH else JUNK[number % 4 :: 4]:
            changed = with_leaf(certificate, path, junk)
            verdict = check(changed)
            assert verdict.status != "VERIFIED" or (
                changed == certificate or path[-1] in ("instance", "witness")
            )


@pytest.mark.parametrize("name", SMALL)
def test_every_changed_number_is_refused_or_harmless(name):
    """A changed claim is refused. A changed number of a witness may be as good: other residues, a
    cruder entry bound; then the claim still holds.
    """
    certificate = json.loads(json.dumps(SHIPPED[name]))
    free = {"universal_p2": ("x", "y"), "uniform": ("entries", "constants", "start")}.get(name, ())
    for path, _ in leaves(certificate, empty=True):
        inner = certificate
        for key in path:
            inner = inner[key]
        if path[0] not in ("claim", "witness") or len(path) == 1 or inner == []:
            continue
        for changed in (f"-{inner}", f"1{inner}", f"{inner}1", f"{inner}/2"):
            if path[0] == "witness" and path[1] in free:
                continue
            assert check(with_leaf(certificate, path, changed)).status == "REJECTED", (
                path,
                changed,
            )


def test_the_checker_agrees_with_the_producer_by_another_road():
    """Words with all eight copies of H against one projector a gap."""

    def function(poly):
        return sum((value * D**k for k, value in enumerate(poly)), D * 0)

    delta = function(haar_moments.DELTA)
    for a in range(3):
        for b in range(3):
            assert function(haar_moments.mean(a, b)) / (4 * delta) == mean_factor(a, b)
            rows = zip(haar_moments.transfer(a, b), transfer_matrix(a, b), strict=True)
            assert all(
                function(x) / (16 * delta) == y
                for left, right in rows
                for x, y in zip(left, right, strict=True)
            )
    for p in (1, 2, 4):
        for road in Road:
            constant, slope = haar_moments.bound(p, str(road))
            scale = function(haar_moments.weight()) ** p
            assert (function(constant) / scale, function(slope) / scale) == (
                failure_bound(p, road).constant,
                failure_bound(p, road).slope,
            )


def test_wrong_twirls_would_be_noticed(monkeypatch):
    haar_moments.twirls.cache_clear()
    monkeypatch.setitem(haar_moments.TWIRLS[4], (2, 2), (-5, 0, 1))
    with pytest.raises(ArithmeticError):
        haar_moments.twirls()
    monkeypatch.undo()
    haar_moments.twirls.cache_clear()
    assert haar_moments.twirls()


def test_checker_arithmetic():
    assert haar_moments.shift((1, 2, 3), -2) == (9, -10, 3)
    assert haar_moments.times((1, 1), (-1, 1)) == (-1, 0, 1)
    assert haar_moments.times((), (1, 2)) == ()
    assert haar_moments.add((1, 2), (0, -2)) == (1,)
    assert haar_moments.reduce_word("HABHHH") == "AB"
    assert not haar_moments.positive_from((-4, 1), (1,), 4) and haar_moments.positive_from(
        (-4, 1), (1,), 5
    )
    assert haar_moments.positive_from((-1,), (0, -1), 2) and not haar_moments.positive_from(
        (), (1,), 2
    )


@pytest.mark.parametrize("p", [8, 10])
def test_many_layers(p):
    assert check(json.loads(json.dumps(bound_certificate(p)))).status == "VERIFIED"


@pytest.mark.slow
def test_universal_certificate_of_six_layers():
    assert check(json.loads(json.dumps(family_certificate(universal(6))))).status == "VERIFIED"


def test_one_observable_with_complex_entries():
    """d = 6, p = 3: no universal family is known, but this observable has one."""
    rows = [[0] * 6 for _ in range(6)]
    rows[0][1], rows[1][0], rows[2][2], rows[5][5] = "-i", "i", "1/2", "-2/3"
    certificate = family_certificate(find_independence(3, 6, rows))
    assert certificate["kind"] == "haar-instance"
    verdict = check(json.loads(json.dumps(certificate)))
    assert verdict.status == "VERIFIED" and "the given one" in verdict.summary


def test_limits_are_unsupported_not_verified():
    base = json.loads(json.dumps(SHIPPED["frobenius_p1"]))
    assert check(with_leaf(base, ("instance", "layers"), 13)).status == "UNSUPPORTED"
    base = json.loads(json.dumps(SHIPPED["moments_p1"]))
    assert check(with_leaf(base, ("instance", "layers"), 5)).status == "UNSUPPORTED"
    # a family of two layers for a claim about twelve is no question of size: the lists have the
    # wrong length
    base = json.loads(json.dumps(SHIPPED["universal_p2"]))
    verdict = check(with_leaf(base, ("instance", "layers"), 12))
    assert (verdict.status, verdict.place) == ("REJECTED", "witness.x")


@pytest.mark.parametrize("p", [6, pytest.param(12, marks=pytest.mark.slow)])
def test_a_family_of_two_layers_taken_several_times_is_refused(p):
    """The rank is computed, and is far below what is claimed."""
    base = json.loads(json.dumps(SHIPPED["universal_p2"]))
    longer = with_leaf(base, ("instance", "layers"), p)
    for name in "xy":
        longer = with_leaf(longer, ("witness", name), base["witness"][name] * (p // 2))
    verdict = check(longer)
    assert (verdict.status, verdict.place) == ("REJECTED", "witness")
    assert f"required is 3^p - 1 = {3**p - 1}" in verdict.reason


def test_the_checker_needs_the_standard_library_only(tmp_path):
    """python -I -S, in a process that sees neither symqnn nor any installed package."""
    folder = Path(symqnn.checker.__file__).parent
    path = tmp_path / "uniform.json"
    path.write_text(json.dumps(uniform_certificate()))
    program = (
        f"import sys; sys.path.insert(0, {str(folder.parent)!r}); from checker import check_file; "
        f"print(check_file({str(path)!r}).status); print('numpy' in sys.modules or 'symqnn' in "
        "sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.split() == ["VERIFIED", "False"]


def test_bytes_do_not_depend_on_the_run():
    assert json.dumps(moments_certificate(2)) == json.dumps(moments_certificate(2))
    assert json.dumps(uniform_certificate(200)) != json.dumps(uniform_certificate())


def test_refusals():
    with pytest.raises(InputError, match="not decided"):
        probability_certificate(probability(3, 6))
    with pytest.raises(InputError, match="1 to 3 layers"):
        moments_certificate(4)
