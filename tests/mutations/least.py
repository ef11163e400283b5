"""Whether a corrupted certificate about a least value is true all the same, without the checker:
floats suffice to refute.
"""

from fractions import Fraction

import numpy as np
from landscapes import decode_loss

from symqnn.certificate.decode import network_from
from symqnn.minimum.search import descents

ROOM, STARTS = 1e-7, 100


def lowest(poly):
    """The lowest end of many descents."""
    starts = 2 * np.pi * np.random.default_rng(3).random((STARTS, poly.angles))
    return float(descents(poly, starts)[1].min())


def least_eigenvalue(network):
    """Of the observable, by floating-point diagonalisation of its matrix."""
    qnn = network_from(network)
    observable = qnn.expanded_observable()
    size, letters = qnn.dimension, {"I": np.eye(2), "X": np.array([[0, 1], [1, 0]])}
    letters |= {"Y": np.array([[0, -1j], [1j, 0]]), "Z": np.diag([1, -1])}
    matrix = np.zeros((size, size), dtype=complex)
    for word, value in observable.terms():
        product = np.eye(1)
        for letter in word:
            product = np.kron(product, letters[letter])
        matrix += float(value) * product
    return float(np.linalg.eigvalsh(matrix)[0])


def holds(bounds, value):
    """Whether a number lies between two, but for rounding."""
    low, high = (float(Fraction(bound)) for bound in bounds)
    return low - ROOM <= value <= high + ROOM


def true_of_the_least_value(certificate):
    """The intervals hold what descents and diagonalisation find."""
    claim, loss = certificate["claim"], certificate["instance"]["loss"]
    least = lowest(decode_loss(loss))
    if not holds(claim["least_value"], least):
        return False
    if "distance" not in claim:
        return True
    energy = least_eigenvalue(loss["network"])
    return holds(claim["least_eigenvalue"], energy) and holds(claim["distance"], least - energy)
