"""Forged certificates about datasets are rejected at the intended place; every single corrupted leaf is rejected or harmless."""

import copy
from fractions import Fraction
from functools import cache

import numpy as np
import pytest

from symqnn.certificate.datasets import integral_certificate, minima_certificate, separable_certificate, vertex_certificate
from symqnn.certificate.general import one_angle_certificate, trace_certificate
from symqnn.checker import check
from symqnn.checker.datasets import read_training
from symqnn.checker.reading import Node
from symqnn.construction.certify import certify_minima, circle_point
from symqnn.construction.factorial import factorial_minima
from symqnn.construction.integral import integral_minima
from symqnn.construction.integral_factorial import integral_factorial
from symqnn.construction.jets import LossJets
from symqnn.construction.parity import maxcut, parity_family
from symqnn.construction.theorem_2 import lemma_3, theorem_2
from symqnn.model.ansatz import one_layer_product, paper_experiment, random_network
from symqnn.model.spectrum import qudits

EDGES = [(0, 1), (1, 2), (0, 2)]


@cache
def qudit_minima(name):
    return integral_factorial(1 if name == "one qudit" else 2, 2)


@cache
def honest(name):
    product, dense = paper_experiment(2), random_network(4, 2, seed=5)
    if name in ("theorem-2", "proposition-5", "lemma-4", "matrix"):
        made = theorem_2(dense if name == "matrix" else product, r_squared="1/4", weighting="sum" if name == "lemma-4" else "union")
        c, statement = made.construction, "theorem-2" if name == "matrix" else name
        return separable_certificate(c.qnn, c.dataset, c.parts, made.landscape, statement)
    if name == "lemma-3":
        made = lemma_3(product)
        return separable_certificate(product, made.construction.dataset, made.construction.parts, made.landscape, "lemma-3")
    if name == "flat":
        made = theorem_2(product, r_squared="51/100")
        return separable_certificate(product, made.construction.dataset, made.construction.parts, made.landscape)
    if name == "parity":
        made = parity_family(paper_experiment(3), {(0, 1): "2/5", (1, 2): "2/5", (0,): "1/5"})
        c = made.construction
        return vertex_certificate(c.qnn, c.dataset, c.parts, made.landscape)
    if name == "maxcut":
        made = maxcut(paper_experiment(3), EDGES, "2/5")
        c = made.construction
        return vertex_certificate(c.qnn, c.dataset, c.parts, made.landscape, "maxcut", (EDGES, 2))
    if name == "minima":
        made = theorem_2(dense, r_squared="1/4")
        c = made.construction
        result = certify_minima(c.qnn, c.dataset, made.landscape.points(), c.parts)
        return minima_certificate(c.qnn, c.dataset, c.parts, result)
    if name == "integral":
        return integral_certificate(integral_minima(qudits(1, 2)))
    if name in ("one qudit", "two qudits"):
        made = qudit_minima(name)
        return minima_certificate(made.network, made.dataset, (len(made.dataset),), made.result, "integral-spectra")
    if name in ("one angle", "traces"):
        return one_angle_certificate() if name == "one angle" else trace_certificate()
    made = factorial_minima(product)
    c = made.construction
    return minima_certificate(c.qnn, c.dataset, c.parts, made.result, "factorial-minima")


NAMES = ["theorem-2", "proposition-5", "lemma-4", "matrix", "lemma-3", "flat", "parity", "maxcut", "minima", "factorial", "integral"]
NAMES += ["one qudit", "one angle", "traces"]


def at(certificate, path):
    for key in path:
        certificate = certificate[key]
    return certificate


def put(*path_and_value):
    *path, last, value = path_and_value

    def change(certificate):
        at(certificate, path)[last] = value(at(certificate, path)[last]) if callable(value) else value

    return change


def more(amount):
    return lambda text: str(Fraction(text) + Fraction(amount))


def drop(*path):
    def change(certificate):
        del at(certificate, path[:-1])[path[-1]]

    return change


def both(*changes):
    def change(certificate):
        for one in changes:
            one(certificate)

    return change


def turned(pair, half_tangent=Fraction(1, 2 * 10**9)):
    """The point turned by about 1e-9, still on the circle."""
    c, s = map(Fraction, pair)
    a, b = (1 - half_tangent**2) / (1 + half_tangent**2), 2 * half_tangent / (1 + half_tangent**2)
    return [str(c * a - s * b), str(s * a + c * b)]


