"""Theorem 2: exactly 2^p local minima a period, 2^p - 1 spurious, with the exact gap."""

from __future__ import annotations

from symqnn.certificate.general import one_angle_certificate
from symqnn.construction.theorem_2 import theorem_2
from symqnn.model.instance_file import Instance
from symqnn.statements.kernel import THEOREMS
from symqnn.statements.result import Result
from symqnn.statements.separable import separable_result
from symqnn.status import Scope, Status

STATEMENT, TITLE = "theorem-2", "Theorem 2"
CLAIM = "a dataset induces 2^p local minima a period, 2^p - 1 of them spurious"


def prove_in_general() -> Result:
    """One coordinate for all r² at once, then the product rule; every p and every network with linear independence (Paper: Theorem 2)."""
    found = "with linear independence: exactly 2^p minima for 0 < r² < 1/2, values κ²·2r²/p·|ζ|; one summand by symbols, p by the product rule"
    certificate = one_angle_certificate()
    return Result(STATEMENT, TITLE, CLAIM, "every network", found, Status.PROVED, Scope.GENERAL, certificate, theorem=THEOREMS[STATEMENT])


def prove(instance: Instance) -> Result:
    """Construct the dataset for one network and certify its complete landscape (Paper: Theorem 2)."""
    return separable_result(STATEMENT, TITLE, CLAIM, instance, lambda: theorem_2(instance.qnn))
