"""Whether a certificate about a dataset is true, by the producer: expansion by FLINT, Sturm chains over Q, no code of the checker."""

from fractions import Fraction

from symqnn.construction.integral import frequency_system, integral_output
from symqnn.independence.integral import integral_independence

from symqnn.algebra.circle import CirclePoint
from symqnn.algebra.matrix import GaussianMatrix
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.construction.certify import certify_minima
from symqnn.construction.separable import separable_landscape
from symqnn.construction.vertices import vertex_landscape
from symqnn.loss.squares import squares
from symqnn.loss.training import loss
from symqnn.model.correlation import CorrelationState
from symqnn.model.dataset import Dataset
from symqnn.model.spectrum import IntegralNetwork
from symqnn.status import Status

KINDS = ("separable-minima", "vertex-minima", "dataset-minima", "integral-minima")


def point(pair):
    return CirclePoint(*map(Fraction, pair))


def text(value):
    return None if value is None else str(value)


def true_of_dataset(certificate, qnn, decode_state, decode_matrix):
    """Recompute the claim from the instance; the witness does not matter."""
    claim, instance = certificate["claim"], certificate["instance"]
    if certificate["kind"] == "integral-minima":
        return true_of_integral(instance, claim, decode_state, decode_matrix)
    if instance["network"]["kind"] == "integral":
        qnn = integral_network(instance["network"], decode_matrix)
        if qnn is None:
            return False
    samples = [(decode_sample(sample["state"], decode_state), sample["label"]) for sample in instance["samples"]]
    dataset, parts = Dataset.from_samples(samples), instance["parts"]
    if certificate["kind"] == "dataset-minima":
        found = certify_minima(qnn, dataset, [[point(pair) for pair in entry["at"]] for entry in claim["minima"]], parts, move=False)
        overlap = all(
            Fraction(entry["value"][0]) <= known.upper and known.lower <= Fraction(entry["value"][1])
            for entry, known in zip(claim["minima"], found.minima, strict=True)
        )
        return found.status is Status.PROVED and overlap and text(found.spurious) == claim["spurious"]
    total = loss(qnn, dataset, parts)
    if certificate["kind"] == "vertex-minima":
        landscape = vertex_landscape(total, tuple(map(point, claim["star"])))
        stuck = {"".join("1" if s < 0 else "0" for s in vertex) for vertex in landscape.stuck}
        return same_levels(landscape, claim) and set(claim["stuck"]) <= stuck
    landscape = separable_landscape(total)
    shapes = all(
        sorted(entry["kind"] for entry in listed) == sorted(known.kind for known in part.points)
        and {tuple(entry["at"]) for entry in listed if entry["at"]} <= {(str(known.at.cos), str(known.at.sin)) for known in part.points if known.at}
        for listed, part in zip(claim["coordinates"], landscape.coordinates, strict=True)
    )
    symmetric = certificate["statement"] != "lemma-3" or not any(e in (1, 2) for row in total.exponents.tolist() for e in row)
    return shapes and symmetric and same_levels(landscape, claim) and text(landscape.critical) == claim["critical_points"]


def same_levels(landscape, claim):
    levels = [[str(value), str(number)] for value, number in landscape.levels]
    return (levels, str(landscape.count), str(landscape.spurious), text(landscape.gap)) == tuple(claim[k] for k in ("levels", "minima", "spurious", "gap"))


def decode_sample(state, decode_state):
    if state["kind"] == "correlation":
        return CorrelationState.make(state["correlated"], state["scale"], state["vectors"])
    return decode_state(state)


def integral_network(given, decode_matrix):
    network = IntegralNetwork.make([decode_matrix(h) for h in given["generators"]], decode_matrix(given["observable"]))
    return network if [list(map(str, spectrum)) for spectrum in network.spectra] == given["spectra"] else None


def true_of_frequencies(given, claim, decode_matrix):
    network = integral_network(given, decode_matrix)
    if network is None:
        return False
    result = integral_independence(network)
    same = (result.status is Status.PROVED, str(result.operators)) == (claim["independent"], claim["operators"])
    return same and claim.get("rank") in (None, str(result.rank))


def true_of_integral(instance, claim, decode_state, decode_matrix):
    network = integral_network(instance["network"], decode_matrix)
    if network is None:
        return False
    system, residuals = frequency_system(network), []
    for sample in instance["samples"]:
        rho: GaussianMatrix = decode_state(sample["state"]).to_density()
        output = integral_output(system, rho)
        residuals.append((Fraction(1, len(instance["samples"])), output - TrigPoly.constant(sample["label"], network.layers)))
    total = squares(residuals, network.layers)
    landscape = separable_landscape(total)
    star = tuple(map(point, claim["star"]))
    lowest = total.at(star)
    counts = (str(landscape.count), str(landscape.critical), str(lowest)) == tuple(claim[k] for k in ("minima", "critical_points", "least"))
    return counts and exact_floors(landscape, claim, star)


def exact_floors(landscape, claim, star):
    """Numerically: every claimed bound is below the value at its minimum."""
    import numpy as np

    for part, listed, centre in zip(landscape.coordinates, claim["coordinates"], star, strict=True):
        angles = np.linspace(-np.pi, np.pi, 40001)
        values = part.loss.numeric(angles[:, None]) - float(part.loss.at([centre]))
        dips = sorted(values[k] for k in range(1, 40000) if values[k] < values[k - 1] and values[k] <= values[k + 1])
        bounds = sorted(Fraction(entry["floor"]) for entry in listed if entry["floor"] is not None)
        if len(dips) == len(bounds) and any(float(bound) > dip + 1e-7 for bound, dip in zip(bounds, dips, strict=True)):
            return False
    return True
