"""Theorem 2: exactly 2^p local minima a period, 2^p - 1 spurious, with the exact gap."""

from __future__ import annotations

from symqnn.certificate.datasets import vertex_certificate
from symqnn.certificate.general import one_angle_certificate
from symqnn.construction.linked import linked_theorem_2
from symqnn.construction.parity import VertexConstruction
from symqnn.construction.theorem_2 import theorem_2
from symqnn.construction.unreachable import UnreachableError
from symqnn.errors import SizeError
from symqnn.model.instance_file import Instance
from symqnn.statements.result import Result, proved_in_general
from symqnn.statements.separable import separable_results
from symqnn.status import Scope, Status

STATEMENT, TITLE = "theorem-2", "Theorem 2"
CLAIM = "a dataset induces 2^p local minima a period, 2^p - 1 of them spurious"


def prove_in_general() -> Result:
    """One coordinate for all r² at once, then the product rule; every p and every network with
    linear independence (Paper: Theorem 2).
    """
    found = (
        "with linear independence: exactly 2^p minima for 0 < r² < 1/2, values κ²·2r²/p·|ζ|; "
        "one summand by symbols, p by the product rule"
    )
    certificate = one_angle_certificate()
    return proved_in_general(STATEMENT, TITLE, CLAIM, found, certificate)


def prove(instance: Instance) -> list[Result]:
    """Construct the dataset for one network and certify its complete landscape (Paper: Theorem 2).

    Where some angles are not reached alone, the trap is linked to traps before it; where that is
    impossible too, the premise fails, and the largest set of angles that can be trapped alone is
    shown.
    """
    results = separable_results(STATEMENT, TITLE, CLAIM, instance, lambda: theorem_2(instance.qnn))
    if results[0].status is not Status.PREMISE_FAILS:
        return results
    try:
        made = linked_theorem_2(instance.qnn)
    except (UnreachableError, SizeError):
        return results
    return [linked_result(instance, made)]


def linked_result(instance: Instance, made: VertexConstruction) -> Result:
    """The dataset of linked traps: 2^p minima without Definition 1."""
    used, landscape = made.construction, made.landscape
    found = (
        f"exactly {landscape.count} minima, {landscape.spurious} spurious, gap {landscape.gap}; "
        "some traps are linked to others"
    )
    certificate = vertex_certificate(used.qnn, used.dataset, used.parts, landscape, STATEMENT)
    details = (used.samples_text,)
    named = (STATEMENT, TITLE, CLAIM, instance.name, found)
    return Result(*named, Status.PROVED, Scope.INSTANCES, certificate, details=details)
