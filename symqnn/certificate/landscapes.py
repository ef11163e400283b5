"""Certificates about landscapes on demand: targets that no dataset gives, and benign losses."""

from __future__ import annotations

from symqnn.certificate.canonical import integer_text, rational_text
from symqnn.certificate.critical import polynomial_json
from symqnn.certificate.encode import Json, certificate, index_text, instance_json
from symqnn.construction.reachable_gram import LossRelation
from symqnn.errors import InputError
from symqnn.roots.benign import Benign
from symqnn.roots.benign_boxes import TOLERANCE
from symqnn.status import Status


def forbidden_certificate(found: LossRelation) -> Json:
    """Kind ``unreachable-loss``: the coefficients of every training loss of the network satisfy a
    relation that the target violates.

    Example:
        >>> from symqnn.algebra.trigpoly import TrigPoly
        >>> from symqnn.model.qnn import QNN
        >>> target = TrigPoly.from_terms({"1": 1})
        >>> forbidden_certificate(LossRelation(QNN(["Z"], "Z"), target, {"1": 1}))["witness"]
        {'relation': {'1': '1'}}
    """
    terms = {index_text(index): rational_text(value) for index, value in found.target.terms()}
    relation = {index: integer_text(value) for index, value in found.relation.items()}
    instance = instance_json(found.qnn)
    return certificate(
        "unreachable-loss", "universality", instance, {"target": terms}, {"relation": relation}
    )


def benign_certificate(found: Benign, loss: Json | None = None) -> Json:
    """Kind ``benign``: every local minimum has a value between floor and level.

    Args:
        found: a PROVED answer. loss: LOSS, if the polynomial is that of a training set.

    Raises:
        InputError: the answer is UNDECIDED.
    """
    if found.status is not Status.PROVED:
        raise InputError(
            f"the answer is {found.status} ({found.reason}); only a proved one has a certificate."
        )
    charts = found.charts
    witness: Json = {
        "origin": [rational_text(tau) for tau in charts.origin],
        "precision": TOLERANCE.precision,
        "weight": TOLERANCE.weight,
        "exponents": [
            integer_text(exponent + TOLERANCE.precision) for exponent in charts.exponents
        ],
        "charts": [part.text for part in found.subdivisions],
    }
    if found.squares:
        witness["squares"] = [
            [
                rational_text(weight),
                {index_text(index): rational_text(value) for index, value in part.terms()},
            ]
            for weight, part in found.squares
        ]
    claim = {"floor": rational_text(found.floor), "level": rational_text(found.level)}
    instance = {"loss": loss or polynomial_json(found.poly)}
    return certificate("benign", "benign", instance, claim, witness)
