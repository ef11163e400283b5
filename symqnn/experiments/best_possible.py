"""How far the best run of a training is from the least value that any training can reach, where
that is certified.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from symqnn.certificate.critical import training_json
from symqnn.certificate.encode import Json
from symqnn.certificate.least import least_value_certificate
from symqnn.loss.training import loss
from symqnn.minimum.roads import Limits
from symqnn.minimum.value import least_value
from symqnn.model.dataset import Dataset
from symqnn.model.qnn import QNN
from symqnn.statements.least_value import shown
from symqnn.training.objective import FloatArray

LIMITS = Limits(seconds=60, products=1000, boxes=1)


def gap_sentence(name: str, values: FloatArray, lower: Fraction, source: str) -> str:
    """One line for people: the best of the final losses, as computed in floats,
    against a proved lower bound.

    Example:
        >>> gap_sentence("p = 2", np.array([0.5, 0.25]), Fraction(1, 5), "sum of squares")
        'p = 2: certified gap to the best possible: 0.050000000 for the best of
        2 runs; no angles give less than 0.200000000 (sum of squares)'
    """
    apart = max(Fraction(float(np.min(values))) - lower, Fraction(0))
    return (
        f"{name}: certified gap to the best possible: {shown(apart, up=True)} for the best of "
        f"{len(values)} runs; "
        f"no angles give less than {shown(lower)} ({source})"
    )


def least_loss(qnn: QNN, dataset: Dataset) -> tuple[Fraction, Json]:
    """A proved lower bound of the loss of a small network, with its certificate."""
    found = least_value(loss(qnn, dataset), method="squares", limits=LIMITS)
    return found.lower, least_value_certificate(found, training_json(qnn, dataset))
