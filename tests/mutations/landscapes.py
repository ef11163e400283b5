"""Which corrupted certificates of Theorem 7 are true all the same: the list is made anew from the
instance in the file.
"""

from fractions import Fraction

from symqnn.certificate.bounds import bounds_certificate
from symqnn.certificate.critical import critical_points_certificate, least_value
from symqnn.certificate.decode import network_from, polynomial_from, state_from
from symqnn.expansion.output import expectation
from symqnn.loss.training import loss, residuals
from symqnn.model.dataset import Dataset
from symqnn.roots.critical import critical_points
from symqnn.roots.modular_solutions import simple_solutions
from symqnn.roots.watch import SearchBudget
from symqnn.roots.zero_set import common_zero

SLOW_LEAVES = 150  # every check redoes a subdivision
# leaves: of larger lists so many of instance and witness are corrupted, and the whole claim
SAMPLED_FROM, SAMPLES = 300, 25


def is_about_landscapes(certificate):
    return certificate["kind"] in ("critical-points", "bounds", "degenerate-critical-points")


def is_slow_landscape(certificate, leaves):
    return is_about_landscapes(certificate) and sum(1 for _ in leaves(certificate)) > SLOW_LEAVES


def chosen_leaves(certificate, everything):
    rest = [item for item in everything if item[0][0] in ("witness", "instance")]
    if not is_about_landscapes(certificate) or len(rest) < SAMPLED_FROM:
        return everything
    return [item for item in everything if item not in rest] + rest[:: len(rest) // SAMPLES]


def decode_loss(data):
    if data["kind"] == "polynomial":
        return polynomial_from(data)
    qnn = network_from(data["network"])
    if data["kind"] == "output":
        return expectation(qnn, state_from(data["state"]))
    return loss(qnn, samples_of(data))


def samples_of(data):
    return Dataset.from_samples(
        [(state_from(sample["state"]), sample["label"]) for sample in data["samples"]]
    )


def true_of_the_landscape(certificate):
    poly = decode_loss(certificate["instance"]["loss"])
    claim = certificate["claim"]
    if certificate["kind"] == "bounds":
        return bounds_certificate(poly, solutions=simple_solutions(poly))["claim"] == claim
    if certificate["kind"] == "degenerate-critical-points":
        found = dimension_of_degeneracy(poly, certificate)
        return (
            set(claim) == {"dimension"} and found is not None and int(claim["dimension"]) <= found
        )
    found = critical_points(poly)
    if found.status != "PROVED" or [str(found.number), [str(n) for n in found.by_index]] != [
        claim["critical_points"],
        claim["by_index"],
    ]:
        return False
    low, high = (
        min(point.value[0] for point in found.points(0)),
        min(point.value[1] for point in found.points(0)),
    )
    given = [Fraction(end) for end in claim["least_value"]]
    if claim.get("global_minima") not in (
        None,
        critical_points_certificate(found)["claim"].get("global_minima"),
    ):
        return False
    return (
        given[0] <= low
        and high <= given[1]
        and int(claim["spurious_minima"]) <= found.by_index[0] - least_value(found)[2]
    )


def dimension_of_degeneracy(poly, certificate):
    """What the producer proves anew; None if nothing."""
    data = certificate["instance"]["loss"]
    if certificate["witness"]["reason"] == "zeros":
        found = common_zero(residuals(network_from(data["network"]), samples_of(data)))
    else:
        found = critical_points(poly, SearchBudget(max_boxes=20_000)).degeneracy
    return found.dimension if found else None
