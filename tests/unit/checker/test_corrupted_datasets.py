"""Honest certificates about datasets are verified; every single corrupted leaf is rejected or harmless."""

import copy
from fractions import Fraction
from functools import cache

import pytest

from symqnn.certificate.datasets import integral_certificate, minima_certificate, separable_certificate, vertex_certificate
from symqnn.certificate.general import one_angle_certificate, trace_certificate
from symqnn.checker import check
from symqnn.checker.datasets import read_training
from symqnn.checker.reading import Node
from symqnn.construction.certify import certify_minima
from symqnn.construction.factorial import factorial_minima
from symqnn.construction.integral import integral_minima
from symqnn.construction.integral_factorial import integral_factorial
from symqnn.construction.parity import maxcut, parity_family
from symqnn.construction.theorem_2 import lemma_3, theorem_2
from symqnn.model.ansatz import paper_experiment, random_network
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


def turned(pair, half_tangent=Fraction(1, 2 * 10**9)):
    """The point turned by about 1e-9, still on the circle."""
    c, s = map(Fraction, pair)
    a, b = (1 - half_tangent**2) / (1 + half_tangent**2), 2 * half_tangent / (1 + half_tangent**2)
    return [str(c * a - s * b), str(s * a + c * b)]


@pytest.mark.parametrize("name", NAMES)
def test_honest(name):
    verdict = check(honest(name))
    assert verdict.status == "VERIFIED", verdict


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
