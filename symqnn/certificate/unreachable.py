"""Certificates that Eqn 18 has no solution for some targets: the relations that forbid them."""

from __future__ import annotations

from collections.abc import Iterable

from symqnn.algebra.trigpoly_text import index_text
from symqnn.certificate.canonical import rational_text
from symqnn.certificate.encode import Json, certificate, network_json
from symqnn.certificate.produce import relation_json
from symqnn.errors import InputError
from symqnn.independence.reachability import Reachability
from symqnn.model.qnn import QNN


def unreachable_certificate(qnn: QNN, answers: Iterable[Reachability]) -> Json:
    """Kind ``unreachable`` for Eqn 18: no state and label give a multiple of one of the targets plus a constant as residual.

    Raises:
        InputError: no targets, or one that is reachable.

    Example:
        >>> from symqnn.algebra.trigpoly import TrigPoly
        >>> from symqnn.independence.reachability import reachability
        >>> qnn = QNN(["Z"], "Z")
        >>> answers = reachability(qnn, [TrigPoly.from_terms({"1": 1})])
        >>> unreachable_certificate(qnn, answers)["witness"]
        {'relations': [{'1': '1'}]}
    """
    targets, relations = [], []
    for answer in answers:
        if answer.relation is None:
            raise InputError(f"the target {answer.target} is reachable; only targets that are not have this certificate.")
        terms = {index_text(index): value for index, value in answer.target.terms() if any(index)}
        targets.append({index: rational_text(value) for index, value in terms.items()})
        relations.append(relation_json(answer.relation))
    if not targets:
        raise InputError("no target was given; at least one that is not reachable is required.")
    instance, claim = {"network": network_json(qnn)}, {"targets": targets}
    return certificate("unreachable", "equation-18", instance, claim, {"relations": relations})
