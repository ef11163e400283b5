"""Honest certificates about datasets are verified; every single corrupted leaf is rejected or
harmless.

Modules: checker/mathematics/univariate, checker/mathematics/samples.
"""

import copy
import json
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from leaves import leaves

from symqnn.checker import check
from symqnn.checker.mathematics.loss import read_training
from symqnn.checker.trusted.reading import Node

HONEST = Path(__file__).parents[2] / "forged" / "datasets" / "honest"
NAMES = sorted(path.stem for path in HONEST.glob("*.json"))


@cache
def honest(name):
    return json.loads((HONEST / f"{name}.json").read_text())


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
    forged = copy.deepcopy(honest("two_qudits"))
    entry = forged["claim"]["minima"][5]
    assert entry["value"][0] != entry["value"][1]
    entry["at"][0] = turned(entry["at"][0])
    assert check(forged).status == "VERIFIED"


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
    """Only a witness, or a weaker bound, or a component of a Bloch vector on which no output
    depends.
    """
    if path[:3] == ("instance", "network", "parameters"):
        return True  # another name
    if (
        any(word in path for word in HARMLESS)
        or path == ("claim", "curvature")
        or (path[-2:-1] == ("value",) and path[-1] == 1)
    ):
        return True
    if honest_one["statement"] == "lemma-3" and path[:2] == ("instance", "network"):
        return True  # Lemma 3 for another network: all values are 0 there too
    return (
        "instance" in path
        and "samples" in honest_one["instance"]
        and residuals(honest_one) == residuals(forged)
    )


# A corruption of one of these may leave a true statement: separators and cuts are witnesses, a
# lower bound may be lower, another curvature or radius may also do; "stuck" lists examples.
HARMLESS = ("separators", "cut", "radius")


@pytest.mark.parametrize("name", NAMES)
def test_every_corrupted_leaf(name):
    certificate = honest(name)
    for path, value in leaves(certificate):
        forged = copy.deepcopy(certificate)
        at(forged, path[:-1])[path[-1]] = corrupted(value)
        verdict = check(forged)
        assert verdict.status != "VERIFIED" or is_harmless(certificate, forged, path), path
