"""Definition 1: the components of M(θ) at non-zero frequency vectors are linearly independent."""

from __future__ import annotations

from symqnn.algebra.exact import short_integer
from symqnn.certificate.produce import independence_certificate
from symqnn.independence.decide import linear_independence
from symqnn.independence.rank_bounds import NecessaryConditions
from symqnn.model.instance_file import Instance
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

STATEMENT, TITLE = "definition-1", "Definition 1"
CLAIM = "{Φ_ξ(M), ξ ≠ 0} is linearly independent"
CLAIM_GENERAL = "the components of M(θ) at all non-zero frequency vectors are linearly independent"


def prove(instance: Instance) -> Result:
    """Decide Definition 1 on one instance (Paper: Definition 1, for H² = I; here for all
    frequencies that can occur).
    """
    qnn = instance.qnn
    result = linear_independence(qnn)
    details = (*result.explanation, *describe_conditions(result.conditions))
    claim = CLAIM if qnn.is_two_level else CLAIM_GENERAL
    named, number = (STATEMENT, TITLE, claim, instance.name), short_integer(result.operators)
    if result.status is Status.UNDECIDED:
        why = f"undecided: {result.explanation[0]}"
        return Result(*named, why, result.status, Scope.INSTANCES, None, details=details)
    if result.status is Status.PROVED:
        count = f"3^{len(qnn.parameters)} - 1 = {number}" if qnn.is_two_level else number
        found = f"independent: rank {count}"
    elif result.rank is not None:
        found = f"dependent: rank {result.rank} of {number}"
    else:
        found, details = f"dependent: {result.explanation[0]}", details[1:]
    certificate = independence_certificate(qnn, result)
    return Result(*named, found, result.status, Scope.INSTANCES, certificate, details=details)


def describe_conditions(conditions: NecessaryConditions) -> tuple[str, ...]:
    """The paper's necessary condition and the sharper one, with the numbers.

    Example:
        >>> from symqnn.independence.rank_bounds import necessary_conditions
        >>> from symqnn.model.ansatz import random_network
        >>> conditions = necessary_conditions(random_network(16, 5, seed=1))
        >>> print(*describe_conditions(conditions), sep="\\n")
        necessary (paper): d² = 256 ≥ |K| = 243: holds
        necessary (sharper): room for 208 ≥ 242 components: FAILS
    """
    square, components = (
        short_integer(conditions.dimension**2),
        short_integer(conditions.components),
    )
    paper = f"necessary (paper): d² = {square} ≥ |K| = {components}: {_holds(conditions.paper)}"
    if conditions.count is None:
        return (paper,)
    room, needed = conditions.count.upper_bound, conditions.count.operators
    numbers = f"{short_integer(room)} ≥ {short_integer(needed)}"
    return (
        paper,
        f"necessary (sharper): room for {numbers} components: {_holds(conditions.sharper)}",
    )


def _holds(condition: bool) -> str:
    return "holds" if condition else "FAILS"