def stronger_coherence(certificate):
    """S_1 with the whole coherence 101/200 in place of r/2: trace 1, one eigenvalue below 0."""
    matrix = certificate["instance"]["samples"][2]["state"]["matrix"]
    size, other = len(matrix["real"]), 3
    real = [[0] * size for _ in range(size)]
    real[0][0] = real[other][other] = 100
    real[0][other] = real[other][0] = 101
    matrix.update(denominator="200", real=[[str(x) for x in row] for row in real], imaginary=[["0"] * size for _ in range(size)])


SAMPLE = ("instance", "samples", 0)
POINT = ("claim", "minima", 1)
FORGERIES = {
    # name: (honest certificate, change, place, part of the reason)
    "bloch_vector_too_long": ("theorem-2", put(*SAMPLE, "state", "vectors", 0, 0, more(1)), "instance.samples.0.state", "longer than 1"),
    "density_not_positive": (
        "matrix",
        both(put(*SAMPLE, "state", "matrix", "real", 0, 0, more(10**60)), put(*SAMPLE, "state", "matrix", "real", 1, 1, more(-(10**60)))),
        "instance.samples.0.state",
        "positive",
    ),
    "correlation_too_strong": ("parity", put("instance", "samples", 3, "state", "scale", "11/10"), "instance.samples.3.state.scale", "positive"),
    "correlation_aliased_qubit": (
        "parity",
        put("instance", "samples", 3, "state", "correlated", [0, 0]),
        "instance.samples.3.state.correlated",
        "strictly increasing",
    ),
    "correlation_out_of_range": (
        "parity",
        put("instance", "samples", 3, "state", "correlated", [0, 3]),
        "instance.samples.3.state.correlated",
        "strictly increasing",
    ),
    "label_off_by_a_thousandth": ("theorem-2", put(*SAMPLE, "label", more("1/1000")), "", ""),
    "label_off_lemma_3": ("lemma-3", put(*SAMPLE, "label", more("1/1000")), "", ""),
    "label_off_vertices": ("parity", put(*SAMPLE, "label", more("1/1000")), "claim.star", "cosines"),
    "label_off_minima": ("minima", put(*SAMPLE, "label", more("1/1000")), "claim.minima", ""),
    "label_off_factorial": ("factorial", put(*SAMPLE, "label", more("1/1000")), "claim", ""),
    "parts_do_not_add_up": ("theorem-2", put("instance", "parts", [3]), "instance.parts", "add up"),
    "parts_zero": ("lemma-4", put("instance", "parts", [4, 0]), "instance.parts", "positive"),
    "weights_of_the_sum": ("theorem-2", put("instance", "parts", [2, 2]), "claim.levels", "recomputed"),
    "lemma_4_one_part": ("theorem-2", put("statement", "lemma-4"), "instance.parts", "two parts"),
    "lemma_3_not_symmetric": ("theorem-2", put("statement", "lemma-3"), "instance", "not invariant"),
    "theorem_2_of_flat_landscape": ("flat", put("statement", "theorem-2"), "claim", "2^p"),
    "theorem_2_of_lemma_3": ("lemma-3", put("statement", "theorem-2"), "claim", "2^p"),
    "proposition_5_of_matrices": ("matrix", put("statement", "proposition-5"), "instance.network", "one layer"),
    "saddle_called_minimum": (
        "theorem-2",
        put("claim", "coordinates", 0, 1, "kind", lambda kind: "minimum" if kind == "maximum" else "maximum"),
        "claim.coordinates.0.1.kind",
        "of the kind",
    ),
    "minimum_left_out": (
        "theorem-2",
        both(drop("claim", "coordinates", 0, 1), drop("witness", "coordinates", 0, "separators", 1)),
        "claim.coordinates.0",
        "",
    ),
    "one_minimum_less": ("theorem-2", put("claim", "minima", "3"), "claim", ""),
    "one_minimum_more": ("theorem-2", both(put("claim", "minima", "5"), put("claim", "levels", 2, 1, "2")), "claim.levels", "recomputed"),
    "gap_too_large": ("theorem-2", put("claim", "gap", more("1/1000")), "claim.gap", "two lowest"),
    "spurious_all": ("theorem-2", put("claim", "spurious", "4"), "claim.spurious", "above the lowest"),
    "indices_swapped": ("theorem-2", put("claim", "indices", lambda found: [found[1], found[0], found[2]]), "claim.indices", "index"),
    "indices_withheld": ("theorem-2", put("claim", "indices", None), "claim.indices", "index"),
    "critical_points_wrong": ("theorem-2", put("claim", "critical_points", "15"), "claim.critical_points", "number"),
    "point_off_the_circle": ("theorem-2", put("witness", "coordinates", 0, "cut", 0, more("1/1000")), "witness.coordinates.0.cut", "circle"),
    "cut_at_a_minimum": ("theorem-2", put("witness", "coordinates", 0, "cut", ["3/5", "4/5"]), "witness.coordinates.0.cut", "critical"),
    "separators_unordered": (
        "theorem-2",
        put("witness", "coordinates", 0, "separators", lambda found: found[::-1]),
        "witness.coordinates.0.separators",
        "not increasing",
    ),
    "angle_left_out": ("theorem-2", drop("claim", "coordinates", 1), "claim.coordinates", "length"),
    "star_moved": ("parity", put("claim", "star", 0, turned), "claim.star", "cosines"),
    "vertex_left_out": ("parity", put("claim", "minima", "7"), "claim.minima", "number"),
    "stuck_at_the_global_minimum": ("parity", put("claim", "stuck", ["000"]), "claim.stuck.0", "global"),
    "stuck_but_improved": ("parity", put("claim", "stuck", ["010"]), "claim.stuck.0", "improved"),
    "stuck_too_short": ("parity", put("claim", "stuck", ["00"]), "claim.stuck.0", "digits"),
    "maxcut_too_large": ("maxcut", put("claim", "maxcut", 3), "claim.maxcut", "maximum cut"),
    "maxcut_edge_left_out": ("maxcut", drop("claim", "edges", 2), "claim.edges", "not that of this graph"),
    "maxcut_edge_twice": ("maxcut", put("claim", "edges", [[0, 1], [0, 1], [0, 2]]), "claim.edges", "sorted"),
    "maxcut_fields_for_parity": ("maxcut", put("statement", "parity-family"), "claim", "unknown field"),
    "moved_by_1e_9": ("minima", put(*POINT, "at", 0, turned), "claim.minima.1", ""),
    "moved_by_1e_9_off_the_circle": ("minima", put(*POINT, "at", 0, 0, more("1/1000000000")), "claim.minima.1.at.0", "circle"),
    "copied_point": ("minima", lambda c: c["claim"]["minima"].__setitem__(1, c["claim"]["minima"][0]), "claim.minima", "disjoint"),
    "far_away": ("factorial", put(*POINT, "at", 0, lambda pair: turned(pair, Fraction(1, 5))), "claim.minima.1", ""),
    "value_too_low_a_bound": ("factorial", put("claim", "minima", 6, "value", lambda pair: [pair[1], pair[1]]), "claim.minima.6", "exact value"),
    "curvature_too_large": ("minima", put("claim", "curvature", more(1)), "claim", ""),
    "radius_too_large": ("minima", put("claim", "radius", more(1)), "claim.radius", "definite"),
    "radius_zero": ("minima", put("claim", "radius", "0"), "claim.radius", "not positive"),
    "radius_negative": ("minima", put("claim", "radius", "-1/1000"), "claim.radius", "not positive"),
    "no_minima": ("minima", put("claim", "minima", []), "claim.minima", "no minima"),
    "factorial_one_left_out": ("factorial", both(drop("claim", "minima", 3), put("claim", "spurious", "6")), "claim.minima", "not 8 minima"),
    "gap_of_minima": ("minima", put("claim", "gap", more("1/1000")), "claim.gap", "lower bounds"),
    "unknown_field": ("minima", put("claim", "global", "1"), "claim", "unknown field"),
    "witness_not_empty": ("minima", put("witness", "hint", "1"), "witness", "unknown field"),
    "spectrum_with_a_value_too_many": (
        "integral",
        put("instance", "network", "spectra", 0, ["0", "1", "2", "3"]),
        "instance.network.spectra.0",
        "no eigenvalue",
    ),
    "spectrum_with_a_value_too_few": ("integral", put("instance", "network", "spectra", 0, ["0", "2"]), "instance.network.spectra.0", "missing"),
    "spectrum_unordered": ("integral", put("instance", "network", "spectra", 0, ["1", "0", "2"]), "instance.network.spectra.0", "increasing"),
    "integral_label_off": ("integral", put("instance", "samples", 1, "label", more("1/1000")), "claim.least", "star"),
    "integral_floor_too_high": ("integral", put("claim", "coordinates", 0, 2, "floor", more("1/10")), "claim.coordinates.0", "lower bound"),
    "integral_floor_zero_elsewhere": ("integral", put("claim", "coordinates", 0, 2, "floor", "0"), "claim.coordinates.0", ""),
    "integral_floor_negative": ("integral", put("claim", "coordinates", 0, 2, "floor", "-1"), "claim.coordinates.0.2.floor", "negative"),
    "integral_maximum_called_minimum": (
        "integral",
        put("claim", "coordinates", 0, 1, "kind", "minimum"),
        "claim.coordinates.0.1.kind",
        "of the kind",
    ),
    "integral_minimum_left_out": (
        "integral",
        both(drop("claim", "coordinates", 0, 7), drop("witness", "coordinates", 0, "separators", 6)),
        "claim.coordinates.0",
        "not exactly one",
    ),
    "integral_count": ("integral", put("claim", "minima", "5"), "claim.minima", "number"),
    "integral_least_value": ("integral", put("claim", "least", "1/1000"), "claim.least", "star"),
    "integral_star_moved": ("integral", put("claim", "star", 0, turned), "claim.coordinates.0", ""),
    "qudits_state_not_of_trace_one": ("two qudits", put(*SAMPLE, "state", "matrix", "real", 0, 0, more(1)), "instance.samples.0.state", "trace"),
    "qudits_state_with_a_negative_eigenvalue": ("two qudits", stronger_coherence, "instance.samples.2.state", "positive"),
    "qudits_label_off": ("two qudits", put(*SAMPLE, "label", more("1/1000")), "claim.minima.0", ""),
    "qudits_label_of_the_second_set_off": ("two qudits", put("instance", "samples", 3, "label", more("1/1000")), "claim.minima.0", ""),
    "qudits_global_minimum_moved_by_1e_9": ("two qudits", put("claim", "minima", 0, "at", 0, turned), "claim.minima.0.at", "gradient is not zero"),
    "qudits_moved_out_of_the_ball": (
        "two qudits",
        put("claim", "minima", 5, "at", 0, lambda pair: turned(pair, Fraction(1, 50))),
        "claim.minima.5.at",
        "gradient is too large",
    ),
    "qudits_off_the_circle": ("two qudits", put("claim", "minima", 5, "at", 0, 0, more("1/1000000000")), "claim.minima.5.at.0", "circle"),
    "qudits_balls_overlap": (
        "two qudits",
        lambda c: c["claim"]["minima"][5]["at"].__setitem__(slice(None), list(map(turned, c["claim"]["minima"][6]["at"])))
        or c["claim"]["minima"][5].update(value=["1/1000", "1"]),
        "claim.minima",
        "disjoint",
    ),
    "qudits_radius_too_large": ("two qudits", put("claim", "radius", more("1/100")), "claim.radius", "definite"),
    "qudits_curvature_too_large": ("two qudits", put("claim", "curvature", more(1)), "claim", ""),
    "qudits_one_minimum_left_out": ("two qudits", both(drop("claim", "minima", 5), put("claim", "spurious", "30")), "claim.minima", "not 32 minima"),
    "qudits_lower_bound_too_high": ("two qudits", put("claim", "minima", 5, "value", 0, "1/100"), "claim.minima.5.value", "bounds"),
    "qudits_spurious_all": ("two qudits", put("claim", "spurious", "32"), "claim.spurious", "above 0"),
    "qudits_gap": ("two qudits", put("claim", "gap", more("1/1000")), "claim.gap", "lower bounds"),
    "qudits_spectrum_with_a_value_too_few": ("two qudits", put("instance", "network", "spectra", 0, ["0", "2"]), "instance.network.spectra.0", "missing"),
    "qudits_parts": ("two qudits", put("instance", "parts", [2, 1]), "instance.parts", "add up"),
    "qudits_statement_of_qubits": ("two qudits", put("statement", "factorial-minima"), "instance", "not a network for"),
    "qubits_statement_of_qudits": ("factorial", put("statement", "integral-spectra"), "instance", "not a network for"),
    "one_angle_term_missing": ("one angle", drop("claim", "slope", 0), "claim.slope", "recomputed"),
    "one_angle_sign": ("one angle", put("claim", "curvature", 0, 3, "2"), "claim.curvature", "recomputed"),
    "one_angle_with_instance": ("one angle", put("instance", "p", "3"), "instance", "unknown field"),
    "trace_not_zero": ("traces", put("claim", "traces", "01", [["AA", "1", "0"]]), "claim.traces.01", "recomputed"),
    "trace_missing": ("traces", drop("claim", "traces", "02"), "claim.traces", "missing field"),
    "trace_statement_swapped": ("traces", put("statement", "theorem-2"), "claim", "unknown field"),
    "float_label": ("theorem-2", put(*SAMPLE, "label", 0.5), "instance.samples.0.label", "expected a string"),
}


