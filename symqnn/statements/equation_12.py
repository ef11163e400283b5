r"""Eqn 12: the output :math:`f(\rho,\theta)=\operatorname{tr}(\rho M(\theta))` as a trigonometric
polynomial with coefficients tr(ρΦ_ξ(M)).

In general it is Eqn 11 under the linear functional A ↦ tr(ρA). On an instance all coefficients are
computed and certified.
"""

from __future__ import annotations

from dataclasses import replace

from symqnn.algebra.exact import short_integer
from symqnn.certificate.produce import output_certificate
from symqnn.errors import SizeError
from symqnn.expansion.output import expand, expectation
from symqnn.model.instance_file import Instance
from symqnn.statements.equation_11 import MAX_TERMS, prove_in_general, too_large
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

STATEMENT, TITLE = "equation-12", "Equation 12"
CLAIM = "f(ρ,θ) = Σ_ξ tr(ρΦ_ξ(M)) ∏cos 2θ_l ∏sin 2θ_l"
CLAIM_GENERAL = "f(ρ,θ) = Σ_e tr(ρA_e) ∏ of cosines and sines of multiples of the angles"


def prove(instance: Instance) -> Result:
    """All coefficients of the output in the instance's state (Paper: Eqn 12)."""
    qnn = instance.qnn
    try:
        if qnn.is_pauli:
            expand(qnn, MAX_TERMS)  # the checker expands all of it
        output = expectation(qnn, instance.state)
    except SizeError as error:
        return _too_large(instance, str(error))
    found = f"not zero: {len(output)} of {short_integer(qnn.frequencies.components)} coefficients"
    certificate = output_certificate(qnn, instance.state, output)
    claim = CLAIM if qnn.is_papers else CLAIM_GENERAL
    return Result(
        STATEMENT,
        TITLE,
        claim,
        instance.name,
        found,
        Status.PROVED,
        Scope.INSTANCES,
        certificate,
        details=(f"f(θ) = {output!r}",),
    )


def _too_large(instance: Instance, reason: str) -> Result:
    claim = CLAIM if instance.qnn.is_papers else CLAIM_GENERAL
    return too_large(
        instance, reason, replace(prove_in_general(), statement=STATEMENT, title=TITLE, claim=claim)
    )
