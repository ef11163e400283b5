"""Whether a certificate about a dataset is true, by the producer: expansion by FLINT, Sturm chains
over Q, no code of the checker.
"""

from fractions import Fraction

import numpy as np

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import index_text
from symqnn.certificate.decode import network_from, state_from
from symqnn.construction.certify import certify_minima
from symqnn.construction.reachable_gram import ForbiddenError, reachable_gram
from symqnn.construction.separable import separable_landscape
from symqnn.construction.vertices import vertex_landscape
from symqnn.independence.reachability import reachability
from symqnn.loss.training import loss
from symqnn.model.dataset import Dataset
from symqnn.status import Status

KINDS = ("separable-minima", "vertex-minima", "dataset-minima", "unreachable", "unreachable-loss")


def point(pair):
    return CirclePoint(*map(Fraction, pair))


def text(value):
    return None if value is None else str(value)


def is_about_a_dataset(certificate):
    return certificate["kind"] in KINDS or (certificate["kind"], certificate["statement"]) == (
        "expansion",
        "loss",
    )


def true_of_dataset(certificate):
    """Recompute the claim from the instance; the witness does not matter."""
    claim, instance = certificate["claim"], certificate["instance"]
    qnn = network_from(instance["network"])
    if certificate["kind"] == "unreachable":
        targets = [TrigPoly.from_terms(terms, torus=qnn.torus) for terms in claim["targets"]]
        return bool(targets) and not any(answer.reachable for answer in reachability(qnn, targets))
    if certificate["kind"] == "unreachable-loss":
        return is_forbidden(qnn, TrigPoly.from_terms(claim["target"], torus=qnn.torus))
    samples = [(state_from(sample["state"]), sample["label"]) for sample in instance["samples"]]
    dataset, parts = Dataset.from_samples(samples), instance["parts"]
    if certificate["kind"] == "dataset-minima":
        return true_of_minima(claim, qnn, dataset, parts)
    total = loss(qnn, dataset, parts)
    if certificate["kind"] == "expansion":
        return claim["coefficients"] == {
            index_text(index): str(value) for index, value in total.terms()
        }
    if certificate["kind"] == "vertex-minima":
        landscape = vertex_landscape(total, tuple(map(point, claim["star"])))
        stuck = {"".join("1" if s < 0 else "0" for s in vertex) for vertex in landscape.stuck}
        return same_levels(landscape, claim) and set(claim["stuck"]) <= stuck
    return true_of_summands(certificate, total, qnn)


def is_forbidden(qnn, target):
    try:
        reachable_gram(qnn, target)
    except ForbiddenError:
        return True
    return False


def true_of_minima(claim, qnn, dataset, parts):
    points = [[point(pair) for pair in entry["at"]] for entry in claim["minima"]]
    found = certify_minima(qnn, dataset, points, parts, move=False)
    overlap = all(
        Fraction(entry["value"][0]) <= known.upper and known.lower <= Fraction(entry["value"][1])
        for entry, known in zip(claim["minima"], found.minima, strict=True)
    )
    return found.status is Status.PROVED and overlap and text(found.spurious) == claim["spurious"]


def true_of_summands(certificate, total, qnn):
    claim, landscape = certificate["claim"], separable_landscape(total)
    if tuple(claim.get("angles", range(total.angles))) != landscape.axes:
        return False
    if certificate["statement"] == "integral-spectra":
        star = tuple(map(point, claim["star"]))
        counts = (str(landscape.count), str(landscape.critical), str(total.at(star)))
        whole = landscape.count == np.prod([2 * degree for degree in qnn.degrees])
        claimed = tuple(claim[k] for k in ("minima", "critical_points", "least"))
        return counts == claimed and whole and exact_floors(landscape, claim, star)
    shapes = all(
        same_points(listed, part)
        for listed, part in zip(claim["coordinates"], landscape.coordinates, strict=True)
    )
    even = not any((e + 1) // 2 % 2 for row in total.exponents.tolist() for e in row)
    symmetric = certificate["statement"] != "lemma-3" or even
    return (
        shapes
        and symmetric
        and same_levels(landscape, claim)
        and text(landscape.critical) == claim["critical_points"]
    )


def same_points(listed, part):
    known = {(str(p.at.cos), str(p.at.sin)) for p in part.points if p.at}
    kinds = sorted(entry["kind"] for entry in listed) == sorted(p.kind for p in part.points)
    return kinds and {tuple(entry["at"]) for entry in listed if entry["at"]} <= known


def same_levels(landscape, claim):
    levels = [[str(value), str(number)] for value, number in landscape.levels]
    return (levels, str(landscape.count), str(landscape.spurious), text(landscape.gap)) == tuple(
        claim[k] for k in ("levels", "minima", "spurious", "gap")
    )


def exact_floors(landscape, claim, star):
    """Numerically: every claimed bound is below the value at its minimum."""
    for part, listed, centre in zip(landscape.coordinates, claim["coordinates"], star, strict=True):
        angles = np.linspace(-np.pi, np.pi, 40001)
        values = part.loss.numeric_phases(angles[:, None]) - float(part.loss.at([centre]))
        dips = sorted(
            values[k]
            for k in range(1, 40000)
            if values[k] < values[k - 1] and values[k] <= values[k + 1]
        )
        bounds = sorted(Fraction(entry["floor"]) for entry in listed if entry["floor"] is not None)
        if len(dips) == len(bounds) and any(
            float(bound) > dip + 1e-7 for bound, dip in zip(bounds, dips, strict=True)
        ):
            return False
    return True
