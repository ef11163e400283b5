"""Certificates that Eqn 18 has no solution for some targets: the relations that forbid them."""

from __future__ import annotations

from symqnn.certificate.canonical import rational_text
from symqnn.certificate.encode import Json, certificate, index_text, instance_json
from symqnn.certificate.produce import relation_json
from symqnn.construction.unreachable import Unreachable
from symqnn.errors import InputError


def unreachable_certificate(found: Unreachable) -> Json:
    """Kind ``unreachable`` for Eqn 18: no state and label give a multiple of one of the targets
    plus a constant as residual.

    Raises:
        InputError: no targets.

    Example:
        >>> from symqnn.algebra.trigpoly import TrigPoly
        >>> from symqnn.independence.reachability import reachability
        >>> from symqnn.model.qnn import QNN
        >>> qnn = QNN(["Z"], "Z")
        >>> answers = reachability(qnn, [TrigPoly.from_terms({"1": 1})])
        >>> unreachable_certificate(Unreachable(qnn, answers))["witness"]
        {'relations': [{'1': '1'}]}
    """
    if not found.targets:
        raise InputError("no target was given; at least one that is not reachable is required.")
    targets = [
        {index_text(index): rational_text(value) for index, value in target.terms() if any(index)}
        for target in found.targets
    ]
    relations = [relation_json(relation) for relation in found.relations]
    claim, witness = {"targets": targets}, {"relations": relations}
    return certificate("unreachable", "equation-18", instance_json(found.qnn), claim, witness)