@pytest.mark.parametrize("name", NAMES)
def test_honest(name):
    verdict = check(honest(name))
    assert verdict.status == "VERIFIED", verdict


@pytest.mark.parametrize("name", sorted(FORGERIES))
def test_forged(name):
    base, change, place, reason = FORGERIES[name]
    forged = copy.deepcopy(honest(base))
    change(forged)
    verdict = check(forged)
    assert verdict.status == "REJECTED", verdict
    assert verdict.place.startswith(place), verdict
    assert reason in verdict.reason, verdict


def test_saddle_in_the_list_of_minima():
    """At r² = 51/100 the antipode is a maximum; a certificate that lists it as a minimum is rejected."""
    made = theorem_2(one_layer_product(["Z"], ["Y+I"]), r_squared="51/100")
    c = made.construction
    result = certify_minima(c.qnn, c.dataset, made.landscape.points(), c.parts)
    forged = minima_certificate(c.qnn, c.dataset, c.parts, result)
    there = forged["claim"]["minima"][0]["at"][0]
    forged["claim"]["minima"].append({"at": [[str(-Fraction(x)) for x in there]], "value": ["1/100", "2"]})
    forged["claim"].update(spurious="1", gap="1/100")
    verdict = check(forged)
    assert (verdict.status, verdict.place) == ("REJECTED", "claim.minima.1.at")


