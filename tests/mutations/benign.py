"""Whether a corrupted certificate about spurious minima is true all the same, without the checker:
floats suffice to refute.
"""

from fractions import Fraction

import numpy as np
from landscapes import decode_loss

from symqnn.certificate.decode import network_from, state_from
from symqnn.loss.training import loss
from symqnn.model.dataset import Dataset
from symqnn.roots.benign import descend
from symqnn.roots.jets import Jets

ROOM = 1e-7


def true_of_minima(certificate):
    """Every end of descent that is a local minimum has a value between floor and level."""
    poly = decode_loss(certificate["instance"]["loss"])
    floor, level = (float(Fraction(certificate["claim"][key])) for key in ("floor", "level"))
    points, values = descend(poly)
    gradient, hessian = Jets(poly).approximate(points)
    still = np.abs(gradient).max(axis=1) < 1e-8
    minimal = still & (np.linalg.eigvalsh(hessian)[:, 0] > -ROOM)
    ends = values[minimal]
    return len(ends) > 0 and floor < ends.min() + ROOM and ends.max() < level + ROOM


def true_of_trap(certificate):
    """Every listed point is close to a local minimum with a value in its interval, above the least
    value by the gap.
    """
    instance, claim = certificate["instance"], certificate["claim"]
    qnn = network_from(instance["network"])
    samples = [(state_from(one["state"]), Fraction(one["label"])) for one in instance["samples"]]
    poly = loss(qnn, Dataset.from_samples(samples))
    jets, least = Jets(poly), float(descend(poly)[1].min())
    for entry in claim["minima"]:
        pairs = [[float(Fraction(x)) for x in pair] for pair in entry["at"]]
        place = np.array([[np.arctan2(sine, cosine) for cosine, sine in pairs]])
        gradient, hessian = jets.approximate(place)
        value = float(poly.numeric_phases(place)[0])
        if np.abs(gradient).max() > 1e-4 or np.linalg.eigvalsh(hessian[0])[0] <= 0:
            return False
        lower, upper = (float(Fraction(x)) for x in entry["value"])
        if (
            not lower - ROOM <= value <= upper + ROOM
            or value - least < float(Fraction(claim["gap"])) - ROOM
        ):
            return False
    return int(claim["spurious"]) == len(claim["minima"])
