"""Certificates about landscapes on demand: targets that no dataset gives."""

from __future__ import annotations

from symqnn.certificate.canonical import integer_text, rational_text
from symqnn.certificate.encode import Json, certificate, index_text, instance_json
from symqnn.construction.reachable_gram import LossRelation


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
