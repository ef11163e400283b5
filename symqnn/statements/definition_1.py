"""Definition 1: the operators {Φ_ξ(M), ξ ≠ 0} are linearly independent."""

from __future__ import annotations

from symqnn.algebra.exact import short_integer
from symqnn.certificate.produce import independence_certificate
from symqnn.independence.bounds import NecessaryConditions
from symqnn.independence.decide import linear_independence
from symqnn.model.instance_file import Instance
from symqnn.statements.result import Result
from symqnn.status import Scope, Status

STATEMENT, TITLE = "definition-1", "Definition 1"
CLAIM = "{Φ_ξ(M), ξ ≠ 0} is linearly independent"


def prove(instance: Instance) -> Result:
    """Decide Definition 1 on one instance (Paper: Definition 1)."""
    result = linear_independence(instance.qnn)
    details = (*result.explanation, *describe_conditions(result.conditions))
    size = f"3^{instance.qnn.layers} - 1"
    if result.status is Status.UNDECIDED:
        return Result(STATEMENT, TITLE, CLAIM, instance.name, f"undecided: {result.explanation[0]}", result.status, Scope.INSTANCES, None, details=details)
    if result.status is Status.PROVED:
        found = f"independent: rank {size} = {short_integer(result.operators)}"
    else:
        found = f"dependent: rank {result.rank} of {short_integer(result.operators)}" if result.rank is not None else f"dependent: {result.explanation[0]}"
    certificate = independence_certificate(instance.qnn, result)
    return Result(STATEMENT, TITLE, CLAIM, instance.name, found, result.status, Scope.INSTANCES, certificate, details=details)


def describe_conditions(conditions: NecessaryConditions) -> tuple[str, str]:
    """The paper's necessary condition and the sharper one, with the numbers.

    Example:
        >>> print(*describe_conditions(NecessaryConditions(5, 16, 8)), sep="; ")
        necessary (paper): d ≥ 3^(p/2), i.e. d² = 256 ≥ 3^5 = 243: holds; necessary (sharper): 3^(p-1) ≤ r(d-r), i.e. 81 ≤ 64: FAILS
    """
    d, p, r = conditions.dimension, conditions.layers, conditions.multiplicity
    square, power, third, room = (short_integer(value) for value in (d * d, 3**p, 3 ** (p - 1), r * (d - r)))
    paper = f"necessary (paper): d ≥ 3^(p/2), i.e. d² = {square} ≥ 3^{p} = {power}: {'holds' if conditions.paper else 'FAILS'}"
    sharper = f"necessary (sharper): 3^(p-1) ≤ r(d-r), i.e. {third} ≤ {room}: {'holds' if conditions.sharper else 'FAILS'}"
    return paper, sharper