def test_saddle_of_the_qudits_in_the_list_of_minima():
    """Between four zeros of the residuals there is a saddle: Newton's method finds it, the checker refuses it as a minimum."""
    made, forged = qudit_minima("two qudits"), copy.deepcopy(honest("two qudits"))
    angles = np.array([[np.pi / 8, np.pi / 8]])
    for _ in range(20):
        gradient, hessian = LossJets(made.network, made.dataset).numeric(angles)
        angles = angles - np.linalg.solve(hessian, gradient[:, :, None])[:, :, 0]
    low, high = np.linalg.eigvalsh(hessian[0])
    assert low < -0.1 < 0.1 < high
    assert np.abs(gradient).max() < 1e-12
    points = [circle_point(float(angle)) for angle in angles[0]]
    forged["claim"]["minima"][5] = {"at": [[str(point.cos), str(point.sin)] for point in points], "value": ["1/100", "2"]}
    verdict = check(forged)
    assert (verdict.status, verdict.place) == ("REJECTED", "claim.minima.5.at")
    assert "Hessian" in verdict.reason


def test_a_ball_of_the_qudits_moved_by_1e_9_is_still_a_proof():
    """The same minimum is inside the moved ball, unless its bounds no longer hold."""
    forged = copy.deepcopy(honest("two qudits"))
    entry = forged["claim"]["minima"][5]
    assert entry["value"][0] != entry["value"][1]
    entry["at"][0] = turned(entry["at"][0])
    assert check(forged).status == "VERIFIED"


