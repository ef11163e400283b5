"""Certificates of what an ansatz can do: kinds ``variance``, ``lie-algebra``, ``fisher-rank``,
``support``.
"""

from __future__ import annotations

from collections.abc import Sequence

from symqnn.analysis.centroid import Centroid
from symqnn.analysis.fisher import FisherRank
from symqnn.analysis.ideals import Ideals
from symqnn.analysis.lie_algebra import LieAlgebra, Relation
from symqnn.analysis.light_cone import LightCone
from symqnn.analysis.moments import Moments
from symqnn.certificate.canonical import integer_text, rational_text
from symqnn.certificate.encode import Json, certificate, instance_json, state_json
from symqnn.model.qnn import QNN
from symqnn.model.state import State


def variance_certificate(loss: Json, found: Moments) -> Json:
    """Kind ``variance``: mean and variances over uniform angles.

    Args:
        loss: LOSS, as :func:`symqnn.certificate.critical.output_json` writes it for an output.

    Example:
        >>> from symqnn.analysis.variance import variances
        >>> from symqnn.certificate.critical import output_json
        >>> qnn = QNN(["1/2*X"], "Z")
        >>> state = State.zero(1)
        >>> made = variance_certificate(output_json(qnn, state), variances(qnn, state))
        >>> made["claim"]
        {'mean': '0', 'variance': '1/2', 'gradient': ['1/2']}
    """
    claim = {
        "mean": rational_text(found.mean),
        "variance": rational_text(found.variance),
        "gradient": [rational_text(value) for value in found.gradient],
    }
    return certificate("variance", "variance", {"loss": loss}, claim, {})


def lie_algebra_certificate(qnn: QNN, algebra: LieAlgebra, ideals: Ideals | None = None) -> Json:
    """Kind ``lie-algebra``: the dimensions of the dynamical Lie algebra and of its centre, and its
    simple ideals if given.
    """
    claim: Json = {
        "dimension": integer_text(algebra.dimension),
        "centre": integer_text(algebra.centre),
    }
    witness = closure_json(algebra)
    if ideals is not None:
        claim["ideals"] = [
            [integer_text(ideal.dimension), integer_text(ideal.number), list(ideal.names)]
            for ideal in ideals.ideals
        ]
        witness["ideals"] = None if ideals.centroid is None else centroid_json(ideals.centroid)
    return certificate("lie-algebra", "lie-algebra", instance_json(qnn), claim, witness)


def centroid_json(centroid: Centroid) -> Json:
    """The map that separates the simple ideals, and its eigenvalues modulo a prime."""
    images = centroid.images
    return {
        "modulus": integer_text(centroid.modulus),
        "map": None if images is None else [_relation_json(image) for image in images],
        "roots": [integer_text(root) for root in centroid.roots],
    }


def closure_json(algebra: LieAlgebra) -> Json:
    """The basis of nested commutators and, where some generator is a sum, the relations that close
    it.
    """
    basis = [list(origin) for origin in algebra.origins]
    if algebra.relations is None:
        return {"basis": basis, "generators": None, "relations": None}
    return {
        "basis": basis,
        "generators": [_relation_json(relation) for relation in algebra.expressions],
        "relations": [[_relation_json(relation) for relation in row] for row in algebra.relations],
    }


def fisher_certificate(qnn: QNN, state: State, found: FisherRank) -> Json:
    """Kind ``fisher-rank``: bounds of the generic rank of the quantum Fisher information."""
    claim = {"at_least": integer_text(found.lower), "at_most": integer_text(found.upper)}
    witness: Json = {
        "modulus": integer_text(found.modulus),
        "tangents": [integer_text(value) for value in found.tangents],
        "reason": found.reason,
    }
    if found.algebra is not None:
        witness["algebra"] = closure_json(found.algebra)
    instance = {**instance_json(qnn), "state": state_json(state)}
    return certificate("fisher-rank", "fisher-rank", instance, claim, witness)


def support_certificate(qnn: QNN, vectors: int | None, cones: Sequence[LightCone] | None) -> Json:
    """Kind ``support``: how many frequency vectors can occur, the largest frequencies, the light
    cones.

    Args:
        vectors: |K|; None leaves it out. cones: of all words of the observable; None leaves them
            out.
    """
    claim = {
        "vectors": None if vectors is None else integer_text(vectors),
        "degrees": list(qnn.degrees),
        "cones": None
        if cones is None
        else [[c.term, list(c.qubits), list(c.parameters)] for c in cones],
    }
    witness = {"units": None if cones is None else [sorted(cone.units) for cone in cones]}
    return certificate("support", "support", instance_json(qnn), claim, witness)


def _relation_json(relation: Relation) -> list[list[int | str]]:
    return [[place, rational_text(value)] for place, value in sorted(relation.items())]
