"""Which corrupted certificates of Theorem 7 are true all the same: the list is made anew from the instance in the file."""

from fractions import Fraction

from symqnn.algebra.trigpoly import TrigPoly
from symqnn.certificate.bounds import bounds_certificate
from symqnn.certificate.critical import DIGITS, least_value
from symqnn.landscape.loss import loss, residuals
from symqnn.model.dataset import Dataset
from symqnn.roots.critical import critical_points
from symqnn.roots.modular_solutions import simple_solutions
from symqnn.roots.watch import Budget
from symqnn.roots.zero_set import common_zero

SLOW_LEAVES = 150  # every check redoes a subdivision
SAMPLED_FROM, SAMPLES = 300, 25  # leaves: of larger lists so many of instance and witness are corrupted, and the whole claim


def is_about_landscapes(certificate):
    return certificate["kind"] in ("critical-points", "bounds", "degenerate-critical-points")


def is_slow_landscape(certificate, leaves):
    return is_about_landscapes(certificate) and sum(1 for _ in leaves(certificate)) > SLOW_LEAVES


def chosen_leaves(certificate, everything):
    rest = [item for item in everything if item[0][0] in ("witness", "instance")]
    if not is_about_landscapes(certificate) or len(rest) < SAMPLED_FROM:
        return everything
    return [item for item in everything if item not in rest] + rest[:: len(rest) // SAMPLES]


def decode_loss(data, decode_network, decode_state):
    if data["kind"] == "polynomial":
        return TrigPoly.from_terms({tuple(DIGITS.index(c) for c in index): value for index, value in data["terms"].items()})
    samples = [(decode_state(sample["state"]), sample["label"]) for sample in data["samples"]]
    return loss(decode_network(data["network"]), Dataset.from_samples(samples))


def true_of_the_landscape(certificate, decode_network, decode_state):
    poly = decode_loss(certificate["instance"]["loss"], decode_network, decode_state)
    claim = certificate["claim"]
    if certificate["kind"] == "bounds":
        return bounds_certificate(poly, solutions=simple_solutions(poly))["claim"] == claim
    if certificate["kind"] == "degenerate-critical-points":
        found = dimension_of_degeneracy(poly, certificate, decode_network, decode_state)
        return set(claim) == {"dimension"} and found is not None and int(claim["dimension"]) <= found
    found = critical_points(poly)
    if found.status != "PROVED" or [str(found.number), [str(n) for n in found.by_index]] != [claim["critical_points"], claim["by_index"]]:
        return False
    low, high = min(point.value[0] for point in found.points(0)), min(point.value[1] for point in found.points(0))
    given = [Fraction(end) for end in claim["least_value"]]
    return given[0] <= low and high <= given[1] and int(claim["spurious_minima"]) <= found.by_index[0] - least_value(found)[2]


def dimension_of_degeneracy(poly, certificate, decode_network, decode_state):
    """What the producer proves anew; None if nothing."""
    data = certificate["instance"]["loss"]
    if certificate["witness"]["reason"] == "zeros":
        samples = [(decode_state(sample["state"]), sample["label"]) for sample in data["samples"]]
        found = common_zero(residuals(decode_network(data["network"]), Dataset.from_samples(samples)))
    else:
        found = critical_points(poly, Budget(max_boxes=20_000)).degeneracy
    return found.dimension if found else None
