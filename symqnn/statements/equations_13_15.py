"""Eqns 13-15: θ_l ↦ θ_l + π/2 keeps the terms with ξ_l = 0 and flips the sign of those with
ξ_l = 1, 2.

In general: HΦ^(k)(A)H = ±Φ^(k)(A) are identities for all H, A with H² = I. On an instance the
checker shifts each angle in turn and recomputes M(θ).
"""

from __future__ import annotations

from symqnn.certificate.identity import layer_identity_certificate
from symqnn.certificate.produce import operators_certificate
from symqnn.errors import SizeError
from symqnn.expansion.output import expand
from symqnn.model.instance_file import Instance
from symqnn.statements.equation_11 import budget, too_large
from symqnn.statements.result import Result, proved_in_general
from symqnn.status import Scope, Status

STATEMENT, TITLE = "equations-13-15", "Equations 13-15"
CLAIM = "θ_l ↦ θ_l + π/2 flips exactly the terms with ξ_l ≠ 0"
CLAIM_GENERAL = "φ_l ↦ φ_l + π, φ_l = g_l·θ_l, flips exactly the terms with ξ_l ≠ 0"
LAYER_CLAIMS = {
    "equation-13": "HΦ⁽⁰⁾(A)H = Φ⁽⁰⁾(A)",
    "equation-14": "HΦ⁽¹⁾(A)H = -Φ⁽¹⁾(A)",
    "equation-15": "HΦ⁽²⁾(A)H = -Φ⁽²⁾(A)",
}


def prove_in_general() -> list[Result]:
    """The three identities for all H, A with H² = I (Paper: Eqns 13-15)."""
    return [
        proved_in_general(
            statement,
            statement.replace("equation-", "Equation "),
            claim,
            "holds for all H, A with H² = I",
            layer_identity_certificate(statement),
        )
        for statement, claim in LAYER_CLAIMS.items()
    ]


def prove(instance: Instance) -> Result | list[Result]:
    """The shift of each angle on one instance (Paper: below Eqn 15)."""
    qnn = instance.qnn
    if not qnn.is_two_level:
        return []  # the sentence is about the paper's networks
    p = len(qnn.parameters)
    try:
        # the checker expands once for every angle
        expansion = expand(qnn, max_terms=budget(instance) // p)
    except SizeError as error:
        return _too_large(instance, str(error))
    certificate = operators_certificate(qnn, expansion, STATEMENT)
    found = "holds for the angle" if p == 1 else f"holds for each of the {p} angles"
    claim = CLAIM if qnn.is_papers else CLAIM_GENERAL
    return Result(
        STATEMENT, TITLE, claim, instance.name, found, Status.PROVED, Scope.INSTANCES, certificate
    )


def _too_large(instance: Instance, reason: str) -> list[Result]:
    return [too_large(instance, reason, general) for general in prove_in_general()]
