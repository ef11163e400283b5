"""Enclosures of least values as certificates of the kind ``least-value``."""

from __future__ import annotations

from fractions import Fraction

from symqnn.certificate.canonical import integer_text, rational_text
from symqnn.certificate.critical import polynomial_json
from symqnn.certificate.encode import Json, certificate, index_text
from symqnn.minimum.boxes import BoxesProof
from symqnn.minimum.exact import SquaresProof
from symqnn.minimum.ground import GroundEnergy
from symqnn.minimum.symmetry import word_text
from symqnn.minimum.value import LeastValue

STATEMENTS = ("least-value", "ground-state")


def proof_json(proof: SquaresProof | BoxesProof) -> Json:
    """The proof of the lower bound."""
    if isinstance(proof, BoxesProof):
        return {"kind": "boxes", "charts": list(proof.charts)}
    lists = []
    for block, gram in zip(proof.blocks, proof.grams, strict=True):
        entry: Json = {
            "basis": [index_text(index) for index in block.functions],
            "gram": [[integer_text(n) for n in row] for row in gram],
        }
        if block.words:
            signs = zip(block.words, block.signs, strict=True)
            entry["symmetries"] = {word_text(word): "+" if s > 0 else "-" for word, s in signs}
        lists.append(entry)
    remainder = {
        index_text(index): rational_text(value) for index, value in proof.remainder.items()
    }
    return {
        "kind": "squares",
        "bits": proof.denominator.bit_length() - 1,
        "lists": lists,
        "remainder": remainder,
    }


def least_value_certificate(
    found: LeastValue, loss: Json | None = None, ground: GroundEnergy | None = None
) -> Json:
    """Kind ``least-value``: both bounds, the point and the proof; with a ground energy the
    statement ``ground-state``.

    Args:
        found: the enclosure. loss: LOSS of the output or training set it belongs to. ground: of the
            observable of that output.
    """
    claim: Json = {"least_value": [rational_text(found.lower), rational_text(found.upper)]}
    point = [[rational_text(x.cos), rational_text(x.sin)] for x in found.point]
    witness: Json = {"point": point, "proof": proof_json(found.proof)}
    if ground is not None:
        near, far = distance(found, ground)
        claim["least_eigenvalue"] = [rational_text(ground.lower), rational_text(ground.upper)]
        claim["distance"] = [rational_text(near), rational_text(far)]
        witness["vector"] = [[integer_text(n) for n in pair] for pair in ground.vector]
    statement = "least-value" if ground is None else "ground-state"
    return certificate(
        "least-value", statement, {"loss": loss or polynomial_json(found.poly)}, claim, witness
    )


def distance(found: LeastValue, ground: GroundEnergy) -> tuple[Fraction, Fraction]:
    """Bounds of the least value minus the least eigenvalue, which is never negative."""
    return max(Fraction(0), found.lower - ground.upper), found.upper - ground.lower