def leaves(value, path=()):
    if isinstance(value, dict):
        for key in value:
            yield from leaves(value[key], (*path, key))
    elif isinstance(value, list):
        for k, entry in enumerate(value):
            yield from leaves(entry, (*path, k))
    else:
        yield path, value


def corrupted(value):
    if isinstance(value, str) and value.lstrip("-").replace("/", "").isdigit():
        return str(Fraction(value) + Fraction(1, 1000))
    if isinstance(value, str):
        return value + "x"
    return value + 1 if isinstance(value, int) else "0"


def residuals(certificate):
    training = read_training(Node(certificate["instance"]))
    return training.residuals, training.weights


def is_harmless(honest_one, forged, path):
    """Only a witness, or a weaker bound, or a component of a Bloch vector on which no output depends."""
    if any(word in path for word in HARMLESS) or path == ("claim", "curvature") or (path[-2:-1] == ("value",) and path[-1] == 1):
        return True
    if honest_one["statement"] == "lemma-3" and path[:2] == ("instance", "network"):
        return True  # Lemma 3 for another network: all values are 0 there too
    return "vectors" in path and residuals(honest_one) == residuals(forged)


# A corruption of one of these may leave a true statement: separators and cuts are witnesses, a lower bound may be lower,
# another curvature or radius may also do; "stuck" lists examples.
HARMLESS = ("separators", "cut", "radius")


@pytest.mark.parametrize("name", NAMES)
def test_every_corrupted_leaf(name):
    certificate = honest(name)
    for path, value in leaves(certificate):
        forged = copy.deepcopy(certificate)
        at(forged, path[:-1])[path[-1]] = corrupted(value)
        verdict = check(forged)
        assert verdict.status != "VERIFIED" or is_harmless(certificate, forged, path), path
