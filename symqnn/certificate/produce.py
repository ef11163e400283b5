"""Certificates of the expansion and of linear (in)dependence."""

from __future__ import annotations

from symqnn.algebra.modular import PrimeField
from symqnn.algebra.trigpoly import TrigPoly
from symqnn.algebra.trigpoly_text import index_text
from symqnn.certificate.canonical import integer_text, rational_text
from symqnn.certificate.encode import Json, certificate, instance_json, operator_json, state_json
from symqnn.errors import InputError
from symqnn.expansion.output import Expansion
from symqnn.independence.decide import IndependenceResult, Independent
from symqnn.independence.elimination import Relation
from symqnn.independence.refutation import Dependent
from symqnn.model.qnn import QNN
from symqnn.model.state import State, as_matrix

LISTED_RELATIONS = (
    20  # so many or as many as prove dependence; all are listed where they prove the rank
)


def operators_certificate(qnn: QNN, expansion: Expansion, statement: str = "equation-11") -> Json:
    """Kind ``expansion`` for Eqn 11 or Eqns 13-15: all operators Φ_ξ(M) ≠ 0."""
    operators = {xi: operator_json(operator) for xi, operator in expansion.items()}
    return certificate("expansion", statement, instance_json(qnn), {"operators": operators}, {})


def output_certificate(qnn: QNN, state: State, output: TrigPoly) -> Json:
    """Kind ``expansion`` for Eqn 12: all coefficients tr(ρΦ_ξ(M)) ≠ 0."""
    coefficients = {index_text(index): rational_text(value) for index, value in output.terms()}
    known = state if qnn.is_pauli else as_matrix(state)
    instance = {**instance_json(qnn), "state": state_json(known)}
    return certificate("expansion", "equation-12", instance, {"coefficients": coefficients}, {})


def independence_certificate(qnn: QNN, result: IndependenceResult) -> Json:
    """Kind ``independence`` or ``dependence`` for Definition 1.

    Raises:
        InputError: the result is UNDECIDED.
    """
    instance, operators = instance_json(qnn), integer_text(result.operators)
    witness = result.witness
    if isinstance(witness, Independent):
        found: Json = _field_json(witness.field)
        if qnn.is_pauli:
            found["blocks"] = [list(block.qubits) for block in witness.blocks]
        return certificate(
            "independence",
            "definition-1",
            instance,
            {"independent": True, "operators": operators},
            found,
        )
    if isinstance(witness, Dependent):
        rank = None if witness.rank is None else integer_text(witness.rank)
        claim: Json = {"independent": False, "operators": operators, "rank": rank}
        return certificate(
            "dependence", "definition-1", instance, claim, _dependence_witness(qnn, witness)
        )
    raise InputError("the result is UNDECIDED; only PROVED and REFUTED results have a certificate.")


def _dependence_witness(qnn: QNN, witness: Dependent) -> Json:
    found: Json = {"block": list(witness.block.qubits)} if qnn.is_pauli else {}
    if witness.count is not None:
        sizes = [integer_text(size) for size in witness.count.multiplicities.values()]
        found |= {"reason": "dimension", "multiplicities": sizes}
    else:
        shown = max(LISTED_RELATIONS, witness.needed)
        listed = witness.relations if witness.rank is not None else witness.relations[:shown]
        found |= {
            "reason": "relations",
            "relations": [relation_json(relation) for relation in listed],
        }
    if witness.field is not None:
        found |= _field_json(witness.field)
    return found


def _field_json(field: PrimeField) -> Json:
    return {"modulus": integer_text(field.modulus), "root": integer_text(field.root)}


def relation_json(relation: Relation) -> Json:
    """A relation between operators: INTEGER by INDEX."""
    return {index: integer_text(value) for index, value in relation.items()}
